/*
 * Where the tokens of a unit's texts are, found on the thread that reads the file, so that the store's thread has only
 * to look up what they are.
 */
#ifndef TOL_STORE_SCAN_AHEAD_H
#define TOL_STORE_SCAN_AHEAD_H

#include "text/analyse.h"
#include "tolmach/unit.h"

/* What tol_analyser_scan says of a variant's text, and the codes that it was given. */
typedef struct tol_scanned {
    const tol_span *spans;
    const tol_tag *tags;
    size_t n_spans, n_tags;
} tol_scanned;

/* Languages of a file whose texts are scanned ahead; it may have more. */
#define TOL_SCAN_AHEAD_LANGS 8

/* The analysers of the reading thread, by language as it stood. */
typedef struct tol_scan_ahead {
    struct {
        char stood[TOL_LANG_MAX];
        tol_analyser *analyser;
    } langs[TOL_SCAN_AHEAD_LANGS];
    size_t n_langs;
} tol_scan_ahead;

/* Scan the texts of a unit that can be kept: a tol_scanned for each, in the arena. NULL when it is left to the store's
 * thread, which then also tells why. `user` is a tol_scan_ahead. */
const void *tol_scan_ahead_unit(void *user, tol_arena *arena, const tol_unit *unit);
void tol_scan_ahead_release(tol_scan_ahead *ahead);

#endif
