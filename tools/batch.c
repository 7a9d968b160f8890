/*
 * Tasks stand in a ring. Those from n_printed up to n_taken are with the workers or done, those up to n_read wait for
 * one; a task is read into a place that was printed. One thread reads, since reading waits for whoever writes the
 * texts, who may be waiting for an answer; the caller prints.
 */
#include "batch.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Tasks that are held for each worker. */
#define TASKS_PER_WORKER 16

typedef struct ring_place {
    batch_task task;
    bool is_done;
} ring_place;

typedef struct ring {
    const batch_plan *plan;
    ring_place *places;
    size_t size;
    size_t n_read, n_taken, n_printed;
    bool at_end; /* nothing more is read */
    pthread_mutex_t lock;
    pthread_cond_t has_room, has_task, has_answer;
} ring;

/* What a worker's thread is given. */
typedef struct ring_worker {
    ring *ring;
    void *worker;
    pthread_t thread;
} ring_worker;

static ring_place *place_of(ring *r, size_t number)
{
    return &r->places[number % r->size];
}

/* ---- reading ---- */

/* Wait for a free place; NULL when nothing more is wanted. */
static batch_task *free_task(ring *r)
{
    batch_task *task = NULL;
    pthread_mutex_lock(&r->lock);
    while (!r->at_end && r->n_read - r->n_printed == r->size) {
        pthread_cond_wait(&r->has_room, &r->lock);
    }
    task = r->at_end ? NULL : &place_of(r, r->n_read)->task;
    pthread_mutex_unlock(&r->lock);
    return task;
}

static void hand_to_workers(ring *r, bool has_text)
{
    pthread_mutex_lock(&r->lock);
    r->n_read += has_text;
    r->at_end = r->at_end || !has_text;
    pthread_cond_broadcast(&r->has_task);
    pthread_cond_signal(&r->has_answer);
    pthread_mutex_unlock(&r->lock);
}

/* The thread that reads. It is cancelled in the middle of a read when no more texts are wanted, and nowhere else. */
static void *read_texts(void *user)
{
    ring *r = user;
    int before;
    bool has_text = true;
    pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &before);
    while (has_text) {
        batch_task *task = free_task(r);
        if (!task) {
            break;
        }
        tol_arena_reset(&task->arena);
        pthread_setcancelstate(PTHREAD_CANCEL_ENABLE, &before);
        has_text = r->plan->read(r->plan->user, task);
        pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &before);
        hand_to_workers(r, has_text);
    }
    return NULL;
}

/* ---- answering ---- */

static ring_place *next_task(ring *r)
{
    ring_place *place = NULL;
    pthread_mutex_lock(&r->lock);
    while (!r->at_end && r->n_taken == r->n_read) {
        pthread_cond_wait(&r->has_task, &r->lock);
    }
    if (r->n_taken < r->n_read) {
        place = place_of(r, r->n_taken++);
    }
    pthread_mutex_unlock(&r->lock);
    return place;
}

static void *answer_texts(void *user)
{
    const ring_worker *w = user;
    ring_place *place;
    while ((place = next_task(w->ring))) {
        w->ring->plan->answer(w->worker, &place->task);
        pthread_mutex_lock(&w->ring->lock);
        place->is_done = true;
        pthread_cond_signal(&w->ring->has_answer);
        pthread_mutex_unlock(&w->ring->lock);
    }
    return NULL;
}

/* ---- printing ---- */

/* Wait for the next answer; NULL behind the last. */
static ring_place *next_answer(ring *r)
{
    ring_place *place = NULL;
    pthread_mutex_lock(&r->lock);
    for (;;) {
        place = r->n_printed < r->n_read ? place_of(r, r->n_printed) : NULL;
        if (place ? place->is_done : r->at_end) {
            break;
        }
        pthread_cond_wait(&r->has_answer, &r->lock);
    }
    pthread_mutex_unlock(&r->lock);
    return place;
}

static void free_place(ring *r, ring_place *place)
{
    pthread_mutex_lock(&r->lock);
    place->is_done = false;
    r->n_printed++;
    pthread_cond_signal(&r->has_room);
    pthread_mutex_unlock(&r->lock);
}

static void print_answers(ring *r)
{
    ring_place *place;
    while ((place = next_answer(r)) && r->plan->print(r->plan->user, &place->task)) {
        free_place(r, place);
    }
}

/* No text more is read or taken; those that workers have are answered in vain. */
static void stop(ring *r)
{
    pthread_mutex_lock(&r->lock);
    r->at_end = true;
    r->n_read = r->n_taken;
    pthread_cond_broadcast(&r->has_task);
    pthread_cond_broadcast(&r->has_room);
    pthread_mutex_unlock(&r->lock);
}

/* ---- the whole ---- */

static void *worker_at(const batch_plan *plan, void *workers, size_t i)
{
    return (char *)workers + i * plan->worker_size;
}

/* Begin the threads of the workers; how many could be had. */
static size_t start_threads(ring *r, ring_worker *all, void *workers, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        all[i] = (ring_worker){.ring = r, .worker = worker_at(r->plan, workers, i)};
        if (pthread_create(&all[i].thread, NULL, answer_texts, &all[i]) != 0) {
            return i;
        }
    }
    return n;
}

/* False when no thread could be had. With fewer workers than asked for it only takes longer. */
static bool run_ring(ring *r, ring_worker *all, void *workers, size_t n)
{
    pthread_t reader;
    size_t n_started = start_threads(r, all, workers, n);
    bool is_running = n_started > 0 && pthread_create(&reader, NULL, read_texts, r) == 0;
    if (is_running) {
        print_answers(r);
    }
    stop(r);
    if (is_running) {
        pthread_cancel(reader);
        pthread_join(reader, NULL);
    }
    for (size_t i = 0; i < n_started; i++) {
        pthread_join(all[i].thread, NULL);
    }
    return is_running;
}

static int run_threads(const cli *c, const batch_plan *plan, void *workers, size_t n)
{
    ring r = {.plan = plan, .size = n * TASKS_PER_WORKER};
    ring_worker *all = calloc(n, sizeof *all);
    bool is_running = false;
    r.places = calloc(r.size, sizeof *r.places);
    pthread_mutex_init(&r.lock, NULL);
    pthread_cond_init(&r.has_room, NULL);
    pthread_cond_init(&r.has_task, NULL);
    pthread_cond_init(&r.has_answer, NULL);
    if (r.places && all) {
        is_running = run_ring(&r, all, workers, n);
    }
    for (size_t i = 0; r.places && i < r.size; i++) {
        tol_arena_release(&r.places[i].task.arena);
    }
    pthread_cond_destroy(&r.has_room);
    pthread_cond_destroy(&r.has_task);
    pthread_cond_destroy(&r.has_answer);
    pthread_mutex_destroy(&r.lock);
    free(r.places);
    free(all);
    if (!is_running) {
        cli_error(c, "could not start %zu jobs", n);
    }
    return is_running ? 0 : EXIT_SYSTEM;
}

static void run_alone(const batch_plan *plan, void *worker)
{
    batch_task task = {.arena = TOL_ARENA_INIT};
    while (plan->read(plan->user, &task)) {
        plan->answer(worker, &task);
        if (!plan->print(plan->user, &task)) {
            break;
        }
        tol_arena_reset(&task.arena);
    }
    tol_arena_release(&task.arena);
}

int batch_run(const cli *c, const batch_plan *plan, size_t n_jobs)
{
    int code = 0;
    void *workers = calloc(n_jobs, plan->worker_size);
    if (!workers) {
        cli_error(c, "%s", tol_status_text(TOL_ENOMEM));
        return EXIT_SYSTEM;
    }
    for (size_t i = 0; i < n_jobs && code == 0; i++) {
        code = plan->start(plan->user, worker_at(plan, workers, i), i == 0);
    }
    if (code == 0 && n_jobs > 1) {
        code = run_threads(c, plan, workers, n_jobs);
    } else if (code == 0) {
        run_alone(plan, workers);
    }
    for (size_t i = 0; i < n_jobs; i++) {
        plan->stop(worker_at(plan, workers, i));
    }
    free(workers);
    return code;
}

tol_status batch_out_of_memory(batch_task *task)
{
    tol_error_clear(&task->err);
    snprintf(task->err.message, sizeof task->err.message, "%s", tol_status_text(TOL_ENOMEM));
    return task->err.code = TOL_ENOMEM;
}

bool batch_jobs(const cli *c, const char *value, size_t *n)
{
    long jobs, processors = sysconf(_SC_NPROCESSORS_ONLN);
    if (!cli_number(c, "jobs", value, 0, BATCH_JOBS_MAX, &jobs)) {
        return false;
    }
    jobs = jobs ? jobs : processors;
    *n = jobs < 1 ? 1 : jobs > BATCH_JOBS_MAX ? BATCH_JOBS_MAX : (size_t)jobs;
    return true;
}
