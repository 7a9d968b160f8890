/*
 * XML as a stream of elements and text, by libxml2's push parser behind the filter of xml_filter.h. No tree is built.
 *
 * Names are handed over without judging namespaces: an element has a local name, and a prefix and a namespace name when
 * it has them. A prefix may be undeclared.
 */
#ifndef TOL_FORMATS_XML_READ_H
#define TOL_FORMATS_XML_READ_H

#include "formats/source.h"
#include "tolmach/unit.h"

/* Deepest nesting of elements. */
#define TOL_XML_DEPTH_MAX 256

typedef struct tol_xml_element {
    tol_str name;          /* local */
    tol_str prefix, space; /* absent when it has none */
    /* libxml2's arrays, for the functions below */
    const unsigned char **attrs, **spaces;
    int n_attrs, n_spaces;
} tol_xml_element;

/* Strings are borrowed for the call. A status other than TOL_OK ends the reading and is its result. The reporter's line
 * is that of the event. */
typedef struct tol_xml_handler {
    void *user;
    tol_status (*start)(void *user, const tol_xml_element *element, tol_error *err);
    tol_status (*text)(void *user, tol_str text, tol_error *err);
    tol_status (*end)(void *user, tol_error *err);
} tol_xml_handler;

/* Read an open source to its end. TOL_EPARSE, TOL_ELIMIT, TOL_ENOMEM, TOL_ECANCELLED, or what a handler returned. */
tol_status tol_xml_read(tol_source *source, const tol_xml_handler *handler, tol_error *err);

/* All attributes in their order, "xml:lang" and other prefixed names with their prefix, in the arena; names may be
 * borrowed for as long as tol_xml_read runs. Before them come namespace declarations, as attributes "xmlns:p":
 * those that the attributes' prefixes need, wherever they stood; with `with_spaces` also the element's own, "xmlns"
 * among them, and the one that its prefix needs. */
tol_attrs tol_xml_attrs(const tol_xml_element *element, bool with_spaces, tol_arena *arena);
/* Take an attribute out of the list: its value, absent when it is not there. */
tol_str tol_attrs_take(tol_attrs *attrs, tol_str name);
/* The element's name with its prefix, in the arena. */
tol_str tol_xml_qname(const tol_xml_element *element, tol_arena *arena);

#endif
