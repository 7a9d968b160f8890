#include "store/token_rows.h"

#include "base/fail.h"
#include "base/mem.h"
#include "store/token_chunk.h"

/* ---- snapshots ---- */

/* Languages are read anew when another connection has written since; what this one adds it knows. */
static tol_status refresh_langs(tol_store *store, tol_error *err)
{
    int64_t version = 0;
    tol_status status = tol_db_number_of(store, TOL_SQL_DATA_VERSION, 0, &version, err);
    if (status || (version == store->langs.version && version)) {
        return status;
    }
    status = tol_langs_load(store, err);
    store->langs.version = status ? 0 : version;
    return status;
}

tol_status tol_store_snapshot_begin(tol_store *store, tol_error *err)
{
    if (store->snapshot_depth || store->is_writing) {
        store->snapshot_depth++;
        return TOL_OK;
    }
    tol_db_rollback(store);
    /* The snapshot is taken by the first read. */
    tol_status status = tol_db_run_with(store, TOL_SQL_BEGIN, 0, 0, err);
    if (status) {
        return status;
    }
    status = refresh_langs(store, err);
    if (status) {
        tol_db_rollback(store);
        return status;
    }
    store->snapshot_depth = 1;
    return TOL_OK;
}

void tol_store_snapshot_end(tol_store *store)
{
    store->snapshot_depth--;
    if (store->snapshot_depth == 0 && !store->is_writing) {
        tol_db_rollback(store);
    }
}

/* ---- samples ---- */

tol_status tol_unit_pick(tol_store *store, uint64_t drawn, int64_t *id, tol_error *err)
{
    sqlite3_stmt *stmt = NULL;
    bool has_row = false;
    tol_status status = tol_db_statement(store, TOL_SQL_UNIT_PICK, &stmt, err);
    if (status) {
        return status;
    }
    sqlite3_bind_int64(stmt, 1, (int64_t)(drawn % 65536));
    status = tol_db_step(store, stmt, &has_row, err);
    *id = has_row ? sqlite3_column_int64(stmt, 0) : 0;
    sqlite3_reset(stmt);
    return status;
}

/* ---- rows ---- */

typedef struct row_walk {
    tol_store *store;
    tol_status (*each)(void *user, const tol_token_row *row, tol_error *err);
    void *user;
    uint32_t *ids; /* of the row at hand */
    size_t cap;
} row_walk;

static tol_status unreadable(const row_walk *walk, sqlite3_stmt *stmt, tol_error *err)
{
    return tol_db_corrupt(walk->store, err, "token rows %lld cannot be read", (long long)sqlite3_column_int64(stmt, 0));
}

/* The ids of an entry; false when one is out of range. */
static bool decode_ids(row_walk *walk, tol_bytes *in, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        uint64_t id = tol_get_varint(in);
        if (in->failed || id >= TOL_TOKEN_NONE) {
            return false;
        }
        walk->ids[i] = (uint32_t)id;
    }
    return true;
}

static tol_status reserve_ids(row_walk *walk, size_t n, tol_error *err)
{
    if (n <= walk->cap) {
        return TOL_OK;
    }
    uint32_t *grown = tol_mem_realloc(walk->ids, n * 2 * sizeof *grown);
    if (!grown) {
        return tol_fail_nomem(err);
    }
    walk->ids = grown;
    walk->cap = n * 2;
    return TOL_OK;
}

static tol_status walk_chunk(row_walk *walk, sqlite3_stmt *stmt, tol_error *err)
{
    tol_chunk_walk chunk = tol_chunk_walk_of(tol_db_peek_blob(stmt, 4), sqlite3_column_int64(stmt, 1));
    tol_chunk_entry entry;
    while (tol_chunk_next(&chunk, &entry)) {
        tol_bytes in = tol_bytes_of(entry.row);
        size_t n = tol_get_count(&in);
        tol_status status = reserve_ids(walk, n, err);
        if (status) {
            return status;
        }
        if (!decode_ids(walk, &in, n)) {
            return unreadable(walk, stmt, err);
        }
        tol_token_row row = {entry.unit, entry.variant, walk->ids, n};
        status = walk->each(walk->user, &row, err);
        if (status) {
            return status;
        }
    }
    return chunk.in.failed ? unreadable(walk, stmt, err) : TOL_OK;
}

/* All chunks of a language, or those of one memory (`memory` not NULL). */
static tol_status walk_lang(row_walk *walk, int64_t lang, const int64_t *memory, tol_error *err)
{
    sqlite3_stmt *stmt = NULL;
    bool has_row = true;
    tol_sql sql = memory ? TOL_SQL_ROWS_WALK_MEMORY : TOL_SQL_ROWS_WALK;
    tol_status status = tol_db_prepare(walk->store, sql, &stmt, err);
    if (!status) {
        sqlite3_bind_int64(stmt, 1, lang);
        if (memory) {
            sqlite3_bind_int64(stmt, 2, *memory);
        }
    }
    while (!status && !(status = tol_db_step(walk->store, stmt, &has_row, err)) && has_row) {
        status = walk_chunk(walk, stmt, err);
    }
    sqlite3_finalize(stmt);
    return status;
}

static bool is_repeated(const int64_t *memories, size_t i)
{
    for (size_t j = 0; j < i; j++) {
        if (memories[j] == memories[i]) {
            return true;
        }
    }
    return false;
}

static tol_status walk_memories(row_walk *walk, int64_t lang, const int64_t *memories, size_t n_memories,
                                tol_error *err)
{
    if (n_memories == 0) {
        return walk_lang(walk, lang, NULL, err);
    }
    tol_status status = TOL_OK;
    for (size_t i = 0; i < n_memories && !status; i++) {
        if (!is_repeated(memories, i)) {
            status = walk_lang(walk, lang, &memories[i], err);
        }
    }
    return status;
}

tol_status tol_token_rows_each(tol_store *store, tol_str lang, const int64_t *memories, size_t n_memories,
                               tol_status (*each)(void *user, const tol_token_row *row, tol_error *err), void *user,
                               tol_error *err)
{
    tol_status status = tol_store_snapshot_begin(store, err);
    if (status) {
        return status;
    }
    row_walk walk = {store, each, user, NULL, 0};
    for (size_t i = 0; i < store->langs.n && !status; i++) {
        if (tol_lang_matches(store->langs.items[i].tag, lang)) {
            status = walk_memories(&walk, store->langs.items[i].id, memories, n_memories, err);
        }
    }
    tol_mem_free(walk.ids);
    tol_store_snapshot_end(store);
    return status;
}
