/* The differences between a query and a hit's source: as marked text, as a table, as JSON. */
#ifndef TOL_TOOLS_LOOKUP_DIFF_H
#define TOL_TOOLS_LOOKUP_DIFF_H

#include "cli.h"

/* ---- lookup_diff.c ---- */

/*
 * The hit's source with all differences in it. In colour; or with marks, kept text shortened between them:
 * [-only in the query-] {+only in the match+} {~another→form~} [>moved from here>] {>moved to here>}
 */
void diff_print(tol_str query, const tol_hit *hit, bool color);
/* Whether any token differs. */
bool diff_is_there(const tol_hit *hit);
/* One line of differences that may reverse the meaning; none for a hit without. What the proposed target has taken over
 * is not told again. */
void diff_print_warning(tol_str query, const tol_hit *hit, bool color);
/* The proposed target, what was put in underlined on a terminal; no line for a hit without. */
void diff_print_proposal(const tol_hit *hit, bool color);

/* ---- lookup_explain.c ---- */

/* "kept", "form", "inflected", "replaced", "inserted", "deleted". */
const char *edit_kind_name(tol_edit_kind kind);
/* How the score came about: a row for each pair of tokens, the sums, the formula. */
void explain_print(tol_str query, const tol_hit *hit);

/* ---- lookup_diff_json.c ---- */

struct json_t;
/* Add "differences", "moves", "meaning", "proposal", "proposed_target" and "placed" to a hit's object, and with `all`
 * "alignment". */
void diff_add_json(struct json_t *out, tol_str query, const tol_hit *hit, bool all);

#endif
