/* Sentence breaks of Unicode (UAX #29), with what ICU knows of a language. One thread at a time. */
#ifndef TOL_TEXT_SENTENCE_BREAK_H
#define TOL_TEXT_SENTENCE_BREAK_H

#include "tolmach/status.h"

typedef struct tol_sentence_break {
    void *iterator, *text; /* of ICU */
    size_t len;
} tol_sentence_break;

/* For any language tag. TOL_ENOMEM. */
tol_status tol_sentence_break_open(tol_sentence_break *breaker, const char *lang, tol_error *err);
/* Begin a valid text, borrowed until the next one. TOL_ENOMEM. */
tol_status tol_sentence_break_begin(tol_sentence_break *breaker, tol_str text, tol_error *err);
/* The next break; the text's length is the last one. */
size_t tol_sentence_break_next(tol_sentence_break *breaker);
void tol_sentence_break_close(tol_sentence_break *breaker);

#endif
