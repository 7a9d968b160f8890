#include "segment/stop.h"

#include <string.h>

#include "base/utf8.h"
#include "segment/markup.h"
#include "text/letter.h"

/* ---- characters ---- */

uint32_t tol_char_at(tol_str text, size_t at)
{
    return at < text.len ? tol_utf8_next(text, &at) : 0;
}

uint32_t tol_char_before(tol_str text, size_t at)
{
    return at ? tol_utf8_prev(text, &at) : 0;
}

bool tol_is_alnum(uint32_t cp)
{
    return tol_letter_is(cp) || tol_letter_is_digit(cp);
}

bool tol_is_dash(uint32_t cp)
{
    return cp == '-' || (cp >= 0x2010 && cp <= 0x2015) || cp == 0x2212;
}

static bool is_stop(uint32_t cp)
{
    return cp == '.' || cp == '!' || cp == '?' || cp == 0x2026 || cp == 0x2025 || cp == 0x203C ||
           (cp >= 0x2047 && cp <= 0x2049) || cp == 0x3002 || cp == 0xFF01 || cp == 0xFF0E || cp == 0xFF1F;
}

static bool is_closing_bracket(uint32_t cp)
{
    return cp == ')' || cp == ']' || cp == '}';
}

/* “ closes what „ opened. */
static bool is_closing_quote(uint32_t cp)
{
    return cp == '"' || cp == '\'' || cp == 0xBB || cp == 0x201C || cp == 0x201D || cp == 0x2019 || cp == 0x203A;
}

static bool is_opening(uint32_t cp)
{
    return cp == '(' || cp == '[' || cp == '{' || cp == '<';
}

static bool is_opening_quote(uint32_t cp)
{
    return cp == '"' || cp == '\'' || cp == '`' || cp == 0xAB || cp == 0x2018 || cp == 0x201A || cp == 0x201C ||
           cp == 0x201E || cp == 0x2039;
}

static bool is_superscript(uint32_t cp)
{
    return cp == 0xB9 || cp == 0xB2 || cp == 0xB3 || cp == 0x2070 || (cp >= 0x2074 && cp <= 0x2079);
}

/* Signs that stand before a number, or for one. */
static bool is_before_number(uint32_t cp)
{
    return cp == 0x2116 || cp == 0xA7 || cp == '$' || cp == 0x20AC || cp == 0xA3 || cp == 0x20BD || cp == '#' ||
           cp == '+';
}

static bool goes_on(uint32_t cp)
{
    return cp == ',' || cp == ';' || cp == ':' || is_closing_bracket(cp) || is_stop(cp) || cp == '/' || cp == '|' ||
           cp == '=' || cp == '&';
}

/* ---- around a place ---- */

size_t tol_skip_spaces_back(tol_str text, size_t at)
{
    while (at && tol_letter_is_space(tol_char_before(text, at))) {
        tol_utf8_prev(text, &at);
    }
    return at;
}

static size_t skip_spaces(tol_str text, size_t at)
{
    while (at < text.len && tol_letter_is_space(tol_char_at(text, at))) {
        tol_utf8_next(text, &at);
    }
    return at;
}

static bool is_word_sign(uint32_t cp)
{
    return cp == '-' || cp == '\'' || cp == 0x2019 || cp == 0x2010 || cp == 0x2011 || cp == '/';
}

tol_str tol_word_before(tol_str text, size_t at)
{
    size_t begin = at;
    for (size_t i = at; i;) {
        uint32_t cp = tol_utf8_prev(text, &i);
        if (tol_is_alnum(cp)) {
            begin = i;
        } else if (!is_word_sign(cp) || begin == at) {
            break;
        }
    }
    return (tol_str){text.ptr + begin, at - begin};
}

size_t tol_first_alnum(tol_str text, size_t from, size_t end)
{
    while (from < end && !tol_is_alnum(tol_char_at(text, from))) {
        tol_utf8_next(text, &from);
    }
    return from;
}

/* ---- behind the white space ---- */

static size_t skip_marks(tol_str text, size_t at)
{
    while (at < text.len && is_stop(tol_char_at(text, at))) {
        tol_utf8_next(text, &at);
    }
    return at;
}

static tol_str word_at(tol_str text, size_t at)
{
    size_t end = at;
    for (size_t i = at; i < text.len;) {
        uint32_t cp = tol_utf8_next(text, &i);
        if (tol_is_alnum(cp)) {
            end = i;
        } else if (!is_word_sign(cp)) {
            break;
        }
    }
    return (tol_str){text.ptr + at, end - at};
}

/* A word like iPhone has its capital inside and may begin a sentence. */
static tol_next_kind kind_of_word(tol_str word)
{
    size_t second = 0;
    uint32_t cp = tol_utf8_next(word, &second);
    if (tol_letter_is_upper(cp) || (tol_letter_is_lower(cp) && tol_letter_is_upper(tol_char_at(word, second)))) {
        return TOL_NEXT_CAPITAL;
    }
    return tol_letter_is_lower(cp) ? TOL_NEXT_LOWER : TOL_NEXT_OTHER;
}

/* `а)`, `(c)`: a new item. */
static bool is_item_letter(tol_str text, size_t at, tol_str word)
{
    size_t second = at;
    tol_utf8_next(text, &second);
    return second == at + word.len && tol_char_at(text, second) == ')';
}

/* What stands before the first word of a sentence: dashes, quotes, brackets, dots of an ellipsis. */
static size_t skip_lead(tol_str text, size_t at, tol_next *next)
{
    while (at < text.len) {
        uint32_t cp = tol_char_at(text, at);
        bool is_dot = cp == 0x2026 || (cp == '.' && tol_char_at(text, at + 1) == '.') ||
                      (cp == '.' && at && text.ptr[at - 1] == '.');
        size_t tag_end = tol_tag_end(text, at);
        if (tag_end > at) {
            at = skip_spaces(text, tag_end);
            continue;
        }
        if (tol_is_dash(cp)) {
            next->behind_dash = true;
        } else if (is_opening_quote(cp)) {
            next->behind_quote = true;
        } else if (!is_dot && !is_opening(cp) && cp != 0xBF && cp != 0xA1 &&
                   !(next->behind_dash && tol_letter_is_space(cp))) {
            break;
        }
        tol_utf8_next(text, &at);
    }
    return at;
}

/* Whether the dots of an ellipsis stand alone, or before what closes: `… per se. …” The doctor`. */
static bool are_dots_alone(tol_str text, size_t at)
{
    size_t end = skip_marks(text, at);
    uint32_t behind = tol_char_at(text, end);
    return end > at && (end == text.len || tol_letter_is_space(behind) || is_closing_quote(behind));
}

static void read_next(tol_str text, size_t at, tol_next *next)
{
    bool is_mark = are_dots_alone(text, at);
    at = skip_lead(text, at, next);
    uint32_t cp = tol_char_at(text, at);
    if (is_mark) {
        next->kind = TOL_NEXT_MARK;
    } else if (at >= text.len) {
        next->kind = TOL_NEXT_NOTHING;
    } else if (tol_letter_is_digit(cp) || is_before_number(cp)) {
        next->kind = TOL_NEXT_NUMBER;
        next->has_sign = is_before_number(cp);
    } else if (tol_letter_is(cp)) {
        next->word = word_at(text, at);
        next->kind = kind_of_word(next->word);
        next->has_stop = tol_char_at(text, at + next->word.len) == '.';
        if (is_item_letter(text, at, next->word)) {
            next->kind = TOL_NEXT_OTHER;
        }
    } else {
        next->kind = goes_on(cp) ? TOL_NEXT_MARK : TOL_NEXT_OTHER;
    }
}

/* ---- behind the marks ---- */

/* The mark of a note, [12] or [*]: its end, or `at` when there is none. */
static size_t skip_note(tol_str text, size_t at)
{
    size_t i = at + 1;
    if (tol_char_at(text, at) != '[') {
        return at;
    }
    while (i < text.len && i - at <= 4 && (tol_letter_is_digit(tol_char_at(text, i)) || text.ptr[i] == '*')) {
        tol_utf8_next(text, &i);
    }
    return i > at + 1 && tol_char_at(text, i) == ']' ? i + 1 : at;
}

static size_t skip_glued_number(tol_str text, size_t at)
{
    size_t i = at;
    while (i < text.len && i - at < 3 && text.ptr[i] >= '0' && text.ptr[i] <= '9') {
        i++;
    }
    return i > at && tol_letter_is_space(tol_char_at(text, i)) ? i : at;
}

static void skip_closing(tol_str text, tol_stop *stop)
{
    size_t at = stop->marks_end;
    for (;;) {
        uint32_t cp = tol_char_at(text, at);
        size_t note_end = skip_note(text, at), tag_end = tol_tag_end(text, at);
        if (note_end > at || tag_end > at) {
            at = note_end > at ? note_end : tag_end;
        } else if (is_closing_quote(cp) || is_closing_bracket(cp)) {
            stop->closes_quote |= is_closing_quote(cp);
            stop->closes_bracket |= is_closing_bracket(cp);
            tol_utf8_next(text, &at);
        } else if (is_superscript(cp) || cp == '*' || cp == 0x2020 || cp == 0x2021) {
            tol_utf8_next(text, &at);
        } else {
            break;
        }
    }
    size_t number_end = at == stop->marks_end ? skip_glued_number(text, at) : at;
    stop->has_glued_number = number_end > at;
    stop->end = number_end;
}

/* A closing mark behind a space closes nevertheless: `Иди ! » Он`. */
static void skip_stray_closing(tol_str text, tol_stop *stop)
{
    uint32_t cp = tol_char_at(text, stop->next_at);
    size_t behind = stop->next_at;
    if (cp == 0xBB || cp == 0x201D || is_closing_bracket(cp)) {
        tol_utf8_next(text, &behind);
        if (tol_letter_is_space(tol_char_at(text, behind))) {
            stop->closes_quote |= !is_closing_bracket(cp);
            stop->closes_bracket |= is_closing_bracket(cp);
            stop->end = behind;
            stop->next_at = skip_spaces(text, behind);
        }
    }
}

static bool is_block_at(tol_str text, size_t at)
{
    size_t end = tol_tag_end(text, at);
    return end > at && tol_tag_is_block(text, at, end);
}

/* A block ends behind its closing tag or an empty one, and before the opening one of the next. */
static void find_block(tol_str text, size_t at, tol_stop *stop)
{
    size_t end = tol_tag_end(text, at);
    *stop = (tol_stop){.first = at, .marks_end = end, .is_block = true};
    stop->end = text.ptr[at + 1] == '/' || text.ptr[end - 2] == '/' ? end : at;
    stop->next_at = end;
}

/* The first byte of a mark; most of a text is passed over here. */
static size_t find_mark(tol_str text, size_t at)
{
    for (; at < text.len; at++) {
        unsigned char c = (unsigned char)text.ptr[at];
        bool may_be = c == '.' || c == '!' || c == '?' || c == 0xE2 || c == 0xE3 || c == 0xEF;
        if ((may_be && is_stop(tol_char_at(text, at))) || (c == '<' && is_block_at(text, at))) {
            return at;
        }
    }
    return text.len;
}

bool tol_stop_find(tol_str text, size_t from, tol_stop *stop)
{
    for (size_t at = find_mark(text, from); at < text.len; at = find_mark(text, stop->marks_end)) {
        if (text.ptr[at] == '<') {
            find_block(text, at, stop);
            return true;
        }
        *stop = (tol_stop){.first = at, .marks_end = skip_marks(text, at)};
        skip_closing(text, stop);
        if (!tol_letter_is_space(tol_char_at(text, stop->end))) {
            continue;
        }
        stop->next_at = skip_spaces(text, stop->end);
        skip_stray_closing(text, stop);
        read_next(text, stop->next_at, &stop->next);
        size_t len = stop->marks_end - at;
        stop->is_full_stop = len == 1 && text.ptr[at] == '.';
        stop->is_ellipsis = tol_char_at(text, at) == 0x2026 || (len > 2 && memcmp(text.ptr + at, "...", 3) == 0);
        return stop->next.kind != TOL_NEXT_NOTHING;
    }
    return false;
}
