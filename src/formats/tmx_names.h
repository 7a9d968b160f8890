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
    const tol_str *attrs; /* in the order of the DTD, ended by an absent one; TMX_ATTRS_MAX at most */
} tol_tmx_names;

/* Attributes that an element has at most. */
#define TMX_ATTRS_MAX 16

/* By number; TOL_FOREIGN has no name and no attributes. */
extern const tol_tmx_names tol_tmx[TMX_ELEMENTS];

/* The number of an element, TOL_FOREIGN for any that is not of TMX. */
int tol_tmx_find(tol_str name);

/* The language of a variant that has none, where one must be written. */
#define TOL_TMX_NO_LANG TOL_LIT("und")

/* Whether variants have the attribute lang in this version of TMX, and not xml:lang. */
bool tol_tmx_says_lang(tol_str version);

/* The place of an attribute in the list of an element; -1 when it is not there. */
int tol_tmx_attr(int element, tol_str name);

#endif
