/* For which tool a TMX is written: what is different from one profile to the next. */
#ifndef TOL_FORMATS_TMX_PROFILE_H
#define TOL_FORMATS_TMX_PROFILE_H

#include "tolmach/format.h"

/* In the order of the table. */
typedef enum tol_tmx_profile {
    TMX_DEFAULT,
    TMX_EXACT,
    TMX_LEVEL1,
    TMX_OMEGAT,
    TMX_TRADOS,
    TMX_MEMOQ,
    TMX_OKAPI,
    TMX_WEBLATE,
    TMX_PROFILES
} tol_tmx_profile;

extern const tol_profile_info tol_tmx_profiles[];

/* The number of a profile that is in the table. */
tol_tmx_profile tol_tmx_profile_find(const char *name);

/* What is done with a unit beside its context. */
typedef enum tol_tmx_codes {
    TMX_CODES_KEPT,
    TMX_CODES_DROPPED, /* segments of plain text */
    TMX_CODES_AS_TEXT, /* native code is text */
    TMX_CODES_AS_TAGS  /* OmegaT's short tags in the place of native code */
} tol_tmx_codes;

typedef struct tol_tmx_manner {
    const char *doctype;      /* file of the DTD; NULL: the file names none */
    const char *header[8][2]; /* attributes of the header that are always these; ended by a NULL name */
    const char *props[4][2];  /* props that the header has always, type and text; ended by a NULL type */
    bool is_fitted;           /* what the DTD has no place for is brought into another form */
    bool needs_srclang;       /* a source language must be named */
    tol_tmx_codes codes;
} tol_tmx_manner;

extern const tol_tmx_manner tol_tmx_manners[TMX_PROFILES];

/*
 * The header as a profile wants it: the header itself, or a changed copy in the arena, which borrows from it; NULL
 * without memory. `srclang` takes the place of a source language that is not named; absent: none.
 */
const tol_header *tol_tmx_profile_header(tol_tmx_profile profile, const tol_header *header, tol_str srclang,
                                         tol_arena *arena);
/* The same for a unit; `srclang`: the header's. */
const tol_unit *tol_tmx_profile_unit(tol_tmx_profile profile, const tol_unit *unit, tol_str srclang, tol_arena *arena);

#endif
