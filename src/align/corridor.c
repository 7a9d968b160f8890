#include "align/corridor.h"

#include "base/fail.h"
#include "base/mem.h"

static tol_status allocate(tol_corridor *corridor, uint32_t first, uint32_t last, tol_error *err)
{
    size_t n = (size_t)last - first + 1;
    *corridor = (tol_corridor){.first = first, .last = last};
    corridor->lo = tol_mem_alloc(n * sizeof *corridor->lo);
    corridor->hi = tol_mem_alloc(n * sizeof *corridor->hi);
    return corridor->lo && corridor->hi ? TOL_OK : tol_fail_nomem(err);
}

tol_status tol_corridor_between(tol_corridor *corridor, uint32_t i0, uint32_t i1, uint32_t j0, uint32_t j1,
                                tol_error *err)
{
    tol_status status = allocate(corridor, i0, i1, err);
    for (uint32_t i = 0; i <= i1 - i0 && !status; i++) {
        corridor->lo[i] = j0;
        corridor->hi[i] = j1;
    }
    return status;
}

/* Allow the places of a rectangle. */
static void allow(tol_corridor *corridor, uint32_t i0, uint32_t i1, uint32_t lo, uint32_t hi)
{
    for (uint32_t i = i0; i <= i1; i++) {
        corridor->lo[i] = lo < corridor->lo[i] ? lo : corridor->lo[i];
        corridor->hi[i] = hi > corridor->hi[i] ? hi : corridor->hi[i];
    }
}

static uint32_t less(uint32_t n, uint32_t width)
{
    return n > width ? n - width : 0;
}

static uint32_t more(uint32_t n, uint32_t width, uint32_t most)
{
    return most - n > width ? n + width : most;
}

/* Bounds never fall: rows take the lowest of those behind them, and the highest of those before. The corridor begins
 * with the first row. */
void tol_corridor_smooth(tol_corridor *corridor)
{
    for (uint32_t i = corridor->last; i > 0; i--) {
        corridor->lo[i - 1] = corridor->lo[i] < corridor->lo[i - 1] ? corridor->lo[i] : corridor->lo[i - 1];
    }
    for (uint32_t i = 1; i <= corridor->last; i++) {
        corridor->hi[i] = corridor->hi[i - 1] > corridor->hi[i] ? corridor->hi[i - 1] : corridor->hi[i];
    }
}

tol_status tol_corridor_around(tol_corridor *corridor, const tol_bead *beads, size_t n_beads, size_t n_source,
                               size_t n_target, uint32_t width, tol_error *err)
{
    uint32_t most_i = (uint32_t)n_source, most_j = (uint32_t)n_target;
    tol_status status = allocate(corridor, 0, most_i, err);
    for (size_t i = 0; i <= n_source && !status; i++) {
        corridor->lo[i] = most_j;
        corridor->hi[i] = 0;
    }
    for (size_t k = 0; k < n_beads && !status;) {
        size_t end = k;
        while (end < n_beads && (!beads[end].n_source || !beads[end].n_target)) {
            end++;
        }
        end += end == k; /* a bead, or a run of one-sided ones */
        const tol_bead *first = &beads[k], *last = &beads[end - 1];
        allow(corridor, less(first->source, width), more(last->source + last->n_source, width, most_i),
              less(first->target, width), more(last->target + last->n_target, width, most_j));
        k = end;
    }
    if (!status) {
        corridor->lo[0] = 0;
        corridor->hi[n_source] = most_j;
        tol_corridor_smooth(corridor);
    }
    return status;
}

uint64_t tol_corridor_cells(const tol_corridor *corridor)
{
    uint64_t n = 0;
    for (size_t i = 0; i <= corridor->last - corridor->first; i++) {
        n += corridor->hi[i] - corridor->lo[i] + 1;
    }
    return n;
}

void tol_corridor_release(tol_corridor *corridor)
{
    tol_mem_free(corridor->lo);
    tol_mem_free(corridor->hi);
    *corridor = (tol_corridor){0, 0, NULL, NULL};
}
