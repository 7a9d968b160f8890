#include "document/html_sniff.h"

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"

#define HEAD_MAX 1024
/* A page that declares another encoding is UTF-8 all the same when it has so many bytes beyond ASCII, all of them
 * right. */
#define BEYOND_MIN 4
/* Where a meta element is looked for. */
#define META_MAX 8192

static char small(char c)
{
    return (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static bool is_name(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/* ASCII characters in small letters, without the zero bytes of UTF-16. */
static tol_str ascii_of(tol_str head, char out[HEAD_MAX])
{
    size_t n = 0;
    for (size_t i = 0; i < head.len && n < HEAD_MAX; i++) {
        if (head.ptr[i] > 0) {
            out[n++] = small(head.ptr[i]);
        }
    }
    return (tol_str){out, n};
}

static size_t find(tol_str text, size_t from, const char *what)
{
    size_t len = strlen(what);
    for (size_t i = from; i + len <= text.len; i++) {
        if (memcmp(text.ptr + i, what, len) == 0) {
            return i;
        }
    }
    return text.len;
}

/* Elements that pages without a frame begin with. */
static bool is_html_name(tol_str name)
{
    static const char *const names[] = {
        "html", "head",  "body",       "title",   "meta",    "link",   "script", "style",  "p",  "div",
        "span", "h1",    "h2",         "h3",      "h4",      "h5",     "h6",     "ul",     "ol", "li",
        "dl",   "table", "b",          "i",       "em",      "strong", "font",   "center", "br", "hr",
        "a",    "pre",   "blockquote", "article", "section", "main",   "nav",    "img",    "u",  "base"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (tol_str_equal(name, tol_str_of(names[i]))) {
            return true;
        }
    }
    return false;
}

bool tol_html_looks_so(tol_str head, bool is_named_so)
{
    char room[HEAD_MAX];
    tol_str text = ascii_of(head, room);
    size_t i = 0;
    bool is_xml = false;
    for (;;) {
        while (i < text.len && is_space(text.ptr[i])) {
            i++;
        }
        tol_str rest = {text.ptr + i, text.len - i};
        if (tol_str_starts_with(rest, TOL_LIT("<!--"))) {
            i = find(text, i, "-->");
        } else if (tol_str_starts_with(rest, TOL_LIT("<?"))) {
            is_xml = true;
            i = find(text, i, ">");
        } else if (tol_str_starts_with(rest, TOL_LIT("<!doctype"))) {
            size_t end = find(text, i, ">");
            return find((tol_str){text.ptr, end}, i, "html") < end;
        } else {
            break;
        }
        i += i < text.len;
        while (i < text.len && (text.ptr[i] == '>' || text.ptr[i] == '-')) {
            i++;
        }
    }
    if (i >= text.len || text.ptr[i] != '<') {
        return is_named_so && find(text, 0, "<") < text.len;
    }
    size_t begin = ++i;
    while (i < text.len && is_name(text.ptr[i])) {
        i++;
    }
    tol_str name = {text.ptr + begin, i - begin};
    bool is_html = tol_str_equal(name, TOL_LIT("html"));
    return is_html || is_named_so || (!is_xml && is_html_name(name));
}

/* ---- encoding ---- */

/* The name behind "charset=" in a meta element. */
static void declared(tol_str head, char out[TOL_ENCODING_MAX])
{
    static const char charset[] = "charset";
    tol_str part = {head.ptr, head.len < META_MAX ? head.len : META_MAX};
    size_t n = 0;
    for (size_t i = find(part, 0, "<"); i < part.len; i = find(part, i + 1, "<")) {
        bool is_meta = i + 5 < part.len && small(part.ptr[i + 1]) == 'm' && small(part.ptr[i + 2]) == 'e' &&
                       small(part.ptr[i + 3]) == 't' && small(part.ptr[i + 4]) == 'a';
        size_t end = is_meta ? find(part, i, ">") : i;
        for (size_t at = i; at + sizeof charset <= end && !n; at++) {
            if (!tol_str_equal_nocase((tol_str){part.ptr + at, sizeof charset - 1}, TOL_LIT("charset"))) {
                continue;
            }
            at += sizeof charset - 1;
            while (at < end && (is_space(part.ptr[at]) || strchr("='\"", part.ptr[at]))) {
                at++;
            }
            while (at < end && n + 1 < TOL_ENCODING_MAX &&
                   (is_name(small(part.ptr[at])) || strchr("-_.:", part.ptr[at]))) {
                out[n++] = part.ptr[at++];
            }
        }
    }
    out[n] = '\0';
}

/* Names that mean something else in pages than they say. */
static const char *meant(const char *name)
{
    static const char *const pairs[][2] = {{"iso-8859-1", "windows-1252"},
                                           {"latin1", "windows-1252"},
                                           {"us-ascii", "windows-1252"},
                                           {"ascii", "windows-1252"},
                                           {"iso-8859-9", "windows-1254"},
                                           {"utf8", "UTF-8"},
                                           {"cp1251", "windows-1251"},
                                           {"win-1251", "windows-1251"},
                                           {"utf-16", "UTF-8"},
                                           {"utf-16le", "UTF-8"},
                                           {"unicode", "UTF-8"}};
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        if (tol_str_equal_nocase(tol_str_of(name), tol_str_of(pairs[i][0]))) {
            return pairs[i][1];
        }
    }
    return name;
}

static bool is_surely_utf8(tol_str head, bool is_whole)
{
    size_t n_beyond = 0;
    size_t valid = tol_utf8_valid_prefix(head);
    for (size_t i = 0; i < valid; i++) {
        n_beyond += (unsigned char)head.ptr[i] >= 0x80;
    }
    return n_beyond >= BEYOND_MIN && (valid == head.len || (!is_whole && head.len - valid < 4));
}

bool tol_html_encoding(tol_str head, bool is_whole, char out[TOL_ENCODING_MAX], tol_html_charset *how)
{
    bool is_guess = false;
    *how = TOL_HTML_PLAIN;
    out[0] = '\0';
    if (!head.ptr) {
        return true;
    }
    size_t begin = find(head, 0, "<");
    bool is_marked = head.len >= 2 && ((unsigned char)head.ptr[0] >= 0xEF || memchr(head.ptr, 0, 2)) && begin > 0;
    if (is_marked || tol_str_starts_with(head, TOL_LIT("\xEF\xBB\xBF")) || memchr(head.ptr, 0, head.len)) {
        return true;
    }
    declared(head, out);
    if (out[0]) {
        char name[TOL_ENCODING_MAX];
        snprintf(name, sizeof name, "%s", meant(out));
        bool is_utf8 = tol_str_equal_nocase(tol_str_of(name), TOL_LIT("UTF-8"));
        if (!is_utf8 && is_surely_utf8(head, is_whole)) {
            *how = TOL_HTML_CONTRADICTED;
            return true;
        }
        snprintf(out, TOL_ENCODING_MAX, "%s", name);
        return true;
    }
    if (find(head, 0, "<?xml") < head.len || begin == head.len) {
        return true;
    }
    bool is_ok = tol_text_encoding((tol_str){head.ptr + begin + 1, head.len - begin - 1}, is_whole, out, &is_guess);
    *how = is_guess ? TOL_HTML_GUESSED : TOL_HTML_PLAIN;
    return is_ok;
}
