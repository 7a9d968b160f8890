/* Building the match index: see index_format.h. */
#ifndef TOL_STORE_INDEX_BUILD_H
#define TOL_STORE_INDEX_BUILD_H

#include "store/db.h"

/* Note that the rows of a stored unit change. Within a write transaction. */
tol_status tol_index_note_change(tol_store *store, int64_t unit, tol_error *err);
/* Bring the index up to date, where more rows wait than a search should look through. Within a write transaction, after
 * all token rows are written. */
tol_status tol_index_update(tol_store *store, tol_error *err);
/* After many rows have gone: build the index anew when most of its entries have no row any more. */
tol_status tol_index_shrink(tol_store *store, tol_error *err);
/* For tests: how many rows may wait outside of segments, through this handle. */
void tol_index_set_pending_max(tol_store *store, int64_t n_rows);
/* For tests: how many changed units patches may have, through this handle. */
void tol_index_set_patch_max(tol_store *store, int64_t n_units);
/* Build the whole index anew. Within a write transaction. */
tol_status tol_index_rebuild(tol_store *store, tol_error *err);

#endif
