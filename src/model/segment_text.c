#include "model/segment_text.h"

#include <string.h>

#include "base/utf8.h"

/* A walk through the XML; what it gives is written behind itself. */
typedef struct scanner {
    tol_str in;
    size_t at;
    char *out;
    size_t len;
    unsigned native_depth; /* open elements of native code */
} scanner;

static tol_str rest_of(const scanner *s)
{
    return (tol_str){s->in.ptr + s->at, s->in.len - s->at};
}

/* Where `byte` stands in the rest, as a length up to it; the whole rest when it does not. */
static size_t distance_to(tol_str rest, char byte)
{
    const char *found = rest.len ? memchr(rest.ptr, byte, rest.len) : NULL;
    return found ? (size_t)(found - rest.ptr) : rest.len;
}

static bool is_native(tol_str name)
{
    static const char *const names[] = {"bpt", "ept", "ph", "it", "ut"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (tol_str_equal(name, tol_str_of(names[i]))) {
            return true;
        }
    }
    return false;
}

/* The name at the head of what stands between the brackets of a tag. */
static tol_str name_of(tol_str tag)
{
    size_t n = 0;
    while (n < tag.len && !strchr(" \t\r\n/>", tag.ptr[n])) {
        n++;
    }
    return (tol_str){tag.ptr, n};
}

/* Step over a tag; false when there is none, and the bracket is text. */
static bool skip_tag(scanner *s)
{
    tol_str rest = rest_of(s);
    size_t end = distance_to(rest, '>');
    if (end == rest.len || end < 2) {
        return false;
    }
    bool is_close = rest.ptr[1] == '/', is_empty = rest.ptr[end - 1] == '/';
    tol_str tag = {rest.ptr + 1 + is_close, end - 1 - is_close};
    if (is_native(name_of(tag)) && !is_empty) {
        if (!is_close) {
            s->native_depth++;
        } else if (s->native_depth) {
            s->native_depth--;
        }
    }
    s->at += end + 1;
    return true;
}

/* The character of a reference, "lt" or "#x416"; 0 for what is none. */
static uint32_t character_of(tol_str name)
{
    static const struct {
        const char *name;
        uint32_t cp;
    } entities[] = {{"lt", '<'}, {"gt", '>'}, {"amp", '&'}, {"quot", '"'}, {"apos", '\''}};
    for (size_t i = 0; i < sizeof entities / sizeof entities[0]; i++) {
        if (tol_str_equal(name, tol_str_of(entities[i].name))) {
            return entities[i].cp;
        }
    }
    if (name.len < 2 || name.ptr[0] != '#') {
        return 0;
    }
    bool is_hex = name.ptr[1] == 'x';
    uint32_t base = is_hex ? 16 : 10, cp = 0;
    for (size_t i = 1 + is_hex; i < name.len; i++) {
        char c = name.ptr[i];
        uint32_t digit = c >= '0' && c <= '9'   ? (uint32_t)(c - '0')
                         : c >= 'a' && c <= 'f' ? (uint32_t)(c - 'a') + 10
                         : c >= 'A' && c <= 'F' ? (uint32_t)(c - 'A') + 10
                                                : 99;
        if (digit >= base || cp > 0x10FFFF) {
            return 0;
        }
        cp = cp * base + digit;
    }
    return cp > 0x10FFFF || (cp >= 0xD800 && cp <= 0xDFFF) ? 0 : cp;
}

/* Replace a reference; false when there is none, and the sign is text. A reference is longer than its character. */
static bool take_reference(scanner *s)
{
    tol_str rest = rest_of(s);
    size_t end = distance_to(rest, ';');
    uint32_t cp = end < rest.len && end < 12 ? character_of((tol_str){rest.ptr + 1, end - 1}) : 0;
    if (cp == 0) {
        return false;
    }
    if (s->native_depth == 0) {
        s->len += tol_utf8_put(cp, s->out + s->len);
    }
    s->at += end + 1;
    return true;
}

tol_str tol_segment_text_of(tol_str xml, tol_arena *arena)
{
    if (!tol_str_starts_with(xml, TOL_LIT("<seg"))) {
        return xml;
    }
    scanner s = {.in = xml, .out = tol_arena_alloc(arena, xml.len)};
    while (s.out && s.at < xml.len) {
        char c = xml.ptr[s.at];
        if ((c == '<' && skip_tag(&s)) || (c == '&' && take_reference(&s))) {
            continue;
        }
        if (s.native_depth == 0) {
            s.out[s.len++] = c;
        }
        s.at++;
    }
    return (tol_str){s.out, s.len};
}
