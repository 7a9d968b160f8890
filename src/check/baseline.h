/* Baselines from bytes, for those who have them already. */
#ifndef TOL_CHECK_BASELINE_H
#define TOL_CHECK_BASELINE_H

#include "tolmach/checks.h"

/* Add the lines of a baseline's text; `name` stands for the file in messages. TOL_EPARSE, TOL_ENOMEM. */
tol_status tol_baseline_take(tol_baseline *baseline, tol_str text, const char *name, tol_error *err);

#endif
