/* Abbreviations in capitals: ООН and UN are not the words in small letters, and take endings that stay small: МИДа,
 * UN’s, MPs. */
#ifndef TOL_TERMS_ALL_CAPITALS_H
#define TOL_TERMS_ALL_CAPITALS_H

#include <stdbool.h>

#include "tolmach/str.h"

/* Whether a word consists of two letters or more and all of them are capitals; what is no letter does not count. */
bool tol_capitals_only(tol_str surface);
/* The capitals of a word that has two of them or more and then an ending in small letters; absent for other words. */
tol_str tol_capitals_stem(tol_str surface);

#endif
