/* One segment of the match index, from token rows to the bank. */
#ifndef TOL_STORE_SEGMENT_WRITE_H
#define TOL_STORE_SEGMENT_WRITE_H

#include "store/segment_rows.h"

/* Build the segment of the units from `lo` to `hi`; none when they have no tokens. Within a write transaction. */
tol_status tol_segment_build(tol_store *store, int64_t dictionary, int64_t lo, int64_t hi, const tol_key_table *table,
                             tol_error *err);

#endif
