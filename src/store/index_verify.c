/*
 * Verification does what a search relies on, for every row: it finds the row's entry, and looks for that entry in the
 * list of each of the row's keys. Lists may hold more (rows that went or changed), never less.
 */
#include "store/index_verify.h"

#include <stdlib.h>
#include <string.h>

#include "base/fail.h"
#include "base/mem.h"
#include "store/bytes.h"
#include "store/index_format.h"
#include "store/index_read.h"
#include "store/patch_rows.h"
#include "store/schema.h"

typedef struct check {
    tol_index index;
    tol_segment *segment;
    tol_segment_rows rows;
    tol_dict *dict;
    tol_changed_units changed;
    tol_changed_units asked; /* those of the changed ones that are read at the moment */
    int64_t patch;           /* the newest */
    uint32_t *numbers;       /* by row: its entry, or UINT32_MAX */
    uint32_t *wanted;        /* rows by name: from starts[name] to starts[name + 1] */
    size_t *starts;
    uint64_t *bits; /* entries of the key at hand */
    uint32_t *list;
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

static int64_t unit_of(const check *c, size_t row)
{
    return c->rows.lo + c->rows.items[row].unit;
}

/* Number the rows by the segment's entries; entries without a row are passed over. */
static tol_status number_rows(check *c, tol_error *err)
{
    memset(c->numbers, 0xFF, c->rows.n * sizeof *c->numbers);
    if (c->rows.n) {
        qsort(c->rows.items, c->rows.n, sizeof *c->rows.items, by_place);
    }
    for (uint32_t e = 0; e < c->segment->n; e++) {
        tol_index_entry entry;
        tol_status status = tol_index_entry_at(&c->index, c->segment, e, &entry, err);
        if (status) {
            return status;
        }
        tol_segment_row wanted = {.unit = (uint32_t)(entry.unit - c->rows.lo), .variant = entry.variant};
        const tol_segment_row *row =
            c->rows.n ? bsearch(&wanted, c->rows.items, c->rows.n, sizeof wanted, by_place) : NULL;
        const tol_row_pair *pair = row ? &c->rows.pairs[row->pair] : NULL, *its = &c->segment->pairs[entry.pair];
        if (row && pair->lang == its->lang && pair->memory == its->memory &&
            row->weight == tol_segment_weight(c->segment, e)) {
            c->numbers[row - c->rows.items] = e;
        }
    }
    return TOL_OK;
}

/* Every row has an entry that leads to it, where the segment speaks for the unit. */
static tol_status check_entries(check *c, tol_error *err)
{
    tol_status status = TOL_OK;
    for (size_t i = 0; i < c->rows.n && !status; i++) {
        tol_index_entry entry;
        tol_token_row row;
        bool found = false;
        if (!tol_index_counts(&c->index, c->segment, unit_of(c, i))) {
            continue;
        }
        if (c->numbers[i] != UINT32_MAX) {
            status = tol_index_entry_at(&c->index, c->segment, c->numbers[i], &entry, err);
            if (!status) {
                status = tol_index_row(&c->index, c->segment, &entry, &row, &found, err);
            }
        }
        if (!status && !found) {
            c->fault(c->user, unit_of(c, i), "the index lacks a variant");
        }
    }
    return status;
}

static void mark(check *c, uint32_t entry)
{
    c->bits[entry / 64] |= UINT64_C(1) << (entry % 64);
}

static tol_status mark_frequent(check *c, unsigned bit, tol_error *err)
{
    for (uint32_t e = 0; e < c->segment->n; e++) {
        const uint64_t *words = NULL;
        tol_status status = tol_index_signatures(&c->index, c->segment, e / TOL_SIGNATURE_BLOCK, &words, err);
        if (status) {
            return status;
        }
        if (words[e % TOL_SIGNATURE_BLOCK] >> bit & 1) {
            mark(c, e);
        }
    }
    return TOL_OK;
}

static tol_status mark_key(check *c, uint32_t name, tol_error *err)
{
    int bit = tol_segment_bit(c->segment, name);
    if (bit >= 0) {
        return mark_frequent(c, (unsigned)bit, err);
    }
    tol_index_list list;
    size_t n = 0;
    tol_status status = tol_index_list_of(&c->index, c->segment, name, &list, err);
    if (!status) {
        status = tol_index_list_read(&c->index, c->segment, &list, 0, c->segment->n, c->list, &n, err);
    }
    for (size_t i = 0; i < n && !status; i++) {
        mark(c, c->list[i]);
    }
    return status;
}

static tol_status check_key(check *c, uint32_t name, tol_error *err)
{
    if (c->starts[name] == c->starts[name + 1]) {
        return TOL_OK;
    }
    memset(c->bits, 0, (c->segment->n / 64 + 1) * sizeof *c->bits);
    tol_status status = mark_key(c, name, err);
    for (size_t i = c->starts[name]; i < c->starts[name + 1] && !status; i++) {
        int64_t unit = unit_of(c, c->wanted[i]);
        uint32_t e = c->numbers[c->wanted[i]];
        if (e != UINT32_MAX && !(c->bits[e / 64] >> (e % 64) & 1) && tol_index_counts(&c->index, c->segment, unit)) {
            c->fault(c->user, unit, "the index lacks a key of a variant");
        }
    }
    return status;
}

/* Rows by key. */
static void list_keys(check *c)
{
    size_t n_names = (size_t)c->dict->n_names;
    for (size_t k = 0; k < n_names; k++) {
        c->starts[k + 1] = c->starts[k] + c->rows.uses[k].n;
    }
    for (size_t i = 0; i < c->rows.n; i++) {
        const tol_segment_row *row = &c->rows.items[i];
        tol_bytes in = tol_bytes_of((tol_str){c->rows.keys.ptr + row->at, c->rows.keys.len - row->at});
        for (uint32_t j = 0; j < row->n; j++) {
            c->wanted[c->starts[tol_get_varint(&in)]++] = (uint32_t)i;
        }
    }
    memmove(c->starts + 1, c->starts, n_names * sizeof *c->starts);
    c->starts[0] = 0;
}

static tol_status check_loaded(check *c, tol_error *err)
{
    size_t n_names = (size_t)c->dict->n_names;
    c->numbers = tol_mem_calloc(c->rows.n + 1, sizeof *c->numbers);
    c->wanted = tol_mem_calloc(c->rows.n_keys + 1, sizeof *c->wanted);
    c->starts = tol_mem_calloc(n_names + 2, sizeof *c->starts);
    c->bits = tol_mem_calloc(c->segment->n / 64 + 1, sizeof *c->bits);
    c->list = tol_mem_calloc((size_t)c->segment->n + 1, sizeof *c->list);
    if (!c->numbers || !c->wanted || !c->starts || !c->bits || !c->list) {
        return tol_fail_nomem(err);
    }
    tol_status status = number_rows(c, err);
    if (!status) {
        status = check_entries(c, err);
    }
    if (!status) {
        list_keys(c);
    }
    for (uint32_t name = 0; name < n_names && !status; name++) {
        status = check_key(c, name, err);
    }
    return status;
}

static bool is_in(const tol_segment *segment, const tol_changed_unit *unit)
{
    return segment->patch == unit->patch && segment->lo <= unit->unit && unit->unit <= segment->hi;
}

/* Ask for the changed units that a patch segment should have; with NULL, for those that are in a patch and no segment
 * should have. */
static tol_status choose_changed(check *c, const tol_segment *segment, tol_error *err)
{
    tol_changed_unit *room = tol_mem_grow(c->asked.items, &c->asked.cap, c->changed.n + 1, sizeof *room);
    if (!room) {
        return tol_fail_nomem(err);
    }
    c->asked.items = room;
    c->asked.n = 0;
    for (size_t i = 0; i < c->changed.n; i++) {
        const tol_changed_unit *unit = &c->changed.items[i];
        bool is_asked = segment ? is_in(segment, unit) : unit->patch != 0;
        for (size_t s = 0; s < c->index.n_segments && !segment && is_asked; s++) {
            is_asked = !is_in(&c->index.segments[s], unit);
        }
        if (is_asked) {
            room[c->asked.n++] = *unit;
        }
    }
    return TOL_OK;
}

static tol_status read_rows(check *c, tol_error *err)
{
    const tol_segment *segment = c->segment;
    bool fits = true;
    c->rows = (tol_segment_rows){.store = c->index.store, .dict = c->dict, .lo = segment->lo, .hi = segment->hi};
    if (!segment->patch) {
        return tol_segment_rows_read(&c->rows, err);
    }
    if (segment->patch != c->patch) {
        c->fault(c->user, segment->lo, "the index has a patch that is not the newest");
    }
    tol_status status = choose_changed(c, segment, err);
    return status ? status : tol_patch_rows_read(&c->rows, c->asked.items, c->asked.n, INT64_MAX, &fits, err);
}

static tol_status check_segment(check *c, tol_segment *segment, tol_error *err)
{
    c->segment = segment;
    tol_status status = read_rows(c, err);
    if (!status) {
        status = check_loaded(c, err);
    }
    tol_mem_free(c->numbers);
    tol_mem_free(c->wanted);
    tol_mem_free(c->starts);
    tol_mem_free(c->bits);
    tol_mem_free(c->list);
    tol_segment_rows_release(&c->rows);
    c->numbers = c->wanted = c->list = NULL;
    c->starts = NULL;
    c->bits = NULL;
    return status;
}

/* Units that are said to be in a patch must have no rows that no segment of this patch has. */
static tol_status check_unpatched(check *c, tol_error *err)
{
    tol_status status = choose_changed(c, NULL, err);
    for (size_t at = 0, end = 0; at < c->asked.n && !status; at = end) {
        const tol_changed_unit *units = c->asked.items + at;
        bool fits = true;
        while (end < c->asked.n && c->asked.items[end].unit - units->unit < UINT32_MAX) {
            end++;
        }
        tol_segment_rows rows = {
            .store = c->index.store, .dict = c->dict, .lo = units->unit, .hi = c->asked.items[end - 1].unit};
        status = tol_patch_rows_read(&rows, units, end - at, INT64_MAX, &fits, err);
        for (size_t i = 0; i < rows.n && !status; i++) {
            c->fault(c->user, rows.lo + rows.items[i].unit, "no patch of the index has a unit that changed");
        }
        tol_segment_rows_release(&rows);
    }
    return status;
}

/* Segments must follow one another without a gap that has rows. */
static tol_status check_gap(check *c, int64_t from, int64_t to, tol_error *err)
{
    tol_segment_rows gap = {.store = c->index.store, .dict = c->dict, .lo = from, .hi = to};
    tol_status status = from <= to ? tol_segment_rows_read(&gap, err) : TOL_OK;
    for (size_t i = 0; i < gap.n && !status; i++) {
        if (!tol_index_stale(&c->index, from + gap.items[i].unit)) {
            c->fault(c->user, from + gap.items[i].unit, "no index segment covers a unit");
        }
    }
    tol_segment_rows_release(&gap);
    return status;
}

static tol_status check_gaps(check *c, tol_error *err)
{
    int64_t from = 0;
    tol_status status = TOL_OK;
    for (size_t i = 0; i < c->index.n_segments && !status; i++) {
        if (!c->index.segments[i].patch) {
            status = check_gap(c, from, c->index.segments[i].lo - 1, err);
            from = c->index.segments[i].hi + 1;
        }
    }
    return status ? status : check_gap(c, from, c->index.indexed_to, err);
}

static tol_status check_dictionary(check *c, tol_str lang, tol_error *err)
{
    tol_dict dict;
    tol_store *store = c->index.store;
    tol_status status = tol_index_load(store, lang, lang, &c->index, err);
    if (status) {
        return status;
    }
    status = tol_dict_open_id(store, c->index.dictionary, &dict, err);
    c->dict = &dict; /* cppcheck-suppress autoVariables ; taken back below */
    if (!status) {
        status = check_gaps(c, err);
    }
    if (!status) {
        status = check_unpatched(c, err);
    }
    for (size_t i = 0; i < c->index.n_segments && !status; i++) {
        status = check_segment(c, &c->index.segments[i], err);
    }
    c->dict = NULL;
    tol_index_release(&c->index);
    tol_dict_release(&dict);
    return status;
}

/* All changed units that do not wait are in the newest patch. */
static tol_status check_changed(check *c, tol_error *err)
{
    tol_status status = tol_setting_get(c->index.store, "patch", &c->patch, err);
    if (!status) {
        status = tol_changed_units_read(c->index.store, &c->changed, err);
    }
    for (size_t i = 0; i < c->changed.n && !status; i++) {
        if (c->changed.items[i].patch && c->changed.items[i].patch != c->patch) {
            c->fault(c->user, c->changed.items[i].unit, "a unit names a patch of the index that is not the newest");
        }
    }
    return status;
}

tol_status tol_index_verify(tol_store *store, void (*fault)(void *user, int64_t unit, const char *what), void *user,
                            tol_error *err)
{
    check c = {.index = {.store = store}, .fault = fault, .user = user};
    sqlite3_stmt *stmt = NULL;
    tol_arena arena = TOL_ARENA_INIT;
    bool has_row = true;
    tol_status status = check_changed(&c, err);
    if (!status) {
        status = tol_db_prepare(store, TOL_SQL_DICTIONARY_ALL, &stmt, err);
    }
    while (!status && !(status = tol_db_step(store, stmt, &has_row, err)) && has_row) {
        tol_str lang = TOL_STR_NULL;
        status = tol_db_text(store, stmt, 1, &arena, &lang, err);
        if (!status) {
            status = check_dictionary(&c, lang, err);
        }
    }
    sqlite3_finalize(stmt);
    tol_changed_units_release(&c.changed);
    tol_changed_units_release(&c.asked);
    tol_arena_release(&arena);
    return status;
}
