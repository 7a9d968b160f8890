/*
 * Differences between a query and a match that reverse what is said: a negation more or less, an opposite word, another
 * number. The languages of both texts are the same here; the translation is not looked at.
 */
#ifndef TOL_MATCH_MEANING_H
#define TOL_MATCH_MEANING_H

#include "text/value.h"
#include "tolmach/match.h"

typedef struct tol_meaning tol_meaning;

/* What is known of a language; `lang` is a tag, the analyser is of that language and borrowed for the call. */
tol_status tol_meaning_new(tol_str lang, tol_analyser *analyser, tol_meaning **out, tol_error *err);
void tol_meaning_free(tol_meaning *meaning);

/* A text in all its views. */
typedef struct tol_reading {
    tol_str text;
    const tol_tokens *tokens;
    tol_values values;
} tol_reading;

/* The reversals between query and source, in the order of the query; `edits` are of their tokens. TOL_ENOMEM. */
tol_status tol_meaning_compare(const tol_meaning *meaning, const tol_reading *query, const tol_reading *source,
                               const tol_edit *edits, size_t n_edits, tol_arena *arena, tol_reversal **out, size_t *n,
                               tol_error *err);

#endif
