/* Neighbours that a unit names itself, in the props of CAT tools. */
#ifndef TOL_MODEL_CONTEXT_PROPS_H
#define TOL_MODEL_CONTEXT_PROPS_H

#include "tolmach/unit.h"

typedef enum tol_side { TOL_BEFORE, TOL_AFTER, TOL_SIDES } tol_side;

/*
 * Hand over the texts that a unit's props say stand on one side of one of its variants, in that variant's language,
 * until `each` answers true. Known are: prev and next (OmegaT), x-context-pre and x-context-post (memoQ, XTM's spelling
 * with a real segment too), context_prev and context_next (Phrase), x-previous-source-text and x-next-source-text
 * (XTM), x-ContextContent (Trados: what stood before, source and target). Not known, because they hold no text:
 * x-Context (Trados), …-crc (XTM), …Md5… (GlobalLink).
 *
 * Props of a variant are about that variant. Props of the unit are about the language of its first variant, in which
 * tools put the source; x-ContextContent is about the others too.
 *
 * @param n_texts  out: how many were handed over
 * @return whether `each` answered true
 */
bool tol_context_props(const tol_unit *unit, const tol_variant *variant, tol_side side, tol_arena *arena,
                       bool (*each)(void *user, tol_str text), void *user, size_t *n_texts);

/* The document that a unit or a variant of it says it is from (the name of a file, a number); absent when none does. */
tol_str tol_document_of(const tol_unit *unit);
/* The key under which its document knows a unit: id (OmegaT), x-IdContext (Trados), x-context (memoQ, Weblate), context
 * (Phrase, Transifex); absent when no prop says it. */
tol_str tol_key_of(const tol_unit *unit);
/* Whether a prop of this type says what one of the functions above answers. */
bool tol_is_context_prop(tol_str type);

#endif
