/* Russian adjectives of relation, which stand for English nouns before nouns: source text, оригинальный текст. */
#ifndef TOL_CHECK_ADJECTIVES_H
#define TOL_CHECK_ADJECTIVES_H

#include "tolmach/str.h"

/* Whether a folded form is an adjective made of a folded noun (its nominative): файловых of файл, системный of система,
 * книжная of книга. */
bool tol_is_adjective_of(tol_str form, tol_str noun);

#endif
