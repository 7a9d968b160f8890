/* Dates that end with an abbreviation: `с 1958 по 1972 г.`, `в XIX в.`, `25 октября 1962 г.` */
#ifndef TOL_SEGMENT_DATE_PHRASE_H
#define TOL_SEGMENT_DATE_PHRASE_H

#include "segment/end_judge.h"

/* Whether a number stands before the abbreviation that begins at `at`. */
bool tol_date_stands_before(const tol_judged *judged, size_t at);
/*
 * Whether the sentence ends behind a date, before a capital. It goes on when the date begins its clause (`В 1962 г.
 * Хрущев …`, `… , когда в 1962 г. Хрущев …`), for then the clause still wants its subject.
 */
bool tol_date_ends(const tol_judged *judged, size_t at, const tol_next *next);

#endif
