/* The dates beside the units: columns, so that units can be ordered without being decoded. */
#ifndef TOL_STORE_UNIT_DATES_H
#define TOL_STORE_UNIT_DATES_H

#include "tolmach/store.h"

/* A unit that has no date of change is older than any that has one. */
#define TOL_DATE_NONE INT64_MIN

/*
 * The newest date of change of units, as tol_unit_changed says it: dates[i] is that of ids[i], TOL_DATE_NONE where
 * there is none. Ids ascend. Units are not decoded. Within a snapshot.
 */
tol_status tol_unit_dates(tol_store *store, const int64_t *ids, size_t n, int64_t *dates, tol_error *err);

/* Write the dates of all units anew, for a migration: banks up to schema 2 have zeros there. Within a write
 * transaction.
 */
tol_status tol_unit_dates_mend(tol_store *store, tol_error *err);

#endif
