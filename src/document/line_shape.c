/* What lines look like: whether they are full, how they begin and end. */
#include <string.h>

#include "base/fail.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "document/page_text.h"
#include "text/unicode.h"

#define HYPHEN       0x2010
#define SOFT_HYPHEN  0xAD
#define NOT_SIGN     0xAC /* what text recognition makes of a hyphen at the end of a line */
#define WIDTHS_MAX   1000 /* wider lines are of no column */
#define WIDTH_SHARE  10   /* one in so many lines may be wider than the column */
#define LEADER_MIN   4
#define FULL_PERCENT 85 /* of the column: letters are not of one width */

tol_status tol_full_width(const tol_page_text *text, uint32_t *width, tol_error *err)
{
    size_t *counts = tol_mem_calloc(WIDTHS_MAX + 1, sizeof *counts);
    if (!counts) {
        return tol_fail_nomem(err);
    }
    size_t n = 0, wider = 0;
    for (size_t i = 0; i < text->n_lines; i++) {
        uint32_t own = text->lines[i].indent + text->lines[i].width;
        counts[own < WIDTHS_MAX ? own : WIDTHS_MAX]++;
        n++;
    }
    *width = WIDTHS_MAX;
    while (*width > 0 && wider + counts[*width] <= n / WIDTH_SHARE) {
        wider += counts[(*width)--];
    }
    tol_mem_free(counts);
    return TOL_OK;
}

static uint32_t first_word_width(tol_str text)
{
    uint32_t width = 0;
    for (size_t i = 0; i < text.len && text.ptr[i] != ' '; width++) {
        tol_utf8_next(text, &i);
    }
    return width;
}

bool tol_line_is_full(const tol_page_line *line, const tol_page_line *next, uint32_t full_width)
{
    uint64_t reach = (uint64_t)line->indent + line->width + 1 + first_word_width(next->text);
    return reach * 100 >= (uint64_t)full_width * FULL_PERCENT;
}

/* Quotes, brackets and the like at the beginning say nothing of it. */
static size_t skip_openers(tol_str text)
{
    size_t i = 0;
    while (i < text.len) {
        size_t at = i;
        uint32_t cp = tol_utf8_next(text, &i);
        bool is_opener = (tol_unicode_props(cp) & TOL_CH_QUOTE) || cp == '(' || cp == '[';
        if (!is_opener) {
            return at;
        }
    }
    return i;
}

bool tol_line_begins_small(tol_str text)
{
    size_t i = skip_openers(text);
    return i < text.len && tol_unicode_is_lower(tol_utf8_next(text, &i));
}

static bool is_bullet(uint32_t cp)
{
    return cp == 0x2022 || cp == 0xB7 || cp == 0x25CF || cp == 0x25AA || cp == 0x25A0 || cp == 0x2023 || cp == '*';
}

/* "12." "12)" "IV." "а)": few letters or digits, and what closes them. */
static bool is_numbered(tol_str text)
{
    size_t i = 0, n = 0, n_digits = 0;
    uint32_t cp = 0;
    while (i < text.len && n < 6) {
        cp = tol_utf8_next(text, &i);
        bool is_digit = cp >= '0' && cp <= '9';
        bool is_roman = cp < 0x80 && cp && strchr("IVXLCM", (int)cp) != NULL;
        if (!is_digit && !is_roman && (n || !(tol_unicode_props(cp) & TOL_CH_ALNUM))) {
            break;
        }
        n_digits += is_digit || is_roman;
        n++;
    }
    bool is_closed = n && (cp == ')' || (cp == '.' && n_digits == n));
    return is_closed && i < text.len && text.ptr[i] == ' ';
}

bool tol_line_is_item(tol_str text)
{
    size_t i = 0;
    uint32_t cp = tol_utf8_next(text, &i);
    bool is_dash = (tol_unicode_props(cp) & TOL_CH_DASH) || is_bullet(cp);
    return (is_dash && i < text.len && text.ptr[i] == ' ') || is_numbered(text);
}

bool tol_line_is_bullet(tol_str text)
{
    size_t i = 0;
    return is_bullet(tol_utf8_next(text, &i)) && i == text.len;
}

bool tol_line_has_leader(tol_str text)
{
    size_t end = text.len, n_dots = 0;
    while (end && ((text.ptr[end - 1] >= '0' && text.ptr[end - 1] <= '9') || text.ptr[end - 1] == ' ')) {
        end--;
    }
    bool has_number = end < text.len && text.ptr[text.len - 1] != ' ';
    for (; end && (text.ptr[end - 1] == '.' || text.ptr[end - 1] == ' '); end--) {
        n_dots += text.ptr[end - 1] == '.';
    }
    return has_number && n_dots >= LEADER_MIN;
}

/* The last character that is no quote, bracket or footnote mark. */
static uint32_t last_char(tol_str text)
{
    size_t end = text.len;
    uint32_t cp = 0;
    while (end) {
        size_t at = end - 1;
        while (at && ((unsigned char)text.ptr[at] & 0xC0) == 0x80) {
            at--;
        }
        size_t i = at;
        cp = tol_utf8_next(text, &i);
        bool is_closer = (tol_unicode_props(cp) & TOL_CH_QUOTE) || cp == ')' || cp == ']';
        if (!is_closer) {
            return cp;
        }
        end = at;
    }
    return cp;
}

bool tol_line_ends_sentence(tol_str text, bool or_clause)
{
    uint32_t cp = last_char(text);
    return cp == '.' || cp == '!' || cp == '?' || cp == 0x2026 || cp == 0x3002 || cp == 0xFF01 || cp == 0xFF1F ||
           cp == 0x61F || cp == 0x6D4 || cp == 0x964 || (or_clause && (cp == ':' || cp == ';'));
}

size_t tol_line_hyphen(tol_str text)
{
    size_t at = text.len ? text.len - 1 : 0;
    while (at && ((unsigned char)text.ptr[at] & 0xC0) == 0x80) {
        at--;
    }
    size_t i = at, before = at ? at - 1 : 0;
    if (!at) {
        return 0;
    }
    while (before && ((unsigned char)text.ptr[before] & 0xC0) == 0x80) {
        before--;
    }
    uint32_t cp = tol_utf8_next(text, &i);
    bool is_hyphen = cp == '-' || cp == HYPHEN || cp == SOFT_HYPHEN || cp == NOT_SIGN;
    bool is_behind_word = (tol_unicode_props(tol_utf8_next(text, &before)) & TOL_CH_ALNUM) != 0;
    return is_hyphen && is_behind_word ? text.len - at : 0;
}
