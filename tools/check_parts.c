/* Temporary files, one a rule that has findings. */
#include <stdlib.h>
#include <string.h>

#include "check_parts.h"

report_parts *report_parts_new(void)
{
    report_parts *parts = calloc(1, sizeof *parts);
    const tol_check_rule *rules = tol_check_rules();
    for (size_t i = 0; parts && rules[i].id && i < REPORT_RULES_MAX; i++) {
        parts->items[parts->n++].rule = &rules[i];
    }
    return parts;
}

FILE *report_part_of(report_parts *parts, const tol_check_rule *rule)
{
    size_t i = 0;
    while (i + 1 < parts->n && parts->items[i].rule != rule) {
        i++;
    }
    report_part *part = &parts->items[i];
    part->n++;
    if (!part->file && !parts->failed) {
        part->file = tmpfile();
    }
    if (!part->file) {
        parts->failed = true;
        return stderr;
    }
    return part->file;
}

void report_part_copy(report_parts *parts, report_part *part, FILE *out)
{
    char chunk[1 << 14];
    size_t n;
    if (!part->file) {
        return;
    }
    parts->failed = parts->failed || fflush(part->file) != 0 || fseek(part->file, 0, SEEK_SET) != 0;
    while (!parts->failed && (n = fread(chunk, 1, sizeof chunk, part->file)) > 0) {
        fwrite(chunk, 1, n, out);
    }
    parts->failed = parts->failed || ferror(part->file);
}

void report_parts_free(report_parts *parts)
{
    for (size_t i = 0; parts && i < parts->n; i++) {
        if (parts->items[i].file) {
            fclose(parts->items[i].file);
        }
    }
    free(parts);
}

static const char *entity_of(char c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\t':
    case '\n':
    case '\r':
        return " ";
    default:
        return (unsigned char)c < 0x20 || c == 0x7F ? "\xEF\xBF\xBD" : NULL;
    }
}

/* U+FFFE and U+FFFF, which XML forbids. */
static bool is_noncharacter(tol_str s, size_t i)
{
    return i + 2 < s.len && memcmp(s.ptr + i, "\xEF\xBF", 2) == 0 && (unsigned char)s.ptr[i + 2] >= 0xBE;
}

void put_markup(FILE *out, tol_str s)
{
    size_t from = 0;
    for (size_t i = 0; i < s.len; i++) {
        bool is_forbidden = is_noncharacter(s, i);
        const char *entity = is_forbidden ? "\xEF\xBF\xBD" : entity_of(s.ptr[i]);
        if (entity) {
            fwrite(s.ptr + from, 1, i - from, out);
            fputs(entity, out);
            i += is_forbidden ? 2 : 0;
            from = i + 1;
        }
    }
    if (from < s.len) {
        fwrite(s.ptr + from, 1, s.len - from, out);
    }
}
