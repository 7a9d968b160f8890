/*
 * TMX as a stream of units.
 *
 * Each open element has a place, which says what may come inside; the functions enter_* decide what an element becomes
 * there, leave_* what its end means. What a unit needs lives in one arena, which is reset when the unit was handed
 * over.
 */
#include <string.h>

#include "base/fail.h"
#include "base/mem.h"
#include "formats/grow.h"
#include "formats/readers.h"
#include "formats/segment_read.h"
#include "formats/tmx_names.h"
#include "formats/xml_read.h"
#include "formats/xml_text.h"

/* Most bytes that one unit may need, all its variants and notes together; a longer one is refused. */
#define UNIT_MAX ((size_t)64 << 20)

typedef enum place {
    IN_NOTHING, /* outside the root */
    IN_TMX,
    IN_HEADER,
    IN_BODY,
    IN_TU,
    IN_TUV,
    IN_SEG,    /* and in its inline elements */
    IN_INFO,   /* note, prop */
    IN_MARKUP, /* an element inside a note or prop */
    IN_UDE,
    IN_SKIPPED
} place;

typedef struct tmx_reader {
    tol_reporter *reporter;
    const tol_sink *sink;
    tol_arena arena;      /* of the unit or the header */
    tol_arena root_arena; /* of what the root says */
    place places[TOL_XML_DEPTH_MAX + 1];
    size_t depth;
    tol_str space; /* namespace of the root */
    tol_header header;
    bool has_header, has_stray_text;
    tol_unit unit;
    tol_variant variant;
    bool has_seg;    /* the variant has its segment */
    bool is_refused; /* the unit is not handed over */
    size_t unit_size;
    tol_segment_reader segment;
    tol_info info;
    tol_buf info_text;
    size_t markup_at[TOL_XML_DEPTH_MAX + 1]; /* by depth: where an element inside it begins in info_text */
    tol_infos *infos;                        /* where notes and props go */
} tmx_reader;

static place here(const tmx_reader *reader)
{
    return reader->places[reader->depth];
}

static tol_status enter(tmx_reader *reader, place where)
{
    reader->places[++reader->depth] = where;
    return TOL_OK;
}

static tol_status warn(tmx_reader *reader, const char *code, const char *message, tol_error *err)
{
    return tol_report(reader->reporter, TOL_WARNING, code, err, "%s", message);
}

static tol_status skip(tmx_reader *reader, const tol_xml_element *element, tol_error *err)
{
    enter(reader, IN_SKIPPED);
    return tol_report(reader->reporter, TOL_WARNING, "unknown-element", err, "element \"%.*s\" is not expected here",
                      TOL_ARG(element->name));
}

/* ---- limits ---- */

static tol_status refuse_unit(tmx_reader *reader, const char *code, const char *message, tol_error *err)
{
    reader->is_refused = true;
    return tol_report(reader->reporter, TOL_ERROR, code, err, "%s", message);
}

/* Count what the unit (or the header) needs. */
static tol_status spend(tmx_reader *reader, size_t size, tol_error *err)
{
    reader->unit_size += size;
    if (reader->is_refused || reader->unit_size <= UNIT_MAX) {
        return TOL_OK;
    }
    if (reader->infos == &reader->header.infos) {
        return tol_fail(err, TOL_ELIMIT, "the header is longer than %zu bytes", UNIT_MAX);
    }
    return refuse_unit(reader, "unit-too-long", "the unit is too long and is left out", err);
}

static tol_attrs take_attrs(tmx_reader *reader, const tol_xml_element *element)
{
    size_t used = reader->arena.used;
    tol_attrs attrs = tol_xml_attrs(element, false, &reader->arena);
    reader->unit_size += reader->arena.used - used;
    return attrs;
}

static tol_status check_memory(const tmx_reader *reader, tol_error *err)
{
    return tol_arena_ok(&reader->arena) && tol_buf_ok(&reader->info_text) ? TOL_OK : tol_fail_nomem(err);
}

/* ---- the root and the header ---- */

static bool is_known_version(tol_str version)
{
    return version.len == 3 && tol_str_starts_with(version, TOL_LIT("1.")) && version.ptr[2] >= '1' &&
           version.ptr[2] <= '4';
}

static tol_status enter_root(tmx_reader *reader, const tol_xml_element *element, tol_error *err)
{
    if (tol_tmx_find(element->name) != TMX_TMX) {
        return tol_fail(err, TOL_EFORMAT, "not a TMX file: its root element is \"%.*s\"", TOL_ARG(element->name));
    }
    enter(reader, IN_TMX);
    reader->space = tol_arena_copy(&reader->root_arena, element->space);
    tol_attrs attrs = tol_xml_attrs(element, false, &reader->root_arena);
    reader->header.version = tol_attrs_get(&attrs, TOL_LIT("version"));
    if (!tol_arena_ok(&reader->root_arena)) {
        return tol_fail_nomem(err);
    }
    if (!reader->header.version.ptr) {
        return warn(reader, "version-missing", "the file does not say its version of TMX", err);
    }
    if (!is_known_version(reader->header.version)) {
        return tol_report(reader->reporter, TOL_WARNING, "unknown-version", err,
                          "version \"%.*s\" of TMX is not known; reading it as 1.4", TOL_ARG(reader->header.version));
    }
    return TOL_OK;
}

static tol_status hand_over_header(tmx_reader *reader, tol_error *err)
{
    tol_status status = check_memory(reader, err);
    reader->has_header = true;
    reader->infos = NULL;
    reader->header.file = tol_str_of(reader->reporter->file);
    if (status == TOL_OK && reader->sink->header) {
        status = reader->sink->header(reader->sink->user, &reader->header, err);
    }
    reader->header.attrs = (tol_attrs){NULL, 0};
    reader->header.infos = (tol_infos){NULL, 0};
    reader->unit_size = 0;
    tol_arena_reset(&reader->arena);
    return status;
}

static tol_status need_header(tmx_reader *reader, tol_error *err)
{
    if (reader->has_header) {
        return TOL_OK;
    }
    tol_status status = warn(reader, "header-missing", "the file has no header", err);
    return status == TOL_OK ? hand_over_header(reader, err) : status;
}

/* ---- units ---- */

static tol_status enter_tu(tmx_reader *reader, const tol_xml_element *element, tol_error *err)
{
    enter(reader, IN_TU);
    tol_status status =
        reader->reporter->line ? tol_report_repairs(reader->reporter, reader->reporter->line - 1, err) : TOL_OK;
    reader->unit = (tol_unit){.line = reader->reporter->line, .attrs = take_attrs(reader, element)};
    reader->unit.tuid = tol_attrs_take(&reader->unit.attrs, TOL_LIT("tuid"));
    reader->reporter->unit = reader->unit.tuid;
    reader->infos = &reader->unit.infos;
    return status;
}

static tol_status leave_tu(tmx_reader *reader, tol_error *err)
{
    tol_status status = check_memory(reader, err);
    if (status == TOL_OK) {
        status = tol_report_repairs(reader->reporter, reader->reporter->line, err);
    }
    if (status == TOL_OK && !reader->is_refused && reader->unit.n_variants == 0) {
        status = refuse_unit(reader, "unit-without-variants", "the unit has no variant and is left out", err);
    }
    if (status == TOL_OK && !reader->is_refused && reader->sink->unit) {
        status = reader->sink->unit(reader->sink->user, &reader->unit, err);
    }
    reader->is_refused = false;
    reader->has_stray_text = false;
    reader->unit_size = 0;
    reader->infos = NULL;
    reader->reporter->unit = TOL_STR_NULL;
    tol_arena_reset(&reader->arena);
    return status;
}

/*
 * The language under another spelling of the name: XML tells letters from capitals, who wrote LANG did not. It is taken
 * away, to be written as it should be.
 */
static tol_str take_misspelt_lang(tol_attrs *attrs)
{
    for (size_t i = 0; i < attrs->n; i++) {
        tol_str name = attrs->items[i].name;
        if (tol_str_equal_nocase(name, TOL_LIT("lang")) || tol_str_equal_nocase(name, TOL_LIT("xml:lang"))) {
            return tol_attrs_take(attrs, name);
        }
    }
    return TOL_STR_NULL;
}

/* Under the name that is usual in the file's version it stands apart; any other way it was said stays as it stood. */
static tol_str take_lang(const tmx_reader *reader, tol_attrs *attrs)
{
    tol_str lang = tol_attrs_get(attrs, TOL_LIT("xml:lang")), old_lang = tol_attrs_get(attrs, TOL_LIT("lang"));
    bool is_old = tol_tmx_says_lang(reader->header.version);
    if (is_old && !lang.ptr) {
        tol_attrs_take(attrs, TOL_LIT("lang"));
    } else if (!is_old && !old_lang.ptr) {
        tol_attrs_take(attrs, TOL_LIT("xml:lang"));
    }
    return lang.ptr ? lang : old_lang;
}

static tol_status enter_tuv(tmx_reader *reader, const tol_xml_element *element, tol_error *err)
{
    enter(reader, IN_TUV);
    reader->has_seg = false;
    reader->variant = (tol_variant){.attrs = take_attrs(reader, element), .text = TOL_LIT("")};
    reader->variant.lang = take_lang(reader, &reader->variant.attrs);
    reader->infos = &reader->variant.infos;
    if (!reader->variant.lang.ptr && (reader->variant.lang = take_misspelt_lang(&reader->variant.attrs)).len) {
        return warn(reader, "misspelt-attribute",
                    "the language stands in an attribute of capitals: \"xml:lang\" is meant", err);
    }
    if (reader->variant.lang.len == 0) {
        return warn(reader, "variant-without-language", "the variant does not say its language", err);
    }
    return TOL_OK;
}

static tol_status leave_tuv(tmx_reader *reader, tol_error *err)
{
    tol_unit *unit = &reader->unit;
    reader->infos = &unit->infos;
    tol_variant *variants = tol_grow(&reader->arena, unit->variants, unit->n_variants, sizeof *variants);
    if (!variants) {
        return tol_fail_nomem(err);
    }
    unit->variants = variants;
    variants[unit->n_variants++] = reader->variant;
    tol_status status = spend(reader, sizeof *variants, err);
    if (status == TOL_OK && !reader->has_seg && !reader->is_refused) {
        status = warn(reader, "variant-without-segment", "the variant has no segment", err);
    }
    return status;
}

static tol_status enter_seg(tmx_reader *reader, const tol_xml_element *element, tol_error *err)
{
    if (reader->has_seg) {
        enter(reader, IN_SKIPPED);
        return warn(reader, "second-segment", "the variant has a second segment, which is left out", err);
    }
    enter(reader, IN_SEG);
    reader->has_seg = true;
    tol_segment_begin(&reader->segment, reader->space);
    if (element->n_attrs) {
        return tol_report(reader->reporter, TOL_INFO, "attribute-dropped", err, "attributes of a segment are not kept");
    }
    return TOL_OK;
}

/* The end of a segment, or of an inline element in it. */
static tol_status leave_seg(tmx_reader *reader, tol_error *err)
{
    if (reader->segment.depth) {
        tol_segment_end(&reader->segment, &reader->arena);
        return check_memory(reader, err);
    }
    if (!tol_segment_finish(&reader->segment, &reader->arena, &reader->variant)) {
        return tol_fail_nomem(err);
    }
    return spend(reader, reader->segment.size, err);
}

static tol_status segment_start(tmx_reader *reader, const tol_xml_element *element, tol_error *err)
{
    enter(reader, IN_SEG);
    tol_status status = tol_segment_start(&reader->segment, element, &reader->arena, err);
    if (status == TOL_OK) {
        status = check_memory(reader, err);
    }
    if (status == TOL_OK && reader->segment.size > UNIT_MAX) {
        status = refuse_unit(reader, "unit-too-long", "the unit is too long and is left out", err);
    }
    return status;
}

static tol_status segment_text(tmx_reader *reader, tol_str text, tol_error *err)
{
    tol_segment_text(&reader->segment, text);
    if (!tol_buf_ok(&reader->segment.text) || !tol_buf_ok(&reader->segment.code)) {
        return tol_fail_nomem(err);
    }
    if (reader->segment.text.len > TOL_TEXT_MAX || reader->segment.code.len > TOL_TEXT_MAX) {
        return refuse_unit(reader, "segment-too-long", "a segment is too long, and its unit is left out", err);
    }
    return TOL_OK;
}

/* ---- notes, props, udes ---- */

static tol_status enter_info(tmx_reader *reader, const tol_xml_element *element, tol_info_kind kind, tol_error *err)
{
    bool is_late = (here(reader) == IN_TU && reader->unit.n_variants) || (here(reader) == IN_TUV && reader->has_seg);
    enter(reader, kind == TOL_UDE ? IN_UDE : IN_INFO);
    reader->info = (tol_info){.kind = kind, .attrs = take_attrs(reader, element)};
    tol_buf_reset(&reader->info_text);
    if (is_late) {
        return tol_report(reader->reporter, TOL_WARNING, "late-note", err,
                          "a %s stands behind what it should stand before", kind == TOL_NOTE ? "note" : "prop");
    }
    return TOL_OK;
}

static tol_status leave_info(tmx_reader *reader, tol_error *err)
{
    tol_infos *infos = reader->infos;
    tol_info *items = tol_grow(&reader->arena, infos->items, infos->n, sizeof *items);
    reader->info.text = tol_arena_copy(&reader->arena, tol_buf_str(&reader->info_text));
    if (!items || !tol_arena_ok(&reader->arena)) {
        return tol_fail_nomem(err);
    }
    infos->items = items;
    items[infos->n++] = reader->info;
    return spend(reader, sizeof *items + reader->info.text.len, err);
}

/* An element inside a note or prop becomes text: what other tools write there escaped. */
static void put_start_tag(tmx_reader *reader, const tol_xml_element *element, const char *end)
{
    size_t used = reader->arena.used;
    tol_attrs attrs = tol_xml_attrs(element, true, &reader->arena);
    tol_buf_byte(&reader->info_text, '<');
    tol_buf_add(&reader->info_text, tol_xml_qname(element, &reader->arena));
    for (size_t i = 0; i < attrs.n; i++) {
        tol_xml_put_attr(&reader->info_text, attrs.items[i].name, attrs.items[i].value);
    }
    tol_buf_append(&reader->info_text, end, strlen(end));
    reader->unit_size += reader->arena.used - used;
}

static tol_status enter_map(tmx_reader *reader, const tol_xml_element *element, tol_error *err)
{
    if (tol_tmx_find(element->name) != TMX_MAP || element->prefix.ptr) {
        return skip(reader, element, err);
    }
    enter(reader, IN_SKIPPED);
    put_start_tag(reader, element, "/>");
    return TOL_OK;
}

static tol_status enter_markup(tmx_reader *reader, const tol_xml_element *element, tol_error *err)
{
    bool is_first = here(reader) == IN_INFO;
    enter(reader, IN_MARKUP);
    reader->markup_at[reader->depth] = reader->info_text.len;
    put_start_tag(reader, element, ">");
    return is_first ? tol_report(reader->reporter, TOL_WARNING, "markup-in-note", err,
                                 "element \"%.*s\" inside a note or prop is kept as text", TOL_ARG(element->name))
                    : TOL_OK;
}

static void leave_markup(tmx_reader *reader)
{
    tol_str markup = tol_buf_str(&reader->info_text);
    size_t begin = reader->markup_at[reader->depth] + 1, end = begin;
    while (end < markup.len && markup.ptr[end] != ' ' && markup.ptr[end] != '>') {
        end++;
    }
    tol_str name = tol_arena_copy(&reader->arena, (tol_str){markup.ptr + begin, end - begin});
    tol_buf_append(&reader->info_text, "</", 2);
    tol_buf_add(&reader->info_text, name);
    tol_buf_byte(&reader->info_text, '>');
}

static tol_status info_text(tmx_reader *reader, tol_str text, tol_error *err)
{
    if (here(reader) == IN_MARKUP) {
        tol_xml_put_text(&reader->info_text, text);
    } else {
        tol_buf_add(&reader->info_text, text);
    }
    if (!tol_buf_ok(&reader->info_text)) {
        return tol_fail_nomem(err);
    }
    if (reader->info_text.len <= TOL_TEXT_MAX) {
        return TOL_OK;
    }
    if (reader->infos == &reader->header.infos) {
        return tol_fail(err, TOL_ELIMIT, "a note of the header is longer than %zu bytes", TOL_TEXT_MAX);
    }
    return refuse_unit(reader, "note-too-long", "a note is too long, and its unit is left out", err);
}

/* ---- what may stand where ---- */

static tol_status start_in_tmx(tmx_reader *reader, const tol_xml_element *element, int name, tol_error *err)
{
    tol_status status;
    switch (name) {
    case TMX_HEADER:
        if (reader->has_header) {
            return skip(reader, element, err);
        }
        enter(reader, IN_HEADER);
        reader->header.attrs = take_attrs(reader, element);
        reader->infos = &reader->header.infos;
        return TOL_OK;
    case TMX_BODY:
        enter(reader, IN_BODY);
        return need_header(reader, err);
    case TMX_TU:
        status = need_header(reader, err);
        if (status == TOL_OK) {
            status = warn(reader, "body-missing", "a unit stands outside the body", err);
        }
        return status == TOL_OK ? enter_tu(reader, element, err) : status;
    default:
        return skip(reader, element, err);
    }
}

static tol_status start_in_unit(tmx_reader *reader, const tol_xml_element *element, int name, tol_error *err)
{
    place where = here(reader);
    if (reader->is_refused) {
        return enter(reader, IN_SKIPPED);
    }
    switch (name) {
    case TMX_NOTE:
        return enter_info(reader, element, TOL_NOTE, err);
    case TMX_PROP:
        return enter_info(reader, element, TOL_PROP, err);
    case TMX_TUV:
        return where == IN_TU ? enter_tuv(reader, element, err) : skip(reader, element, err);
    case TMX_SEG:
        return where == IN_TUV ? enter_seg(reader, element, err) : skip(reader, element, err);
    case TMX_UDE:
        return where == IN_HEADER ? enter_info(reader, element, TOL_UDE, err) : skip(reader, element, err);
    default:
        return skip(reader, element, err);
    }
}

static tol_status on_start(void *user, const tol_xml_element *element, tol_error *err)
{
    tmx_reader *reader = user;
    int name;
    switch (here(reader)) {
    case IN_NOTHING:
        return enter_root(reader, element, err);
    case IN_SEG:
        return reader->is_refused ? enter(reader, IN_SKIPPED) : segment_start(reader, element, err);
    case IN_INFO:
    case IN_MARKUP:
        return reader->is_refused ? enter(reader, IN_SKIPPED) : enter_markup(reader, element, err);
    case IN_UDE:
        return enter_map(reader, element, err);
    case IN_SKIPPED:
        return enter(reader, IN_SKIPPED);
    default:
        break;
    }
    name = tol_tmx_find(element->name);
    switch (here(reader)) {
    case IN_TMX:
        return start_in_tmx(reader, element, name, err);
    case IN_BODY:
        return name == TMX_TU ? enter_tu(reader, element, err) : skip(reader, element, err);
    default:
        return start_in_unit(reader, element, name, err);
    }
}

static bool is_blank(tol_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] != ' ' && text.ptr[i] != '\n' && text.ptr[i] != '\t' && text.ptr[i] != '\r') {
            return false;
        }
    }
    return true;
}

static tol_status on_text(void *user, tol_str text, tol_error *err)
{
    tmx_reader *reader = user;
    if (reader->is_refused) {
        return TOL_OK;
    }
    switch (here(reader)) {
    case IN_SEG:
        return segment_text(reader, text, err);
    case IN_INFO:
    case IN_MARKUP:
        return info_text(reader, text, err);
    case IN_SKIPPED:
        return TOL_OK;
    default:
        break;
    }
    if (reader->has_stray_text || is_blank(text)) {
        return TOL_OK;
    }
    reader->has_stray_text = true;
    return warn(reader, "stray-text", "text outside segments, notes and props is left out", err);
}

static tol_status on_end(void *user, tol_error *err)
{
    tmx_reader *reader = user;
    place where = here(reader);
    tol_status status = TOL_OK;
    if (where == IN_MARKUP) {
        leave_markup(reader);
    }
    reader->depth--;
    switch (where) {
    case IN_HEADER:
        return hand_over_header(reader, err);
    case IN_TU:
        return leave_tu(reader, err);
    case IN_TUV:
        return leave_tuv(reader, err);
    case IN_SEG:
        /* of a refused unit only the segment itself is left to be ended, and it has lost its elements */
        return reader->is_refused ? TOL_OK : leave_seg(reader, err);
    case IN_INFO:
    case IN_UDE:
        return reader->is_refused ? TOL_OK : leave_info(reader, err);
    case IN_TMX:
        return need_header(reader, err);
    default:
        return status;
    }
}

tol_status tol_tmx_read(tol_source *source, const tol_sink *sink, tol_error *err)
{
    tmx_reader *reader = tol_mem_calloc(1, sizeof *reader);
    if (!reader) {
        return tol_fail_nomem(err);
    }
    reader->reporter = source->reporter;
    reader->sink = sink;
    tol_xml_handler handler = {.user = reader, .start = on_start, .text = on_text, .end = on_end};
    tol_status status = tol_xml_read(source, &handler, err);
    source->reporter->unit = TOL_STR_NULL;
    tol_arena_release(&reader->arena);
    tol_arena_release(&reader->root_arena);
    tol_segment_release(&reader->segment);
    tol_buf_release(&reader->info_text);
    tol_mem_free(reader);
    return status;
}
