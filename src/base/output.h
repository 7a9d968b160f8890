/*
 * Writing bytes to a file, standard output or memory. A file appears under its name only when all of it is written: the
 * bytes go to a temporary file in the same folder, which tol_output_finish flushes to disk and renames. Failure is
 * sticky.
 */
#ifndef TOL_BASE_OUTPUT_H
#define TOL_BASE_OUTPUT_H

#include "tolmach/buf.h"
#include "tolmach/status.h"

typedef struct tol_output {
    int fd; /* -1 for memory */
    bool is_stdout;
    tol_buf *memory; /* receives the bytes when fd is -1 */
    tol_buf pending; /* not yet written */
    char *path;      /* owned; NULL for standard output and memory */
    char *temp_path; /* owned; NULL for what is written directly */
    tol_error error; /* the first failure */
} tol_output;

/* Begin: exactly one of `path` ("-": standard output) and `memory` is given. A path that is a device or a pipe is
 * written directly. */
tol_status tol_output_open(tol_output *output, const char *path, tol_buf *memory, tol_error *err);
/* Append; a failure is kept for tol_output_finish and tol_output_check. */
void tol_output_add(tol_output *output, tol_str bytes);
/* The failure so far, if any. */
tol_status tol_output_check(const tol_output *output, tol_error *err);
/* Write what is left and put the file in its place. */
tol_status tol_output_finish(tol_output *output, tol_error *err);
/* Free; a file that was not finished is removed. */
void tol_output_release(tol_output *output);

#endif
