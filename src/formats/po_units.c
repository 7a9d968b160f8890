#include "formats/po_units.h"

#include <stdio.h>
#include <string.h>

#include "base/fail.h"

void tol_po_units_init(tol_po_units *units, tol_source *source, const tol_sink *sink)
{
    *units = (tol_po_units){.opt = source->opt, .name = source->name};
    tol_builder_init(&units->builder, source->reporter, sink);
}

void tol_po_units_release(tol_po_units *units)
{
    tol_builder_release(&units->builder);
}

/* ---- the header ---- */

tol_str tol_po_header_field(tol_str header, const char *name)
{
    size_t len = strlen(name);
    header = header.ptr ? header : TOL_LIT("");
    const char *end = header.ptr + header.len;
    for (const char *p = header.ptr; p < end;) {
        const char *stop = memchr(p, '\n', (size_t)(end - p));
        stop = stop ? stop : end;
        if ((size_t)(stop - p) > len && p[len] == ':' &&
            tol_str_equal_nocase((tol_str){p, len}, (tol_str){name, len})) {
            for (p += len + 1; p < stop && (*p == ' ' || *p == '\t'); p++) {
            }
            while (stop > p && memchr(" \t\r", stop[-1], 3)) {
                stop--;
            }
            return (tol_str){p, (size_t)(stop - p)};
        }
        p = stop + 1;
    }
    return TOL_STR_NULL;
}

/* The language in a file's name: "ru.po", "pt_BR.po", "git_ru.po", "messages.ru.po". */
static tol_str lang_of_name(tol_str stem)
{
    while (stem.len && stem.ptr[stem.len - 1] != '.') {
        stem.len--;
    }
    stem.len -= stem.len > 0;
    for (size_t i = 0; i < stem.len; i++) {
        tol_str part = {stem.ptr + i, stem.len - i};
        bool is_begin = i == 0 || memchr("._-", stem.ptr[i - 1], 3);
        if (is_begin && part.len >= 2 && part.len <= 11 && tol_lang_is_known(part)) {
            return part;
        }
    }
    return TOL_STR_NULL;
}

static void keep_lang(char out[TOL_LANG_MAX], tol_str lang)
{
    snprintf(out, TOL_LANG_MAX, "%.*s", TOL_ARG(lang));
}

/* The texts of programs are English where nobody says otherwise. */
static tol_status begin(tol_po_units *units, tol_str header, tol_error *err)
{
    tol_str source = tol_po_header_field(header, "X-Source-Language");
    tol_str target = tol_po_header_field(header, "Language");
    if (!target.len) {
        target = lang_of_name(units->name);
    }
    if (!source.len) {
        source = TOL_LIT("en");
    }
    tol_status status = tol_build_langs(units->opt, source, target, &source, &target, err);
    if (status) {
        return status;
    }
    keep_lang(units->source_lang, source);
    keep_lang(units->target_lang, target);
    tol_attr type = {TOL_LIT("type"), TOL_LIT(TOL_PO_HEADER)};
    tol_info info = {TOL_PROP, {&type, 1}, header};
    return tol_build_header(&units->builder, tol_str_of(units->source_lang), &info, header.len ? 1 : 0, err);
}

/* ---- messages ---- */

static tol_status take_form(tol_po_units *units, const tol_po_message *m, size_t form, tol_error *err)
{
    tol_builder *builder = &units->builder;
    char number[24];
    tol_build_begin(builder, m->line);
    tol_build_variant(builder, tol_str_of(units->source_lang), m->plural.ptr && form > 0 ? m->plural : m->id);
    tol_build_variant(builder, tol_str_of(units->target_lang), m->forms[form]);
    tol_build_note(builder, m->note);
    tol_build_prop(builder, TOL_PO_CONTEXT, m->context);
    tol_build_prop(builder, TOL_PO_COMMENT, m->comment);
    tol_build_prop(builder, TOL_PO_REFERENCE, m->reference);
    tol_build_prop(builder, TOL_PO_FLAGS, m->flags);
    tol_build_prop(builder, TOL_PO_FUZZY, m->is_fuzzy ? TOL_LIT("yes") : TOL_STR_NULL);
    tol_build_prop(builder, TOL_PO_OBSOLETE, m->is_obsolete ? TOL_LIT("yes") : TOL_STR_NULL);
    if (m->plural.ptr) {
        snprintf(number, sizeof number, "%zu", form);
        tol_build_prop(builder, TOL_PO_FORM, tol_str_of(number));
        tol_build_prop(builder, TOL_PO_PLURAL, form ? TOL_STR_NULL : m->plural);
    }
    return tol_build_end(builder, err);
}

tol_status tol_po_take(tol_po_units *units, const tol_po_message *message, tol_error *err)
{
    bool is_header = !message->id.len && !message->context.ptr && !message->is_obsolete;
    if (!units->builder.has_header) {
        tol_status status = begin(units, is_header && message->n_forms ? message->forms[0] : TOL_STR_NULL, err);
        if (status || is_header) {
            return status;
        }
    }
    if (is_header) {
        return tol_report(units->builder.reporter, TOL_WARNING, "second-header", err,
                          "a message without text is left out: only the first one is a header");
    }
    tol_status status = TOL_OK;
    for (size_t i = 0; i < message->n_forms && !status; i++) {
        status = take_form(units, message, i, err);
    }
    return status;
}

tol_status tol_po_end(tol_po_units *units, tol_error *err)
{
    return units->builder.has_header ? TOL_OK : begin(units, TOL_STR_NULL, err);
}
