/* Whether a sentence ends at a stop: the rules that all languages share, over the words of one. */
#ifndef TOL_SEGMENT_END_JUDGE_H
#define TOL_SEGMENT_END_JUDGE_H

#include "segment/known_names.h"
#include "segment/nesting.h"
#include "segment/stop.h"
#include "segment/word_table.h"

typedef struct tol_judged {
    const tol_word_table *words;
    tol_known_names *names; /* of `whole` */
    tol_str whole;          /* the text that the paragraph is of */
    tol_str paragraph;      /* inside of `whole` */
    size_t begin;           /* first letter or digit of the segment that may end, a place in the paragraph */
    bool is_first;          /* it is the paragraph's first segment */
} tol_judged;

/* Whether a segment ends at stop->end. `nesting` stands at or before stop->first, and stands at stop->end afterwards.
 */
bool tol_is_end(const tol_judged *judged, const tol_stop *stop, tol_nesting *nesting);

#endif
