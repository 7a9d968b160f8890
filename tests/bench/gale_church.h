/* Gale and Church (1993) as they published it: the measure that alignment is compared with. */
#ifndef TOL_BENCH_GALE_CHURCH_H
#define TOL_BENCH_GALE_CHURCH_H

#include "tolmach/align.h"

/* Beads of two texts by their lengths in characters, in memory from malloc. */
tol_bead *gale_church(const size_t *source, size_t n_source, const size_t *target, size_t n_target, size_t *n_beads);

#endif
