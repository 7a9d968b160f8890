/*
 * From surface to form: what does not count as a difference between tokens, or hardly.
 */
#ifndef TOL_TEXT_FOLD_H
#define TOL_TEXT_FOLD_H

#include "tolmach/buf.h"
#include "tolmach/token.h"

typedef struct tol_fold_rules {
    bool turkic;          /* I and ı, İ and i are the pairs of letters */
    bool grave_is_stress; /* ѐ and ѝ are е and и under a stress mark, as in Russian, and not letters */
} tol_fold_rules;

tol_fold_rules tol_fold_rules_for(const char *lang);

/*
 * Write the form of a token into `out` (emptied first). The surface is in NFC. Folding a form changes nothing; forms of
 * tokens with equal surfaces are equal. TOL_ENOMEM.
 */
tol_status tol_fold(tol_str surface, tol_token_kind kind, tol_fold_rules rules, tol_buf *out, tol_error *err);

#endif
