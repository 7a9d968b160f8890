/* Words of a text as rules look at them: capitals, abbreviations, initials. */
#ifndef TOL_CHECK_INITIALS_H
#define TOL_CHECK_INITIALS_H

#include "check/rule.h"

/* Two letters or more, all of them capitals. */
bool tol_is_all_capitals(tol_str word);
bool tol_begins_with_capital(tol_str word);
/* What a rule calls an abbreviation: capitals only, or a full stop at its end. */
bool tol_is_abbreviation(tol_str term);
/* A word without the English 's, ’ at its end. */
tol_str tol_without_possessive(tol_str word);
/* Same letters but for case and ё. */
bool tol_same_letters(tol_str a, tol_str b);
/*
 * Words from token `from` on whose first letters spell an abbreviation in capitals, small words between them free:
 * "Ministry of Foreign Affairs", MFA. How many tokens; 0: they do not.
 */
size_t tol_spells_initials(const tol_tokens *tokens, size_t from, tol_str abbreviation);

#endif
