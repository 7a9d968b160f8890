/* Writing a segment of the match index: see index_format.h. */
#ifndef TOL_STORE_SEGMENT_WRITE_H
#define TOL_STORE_SEGMENT_WRITE_H

#include "store/patch_rows.h"

/*
 * A segment on its way: its rows are read and its parts written by the store's thread, within a write transaction; what
 * lies between, about half of the work, may be done by another thread.
 */
typedef struct tol_segment_draft tol_segment_draft;

/* Read the rows of the units from `lo` to `hi`, less than 2^32 ids. The draft does not need `dict` any more. */
tol_status tol_segment_read(tol_store *store, tol_dict *dict, int64_t lo, int64_t hi, tol_segment_draft **out,
                            tol_error *err);
/* The same of n units, one at least, less than 2^32 ids apart: of the patch segment number `patch`. *out is NULL when
 * their rows do not fit in the memory that a segment may take. */
tol_status tol_segment_read_patch(tol_store *store, tol_dict *dict, const tol_changed_unit *units, size_t n,
                                  int64_t patch, tol_segment_draft **out, tol_error *err);
size_t tol_segment_rows_of(const tol_segment_draft *w);
/* Order the rows and make the lists; touches the draft alone. Fails for want of memory, which writing will tell. */
void tol_segment_compute(tol_segment_draft *w);
/* Write what was computed; nothing when the units have no tokens. */
tol_status tol_segment_write(tol_segment_draft *w, tol_error *err);
void tol_segment_draft_free(tol_segment_draft *w);

#endif
