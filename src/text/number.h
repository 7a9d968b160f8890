/* Numbers whose groups are parted by spaces, which word boundaries tear apart. */
#ifndef TOL_TEXT_NUMBER_H
#define TOL_TEXT_NUMBER_H

#include "tolmach/str.h"

/* The end of the number that begins at `start` with a segment that ends at `end`: `end` itself, or further. */
size_t tol_number_end(tol_str text, size_t start, size_t end);

#endif
