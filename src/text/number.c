#include "text/number.h"

#include "base/utf8.h"
#include "text/segment.h"
#include "text/unicode.h"

#define GROUP_LEN 3

/* Digits from `at` on; `*count` of them. Returns the byte behind. */
static size_t skip_digits(tol_str text, size_t at, size_t *count)
{
    *count = 0;
    for (size_t behind = at; behind < text.len; at = behind, ++*count) {
        if (!(tol_unicode_next(text, &behind) & TOL_CH_DIGIT)) {
            break;
        }
    }
    return at;
}

/* Glued to a letter, a digit or a sign of a longer thing: "1962-125 300", "10:30 125". */
static bool is_glued(tol_str text, size_t start)
{
    if (start == 0) {
        return false;
    }
    size_t before = start - 1;
    while (before > 0 && ((unsigned char)text.ptr[before] & 0xC0) == 0x80) {
        before--;
    }
    uint32_t cp = tol_utf8_next(text, &before);
    uint32_t props = tol_unicode_props(cp);
    return props & (TOL_CH_ALNUM | TOL_CH_APOSTROPHE) || cp == '.' || cp == ',' || cp == ':' || cp == '/' || cp == '_';
}

static bool is_group_space(uint32_t cp)
{
    return cp == ' ' || cp == 0xA0 || cp == 0x202F || cp == 0x2009;
}

/* The end of a group of three digits (and of a decimal part behind it) after the space at `at`; 0 when none is there.
 * `*is_last`: a decimal part came. */
static size_t group_end(tol_str text, size_t at, bool *is_last)
{
    if (at >= text.len || !is_group_space(tol_utf8_next(text, &at)) || at >= text.len) {
        return 0;
    }
    size_t count, end = skip_digits(text, at, &count);
    if (count != GROUP_LEN) {
        return 0;
    }
    tol_segment segment = tol_segment_at(text, at);
    *is_last = segment.end != end;
    if (!*is_last) {
        return end;
    }
    uint32_t sign = tol_unicode_class(tol_unicode_next(text, &end));
    bool is_decimal = skip_digits(text, end, &count) == segment.end && count > 0;
    return is_decimal && sign >= TOL_WB_SINGLE_QUOTE && sign <= TOL_WB_NUMERIC ? segment.end : 0;
}

size_t tol_number_end(tol_str text, size_t start, size_t end)
{
    size_t count;
    if (skip_digits(text, start, &count) != end || count > GROUP_LEN || is_glued(text, start)) {
        return end;
    }
    bool is_last = false;
    while (!is_last) {
        size_t next = group_end(text, end, &is_last);
        if (next == 0) {
            break;
        }
        end = next;
    }
    return end;
}
