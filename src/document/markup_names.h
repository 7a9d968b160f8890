/* What the readers of XML documents share. */
#ifndef TOL_DOCUMENT_MARKUP_NAMES_H
#define TOL_DOCUMENT_MARKUP_NAMES_H

#include "formats/xml_read.h"

/* Value of the attribute with this local name, whatever its prefix; absent when there is none. Borrowed for the call of
 * the handler; a "&" in it may be written "&#38;". */
tol_str tol_markup_attr(const tol_xml_element *element, const char *name);
/* The same as a number from 0 to `max`; `otherwise` when there is none or it is no number. */
uint32_t tol_markup_number(const tol_xml_element *element, const char *name, uint32_t max, uint32_t otherwise);

/* Elements that a reader knows, by their local names: `code` is its own, 0 for all others. */
typedef struct tol_markup_name {
    const char *name;
    int code;
} tol_markup_name;

int tol_markup_code(const tol_markup_name *names, size_t n, tol_str name);

#endif
