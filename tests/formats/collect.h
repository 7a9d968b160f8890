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
/* The same with options, whose listener is not used. */
tol_collected *tol_collect_opt(tol_str bytes, const char *name, const tol_read_opt *opt);
tol_collected *tol_collect_file(const char *path, bool strict);
tol_collected *tol_collect_file_opt(const char *path, const tol_read_opt *opt);
void tol_collected_free(tol_collected *collected);
/* How many diagnostics have this code. */
size_t tol_collected_count(const tol_collected *collected, const char *code);
/* Write what was read as TMX into `out`. */
tol_status tol_collected_write(const tol_collected *collected, tol_buf *out, tol_error *err);

/* The same in the format that the options name. */
tol_status tol_collected_write_opt(const tol_collected *collected, const tol_write_opt *opt, tol_buf *out,
                                   tol_error *err);
/* The same units in what a format of two languages keeps: tuids, languages, texts, notes, props, attributes. */
void assert_units_equal(const tol_collected *a, const tol_collected *b);

/* A whole TMX file of one unit with this inside its body. */
tol_str tol_tmx_of(const char *body, tol_buf *buf);
/* One variant's runs in short: "[bpt i=1]{code}[/bpt]" at their places in the text. */
void tol_variant_sketch(const tol_variant *variant, tol_buf *out);

#endif
