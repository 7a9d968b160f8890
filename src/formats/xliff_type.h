/* Types of inline codes and states of translations in the words of XLIFF 1.2 ("old") and 2.x ("new"). */
#ifndef TOL_FORMATS_XLIFF_TYPE_H
#define TOL_FORMATS_XLIFF_TYPE_H

#include "tolmach/unit.h"

/* The prefix of types that XLIFF 2 does not know. */
#define TOL_XLIFF_TYPE_PREFIX "tolmach:"

/* For type and subType; "" where there is none. */
void tol_xliff_type_new(tol_str type, tol_arena *arena, tol_str *broad, tol_str *precise);
/* For ctype; "" where there is none. `is_alone`: of a placeholder. */
tol_str tol_xliff_type_old(tol_str type, bool is_alone, tol_arena *arena);
/* For the type of a mark; "" where there is none. */
tol_str tol_xliff_mark_new(tol_str type, tol_arena *arena);
/* For its mtype, which it must have. */
tol_str tol_xliff_mark_old(tol_str type, tol_arena *arena);

/* The state that a unit's props give its translation; without any it is translated. */
tol_str tol_xliff_state_new(const tol_infos *infos);
tol_str tol_xliff_state_old(const tol_infos *infos);

#endif
