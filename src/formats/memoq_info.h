/* What memoQ's term bases say in a shorthand of their own: the column Term_Info, and dates. */
#ifndef TOL_FORMATS_MEMOQ_INFO_H
#define TOL_FORMATS_MEMOQ_INFO_H

#include "tolmach/buf.h"
#include "tolmach/concept.h"

#define TOL_MEMOQ_INFO_MAX 8

/* The category of the words of Term_Info that say how a term is looked for. */
#define TOL_MEMOQ_MATCHING "memoQ matching"

typedef struct tol_memoq_info {
    bool is_forbidden;
    tol_category categories[TOL_MEMOQ_INFO_MAX]; /* part of speech, gender, number, how the term is looked for */
    size_t n;
} tol_memoq_info;

/* Read "CasePermissive;HalfPrefix;NonTerm;Noun". How terms are looked for by default is no category. */
void tol_memoq_read_info(tol_str text, tol_arena *arena, tol_memoq_info *info);
/* Write what a term says so; *n_written: how many of its categories are in it. */
void tol_memoq_put_info(tol_buf *buf, const tol_term *term, size_t *n_written);
/* Whether a category of a term can be in it. */
bool tol_memoq_holds(const tol_category *category);

/* "10/25/2026 1:02:03 PM" as "2026-10-25T13:02:03"; any other text as it is. */
tol_str tol_memoq_read_date(tol_str text, tol_arena *arena);
/* The other way round. */
void tol_memoq_put_date(tol_buf *buf, tol_str date);

#endif
