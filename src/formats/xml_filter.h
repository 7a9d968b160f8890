/*
 * What stands between a file and the XML parser: it takes away what the parser must not see, and mends what it would
 * refuse.
 *
 * - The DOCTYPE goes: nothing that a file names is ever fetched, and no entity is ever expanded by the parser. Internal
 *   entities of plain text are expanded here, within limits; every other entity makes the file refused where it is
 * used.
 * - The XML declaration, comments and processing instructions go (their line breaks stay, in an empty comment).
 * - Characters that XML forbids, raw or as references, become spaces, and are reported.
 * - An `&` that begins no reference becomes `&amp;`, and is reported; a reference to an entity that is not declared
 * makes the file refused.
 * - Line ends become LF.
 *
 * Lines of what comes out are lines of what went in.
 */
#ifndef TOL_FORMATS_XML_FILTER_H
#define TOL_FORMATS_XML_FILTER_H

#include "formats/report.h"
#include "tolmach/arena.h"
#include "tolmach/buf.h"

typedef enum tol_xml_state { TOL_XML_TEXT, TOL_XML_CDATA, TOL_XML_COMMENT, TOL_XML_PI, TOL_XML_DOCTYPE } tol_xml_state;

typedef struct tol_xml_filter {
    tol_reporter *reporter;
    tol_xml_state state;
    bool has_root;    /* the root element has begun */
    bool has_doctype; /* a DOCTYPE was taken away */
    bool at_start;    /* nothing came so far */
    size_t cdata_len; /* of the CDATA section that goes on */
    tol_buf rest;     /* the end of a chunk that cannot be judged yet */
    tol_buf doctype;  /* while in one */
    tol_arena arena;  /* of the entities */
    struct tol_xml_entity *entities;
    size_t n_entities;
    uint64_t n_in, n_expanded; /* bytes read; bytes that entities brought */
    uint32_t line;             /* at `counted` */
    size_t counted;            /* bytes of the present output whose lines are in `line` */
} tol_xml_filter;

void tol_xml_filter_init(tol_xml_filter *filter, tol_reporter *reporter);
/* Append to `out`, which must be the same buffer each time, emptied or not. TOL_EPARSE, TOL_ELIMIT with the line. */
tol_status tol_xml_filter_run(tol_xml_filter *filter, tol_str in, bool is_last, tol_buf *out, tol_error *err);
/* To be told before `out` is emptied. */
void tol_xml_filter_flush(tol_xml_filter *filter, const tol_buf *out);
void tol_xml_filter_release(tol_xml_filter *filter);

#endif
