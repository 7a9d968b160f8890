/*
 * Russian declension backwards: from a form to the citation forms that it may belong to. It knows endings and nothing
 * else, so it gives many; whoever asks has a dictionary to choose among them, or a term that one of them must be.
 */
#ifndef TOL_TERMS_DECLENSION_H
#define TOL_TERMS_DECLENSION_H

#include "tolmach/arena.h"

typedef struct tol_citations {
    tol_str *items; /* in the arena; some may be equal */
    size_t n, cap;
} tol_citations;

/*
 * Citation forms of a folded word of Cyrillic letters, but for the word itself: nouns of all declensions, adjectives,
 * surnames of both genders, plurals as citation forms; with the vowels that come and go. Of anything else: none.
 * Without memory the arena says so. `is_name`: -ов and -ев are no genitives, Павлов is not Павел but somebody else.
 * Source of the paradigms: A. A. Zaliznyak, Grammatical dictionary of Russian, the tables; for names N. A. Yeskova's
 * rules.
 */
void tol_russian_citations(tol_str form, bool is_name, tol_arena *arena, tol_citations *out);

/* Forms of a citation form that tell whether a dictionary has a paradigm for it: oblique cases and the plural. */
void tol_russian_probes(tol_str citation, tol_arena *arena, tol_citations *out);

#endif
