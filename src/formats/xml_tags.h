/*
 * Where the tags of an XML text stand, byte by byte.
 *
 * libxml2 says what a document means, this says where it stands: a reader that is told of elements walks along here and
 * asks for one tag at each of its events. Comments, processing instructions, CDATA and the DOCTYPE are passed over.
 * Nothing is checked but that tags end.
 */
#ifndef TOL_FORMATS_XML_TAGS_H
#define TOL_FORMATS_XML_TAGS_H

#include "tolmach/status.h"

typedef struct tol_span {
    size_t begin, end; /* bytes */
} tol_span;

typedef enum tol_tag_kind { TOL_TAG_START, TOL_TAG_END, TOL_TAG_EMPTY } tol_tag_kind;

typedef struct tol_xml_tag {
    tol_tag_kind kind;
    tol_str name; /* with its prefix */
    tol_span span;
} tol_xml_tag;

typedef struct tol_xml_tags {
    tol_str text; /* the whole document, UTF-8 */
    size_t at;
    bool is_inside_empty; /* the tag before was <x/>: its end is no tag of its own */
    tol_xml_tag last;
} tol_xml_tags;

/* The next tag; false at the end. */
bool tol_xml_tags_next(tol_xml_tags *tags, tol_xml_tag *tag);
/*
 * The tag of the parser's next event, the beginning of an element with this local name or the end of one (whose name
 * is not looked at). The end of <x/> is an empty span behind it. TOL_EFORMAT: the text has another tag there, because
 * an entity brought one.
 */
tol_status tol_xml_tags_follow(tol_xml_tags *tags, bool is_end, tol_str name, tol_xml_tag *tag, tol_error *err);
/* Where the value of an attribute stands in a tag, without its quotes; `name` with its prefix. False: not there. */
bool tol_xml_tag_value(tol_str text, const tol_xml_tag *tag, tol_str name, tol_span *value);

#endif
