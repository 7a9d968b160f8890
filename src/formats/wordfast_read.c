/*
 * Memories of Wordfast Classic: lines of fields between tabs. The first line is the header, its fields begin with "%":
 *
 *     %date %users %TU=count %source-language %Wordfast TM v… %target-language %licence %attributes…
 *     date user count source-language source target-language target attributes…
 *
 * A date is "20261025~120000"; a character may be written as &'A0;, by its number in windows-1252; a placeable of Word
 * is "&tA;" and the like.
 */
#include <stdio.h>
#include <string.h>

#include "base/fail.h"
#include "base/utf8.h"
#include "formats/grow.h"
#include "formats/readers.h"
#include "formats/text_lines.h"
#include "formats/unit_build.h"

enum { DATE, USER, COUNT, SOURCE_LANG, SOURCE, TARGET_LANG, TARGET, FIRST_ATTR, FIELDS_MAX = 24 };

/* ---- fields ---- */

static size_t split(tol_str line, tol_str fields[FIELDS_MAX])
{
    size_t n = 0;
    for (;;) {
        const char *tab = n + 1 < FIELDS_MAX && line.len ? memchr(line.ptr, '\t', line.len) : NULL;
        size_t len = tab ? (size_t)(tab - line.ptr) : line.len;
        fields[n++] = (tol_str){line.ptr, len};
        if (!tab) {
            return n;
        }
        line = (tol_str){tab + 1, line.len - len - 1};
    }
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* "20261025~120000" as TMX writes it; a date of another form stays as it is. That of 1970 is written where none is
 * known. */
static tol_str date_of(tol_str date, char out[24])
{
    if (tol_str_equal(date, TOL_LIT("19700101~000000"))) {
        return TOL_STR_NULL;
    }
    bool is_date = date.len == 15 && date.ptr[8] == '~';
    for (size_t i = 0; is_date && i < date.len; i++) {
        is_date = i == 8 || is_digit(date.ptr[i]);
    }
    if (!is_date) {
        return date.len ? date : TOL_STR_NULL;
    }
    snprintf(out, 24, "%.8sT%.6sZ", date.ptr, date.ptr + 9);
    return tol_str_of(out);
}

/* ---- texts ---- */

static int hex_of(char c)
{
    return is_digit(c) ? c - '0' : c >= 'A' && c <= 'F' ? c - 'A' + 10 : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Windows-1252 where it differs from Latin-1; 0: no character. */
static uint32_t cp1252(unsigned byte)
{
    static const uint16_t high[32] = {0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                      0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
                                      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                      0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};
    return byte >= 0x80 && byte < 0xA0 ? high[byte - 0x80] : byte;
}

/* A character written by its number; moves behind it. 0: it is none. */
static uint32_t take_escape(tol_str text, size_t *i)
{
    unsigned value = 0;
    size_t at = *i + 2, n = 0;
    if (text.len - *i < 4 || text.ptr[*i + 1] != '\'') {
        return 0;
    }
    for (; at < text.len && n < 2 && hex_of(text.ptr[at]) >= 0; at++, n++) {
        value = value * 16 + (unsigned)hex_of(text.ptr[at]);
    }
    if (n == 0 || at == text.len || text.ptr[at] != ';') {
        return 0;
    }
    *i = at + 1;
    return value == 0x0B ? '\n' : cp1252(value); /* a soft break */
}

/* Length of a placeable, "&t", a letter and ";"; 0: it is none. */
static size_t placeable_len(tol_str text)
{
    bool is_one = text.len >= 4 && text.ptr[1] == 't' && text.ptr[3] == ';' && (unsigned char)text.ptr[2] > 0x20 &&
                  (unsigned char)text.ptr[2] < 0x7F;
    return is_one ? 4 : 0;
}

/* A placeable becomes an element with its native code inside. */
static void add_placeable(tol_builder *builder, tol_variant *variant, size_t at, tol_str code)
{
    static const tol_run_kind kinds[] = {TOL_RUN_OPEN, TOL_RUN_CODE, TOL_RUN_CLOSE};
    for (size_t i = 0; i < 3; i++) {
        tol_run *runs = tol_grow(&builder->arena, variant->runs, variant->n_runs, sizeof *runs);
        if (!runs) {
            return;
        }
        variant->runs = runs;
        runs[variant->n_runs++] = (tol_run){.kind = kinds[i],
                                            .elem = TOL_PH,
                                            .at = at,
                                            .code = i == 1 ? tol_arena_copy(&builder->arena, code) : TOL_STR_NULL};
    }
}

static void take_text(tol_builder *builder, tol_str lang, tol_str field)
{
    tol_variant runs = {.n_runs = 0};
    tol_buf plain = TOL_BUF_INIT;
    for (size_t i = 0; i < field.len;) {
        char utf8[4];
        size_t before = i;
        tol_str rest = {field.ptr + i, field.len - i};
        size_t len = field.ptr[i] == '&' ? placeable_len(rest) : 0;
        uint32_t character = field.ptr[i] == '&' && !len ? take_escape(field, &i) : 0;
        if (len) {
            add_placeable(builder, &runs, plain.len, (tol_str){rest.ptr, len});
            i += len;
        } else if (character) {
            tol_buf_append(&plain, utf8, tol_utf8_put(character, utf8));
        } else {
            tol_buf_byte(&plain, field.ptr[before]);
            i = before + 1;
        }
    }
    tol_str text = tol_buf_str(&plain);
    tol_variant *variant = tol_build_variant(builder, lang, text.ptr ? text : TOL_LIT(""));
    if (variant) {
        variant->runs = runs.runs;
        variant->n_runs = runs.n_runs;
    }
    builder->arena.failed |= !tol_buf_ok(&plain);
    tol_buf_release(&plain);
}

/* ---- lines ---- */

static tol_str without_mark(tol_str field)
{
    bool has_mark = field.len && field.ptr[0] == '%';
    return has_mark ? (tol_str){field.ptr + 1, field.len - 1} : field;
}

/* A file without a header is one whose first line is a unit. */
static bool is_unit(tol_str line)
{
    tol_str fields[FIELDS_MAX];
    return split(line, fields) > TARGET && fields[DATE].len == 15 && fields[DATE].ptr[8] == '~';
}

static tol_status take_header(tol_builder *builder, tol_str line, tol_error *err)
{
    tol_str fields[FIELDS_MAX];
    size_t n = split(line, fields);
    tol_attr type = {TOL_LIT("type"), TOL_LIT("x-wordfast-header")};
    tol_info info = {TOL_PROP, {&type, 1}, line};
    tol_str lang = n > SOURCE_LANG ? without_mark(fields[SOURCE_LANG]) : TOL_STR_NULL;
    return tol_build_header(builder, lang.len ? lang : TOL_STR_NULL, &info, 1, err);
}

static tol_status take_unit(tol_builder *builder, tol_str line, bool is_cut, tol_error *err)
{
    tol_str fields[FIELDS_MAX];
    size_t n = split(line, fields);
    char date[24], type[48];
    tol_build_begin(builder, builder->reporter->line);
    if (n <= TARGET || is_cut) {
        return tol_report(builder->reporter, TOL_WARNING, "syntax", err,
                          is_cut ? "a line that is too long is left out"
                                 : "a line of less than seven fields is left out");
    }
    take_text(builder, fields[SOURCE_LANG], fields[SOURCE]);
    take_text(builder, fields[TARGET_LANG], fields[TARGET]);
    tol_build_attr(builder, "creationdate", date_of(fields[DATE], date));
    tol_build_attr(builder, "creationid", fields[USER].len ? fields[USER] : TOL_STR_NULL);
    tol_build_attr(builder, "usagecount", fields[COUNT].len ? fields[COUNT] : TOL_STR_NULL);
    for (size_t i = FIRST_ATTR; i < n; i++) {
        snprintf(type, sizeof type, "x-wordfast-attr%zu", i - FIRST_ATTR + 1);
        tol_build_prop(builder, type, fields[i].len ? fields[i] : TOL_STR_NULL);
    }
    return tol_build_end(builder, err);
}

tol_status tol_wordfast_read(tol_source *source, const tol_sink *sink, tol_error *err)
{
    tol_builder builder;
    tol_lines lines;
    tol_str line;
    tol_builder_init(&builder, source->reporter, sink);
    tol_lines_init(&lines, source);
    tol_status status = tol_lines_next(&lines, &line, err);
    while (!status && line.ptr) {
        bool is_header = line.len && line.ptr[0] == '%';
        if (!builder.has_header) {
            status = is_header       ? take_header(&builder, line, err)
                     : is_unit(line) ? tol_build_header(&builder, TOL_STR_NULL, NULL, 0, err)
                                     : tol_fail(err, TOL_EFORMAT,
                                                "not a file of a known format: it looks like plain text, and its "
                                                "first line is no header of Wordfast");
        }
        if (!status && line.len && !is_header) {
            status = take_unit(&builder, line, lines.is_cut, err);
        }
        if (!status) {
            status = tol_lines_next(&lines, &line, err);
        }
    }
    tol_fail_locate(err, source->reporter->file, lines.n);
    tol_lines_release(&lines);
    tol_builder_release(&builder);
    return status;
}

/* A date and a tab behind a "%", and the program's name in the first line. */
bool tol_wordfast_claims(tol_str head)
{
    const char *end = head.len ? memchr(head.ptr, '\n', head.len) : NULL;
    tol_str fields[FIELDS_MAX];
    size_t n = split((tol_str){head.ptr, end ? (size_t)(end - head.ptr) : head.len}, fields);
    bool is_date = n > 4 && fields[0].len == 16 && fields[0].ptr[0] == '%' && fields[0].ptr[9] == '~';
    return is_date && tol_str_starts_with(fields[4], TOL_LIT("%Wordfast"));
}
