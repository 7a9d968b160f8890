#include "store/segment_rows.h"

#include "base/fail.h"
#include "base/mem.h"
#include "store/bytes.h"
#include "store/token_chunk.h"

/* ---- keys ---- */

void tol_key_table_release(tol_key_table *table)
{
    tol_mem_free(table->tokens);
    tol_mem_free(table->names);
    tol_map_release(&table->numbers);
}

static tol_status take_token(tol_store *store, sqlite3_stmt *stmt, tol_key_table *table, tol_error *err)
{
    int64_t id = sqlite3_column_int64(stmt, 0), weight = sqlite3_column_int64(stmt, 4);
    tol_str key = TOL_STR_NULL;
    for (int column = 3; column >= 1 && !key.ptr; column--) {
        key = tol_db_peek_blob(stmt, column);
    }
    if (id < 0 || (uint64_t)id >= table->n_tokens || weight < 1 || weight > UINT16_MAX) {
        return tol_db_corrupt(store, err, "the dictionary has a wrong token %lld", (long long)id);
    }
    bool is_new = false;
    tol_map_slot *slot = tol_map_put(&table->numbers, key, &is_new);
    if (!slot) {
        return tol_fail_nomem(err);
    }
    tol_str *names = tol_mem_grow(table->names, &table->names_cap, table->numbers.n + 1, sizeof *names);
    if (!names) {
        return tol_fail_nomem(err);
    }
    table->names = names;
    if (is_new) {
        slot->value = table->numbers.n - 1;
        table->names[slot->value] = slot->key;
    }
    table->tokens[id] = (tol_token_class){(uint32_t)slot->value, (uint32_t)weight};
    return TOL_OK;
}

tol_status tol_key_table_load(tol_store *store, int64_t dictionary, int64_t n_tokens, tol_key_table *table,
                              tol_error *err)
{
    sqlite3_stmt *stmt = NULL;
    bool has_row = true;
    table->n_tokens = (size_t)n_tokens;
    table->tokens = tol_mem_calloc(table->n_tokens, sizeof *table->tokens);
    if (!table->tokens) {
        return tol_fail_nomem(err);
    }
    tol_status status = tol_db_prepare(store, TOL_SQL_TOKEN_ALL, &stmt, err);
    if (!status) {
        sqlite3_bind_int64(stmt, 1, dictionary);
    }
    while (!status && !(status = tol_db_step(store, stmt, &has_row, err)) && has_row) {
        status = take_token(store, stmt, table, err);
    }
    sqlite3_finalize(stmt);
    return status;
}

/* ---- rows ---- */

/* The token ids of a row become its distinct keys. */
static tol_status take_row(tol_segment_rows *r, const tol_chunk_entry *from, int64_t lang, int64_t memory,
                           tol_error *err)
{
    tol_segment_row *items = tol_mem_grow(r->items, &r->cap, r->n + 1, sizeof *items);
    if (!items) {
        return tol_fail_nomem(err);
    }
    r->items = items;
    tol_segment_row *one = &r->items[r->n];
    *one = (tol_segment_row){.unit = from->unit,
                             .lang = (uint32_t)lang,
                             .memory = (uint32_t)memory,
                             .variant = from->variant,
                             .at = r->n_keys};
    tol_bytes in = tol_bytes_of(from->row);
    for (size_t n = tol_get_count(&in); n > 0 && !in.failed; n--) {
        uint64_t id = tol_get_varint(&in);
        if (id >= r->table->n_tokens || !r->table->tokens[id].weight) {
            return tol_db_corrupt(r->store, err, "unit %lld has a token that is not in the dictionary",
                                  (long long)from->unit);
        }
        tol_token_class class = r->table->tokens[id];
        one->weight += class.weight;
        if (r->seen[class.key] == r->n + 1) {
            continue;
        }
        uint32_t *keys = tol_mem_grow(r->keys, &r->keys_cap, r->n_keys + 1, sizeof *keys);
        if (!keys) {
            return tol_fail_nomem(err);
        }
        r->keys = keys;
        r->seen[class.key] = (uint32_t)r->n + 1;
        r->keys[r->n_keys++] = class.key;
        one->n++;
    }
    r->n += one->n > 0; /* a text without tokens matches nothing */
    return TOL_OK;
}

static tol_status take_chunk(tol_segment_rows *r, sqlite3_stmt *stmt, tol_error *err)
{
    int64_t lang = sqlite3_column_int64(stmt, 0), memory = sqlite3_column_int64(stmt, 1);
    tol_chunk_walk walk = tol_chunk_walk_of(tol_db_peek_blob(stmt, 3), sqlite3_column_int64(stmt, 2));
    tol_chunk_entry one;
    tol_status status = TOL_OK;
    while (!status && tol_chunk_next(&walk, &one)) {
        if (one.unit >= r->lo && one.unit <= r->hi) {
            status = take_row(r, &one, lang, memory, err);
        }
    }
    return !status && walk.in.failed ? tol_db_corrupt(r->store, err, "token rows cannot be read") : status;
}

tol_status tol_segment_rows_read(tol_segment_rows *r, tol_error *err)
{
    sqlite3_stmt *stmt = NULL;
    bool has_row = true;
    r->seen = tol_mem_calloc(r->table->numbers.n + 1, sizeof *r->seen);
    if (!r->seen) {
        return tol_fail_nomem(err);
    }
    tol_status status = tol_db_prepare(r->store, TOL_SQL_ROWS_IN_RANGE, &stmt, err);
    if (!status) {
        sqlite3_bind_int64(stmt, 1, r->dictionary);
        sqlite3_bind_int64(stmt, 2, r->lo);
        sqlite3_bind_int64(stmt, 3, r->hi);
    }
    while (!status && !(status = tol_db_step(r->store, stmt, &has_row, err)) && has_row) {
        status = take_chunk(r, stmt, err);
    }
    sqlite3_finalize(stmt);
    return status;
}

void tol_segment_rows_release(tol_segment_rows *rows)
{
    tol_mem_free(rows->items);
    tol_mem_free(rows->keys);
    tol_mem_free(rows->seen);
}
