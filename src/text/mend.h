/* Mends of Snowball's stems where it splits paradigms that matter here. */
#ifndef TOL_TEXT_MEND_H
#define TOL_TEXT_MEND_H

#include "tolmach/buf.h"

/* Change a Russian stem in place; the result depends on the stem alone, so equal stems stay equal. */
void tol_mend_russian(tol_buf *stem);

#endif
