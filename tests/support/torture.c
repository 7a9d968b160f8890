#include "support/torture.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"

#define ROUNDS_MAX 1000000

static void give_up(const char *name, unsigned round, bool sticky, tol_status status, const tol_error *err)
{
    fprintf(stderr, "%s: allocation %u%s made to fail: returned %s, error object %s \"%s\"\n", name, round,
            sticky ? " and all after it" : "", tol_status_name(status), tol_status_name(err->code), err->message);
    abort();
}

static unsigned torture(const char *name, tol_torture_fn call, void *user, tol_status also_allowed, bool sticky)
{
    for (unsigned round = 1; round < ROUNDS_MAX; round++) {
        tol_error err = {0};
        tol_mem_fail_after(round, sticky);
        tol_status status = call(user, &err);
        bool has_failed = tol_mem_has_failed();
        tol_mem_fail_after(0, false);
        bool is_allowed = status == TOL_OK || (has_failed && (status == TOL_ENOMEM || status == also_allowed));
        if (!is_allowed || err.code != status) {
            give_up(name, round, sticky, status, &err);
        }
        if (!has_failed) {
            return round - 1;
        }
    }
    fprintf(stderr, "%s: no end after %d rounds\n", name, ROUNDS_MAX);
    abort();
}

unsigned tol_torture(const char *name, tol_torture_fn call, void *user, tol_status also_allowed)
{
    torture(name, call, user, also_allowed, true);
    return torture(name, call, user, also_allowed, false);
}
