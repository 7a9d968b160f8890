/* The words of a text that begin with a capital: a quick look, without tokens. */
#ifndef TOL_CHECK_CAPITAL_WORDS_H
#define TOL_CHECK_CAPITAL_WORDS_H

#include "check/rule.h"

typedef struct tol_capital {
    tol_check_span span;
    tol_str word; /* without a possessive ending */
    tol_script script;
    bool is_abbreviation; /* two to TOL_ABBREVIATION_MAX letters, all of them capitals, in a text that has others */
} tol_capital;

#define TOL_ABBREVIATION_MAX 8
#define TOL_CAPITALS_MAX     64

typedef struct tol_capitals {
    tol_capital items[TOL_CAPITALS_MAX];
    size_t n; /* words beyond the last one are not looked at */
} tol_capitals;

void tol_capitals_find(tol_str text, tol_capitals *out);
/* Those of a side, found once a pair; without memory there are none. */
const tol_capitals *tol_capitals_of(tol_side *side, tol_arena *arena);

#endif
