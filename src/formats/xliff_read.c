/* The structure of XLIFF: root, files, groups, units, and what may stand where. */
#include <string.h>

#include "base/fail.h"
#include "base/mem.h"
#include "formats/grow.h"
#include "formats/xliff_reader.h"

tol_xliff_frame *tol_xlf_here(tol_xliff_reader *reader)
{
    return &reader->frames[reader->depth];
}

tol_status tol_xlf_enter(tol_xliff_reader *reader, tol_xliff_where where)
{
    tol_xliff_frame outer = *tol_xlf_here(reader);
    reader->frames[++reader->depth] = (tol_xliff_frame){where, outer.translates, outer.keeps_space, NULL};
    return TOL_OK;
}

/* Enter, and remember where the element stands. */
tol_status tol_xlf_enter_spot(tol_xliff_reader *reader, tol_xliff_where where, tol_xliff_place *spot)
{
    tol_xlf_enter(reader, where);
    tol_xlf_here(reader)->spot = spot;
    spot->tag = reader->tag;
    spot->content.begin = reader->tag.span.end;
    return TOL_OK;
}

tol_attrs tol_xlf_attrs_of(const tol_xml_element *element, tol_arena *arena)
{
    return tol_xml_attrs(element, false, arena);
}

/* translate and xml:space hold for what is inside. */
void tol_xlf_inherit(tol_xliff_reader *reader, const tol_attrs *attrs)
{
    tol_str translate = tol_attrs_get(attrs, TOL_LIT("translate"));
    tol_str space = tol_attrs_get(attrs, TOL_LIT("xml:space"));
    if (translate.ptr) {
        tol_xlf_here(reader)->translates = !tol_str_equal(translate, TOL_LIT("no"));
    }
    if (space.ptr) {
        tol_xlf_here(reader)->keeps_space = tol_str_equal(space, TOL_LIT("preserve"));
    }
}

static void leave_spot(const tol_xliff_reader *reader, tol_xliff_place *spot)
{
    spot->content.end = reader->tag.span.begin;
    spot->end = reader->tag.span.end;
}

/* ---- handing over ---- */

static tol_xliff_slot *other(tol_xliff_reader *reader)
{
    return reader->now == &reader->slots[0] ? &reader->slots[1] : &reader->slots[0];
}

/* Hand over the unit that waits; `next` stands behind it. */
static tol_status hand_over(tol_xliff_reader *reader, tol_str next, tol_error *err)
{
    if (!reader->is_waiting) {
        return TOL_OK;
    }
    tol_xliff_slot *waiting = other(reader);
    uint32_t line = reader->reporter->line;
    waiting->parts.unit.next = next;
    reader->reporter->line = waiting->parts.unit.line;
    reader->reporter->unit = waiting->parts.unit.id;
    tol_status status = reader->each(reader->user, &waiting->parts.unit, err);
    reader->reporter->line = line;
    reader->reporter->unit = TOL_STR_NULL;
    reader->is_waiting = false;
    return status;
}

static tol_status keep_waiting(tol_xliff_reader *reader, tol_error *err)
{
    tol_xliff_unit *unit = &reader->now->parts.unit;
    const tol_xliff_unit *before = &other(reader)->parts.unit;
    unit->prev = TOL_LIT("");
    if (reader->is_waiting) {
        tol_str prev = before->segments[before->n_segments - 1].source.variant.text;
        unit->prev = tol_arena_copy(&reader->now->arena, prev);
    }
    if (!tol_arena_ok(&reader->now->arena)) {
        return tol_fail_nomem(err);
    }
    tol_status status = hand_over(reader, unit->segments[0].source.variant.text, err);
    reader->now = other(reader);
    reader->is_waiting = true;
    return status;
}

/* ---- root, file, groups ---- */

static int version_of(tol_str version, tol_str space)
{
    if (version.len >= 3 && version.ptr[1] == '.' && (version.ptr[0] == '1' || version.ptr[0] == '2') &&
        version.ptr[2] >= '0' && version.ptr[2] <= '2') {
        return (version.ptr[0] - '0') * 10 + (version.ptr[2] - '0');
    }
    return tol_str_starts_with(space, TOL_LIT("urn:oasis:names:tc:xliff:document:2")) ||
                   tol_str_starts_with(version, TOL_LIT("2"))
               ? 21
               : 12;
}

static tol_status enter_root(tol_xliff_reader *reader, const tol_xml_element *element, tol_error *err)
{
    if (!tol_str_equal(element->name, TOL_LIT("xliff"))) {
        return tol_fail(err, TOL_EFORMAT, "not an XLIFF file: its root element is \"%.*s\"", TOL_ARG(element->name));
    }
    tol_xlf_enter(reader, XLF_IN_ROOT);
    tol_xlf_here(reader)->translates = true;
    tol_attrs attrs = tol_xlf_attrs_of(element, &reader->root_arena);
    tol_xlf_inherit(reader, &attrs);
    reader->space = tol_arena_copy(&reader->root_arena, element->space);
    reader->root_source = tol_attrs_get(&attrs, TOL_LIT("srcLang"));
    reader->root_target = tol_attrs_get(&attrs, TOL_LIT("trgLang"));
    reader->root_tag = reader->tag;
    tol_str version = tol_attrs_get(&attrs, TOL_LIT("version"));
    reader->version = version_of(version, reader->space);
    if (!tol_arena_ok(&reader->root_arena)) {
        return tol_fail_nomem(err);
    }
    if (!version.ptr) {
        return tol_report(reader->reporter, TOL_WARNING, "version-missing", err,
                          "the file does not say its version of XLIFF");
    }
    return TOL_OK;
}

static tol_status enter_file(tol_xliff_reader *reader, const tol_xml_element *element, tol_error *err)
{
    tol_status status = hand_over(reader, TOL_LIT(""), err);
    tol_xlf_enter(reader, XLF_IN_FILE);
    tol_arena_reset(&reader->file_arena);
    tol_attrs attrs = tol_xlf_attrs_of(element, &reader->file_arena);
    tol_xlf_inherit(reader, &attrs);
    tol_xliff_unit *file = &reader->file;
    *file = (tol_xliff_unit){.version = reader->version, .lang_tag = reader->tag};
    file->file = tol_attrs_get(&attrs, TOL_LIT("original"));
    file->file_id = tol_attrs_get(&attrs, TOL_LIT("id"));
    file->source_lang = tol_attrs_get(&attrs, TOL_LIT("source-language"));
    file->target_lang = tol_attrs_get(&attrs, TOL_LIT("target-language"));
    if (reader->root_source.ptr || reader->version >= 20) {
        file->source_lang = reader->root_source;
        file->target_lang = reader->root_target;
        file->lang_tag = reader->root_tag;
    }
    return status == TOL_OK && !tol_arena_ok(&reader->file_arena) ? tol_fail_nomem(err) : status;
}

static tol_status enter_container(tol_xliff_reader *reader, const tol_xml_element *element)
{
    tol_xlf_enter(reader, XLF_IN_FILE);
    tol_arena_reset(&reader->temp);
    tol_attrs attrs = tol_xlf_attrs_of(element, &reader->temp);
    tol_xlf_inherit(reader, &attrs);
    return TOL_OK;
}

/* ---- units ---- */

static void take_memoq(tol_xliff_parts *parts, const tol_attrs *attrs)
{
    for (size_t i = 0; i < attrs->n; i++) {
        tol_str name = attrs->items[i].name, value = attrs->items[i].value;
        if (!tol_str_starts_with(name, TOL_LIT("mq:"))) {
            continue;
        }
        parts->unit.dialect = TOL_XLIFF_MEMOQ;
        if (tol_str_equal(name, TOL_LIT("mq:status"))) {
            parts->state = value;
        } else if (tol_str_equal(name, TOL_LIT("mq:locked"))) {
            parts->is_locked = true;
        } else if (tol_str_equal(name, TOL_LIT("mq:lastchanginguser"))) {
            parts->changed_by = value;
        } else if (tol_str_equal(name, TOL_LIT("mq:lastchangedtimestamp"))) {
            parts->changed_on = value;
        }
    }
}

static tol_status enter_unit(tol_xliff_reader *reader, const tol_xml_element *element, bool is_new, tol_error *err)
{
    tol_xlf_enter(reader, XLF_IN_UNIT);
    tol_status status =
        reader->reporter->line ? tol_report_repairs(reader->reporter, reader->reporter->line - 1, err) : TOL_OK;
    tol_arena *arena = &reader->now->arena;
    tol_xliff_parts *parts = &reader->now->parts;
    tol_xliff_unit *unit = &parts->unit;
    tol_arena_reset(arena);
    *parts = (tol_xliff_parts){.unit = reader->file};
    tol_attrs attrs = tol_xlf_attrs_of(element, arena);
    tol_xlf_inherit(reader, &attrs);
    unit->version = is_new == (reader->version >= 20) ? reader->version : is_new ? 20 : 12;
    unit->file = tol_arena_copy(arena, unit->file);
    unit->file_id = tol_arena_copy(arena, unit->file_id);
    unit->source_lang = tol_arena_copy(arena, unit->source_lang);
    unit->target_lang = tol_arena_copy(arena, unit->target_lang);
    unit->id = tol_attrs_get(&attrs, TOL_LIT("id"));
    unit->name = tol_attrs_get(&attrs, is_new ? TOL_LIT("name") : TOL_LIT("resname"));
    unit->is_translatable = tol_xlf_here(reader)->translates;
    unit->is_approved = tol_str_equal(tol_attrs_get(&attrs, TOL_LIT("approved")), TOL_LIT("yes"));
    unit->is_segmented = is_new;
    unit->line = reader->reporter->line;
    unit->tag = reader->tag;
    take_memoq(parts, &attrs);
    reader->is_refused = false;
    reader->reporter->unit = unit->id;
    return status;
}

static tol_status leave_unit(tol_xliff_reader *reader, tol_error *err)
{
    tol_xliff_parts *parts = &reader->now->parts;
    tol_status status = tol_report_repairs(reader->reporter, reader->reporter->line, err);
    if (reader->is_refused && status == TOL_OK) {
        status = tol_report(reader->reporter, TOL_ERROR, "unit-too-long", err, "the unit is too long and is left out");
    }
    reader->reporter->unit = TOL_STR_NULL;
    if (status != TOL_OK || reader->is_refused) {
        return status;
    }
    if (!tol_xliff_assemble(parts, &reader->now->arena) || !tol_buf_ok(&reader->note)) {
        return tol_fail_nomem(err);
    }
    bool is_locked = parts->unit.n_segments && parts->unit.segments[0].is_locked;
    bool is_wanted = parts->unit.n_segments && (parts->unit.is_translatable || is_locked);
    return is_wanted ? keep_waiting(reader, err) : TOL_OK;
}

static tol_status enter_segment(tol_xliff_reader *reader, const tol_xml_element *element, tol_error *err)
{
    tol_xliff_unit *unit = &reader->now->parts.unit;
    tol_arena *arena = &reader->now->arena;
    if (tol_str_equal(element->name, TOL_LIT("ignorable"))) {
        return tol_xlf_enter(reader, XLF_IN_SKIPPED);
    }
    tol_xlf_enter(reader, XLF_IN_SEGMENT);
    tol_xliff_segment *segments = tol_grow(arena, unit->segments, unit->n_segments, sizeof *segments);
    if (!segments) {
        return tol_fail_nomem(err);
    }
    tol_attrs attrs = tol_xlf_attrs_of(element, arena);
    tol_xlf_inherit(reader, &attrs);
    unit->segments = segments;
    segments[unit->n_segments++] = (tol_xliff_segment){.id = tol_attrs_get(&attrs, TOL_LIT("id")),
                                                       .status = tol_attrs_get(&attrs, TOL_LIT("state")),
                                                       .tag = reader->tag};
    return TOL_OK;
}

/* ---- what may stand where ---- */

static tol_status start_in_file(tol_xliff_reader *reader, const tol_xml_element *element, tol_xliff_element what,
                                tol_error *err)
{
    switch (what) {
    case XLF_FILE:
        return tol_xlf_here(reader)->where == XLF_IN_ROOT ? enter_file(reader, element, err)
                                                          : tol_xlf_enter(reader, XLF_IN_SKIPPED);
    case XLF_CONTAINER:
        return enter_container(reader, element);
    case XLF_TRANS_UNIT:
        return enter_unit(reader, element, false, err);
    case XLF_UNIT:
        return enter_unit(reader, element, true, err);
    default:
        return tol_xlf_enter(reader, XLF_IN_SKIPPED);
    }
}

static tol_status start_in_unit(tol_xliff_reader *reader, const tol_xml_element *element, tol_xliff_element what,
                                tol_error *err)
{
    tol_xliff_unit *unit = &reader->now->parts.unit;
    bool is_new = unit->version >= 20;
    switch (what) {
    case XLF_SOURCE:
    case XLF_TARGET:
        return is_new ? tol_xlf_enter(reader, XLF_IN_SKIPPED) : tol_xlf_enter_side(reader, element, what == XLF_TARGET);
    case XLF_SEG_SOURCE:
        return tol_xlf_enter_spot(reader, XLF_IN_SEG_SOURCE, &unit->seg_source);
    case XLF_SEGMENT:
        return is_new ? enter_segment(reader, element, err) : tol_xlf_enter(reader, XLF_IN_SKIPPED);
    case XLF_NOTE:
        return tol_xlf_enter_text(reader, XLF_IN_NOTE, element, &reader->data_id);
    case XLF_NOTES:
        return tol_xlf_enter(reader, XLF_IN_NOTES);
    case XLF_DATA_LIST:
        return tol_xlf_enter(reader, XLF_IN_DATA_LIST);
    case XLF_SDL_DEFS:
        return tol_xlf_enter(reader, XLF_IN_SDL_DEFS);
    case XLF_MATCHES:
        return tol_xlf_enter_spot(reader, XLF_IN_MODULE, &unit->matches);
    case XLF_GLOSSARY:
        return tol_xlf_enter_spot(reader, XLF_IN_MODULE, &unit->glossary);
    case XLF_METADATA:
        return tol_xlf_enter(reader, XLF_IN_METADATA);
    case XLF_PROP_GROUP:
        return tol_xlf_enter_group(reader, element);
    default:
        return tol_xlf_enter(reader, XLF_IN_SKIPPED);
    }
}

static tol_status start_in(tol_xliff_reader *reader, const tol_xml_element *element, tol_error *err)
{
    tol_xliff_element what = tol_xliff_find(element->name, element->space, reader->space);
    switch (tol_xlf_here(reader)->where) {
    case XLF_IN_NOTHING:
        return enter_root(reader, element, err);
    case XLF_IN_ROOT:
    case XLF_IN_FILE:
        return start_in_file(reader, element, what, err);
    case XLF_IN_UNIT:
        return start_in_unit(reader, element, what, err);
    case XLF_IN_SEGMENT:
        return what == XLF_SOURCE || what == XLF_TARGET ? tol_xlf_enter_side(reader, element, what == XLF_TARGET)
                                                        : tol_xlf_enter(reader, XLF_IN_SKIPPED);
    case XLF_IN_SOURCE:
    case XLF_IN_SEG_SOURCE:
    case XLF_IN_TARGET:
    case XLF_IN_MARK:
    case XLF_IN_INLINE:
        return tol_xlf_inline_start(reader, element, err);
    case XLF_IN_NOTES:
        return what == XLF_NOTE ? tol_xlf_enter_text(reader, XLF_IN_NOTE, element, &reader->data_id)
                                : tol_xlf_enter(reader, XLF_IN_SKIPPED);
    case XLF_IN_DATA_LIST:
        return what == XLF_DATA ? tol_xlf_enter_text(reader, XLF_IN_DATA, element, &reader->data_id)
                                : tol_xlf_enter(reader, XLF_IN_SKIPPED);
    case XLF_IN_METADATA:
        return what == XLF_META_GROUP ? tol_xlf_enter_group(reader, element) : tol_xlf_enter(reader, XLF_IN_SKIPPED);
    case XLF_IN_PROPERTIES:
        return what == XLF_META || what == XLF_PROP
                   ? tol_xlf_enter_text(reader, XLF_IN_PROPERTY, element, &reader->value_key)
                   : tol_xlf_enter(reader, XLF_IN_SKIPPED);
    case XLF_IN_SDL_DEFS:
        return what == XLF_SDL_SEGMENT ? tol_xlf_enter_sdl_segment(reader, element, err)
                                       : tol_xlf_enter(reader, XLF_IN_SKIPPED);
    case XLF_IN_SDL_SEGMENT:
        return what == XLF_SDL_VALUE ? tol_xlf_enter_text(reader, XLF_IN_SDL_VALUE, element, &reader->value_key)
                                     : tol_xlf_enter(reader, XLF_IN_SKIPPED);
    default:
        return tol_xlf_enter(reader, XLF_IN_SKIPPED);
    }
}

static tol_status on_start(void *user, const tol_xml_element *element, tol_error *err)
{
    tol_xliff_reader *reader = user;
    tol_status status = TOL_OK;
    if (reader->has_places) {
        status = tol_xml_tags_follow(&reader->tags, false, element->name, &reader->tag, err);
    }
    if (status != TOL_OK || (reader->is_refused && tol_xlf_here(reader)->where != XLF_IN_FILE &&
                             tol_xlf_here(reader)->where != XLF_IN_ROOT)) {
        return status == TOL_OK ? tol_xlf_enter(reader, XLF_IN_SKIPPED) : status;
    }
    status = start_in(reader, element, err);
    return status == TOL_OK && !tol_arena_ok(&reader->now->arena) ? tol_fail_nomem(err) : status;
}

static tol_status on_text(void *user, tol_str text, tol_error *err)
{
    tol_xliff_reader *reader = user;
    if (reader->is_refused) {
        return TOL_OK;
    }
    switch (tol_xlf_here(reader)->where) {
    case XLF_IN_SOURCE:
    case XLF_IN_TARGET:
    case XLF_IN_MARK:
    case XLF_IN_INLINE:
        if (reader->whole.is_on) {
            tol_xliff_capture_text(&reader->whole, text);
        }
        if (reader->part.is_on) {
            tol_xliff_capture_text(&reader->part, text);
        }
        break;
    case XLF_IN_NOTE:
    case XLF_IN_DATA:
    case XLF_IN_SDL_VALUE:
    case XLF_IN_PROPERTY:
        tol_buf_add(&reader->note, text);
        break;
    default:
        return TOL_OK;
    }
    tol_xlf_check_size(reader);
    bool ok = tol_buf_ok(&reader->note) && tol_buf_ok(&reader->whole.text) && tol_buf_ok(&reader->whole.code) &&
              tol_buf_ok(&reader->part.text) && tol_buf_ok(&reader->part.code);
    return ok ? TOL_OK : tol_fail_nomem(err);
}

static tol_status leave(tol_xliff_reader *reader, tol_xliff_where where, tol_error *err)
{
    switch (where) {
    case XLF_IN_SOURCE:
    case XLF_IN_TARGET:
        return tol_xlf_leave_side(reader, where == XLF_IN_TARGET, err);
    case XLF_IN_MARK:
        return tol_xlf_leave_mark(reader, err);
    case XLF_IN_INLINE:
        tol_xlf_inline_end(reader);
        return TOL_OK;
    case XLF_IN_NOTE:
        return tol_xlf_leave_note(reader, err);
    case XLF_IN_DATA:
        return tol_xlf_leave_data(reader, err);
    case XLF_IN_PROPERTY:
        return tol_xlf_leave_property(reader, err);
    case XLF_IN_SDL_VALUE:
        tol_xlf_leave_sdl_value(reader);
        return TOL_OK;
    default:
        return TOL_OK;
    }
}

static tol_status on_end(void *user, tol_error *err)
{
    tol_xliff_reader *reader = user;
    tol_status status = TOL_OK;
    if (reader->has_places) {
        status = tol_xml_tags_follow(&reader->tags, true, TOL_LIT(""), &reader->tag, err);
    }
    tol_xliff_frame left = *tol_xlf_here(reader);
    reader->depth--;
    if (status != TOL_OK) {
        return status;
    }
    if (left.spot) {
        leave_spot(reader, left.spot);
    }
    if (left.where == XLF_IN_UNIT) {
        status = leave_unit(reader, err);
        reader->is_refused = false;
        reader->whole.is_on = reader->part.is_on = false;
        return status;
    }
    if (left.where == XLF_IN_ROOT) {
        return hand_over(reader, TOL_LIT(""), err);
    }
    return reader->is_refused ? TOL_OK : leave(reader, left.where, err);
}

static void release(tol_xliff_reader *reader)
{
    tol_arena_release(&reader->root_arena);
    tol_arena_release(&reader->file_arena);
    tol_arena_release(&reader->temp);
    tol_arena_release(&reader->slots[0].arena);
    tol_arena_release(&reader->slots[1].arena);
    tol_xliff_capture_release(&reader->whole);
    tol_xliff_capture_release(&reader->part);
    tol_buf_release(&reader->note);
    tol_mem_free(reader);
}

tol_status tol_xliff_read_units(tol_source *source, tol_str text, tol_xliff_unit_fn each, void *user, tol_error *err)
{
    tol_xliff_reader *reader = tol_mem_calloc(1, sizeof *reader);
    if (!reader) {
        return tol_fail_nomem(err);
    }
    reader->reporter = source->reporter;
    reader->each = each;
    reader->user = user;
    reader->has_places = text.ptr != NULL;
    reader->tags.text = text;
    reader->now = &reader->slots[0];
    tol_xml_handler handler = {.user = reader, .start = on_start, .text = on_text, .end = on_end};
    tol_status status = tol_xml_read(source, &handler, err);
    source->reporter->unit = TOL_STR_NULL;
    release(reader);
    return status;
}
