/*
 * Allocation-failure torture: for N = 1, 2, 3 … the Nth allocation of a call is made to fail, until the call no longer
 * gets that far. Run it under AddressSanitizer, which sees what a failure leaks.
 */
#ifndef TOL_TEST_TORTURE_H
#define TOL_TEST_TORTURE_H

#include "tolmach/status.h"

/* One whole call: builds what it needs, does its work, checks what it can check, and gives all back. */
typedef tol_status (*tol_torture_fn)(void *user, tol_error *err);

/*
 * Torture `call`, once with single failures and once with failures that stay. A round may end with TOL_ENOMEM, with
 * TOL_OK (the call could do without), or with `also_allowed` (TOL_OK: nothing else); the error object must agree with
 * the code. Anything else ends the test program with a message. Returns the number of allocations that the call makes.
 */
unsigned tol_torture(const char *name, tol_torture_fn call, void *user, tol_status also_allowed);

#endif
