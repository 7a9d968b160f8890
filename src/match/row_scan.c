/*
 * The exhaustive scan: every token row of the chosen languages and memories is scored. It is the simple version that
 * stays as the oracle of the search through the index.
 */
#include "match/lookup.h"

static tol_status score_row(void *user, const tol_token_row *row, tol_error *err)
{
    return tol_score_row(user, row, err);
}

tol_status tol_scan(tol_row_scorer *scorer, tol_error *err)
{
    const tol_lookup *lookup = scorer->lookup;
    return tol_token_rows_each(lookup->store, lookup->source_lang, lookup->memories, lookup->n_memories, score_row,
                               scorer, err);
}
