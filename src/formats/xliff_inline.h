/*
 * The inside of a source or target of XLIFF: text and inline codes become plain text and runs (tolmach/unit.h).
 *
 * The two halves of what encloses text (g, pc), and begin and end codes with a partner in the same segment (bx ex, bpt
 * ept, sc ec), become bpt and ept; without a partner they become it; what stands alone (x, ph) becomes ph; a marker
 * (mrk) that is no segment becomes hi. sm and em leave nothing. The runs' attributes are i, x and type as TMX has them.
 */
#ifndef TOL_FORMATS_XLIFF_INLINE_H
#define TOL_FORMATS_XLIFF_INLINE_H

#include "formats/segment_read.h"
#include "formats/xml_tags.h"

/* How an inline code stands to the text. */
typedef enum tol_code_kind { TOL_CODE_OPENS, TOL_CODE_CLOSES, TOL_CODE_ALONE } tol_code_kind;

#define TOL_NO_PARTNER ((size_t)-1)

/* An inline code, where it stands in the model and in the document. */
typedef struct tol_xliff_code {
    tol_code_kind kind;
    size_t run;       /* its TOL_RUN_OPEN */
    size_t partner;   /* the other half's place among the codes; TOL_NO_PARTNER: it has none here */
    bool encloses;    /* a half of an element with content */
    tol_xml_tag tag;  /* the start tag */
    size_t end;       /* behind the whole element, when it does not enclose */
    tol_str key;      /* what pairs it */
    tol_str id, type; /* as TMX has them */
} tol_xliff_code;

typedef struct tol_xliff_codes {
    tol_xliff_code *items;
    size_t n;
} tol_xliff_codes;

/* Native code that stands apart (originalData), by its id. */
typedef struct tol_xliff_data {
    tol_str id, text;
} tol_xliff_data;

typedef struct tol_xliff_capture {
    bool is_on;
    tol_buf text, code;
    tol_run *runs; /* in the arena */
    size_t n_runs;
    tol_xliff_codes codes;
    struct {
        unsigned char form;
        size_t run, code; /* what it made; SIZE_MAX: nothing */
        tol_str data;     /* native code of its end */
    } open[TOL_INLINE_DEPTH_MAX];
    size_t depth, native_depth; /* as in tol_segment_reader */
} tol_xliff_capture;

void tol_xliff_capture_begin(tol_xliff_capture *capture);
/*
 * An element begins. @param element its name counts, wherever it is from; @param data of the unit. TOL_ELIMIT: nested
 * too deeply. Failures of the arena and of the buffers stay in them.
 */
tol_status tol_xliff_capture_start(tol_xliff_capture *capture, const tol_xml_element *element, const tol_xml_tag *tag,
                                   const tol_xliff_data *data, size_t n_data, tol_arena *arena, tol_error *err);
void tol_xliff_capture_text(tol_xliff_capture *capture, tol_str text);
void tol_xliff_capture_end(tol_xliff_capture *capture, const tol_xml_tag *tag, tol_arena *arena);
/* Give text, runs and codes away; false without memory. */
bool tol_xliff_capture_finish(tol_xliff_capture *capture, tol_arena *arena, tol_variant *variant,
                              tol_xliff_codes *codes);
void tol_xliff_capture_release(tol_xliff_capture *capture);

#endif
