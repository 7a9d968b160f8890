/*
 * Word boundaries after UAX #29 over UTF-8, one segment at a time.
 */
#ifndef TOL_TEXT_SEGMENT_H
#define TOL_TEXT_SEGMENT_H

#include <stdbool.h>
#include <stdint.h>

#include "tolmach/str.h"

/* What stands in a segment. */
enum {
    TOL_SEEN_LETTER = 1,
    TOL_SEEN_DIGIT = 2,      /* a decimal digit */
    TOL_SEEN_DICTIONARY = 4, /* the segment is a run that a dictionary has to part further */
    TOL_SEEN_OTHER = 8,
    TOL_SEEN_NOT_NFC = 16 /* the segment may not be in NFC */
};

typedef struct tol_segment {
    size_t end;           /* byte behind the segment */
    uint32_t seen;        /* TOL_SEEN_… */
    uint32_t first, last; /* TOL_WB_… of its first character and of its last that is not looked through */
} tol_segment;

/* The segment that begins at `at`, which is a boundary and not the end of the valid text. O(its length). */
tol_segment tol_segment_at(tol_str text, size_t at);

/* Whether a word break class is a letter of an alphabet. */
bool tol_segment_is_letter(uint32_t wb_class);

#endif
