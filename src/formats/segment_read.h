/* The inside of a segment: text and inline elements become plain text and a list of runs (see tolmach/unit.h). */
#ifndef TOL_FORMATS_SEGMENT_READ_H
#define TOL_FORMATS_SEGMENT_READ_H

#include "formats/xml_read.h"

/* Deepest nesting of inline elements. */
#define TOL_INLINE_DEPTH_MAX 64

typedef struct tol_segment_reader {
    tol_buf text, code; /* kept over segments */
    tol_run *runs;      /* in the arena */
    size_t n_runs;
    size_t open[TOL_INLINE_DEPTH_MAX]; /* runs that opened the open elements */
    size_t depth;
    size_t native_depth; /* of the outermost element of native code, counted from 1; 0: outside */
    tol_str space;       /* namespace of the file's root element */
    size_t size;         /* bytes that the segment needs so far */
} tol_segment_reader;

/* Begin a segment. */
void tol_segment_begin(tol_segment_reader *segment, tol_str space);
/* TOL_ELIMIT: nested too deeply. Failures of the arena and of the buffers stay in them. */
tol_status tol_segment_start(tol_segment_reader *segment, const tol_xml_element *element, tol_arena *arena,
                             tol_error *err);
void tol_segment_text(tol_segment_reader *segment, tol_str text);
void tol_segment_end(tol_segment_reader *segment, tol_arena *arena);
/* Give text and runs to the variant; false without memory. */
bool tol_segment_finish(tol_segment_reader *segment, tol_arena *arena, tol_variant *variant);
void tol_segment_release(tol_segment_reader *segment);

#endif
