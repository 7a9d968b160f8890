/* The best path of beads through two texts, within a corridor. */
#ifndef TOL_ALIGN_PATH_H
#define TOL_ALIGN_PATH_H

#include "align/model.h"

/* For each number of source segments left behind (0 to n), how many target segments may be behind: lo to hi, neither
 * of them ever falling. */
typedef struct tol_corridor {
    size_t n;
    uint32_t *lo, *hi; /* n + 1 */
} tol_corridor;

/* The whole plane. */
tol_status tol_corridor_all(tol_corridor *corridor, size_t n_source, size_t n_target, tol_error *err);
/* So many segments around beads, which cover both texts; one-sided runs get the whole rectangle. */
tol_status tol_corridor_around(tol_corridor *corridor, const tol_bead *beads, size_t n_beads, size_t n_source,
                               size_t n_target, uint32_t width, tol_error *err);
uint64_t tol_corridor_cells(const tol_corridor *corridor);
void tol_corridor_release(tol_corridor *corridor);

/* The path, in `beads`, which has room for n_source + n_target; runs of one-sided beads are single segments. *score:
 * what it is worth. */
tol_status tol_align_path(const tol_align_model *model, const tol_corridor *corridor, const tol_listener *listener,
                          tol_bead *beads, size_t *n_beads, float *score, tol_error *err);

#endif
