/* A bead seen from one of its sides. */
#ifndef TOL_BITEXT_SIDE_H
#define TOL_BITEXT_SIDE_H

#include "tolmach/bitext.h"
#include "tolmach/buf.h"

typedef struct tol_bead_part {
    uint32_t start, n;
} tol_bead_part;

static inline tol_bead_part tol_bead_part_of(const tol_bead *bead, int side)
{
    return side == TOL_BITEXT_SOURCE ? (tol_bead_part){bead->source, bead->n_source}
                                     : (tol_bead_part){bead->target, bead->n_target};
}

static inline bool tol_bead_is_pair(const tol_bead *bead)
{
    return bead->n_source && bead->n_target;
}

/* The text of segments that follow each other, as one; a slice of the side where there is one segment only, else in
 * the arena. Between segments stands a space, but not in languages that write without spaces. */
tol_str tol_bitext_join(const tol_bitext_side *side, tol_bead_part part, tol_arena *arena);

/* Number of the bead that each segment of a side is in, in the arena; NULL without memory. */
uint32_t *tol_bead_of_segments(const tol_bitext *bitext, int side, tol_arena *arena);

#endif
