/* Passages that stand elsewhere in the other text. */
#ifndef TOL_ALIGN_MOVED_H
#define TOL_ALIGN_MOVED_H

#include "align/path.h"

/*
 * Find passages of the source that no bead of the path has a partner for, and whose partners are such a passage of the
 * target: their one-sided beads are replaced by two-sided ones that are marked as moved. Beads stay in the order of the
 * source; `beads` has room for all segments. TOL_ENOMEM, TOL_ECANCELLED.
 */
tol_status tol_align_find_moved(const tol_align_model *model, tol_bead *beads, size_t *n_beads, tol_error *err);

#endif
