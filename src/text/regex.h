/*
 * Regular expressions of ICU over UTF-8. A text is brought into ICU's form once (tol_units) and may then be asked by
 * any number of expressions. Places are those of that form; tol_units_byte gives the byte. One thread at a time.
 */
#ifndef TOL_TEXT_REGEX_H
#define TOL_TEXT_REGEX_H

#include <stdbool.h>
#include <stdint.h>

#include "tolmach/status.h"

/* A text in UTF-16, and at which byte each unit's character begins. */
typedef struct tol_units {
    uint16_t *units;
    uint32_t *bytes;
    size_t n, cap, bytes_cap;
} tol_units;

#define TOL_UNITS_INIT                                                                                                 \
    {                                                                                                                  \
        NULL, NULL, 0, 0, 0                                                                                            \
    }

/* Take a valid text, shorter than 2 GB. TOL_ENOMEM. */
tol_status tol_units_set(tol_units *units, tol_str text, tol_error *err);
void tol_units_release(tol_units *units);

typedef struct tol_regex tol_regex;

/* Compile. TOL_EINVAL: it is no expression, the message says why and where; TOL_ENOMEM. */
tol_status tol_regex_new(tol_str pattern, bool ignores_case, tol_regex **out, tol_error *err);
void tol_regex_free(tol_regex *regex);
/* The text of the next questions; it must outlive them. TOL_ENOMEM. */
tol_status tol_regex_begin(tol_regex *regex, const tol_units *units, tol_error *err);
/* The first match at or behind `from`. *found is false when there is none. TOL_ELIMIT: it takes too long. */
tol_status tol_regex_find(tol_regex *regex, size_t from, bool *found, size_t *start, size_t *end, tol_error *err);
/* Whether a match begins at a place; it may look at what stands before. TOL_ELIMIT. */
tol_status tol_regex_matches_at(tol_regex *regex, size_t at, bool *matches, tol_error *err);
/* Whether all of the text matches. TOL_ELIMIT. */
tol_status tol_regex_matches_all(tol_regex *regex, bool *matches, tol_error *err);

#endif
