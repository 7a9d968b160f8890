/* The vocabulary of TMX: its elements, and the attributes of each in the order of the DTD 1.4. */
#ifndef TOL_FORMATS_TMX_NAMES_H
#define TOL_FORMATS_TMX_NAMES_H

#include "tolmach/unit.h"

/* Inline elements come first, with the numbers of tol_inline. */
typedef enum tol_tmx_element {
    TMX_TMX = TOL_FOREIGN + 1,
    TMX_HEADER,
    TMX_BODY,
    TMX_TU,
    TMX_TUV,
    TMX_SEG,
    TMX_NOTE,
    TMX_PROP,
    TMX_UDE,
    TMX_MAP,
    TMX_ELEMENTS
} tol_tmx_element;

typedef struct tol_tmx_names {
    tol_str name;
    const char *const *attrs; /* in the order of the DTD, ended by NULL */
} tol_tmx_names;

/* By number; TOL_FOREIGN has no name and no attributes. */
extern const tol_tmx_names tol_tmx[TMX_ELEMENTS];

/* The number of an element, TOL_FOREIGN for any that is not of TMX. */
int tol_tmx_find(tol_str name);

#endif
