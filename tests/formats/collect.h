/* A sink and a listener that keep everything a reader tells. */
#ifndef TOL_TEST_COLLECT_H
#define TOL_TEST_COLLECT_H

#include "tolmach/format.h"

typedef struct tol_collected {
    tol_arena arena;
    tol_header *header;
    size_t n_headers;
    tol_unit *units[4096];
    size_t n_units;
    tol_concept *entries[4096];
    size_t n_entries;
    tol_buf diags; /* "code line unit\n" for each */
    size_t n_diags;
    tol_error err;
    tol_status status;
} tol_collected;

/* Read bytes of a format (NULL: find out); free the result with tol_collected_free. */
tol_collected *tol_collect(tol_str bytes, const char *name, const char *format, bool strict);
tol_collected *tol_collect_file(const char *path, bool strict);
void tol_collected_free(tol_collected *collected);
/* How many diagnostics have this code. */
size_t tol_collected_count(const tol_collected *collected, const char *code);
/* Write what was read as TMX into `out`. */
tol_status tol_collected_write(const tol_collected *collected, tol_buf *out, tol_error *err);

/* A whole TMX file of one unit with this inside its body. */
tol_str tol_tmx_of(const char *body, tol_buf *buf);
/* One variant's runs in short: "[bpt i=1]{code}[/bpt]" at their places in the text. */
void tol_variant_sketch(const tol_variant *variant, tol_buf *out);

#endif
