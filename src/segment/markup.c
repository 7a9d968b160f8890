#include "segment/markup.h"

#include <string.h>

/* Longest tag, in bytes. */
#define TAG_MAX 200

static bool is_ascii_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

size_t tol_tag_end(tol_str text, size_t at)
{
    size_t i = at + 1;
    if (at >= text.len || text.ptr[at] != '<') {
        return at;
    }
    i += i < text.len && text.ptr[i] == '/';
    if (i >= text.len || !is_ascii_letter(text.ptr[i])) {
        return at;
    }
    while (i < text.len && i - at < TAG_MAX && text.ptr[i] != '>' && text.ptr[i] != '<') {
        i++;
    }
    return i < text.len && text.ptr[i] == '>' ? i + 1 : at;
}

bool tol_tag_is_block(tol_str text, size_t at, size_t end)
{
    static const char names[] =
        " h1 h2 h3 h4 h5 h6 p div li ul ol dl dt dd td th tr table title br hr blockquote section article ";
    char name[14] = " ";
    size_t len = 1, i = at + 1 + (text.ptr[at + 1] == '/');
    while (i < end && len < sizeof name - 2 &&
           (is_ascii_letter(text.ptr[i]) || (len > 1 && text.ptr[i] <= '9' && text.ptr[i] >= '0'))) {
        char c = text.ptr[i++];
        name[len++] = (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
    }
    name[len] = ' ';
    return len > 1 && strstr(names, name);
}
