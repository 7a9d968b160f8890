#include "tolmach/lang.h"

#include <stdio.h>
#include <string.h>
#include <unicode/uloc.h>

#include "base/utf8.h"
#include "text/analysis_lang.h"

/*
 * Tags of translation files are tidied here (separators, codes that ICU does not know, legacy order), then ICU makes
 * them canonical. What is not well-formed can still have a primary language: "DA-01" is Danish.
 */
#define SUBTAG_MAX  8
#define SUBTAGS_MAX 16

typedef struct subtags {
    tol_str items[SUBTAGS_MAX];
    size_t n;
    char bytes[TOL_LANG_MAX]; /* lower case */
} subtags;

typedef struct parsed {
    bool is_tag;   /* there is a primary language that matching may use */
    bool is_valid; /* well-formed, `canonical` is set */
    char canonical[TOL_LANG_MAX];
    char primary[16], script[8], region[8]; /* "" for none; the script may be implied by the region */
} parsed;

/* Three-letter bibliographic codes of ISO 639-2, and names of regions, for which ICU has no canonical form. */
static const char *const renamed_languages[][2] = {
    {"alb", "sq"}, {"arm", "hy"}, {"baq", "eu"}, {"bur", "my"}, {"chi", "zh"}, {"cze", "cs"}, {"dut", "nl"},
    {"fre", "fr"}, {"geo", "ka"}, {"ger", "de"}, {"gre", "el"}, {"ice", "is"}, {"mac", "mk"}, {"mao", "mi"},
    {"may", "ms"}, {"per", "fa"}, {"rum", "ro"}, {"slo", "sk"}, {"tib", "bo"}, {"wel", "cy"}, {"iw", "he"},
    {"in", "id"},  {"ji", "yi"},  {"jw", "jv"},  {"mo", "ro"},
};
static const char *const renamed_regions[][2] = {{"uk", "gb"}};

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letters(tol_str s)
{
    for (size_t i = 0; i < s.len; i++) {
        if (!is_letter(s.ptr[i])) {
            return false;
        }
    }
    return s.len > 0;
}

static bool is_digits(tol_str s)
{
    for (size_t i = 0; i < s.len; i++) {
        if (!is_digit(s.ptr[i])) {
            return false;
        }
    }
    return s.len > 0;
}

static bool is_region(tol_str s)
{
    return (s.len == 2 && is_letters(s)) || (s.len == 3 && is_digits(s));
}

static bool is_script(tol_str s)
{
    return s.len == 4 && is_letters(s);
}

static tol_str renamed(tol_str s, const char *const names[][2], size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (tol_str_equal(s, tol_str_of(names[i][0]))) {
            return tol_str_of(names[i][1]);
        }
    }
    return s;
}

#define RENAMED(s, names) renamed(s, names, sizeof(names) / sizeof *(names))

/* Without blanks around it, and without the charset and the modifier of a locale of POSIX: "ru_RU.UTF-8", "de@euro". */
static tol_str trim(tol_str s)
{
    while (s.len && (s.ptr[0] == ' ' || s.ptr[0] == '\t' || s.ptr[0] == '\n' || s.ptr[0] == '\r')) {
        s.ptr++;
        s.len--;
    }
    while (s.len && (s.ptr[s.len - 1] == ' ' || s.ptr[s.len - 1] == '\t' || s.ptr[s.len - 1] == '\n' ||
                     s.ptr[s.len - 1] == '\r')) {
        s.len--;
    }
    for (size_t i = 0; i < s.len; i++) {
        if (s.ptr[i] == '.' || s.ptr[i] == '@') {
            s.len = i;
        }
    }
    return s;
}

/* Part a tag at hyphens and underscores; false when a part is empty, too long, or not of letters and digits. */
static bool split(tol_str tag, subtags *out)
{
    out->n = 0;
    if (tag.len == 0 || tag.len >= TOL_LANG_MAX) {
        return false;
    }
    size_t start = 0;
    for (size_t i = 0; i <= tag.len; i++) {
        char c = i < tag.len ? tag.ptr[i] : '-';
        if (c == '-' || c == '_') {
            if (i == start || i - start > SUBTAG_MAX || out->n == SUBTAGS_MAX) {
                return false;
            }
            out->items[out->n++] = (tol_str){out->bytes + start, i - start};
            start = i + 1;
        } else if (!is_letter(c) && !is_digit(c)) {
            return false;
        }
        out->bytes[i] = c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
    }
    return true;
}

/* Codes that were renamed, and the order of RFC 3066's leftovers: sr-SP-Latn. */
static void tidy(subtags *tags)
{
    tags->items[0] = RENAMED(tags->items[0], renamed_languages);
    if (tags->n >= 3 && is_region(tags->items[1]) && is_script(tags->items[2])) {
        tol_str region = tags->items[1];
        tags->items[1] = tags->items[2];
        tags->items[2] = region;
    }
    for (size_t i = 1; i < tags->n && i < 3; i++) {
        tags->items[i] = RENAMED(tags->items[i], renamed_regions);
    }
}

static bool join(const subtags *tags, char out[TOL_LANG_MAX])
{
    size_t len = 0;
    for (size_t i = 0; i < tags->n; i++) {
        if (len + tags->items[i].len + 2 > TOL_LANG_MAX) {
            return false;
        }
        if (i > 0) {
            out[len++] = '-';
        }
        memcpy(out + len, tags->items[i].ptr, tags->items[i].len);
        len += tags->items[i].len;
    }
    out[len] = '\0';
    return true;
}

/* ICU's own canonical form; false when it does not take all of the tag. */
static bool canonical_by_icu(const char *tag, char out[TOL_LANG_MAX])
{
    char locale[ULOC_FULLNAME_CAPACITY];
    int32_t used = 0;
    UErrorCode status = U_ZERO_ERROR;
    uloc_forLanguageTag(tag, locale, sizeof locale, &used, &status);
    if (U_FAILURE(status) || status == U_STRING_NOT_TERMINATED_WARNING || (size_t)used != strlen(tag)) {
        return false;
    }
    int32_t len = uloc_toLanguageTag(locale, out, TOL_LANG_MAX, true, &status);
    return U_SUCCESS(status) && len > 0 && len < TOL_LANG_MAX;
}

static bool is_iso_language(const char *primary)
{
    for (const char *const *known = uloc_getISOLanguages(); *known; known++) {
        if (strcmp(*known, primary) == 0) {
            return true;
        }
    }
    return false;
}

static bool is_known_primary(const char *primary)
{
    size_t len = strlen(primary);
    if (len == 3 && primary[0] == 'q' && primary[1] >= 'a' && primary[1] <= 't') {
        return true; /* qaa to qtz are for private use */
    }
    if (len < 2 || len > 3 || strcmp(primary, "und") == 0) {
        return false;
    }
    UChar name[128];
    UErrorCode status = U_ZERO_ERROR;
    return is_iso_language(primary) || (uloc_getDisplayLanguage(primary, "en", name, 128, &status) > 0 &&
                                        U_SUCCESS(status) && status != U_USING_DEFAULT_WARNING);
}

static void get_parts(const char *canonical, parsed *p)
{
    char locale[ULOC_FULLNAME_CAPACITY], likely[ULOC_FULLNAME_CAPACITY];
    UErrorCode status = U_ZERO_ERROR;
    uloc_forLanguageTag(canonical, locale, sizeof locale, NULL, &status);
    uloc_getLanguage(locale, p->primary, sizeof p->primary, &status);
    uloc_getScript(locale, p->script, sizeof p->script, &status);
    uloc_getCountry(locale, p->region, sizeof p->region, &status);
    if (U_SUCCESS(status) && p->script[0] == '\0' && p->region[0] != '\0') {
        uloc_addLikelySubtags(locale, likely, sizeof likely, &status);
        uloc_getScript(likely, p->script, sizeof p->script, &status);
    }
}

static void parse_private(const subtags *tags, parsed *p)
{
    p->is_valid = p->is_tag = tags->n >= 2 && join(tags, p->canonical);
}

/* The primary language of what is no well-formed tag: "da" of "DA-01". */
static void parse_primary(tol_str tag, parsed *p)
{
    size_t len = 0;
    while (len < tag.len && is_letter(tag.ptr[len])) {
        len++;
    }
    subtags tags;
    if (len == 0 || (len < tag.len && tag.ptr[len] != '-' && tag.ptr[len] != '_') ||
        !split((tol_str){tag.ptr, len}, &tags)) {
        return;
    }
    char canonical[TOL_LANG_MAX];
    tidy(&tags);
    if (tags.items[0].len >= 2 && tags.items[0].len <= 3 && join(&tags, canonical) &&
        canonical_by_icu(canonical, canonical) && is_known_primary(canonical)) {
        p->is_tag = true;
        memcpy(p->primary, canonical, strlen(canonical) + 1); /* two or three letters */
    }
}

static void parse(tol_str tag, parsed *p)
{
    *p = (parsed){0};
    subtags tags;
    tag = trim(tag);
    if (!split(tag, &tags)) {
        parse_primary(tag, p);
        return;
    }
    char joined[TOL_LANG_MAX];
    if (tags.items[0].len == 1 && tags.items[0].ptr[0] == 'x') {
        parse_private(&tags, p);
        return;
    }
    tidy(&tags);
    bool is_registered = (tags.items[0].len == 1 && tags.items[0].ptr[0] == 'i' && tags.n > 1) ||
                         (tags.items[0].len >= 2 && tags.items[0].len <= 3 && is_letters(tags.items[0]));
    if (is_registered && join(&tags, joined) && canonical_by_icu(joined, p->canonical)) {
        p->is_valid = p->is_tag = true;
        get_parts(p->canonical, p);
        return;
    }
    parse_primary(tag, p);
}

static void copy_cut(tol_str text, char out[TOL_LANG_MAX])
{
    size_t len = text.len < TOL_LANG_MAX ? text.len : tol_utf8_cut(text.ptr, TOL_LANG_MAX - 1);
    if (len) {
        memcpy(out, text.ptr, len);
    }
    out[len] = '\0';
}

bool tol_lang_canonical(tol_str tag, char out[TOL_LANG_MAX])
{
    parsed p;
    parse(tag, &p);
    copy_cut(p.is_valid ? tol_str_of(p.canonical) : tag, out);
    return p.is_valid;
}

bool tol_lang_is_known(tol_str tag)
{
    parsed p;
    parse(tag, &p);
    bool is_private = p.is_valid && strncmp(p.canonical, "x-", 2) == 0;
    return is_private || (p.is_tag && is_known_primary(p.primary));
}

static bool contradict(const char *a, const char *b)
{
    return a[0] && b[0] && strcmp(a, b) != 0;
}

bool tol_lang_matches(tol_str a, tol_str b)
{
    parsed pa, pb;
    parse(a, &pa);
    parse(b, &pb);
    if (!pa.is_tag || !pb.is_tag) {
        return !pa.is_tag && !pb.is_tag && tol_str_equal(a, b);
    }
    if (pa.primary[0] == '\0' || pb.primary[0] == '\0') {
        return strcmp(pa.canonical, pb.canonical) == 0; /* private tags say nothing of their language */
    }
    return strcmp(pa.primary, pb.primary) == 0 && !contradict(pa.script, pb.script) &&
           !contradict(pa.region, pb.region);
}

void tol_lang_analysis(tol_str tag, char out[TOL_LANG_MAX])
{
    parsed p;
    parse(tag, &p);
    snprintf(out, TOL_LANG_MAX, "%s", p.is_tag && p.primary[0] ? p.primary : "und");
}
