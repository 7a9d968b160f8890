/* For writers of formats that hold two languages: which two, and which variants of a unit they are. */
#ifndef TOL_FORMATS_PAIR_WRITE_H
#define TOL_FORMATS_PAIR_WRITE_H

#include "formats/readers.h"
#include "tolmach/lang.h"

typedef struct tol_pair {
    char source_lang[TOL_LANG_MAX], target_lang[TOL_LANG_MAX]; /* "" while not known */
} tol_pair;

/* What the options and the header say of the languages. */
void tol_pair_begin(tol_pair *pair, const tol_writing *writing, const tol_header *header);
/*
 * The unit's first variant in each language. What is not known yet becomes known: the language of the first variant,
 * and the first other one. A unit that lacks one of them is counted in writing->n_left_out, and false.
 */
bool tol_pair_of(tol_pair *pair, tol_writing *writing, const tol_unit *unit, const tol_variant **source,
                 const tol_variant **target);
/* The first variant in a language (canonical), else the first one that serves it; NULL: there is none. */
const tol_variant *tol_pair_variant(const tol_unit *unit, const char *lang);
/* A text in one line: line breaks, and tabs with `no_tabs`, become spaces. */
void tol_put_in_line(tol_buf *buf, tol_str text, bool no_tabs);
/* Hand what was gathered to the output and release it. */
tol_status tol_pair_flush(tol_writing *writing, tol_buf *buf, tol_error *err);

#endif
