/* Rewriting tags of a document: everything that is not named stays as it was. */
#ifndef TOL_FORMATS_XML_EDIT_H
#define TOL_FORMATS_XML_EDIT_H

#include "formats/xml_tags.h"
#include "tolmach/buf.h"
#include "tolmach/unit.h"

/* How a start tag is to end. */
typedef enum tol_tag_end { TOL_END_AS_IT_WAS, TOL_END_OPEN, TOL_END_EMPTY } tol_tag_end;

/* Most attributes that one call sets. */
#define TOL_SET_MAX 8

/* Append a start tag of `text` with `n` attributes set, in place where they stand already, else at its end; one with an
 * absent value is left out. At most TOL_SET_MAX. */
void tol_xml_put_tag(tol_buf *buf, tol_str text, const tol_xml_tag *tag, const tol_attr *set, size_t n,
                     tol_tag_end end);
/* Append "</name>". */
void tol_xml_put_end(tol_buf *buf, tol_str name);
/* The prefix of a qualified name with its colon; "" when it has none. */
tol_str tol_xml_prefix(tol_str qname);
/* The white space before a tag back to the one before it, "\n   "; "" when text stands there. */
tol_str tol_xml_indent(tol_str text, const tol_xml_tag *tag);

#endif
