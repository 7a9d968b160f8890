/* Writing text as XML. */
#ifndef TOL_FORMATS_XML_TEXT_H
#define TOL_FORMATS_XML_TEXT_H

#include "tolmach/buf.h"
#include "tolmach/unit.h"

/* Append text as element content: `&<>` escaped, CR as a reference, characters that XML forbids as spaces. */
void tol_xml_put_text(tol_buf *buf, tol_str text);
/* Append ` name="value"`: quotes, tabs and line ends escaped too. */
void tol_xml_put_attr(tol_buf *buf, tol_str name, tol_str value);

#endif
