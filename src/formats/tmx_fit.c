#include "formats/tmx_fit.h"

#include <string.h>

#include "formats/grow.h"
#include "formats/segment_fit.h"
#include "formats/tmx_names.h"
#include "tolmach/lang.h"

#define PREFIX "x-attribute-"

/* ---- does it fit? ---- */

static bool is_segtype(tol_str value)
{
    static const char *const types[] = {"block", "paragraph", "sentence", "phrase"};
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
        if (tol_str_equal(value, tol_str_of(types[i]))) {
            return true;
        }
    }
    return false;
}

/* What the schemas take for a language: letters, then letters and digits in parts of eight. */
static bool is_lang(tol_str lang)
{
    char canonical[TOL_LANG_MAX];
    size_t n = 0;
    bool has_parts = false, has_underscore = false;
    for (size_t i = 0; i < lang.len; i++) {
        char c = lang.ptr[i];
        bool is_digit = c >= '0' && c <= '9', is_letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
        if (is_letter || (is_digit && has_parts)) {
            n++;
        } else if ((c == '-' || c == '_') && n) {
            n = 0;
            has_parts = true;
            has_underscore |= c == '_';
        } else {
            return false;
        }
        if (n > 8) {
            return false;
        }
    }
    return n > 0 && (!has_underscore || tol_lang_canonical(lang, canonical));
}

static bool is_known(int element, const tol_attr *attr)
{
    if (tol_tmx_attr(element, attr->name) >= 0) {
        return tol_str_equal(attr->name, TOL_LIT("segtype"))    ? is_segtype(attr->value)
               : tol_str_equal(attr->name, TOL_LIT("xml:lang")) ? element == TMX_TUV || is_lang(attr->value)
                                                                : true;
    }
    if (!tol_str_equal(attr->name, TOL_LIT("lang"))) {
        return false;
    }
    /* that of a note or prop will be its xml:lang */
    return element == TMX_TUV || ((element == TMX_NOTE || element == TMX_PROP) && is_lang(attr->value));
}

static bool attrs_fit(int element, const tol_attrs *attrs)
{
    for (size_t i = 0; i < attrs->n; i++) {
        if (!is_known(element, &attrs->items[i])) {
            return false;
        }
    }
    return true;
}

static int element_of(const tol_info *info)
{
    return info->kind == TOL_NOTE ? TMX_NOTE : info->kind == TOL_PROP ? TMX_PROP : TMX_UDE;
}

static size_t count_of(tol_str text, const char *word)
{
    size_t n = 0, len = strlen(word);
    for (size_t i = 0; i + len <= text.len; i++) {
        n += memcmp(text.ptr + i, word, len) == 0;
    }
    return n;
}

/* A ude has a name and maps, and each map has a character. */
static bool is_ude(const tol_info *info)
{
    size_t n_maps = count_of(info->text, "<map ");
    return tol_attrs_get(&info->attrs, TOL_LIT("name")).ptr && n_maps > 0 && count_of(info->text, "<map/") == 0 &&
           count_of(info->text, " unicode=\"") == n_maps;
}

static bool infos_fit(const tol_infos *infos)
{
    for (size_t i = 0; i < infos->n; i++) {
        const tol_info *info = &infos->items[i];
        if (!attrs_fit(element_of(info), &info->attrs) || (info->kind == TOL_UDE && !is_ude(info))) {
            return false;
        }
    }
    return true;
}

static bool variant_fits(const tol_variant *variant)
{
    return (!variant->lang.len || is_lang(variant->lang)) && attrs_fit(TMX_TUV, &variant->attrs) &&
           infos_fit(&variant->infos) && tol_segment_fits(variant);
}

static bool unit_fits(const tol_unit *unit)
{
    bool fits = attrs_fit(TMX_TU, &unit->attrs) && infos_fit(&unit->infos);
    for (size_t i = 0; i < unit->n_variants && fits; i++) {
        fits = variant_fits(&unit->variants[i]);
    }
    return fits;
}

/* ---- making it fit ---- */

static void add_info(tol_infos *infos, tol_info info, tol_arena *arena)
{
    tol_info *items = tol_grow(arena, infos->items, infos->n, sizeof *items);
    if (items) {
        items[infos->n++] = info;
        infos->items = items;
    }
}

static tol_attrs type_attr(tol_str name, tol_arena *arena)
{
    size_t len = sizeof PREFIX - 1 + name.len;
    char *type = tol_arena_alloc(arena, len);
    tol_attr *attr = tol_arena_alloc(arena, sizeof *attr);
    if (!type || !attr) {
        return (tol_attrs){NULL, 0};
    }
    memcpy(type, PREFIX, sizeof PREFIX - 1);
    memcpy(type + sizeof PREFIX - 1, name.ptr, name.len);
    *attr = (tol_attr){TOL_LIT("type"), {type, len}};
    return (tol_attrs){attr, 1};
}

/* Declarations of prefixes say nothing without what bears the prefix. */
static bool is_declaration(tol_str name)
{
    return tol_str_equal(name, TOL_LIT("xmlns")) || tol_str_starts_with(name, TOL_LIT("xmlns:"));
}

/* The known attributes; the others become props where there are `infos` for them. */
static tol_attrs fit_attrs(int element, const tol_attrs *attrs, tol_infos *infos, tol_arena *arena)
{
    tol_attrs kept = {tol_arena_alloc(arena, (attrs->n + 1) * sizeof(tol_attr)), 0};
    for (size_t i = 0; kept.items && i < attrs->n; i++) {
        const tol_attr *attr = &attrs->items[i];
        if (is_known(element, attr)) {
            kept.items[kept.n++] = *attr;
        } else if (infos && !is_declaration(attr->name)) {
            add_info(infos, (tol_info){TOL_PROP, type_attr(attr->name, arena), attr->value}, arena);
        }
    }
    return kept;
}

/* A copy, with room in the way of tol_grow. A ude that is none is a note with its text. */
static tol_infos fit_infos(const tol_infos *infos, tol_arena *arena)
{
    tol_infos out = {NULL, 0};
    for (size_t i = 0; i < infos->n; i++) {
        tol_info info = infos->items[i];
        info.kind = info.kind == TOL_UDE && !is_ude(&info) ? TOL_NOTE : info.kind;
        info.attrs = fit_attrs(element_of(&info), &info.attrs, NULL, arena);
        add_info(&out, info, arena);
    }
    return out;
}

static void fit_variant(tol_variant *variant, tol_arena *arena)
{
    const tol_attrs attrs = variant->attrs;
    variant->infos = fit_infos(&variant->infos, arena);
    variant->attrs = fit_attrs(TMX_TUV, &attrs, &variant->infos, arena);
    if (variant->lang.len && !is_lang(variant->lang)) {
        tol_info info = {TOL_PROP, type_attr(TOL_LIT("xml:lang"), arena), variant->lang};
        add_info(&variant->infos, info, arena);
        variant->lang = TOL_STR_NULL; /* is written as "und" */
    }
    tol_segment_fit(variant, arena);
}

const tol_unit *tol_tmx_fit_unit(const tol_unit *unit, tol_arena *arena)
{
    if (unit_fits(unit)) {
        return unit;
    }
    tol_unit *out = tol_arena_alloc(arena, sizeof *out);
    tol_variant *variants = tol_arena_alloc(arena, (unit->n_variants + 1) * sizeof *variants);
    if (!out || !variants) {
        return NULL;
    }
    *out = *unit;
    out->infos = fit_infos(&unit->infos, arena);
    out->attrs = fit_attrs(TMX_TU, &unit->attrs, &out->infos, arena);
    out->variants = variants;
    for (size_t i = 0; i < unit->n_variants; i++) {
        variants[i] = unit->variants[i];
        fit_variant(&variants[i], arena);
    }
    return tol_arena_ok(arena) ? out : NULL;
}

const tol_header *tol_tmx_fit_header(const tol_header *header, tol_arena *arena)
{
    if (attrs_fit(TMX_HEADER, &header->attrs) && infos_fit(&header->infos)) {
        return header;
    }
    tol_header *out = tol_arena_alloc(arena, sizeof *out);
    if (!out) {
        return NULL;
    }
    *out = *header;
    out->infos = fit_infos(&header->infos, arena);
    out->attrs = fit_attrs(TMX_HEADER, &header->attrs, &out->infos, arena);
    return tol_arena_ok(arena) ? out : NULL;
}
