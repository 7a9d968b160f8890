/* Token rows that another version of the analysis made are made anew. */
#ifndef TOL_STORE_REBUILD_H
#define TOL_STORE_REBUILD_H

#include "store/db.h"

tol_status tol_rebuild_is_needed(tol_store *store, bool *is_needed, tol_error *err);
/* Make all dictionaries and token rows anew when they are old, in one transaction. TOL_ECANCELLED. */
tol_status tol_rebuild_if_needed(tol_store *store, const tol_listener *listener, tol_error *err);

#endif
