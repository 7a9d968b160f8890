/* The rows of single units, on their way into a patch segment: see index_format.h. */
#ifndef TOL_STORE_PATCH_ROWS_H
#define TOL_STORE_PATCH_ROWS_H

#include "store/segment_rows.h"

/* A unit that changed after its segment was built. */
typedef struct tol_changed_unit {
    int64_t unit, memory;
    int64_t patch; /* that has its rows; 0: they wait */
} tol_changed_unit;

/* Those that are still there, by ascending unit. */
typedef struct tol_changed_units {
    tol_changed_unit *items;
    size_t n, cap;
} tol_changed_units;

tol_status tol_changed_units_read(tol_store *store, tol_changed_units *units, tol_error *err);
void tol_changed_units_release(tol_changed_units *units);

/*
 * Read the rows that n units by ascending unit have in the dictionary; store, dict, lo and hi are given, and no unit is
 * outside of lo and hi. *fits is false, and the rows are not all there, when they take
 * more than `memory` bytes; those of a single unit always fit.
 */
tol_status tol_patch_rows_read(tol_segment_rows *rows, const tol_changed_unit *units, size_t n, int64_t memory,
                               bool *fits, tol_error *err);

#endif
