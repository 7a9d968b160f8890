#include "tolmach/unit.h"

#include <string.h>

tol_str tol_attrs_get(const tol_attrs *attrs, tol_str name)
{
    for (size_t i = 0; i < attrs->n; i++) {
        if (tol_str_equal(attrs->items[i].name, name)) {
            return attrs->items[i].value;
        }
    }
    return TOL_STR_NULL;
}

tol_str tol_infos_prop(const tol_infos *infos, tol_str type)
{
    for (size_t i = 0; i < infos->n; i++) {
        const tol_info *info = &infos->items[i];
        tol_str its_type = tol_attrs_get(&info->attrs, TOL_LIT("type"));
        if (info->kind == TOL_PROP && its_type.ptr && tol_str_equal(its_type, type)) {
            return info->text;
        }
    }
    return TOL_STR_NULL;
}

/* ---- copies ---- */

static tol_attrs copy_attrs(tol_arena *arena, const tol_attrs *attrs)
{
    tol_attrs copy = {NULL, 0};
    if (attrs->n && (copy.items = tol_arena_calloc(arena, attrs->n, sizeof *copy.items))) {
        copy.n = attrs->n;
        for (size_t i = 0; i < attrs->n; i++) {
            copy.items[i].name = tol_arena_copy(arena, attrs->items[i].name);
            copy.items[i].value = tol_arena_copy(arena, attrs->items[i].value);
        }
    }
    return copy;
}

static tol_infos copy_infos(tol_arena *arena, const tol_infos *infos)
{
    tol_infos copy = {NULL, 0};
    if (infos->n && (copy.items = tol_arena_calloc(arena, infos->n, sizeof *copy.items))) {
        copy.n = infos->n;
        for (size_t i = 0; i < infos->n; i++) {
            copy.items[i].kind = infos->items[i].kind;
            copy.items[i].attrs = copy_attrs(arena, &infos->items[i].attrs);
            copy.items[i].text = tol_arena_copy(arena, infos->items[i].text);
        }
    }
    return copy;
}

static void copy_variant(tol_arena *arena, const tol_variant *variant, tol_variant *copy)
{
    copy->lang = tol_arena_copy(arena, variant->lang);
    copy->text = tol_arena_copy(arena, variant->text);
    copy->attrs = copy_attrs(arena, &variant->attrs);
    copy->infos = copy_infos(arena, &variant->infos);
    if (!variant->n_runs || !(copy->runs = tol_arena_calloc(arena, variant->n_runs, sizeof *copy->runs))) {
        return;
    }
    copy->n_runs = variant->n_runs;
    for (size_t i = 0; i < variant->n_runs; i++) {
        const tol_run *run = &variant->runs[i];
        copy->runs[i] = *run;
        copy->runs[i].name = tol_arena_copy(arena, run->name);
        copy->runs[i].code = tol_arena_copy(arena, run->code);
        copy->runs[i].attrs = copy_attrs(arena, &run->attrs);
    }
}

tol_unit *tol_unit_copy(tol_arena *arena, const tol_unit *unit)
{
    tol_unit *copy = tol_arena_calloc(arena, 1, sizeof *copy);
    if (!copy) {
        return NULL;
    }
    copy->id = unit->id;
    copy->line = unit->line;
    copy->memory = tol_arena_copy(arena, unit->memory);
    copy->tuid = tol_arena_copy(arena, unit->tuid);
    copy->attrs = copy_attrs(arena, &unit->attrs);
    copy->infos = copy_infos(arena, &unit->infos);
    if (unit->n_variants &&
        (copy->variants = tol_arena_calloc(arena, unit->n_variants, sizeof *copy->variants)) != NULL) {
        copy->n_variants = unit->n_variants;
        for (size_t i = 0; i < unit->n_variants; i++) {
            copy_variant(arena, &unit->variants[i], &copy->variants[i]);
        }
    }
    return tol_arena_ok(arena) ? copy : NULL;
}

tol_header *tol_header_copy(tol_arena *arena, const tol_header *header)
{
    tol_header *copy = tol_arena_calloc(arena, 1, sizeof *copy);
    if (!copy) {
        return NULL;
    }
    copy->attrs = copy_attrs(arena, &header->attrs);
    copy->infos = copy_infos(arena, &header->infos);
    copy->version = tol_arena_copy(arena, header->version);
    copy->file = tol_arena_copy(arena, header->file);
    return tol_arena_ok(arena) ? copy : NULL;
}

/* ---- inline codes as tags ---- */

static const char *const inline_names[] = {[TOL_BPT] = "bpt", [TOL_EPT] = "ept", [TOL_PH] = "ph", [TOL_IT] = "it",
                                           [TOL_HI] = "hi",   [TOL_SUB] = "sub", [TOL_UT] = "ut"};

/* Whether the element's content is native code rather than text. */
static bool is_native(tol_inline elem)
{
    return elem != TOL_HI && elem != TOL_SUB && elem != TOL_FOREIGN;
}

static tol_str surface_of(const tol_run *run, tol_arena *arena)
{
    tol_str name = run->elem == TOL_FOREIGN ? run->name : tol_str_of(inline_names[run->elem]);
    bool is_close = run->kind == TOL_RUN_CLOSE;
    tol_str type = is_close ? TOL_STR_NULL : tol_attrs_get(&run->attrs, TOL_LIT("type"));
    size_t len = 2 + is_close + name.len + (type.len ? 1 + type.len : 0);
    char *p = tol_arena_alloc(arena, len + 1);
    if (!p) {
        return TOL_STR_NULL;
    }
    char *end = p;
    *end++ = '{';
    if (is_close) {
        *end++ = '/';
    }
    if (name.len) {
        memcpy(end, name.ptr, name.len);
        end += name.len;
    }
    if (type.len) {
        *end++ = ' ';
        memcpy(end, type.ptr, type.len);
        end += type.len;
    }
    *end++ = '}';
    *end = '\0';
    return (tol_str){p, len};
}

tol_tag *tol_variant_tags(const tol_variant *variant, tol_arena *arena, size_t *n_tags)
{
    *n_tags = 0;
    tol_tag *tags = variant->n_runs ? tol_arena_calloc(arena, variant->n_runs, sizeof *tags) : NULL;
    if (!tags) {
        return NULL;
    }
    size_t n = 0, depth = 0, native_depth = 0; /* native_depth: of the outermost open element of native code, or 0 */
    for (size_t i = 0; i < variant->n_runs; i++) {
        const tol_run *run = &variant->runs[i];
        bool is_outside = native_depth == 0; /* the close of an element of native code is inside */
        if (run->kind == TOL_RUN_OPEN) {
            depth++;
            if (is_outside && is_native(run->elem)) {
                native_depth = depth;
            }
        } else if (run->kind == TOL_RUN_CLOSE) {
            native_depth = native_depth == depth ? 0 : native_depth;
            depth -= depth > 0;
        }
        if (is_outside && run->kind != TOL_RUN_CODE) {
            tags[n++] = (tol_tag){run->at, surface_of(run, arena)};
        }
    }
    if (n == 0 || !tol_arena_ok(arena)) {
        return NULL;
    }
    *n_tags = n;
    return tags;
}

/* ---- dates ---- */

/* Take `attr` of an element into *best when it is a date and greater (or smaller) than what is there. */
static void take_date(const tol_attrs *attrs, tol_str attr, bool want_greatest, bool *found, int64_t *best)
{
    int64_t seconds;
    tol_str date = tol_attrs_get(attrs, attr);
    if (!date.ptr || !tol_date_parse(date, &seconds)) {
        return;
    }
    if (!*found || (want_greatest ? seconds > *best : seconds < *best)) {
        *best = seconds;
        *found = true;
    }
}

static bool greatest(const tol_unit *unit, tol_str attr, int64_t *seconds)
{
    bool found = false;
    take_date(&unit->attrs, attr, true, &found, seconds);
    for (size_t i = 0; i < unit->n_variants; i++) {
        take_date(&unit->variants[i].attrs, attr, true, &found, seconds);
    }
    return found;
}

bool tol_unit_changed(const tol_unit *unit, int64_t *seconds)
{
    return greatest(unit, TOL_LIT("changedate"), seconds) || greatest(unit, TOL_LIT("creationdate"), seconds);
}

bool tol_unit_created(const tol_unit *unit, int64_t *seconds)
{
    bool found = false;
    take_date(&unit->attrs, TOL_LIT("creationdate"), false, &found, seconds);
    if (found) {
        return true;
    }
    for (size_t i = 0; i < unit->n_variants; i++) {
        take_date(&unit->variants[i].attrs, TOL_LIT("creationdate"), false, &found, seconds);
    }
    return found;
}
