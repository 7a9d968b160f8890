/* Pieces of XLIFF as text: contents with inline codes, matches, terms. */
#ifndef TOL_FORMATS_XLIFF_PUT_H
#define TOL_FORMATS_XLIFF_PUT_H

#include "formats/xliff_fill.h"

/*
 * Append text with codes, each as it stands in the document.
 * @param with_data  false: without references to native code, which mean nothing outside the unit's texts
 */
void tol_xliff_put_content(tol_buf *buf, tol_str document, const tol_xliff_codes *codes, const tol_coded_text *text,
                           bool with_data);
/* Append an alt-trans. @param mid of its segment; absent: none; @param prefix of the document's elements */
void tol_xliff_put_alt_trans(tol_buf *buf, tol_str document, const tol_xliff_codes *codes, const tol_fill_match *match,
                             tol_str mid, tol_str prefix);
/* Append a match of the matches module. @param ref to the segment; @param prefix, module_prefix with their colons;
 * @param space to be declared where an element of the document begins; absent: none */
void tol_xliff_put_match(tol_buf *buf, tol_str document, const tol_xliff_codes *codes, const tol_fill_match *match,
                         tol_str ref, tol_str prefix, tol_str module_prefix, tol_str space);
void tol_xliff_put_note(tol_buf *buf, const tol_fill_term *term, tol_str prefix);
/* @param ref absent: none */
void tol_xliff_put_entry(tol_buf *buf, const tol_fill_term *term, tol_str ref, tol_str module_prefix);

#endif
