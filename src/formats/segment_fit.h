/* Inline elements of a segment in the nesting and with the attributes that the DTD of TMX 1.4 wants. */
#ifndef TOL_FORMATS_SEGMENT_FIT_H
#define TOL_FORMATS_SEGMENT_FIT_H

#include "tolmach/arena.h"
#include "tolmach/unit.h"

/* Whether the runs of a variant are as the DTD has them. */
bool tol_segment_fits(const tol_variant *variant);
/*
 * Make them so; the new runs are in the arena. A foreign element becomes a ph, or a bpt and an ept around its text,
 * with its tags as native code; elements inside native code become code with it; a sub that stands in text is a hi; an
 * it that does not say its pos is a ph; a bpt or ept without its i gets a number that no other has.
 */
void tol_segment_fit(tol_variant *variant, tol_arena *arena);

#endif
