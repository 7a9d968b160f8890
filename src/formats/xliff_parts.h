/* What a reader of XLIFF gathers of a unit, and how it becomes segments. */
#ifndef TOL_FORMATS_XLIFF_PARTS_H
#define TOL_FORMATS_XLIFF_PARTS_H

#include "formats/xliff_read.h"

/* A marked segment of seg-source or target. */
typedef struct tol_xliff_marked {
    tol_str id;
    tol_xliff_side side;
} tol_xliff_marked;

typedef struct tol_xliff_marks {
    tol_xliff_marked *items;
    size_t n;
} tol_xliff_marks;

/* What sdl:seg says of the segment that it names. */
typedef struct tol_sdl_segment {
    tol_str id, conf;
    bool is_locked;
    tol_xml_tag tag;
    tol_str created_by, created_on, changed_by, changed_on;
} tol_sdl_segment;

typedef struct tol_sdl_segments {
    tol_sdl_segment *items;
    size_t n;
} tol_sdl_segments;

/* A unit while it is read. */
typedef struct tol_xliff_parts {
    tol_xliff_unit unit;
    tol_xliff_side source, target; /* of a trans-unit, whole */
    tol_str state;                 /* of its target, or mq:status */
    bool is_locked;
    tol_str changed_by, changed_on; /* of memoQ */
    tol_xliff_marks sources, targets;
    tol_sdl_segments sdl;
    tol_xliff_data *data; /* of originalData */
    size_t n_data;
} tol_xliff_parts;

/* Make the segments of what was gathered of a trans-unit; those of a unit are there already. Blank ones go. False
 * without memory. */
bool tol_xliff_assemble(tol_xliff_parts *parts, tol_arena *arena);

#endif
