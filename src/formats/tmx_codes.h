/* Inline codes of a unit in the way of a tool that does not want them as they are. */
#ifndef TOL_FORMATS_TMX_CODES_H
#define TOL_FORMATS_TMX_CODES_H

#include "formats/tmx_profile.h"

/*
 * Dropped: only the text is left. As text: native code stands in it, in its place. As tags: OmegaT's way, a code is
 * `<f0>`, `</f0>` or `<f1/>` (the letter is that of its type, else the first one in it), with i and x the number; codes
 * that are the same in two variants (by x, else by what stands in them) have the same number.
 *
 * The unit itself when it has no codes, else a changed copy in the arena; NULL without memory.
 */
const tol_unit *tol_tmx_codes_unit(tol_tmx_codes how, const tol_unit *unit, tol_arena *arena);

#endif
