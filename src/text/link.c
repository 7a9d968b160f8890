#include "text/link.h"

#include <string.h>

#include "base/utf8.h"
#include "text/unicode.h"

/*
 * Each reader below takes the place where a link might begin and gives its end, or 0. What makes a link is narrow on
 * purpose: "и/или", "км/ч", "24/7" and "and/or" are no paths.
 */
#define SCHEME_MAX    32
#define LOCAL_MAX     64 /* of an e-mail address, RFC 5321 */
#define DOMAIN_MAX    255
#define EXTENSION_MAX 8

static bool is_ascii_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_ascii_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_ascii_alnum(char c)
{
    return is_ascii_letter(c) || is_ascii_digit(c);
}

static bool is_any_of(char c, const char *set)
{
    return c != '\0' && strchr(set, c) != NULL;
}

static bool stands_at(tol_str text, size_t at, const char *what)
{
    tol_str prefix = tol_str_of(what);
    return at <= text.len && text.len - at >= prefix.len &&
           tol_str_equal_nocase((tol_str){text.ptr + at, prefix.len}, prefix);
}

static bool has_www(tol_str text)
{
    for (size_t i = 0; i + 4 <= text.len; i++) {
        const char *stop = memchr(text.ptr + i, '.', text.len - i);
        if (!stop) {
            return false;
        }
        i = (size_t)(stop - text.ptr);
        if (i >= 3 && stands_at(text, i - 3, "www.")) {
            return true;
        }
    }
    return false;
}

bool tol_link_possible(tol_str text)
{
    return text.len > 0 && (memchr(text.ptr, '/', text.len) || memchr(text.ptr, '@', text.len) ||
                            memchr(text.ptr, '\\', text.len) || has_www(text));
}

/* A link does not begin in the middle of something. */
static bool is_inside(tol_str text, size_t at)
{
    if (at == 0) {
        return false;
    }
    size_t before = at - 1;
    while (before > 0 && ((unsigned char)text.ptr[before] & 0xC0) == 0x80) {
        before--;
    }
    uint32_t cp = tol_utf8_next(text, &before);
    return tol_unicode_props(cp) & TOL_CH_ALNUM || (cp < 0x80 && is_any_of((char)cp, "_./\\@~%-+&#$*"));
}

/* What ends a URL besides blanks: brackets of markup and quotation marks, but not the apostrophe. */
static bool ends_url(uint32_t cp)
{
    uint32_t props = tol_unicode_props(cp);
    return props & TOL_CH_BLANK || (props & TOL_CH_QUOTE && cp != '\'') ||
           (cp < 0x80 && is_any_of((char)cp, "<>`{}|^"));
}

static int bracket_kind(char c, const char *brackets)
{
    const char *found = c ? strchr(brackets, c) : NULL;
    return found ? (int)(found - brackets) : -1;
}

/* The end of text[start, end) without the punctuation of the sentence around it: stops, closing brackets that were not
 * opened inside. */
static size_t trim_end(tol_str text, size_t start, size_t end)
{
    size_t opened[2] = {0, 0}, closed[2] = {0, 0};
    for (size_t i = start; i < end; i++) {
        int open = bracket_kind(text.ptr[i], "(["), close = bracket_kind(text.ptr[i], ")]");
        opened[0] += open == 0;
        opened[1] += open == 1;
        closed[0] += close == 0;
        closed[1] += close == 1;
    }
    while (end > start) {
        int close = bracket_kind(text.ptr[end - 1], ")]");
        if (close >= 0 && closed[close] > opened[close]) {
            closed[close]--;
            end--;
        } else if (is_any_of(text.ptr[end - 1], ".,;:!?'*")) {
            end--;
        } else if (end - start >= 3 && memcmp(text.ptr + end - 3, "\xE2\x80\xA6", 3) == 0) {
            end -= 3; /* the ellipsis */
        } else {
            break;
        }
    }
    return end;
}

/* All that belongs to a URL whose first `head` bytes from `start` are its scheme or "www."; 0 when nothing follows. */
static size_t read_url_rest(tol_str text, size_t start, size_t head)
{
    size_t end = start + head;
    for (size_t behind = end; behind < text.len; end = behind) {
        if (ends_url(tol_utf8_next(text, &behind))) {
            break;
        }
    }
    end = trim_end(text, start + head, end);
    return end > start + head ? end : 0;
}

static size_t read_url(tol_str text, size_t at)
{
    size_t i = at;
    while (i < text.len && i - at < SCHEME_MAX && (is_ascii_alnum(text.ptr[i]) || is_any_of(text.ptr[i], "+.-"))) {
        i++;
    }
    if (i > at && is_ascii_letter(text.ptr[at]) && stands_at(text, i, "://")) {
        return read_url_rest(text, at, i + 3 - at);
    }
    if (stands_at(text, at, "www.") && at + 4 < text.len &&
        (is_ascii_alnum(text.ptr[at + 4]) || (unsigned char)text.ptr[at + 4] >= 0x80)) {
        return read_url_rest(text, at, 4);
    }
    size_t end = stands_at(text, at, "mailto:") ? read_url_rest(text, at, 7) : 0;
    return end && memchr(text.ptr + at, '@', end - at) ? end : 0;
}

/* A domain of two labels or more, the last of letters: its end, or 0. */
static size_t read_domain(tol_str text, size_t at)
{
    size_t end = 0, label = at, labels = 0, i = at;
    bool letters_only = true;
    while (i < text.len && i - at < DOMAIN_MAX) {
        size_t behind = i;
        uint32_t cp = tol_utf8_next(text, &behind);
        uint32_t props = tol_unicode_props(cp);
        if (cp == '.' && i > label) {
            labels++;
            label = behind;
            letters_only = true;
        } else if (props & TOL_CH_ALNUM || cp == '-') {
            letters_only = letters_only && !(props & TOL_CH_DIGIT) && cp != '-';
        } else {
            break;
        }
        i = behind;
        if (labels > 0 && letters_only && i - label >= 2) {
            end = i;
        } else if (i > label) {
            end = 0;
        }
    }
    return end;
}

static size_t read_email(tol_str text, size_t at)
{
    size_t i = at;
    while (i < text.len && i - at < LOCAL_MAX && (is_ascii_alnum(text.ptr[i]) || is_any_of(text.ptr[i], "._%+-"))) {
        i++;
    }
    bool has_local = i > at && is_ascii_alnum(text.ptr[at]) && text.ptr[i - 1] != '.';
    return has_local && i < text.len && text.ptr[i] == '@' ? read_domain(text, i + 1) : 0;
}

/* A run of path characters and separators. */
typedef struct path {
    size_t end;    /* without full stops at its end */
    size_t looked; /* how far it was read */
    size_t names;  /* parts that are not empty */
    size_t last;   /* where the last part begins */
    bool is_ascii;
} path;

static bool is_path_char(uint32_t cp)
{
    return cp < 0x80 ? is_ascii_alnum((char)cp) || is_any_of((char)cp, "_-.+~%@#=$")
                     : (tol_unicode_props(cp) & TOL_CH_ALNUM) != 0;
}

static path read_path(tol_str text, size_t at, const char *separators)
{
    path p = {.end = at, .last = at, .is_ascii = true};
    size_t i = at;
    for (size_t behind = i; behind < text.len; i = behind) {
        uint32_t cp = tol_utf8_next(text, &behind);
        if (cp < 0x80 && is_any_of((char)cp, separators)) {
            p.names += i > p.last;
            p.last = behind;
        } else if (!is_path_char(cp)) {
            break;
        }
        p.is_ascii = p.is_ascii && cp < 0x80;
    }
    p.looked = i;
    while (i > p.last && text.ptr[i - 1] == '.') {
        i--;
    }
    p.names += i > p.last;
    p.end = i;
    return p;
}

/* ".txt", ".C", ".mp3", in one case and with a letter: "or.The" and "24/7.5" have none. */
static bool has_extension(tol_str text, const path *p)
{
    size_t i = p->end, lower = 0, upper = 0;
    while (i > p->last && p->end - i <= EXTENSION_MAX && is_ascii_alnum(text.ptr[i - 1])) {
        i--;
        lower += text.ptr[i] >= 'a' && text.ptr[i] <= 'z';
        upper += text.ptr[i] >= 'A' && text.ptr[i] <= 'Z';
    }
    return i > p->last + 1 && i < p->end && p->end - i <= EXTENSION_MAX && text.ptr[i - 1] == '.' &&
           text.ptr[i - 2] != '.' && (lower == 0) != (upper == 0);
}

static size_t read_rooted_path(tol_str text, size_t at)
{
    if (at + 1 < text.len && is_ascii_letter(text.ptr[at]) && text.ptr[at + 1] == ':' &&
        (stands_at(text, at + 2, "\\") || stands_at(text, at + 2, "/"))) {
        return read_path(text, at + 2, "\\/").end;
    }
    if (stands_at(text, at, "\\\\")) {
        path p = read_path(text, at + 2, "\\");
        return p.names >= 2 && text.ptr[at + 2] != '\\' ? p.end : 0;
    }
    if (stands_at(text, at, "/") && !stands_at(text, at, "//")) {
        path p = read_path(text, at, "/");
        return p.names >= 2 || (p.names == 1 && has_extension(text, &p)) ? p.end : 0;
    }
    size_t dots = stands_at(text, at, "~/") || stands_at(text, at, "./") ? 1 : stands_at(text, at, "../") ? 2 : 0;
    if (dots) {
        path p = read_path(text, at + dots, "/");
        return p.names >= 1 ? p.end : 0;
    }
    return 0;
}

static size_t read_relative_path(tol_str text, size_t at, size_t *barren)
{
    if (at < *barren || !(is_ascii_alnum(text.ptr[at]) || is_any_of(text.ptr[at], "_.$"))) {
        return 0;
    }
    path p = read_path(text, at, "/");
    if (p.names >= 2 && p.is_ascii && has_extension(text, &p)) {
        return p.end;
    }
    *barren = p.looked;
    return 0;
}

size_t tol_link_end(tol_str text, size_t at, size_t *barren)
{
    char c = text.ptr[at];
    if (!(is_ascii_alnum(c) || is_any_of(c, "/\\~._$")) || is_inside(text, at)) {
        return 0;
    }
    size_t end = read_url(text, at);
    end = end ? end : read_email(text, at);
    end = end ? end : read_rooted_path(text, at);
    return end ? end : read_relative_path(text, at, barren);
}
