/* What a lookup found, as text for people and as JSON lines. */
#ifndef TOL_TOOLS_LOOKUP_OUT_H
#define TOL_TOOLS_LOOKUP_OUT_H

#include "cli.h"

typedef struct lookup_result {
    tol_str query;
    size_t number; /* from 1 */
    bool explain;  /* show how each score came about */
    tol_hits hits;
    tol_term_hit *terms;
    size_t n_terms;
} lookup_result;

void lookup_print_json(const lookup_result *result);
/* A text that could not be looked up still has its line: no hits, and why. */
void lookup_print_json_error(const lookup_result *result, const tol_error *err);
void lookup_print_text(const lookup_result *result, bool color);

#endif
