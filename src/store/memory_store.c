#include "store/memory_store.h"
#include "store/index_build.h"

#include <stdlib.h>
#include <time.h>

#include "base/fail.h"
#include "base/utf8.h"
#include "store/codec.h"
#include "store/memory_rules.h"
#include "store/token_rows.h"
#include "store/unit_store.h"
#include "store/vocabulary.h"

#define NAME_MAX_BYTES 200

int64_t tol_now(void)
{
    return (int64_t)time(NULL);
}

/* ASCII controls, and the C1 controls that UTF-8 writes as C2 80 to C2 9F. */
static bool has_control(tol_str s)
{
    for (size_t i = 0; i < s.len; i++) {
        unsigned char byte = (unsigned char)s.ptr[i];
        unsigned char next = i + 1 < s.len ? (unsigned char)s.ptr[i + 1] : 0;
        if (byte < 0x20 || byte == 0x7F || (byte == 0xC2 && next < 0xA0)) {
            return true;
        }
    }
    return false;
}

tol_status tol_name_check(tol_str name, const char *what, tol_error *err)
{
    if (name.len == 0) {
        return tol_fail(err, TOL_EINVAL, "the name of a %s is empty", what);
    }
    if (name.len > NAME_MAX_BYTES) {
        return tol_fail(err, TOL_EINVAL, "the name of a %s is longer than %d bytes", what, NAME_MAX_BYTES);
    }
    if (!tol_utf8_is_valid(name) || has_control(name)) {
        return tol_fail(err, TOL_EINVAL, "the name of a %s has characters that cannot be printed", what);
    }
    return TOL_OK;
}

static tol_status add_memory(tol_store *store, tol_str name, int64_t *id, tol_error *err)
{
    sqlite3_stmt *stmt = NULL;
    tol_status status = tol_db_statement(store, TOL_SQL_MEMORY_ADD, &stmt, err);
    if (status) {
        return status;
    }
    tol_db_bind_text(stmt, 1, name);
    sqlite3_bind_int64(stmt, 2, tol_now());
    status = tol_db_run(store, stmt, err);
    *id = sqlite3_last_insert_rowid(store->db);
    return status ? status : tol_memories_note_change(store, err);
}

/* Find a memory; *id is 0 when there is none. */
static tol_status look_for(tol_store *store, tol_str name, int64_t *id, tol_error *err)
{
    tol_error reason;
    tol_error_clear(&reason);
    *id = 0;
    tol_status status = tol_memory_find(store, name, id, &reason);
    if (status == TOL_ENOTFOUND) {
        return TOL_OK;
    }
    if (status && err) {
        *err = reason;
    }
    return status;
}

tol_status tol_memory_intern(tol_store *store, tol_str name, int64_t *id, tol_error *err)
{
    tol_status status = tol_name_check(name, "memory", err);
    if (!status) {
        status = look_for(store, name, id, err);
    }
    return status || *id ? status : add_memory(store, name, id, err);
}

/* ---- what a memory holds ---- */

static tol_status decode_header(tol_store *store, sqlite3_stmt *stmt, tol_arena *arena, tol_header *header,
                                tol_error *err)
{
    tol_str blob = TOL_STR_NULL;
    tol_status status = tol_db_blob(store, stmt, 1, arena, &blob, err);
    if (!status) {
        status = tol_decode_header(blob, arena, header);
        if (status == TOL_ECORRUPT) {
            tol_db_corrupt(store, err, "the header of origin %lld cannot be read",
                           (long long)sqlite3_column_int64(stmt, 0));
        } else if (status) {
            tol_fail_nomem(err);
        }
    }
    return status;
}

tol_status tol_memory_headers(tol_store *store, int64_t memory, tol_arena *arena, tol_header **headers, size_t *n,
                              tol_error *err)
{
    size_t cap = 0;
    bool has_row = true;
    sqlite3_stmt *stmt = NULL;
    *headers = NULL;
    *n = 0;
    tol_status status = tol_db_prepare(store, TOL_SQL_ORIGIN_ALL, &stmt, err);
    if (!status) {
        sqlite3_bind_int64(stmt, 1, memory);
    }
    while (!status && !(status = tol_db_step(store, stmt, &has_row, err)) && has_row) {
        if (*n == cap) {
            tol_header *grown = tol_arena_calloc(arena, cap = cap * 2 + 1, sizeof *grown);
            if (!grown) {
                status = tol_fail_nomem(err);
                break;
            }
            for (size_t i = 0; i < *n; i++) {
                grown[i] = (*headers)[i];
            }
            *headers = grown;
        }
        status = decode_header(store, stmt, arena, &(*headers)[*n], err);
        *n += !status;
    }
    sqlite3_finalize(stmt);
    return status;
}

static tol_status number_for(tol_store *store, tol_sql sql, int64_t a, int64_t b, uint64_t *number, tol_error *err)
{
    sqlite3_stmt *stmt = NULL;
    bool has_row = false;
    tol_status status = tol_db_statement(store, sql, &stmt, err);
    if (status) {
        return status;
    }
    sqlite3_bind_int64(stmt, 1, a);
    if (sql == TOL_SQL_MEMORY_LANG) {
        sqlite3_bind_int64(stmt, 2, b);
    }
    status = tol_db_step(store, stmt, &has_row, err);
    *number = has_row ? (uint64_t)sqlite3_column_int64(stmt, 0) : 0;
    sqlite3_reset(stmt);
    return status;
}

typedef struct lang_count {
    tol_str tag;
    uint64_t n;
} lang_count;

static int by_count(const void *a, const void *b)
{
    const lang_count *x = a, *y = b;
    return x->n != y->n ? (x->n < y->n ? 1 : -1) : tol_str_compare(x->tag, y->tag);
}

static tol_status count_langs(tol_store *store, tol_arena *arena, tol_memory_info *info, tol_error *err)
{
    lang_count *counts = tol_arena_calloc(arena, store->langs.n, sizeof *counts);
    info->langs = tol_arena_calloc(arena, store->langs.n, sizeof *info->langs);
    info->lang_counts = tol_arena_calloc(arena, store->langs.n, sizeof *info->lang_counts);
    if (!tol_arena_ok(arena)) {
        return tol_fail_nomem(err);
    }
    size_t n = 0;
    tol_status status = TOL_OK;
    for (size_t i = 0; i < store->langs.n && !status; i++) {
        const tol_lang_entry *lang = &store->langs.items[i];
        status = number_for(store, TOL_SQL_MEMORY_LANG, lang->id, info->id, &counts[n].n, err);
        if (!status && counts[n].n) {
            info->n_variants += counts[n].n;
            counts[n++].tag = tol_arena_copy(arena, lang->tag);
        }
    }
    if (n > 1) {
        qsort(counts, n, sizeof *counts, by_count);
    }
    for (size_t i = 0; i < n; i++) {
        info->langs[i] = counts[i].tag;
        info->lang_counts[i] = counts[i].n;
    }
    info->n_langs = n;
    return status ? status : tol_arena_ok(arena) ? TOL_OK : tol_fail_nomem(err);
}

tol_status tol_memory_fill(tol_store *store, tol_arena *arena, tol_memory_info *info, tol_error *err)
{
    size_t n_headers = 0;
    tol_header *headers = NULL;
    tol_status status = number_for(store, TOL_SQL_MEMORY_UNITS, info->id, 0, &info->n_units, err);
    if (!status) {
        status = count_langs(store, arena, info, err);
    }
    if (!status) {
        status = tol_memory_headers(store, info->id, arena, &headers, &n_headers, err);
    }
    if (!status && n_headers) {
        info->header = &headers[0];
        info->source_lang = tol_attrs_get(&headers[0].attrs, TOL_LIT("srclang"));
    }
    return status;
}

/* ---- the public functions ---- */

/* A memory of the columns id, name, created, penalty, priority. */
static tol_status take_info(tol_store *store, sqlite3_stmt *stmt, tol_arena *arena, tol_memory_info *info,
                            tol_error *err)
{
    *info = (tol_memory_info){.id = sqlite3_column_int64(stmt, 0),
                              .created = sqlite3_column_int64(stmt, 2),
                              .penalty = sqlite3_column_int(stmt, 3),
                              .priority = sqlite3_column_int(stmt, 4)};
    tol_status status = tol_db_text(store, stmt, 1, arena, &info->name, err);
    return status ? status : tol_memory_fill(store, arena, info, err);
}

static tol_status list_memories(tol_store *store, tol_arena *arena, tol_memory_info **infos, size_t *n, tol_error *err)
{
    int64_t count = 0;
    bool has_row = true;
    sqlite3_stmt *stmt = NULL;
    tol_status status = tol_db_number(store, "SELECT count(*) FROM memory", &count, err);
    if (status) {
        return status;
    }
    *infos = tol_arena_calloc(arena, (size_t)count, sizeof **infos);
    if (!*infos) {
        return tol_fail_nomem(err);
    }
    status = tol_db_prepare(store, TOL_SQL_MEMORY_ALL, &stmt, err);
    while (!status && !(status = tol_db_step(store, stmt, &has_row, err)) && has_row && *n < (size_t)count) {
        status = take_info(store, stmt, arena, &(*infos)[*n], err);
        *n += !status;
    }
    sqlite3_finalize(stmt);
    return status;
}

tol_status tol_memory_list(tol_store *store, tol_arena *arena, tol_memory_info **infos, size_t *n, tol_error *err)
{
    tol_error_clear(err);
    *infos = NULL;
    *n = 0;
    tol_status status = tol_store_snapshot_begin(store, err);
    if (status) {
        return status;
    }
    status = list_memories(store, arena, infos, n, err);
    tol_store_snapshot_end(store);
    return status;
}

static tol_status get_memory(tol_store *store, tol_str name, tol_arena *arena, tol_memory_info *info, tol_error *err)
{
    sqlite3_stmt *stmt = NULL;
    bool has_row = false;
    tol_status status = tol_db_statement(store, TOL_SQL_MEMORY_GET, &stmt, err);
    if (status) {
        return status;
    }
    tol_db_bind_text(stmt, 1, name);
    status = tol_db_step(store, stmt, &has_row, err);
    if (!status && !has_row) {
        status = tol_fail(err, TOL_ENOTFOUND, "no memory \"%.*s\"", TOL_ARG(name));
    }
    if (!status) {
        status = take_info(store, stmt, arena, info, err);
        sqlite3_reset(stmt);
    }
    return status;
}

tol_status tol_memory_get(tol_store *store, tol_str name, tol_arena *arena, tol_memory_info *info, tol_error *err)
{
    tol_error_clear(err);
    tol_status status = tol_store_snapshot_begin(store, err);
    if (status) {
        return status;
    }
    status = get_memory(store, name, arena, info, err);
    tol_store_snapshot_end(store);
    return status;
}

/* TOL_EEXISTS when there is a memory of that name. */
static tol_status check_free(tol_store *store, tol_str name, tol_error *err)
{
    int64_t id = 0;
    tol_status status = look_for(store, name, &id, err);
    return status || !id ? status : tol_fail(err, TOL_EEXISTS, "there is a memory \"%.*s\" already", TOL_ARG(name));
}

tol_status tol_memory_create(tol_store *store, tol_str name, tol_error *err)
{
    tol_error_clear(err);
    int64_t id = 0;
    tol_status status = tol_name_check(name, "memory", err);
    if (!status) {
        status = tol_db_write_begin(store, err);
    }
    if (status) {
        return status;
    }
    status = check_free(store, name, err);
    if (!status) {
        status = add_memory(store, name, &id, err);
    }
    return tol_db_write_end(store, status, err);
}

static tol_status rename_memory(tol_store *store, tol_str name, tol_str new_name, tol_error *err)
{
    int64_t id = 0;
    sqlite3_stmt *stmt = NULL;
    tol_status status = tol_memory_find(store, name, &id, err);
    if (status || tol_str_equal(name, new_name)) {
        return status;
    }
    status = check_free(store, new_name, err);
    if (!status) {
        status = tol_db_statement(store, TOL_SQL_MEMORY_RENAME, &stmt, err);
    }
    if (status) {
        return status;
    }
    sqlite3_bind_int64(stmt, 1, id);
    tol_db_bind_text(stmt, 2, new_name);
    return tol_db_run(store, stmt, err);
}

tol_status tol_memory_rename(tol_store *store, tol_str name, tol_str new_name, tol_error *err)
{
    tol_error_clear(err);
    tol_status status = tol_name_check(new_name, "memory", err);
    if (!status) {
        status = tol_db_write_begin(store, err);
    }
    return status ? status : tol_db_write_end(store, rename_memory(store, name, new_name, err), err);
}

static tol_status delete_memory(tol_store *store, tol_str name, tol_error *err)
{
    static const tol_sql steps[] = {TOL_SQL_MEMORY_CLEAR_LIKENESS, TOL_SQL_MEMORY_CLEAR_PLACES,
                                    TOL_SQL_MEMORY_CLEAR_UNITS,    TOL_SQL_MEMORY_CLEAR_RANGES,
                                    TOL_SQL_MEMORY_CLEAR_ORIGINS,  TOL_SQL_MEMORY_DELETE};
    int64_t id = 0;
    tol_status status = tol_memory_find(store, name, &id, err);
    for (size_t i = 0; i < store->langs.n && !status; i++) {
        status = tol_db_run_with(store, TOL_SQL_MEMORY_CLEAR_ROWS, store->langs.items[i].id, id, err);
    }
    for (size_t i = 0; i < sizeof steps / sizeof steps[0] && !status; i++) {
        status = tol_db_run_with(store, steps[i], id, 0, err);
    }
    if (!status) {
        status = tol_memories_note_change(store, err);
    }
    if (!status) {
        status = tol_dictionaries_sweep(store, err);
    }
    if (!status) {
        status = tol_strings_sweep(&store->strings, err);
    }
    return status ? status : tol_index_shrink(store, err);
}

tol_status tol_memory_delete(tol_store *store, tol_str name, tol_error *err)
{
    tol_error_clear(err);
    tol_status status = tol_db_write_begin(store, err);
    return status ? status : tol_db_write_end(store, delete_memory(store, name, err), err);
}

/* ---- languages ---- */

static tol_status list_langs(tol_store *store, tol_arena *arena, tol_str **tags, size_t *n, tol_error *err)
{
    sqlite3_stmt *stmt = NULL;
    bool has_row = true;
    size_t cap = store->langs.n;
    *tags = tol_arena_calloc(arena, cap, sizeof **tags);
    tol_status status = *tags ? tol_db_prepare(store, TOL_SQL_LANG_USED, &stmt, err) : tol_fail_nomem(err);
    while (!status && !(status = tol_db_step(store, stmt, &has_row, err)) && has_row && *n < cap) {
        status = tol_db_text(store, stmt, 0, arena, &(*tags)[*n], err);
        *n += !status;
    }
    sqlite3_finalize(stmt);
    return status;
}

tol_status tol_store_langs(tol_store *store, tol_arena *arena, tol_str **tags, size_t *n, tol_error *err)
{
    tol_error_clear(err);
    *tags = NULL;
    *n = 0;
    tol_status status = tol_store_snapshot_begin(store, err);
    if (!status) {
        status = list_langs(store, arena, tags, n, err);
        tol_store_snapshot_end(store);
    }
    return status;
}
