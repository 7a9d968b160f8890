#include "formats/tmx_check.h"

#include <string.h>

#include "base/fail.h"
#include "base/utf8.h"
#include "formats/xml_entity.h"

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
    tol_inline open[TOL_TMX_DEPTH_MAX];
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

tol_status tol_tmx_check_unit(const tol_unit *unit, tol_error *err)
{
    tol_status status = check_attrs(&unit->attrs, TOL_LIT("tuid"), err);
    if (status == TOL_OK) {
        status = check_infos(&unit->infos, err);
    }
    for (size_t i = 0; status == TOL_OK && i < unit->n_variants; i++) {
        const tol_variant *variant = &unit->variants[i];
        status = check_attrs(&variant->attrs, TOL_STR_NULL, err);
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

tol_status tol_tmx_check_header(const tol_header *header, tol_error *err)
{
    tol_status status = check_attrs(&header->attrs, TOL_STR_NULL, err);
    return status == TOL_OK ? check_infos(&header->infos, err) : status;
}
