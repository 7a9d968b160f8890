/*
 * Moves: what the edit script deletes here and inserts there.
 *
 * Tokens that the script leaves without a partner of their key are "free". Every longest stretch of free neighbours
 * with the same keys in both texts is a run; runs are taken off a heap, heaviest first. A run of which some tokens were
 * taken meanwhile goes back in its remaining pieces: they weigh less, so that what is taken is always the heaviest run
 * of what is left, as if one searched anew each time (which is what the test does).
 */
#include <stdlib.h>

#include "base/fail.h"
#include "base/mem.h"
#include "match/score.h"

#define PAIRS_MAX ((size_t)1 << 22)

typedef struct run {
    uint32_t query, source, n; /* first tokens, and how many */
    uint32_t weight;
} run;

typedef struct search {
    tol_id_row query, source;
    unsigned char *query_free, *source_free; /* a flag for each token */
    uint32_t *free_places;                   /* the match's free tokens */
    size_t n_free_places;
    run *heap;
    size_t n, cap;
    run *taken;
    size_t n_taken, taken_cap;
} search;

static bool comes_before(const run *a, const run *b)
{
    if (a->weight != b->weight) {
        return a->weight > b->weight;
    }
    return a->query != b->query ? a->query < b->query : a->source < b->source;
}

static void swap(run *a, run *b)
{
    run kept = *a;
    *a = *b;
    *b = kept;
}

static tol_status push(search *s, run one, tol_error *err)
{
    run *grown = tol_mem_grow(s->heap, &s->cap, s->n + 1, sizeof *grown);
    if (!grown) {
        return tol_fail_nomem(err);
    }
    s->heap = grown;
    size_t i = s->n++;
    s->heap[i] = one;
    for (; i > 0 && comes_before(&s->heap[i], &s->heap[(i - 1) / 2]); i = (i - 1) / 2) {
        swap(&s->heap[i], &s->heap[(i - 1) / 2]);
    }
    return TOL_OK;
}

static run pop(search *s)
{
    run first = s->heap[0];
    s->heap[0] = s->heap[--s->n];
    for (size_t i = 0;;) {
        size_t best = i;
        for (size_t child = 2 * i + 1; child <= 2 * i + 2 && child < s->n; child++) {
            best = comes_before(&s->heap[child], &s->heap[best]) ? child : best;
        }
        if (best == i) {
            return first;
        }
        swap(&s->heap[i], &s->heap[best]);
        i = best;
    }
}

static bool is_pair(const search *s, size_t i, size_t j)
{
    return s->query_free[i] && s->source_free[j] && s->query.items[i].key == s->source.items[j].key;
}

/* Put the run that begins with this pair on the heap, when it weighs enough; it is at most `n` long. */
static tol_status push_run(search *s, size_t i, size_t j, size_t n, tol_error *err)
{
    run one = {.query = (uint32_t)i, .source = (uint32_t)j};
    for (; one.n < n && i < s->query.n && j < s->source.n && is_pair(s, i, j); i++, j++) {
        one.weight += s->query.items[i].weight;
        one.n++;
    }
    return one.weight >= TOL_WEIGHT_WORD ? push(s, one, err) : TOL_OK;
}

/* Every pair that no pair stands before begins a run. */
static tol_status push_all_runs(search *s, tol_error *err)
{
    tol_status status = TOL_OK;
    for (size_t i = 0; i < s->query.n; i++) {
        for (size_t k = 0; s->query_free[i] && k < s->n_free_places && status == TOL_OK; k++) {
            size_t j = s->free_places[k];
            if (is_pair(s, i, j) && !(i > 0 && j > 0 && is_pair(s, i - 1, j - 1))) {
                status = push_run(s, i, j, SIZE_MAX, err);
            }
        }
    }
    return status;
}

/* For each key the free token that has it: its place + 1, or UINT32_MAX where there are several. Keys are below `n`. */
static void note_places(const tol_id_row *row, const unsigned char *is_free, uint32_t *places)
{
    for (uint32_t i = 0; i < row->n; i++) {
        uint32_t *place = &places[row->items[i].key];
        *place = !is_free[i] ? *place : *place ? UINT32_MAX : i + 1;
    }
}

/* Only runs around keys that are there once: linear, for texts of which a matrix would be too much. */
static tol_status push_runs_of_rare_keys(search *s, uint32_t n_keys, tol_error *err)
{
    uint32_t *query = tol_mem_calloc(n_keys, 2 * sizeof *query);
    if (!query) {
        return tol_fail_nomem(err);
    }
    uint32_t *source = query + n_keys;
    note_places(&s->query, s->query_free, query);
    note_places(&s->source, s->source_free, source);
    tol_status status = TOL_OK;
    size_t known_until = 0, diagonal = 0; /* the run found last: its end in the query, and source - query */
    for (size_t i = 0; i < s->query.n && status == TOL_OK; i++) {
        uint32_t key = s->query.items[i].key;
        if (!s->query_free[i] || query[key] == UINT32_MAX || source[key] == UINT32_MAX || source[key] == 0) {
            continue;
        }
        size_t first = i, j = source[key] - 1;
        if (i < known_until && j - i == diagonal) {
            continue;
        }
        for (; first > 0 && j > 0 && is_pair(s, first - 1, j - 1); first--, j--) {
        }
        diagonal = j - first;
        for (known_until = i; known_until < s->query.n && known_until + diagonal < s->source.n &&
                              is_pair(s, known_until, known_until + diagonal);
             known_until++) {
        }
        status = push_run(s, first, j, SIZE_MAX, err);
    }
    tol_mem_free(query);
    return status;
}

static tol_status take(search *s, const run *one, tol_error *err)
{
    run *grown = tol_mem_grow(s->taken, &s->taken_cap, s->n_taken + 1, sizeof *grown);
    if (!grown) {
        return tol_fail_nomem(err);
    }
    s->taken = grown;
    s->taken[s->n_taken++] = *one;
    for (uint32_t k = 0; k < one->n; k++) {
        s->query_free[one->query + k] = s->source_free[one->source + k] = 0;
    }
    return TOL_OK;
}

/* Take the run, or put back what is left of it. */
static tol_status settle(search *s, const run *one, tol_error *err)
{
    tol_status status = TOL_OK;
    uint32_t k = 0;
    while (k < one->n && is_pair(s, one->query + k, one->source + k)) {
        k++;
    }
    if (k == one->n) {
        return take(s, one, err);
    }
    for (k = 0; k < one->n && status == TOL_OK; k++) {
        bool begins = is_pair(s, one->query + k, one->source + k) &&
                      (k == 0 || !is_pair(s, one->query + k - 1, one->source + k - 1));
        status = begins ? push_run(s, one->query + k, one->source + k, one->n - k, err) : TOL_OK;
    }
    return status;
}

/* Mark the tokens without a partner; how many pairs they make. */
static size_t mark_free(search *s, const tol_edit *edits, size_t n_edits)
{
    size_t n_query = 0;
    for (size_t k = 0, i = 0, j = 0; k < n_edits; k++) {
        bool in_query = edits[k].kind != TOL_EDIT_INSERTED, in_source = edits[k].kind != TOL_EDIT_DELETED;
        bool is_free = edits[k].kind >= TOL_EDIT_REPLACED;
        if (in_query) {
            s->query_free[i++] = is_free;
            n_query += is_free;
        }
        if (in_source) {
            s->free_places[s->n_free_places] = (uint32_t)j;
            s->n_free_places += is_free;
            s->source_free[j++] = is_free;
        }
    }
    return n_query * s->n_free_places;
}

static int by_query(const void *left, const void *right)
{
    const run *a = left, *b = right;
    return (a->query > b->query) - (a->query < b->query);
}

static tol_status give(const search *s, const tol_tokens *query, const tol_tokens *source, tol_arena *arena,
                       tol_move **moves, size_t *n_moves, tol_error *err)
{
    if (s->n_taken == 0) {
        return TOL_OK;
    }
    *moves = tol_arena_alloc(arena, s->n_taken * sizeof **moves);
    if (!*moves) {
        return tol_fail_nomem(err);
    }
    qsort(s->taken, s->n_taken, sizeof *s->taken, by_query);
    for (size_t i = 0; i < s->n_taken; i++) {
        const run *r = &s->taken[i];
        (*moves)[i] = (tol_move){query->items[r->query].start, query->items[r->query + r->n - 1].end,
                                 source->items[r->source].start, source->items[r->source + r->n - 1].end};
    }
    *n_moves = s->n_taken;
    return TOL_OK;
}

/* The greatest key of either row, + 1. */
static uint32_t count_keys(const search *s)
{
    uint32_t n = 0;
    for (size_t i = 0; i < s->query.n; i++) {
        n = s->query.items[i].key >= n ? s->query.items[i].key + 1 : n;
    }
    for (size_t j = 0; j < s->source.n; j++) {
        n = s->source.items[j].key >= n ? s->source.items[j].key + 1 : n;
    }
    return n;
}

tol_status tol_moves_within(const tol_tokens *query, const tol_tokens *candidate, const tol_edit *edits, size_t n_edits,
                            size_t pairs_max, tol_arena *arena, tol_move **moves, size_t *n_moves, tol_error *err)
{
    tol_arena temp = TOL_ARENA_INIT;
    search s = {.n = 0};
    *moves = NULL;
    *n_moves = 0;
    s.query_free = tol_arena_alloc(&temp, query->n + candidate->n + 1);
    s.free_places = tol_arena_alloc(&temp, (candidate->n + 1) * sizeof *s.free_places);
    tol_status status = tol_arena_ok(&temp) ? TOL_OK : tol_fail_nomem(err);
    size_t n_pairs = 0;
    if (status == TOL_OK) {
        s.source_free = s.query_free + query->n;
        n_pairs = mark_free(&s, edits, n_edits);
    }
    if (status == TOL_OK && n_pairs > 0) {
        status = tol_number_tokens(query, candidate, &temp, &s.query, &s.source, err);
        if (status == TOL_OK) {
            status = n_pairs <= pairs_max ? push_all_runs(&s, err) : push_runs_of_rare_keys(&s, count_keys(&s), err);
        }
        while (status == TOL_OK && s.n > 0) {
            run one = pop(&s);
            status = settle(&s, &one, err);
        }
        status = status == TOL_OK ? give(&s, query, candidate, arena, moves, n_moves, err) : status;
    }
    tol_mem_free(s.heap);
    tol_mem_free(s.taken);
    tol_arena_release(&temp);
    return status;
}

tol_status tol_find_moves(const tol_tokens *query, const tol_tokens *candidate, const tol_edit *edits, size_t n_edits,
                          tol_arena *arena, tol_move **moves, size_t *n_moves, tol_error *err)
{
    tol_error_clear(err);
    return tol_moves_within(query, candidate, edits, n_edits, PAIRS_MAX, arena, moves, n_moves, err);
}
