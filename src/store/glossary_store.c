/* Glossaries: names, ranks, what they hold. Their concepts are rows of their own (term_store.c). */
#include "base/fail.h"
#include "store/memory_store.h"
#include "store/term_store.h"
#include "store/token_rows.h"
#include "tolmach/lang.h"

tol_status tol_glossary_find(tol_store *store, tol_str name, int64_t *id, tol_error *err)
{
    sqlite3_stmt *stmt = NULL;
    bool has_row = false;
    tol_status status = tol_db_statement(store, TOL_SQL_GLOSSARY_GET, &stmt, err);
    if (status) {
        return status;
    }
    tol_db_bind_text(stmt, 1, name);
    status = tol_db_step(store, stmt, &has_row, err);
    *id = has_row ? sqlite3_column_int64(stmt, 0) : 0;
    sqlite3_reset(stmt);
    return status;
}

static tol_status not_there(tol_str name, tol_error *err)
{
    return tol_fail(err, TOL_ENOTFOUND, "no glossary \"%.*s\"", TOL_ARG(name));
}

/* The same, and TOL_ENOTFOUND. */
static tol_status need_glossary(tol_store *store, tol_str name, int64_t *id, tol_error *err)
{
    tol_status status = tol_glossary_find(store, name, id, err);
    return !status && !*id ? not_there(name, err) : status;
}

static tol_status add_glossary(tol_store *store, tol_str name, int64_t *id, tol_error *err)
{
    sqlite3_stmt *stmt = NULL;
    tol_status status = tol_db_statement(store, TOL_SQL_GLOSSARY_ADD, &stmt, err);
    if (status) {
        return status;
    }
    tol_db_bind_text(stmt, 1, name);
    sqlite3_bind_int64(stmt, 2, tol_now());
    status = tol_db_run(store, stmt, err);
    *id = sqlite3_last_insert_rowid(store->db);
    return status;
}

tol_status tol_glossary_intern(tol_store *store, tol_str name, int64_t *id, tol_error *err)
{
    tol_status status = tol_name_check(name, "glossary", err);
    if (!status) {
        status = tol_glossary_find(store, name, id, err);
    }
    return status || *id ? status : add_glossary(store, name, id, err);
}

/* ---- what they hold ---- */

/* A language counts by its canonical tag; files may have spelled it in several ways. */
static bool count_lang(tol_arena *arena, tol_glossary_info *info, tol_str lang, uint64_t n)
{
    char tag[TOL_LANG_MAX] = "";
    size_t i = 0;
    if (!tol_lang_canonical(lang, tag)) {
        tag[0] = '\0';
    }
    while (i < info->n_langs && !tol_str_equal(info->langs[i], tol_str_of(tag))) {
        i++;
    }
    if (i == info->n_langs) {
        info->langs[info->n_langs++] = tol_arena_copy(arena, tol_str_of(tag));
    }
    info->lang_counts[i] += n;
    info->n_terms += n;
    return tol_arena_ok(arena);
}

/* Most terms first. There are few, and they come in the order of their tags. */
static void sort_langs(tol_glossary_info *info)
{
    for (size_t i = 1; i < info->n_langs; i++) {
        tol_str lang = info->langs[i];
        uint64_t n = info->lang_counts[i];
        size_t at = i;
        for (; at > 0 && info->lang_counts[at - 1] < n; at--) {
            info->langs[at] = info->langs[at - 1];
            info->lang_counts[at] = info->lang_counts[at - 1];
        }
        info->langs[at] = lang;
        info->lang_counts[at] = n;
    }
}

static bool reserve_lang(tol_arena *arena, tol_glossary_info *info, size_t *cap)
{
    if (info->n_langs < *cap) {
        return true;
    }
    *cap = *cap * 2 + 4;
    tol_str *langs = tol_arena_calloc(arena, *cap, sizeof *langs);
    uint64_t *counts = tol_arena_calloc(arena, *cap, sizeof *counts);
    for (size_t i = 0; langs && counts && i < info->n_langs; i++) {
        langs[i] = info->langs[i];
        counts[i] = info->lang_counts[i];
    }
    info->langs = langs;
    info->lang_counts = counts;
    return langs && counts;
}

static tol_status count_terms(tol_store *store, tol_arena *arena, tol_glossary_info *info, tol_error *err)
{
    sqlite3_stmt *stmt = NULL;
    bool has_row = true;
    size_t cap = 0;
    tol_status status = tol_db_prepare(store, TOL_SQL_GLOSSARY_LANGS, &stmt, err);
    if (!status) {
        sqlite3_bind_int64(stmt, 1, info->id);
    }
    while (!status && !(status = tol_db_step(store, stmt, &has_row, err)) && has_row) {
        tol_str lang = TOL_STR_NULL;
        status = tol_db_text(store, stmt, 0, arena, &lang, err);
        bool ok = status || (reserve_lang(arena, info, &cap) &&
                             count_lang(arena, info, lang, (uint64_t)sqlite3_column_int64(stmt, 1)));
        status = ok ? status : tol_fail_nomem(err);
    }
    sqlite3_finalize(stmt);
    sort_langs(info);
    return status;
}

static tol_status take_info(tol_store *store, sqlite3_stmt *stmt, tol_arena *arena, tol_glossary_info *info,
                            tol_error *err)
{
    int64_t n_concepts = 0, priority = sqlite3_column_int64(stmt, 3);
    *info = (tol_glossary_info){
        .id = sqlite3_column_int64(stmt, 0), .created = sqlite3_column_int64(stmt, 2), .priority = (int)priority};
    if (priority < -TOL_PRIORITY_MAX || priority > TOL_PRIORITY_MAX) {
        return tol_db_corrupt(store, err, "glossary %lld has a wrong priority", (long long)info->id);
    }
    tol_status status = tol_db_text(store, stmt, 1, arena, &info->name, err);
    if (!status) {
        status = tol_db_number_of(store, TOL_SQL_GLOSSARY_CONCEPTS, info->id, &n_concepts, err);
    }
    info->n_concepts = (uint64_t)n_concepts;
    return status ? status : count_terms(store, arena, info, err);
}

static tol_status list_glossaries(tol_store *store, tol_arena *arena, tol_glossary_info **infos, size_t *n,
                                  tol_error *err)
{
    int64_t count = 0;
    bool has_row = true;
    sqlite3_stmt *stmt = NULL;
    tol_status status = tol_db_number(store, "SELECT count(*) FROM glossary", &count, err);
    if (status) {
        return status;
    }
    *infos = tol_arena_calloc(arena, (size_t)count, sizeof **infos);
    if (!*infos) {
        return tol_fail_nomem(err);
    }
    status = tol_db_prepare(store, TOL_SQL_GLOSSARY_ALL, &stmt, err);
    while (!status && !(status = tol_db_step(store, stmt, &has_row, err)) && has_row && *n < (size_t)count) {
        status = take_info(store, stmt, arena, &(*infos)[*n], err);
        *n += !status;
    }
    sqlite3_finalize(stmt);
    return status;
}

tol_status tol_glossary_list(tol_store *store, tol_arena *arena, tol_glossary_info **infos, size_t *n, tol_error *err)
{
    tol_error_clear(err);
    *infos = NULL;
    *n = 0;
    tol_status status = tol_store_snapshot_begin(store, err);
    if (status) {
        return status;
    }
    status = list_glossaries(store, arena, infos, n, err);
    tol_store_snapshot_end(store);
    return status;
}

static tol_status get_glossary(tol_store *store, tol_str name, tol_arena *arena, tol_glossary_info *info,
                               tol_error *err)
{
    sqlite3_stmt *stmt = NULL;
    bool has_row = false;
    tol_status status = tol_db_prepare(store, TOL_SQL_GLOSSARY_GET, &stmt, err);
    if (!status) {
        tol_db_bind_text(stmt, 1, name);
        status = tol_db_step(store, stmt, &has_row, err);
    }
    if (!status) {
        status = has_row ? take_info(store, stmt, arena, info, err) : not_there(name, err);
    }
    sqlite3_finalize(stmt);
    return status;
}

tol_status tol_glossary_get(tol_store *store, tol_str name, tol_arena *arena, tol_glossary_info *info, tol_error *err)
{
    tol_error_clear(err);
    tol_status status = tol_store_snapshot_begin(store, err);
    if (status) {
        return status;
    }
    status = get_glossary(store, name, arena, info, err);
    tol_store_snapshot_end(store);
    return status;
}

/* ---- changing them ---- */

/* TOL_EEXISTS when there is a glossary of that name. */
static tol_status check_free(tol_store *store, tol_str name, tol_error *err)
{
    int64_t id = 0;
    tol_status status = tol_glossary_find(store, name, &id, err);
    return status || !id ? status : tol_fail(err, TOL_EEXISTS, "there is a glossary \"%.*s\" already", TOL_ARG(name));
}

tol_status tol_glossary_create(tol_store *store, tol_str name, tol_error *err)
{
    tol_error_clear(err);
    int64_t id = 0;
    tol_status status = tol_name_check(name, "glossary", err);
    if (!status) {
        status = tol_db_write_begin(store, err);
    }
    if (status) {
        return status;
    }
    status = check_free(store, name, err);
    if (!status) {
        status = add_glossary(store, name, &id, err);
    }
    return tol_db_write_end(store, status, err);
}

static tol_status rename_glossary(tol_store *store, tol_str name, tol_str new_name, tol_error *err)
{
    int64_t id = 0;
    sqlite3_stmt *stmt = NULL;
    tol_status status = need_glossary(store, name, &id, err);
    if (status || tol_str_equal(name, new_name)) {
        return status;
    }
    status = check_free(store, new_name, err);
    if (!status) {
        status = tol_db_statement(store, TOL_SQL_GLOSSARY_RENAME, &stmt, err);
    }
    if (status) {
        return status;
    }
    sqlite3_bind_int64(stmt, 1, id);
    tol_db_bind_text(stmt, 2, new_name);
    return tol_db_run(store, stmt, err);
}

tol_status tol_glossary_rename(tol_store *store, tol_str name, tol_str new_name, tol_error *err)
{
    tol_error_clear(err);
    tol_status status = tol_name_check(new_name, "glossary", err);
    if (!status) {
        status = tol_db_write_begin(store, err);
    }
    return status ? status : tol_db_write_end(store, rename_glossary(store, name, new_name, err), err);
}

static tol_status rank_glossary(tol_store *store, tol_str name, int priority, tol_error *err)
{
    int64_t id = 0;
    tol_status status = need_glossary(store, name, &id, err);
    return status ? status : tol_db_run_with(store, TOL_SQL_GLOSSARY_SET, id, priority, err);
}

tol_status tol_glossary_set_priority(tol_store *store, tol_str name, int priority, tol_error *err)
{
    tol_error_clear(err);
    if (priority < -TOL_PRIORITY_MAX || priority > TOL_PRIORITY_MAX) {
        return tol_fail(err, TOL_EINVAL, "a priority must be %d to %d, not %d", -TOL_PRIORITY_MAX, TOL_PRIORITY_MAX,
                        priority);
    }
    tol_status status = tol_db_write_begin(store, err);
    return status ? status : tol_db_write_end(store, rank_glossary(store, name, priority, err), err);
}

static tol_status delete_glossary(tol_store *store, tol_str name, tol_error *err)
{
    static const tol_sql steps[] = {TOL_SQL_GLOSSARY_CLEAR_TERMS, TOL_SQL_GLOSSARY_CLEAR_CONCEPTS,
                                    TOL_SQL_GLOSSARY_DELETE};
    int64_t id = 0;
    tol_status status = need_glossary(store, name, &id, err);
    for (size_t i = 0; i < sizeof steps / sizeof steps[0] && !status; i++) {
        status = tol_db_run_with(store, steps[i], id, 0, err);
    }
    return status;
}

tol_status tol_glossary_delete(tol_store *store, tol_str name, tol_error *err)
{
    tol_error_clear(err);
    tol_status status = tol_db_write_begin(store, err);
    return status ? status : tol_db_write_end(store, delete_glossary(store, name, err), err);
}
