/* Names across scripts: whether a term is one, and whether a word is another spelling of it. */
#ifndef TOL_CHECK_NAMES_H
#define TOL_CHECK_NAMES_H

#include "check/rule.h"

/* From this likeness on (text/romanise.h) two words are spellings of one name. */
#define TOL_NAME_LIKENESS 75

/* How well words of the two texts are one name, 0 to 100. One of them must be Cyrillic, the other Latin; a word of a
 * text may stand in any case, one of a glossary stands in the nominative (`is_declined` false). */
int tol_name_likeness(tol_str source, tol_str target, bool is_declined);
/* A quick look before the comparison: whether the first letters may stand for one another. */
bool tol_may_be_name(tol_str a, tol_str b);
/* Whether the target terms render the source term letter by letter, all its longer words with capitals. */
bool tol_is_name(tol_str source, const tol_str *targets, size_t n_targets);
/* Whether a word of the target is a spelling of a word of the name that none of the target terms has. */
bool tol_is_other_spelling(const tol_check_pair *pair, tol_str source, const tol_str *targets, size_t n_targets,
                           tol_str word);
/* " (ALA-LC)", the scheme that a spelling follows; "" when it is none's. In the pair's arena. */
const char *tol_name_scheme_note(const tol_check_pair *pair, tol_str source, tol_str word);

#endif
