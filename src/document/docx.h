/*
 * DOCX, part by part in whatever order the archive has them. What a paragraph is depends on its style, whose part may
 * come after the text: until the end, paragraphs carry the number of their style in place of a page.
 */
#ifndef TOL_DOCUMENT_DOCX_H
#define TOL_DOCUMENT_DOCX_H

#include "base/map.h"
#include "document/flow.h"
#include "document/markup_names.h"

typedef struct tol_docx_style {
    uint32_t based_on; /* number of another style; 0: none */
    uint32_t heading;  /* level from 1; 0: none */
    uint32_t list;     /* level from 1; 0: none */
} tol_docx_style;

typedef struct tol_docx {
    tol_reading *reading;
    bool has_text;          /* the main part was there */
    tol_map numbers;        /* of styles, by their names in the file; from 1 */
    tol_docx_style *styles; /* by number - 1 */
    size_t n_styles, cap_styles;
} tol_docx;

/* Read a part, whatever it is: text, notes, styles; headers, footers and comments are counted; others are ignored. */
tol_status tol_docx_part(tol_docx *docx, tol_source *source, tol_error *err);
/* All parts were read: what is a heading or a list item by its style becomes one. */
void tol_docx_finish(tol_docx *docx);
void tol_docx_release(tol_docx *docx);

/* ---- docx_styles.c ---- */

tol_status tol_docx_read_styles(tol_docx *docx, tol_source *source, tol_error *err);
/* The number of a style, which may not have been read yet. TOL_ENOMEM. */
tol_status tol_docx_style_number(tol_docx *docx, tol_str name, uint32_t *number, tol_error *err);

/* Whether an element is of WordprocessingML, in either of its two namespaces. */
bool tol_docx_is_word(const tol_xml_element *element);
/* Whether a property that is there is on: it may say that it is not. */
bool tol_docx_is_on(const tol_xml_element *element);

#endif
