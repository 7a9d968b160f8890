/*
 * Verification does what a search relies on, for every row: it finds the row's entry, and looks for that entry in the
 * list of each of the row's keys. Lists may hold more (rows that went or changed), never less.
 */
#include "store/index_verify.h"

#include <stdlib.h>
#include <string.h>

#include "base/fail.h"
#include "base/mem.h"
#include "store/index_format.h"
#include "store/index_read.h"
#include "store/segment_rows.h"

typedef struct check {
    tol_index index;
    tol_segment *segment;
    tol_segment_rows rows;
    const tol_key_table *table;
    uint32_t *numbers; /* by row: its entry, or UINT32_MAX */
    uint32_t *wanted;  /* rows by key: from starts[key] to starts[key + 1] */
    size_t *starts;
    uint64_t *bits; /* entries of the key at hand */
    void (*fault)(void *user, int64_t unit, const char *what);
    void *user;
} check;

static int by_place(const void *left, const void *right)
{
    const tol_segment_row *a = left, *b = right;
    if (a->unit != b->unit) {
        return a->unit < b->unit ? -1 : 1;
    }
    return (a->variant > b->variant) - (a->variant < b->variant);
}

/* Number the rows by the segment's entries; entries without a row are passed over. */
static tol_status number_rows(check *c, tol_error *err)
{
    memset(c->numbers, 0xFF, c->rows.n * sizeof *c->numbers);
    qsort(c->rows.items, c->rows.n, sizeof *c->rows.items, by_place);
    for (uint32_t e = 0; e < c->segment->n; e++) {
        const tol_index_entry *entry = NULL;
        tol_status status = tol_index_entry_at(&c->index, c->segment, e, &entry, err);
        if (status) {
            return status;
        }
        tol_segment_row wanted = {.unit = entry->unit, .variant = entry->variant};
        const tol_segment_row *row =
            c->rows.n ? bsearch(&wanted, c->rows.items, c->rows.n, sizeof wanted, by_place) : NULL;
        if (row && row->lang == entry->lang && row->memory == entry->memory &&
            row->weight == tol_segment_weight(c->segment, e)) {
            c->numbers[row - c->rows.items] = e;
        }
    }
    return TOL_OK;
}

/* Units that wait to be indexed anew are searched row by row. */
static void check_entries(check *c)
{
    for (size_t i = 0; i < c->rows.n; i++) {
        if (c->numbers[i] == UINT32_MAX && !tol_index_is_stale(&c->index, c->rows.items[i].unit)) {
            c->fault(c->user, c->rows.items[i].unit, "the index lacks a variant");
        }
    }
}

static void mark(void *user, const uint32_t *entries, size_t n)
{
    check *c = user;
    for (size_t i = 0; i < n; i++) {
        c->bits[entries[i] / 64] |= UINT64_C(1) << (entries[i] % 64);
    }
}

static tol_status mark_key(check *c, tol_str key, tol_error *err)
{
    int bit = tol_segment_bit(c->segment, key);
    if (bit < 0) {
        return tol_index_postings(&c->index, c->segment, key, 0, c->segment->n, mark, c, err);
    }
    for (uint32_t e = 0; e < c->segment->n; e++) {
        const uint64_t *words = NULL;
        tol_status status = tol_index_signatures(&c->index, c->segment, e / TOL_SEGMENT_BLOCK, &words, err);
        if (status) {
            return status;
        }
        if (words[e % TOL_SEGMENT_BLOCK] >> bit & 1) {
            mark(c, &e, 1);
        }
    }
    return TOL_OK;
}

static tol_status check_key(check *c, uint32_t key, tol_error *err)
{
    if (c->starts[key] == c->starts[key + 1]) {
        return TOL_OK;
    }
    memset(c->bits, 0, (c->segment->n / 64 + 1) * sizeof *c->bits);
    tol_status status = mark_key(c, c->table->names[key], err);
    for (size_t i = c->starts[key]; i < c->starts[key + 1] && !status; i++) {
        const tol_segment_row *row = &c->rows.items[c->wanted[i]];
        uint32_t e = c->numbers[c->wanted[i]];
        if (e != UINT32_MAX && !(c->bits[e / 64] >> (e % 64) & 1) && !tol_index_is_stale(&c->index, row->unit)) {
            c->fault(c->user, row->unit, "the index lacks a key of a variant");
        }
    }
    return status;
}

/* Rows by key. */
static void list_keys(check *c)
{
    size_t n_keys = c->table->numbers.n;
    for (size_t i = 0; i < c->rows.n_keys; i++) {
        c->starts[c->rows.keys[i] + 1]++;
    }
    for (size_t k = 0; k < n_keys; k++) {
        c->starts[k + 1] += c->starts[k];
    }
    for (size_t i = 0; i < c->rows.n; i++) {
        for (uint32_t j = 0; j < c->rows.items[i].n; j++) {
            c->wanted[c->starts[c->rows.keys[c->rows.items[i].at + j]]++] = (uint32_t)i;
        }
    }
    memmove(c->starts + 1, c->starts, n_keys * sizeof *c->starts);
    c->starts[0] = 0;
}

static tol_status check_loaded(check *c, tol_error *err)
{
    size_t n_keys = c->table->numbers.n;
    c->numbers = tol_mem_calloc(c->rows.n + 1, sizeof *c->numbers);
    c->wanted = tol_mem_calloc(c->rows.n_keys + 1, sizeof *c->wanted);
    c->starts = tol_mem_calloc(n_keys + 2, sizeof *c->starts);
    c->bits = tol_mem_calloc(c->segment->n / 64 + 1, sizeof *c->bits);
    if (!c->numbers || !c->wanted || !c->starts || !c->bits) {
        return tol_fail_nomem(err);
    }
    tol_status status = number_rows(c, err);
    if (!status) {
        check_entries(c);
        list_keys(c);
    }
    for (uint32_t key = 0; key < n_keys && !status; key++) {
        status = check_key(c, key, err);
    }
    return status;
}

static tol_status check_segment(check *c, tol_segment *segment, tol_error *err)
{
    c->segment = segment;
    c->rows = (tol_segment_rows){.store = c->index.store,
                                 .dictionary = c->index.dictionary,
                                 .lo = segment->lo,
                                 .hi = segment->hi,
                                 .table = c->table};
    tol_status status = tol_segment_rows_read(&c->rows, err);
    if (!status) {
        status = check_loaded(c, err);
    }
    tol_mem_free(c->numbers);
    tol_mem_free(c->wanted);
    tol_mem_free(c->starts);
    tol_mem_free(c->bits);
    tol_segment_rows_release(&c->rows);
    c->numbers = c->wanted = NULL;
    c->starts = NULL;
    c->bits = NULL;
    return status;
}

/* Segments must follow one another without a gap that has rows. */
static tol_status check_gaps(check *c, tol_error *err)
{
    int64_t from = INT64_MIN;
    tol_status status = TOL_OK;
    for (size_t i = 0; i <= c->index.n_segments && !status; i++) {
        int64_t to = i < c->index.n_segments ? c->index.segments[i].lo - 1 : c->index.indexed_to;
        tol_segment_rows gap = {
            .store = c->index.store, .dictionary = c->index.dictionary, .lo = from, .hi = to, .table = c->table};
        status = from <= to ? tol_segment_rows_read(&gap, err) : TOL_OK;
        for (size_t j = 0; j < gap.n && !status; j++) {
            if (!tol_index_is_stale(&c->index, gap.items[j].unit)) {
                c->fault(c->user, gap.items[j].unit, "no index segment covers a unit");
            }
        }
        tol_segment_rows_release(&gap);
        from = i < c->index.n_segments ? c->index.segments[i].hi + 1 : from;
    }
    return status;
}

static tol_status check_dictionary(check *c, tol_str lang, int64_t n_tokens, tol_error *err)
{
    tol_key_table table = {.numbers = TOL_MAP_INIT};
    tol_store *store = c->index.store;
    tol_status status = tol_index_load(store, lang, lang, &c->index, err);
    if (!status) {
        status = tol_key_table_load(store, c->index.dictionary, n_tokens, &table, err);
    }
    c->table = &table; /* cppcheck-suppress autoVariables ; taken back below */
    if (!status) {
        status = check_gaps(c, err);
    }
    for (size_t i = 0; i < c->index.n_segments && !status; i++) {
        status = check_segment(c, &c->index.segments[i], err);
    }
    c->table = NULL;
    tol_index_release(&c->index);
    tol_key_table_release(&table);
    return status;
}

tol_status tol_index_verify(tol_store *store, void (*fault)(void *user, int64_t unit, const char *what), void *user,
                            tol_error *err)
{
    check c = {.index = {.store = store}, .fault = fault, .user = user};
    sqlite3_stmt *stmt = NULL;
    tol_arena arena = TOL_ARENA_INIT;
    bool has_row = true;
    tol_status status = tol_db_prepare(store, TOL_SQL_DICTIONARY_ALL, &stmt, err);
    while (!status && !(status = tol_db_step(store, stmt, &has_row, err)) && has_row) {
        tol_str lang = TOL_STR_NULL;
        status = tol_db_text(store, stmt, 1, &arena, &lang, err);
        if (!status) {
            status = check_dictionary(&c, lang, sqlite3_column_int64(stmt, 2), err);
        }
    }
    sqlite3_finalize(stmt);
    tol_arena_release(&arena);
    return status;
}
