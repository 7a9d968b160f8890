/*
 * Segments that are built one after another: while one is computed by a thread of its own, the rows of the next one are
 * read, or the one before is written.
 */
#ifndef TOL_STORE_SEGMENT_QUEUE_H
#define TOL_STORE_SEGMENT_QUEUE_H

#include <pthread.h>

#include "store/segment_write.h"

/* At most one segment, which may be on its way. Within one write transaction. */
typedef struct tol_segment_queue {
    tol_store *store;
    tol_segment_draft *draft; /* NULL: none */
    int64_t bytes;            /* that its rows take, nearly */
    pthread_t thread;
    bool is_computing;
} tol_segment_queue;

/* Build the segment of the units from `lo` to `hi`, less than 2^32 ids, whose rows take some `bytes` of memory. It is
 * written by a later call. */
tol_status tol_segment_queue_add(tol_segment_queue *queue, tol_dict *dict, int64_t lo, int64_t hi, int64_t bytes,
                                 tol_error *err);
/* Build the patch segments number `patch` of n units, by ascending unit: as many as their rows and ids need. */
tol_status tol_segment_queue_patch(tol_segment_queue *queue, tol_dict *dict, const tol_changed_unit *units, size_t n,
                                   int64_t patch, tol_error *err);
/* Write what is not yet written. */
tol_status tol_segment_queue_flush(tol_segment_queue *queue, tol_error *err);
/* Wait for the thread and drop what is not written. */
void tol_segment_queue_release(tol_segment_queue *queue);

#endif
