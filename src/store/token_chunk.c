#include "store/token_chunk.h"

#include "base/fail.h"

/* ---- entries ---- */

tol_chunk_walk tol_chunk_walk_of(tol_str rows, int64_t first)
{
    tol_bytes in = tol_bytes_of(rows);
    return (tol_chunk_walk){in, in.at, first};
}

bool tol_chunk_next(tol_chunk_walk *walk, tol_chunk_entry *entry)
{
    tol_bytes *in = &walk->in;
    size_t at = (size_t)(in->at - walk->start);
    if (!tol_bytes_left(in)) {
        return false;
    }
    uint64_t distance = tol_get_varint(in), variant = tol_get_varint(in);
    const unsigned char *start = in->at;
    size_t n = tol_get_count(in);
    while (n > 0 && !in->failed) {
        n -= tol_get_byte(in) < 0x80;
    }
    in->failed |= variant > UINT32_MAX || distance > (uint64_t)(INT64_MAX - walk->unit);
    if (in->failed) {
        return false;
    }
    walk->unit += (int64_t)distance;
    *entry = (tol_chunk_entry){walk->unit, (uint32_t)variant, {(const char *)start, (size_t)(in->at - start)}, at};
    return true;
}

bool tol_chunk_entry_at(tol_str rows, size_t at, int64_t unit, tol_chunk_entry *entry)
{
    if (at >= rows.len) {
        return false;
    }
    tol_chunk_walk walk = tol_chunk_walk_of((tol_str){rows.ptr + at, rows.len - at}, 0);
    if (!tol_chunk_next(&walk, entry)) {
        return false;
    }
    entry->unit = unit;
    entry->at = at;
    return true;
}

/* Append an entry to a chunk that is being built from its first one on. */
static void build(tol_chunk *chunk, tol_buf *rows, const tol_chunk_entry *entry)
{
    if (chunk->n == 0) {
        chunk->first = chunk->last = entry->unit;
    }
    tol_put_varint(rows, (uint64_t)(entry->unit - chunk->last));
    tol_put_varint(rows, entry->variant);
    tol_buf_add(rows, entry->row);
    chunk->last = entry->unit;
    chunk->n++;
    chunk->is_read = false;
}

/* ---- chunks and the table ---- */

void tol_chunks_init(tol_chunks *chunks, tol_store *store)
{
    *chunks = (tol_chunks){.store = store};
}

void tol_chunks_release(tol_chunks *chunks)
{
    for (size_t i = 0; i < TOL_CHUNK_SLOTS; i++) {
        tol_buf_release(&chunks->slots[i].rows);
    }
    tol_buf_release(&chunks->scratch);
}

static tol_status write_chunk(tol_chunks *chunks, tol_chunk *chunk, tol_error *err)
{
    if (!chunk->is_dirty || (chunk->n == 0 && chunk->id == 0)) {
        return TOL_OK;
    }
    sqlite3_stmt *stmt = NULL;
    tol_sql sql = chunk->n == 0 ? TOL_SQL_ROWS_DELETE : chunk->id ? TOL_SQL_ROWS_PUT : TOL_SQL_ROWS_ADD;
    tol_status status = tol_db_statement(chunks->store, sql, &stmt, err);
    if (status) {
        return status;
    }
    int at = 1;
    if (chunk->id) {
        sqlite3_bind_int64(stmt, at++, chunk->id);
    } else {
        sqlite3_bind_int64(stmt, at++, chunk->lang);
        sqlite3_bind_int64(stmt, at++, chunk->memory);
    }
    if (chunk->n) {
        sqlite3_bind_int64(stmt, at++, chunk->first);
        sqlite3_bind_int64(stmt, at++, chunk->last);
        sqlite3_bind_int64(stmt, at++, chunk->n);
        tol_db_bind_blob(stmt, at, tol_buf_str(&chunk->rows));
    }
    status = tol_db_run(chunks->store, stmt, err);
    if (!status) {
        chunk->id = sql == TOL_SQL_ROWS_ADD ? sqlite3_last_insert_rowid(chunks->store->db) : chunk->id;
        chunk->is_dirty = false;
    }
    return status;
}

/* A chunk must hold what its row says: nothing is built on a damaged one. */
static tol_status check_chunk(const tol_chunks *chunks, const tol_chunk *chunk, tol_error *err)
{
    tol_chunk_walk walk = tol_chunk_walk_of(tol_buf_str(&chunk->rows), chunk->first);
    tol_chunk_entry entry = {.unit = -1};
    uint32_t n = 0;
    while (chunk->first >= 0 && tol_chunk_next(&walk, &entry)) {
        n++;
    }
    if (walk.in.failed || n == 0 || n != chunk->n || entry.unit != chunk->last) {
        return tol_db_corrupt(chunks->store, err, "token rows %lld cannot be read", (long long)chunk->id);
    }
    return TOL_OK;
}

/* Read the chunk that `stmt` stands on. */
static tol_status take_chunk(tol_chunks *chunks, tol_chunk *chunk, sqlite3_stmt *stmt, tol_error *err)
{
    chunk->id = sqlite3_column_int64(stmt, 0);
    chunk->first = sqlite3_column_int64(stmt, 1);
    chunk->last = sqlite3_column_int64(stmt, 2);
    chunk->n = (uint32_t)sqlite3_column_int64(stmt, 3);
    tol_buf_reset(&chunk->rows);
    tol_buf_add(&chunk->rows, tol_db_peek_blob(stmt, 4));
    return tol_buf_ok(&chunk->rows) ? check_chunk(chunks, chunk, err) : tol_fail_nomem(err);
}

static tol_status query(tol_chunks *chunks, tol_chunk *chunk, tol_sql sql, int64_t unit, sqlite3_stmt **out,
                        bool *has_row, tol_error *err)
{
    tol_status status = tol_db_statement(chunks->store, sql, out, err);
    if (status) {
        return status;
    }
    sqlite3_bind_int64(*out, 1, chunk->lang);
    sqlite3_bind_int64(*out, 2, chunk->memory);
    if (sql != TOL_SQL_ROWS_HEAD) {
        sqlite3_bind_int64(*out, 3, unit);
    }
    return tol_db_step(chunks->store, *out, has_row, err);
}

/* Fill a slot with the chunk that a unit belongs to; an empty one when there is none. */
static tol_status load_chunk(tol_chunks *chunks, tol_chunk *chunk, int64_t unit, tol_error *err)
{
    sqlite3_stmt *stmt = NULL;
    bool has_row = false;
    chunk->id = 0;
    chunk->n = 0;
    chunk->is_head = false;
    chunk->is_read = false;
    chunk->next = INT64_MAX;
    tol_buf_reset(&chunk->rows);
    tol_status status = query(chunks, chunk, TOL_SQL_ROWS_AT, unit, &stmt, &has_row, err);
    if (!status && !has_row) {
        chunk->is_head = true;
        status = query(chunks, chunk, TOL_SQL_ROWS_HEAD, unit, &stmt, &has_row, err);
    }
    if (status || !has_row) {
        return status;
    }
    status = take_chunk(chunks, chunk, stmt, err);
    sqlite3_reset(stmt);
    if (!status) {
        status = query(chunks, chunk, TOL_SQL_ROWS_NEXT, chunk->first, &stmt, &has_row, err);
    }
    if (!status && has_row) {
        if (sqlite3_column_type(stmt, 0) != SQLITE_NULL) {
            chunk->next = sqlite3_column_int64(stmt, 0);
        }
        sqlite3_reset(stmt);
    }
    return status;
}

static bool holds_place_of(const tol_chunk *chunk, int64_t unit)
{
    return unit < chunk->next && (unit >= chunk->first || chunk->is_head || chunk->n == 0);
}

static tol_chunk *slot_of(tol_chunks *chunks, int64_t lang, int64_t memory)
{
    tol_chunk *oldest = &chunks->slots[0];
    for (size_t i = 0; i < TOL_CHUNK_SLOTS; i++) {
        tol_chunk *chunk = &chunks->slots[i];
        if (chunk->lang == lang && chunk->memory == memory) {
            return chunk;
        }
        if (chunk->used < oldest->used) {
            oldest = chunk;
        }
    }
    return oldest;
}

/* The chunk that a unit of a language and memory belongs to. */
static tol_status open_chunk(tol_chunks *chunks, int64_t lang, int64_t memory, int64_t unit, tol_chunk **out,
                             tol_error *err)
{
    tol_chunk *chunk = slot_of(chunks, lang, memory);
    chunk->used = ++chunks->clock;
    *out = chunk;
    if (chunk->lang == lang && chunk->memory == memory && holds_place_of(chunk, unit)) {
        return TOL_OK;
    }
    tol_status status = write_chunk(chunks, chunk, err);
    if (status) {
        return status;
    }
    chunk->lang = lang;
    chunk->memory = memory;
    status = load_chunk(chunks, chunk, unit, err);
    if (status) {
        chunk->lang = 0;
    }
    return status;
}

/* ---- changes ---- */

static tol_status finish_change(tol_chunk *chunk, tol_error *err)
{
    chunk->is_dirty = true;
    return tol_buf_ok(&chunk->rows) ? TOL_OK : tol_fail_nomem(err);
}

/* Close a chunk and begin the one behind it in the same slot. */
static tol_status begin_next(tol_chunks *chunks, tol_chunk *chunk, tol_error *err)
{
    tol_status status = write_chunk(chunks, chunk, err);
    chunk->id = 0;
    chunk->n = 0;
    chunk->is_head = false;
    tol_buf_reset(&chunk->rows);
    return status;
}

static tol_status append(tol_chunks *chunks, tol_chunk *chunk, const tol_chunk_entry *entry, tol_error *err)
{
    if (chunk->n && entry->unit != chunk->last && chunk->rows.len + entry->row.len > TOL_CHUNK_BYTES) {
        tol_status status = begin_next(chunks, chunk, err);
        if (status) {
            return status;
        }
    }
    build(chunk, &chunk->rows, entry);
    return finish_change(chunk, err);
}

/* What is written next is another chunk. */
static tol_status leave_number(tol_chunks *chunks, tol_chunk *chunk, tol_error *err)
{
    tol_status status = chunk->id ? tol_db_run_with(chunks->store, TOL_SQL_ROWS_DELETE, chunk->id, 0, err) : TOL_OK;
    chunk->id = 0;
    return status;
}

/*
 * Write a chunk's entries anew: without those of the unit `drop` (-1: none), with `extra` (NULL: none) at its place. A
 * chunk that has become twice too long is written out in the middle, between two units.
 */
static tol_status rewrite(tol_chunks *chunks, tol_chunk *chunk, int64_t drop, const tol_chunk_entry *extra,
                          tol_error *err)
{
    tol_buf old = chunk->rows;
    chunk->rows = chunks->scratch;
    chunks->scratch = old;
    tol_buf_reset(&chunk->rows);
    tol_chunk_walk walk = tol_chunk_walk_of(tol_buf_str(&old), chunk->first);
    tol_chunk_entry entry;
    tol_status status = leave_number(chunks, chunk, err);
    bool is_long = old.len > (size_t)2 * TOL_CHUNK_BYTES;
    chunk->n = 0;
    while (!status && tol_chunk_next(&walk, &entry)) {
        if (extra && entry.unit > extra->unit) {
            build(chunk, &chunk->rows, extra);
            extra = NULL;
        }
        if (is_long && chunk->n && entry.unit != chunk->last && chunk->rows.len > TOL_CHUNK_BYTES) {
            chunk->is_dirty = true;
            status = tol_buf_ok(&chunk->rows) ? begin_next(chunks, chunk, err) : tol_fail_nomem(err);
        }
        if (entry.unit != drop) {
            build(chunk, &chunk->rows, &entry);
        }
    }
    if (walk.in.failed) {
        status = tol_db_corrupt(chunks->store, err, "token rows %lld cannot be read", (long long)chunk->id);
    }
    if (extra) {
        build(chunk, &chunk->rows, extra);
    }
    return status ? status : finish_change(chunk, err);
}

tol_status tol_chunks_add(tol_chunks *chunks, int64_t lang, int64_t memory, int64_t unit, uint32_t variant, tol_str row,
                          tol_error *err)
{
    tol_chunk *chunk = NULL;
    tol_status status = open_chunk(chunks, lang, memory, unit, &chunk, err);
    if (status) {
        return status;
    }
    tol_chunk_entry entry = {unit, variant, row, 0};
    if (chunk->n == 0 || unit >= chunk->last) {
        return append(chunks, chunk, &entry, err);
    }
    return rewrite(chunks, chunk, -1, &entry, err);
}

tol_status tol_chunks_remove(tol_chunks *chunks, int64_t lang, int64_t memory, int64_t unit, tol_error *err)
{
    tol_chunk *chunk = NULL;
    tol_status status = open_chunk(chunks, lang, memory, unit, &chunk, err);
    if (status || chunk->n == 0) {
        return status;
    }
    status = rewrite(chunks, chunk, unit, NULL, err);
    if (!status && chunk->n == 0) {
        status = write_chunk(chunks, chunk, err);
        chunk->lang = 0;
    }
    return status;
}

static bool is_behind(const tol_chunk_entry *entry, int64_t unit, uint32_t variant)
{
    return entry->unit < unit || (entry->unit == unit && entry->variant < variant);
}

tol_status tol_chunks_find(tol_chunks *chunks, int64_t lang, int64_t memory, int64_t unit, uint32_t variant,
                           tol_chunk_entry *entry, bool *found, tol_error *err)
{
    tol_chunk *chunk = NULL;
    *found = false;
    tol_status status = open_chunk(chunks, lang, memory, unit, &chunk, err);
    if (status || chunk->n == 0) {
        return status;
    }
    if (!chunk->is_read || !is_behind(&chunk->found, unit, variant)) {
        chunk->place = tol_chunk_walk_of(tol_buf_str(&chunk->rows), chunk->first);
    }
    do {
        chunk->is_read = tol_chunk_next(&chunk->place, &chunk->found);
    } while (chunk->is_read && is_behind(&chunk->found, unit, variant));
    *found = chunk->is_read && chunk->found.unit == unit && chunk->found.variant == variant;
    *entry = chunk->found;
    return TOL_OK;
}

tol_status tol_chunks_flush(tol_chunks *chunks, tol_error *err)
{
    tol_status status = TOL_OK;
    for (size_t i = 0; i < TOL_CHUNK_SLOTS && !status; i++) {
        if (chunks->slots[i].lang) {
            status = write_chunk(chunks, &chunks->slots[i], err);
        }
    }
    return status;
}
