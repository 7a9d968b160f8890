/*
 * The two halves of tol_analyse, for those who know most tokens by their bytes: where the tokens of a text are, and
 * what one of them is. Equal bytes are equal tokens, so only the unknown ones need the second half.
 */
#ifndef TOL_TEXT_ANALYSE_H
#define TOL_TEXT_ANALYSE_H

#include "text/scan.h"

/*
 * The tokens of a valid text of at most TOL_TEXT_MAX bytes, in order; those of kind TOL_TAG are the codes, each once
 * and in their order. Codes are as tol_analyse wants them. *spans belongs to the analyser and stands until its next
 * scan or analysis. TOL_ENOMEM.
 */
tol_status tol_analyser_scan(tol_analyser *analyser, tol_str text, const tol_tag *tags, size_t n_tags,
                             const tol_span **spans, size_t *n_spans, tol_error *err);
/* What tol_analyse would say of a span of that text; `tag` is its code, or NULL. Strings are in the text or in the
 * arena. Words are not remembered, as by tol_analyse: the caller does that. TOL_ENOMEM. */
tol_status tol_analyser_view(tol_analyser *analyser, tol_str text, const tol_span *span, const tol_tag *tag,
                             tol_arena *arena, tol_token *token, tol_error *err);

#endif
