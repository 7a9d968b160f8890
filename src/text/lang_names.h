/* Languages by their English names, as the files of some tools call them: "English (United States)". */
#ifndef TOL_TEXT_LANG_NAMES_H
#define TOL_TEXT_LANG_NAMES_H

#include "tolmach/lang.h"

#define TOL_LANG_NAME_MAX 128

/* The name of a tag's language, with that of its region in parentheses; false for a language that has no name. */
bool tol_lang_english_name(tol_str tag, char out[TOL_LANG_NAME_MAX]);
/* The tag of a language by its name, however it is spaced, cased and punctuated: "English_United_States",
 * "english (united states)". False: no language has it. */
bool tol_lang_of_english_name(tol_str name, char out[TOL_LANG_MAX]);

#endif
