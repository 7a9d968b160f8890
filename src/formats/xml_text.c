#include "formats/xml_text.h"

#include <string.h>

/* What a byte becomes: NULL for itself. U+FFFE and U+FFFF are looked at on their own. */
static const char *escape_of(const char *p, const char *end, bool in_attr, size_t *len)
{
    unsigned char c = (unsigned char)*p;
    *len = 1;
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return in_attr ? "&quot;" : NULL;
    case '\t':
        return in_attr ? "&#9;" : NULL;
    case '\n':
        return in_attr ? "&#10;" : NULL;
    case '\r':
        return "&#13;";
    case 0xEF:
        if (end - p >= 3 && (unsigned char)p[1] == 0xBF && (unsigned char)p[2] >= 0xBE) {
            *len = 3;
            return " ";
        }
        return NULL;
    default:
        return c < 0x20 ? " " : NULL;
    }
}

static bool is_plain(unsigned char c)
{
    return c > '>' ? c != 0xEF : c >= 0x20 && c != '&' && c != '<' && c != '>' && c != '"';
}

static void put(tol_buf *buf, tol_str text, bool in_attr)
{
    const char *p = text.ptr, *end = text.ptr + text.len, *begin = p;
    while (p < end) {
        size_t len;
        const char *escape = is_plain((unsigned char)*p) ? (len = 1, NULL) : escape_of(p, end, in_attr, &len);
        if (escape) {
            tol_buf_append(buf, begin, (size_t)(p - begin));
            tol_buf_append(buf, escape, strlen(escape));
            begin = p + len;
        }
        p += len;
    }
    if (text.len) {
        tol_buf_append(buf, begin, (size_t)(end - begin));
    }
}

void tol_xml_put_text(tol_buf *buf, tol_str text)
{
    if (text.len) {
        put(buf, text, false);
    }
}

void tol_xml_put_attr(tol_buf *buf, tol_str name, tol_str value)
{
    tol_buf_byte(buf, ' ');
    tol_buf_add(buf, name);
    tol_buf_append(buf, "=\"", 2);
    if (value.len) {
        put(buf, value, true);
    }
    tol_buf_byte(buf, '"');
}
