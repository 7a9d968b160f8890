/* The brackets and quotation marks that are open at a place of a text, read along with the text. */
#ifndef TOL_SEGMENT_NESTING_H
#define TOL_SEGMENT_NESTING_H

#include <stdint.h>

#include "tolmach/str.h"

#define TOL_NESTING_MAX 16

typedef struct tol_opened {
    uint32_t closing; /* what closes it */
    bool is_quote;
    bool is_inside;    /* words of the segment stand before it */
    bool behind_colon; /* it begins what a colon announces */
    bool is_sought;    /* what closes it was looked for */
    size_t closing_at; /* and found to end here; 0: not near */
} tol_opened;

typedef struct tol_nesting {
    tol_str text;
    size_t at; /* read so far */
    bool has_words;
    uint32_t last; /* the last character that is no white space; 0: none in this segment */
    tol_opened open[TOL_NESTING_MAX];
    size_t n;
} tol_nesting;

/* Read on up to a place. */
void tol_nesting_read(tol_nesting *nesting, size_t to);
/* A segment begins at the place reached. */
void tol_nesting_break(tol_nesting *nesting);
/*
 * Whether a sentence that began before a bracket or a quotation goes on behind it, so that nothing inside may end it:
 * `Он крикнул «Стой! Кто идёт?» и ушёл`. What closes is looked for in the thousand bytes behind the first place that
 * asks.
 */
bool tol_nesting_goes_on(tol_nesting *nesting);
/* Whether the innermost open bracket stands inside of its sentence. */
bool tol_nesting_is_aside(const tol_nesting *nesting);

/* Whether a quotation is open. */
bool tol_nesting_is_quoted(const tol_nesting *nesting);

#endif
