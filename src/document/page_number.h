/* Lines that are nothing but the number of a page, and the number in running heads. */
#ifndef TOL_DOCUMENT_PAGE_NUMBER_H
#define TOL_DOCUMENT_PAGE_NUMBER_H

#include "tolmach/buf.h"

#include <stdint.h>

#define TOL_PAGE_NUMBER_MAX 9999

/*
 * "12", "- 12 -", "[12]", "стр. 12", "Page 12 of 30", "12/30", "xii". False: it is something else.
 * is_roman: the number is written in Roman numerals
 */
bool tol_page_number_read(tol_str line, uint32_t *number, bool *is_roman);
/* A number at the beginning or the end of a line of other words: "12 ПРОТОКОЛ". `rest`: the line without it. */
bool tol_page_number_beside(tol_str line, uint32_t *number, tol_str *rest);
/* Append what running heads of one kind share: small letters, any number as "#", single spaces. */
void tol_page_head_key(tol_str line, tol_buf *out);

#endif
