#include "document/flow.h"

#include <string.h>

#include "base/fail.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "text/unicode.h"
#include "tolmach/token.h"

#define SOFT_HYPHEN 0xAD

void tol_flow_init(tol_flow *flow, tol_reading *reading)
{
    memset(flow, 0, sizeof *flow);
    flow->reading = reading;
    for (size_t i = 0; i < TOL_FLOW_DEPTH_MAX; i++) {
        tol_buf_init(&flow->frames[i].text, TOL_TEXT_MAX);
    }
}

void tol_flow_release(tol_flow *flow)
{
    for (size_t i = 0; i < TOL_FLOW_DEPTH_MAX; i++) {
        tol_buf_release(&flow->frames[i].text);
    }
    tol_mem_free(flow->refs);
}

static tol_flow_frame *top_of(tol_flow *flow)
{
    return &flow->frames[flow->depth - 1];
}

tol_status tol_flow_open(tol_flow *flow, tol_para_kind kind, uint32_t level, tol_str note, tol_error *err)
{
    if (flow->depth == TOL_FLOW_DEPTH_MAX) {
        return tol_fail(err, TOL_ELIMIT, "paragraphs are nested deeper than %d", TOL_FLOW_DEPTH_MAX);
    }
    tol_flow_frame *frame = &flow->frames[flow->depth++];
    tol_buf_reset(&frame->text);
    frame->para = (tol_paragraph){.kind = kind, .level = level};
    frame->para.line = flow->reading->has_lines ? flow->reading->reporter->line : 0;
    frame->note = note;
    frame->first_ref = flow->n_refs;
    frame->has_space = false;
    frame->n_breaks = 0;
    return TOL_OK;
}

void tol_flow_turn(tol_flow *flow, tol_para_kind kind, uint32_t level)
{
    if (flow->depth) {
        top_of(flow)->para.kind = kind;
        top_of(flow)->para.level = level;
    }
}

/* ---- the end of a paragraph ---- */

/* The references of the paragraph that is added next. Notes in notes are told, but hang at no paragraph of the text. */
static tol_status hand_over_refs(tol_flow *flow, const tol_flow_frame *frame, tol_error *err)
{
    tol_status status = TOL_OK;
    for (size_t i = frame->first_ref; i < flow->n_refs && status == TOL_OK && !frame->note.ptr; i++) {
        status =
            tol_reading_refer(flow->reading, flow->refs[i].note, flow->reading->n_paras, flow->refs[i].offset, err);
    }
    return status;
}

/* Many a page holds its distances by paragraphs of a no-break space. */
static bool is_empty(tol_str text)
{
    bool is_empty = true;
    for (size_t i = 0; i < text.len && is_empty;) {
        uint32_t cp = tol_utf8_next(text, &i);
        is_empty = cp == ' ' || cp == 0xA0 || cp == 0x200B || cp == 0xFEFF;
    }
    return is_empty;
}

/* What is in the frame becomes a paragraph; the frame is empty then, of the same kind. */
static tol_status emit(tol_flow *flow, tol_flow_frame *frame, tol_error *err)
{
    tol_status status = TOL_OK;
    if (!tol_buf_ok(&frame->text)) {
        return frame->text.len >= TOL_TEXT_MAX - 4
                   ? tol_fail(err, TOL_ELIMIT, "a paragraph is longer than %zu MB", TOL_TEXT_MAX >> 20)
                   : tol_fail_nomem(err);
    }
    if (!is_empty(tol_buf_str(&frame->text))) {
        frame->para.text = tol_buf_str(&frame->text);
        status = hand_over_refs(flow, frame, err);
        status = status ? status : tol_reading_add(flow->reading, &frame->para, frame->note, err);
    }
    flow->n_refs = frame->first_ref;
    tol_buf_reset(&frame->text);
    frame->has_space = false;
    frame->n_breaks = 0;
    frame->para.line = flow->reading->has_lines ? flow->reading->reporter->line : 0;
    return status;
}

tol_status tol_flow_close(tol_flow *flow, tol_error *err)
{
    if (!flow->depth) {
        return TOL_OK;
    }
    tol_status status = emit(flow, top_of(flow), err);
    flow->depth--;
    return status;
}

/* ---- text ---- */

static bool is_white(uint32_t cp)
{
    return cp <= ' ' || cp == 0x7F || cp == 0x85 || cp == 0x2028 || cp == 0x2029;
}

/* Pay the white space that is due before a character. */
static tol_status settle(tol_flow *flow, tol_flow_frame *frame, uint32_t next, tol_error *err)
{
    bool goes_on = frame->n_breaks == 1 && tol_unicode_is_lower(next) && !flow->reading->opt->keep_all;
    if (frame->n_breaks && !goes_on && frame->text.len) {
        return emit(flow, frame, err);
    }
    if (frame->text.len && (frame->has_space || frame->n_breaks)) {
        tol_buf_byte(&frame->text, ' ');
    }
    frame->has_space = false;
    frame->n_breaks = 0;
    return TOL_OK;
}

/* The bytes from `i` on that are plain: neither white nor beyond ASCII. */
static size_t plain_end(tol_str text, size_t i)
{
    while (i < text.len && (unsigned char)text.ptr[i] > ' ' && (unsigned char)text.ptr[i] < 0x7F) {
        i++;
    }
    return i;
}

static tol_status add_char(tol_flow *flow, tol_flow_frame *frame, tol_str bytes, uint32_t cp, tol_error *err)
{
    tol_status status = TOL_OK;
    if (is_white(cp)) {
        frame->has_space = true;
        return TOL_OK;
    }
    if (cp == SOFT_HYPHEN && !flow->reading->opt->keep_all) {
        tol_reading_clean(flow->reading, TOL_CLEAN_SOFT_HYPHEN, 0, NULL);
        return TOL_OK;
    }
    if (frame->has_space || frame->n_breaks) {
        status = settle(flow, frame, cp, err);
    }
    tol_buf_add(&frame->text, bytes);
    return status;
}

tol_status tol_flow_text(tol_flow *flow, tol_str text, tol_error *err)
{
    tol_status status = TOL_OK;
    for (size_t i = 0; i < text.len && flow->depth && status == TOL_OK;) {
        tol_flow_frame *frame = top_of(flow);
        size_t begin = i, end = frame->has_space || frame->n_breaks ? i : plain_end(text, i);
        if (end > i) {
            tol_buf_append(&frame->text, text.ptr + i, end - i);
            i = end;
            continue;
        }
        uint32_t cp = tol_utf8_next(text, &i);
        status = add_char(flow, frame, (tol_str){text.ptr + begin, i - begin}, cp, err);
    }
    return status;
}

void tol_flow_space(tol_flow *flow)
{
    if (flow->depth) {
        top_of(flow)->has_space = true;
    }
}

void tol_flow_break(tol_flow *flow)
{
    if (flow->depth) {
        top_of(flow)->n_breaks++;
    }
}

tol_status tol_flow_refer(tol_flow *flow, tol_str note, tol_error *err)
{
    if (!flow->depth) {
        return TOL_OK;
    }
    tol_note_ref *grown = tol_mem_grow(flow->refs, &flow->cap_refs, flow->n_refs + 1, sizeof *grown);
    if (!grown || !note.ptr) {
        flow->refs = grown ? grown : flow->refs;
        return tol_fail_nomem(err);
    }
    flow->refs = grown;
    flow->refs[flow->n_refs++] = (tol_note_ref){note, 0, top_of(flow)->text.len};
    return TOL_OK;
}
