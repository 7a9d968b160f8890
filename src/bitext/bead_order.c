#include "bitext/bead_order.h"

#include <stdlib.h>

#include "base/fail.h"
#include "base/mem.h"

static int compare_targets(const void *a, const void *b)
{
    const tol_bead *x = &((const tol_bitext_bead *)a)->bead, *y = &((const tol_bitext_bead *)b)->bead;
    return x->target < y->target ? -1 : x->target > y->target;
}

/* Of one place in the source that without a source comes first: it follows what ends there. */
static int compare_sources(const void *a, const void *b)
{
    const tol_bead *x = &((const tol_bitext_bead *)a)->bead, *y = &((const tol_bitext_bead *)b)->bead;
    if (x->source != y->source) {
        return x->source < y->source ? -1 : 1;
    }
    if (!x->n_source != !y->n_source) {
        return x->n_source ? 1 : -1;
    }
    return compare_targets(a, b);
}

/* ends[t]: where the source of the bead that holds target segment t - 1 ends; one that has no source is placed after
 * the one before it, which was placed already. */
static void place_lone_targets(tol_bitext_bead *beads, size_t n, uint32_t *ends)
{
    for (size_t i = 0; i < n; i++) {
        const tol_bead *bead = &beads[i].bead;
        for (uint32_t k = 0; k < bead->n_target && bead->n_source; k++) {
            ends[bead->target + k + 1] = bead->source + bead->n_source;
        }
    }
    qsort(beads, n, sizeof *beads, compare_targets);
    for (size_t i = 0; i < n; i++) {
        tol_bead *bead = &beads[i].bead;
        if (!bead->n_source) {
            bead->source = ends[bead->target];
            for (uint32_t k = 0; k < bead->n_target; k++) {
                ends[bead->target + k + 1] = bead->source;
            }
        }
    }
}

tol_status tol_beads_order(tol_bitext_bead *beads, size_t n, size_t n_target, tol_error *err)
{
    uint32_t *ends = tol_mem_calloc(n_target + 1, sizeof *ends), target = 0;
    if (!ends) {
        return tol_fail_nomem(err);
    }
    if (n) {
        place_lone_targets(beads, n, ends);
        qsort(beads, n, sizeof *beads, compare_sources);
    }
    for (size_t i = 0; i < n; i++) {
        beads[i].bead.target = beads[i].bead.n_target ? beads[i].bead.target : target;
        target = beads[i].bead.target + beads[i].bead.n_target;
    }
    tol_mem_free(ends);
    return TOL_OK;
}
