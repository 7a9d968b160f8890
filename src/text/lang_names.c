#include "text/lang_names.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <unicode/uloc.h>
#include <unicode/ustring.h>

/* Names that tools use and ICU does not; of several for one tag, the first is written. */
static const char *const other_names[][2] = {
    {"Chinese (PRC)", "zh-CN"},
    {"Chinese (Simplified)", "zh-CN"},
    {"Chinese (China)", "zh-CN"},
    {"Chinese (Taiwan)", "zh-TW"},
    {"Chinese (Traditional)", "zh-TW"},
    {"Norwegian", "nb"},
    {"Serbian (Latin)", "sr-Latn"},
    {"Serbian (Cyrillic)", "sr-Cyrl"},
    {"English (United States)", "en-US"},
    {"English (United States of America)", "en-US"},
    {"English (USA)", "en-US"},
    {"English (United Kingdom)", "en-GB"},
    {"English (UK)", "en-GB"},
    {"Farsi", "fa"},
};

enum { N_OTHER_NAMES = sizeof other_names / sizeof other_names[0] };

typedef int32_t (*name_fn)(const char *locale, const char *display, UChar *out, int32_t cap, UErrorCode *code);

/* One part of a name as UTF-8; "" when there is none. */
static void part_of(const char *locale, name_fn get, char *out, int32_t size)
{
    UChar name[TOL_LANG_NAME_MAX / 2];
    UErrorCode code = U_ZERO_ERROR;
    int32_t len = get(locale, "en", name, (int32_t)(sizeof name / sizeof name[0]), &code);
    out[0] = '\0';
    if (U_SUCCESS(code) && code != U_STRING_NOT_TERMINATED_WARNING) {
        u_strToUTF8(out, size, NULL, name, len, &code);
    }
    if (U_FAILURE(code)) {
        out[0] = '\0';
    }
}

static void name_of_locale(const char *locale, char out[TOL_LANG_NAME_MAX])
{
    char language[TOL_LANG_NAME_MAX / 2], region[TOL_LANG_NAME_MAX / 2];
    part_of(locale, uloc_getDisplayLanguage, language, sizeof language);
    part_of(locale, uloc_getDisplayCountry, region, sizeof region);
    snprintf(out, TOL_LANG_NAME_MAX, region[0] ? "%.60s (%.60s)" : "%s", language, region);
}

bool tol_lang_english_name(tol_str tag, char out[TOL_LANG_NAME_MAX])
{
    char canonical[TOL_LANG_MAX], locale[ULOC_FULLNAME_CAPACITY];
    UErrorCode code = U_ZERO_ERROR;
    if (!tol_lang_is_known(tag) || !tol_lang_canonical(tag, canonical)) {
        return false;
    }
    for (size_t i = 0; i < N_OTHER_NAMES; i++) {
        if (strchr(canonical, '-') && strcmp(other_names[i][1], canonical) == 0) {
            snprintf(out, TOL_LANG_NAME_MAX, "%s", other_names[i][0]);
            return true;
        }
    }
    uloc_forLanguageTag(canonical, locale, sizeof locale, NULL, &code);
    if (U_FAILURE(code)) {
        return false;
    }
    name_of_locale(locale, out);
    char back[TOL_LANG_MAX];
    return out[0] && tol_lang_of_english_name(tol_str_of(out), back) && strcmp(back, canonical) == 0;
}

/* The letters of a name in lower case, and bytes beyond ASCII. */
static void letters_of(tol_str name, char out[TOL_LANG_NAME_MAX])
{
    size_t n = 0;
    for (size_t i = 0; i < name.len && n + 1 < TOL_LANG_NAME_MAX; i++) {
        char c = name.ptr[i];
        c = c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
        if ((c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80) {
            out[n++] = c;
        }
    }
    out[n] = '\0';
}

/* Whether `wanted` is a name's letters (*is_whole) or begins with them. */
static bool begins_with(const char *wanted, const char *name, bool *is_whole)
{
    char letters[TOL_LANG_NAME_MAX];
    letters_of(tol_str_of(name), letters);
    size_t len = strlen(letters);
    *is_whole = wanted[len] == '\0' && len > 0;
    return len && strncmp(wanted, letters, len) == 0;
}

static bool take_locale(const char *locale, char out[TOL_LANG_MAX])
{
    char tag[ULOC_FULLNAME_CAPACITY];
    UErrorCode code = U_ZERO_ERROR;
    uloc_toLanguageTag(locale, tag, sizeof tag, false, &code);
    return U_SUCCESS(code) && tol_lang_canonical(tol_str_of(tag), out);
}

/* A locale of a language with a region, and no script, that has the name. */
static bool find_region(const char *language, const char *wanted, char out[TOL_LANG_MAX])
{
    size_t len = strlen(language);
    for (int32_t i = 0; i < uloc_countAvailable(); i++) {
        const char *locale = uloc_getAvailable(i);
        char name[TOL_LANG_NAME_MAX], script[8];
        UErrorCode code = U_ZERO_ERROR;
        bool is_whole = false;
        if (strncmp(locale, language, len) == 0 && locale[len] == '_' &&
            uloc_getScript(locale, script, sizeof script, &code) <= 0) {
            name_of_locale(locale, name);
            if (begins_with(wanted, name, &is_whole) && is_whole) {
                return take_locale(locale, out);
            }
        }
    }
    return false;
}

/* ---- all languages ---- */

/* The letters of their names, found once: asking ICU for all of them takes a millisecond, and titles are many. */
typedef struct language {
    const char *code;
    char letters[TOL_LANG_NAME_MAX];
} language;

static language languages[1024];
static size_t n_languages; /* 0: they are not found yet */
static pthread_mutex_t languages_lock = PTHREAD_MUTEX_INITIALIZER;

static size_t find_languages(void)
{
    enum { MOST = sizeof languages / sizeof languages[0] };
    size_t n = 0;
    bool has_english = false;
    for (const char *const *code = uloc_getISOLanguages(); *code && n < MOST; code++) {
        char name[TOL_LANG_NAME_MAX / 2];
        part_of(*code, uloc_getDisplayLanguage, name, sizeof name);
        letters_of(tol_str_of(name), languages[n].letters);
        languages[n].code = *code;
        has_english |= strcmp(languages[n].letters, "english") == 0;
        n++;
    }
    return has_english ? n : 0; /* without memory ICU has no names */
}

static size_t known_languages(void)
{
    pthread_mutex_lock(&languages_lock);
    n_languages = n_languages ? n_languages : find_languages();
    size_t n = n_languages;
    pthread_mutex_unlock(&languages_lock);
    return n;
}

bool tol_lang_of_english_name(tol_str name, char out[TOL_LANG_MAX])
{
    char wanted[TOL_LANG_NAME_MAX];
    bool is_whole = false;
    letters_of(name, wanted);
    for (size_t i = 0; i < N_OTHER_NAMES; i++) {
        if (begins_with(wanted, other_names[i][0], &is_whole) && is_whole) {
            snprintf(out, TOL_LANG_MAX, "%s", other_names[i][1]);
            return true;
        }
    }
    size_t n = known_languages();
    for (size_t i = 0; i < n; i++) {
        size_t len = strlen(languages[i].letters);
        if (len && strncmp(wanted, languages[i].letters, len) == 0 &&
            (wanted[len] ? find_region(languages[i].code, wanted, out) : take_locale(languages[i].code, out))) {
            return true;
        }
    }
    return false;
}
