/* What stands beside the texts of a unit. */
#include "base/fail.h"
#include "formats/grow.h"
#include "formats/xliff_reader.h"

tol_status tol_xlf_enter_text(tol_xliff_reader *reader, tol_xliff_where where, const tol_xml_element *element,
                              tol_str *id)
{
    tol_xlf_enter(reader, where);
    tol_attrs attrs = tol_xlf_attrs_of(element, &reader->now->arena);
    *id = tol_attrs_get(&attrs, where == XLF_IN_SDL_VALUE ? TOL_LIT("key") : TOL_LIT("id"));
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
