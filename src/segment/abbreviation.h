/* The word before a full stop: whether the full stop is its own. */
#ifndef TOL_SEGMENT_ABBREVIATION_H
#define TOL_SEGMENT_ABBREVIATION_H

#include "segment/end_judge.h"

/* Whether the sentence ends at a single full stop behind which a capital, a number or a sign comes. */
bool tol_full_stop_ends(const tol_judged *judged, const tol_stop *stop);
/* Whether a word opens sentences: it is in the list, capitalised, and no initial. */
bool tol_next_opens(const tol_judged *judged, const tol_next *next);
/* Whether a capitalised word ends like a verb, and is none of the names that do. */
bool tol_next_is_verb(const tol_judged *judged, const tol_next *next);
/* Whether the word is a Roman number in capitals: also with the Cyrillic letters that look like them. */
bool tol_is_roman(tol_str word);

#endif
