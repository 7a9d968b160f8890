/*
 * A segment is written from the rows of its units: they are ordered, the most frequent keys become signatures, all
 * other keys lists.
 */
#include "store/segment_write.h"

#include <string.h>

#include "base/fail.h"
#include "base/mem.h"
#include "store/bytes.h"
#include "store/index_format.h"
#include "store/part_write.h"

typedef struct segment_write {
    tol_segment_rows rows;
    uint32_t *order;       /* entry -> row */
    unsigned char *bit_of; /* by name: 0, or the bit of a frequent key + 1 */
    uint32_t frequent[TOL_FREQUENT_KEYS];
    size_t n_frequent;
    uint32_t *starts;  /* by name: where its list begins in `entries`; one more at the end */
    uint32_t *entries; /* the lists of all other keys */
    uint64_t *signatures;
    uint32_t variant, variant_size, pair_size;
    int64_t id;
    tol_part_writer writer;
} segment_write;

/* ---- the order of entries ---- */

#define DIGIT_BITS 11

static uint32_t field_of(const tol_segment_row *row, int field)
{
    return field == 2 ? row->weight : row->last[1 - field];
}

/* One pass of a sort by digits: from `from` to `to` by one digit of a field, otherwise in the order they have. */
static void sort_digit(const tol_segment_row *rows, size_t n, int field, unsigned shift, const uint32_t *from,
                       uint32_t *to)
{
    uint32_t places[(1U << DIGIT_BITS) + 1] = {0};
    const uint32_t mask = (1U << DIGIT_BITS) - 1;
    for (size_t i = 0; i < n; i++) {
        places[(field_of(&rows[i], field) >> shift & mask) + 1]++;
    }
    for (size_t i = 0; i < mask; i++) {
        places[i + 1] += places[i];
    }
    for (size_t i = 0; i < n; i++) {
        to[places[field_of(&rows[from[i]], field) >> shift & mask]++] = from[i];
    }
}

static uint32_t *sort_rows(const tol_segment_rows *r)
{
    uint32_t *order = tol_mem_alloc((r->n + 1) * sizeof *order), *other = tol_mem_alloc((r->n + 1) * sizeof *other);
    uint32_t most[3] = {0, 0, 0};
    if (!order || !other) {
        tol_mem_free(order);
        tol_mem_free(other);
        return NULL;
    }
    for (uint32_t i = 0; i < r->n; i++) {
        order[i] = i;
        for (int field = 0; field < 3; field++) {
            uint32_t value = field_of(&r->items[i], field);
            most[field] = value > most[field] ? value : most[field];
        }
    }
    for (int field = 0; field < 3; field++) {
        for (unsigned shift = 0; shift < 32 && most[field] >> shift; shift += DIGIT_BITS) {
            uint32_t *sorted = other;
            sort_digit(r->items, r->n, field, shift, order, sorted);
            other = order;
            order = sorted;
        }
    }
    tol_mem_free(other);
    return order;
}

/* ---- keys ---- */

/* The keys that most rows have, most first; keys that few have are left to their lists. */
static void find_frequent(segment_write *w)
{
    const uint32_t *counts = w->rows.counts;
    for (uint32_t k = 0; k < w->rows.dict->n_names; k++) {
        if (counts[k] * 64ULL < w->rows.n || counts[k] < 16) {
            continue;
        }
        size_t place = w->n_frequent;
        while (place > 0 && counts[w->frequent[place - 1]] < counts[k]) {
            if (place < TOL_FREQUENT_KEYS) {
                w->frequent[place] = w->frequent[place - 1];
            }
            place--;
        }
        if (place < TOL_FREQUENT_KEYS) {
            w->frequent[place] = k;
            w->n_frequent += w->n_frequent < TOL_FREQUENT_KEYS;
        }
    }
    for (size_t i = 0; i < w->n_frequent; i++) {
        w->bit_of[w->frequent[i]] = (unsigned char)(i + 1);
    }
}

static tol_status prepare_lists(segment_write *w, tol_error *err)
{
    size_t n_names = (size_t)w->rows.dict->n_names;
    w->bit_of = tol_mem_calloc(n_names + 1, 1);
    w->starts = tol_mem_calloc(n_names + 2, sizeof *w->starts);
    w->signatures = tol_mem_calloc(w->rows.n + 1, sizeof *w->signatures);
    if (!w->bit_of || !w->starts || !w->signatures) {
        return tol_fail_nomem(err);
    }
    find_frequent(w);
    size_t total = 0;
    for (size_t k = 0; k < n_names; k++) {
        w->starts[k + 1] = (uint32_t)total; /* moved up by one: filling moves it to its end */
        total += w->bit_of[k] ? 0 : w->rows.counts[k];
    }
    w->entries = total < UINT32_MAX ? tol_mem_alloc((total + 1) * sizeof *w->entries) : NULL;
    return w->entries ? TOL_OK : tol_fail_nomem(err);
}

/* Entries are visited in their order, so every list ascends. */
static void fill_lists(segment_write *w)
{
    for (uint32_t e = 0; e < w->rows.n; e++) {
        const tol_segment_row *row = &w->rows.items[w->order[e]];
        tol_bytes in = tol_bytes_of((tol_str){w->rows.keys.ptr + row->at, w->rows.keys.len - row->at});
        for (uint32_t i = 0; i < row->n; i++) {
            uint32_t key = (uint32_t)tol_get_varint(&in);
            if (w->bit_of[key]) {
                w->signatures[e] |= UINT64_C(1) << (w->bit_of[key] - 1);
            } else {
                w->entries[w->starts[key + 1]++] = e;
            }
        }
    }
}

/* ---- parts ---- */

static uint32_t size_of(uint32_t most)
{
    return most == 0 ? 0 : most <= UINT8_MAX ? 1 : most <= UINT16_MAX ? 2 : 4;
}

static void measure_entries(segment_write *w)
{
    uint32_t least = UINT32_MAX, most = 0;
    for (size_t i = 0; i < w->rows.n; i++) {
        uint32_t variant = w->rows.items[i].variant;
        least = variant < least ? variant : least;
        most = variant > most ? variant : most;
    }
    w->variant = least;
    w->variant_size = least == most ? 0 : size_of(most);
    w->pair_size = size_of((uint32_t)w->rows.n_pairs - 1);
}

static void put_fixed(tol_buf *buf, uint64_t value, uint32_t size)
{
    char bytes[8];
    for (uint32_t i = 0; i < size; i++) {
        bytes[i] = (char)(unsigned char)(value >> (8 * i));
    }
    tol_buf_append(buf, bytes, size);
}

static tol_status write_signatures(segment_write *w, tol_error *err)
{
    tol_status status = TOL_OK;
    tol_part_begin(&w->writer, w->id, TOL_PART_SIGNATURES);
    for (uint32_t e = 0; e < w->rows.n && !status; e++) {
        put_fixed(&w->writer.data, w->signatures[e], 8);
        status = tol_part_flush(&w->writer, false, err);
    }
    return status ? status : tol_part_flush(&w->writer, true, err);
}

static tol_status write_entries(segment_write *w, tol_error *err)
{
    tol_status status = TOL_OK;
    uint32_t size = TOL_ENTRY_BASE + w->variant_size + w->pair_size, a_block = TOL_ENTRY_BYTES / size;
    tol_part_begin(&w->writer, w->id, TOL_PART_ENTRIES);
    for (uint32_t e = 0; e < w->rows.n && !status; e++) {
        const tol_segment_row *row = &w->rows.items[w->order[e]];
        put_fixed(&w->writer.data, row->unit, 4);
        put_fixed(&w->writer.data, row->place, 2);
        put_fixed(&w->writer.data, row->variant, w->variant_size);
        put_fixed(&w->writer.data, row->pair, w->pair_size);
        if ((e + 1) % a_block == 0) {
            status = tol_part_flush(&w->writer, true, err); /* whole entries a block */
        }
    }
    return status ? status : tol_part_flush(&w->writer, true, err);
}

static tol_status write_chunks(segment_write *w, tol_error *err)
{
    tol_segment_chunk before = {w->rows.lo, 0, 0};
    tol_status status = TOL_OK;
    tol_segment_chunks_sort(&w->rows);
    tol_part_begin(&w->writer, w->id, TOL_PART_CHUNKS);
    for (size_t i = 0; i < w->rows.n_chunks && !status; i++) {
        const tol_segment_chunk *one = &w->rows.chunks[i];
        if (one->pair != before.pair) {
            before.first = w->rows.lo;
        }
        /* A chunk may begin before the segment. */
        int64_t first = one->first > w->rows.lo ? one->first : w->rows.lo;
        tol_put_varint(&w->writer.data, one->pair - before.pair);
        tol_put_varint(&w->writer.data, (uint64_t)(first - before.first));
        tol_put_signed(&w->writer.data, one->id - before.id);
        before = (tol_segment_chunk){first, one->id, one->pair};
        status = tol_part_flush(&w->writer, false, err);
    }
    return status ? status : tol_part_flush(&w->writer, true, err);
}

static void put_weights(const segment_write *w, tol_buf *head)
{
    tol_buf weights = TOL_BUF_INIT;
    size_t n_weights = 0;
    uint32_t before = 0;
    for (size_t i = 0; i < w->rows.n;) {
        size_t end = i;
        uint32_t weight = w->rows.items[w->order[i]].weight;
        while (end < w->rows.n && w->rows.items[w->order[end]].weight == weight) {
            end++;
        }
        tol_put_varint(&weights, weight - before);
        tol_put_varint(&weights, end - i);
        before = weight;
        n_weights++;
        i = end;
    }
    tol_put_varint(head, n_weights);
    tol_buf_add(head, tol_buf_str(&weights));
    head->failed = head->failed || weights.failed;
    tol_buf_release(&weights);
}

static void put_head(const segment_write *w, uint64_t list_bytes, tol_buf *head)
{
    tol_put_varint(head, w->rows.n_pairs);
    for (size_t i = 0; i < w->rows.n_pairs; i++) {
        tol_put_varint(head, (uint64_t)w->rows.pairs[i].lang);
        tol_put_varint(head, (uint64_t)w->rows.pairs[i].memory);
    }
    put_weights(w, head);
    tol_put_varint(head, w->n_frequent);
    for (size_t i = 0; i < w->n_frequent; i++) {
        tol_put_varint(head, w->frequent[i]);
    }
    tol_put_varint(head, w->variant);
    tol_put_varint(head, w->variant_size);
    tol_put_varint(head, w->pair_size);
    tol_put_varint(head, w->rows.n_chunks);
    tol_put_varint(head, list_bytes);
}

static tol_status write_head(segment_write *w, uint64_t list_bytes, tol_error *err)
{
    tol_buf head = TOL_BUF_INIT;
    sqlite3_stmt *stmt = NULL;
    put_head(w, list_bytes, &head);
    tol_status status = tol_db_statement(w->rows.store, TOL_SQL_SEGMENT_PUT, &stmt, err);
    if (!status && !tol_buf_ok(&head)) {
        status = tol_fail_nomem(err);
    }
    if (!status) {
        sqlite3_bind_int64(stmt, 1, w->id);
        tol_db_bind_blob(stmt, 2, tol_buf_str(&head));
        status = tol_db_run(w->rows.store, stmt, err);
    }
    tol_buf_release(&head);
    return status;
}

static tol_status add_segment(segment_write *w, tol_error *err)
{
    sqlite3_stmt *stmt = NULL;
    tol_status status = tol_db_statement(w->rows.store, TOL_SQL_SEGMENT_ADD, &stmt, err);
    if (status) {
        return status;
    }
    sqlite3_bind_int64(stmt, 1, w->rows.dict->id);
    sqlite3_bind_int64(stmt, 2, w->rows.lo);
    sqlite3_bind_int64(stmt, 3, w->rows.hi);
    sqlite3_bind_int64(stmt, 4, (int64_t)w->rows.n);
    status = tol_db_run(w->rows.store, stmt, err);
    w->id = sqlite3_last_insert_rowid(w->rows.store->db);
    return status;
}

static tol_status write_segment(segment_write *w, tol_error *err)
{
    uint64_t list_bytes = 0;
    w->order = sort_rows(&w->rows);
    if (!w->order) {
        return tol_fail_nomem(err);
    }
    tol_status status = prepare_lists(w, err);
    if (status) {
        return status;
    }
    fill_lists(w);
    measure_entries(w);
    status = add_segment(w, err);
    if (!status) {
        status = write_signatures(w, err);
    }
    if (!status) {
        status = write_entries(w, err);
    }
    if (!status) {
        status = write_chunks(w, err);
    }
    if (!status) {
        tol_lists lists = {w->starts, w->entries, (size_t)w->rows.dict->n_names};
        status = tol_lists_write(&w->writer, w->id, &lists, &list_bytes, err);
    }
    return status ? status : write_head(w, list_bytes, err);
}

tol_status tol_segment_build(tol_store *store, tol_dict *dict, int64_t lo, int64_t hi, tol_error *err)
{
    segment_write w = {.rows = {.store = store, .dict = dict, .lo = lo, .hi = hi, .keys = TOL_BUF_INIT},
                       .writer = {.store = store, .data = TOL_BUF_INIT}};
    tol_status status = tol_segment_rows_read(&w.rows, err);
    if (!status && w.rows.n) {
        status = write_segment(&w, err);
    }
    tol_mem_free(w.order);
    tol_mem_free(w.bit_of);
    tol_mem_free(w.starts);
    tol_mem_free(w.entries);
    tol_mem_free(w.signatures);
    tol_buf_release(&w.writer.data);
    tol_segment_rows_release(&w.rows);
    return status;
}
