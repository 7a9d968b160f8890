/* A text is cut into paragraphs before any rule sees it: at line ends, or at empty lines where lines are wrapped. */
#ifndef TOL_SEGMENT_PARAGRAPH_H
#define TOL_SEGMENT_PARAGRAPH_H

#include "tolmach/str.h"

/* Bytes of the line end at a place (CR LF is one), 0 for none: LF, CR, VT, FF, NEL, U+2028, U+2029. */
size_t tol_line_end_at(tol_str text, size_t at);
/* The text without the white space at its ends. */
tol_str tol_trimmed(tol_str text);
/* The next paragraph from `*at` on, trimmed and not empty; `*at` moves behind it. False at the end. */
bool tol_next_paragraph(tol_str text, bool wrapped, size_t *at, tol_str *paragraph);

#endif
