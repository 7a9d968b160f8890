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

/* Begin a segment whose rows were read, and write the one before. */
static tol_status push(tol_segment_queue *queue, tol_segment_draft *next, int64_t bytes, tol_error *err)
{
    wait_for(queue);
    tol_segment_queue before = *queue;
    queue->draft = next;
    queue->bytes = bytes;
    begin_computing(queue);
    return tol_segment_queue_flush(&before, err);
}

tol_status tol_segment_queue_add(tol_segment_queue *queue, tol_dict *dict, int64_t lo, int64_t hi, int64_t bytes,
                                 tol_error *err)
{
    tol_segment_draft *next = NULL;
    tol_status status = queue->bytes + bytes > TOL_SEGMENTS_MEMORY ? tol_segment_queue_flush(queue, err) : TOL_OK;
    if (!status) {
        status = tol_segment_read(queue->store, dict, lo, hi, &next, err);
    }
    return status ? status : push(queue, next, bytes, err);
}

/* Units of a patch must be less than 2^32 ids apart. */
static size_t count_near(const tol_changed_unit *units, size_t n)
{
    while (units[n - 1].unit - units[0].unit >= UINT32_MAX) {
        n--;
    }
    return n;
}

tol_status tol_segment_queue_patch(tol_segment_queue *queue, tol_dict *dict, const tol_changed_unit *units, size_t n,
                                   int64_t patch, tol_error *err)
{
    const int64_t bytes = queue->store->segment_memory; /* at most */
    tol_status status = TOL_OK;
    for (size_t at = 0, n_taken = n; at < n && !status;) {
        tol_segment_draft *next = NULL;
        n_taken = count_near(units + at, n_taken < n - at ? n_taken : n - at);
        if (queue->bytes + bytes > TOL_SEGMENTS_MEMORY) {
            status = tol_segment_queue_flush(queue, err);
        }
        status = status ? status : tol_segment_read_patch(queue->store, dict, units + at, n_taken, patch, &next, err);
        if (!status && !next) {
            n_taken = (n_taken + 1) / 2;
        } else if (!status) {
            status = push(queue, next, bytes, err);
            at += n_taken;
        }
    }
    return status;
}

void tol_segment_queue_release(tol_segment_queue *queue)
{
    wait_for(queue);
    tol_segment_draft_free(queue->draft);
    queue->draft = NULL;
    queue->bytes = 0;
}
