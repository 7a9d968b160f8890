/* What the first bytes of a page say: that it is HTML, and its encoding. */
#ifndef TOL_DOCUMENT_HTML_SNIFF_H
#define TOL_DOCUMENT_HTML_SNIFF_H

#include "text/text_encoding.h"

/* Whether a file that begins so is HTML; `is_named_so`: its name says it. */
bool tol_html_looks_so(tol_str head, bool is_named_so);

typedef enum tol_html_charset { TOL_HTML_PLAIN, TOL_HTML_GUESSED, TOL_HTML_CONTRADICTED } tol_html_charset;

/*
 * The encoding of a page: "" where a mark or an XML declaration shows it, and for UTF-8; else what a meta element says,
 * if the bytes are not UTF-8 all the same (*how tells it), else a guess. `is_whole`: there is no more of the page.
 * False without memory.
 */
bool tol_html_encoding(tol_str head, bool is_whole, char out[TOL_ENCODING_MAX], tol_html_charset *how);

#endif
