/*
 * TMX 1.4 as every tool reads it: UTF-8 without a mark, the header's seven attributes, notes and props first, canonical
 * language codes, attributes in one fixed order, one element a line, nothing added inside a segment. The same unit
 * gives the same bytes. What the DTD does not know is written all the same: nothing that came in is lost.
 */
#include <stdlib.h>
#include <string.h>

#include "base/fail.h"
#include "base/utf8.h"
#include "formats/readers.h"
#include "formats/tmx_names.h"
#include "formats/xml_entity.h"
#include "formats/xml_text.h"
#include "tolmach/lang.h"

/* What a header says that does not say it itself. */
static tol_str default_of(const char *attr)
{
    static const char *const defaults[][2] = {
        {"creationtool", "tolmach"}, {"segtype", "sentence"}, {"o-tmf", "tolmach"},
        {"adminlang", "en"},         {"srclang", "*all*"},    {"datatype", "unknown"},
    };
    for (size_t i = 0; i < sizeof defaults / sizeof defaults[0]; i++) {
        if (strcmp(attr, defaults[i][0]) == 0) {
            return tol_str_of(defaults[i][1]);
        }
    }
    return strcmp(attr, "creationtoolversion") == 0 ? tol_str_of(tol_version()) : TOL_STR_NULL;
}

/* ---- checks at the door: what cannot be written as XML ---- */

static bool is_name(tol_str name)
{
    if (!name.len || strchr("-.0123456789", name.ptr[0])) {
        return false;
    }
    for (size_t i = 0; i < name.len; i++) {
        if (!tol_is_name_byte(name.ptr[i])) {
            return false;
        }
    }
    return tol_utf8_is_valid(name);
}

static tol_status check_attrs(const tol_attrs *attrs, tol_str apart, tol_error *err)
{
    for (size_t i = 0; i < attrs->n; i++) {
        tol_str name = attrs->items[i].name;
        if (!is_name(name) || !tol_utf8_is_valid(attrs->items[i].value)) {
            return tol_fail(err, TOL_EINVAL, "attribute \"%.*s\" cannot be written", TOL_ARG(name));
        }
        bool is_twice = tol_str_equal(name, apart);
        for (size_t k = 0; k < i; k++) {
            is_twice |= tol_str_equal(name, attrs->items[k].name);
        }
        if (is_twice) {
            return tol_fail(err, TOL_EINVAL, "attribute \"%.*s\" is there twice", TOL_ARG(name));
        }
    }
    return TOL_OK;
}

/* A ude's text is written as it stands: it must be a row of empty map elements. */
static bool is_map_markup(tol_str text)
{
    size_t i = 0;
    while (i < text.len) {
        tol_str rest = {text.ptr + i, text.len - i};
        if (text.ptr[i] == '\n' || text.ptr[i] == ' ') {
            i++;
            continue;
        }
        if (!tol_str_starts_with(rest, TOL_LIT("<map ")) && !tol_str_starts_with(rest, TOL_LIT("<map/"))) {
            return false;
        }
        bool in_quotes = false;
        for (i += sizeof "<map" - 1; i < text.len && (in_quotes || text.ptr[i] != '>'); i++) {
            in_quotes ^= text.ptr[i] == '"';
            if (text.ptr[i] == '<') {
                return false;
            }
        }
        if (i == text.len || text.ptr[i - 1] != '/') {
            return false;
        }
        i++;
    }
    return true;
}

static tol_status check_infos(const tol_infos *infos, tol_error *err)
{
    for (size_t i = 0; i < infos->n; i++) {
        const tol_info *info = &infos->items[i];
        tol_status status = check_attrs(&info->attrs, TOL_STR_NULL, err);
        if (status != TOL_OK) {
            return status;
        }
        if (!tol_utf8_is_valid(info->text) || (info->kind == TOL_UDE && !is_map_markup(info->text))) {
            return tol_fail(err, TOL_EINVAL, "a note, prop or ude cannot be written");
        }
    }
    return TOL_OK;
}

/* Runs in order, at whole characters, elements closed in the order of their opening, code only where it may be. */
static tol_status check_runs(const tol_variant *variant, tol_error *err)
{
    tol_inline open[64];
    size_t depth = 0, at = 0;
    for (size_t i = 0; i < variant->n_runs; i++) {
        const tol_run *run = &variant->runs[i];
        bool is_ok = run->at >= at && run->at <= variant->text.len && (unsigned)run->elem <= TOL_FOREIGN &&
                     (run->at == variant->text.len || ((unsigned char)variant->text.ptr[run->at] & 0xC0) != 0x80);
        at = run->at;
        if (run->kind == TOL_RUN_OPEN) {
            is_ok = is_ok && depth < sizeof open / sizeof open[0] && (run->elem != TOL_FOREIGN || is_name(run->name)) &&
                    check_attrs(&run->attrs, TOL_STR_NULL, err) == TOL_OK;
            if (is_ok) {
                open[depth++] = run->elem;
            }
        } else if (run->kind == TOL_RUN_CLOSE) {
            is_ok = is_ok && depth > 0 && open[--depth] == run->elem;
        } else {
            is_ok = is_ok && depth > 0 && tol_utf8_is_valid(run->code);
        }
        if (!is_ok) {
            return tol_fail(err, TOL_EINVAL, "inline element %zu of a segment cannot be written", i + 1);
        }
    }
    return depth ? tol_fail(err, TOL_EINVAL, "an inline element of a segment is not closed") : TOL_OK;
}

static tol_status check_unit(const tol_unit *unit, tol_error *err)
{
    tol_status status = check_attrs(&unit->attrs, TOL_LIT("tuid"), err);
    if (status == TOL_OK) {
        status = check_infos(&unit->infos, err);
    }
    for (size_t i = 0; status == TOL_OK && i < unit->n_variants; i++) {
        const tol_variant *variant = &unit->variants[i];
        status = check_attrs(&variant->attrs, TOL_LIT("xml:lang"), err);
        if (status == TOL_OK) {
            status = check_infos(&variant->infos, err);
        }
        if (status == TOL_OK) {
            status = check_runs(variant, err);
        }
        if (status == TOL_OK && (!tol_utf8_is_valid(variant->text) || !tol_utf8_is_valid(variant->lang))) {
            status = tol_fail(err, TOL_EINVAL, "the text of a variant is not UTF-8");
        }
    }
    return status == TOL_OK && !tol_utf8_is_valid(unit->tuid) ? tol_fail(err, TOL_EINVAL, "the tuid is not UTF-8")
                                                              : status;
}

/* ---- attributes ---- */

/* A text that is no language tag is written as it stands. */
static void put_lang(tol_buf *buf, tol_str name, tol_str lang)
{
    char canonical[TOL_LANG_MAX];
    bool is_tag = tol_lang_canonical(lang, canonical);
    tol_xml_put_attr(buf, name, is_tag ? tol_str_of(canonical) : lang);
}

static bool is_lang_attr(int element, tol_str name)
{
    if (tol_str_equal(name, TOL_LIT("xml:lang"))) {
        return element < 0 || element > TOL_FOREIGN;
    }
    return (element == TMX_HEADER || element == TMX_TU) &&
           (tol_str_equal(name, TOL_LIT("srclang")) || tol_str_equal(name, TOL_LIT("adminlang")));
}

static void put_attr(tol_buf *buf, int element, tol_str name, tol_str value)
{
    if (is_lang_attr(element, name)) {
        put_lang(buf, name, value);
    } else {
        tol_xml_put_attr(buf, name, value);
    }
}

static bool is_listed(int element, tol_str name)
{
    for (const char *const *p = tol_tmx[element].attrs; *p; p++) {
        if (tol_str_equal(name, tol_str_of(*p))) {
            return true;
        }
    }
    return false;
}

/* The name of 1.1 and 1.2 for the attribute that is xml:lang today, where both are not there. */
static bool is_old_lang(int element, const tol_attrs *attrs, tol_str name)
{
    return (element == TMX_NOTE || element == TMX_PROP) && tol_str_equal(name, TOL_LIT("lang")) &&
           !tol_attrs_get(attrs, TOL_LIT("xml:lang")).ptr;
}

/* An attribute that stands apart from the list in the model (tuid, xml:lang), one of the list, or a default. */
static tol_str value_of(int element, const tol_attrs *attrs, tol_str apart, tol_str name)
{
    bool is_apart = (element == TMX_TU && tol_str_equal(name, TOL_LIT("tuid"))) ||
                    (element == TMX_TUV && tol_str_equal(name, TOL_LIT("xml:lang")));
    if (is_apart) {
        return apart;
    }
    tol_str value = tol_attrs_get(attrs, name);
    if (!value.ptr && tol_str_equal(name, TOL_LIT("xml:lang"))) {
        value = tol_attrs_get(attrs, TOL_LIT("lang"));
    }
    if (!value.ptr && element == TMX_HEADER) {
        value = default_of(name.ptr);
    }
    if (!value.ptr && element == TMX_PROP && tol_str_equal(name, TOL_LIT("type"))) {
        value = TOL_LIT("");
    }
    return value;
}

static void put_attrs(tol_buf *buf, int element, const tol_attrs *attrs, tol_str apart)
{
    for (const char *const *p = tol_tmx[element].attrs; *p; p++) {
        tol_str name = tol_str_of(*p);
        tol_str value = value_of(element, attrs, apart, name);
        if (value.ptr) {
            put_attr(buf, element, name, value);
        }
    }
    for (size_t i = 0; i < attrs->n; i++) {
        const tol_attr *attr = &attrs->items[i];
        if (!is_listed(element, attr->name) && !is_old_lang(element, attrs, attr->name)) {
            put_attr(buf, element, attr->name, attr->value);
        }
    }
}

/* ---- elements ---- */

static void put(tol_buf *buf, const char *literal)
{
    tol_buf_append(buf, literal, strlen(literal));
}

static void put_infos(tol_buf *buf, const tol_infos *infos, const char *indent)
{
    static const int elements[] = {[TOL_NOTE] = TMX_NOTE, [TOL_PROP] = TMX_PROP, [TOL_UDE] = TMX_UDE};
    for (size_t i = 0; i < infos->n; i++) {
        const tol_info *info = &infos->items[i];
        int element = elements[info->kind];
        put(buf, indent);
        put(buf, "<");
        tol_buf_add(buf, tol_tmx[element].name);
        put_attrs(buf, element, &info->attrs, TOL_STR_NULL);
        put(buf, ">");
        if (info->kind == TOL_UDE) {
            tol_buf_add(buf, info->text);
        } else {
            tol_xml_put_text(buf, info->text);
        }
        put(buf, "</");
        tol_buf_add(buf, tol_tmx[element].name);
        put(buf, ">\n");
    }
}

static void put_run_name(tol_buf *buf, const tol_run *run, tol_str opened_as)
{
    if (run->elem == TOL_FOREIGN) {
        tol_buf_add(buf, opened_as);
    } else {
        tol_buf_add(buf, tol_tmx[run->elem].name);
    }
}

static void put_segment(tol_buf *buf, const tol_variant *variant)
{
    tol_str open[64];
    size_t depth = 0, at = 0;
    for (size_t i = 0; i < variant->n_runs; i++) {
        const tol_run *run = &variant->runs[i];
        tol_xml_put_text(buf, (tol_str){variant->text.ptr + at, run->at - at});
        at = run->at;
        bool is_empty = i + 1 < variant->n_runs && run[1].kind == TOL_RUN_CLOSE && run[1].at == at;
        switch (run->kind) {
        case TOL_RUN_OPEN:
            open[depth++] = run->name;
            put(buf, "<");
            put_run_name(buf, run, run->name);
            put_attrs(buf, (int)run->elem, &run->attrs, TOL_STR_NULL);
            put(buf, is_empty ? "/>" : ">");
            if (is_empty) {
                depth--;
                i++;
            }
            break;
        case TOL_RUN_CLOSE:
            put(buf, "</");
            put_run_name(buf, run, open[--depth]);
            put(buf, ">");
            break;
        case TOL_RUN_CODE:
            tol_xml_put_text(buf, run->code);
            break;
        }
    }
    tol_xml_put_text(buf, (tol_str){variant->text.ptr + at, variant->text.len - at});
}

static void put_variant(tol_buf *buf, const tol_variant *variant)
{
    /* "und" is the tag for a language that nobody named; the DTD wants one */
    tol_str lang = variant->lang.len ? variant->lang : TOL_LIT("und");
    put(buf, "  <tuv");
    put_attrs(buf, TMX_TUV, &variant->attrs, lang);
    put(buf, ">\n");
    put_infos(buf, &variant->infos, "    ");
    put(buf, "    <seg>");
    put_segment(buf, variant);
    put(buf, "</seg>\n  </tuv>\n");
}

static tol_status flush(tol_output *out, tol_buf *buf, tol_error *err)
{
    tol_status status = TOL_OK;
    if (tol_buf_ok(buf)) {
        tol_output_add(out, tol_buf_str(buf));
        status = tol_output_check(out, err);
    } else {
        status = tol_fail_nomem(err);
    }
    tol_buf_release(buf);
    return status;
}

static tol_status write_unit(tol_writing *writing, const tol_unit *unit, tol_error *err)
{
    tol_status status = check_unit(unit, err);
    if (status != TOL_OK) {
        return status;
    }
    tol_buf buf = TOL_BUF_INIT;
    put(&buf, "<tu");
    put_attrs(&buf, TMX_TU, &unit->attrs, unit->tuid);
    put(&buf, ">\n");
    put_infos(&buf, &unit->infos, "  ");
    for (size_t i = 0; i < unit->n_variants; i++) {
        put_variant(&buf, &unit->variants[i]);
    }
    put(&buf, "</tu>\n");
    return flush(&writing->output, &buf, err);
}

static tol_status write_header(tol_writing *writing, const tol_header *header, tol_error *err)
{
    static const tol_header empty = {{NULL, 0}, {NULL, 0}, {NULL, 0}};
    header = header ? header : &empty;
    tol_status status = check_attrs(&header->attrs, TOL_STR_NULL, err);
    if (status == TOL_OK) {
        status = check_infos(&header->infos, err);
    }
    if (status != TOL_OK) {
        return status;
    }
    tol_buf buf = TOL_BUF_INIT;
    put(&buf,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE tmx SYSTEM \"tmx14.dtd\">\n<tmx version=\"1.4\">\n");
    put(&buf, "<header");
    put_attrs(&buf, TMX_HEADER, &header->attrs, TOL_STR_NULL);
    put(&buf, header->infos.n ? ">\n" : "/>\n");
    if (header->infos.n) {
        put_infos(&buf, &header->infos, "  ");
        put(&buf, "</header>\n");
    }
    put(&buf, "<body>\n");
    return flush(&writing->output, &buf, err);
}

static void write_end(tol_writing *writing)
{
    tol_output_add(&writing->output, TOL_LIT("</body>\n</tmx>\n"));
}

const tol_write_fns tol_tmx_write = {.header = write_header, .unit = write_unit, .end = write_end};
