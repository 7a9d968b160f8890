/* The public segmenter: paragraphs, an engine for each, spans without white space, and the codes between them. */
#include <string.h>

#include "base/fail.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "segment/paragraph.h"
#include "segment/rule_scan.h"
#include "segment/segmenter_inside.h"
#include "segment/srx_engine.h"
#include "text/letter.h"
#include "text/sentence_break.h"
#include "tolmach/buf.h"
#include "tolmach/lang.h"
#include "tolmach/token.h"

struct tol_segmenter {
    bool wrapped;
    const tol_language_rules *rules; /* NULL: of no language */
    tol_word_table words;
    tol_known_names names;
    tol_sentence_break unicode;
    tol_srx_engine *srx;    /* NULL: none */
    bool include[3];        /* whether a code between two segments goes with the first, by tol_code_side */
    tol_breaks breaks;      /* of the paragraph at hand */
    tol_segment_span *list; /* of the text at hand */
    size_t n, cap;
    tol_buf unwrapped;
};

/* ---- making it ---- */

static tol_status prepare(tol_segmenter *segmenter, tol_str lang, const tol_segmenter_opt *opt, tol_error *err)
{
    char tag[TOL_LANG_MAX];
    segmenter->wrapped = opt->wrapped;
    segmenter->include[TOL_CODE_END] = true;
    if (opt->srx) {
        return tol_srx_engine_open(opt->srx, lang, &opt->listener, segmenter->include, &segmenter->srx, err);
    }
    segmenter->rules = opt->rules == TOL_RULES_UNICODE ? NULL : tol_language_rules_of(lang);
    if (segmenter->rules) {
        return tol_word_table_init(&segmenter->words, segmenter->rules, err);
    }
    tol_lang_canonical(lang, tag);
    return tol_sentence_break_open(&segmenter->unicode, tag, err);
}

tol_status tol_segmenter_new(tol_str lang, const tol_segmenter_opt *opt, tol_segmenter **out, tol_error *err)
{
    static const tol_segmenter_opt defaults = TOL_SEGMENTER_OPT_INIT;
    tol_error_clear(err);
    *out = NULL;
    tol_segmenter *segmenter = tol_mem_calloc(1, sizeof *segmenter);
    if (!segmenter) {
        return tol_fail_nomem(err);
    }
    tol_status status = prepare(segmenter, lang, opt ? opt : &defaults, err);
    if (status != TOL_OK) {
        tol_segmenter_free(segmenter);
        return status;
    }
    *out = segmenter;
    return TOL_OK;
}

void tol_segmenter_free(tol_segmenter *segmenter)
{
    if (!segmenter) {
        return;
    }
    tol_word_table_release(&segmenter->words);
    tol_known_names_release(&segmenter->names);
    tol_sentence_break_close(&segmenter->unicode);
    tol_srx_engine_close(segmenter->srx);
    tol_breaks_release(&segmenter->breaks);
    tol_buf_release(&segmenter->unwrapped);
    tol_mem_free(segmenter->list);
    tol_mem_free(segmenter);
}

const char *tol_segmenter_rules(const tol_segmenter *segmenter)
{
    if (segmenter->srx) {
        return "srx";
    }
    return segmenter->rules ? segmenter->rules->lang : "unicode";
}

bool tol_segmenter_is_wrapped(const tol_segmenter *segmenter)
{
    return segmenter->wrapped;
}

/* ---- paragraphs ---- */

/* Add the text between two places, without white space at its ends; nothing when nothing is left. */
static tol_status add_span(tol_segmenter *segmenter, tol_str text, size_t start, size_t end, tol_error *err)
{
    tol_str span = tol_trimmed((tol_str){text.ptr + start, end - start});
    if (!span.len) {
        return TOL_OK;
    }
    tol_segment_span *list = tol_mem_grow(segmenter->list, &segmenter->cap, segmenter->n + 1, sizeof *list);
    if (!list) {
        return tol_fail_nomem(err);
    }
    segmenter->list = list;
    start = (size_t)(span.ptr - text.ptr);
    list[segmenter->n++] = (tol_segment_span){.start = start, .end = start + span.len};
    return TOL_OK;
}

static tol_status find_unicode(tol_segmenter *segmenter, tol_str paragraph, tol_error *err)
{
    tol_status status = tol_sentence_break_begin(&segmenter->unicode, paragraph, err);
    size_t at = 0;
    while (status == TOL_OK && (at = tol_sentence_break_next(&segmenter->unicode)) < paragraph.len) {
        tol_breaks_add(&segmenter->breaks, at);
    }
    return status;
}

/* A wrapped paragraph with spaces for its line ends, as long as it was. */
static tol_str unwrap(tol_segmenter *segmenter, tol_str paragraph)
{
    tol_buf *buf = &segmenter->unwrapped;
    tol_buf_reset(buf);
    tol_buf_add(buf, paragraph);
    for (size_t i = 0; tol_buf_ok(buf) && i < buf->len;) {
        size_t len = tol_line_end_at(paragraph, i);
        memset(buf->ptr + i, ' ', len);
        i += len ? len : 1;
    }
    return tol_buf_str(buf);
}

static tol_status find_breaks(tol_segmenter *segmenter, tol_str text, tol_str paragraph, tol_error *err)
{
    tol_status status = TOL_OK;
    tol_breaks_reset(&segmenter->breaks);
    if (segmenter->wrapped) {
        paragraph = unwrap(segmenter, paragraph);
        if (!tol_buf_ok(&segmenter->unwrapped)) {
            return tol_fail_nomem(err);
        }
    }
    if (segmenter->srx) {
        status = tol_srx_engine_run(segmenter->srx, paragraph, &segmenter->breaks, err);
    } else if (segmenter->rules) {
        tol_rule_scan(&segmenter->words, &segmenter->names, text, paragraph, &segmenter->breaks);
    } else {
        status = find_unicode(segmenter, paragraph, err);
    }
    bool failed = segmenter->breaks.failed || segmenter->names.failed;
    return failed && status == TOL_OK ? tol_fail_nomem(err) : status;
}

static tol_status segment_paragraph(tol_segmenter *segmenter, tol_str text, tol_str paragraph, tol_error *err)
{
    tol_status status = find_breaks(segmenter, text, paragraph, err);
    size_t base = (size_t)(paragraph.ptr - text.ptr), start = base;
    for (size_t i = 0; status == TOL_OK && i < segmenter->breaks.n; i++) {
        size_t end = base + segmenter->breaks.items[i];
        status = add_span(segmenter, text, start, end, err);
        start = end;
    }
    return status ? status : add_span(segmenter, text, start, base + paragraph.len, err);
}

/* ---- codes ---- */

/* Codes between two segments go with the first as long as each of them is one that does. */
static void share_codes(tol_segmenter *segmenter, const tol_segment_code *codes, size_t n_codes)
{
    size_t code = 0;
    for (size_t i = 0; i < segmenter->n; i++) {
        tol_segment_span *span = &segmenter->list[i];
        bool is_last = i + 1 == segmenter->n;
        size_t next_start = is_last ? 0 : segmenter->list[i + 1].start;
        span->first_code = code;
        while (code < n_codes && (is_last || codes[code].at < span->end ||
                                  (codes[code].at <= next_start && segmenter->include[codes[code].side]))) {
            code++;
        }
        span->end_code = code;
    }
}

static tol_status check_input(tol_str text, const tol_segment_code *codes, size_t n_codes, tol_error *err)
{
    if (text.len > TOL_TEXT_MAX) {
        return tol_fail(err, TOL_ELIMIT, "a text of %zu bytes is too long; %zu at most", text.len, TOL_TEXT_MAX);
    }
    if (!tol_utf8_is_valid(text)) {
        return tol_fail(err, TOL_EINVAL, "the text is not valid UTF-8");
    }
    for (size_t i = 0; i < n_codes; i++) {
        if (codes[i].at > text.len || (i && codes[i].at < codes[i - 1].at) || codes[i].side > TOL_CODE_ISOLATED) {
            return tol_fail(err, TOL_EINVAL, "inline code %zu is out of order, or outside of the text", i + 1);
        }
    }
    return TOL_OK;
}

/* ---- the whole ---- */

static tol_status hand_over(const tol_segmenter *segmenter, tol_arena *arena, tol_segment_spans *spans, tol_error *err)
{
    spans->items = tol_arena_calloc(arena, segmenter->n, sizeof *spans->items);
    if (!spans->items) {
        return tol_fail_nomem(err);
    }
    if (segmenter->n) {
        memcpy(spans->items, segmenter->list, segmenter->n * sizeof *spans->items);
    }
    spans->n = segmenter->n;
    return TOL_OK;
}

tol_status tol_segmenter_run(tol_segmenter *segmenter, tol_str text, const tol_segment_code *codes, size_t n_codes,
                             tol_arena *arena, tol_segment_spans *spans, tol_error *err)
{
    tol_error_clear(err);
    *spans = (tol_segment_spans){NULL, 0};
    tol_status status = check_input(text, codes, n_codes, err);
    if (status != TOL_OK) {
        return status;
    }
    segmenter->n = 0;
    tol_known_names_reset(&segmenter->names);
    size_t at = 0;
    for (tol_str paragraph; status == TOL_OK && tol_next_paragraph(text, segmenter->wrapped, &at, &paragraph);) {
        status = segment_paragraph(segmenter, text, paragraph, err);
    }
    if (status != TOL_OK) {
        return status;
    }
    share_codes(segmenter, codes, n_codes);
    return hand_over(segmenter, arena, spans, err);
}
