/*
 * Weblate's memory: a JSON array of objects with source, target, source_language, target_language, origin, category and
 * context. It is cut into its objects here, so that only one of them is in memory; jansson reads them.
 */
#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "base/fail.h"
#include "base/utf8.h"
#include "formats/readers.h"
#include "formats/unit_build.h"

/* Longest object. */
#define OBJECT_MAX ((size_t)64 << 20)

typedef struct weblate_reader {
    tol_builder builder;
    tol_source *source;
    tol_buf object; /* the one that is read */
    uint32_t line, object_line;
    size_t depth; /* of braces and brackets; 1 in the array */
    bool in_string, after_backslash, has_array, is_done;
} weblate_reader;

/* ---- objects ---- */

static tol_str text_of(const json_t *object, const char *name)
{
    const json_t *value = json_object_get(object, name);
    return json_is_string(value) ? (tol_str){json_string_value(value), json_string_length(value)} : TOL_STR_NULL;
}

static bool is_taken(const char *name)
{
    static const char *const names[] = {"source", "target", "source_language", "target_language", "context"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (strcmp(name, names[i]) == 0) {
            return true;
        }
    }
    return false;
}

/* What else the object says: texts and numbers. */
static void take_others(tol_builder *builder, json_t *object)
{
    const char *name;
    json_t *value;
    json_object_foreach(object, name, value)
    {
        char type[120], number[24];
        tol_str text = text_of(object, name);
        if (is_taken(name)) {
            continue;
        }
        if (json_is_integer(value)) {
            snprintf(number, sizeof number, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
            text = tol_str_of(number);
        }
        snprintf(type, sizeof type, "x-weblate-%.100s", name);
        if (text.len && tol_utf8_cut(type, strlen(type)) == strlen(type)) {
            tol_build_prop(builder, type, text);
        }
    }
}

static tol_status take_unit(weblate_reader *reader, json_t *object, tol_error *err)
{
    tol_builder *builder = &reader->builder;
    const tol_read_opt *opt = reader->source->opt;
    tol_str source_lang = text_of(object, "source_language"), target_lang = text_of(object, "target_language");
    tol_status status = tol_build_langs(opt, source_lang, target_lang, &source_lang, &target_lang, err);
    if (!status && !builder->has_header) {
        status = tol_build_header(builder, source_lang, NULL, 0, err);
    }
    if (status) {
        return status;
    }
    tol_str source = text_of(object, "source"), target = text_of(object, "target"),
            context = text_of(object, "context");
    tol_build_begin(builder, reader->object_line);
    tol_build_variant(builder, source_lang, source.ptr ? source : TOL_LIT(""));
    tol_build_variant(builder, target_lang, target.ptr ? target : TOL_LIT(""));
    tol_build_prop(builder, "x-context", context.len ? context : TOL_STR_NULL);
    take_others(builder, object);
    return tol_build_end(builder, err);
}

static tol_status end_object(weblate_reader *reader, tol_error *err)
{
    json_error_t json_error;
    tol_reporter *reporter = reader->source->reporter;
    if (!tol_buf_ok(&reader->object)) {
        return reader->object.len > TOL_TEXT_MAX
                   ? tol_fail(err, TOL_ELIMIT, "an object is longer than %zu bytes", OBJECT_MAX)
                   : tol_fail_nomem(err);
    }
    json_t *object =
        json_loadb(reader->object.ptr, reader->object.len, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, &json_error);
    tol_buf_reset(&reader->object);
    if (!object && json_error_code(&json_error) == json_error_out_of_memory) {
        return tol_fail_nomem(err);
    }
    reporter->line = reader->line;
    if (!object) {
        reporter->line = reader->object_line + (uint32_t)json_error.line - 1;
        return tol_report_failure(reporter, TOL_EPARSE, err, "this is no JSON: %s", json_error.text);
    }
    tol_status status = take_unit(reader, object, err);
    json_decref(object);
    return status;
}

/* ---- the array ---- */

static tol_status misplaced(weblate_reader *reader, char c, tol_error *err)
{
    reader->source->reporter->line = reader->line;
    return tol_report_failure(
        reader->source->reporter, TOL_EPARSE, err,
        (unsigned char)c < 0x80 && c > ' ' ? "\"%c\" is not expected here" : "a character is not expected here", c);
}

/* A byte outside of any object. */
static tol_status between(weblate_reader *reader, char c, tol_error *err)
{
    if (memchr(" \t\r\n", c, 4) || (c == ',' && reader->depth == 1)) {
        return TOL_OK;
    }
    if (c == '[' && !reader->has_array) {
        reader->has_array = true;
        reader->depth = 1;
        return TOL_OK;
    }
    if (c == ']' && reader->depth == 1) {
        reader->depth = 0;
        reader->is_done = true;
        return TOL_OK;
    }
    if (c != '{' || reader->depth != 1) {
        return misplaced(reader, c, err);
    }
    reader->depth = 2;
    reader->object_line = reader->line;
    tol_buf_byte(&reader->object, c);
    return TOL_OK;
}

/* A byte of an object. */
static tol_status inside(weblate_reader *reader, char c, tol_error *err)
{
    tol_buf_byte(&reader->object, c);
    if (reader->after_backslash) {
        reader->after_backslash = false;
    } else if (reader->in_string) {
        reader->after_backslash = c == '\\';
        reader->in_string = c != '"';
    } else if (c == '"') {
        reader->in_string = true;
    } else if (c == '{' || c == '[') {
        reader->depth++;
    } else if ((c == '}' || c == ']') && --reader->depth == 1) {
        return end_object(reader, err);
    }
    return TOL_OK;
}

static tol_status take_chunk(weblate_reader *reader, tol_error *err)
{
    tol_str text = tol_buf_str(&reader->source->text);
    tol_status status = TOL_OK;
    for (size_t i = 0; i < text.len && !status; i++) {
        char c = text.ptr[i];
        status = reader->depth > 1 ? inside(reader, c, err) : between(reader, c, err);
        reader->line += c == '\n';
    }
    return status;
}

static tol_status read_array(weblate_reader *reader, tol_error *err)
{
    tol_status status = take_chunk(reader, err);
    while (!status && !reader->source->at_end) {
        status = tol_source_next(reader->source, err);
        if (!status) {
            status = take_chunk(reader, err);
        }
    }
    if (!status && !reader->is_done) {
        reader->source->reporter->line = reader->line;
        status = tol_report_failure(reader->source->reporter, TOL_EPARSE, err, "the file is cut off in its array");
    }
    if (!status && !reader->builder.has_header) {
        status = tol_build_header(&reader->builder, TOL_STR_NULL, NULL, 0, err);
    }
    return status;
}

tol_status tol_weblate_read(tol_source *source, const tol_sink *sink, tol_error *err)
{
    weblate_reader reader = {.source = source, .line = 1};
    tol_buf_init(&reader.object, OBJECT_MAX);
    tol_builder_init(&reader.builder, source->reporter, sink);
    tol_status status = read_array(&reader, err);
    tol_fail_locate(err, source->reporter->file, reader.object_line);
    tol_builder_release(&reader.builder);
    tol_buf_release(&reader.object);
    return status;
}

/* An array of objects, the first of which names a source and its language in the first bytes. */
bool tol_weblate_claims(tol_str head)
{
    static const char key[] = "\"source_language\"";
    size_t i = 0;
    while (i < head.len && memchr(" \t\r\n[{", head.ptr[i], 6)) {
        i++;
    }
    if (i == 0 || !memchr(head.ptr, '[', i) || !memchr(head.ptr, '{', i)) {
        return false;
    }
    for (; i + sizeof key <= head.len; i++) {
        if (memcmp(head.ptr + i, key, sizeof key - 1) == 0) {
            return true;
        }
    }
    return false;
}
