#include "formats/xml_entity.h"

#include <libxml/HTMLparser.h>
#include <stdio.h>
#include <string.h>

#include "base/fail.h"
#include "base/utf8.h"

#define ENTITIES_MAX 1000

uint32_t tol_html_entity(tol_str name)
{
    char terminated[16];
    if (!name.len || name.len >= sizeof terminated) {
        return 0;
    }
    memcpy(terminated, name.ptr, name.len);
    terminated[name.len] = '\0';
    const htmlEntityDesc *found = htmlEntityLookup((const xmlChar *)terminated);
    return found ? found->value : 0;
}

bool tol_is_xml_char(uint32_t cp)
{
    if (cp < 0x20) {
        return cp == '\t' || cp == '\n' || cp == '\r';
    }
    return cp <= 0xD7FF || (cp >= 0xE000 && cp <= 0xFFFD) || (cp >= 0x10000 && cp <= 0x10FFFF);
}

bool tol_is_name_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == ':' ||
           c == '-' || c == '.' || (unsigned char)c >= 0x80;
}

static bool digit_of(char c, bool is_hex, uint32_t *digit)
{
    if (c >= '0' && c <= '9') {
        *digit = (uint32_t)(c - '0');
        return true;
    }
    char lower = (char)(c | 0x20);
    if (is_hex && lower >= 'a' && lower <= 'f') {
        *digit = (uint32_t)(lower - 'a') + 10;
        return true;
    }
    return false;
}

bool tol_char_reference(tol_str text, uint32_t *cp, size_t *len)
{
    if (!tol_str_starts_with(text, TOL_LIT("&#"))) {
        return false;
    }
    bool is_hex = text.len > 2 && text.ptr[2] == 'x';
    size_t first = is_hex ? 3 : 2, i = first;
    uint32_t digit;
    *cp = 0;
    for (; i < text.len && digit_of(text.ptr[i], is_hex, &digit); i++) {
        if (*cp <= 0x10FFFF) {
            *cp = *cp * (is_hex ? 16 : 10) + digit;
        }
    }
    if (i == first || i >= text.len || text.ptr[i] != ';') {
        return false;
    }
    if (*cp > 0x10FFFF) {
        *cp = UINT32_MAX;
    }
    *len = i + 1;
    return true;
}

/* Whether a character may stand in a name of XML 1.0; those that may not begin one come last. */
static bool is_name_char(uint32_t cp, bool is_first)
{
    static const uint32_t ranges[][2] = {
        {':', ':'},       {'A', 'Z'},       {'_', '_'},       {'a', 'z'},         {0xC0, 0xD6},     {0xD8, 0xF6},
        {0xF8, 0x2FF},    {0x370, 0x37D},   {0x37F, 0x1FFF},  {0x200C, 0x200D},   {0x2070, 0x218F}, {0x2C00, 0x2FEF},
        {0x3001, 0xD7FF}, {0xF900, 0xFDCF}, {0xFDF0, 0xFFFD}, {0x10000, 0xEFFFF}, {'-', '.'},       {'0', '9'},
        {0xB7, 0xB7},     {0x300, 0x36F},   {0x203F, 0x2040},
    };
    const size_t n = sizeof ranges / sizeof ranges[0], n_inner = 5;
    for (size_t i = 0; i < (is_first ? n - n_inner : n); i++) {
        if (cp >= ranges[i][0] && cp <= ranges[i][1]) {
            return true;
        }
    }
    return false;
}

tol_str tol_entity_reference(tol_str text)
{
    size_t i = 1;
    while (i < text.len && text.ptr[0] == '&') {
        size_t begin = i;
        uint32_t cp = tol_utf8_next(text, &i);
        if (cp == ';' && begin > 1) {
            return (tol_str){text.ptr + 1, begin - 1};
        }
        if (!is_name_char(cp, begin == 1)) {
            break;
        }
    }
    return TOL_STR_NULL;
}

bool tol_is_predefined_entity(tol_str name)
{
    return tol_str_equal(name, TOL_LIT("lt")) || tol_str_equal(name, TOL_LIT("gt")) ||
           tol_str_equal(name, TOL_LIT("amp")) || tol_str_equal(name, TOL_LIT("quot")) ||
           tol_str_equal(name, TOL_LIT("apos"));
}

/* ---- reading a DOCTYPE ---- */

/* Where a comment, a processing instruction or a quoted text that begins at `i` ends (the byte behind it); `i` when
 * none begins there; text.len + 1 when its end is missing. */
static size_t skip_opaque(tol_str text, size_t i)
{
    tol_str rest = {text.ptr + i, text.len - i};
    const char *end;
    size_t skip;
    if (tol_str_starts_with(rest, TOL_LIT("<!--"))) {
        end = "-->";
        skip = 4;
    } else if (tol_str_starts_with(rest, TOL_LIT("<?"))) {
        end = "?>";
        skip = 2;
    } else if (rest.len && (rest.ptr[0] == '"' || rest.ptr[0] == '\'')) {
        end = rest.ptr[0] == '"' ? "\"" : "'";
        skip = 1;
    } else {
        return i;
    }
    size_t end_len = strlen(end);
    for (size_t k = i + skip; k + end_len <= text.len; k++) {
        if (memcmp(text.ptr + k, end, end_len) == 0) {
            return k + end_len;
        }
    }
    return text.len + 1;
}

size_t tol_doctype_len(tol_str text)
{
    int depth = 0; /* of brackets */
    for (size_t i = sizeof "<!DOCTYPE" - 1; i < text.len;) {
        size_t behind = skip_opaque(text, i);
        if (behind > text.len) {
            return 0;
        }
        if (behind > i) {
            i = behind;
            continue;
        }
        char c = text.ptr[i++];
        depth += (c == '[') - (c == ']');
        if (c == '>' && depth <= 0) {
            return i;
        }
    }
    return 0;
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static void skip_spaces(tol_str text, size_t *i)
{
    while (*i < text.len && is_space(text.ptr[*i])) {
        ++*i;
    }
}

static tol_str take_name(tol_str text, size_t *i)
{
    size_t begin = *i;
    while (*i < text.len && tol_is_name_byte(text.ptr[*i])) {
        ++*i;
    }
    return (tol_str){text.ptr + begin, *i - begin};
}

/* Append a character of an entity's text so that it stands for itself in content and in attribute values. */
static size_t put_escaped(uint32_t cp, bool is_markup, char *out)
{
    if (!tol_is_xml_char(cp)) {
        cp = ' ';
    }
    bool is_plain = cp != '\n' && cp != '\r' && (is_markup || (cp != '"' && cp != '\''));
    return is_plain ? tol_utf8_put(cp, out) : (size_t)sprintf(out, "&#%u;", (unsigned)cp);
}

/* The text of an entity from its declared value: character references count, entity references are not for us. */
static void set_text(tol_xml_entity *entity, tol_str value, tol_arena *arena)
{
    entity->kind = value.len > TOL_ENTITY_MAX ? TOL_ENTITY_LONG : TOL_ENTITY_TEXT;
    if (entity->kind == TOL_ENTITY_LONG) {
        return;
    }
    bool is_markup = value.len && memchr(value.ptr, '<', value.len);
    char *text = tol_arena_alloc(arena, value.len * 8 + 1);
    size_t len = 0;
    for (size_t i = 0; text && i < value.len;) {
        uint32_t cp;
        size_t ref_len;
        if (tol_char_reference((tol_str){value.ptr + i, value.len - i}, &cp, &ref_len)) {
            i += ref_len;
        } else {
            cp = tol_utf8_next(value, &i);
        }
        if (cp == '&' || cp == '%') {
            entity->kind = TOL_ENTITY_NESTED;
            return;
        }
        len += put_escaped(cp, is_markup, text + len);
    }
    entity->text = (tol_str){text, len};
}

/* An entity declaration whose keyword is read; *i stands behind it. */
static void take_entity(tol_str text, size_t *i, tol_arena *arena, tol_xml_entity *entity)
{
    *entity = (tol_xml_entity){.name = TOL_STR_NULL};
    skip_spaces(text, i);
    if (*i < text.len && text.ptr[*i] == '%') {
        return; /* a parameter entity: refused where it is used */
    }
    tol_str name = take_name(text, i);
    skip_spaces(text, i);
    size_t end = skip_opaque(text, *i);
    if (!name.len || tol_is_predefined_entity(name)) {
        return;
    }
    entity->name = tol_arena_copy(arena, name);
    entity->kind = TOL_ENTITY_EXTERNAL;
    if (end > *i + 1 && end <= text.len && text.ptr[*i] != '<') {
        set_text(entity, (tol_str){text.ptr + *i + 1, end - *i - 2}, arena);
        *i = end;
    }
}

tol_status tol_doctype_entities(tol_str doctype, tol_arena *arena, tol_xml_entity **entities, size_t *n, tol_error *err)
{
    *n = 0;
    const char *subset = memchr(doctype.ptr, '[', doctype.len);
    if (!subset) {
        return TOL_OK;
    }
    *entities = tol_arena_alloc(arena, ENTITIES_MAX * sizeof **entities);
    for (size_t i = (size_t)(subset - doctype.ptr); *entities && i < doctype.len;) {
        size_t behind = skip_opaque(doctype, i);
        if (behind > i) {
            i = behind;
        } else if (doctype.ptr[i] == '%' && i + 1 < doctype.len && tol_is_name_byte(doctype.ptr[i + 1])) {
            return tol_fail(err, TOL_EPARSE, "the DOCTYPE refers to a parameter entity, which is not supported");
        } else if (tol_str_starts_with((tol_str){doctype.ptr + i, doctype.len - i}, TOL_LIT("<!ENTITY"))) {
            i += sizeof "<!ENTITY" - 1;
            if (*n == ENTITIES_MAX) {
                return tol_fail(err, TOL_ELIMIT, "the DOCTYPE declares more than %d entities", ENTITIES_MAX);
            }
            take_entity(doctype, &i, arena, &(*entities)[*n]);
            *n += (*entities)[*n].name.ptr != NULL;
        } else {
            i++;
        }
    }
    return tol_arena_ok(arena) ? TOL_OK : tol_fail_nomem(err);
}
