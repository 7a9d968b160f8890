/* Sources and targets: the texts of the unit, as a whole and by its marked segments. */
#include "base/fail.h"
#include "formats/grow.h"
#include "formats/xliff_reader.h"

void tol_xlf_check_size(tol_xliff_reader *reader)
{
    reader->is_refused = reader->is_refused || reader->now->arena.used > TOL_XLIFF_UNIT_MAX ||
                         reader->whole.text.len > TOL_TEXT_MAX || reader->whole.code.len > TOL_TEXT_MAX ||
                         reader->part.text.len > TOL_TEXT_MAX || reader->part.code.len > TOL_TEXT_MAX ||
                         reader->note.len > TOL_TEXT_MAX;
}

/* The source or target of the unit, or of its last segment. */
static tol_xliff_side *side_of(tol_xliff_reader *reader, bool is_target)
{
    tol_xliff_parts *parts = &reader->now->parts;
    tol_xliff_unit *unit = &parts->unit;
    tol_xliff_segment *last = unit->version >= 20 && unit->n_segments ? &unit->segments[unit->n_segments - 1] : NULL;
    return is_target ? (last ? &last->target : &parts->target) : last ? &last->source : &parts->source;
}

tol_status tol_xlf_enter_side(tol_xliff_reader *reader, const tol_xml_element *element, bool is_target)
{
    tol_xliff_parts *parts = &reader->now->parts;
    tol_xliff_unit *unit = &parts->unit;
    tol_xliff_side *side = side_of(reader, is_target);
    if (side->is_there) { /* a second one */
        return tol_xlf_enter(reader, XLF_IN_SKIPPED);
    }
    tol_xlf_enter_spot(reader, is_target ? XLF_IN_TARGET : XLF_IN_SOURCE, &side->place);
    tol_attrs attrs = tol_xlf_attrs_of(element, &reader->now->arena);
    tol_xlf_inherit(reader, &attrs);
    tol_str lang = tol_attrs_get(&attrs, TOL_LIT("xml:lang")), state = tol_attrs_get(&attrs, TOL_LIT("state"));
    side->variant.lang = lang.len ? lang : is_target ? unit->target_lang : unit->source_lang;
    unit->keeps_space = tol_xlf_here(reader)->keeps_space;
    if (is_target && unit->version < 20 && state.ptr && unit->dialect != TOL_XLIFF_MEMOQ) {
        parts->state = state;
    }
    tol_xliff_capture_begin(&reader->whole);
    return TOL_OK;
}

/* Take what a capture has, and make it the text of a memory. */
static tol_status finish_side(tol_xliff_reader *reader, tol_xliff_capture *capture, tol_xliff_side *side,
                              tol_error *err)
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

tol_status tol_xlf_leave_side(tol_xliff_reader *reader, bool is_target, tol_error *err)
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
    tol_attrs attrs = tol_xlf_attrs_of(element, arena);
    *id = tol_attrs_get(&attrs, TOL_LIT("mid"));
    return tol_str_equal(tol_attrs_get(&attrs, TOL_LIT("mtype")), TOL_LIT("seg"));
}

/* Marks of segments count in seg-source and in the target of a trans-unit. */
static bool may_hold_marks(const tol_xliff_reader *reader)
{
    for (size_t i = reader->depth; i > 0; i--) {
        tol_xliff_where where = reader->frames[i].where;
        if (where != XLF_IN_INLINE) {
            return where == XLF_IN_SEG_SOURCE || (where == XLF_IN_TARGET && reader->now->parts.unit.version < 20);
        }
    }
    return false;
}

tol_status tol_xlf_inline_start(tol_xliff_reader *reader, const tol_xml_element *element, tol_error *err)
{
    tol_xliff_parts *parts = &reader->now->parts;
    tol_arena *arena = &reader->now->arena;
    tol_str id;
    if (tol_str_equal(element->name, TOL_LIT("mrk")) && may_hold_marks(reader) &&
        is_segment_mark(element, arena, &id)) {
        reader->mark = (tol_xliff_side){.is_there = true};
        reader->mark_id = id;
        tol_xliff_capture_begin(&reader->part);
        return tol_xlf_enter_spot(reader, XLF_IN_MARK, &reader->mark.place);
    }
    tol_xlf_enter(reader, XLF_IN_INLINE);
    tol_status status = TOL_OK;
    if (reader->whole.is_on) {
        status = tol_xliff_capture_start(&reader->whole, element, &reader->tag, parts->data, parts->n_data, arena, err);
    }
    if (status == TOL_OK && reader->part.is_on) {
        status = tol_xliff_capture_start(&reader->part, element, &reader->tag, parts->data, parts->n_data, arena, err);
    }
    tol_xlf_check_size(reader);
    return status;
}

void tol_xlf_inline_end(tol_xliff_reader *reader)
{
    if (reader->whole.is_on) {
        tol_xliff_capture_end(&reader->whole, &reader->tag, &reader->now->arena);
    }
    if (reader->part.is_on) {
        tol_xliff_capture_end(&reader->part, &reader->tag, &reader->now->arena);
    }
}

tol_status tol_xlf_leave_mark(tol_xliff_reader *reader, tol_error *err)
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
