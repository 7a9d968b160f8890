/* cmocka with the headers it wants before it, and assertions of our own. */
#ifndef TOL_TEST_CHECK_H
#define TOL_TEST_CHECK_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tolmach/status.h"

/* A slice holds these bytes; a failure prints both. */
#define assert_str(slice, literal) tol_assert_slice((slice), (tol_str){(literal), strlen(literal)}, __FILE__, __LINE__)

static inline void tol_assert_slice(tol_str got, tol_str wanted, const char *file, int line)
{
    if (!tol_str_equal(got, wanted)) {
        print_error("\"%.*s\" is not \"%.*s\"\n", TOL_ARG(got), TOL_ARG(wanted));
        _fail(file, line);
    }
}

/* A call returned this code and said so in its error object. */
#define assert_status(wanted, call, err) tol_assert_status((wanted), (call), (err), __FILE__, __LINE__)

static inline void tol_assert_status(tol_status wanted, tol_status got, const tol_error *err, const char *file,
                                     int line)
{
    if (got != wanted || (err && err->code != wanted)) {
        print_error("%s is not %s: %s\n", tol_status_name(got), tol_status_name(wanted), err ? err->message : "");
        _fail(file, line);
    }
}

#endif
