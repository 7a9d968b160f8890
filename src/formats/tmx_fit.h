/*
 * What the DTD of TMX 1.4 has no place for, in a form for which it has one. Nothing that a reader of the file could use
 * is lost: an unknown attribute of header, tu or tuv becomes a prop of the type "x-attribute-NAME", an unknown inline
 * element becomes native code with its tags in it, what has no segtype of the list says so in a prop.
 */
#ifndef TOL_FORMATS_TMX_FIT_H
#define TOL_FORMATS_TMX_FIT_H

#include "tolmach/arena.h"
#include "tolmach/unit.h"

/* The unit itself when it fits, else a changed copy in the arena, which borrows from it; NULL without memory. */
const tol_unit *tol_tmx_fit_unit(const tol_unit *unit, tol_arena *arena);
const tol_header *tol_tmx_fit_header(const tol_header *header, tol_arena *arena);

#endif
