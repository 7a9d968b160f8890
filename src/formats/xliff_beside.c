/* What stands beside the texts of a unit. */
#include <string.h>

#include "base/fail.h"
#include "formats/grow.h"
#include "formats/xliff_pen.h"
#include "formats/xliff_reader.h"

tol_status tol_xlf_enter_text(tol_xliff_reader *reader, tol_xliff_where where, const tol_xml_element *element,
                              tol_str *id)
{
    tol_xlf_enter(reader, where);
    tol_attrs attrs = tol_xlf_attrs_of(element, &reader->now->arena);
    if (where == XLF_IN_PROPERTY) {
        tol_str type = tol_attrs_get(&attrs, TOL_LIT("type"));
        *id = type.ptr ? type : tol_attrs_get(&attrs, TOL_LIT("prop-type"));
    } else {
        *id = tol_attrs_get(&attrs, where == XLF_IN_SDL_VALUE ? TOL_LIT("key") : TOL_LIT("id"));
    }
    tol_buf_reset(&reader->note);
    return TOL_OK;
}

tol_status tol_xlf_leave_note(tol_xliff_reader *reader, tol_error *err)
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

tol_status tol_xlf_leave_data(tol_xliff_reader *reader, tol_error *err)
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

tol_status tol_xlf_enter_sdl_segment(tol_xliff_reader *reader, const tol_xml_element *element, tol_error *err)
{
    tol_sdl_segments *sdl = &reader->now->parts.sdl;
    tol_arena *arena = &reader->now->arena;
    tol_xlf_enter(reader, XLF_IN_SDL_SEGMENT);
    tol_sdl_segment *items = tol_grow(arena, sdl->items, sdl->n, sizeof *items);
    if (!items) {
        return tol_fail_nomem(err);
    }
    sdl->items = items;
    tol_attrs attrs = tol_xlf_attrs_of(element, arena);
    items[sdl->n++] = (tol_sdl_segment){
        .id = tol_attrs_get(&attrs, TOL_LIT("id")),
        .conf = tol_attrs_get(&attrs, TOL_LIT("conf")),
        .is_locked = tol_str_equal(tol_attrs_get(&attrs, TOL_LIT("locked")), TOL_LIT("true")),
        .tag = reader->tag,
    };
    reader->now->parts.unit.dialect = TOL_XLIFF_SDL;
    return TOL_OK;
}

void tol_xlf_leave_sdl_value(tol_xliff_reader *reader)
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

/* ---- what tolmach wrote ---- */

tol_status tol_xlf_enter_group(tol_xliff_reader *reader, const tol_xml_element *element)
{
    static const char *const names[] = {[XLF_GROUP_UNIT] = TOL_XLIFF_UNIT_GROUP,
                                        [XLF_GROUP_SOURCE] = TOL_XLIFF_SOURCE_GROUP,
                                        [XLF_GROUP_TARGET] = TOL_XLIFF_TARGET_GROUP,
                                        [XLF_GROUP_PROP] = TOL_XLIFF_PROP_GROUP};
    tol_attrs attrs = tol_xlf_attrs_of(element, &reader->now->arena);
    tol_str category = tol_attrs_get(&attrs, TOL_LIT("category"));
    tol_str name = category.ptr ? category : tol_attrs_get(&attrs, TOL_LIT("name"));
    int group = XLF_GROUP_UNIT;
    while (group < XLF_GROUP_OTHER && !tol_str_equal(name, tol_str_of(names[group]))) {
        group++;
    }
    reader->group = (tol_xliff_group)group;
    return tol_xlf_enter(reader, group < XLF_GROUP_OTHER ? XLF_IN_PROPERTIES : XLF_IN_SKIPPED);
}

/* The file may have been edited: what could not be an attribute of a memory's unit is none. */
static bool is_attr_name(tol_str name)
{
    return tol_is_nmtoken(name) && !strchr("-.0123456789", name.ptr[0]) && !memchr(name.ptr, ':', name.len) &&
           !tol_str_equal(name, TOL_LIT("lang"));
}

static bool add_attr(tol_arena *arena, tol_attrs *attrs, tol_str name, tol_str value)
{
    tol_attr *items = tol_attrs_get(attrs, name).ptr ? NULL : tol_grow(arena, attrs->items, attrs->n, sizeof *items);
    if (items) {
        attrs->items = items;
        items[attrs->n++] = (tol_attr){name, value};
    }
    return tol_arena_ok(arena);
}

static bool add_prop(tol_arena *arena, tol_infos *props, tol_str type, tol_str text)
{
    tol_info *items = tol_grow(arena, props->items, props->n, sizeof *items);
    tol_attr *attr = tol_arena_calloc(arena, 1, sizeof *attr);
    if (items && attr) {
        *attr = (tol_attr){TOL_LIT("type"), type};
        props->items = items;
        items[props->n++] = (tol_info){.kind = TOL_PROP, .attrs = {attr, 1}, .text = text};
    }
    return items && attr;
}

tol_status tol_xlf_leave_property(tol_xliff_reader *reader, tol_error *err)
{
    tol_xliff_unit *unit = &reader->now->parts.unit;
    tol_arena *arena = &reader->now->arena;
    tol_attrs *const lists[] = {[XLF_GROUP_UNIT] = &unit->unit_attrs,
                                [XLF_GROUP_SOURCE] = &unit->source_attrs,
                                [XLF_GROUP_TARGET] = &unit->target_attrs};
    tol_str text = tol_arena_copy(arena, tol_buf_str(&reader->note)), type = reader->value_key;
    text = text.ptr ? text : TOL_LIT("");
    bool ok = reader->group == XLF_GROUP_PROP ? add_prop(arena, &unit->props, type.ptr ? type : TOL_LIT(""), text)
              : is_attr_name(type)            ? add_attr(arena, lists[reader->group], type, text)
                                              : true;
    return ok ? TOL_OK : tol_fail_nomem(err);
}
