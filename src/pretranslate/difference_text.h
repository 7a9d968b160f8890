/* A hit's differences as one line of text. */
#ifndef TOL_PRETRANSLATE_DIFFERENCE_TEXT_H
#define TOL_PRETRANSLATE_DIFFERENCE_TEXT_H

#include "tolmach/match.h"

/*
 * The query with what differs marked as wdiff does: [-in the match only-] and {+in the query only+}.
 * @return in the arena; absent when there is no difference, or on failure (the arena's failure is then set)
 */
tol_str tol_difference_text(tol_str query, const tol_hit *hit, tol_arena *arena);

#endif
