/*
 * Messages of gettext as units: what PO and MO files have in common. A message with plural forms becomes one unit a
 * form, the first one with the singular as its source, the others with the plural.
 */
#ifndef TOL_FORMATS_PO_UNITS_H
#define TOL_FORMATS_PO_UNITS_H

#include "formats/source.h"
#include "formats/unit_build.h"

/* Props of such units: context, doubt, what it is of. */
#define TOL_PO_CONTEXT   "x-context"
#define TOL_PO_FUZZY     "x-fuzzy"     /* "yes": nobody confirmed the translation */
#define TOL_PO_OBSOLETE  "x-obsolete"  /* "yes": no program shows it any more */
#define TOL_PO_FORM      "x-po-form"   /* number of the plural form */
#define TOL_PO_PLURAL    "x-po-plural" /* of the first form: the source of the others */
#define TOL_PO_FLAGS     "x-po-flags"
#define TOL_PO_REFERENCE "x-po-reference"
#define TOL_PO_COMMENT   "x-po-comment" /* of the programmer */
#define TOL_PO_HEADER    "x-po-header"  /* of the file's header: the catalogue's own */

/* More forms than any language has. */
#define TOL_PO_FORMS_MAX 16

typedef struct tol_po_message {
    tol_str context, id, plural; /* absent: none */
    tol_str forms[TOL_PO_FORMS_MAX];
    size_t n_forms;
    tol_str note, comment, reference, flags; /* lines joined; absent: none */
    bool is_fuzzy, is_obsolete;
    uint32_t line;
} tol_po_message;

typedef struct tol_po_units {
    tol_builder builder;
    const tol_read_opt *opt;
    tol_str name; /* of the file: may be that of a language */
    char source_lang[TOL_LANG_MAX], target_lang[TOL_LANG_MAX];
} tol_po_units;

void tol_po_units_init(tol_po_units *units, tol_source *source, const tol_sink *sink);
void tol_po_units_release(tol_po_units *units);
/* Take a message: the header of the catalogue (empty id, no context), or one that becomes units. */
tol_status tol_po_take(tol_po_units *units, const tol_po_message *message, tol_error *err);
/* The file ends: its header is handed over in any case. */
tol_status tol_po_end(tol_po_units *units, tol_error *err);
/* Value of a line "Name: value" of the header, absent when there is none. */
tol_str tol_po_header_field(tol_str header, const char *name);

#endif
