/*
 * What a program writes, as an input: a child process without a shell. It reads an open file as its standard input, and
 * what it says on standard error is kept for the message.
 */
#ifndef TOL_DOCUMENT_CHILD_OUTPUT_H
#define TOL_DOCUMENT_CHILD_OUTPUT_H

#include <stdio.h>
#include <sys/types.h>

#include "base/input.h"
#include "tolmach/diag.h"

typedef struct tol_child {
    pid_t pid;  /* 0: none runs */
    int fd;     /* what it writes; -1: none */
    FILE *said; /* what it says on standard error; without a name */
    const tol_listener *listener;
    size_t n; /* bytes that were read */
} tol_child;

/* A program that writes more is ended. */
#define TOL_CHILD_MAX ((size_t)512 << 20)

#define TOL_CHILD_INIT                                                                                                 \
    {                                                                                                                  \
        0, -1, NULL, NULL, 0                                                                                           \
    }

/*
 * Start a program that is found on PATH. `stdin_fd` is read from its present place. `listener` is asked now and then
 * whether to go on, also while the program is silent. TOL_ENOTFOUND: there is no such program; TOL_EIO.
 */
tol_status tol_child_start(tol_child *child, char *const argv[], int stdin_fd, const tol_listener *listener,
                           tol_error *err);
/* A tol_pull_fn for a child. TOL_EIO, TOL_ELIMIT, TOL_ECANCELLED. */
tol_status tol_child_pull(void *user, char *into, size_t cap, size_t *len, tol_error *err);
/* Wait for its end; a program whose output nobody wants any more is ended. Its exit code, 128 when it was killed; the
 * first line that it said on standard error goes into `said`. */
int tol_child_finish(tol_child *child, char *said, size_t size);

#endif
