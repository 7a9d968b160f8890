#include "formats/sniff.h"

#include <stdio.h>
#include <string.h>

#include "formats/xml_entity.h"

/* Files that are no text, by their first bytes. */
static const struct {
    const char *bytes;
    size_t len;
    const char *words;
} magics[] = {
    {"\x1F\x8B", 2, "a file compressed with gzip"},
    {"PK\x03\x04", 4, "a ZIP archive"},
    {"BZh", 3, "a file compressed with bzip2"},
    {"\xFD"
     "7zXZ",
     5, "a file compressed with xz"},
    {"\x28\xB5\x2F\xFD", 4, "a file compressed with zstd"},
    {"7z\xBC\xAF", 4, "a 7z archive"},
    {"Rar!", 4, "a RAR archive"},
    {"%PDF", 4, "a PDF document"},
    {"SQLite format 3", 15, "an SQLite database"},
    {"\xDE\x12\x04\x95", 4, "a gettext MO file"},
    {"\x95\x04\x12\xDE", 4, "a gettext MO file"},
    {"\xD0\xCF\x11\xE0", 4, "an old Office document"},
};

/* XML files, by their root element. */
static const struct {
    const char *root, *words;
} roots[] = {
    {"tmx", "a TMX file"},
    {"martif", "a TBX file"},
    {"tbx", "a TBX file"},
    {"TBX", "a TBX file"},
    {"xliff", "an XLIFF file"},
    {"map", "a map of the Tiled editor"},
    {"html", "an HTML page"},
    {"HTML", "an HTML page"},
    {"srx", "a file of segmentation rules (SRX)"},
    {"mtf", "a MultiTerm export"},
    {"tileset", "a tile set of the Tiled editor"},
    {"TS", "a Qt translation file"},
};

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Move behind the first `end` from `i` on; false when it is not there. */
static bool skip_to(tol_str text, size_t *i, const char *end)
{
    size_t len = strlen(end);
    for (; *i + len <= text.len; ++*i) {
        if (memcmp(text.ptr + *i, end, len) == 0) {
            *i += len;
            return true;
        }
    }
    return false;
}

/* Move behind what may stand before the root element, to its "<"; false when it is not reached. */
static bool skip_prolog(tol_str text, size_t *i)
{
    for (;;) {
        while (*i < text.len && is_space(text.ptr[*i])) {
            ++*i;
        }
        tol_str rest = {text.ptr + *i, text.len - *i};
        if (tol_str_starts_with(rest, TOL_LIT("<?"))) {
            if (!skip_to(text, i, "?>")) {
                return false;
            }
        } else if (tol_str_starts_with(rest, TOL_LIT("<!--"))) {
            if (!skip_to(text, i, "-->")) {
                return false;
            }
        } else if (tol_str_starts_with(rest, TOL_LIT("<!"))) {
            size_t len = tol_str_starts_with(rest, TOL_LIT("<!DOCTYPE")) ? tol_doctype_len(rest) : 0;
            *i += len;
            if (!len) {
                return false;
            }
        } else {
            return rest.len > 0;
        }
    }
}

static void find_root(tol_str text, tol_looks *looks)
{
    size_t i = 0;
    if (!skip_prolog(text, &i)) {
        looks->is_cut = true;
        return;
    }
    if (text.ptr[i] != '<') {
        return;
    }
    size_t begin = ++i;
    while (i < text.len && tol_is_name_byte(text.ptr[i])) {
        begin = text.ptr[i] == ':' ? i + 1 : begin;
        i++;
    }
    looks->is_cut = i == text.len;
    snprintf(looks->root, sizeof looks->root, "%.*s", (int)(i - begin), text.ptr + begin);
}

static bool is_blank(tol_str text)
{
    size_t i = 0;
    while (i < text.len && is_space(text.ptr[i])) {
        i++;
    }
    return i == text.len;
}

static bool has_doctype_html(tol_str text)
{
    size_t i = 0;
    while (i < text.len && is_space(text.ptr[i])) {
        i++;
    }
    static const char html[] = "<!doctype html";
    size_t len = sizeof html - 1;
    return text.len - i >= len && tol_str_equal_nocase((tol_str){text.ptr + i, len}, TOL_LIT("<!doctype html"));
}

static const char *words_of_root(const char *root)
{
    for (size_t i = 0; i < sizeof roots / sizeof roots[0]; i++) {
        if (strcmp(root, roots[i].root) == 0) {
            return roots[i].words;
        }
    }
    return NULL;
}

static bool is_text(tol_str raw, tol_str text)
{
    return raw.len && !is_blank(text) && !has_doctype_html(text) && !memchr(text.ptr, 0, text.len);
}

static void describe(tol_str raw, tol_str text, tol_looks *looks)
{
    const char *known = NULL;
    for (size_t i = 0; !known && i < sizeof magics / sizeof magics[0]; i++) {
        bool matches = raw.len >= magics[i].len && memcmp(raw.ptr, magics[i].bytes, magics[i].len) == 0;
        known = matches ? magics[i].words : NULL;
    }
    if (!known) {
        known = raw.len == 0 || text.len == 0   ? "an empty file"
                : is_blank(text)                ? "a file of white space"
                : has_doctype_html(text)        ? "an HTML page"
                : looks->root[0]                ? words_of_root(looks->root)
                : looks->is_cut                 ? "XML that is cut off before its root element"
                : memchr(text.ptr, 0, text.len) ? "a binary file"
                                                : "plain text";
    }
    looks->is_text =
        !looks->root[0] && !looks->is_cut && is_text(raw, text) && (!known || strcmp(known, "plain text") == 0);
    if (known) {
        snprintf(looks->words, sizeof looks->words, "%s", known);
    } else {
        snprintf(looks->words, sizeof looks->words, "XML with the root element \"%s\"", looks->root);
    }
}

void tol_sniff(tol_str raw, tol_str text, tol_looks *looks)
{
    *looks = (tol_looks){.root = ""};
    if (!text.len || is_blank(text)) {
        looks->is_cut = false;
    } else if (!has_doctype_html(text)) {
        find_root(text, looks);
    }
    describe(raw, text, looks);
}
