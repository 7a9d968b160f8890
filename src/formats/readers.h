/* The readers and writers that the table of formats names. */
#ifndef TOL_FORMATS_READERS_H
#define TOL_FORMATS_READERS_H

#include "base/output.h"
#include "formats/source.h"

/* Read an open source to its end. TOL_EFORMAT: its root element is of another format. */
typedef tol_status (*tol_read_fn)(tol_source *source, const tol_sink *sink, tol_error *err);

tol_status tol_tmx_read(tol_source *source, const tol_sink *sink, tol_error *err);
tol_status tol_tbx_read(tol_source *source, const tol_sink *sink, tol_error *err);
tol_status tol_xliff_read(tol_source *source, const tol_sink *sink, tol_error *err);
tol_status tol_glossary_read(tol_source *source, const tol_sink *sink, tol_error *err);
tol_status tol_multiterm_read(tol_source *source, const tol_sink *sink, tol_error *err);
tol_status tol_omegat_read(tol_source *source, const tol_sink *sink, tol_error *err);
tol_status tol_utx_read(tol_source *source, const tol_sink *sink, tol_error *err);
tol_status tol_csv_read(tol_source *source, const tol_sink *sink, tol_error *err);
tol_status tol_po_read(tol_source *source, const tol_sink *sink, tol_error *err);
tol_status tol_mo_read(tol_source *source, const tol_sink *sink, tol_error *err);
tol_status tol_moses_read(tol_source *source, const tol_sink *sink, tol_error *err);
tol_status tol_sdltm_read(tol_source *source, const tol_sink *sink, tol_error *err);
tol_status tol_weblate_read(tol_source *source, const tol_sink *sink, tol_error *err);
tol_status tol_wordfast_read(tol_source *source, const tol_sink *sink, tol_error *err);

/* Whether text begins as a file of the format and of no other. */
bool tol_glossary_csv_claims(tol_str head);
bool tol_glossary_tsv_claims(tol_str head);
bool tol_memoq_claims(tol_str head);
bool tol_utx_claims(tol_str head);
bool tol_csv_claims(tol_str head);
bool tol_tsv_claims(tol_str head);
bool tol_po_claims(tol_str head);
bool tol_weblate_claims(tol_str head);
bool tol_wordfast_claims(tol_str head);

/* Whether bytes that are no text begin as a file of the format. */
bool tol_mo_is(tol_str raw);
bool tol_sdltm_is(tol_str raw);

/* A file that is being written: what its writer knows from one call to the next. */
typedef struct tol_writing {
    tol_output output;
    const char *path;         /* NULL: it writes to memory */
    const tol_write_opt *opt; /* with the name of a profile that the format has, where it has any */
    void *state;              /* the writer's own */
    uint64_t n_left_out;      /* units that the format could not take */
} tol_writing;

/* A writer: each function appends to the output. TOL_EINVAL: what is given cannot be written. */
typedef struct tol_write_fns {
    tol_status (*header)(tol_writing *writing, const tol_header *header, tol_error *err);
    tol_status (*unit)(tol_writing *writing, const tol_unit *unit, tol_error *err);
    void (*end)(tol_writing *writing);
    void (*release)(tol_writing *writing); /* of the state, also after a failure; NULL: there is none */
    /* Of a writer that opens its files itself, in the place of end: put them in their places. NULL: it uses output. */
    tol_status (*finish)(tol_writing *writing, tol_error *err);
} tol_write_fns;

extern const tol_write_fns tol_tmx_write;
extern const tol_write_fns tol_csv_write;
extern const tol_write_fns tol_tsv_write;
extern const tol_write_fns tol_po_write;
extern const tol_write_fns tol_moses_write;
extern const tol_write_fns tol_weblate_write;
extern const tol_write_fns tol_wordfast_write;
extern const tol_write_fns tol_xliff_write;     /* 2.1 */
extern const tol_write_fns tol_xliff_old_write; /* 1.2 */

#endif
