#include "formats/clean_unit.h"

static bool is_forbidden(unsigned char c)
{
    return c < 0x20 && c != '\t' && c != '\n' && c != '\r';
}

static bool is_clean(tol_str text)
{
    size_t i = 0;
    while (i < text.len && !is_forbidden((unsigned char)text.ptr[i])) {
        i++;
    }
    return i == text.len;
}

/* What is done with each string of a unit; false: enough. */
typedef bool (*visit_fn)(tol_str *text);

static bool look(tol_str *text)
{
    return is_clean(*text);
}

/* The strings of a copy are its own, and in its arena. */
static bool mend(tol_str *text)
{
    for (size_t i = 0; i < text->len; i++) {
        if (is_forbidden((unsigned char)text->ptr[i])) {
            ((char *)(uintptr_t)text->ptr)[i] = ' ';
        }
    }
    return true;
}

static bool visit_attrs(const tol_attrs *attrs, visit_fn visit)
{
    bool go_on = true;
    for (size_t i = 0; i < attrs->n && go_on; i++) {
        go_on = visit(&attrs->items[i].value);
    }
    return go_on;
}

static bool visit_infos(const tol_infos *infos, visit_fn visit)
{
    bool go_on = true;
    for (size_t i = 0; i < infos->n && go_on; i++) {
        go_on = visit(&infos->items[i].text) && visit_attrs(&infos->items[i].attrs, visit);
    }
    return go_on;
}

static bool visit_variant(tol_variant *variant, visit_fn visit)
{
    bool go_on = visit(&variant->text) && visit_attrs(&variant->attrs, visit) && visit_infos(&variant->infos, visit);
    for (size_t i = 0; i < variant->n_runs && go_on; i++) {
        go_on = visit(&variant->runs[i].code) && visit_attrs(&variant->runs[i].attrs, visit);
    }
    return go_on;
}

static bool visit_unit(tol_unit *unit, visit_fn visit)
{
    bool go_on = visit(&unit->tuid) && visit_attrs(&unit->attrs, visit) && visit_infos(&unit->infos, visit);
    for (size_t i = 0; i < unit->n_variants && go_on; i++) {
        go_on = visit_variant(&unit->variants[i], visit);
    }
    return go_on;
}

const tol_unit *tol_clean_unit(const tol_unit *unit, tol_arena *arena)
{
    tol_unit shallow = *unit;
    if (visit_unit(&shallow, look)) {
        return unit;
    }
    tol_unit *copy = tol_unit_copy(arena, unit);
    if (!copy || !tol_arena_ok(arena)) {
        return NULL;
    }
    visit_unit(copy, mend);
    return copy;
}
