/*
 * The inside of the XLIFF reader. Each open element has a place, which says what may come inside; functions enter_*
 * decide what an element becomes there, leave_* what its end means. Two units are kept, each in an arena of its own:
 * the one being read, and the one before it, which waits for its next neighbour.
 */
#ifndef TOL_FORMATS_XLIFF_READER_H
#define TOL_FORMATS_XLIFF_READER_H

#include "formats/xliff_names.h"
#include "formats/xliff_parts.h"

/* Most bytes that one unit may need; a longer one is left out. */
#define TOL_XLIFF_UNIT_MAX ((size_t)64 << 20)

typedef enum tol_xliff_where {
    XLF_IN_NOTHING,
    XLF_IN_ROOT,
    XLF_IN_FILE, /* and its groups */
    XLF_IN_UNIT,
    XLF_IN_SEGMENT,
    XLF_IN_SOURCE,
    XLF_IN_SEG_SOURCE,
    XLF_IN_TARGET,
    XLF_IN_MARK,   /* a marked segment */
    XLF_IN_INLINE, /* an element inside a source or target */
    XLF_IN_NOTES,
    XLF_IN_NOTE,
    XLF_IN_DATA_LIST,
    XLF_IN_DATA,
    XLF_IN_MODULE,
    XLF_IN_METADATA,
    XLF_IN_PROPERTIES, /* a group of them that is ours */
    XLF_IN_PROPERTY,
    XLF_IN_SDL_DEFS,
    XLF_IN_SDL_SEGMENT,
    XLF_IN_SDL_VALUE,
    XLF_IN_SKIPPED
} tol_xliff_where;

/* A group of properties: whose they are. */
typedef enum tol_xliff_group {
    XLF_GROUP_UNIT,
    XLF_GROUP_SOURCE,
    XLF_GROUP_TARGET,
    XLF_GROUP_PROP,
    XLF_GROUP_OTHER
} tol_xliff_group;

typedef struct tol_xliff_frame {
    tol_xliff_where where;
    bool translates, keeps_space; /* as inherited */
    tol_xliff_place *spot;        /* that the element fills; NULL: none */
} tol_xliff_frame;

typedef struct tol_xliff_slot {
    tol_arena arena;
    tol_xliff_parts parts;
} tol_xliff_slot;

typedef struct tol_xliff_reader {
    tol_reporter *reporter;
    tol_xliff_unit_fn each;
    void *user;
    bool has_places;
    tol_xml_tags tags;
    tol_xml_tag tag; /* of the event */
    tol_xliff_frame frames[TOL_XML_DEPTH_MAX + 1];
    size_t depth;
    tol_arena root_arena, file_arena, temp;
    tol_str space, root_source, root_target; /* of the root */
    int version;
    tol_xml_tag root_tag;
    tol_xliff_unit file; /* what units take over from their file */
    tol_xliff_slot slots[2];
    tol_xliff_slot *now; /* the one being read */
    bool is_waiting;     /* the other one holds a unit */
    bool is_refused;
    tol_xliff_capture whole, part;
    tol_str mark_id;
    tol_xliff_side mark; /* with its place so far */
    tol_buf note;
    tol_str value_key, data_id;
    tol_xliff_group group; /* of properties, at hand */
} tol_xliff_reader;

tol_xliff_frame *tol_xlf_here(tol_xliff_reader *reader);
/* An element begins at this place; it always succeeds. */
tol_status tol_xlf_enter(tol_xliff_reader *reader, tol_xliff_where where);
/* The same, and remember where the element stands. */
tol_status tol_xlf_enter_spot(tol_xliff_reader *reader, tol_xliff_where where, tol_xliff_place *spot);
tol_attrs tol_xlf_attrs_of(const tol_xml_element *element, tol_arena *arena);
/* translate and xml:space hold for what is inside. */
void tol_xlf_inherit(tol_xliff_reader *reader, const tol_attrs *attrs);

/* ---- xliff_sides.c: sources and targets ---- */

/* A unit that has grown too long is refused from here on. */
void tol_xlf_check_size(tol_xliff_reader *reader);
tol_status tol_xlf_enter_side(tol_xliff_reader *reader, const tol_xml_element *element, bool is_target);
tol_status tol_xlf_leave_side(tol_xliff_reader *reader, bool is_target, tol_error *err);
/* An element inside a source or target: a marked segment or an inline code. */
tol_status tol_xlf_inline_start(tol_xliff_reader *reader, const tol_xml_element *element, tol_error *err);
void tol_xlf_inline_end(tol_xliff_reader *reader);
tol_status tol_xlf_leave_mark(tol_xliff_reader *reader, tol_error *err);

/* ---- xliff_beside.c: notes, native code that stands apart, what Trados tells ---- */

/* An element of plain text begins. @param id its id or key */
tol_status tol_xlf_enter_text(tol_xliff_reader *reader, tol_xliff_where where, const tol_xml_element *element,
                              tol_str *id);
tol_status tol_xlf_leave_note(tol_xliff_reader *reader, tol_error *err);
tol_status tol_xlf_leave_data(tol_xliff_reader *reader, tol_error *err);
tol_status tol_xlf_enter_sdl_segment(tol_xliff_reader *reader, const tol_xml_element *element, tol_error *err);
void tol_xlf_leave_sdl_value(tol_xliff_reader *reader);
/* A group of properties, that of another tool is skipped. */
tol_status tol_xlf_enter_group(tol_xliff_reader *reader, const tol_xml_element *element);
tol_status tol_xlf_leave_property(tol_xliff_reader *reader, tol_error *err);

#endif
