#include "store/unit_store.h"

#include "base/fail.h"
#include "store/codec.h"
#include "store/duplicate.h"
#include "store/token_rows.h"
#include "store/unit_range.h"

#define CHECKSUM_BYTES 4

/* Of a unit's blob and its tuid: a bit that flips in either is seen. */
static uint32_t checksum(tol_str body, tol_str tuid)
{
    return (uint32_t)tol_hash(body, tol_hash(tuid, tuid.ptr != NULL));
}

tol_status tol_unit_encode(tol_store *store, const tol_unit *unit, const tol_lang_entry *langs, tol_buf *body,
                           tol_error *err)
{
    tol_status status = tol_encode_unit(unit, langs, &store->strings, body, err);
    uint32_t sum = checksum(tol_buf_str(body), unit->tuid);
    for (unsigned i = 0; i < CHECKSUM_BYTES; i++) {
        tol_buf_byte(body, (char)(unsigned char)(sum >> (8 * i)));
    }
    return !status && !tol_buf_ok(body) ? tol_fail_nomem(err) : status;
}

static bool has_checksum(tol_str *body, tol_str tuid)
{
    uint32_t sum = 0;
    if (body->len < CHECKSUM_BYTES) {
        return false;
    }
    body->len -= CHECKSUM_BYTES;
    for (unsigned i = 0; i < CHECKSUM_BYTES; i++) {
        sum |= (uint32_t)(unsigned char)body->ptr[body->len + i] << (8 * i);
    }
    return sum == checksum(*body, tuid);
}

tol_status tol_unit_decode(tol_store *store, int64_t id, tol_str body, tol_arena *arena, tol_unit *unit, tol_error *err)
{
    if (!has_checksum(&body, unit->tuid)) {
        return tol_db_corrupt(store, err, "unit %lld is damaged", (long long)id);
    }
    tol_status status = tol_decode_unit(body, &store->langs, &store->strings, arena, unit, err);
    if (status == TOL_ECORRUPT) {
        return tol_db_corrupt(store, err, "unit %lld cannot be read", (long long)id);
    }
    return status == TOL_ENOMEM ? tol_fail_nomem(err) : status;
}

/* A unit of the columns id, tuid, body. */
static tol_status take_unit(tol_store *store, sqlite3_stmt *stmt, tol_arena *arena, tol_unit *unit, tol_error *err)
{
    tol_str body = TOL_STR_NULL;
    *unit = (tol_unit){.id = sqlite3_column_int64(stmt, 0)};
    tol_status status = tol_db_text(store, stmt, 1, arena, &unit->tuid, err);
    if (!status) {
        status = tol_db_blob(store, stmt, 2, arena, &body, err);
    }
    return status ? status : tol_unit_decode(store, unit->id, body, arena, unit, err);
}

tol_status tol_unit_load(tol_store *store, int64_t id, tol_arena *arena, tol_unit *unit, int64_t *memory,
                         tol_error *err)
{
    sqlite3_stmt *stmt = NULL;
    bool has_row = false;
    tol_status status = tol_db_statement(store, TOL_SQL_UNIT_GET, &stmt, err);
    if (status) {
        return status;
    }
    sqlite3_bind_int64(stmt, 1, id);
    status = tol_db_step(store, stmt, &has_row, err);
    if (!status && !has_row) {
        return tol_fail(err, TOL_ENOTFOUND, "no unit %lld", (long long)id);
    }
    if (!status) {
        status = take_unit(store, stmt, arena, unit, err);
    }
    if (!status) {
        status = tol_db_text(store, stmt, 3, arena, &unit->memory, err);
        *memory = sqlite3_column_int64(stmt, 4);
    }
    sqlite3_reset(stmt);
    return status;
}

static tol_status forget_likeness(tol_store *store, tol_likenesses *likenesses, int64_t memory, const tol_unit *unit,
                                  tol_error *err)
{
    tol_lang_entry first;
    tol_status status = tol_langs_intern(store, unit->variants[0].lang, &first, err);
    return status ? status : tol_likenesses_remove(likenesses, memory, tol_likeness(unit, first.tag), unit->id, err);
}

tol_status tol_unit_forget(tol_store *store, tol_chunks *chunks, tol_likenesses *likenesses, int64_t memory,
                           const tol_unit *unit, tol_error *err)
{
    tol_status status = unit->n_variants ? forget_likeness(store, likenesses, memory, unit, err) : TOL_OK;
    for (size_t i = 0; i < unit->n_variants && !status; i++) {
        tol_lang_entry lang;
        status = tol_langs_intern(store, unit->variants[i].lang, &lang, err);
        if (!status) {
            status = tol_chunks_remove(chunks, lang.id, memory, unit->id, err);
        }
    }
    return status;
}

/* ---- the public functions ---- */

tol_status tol_unit_get(tol_store *store, int64_t id, tol_arena *arena, tol_unit *unit, tol_error *err)
{
    int64_t memory = 0;
    tol_error_clear(err);
    tol_status status = tol_store_snapshot_begin(store, err);
    if (status) {
        return status;
    }
    status = tol_unit_load(store, id, arena, unit, &memory, err);
    tol_store_snapshot_end(store);
    return status;
}

static tol_status delete_unit(tol_store *store, int64_t id, tol_chunks *chunks, tol_likenesses *likenesses,
                              tol_arena *arena, tol_error *err)
{
    tol_unit unit;
    int64_t memory = 0;
    sqlite3_stmt *stmt = NULL;
    tol_status status = tol_unit_load(store, id, arena, &unit, &memory, err);
    if (!status) {
        status = tol_unit_forget(store, chunks, likenesses, memory, &unit, err);
    }
    if (!status) {
        status = tol_chunks_flush(chunks, err);
    }
    if (!status) {
        status = tol_likenesses_flush(likenesses, err);
    }
    if (!status) {
        status = tol_unit_range_drop(store, memory, id, err);
    }
    if (!status) {
        status = tol_db_run_with(store, TOL_SQL_PLACE_CLEAR, id, 0, err);
    }
    if (!status) {
        status = tol_db_statement(store, TOL_SQL_UNIT_DELETE, &stmt, err);
    }
    if (status) {
        return status;
    }
    sqlite3_bind_int64(stmt, 1, id);
    return tol_db_run(store, stmt, err);
}

tol_status tol_unit_delete(tol_store *store, int64_t id, tol_error *err)
{
    tol_error_clear(err);
    tol_status status = tol_db_write_begin(store, err);
    if (status) {
        return status;
    }
    tol_chunks chunks;
    tol_likenesses likenesses;
    tol_arena arena = TOL_ARENA_INIT;
    tol_chunks_init(&chunks, store);
    tol_likenesses_init(&likenesses, store);
    status = delete_unit(store, id, &chunks, &likenesses, &arena, err);
    status = tol_db_write_end(store, status, err);
    tol_chunks_release(&chunks);
    tol_likenesses_release(&likenesses);
    tol_arena_release(&arena);
    return status;
}

tol_status tol_memory_find(tol_store *store, tol_str name, int64_t *id, tol_error *err)
{
    sqlite3_stmt *stmt = NULL;
    bool has_row = false;
    tol_status status = tol_db_statement(store, TOL_SQL_MEMORY_GET, &stmt, err);
    if (status) {
        return status;
    }
    tol_db_bind_text(stmt, 1, name);
    status = tol_db_step(store, stmt, &has_row, err);
    if (status || !has_row) {
        return status ? status : tol_fail(err, TOL_ENOTFOUND, "no memory \"%.*s\"", TOL_ARG(name));
    }
    *id = sqlite3_column_int64(stmt, 0);
    sqlite3_reset(stmt);
    return TOL_OK;
}

tol_status tol_memory_walk(tol_store *store, int64_t memory, tol_str name,
                           tol_status (*each)(void *user, const tol_unit *unit, tol_error *err), void *user,
                           tol_error *err)
{
    sqlite3_stmt *stmt = NULL;
    bool has_row = true;
    tol_unit unit;
    tol_arena arena = TOL_ARENA_INIT;
    tol_status status = tol_db_prepare(store, TOL_SQL_UNIT_WALK, &stmt, err);
    if (!status) {
        sqlite3_bind_int64(stmt, 1, memory);
    }
    while (!status && !(status = tol_db_step(store, stmt, &has_row, err)) && has_row) {
        tol_arena_reset(&arena);
        status = take_unit(store, stmt, &arena, &unit, err);
        if (!status) {
            unit.memory = name;
            status = each(user, &unit, err);
        }
    }
    sqlite3_finalize(stmt);
    tol_arena_release(&arena);
    return status;
}

static tol_status walk_all(tol_store *store, tol_status (*each)(void *user, const tol_unit *unit, tol_error *err),
                           void *user, tol_error *err)
{
    sqlite3_stmt *stmt = NULL;
    bool has_row = true;
    tol_arena arena = TOL_ARENA_INIT;
    tol_status status = tol_db_prepare(store, TOL_SQL_MEMORY_ALL, &stmt, err);
    while (!status && !(status = tol_db_step(store, stmt, &has_row, err)) && has_row) {
        tol_str name = TOL_STR_NULL;
        tol_arena_reset(&arena);
        status = tol_db_text(store, stmt, 1, &arena, &name, err);
        if (!status) {
            status = tol_memory_walk(store, sqlite3_column_int64(stmt, 0), name, each, user, err);
        }
    }
    sqlite3_finalize(stmt);
    tol_arena_release(&arena);
    return status;
}

tol_status tol_unit_each(tol_store *store, const tol_str *memories, size_t n_memories,
                         tol_status (*each)(void *user, const tol_unit *unit, tol_error *err), void *user,
                         tol_error *err)
{
    tol_error_clear(err);
    tol_status status = tol_store_snapshot_begin(store, err);
    if (status) {
        return status;
    }
    for (size_t i = 0; i < n_memories && !status; i++) {
        int64_t id = 0;
        status = tol_memory_find(store, memories[i], &id, err);
        if (!status) {
            status = tol_memory_walk(store, id, memories[i], each, user, err);
        }
    }
    if (!status && n_memories == 0) {
        status = walk_all(store, each, user, err);
    }
    tol_store_snapshot_end(store);
    return status;
}
