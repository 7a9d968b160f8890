/*
 * Tags that stand in a text as characters, <i>, </h1>: rules look through them, and those of blocks end segments. Other
 * codes are no characters of the text, and the rules never see them.
 */
#ifndef TOL_SEGMENT_MARKUP_H
#define TOL_SEGMENT_MARKUP_H

#include "tolmach/str.h"

/* The end of a tag that begins at `at`, or `at` when none does. */
size_t tol_tag_end(tol_str text, size_t at);
/* Whether the tag between two places begins or ends a block: a heading, a paragraph, an item, a line. */
bool tol_tag_is_block(tol_str text, size_t at, size_t end);

#endif
