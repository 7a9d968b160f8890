/*
 * The vocabulary of TBX: what its elements are, under the names of version 2 (martif), of version 3 and of the first
 * TBX-Min; and the data categories that the DCT style writes as elements of their own.
 */
#ifndef TOL_FORMATS_TBX_NAMES_H
#define TOL_FORMATS_TBX_NAMES_H

#include "tolmach/str.h"

typedef enum tol_tbx_kind {
    TBX_OTHER, /* unknown: its content counts */
    TBX_ROOT,
    TBX_HEADER,
    TBX_BODY, /* text and body */
    TBX_BACK,
    TBX_ENTRY,    /* termEntry, conceptEntry, entry */
    TBX_LANG,     /* langSet, langSec, langGroup */
    TBX_TERM_SEC, /* tig, ntig, termSec, termGroup */
    TBX_GROUP,    /* termGrp, descripGrp, adminGrp, … : they only hold together */
    TBX_TERM,
    TBX_CATEGORY, /* descrip, admin, termNote, note, date, … */
    TBX_INLINE    /* hi, foreign, ph, … in a text */
} tol_tbx_kind;

tol_tbx_kind tol_tbx_find(tol_str name);

/* The element that carries a category in the DCA style: "termNote" for partOfSpeech. NULL: not known. */
const char *tol_tbx_element_of(tol_str category);

/* The modules of version 3, whose names are the prefixes of their elements in the DCT style. */
typedef enum tol_tbx_module { TBX_NO_MODULE, TBX_MIN, TBX_BASIC, TBX_LINGUIST } tol_tbx_module;

/* The module that a category is of when this element carries it. */
tol_tbx_module tol_tbx_module_of(tol_str element, tol_str category);

#endif
