/*
 * Answering many texts, on one thread or on several: texts are read in order, each worker answers one at a time, and
 * the answers are printed in the order of the texts. No more than a few texts for each worker are held at once.
 */
#ifndef TOL_TOOLS_BATCH_H
#define TOL_TOOLS_BATCH_H

#include "cli.h"

#define BATCH_JOBS_MAX 256

/* For the option table of a command, and for taking it. */
enum { OPT_JOBS = 500 };
#define BATCH_OPTION_ROW                                                                                               \
    {                                                                                                                  \
        OPT_JOBS, "jobs", "N", "answer N texts at a time (1); 0: as many as there are processors"                      \
    }

/* A text and what was found for it. */
typedef struct batch_task {
    tol_str text;
    size_t number;   /* from 1 */
    tol_arena arena; /* of the text and the answer; reset for the next one */
    void *answer;
    tol_status status;
    tol_error err;
} batch_task;

/*
 * What a command does with texts. `start`, `stop` and `print` are called by the caller's thread, `read` by one thread,
 * `answer` by that of its worker; with one job all of it is the caller's.
 */
typedef struct batch_plan {
    void *user;
    size_t worker_size; /* bytes of what a worker works with: a handle of the bank, say; zeros before `start` */
    /* Make the worker ready; its exit code after a failure that was reported, or 0. */
    int (*start)(void *user, void *worker, bool is_first);
    void (*stop)(void *worker); /* also of one that was not started, or not wholly */
    /* Set task->text and number, with all that it needs in task->arena; false at the end. */
    bool (*read)(void *user, batch_task *task);
    /* Find task->answer, status and err. */
    void (*answer)(void *worker, batch_task *task);
    /* Print them; false: no more. */
    bool (*print)(void *user, const batch_task *task);
} batch_plan;

/* Run through all texts, with a worker for each job. The exit code of a failure to begin that was reported, or 0. */
int batch_run(const cli *c, const batch_plan *plan, size_t n_jobs);

/* Make running out of memory the task's failure. */
tol_status batch_out_of_memory(batch_task *task);
/* Read the argument of --jobs; false after a usage error that was reported. */
bool batch_jobs(const cli *c, const char *value, size_t *n);

#endif
