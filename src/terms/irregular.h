/*
 * Words whose paradigms have several stems, by lists: those that the analysis of texts has for its keys (text/words.h),
 * and what terms need beyond. A dictionary has the pieces of such a paradigm as words of their own.
 */
#ifndef TOL_TERMS_IRREGULAR_H
#define TOL_TERMS_IRREGULAR_H

#include "base/map.h"
#include "tolmach/status.h"

#define TOL_IRREGULAR_LISTS 2

typedef struct tol_irregular {
    tol_map lists[TOL_IRREGULAR_LISTS]; /* form -> row, as a pointer */
} tol_irregular;

/* The lists of a primary language; of one without any, empty ones. TOL_ENOMEM; release it even then. */
tol_status tol_irregular_init(tol_irregular *irregular, const char *lang, tol_error *err);
/* The lemma of a form by one of the lists; absent when it is not there. */
tol_str tol_irregular_lemma(const tol_irregular *irregular, size_t list, tol_str form);
void tol_irregular_release(tol_irregular *irregular);

#endif
