/* Units for formats that are no XML, without the characters that XML cannot hold: their readers would refuse them. */
#ifndef TOL_FORMATS_CLEAN_UNIT_H
#define TOL_FORMATS_CLEAN_UNIT_H

#include "tolmach/unit.h"

/* The unit itself, or a copy in the arena with spaces for such characters; NULL without memory. */
const tol_unit *tol_clean_unit(const tol_unit *unit, tol_arena *arena);

#endif
