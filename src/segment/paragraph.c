#include "segment/paragraph.h"

#include "base/utf8.h"
#include "segment/stop.h"
#include "text/letter.h"

size_t tol_line_end_at(tol_str text, size_t at)
{
    unsigned char c = at < text.len ? (unsigned char)text.ptr[at] : 0;
    if (c == '\r') {
        return at + 1 < text.len && text.ptr[at + 1] == '\n' ? 2 : 1;
    }
    if (c == '\n' || c == '\v' || c == '\f') {
        return 1;
    }
    if (c != 0xC2 && c != 0xE2) {
        return 0;
    }
    uint32_t cp = tol_char_at(text, at);
    if (cp == 0x85) {
        return 2;
    }
    return cp == 0x2028 || cp == 0x2029 ? 3 : 0;
}

tol_str tol_trimmed(tol_str text)
{
    size_t start = 0, end = tol_skip_spaces_back(text, text.len);
    while (start < end && tol_letter_is_space(tol_char_at(text, start))) {
        tol_utf8_next(text, &start);
    }
    return (tol_str){text.ptr + start, end - start};
}

/* Where the line that a place is in ends; *next: where the one behind it begins. */
static size_t line_end(tol_str text, size_t at, size_t *next)
{
    size_t len = 0;
    while (at < text.len && !(len = tol_line_end_at(text, at))) {
        at++;
    }
    *next = at + len;
    return at;
}

static size_t paragraph_end(tol_str text, bool wrapped, size_t at, size_t *next)
{
    size_t end = line_end(text, at, next);
    while (wrapped && *next < text.len) {
        size_t behind, line = *next;
        size_t last = line_end(text, line, &behind);
        if (!tol_trimmed((tol_str){text.ptr + line, last - line}).len) {
            break;
        }
        end = last;
        *next = behind;
    }
    return end;
}

bool tol_next_paragraph(tol_str text, bool wrapped, size_t *at, tol_str *paragraph)
{
    while (*at < text.len) {
        size_t start = *at;
        size_t end = paragraph_end(text, wrapped, start, at);
        *paragraph = tol_trimmed((tol_str){text.ptr + start, end - start});
        if (paragraph->len) {
            return true;
        }
    }
    return false;
}
