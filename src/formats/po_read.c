/*
 * Catalogues of gettext, line by line. A message is comments, then msgctxt, msgid, msgid_plural and msgstr, each with
 * strings behind it and below; it ends where the next one begins.
 */
#include <string.h>

#include "base/fail.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "formats/po_units.h"
#include "formats/readers.h"
#include "formats/text_lines.h"

/* What a message is made of. */
typedef enum part {
    NOTHING,
    CONTEXT,
    ID,
    PLURAL,
    NOTE,
    COMMENT,
    REFERENCE,
    FLAGS,
    FORM,
    N_PARTS = FORM + TOL_PO_FORMS_MAX
} part;

typedef struct po_reader {
    tol_po_units units;
    tol_reporter *reporter;
    tol_buf parts[N_PARTS];
    bool has[N_PARTS];
    part open; /* which one takes the strings that come */
    size_t n_forms;
    bool is_fuzzy, is_obsolete;
    uint32_t line;
    size_t size; /* of all parts */
} po_reader;

/* ---- messages ---- */

static tol_str part_of(const po_reader *reader, part which)
{
    tol_str text = tol_buf_str(&reader->parts[which]);
    return !reader->has[which] ? TOL_STR_NULL : text.ptr ? text : TOL_LIT("");
}

static bool is_empty(const po_reader *reader)
{
    return !reader->has[ID] && !reader->has[CONTEXT] && !reader->n_forms;
}

static void forget(po_reader *reader)
{
    for (int i = 0; i < N_PARTS; i++) {
        tol_buf_reset(&reader->parts[i]);
        reader->has[i] = false;
    }
    reader->open = NOTHING;
    reader->n_forms = reader->size = 0;
    reader->is_fuzzy = reader->is_obsolete = false;
}

static tol_status check_parts(po_reader *reader, tol_error *err)
{
    for (int i = 0; i < N_PARTS; i++) {
        if (!tol_buf_ok(&reader->parts[i])) {
            return reader->size > TOL_TEXT_MAX
                       ? tol_fail(err, TOL_ELIMIT, "a message is longer than %zu bytes", TOL_TEXT_MAX)
                       : tol_fail_nomem(err);
        }
    }
    return TOL_OK;
}

static tol_status end_message(po_reader *reader, tol_error *err)
{
    tol_status status = check_parts(reader, err);
    if (!status && !is_empty(reader)) {
        tol_po_message message = {
            part_of(reader, CONTEXT), part_of(reader, ID),   part_of(reader, PLURAL),  {{NULL, 0}},
            reader->n_forms,          part_of(reader, NOTE), part_of(reader, COMMENT), part_of(reader, REFERENCE),
            part_of(reader, FLAGS),   reader->is_fuzzy,      reader->is_obsolete,      reader->line};
        for (size_t i = 0; i < reader->n_forms; i++) {
            message.forms[i] = tol_buf_str(&reader->parts[FORM + i]);
        }
        status = reader->has[ID] ? tol_po_take(&reader->units, &message, err)
                                 : tol_report(reader->reporter, TOL_WARNING, "message-without-id", err,
                                              "a message without msgid is left out");
    }
    forget(reader);
    return status;
}

/* ---- strings ---- */

static int digit_of(char c, int base)
{
    int digit = c >= '0' && c <= '9'   ? c - '0'
                : c >= 'a' && c <= 'f' ? c - 'a' + 10
                : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                       : 99;
    return digit < base ? digit : -1;
}

/* The number of a numeric escape, at most `max` digits. */
static void put_number(tol_buf *out, tol_str text, size_t *i, int base, size_t max)
{
    unsigned value = 0;
    for (size_t n = 0; n < max && *i < text.len && digit_of(text.ptr[*i], base) >= 0; n++) {
        value = value * (unsigned)base + (unsigned)digit_of(text.ptr[(*i)++], base);
    }
    tol_buf_byte(out, (char)(value & 0xFF));
}

/* What stands behind a backslash; `i` moves behind it. */
static void put_escape(tol_buf *out, tol_str text, size_t *i)
{
    static const char names[] = "nrtabvf\"\\", values[] = "\n\r\t\a\b\v\f\"\\";
    char c = text.ptr[*i];
    const char *found = c ? strchr(names, c) : NULL;
    if (found) {
        tol_buf_byte(out, values[found - names]);
        ++*i;
    } else if (digit_of(c, 8) >= 0) {
        put_number(out, text, i, 8, 3);
    } else if (c == 'x' && *i + 1 < text.len && digit_of(text.ptr[*i + 1], 16) >= 0) {
        ++*i;
        put_number(out, text, i, 16, 2);
    } else {
        tol_buf_byte(out, '\\');
    }
}

/* Bytes that were written as numbers may be no characters. */
static void mend(po_reader *reader, tol_buf *text, size_t from)
{
    if (text->failed || text->len <= from) {
        return;
    }
    tol_str added = {text->ptr + from, text->len - from};
    size_t valid = tol_utf8_valid_prefix(added);
    if (valid == added.len) {
        return;
    }
    for (size_t i = from + valid; i < text->len; i++) {
        if ((unsigned char)text->ptr[i] >= 0x80) {
            text->ptr[i] = '?';
        }
    }
    tol_report_repair(reader->reporter, TOL_REPAIR_BYTES, reader->reporter->line);
}

/* Without white space and other control characters, which would become spaces. */
static tol_str trim(tol_str text)
{
    while (text.len && (unsigned char)text.ptr[0] <= ' ') {
        text.ptr++;
        text.len--;
    }
    while (text.len && (unsigned char)text.ptr[text.len - 1] <= ' ') {
        text.len--;
    }
    return text;
}

/* A string in quotes, added to the open part; moves behind it. False: it has no end. */
static bool take_string(po_reader *reader, tol_str *line)
{
    size_t i = 1;
    tol_buf *out = &reader->parts[reader->open];
    size_t from = out->len;
    bool has_escape = false;
    while (i < line->len && line->ptr[i] != '"') {
        if (line->ptr[i] == '\\' && i + 1 < line->len) {
            i++;
            put_escape(out, *line, &i);
            has_escape = true;
        } else {
            tol_buf_byte(out, line->ptr[i++]);
        }
    }
    reader->size += out->len - from;
    if (has_escape) {
        mend(reader, out, from);
    }
    bool is_closed = i < line->len;
    *line = trim((tol_str){line->ptr + i + is_closed, line->len - i - is_closed});
    return is_closed;
}

static tol_status syntax(po_reader *reader, tol_error *err)
{
    reader->open = NOTHING;
    return tol_report(reader->reporter, TOL_WARNING, "syntax", err, "the line is left out: it is no part of a message");
}

/* Strings, one behind the other. */
static tol_status take_strings(po_reader *reader, tol_str line, tol_error *err)
{
    bool is_closed = true;
    while (is_closed && line.len && line.ptr[0] == '"') {
        is_closed = take_string(reader, &line);
    }
    if (!is_closed) {
        return tol_report(reader->reporter, TOL_WARNING, "string-without-end", err,
                          "a string is not closed in its line");
    }
    return line.len
               ? tol_report(reader->reporter, TOL_WARNING, "syntax", err, "what stands behind a string is left out")
               : TOL_OK;
}

/* ---- lines ---- */

/* A line of a part that is gathered from comments. */
static void add_line(po_reader *reader, part which, tol_str text)
{
    text = trim(text);
    if (reader->has[which]) {
        tol_buf_byte(&reader->parts[which], which == REFERENCE || which == FLAGS ? ' ' : '\n');
    }
    tol_buf_add(&reader->parts[which], text);
    reader->has[which] = true;
    reader->size += text.len;
}

static void take_flags(po_reader *reader, tol_str list)
{
    while (list.len) {
        const char *comma = memchr(list.ptr, ',', list.len);
        size_t len = comma ? (size_t)(comma - list.ptr) : list.len;
        tol_str flag = trim((tol_str){list.ptr, len});
        if (tol_str_equal(flag, TOL_LIT("fuzzy"))) {
            reader->is_fuzzy = true;
        } else if (flag.len) {
            if (reader->has[FLAGS]) {
                tol_buf_byte(&reader->parts[FLAGS], ',');
            }
            add_line(reader, FLAGS, flag);
        }
        list.ptr += len + (comma != NULL);
        list.len -= len + (comma != NULL);
    }
}

static tol_status take_comment(po_reader *reader, tol_str line, tol_error *err)
{
    tol_status status = reader->n_forms ? end_message(reader, err) : TOL_OK;
    char kind = line.len > 1 ? line.ptr[1] : ' ';
    tol_str text = {line.ptr + (line.len > 1 ? 2 : 1), line.len - (line.len > 1 ? 2 : 1)};
    switch (kind) {
    case '.':
        add_line(reader, COMMENT, text);
        break;
    case ':':
        add_line(reader, REFERENCE, text);
        break;
    case ',':
        take_flags(reader, text);
        break;
    case '|': /* what the message was before: nobody's translation */
        break;
    case ' ':
    case '\t':
        if (trim(text).len || reader->has[NOTE]) {
            add_line(reader, NOTE, text);
        }
        break;
    default:
        add_line(reader, NOTE, (tol_str){line.ptr + 1, line.len - 1});
    }
    return status;
}

/* The keyword that a line begins with; moves behind it. */
static part keyword_of(tol_str *line)
{
    static const struct {
        const char *word;
        part which;
    } words[] = {{"msgctxt", CONTEXT}, {"msgid_plural", PLURAL}, {"msgid", ID}, {"msgstr", FORM}};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        tol_str word = tol_str_of(words[i].word);
        if (tol_str_starts_with(*line, word)) {
            *line = (tol_str){line->ptr + word.len, line->len - word.len};
            return words[i].which;
        }
    }
    return NOTHING;
}

/* The number in "[2]"; moves behind it. False: it is none, or too great. */
static bool take_index(tol_str *line, size_t *index)
{
    *index = 0;
    *line = trim(*line);
    if (!line->len || line->ptr[0] != '[') {
        return true;
    }
    size_t i = 1;
    for (; i < line->len && i < 4 && digit_of(line->ptr[i], 10) >= 0; i++) {
        *index = *index * 10 + (size_t)digit_of(line->ptr[i], 10);
    }
    bool is_closed = i > 1 && i < line->len && line->ptr[i] == ']';
    *line = (tol_str){line->ptr + i + is_closed, line->len - i - is_closed};
    return is_closed && *index < TOL_PO_FORMS_MAX;
}

static tol_status take_keyword(po_reader *reader, tol_str line, bool is_obsolete, tol_error *err)
{
    tol_status status = TOL_OK;
    size_t index = 0;
    part which = keyword_of(&line);
    bool begins = which == CONTEXT || (which == ID && (reader->has[ID] || reader->n_forms));
    if (begins && !is_empty(reader)) {
        status = end_message(reader, err);
    }
    if (status || which == NOTHING || (which == FORM && !take_index(&line, &index))) {
        return status ? status : syntax(reader, err);
    }
    if (which == ID || which == CONTEXT) {
        reader->line = is_empty(reader) ? reader->reporter->line : reader->line;
        reader->is_obsolete |= is_obsolete;
    }
    if (which == FORM) {
        reader->n_forms = index + 1 > reader->n_forms ? index + 1 : reader->n_forms;
        which = (part)(FORM + index);
    }
    reader->open = which;
    reader->has[which] = true;
    line = trim(line);
    return line.len && line.ptr[0] == '"' ? take_strings(reader, line, err) : syntax(reader, err);
}

static tol_status take_line(po_reader *reader, tol_str line, tol_error *err)
{
    line = trim(line);
    bool is_obsolete = tol_str_starts_with(line, TOL_LIT("#~"));
    if (is_obsolete) {
        line = trim((tol_str){line.ptr + 2, line.len - 2});
        if (line.len && line.ptr[0] == '|') {
            return TOL_OK;
        }
    }
    if (!line.len) {
        return reader->n_forms ? end_message(reader, err) : TOL_OK;
    }
    if (line.ptr[0] == '#') {
        return take_comment(reader, line, err);
    }
    if (line.ptr[0] == '"') {
        return reader->open != NOTHING ? take_strings(reader, line, err) : syntax(reader, err);
    }
    return tol_str_starts_with(line, TOL_LIT("domain ")) ? TOL_OK : take_keyword(reader, line, is_obsolete, err);
}

/* ---- the file ---- */

static tol_status read_lines(po_reader *reader, tol_source *source, tol_error *err)
{
    tol_lines lines;
    tol_str line;
    tol_lines_init(&lines, source);
    tol_status status = tol_lines_next(&lines, &line, err);
    while (!status && line.ptr) {
        status = lines.is_cut ? syntax(reader, err) : take_line(reader, line, err);
        if (!status) {
            status = tol_lines_next(&lines, &line, err);
        }
    }
    if (!status) {
        status = end_message(reader, err);
    }
    if (!status) {
        status = tol_po_end(&reader->units, err);
    }
    tol_fail_locate(err, source->reporter->file, lines.n);
    tol_lines_release(&lines);
    return status;
}

tol_status tol_po_read(tol_source *source, const tol_sink *sink, tol_error *err)
{
    po_reader *reader = tol_mem_calloc(1, sizeof *reader);
    if (!reader) {
        return tol_fail_nomem(err);
    }
    reader->reporter = source->reporter;
    for (int i = 0; i < N_PARTS; i++) {
        tol_buf_init(&reader->parts[i], TOL_TEXT_MAX);
    }
    tol_po_units_init(&reader->units, source, sink);
    tol_status status = read_lines(reader, source, err);
    tol_po_units_release(&reader->units);
    for (int i = 0; i < N_PARTS; i++) {
        tol_buf_release(&reader->parts[i]);
    }
    tol_mem_free(reader);
    return status;
}

/* A keyword with a string at the beginning of a line, and nothing but comments and white space before it. */
bool tol_po_claims(tol_str head)
{
    while (head.len) {
        const char *end = memchr(head.ptr, '\n', head.len);
        size_t len = end ? (size_t)(end - head.ptr) : head.len;
        tol_str line = trim((tol_str){head.ptr, len});
        if (tol_str_starts_with(line, TOL_LIT("#~"))) {
            line = trim((tol_str){line.ptr + 2, line.len - 2});
        }
        if (line.len && line.ptr[0] != '#') {
            size_t index;
            return keyword_of(&line) != NOTHING && take_index(&line, &index) && trim(line).len &&
                   trim(line).ptr[0] == '"';
        }
        head.ptr += len + (end != NULL);
        head.len -= len + (end != NULL);
    }
    return false;
}
