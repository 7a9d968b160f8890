/* Terms and tokens of a text from one analysis. */
#ifndef TOL_TERMS_RECOGNISE_H
#define TOL_TERMS_RECOGNISE_H

#include "tolmach/term.h"
#include "tolmach/token.h"

/*
 * What tol_recognise finds, and the tokens that tol_analyse would give: each surface is analysed once, and remembered
 * with both. The text is valid UTF-8. The tokens are in the arena, their strings the recogniser's or slices of what it
 * remembers: they live until its next call. TOL_ELIMIT, TOL_ENOMEM.
 */
tol_status tol_recognise_tokens(tol_recogniser *recogniser, tol_str text, tol_arena *arena, tol_tokens *tokens,
                                tol_term_hit **hits, size_t *n, tol_error *err);

#endif
