/**
 * Language tags: BCP 47 as translation files write it, which is to say in any case, with hyphens or underscores, in
 * three-letter codes, and sometimes not at all.
 */
#ifndef TOLMACH_LANG_H
#define TOLMACH_LANG_H

#include "tolmach/arena.h"
#include "tolmach/status.h"

TOL_BEGIN_DECLS

/** Longest canonical tag that is kept, in bytes with the NUL. */
#define TOL_LANG_MAX 64

/**
 * Canonical form of a tag: `RU` is `ru`, `EN_us` is `en-US`, `ENG-GB` is `en-GB`, `sr-SP-Latn` is `sr-Latn-SP`.
 *
 * @param tag  as it stood
 * @param out  receives the tag, NUL-terminated; for a text that is no language tag ("---", "") the text itself, cut to
 * fit
 * @return whether `tag` is a well-formed tag; "x-" private tags are
 * Any thread.
 */
TOL_API bool tol_lang_canonical(tol_str tag, char out[TOL_LANG_MAX]);

/** Whether the tag's primary language is one that ICU knows by name, or a private one ("x-…", qaa to qtz). Any thread.
 */
TOL_API bool tol_lang_is_known(tol_str tag);

/**
 * Whether text in one language serves who asks for the other: same primary language, and no script or region that
 * contradicts. `ru` serves `ru-RU` and the other way round, `EN_us` serves `en-US`; `en-US` does not serve `en-GB`.
 * Texts that are no tags serve only themselves. Symmetric, not transitive. Any thread.
 */
TOL_API bool tol_lang_matches(tol_str a, tol_str b);

TOL_END_DECLS
#endif
