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
 * What a command does with texts. `read` and `print` are called by one thread each, `answer` by that of its worker;
 * with one job all of it is the caller's.
 */
typedef struct batch_plan {
    void *user;
    /* Set task->text and number, with all that it needs in task->arena; false at the end. */
    bool (*read)(void *user, batch_task *task);
    /* Find task->answer, status and err. */
    void (*answer)(void *worker, batch_task *task);
    /* Print them; false: no more. */
    bool (*print)(void *user, const batch_task *task);
} batch_plan;

/* Run through all texts, with a worker for each job. False when threads could not be had: an error was reported. */
bool batch_run(const cli *c, const batch_plan *plan, void **workers, size_t n_workers);

/* Read the argument of --jobs; false after a usage error that was reported. */
bool batch_jobs(const cli *c, const char *value, size_t *n);

#endif
