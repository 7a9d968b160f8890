/*
 * The cost up to a limit, by a band of the matrix (after Ukkonen 1985, with weights in the place of lengths): a script
 * that has turned the first i tokens of `a` into the first j of `b` has cost at least |W(a,i) - W(b,j)|, and needs as
 * much as the rests differ by for the rest. Cells where the two together exceed the limit are left out. They are those
 * of a row that are too far to the left or to the right, since weights add up; when no cell of a row is within the
 * limit, nothing behind it is.
 */
#include "base/fail.h"
#include "base/mem.h"
#include "match/score.h"

#define BEYOND (UINT32_MAX / 2)

/* Equal ends cost nothing in some cheapest script, because costs are a metric. */
static void cut_equal_ends(tol_id_row *a, tol_id_row *b)
{
    while (a->n && b->n && tol_pair_cost(&a->items[0], &b->items[0]) == 0) {
        a->weight -= a->items[0].weight;
        b->weight -= b->items[0].weight;
        a->items++;
        b->items++;
        a->n--;
        b->n--;
    }
    while (a->n && b->n && tol_pair_cost(&a->items[a->n - 1], &b->items[b->n - 1]) == 0) {
        a->weight -= a->items[--a->n].weight;
        b->weight -= b->items[--b->n].weight;
    }
}

/* A row of the matrix: cells from `lo` to `hi`, everything else is beyond the limit. */
typedef struct band {
    const tol_id_row *a, *b;
    uint32_t *row;            /* row[j]: the first j tokens of b */
    const uint32_t *weights;  /* weights[j]: of the first j tokens of b */
    int64_t least, most_diff; /* of weights[j] less the weight of a's tokens so far */
    size_t lo, hi;
} band;

/* Move the band to the row of a weight of `a`. False: it leaves the matrix. */
static bool move_band(band *m, uint32_t weight)
{
    while (m->lo <= m->b->n && (int64_t)m->weights[m->lo] < (int64_t)weight + m->least) {
        m->lo++;
    }
    while (m->hi < m->b->n && (int64_t)m->weights[m->hi + 1] <= (int64_t)weight + m->most_diff) {
        m->row[++m->hi] = BEYOND; /* in the row above it was left out */
    }
    return m->lo <= m->b->n && m->lo <= m->hi;
}

/* One row more; returns its least cell. */
static uint32_t next_row(band *m, size_t i, size_t lo_above)
{
    const tol_token_ids *token = &m->a->items[i];
    uint32_t left = BEYOND, least = BEYOND;
    uint32_t diagonal = m->lo > lo_above ? m->row[m->lo - 1] : BEYOND;
    for (size_t j = m->lo; j <= m->hi; j++) {
        uint32_t above = m->row[j], best = above + token->weight;
        if (j > 0) {
            uint32_t pair = diagonal + tol_pair_cost(token, &m->b->items[j - 1]);
            uint32_t gap = left + m->b->items[j - 1].weight;
            best = pair < best ? pair : best;
            best = gap < best ? gap : best;
        }
        best = best < BEYOND ? best : BEYOND;
        diagonal = above;
        m->row[j] = left = best;
        least = best < least ? best : least;
    }
    return least;
}

static uint32_t cost_in_band(band *m, uint32_t most)
{
    uint32_t weight = 0;
    for (size_t j = 0; j <= m->hi; j++) {
        m->row[j] = m->weights[j];
    }
    for (size_t i = 0; i < m->a->n; i++) {
        size_t lo_above = m->lo;
        weight += m->a->items[i].weight;
        if (!move_band(m, weight) || next_row(m, i, lo_above) > most) {
            return most + 1;
        }
    }
    return m->hi == m->b->n && m->row[m->b->n] <= most ? m->row[m->b->n] : most + 1;
}

tol_status tol_edit_cost_within(const tol_id_row *a, const tol_id_row *b, uint32_t most, tol_score_scratch *scratch,
                                uint32_t *cost, tol_error *err)
{
    tol_id_row x = *a, y = *b;
    *cost = most + 1;
    cut_equal_ends(&x, &y);
    int64_t difference = (int64_t)y.weight - x.weight;
    if (difference > most || -difference > most) {
        return TOL_OK;
    }
    uint32_t *cells = tol_mem_grow(scratch->row, &scratch->cap, 2 * (y.n + 1), sizeof *cells);
    if (!cells) {
        return tol_fail_nomem(err);
    }
    scratch->row = cells;
    uint32_t *weights = cells + y.n + 1;
    band m = {.a = &x, .b = &y, .row = cells, .weights = weights};
    weights[0] = 0;
    for (size_t j = 0; j < y.n; j++) {
        weights[j + 1] = weights[j] + y.items[j].weight;
    }
    /* |d| + |difference - d| <= most, for d = weights[j] - weight of a so far; rounded outwards. */
    m.least = (difference - most) / 2 - 1;
    m.most_diff = (difference + most) / 2 + 1;
    while (m.hi < y.n && (int64_t)weights[m.hi + 1] <= m.most_diff) {
        m.hi++;
    }
    *cost = cost_in_band(&m, most);
    return TOL_OK;
}
