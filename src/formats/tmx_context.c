#include "formats/tmx_context.h"

#include <string.h>

#include "formats/grow.h"
#include "formats/tmx_names.h"
#include "formats/xml_text.h"
#include "model/context_props.h"
#include "tolmach/lang.h"

/* How a tool writes a text into a prop. */
typedef enum form {
    PLAIN,
    SEG,    /* <seg>…</seg> */
    CONTENT /* source | tags | target | tags, bars of the text doubled */
} form;

typedef struct manner {
    const char *sides[TOL_SIDES];
    form forms[TOL_SIDES];
    bool on_source; /* sides are props of the source's variant, not of the unit */
    const char *key, *document;
} manner;

static const manner manners[TMX_PROFILES] = {
    [TMX_OMEGAT] = {{"prev", "next"}, {PLAIN, PLAIN}, false, "id", "file"},
    [TMX_TRADOS] = {{"x-ContextContent", "next"}, {CONTENT, PLAIN}, false, "x-IdContext", "x-document:SingleString"},
    [TMX_MEMOQ] = {{"x-context-pre", "x-context-post"}, {SEG, SEG}, true, "x-context", "x-document"},
    [TMX_OKAPI] = {{"prev", "next"}, {PLAIN, PLAIN}, false, "x-context", "Txt::FileName"},
    [TMX_WEBLATE] = {{"prev", "next"}, {PLAIN, PLAIN}, false, "x-context", "x-document"},
};

/* ---- what the unit says ---- */

typedef struct texts {
    tol_str *items;
    size_t n;
    tol_arena *arena;
} texts;

/* The first text is the nearest to what a tool means that knows one; those that know more of them take all. */
typedef struct said {
    texts sides[TOL_SIDES]; /* of the source */
    texts target_before;    /* of the second variant */
    tol_str key, document;
} said;

static bool take(void *user, tol_str text)
{
    texts *all = user;
    tol_str *items = tol_grow(all->arena, all->items, all->n, sizeof *items);
    if (items) {
        items[all->n++] = text;
        all->items = items;
    }
    return false; /* go on */
}

static texts side_of(const tol_unit *unit, size_t variant, tol_side side, tol_arena *arena)
{
    texts all = {NULL, 0, arena};
    size_t n_texts = 0;
    if (variant < unit->n_variants) {
        tol_context_props(unit, &unit->variants[variant], side, arena, take, &all, &n_texts);
    }
    return all;
}

static said ask(const manner *how, const tol_unit *unit, tol_arena *arena)
{
    said all = {.key = tol_key_of(unit), .document = tol_document_of(unit)};
    for (int side = 0; side < TOL_SIDES; side++) {
        all.sides[side] = side_of(unit, 0, (tol_side)side, arena);
    }
    all.target_before = how->forms[TOL_BEFORE] == CONTENT ? side_of(unit, 1, TOL_BEFORE, arena) : all.target_before;
    return all;
}

static bool has_text(const texts *all, tol_str text)
{
    for (size_t i = 0; i < all->n; i++) {
        if (tol_str_equal(all->items[i], text)) {
            return true;
        }
    }
    return false;
}

/* ---- a copy without it ---- */

static tol_str type_of(const tol_info *info)
{
    return info->kind == TOL_PROP ? tol_attrs_get(&info->attrs, TOL_LIT("type")) : TOL_STR_NULL;
}

/* Props of the tool itself stay when they are where the tool has them: there may be many, and more in them than text.
 */
static bool is_own(const manner *how, tol_str type, bool on_source)
{
    for (int side = 0; side < TOL_SIDES; side++) {
        if (on_source == how->on_source && tol_str_equal(type, tol_str_of(how->sides[side]))) {
            return true;
        }
    }
    return !on_source && (tol_str_equal(type, tol_str_of(how->key)) || tol_str_equal(type, tol_str_of(how->document)));
}

static tol_infos without_others(const manner *how, const tol_infos *infos, bool on_source, tol_arena *arena)
{
    tol_infos kept = {NULL, 0};
    for (size_t i = 0; i < infos->n; i++) {
        tol_str type = type_of(&infos->items[i]);
        if (type.ptr && tol_is_context_prop(type) && !is_own(how, type, on_source)) {
            continue;
        }
        tol_info *items = tol_grow(arena, kept.items, kept.n, sizeof *items);
        if (items) {
            items[kept.n++] = infos->items[i];
            kept.items = items;
        }
    }
    return kept;
}

/* The variant in the source language comes first. */
static size_t source_of(const tol_unit *unit, tol_str srclang)
{
    tol_str own = tol_attrs_get(&unit->attrs, TOL_LIT("srclang"));
    srclang = own.len ? own : srclang;
    if (unit->n_variants && tol_str_equal(unit->variants[0].lang, srclang)) {
        return 0;
    }
    for (size_t i = 0; i < unit->n_variants && srclang.len; i++) {
        tol_str lang = unit->variants[i].lang;
        if (tol_lang_matches(lang.len ? lang : TOL_TMX_NO_LANG, srclang)) {
            return i;
        }
    }
    return 0;
}

static tol_unit *copy_source_first(const tol_unit *unit, tol_str srclang, tol_arena *arena)
{
    tol_unit *out = tol_arena_alloc(arena, sizeof *out);
    tol_variant *variants = tol_arena_alloc(arena, (unit->n_variants + 1) * sizeof *variants);
    if (!out || !variants) {
        return NULL;
    }
    size_t source = source_of(unit, srclang), n = 0;
    if (unit->n_variants) {
        variants[n++] = unit->variants[source];
    }
    for (size_t i = 0; i < unit->n_variants; i++) {
        if (i != source) {
            variants[n++] = unit->variants[i];
        }
    }
    *out = *unit;
    out->variants = variants;
    return out;
}

/* ---- putting it in ---- */

static void put_doubled(tol_buf *buf, tol_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        tol_buf_byte(buf, text.ptr[i]);
        if (text.ptr[i] == '|') {
            tol_buf_byte(buf, '|');
        }
    }
}

static tol_str form_text(form how, tol_str text, tol_str target, tol_arena *arena)
{
    tol_buf buf = TOL_BUF_INIT;
    if (how == PLAIN) {
        return text;
    }
    if (how == SEG) {
        tol_buf_append(&buf, "<seg>", 5);
        tol_xml_put_text(&buf, text);
        tol_buf_append(&buf, "</seg>", 6);
    } else {
        put_doubled(&buf, text);
        tol_buf_append(&buf, " |  | ", 6);
        put_doubled(&buf, target);
        tol_buf_append(&buf, " | ", 3);
    }
    arena->failed |= !tol_buf_ok(&buf);
    tol_str formed = tol_arena_copy(arena, tol_buf_str(&buf));
    tol_buf_release(&buf);
    return formed;
}

static void add_prop(tol_infos *infos, const char *type, tol_str text, tol_arena *arena)
{
    tol_info *items = tol_grow(arena, infos->items, infos->n, sizeof *items);
    tol_attr *attr = tol_arena_alloc(arena, sizeof *attr);
    if (items && attr) {
        *attr = (tol_attr){TOL_LIT("type"), tol_str_of(type)};
        items[infos->n++] = (tol_info){TOL_PROP, {attr, 1}, text};
        infos->items = items;
    }
}

static void need_prop(tol_infos *infos, const char *type, tol_str text, tol_arena *arena)
{
    if (text.ptr && !tol_infos_prop(infos, tol_str_of(type)).ptr) {
        add_prop(infos, type, text, arena);
    }
}

/* What stands on a side and is not yet said there. */
static void put_side(const manner *how, const said *all, tol_side side, tol_unit *unit, tol_arena *arena)
{
    tol_infos *infos = how->on_source ? &unit->variants[0].infos : &unit->infos;
    const texts there = side_of(unit, 0, side, arena), *wanted = &all->sides[side];
    for (size_t i = 0; i < wanted->n; i++) {
        tol_str text = wanted->items[i], target = TOL_STR_NULL;
        if (i < all->target_before.n) {
            target = all->target_before.items[i];
        }
        if (!has_text(&there, text)) {
            add_prop(infos, how->sides[side], form_text(how->forms[side], text, target, arena), arena);
        }
    }
}

const tol_unit *tol_tmx_context_unit(tol_tmx_profile profile, const tol_unit *unit, tol_str srclang, tol_arena *arena)
{
    const manner *how = &manners[profile];
    tol_unit *out = copy_source_first(unit, srclang, arena);
    if (!out || !out->n_variants) {
        return out;
    }
    said all = ask(how, out, arena);
    out->infos = without_others(how, &out->infos, false, arena);
    for (size_t i = 0; i < out->n_variants; i++) {
        /* only the source has props of its own; those of others are about what the tool has no place for */
        out->variants[i].infos = without_others(how, &out->variants[i].infos, i == 0, arena);
    }
    need_prop(&out->infos, how->document, all.document, arena);
    need_prop(&out->infos, how->key, all.key, arena);
    put_side(how, &all, TOL_BEFORE, out, arena);
    put_side(how, &all, TOL_AFTER, out, arena);
    return tol_arena_ok(arena) ? out : NULL;
}
