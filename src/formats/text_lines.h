/* A source line by line. A line ends with a line feed; a carriage return before it is no part of it. */
#ifndef TOL_FORMATS_TEXT_LINES_H
#define TOL_FORMATS_TEXT_LINES_H

#include "formats/source.h"

typedef struct tol_lines {
    tol_source *source;
    size_t at;    /* in the source's chunk */
    tol_buf rest; /* of a line that the end of a chunk cut */
    uint32_t n;   /* lines so far */
    bool is_cut;  /* the line was longer than TOL_TEXT_MAX: this is its beginning */
} tol_lines;

/* Begin with an open source. */
void tol_lines_init(tol_lines *lines, tol_source *source);
void tol_lines_release(tol_lines *lines);
/* The next line, valid until the next call; absent at the end. The reporter's line is its number. */
tol_status tol_lines_next(tol_lines *lines, tol_str *line, tol_error *err);

#endif
