/*
 *     <Segment><Elements>
 *       <Text><Value>text</Value></Text>
 *       <Tag><Type>Start</Type><Anchor>1</Anchor><AlignmentAnchor>1</AlignmentAnchor><TagID>b</TagID></Tag>
 *       <Text><Value>bold</Value></Text>
 *       <Tag><Type>End</Type><Anchor>1</Anchor>…</Tag>
 *     </Elements><CultureName>ru-RU</CultureName></Segment>
 *
 * A Start becomes a bpt, an End an ept, with the anchor as their i; every other tag a ph. The alignment anchor, which
 * says what a tag corresponds to in the other language, is x, and the tag's id the type.
 */
#include "formats/sdltm_segment.h"

#include <string.h>

#include "base/fail.h"
#include "base/mem.h"
#include "formats/grow.h"
#include "formats/xml_read.h"

typedef enum field { NO_FIELD, VALUE, CULTURE, TYPE, ANCHOR, ALIGNMENT, TAG_ID, EQUIVALENT, N_FIELDS } field;

typedef struct segment {
    tol_arena *arena;
    tol_variant *variant;
    tol_buf text, culture;
    tol_buf fields[N_FIELDS]; /* of a tag */
    field stack[TOL_XML_DEPTH_MAX + 1];
    bool is_tag[TOL_XML_DEPTH_MAX + 1];
    size_t depth;
    bool has_elements;
} segment;

static field field_of(tol_str name)
{
    static const char *const names[N_FIELDS] = {[VALUE] = "Value",
                                                [CULTURE] = "CultureName",
                                                [TYPE] = "Type",
                                                [ANCHOR] = "Anchor",
                                                [ALIGNMENT] = "AlignmentAnchor",
                                                [TAG_ID] = "TagID",
                                                [EQUIVALENT] = "TextEquivalent"};
    for (int i = 1; i < N_FIELDS; i++) {
        if (tol_str_equal(name, tol_str_of(names[i]))) {
            return (field)i;
        }
    }
    return NO_FIELD;
}

/* ---- tags ---- */

static void add_attr(segment *s, tol_attrs *attrs, const char *name, field which)
{
    tol_str value = tol_buf_str(&s->fields[which]);
    if (value.len && !tol_str_equal(value, TOL_LIT("0")) && attrs->n < 4) {
        attrs->items[attrs->n++] = (tol_attr){tol_str_of(name), tol_arena_copy(s->arena, value)};
    }
}

static void add_run(segment *s, tol_run run)
{
    tol_variant *variant = s->variant;
    tol_run *runs = tol_grow(s->arena, variant->runs, variant->n_runs, sizeof *runs);
    if (runs) {
        variant->runs = runs;
        run.at = s->text.len;
        runs[variant->n_runs++] = run;
    }
}

static void add_tag(segment *s)
{
    tol_str type = tol_buf_str(&s->fields[TYPE]), code = tol_buf_str(&s->fields[EQUIVALENT]);
    bool is_start = tol_str_equal(type, TOL_LIT("Start")), is_end = tol_str_equal(type, TOL_LIT("End"));
    tol_inline elem = is_start ? TOL_BPT : is_end ? TOL_EPT : TOL_PH;
    tol_run run = {.kind = TOL_RUN_OPEN, .elem = elem};
    run.attrs.items = tol_arena_calloc(s->arena, 4, sizeof *run.attrs.items);
    if (!run.attrs.items) {
        return;
    }
    if (elem != TOL_PH) {
        add_attr(s, &run.attrs, "i", ANCHOR);
    }
    if (elem != TOL_EPT) {
        add_attr(s, &run.attrs, "x", ALIGNMENT);
        add_attr(s, &run.attrs, "type", TAG_ID);
    }
    add_run(s, run);
    if (code.len) {
        add_run(s, (tol_run){.kind = TOL_RUN_CODE, .elem = elem, .code = tol_arena_copy(s->arena, code)});
    }
    add_run(s, (tol_run){.kind = TOL_RUN_CLOSE, .elem = elem});
}

/* ---- the parser's callbacks ---- */

static tol_status on_start(void *user, const tol_xml_element *element, tol_error *err)
{
    segment *s = user;
    if (s->depth == 0 && !tol_str_equal(element->name, TOL_LIT("Segment"))) {
        return tol_fail(err, TOL_EPARSE, "a segment's root element is \"%.*s\"", TOL_ARG(element->name));
    }
    bool in_tag = s->depth > 0 && s->is_tag[s->depth];
    bool is_tag = !in_tag && tol_str_equal(element->name, TOL_LIT("Tag"));
    s->has_elements |= s->depth == 1 && tol_str_equal(element->name, TOL_LIT("Elements"));
    s->depth++;
    s->is_tag[s->depth] = in_tag || is_tag;
    s->stack[s->depth] = field_of(element->name);
    for (int i = 0; is_tag && i < N_FIELDS; i++) {
        tol_buf_reset(&s->fields[i]);
    }
    return TOL_OK;
}

static tol_status on_text(void *user, tol_str text, tol_error *err)
{
    segment *s = user;
    field which = s->stack[s->depth];
    (void)err;
    if (s->is_tag[s->depth]) {
        tol_buf_add(&s->fields[which], text);
    } else if (which == VALUE) {
        tol_buf_add(&s->text, text);
    } else if (which == CULTURE) {
        tol_buf_add(&s->culture, text);
    }
    return TOL_OK;
}

static tol_status on_end(void *user, tol_error *err)
{
    segment *s = user;
    (void)err;
    bool ends_tag = s->is_tag[s->depth] && !s->is_tag[s->depth - 1];
    s->depth--;
    if (ends_tag) {
        add_tag(s);
    }
    return TOL_OK;
}

/* ---- the segment ---- */

static tol_status parse(segment *s, tol_str xml, tol_reporter *reporter, tol_error *err)
{
    static const tol_read_opt opt = TOL_READ_OPT_INIT;
    tol_xml_handler handler = {s, on_start, on_text, on_end};
    tol_input input;
    tol_source source;
    tol_input_of_bytes(&input, xml, reporter->file);
    tol_listener listener = reporter->listener;
    reporter->listener.progress = NULL;
    tol_status status = tol_source_open(&source, &input, reporter, &opt, err);
    if (!status) {
        status = tol_xml_read(&source, &handler, err);
    }
    tol_source_close(&source);
    reporter->listener = listener;
    return status;
}

tol_status tol_sdltm_segment(tol_str xml, tol_reporter *reporter, tol_arena *arena, tol_variant *variant,
                             tol_error *err)
{
    segment s = {.arena = arena, .variant = variant};
    variant->runs = NULL;
    variant->n_runs = 0;
    tol_status status = parse(&s, xml, reporter, err);
    if (!status && !s.has_elements) {
        status = tol_fail(err, TOL_EPARSE, "a segment has no elements");
    }
    variant->text = tol_arena_copy(arena, s.text.ptr ? tol_buf_str(&s.text) : TOL_LIT(""));
    variant->lang = tol_arena_copy(arena, tol_buf_str(&s.culture));
    bool is_whole = tol_buf_ok(&s.text) && tol_buf_ok(&s.culture) && tol_arena_ok(arena);
    tol_buf_release(&s.text);
    tol_buf_release(&s.culture);
    for (int i = 0; i < N_FIELDS; i++) {
        is_whole = is_whole && tol_buf_ok(&s.fields[i]);
        tol_buf_release(&s.fields[i]);
    }
    return status || is_whole ? status : tol_fail_nomem(err);
}
