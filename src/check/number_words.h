/* Numbers that are written out: "два", "двух", "two", "second". */
#ifndef TOL_CHECK_NUMBER_WORDS_H
#define TOL_CHECK_NUMBER_WORDS_H

#include "check/rule.h"

/* Whether a text has the words of a whole number, as a cardinal or an ordinal, in Russian or English, in any form;
 * also whether it has the month of a date whose other parts are matched. */
bool tol_is_spelt_out(const tol_tokens *text, const tol_value *value);

#endif
