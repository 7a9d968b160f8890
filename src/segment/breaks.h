/* The places where a text breaks, as an engine finds them. */
#ifndef TOL_SEGMENT_BREAKS_H
#define TOL_SEGMENT_BREAKS_H

#include "tolmach/str.h"

typedef struct tol_breaks {
    size_t *items; /* bytes, ascending; owned */
    size_t n, cap;
    bool failed; /* no memory: sticky */
} tol_breaks;

#define TOL_BREAKS_INIT                                                                                                \
    {                                                                                                                  \
        NULL, 0, 0, false                                                                                              \
    }

/* A place that the list has already as its last is not added again. */
void tol_breaks_add(tol_breaks *breaks, size_t at);
void tol_breaks_reset(tol_breaks *breaks);
void tol_breaks_release(tol_breaks *breaks);

#endif
