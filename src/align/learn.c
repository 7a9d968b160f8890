/* Links that beads teach: types that stand in the same beads much more often than by chance. */
#include <math.h>
#include <stdlib.h>

#include "align/links.h"
#include "base/fail.h"
#include "base/mem.h"

/* A pair must be seen together so often, and be so much surer than chance (log likelihood ratio, Dunning 1993). */
#define SEEN_LEAST  2
#define RATIO_LEAST 10.0
/* Long beads teach little: each of their words could belong to any other. */
#define TYPES_MOST 60

typedef struct counts {
    uint64_t *pairs; /* source type << 32 | target type, once for each bead that has both */
    size_t n, cap;
    uint32_t *sources, *targets; /* beads that have each type */
    size_t n_beads;
    uint32_t *left, *right; /* types of the bead at hand */
    size_t left_cap, right_cap;
} counts;

static int by_value(const void *a, const void *b)
{
    uint64_t left = *(const uint64_t *)a, right = *(const uint64_t *)b;
    return left < right ? -1 : left > right;
}

static int by_number(const void *a, const void *b)
{
    uint32_t left = *(const uint32_t *)a, right = *(const uint32_t *)b;
    return left < right ? -1 : left > right;
}

/* The types of a run of segments, each once; types that occur in one segment only teach nothing. */
static bool types_of(const tol_align_side *side, size_t from, size_t n, uint32_t **types, size_t *cap, size_t *n_types)
{
    uint32_t first = side->firsts[from], end = side->firsts[from + n];
    uint32_t *all = tol_mem_grow(*types, cap, end - first + 1, sizeof *all);
    size_t count = 0, n_all = 0;
    if (!all) {
        return false;
    }
    *types = all;
    for (uint32_t k = first; k < end; k++) {
        if (side->items[side->types[k]].n >= SEEN_LEAST) {
            all[n_all++] = side->types[k];
        }
    }
    if (n_all) {
        qsort(all, n_all, sizeof *all, by_number);
    }
    for (size_t k = 0; k < n_all; k++) {
        if (k == 0 || all[k] != all[k - 1]) {
            all[count++] = all[k];
        }
    }
    *n_types = count;
    return true;
}

static bool count_bead(counts *c, const tol_align_side *source, const tol_align_side *target, const tol_bead *bead)
{
    size_t n_left = 0, n_right = 0;
    if (!types_of(source, bead->source, bead->n_source, &c->left, &c->left_cap, &n_left) ||
        !types_of(target, bead->target, bead->n_target, &c->right, &c->right_cap, &n_right)) {
        return false;
    }
    if (n_left > TYPES_MOST || n_right > TYPES_MOST) {
        return true;
    }
    uint64_t *pairs = tol_mem_grow(c->pairs, &c->cap, c->n + n_left * n_right + 1, sizeof *pairs);
    if (!pairs) {
        return false;
    }
    c->pairs = pairs;
    for (size_t i = 0; i < n_left; i++) {
        c->sources[c->left[i]]++;
        for (size_t j = 0; j < n_right; j++) {
            pairs[c->n++] = (uint64_t)c->left[i] << 32 | c->right[j];
        }
    }
    for (size_t j = 0; j < n_right; j++) {
        c->targets[c->right[j]]++;
    }
    c->n_beads++;
    return true;
}

static double term_of(double seen, double expected)
{
    return seen > 0 && expected > 0 ? seen * log(seen / expected) : 0;
}

/* How much surer than chance it is that two types belong together, seen `both` times in the same of `n` beads. */
static double ratio_of(double both, double left, double right, double n)
{
    if (both * n <= left * right) {
        return 0;
    }
    return 2 * (term_of(both, left * right / n) + term_of(left - both, left * (n - right) / n) +
                term_of(right - both, (n - left) * right / n) +
                term_of(n - left - right + both, (n - left) * (n - right) / n));
}

static tol_status take_pair(const counts *c, uint64_t pair, size_t both, tol_align_guesses *out, tol_error *err)
{
    uint32_t source = (uint32_t)(pair >> 32), target = (uint32_t)pair;
    double left = c->sources[source], right = c->targets[target], n = (double)c->n_beads;
    if (both < SEEN_LEAST || ratio_of((double)both, left, right, n) < RATIO_LEAST) {
        return TOL_OK;
    }
    double seen = (double)both - 0.5; /* what was seen so rarely is less sure than it looks */
    tol_align_guess guess = {source, target, (float)(seen / (left + 0.5)), (float)(seen / (right + 0.5))};
    return guess.forward > 0.08F || guess.backward > 0.08F ? tol_align_guess_add(out, guess, err) : TOL_OK;
}

static tol_status take_pairs(counts *c, tol_align_guesses *out, tol_error *err)
{
    tol_status status = TOL_OK;
    if (c->n) {
        qsort(c->pairs, c->n, sizeof *c->pairs, by_value);
    }
    for (size_t i = 0; i < c->n && !status;) {
        size_t end = i;
        while (end < c->n && c->pairs[end] == c->pairs[i]) {
            end++;
        }
        status = take_pair(c, c->pairs[i], end - i, out, err);
        i = end;
    }
    return status;
}

tol_status tol_align_guess_learnt(const tol_align_side *source, const tol_align_side *target, const tol_bead *beads,
                                  size_t n_beads, tol_align_guesses *out, tol_error *err)
{
    counts c = {.n = 0};
    c.sources = tol_mem_calloc(source->n_types + 1, sizeof *c.sources);
    c.targets = tol_mem_calloc(target->n_types + 1, sizeof *c.targets);
    bool is_good = c.sources && c.targets;
    for (size_t i = 0; i < n_beads && is_good; i++) {
        is_good = !beads[i].n_source || !beads[i].n_target || count_bead(&c, source, target, &beads[i]);
    }
    tol_status status = is_good ? take_pairs(&c, out, err) : tol_fail_nomem(err);
    tol_mem_free(c.pairs);
    tol_mem_free(c.sources);
    tol_mem_free(c.targets);
    tol_mem_free(c.left);
    tol_mem_free(c.right);
    return status;
}
