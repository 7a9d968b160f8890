/*
 * Each open element has a place, which says what may come inside; enter_* decides what an element becomes there,
 * leave_* what its end means. Two units are kept, each in an arena of its own: the one being read, and the one before
 * it, which waits for its next neighbour.
 */
#include "formats/xliff_read.h"

#include <string.h>

#include "base/fail.h"
#include "base/mem.h"
#include "formats/grow.h"
#include "formats/xliff_names.h"
#include "formats/xliff_parts.h"

/* Most bytes that one unit may need; a longer one is left out. */
#define UNIT_MAX ((size_t)64 << 20)

typedef enum place {
    IN_NOTHING,
    IN_ROOT,
    IN_FILE, /* and its groups */
    IN_UNIT,
    IN_SEGMENT,
    IN_SOURCE,
    IN_SEG_SOURCE,
    IN_TARGET,
    IN_MARK,   /* a marked segment */
    IN_INLINE, /* an element inside a source or target */
    IN_NOTES,
    IN_NOTE,
    IN_DATA_LIST,
    IN_DATA,
    IN_MODULE,
    IN_SDL_DEFS,
    IN_SDL_SEGMENT,
    IN_SDL_VALUE,
    IN_SKIPPED
} place;

typedef struct frame {
    place where;
    bool translates, keeps_space; /* as inherited */
    tol_xliff_place *spot;        /* that the element fills; NULL: none */
} frame;

typedef struct slot {
    tol_arena arena;
    tol_xliff_parts parts;
} slot;

typedef struct xliff_reader {
    tol_reporter *reporter;
    tol_xliff_unit_fn each;
    void *user;
    bool has_places;
    tol_xml_tags tags;
    tol_xml_tag tag; /* of the event */
    frame frames[TOL_XML_DEPTH_MAX + 1];
    size_t depth;
    tol_arena root_arena, file_arena, temp;
    tol_str space, root_source, root_target; /* of the root */
    int version;
    tol_xml_tag root_tag;
    tol_xliff_unit file; /* what units take over from their file */
    slot slots[2];
    slot *now;       /* the one being read */
    bool is_waiting; /* the other one holds a unit */
    bool is_refused;
    tol_xliff_capture whole, part;
    tol_str mark_id;
    tol_xliff_side mark; /* with its place so far */
    tol_buf note;
    tol_str value_key, data_id;
} xliff_reader;

static frame *here(xliff_reader *reader)
{
    return &reader->frames[reader->depth];
}

static tol_status enter(xliff_reader *reader, place where)
{
    frame outer = *here(reader);
    reader->frames[++reader->depth] = (frame){where, outer.translates, outer.keeps_space, NULL};
    return TOL_OK;
}

/* Enter, and remember where the element stands. */
static tol_status enter_spot(xliff_reader *reader, place where, tol_xliff_place *spot)
{
    enter(reader, where);
    here(reader)->spot = spot;
    spot->tag = reader->tag;
    spot->content.begin = reader->tag.span.end;
    return TOL_OK;
}

static void leave_spot(const xliff_reader *reader, tol_xliff_place *spot)
{
    spot->content.end = reader->tag.span.begin;
    spot->end = reader->tag.span.end;
}

static tol_attrs attrs_of(const tol_xml_element *element, tol_arena *arena)
{
    return tol_xml_attrs(element, false, arena);
}

/* translate and xml:space hold for what is inside. */
static void inherit(xliff_reader *reader, const tol_attrs *attrs)
{
    tol_str translate = tol_attrs_get(attrs, TOL_LIT("translate"));
    tol_str space = tol_attrs_get(attrs, TOL_LIT("xml:space"));
    if (translate.ptr) {
        here(reader)->translates = !tol_str_equal(translate, TOL_LIT("no"));
    }
    if (space.ptr) {
        here(reader)->keeps_space = tol_str_equal(space, TOL_LIT("preserve"));
    }
}

/* ---- handing over ---- */

static slot *other(xliff_reader *reader)
{
    return reader->now == &reader->slots[0] ? &reader->slots[1] : &reader->slots[0];
}

/* Hand over the unit that waits; `next` stands behind it. */
static tol_status hand_over(xliff_reader *reader, tol_str next, tol_error *err)
{
    if (!reader->is_waiting) {
        return TOL_OK;
    }
    slot *waiting = other(reader);
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

static tol_status keep_waiting(xliff_reader *reader, tol_error *err)
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

static tol_status enter_root(xliff_reader *reader, const tol_xml_element *element, tol_error *err)
{
    if (!tol_str_equal(element->name, TOL_LIT("xliff"))) {
        return tol_fail(err, TOL_EFORMAT, "not an XLIFF file: its root element is \"%.*s\"", TOL_ARG(element->name));
    }
    enter(reader, IN_ROOT);
    here(reader)->translates = true;
    tol_attrs attrs = attrs_of(element, &reader->root_arena);
    inherit(reader, &attrs);
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

static tol_status enter_file(xliff_reader *reader, const tol_xml_element *element, tol_error *err)
{
    tol_status status = hand_over(reader, TOL_LIT(""), err);
    enter(reader, IN_FILE);
    tol_arena_reset(&reader->file_arena);
    tol_attrs attrs = attrs_of(element, &reader->file_arena);
    inherit(reader, &attrs);
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

static tol_status enter_container(xliff_reader *reader, const tol_xml_element *element)
{
    enter(reader, IN_FILE);
    tol_arena_reset(&reader->temp);
    tol_attrs attrs = attrs_of(element, &reader->temp);
    inherit(reader, &attrs);
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

static tol_status enter_unit(xliff_reader *reader, const tol_xml_element *element, bool is_new, tol_error *err)
{
    enter(reader, IN_UNIT);
    tol_status status =
        reader->reporter->line ? tol_report_repairs(reader->reporter, reader->reporter->line - 1, err) : TOL_OK;
    tol_arena *arena = &reader->now->arena;
    tol_xliff_parts *parts = &reader->now->parts;
    tol_xliff_unit *unit = &parts->unit;
    tol_arena_reset(arena);
    *parts = (tol_xliff_parts){.unit = reader->file};
    tol_attrs attrs = attrs_of(element, arena);
    inherit(reader, &attrs);
    unit->version = is_new == (reader->version >= 20) ? reader->version : is_new ? 20 : 12;
    unit->file = tol_arena_copy(arena, unit->file);
    unit->file_id = tol_arena_copy(arena, unit->file_id);
    unit->source_lang = tol_arena_copy(arena, unit->source_lang);
    unit->target_lang = tol_arena_copy(arena, unit->target_lang);
    unit->id = tol_attrs_get(&attrs, TOL_LIT("id"));
    unit->name = tol_attrs_get(&attrs, is_new ? TOL_LIT("name") : TOL_LIT("resname"));
    unit->is_translatable = here(reader)->translates;
    unit->is_approved = tol_str_equal(tol_attrs_get(&attrs, TOL_LIT("approved")), TOL_LIT("yes"));
    unit->is_segmented = is_new;
    unit->line = reader->reporter->line;
    unit->tag = reader->tag;
    take_memoq(parts, &attrs);
    reader->is_refused = false;
    reader->reporter->unit = unit->id;
    return status;
}

static tol_status leave_unit(xliff_reader *reader, tol_error *err)
{
    tol_xliff_parts *parts = &reader->now->parts;
    tol_status status = tol_report_repairs(reader->reporter, reader->reporter->line, err);
    if (reader->is_refused && status == TOL_OK) {
        status = tol_report(reader->reporter, TOL_ERROR, "unit-too-long", err,
                            "the unit is too long and is left out");
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

static void check_size(xliff_reader *reader)
{
    reader->is_refused = reader->is_refused || reader->now->arena.used > UNIT_MAX ||
                         reader->whole.text.len > TOL_TEXT_MAX || reader->whole.code.len > TOL_TEXT_MAX ||
                         reader->part.text.len > TOL_TEXT_MAX || reader->part.code.len > TOL_TEXT_MAX ||
                         reader->note.len > TOL_TEXT_MAX;
}

static tol_status enter_segment(xliff_reader *reader, const tol_xml_element *element, tol_error *err)
{
    tol_xliff_unit *unit = &reader->now->parts.unit;
    tol_arena *arena = &reader->now->arena;
    if (tol_str_equal(element->name, TOL_LIT("ignorable"))) {
        return enter(reader, IN_SKIPPED);
    }
    enter(reader, IN_SEGMENT);
    tol_xliff_segment *segments = tol_grow(arena, unit->segments, unit->n_segments, sizeof *segments);
    if (!segments) {
        return tol_fail_nomem(err);
    }
    tol_attrs attrs = attrs_of(element, arena);
    inherit(reader, &attrs);
    unit->segments = segments;
    segments[unit->n_segments++] = (tol_xliff_segment){.id = tol_attrs_get(&attrs, TOL_LIT("id")),
                                                       .status = tol_attrs_get(&attrs, TOL_LIT("state")),
                                                       .tag = reader->tag};
    return TOL_OK;
}

/* ---- sources and targets ---- */

/* The source or target of the unit, or of its last segment. */
static tol_xliff_side *side_of(xliff_reader *reader, bool is_target)
{
    tol_xliff_parts *parts = &reader->now->parts;
    tol_xliff_unit *unit = &parts->unit;
    tol_xliff_segment *last = unit->version >= 20 && unit->n_segments ? &unit->segments[unit->n_segments - 1] : NULL;
    return is_target ? (last ? &last->target : &parts->target) : last ? &last->source : &parts->source;
}

static tol_status enter_side(xliff_reader *reader, const tol_xml_element *element, bool is_target)
{
    tol_xliff_parts *parts = &reader->now->parts;
    tol_xliff_unit *unit = &parts->unit;
    tol_xliff_side *side = side_of(reader, is_target);
    if (side->is_there) { /* a second one */
        return enter(reader, IN_SKIPPED);
    }
    enter_spot(reader, is_target ? IN_TARGET : IN_SOURCE, &side->place);
    tol_attrs attrs = attrs_of(element, &reader->now->arena);
    inherit(reader, &attrs);
    tol_str lang = tol_attrs_get(&attrs, TOL_LIT("xml:lang")), state = tol_attrs_get(&attrs, TOL_LIT("state"));
    side->variant.lang = lang.len ? lang : is_target ? unit->target_lang : unit->source_lang;
    unit->keeps_space = here(reader)->keeps_space;
    if (is_target && unit->version < 20 && state.ptr && unit->dialect != TOL_XLIFF_MEMOQ) {
        parts->state = state;
    }
    tol_xliff_capture_begin(&reader->whole);
    return TOL_OK;
}

/* Take what a capture has, and make it the text of a memory. */
static tol_status finish_side(xliff_reader *reader, tol_xliff_capture *capture, tol_xliff_side *side, tol_error *err)
{
    tol_variant got;
    bool ok = tol_xliff_capture_finish(capture, &reader->now->arena, &got, &side->codes);
    side->is_there = true;
    side->variant.text = got.text;
    side->variant.runs = got.runs;
    side->variant.n_runs = got.n_runs;
    if (ok && !reader->now->parts.unit.keeps_space) {
        ok = tol_xliff_fold_space(&side->variant, &reader->now->arena);
    }
    return ok ? TOL_OK : tol_fail_nomem(err);
}

static tol_status leave_side(xliff_reader *reader, bool is_target, tol_error *err)
{
    tol_xliff_unit *unit = &reader->now->parts.unit;
    tol_xliff_side *side = side_of(reader, is_target);
    tol_status status = finish_side(reader, &reader->whole, side, err);
    if (unit->version < 20 && !is_target) {
        unit->source = side->place;
    }
    if (unit->version < 20 && is_target) {
        unit->target = side->place;
        unit->target_has_text = !tol_is_blank(side->variant.text);
    }
    return status;
}

static bool is_segment_mark(const tol_xml_element *element, tol_arena *arena, tol_str *id)
{
    tol_attrs attrs = attrs_of(element, arena);
    *id = tol_attrs_get(&attrs, TOL_LIT("mid"));
    return tol_str_equal(tol_attrs_get(&attrs, TOL_LIT("mtype")), TOL_LIT("seg"));
}

/* Marks of segments count in seg-source and in the target of a trans-unit. */
static bool may_hold_marks(const xliff_reader *reader)
{
    for (size_t i = reader->depth; i > 0; i--) {
        place where = reader->frames[i].where;
        if (where != IN_INLINE) {
            return where == IN_SEG_SOURCE || (where == IN_TARGET && reader->now->parts.unit.version < 20);
        }
    }
    return false;
}

static tol_status inline_start(xliff_reader *reader, const tol_xml_element *element, tol_error *err)
{
    tol_xliff_parts *parts = &reader->now->parts;
    tol_arena *arena = &reader->now->arena;
    tol_str id;
    if (tol_str_equal(element->name, TOL_LIT("mrk")) && may_hold_marks(reader) &&
        is_segment_mark(element, arena, &id)) {
        reader->mark = (tol_xliff_side){.is_there = true};
        reader->mark_id = id;
        tol_xliff_capture_begin(&reader->part);
        return enter_spot(reader, IN_MARK, &reader->mark.place);
    }
    enter(reader, IN_INLINE);
    tol_status status = TOL_OK;
    if (reader->whole.is_on) {
        status = tol_xliff_capture_start(&reader->whole, element, &reader->tag, parts->data, parts->n_data, arena, err);
    }
    if (status == TOL_OK && reader->part.is_on) {
        status = tol_xliff_capture_start(&reader->part, element, &reader->tag, parts->data, parts->n_data, arena, err);
    }
    check_size(reader);
    return status;
}

static void inline_end(xliff_reader *reader)
{
    if (reader->whole.is_on) {
        tol_xliff_capture_end(&reader->whole, &reader->tag, &reader->now->arena);
    }
    if (reader->part.is_on) {
        tol_xliff_capture_end(&reader->part, &reader->tag, &reader->now->arena);
    }
}

static tol_status leave_mark(xliff_reader *reader, tol_error *err)
{
    tol_xliff_parts *parts = &reader->now->parts;
    bool is_target = reader->whole.is_on; /* seg-source is not read as a whole */
    tol_xliff_marks *marks = is_target ? &parts->targets : &parts->sources;
    reader->mark.variant.lang = is_target ? parts->target.variant.lang : parts->source.variant.lang;
    tol_status status = finish_side(reader, &reader->part, &reader->mark, err);
    tol_xliff_marked *items = tol_grow(&reader->now->arena, marks->items, marks->n, sizeof *items);
    if (!items) {
        return tol_fail_nomem(err);
    }
    marks->items = items;
    items[marks->n++] = (tol_xliff_marked){reader->mark_id, reader->mark};
    return status;
}

/* ---- what stands beside ---- */

static tol_status enter_text(xliff_reader *reader, place where, const tol_xml_element *element, tol_str *id)
{
    enter(reader, where);
    tol_attrs attrs = attrs_of(element, &reader->now->arena);
    *id = tol_attrs_get(&attrs, where == IN_SDL_VALUE ? TOL_LIT("key") : TOL_LIT("id"));
    tol_buf_reset(&reader->note);
    return TOL_OK;
}

static tol_status leave_note(xliff_reader *reader, tol_error *err)
{
    tol_infos *infos = &reader->now->parts.unit.infos;
    tol_str text = tol_arena_copy(&reader->now->arena, tol_buf_str(&reader->note));
    if (tol_is_blank(text)) {
        return TOL_OK;
    }
    tol_info *items = tol_grow(&reader->now->arena, infos->items, infos->n, sizeof *items);
    if (!items) {
        return tol_fail_nomem(err);
    }
    infos->items = items;
    items[infos->n++] = (tol_info){.kind = TOL_NOTE, .text = text};
    return TOL_OK;
}

static tol_status leave_data(xliff_reader *reader, tol_error *err)
{
    tol_xliff_parts *parts = &reader->now->parts;
    tol_xliff_data *data = tol_grow(&reader->now->arena, parts->data, parts->n_data, sizeof *data);
    if (!data) {
        return tol_fail_nomem(err);
    }
    parts->data = data;
    data[parts->n_data++] =
        (tol_xliff_data){reader->data_id, tol_arena_copy(&reader->now->arena, tol_buf_str(&reader->note))};
    return TOL_OK;
}

static tol_status enter_sdl_segment(xliff_reader *reader, const tol_xml_element *element, tol_error *err)
{
    tol_sdl_segments *sdl = &reader->now->parts.sdl;
    tol_arena *arena = &reader->now->arena;
    enter(reader, IN_SDL_SEGMENT);
    tol_sdl_segment *items = tol_grow(arena, sdl->items, sdl->n, sizeof *items);
    if (!items) {
        return tol_fail_nomem(err);
    }
    sdl->items = items;
    tol_attrs attrs = attrs_of(element, arena);
    items[sdl->n++] = (tol_sdl_segment){
        .id = tol_attrs_get(&attrs, TOL_LIT("id")),
        .conf = tol_attrs_get(&attrs, TOL_LIT("conf")),
        .is_locked = tol_str_equal(tol_attrs_get(&attrs, TOL_LIT("locked")), TOL_LIT("true")),
        .tag = reader->tag,
    };
    reader->now->parts.unit.dialect = TOL_XLIFF_SDL;
    return TOL_OK;
}

static void leave_sdl_value(xliff_reader *reader)
{
    tol_sdl_segments *sdl = &reader->now->parts.sdl;
    tol_sdl_segment *last = &sdl->items[sdl->n - 1];
    const struct {
        tol_str key;
        tol_str *value;
    } table[] = {{TOL_LIT("created_by"), &last->created_by},
                 {TOL_LIT("created_on"), &last->created_on},
                 {TOL_LIT("last_modified_by"), &last->changed_by},
                 {TOL_LIT("modified_on"), &last->changed_on}};
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        if (tol_str_equal(reader->value_key, table[i].key)) {
            *table[i].value = tol_arena_copy(&reader->now->arena, tol_buf_str(&reader->note));
        }
    }
}

/* ---- what may stand where ---- */

static tol_status start_in_file(xliff_reader *reader, const tol_xml_element *element, tol_xliff_element what,
                                tol_error *err)
{
    switch (what) {
    case XLF_FILE:
        return here(reader)->where == IN_ROOT ? enter_file(reader, element, err) : enter(reader, IN_SKIPPED);
    case XLF_CONTAINER:
        return enter_container(reader, element);
    case XLF_TRANS_UNIT:
        return enter_unit(reader, element, false, err);
    case XLF_UNIT:
        return enter_unit(reader, element, true, err);
    default:
        return enter(reader, IN_SKIPPED);
    }
}

static tol_status start_in_unit(xliff_reader *reader, const tol_xml_element *element, tol_xliff_element what,
                                tol_error *err)
{
    tol_xliff_unit *unit = &reader->now->parts.unit;
    bool is_new = unit->version >= 20;
    switch (what) {
    case XLF_SOURCE:
    case XLF_TARGET:
        return is_new ? enter(reader, IN_SKIPPED) : enter_side(reader, element, what == XLF_TARGET);
    case XLF_SEG_SOURCE:
        return enter_spot(reader, IN_SEG_SOURCE, &unit->seg_source);
    case XLF_SEGMENT:
        return is_new ? enter_segment(reader, element, err) : enter(reader, IN_SKIPPED);
    case XLF_NOTE:
        return enter_text(reader, IN_NOTE, element, &reader->data_id);
    case XLF_NOTES:
        return enter(reader, IN_NOTES);
    case XLF_DATA_LIST:
        return enter(reader, IN_DATA_LIST);
    case XLF_SDL_DEFS:
        return enter(reader, IN_SDL_DEFS);
    case XLF_MATCHES:
        return enter_spot(reader, IN_MODULE, &unit->matches);
    case XLF_GLOSSARY:
        return enter_spot(reader, IN_MODULE, &unit->glossary);
    default:
        return enter(reader, IN_SKIPPED);
    }
}

static tol_status start_in(xliff_reader *reader, const tol_xml_element *element, tol_error *err)
{
    tol_xliff_element what = tol_xliff_find(element->name, element->space, reader->space);
    switch (here(reader)->where) {
    case IN_NOTHING:
        return enter_root(reader, element, err);
    case IN_ROOT:
    case IN_FILE:
        return start_in_file(reader, element, what, err);
    case IN_UNIT:
        return start_in_unit(reader, element, what, err);
    case IN_SEGMENT:
        return what == XLF_SOURCE || what == XLF_TARGET ? enter_side(reader, element, what == XLF_TARGET)
                                                        : enter(reader, IN_SKIPPED);
    case IN_SOURCE:
    case IN_SEG_SOURCE:
    case IN_TARGET:
    case IN_MARK:
    case IN_INLINE:
        return inline_start(reader, element, err);
    case IN_NOTES:
        return what == XLF_NOTE ? enter_text(reader, IN_NOTE, element, &reader->data_id) : enter(reader, IN_SKIPPED);
    case IN_DATA_LIST:
        return what == XLF_DATA ? enter_text(reader, IN_DATA, element, &reader->data_id) : enter(reader, IN_SKIPPED);
    case IN_SDL_DEFS:
        return what == XLF_SDL_SEGMENT ? enter_sdl_segment(reader, element, err) : enter(reader, IN_SKIPPED);
    case IN_SDL_SEGMENT:
        return what == XLF_SDL_VALUE ? enter_text(reader, IN_SDL_VALUE, element, &reader->value_key)
                                     : enter(reader, IN_SKIPPED);
    default:
        return enter(reader, IN_SKIPPED);
    }
}

static tol_status on_start(void *user, const tol_xml_element *element, tol_error *err)
{
    xliff_reader *reader = user;
    tol_status status = TOL_OK;
    if (reader->has_places) {
        status = tol_xml_tags_follow(&reader->tags, false, element->name, &reader->tag, err);
    }
    if (status != TOL_OK || (reader->is_refused && here(reader)->where != IN_FILE && here(reader)->where != IN_ROOT)) {
        return status == TOL_OK ? enter(reader, IN_SKIPPED) : status;
    }
    status = start_in(reader, element, err);
    return status == TOL_OK && !tol_arena_ok(&reader->now->arena) ? tol_fail_nomem(err) : status;
}

static tol_status on_text(void *user, tol_str text, tol_error *err)
{
    xliff_reader *reader = user;
    if (reader->is_refused) {
        return TOL_OK;
    }
    switch (here(reader)->where) {
    case IN_SOURCE:
    case IN_TARGET:
    case IN_MARK:
    case IN_INLINE:
        if (reader->whole.is_on) {
            tol_xliff_capture_text(&reader->whole, text);
        }
        if (reader->part.is_on) {
            tol_xliff_capture_text(&reader->part, text);
        }
        break;
    case IN_NOTE:
    case IN_DATA:
    case IN_SDL_VALUE:
        tol_buf_add(&reader->note, text);
        break;
    default:
        return TOL_OK;
    }
    check_size(reader);
    bool ok = tol_buf_ok(&reader->note) && tol_buf_ok(&reader->whole.text) && tol_buf_ok(&reader->whole.code) &&
              tol_buf_ok(&reader->part.text) && tol_buf_ok(&reader->part.code);
    return ok ? TOL_OK : tol_fail_nomem(err);
}

static tol_status leave(xliff_reader *reader, place where, tol_error *err)
{
    switch (where) {
    case IN_SOURCE:
    case IN_TARGET:
        return leave_side(reader, where == IN_TARGET, err);
    case IN_MARK:
        return leave_mark(reader, err);
    case IN_INLINE:
        inline_end(reader);
        return TOL_OK;
    case IN_NOTE:
        return leave_note(reader, err);
    case IN_DATA:
        return leave_data(reader, err);
    case IN_SDL_VALUE:
        leave_sdl_value(reader);
        return TOL_OK;
    default:
        return TOL_OK;
    }
}

static tol_status on_end(void *user, tol_error *err)
{
    xliff_reader *reader = user;
    tol_status status = TOL_OK;
    if (reader->has_places) {
        status = tol_xml_tags_follow(&reader->tags, true, TOL_LIT(""), &reader->tag, err);
    }
    frame left = *here(reader);
    reader->depth--;
    if (status != TOL_OK) {
        return status;
    }
    if (left.spot) {
        leave_spot(reader, left.spot);
    }
    if (left.where == IN_UNIT) {
        status = leave_unit(reader, err);
        reader->is_refused = false;
        reader->whole.is_on = reader->part.is_on = false;
        return status;
    }
    if (left.where == IN_ROOT) {
        return hand_over(reader, TOL_LIT(""), err);
    }
    return reader->is_refused ? TOL_OK : leave(reader, left.where, err);
}

static void release(xliff_reader *reader)
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
    xliff_reader *reader = tol_mem_calloc(1, sizeof *reader);
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
