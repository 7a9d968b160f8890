/*
 * A whole XML document that is written back with pieces put in: every other byte stays as it was, in the encoding of
 * the file.
 */
#ifndef TOL_FORMATS_XML_DOCUMENT_H
#define TOL_FORMATS_XML_DOCUMENT_H

#include "base/input.h"
#include "base/output.h"
#include "tolmach/arena.h"

/* Longest document, in bytes: all of it is held in memory. */
#define TOL_DOCUMENT_MAX ((size_t)512 << 20)

typedef struct tol_splice {
    size_t at, end; /* bytes of the text that go */
    tol_str text;   /* what comes in their place */
    size_t number;  /* in the order of adding */
} tol_splice;

typedef struct tol_document {
    tol_buf raw;     /* the file's bytes */
    tol_buf decoded; /* the same as UTF-8, where they are not */
    tol_str text;    /* one of the two, without the byte-order mark */
    size_t mark_len; /* of raw */
    char encoding[64];
    tol_splice *splices;
    size_t n_splices, splices_cap;
    tol_arena arena; /* of their texts */
} tol_document;

/*
 * Read a document. TOL_EIO; TOL_ELIMIT: too long; TOL_EFORMAT: it has bytes that its encoding lacks, so that it could
 * not be written back as it was. Release it also after a failure.
 */
tol_status tol_document_read(tol_document *document, tol_input *input, tol_error *err);
/* Put text in place of bytes, an empty span to insert only. Spans must not overlap; pieces for one place stand in the
 * order of adding. Failures are kept for tol_document_write. */
void tol_document_splice(tol_document *document, size_t at, size_t end, tol_str text);
/* Write the document with its pieces. */
tol_status tol_document_write(tol_document *document, tol_output *output, tol_error *err);
void tol_document_release(tol_document *document);

#endif
