/*
 * A segment is written from the rows of its units: they are ordered by weight, the most frequent keys become
 * signatures, all other keys lists.
 */
#include "store/segment_write.h"

#include <stdlib.h>
#include <string.h>

#include "base/fail.h"
#include "base/mem.h"
#include "store/bytes.h"
#include "store/index_format.h"

static int by_weight(const void *left, const void *right)
{
    const tol_segment_row *a = left, *b = right;
    if (a->weight != b->weight) {
        return a->weight < b->weight ? -1 : 1;
    }
    if (a->unit != b->unit) {
        return a->unit < b->unit ? -1 : 1;
    }
    return (a->variant > b->variant) - (a->variant < b->variant);
}

/* ---- frequent keys ---- */

/* Places in the lists of all keys: those of key k are from starts[k] to starts[k + 1]. */
static uint32_t *count_keys(const tol_segment_rows *b)
{
    uint32_t *starts = tol_mem_calloc(b->table->numbers.n + 1, sizeof *starts);
    for (size_t i = 0; starts && i < b->n_keys; i++) {
        starts[b->keys[i] + 1]++;
    }
    for (size_t k = 0; starts && k < b->table->numbers.n; k++) {
        starts[k + 1] += starts[k];
    }
    return starts;
}

/* The keys with the longest lists, longest first; keys that few entries have are left to their lists. */
static size_t find_frequent(const tol_segment_rows *b, const uint32_t *starts, uint32_t frequent[TOL_FREQUENT_KEYS])
{
    size_t n = 0;
    for (uint32_t k = 0; k < b->table->numbers.n; k++) {
        uint32_t count = starts[k + 1] - starts[k];
        if (count * 64ULL < b->n || count < 16) {
            continue;
        }
        size_t place = n < TOL_FREQUENT_KEYS ? n : TOL_FREQUENT_KEYS;
        while (place > 0 && starts[frequent[place - 1] + 1] - starts[frequent[place - 1]] < count) {
            if (place < TOL_FREQUENT_KEYS) {
                frequent[place] = frequent[place - 1];
            }
            place--;
        }
        if (place < TOL_FREQUENT_KEYS) {
            frequent[place] = k;
            n += n < TOL_FREQUENT_KEYS;
        }
    }
    return n;
}

/* ---- writing ---- */

static void put_head(const tol_segment_rows *b, const uint32_t *frequent, size_t n_frequent, tol_buf *head)
{
    tol_buf weights = TOL_BUF_INIT;
    size_t n_weights = 0;
    uint32_t before = 0;
    for (size_t i = 0; i < b->n;) {
        size_t end = i;
        while (end < b->n && b->items[end].weight == b->items[i].weight) {
            end++;
        }
        tol_put_varint(&weights, b->items[i].weight - before);
        tol_put_varint(&weights, end - i);
        before = b->items[i].weight;
        n_weights++;
        i = end;
    }
    tol_put_varint(head, n_weights);
    tol_buf_add(head, tol_buf_str(&weights));
    tol_put_varint(head, n_frequent);
    for (size_t i = 0; i < n_frequent; i++) {
        tol_str key = b->table->names[frequent[i]];
        tol_put_varint(head, key.len);
        tol_buf_add(head, key);
    }
    head->failed = head->failed || weights.failed;
    tol_buf_release(&weights);
}

static tol_status write_segment(tol_segment_rows *b, const tol_buf *head, int64_t *id, tol_error *err)
{
    sqlite3_stmt *stmt = NULL;
    tol_status status = tol_db_statement(b->store, TOL_SQL_SEGMENT_ADD, &stmt, err);
    if (status) {
        return status;
    }
    sqlite3_bind_int64(stmt, 1, b->dictionary);
    sqlite3_bind_int64(stmt, 2, b->lo);
    sqlite3_bind_int64(stmt, 3, b->hi);
    sqlite3_bind_int64(stmt, 4, (int64_t)b->n);
    tol_db_bind_blob(stmt, 5, tol_buf_str(head));
    status = tol_db_run(b->store, stmt, err);
    *id = sqlite3_last_insert_rowid(b->store->db);
    return status;
}

static uint64_t signature_of(const tol_segment_rows *b, const tol_segment_row *one, const unsigned char *bit_of)
{
    uint64_t word = 0;
    for (uint32_t i = 0; i < one->n; i++) {
        unsigned bit = bit_of[b->keys[one->at + i]];
        word |= bit ? UINT64_C(1) << (bit - 1) : 0;
    }
    return word;
}

static void put_word(tol_buf *buf, uint64_t word)
{
    char bytes[8];
    for (int i = 0; i < 8; i++) {
        bytes[i] = (char)(unsigned char)(word >> (8 * i));
    }
    tol_buf_append(buf, bytes, sizeof bytes);
}

static tol_status write_block(tol_segment_rows *b, int64_t segment, size_t from, const unsigned char *bit_of,
                              tol_buf *entries, tol_buf *signatures, tol_error *err)
{
    tol_buf_reset(entries);
    tol_buf_reset(signatures);
    for (size_t i = from; i < b->n && i < from + TOL_SEGMENT_BLOCK; i++) {
        const tol_segment_row *one = &b->items[i];
        tol_put_varint(entries, (uint64_t)(one->unit - b->lo));
        tol_put_varint(entries, (uint64_t)one->lang);
        tol_put_varint(entries, (uint64_t)one->memory);
        tol_put_varint(entries, one->variant);
        put_word(signatures, signature_of(b, one, bit_of));
    }
    sqlite3_stmt *stmt = NULL;
    tol_status status = tol_db_statement(b->store, TOL_SQL_SEGMENT_BLOCK_ADD, &stmt, err);
    if (status || !tol_buf_ok(entries) || !tol_buf_ok(signatures)) {
        return status ? status : tol_fail_nomem(err);
    }
    sqlite3_bind_int64(stmt, 1, (segment << TOL_SEGMENT_SHIFT) + (int64_t)(from / TOL_SEGMENT_BLOCK));
    tol_db_bind_blob(stmt, 2, tol_buf_str(entries));
    tol_db_bind_blob(stmt, 3, tol_buf_str(signatures));
    return tol_db_run(b->store, stmt, err);
}

static tol_status write_blocks(tol_segment_rows *b, int64_t segment, const unsigned char *bit_of, tol_error *err)
{
    tol_buf entries = TOL_BUF_INIT, signatures = TOL_BUF_INIT;
    tol_status status = TOL_OK;
    for (size_t i = 0; i < b->n && !status; i += TOL_SEGMENT_BLOCK) {
        status = write_block(b, segment, i, bit_of, &entries, &signatures, err);
    }
    tol_buf_release(&entries);
    tol_buf_release(&signatures);
    return status;
}

static tol_status write_list(tol_segment_rows *b, int64_t segment, tol_str key, const uint32_t *list, size_t n,
                             tol_buf *data, tol_error *err)
{
    sqlite3_stmt *stmt = NULL;
    tol_status status = tol_db_statement(b->store, TOL_SQL_POSTING_ADD, &stmt, err);
    for (size_t from = 0; from < n && !status; from += TOL_POSTING_BLOCK) {
        size_t end = from + TOL_POSTING_BLOCK < n ? from + TOL_POSTING_BLOCK : n;
        tol_buf_reset(data);
        for (size_t i = from + 1; i < end; i++) {
            tol_put_varint(data, list[i] - list[i - 1]);
        }
        if (!tol_buf_ok(data)) {
            return tol_fail_nomem(err);
        }
        sqlite3_bind_int64(stmt, 1, segment);
        tol_db_bind_text(stmt, 2, key);
        sqlite3_bind_int64(stmt, 3, list[from]);
        sqlite3_bind_int64(stmt, 4, (int64_t)(end - from));
        tol_db_bind_blob(stmt, 5, tol_buf_str(data));
        status = tol_db_run(b->store, stmt, err);
    }
    return status;
}

/* Lists in the order of their keys: SQLite then appends to its tree. */
typedef struct named_list {
    tol_str name;
    uint32_t key;
} named_list;

static int by_name(const void *left, const void *right)
{
    return tol_str_compare(((const named_list *)left)->name, ((const named_list *)right)->name);
}

static tol_status write_lists(tol_segment_rows *b, int64_t segment, const uint32_t *starts, const uint32_t *lists,
                              const unsigned char *bit_of, tol_error *err)
{
    size_t n_keys = b->table->numbers.n, n = 0;
    named_list *order = tol_mem_alloc(n_keys * sizeof *order);
    if (!order) {
        return tol_fail_nomem(err);
    }
    for (uint32_t k = 0; k < n_keys; k++) {
        if (starts[k] < starts[k + 1] && !bit_of[k]) {
            order[n++] = (named_list){b->table->names[k], k};
        }
    }
    qsort(order, n, sizeof *order, by_name);
    tol_buf data = TOL_BUF_INIT;
    tol_status status = TOL_OK;
    for (size_t i = 0; i < n && !status; i++) {
        uint32_t k = order[i].key;
        status = write_list(b, segment, order[i].name, lists + starts[k], starts[k + 1] - starts[k], &data, err);
    }
    tol_buf_release(&data);
    tol_mem_free(order);
    return status;
}

/* Entry numbers of every key, each list ascending: entries are visited in their order. */
static uint32_t *fill_lists(const tol_segment_rows *b, const uint32_t *starts)
{
    size_t n_keys = b->table->numbers.n;
    uint32_t *lists = tol_mem_alloc((b->n_keys + 1) * sizeof *lists),
             *next = tol_mem_alloc((n_keys + 1) * sizeof *next);
    if (lists && next) {
        memcpy(next, starts, n_keys * sizeof *next);
        for (uint32_t e = 0; e < b->n; e++) {
            for (uint32_t i = 0; i < b->items[e].n; i++) {
                lists[next[b->keys[b->items[e].at + i]]++] = e;
            }
        }
    } else {
        tol_mem_free(lists);
        lists = NULL;
    }
    tol_mem_free(next);
    return lists;
}

static tol_status write_parts(tol_segment_rows *b, const uint32_t *starts, const uint32_t *lists, unsigned char *bit_of,
                              tol_error *err)
{
    uint32_t frequent[TOL_FREQUENT_KEYS];
    size_t n_frequent = find_frequent(b, starts, frequent);
    for (size_t i = 0; i < n_frequent; i++) {
        bit_of[frequent[i]] = (unsigned char)(i + 1);
    }
    tol_buf head = TOL_BUF_INIT;
    int64_t segment = 0;
    put_head(b, frequent, n_frequent, &head);
    tol_status status = tol_buf_ok(&head) ? write_segment(b, &head, &segment, err) : tol_fail_nomem(err);
    if (!status) {
        status = write_blocks(b, segment, bit_of, err);
    }
    if (!status) {
        status = write_lists(b, segment, starts, lists, bit_of, err);
    }
    tol_buf_release(&head);
    return status;
}

tol_status tol_segment_build(tol_store *store, int64_t dictionary, int64_t lo, int64_t hi, const tol_key_table *table,
                             tol_error *err)
{
    tol_segment_rows b = {.store = store, .dictionary = dictionary, .lo = lo, .hi = hi, .table = table};
    tol_status status = tol_segment_rows_read(&b, err);
    if (!status && b.n > 0) {
        qsort(b.items, b.n, sizeof *b.items, by_weight);
        uint32_t *starts = count_keys(&b), *lists = starts ? fill_lists(&b, starts) : NULL;
        unsigned char *bit_of = tol_mem_calloc(table->numbers.n, 1);
        status = starts && lists && bit_of ? write_parts(&b, starts, lists, bit_of, err) : tol_fail_nomem(err);
        tol_mem_free(starts);
        tol_mem_free(lists);
        tol_mem_free(bit_of);
    }
    tol_segment_rows_release(&b);
    return status;
}
