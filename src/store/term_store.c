#include "store/term_store.h"

#include "base/fail.h"
#include "base/utf8.h"
#include "store/codec.h"
#include "store/token_rows.h"

/* ---- adding ---- */

/* A hash of all that a concept says; 63 bits leave no room for chance. */
static tol_status hash_concept(const tol_concept *entry, int64_t *hash, tol_error *err)
{
    tol_buf bytes = TOL_BUF_INIT;
    tol_buf_printf(&bytes, "%zu ", entry->name.ptr ? entry->name.len + 1 : 0);
    tol_buf_add(&bytes, entry->name);
    tol_status status = tol_encode_categories(entry->categories, entry->n_categories, &bytes, err);
    for (size_t i = 0; i < entry->n_terms && !status; i++) {
        const tol_term *term = &entry->terms[i];
        tol_buf_printf(&bytes, "%zu %d %zu ", term->lang.ptr ? term->lang.len + 1 : 0, (int)term->status,
                       term->text.len);
        tol_buf_add(&bytes, term->lang);
        tol_buf_add(&bytes, term->text);
        status = tol_encode_categories(term->categories, term->n_categories, &bytes, err);
    }
    if (!status && !tol_buf_ok(&bytes)) {
        status = tol_fail_nomem(err);
    }
    *hash = (int64_t)(tol_hash(tol_buf_str(&bytes), 0) >> 1);
    tol_buf_release(&bytes);
    return status;
}

static tol_status put_term(tol_store *store, int64_t id, size_t no, const tol_term *term, tol_buf *meta, tol_error *err)
{
    sqlite3_stmt *stmt = NULL;
    tol_buf_reset(meta);
    tol_status status = tol_encode_categories(term->categories, term->n_categories, meta, err);
    if (!status) {
        status = tol_db_statement(store, TOL_SQL_TERM_ADD, &stmt, err);
    }
    if (status) {
        return status;
    }
    sqlite3_bind_int64(stmt, 1, id);
    sqlite3_bind_int64(stmt, 2, (int64_t)no);
    tol_db_bind_text(stmt, 3, term->lang);
    tol_db_bind_text(stmt, 4, term->text.ptr ? term->text : TOL_LIT(""));
    sqlite3_bind_int64(stmt, 5, term->status);
    tol_db_bind_blob(stmt, 6, tol_buf_str(meta));
    return tol_db_run(store, stmt, err);
}

/* Write a concept: as a new one (*id 0) or in the place of another; *id is then that of the row. */
static tol_status put_concept(tol_store *store, int64_t glossary, int64_t *id, const tol_concept *entry, int64_t hash,
                              tol_error *err)
{
    sqlite3_stmt *stmt = NULL;
    tol_buf meta = TOL_BUF_INIT;
    tol_status status = tol_encode_categories(entry->categories, entry->n_categories, &meta, err);
    if (!status) {
        status = tol_db_statement(store, *id ? TOL_SQL_CONCEPT_PUT : TOL_SQL_CONCEPT_ADD, &stmt, err);
    }
    if (!status) {
        sqlite3_bind_int64(stmt, 1, *id ? *id : glossary);
        tol_db_bind_text(stmt, 2, entry->name);
        sqlite3_bind_int64(stmt, 3, hash);
        tol_db_bind_blob(stmt, 4, tol_buf_str(&meta));
        status = tol_db_run(store, stmt, err);
    }
    if (!status) {
        status = *id ? tol_db_run_with(store, TOL_SQL_TERM_DELETE, *id, 0, err) : TOL_OK;
        *id = *id ? *id : sqlite3_last_insert_rowid(store->db);
    }
    for (size_t i = 0; i < entry->n_terms && !status; i++) {
        status = put_term(store, *id, i, &entry->terms[i], &meta, err);
    }
    tol_buf_release(&meta);
    return status;
}

/* The first concept of the same id in its file, and the one of them that says the same; 0: none. A concept without such
 * an id has only the latter. */
static tol_status find_duplicate(tol_store *store, int64_t glossary, const tol_concept *entry, int64_t hash,
                                 int64_t *first, int64_t *identical, tol_error *err)
{
    sqlite3_stmt *stmt = NULL;
    bool has_row = true;
    *first = 0;
    *identical = 0;
    tol_sql sql = entry->name.ptr ? TOL_SQL_CONCEPT_BY_NAME : TOL_SQL_CONCEPT_BY_HASH;
    tol_status status = tol_db_statement(store, sql, &stmt, err);
    if (status) {
        return status;
    }
    sqlite3_bind_int64(stmt, 1, glossary);
    if (entry->name.ptr) {
        tol_db_bind_text(stmt, 2, entry->name);
    } else {
        sqlite3_bind_int64(stmt, 2, hash);
    }
    while (!(status = tol_db_step(store, stmt, &has_row, err)) && has_row) {
        int64_t id = sqlite3_column_int64(stmt, 0);
        *first = *first ? *first : id;
        *identical = !*identical && sqlite3_column_int64(stmt, 1) == hash ? id : *identical;
    }
    return status;
}

static tol_status check_text(const tol_concept *entry, tol_error *err)
{
    bool ok = tol_utf8_is_valid(entry->name);
    for (size_t i = 0; i < entry->n_terms; i++) {
        ok = ok && tol_utf8_is_valid(entry->terms[i].lang) && tol_utf8_is_valid(entry->terms[i].text);
    }
    return ok ? TOL_OK : tol_fail(err, TOL_EINVAL, "a string is not UTF-8");
}

tol_status tol_concept_store(tol_store *store, int64_t glossary, const tol_concept *entry, tol_on_duplicate policy,
                             tol_import_report *report, int64_t *id, tol_error *err)
{
    int64_t hash = 0, first = 0;
    tol_status status = check_text(entry, err);
    if (!status) {
        status = hash_concept(entry, &hash, err);
    }
    if (!status) {
        status = find_duplicate(store, glossary, entry, hash, &first, id, err);
    }
    if (status) {
        return status;
    }
    if (*id) {
        report->identical++;
        return TOL_OK;
    }
    if (first && policy == TOL_DUPLICATE_SKIP) {
        report->skipped++;
        *id = first;
        return TOL_OK;
    }
    bool is_replaced = first && policy == TOL_DUPLICATE_REPLACE;
    *id = is_replaced ? first : 0;
    status = put_concept(store, glossary, id, entry, hash, err);
    report->replaced += !status && is_replaced;
    report->added += !status && !is_replaced;
    return status;
}

tol_status tol_concept_rewrite(tol_store *store, const tol_concept *entry, tol_error *err)
{
    int64_t hash = 0, id = entry->id;
    tol_status status = check_text(entry, err);
    if (!status) {
        status = hash_concept(entry, &hash, err);
    }
    return status ? status : put_concept(store, 0, &id, entry, hash, err);
}

/* ---- reading ---- */

static tol_status take_categories(tol_store *store, sqlite3_stmt *stmt, int column, int64_t id, tol_arena *arena,
                                  tol_category **categories, size_t *n, tol_error *err)
{
    tol_str blob = TOL_STR_NULL;
    tol_status status = tol_db_blob(store, stmt, column, arena, &blob, err);
    if (status) {
        return status;
    }
    status = tol_decode_categories(blob, arena, categories, n);
    if (status == TOL_ECORRUPT) {
        return tol_db_corrupt(store, err, "concept %lld cannot be read", (long long)id);
    }
    return status ? tol_fail_nomem(err) : TOL_OK;
}

/* A list of terms that grows in an arena. */
static tol_term *next_term(tol_arena *arena, tol_concept *entry, size_t *cap)
{
    if (entry->n_terms == *cap) {
        *cap = *cap * 2 + 4;
        tol_term *grown = tol_arena_calloc(arena, *cap, sizeof *grown);
        if (!grown) {
            return NULL;
        }
        for (size_t i = 0; i < entry->n_terms; i++) {
            grown[i] = entry->terms[i];
        }
        entry->terms = grown;
    }
    return &entry->terms[entry->n_terms++];
}

static tol_status take_term(tol_store *store, sqlite3_stmt *stmt, int64_t id, tol_arena *arena, tol_term *term,
                            tol_error *err)
{
    int64_t term_status = sqlite3_column_int64(stmt, 2);
    if (term_status < TOL_TERM_UNKNOWN || term_status > TOL_TERM_FORBIDDEN) {
        return tol_db_corrupt(store, err, "a term of concept %lld has no such status", (long long)id);
    }
    term->status = (tol_term_status)term_status;
    tol_status status = tol_db_text(store, stmt, 0, arena, &term->lang, err);
    if (!status) {
        status = tol_db_text(store, stmt, 1, arena, &term->text, err);
    }
    return status ? status : take_categories(store, stmt, 3, id, arena, &term->categories, &term->n_categories, err);
}

static tol_status take_terms(tol_store *store, tol_arena *arena, tol_concept *entry, tol_error *err)
{
    size_t cap = 0;
    bool has_row = true;
    sqlite3_stmt *stmt = NULL;
    tol_status status = tol_db_prepare(store, TOL_SQL_TERM_WALK, &stmt, err);
    if (!status) {
        sqlite3_bind_int64(stmt, 1, entry->id);
    }
    while (!status && !(status = tol_db_step(store, stmt, &has_row, err)) && has_row) {
        tol_term *term = next_term(arena, entry, &cap);
        status = term ? take_term(store, stmt, entry->id, arena, term, err) : tol_fail_nomem(err);
    }
    sqlite3_finalize(stmt);
    return status;
}

static tol_status take_concept(tol_store *store, sqlite3_stmt *stmt, tol_arena *arena, tol_concept *entry,
                               tol_error *err)
{
    int64_t hash = 0;
    *entry = (tol_concept){.id = sqlite3_column_int64(stmt, 0)};
    tol_status status = tol_db_text(store, stmt, 1, arena, &entry->name, err);
    if (!status) {
        status = take_categories(store, stmt, 2, entry->id, arena, &entry->categories, &entry->n_categories, err);
    }
    if (!status) {
        status = take_terms(store, arena, entry, err);
    }
    if (!status) {
        status = hash_concept(entry, &hash, err);
    }
    if (!status && hash != sqlite3_column_int64(stmt, 3)) {
        status = tol_db_corrupt(store, err, "concept %lld is damaged", (long long)entry->id);
    }
    return status;
}

tol_status tol_concept_load(tol_store *store, int64_t id, tol_arena *arena, tol_str *glossary, tol_concept *entry,
                            tol_error *err)
{
    sqlite3_stmt *stmt = NULL;
    bool has_row = false;
    tol_status status = tol_db_statement(store, TOL_SQL_CONCEPT_GET, &stmt, err);
    if (status) {
        return status;
    }
    sqlite3_bind_int64(stmt, 1, id);
    status = tol_db_step(store, stmt, &has_row, err);
    if (!status && !has_row) {
        return tol_fail(err, TOL_ENOTFOUND, "no concept %lld", (long long)id);
    }
    if (!status) {
        status = take_concept(store, stmt, arena, entry, err);
    }
    if (!status) {
        status = tol_db_text(store, stmt, 4, arena, glossary, err);
    }
    sqlite3_reset(stmt);
    return status;
}

tol_status tol_glossary_walk(tol_store *store, int64_t glossary, tol_str name,
                             tol_status (*each)(void *user, tol_str glossary, const tol_concept *entry, tol_error *err),
                             void *user, tol_error *err)
{
    bool has_row = true;
    sqlite3_stmt *stmt = NULL;
    tol_concept entry;
    tol_arena arena = TOL_ARENA_INIT;
    tol_status status = tol_db_prepare(store, TOL_SQL_CONCEPT_WALK, &stmt, err);
    if (!status) {
        sqlite3_bind_int64(stmt, 1, glossary);
    }
    while (!status && !(status = tol_db_step(store, stmt, &has_row, err)) && has_row) {
        tol_arena_reset(&arena);
        status = take_concept(store, stmt, &arena, &entry, err);
        if (!status) {
            status = each(user, name, &entry, err);
        }
    }
    sqlite3_finalize(stmt);
    tol_arena_release(&arena);
    return status;
}

/* ---- the public walk ---- */

static tol_status walk_glossaries(tol_store *store, tol_str only,
                                  tol_status (*each)(void *user, tol_str glossary, const tol_concept *entry,
                                                     tol_error *err),
                                  void *user, tol_error *err)
{
    bool has_row = true, found = false;
    sqlite3_stmt *stmt = NULL;
    tol_arena arena = TOL_ARENA_INIT;
    tol_status status = tol_db_prepare(store, TOL_SQL_GLOSSARY_ALL, &stmt, err);
    while (!status && !(status = tol_db_step(store, stmt, &has_row, err)) && has_row) {
        tol_str name = TOL_STR_NULL;
        tol_arena_reset(&arena);
        status = tol_db_text(store, stmt, 1, &arena, &name, err);
        if (!status && (!only.ptr || tol_str_equal(name, only))) {
            found = true;
            status = tol_glossary_walk(store, sqlite3_column_int64(stmt, 0), name, each, user, err);
        }
    }
    sqlite3_finalize(stmt);
    tol_arena_release(&arena);
    if (!status && only.ptr && !found) {
        status = tol_fail(err, TOL_ENOTFOUND, "no glossary \"%.*s\"", TOL_ARG(only));
    }
    return status;
}

tol_status tol_concept_each(tol_store *store, tol_str glossary,
                            tol_status (*each)(void *user, tol_str glossary, const tol_concept *entry, tol_error *err),
                            void *user, tol_error *err)
{
    tol_error_clear(err);
    tol_status status = tol_store_snapshot_begin(store, err);
    if (status) {
        return status;
    }
    status = walk_glossaries(store, glossary, each, user, err);
    tol_store_snapshot_end(store);
    return status;
}
