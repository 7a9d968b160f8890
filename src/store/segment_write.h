/* Writing a segment of the match index: see index_format.h. */
#ifndef TOL_STORE_SEGMENT_WRITE_H
#define TOL_STORE_SEGMENT_WRITE_H

#include "store/segment_rows.h"

/* Build the segment of the units from `lo` to `hi`, less than 2^32 ids; none when they have no tokens. Within a write
 * transaction. */
tol_status tol_segment_build(tol_store *store, tol_dict *dict, int64_t lo, int64_t hi, tol_error *err);

#endif
