/* The readers and writers that the table of formats names. */
#ifndef TOL_FORMATS_READERS_H
#define TOL_FORMATS_READERS_H

#include "base/output.h"
#include "formats/source.h"

/* Read an open source to its end. TOL_EFORMAT: its root element is of another format. */
typedef tol_status (*tol_read_fn)(tol_source *source, const tol_sink *sink, tol_error *err);

tol_status tol_tmx_read(tol_source *source, const tol_sink *sink, tol_error *err);
tol_status tol_tbx_read(tol_source *source, const tol_sink *sink, tol_error *err);

/* A writer: each function appends to `out`. TOL_EINVAL: what is given cannot be written. */
typedef struct tol_write_fns {
    tol_status (*header)(tol_output *out, const tol_header *header, tol_error *err);
    tol_status (*unit)(tol_output *out, const tol_unit *unit, tol_error *err);
    void (*end)(tol_output *out);
} tol_write_fns;

extern const tol_write_fns tol_tmx_write;

#endif
