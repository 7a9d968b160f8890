/* Text of a segment that stands as XML inside the text of a prop, as memoQ writes contexts. */
#ifndef TOL_MODEL_SEGMENT_TEXT_H
#define TOL_MODEL_SEGMENT_TEXT_H

#include "tolmach/arena.h"

/*
 * The plain text of "<seg>…</seg>": tags left out, native code (what stands in bpt, ept, ph, it, ut) left out with its
 * tags, entities and character references replaced. Nothing is an error: what is no XML stays as it stands, and text
 * that does not begin with "<seg" is given back. In the arena, never longer than `xml`; absent without memory.
 */
tol_str tol_segment_text_of(tol_str xml, tol_arena *arena);

#endif
