/*
 * XLIFF 1.0 to 2.2, sdlxliff and mqxliff, as a stream of units: what each says, and, when the document's text is at
 * hand, where it says so.
 *
 * A unit is a trans-unit or a unit; its segments are those of seg-source or the segment elements, or the unit is one
 * segment. A unit is handed over when the next one was read, so that its neighbours are known.
 */
#ifndef TOL_FORMATS_XLIFF_READ_H
#define TOL_FORMATS_XLIFF_READ_H

#include "formats/source.h"
#include "formats/xliff_inline.h"

/* An element in the document. Zeros: it is not there, or the document's text is not at hand. */
typedef struct tol_xliff_place {
    tol_xml_tag tag;  /* its start tag */
    tol_span content; /* between its tags; empty behind the tag of <x/> */
    size_t end;       /* behind the element */
} tol_xliff_place;

/* A source or target of a segment. */
typedef struct tol_xliff_side {
    bool is_there;
    tol_variant variant;
    tol_xliff_codes codes;
    tol_xliff_place place; /* of the source, target or mrk that holds it */
} tol_xliff_side;

typedef struct tol_xliff_segment {
    tol_str id; /* mid, or the segment's id; absent: none */
    tol_xliff_side source, target;
    tol_str status; /* as its tool words it: a state, a conf, a status; absent: none */
    bool is_locked;
    tol_xml_tag tag; /* of the segment element, or of the sdl:seg that tells of the segment; no name: none */
} tol_xliff_segment;

typedef enum tol_xliff_dialect { TOL_XLIFF_PLAIN, TOL_XLIFF_SDL, TOL_XLIFF_MEMOQ } tol_xliff_dialect;

typedef struct tol_xliff_unit {
    int version; /* 10, 11, 12, 20, 21, 22 */
    tol_xliff_dialect dialect;
    tol_str file;                     /* original of its file */
    tol_str id, name;                 /* name: resname; absent: none */
    tol_str source_lang, target_lang; /* target: absent when the file names none */
    bool is_translatable, is_approved, keeps_space;
    bool is_segmented; /* segments are marked in seg-source, or are elements */
    tol_infos infos;   /* notes; what is known of who wrote the target, as props */
    /* What tolmach wrote of a unit of a memory (xliff_pen.h). */
    tol_attrs unit_attrs, source_attrs, target_attrs;
    tol_infos props;
    tol_xliff_segment *segments;
    size_t n_segments;
    uint32_t line;
    tol_str prev, next; /* text of the segments before and after the unit; "" at the ends of the file */
    /* The document. */
    tol_xml_tag tag;                   /* of the unit */
    tol_xml_tag lang_tag;              /* the tag to which the target language belongs, file or xliff */
    tol_str file_id;                   /* of 2.x */
    tol_xliff_place source;            /* source of a trans-unit */
    tol_xliff_place seg_source;        /* no name: none */
    tol_xliff_place target;            /* target of a trans-unit, whole */
    bool target_has_text;              /* something else than white space and codes stands in it */
    tol_xliff_place matches, glossary; /* modules that stand in the unit already */
} tol_xliff_unit;

typedef tol_status (*tol_xliff_unit_fn)(void *user, const tol_xliff_unit *unit, tol_error *err);

/*
 * Read an open source to its end.
 * @param text  the document as UTF-8, for places; absent: none are given
 * @param each  is given each unit, borrowed for the call
 */
tol_status tol_xliff_read_units(tol_source *source, tol_str text, tol_xliff_unit_fn each, void *user, tol_error *err);

/* The text of a segment for the eyes of a memory: without the line breaks and the indentation of a pretty-printed
 * file. Changes the variant's text and the places of its runs, in the arena. */
bool tol_xliff_fold_space(tol_variant *variant, tol_arena *arena);
bool tol_is_blank(tol_str text);

#endif
