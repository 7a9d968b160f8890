/* TMX as text: headers and units into a buffer, one element a line, attributes in the order of the DTD. */
#ifndef TOL_FORMATS_TMX_PUT_H
#define TOL_FORMATS_TMX_PUT_H

#include "tolmach/buf.h"
#include "tolmach/lang.h"
#include "tolmach/unit.h"

/* A language as it stood, and its canonical tag. */
typedef struct tol_known_lang {
    char stood[TOL_LANG_MAX], tag[TOL_LANG_MAX];
    size_t stood_len, tag_len;
} tol_known_lang;

#define TOL_KNOWN_LANGS 16

typedef struct tol_tmx_pen {
    tol_buf buf;
    bool is_exact;   /* nothing is filled in, languages are written as they stood */
    tol_str version; /* of the file */
    bool says_lang;  /* variants have the attribute lang of 1.1 and 1.2 */
    tol_known_lang langs[TOL_KNOWN_LANGS];
    size_t n_langs; /* so many were seen; each takes the place of the one that came TOL_KNOWN_LANGS before it */
} tol_tmx_pen;

/* What stands before the units. `doctype`: the name of a DTD's file, NULL for none. */
void tol_tmx_put_begin(tol_tmx_pen *pen, const char *doctype, const tol_header *header);
/* A unit that was checked. */
void tol_tmx_put_unit(tol_tmx_pen *pen, const tol_unit *unit);
/* What stands behind the units. */
void tol_tmx_put_end(tol_tmx_pen *pen);

#endif
