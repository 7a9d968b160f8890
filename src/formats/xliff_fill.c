#include "formats/xliff_fill.h"

#include <string.h>

#include "base/fail.h"
#include "formats/xliff_names.h"
#include "formats/xliff_put.h"
#include "formats/xliff_state.h"
#include "formats/xml_edit.h"
#include "formats/xml_text.h"

/* A unit that is being filled. */
typedef struct filling {
    tol_filler *filler;
    tol_document *document;
    tol_str text; /* of the document */
    const tol_xliff_unit *unit;
    const tol_fill_answer *answers;
    tol_buf buf;
} filling;

static bool is_there(const tol_xml_tag *tag)
{
    return tag->name.ptr != NULL;
}

static void splice(filling *f, size_t at, size_t end)
{
    f->document->arena.failed = f->document->arena.failed || !tol_buf_ok(&f->buf);
    tol_document_splice(f->document, at, end, tol_buf_str(&f->buf));
    tol_buf_reset(&f->buf);
}

/* ---- states ---- */

static bool is_one_of(tol_str word, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (tol_str_equal(word, tol_str_of(words[i]))) {
            return true;
        }
    }
    return false;
}

bool tol_xliff_has_state(const tol_xliff_unit *unit, tol_str state)
{
    static const char *const old[] = {"new",
                                      "needs-translation",
                                      "needs-l10n",
                                      "needs-adaptation",
                                      "translated",
                                      "needs-review-translation",
                                      "needs-review-l10n",
                                      "needs-review-adaptation",
                                      "signed-off",
                                      "final"};
    static const char *const recent[] = {"initial", "translated", "reviewed", "final"};
    static const char *const trados[] = {
        "Draft", "Translated", "RejectedTranslation", "ApprovedTranslation", "RejectedSignOff", "ApprovedSignOff"};
    static const char *const memoq[] = {"NotStarted", "PreTranslated", "PartiallyEdited", "ManuallyConfirmed"};
    if (unit->version >= 20) {
        return is_one_of(state, recent, sizeof recent / sizeof recent[0]);
    }
    switch (unit->dialect) {
    case TOL_XLIFF_SDL:
        return is_one_of(state, trados, sizeof trados / sizeof trados[0]);
    case TOL_XLIFF_MEMOQ:
        return is_one_of(state, memoq, sizeof memoq / sizeof memoq[0]);
    case TOL_XLIFF_PLAIN:
        break;
    }
    return is_one_of(state, old, sizeof old / sizeof old[0]) || tol_str_starts_with(state, TOL_LIT("x-"));
}

/* The state of a target: what the caller wants, else what the dialect has for it. */
static tol_str state_of(const filling *f, tol_fill_kind kind, const char *good, const char *fuzzy)
{
    if (kind == TOL_FILL_FUZZY) {
        return tol_str_of(fuzzy);
    }
    return f->filler->state.ptr ? f->filler->state : tol_str_of(good);
}

/* Attributes of a target of XLIFF 1; Trados and memoQ keep their states elsewhere. */
static size_t target_attrs(const filling *f, tol_fill_kind kind, tol_attr *attrs)
{
    static const char *const qualifiers[] = {
        [TOL_FILL_FUZZY] = "fuzzy-match", [TOL_FILL_EXACT] = "leveraged-tm", [TOL_FILL_CONTEXT] = "exact-match"};
    if (f->unit->dialect != TOL_XLIFF_PLAIN || f->unit->version >= 20) {
        return 0;
    }
    attrs[0] = (tol_attr){TOL_LIT("state"), state_of(f, kind, "translated", "needs-review-translation")};
    attrs[1] = (tol_attr){TOL_LIT("state-qualifier"), tol_str_of(qualifiers[kind])};
    return f->unit->version > 10 ? 2 : 1;
}

/* ---- targets ---- */

static const tol_fill_match *target_for(const filling *f, size_t i)
{
    return f->answers[i].target;
}

static void put_content(filling *f, size_t i)
{
    const tol_fill_match *match = target_for(f, i);
    tol_xliff_put_content(&f->buf, f->text, &f->unit->segments[i].source.codes, &match->target, true);
}

static tol_str attr_in(const filling *f, const tol_xml_tag *tag, const char *name)
{
    tol_span value;
    bool found = tol_xml_tag_value(f->text, tag, tol_str_of(name), &value);
    return found ? (tol_str){f->text.ptr + value.begin, value.end - value.begin} : TOL_STR_NULL;
}

/* "<target …>" for a document that has none: named and spaced like the source. */
static void put_new_target(filling *f, const tol_xml_tag *source, const tol_attr *attrs, size_t n)
{
    tol_str space = attr_in(f, source, "xml:space");
    tol_buf_add(&f->buf, tol_xml_indent(f->text, source));
    tol_buf_byte(&f->buf, '<');
    tol_buf_add(&f->buf, tol_xml_prefix(source->name));
    tol_buf_add(&f->buf, TOL_LIT("target"));
    if (attr_in(f, source, "xml:lang").ptr) {
        tol_str lang = f->unit->target_lang.len ? f->unit->target_lang : f->filler->target_lang;
        tol_xml_put_attr(&f->buf, TOL_LIT("xml:lang"), lang);
    }
    if (space.ptr) {
        tol_xml_put_attr(&f->buf, TOL_LIT("xml:space"), space);
    }
    for (size_t i = 0; i < n; i++) {
        tol_xml_put_attr(&f->buf, attrs[i].name, attrs[i].value);
    }
    tol_buf_byte(&f->buf, '>');
}

static void put_new_target_end(filling *f, const tol_xml_tag *source)
{
    tol_buf_add(&f->buf, TOL_LIT("</"));
    tol_buf_add(&f->buf, tol_xml_prefix(source->name));
    tol_buf_add(&f->buf, TOL_LIT("target>"));
}

/* The target of one segment that is not marked: in a new element or in the one that stands there. */
static void fill_whole(filling *f, size_t i, const tol_xliff_place *source, size_t behind,
                       const tol_xliff_place *target)
{
    tol_attr attrs[2];
    size_t n = target_attrs(f, target_for(f, i)->kind, attrs);
    if (is_there(&target->tag)) {
        tol_xml_put_tag(&f->buf, f->text, &target->tag, attrs, n, TOL_END_OPEN);
        put_content(f, i);
        tol_xml_put_end(&f->buf, target->tag.name);
        splice(f, target->tag.span.begin, target->end);
    } else {
        put_new_target(f, &source->tag, attrs, n);
        put_content(f, i);
        put_new_target_end(f, &source->tag);
        splice(f, behind, behind);
    }
}

/* What all segments together make of a target: whether each has its text now, and the least of their kinds. */
static bool is_complete(const filling *f, tol_fill_kind *kind)
{
    bool complete = true;
    *kind = TOL_FILL_CONTEXT;
    for (size_t i = 0; i < f->unit->n_segments; i++) {
        const tol_fill_match *match = target_for(f, i);
        complete = complete && (match || !tol_xliff_is_open(f->unit, &f->unit->segments[i]));
        *kind = match && match->kind < *kind ? match->kind : *kind;
    }
    return complete;
}

static size_t marked_attrs(const filling *f, tol_attr *attrs)
{
    tol_fill_kind kind;
    bool complete = is_complete(f, &kind);
    size_t n = target_attrs(f, kind, attrs);
    if (!complete && n) {
        attrs[0].value = TOL_LIT("needs-translation");
        return 1;
    }
    return n;
}

/* A target made after seg-source: the same markers and whatever stands between them. */
static void build_marked(filling *f)
{
    const tol_xliff_unit *unit = f->unit;
    tol_attr attrs[2];
    size_t n = marked_attrs(f, attrs), at = unit->seg_source.content.begin;
    bool is_old = is_there(&unit->target.tag);
    if (is_old) {
        tol_xml_put_tag(&f->buf, f->text, &unit->target.tag, attrs, n, TOL_END_OPEN);
    } else {
        put_new_target(f, &unit->seg_source.tag, attrs, n);
    }
    for (size_t i = 0; i < unit->n_segments; i++) {
        const tol_span *content = &unit->segments[i].source.place.content;
        tol_buf_append(&f->buf, f->text.ptr + at, content->begin - at);
        if (target_for(f, i)) {
            put_content(f, i);
        }
        at = content->end;
    }
    tol_buf_append(&f->buf, f->text.ptr + at, unit->seg_source.content.end - at);
    if (is_old) {
        tol_xml_put_end(&f->buf, unit->target.tag.name);
        splice(f, unit->target.tag.span.begin, unit->target.end);
    } else {
        put_new_target_end(f, &unit->seg_source.tag);
        splice(f, unit->seg_source.end, unit->seg_source.end);
    }
}

/* Segments whose markers stand in the target already. */
static void fill_marked(filling *f)
{
    const tol_xliff_unit *unit = f->unit;
    tol_attr attrs[2];
    tol_fill_kind kind;
    size_t n = marked_attrs(f, attrs);
    if (n && is_complete(f, &kind)) {
        tol_xml_put_tag(&f->buf, f->text, &unit->target.tag, attrs, n, TOL_END_AS_IT_WAS);
        splice(f, unit->target.tag.span.begin, unit->target.tag.span.end);
    }
    for (size_t i = 0; i < unit->n_segments; i++) {
        const tol_xliff_place *place = &unit->segments[i].target.place;
        if (target_for(f, i) && is_there(&place->tag)) {
            tol_xml_put_tag(&f->buf, f->text, &place->tag, NULL, 0, TOL_END_OPEN);
            put_content(f, i);
            tol_xml_put_end(&f->buf, place->tag.name);
            splice(f, place->tag.span.begin, place->end);
        }
    }
}

static bool has_marked_targets(const tol_xliff_unit *unit)
{
    for (size_t i = 0; i < unit->n_segments; i++) {
        const tol_xliff_place *place = &unit->segments[i].target.place;
        if (is_there(&place->tag) && place->tag.span.begin != unit->target.tag.span.begin) {
            return true;
        }
    }
    return false;
}

static size_t behind_source(const tol_xliff_unit *unit)
{
    return is_there(&unit->seg_source.tag) && unit->seg_source.end > unit->source.end ? unit->seg_source.end
                                                                                      : unit->source.end;
}

static void fill_old_targets(filling *f)
{
    const tol_xliff_unit *unit = f->unit;
    size_t n = 0;
    for (size_t i = 0; i < unit->n_segments; i++) {
        n += target_for(f, i) != NULL;
    }
    if (n == 0) {
        return;
    }
    if (!unit->is_segmented) {
        fill_whole(f, 0, &unit->source, behind_source(unit), &unit->target);
    } else if (has_marked_targets(unit)) {
        fill_marked(f);
    } else if (!unit->target_has_text || !is_there(&unit->target.tag)) {
        build_marked(f);
    }
}

/* ---- what the dialects keep beside the target ---- */

static void mark_trados(filling *f, size_t i)
{
    const tol_fill_match *match = target_for(f, i);
    const tol_xliff_segment *segment = &f->unit->segments[i];
    tol_buf percent = TOL_BUF_INIT;
    tol_buf_printf(&percent, "%d", match->score);
    bool has_context = match->kind == TOL_FILL_CONTEXT;
    const tol_attr attrs[] = {{TOL_LIT("conf"), state_of(f, match->kind, "Translated", "Draft")},
                              {TOL_LIT("origin"), TOL_LIT("tm")},
                              {TOL_LIT("origin-system"), match->memory},
                              {TOL_LIT("percent"), tol_buf_str(&percent)},
                              {TOL_LIT("text-match"), has_context ? TOL_LIT("SourceAndTarget") : TOL_STR_NULL}};
    tol_xml_put_tag(&f->buf, f->text, &segment->tag, attrs, sizeof attrs / sizeof attrs[0], TOL_END_AS_IT_WAS);
    splice(f, segment->tag.span.begin, segment->tag.span.end);
    tol_buf_release(&percent);
}

static void mark_memoq(filling *f)
{
    const tol_fill_match *match = target_for(f, 0);
    tol_buf percent = TOL_BUF_INIT;
    tol_buf_printf(&percent, "%d", match->kind == TOL_FILL_CONTEXT ? 101 : match->score);
    const tol_attr attrs[] = {{TOL_LIT("mq:status"), state_of(f, match->kind, "PreTranslated", "PreTranslated")},
                              {TOL_LIT("mq:percent"), tol_buf_str(&percent)}};
    tol_xml_put_tag(&f->buf, f->text, &f->unit->tag, attrs, 2, TOL_END_AS_IT_WAS);
    splice(f, f->unit->tag.span.begin, f->unit->tag.span.end);
    tol_buf_release(&percent);
}

static void mark_dialect(filling *f)
{
    for (size_t i = 0; i < f->unit->n_segments; i++) {
        if (target_for(f, i) && f->unit->dialect == TOL_XLIFF_SDL && is_there(&f->unit->segments[i].tag)) {
            mark_trados(f, i);
        }
    }
    if (f->unit->dialect == TOL_XLIFF_MEMOQ && target_for(f, 0)) {
        mark_memoq(f);
    }
}

/* ---- matches and terms of XLIFF 1 ---- */

static void put_old_matches(filling *f)
{
    const tol_xliff_unit *unit = f->unit;
    size_t behind = is_there(&unit->target.tag) ? unit->target.end : behind_source(unit);
    tol_str indent = tol_xml_indent(f->text, &unit->source.tag), prefix = tol_xml_prefix(unit->tag.name);
    for (size_t i = 0; i < unit->n_segments; i++) {
        tol_str mid = unit->is_segmented && unit->version >= 12 ? unit->segments[i].id : TOL_STR_NULL;
        for (size_t k = 0; k < f->answers[i].n_matches; k++) {
            tol_buf_add(&f->buf, indent);
            tol_xliff_put_alt_trans(&f->buf, f->text, &unit->segments[i].source.codes, &f->answers[i].matches[k], mid,
                                    prefix);
        }
    }
    for (size_t i = 0; i < unit->n_segments; i++) {
        for (size_t k = 0; k < f->answers[i].n_terms; k++) {
            tol_buf_add(&f->buf, indent);
            tol_xliff_put_note(&f->buf, &f->answers[i].terms[k], prefix);
        }
    }
    if (f->buf.len) {
        splice(f, behind, behind);
    }
}

/* ---- XLIFF 2 ---- */

/* "#s1"; for the only segment, without an id, the unit's own path. Others get an id. */
static tol_str reference(const filling *f, size_t i, tol_buf *buf)
{
    const tol_xliff_unit *unit = f->unit;
    if (unit->segments[i].id.len) {
        tol_buf_printf(buf, "#%.*s", TOL_ARG(unit->segments[i].id));
    } else if (unit->n_segments == 1 && unit->file_id.len) {
        tol_buf_printf(buf, "#/f=%.*s/u=%.*s", TOL_ARG(unit->file_id), TOL_ARG(unit->id));
    } else {
        tol_buf_printf(buf, "#tolmach-%zu", i + 1);
    }
    return tol_buf_str(buf);
}

static bool needs_id(const filling *f, size_t i)
{
    const tol_xliff_segment *segment = &f->unit->segments[i];
    return !segment->id.len && (f->unit->n_segments > 1 || !f->unit->file_id.len) && f->answers[i].n_matches;
}

static void fill_segment(filling *f, size_t i)
{
    const tol_xliff_segment *segment = &f->unit->segments[i];
    const tol_fill_match *match = target_for(f, i);
    tol_attr attrs[2];
    size_t n = 0;
    tol_buf id = TOL_BUF_INIT;
    if (needs_id(f, i)) {
        tol_buf_printf(&id, "tolmach-%zu", i + 1);
        attrs[n++] = (tol_attr){TOL_LIT("id"), tol_buf_str(&id)};
    }
    if (match) {
        attrs[n++] = (tol_attr){TOL_LIT("state"), state_of(f, match->kind, "translated", "initial")};
    }
    if (n) {
        tol_xml_put_tag(&f->buf, f->text, &segment->tag, attrs, n, TOL_END_AS_IT_WAS);
        splice(f, segment->tag.span.begin, segment->tag.span.end);
    }
    if (match) {
        fill_whole(f, i, &segment->source.place, segment->source.place.end, &segment->target.place);
    }
    tol_buf_release(&id);
}

/* Put what is in the buffer into a module that stands there, or into a new one at the beginning of the unit. */
static void put_module(filling *f, const tol_xliff_place *old, const char *name, const char *prefix, const char *space,
                       tol_str content, tol_str indent)
{
    if (content.len == 0) {
        return;
    }
    if (is_there(&old->tag) && old->tag.kind == TOL_TAG_EMPTY) {
        tol_xml_put_tag(&f->buf, f->text, &old->tag, NULL, 0, TOL_END_OPEN);
        tol_buf_add(&f->buf, content);
        tol_xml_put_end(&f->buf, old->tag.name);
        splice(f, old->tag.span.begin, old->end);
    } else if (is_there(&old->tag)) {
        tol_buf_add(&f->buf, content);
        splice(f, old->content.end, old->content.end);
    } else {
        tol_buf_add(&f->buf, indent);
        tol_buf_printf(&f->buf, "<%s:%s xmlns:%s=\"%s\">", prefix, name, prefix, space);
        tol_buf_add(&f->buf, content);
        tol_buf_add(&f->buf, indent);
        tol_buf_printf(&f->buf, "</%s:%s>", prefix, name);
        splice(f, f->unit->tag.span.end, f->unit->tag.span.end);
    }
}

static tol_str module_prefix(const tol_xliff_place *old, const char *ours)
{
    return is_there(&old->tag) ? tol_xml_prefix(old->tag.name) : tol_str_of(ours);
}

static void put_new_matches(filling *f, tol_str indent)
{
    const tol_xliff_unit *unit = f->unit;
    tol_str prefix = tol_xml_prefix(unit->tag.name), module = module_prefix(&unit->matches, "mtc:");
    tol_str core = unit->version >= 22 ? TOL_LIT("urn:oasis:names:tc:xliff:document:2.2")
                                       : TOL_LIT("urn:oasis:names:tc:xliff:document:2.0");
    tol_str space = module.len || prefix.len ? TOL_STR_NULL : core;
    tol_buf content = TOL_BUF_INIT;
    for (size_t i = 0; i < unit->n_segments; i++) {
        tol_buf ref = TOL_BUF_INIT;
        for (size_t k = 0; k < f->answers[i].n_matches; k++) {
            tol_buf_reset(&ref);
            tol_buf_add(&content, indent);
            tol_xliff_put_match(&content, f->text, &unit->segments[i].source.codes, &f->answers[i].matches[k],
                                reference(f, i, &ref), prefix, module, space);
        }
        tol_buf_release(&ref);
    }
    f->buf.failed = f->buf.failed || !tol_buf_ok(&content);
    put_module(f, &unit->matches, "matches", "mtc", TOL_XLIFF_MATCHES_SPACE, tol_buf_str(&content), indent);
    tol_buf_release(&content);
}

static void put_glossary(filling *f, tol_str indent)
{
    const tol_xliff_unit *unit = f->unit;
    tol_str module = module_prefix(&unit->glossary, "gls:");
    tol_buf content = TOL_BUF_INIT;
    for (size_t i = 0; i < unit->n_segments; i++) {
        tol_buf ref = TOL_BUF_INIT;
        if (unit->segments[i].id.len) {
            tol_buf_printf(&ref, "#%.*s", TOL_ARG(unit->segments[i].id));
        }
        for (size_t k = 0; k < f->answers[i].n_terms; k++) {
            tol_buf_add(&content, indent);
            tol_xliff_put_entry(&content, &f->answers[i].terms[k], ref.len ? tol_buf_str(&ref) : TOL_STR_NULL, module);
        }
        tol_buf_release(&ref);
    }
    f->buf.failed = f->buf.failed || !tol_buf_ok(&content);
    put_module(f, &unit->glossary, "glossary", "gls", TOL_XLIFF_GLOSSARY_SPACE, tol_buf_str(&content), indent);
    tol_buf_release(&content);
}

static void fill_new(filling *f)
{
    tol_str indent = tol_xml_indent(f->text, &f->unit->segments[0].tag);
    for (size_t i = 0; i < f->unit->n_segments; i++) {
        fill_segment(f, i);
    }
    put_new_matches(f, indent);
    put_glossary(f, indent);
}

/* ---- the language ---- */

static void name_target_lang(filling *f)
{
    const tol_xliff_unit *unit = f->unit;
    const tol_xml_tag *tag = &unit->lang_tag;
    if (unit->target_lang.len || !is_there(tag) || f->filler->named_at == tag->span.begin + 1) {
        return;
    }
    f->filler->named_at = tag->span.begin + 1;
    bool is_root = tol_str_ends_with(tag->name, TOL_LIT("xliff"));
    const tol_attr lang = {is_root ? TOL_LIT("trgLang") : TOL_LIT("target-language"), f->filler->target_lang};
    tol_xml_put_tag(&f->buf, f->text, tag, &lang, 1, TOL_END_AS_IT_WAS);
    splice(f, tag->span.begin, tag->span.end);
}

tol_status tol_xliff_fill(tol_filler *filler, const tol_xliff_unit *unit, const tol_fill_answer *answers,
                          tol_error *err)
{
    filling f = {.filler = filler,
                 .document = filler->document,
                 .text = filler->document->text,
                 .unit = unit,
                 .answers = answers,
                 .buf = TOL_BUF_INIT};
    bool has_target = false;
    for (size_t i = 0; i < unit->n_segments; i++) {
        has_target = has_target || answers[i].target || answers[i].n_matches;
    }
    if (has_target) {
        name_target_lang(&f);
    }
    if (unit->version >= 20) {
        fill_new(&f);
    } else {
        fill_old_targets(&f);
        mark_dialect(&f);
        put_old_matches(&f);
    }
    tol_status status = tol_buf_ok(&f.buf) && tol_arena_ok(&filler->document->arena) ? TOL_OK : tol_fail_nomem(err);
    tol_buf_release(&f.buf);
    return status;
}
