#include "formats/xliff_pen.h"

#include <stdio.h>
#include <string.h>

#include "formats/segment_fit.h"
#include "formats/xliff_names.h"
#include "formats/xliff_type.h"
#include "formats/xml_text.h"
#include "model/context_props.h"
#include "tolmach/lang.h"

static void put(tol_xliff_pen *pen, const char *text)
{
    tol_buf_append(&pen->buf, text, strlen(text));
}

static void put_attr(tol_xliff_pen *pen, const char *name, tol_str value)
{
    tol_xml_put_attr(&pen->buf, tol_str_of(name), value);
}

/* ---- native code that stands apart ---- */

/* The id of native code in the unit's originalData, absent for none. */
static tol_str data_id(tol_xliff_pen *pen, tol_str native)
{
    char text[24];
    const tol_map_slot *slot = native.len ? tol_map_get(&pen->keys, native) : NULL;
    if (!slot) {
        return TOL_STR_NULL;
    }
    snprintf(text, sizeof text, "d%llu", (unsigned long long)slot->value);
    return tol_arena_copy(&pen->arena, tol_str_of(text));
}

static void put_data_ref(tol_xliff_pen *pen, const char *name, tol_str native)
{
    tol_str id = data_id(pen, native);
    if (id.ptr) {
        put_attr(pen, name, id);
    }
}

/* Each text once. Afterwards pen->keys knows the number of each. */
static bool put_data(tol_xliff_pen *pen, const tol_out_side *sides, size_t n_sides)
{
    uint64_t n = 0;
    tol_map_reset(&pen->keys);
    for (size_t s = 0; s < n_sides; s++) {
        for (size_t k = 0; k < sides[s].n; k++) {
            bool is_new = false;
            tol_str native = sides[s].codes[k].native;
            tol_map_slot *slot = native.len ? tol_map_put(&pen->keys, native, &is_new) : NULL;
            if (native.len && !slot) {
                return false;
            }
            if (is_new) {
                slot->value = ++n;
                put(pen, n == 1 ? "  <originalData>\n" : "");
                tol_buf_printf(&pen->buf, "    <data id=\"d%llu\">", (unsigned long long)n);
                tol_xml_put_text(&pen->buf, native);
                put(pen, "</data>\n");
            }
        }
    }
    put(pen, n ? "  </originalData>\n" : "");
    return true;
}

/* ---- codes ---- */

static void put_new_type(tol_xliff_pen *pen, const tol_out_code *code)
{
    tol_str type, sub_type;
    tol_xliff_type_new(code->type, &pen->arena, &type, &sub_type);
    if (type.len) {
        put_attr(pen, "type", type);
    }
    if (sub_type.len) {
        put_attr(pen, "subType", sub_type);
    }
}

static void put_half_new(tol_xliff_pen *pen, const tol_out_code *code)
{
    bool opens = code->kind == TOL_OUT_OPENS;
    put(pen, opens ? "<sc" : "<ec");
    put_attr(pen, opens || code->is_isolated ? "id" : "startRef", code->id);
    if (code->is_isolated) {
        put(pen, " isolated=\"yes\"");
    }
    put_data_ref(pen, "dataRef", code->native);
    if (opens || code->is_isolated) {
        put_new_type(pen, code);
    }
    put(pen, "/>");
}

static void put_code_new(tol_xliff_pen *pen, const tol_out_side *side, const tol_out_code *code)
{
    if (code->kind == TOL_OUT_ALONE) {
        put(pen, "<ph");
        put_attr(pen, "id", code->id);
        put_data_ref(pen, "dataRef", code->native);
        put_new_type(pen, code);
        put(pen, "/>");
    } else if (code->kind == TOL_OUT_MARK) {
        put(pen, "<mrk");
        put_attr(pen, "id", code->id);
        tol_str type = tol_xliff_mark_new(code->type, &pen->arena);
        if (type.len) {
            put_attr(pen, "type", type);
        }
        put(pen, ">");
    } else if (code->kind == TOL_OUT_UNMARK) {
        put(pen, "</mrk>");
    } else if (!code->encloses) {
        put_half_new(pen, code);
    } else if (code->kind == TOL_OUT_OPENS) {
        put(pen, "<pc");
        put_attr(pen, "id", code->id);
        put_data_ref(pen, "dataRefEnd", side->codes[code->partner].native);
        put_data_ref(pen, "dataRefStart", code->native);
        put_new_type(pen, code);
        put(pen, ">");
    } else {
        put(pen, "</pc>");
    }
}

static void put_code_old(tol_xliff_pen *pen, const tol_out_code *code)
{
    bool is_end = code->kind == TOL_OUT_CLOSES;
    bool is_pair = (code->kind == TOL_OUT_OPENS || is_end) && !code->is_isolated;
    const char *name = code->kind == TOL_OUT_ALONE ? "ph" : code->is_isolated ? "it" : is_end ? "ept" : "bpt";
    if (code->kind == TOL_OUT_MARK || code->kind == TOL_OUT_UNMARK) {
        put(pen, code->kind == TOL_OUT_MARK ? "<mrk" : "</mrk");
        if (code->kind == TOL_OUT_MARK) {
            put_attr(pen, "mtype", tol_xliff_mark_old(code->type, &pen->arena));
        }
        put(pen, ">");
        return;
    }
    put(pen, "<");
    put(pen, name);
    put_attr(pen, "id", code->id);
    if (is_pair) {
        put_attr(pen, "rid", code->id);
    }
    if (code->is_isolated) {
        put_attr(pen, "pos", is_end ? TOL_LIT("close") : TOL_LIT("open"));
    }
    tol_str type =
        is_pair && is_end ? TOL_STR_NULL : tol_xliff_type_old(code->type, code->kind == TOL_OUT_ALONE, &pen->arena);
    if (type.len) {
        put_attr(pen, "ctype", type);
    }
    put(pen, code->native.len ? ">" : "/>");
    if (code->native.len) {
        tol_xml_put_text(&pen->buf, code->native);
        put(pen, "</");
        put(pen, name);
        put(pen, ">");
    }
}

static void put_content(tol_xliff_pen *pen, const tol_out_side *side)
{
    size_t at = 0;
    for (size_t k = 0; k < side->n; k++) {
        const tol_out_code *code = &side->codes[k];
        tol_xml_put_text(&pen->buf, (tol_str){side->text.ptr + at, code->at - at});
        at = code->at;
        if (pen->is_new) {
            put_code_new(pen, side, code);
        } else {
            put_code_old(pen, code);
        }
    }
    tol_xml_put_text(&pen->buf, (tol_str){side->text.ptr + at, side->text.len - at});
}

/* ---- properties ---- */

typedef struct group {
    const char *name;
    bool is_open;
} group;

static void put_property(tol_xliff_pen *pen, group *g, tol_str type, tol_str text)
{
    if (!g->is_open) {
        g->is_open = true;
        put(pen, pen->is_new ? "    <mda:metaGroup category=\"" : "  <prop-group name=\"");
        put(pen, g->name);
        put(pen, "\">\n");
    }
    put(pen, pen->is_new ? "      <mda:meta" : "    <prop");
    put_attr(pen, pen->is_new ? "type" : "prop-type", type);
    put(pen, ">");
    tol_xml_put_text(&pen->buf, text);
    put(pen, pen->is_new ? "</mda:meta>\n" : "</prop>\n");
}

static void end_group(tol_xliff_pen *pen, const group *g)
{
    if (g->is_open) {
        put(pen, pen->is_new ? "    </mda:metaGroup>\n" : "  </prop-group>\n");
    }
}

static void put_attr_group(tol_xliff_pen *pen, const char *name, const tol_attrs *attrs, tol_str tuid)
{
    group g = {name, false};
    if (tuid.ptr) {
        put_property(pen, &g, TOL_LIT("tuid"), tuid);
    }
    for (size_t i = 0; i < attrs->n; i++) {
        if (!memchr(attrs->items[i].name.ptr, ':', attrs->items[i].name.len)) { /* no prefix is declared here */
            put_property(pen, &g, attrs->items[i].name, attrs->items[i].value);
        }
    }
    end_group(pen, &g);
}

/* Whether a prop stands where XLIFF has a place for it, and comes back from there under its name. */
static bool is_said_elsewhere(const tol_unit *unit, const tol_info *prop)
{
    tol_str type = tol_attrs_get(&prop->attrs, TOL_LIT("type"));
    return (tol_str_equal(type, TOL_LIT("file")) && tol_str_equal(prop->text, tol_document_of(unit))) ||
           (tol_str_equal(type, TOL_LIT("x-context")) && tol_str_equal(prop->text, tol_key_of(unit))) ||
           tol_str_equal(type, TOL_LIT("x-state"));
}

static void put_props(tol_xliff_pen *pen, const tol_unit *unit)
{
    const tol_infos *infos = &unit->infos;
    group g = {TOL_XLIFF_PROP_GROUP, false};
    for (size_t i = 0; i < infos->n; i++) {
        if (infos->items[i].kind == TOL_PROP && !is_said_elsewhere(unit, &infos->items[i])) {
            put_property(pen, &g, tol_attrs_get(&infos->items[i].attrs, TOL_LIT("type")), infos->items[i].text);
        }
    }
    end_group(pen, &g);
}

static bool has_properties(const tol_unit *unit, const tol_variant *source, const tol_variant *target, tol_str tuid)
{
    bool found = tuid.ptr || unit->attrs.n || source->attrs.n || target->attrs.n;
    for (size_t i = 0; i < unit->infos.n && !found; i++) {
        found = unit->infos.items[i].kind == TOL_PROP && !is_said_elsewhere(unit, &unit->infos.items[i]);
    }
    return found;
}

static void put_properties(tol_xliff_pen *pen, const tol_unit *unit, const tol_variant *source,
                           const tol_variant *target, tol_str id)
{
    bool is_told = tol_str_equal(unit->tuid, id) && unit->tuid.ptr;
    tol_str tuid = is_told ? TOL_STR_NULL : unit->tuid;
    if (!has_properties(unit, source, target, tuid)) {
        return;
    }
    put(pen, pen->is_new ? "  <mda:metadata>\n" : "");
    put_attr_group(pen, TOL_XLIFF_UNIT_GROUP, &unit->attrs, tuid);
    put_attr_group(pen, TOL_XLIFF_SOURCE_GROUP, &source->attrs, TOL_STR_NULL);
    put_attr_group(pen, TOL_XLIFF_TARGET_GROUP, &target->attrs, TOL_STR_NULL);
    put_props(pen, unit);
    put(pen, pen->is_new ? "  </mda:metadata>\n" : "");
}

/* ---- notes ---- */

bool tol_has_note(const tol_infos *infos)
{
    size_t i = 0;
    while (i < infos->n && !(infos->items[i].kind == TOL_NOTE && infos->items[i].text.len)) {
        i++;
    }
    return i < infos->n;
}

void tol_xliff_put_info_note(tol_xliff_pen *pen, const tol_info *note, const char *about, const char *indent)
{
    if (note->kind != TOL_NOTE || !note->text.len) {
        return;
    }
    put(pen, indent);
    put(pen, "<note");
    if (about) {
        put_attr(pen, pen->is_new ? "appliesTo" : "annotates", tol_str_of(about));
    }
    put(pen, ">");
    tol_xml_put_text(&pen->buf, note->text);
    put(pen, "</note>\n");
}

static void put_notes_of(tol_xliff_pen *pen, const tol_infos *infos, const char *about)
{
    for (size_t i = 0; i < infos->n; i++) {
        tol_xliff_put_info_note(pen, &infos->items[i], about, pen->is_new ? "    " : "  ");
    }
}

static void put_notes(tol_xliff_pen *pen, const tol_unit *unit, const tol_variant *source, const tol_variant *target)
{
    if (tol_has_note(&unit->infos) || tol_has_note(&source->infos) || tol_has_note(&target->infos)) {
        put(pen, pen->is_new ? "  <notes>\n" : "");
        put_notes_of(pen, &unit->infos, NULL);
        put_notes_of(pen, &source->infos, "source");
        put_notes_of(pen, &target->infos, "target");
        put(pen, pen->is_new ? "  </notes>\n" : "");
    }
}

/* ---- units ---- */

static void put_new(tol_xliff_pen *pen, const tol_unit *unit, const tol_out_side *source, const tol_out_side *target)
{
    put(pen, "  <segment");
    put_attr(pen, "state", tol_xliff_state_new(&unit->infos));
    put(pen, ">\n    <source>");
    put_content(pen, source);
    put(pen, "</source>\n    <target>");
    put_content(pen, target);
    put(pen, "</target>\n  </segment>\n</unit>\n");
}

/* A side says its language where it is not quite that of the file. */
static void put_lang(tol_xliff_pen *pen, tol_str lang, const char *of_file)
{
    char canonical[TOL_LANG_MAX];
    if (tol_lang_canonical(lang, canonical) && strcmp(canonical, of_file) != 0) {
        put_attr(pen, "xml:lang", tol_str_of(canonical));
    }
}

static void put_old(tol_xliff_pen *pen, const tol_unit *unit, const tol_variant *variants, const tol_out_side *source,
                    const tol_out_side *target)
{
    put(pen, "  <source");
    put_lang(pen, variants[0].lang, pen->source_lang);
    put(pen, ">");
    put_content(pen, source);
    put(pen, "</source>\n  <target");
    put_attr(pen, "state", tol_xliff_state_old(&unit->infos));
    put_lang(pen, variants[1].lang, pen->target_lang);
    put(pen, ">");
    put_content(pen, target);
    put(pen, "</target>\n");
}

static void open_unit(tol_xliff_pen *pen, const tol_unit *unit, tol_str id)
{
    tol_str name = tol_key_of(unit);
    put(pen, pen->is_new ? "<unit" : "<trans-unit");
    put_attr(pen, "id", id);
    if (name.len) {
        put_attr(pen, pen->is_new ? "name" : "resname", name);
    }
    put(pen, " xml:space=\"preserve\">\n");
}

bool tol_xliff_put_unit(tol_xliff_pen *pen, const tol_unit *unit, const tol_variant *source, const tol_variant *target,
                        tol_str id)
{
    tol_variant variants[] = {*source, *target};
    tol_out_side sides[2];
    tol_segment_fit(&variants[0], &pen->arena);
    tol_segment_fit(&variants[1], &pen->arena);
    if (!tol_arena_ok(&pen->arena) ||
        !tol_xliff_codes_of(&variants[0], &variants[1], &pen->arena, &pen->keys, &sides[0], &sides[1])) {
        return false;
    }
    open_unit(pen, unit, id);
    if (pen->is_new) {
        put_properties(pen, unit, source, target, id);
        put_notes(pen, unit, source, target);
        if (!put_data(pen, sides, 2)) {
            return false;
        }
        put_new(pen, unit, &sides[0], &sides[1]);
    } else {
        put_old(pen, unit, variants, &sides[0], &sides[1]);
        put_notes(pen, unit, source, target);
        put_properties(pen, unit, source, target, id);
        put(pen, "</trans-unit>\n");
    }
    return tol_arena_ok(&pen->arena) && tol_buf_ok(&pen->buf);
}
