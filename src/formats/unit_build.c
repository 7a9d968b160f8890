#include "formats/unit_build.h"

#include <string.h>

#include "base/fail.h"
#include "formats/grow.h"

void tol_builder_init(tol_builder *builder, tol_reporter *reporter, const tol_sink *sink)
{
    *builder = (tol_builder){.reporter = reporter, .sink = sink, .arena = TOL_ARENA_INIT};
}

void tol_builder_release(tol_builder *builder)
{
    tol_arena_release(&builder->arena);
}

tol_status tol_build_header(tol_builder *builder, tol_str source_lang, tol_info *infos, size_t n_infos, tol_error *err)
{
    tol_attr srclang = {TOL_LIT("srclang"), source_lang};
    tol_header header = {.attrs = {&srclang, source_lang.ptr ? 1 : 0},
                         .infos = {infos, n_infos},
                         .file = tol_str_of(builder->reporter->file)};
    builder->has_header = true;
    return builder->sink->header ? builder->sink->header(builder->sink->user, &header, err) : TOL_OK;
}

void tol_build_begin(tol_builder *builder, uint32_t line)
{
    tol_arena_reset(&builder->arena);
    builder->unit = (tol_unit){.line = line};
    builder->is_refused = false;
    builder->reporter->unit = TOL_STR_NULL;
}

/* A copy in which the characters that XML cannot hold, and so no other tool can, are spaces. */
static tol_str take_text(tol_builder *builder, tol_str text)
{
    tol_str copy = tol_arena_copy(&builder->arena, text);
    for (size_t i = 0; i < copy.len; i++) {
        unsigned char c = (unsigned char)copy.ptr[i];
        if (c < 0x20 && c != '\t' && c != '\n' && c != '\r') {
            ((char *)(uintptr_t)copy.ptr)[i] = ' ';
            tol_report_repair(builder->reporter, TOL_REPAIR_CHARACTER, builder->reporter->line);
        }
    }
    return copy;
}

void tol_build_tuid(tol_builder *builder, tol_str tuid)
{
    if (tuid.ptr) {
        builder->unit.tuid = take_text(builder, tuid);
        builder->reporter->unit = builder->unit.tuid;
    }
}

void tol_build_attr_named(tol_builder *builder, tol_str name, tol_str value)
{
    tol_attrs *attrs = &builder->unit.attrs;
    if (!value.ptr || tol_attrs_get(attrs, name).ptr) {
        return;
    }
    tol_attr *items = tol_grow(&builder->arena, attrs->items, attrs->n, sizeof *items);
    if (items) {
        attrs->items = items;
        items[attrs->n++] = (tol_attr){name, take_text(builder, value)};
    }
}

void tol_build_attr(tol_builder *builder, const char *name, tol_str value)
{
    tol_build_attr_named(builder, tol_str_of(name), value);
}

static tol_info *add_info(tol_builder *builder, tol_info_kind kind, tol_str text)
{
    tol_infos *infos = &builder->unit.infos;
    tol_info *items = tol_grow(&builder->arena, infos->items, infos->n, sizeof *items);
    if (!items) {
        return NULL;
    }
    infos->items = items;
    items[infos->n] = (tol_info){.kind = kind, .text = take_text(builder, text)};
    return &items[infos->n++];
}

void tol_build_prop_named(tol_builder *builder, tol_str type, tol_str text)
{
    tol_info *info = text.ptr ? add_info(builder, TOL_PROP, text) : NULL;
    tol_attr *attr = info ? tol_arena_alloc(&builder->arena, sizeof *attr) : NULL;
    if (attr) {
        *attr = (tol_attr){TOL_LIT("type"), take_text(builder, type)};
        info->attrs = (tol_attrs){attr, 1};
    }
}

void tol_build_prop(tol_builder *builder, const char *type, tol_str text)
{
    tol_build_prop_named(builder, tol_str_of(type), text);
}

void tol_build_note(tol_builder *builder, tol_str text)
{
    if (text.ptr) {
        add_info(builder, TOL_NOTE, text);
    }
}

tol_variant *tol_build_variant(tol_builder *builder, tol_str lang, tol_str text)
{
    tol_unit *unit = &builder->unit;
    tol_variant *variants = tol_grow(&builder->arena, unit->variants, unit->n_variants, sizeof *variants);
    if (!variants) {
        return NULL;
    }
    unit->variants = variants;
    variants[unit->n_variants] =
        (tol_variant){.lang = tol_arena_copy(&builder->arena, lang), .text = take_text(builder, text)};
    return &variants[unit->n_variants++];
}

tol_status tol_build_refuse(tol_builder *builder, tol_severity severity, const char *code, const char *why,
                            tol_error *err)
{
    builder->is_refused = true;
    return tol_report(builder->reporter, severity, code, err, "%s", why);
}

static bool is_too_long(const tol_unit *unit)
{
    bool is_long = false;
    for (size_t i = 0; i < unit->n_variants; i++) {
        is_long |= unit->variants[i].text.len > TOL_TEXT_MAX;
    }
    for (size_t i = 0; i < unit->infos.n; i++) {
        is_long |= unit->infos.items[i].text.len > TOL_TEXT_MAX;
    }
    return is_long;
}

/* Keep the variants that have text. */
static void drop_empty(tol_unit *unit)
{
    size_t n = 0;
    for (size_t i = 0; i < unit->n_variants; i++) {
        if (unit->variants[i].text.len || unit->variants[i].n_runs) {
            unit->variants[n++] = unit->variants[i];
        }
    }
    unit->n_variants = n;
}

tol_status tol_build_end(tol_builder *builder, tol_error *err)
{
    tol_unit *unit = &builder->unit;
    if (!tol_arena_ok(&builder->arena)) {
        return tol_fail_nomem(err);
    }
    tol_status status = tol_report_repairs(builder->reporter, builder->reporter->line, err);
    drop_empty(unit);
    uint32_t line = builder->reporter->line;
    builder->reporter->line = unit->line;
    if (status == TOL_OK && !builder->is_refused && unit->n_variants < 2) {
        status = tol_build_refuse(builder, TOL_INFO, "untranslated", "a unit without a translation is left out", err);
    }
    if (status == TOL_OK && !builder->is_refused && is_too_long(unit)) {
        status = tol_build_refuse(builder, TOL_ERROR, "segment-too-long",
                                  "a text is too long, and its unit is left out", err);
    }
    if (status == TOL_OK && !builder->is_refused && builder->sink->unit) {
        status = builder->sink->unit(builder->sink->user, unit, err);
    }
    builder->reporter->line = line;
    builder->reporter->unit = TOL_STR_NULL;
    return status;
}

tol_status tol_build_langs(const tol_read_opt *opt, tol_str source, tol_str target, tol_str *source_lang,
                           tol_str *target_lang, tol_error *err)
{
    *source_lang = opt->source_lang ? tol_str_of(opt->source_lang) : source;
    *target_lang = opt->target_lang ? tol_str_of(opt->target_lang) : target;
    const char *missing = !source_lang->len && !target_lang->len ? "languages"
                          : !source_lang->len                    ? "source language"
                          : !target_lang->len                    ? "target language"
                                                                 : NULL;
    return missing ? tol_fail(err, TOL_EINVAL, "the file does not say its %s", missing) : TOL_OK;
}
