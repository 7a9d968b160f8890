/* Links: URLs, e-mail addresses, file paths. */
#ifndef TOL_TEXT_LINK_H
#define TOL_TEXT_LINK_H

#include <stdbool.h>

#include "tolmach/str.h"

/* Whether a text can hold a link at all: a cheap look that spares most texts the rest. */
bool tol_link_possible(tol_str text);

/*
 * The end of the link that begins at `at`, 0 when none does.
 * `*barren` (0 before the first call on a text) remembers how far a search for a relative path has looked in vain,
 * which keeps the whole scan linear.
 */
size_t tol_link_end(tol_str text, size_t at, size_t *barren);

#endif
