/*
 * The inline codes of a match, put in terms of those of a segment.
 *
 * They fit when the match's source has as many codes as the segment, of the same kinds in the same order (what opens,
 * what closes, what stands alone), the target has the same ones, and in the target's order the elements that enclose
 * text still nest. A code of the target is the one of the source with the same x (or the same native code; or, where
 * these say nothing, the next of its kind), and so the segment's code of that place.
 */
#ifndef TOL_PRETRANSLATE_CODE_FIT_H
#define TOL_PRETRANSLATE_CODE_FIT_H

#include "formats/xliff_fill.h"

/*
 * @param segment  codes of the segment's source
 * @param target_places, source_places  out, in the arena: where they stand in the match's texts; each as many as the
 * segment has
 * @return whether they fit. Failures of the arena stay in it
 */
bool tol_codes_fit(const tol_xliff_codes *segment, const tol_variant *source, const tol_variant *target,
                   tol_arena *arena, tol_code_place **source_places, tol_code_place **target_places);

#endif
