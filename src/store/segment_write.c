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

struct tol_segment_draft {
    tol_segment_rows rows;
    int64_t dictionary;
    size_t n_names;
    bool has_failed; /* no memory */
    uint32_t *order; /* entry -> row */
    uint32_t *ends;  /* by name: where the next entry of its list goes, or FREQUENT and its bit */
    uint32_t frequent[TOL_FREQUENT_KEYS];
    size_t n_frequent;
    uint32_t *starts;  /* by name: where its list begins in `entries`; one more at the end */
    uint32_t *entries; /* the lists of all other keys, at most FREQUENT */
    uint64_t *signatures;
    uint32_t variant, variant_size, pair_size;
    int64_t id, patch;
    tol_part_writer writer;
};

#define FREQUENT (UINT32_MAX - TOL_FREQUENT_KEYS)
/* Rows that are fetched ahead, and their keys. */
#define ROWS_AHEAD 16
#define KEYS_AHEAD 8

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
static void find_frequent(tol_segment_draft *w)
{
    const tol_name_use *uses = w->rows.uses;
    for (uint32_t k = 0; k < w->n_names; k++) {
        if (uses[k].n * 64ULL < w->rows.n || uses[k].n < 16) {
            continue;
        }
        size_t place = w->n_frequent;
        while (place > 0 && uses[w->frequent[place - 1]].n < uses[k].n) {
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
        w->ends[w->frequent[i]] = FREQUENT + (uint32_t)i;
    }
}

static bool prepare_lists(tol_segment_draft *w)
{
    w->ends = tol_mem_calloc(w->n_names + 1, sizeof *w->ends);
    w->starts = tol_mem_alloc((w->n_names + 1) * sizeof *w->starts);
    w->signatures = tol_mem_calloc(w->rows.n + 1, sizeof *w->signatures);
    if (!w->ends || !w->starts || !w->signatures) {
        return false;
    }
    find_frequent(w);
    size_t total = 0;
    for (size_t k = 0; k < w->n_names; k++) {
        w->starts[k] = (uint32_t)total;
        if (w->ends[k] < FREQUENT) {
            w->ends[k] = (uint32_t)total;
            total += w->rows.uses[k].n;
        }
    }
    w->starts[w->n_names] = (uint32_t)total;
    w->entries = total < FREQUENT ? tol_mem_alloc((total + 1) * sizeof *w->entries) : NULL;
    return w->entries != NULL;
}

/* The rows stand in another order than the entries: they are asked for before they are needed. */
static void fetch_row_ahead(const tol_segment_draft *w, size_t entry)
{
    if (entry + ROWS_AHEAD < w->rows.n) {
        __builtin_prefetch(&w->rows.items[w->order[entry + ROWS_AHEAD]]);
    }
}

static void fetch_ahead(const tol_segment_draft *w, size_t entry)
{
    fetch_row_ahead(w, entry);
    if (entry + ROWS_AHEAD < w->rows.n) {
        __builtin_prefetch(w->rows.keys.ptr + w->rows.items[w->order[entry + KEYS_AHEAD]].at);
    }
}

/* Entries are visited in their order, so every list ascends. */
static void fill_lists(tol_segment_draft *w)
{
    for (uint32_t e = 0; e < w->rows.n; e++) {
        fetch_ahead(w, e);
        const tol_segment_row *row = &w->rows.items[w->order[e]];
        tol_bytes in = tol_bytes_of((tol_str){w->rows.keys.ptr + row->at, w->rows.keys.len - row->at});
        uint64_t signature = 0;
        for (uint32_t i = 0; i < row->n; i++) {
            uint32_t *end = &w->ends[tol_get_varint(&in)];
            if (*end >= FREQUENT) {
                signature |= UINT64_C(1) << (*end - FREQUENT);
            } else {
                w->entries[(*end)++] = e;
            }
        }
        w->signatures[e] = signature;
    }
}

/* ---- parts ---- */

static uint32_t size_of(uint32_t most)
{
    return most == 0 ? 0 : most <= UINT8_MAX ? 1 : most <= UINT16_MAX ? 2 : 4;
}

static void measure_entries(tol_segment_draft *w)
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

static unsigned char *put_fixed(unsigned char *at, uint64_t value, uint32_t size)
{
    for (uint32_t i = 0; i < size; i++) {
        at[i] = (unsigned char)(value >> (8 * i));
    }
    return at + size;
}

static tol_status write_signatures(tol_segment_draft *w, tol_error *err)
{
    unsigned char block[TOL_SIGNATURE_BYTES];
    tol_status status = TOL_OK;
    tol_part_begin(&w->writer, w->id, TOL_PART_SIGNATURES);
    for (size_t e = 0; e < w->rows.n && !status;) {
        unsigned char *at = block;
        for (; e < w->rows.n && at < block + sizeof block; e++) {
            at = put_fixed(at, w->signatures[e], 8);
        }
        tol_buf_append(&w->writer.data, block, (size_t)(at - block));
        status = tol_part_flush(&w->writer, true, err);
    }
    return status;
}

/* Whole entries a block. */
static tol_status write_entries(tol_segment_draft *w, tol_error *err)
{
    unsigned char block[TOL_ENTRY_BYTES];
    tol_status status = TOL_OK;
    uint32_t size = TOL_ENTRY_BASE + w->variant_size + w->pair_size;
    tol_part_begin(&w->writer, w->id, TOL_PART_ENTRIES);
    for (size_t e = 0; e < w->rows.n && !status;) {
        unsigned char *at = block;
        for (; e < w->rows.n && at + size <= block + sizeof block; e++) {
            fetch_row_ahead(w, e);
            const tol_segment_row *row = &w->rows.items[w->order[e]];
            at = put_fixed(at, row->unit, 4);
            at = put_fixed(at, row->place, 2);
            at = put_fixed(at, row->variant, w->variant_size);
            at = put_fixed(at, row->pair, w->pair_size);
        }
        tol_buf_append(&w->writer.data, block, (size_t)(at - block));
        status = tol_part_flush(&w->writer, true, err);
    }
    return status;
}

static tol_status write_chunks(tol_segment_draft *w, tol_error *err)
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

static void put_weights(const tol_segment_draft *w, tol_buf *head)
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

static void put_head(const tol_segment_draft *w, uint64_t list_bytes, tol_buf *head)
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

static tol_status write_head(tol_segment_draft *w, uint64_t list_bytes, tol_error *err)
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

static tol_status add_segment(tol_segment_draft *w, tol_error *err)
{
    sqlite3_stmt *stmt = NULL;
    tol_status status = tol_db_statement(w->rows.store, TOL_SQL_SEGMENT_ADD, &stmt, err);
    if (status) {
        return status;
    }
    sqlite3_bind_int64(stmt, 1, w->dictionary);
    sqlite3_bind_int64(stmt, 2, w->rows.lo);
    sqlite3_bind_int64(stmt, 3, w->rows.hi);
    sqlite3_bind_int64(stmt, 4, (int64_t)w->rows.n);
    sqlite3_bind_int64(stmt, 5, w->patch);
    status = tol_db_run(w->rows.store, stmt, err);
    w->id = sqlite3_last_insert_rowid(w->rows.store->db);
    return status;
}

void tol_segment_draft_free(tol_segment_draft *w)
{
    if (w) {
        tol_mem_free(w->order);
        tol_mem_free(w->ends);
        tol_mem_free(w->starts);
        tol_mem_free(w->entries);
        tol_mem_free(w->signatures);
        tol_buf_release(&w->writer.data);
        tol_segment_rows_release(&w->rows);
        tol_mem_free(w);
    }
}

static tol_segment_draft *draft_new(tol_store *store, tol_dict *dict)
{
    tol_segment_draft *w = tol_mem_calloc(1, sizeof *w);
    if (w) {
        w->dictionary = dict->id;
        w->n_names = (size_t)dict->n_names;
        w->rows = (tol_segment_rows){.store = store, .dict = dict, .keys = TOL_BUF_INIT};
        w->writer = (tol_part_writer){.store = store, .data = TOL_BUF_INIT};
    }
    return w;
}

/* Hand over a draft whose rows were read, or drop it. */
static void finish_reading(tol_segment_draft *w, bool is_wanted, tol_segment_draft **out)
{
    w->rows.dict = NULL;
    *out = is_wanted ? w : NULL;
    if (!is_wanted) {
        tol_segment_draft_free(w);
    }
}

tol_status tol_segment_read(tol_store *store, tol_dict *dict, int64_t lo, int64_t hi, tol_segment_draft **out,
                            tol_error *err)
{
    tol_segment_draft *w = *out = draft_new(store, dict);
    if (!w) {
        return tol_fail_nomem(err);
    }
    w->rows.lo = lo;
    w->rows.hi = hi;
    tol_status status = tol_segment_rows_read(&w->rows, err);
    finish_reading(w, status == TOL_OK, out);
    return status;
}

tol_status tol_segment_read_patch(tol_store *store, tol_dict *dict, const tol_changed_unit *units, size_t n,
                                  int64_t patch, tol_segment_draft **out, tol_error *err)
{
    bool fits = false;
    tol_segment_draft *w = *out = draft_new(store, dict);
    if (!w) {
        return tol_fail_nomem(err);
    }
    w->patch = patch;
    w->rows.lo = units[0].unit;
    w->rows.hi = units[n - 1].unit;
    tol_status status = tol_patch_rows_read(&w->rows, units, n, store->segment_memory, &fits, err);
    finish_reading(w, status == TOL_OK && fits, out);
    return status;
}

size_t tol_segment_rows_of(const tol_segment_draft *w)
{
    return w->rows.n;
}

void tol_segment_compute(tol_segment_draft *w)
{
    if (w->rows.n == 0) {
        return;
    }
    w->order = sort_rows(&w->rows);
    w->has_failed = !w->order || !prepare_lists(w);
    if (!w->has_failed) {
        fill_lists(w);
        measure_entries(w);
    }
    tol_segment_rows_forget_keys(&w->rows);
    tol_mem_free(w->ends);
    w->ends = NULL;
}

tol_status tol_segment_write(tol_segment_draft *w, tol_error *err)
{
    uint64_t list_bytes = 0;
    if (w->has_failed || w->rows.n == 0) {
        return w->has_failed ? tol_fail_nomem(err) : TOL_OK;
    }
    tol_status status = add_segment(w, err);
    if (!status) {
        status = write_signatures(w, err);
        tol_mem_free(w->signatures);
        w->signatures = NULL;
    }
    if (!status) {
        status = write_entries(w, err);
    }
    if (!status) {
        status = write_chunks(w, err);
    }
    if (!status) {
        tol_lists lists = {w->starts, w->entries, w->n_names};
        status = tol_lists_write(&w->writer, w->id, &lists, &list_bytes, err);
    }
    return status ? status : write_head(w, list_bytes, err);
}
