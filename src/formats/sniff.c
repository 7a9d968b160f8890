#include "formats/sniff.h"

#include <stdio.h>
#include <string.h>

#include "formats/xml_entity.h"

/* Files of other kinds, by their first bytes; packed ones are opened before anybody looks. */
static const struct {
    const char *bytes;
    size_t len;
    const char *words;
} magics[] = {
    {"%PDF", 4, "a PDF document"},
    {"{\\rtf", 5, "an RTF document"},
    {"%!PS", 4, "a PostScript document"},
    {"\xD0\xCF\x11\xE0", 4, "an old Office document (DOC, XLS, PPT)"},
    {"AT&TFORM", 8, "a DjVu document"},
    {"SQLite format 3", 15, "an SQLite database"},
    {"\xDE\x12\x04\x95", 4, "a gettext MO file"},
    {"\x95\x04\x12\xDE", 4, "a gettext MO file"},
    {"\x89PNG", 4, "an image (PNG)"},
    {"\xFF\xD8\xFF", 3, "an image (JPEG)"},
    {"GIF8", 4, "an image (GIF)"},
    {"II*\0", 4, "an image (TIFF)"},
    {"MM\0*", 4, "an image (TIFF)"},
    {"8BPS", 4, "an image (Photoshop)"},
    {"RIFF", 4, "an image, a sound or a film (RIFF)"},
    {"OggS", 4, "a sound or a film (Ogg)"},
    {"ID3", 3, "a sound (MP3)"},
    {"\x7F"
     "ELF",
     4, "a program (ELF)"},
    {"MZ\x90", 3, "a program of Windows"},
    {"\xCA\xFE\xBA\xBE", 4, "a program of Java"},
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
    {"omegat", "an OmegaT project file"},
    {"filters", "a file of filter settings (OmegaT)"},
    {"svg", "an image (SVG)"},
    {"document-content", "the text of an OpenDocument file"},
    {"resources", "a file of program texts (Android)"},
    {"plist", "a file of settings (property list)"},
    {"rss", "a news feed"},
    {"TEI", "a TEI document"},
    {"book", "a book (DocBook)"},
    {"article", "an article (DocBook)"},
    {"topic", "a DITA topic"},
    {"schema", "an XML schema"},
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

const char *tol_sniff_bytes(tol_str raw)
{
    for (size_t i = 0; i < sizeof magics / sizeof magics[0]; i++) {
        if (raw.len >= magics[i].len && memcmp(raw.ptr, magics[i].bytes, magics[i].len) == 0) {
            return magics[i].words;
        }
    }
    return NULL;
}

static void describe(tol_str raw, tol_str text, tol_looks *looks)
{
    const char *known = tol_sniff_bytes(raw);
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
