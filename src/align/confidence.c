/*
 * Confidence by the forward-backward algorithm: the sums over all paths from the beginning to a place, and from it to
 * the end. What goes through a bead, of what goes through all, is its posterior probability. Segments beside each other
 * are not as independent as the model takes them to be, so scores are cooled down first.
 */
#include <math.h>

#include "align/partners.h"
#include "align/path.h"
#include "base/fail.h"
#include "base/mem.h"

#define COOL  0.5F
#define NEVER (-1e30F)

/* Sums of both states at each place of the corridor. */
typedef struct sums {
    float *bead, *gap;
} sums;

typedef struct flow {
    const tol_align_model *model;
    const tol_corridor *corridor;
    uint64_t *firsts; /* by row: its first cell */
    tol_partners partners;
    sums forward, backward;
} flow;

static float add(float a, float b)
{
    float most = a > b ? a : b, least = a > b ? b : a;
    return least <= NEVER || most - least > 20 ? most : most + log1pf(expf(least - most));
}

static bool is_inside(const flow *f, uint32_t i, uint32_t j)
{
    return i >= f->corridor->first && i <= f->corridor->last && j >= tol_corridor_lo(f->corridor, i) &&
           j <= tol_corridor_hi(f->corridor, i);
}

static uint64_t cell(const flow *f, uint32_t i, uint32_t j)
{
    return f->firsts[i - f->corridor->first] + j - tol_corridor_lo(f->corridor, i);
}

static float at(const flow *f, const float *values, uint32_t i, uint32_t j)
{
    return is_inside(f, i, j) ? values[cell(f, i, j)] : NEVER;
}

static float score(const flow *f, unsigned shape, uint32_t i, uint32_t j)
{
    return COOL * tol_align_score(f->model, shape, i, j, tol_partners_gain(&f->partners, shape, i, j));
}

static const float open_gap = COOL * (TOL_GAP_OPEN + TOL_GAP_EACH), each_gap = COOL * TOL_GAP_EACH;

/* ---- forward ---- */

static void sum_before(flow *f, uint32_t i, uint32_t j)
{
    float gap = NEVER, bead;
    if (i > f->corridor->first) {
        gap = add(at(f, f->forward.gap, i - 1, j) + each_gap, at(f, f->forward.bead, i - 1, j) + open_gap);
    }
    if (j > f->corridor->lo[0]) {
        gap = add(gap, at(f, f->forward.gap, i, j - 1) + each_gap);
        gap = add(gap, at(f, f->forward.bead, i, j - 1) + open_gap);
    }
    bead = i == f->corridor->first && j == f->corridor->lo[0] ? 0 : gap;
    for (unsigned k = 0; k < TOL_BEAD_SHAPES; k++) {
        const tol_bead_shape *shape = &tol_bead_shapes[k];
        if (i >= shape->n_source && j >= shape->n_target) {
            float before = at(f, f->forward.bead, i - shape->n_source, j - shape->n_target);
            bead = before <= NEVER ? bead : add(bead, before + score(f, k, i, j));
        }
    }
    f->forward.gap[cell(f, i, j)] = gap < NEVER ? NEVER : gap;
    f->forward.bead[cell(f, i, j)] = bead < NEVER ? NEVER : bead;
}

/* ---- backward ---- */

static void sum_behind(flow *f, uint32_t i, uint32_t j)
{
    float gap = add(at(f, f->backward.gap, i + 1, j), at(f, f->backward.gap, i, j + 1));
    float bead = gap + open_gap;
    bool is_end = i == f->corridor->last && j == tol_corridor_hi(f->corridor, i);
    bead = is_end ? 0 : bead;
    for (unsigned k = 0; k < TOL_BEAD_SHAPES; k++) {
        const tol_bead_shape *shape = &tol_bead_shapes[k];
        float behind = at(f, f->backward.bead, i + shape->n_source, j + shape->n_target);
        bead = behind <= NEVER ? bead : add(bead, behind + score(f, k, i + shape->n_source, j + shape->n_target));
    }
    bead = bead < NEVER ? NEVER : bead;
    gap = add(gap + each_gap, bead); /* going on, or ending the gap here */
    f->backward.bead[cell(f, i, j)] = bead;
    f->backward.gap[cell(f, i, j)] = gap < NEVER ? NEVER : gap;
}

static void find_row(flow *f, uint32_t i)
{
    const tol_corridor *corridor = f->corridor;
    uint32_t ahead = corridor->last - i > TOL_BEAD_MOST ? i + TOL_BEAD_MOST : corridor->last;
    if (i > corridor->first) {
        tol_partners_find(&f->partners, i, tol_corridor_lo(corridor, i), tol_corridor_hi(corridor, ahead));
    }
}

/* A row from its end: places of the same row behind a place are reached by gaps and one-sided beads. */
static void run(flow *f)
{
    const tol_corridor *corridor = f->corridor;
    for (uint32_t i = corridor->first; i <= corridor->last; i++) {
        find_row(f, i);
        for (uint32_t j = tol_corridor_lo(corridor, i); j <= tol_corridor_hi(corridor, i); j++) {
            sum_before(f, i, j);
        }
    }
    for (uint32_t i = corridor->last + 1; i-- > corridor->first;) {
        for (uint32_t j = tol_corridor_hi(corridor, i) + 1; j-- > tol_corridor_lo(corridor, i);) {
            sum_behind(f, i, j);
        }
        find_row(f, i);
    }
}

/* ---- beads ---- */

/* How much goes over source segment i without a partner, wherever the target then is. */
static float alone_source(const flow *f, uint32_t i, float all)
{
    float sum = NEVER;
    for (uint32_t j = tol_corridor_lo(f->corridor, i); j <= tol_corridor_hi(f->corridor, i); j++) {
        float gap = add(at(f, f->forward.gap, i, j) + each_gap, at(f, f->forward.bead, i, j) + open_gap);
        sum = add(sum, gap + at(f, f->backward.gap, i + 1, j));
        sum = add(sum, at(f, f->forward.bead, i, j) + COOL * f->model->priors[1] + at(f, f->backward.bead, i + 1, j));
    }
    return expf(sum - all);
}

static float alone_target(const flow *f, uint32_t from, uint32_t to, uint32_t j, float all)
{
    float sum = NEVER;
    for (uint32_t i = from; i <= to; i++) {
        float gap = add(at(f, f->forward.gap, i, j) + each_gap, at(f, f->forward.bead, i, j) + open_gap);
        sum = add(sum, gap + at(f, f->backward.gap, i, j + 1));
        sum = add(sum, at(f, f->forward.bead, i, j) + COOL * f->model->priors[2] + at(f, f->backward.bead, i, j + 1));
    }
    return expf(sum - all);
}

static unsigned shape_of(const tol_bead *bead)
{
    unsigned k = 0;
    while (k < TOL_BEAD_SHAPES - 1 &&
           (tol_bead_shapes[k].n_source != bead->n_source || tol_bead_shapes[k].n_target != bead->n_target)) {
        k++;
    }
    return k;
}

#define NEAR_ROWS 64

static float confidence_of(flow *f, const tol_bead *bead, float all)
{
    uint32_t i = bead->source, j = bead->target;
    if (bead->n_target == 0) {
        return alone_source(f, i, all);
    }
    if (bead->n_source == 0) {
        uint32_t first = f->corridor->first, last = f->corridor->last;
        return alone_target(f, i - first > NEAR_ROWS ? i - NEAR_ROWS : first,
                            last - i > NEAR_ROWS ? i + NEAR_ROWS : last, j, all);
    }
    float through = at(f, f->forward.bead, i, j) + score(f, shape_of(bead), i + bead->n_source, j + bead->n_target) +
                    at(f, f->backward.bead, i + bead->n_source, j + bead->n_target);
    return expf(through - all);
}

static void set_all(flow *f, tol_bead *beads, size_t n_beads)
{
    uint32_t found = f->corridor->first;
    float all = at(f, f->backward.bead, f->corridor->first, f->corridor->lo[0]);
    for (size_t k = 0; k < n_beads; k++) {
        uint32_t end = beads[k].source + beads[k].n_source;
        for (; found < end; found++) {
            find_row(f, found + 1);
        }
        float confidence = confidence_of(f, &beads[k], all);
        beads[k].confidence = confidence < 1 ? confidence : 1;
    }
}

static tol_status allocate(flow *f, tol_error *err)
{
    uint64_t cells = tol_corridor_cells(f->corridor), first = 0;
    size_t n = (size_t)f->corridor->last - f->corridor->first + 1;
    f->firsts = tol_mem_alloc(n * sizeof *f->firsts);
    f->forward.bead = tol_mem_alloc((cells + 1) * sizeof(float));
    f->forward.gap = tol_mem_alloc((cells + 1) * sizeof(float));
    f->backward.bead = tol_mem_alloc((cells + 1) * sizeof(float));
    f->backward.gap = tol_mem_alloc((cells + 1) * sizeof(float));
    if (!f->firsts || !f->forward.bead || !f->forward.gap || !f->backward.bead || !f->backward.gap) {
        return tol_fail_nomem(err);
    }
    for (size_t i = 0; i < n; i++) {
        f->firsts[i] = first;
        first += f->corridor->hi[i] - f->corridor->lo[i] + 1;
    }
    return tol_partners_make(&f->partners, f->model, err);
}

tol_status tol_align_confidence(const tol_align_model *model, const tol_corridor *corridor, tol_bead *beads,
                                size_t n_beads, tol_error *err)
{
    flow f = {.model = model, .corridor = corridor};
    tol_status status = allocate(&f, err);
    if (!status) {
        run(&f);
        set_all(&f, beads, n_beads);
    }
    tol_partners_release(&f.partners);
    tol_mem_free(f.firsts);
    tol_mem_free(f.forward.bead);
    tol_mem_free(f.forward.gap);
    tol_mem_free(f.backward.bead);
    tol_mem_free(f.backward.gap);
    return status;
}
