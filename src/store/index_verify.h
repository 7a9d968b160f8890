/* Is the match index sound? */
#ifndef TOL_STORE_INDEX_VERIFY_H
#define TOL_STORE_INDEX_VERIFY_H

#include "store/db.h"

/*
 * Compare every segment with the token rows that it stands for: each row that has not changed since must be an entry,
 * among those of its weight, with all its keys. What is missing is told by `fault`; a segment that cannot be read is a
 * fault too. Within a snapshot.
 */
tol_status tol_index_verify(tol_store *store, void (*fault)(void *user, int64_t unit, const char *what), void *user,
                            tol_error *err);

#endif
