/* What a concordance found, as text for people and as JSON lines. */
#ifndef TOL_TOOLS_CONCORDANCE_OUT_H
#define TOL_TOOLS_CONCORDANCE_OUT_H

#include "cli.h"

typedef struct concordance_result {
    tol_str query;
    size_t number; /* from 1 */
    tol_concordance_hits hits;
} concordance_result;

/* `err`: NULL, or why the query could not be answered; it still has its line then. */
void concordance_print_json(const concordance_result *result, const tol_error *err);

typedef struct concordance_style {
    bool color;
    bool with_query; /* name the query: there are several */
    long context;    /* characters shown before the first word found and behind the last; 0: all */
} concordance_style;
void concordance_print_text(const concordance_result *result, const concordance_style *style);

#endif
