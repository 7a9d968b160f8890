/* For which tool a TMX is written: what is different from one profile to the next. */
#ifndef TOL_FORMATS_TMX_PROFILE_H
#define TOL_FORMATS_TMX_PROFILE_H

#include "tolmach/format.h"

/* In the order of the table. */
typedef enum tol_tmx_profile { TMX_DEFAULT, TMX_EXACT, TMX_PROFILES } tol_tmx_profile;

extern const tol_profile_info tol_tmx_profiles[];

/* The number of a profile that is in the table. */
tol_tmx_profile tol_tmx_profile_find(const char *name);

#endif
