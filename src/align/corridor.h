/* Where a path may go. A place (i, j) has i source segments and j target segments behind it. */
#ifndef TOL_ALIGN_CORRIDOR_H
#define TOL_ALIGN_CORRIDOR_H

#include "align/side.h"

/* For each i from `first` to `last`, the least and the greatest j: neither of them ever falls. */
typedef struct tol_corridor {
    uint32_t first, last;
    uint32_t *lo, *hi; /* last - first + 1 */
} tol_corridor;

static inline uint32_t tol_corridor_lo(const tol_corridor *corridor, uint32_t i)
{
    return corridor->lo[i - corridor->first];
}

static inline uint32_t tol_corridor_hi(const tol_corridor *corridor, uint32_t i)
{
    return corridor->hi[i - corridor->first];
}

/* A rectangle: all places between two. */
tol_status tol_corridor_between(tol_corridor *corridor, uint32_t i0, uint32_t i1, uint32_t j0, uint32_t j1,
                                tol_error *err);
/* So many segments around beads, which cover both texts; one-sided runs get the whole rectangle. */
tol_status tol_corridor_around(tol_corridor *corridor, const tol_bead *beads, size_t n_beads, size_t n_source,
                               size_t n_target, uint32_t width, tol_error *err);
/* Make its bounds such as never fall, by widening it. */
void tol_corridor_smooth(tol_corridor *corridor);
uint64_t tol_corridor_cells(const tol_corridor *corridor);
void tol_corridor_release(tol_corridor *corridor);

#endif
