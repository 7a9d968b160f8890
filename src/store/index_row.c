/*
 * The token row of an entry. The segment says in which chunk it was and where it began; a chunk of that number still
 * has it there. When there is none any more, the unit is looked for where it belongs now.
 */
#include "base/fail.h"
#include "base/mem.h"
#include "store/bytes.h"
#include "store/db.h"
#include "store/index_format.h"
#include "store/index_read.h"
#include "store/token_chunk.h"

static bool decode_chunks(tol_segment *segment, tol_str data)
{
    tol_bytes in = tol_bytes_of(data);
    tol_segment_chunk before = {segment->lo, 0, 0};
    for (size_t i = 0; i < segment->n_chunks; i++) {
        uint64_t pair = tol_get_varint(&in);
        before.first = pair ? segment->lo : before.first;
        before.pair += (uint32_t)pair;
        before.first += (int64_t)tol_get_varint(&in);
        before.id += tol_get_signed(&in);
        if (in.failed || before.pair >= segment->n_pairs || before.first < segment->lo || before.first > segment->hi) {
            return false;
        }
        segment->chunks[i] = before;
    }
    return !tol_bytes_left(&in);
}

static tol_status load_chunks(tol_index *index, tol_segment *segment, tol_error *err)
{
    sqlite3_stmt *stmt = NULL;
    int64_t first = (segment->id * TOL_PARTS + TOL_PART_CHUNKS) << TOL_PART_SHIFT;
    bool has_row = true;
    tol_buf_reset(&index->scratch);
    tol_status status = tol_db_statement(index->store, TOL_SQL_SEGMENT_BLOCKS, &stmt, err);
    if (!status) {
        sqlite3_bind_int64(stmt, 1, first);
        sqlite3_bind_int64(stmt, 2, first + ((int64_t)1 << TOL_PART_SHIFT) - 1);
    }
    while (!status && !(status = tol_db_step(index->store, stmt, &has_row, err)) && has_row) {
        tol_buf_add(&index->scratch, tol_db_peek_blob(stmt, 0));
    }
    if (status) {
        return status;
    }
    tol_str data = tol_buf_str(&index->scratch);
    /* Three bytes a chunk at least: nothing is allocated for a count that cannot be. */
    if (segment->n_chunks > data.len / 3) {
        return tol_index_damaged(index, segment->id, err);
    }
    segment->chunks = tol_arena_calloc(&segment->arena, segment->n_chunks + 1, sizeof *segment->chunks);
    if (!segment->chunks || !tol_buf_ok(&index->scratch)) {
        return tol_fail_nomem(err);
    }
    if (!decode_chunks(segment, data)) {
        segment->chunks = NULL;
        return tol_index_damaged(index, segment->id, err);
    }
    return TOL_OK;
}

/* The chunk that a unit was in when the segment was built; NULL when there was none. */
static const tol_segment_chunk *chunk_of(const tol_segment *segment, uint32_t pair, int64_t unit)
{
    size_t low = 0, high = segment->n_chunks;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const tol_segment_chunk *one = &segment->chunks[middle];
        if (one->pair < pair || (one->pair == pair && one->first <= unit)) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low && segment->chunks[low - 1].pair == pair ? &segment->chunks[low - 1] : NULL;
}

/* Have a chunk at hand; it is empty when the bank has none of that number, or not of that pair. */
static tol_status open_chunk(tol_index *index, const tol_row_pair *pair, int64_t id, tol_error *err)
{
    sqlite3_stmt *stmt = NULL;
    bool has_row = false;
    tol_buf *data = &index->chunk_page.data;
    if (index->chunk_page.id == id) {
        return TOL_OK;
    }
    index->chunk_page.id = 0;
    tol_buf_reset(data);
    tol_status status = tol_db_statement(index->store, TOL_SQL_ROWS_AT_ID, &stmt, err);
    if (status) {
        return status;
    }
    sqlite3_bind_int64(stmt, 1, id);
    status = tol_db_step(index->store, stmt, &has_row, err);
    if (has_row) {
        if (sqlite3_column_int64(stmt, 1) == pair->lang && sqlite3_column_int64(stmt, 2) == pair->memory) {
            tol_buf_add(data, tol_db_peek_blob(stmt, 0));
        }
        sqlite3_reset(stmt);
    }
    index->chunk_page.id = id;
    return status || tol_buf_ok(data) ? status : tol_fail_nomem(err);
}

static tol_status decode_row(tol_index *index, const tol_chunk_entry *from, tol_token_row *row, tol_error *err)
{
    tol_bytes in = tol_bytes_of(from->row);
    size_t n = tol_get_count(&in);
    uint32_t *ids = tol_mem_grow(index->ids, &index->ids_cap, n + 1, sizeof *ids);
    if (!ids) {
        return tol_fail_nomem(err);
    }
    index->ids = ids;
    for (size_t i = 0; i < n; i++) {
        uint64_t id = tol_get_varint(&in);
        ids[i] = id < TOL_TOKEN_NONE ? (uint32_t)id : TOL_TOKEN_NONE;
    }
    *row = (tol_token_row){from->unit, from->variant, ids, n};
    return in.failed
               ? tol_db_corrupt(index->store, err, "the token row of unit %lld cannot be read", (long long)from->unit)
               : TOL_OK;
}

/* Look for the row where it belongs now. */
static tol_status search_row(tol_index *index, const tol_row_pair *pair, const tol_index_entry *entry,
                             tol_token_row *row, bool *found, tol_error *err)
{
    sqlite3_stmt *stmt = NULL;
    bool has_row = false;
    tol_status status = tol_db_statement(index->store, TOL_SQL_ROWS_AT, &stmt, err);
    if (status) {
        return status;
    }
    sqlite3_bind_int64(stmt, 1, pair->lang);
    sqlite3_bind_int64(stmt, 2, pair->memory);
    sqlite3_bind_int64(stmt, 3, entry->unit);
    status = tol_db_step(index->store, stmt, &has_row, err);
    if (status || !has_row) {
        return status;
    }
    tol_chunk_walk walk = tol_chunk_walk_of(tol_db_peek_blob(stmt, 4), sqlite3_column_int64(stmt, 1));
    tol_chunk_entry one;
    while (!status && !*found && tol_chunk_next(&walk, &one) && one.unit <= entry->unit) {
        if (one.unit == entry->unit && one.variant == entry->variant) {
            *found = true;
            status = decode_row(index, &one, row, err);
        }
    }
    sqlite3_reset(stmt);
    return !status && walk.in.failed ? tol_db_corrupt(index->store, err, "token rows cannot be read") : status;
}

tol_status tol_index_row(tol_index *index, tol_segment *segment, const tol_index_entry *entry, tol_token_row *row,
                         bool *found, tol_error *err)
{
    const tol_row_pair *pair = &segment->pairs[entry->pair];
    tol_status status = segment->chunks ? TOL_OK : load_chunks(index, segment, err);
    tol_chunk_entry one;
    *found = false;
    if (status || !segment->chunks) {
        return status;
    }
    const tol_segment_chunk *chunk = chunk_of(segment, entry->pair, entry->unit);
    if (chunk && entry->place != TOL_ENTRY_FAR) {
        status = open_chunk(index, pair, chunk->id, err);
        tol_str rows = tol_buf_str(&index->chunk_page.data);
        if (status || rows.len) {
            *found =
                !status && tol_chunk_entry_at(rows, entry->place, entry->unit, &one) && one.variant == entry->variant;
            return *found   ? decode_row(index, &one, row, err)
                   : status ? status
                            : tol_index_damaged(index, segment->id, err);
        }
    }
    return search_row(index, pair, entry, row, found, err);
}
