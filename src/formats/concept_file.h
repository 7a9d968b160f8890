/* A glossary on its way into a file: what the writers of all formats share. */
#ifndef TOL_FORMATS_CONCEPT_FILE_H
#define TOL_FORMATS_CONCEPT_FILE_H

#include "base/map.h"
#include "base/output.h"
#include "formats/report.h"
#include "tolmach/glossary.h"

typedef struct tol_concept_file {
    tol_output output;
    const tol_glossary_opt *opt;
    tol_reporter reporter; /* tells what cannot be written, with the id of the concept at hand */
    tol_arena arena;       /* of the concept at hand */
    tol_buf buf;           /* of the concept at hand */
    tol_map ids;           /* ids that were written */
    tol_map told;          /* codes that were told of the concept at hand */
    /* of formats that need to have seen all concepts */
    tol_arena kept_arena;
    tol_concept **kept;
    size_t n_kept;
    void *state; /* the writer's own, in the arena of the kept concepts */
} tol_concept_file;

/* How a format is written: a status other than TOL_OK stops it. Members may be NULL. */
typedef struct tol_concept_write_fns {
    bool keeps; /* `entry` is called for all concepts between `begin` and `end` of the file only when it ends */
    tol_status (*begin)(tol_concept_file *file, tol_error *err);
    tol_status (*entry)(tol_concept_file *file, const tol_concept *entry, tol_error *err);
    tol_status (*end)(tol_concept_file *file, tol_error *err);
} tol_concept_write_fns;

extern const tol_concept_write_fns tol_tbx_dca_write, tol_tbx_dct_write, tol_tbx_martif_write;
extern const tol_concept_write_fns tol_glossary_csv_write, tol_glossary_tsv_write, tol_memoq_write, tol_multiterm_write;
extern const tol_concept_write_fns tol_omegat_write, tol_utx_write;

/* How a format writes concepts; NULL: it does not. *is_known: whether there is a format of that name. */
const tol_concept_write_fns *tol_format_concept_writer(const char *name, bool *is_known);

/* Tell that something of the concept at hand cannot be written: once for each code. */
void tol_concept_file_tell(tol_concept_file *file, const char *code, const char *format, ...) TOL_PRINTF(3, 4);
/* An id for XML made of the concept's (a name of letters, digits, "-", "_" and "."), that no other concept has; in the
 * arena. Absent without memory. */
tol_str tol_concept_file_id(tol_concept_file *file, tol_str name);
/* Write the buffer and empty it. */
tol_status tol_concept_file_flush(tol_concept_file *file, tol_error *err);

#endif
