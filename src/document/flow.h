/*
 * What readers of marked-up documents write into: paragraphs that are opened and closed, also inside each other (a note
 * or a text box inside a paragraph), text with its white space, line breaks, references to notes.
 *
 * White space is folded to single spaces, soft hyphens go. A forced line break is a space where a small letter follows,
 * for then a sentence goes on; elsewhere it ends the paragraph, for titles, addresses and verses are written so.
 */
#ifndef TOL_DOCUMENT_FLOW_H
#define TOL_DOCUMENT_FLOW_H

#include "document/reading.h"
#include "tolmach/buf.h"

/* Deepest nesting of paragraphs. */
#define TOL_FLOW_DEPTH_MAX 16

typedef struct tol_flow_frame {
    tol_buf text;
    tol_paragraph para; /* but for its text */
    tol_str note;       /* the note whose paragraph it is; absent: none */
    size_t first_ref;   /* where its references begin in `refs` */
    bool has_space;     /* white space is due before the next character */
    unsigned n_breaks;  /* line breaks are */
} tol_flow_frame;

typedef struct tol_flow {
    tol_reading *reading;
    tol_flow_frame frames[TOL_FLOW_DEPTH_MAX];
    size_t depth;
    tol_note_ref *refs; /* of the open paragraphs; offsets only */
    size_t n_refs, cap_refs;
} tol_flow;

void tol_flow_init(tol_flow *flow, tol_reading *reading);
void tol_flow_release(tol_flow *flow);
static inline bool tol_flow_is_open(const tol_flow *flow)
{
    return flow->depth > 0;
}
/* Open a paragraph. The reporter's line is that of its beginning. TOL_ELIMIT: too deep. */
tol_status tol_flow_open(tol_flow *flow, tol_para_kind kind, uint32_t level, tol_str note, tol_error *err);
/* The innermost open paragraph turns out to be of another kind. */
void tol_flow_turn(tol_flow *flow, tol_para_kind kind, uint32_t level);
/* Nothing is done where no paragraph is open. TOL_ELIMIT, TOL_ENOMEM. */
tol_status tol_flow_text(tol_flow *flow, tol_str text, tol_error *err);
void tol_flow_space(tol_flow *flow);
void tol_flow_break(tol_flow *flow);
tol_status tol_flow_refer(tol_flow *flow, tol_str note, tol_error *err);
/* Close the innermost paragraph; one without text leaves no trace. */
tol_status tol_flow_close(tol_flow *flow, tol_error *err);

#endif
