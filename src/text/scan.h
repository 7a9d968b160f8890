/*
 * One pass over a text: where its tokens are and of what kind.
 */
#ifndef TOL_TEXT_SCAN_H
#define TOL_TEXT_SCAN_H

#include "text/dictbreak.h"
#include "tolmach/token.h"

typedef struct tol_span {
    uint32_t start, end;
    tol_token_kind kind;
    bool is_plain; /* certainly in NFC */
} tol_span;

typedef struct tol_scanner {
    tol_str text;
    size_t at;
    bool may_have_links;
    size_t barren;             /* see tol_link_end */
    tol_dictbreak *dictionary; /* borrowed */
    size_t run_start, run_end; /* of the run that the dictionary parts */
} tol_scanner;

/* Begin; the text is valid UTF-8 and no longer than TOL_TEXT_MAX. Both arguments are borrowed while scanning. */
void tol_scan_begin(tol_scanner *scanner, tol_str text, tol_dictbreak *dictionary);
/* The next token; false at the end. Spans ascend, do not overlap, and are never empty. */
bool tol_scan_next(tol_scanner *scanner, tol_span *span);

#endif
