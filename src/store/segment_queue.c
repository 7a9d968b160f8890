#include "store/segment_queue.h"

#include "base/thread.h"
#include "store/index_format.h"

/* Segments of fewer rows are computed before a thread would have begun. */
#define SMALL_SEGMENT 20000

static void *compute(void *user)
{
    tol_segment_compute(user);
    return NULL;
}

static void wait_for(tol_segment_queue *queue)
{
    if (queue->is_computing) {
        pthread_join(queue->thread, NULL);
        queue->is_computing = false;
    }
}

static void begin_computing(tol_segment_queue *queue)
{
    queue->is_computing =
        tol_segment_rows_of(queue->draft) >= SMALL_SEGMENT && tol_thread_begin(&queue->thread, compute, queue->draft);
    if (!queue->is_computing) {
        tol_segment_compute(queue->draft);
    }
}

tol_status tol_segment_queue_flush(tol_segment_queue *queue, tol_error *err)
{
    wait_for(queue);
    tol_status status = queue->draft ? tol_segment_write(queue->draft, err) : TOL_OK;
    tol_segment_queue_release(queue);
    return status;
}

tol_status tol_segment_queue_add(tol_segment_queue *queue, tol_dict *dict, int64_t lo, int64_t hi, int64_t bytes,
                                 tol_error *err)
{
    tol_segment_draft *next = NULL;
    tol_status status = queue->bytes + bytes > TOL_SEGMENTS_MEMORY ? tol_segment_queue_flush(queue, err) : TOL_OK;
    if (!status) {
        status = tol_segment_read(queue->store, dict, lo, hi, &next, err);
    }
    if (status) {
        return status;
    }
    wait_for(queue);
    tol_segment_queue before = *queue;
    queue->draft = next;
    queue->bytes = bytes;
    begin_computing(queue);
    return tol_segment_queue_flush(&before, err);
}

void tol_segment_queue_release(tol_segment_queue *queue)
{
    wait_for(queue);
    tol_segment_draft_free(queue->draft);
    queue->draft = NULL;
    queue->bytes = 0;
}
