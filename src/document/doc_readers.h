/* The readers of kinds of documents: each takes what was opened for it to its end. */
#ifndef TOL_DOCUMENT_DOC_READERS_H
#define TOL_DOCUMENT_DOC_READERS_H

#include "document/reading.h"
#include "formats/packed.h"
#include "formats/source.h"

/* An archive that holds a document: DOCX or ODT. TOL_EFORMAT: it holds none; the message says what it is. */
tol_status tol_read_office(tol_reading *reading, tol_packed *packed, tol_error *err);
/* OpenDocument text in one file, or the content of a packed one. */
tol_status tol_read_odt(tol_reading *reading, tol_source *source, tol_error *err);
tol_status tol_read_html(tol_reading *reading, tol_input *input, tol_error *err);
/* Plain text, also what pdftotext made (`is_pdf`). */
tol_status tol_read_text(tol_reading *reading, tol_source *source, bool is_pdf, tol_error *err);
tol_status tol_read_pdf(tol_reading *reading, tol_input *input, tol_error *err);

/* What readers want of files of translation tools: nothing but decoding. */
tol_read_opt tol_reading_opt(const tol_reading *reading, const char *encoding);

#endif
