/* What a hit says beyond its score: the edit script, moves, reversals of meaning, a proposed target. */
#ifndef TOL_MATCH_EXPLAIN_H
#define TOL_MATCH_EXPLAIN_H

#include "tolmach/match.h"

/* What explaining needs of the languages; made when first wanted, kept by the lookup. One thread. */
typedef struct tol_explainer tol_explainer;

/* An explainer for queries in a language; the analyser is of that language and borrowed as long as it lives. */
tol_status tol_explainer_new(tol_str source_lang, tol_analyser *analyser, tol_explainer **out, tol_error *err);
/* NULL is ignored. */
void tol_explainer_free(tol_explainer *explainer);

/*
 * Explain a hit whose texts, languages, score and cost are filled in.
 * @param tokens  of the query
 * @param source  the hit's source variant, with its codes
 * @param arena   of the hit
 * TOL_ENOMEM, and what tol_analyse returns.
 */
tol_status tol_explain_hit(tol_explainer *explainer, tol_str query, const tol_tokens *tokens, const tol_variant *source,
                           tol_arena *arena, tol_hit *hit, tol_error *err);

#endif
