/* What a review looks like: its columns and marks, for who writes it and who reads it. */
#ifndef TOL_BITEXT_REVIEW_FORM_H
#define TOL_BITEXT_REVIEW_FORM_H

#include "bitext/bitext_side.h"

#define TOL_REVIEW_OPEN      "\xE2\x9F\xA6" /* ⟦ */
#define TOL_REVIEW_CLOSE     "\xE2\x9F\xA7" /* ⟧ */
#define TOL_REVIEW_PARAGRAPH "\xC2\xB6"     /* ¶ */

#define TOL_REVIEW_STATUS "status"
#define TOL_REVIEW_FOUND  "found"
#define TOL_REVIEW_RIGHT  "ok"
#define TOL_REVIEW_WRONG  "wrong"

/* Head of a column of texts: "ru, 35 segments: a.txt". */
#define TOL_REVIEW_SEGMENTS " segments: "

/* "9 10 to 8", "9 to none": the segments of a row, by their numbers from 1. Not "9-8", which spreadsheets take for a
 * date. */
void tol_review_put_found(tol_buf *out, tol_bead_part source, tol_bead_part target);

#endif
