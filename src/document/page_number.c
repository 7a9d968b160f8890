#include "document/page_number.h"

#include <string.h>

#include "base/utf8.h"
#include "text/unicode.h"

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static tol_str from(tol_str text, size_t i)
{
    return (tol_str){text.ptr + i, text.len - i};
}

/* ---- what may stand around a number ---- */

static bool is_ornament(uint32_t cp)
{
    uint32_t props = tol_unicode_props(cp);
    return cp == ' ' || cp == 0xA0 || cp == '[' || cp == ']' || cp == '(' || cp == ')' || cp == '*' || cp == '~' ||
           cp == 0xB7 || cp == 0x2022 || cp == '|' || (props & TOL_CH_DASH);
}

static tol_str skip_ornaments(tol_str text)
{
    size_t i = 0;
    while (i < text.len) {
        size_t at = i;
        if (!is_ornament(tol_utf8_next(text, &i))) {
            return from(text, at);
        }
    }
    return from(text, text.len);
}

static bool skip_word(tol_str *text, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        size_t len = strlen(words[i]);
        if (text->len > len && memcmp(text->ptr, words[i], len) == 0 &&
            (text->ptr[len] == ' ' || text->ptr[len] == '.' || is_digit(text->ptr[len]))) {
            *text = from(*text, len + (text->ptr[len] == '.'));
            *text = skip_ornaments(*text);
            return true;
        }
    }
    return false;
}

/* ---- numbers ---- */

static bool take_digits(tol_str *text, uint32_t *number)
{
    size_t i = 0;
    *number = 0;
    while (i < text->len && i < 5 && is_digit(text->ptr[i])) {
        *number = *number * 10 + (uint32_t)(text->ptr[i++] - '0');
    }
    *text = from(*text, i);
    return i > 0 && i < 5 && *number > 0;
}

/* Only what the numerals of a number below 400 can be; letters of one case. */
static bool take_roman(tol_str *text, uint32_t *number)
{
    static const struct {
        const char *small, *capital;
        uint32_t value;
    } numerals[] = {{"c", "C", 100}, {"xc", "XC", 90}, {"l", "L", 50},  {"xl", "XL", 40}, {"x", "X", 10},
                    {"ix", "IX", 9}, {"v", "V", 5},    {"iv", "IV", 4}, {"i", "I", 1}};
    size_t i = 0;
    bool is_small = text->len && text->ptr[0] >= 'a';
    *number = 0;
    for (size_t n = 0; n < sizeof numerals / sizeof numerals[0]; n++) {
        const char *numeral = is_small ? numerals[n].small : numerals[n].capital;
        size_t len = strlen(numeral), most = len == 1 && strchr("cxiCXI", *numeral) ? 3 : 1;
        for (; most && text->len - i >= len && memcmp(text->ptr + i, numeral, len) == 0; most--) {
            *number += numerals[n].value;
            i += len;
        }
    }
    *text = from(*text, i);
    return i > 0;
}

/* "of 30", "/30", "из 30" */
static void skip_total(tol_str *text)
{
    static const char *const words[] = {"of", "из", "von", "de", "/"};
    tol_str rest = skip_ornaments(*text);
    uint32_t total;
    if (skip_word(&rest, words, sizeof words / sizeof words[0]) && take_digits(&rest, &total)) {
        *text = rest;
    }
}

bool tol_page_number_read(tol_str line, uint32_t *number, bool *is_roman)
{
    static const char *const words[] = {"стр",  "Стр",  "страница", "Страница", "с", "С",     "л", "лист",
                                        "Лист", "page", "Page",     "PAGE",     "p", "Seite", "pg"};
    tol_str rest = skip_ornaments(line);
    skip_word(&rest, words, sizeof words / sizeof words[0]);
    *is_roman = false;
    if (!take_digits(&rest, number)) {
        rest = skip_ornaments(line);
        *is_roman = true;
        if (!take_roman(&rest, number)) {
            return false;
        }
    } else {
        skip_total(&rest);
    }
    if (rest.len && *rest.ptr == '.') {
        return false;
    }
    return skip_ornaments(rest).len == 0;
}

bool tol_page_number_beside(tol_str line, uint32_t *number, tol_str *rest)
{
    size_t digits = line.len;
    tol_str head = line;
    if (take_digits(&head, number) && head.len && head.ptr[0] == ' ') {
        *rest = skip_ornaments(head);
        return rest->len > 0;
    }
    while (digits && is_digit(line.ptr[digits - 1])) {
        digits--;
    }
    tol_str tail = from(line, digits);
    if (digits && line.ptr[digits - 1] == ' ' && take_digits(&tail, number) && !tail.len) {
        *rest = (tol_str){line.ptr, digits - 1};
        return true;
    }
    return false;
}

void tol_page_head_key(tol_str line, tol_buf *out)
{
    bool after_digit = false, after_space = false;
    for (size_t i = 0; i < line.len;) {
        char bytes[4];
        uint32_t cp = tol_utf8_next(line, &i);
        bool is_number = (tol_unicode_props(cp) & TOL_CH_DIGIT) != 0, is_space = cp == ' ' || cp == '\t' || cp == 0xA0;
        if (is_number && !after_digit) {
            tol_buf_byte(out, '#');
        } else if (is_space && !after_space) {
            tol_buf_byte(out, ' ');
        } else if (!is_number && !is_space) {
            tol_buf_append(out, bytes, tol_utf8_put(tol_unicode_lower(cp), bytes));
        }
        after_digit = is_number;
        after_space = is_space;
    }
}
