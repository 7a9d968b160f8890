/*
 * Which units are whose: ids that were given one after the other to units of one memory are one row, instead of one for
 * each unit. A range has no units of other memories in it; units that were deleted leave holes.
 */
#ifndef TOL_STORE_UNIT_RANGE_H
#define TOL_STORE_UNIT_RANGE_H

#include "store/db.h"

/* The range that grows at its end, and the id to be given next. Within a write transaction. */
typedef struct tol_unit_range {
    tol_store *store;
    int64_t next_id, first_id; /* first_id: the next one of this transaction's beginning */
    int64_t memory;            /* 0: none */
    int64_t first, last, n;
} tol_unit_range;

/* Read where ids go on. */
tol_status tol_unit_range_open(tol_store *store, tol_unit_range *range, tol_error *err);
/* The id of a new unit of a memory. No id is ever given twice. */
tol_status tol_unit_range_next(tol_unit_range *range, int64_t memory, int64_t *id, tol_error *err);
/* Write what is not written yet. */
tol_status tol_unit_range_flush(tol_unit_range *range, tol_error *err);

/* A unit of a memory goes. */
tol_status tol_unit_range_drop(tol_store *store, int64_t memory, int64_t id, tol_error *err);

#endif
