#include "store/index_read.h"

#include "base/fail.h"
#include "base/mem.h"
#include "store/bytes.h"
#include "store/db.h"
#include "store/index_format.h"
#include "store/token_chunk.h"

/* ---- weights and keys ---- */

/* The first class whose entries are not all before `entry`. */
static size_t class_of(const tol_segment *segment, uint32_t entry)
{
    size_t low = 0, high = segment->n_weights;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (segment->weights[middle].end <= entry) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

uint32_t tol_segment_weight(const tol_segment *segment, uint32_t entry)
{
    size_t i = class_of(segment, entry);
    return i < segment->n_weights ? segment->weights[i].weight : 0;
}

/* Entries whose weight is below `weight`. */
static uint32_t entries_below(const tol_segment *segment, uint64_t weight)
{
    size_t low = 0, high = segment->n_weights;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (segment->weights[middle].weight < weight) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low ? segment->weights[low - 1].end : 0;
}

void tol_segment_range(const tol_segment *segment, uint32_t least, uint32_t most, uint32_t *first, uint32_t *end)
{
    *first = entries_below(segment, least);
    *end = entries_below(segment, (uint64_t)most + 1);
}

int tol_segment_bit(const tol_segment *segment, tol_str key)
{
    for (size_t i = 0; i < segment->n_frequent; i++) {
        if (tol_str_equal(segment->frequent[i], key)) {
            return (int)i;
        }
    }
    return -1;
}

/* ---- blocks ---- */

static uint32_t block_size(const tol_segment *segment, uint32_t block)
{
    uint32_t left = segment->n - block * TOL_SEGMENT_BLOCK;
    return left < TOL_SEGMENT_BLOCK ? left : TOL_SEGMENT_BLOCK;
}

static tol_status open_block(tol_index *index, const tol_segment *segment, tol_sql sql, uint32_t block,
                             sqlite3_stmt **stmt, tol_error *err)
{
    bool has_row = false;
    tol_status status = tol_db_statement(index->store, sql, stmt, err);
    if (status) {
        return status;
    }
    sqlite3_bind_int64(*stmt, 1, (segment->id << TOL_SEGMENT_SHIFT) + block);
    status = tol_db_step(index->store, *stmt, &has_row, err);
    return status || has_row ? status : tol_index_damaged(index, segment->id, err);
}

tol_status tol_index_signatures(tol_index *index, tol_segment *segment, uint32_t block, const uint64_t **out,
                                tol_error *err)
{
    if (segment->signatures[block]) {
        *out = segment->signatures[block];
        return TOL_OK;
    }
    sqlite3_stmt *stmt = NULL;
    tol_status status = open_block(index, segment, TOL_SQL_SEGMENT_BLOCK_SIGNATURES, block, &stmt, err);
    if (status) {
        return status;
    }
    tol_str blob = tol_db_peek_blob(stmt, 0);
    uint32_t n = block_size(segment, block);
    uint64_t *words = tol_mem_alloc(n * sizeof *words);
    if (!words) {
        status = tol_fail_nomem(err);
    } else if (blob.len != n * sizeof *words) {
        tol_mem_free(words);
        words = NULL;
        status = tol_index_damaged(index, segment->id, err);
    }
    for (uint32_t i = 0; words && i < n; i++) {
        words[i] = 0;
        for (unsigned j = 0; j < 8; j++) {
            words[i] |= (uint64_t)(unsigned char)blob.ptr[8 * i + j] << (8 * j);
        }
    }
    sqlite3_reset(stmt);
    *out = segment->signatures[block] = words;
    return status;
}

static bool decode_entries(const tol_segment *segment, tol_str blob, uint32_t n, tol_index_entry *out)
{
    tol_bytes in = tol_bytes_of(blob);
    for (uint32_t i = 0; i < n; i++) {
        uint64_t unit = tol_get_varint(&in), lang = tol_get_varint(&in), memory = tol_get_varint(&in);
        uint64_t variant = tol_get_varint(&in);
        if (unit > (uint64_t)(segment->hi - segment->lo) || lang > UINT32_MAX || memory > UINT32_MAX ||
            variant > UINT32_MAX) {
            return false;
        }
        out[i] = (tol_index_entry){segment->lo + (int64_t)unit, (uint32_t)lang, (uint32_t)memory, (uint32_t)variant};
    }
    return !in.failed;
}

tol_status tol_index_entry_at(tol_index *index, tol_segment *segment, uint32_t number, const tol_index_entry **out,
                              tol_error *err)
{
    uint32_t block = number / TOL_SEGMENT_BLOCK;
    if (segment->entries[block]) {
        *out = &segment->entries[block][number % TOL_SEGMENT_BLOCK];
        return TOL_OK;
    }
    sqlite3_stmt *stmt = NULL;
    tol_status status = open_block(index, segment, TOL_SQL_SEGMENT_BLOCK_ENTRIES, block, &stmt, err);
    if (status) {
        return status;
    }
    uint32_t n = block_size(segment, block);
    tol_index_entry *entries = tol_mem_alloc(n * sizeof *entries);
    if (!entries) {
        status = tol_fail_nomem(err);
    } else if (!decode_entries(segment, tol_db_peek_blob(stmt, 0), n, entries)) {
        tol_mem_free(entries);
        entries = NULL;
        status = tol_index_damaged(index, segment->id, err);
    }
    sqlite3_reset(stmt);
    segment->entries[block] = entries;
    *out = entries ? &entries[number % TOL_SEGMENT_BLOCK] : NULL;
    return status;
}

/* ---- postings ---- */

static tol_status bind_list(tol_index *index, const tol_segment *segment, tol_sql sql, tol_str key, sqlite3_stmt **stmt,
                            tol_error *err)
{
    tol_status status = tol_db_statement(index->store, sql, stmt, err);
    if (!status) {
        sqlite3_bind_int64(*stmt, 1, segment->id);
        tol_db_bind_text(*stmt, 2, key);
    }
    return status;
}

tol_status tol_index_count(tol_index *index, const tol_segment *segment, tol_str key, uint32_t *n, tol_error *err)
{
    sqlite3_stmt *stmt = NULL;
    bool has_row = true;
    uint64_t sum = 0;
    tol_status status = bind_list(index, segment, TOL_SQL_POSTING_LIST, key, &stmt, err);
    while (!status && !(status = tol_db_step(index->store, stmt, &has_row, err)) && has_row) {
        sum += (uint64_t)sqlite3_column_int64(stmt, 1);
    }
    *n = sum < segment->n ? (uint32_t)sum : segment->n;
    return status;
}

/* The entries of one row of postings; false at damage. */
static bool decode_list(const tol_segment *segment, int64_t first, int64_t n, tol_str data, uint32_t *out)
{
    tol_bytes in = tol_bytes_of(data);
    if (first < 0 || first >= segment->n || n < 1 || n > TOL_POSTING_BLOCK) {
        return false;
    }
    uint64_t entry = (uint64_t)first;
    out[0] = (uint32_t)entry;
    for (int64_t i = 1; i < n; i++) {
        entry += tol_get_varint(&in);
        if (entry >= segment->n) {
            return false;
        }
        out[i] = (uint32_t)entry;
    }
    return !in.failed;
}

/* The part of a list that lies in the range. */
static void hand_over(const uint32_t *list, size_t n, uint32_t first, uint32_t end,
                      void (*each)(void *user, const uint32_t *entries, size_t n), void *user)
{
    size_t from = 0;
    while (from < n && list[from] < first) {
        from++;
    }
    while (n > from && list[n - 1] >= end) {
        n--;
    }
    if (n > from) {
        each(user, list + from, n - from);
    }
}

tol_status tol_index_postings(tol_index *index, const tol_segment *segment, tol_str key, uint32_t first, uint32_t end,
                              void (*each)(void *user, const uint32_t *entries, size_t n), void *user, tol_error *err)
{
    uint32_t list[TOL_POSTING_BLOCK];
    sqlite3_stmt *stmt = NULL;
    bool has_row = true;
    tol_status status = bind_list(index, segment, TOL_SQL_POSTING_READ, key, &stmt, err);
    if (!status) {
        sqlite3_bind_int64(stmt, 3, first);
        sqlite3_bind_int64(stmt, 4, end);
    }
    while (!status && !(status = tol_db_step(index->store, stmt, &has_row, err)) && has_row) {
        int64_t n = sqlite3_column_int64(stmt, 1);
        if (!decode_list(segment, sqlite3_column_int64(stmt, 0), n, tol_db_peek_blob(stmt, 2), list)) {
            sqlite3_reset(stmt);
            return tol_index_damaged(index, segment->id, err);
        }
        hand_over(list, (size_t)n, first, end, each, user);
    }
    return status;
}

/* ---- rows ---- */

static tol_status decode_row(tol_index *index, const tol_chunk_entry *from, tol_row_buffer *buffer, tol_token_row *row,
                             tol_error *err)
{
    tol_bytes in = tol_bytes_of(from->row);
    size_t n = tol_get_count(&in);
    if (n > buffer->cap) {
        uint32_t *grown = tol_mem_realloc(buffer->ids, n * 2 * sizeof *grown);
        if (!grown) {
            return tol_fail_nomem(err);
        }
        buffer->ids = grown;
        buffer->cap = n * 2;
    }
    for (size_t i = 0; i < n; i++) {
        uint64_t id = tol_get_varint(&in);
        buffer->ids[i] = id < TOL_TOKEN_NONE ? (uint32_t)id : TOL_TOKEN_NONE;
    }
    *row = (tol_token_row){from->unit, from->variant, buffer->ids, n};
    return in.failed
               ? tol_db_corrupt(index->store, err, "the token row of unit %lld cannot be read", (long long)from->unit)
               : TOL_OK;
}

tol_status tol_index_row(tol_index *index, const tol_index_entry *entry, tol_row_buffer *buffer, tol_token_row *row,
                         bool *found, tol_error *err)
{
    sqlite3_stmt *stmt = NULL;
    bool has_row = false;
    *found = false;
    tol_status status = tol_db_statement(index->store, TOL_SQL_ROWS_AT, &stmt, err);
    if (status) {
        return status;
    }
    sqlite3_bind_int64(stmt, 1, entry->lang);
    sqlite3_bind_int64(stmt, 2, entry->memory);
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
            status = decode_row(index, &one, buffer, row, err);
        }
    }
    sqlite3_reset(stmt);
    return !status && walk.in.failed ? tol_db_corrupt(index->store, err, "token rows cannot be read") : status;
}

/* ---- what no segment covers ---- */

typedef struct pending_walk {
    tol_index *index;
    tol_status (*each)(void *user, int64_t lang, int64_t memory, const tol_token_row *row, tol_error *err);
    void *user;
    tol_row_buffer buffer;
} pending_walk;

static tol_status walk_chunk(pending_walk *walk, sqlite3_stmt *stmt, int64_t lo, int64_t hi, tol_error *err)
{
    int64_t lang = sqlite3_column_int64(stmt, 0), memory = sqlite3_column_int64(stmt, 1);
    tol_chunk_walk chunk = tol_chunk_walk_of(tol_db_peek_blob(stmt, 3), sqlite3_column_int64(stmt, 2));
    tol_chunk_entry one;
    tol_status status = TOL_OK;
    while (!status && tol_chunk_next(&chunk, &one) && one.unit <= hi) {
        tol_token_row row;
        if (one.unit < lo) {
            continue;
        }
        status = decode_row(walk->index, &one, &walk->buffer, &row, err);
        if (!status) {
            status = walk->each(walk->user, lang, memory, &row, err);
        }
    }
    return !status && chunk.in.failed ? tol_db_corrupt(walk->index->store, err, "token rows cannot be read") : status;
}

static tol_status walk_units(pending_walk *walk, int64_t lo, int64_t hi, tol_error *err)
{
    sqlite3_stmt *stmt = NULL;
    bool has_row = true;
    tol_status status = tol_db_prepare(walk->index->store, TOL_SQL_ROWS_IN_RANGE, &stmt, err);
    if (!status) {
        sqlite3_bind_int64(stmt, 1, walk->index->dictionary);
        sqlite3_bind_int64(stmt, 2, lo);
        sqlite3_bind_int64(stmt, 3, hi);
    }
    while (!status && !(status = tol_db_step(walk->index->store, stmt, &has_row, err)) && has_row) {
        status = walk_chunk(walk, stmt, lo, hi, err);
    }
    sqlite3_finalize(stmt);
    return status;
}

tol_status tol_index_pending(tol_index *index,
                             tol_status (*each)(void *user, int64_t lang, int64_t memory, const tol_token_row *row,
                                                tol_error *err),
                             void *user, tol_error *err)
{
    pending_walk walk = {.index = index, .each = each, .user = user};
    tol_status status = TOL_OK;
    if (index->has_pending) {
        status = walk_units(&walk, index->indexed_to + 1, INT64_MAX, err);
    }
    for (size_t i = 0; i < index->n_stale && !status; i++) {
        if (index->stale[i] <= index->indexed_to) {
            status = walk_units(&walk, index->stale[i], index->stale[i], err);
        }
    }
    tol_mem_free(walk.buffer.ids);
    return status;
}
