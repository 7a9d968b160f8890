/* Paths of beads through two texts, within a corridor. */
#ifndef TOL_ALIGN_PATH_H
#define TOL_ALIGN_PATH_H

#include "align/corridor.h"
#include "align/model.h"

/* What it costs to leave out segments of one side: to begin, and each. */
#define TOL_GAP_OPEN (-12.0F)
#define TOL_GAP_EACH (-0.3F)

/* The corridor of two texts by the rare words that are known to translate each other; at most some 300 million places,
 * but for texts of more than a million segments. TOL_ENOMEM. */
tol_status tol_corridor_of_anchors(tol_corridor *corridor, const tol_align_side *source, const tol_align_side *target,
                                   const tol_align_links *links, tol_error *err);
/*
 * The best path from the first place of the corridor to its last one, in `beads`, which has room for all segments
 * between them; runs of one-sided beads are single segments. *score: what it is worth. TOL_ECANCELLED, TOL_ENOMEM.
 */
tol_status tol_align_path(const tol_align_model *model, const tol_corridor *corridor, const tol_listener *listener,
                          tol_bead *beads, size_t *n_beads, float *score, tol_error *err);
/* Set the confidence of the beads of a path: how much of the probability of all paths near it goes through each. */
tol_status tol_align_confidence(const tol_align_model *model, const tol_corridor *corridor, tol_bead *beads,
                                size_t n_beads, tol_error *err);

#endif
