/* Beads in the order that everybody expects. */
#ifndef TOL_BITEXT_BEAD_ORDER_H
#define TOL_BITEXT_BEAD_ORDER_H

#include "tolmach/bitext.h"

/*
 * Put beads that hold every segment once into the order of the source; one without a source stands behind the bead of
 * the target segment before its own, and says so as its place in the source. One without a target is given the place
 * behind the target of the bead before it.
 */
tol_status tol_beads_order(tol_bitext_bead *beads, size_t n, size_t n_target, tol_error *err);

#endif
