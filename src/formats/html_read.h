/*
 * HTML as a stream of elements and text, by libxml2's push parser: tags that are missing are put in, names are in small
 * letters, references are resolved. No tree is built, nothing is fetched.
 */
#ifndef TOL_FORMATS_HTML_READ_H
#define TOL_FORMATS_HTML_READ_H

#include "formats/source.h"

/* Deepest nesting of elements: pages that forget end tags nest deeper than any person does. */
#define TOL_HTML_DEPTH_MAX 5000

/* Strings are borrowed for the call. A status other than TOL_OK ends the reading and is its result. The reporter's line
 * is that of the event. `attrs`: names and values in turn, a value may be NULL, the end is a NULL name; NULL: none. */
typedef struct tol_html_handler {
    void *user;
    tol_status (*start)(void *user, const char *name, const unsigned char **attrs, tol_error *err);
    tol_status (*text)(void *user, tol_str text, tol_error *err);
    tol_status (*end)(void *user, const char *name, tol_error *err);
} tol_html_handler;

/* Read an open source to its end. TOL_ELIMIT, TOL_ENOMEM, TOL_ECANCELLED, or what a handler returned. */
tol_status tol_html_read(tol_source *source, const tol_html_handler *handler, tol_error *err);

#endif
