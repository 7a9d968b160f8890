/* A file on its way to a reader: bytes come in, whole characters of UTF-8 go out, a chunk at a time. */
#ifndef TOL_FORMATS_SOURCE_H
#define TOL_FORMATS_SOURCE_H

#include "base/input.h"
#include "formats/report.h"
#include "text/decode.h"
#include "tolmach/buf.h"

#define TOL_CHUNK ((size_t)64 << 10)

typedef struct tol_source {
    tol_input *input;
    tol_reporter *reporter;
    const tol_read_opt *opt; /* what the caller asked for */
    tol_str name;            /* the file's, without folders, and without ".gz" and the like */
    tol_decoder decoder;
    char *bytes;    /* TOL_CHUNK of them */
    size_t n_bytes; /* of the present chunk, before decoding */
    tol_buf text;   /* the present chunk, decoded */
    bool at_end;    /* it is the last */
} tol_source;

/* Read and decode the first chunk. The source keeps the pointers. */
tol_status tol_source_open(tol_source *source, tol_input *input, tol_reporter *reporter, const tol_read_opt *opt,
                           tol_error *err);
/* Read the next chunk into source->text; when source->at_end already, nothing. Tells progress; TOL_ECANCELLED. */
tol_status tol_source_next(tol_source *source, tol_error *err);
/* TOL_EPARSE when what was read so far shows that the file is not in the encoding it is taken for. The first chunk is
 * left to the caller, who may know a better reason to refuse the file; tol_source_next judges the others. */
tol_status tol_source_judge(tol_source *source, tol_error *err);
void tol_source_close(tol_source *source);

#endif
