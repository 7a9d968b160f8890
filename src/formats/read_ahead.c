#include "formats/read_ahead.h"

#include <sys/stat.h>

#include "base/fail.h"
#include "base/mem.h"
#include "base/thread.h"

/*
 * The reader copies what it finds into a batch, and full batches go round a ring. The lock is taken once a batch:
 *
 *     reader    fills batches[n_filled % N_BATCHES], which nobody else looks at, then n_filled++
 *     caller    empties batches[n_emptied % N_BATCHES], then n_emptied++
 *
 * The reader waits while all batches are full, the caller while all are empty.
 */
#define N_BATCHES    4
#define BATCH_BYTES  ((size_t)256 << 10)
#define BATCH_EVENTS 1024
/* A batch longer than this goes round alone. */
#define LONG_BATCH ((size_t)4 << 20)
/* Files below this are read before a thread would have begun. */
#define SMALL_FILE (1 << 20)

typedef enum event_kind { FOUND_HEADER, FOUND_UNIT, FOUND_ENTRY, FOUND_DIAG, FOUND_PROGRESS } event_kind;

typedef struct event {
    event_kind kind;
    const void *prepared; /* of a unit */
    union {
        const tol_header *header;
        const tol_unit *unit;
        const tol_concept *entry;
        const tol_diag *diag;
        struct {
            uint64_t done, total;
        } progress;
    } of;
} event;

typedef struct batch {
    tol_arena arena;
    event *events;
    size_t n, cap;
} batch;

typedef struct ahead {
    const char *path;
    tol_preparer *preparer; /* NULL: none; `prepared` is the caller's */
    tol_read_opt opt;       /* the reader's, with its listener in the place of the caller's */
    pthread_mutex_t lock;
    pthread_cond_t changed;      /* of what follows, which the lock guards */
    size_t n_filled, n_emptied;  /* batches so far */
    bool is_unwanted, is_at_end; /* the caller wants no more; the reader has no more */
    batch batches[N_BATCHES];
    tol_status status; /* how the reading ended, once is_at_end */
    tol_error err;
} ahead;

/* ---- the reader's side ---- */

/* Hand the batch at hand over and wait for an empty one. False: nobody wants more. */
static bool hand_over(ahead *all)
{
    bool is_long = all->batches[all->n_filled % N_BATCHES].arena.used > LONG_BATCH;
    pthread_mutex_lock(&all->lock);
    all->n_filled++;
    pthread_cond_signal(&all->changed);
    while (!all->is_unwanted && all->n_filled - all->n_emptied >= (is_long ? 1 : N_BATCHES)) {
        pthread_cond_wait(&all->changed, &all->lock);
    }
    bool is_wanted = !all->is_unwanted;
    pthread_mutex_unlock(&all->lock);
    return is_wanted;
}

static batch *batch_at_hand(ahead *all)
{
    return &all->batches[all->n_filled % N_BATCHES];
}

/* Add an event whose strings are in the batch's arena. */
static tol_status add(ahead *all, event what, tol_error *err)
{
    batch *at_hand = batch_at_hand(all);
    event *events = tol_mem_grow(at_hand->events, &at_hand->cap, at_hand->n + 1, sizeof *events);
    if (!events || !tol_arena_ok(&at_hand->arena)) {
        at_hand->events = events ? events : at_hand->events;
        return tol_fail_nomem(err);
    }
    at_hand->events = events;
    events[at_hand->n++] = what;
    bool is_full = at_hand->arena.used >= BATCH_BYTES || at_hand->n >= BATCH_EVENTS;
    return !is_full || hand_over(all) ? TOL_OK : tol_fail(err, TOL_ECANCELLED, "cancelled");
}

static tol_status on_header(void *user, const tol_header *header, tol_error *err)
{
    ahead *all = user;
    return add(all, (event){FOUND_HEADER, NULL, {.header = tol_header_copy(&batch_at_hand(all)->arena, header)}}, err);
}

static tol_status on_unit(void *user, const tol_unit *unit, tol_error *err)
{
    ahead *all = user;
    tol_arena *arena = &batch_at_hand(all)->arena;
    event found = {FOUND_UNIT, NULL, {.unit = tol_unit_copy(arena, unit)}};
    if (all->preparer && tol_arena_ok(arena)) {
        found.prepared = all->preparer->prepare(all->preparer->user, arena, found.of.unit);
    }
    return add(all, found, err);
}

static tol_status on_entry(void *user, const tol_concept *entry, tol_error *err)
{
    ahead *all = user;
    return add(all, (event){FOUND_ENTRY, NULL, {.entry = tol_concept_copy(&batch_at_hand(all)->arena, entry)}}, err);
}

/* A listener cannot fail: what could not be copied fails the next unit, as the arena's failure is sticky. */
static void on_diag(void *user, const tol_diag *diag)
{
    ahead *all = user;
    tol_arena *arena = &batch_at_hand(all)->arena;
    tol_diag *copy = tol_arena_alloc(arena, sizeof *copy);
    if (copy) {
        *copy = *diag;
        copy->code = tol_arena_copy(arena, diag->code);
        copy->file = tol_arena_copy(arena, diag->file);
        copy->unit = tol_arena_copy(arena, diag->unit);
        copy->message = tol_arena_copy(arena, diag->message);
    }
    if (add(all, (event){FOUND_DIAG, NULL, {.diag = copy}}, NULL)) {
        arena->failed = true;
    }
}

static bool on_progress(void *user, uint64_t done, uint64_t total)
{
    return add(user, (event){FOUND_PROGRESS, NULL, {.progress = {done, total}}}, NULL) == TOL_OK;
}

static void *read_all(void *user)
{
    ahead *all = user;
    tol_sink sink = {all, on_header, on_unit, on_entry};
    all->status = tol_read_file(all->path, &all->opt, &sink, &all->err);
    bool has_failed = !tol_arena_ok(&batch_at_hand(all)->arena);
    pthread_mutex_lock(&all->lock);
    if (has_failed && !all->status) {
        all->status = tol_fail_nomem(&all->err);
    }
    all->n_filled++;
    all->is_at_end = true;
    pthread_cond_signal(&all->changed);
    pthread_mutex_unlock(&all->lock);
    return NULL;
}

/* ---- the caller's side ---- */

/* The next full batch; NULL when there are no more. */
static batch *next_batch(ahead *all)
{
    pthread_mutex_lock(&all->lock);
    while (all->n_filled == all->n_emptied && !all->is_at_end) {
        pthread_cond_wait(&all->changed, &all->lock);
    }
    bool is_there = all->n_filled != all->n_emptied;
    pthread_mutex_unlock(&all->lock);
    return is_there ? &all->batches[all->n_emptied % N_BATCHES] : NULL;
}

static void give_back(ahead *all, batch *emptied)
{
    emptied->n = 0;
    tol_arena_reset(&emptied->arena);
    pthread_mutex_lock(&all->lock);
    all->n_emptied++;
    pthread_cond_signal(&all->changed);
    pthread_mutex_unlock(&all->lock);
}

static tol_status tell(const event *what, const char *path, const tol_listener *listener, const tol_sink *sink,
                       tol_error *err)
{
    tol_status status = TOL_OK;
    switch (what->kind) {
    case FOUND_HEADER:
        return sink->header ? sink->header(sink->user, what->of.header, err) : TOL_OK;
    case FOUND_UNIT:
        status = sink->unit ? sink->unit(sink->user, what->of.unit, err) : TOL_OK;
        if (status) {
            tol_fail_locate(err, path, what->of.unit->line);
        }
        return status;
    case FOUND_ENTRY:
        status = sink->entry ? sink->entry(sink->user, what->of.entry, err) : TOL_OK;
        if (status) {
            tol_fail_locate(err, path, what->of.entry->line);
        }
        return status;
    case FOUND_DIAG:
        if (listener->diag) {
            listener->diag(listener->user, what->of.diag);
        }
        return TOL_OK;
    default:
        return !listener->progress ||
                       listener->progress(listener->user, what->of.progress.done, what->of.progress.total)
                   ? TOL_OK
                   : tol_fail(err, TOL_ECANCELLED, "cancelled");
    }
}

static tol_status take_all(ahead *all, const tol_listener *listener, const tol_sink *sink, tol_error *err)
{
    tol_status status = TOL_OK;
    for (batch *full = next_batch(all); full && !status; full = status ? NULL : next_batch(all)) {
        for (size_t i = 0; i < full->n && !status; i++) {
            if (all->preparer) {
                all->preparer->prepared = full->events[i].prepared;
            }
            status = tell(&full->events[i], all->path, listener, sink, err);
        }
        if (!status) {
            give_back(all, full);
        }
    }
    return status;
}

static void send_away(ahead *all)
{
    pthread_mutex_lock(&all->lock);
    all->is_unwanted = true;
    pthread_cond_signal(&all->changed);
    pthread_mutex_unlock(&all->lock);
}

/* False: no thread could be had. */
static bool read_with(ahead *all, const tol_listener *listener, const tol_sink *sink, tol_status *status,
                      tol_error *err)
{
    pthread_t thread;
    if (!tol_thread_begin(&thread, read_all, all)) {
        return false;
    }
    *status = take_all(all, listener, sink, err);
    if (*status) {
        tol_fail_locate(err, all->path, 0);
        send_away(all);
    }
    pthread_join(thread, NULL);
    if (!*status && all->status) {
        *status = all->status;
        if (err) {
            *err = all->err;
        }
    }
    return true;
}

tol_status tol_read_with_thread(const char *path, const tol_read_opt *opt, const tol_sink *sink, tol_preparer *preparer,
                                tol_error *err)
{
    static const tol_read_opt default_opt = TOL_READ_OPT_INIT;
    tol_error_clear(err);
    opt = opt ? opt : &default_opt;
    ahead *all = tol_mem_calloc(1, sizeof *all);
    if (!all) {
        return tol_fail_nomem(err);
    }
    all->path = path;
    all->preparer = preparer;
    all->opt = *opt;
    all->opt.listener = (tol_listener){all, opt->listener.diag ? on_diag : NULL, on_progress};
    pthread_mutex_init(&all->lock, NULL);
    pthread_cond_init(&all->changed, NULL);
    tol_status status = TOL_OK;
    bool is_read = read_with(all, &opt->listener, sink, &status, err);
    for (size_t i = 0; i < N_BATCHES; i++) {
        tol_arena_release(&all->batches[i].arena);
        tol_mem_free(all->batches[i].events);
    }
    pthread_cond_destroy(&all->changed);
    pthread_mutex_destroy(&all->lock);
    tol_mem_free(all);
    return is_read ? status : tol_read_file(path, opt, sink, err);
}

tol_status tol_read_file_ahead(const char *path, const tol_read_opt *opt, const tol_sink *sink, tol_preparer *preparer,
                               tol_error *err)
{
    struct stat info;
    bool is_worth_it = path && sink && stat(path, &info) == 0 && S_ISREG(info.st_mode) && info.st_size >= SMALL_FILE;
    return is_worth_it ? tol_read_with_thread(path, opt, sink, preparer, err) : tol_read_file(path, opt, sink, err);
}
