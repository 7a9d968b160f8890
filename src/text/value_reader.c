/* What ICU knows of a language's numbers, months and plurals. */
#include <stdio.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/udat.h>
#include <unicode/uloc.h>
#include <unicode/unum.h>
#include <unicode/upluralrules.h>
#include <unicode/ustring.h>

#include "base/fail.h"
#include "base/mem.h"
#include "text/analysis_lang.h"
#include "text/unicode.h"
#include "text/value_parts.h"

#define NAME_UNITS 32
#define NAME_BYTES (NAME_UNITS * 3)

static uint32_t number_sign(const char *locale, UNumberFormatSymbol which, uint32_t otherwise)
{
    UErrorCode code = U_ZERO_ERROR;
    UChar text[NAME_UNITS];
    uint32_t sign = otherwise;
    UNumberFormat *format = unum_open(UNUM_DECIMAL, NULL, 0, locale, NULL, &code);
    int32_t len = U_SUCCESS(code) ? unum_getSymbol(format, which, text, NAME_UNITS, &code) : 0;
    char bytes[NAME_BYTES];
    int32_t n = 0;
    if (U_SUCCESS(code) && len > 0 && len < NAME_UNITS) {
        u_strToUTF8(bytes, sizeof bytes, &n, text, len, &code);
    }
    if (U_SUCCESS(code) && n > 0) {
        size_t at = 0;
        uint32_t cp = tol_utf8_next((tol_str){bytes, (size_t)n}, &at);
        sign = at == (size_t)n ? cp : otherwise;
    }
    unum_close(format);
    return sign;
}

/* Whether the short date of the language begins with the day. */
static bool has_day_first(const UDateFormat *format)
{
    UChar pattern[NAME_UNITS];
    UErrorCode code = U_ZERO_ERROR;
    int32_t len = udat_toPattern(format, false, pattern, NAME_UNITS, &code);
    if (U_FAILURE(code)) {
        return true;
    }
    for (int32_t i = 0; i < len && i < NAME_UNITS; i++) {
        if (pattern[i] == u'd' || pattern[i] == u'M') {
            return pattern[i] == u'd';
        }
    }
    return true;
}

/* The name of a month without a stop behind it; the absent slice when there is none. */
static tol_str month_name(tol_value_reader *reader, const UDateFormat *format, UDateFormatSymbolType type, int month)
{
    UChar units[NAME_UNITS];
    char bytes[NAME_BYTES];
    int32_t len = 0;
    UErrorCode code = U_ZERO_ERROR;
    int32_t n = udat_getSymbols(format, type, month, units, NAME_UNITS, &code);
    if (U_FAILURE(code) || n >= NAME_UNITS) {
        return TOL_STR_NULL;
    }
    u_strToUTF8(bytes, sizeof bytes, &len, units, n, &code);
    if (U_FAILURE(code) || len <= 0) {
        return TOL_STR_NULL;
    }
    len -= bytes[len - 1] == '.';
    return tol_arena_copy(&reader->arena, (tol_str){bytes, (size_t)len});
}

/* Remember a folded name; one that is there already stays what it is. */
static bool know_month(tol_value_reader *reader, tol_str name, int month, tol_month_form form)
{
    tol_buf folded = TOL_BUF_INIT;
    bool is_new, ok = tol_unicode_fold(name, false, &folded, NULL) == TOL_OK;
    tol_map_slot *slot = ok ? tol_map_put(&reader->months, tol_buf_str(&folded), &is_new) : NULL;
    if (slot && is_new) {
        slot->value = (uint64_t)form << 8 | (uint64_t)(month + 1);
    }
    tol_buf_release(&folded);
    return slot != NULL;
}

/* Names are words of letters: languages whose months are numbers with a sign behind them have none. */
static bool is_word(tol_str name)
{
    for (size_t at = 0; at < name.len;) {
        uint32_t props = tol_unicode_next(name, &at);
        if (!(props & TOL_CH_ALNUM) || props & TOL_CH_DIGIT) {
            return false;
        }
    }
    return name.len > 0;
}

/* Other cases of a Slavic month: its genitive without the last letter, and the endings that names of months have. */
static bool know_cases(tol_value_reader *reader, tol_str genitive, int month)
{
    static const char *const cyrillic[] = {"ь", "я", "ю", "ем", "ём", "е", "й", "", "у", "ом", "і", NULL};
    static const char *const polish[] = {"u", "em", "owi", NULL};
    const char *const *endings = reader->is_cyrillic ? cyrillic : polish;
    size_t len = genitive.len;
    while (len > 0 && ((unsigned char)genitive.ptr[--len] & 0xC0) == 0x80) {
    }
    bool ok = true;
    for (; ok && *endings; endings++) {
        char name[NAME_BYTES + 16];
        int n = snprintf(name, sizeof name, "%.*s%s", (int)len, genitive.ptr, *endings);
        ok = know_month(reader, (tol_str){name, (size_t)n}, month, TOL_MONTH_INFLECTED);
    }
    return ok;
}

static bool load_months(tol_value_reader *reader, const UDateFormat *format)
{
    static const UDateFormatSymbolType types[] = {UDAT_MONTHS, UDAT_STANDALONE_MONTHS, UDAT_SHORT_MONTHS,
                                                  UDAT_STANDALONE_SHORT_MONTHS};
    bool ok = true;
    for (int form = 0; ok && form < 4; form++) {
        for (int month = 0; ok && month < 12; month++) {
            tol_str name = month_name(reader, format, types[form], month);
            if (is_word(name)) {
                reader->month_names[form][month] = name;
                ok = know_month(reader, name, month, (tol_month_form)form);
            }
        }
    }
    bool is_slavic = reader->is_cyrillic || strcmp(reader->lang, "pl") == 0;
    for (int month = 0; ok && is_slavic && month < 12; month++) {
        tol_str genitive = reader->month_names[TOL_MONTH_IN_DATE][month];
        ok = genitive.len == 0 || know_cases(reader, genitive, month);
    }
    if (ok && strcmp(reader->lang, "en") == 0) {
        ok = know_month(reader, TOL_LIT("sept"), 8, TOL_MONTH_SHORT);
    }
    return ok && tol_arena_ok(&reader->arena);
}

static bool load_dates(tol_value_reader *reader, const char *locale)
{
    UErrorCode code = U_ZERO_ERROR;
    UDateFormat *format = udat_open(UDAT_NONE, UDAT_SHORT, locale, NULL, 0, NULL, 0, &code);
    bool ok = true;
    if (U_SUCCESS(code)) {
        reader->day_first = has_day_first(format);
        ok = load_months(reader, format);
    }
    udat_close(format);
    return ok;
}

uint32_t tol_value_upper(uint32_t cp)
{
    return (uint32_t)u_toupper((UChar32)cp);
}

bool tol_value_is_upper(uint32_t cp)
{
    return u_isupper((UChar32)cp);
}

static bool is_cyrillic_lang(const char *lang)
{
    return lang[0] != '\0' && strstr("ru uk be bg mk sr kk ky mn tg", lang) != NULL;
}

tol_status tol_value_reader_new(tol_str lang, tol_value_reader **out, tol_error *err)
{
    char tag[TOL_LANG_MAX], primary[TOL_LANG_MAX], locale[ULOC_FULLNAME_CAPACITY] = "";
    UErrorCode code = U_ZERO_ERROR;
    *out = NULL;
    tol_value_reader *reader = tol_mem_calloc(1, sizeof *reader);
    if (!reader) {
        return tol_fail_nomem(err);
    }
    tol_lang_canonical(lang, tag);
    tol_lang_analysis(lang, primary);
    uloc_forLanguageTag(tag, locale, sizeof locale, NULL, &code);
    if (U_FAILURE(code)) {
        locale[0] = '\0';
    }
    if (strlen(primary) < sizeof reader->lang) {
        memcpy(reader->lang, primary, strlen(primary) + 1);
    }
    reader->is_cyrillic = is_cyrillic_lang(reader->lang);
    reader->day_first = true;
    reader->group = number_sign(locale, UNUM_GROUPING_SEPARATOR_SYMBOL, ',');
    reader->decimal = number_sign(locale, UNUM_DECIMAL_SEPARATOR_SYMBOL, '.');
    code = U_ZERO_ERROR;
    reader->plurals = uplrules_open(locale, &code);
    if (U_FAILURE(code)) {
        reader->plurals = NULL;
    }
    if (!load_dates(reader, locale)) {
        tol_value_reader_free(reader);
        return tol_fail_nomem(err);
    }
    *out = reader;
    return TOL_OK;
}

void tol_value_reader_free(tol_value_reader *reader)
{
    if (reader) {
        uplrules_close(reader->plurals);
        tol_map_release(&reader->months);
        tol_arena_release(&reader->arena);
        tol_mem_free(reader);
    }
}

static int32_t plural_of(const tol_value_reader *reader, const tol_decimal *number, UChar *keyword)
{
    double value = (double)number->digits;
    UErrorCode code = U_ZERO_ERROR;
    for (uint8_t i = 0; i < number->scale; i++) {
        value /= 10;
    }
    int32_t len = uplrules_select(reader->plurals, value, keyword, NAME_UNITS, &code);
    return U_SUCCESS(code) ? len : -1;
}

bool tol_value_same_plural(const tol_value_reader *reader, const tol_value *a, const tol_value *b)
{
    UChar x[NAME_UNITS], y[NAME_UNITS];
    const tol_number *from = &a->as.number, *to = &b->as.number;
    bool are_counts = a->kind == TOL_VALUE_NUMBER && b->kind == TOL_VALUE_NUMBER && reader->plurals &&
                      (from->n_fraction > 0) == (to->n_fraction > 0);
    if (!are_counts) {
        return false;
    }
    int32_t n = plural_of(reader, &from->value, x), m = plural_of(reader, &to->value, y);
    return n >= 0 && n == m && u_memcmp(x, y, n) == 0;
}
