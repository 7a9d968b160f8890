/*
 * For each segment of the index: a set of entries as bits, narrowed by one key set after the other. Keys with postings
 * give bits from their lists; of the frequent ones the signatures tell. The entries that are left are brought into the
 * order of the token rows, and those are read, each chunk once. What no segment covers is handed over row by row.
 */
#include "match/key_rows.h"

#include <string.h>

#include "base/fail.h"
#include "base/mem.h"
#include "store/index_format.h"
#include "store/index_read.h"
#include "store/row_fetch.h"
#include "text/analysis_lang.h"

/* A choice among more keys than this is not worth its lists. */
#define KEYS_MAX 20000

struct tol_key_rows {
    tol_store *store;
    tol_str analysis_lang, lang;
    tol_index index;
    bool is_loaded;
    uint64_t *left, *some; /* a bit for each entry of the segment at hand: what is left, what a set has */
    size_t left_cap, some_cap;
    uint32_t *list; /* the entries of the key at hand */
    size_t list_cap;
    tol_row_place *places;
    size_t n_places, places_cap;
};

/* What a call asks. */
typedef struct key_question {
    tol_key_rows *rows;
    const tol_key_set *sets;
    size_t n_sets;
    const int64_t *memories;
    size_t n_memories;
    tol_key_rows_fn *each;
    void *user;
} key_question;

tol_status tol_key_rows_new(tol_store *store, tol_str analysis_lang, tol_str lang, tol_key_rows **out, tol_error *err)
{
    *out = tol_mem_calloc(1, sizeof **out);
    if (!*out) {
        return tol_fail_nomem(err);
    }
    (*out)->store = store;
    (*out)->analysis_lang = analysis_lang;
    (*out)->lang = lang;
    return TOL_OK;
}

void tol_key_rows_free(tol_key_rows *rows)
{
    if (rows) {
        tol_index_release(&rows->index);
        tol_mem_free(rows->left);
        tol_mem_free(rows->some);
        tol_mem_free(rows->list);
        tol_mem_free(rows->places);
        tol_mem_free(rows);
    }
}

tol_status tol_key_rows_refresh(tol_key_rows *rows, bool *is_changed, bool *same_tokens, tol_error *err)
{
    *is_changed = true;
    *same_tokens = false;
    if (rows->is_loaded) {
        return tol_index_refresh(&rows->index, rows->analysis_lang, rows->lang, is_changed, same_tokens, err);
    }
    tol_status status = tol_index_load(rows->store, rows->analysis_lang, rows->lang, &rows->index, err);
    rows->is_loaded = status == TOL_OK;
    return status;
}

static bool is_chosen(const key_question *q, int64_t lang, int64_t memory)
{
    bool is_in = q->n_memories == 0;
    for (size_t i = 0; i < q->n_memories && !is_in; i++) {
        is_in = q->memories[i] == memory;
    }
    return is_in && tol_index_serves(&q->rows->index, lang);
}

/* ---- one segment ---- */

static bool has_bit(const uint64_t *bits, uint32_t i)
{
    return bits[i / 64] >> (i % 64) & 1;
}

static size_t words_of(uint32_t n)
{
    return ((size_t)n + 63) / 64;
}

static tol_status reserve_bits(tol_key_rows *rows, uint32_t n, tol_error *err)
{
    uint64_t *left = tol_mem_grow(rows->left, &rows->left_cap, words_of(n) + 1, sizeof *left);
    rows->left = left ? left : rows->left;
    uint64_t *some = tol_mem_grow(rows->some, &rows->some_cap, words_of(n) + 1, sizeof *some);
    rows->some = some ? some : rows->some;
    if (!left || !some) {
        return tol_fail_nomem(err);
    }
    memset(left, 0xFF, words_of(n) * sizeof *left);
    if (n % 64) {
        left[n / 64] = (UINT64_C(1) << (n % 64)) - 1;
    }
    return TOL_OK;
}

static tol_status mark_list(tol_key_rows *rows, tol_segment *segment, uint32_t name, tol_error *err)
{
    tol_index_list list;
    size_t n = 0;
    tol_status status = tol_index_list_of(&rows->index, segment, name, &list, err);
    if (status != TOL_OK || list.n == 0) {
        return status;
    }
    uint32_t *entries = tol_mem_grow(rows->list, &rows->list_cap, list.n, sizeof *entries);
    if (!entries) {
        return tol_fail_nomem(err);
    }
    rows->list = entries;
    status = tol_index_list_read(&rows->index, segment, &list, 0, segment->n, entries, &n, err);
    for (size_t i = 0; i < n; i++) {
        rows->some[entries[i] / 64] |= UINT64_C(1) << (entries[i] % 64);
    }
    return status;
}

/* Mark the entries, of those that are left, that have one of some frequent keys. */
static tol_status mark_signatures(tol_key_rows *rows, tol_segment *segment, uint64_t mask, tol_error *err)
{
    tol_status status = TOL_OK;
    for (uint32_t from = 0; from < segment->n && status == TOL_OK; from += TOL_SIGNATURE_BLOCK) {
        const uint64_t *signatures = NULL;
        uint32_t n = segment->n - from < TOL_SIGNATURE_BLOCK ? segment->n - from : TOL_SIGNATURE_BLOCK;
        status = tol_index_signatures(&rows->index, segment, from / TOL_SIGNATURE_BLOCK, &signatures, err);
        for (uint32_t i = 0; i < n && status == TOL_OK; i++) {
            if (signatures[i] & mask && has_bit(rows->left, from + i)) {
                rows->some[(from + i) / 64] |= UINT64_C(1) << ((from + i) % 64);
            }
        }
    }
    return status;
}

static uint64_t frequent_keys(const tol_segment *segment, const tol_key_set *set)
{
    uint64_t mask = 0;
    for (size_t i = 0; i < set->n; i++) {
        int bit = tol_segment_bit(segment, set->names[i]);
        mask |= bit >= 0 ? UINT64_C(1) << bit : 0;
    }
    return mask;
}

/* Keep the entries that have a key of the set; *any: whether there are any left. */
static tol_status narrow(tol_key_rows *rows, tol_segment *segment, const tol_key_set *set, uint64_t mask, bool *any,
                         tol_error *err)
{
    tol_status status = TOL_OK;
    size_t n = words_of(segment->n);
    memset(rows->some, 0, n * sizeof *rows->some);
    for (size_t i = 0; i < set->n && status == TOL_OK; i++) {
        if (mask == 0 || tol_segment_bit(segment, set->names[i]) < 0) {
            status = mark_list(rows, segment, set->names[i], err);
        }
    }
    if (status == TOL_OK && mask) {
        status = mark_signatures(rows, segment, mask, err);
    }
    uint64_t all = 0;
    for (size_t i = 0; i < n; i++) {
        rows->left[i] &= rows->some[i];
        all |= rows->left[i];
    }
    *any = all != 0;
    return status;
}

/* Sets without frequent keys come first: they leave few entries, and their lists are short. */
static tol_status narrow_by_all(const key_question *q, tol_segment *segment, bool *any, tol_error *err)
{
    tol_status status = reserve_bits(q->rows, segment->n, err);
    *any = segment->n > 0;
    for (int round = 0; round < 2 && *any && status == TOL_OK; round++) {
        for (size_t i = 0; i < q->n_sets && *any && status == TOL_OK; i++) {
            uint64_t mask = q->sets[i].n > KEYS_MAX ? 0 : frequent_keys(segment, &q->sets[i]);
            if (q->sets[i].n <= KEYS_MAX && (mask != 0) == (round == 1)) {
                status = narrow(q->rows, segment, &q->sets[i], mask, any, err);
            }
        }
    }
    return status;
}

static tol_status add_place(const key_question *q, tol_segment *segment, uint32_t number, tol_error *err)
{
    tol_key_rows *rows = q->rows;
    tol_index_entry entry;
    tol_status status = tol_index_entry_at(&rows->index, segment, number, &entry, err);
    const tol_row_pair *pair = status == TOL_OK ? &segment->pairs[entry.pair] : NULL;
    if (!pair || !is_chosen(q, pair->lang, pair->memory) || !tol_index_counts(&rows->index, segment, entry.unit)) {
        return status;
    }
    tol_row_place *places = tol_mem_grow(rows->places, &rows->places_cap, rows->n_places + 1, sizeof *places);
    if (!places) {
        return tol_fail_nomem(err);
    }
    rows->places = places;
    places[rows->n_places++] = (tol_row_place){entry.unit, pair->lang, pair->memory, entry.variant};
    return TOL_OK;
}

static tol_status ask_segment(const key_question *q, tol_segment *segment, tol_error *err)
{
    tol_key_rows *rows = q->rows;
    bool any = false;
    tol_status status = narrow_by_all(q, segment, &any, err);
    rows->n_places = 0;
    for (uint32_t i = 0; i < segment->n && any && status == TOL_OK; i++) {
        if (rows->left[i / 64] == 0) {
            i |= 63;
        } else if (has_bit(rows->left, i)) {
            status = add_place(q, segment, i, err);
        }
    }
    if (status == TOL_OK && rows->n_places) {
        tol_row_places_sort(rows->places, rows->n_places);
        status = tol_rows_fetch(rows->store, rows->places, rows->n_places, q->each, q->user, err);
    }
    return status;
}

/* ---- the question ---- */

static tol_status hand_over_pending(const key_question *q, tol_error *err)
{
    const tol_index *index = &q->rows->index;
    tol_status status = TOL_OK;
    for (size_t i = 0; i < index->n_pending && status == TOL_OK; i++) {
        const tol_pending_row *one = &index->pending[i];
        if (is_chosen(q, one->lang, one->memory)) {
            status = q->each(q->user, &one->row, err);
        }
    }
    return status;
}

tol_status tol_key_rows_each(tol_key_rows *rows, const tol_key_set *sets, size_t n_sets, const int64_t *memories,
                             size_t n_memories, tol_key_rows_fn *each, void *user, tol_error *err)
{
    key_question q = {rows, sets, n_sets, memories, n_memories, each, user};
    tol_status status = TOL_OK;
    for (size_t i = 0; i < rows->index.n_segments && status == TOL_OK; i++) {
        status = ask_segment(&q, &rows->index.segments[i], err);
    }
    return status == TOL_OK ? hand_over_pending(&q, err) : status;
}

/* Every tag of the bank that the language analyses; tags that serve each other hand over the same rows. */
static tol_status scan_tags(tol_key_rows *rows, tol_arena *arena, const int64_t *memories, size_t n_memories,
                            tol_key_rows_fn *each, void *user, tol_error *err)
{
    tol_str *tags = NULL;
    size_t n = 0;
    tol_status status = tol_store_langs(rows->store, arena, &tags, &n, err);
    for (size_t i = 0; i < n && status == TOL_OK; i++) {
        char analysis[TOL_LANG_MAX];
        tol_lang_analysis(tags[i], analysis);
        if (tol_str_equal(tol_str_of(analysis), rows->analysis_lang)) {
            status = tol_token_rows_each(rows->store, tags[i], memories, n_memories, each, user, err);
        }
    }
    return status;
}

tol_status tol_key_rows_scan(tol_key_rows *rows, const int64_t *memories, size_t n_memories, tol_key_rows_fn *each,
                             void *user, tol_error *err)
{
    if (rows->lang.ptr) {
        return tol_token_rows_each(rows->store, rows->lang, memories, n_memories, each, user, err);
    }
    tol_arena arena = TOL_ARENA_INIT;
    tol_status status = scan_tags(rows, &arena, memories, n_memories, each, user, err);
    tol_arena_release(&arena);
    return status;
}
