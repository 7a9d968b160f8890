/*
 * Regular expressions of SRX files, most of them written for Java, in ICU's way.
 *
 * ICU knows nearly all that Java knows. Three things differ: flags that Java alone has (u, U, d) go, for ICU's classes
 * are Unicode's anyway; `--` inside a set is two hyphens to Java and a difference to ICU; and an expression that must
 * end at a place is asked as a look-behind, whose length ICU wants bounded, so that `*` and `+` become repetitions of
 * at most TOL_SRX_REPEAT_MAX.
 */
#ifndef TOL_SEGMENT_SRX_TRANSLATE_H
#define TOL_SEGMENT_SRX_TRANSLATE_H

#include "tolmach/buf.h"

#define TOL_SRX_REPEAT_MAX 100

typedef enum tol_srx_flaw {
    TOL_SRX_GOOD,
    TOL_SRX_TRANSLATED, /* Java's way was translated */
    TOL_SRX_CODE,       /* \Y of Okapi, an inline code: rules look through codes here */
    TOL_SRX_REFERENCE   /* it refers to a group: fine, but it cannot be joined with others */
} tol_srx_flaw;

/* Append the expression in ICU's way; `bounded`: fit for a look-behind. */
tol_srx_flaw tol_srx_translate(tol_str pattern, bool bounded, tol_buf *out);

#endif
