#include "store/segment_rows.h"

#include <stdlib.h>

#include "base/fail.h"
#include "base/mem.h"
#include "store/bytes.h"
#include "store/index_format.h"
#include "store/token_chunk.h"

/* A name of a row's key, when the row has not had it yet. */
static void take_key(tol_segment_rows *r, tol_segment_row *one, uint32_t key)
{
    tol_name_use *use = &r->uses[key];
    if (use->last == r->n + 1) {
        return;
    }
    use->last = (uint32_t)r->n + 1;
    use->n++;
    tol_put_varint(&r->keys, key);
    one->n++;
    if (key >= one->last[0]) {
        one->last[1] = one->last[0];
        one->last[0] = key;
    } else if (key > one->last[1]) {
        one->last[1] = key;
    }
}

/* The token ids of a row become its distinct keys. */
static tol_status take_keys(tol_segment_rows *r, tol_segment_row *one, const tol_chunk_entry *from, tol_error *err)
{
    tol_bytes in = tol_bytes_of(from->row);
    tol_status status = TOL_OK;
    for (size_t n = tol_get_count(&in); n > 0 && !in.failed && !status; n--) {
        const tol_token_ids *token = tol_dict_at(r->dict, tol_get_varint(&in), &status, err);
        if (!token || token->key >= r->dict->n_names) {
            return status ? status
                          : tol_db_corrupt(r->store, err, "unit %lld has a token that is not in the dictionary",
                                           (long long)from->unit);
        }
        one->weight += token->weight;
        take_key(r, one, token->key);
    }
    return status;
}

static tol_status take_row(tol_segment_rows *r, const tol_chunk_entry *from, uint32_t pair, tol_error *err)
{
    tol_segment_row *items = tol_mem_grow(r->items, &r->cap, r->n + 1, sizeof *items);
    if (!items) {
        return tol_fail_nomem(err);
    }
    r->items = items;
    tol_segment_row *one = &r->items[r->n];
    *one = (tol_segment_row){.unit = (uint32_t)(from->unit - r->lo),
                             .at = (uint32_t)r->keys.len,
                             .variant = from->variant,
                             .pair = (uint16_t)pair,
                             .place = from->at < TOL_ENTRY_FAR ? (uint16_t)from->at : TOL_ENTRY_FAR};
    tol_status status = take_keys(r, one, from, err);
    if (status || !tol_buf_ok(&r->keys)) {
        return status ? status : tol_fail_nomem(err);
    }
    r->n_keys += one->n;
    r->n += one->n > 0; /* a text without tokens matches nothing */
    return r->keys.len < UINT32_MAX ? TOL_OK : tol_fail(err, TOL_ELIMIT, "an index segment would be too large");
}

static tol_status pair_of(tol_segment_rows *r, int64_t lang, int64_t memory, uint32_t *pair, tol_error *err)
{
    for (size_t i = r->n_pairs; i > 0; i--) {
        if (r->pairs[i - 1].lang == lang && r->pairs[i - 1].memory == memory) {
            *pair = (uint32_t)i - 1;
            return TOL_OK;
        }
    }
    tol_row_pair *grown = tol_mem_grow(r->pairs, &r->pairs_cap, r->n_pairs + 1, sizeof *grown);
    if (!grown || r->n_pairs > UINT16_MAX) {
        return grown ? tol_fail(err, TOL_ELIMIT, "more than %d memories and languages", UINT16_MAX)
                     : tol_fail_nomem(err);
    }
    r->pairs = grown;
    *pair = (uint32_t)r->n_pairs;
    r->pairs[r->n_pairs++] = (tol_row_pair){lang, memory};
    return TOL_OK;
}

static tol_status note_chunk(tol_segment_rows *r, sqlite3_stmt *stmt, uint32_t pair, tol_error *err)
{
    tol_segment_chunk *grown = tol_mem_grow(r->chunks, &r->chunks_cap, r->n_chunks + 1, sizeof *grown);
    if (!grown) {
        return tol_fail_nomem(err);
    }
    r->chunks = grown;
    r->chunks[r->n_chunks++] = (tol_segment_chunk){sqlite3_column_int64(stmt, 2), sqlite3_column_int64(stmt, 4), pair};
    return TOL_OK;
}

/* Units are asked about in ascending order. */
static bool is_wanted(tol_segment_rows *r, int64_t unit)
{
    if (!r->wanted) {
        return unit >= r->lo && unit <= r->hi;
    }
    while (r->n_wanted && *r->wanted < unit) {
        r->wanted++;
        r->n_wanted--;
    }
    return r->n_wanted && *r->wanted == unit;
}

tol_status tol_segment_rows_take(tol_segment_rows *r, sqlite3_stmt *stmt, tol_error *err)
{
    uint32_t pair = 0;
    tol_chunk_walk walk = tol_chunk_walk_of(tol_db_peek_blob(stmt, 3), sqlite3_column_int64(stmt, 2));
    tol_chunk_entry one;
    tol_status status = pair_of(r, sqlite3_column_int64(stmt, 0), sqlite3_column_int64(stmt, 1), &pair, err);
    if (!status) {
        status = note_chunk(r, stmt, pair, err);
    }
    while (!status && tol_chunk_next(&walk, &one)) {
        if (is_wanted(r, one.unit)) {
            status = take_row(r, &one, pair, err);
        }
    }
    return !status && walk.in.failed ? tol_db_corrupt(r->store, err, "token rows cannot be read") : status;
}

tol_status tol_segment_rows_begin(tol_segment_rows *r, tol_error *err)
{
    r->uses = tol_mem_calloc((size_t)r->dict->n_names + 1, sizeof *r->uses);
    return r->uses ? TOL_OK : tol_fail_nomem(err);
}

tol_status tol_segment_rows_read(tol_segment_rows *r, tol_error *err)
{
    sqlite3_stmt *stmt = NULL;
    bool has_row = true;
    tol_status status = tol_segment_rows_begin(r, err);
    if (!status) {
        status = tol_db_prepare(r->store, TOL_SQL_ROWS_IN_RANGE, &stmt, err);
    }
    if (!status) {
        sqlite3_bind_int64(stmt, 1, r->dict->id);
        sqlite3_bind_int64(stmt, 2, r->lo);
        sqlite3_bind_int64(stmt, 3, r->hi);
    }
    while (!status && !(status = tol_db_step(r->store, stmt, &has_row, err)) && has_row) {
        status = tol_segment_rows_take(r, stmt, err);
    }
    sqlite3_finalize(stmt);
    return status;
}

static int by_first(const void *left, const void *right)
{
    const tol_segment_chunk *a = left, *b = right;
    if (a->pair != b->pair) {
        return a->pair < b->pair ? -1 : 1;
    }
    return (a->first > b->first) - (a->first < b->first);
}

void tol_segment_chunks_sort(tol_segment_rows *rows)
{
    if (rows->n_chunks) {
        qsort(rows->chunks, rows->n_chunks, sizeof *rows->chunks, by_first);
    }
}

void tol_segment_rows_forget_keys(tol_segment_rows *rows)
{
    tol_buf_release(&rows->keys);
    tol_mem_free(rows->uses);
    rows->uses = NULL;
}

void tol_segment_rows_release(tol_segment_rows *rows)
{
    tol_segment_rows_forget_keys(rows);
    tol_mem_free(rows->items);
    tol_mem_free(rows->pairs);
    tol_mem_free(rows->chunks);
}
