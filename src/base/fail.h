/* Filling error objects: how the inside of the library reports a failure. */
#ifndef TOL_BASE_FAIL_H
#define TOL_BASE_FAIL_H

#include "tolmach/status.h"

/* Record the first failure (a later one changes nothing) and return its code: `return tol_fail(err, TOL_EPARSE, …);` */
tol_status tol_fail(tol_error *err, tol_status code, const char *format, ...) TOL_PRINTF(3, 4);
/* The same for a failed system call: ": " and the text of errno are appended. */
tol_status tol_fail_errno(tol_error *err, tol_status code, const char *format, ...) TOL_PRINTF(3, 4);
/* TOL_ENOMEM with the usual words. */
tol_status tol_fail_nomem(tol_error *err);
/* Fill the name of the file and the line into a recorded failure, where they are still empty. */
void tol_fail_locate(tol_error *err, const char *where, uint32_t line);

/* The static analyser sees one file at a time and cannot know that none of these ever returns TOL_OK: tell it. */
#if defined(__clang_analyzer__) && !defined(TOL_FAIL_SOURCE)
#define tol_fail(err, code, ...)       (tol_fail((err), (code), __VA_ARGS__), (code))
#define tol_fail_errno(err, code, ...) (tol_fail_errno((err), (code), __VA_ARGS__), (code))
#define tol_fail_nomem(err)            (tol_fail_nomem(err), TOL_ENOMEM)
#endif

#endif
