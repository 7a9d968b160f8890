#include "text/unicode.h"

#include <string.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>

#include "base/fail.h"
#include "base/mem.h"
#include "base/utf8.h"

/*
 * Properties are computed when a character is first met: filling the table at the start would cost a fresh process some
 * milliseconds. Two threads may compute the same entry at the same time; they store the same value.
 */
_Atomic uint16_t tol_unicode_cache[TOL_UNICODE_CACHED];

static bool is_one_of(uint32_t cp, const uint16_t *list, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (list[i] == cp) {
            return true;
        }
    }
    return false;
}

#define IS_ONE_OF(cp, list) is_one_of(cp, list, sizeof(list) / sizeof *(list))

/* Stops, colons and dots part words ("т.е." and "т. е." have the same tokens); between digits a stop is a sign of the
 * number. A semicolon and a fraction slash are no signs of a number. */
static const uint16_t full_stops[] = {0x2E, 0x2024, 0xFE52, 0xFF0E};
static const uint16_t colons_and_dots[] = {0x3A, 0xFE13, 0xFE55, 0xFF1A, 0xB7, 0x387, 0x2027};
static const uint16_t no_number_signs[] = {0x3B, 0x37E, 0xFE14, 0xFE54, 0xFF1B, 0x2044};
/* ' ‘ ’ and their kin; U+02BC and U+055A are letters to UAX #29. */
static const uint16_t apostrophes[] = {0x27, 0x2018, 0x2019, 0xFF07, 0x2BC, 0x55A};

static bool is_dictionary(uint32_t cp)
{
    if (cp < 0xE00) {
        return false;
    }
    if (u_getIntPropertyValue((UChar32)cp, UCHAR_LINE_BREAK) == U_LB_COMPLEX_CONTEXT || cp == 0x30FC || cp == 0xFF70) {
        return true;
    }
    UErrorCode status = U_ZERO_ERROR;
    UScriptCode script = uscript_getScript((UChar32)cp, &status);
    return (script == USCRIPT_HAN || script == USCRIPT_HIRAGANA || script == USCRIPT_KATAKANA) &&
           u_isUAlphabetic((UChar32)cp);
}

static uint32_t dictionary_or(uint32_t cp, uint32_t class)
{
    return is_dictionary(cp) ? TOL_WB_DICTIONARY : class;
}

/* Where the classes differ from UAX #29, they differ here and nowhere else. */
static uint32_t word_break_class(uint32_t cp)
{
    switch (u_getIntPropertyValue((UChar32)cp, UCHAR_WORD_BREAK)) {
    case U_WB_CR:
        return TOL_WB_CR;
    case U_WB_LF:
        return TOL_WB_LF;
    case U_WB_NEWLINE:
        return TOL_WB_NEWLINE;
    case U_WB_EXTEND:
        return TOL_WB_EXTEND;
    case U_WB_ZWJ:
        return TOL_WB_ZWJ;
    case U_WB_FORMAT:
        return TOL_WB_FORMAT;
    case U_WB_REGIONAL_INDICATOR:
        return TOL_WB_REGIONAL;
    case U_WB_KATAKANA:
        return dictionary_or(cp, TOL_WB_KATAKANA);
    case U_WB_HEBREW_LETTER:
        return TOL_WB_HEBREW;
    case U_WB_ALETTER:
        return TOL_WB_LETTER;
    case U_WB_SINGLE_QUOTE:
        return TOL_WB_SINGLE_QUOTE;
    case U_WB_DOUBLE_QUOTE:
        return TOL_WB_DOUBLE_QUOTE;
    case U_WB_MIDNUMLET:
        return IS_ONE_OF(cp, full_stops) ? TOL_WB_MID_NUM : TOL_WB_MID_NUM_LET;
    case U_WB_MIDLETTER:
        return IS_ONE_OF(cp, colons_and_dots) ? TOL_WB_OTHER : TOL_WB_MID_LETTER;
    case U_WB_MIDNUM:
        return IS_ONE_OF(cp, no_number_signs) ? TOL_WB_OTHER : TOL_WB_MID_NUM;
    case U_WB_NUMERIC:
        return TOL_WB_NUMERIC;
    case U_WB_EXTENDNUMLET:
        return TOL_WB_EXTEND_NUM_LET;
    case U_WB_WSEGSPACE:
        return TOL_WB_SPACE;
    default:
        return dictionary_or(cp, TOL_WB_OTHER);
    }
}

static bool is_ignorable(uint32_t cp)
{
    return cp == 0xAD || cp == 0x34F || cp == 0x61C || cp == 0x200B || cp == 0x200E || cp == 0x200F ||
           (cp >= 0x202A && cp <= 0x202E) || cp == 0x2060 || (cp >= 0x2066 && cp <= 0x2069) ||
           (cp >= 0xFE00 && cp <= 0xFE0F) || cp == 0xFEFF;
}

static bool is_blank(uint32_t cp, uint32_t category)
{
    return u_isUWhiteSpace((UChar32)cp) || category & (U_GC_CC_MASK | U_GC_CF_MASK | U_GC_Z_MASK) ||
           (u_hasBinaryProperty((UChar32)cp, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) && !(category & U_GC_L_MASK));
}

static bool is_maybe_not_nfc(uint32_t cp)
{
    return cp >= 0x300 && (u_getCombiningClass((UChar32)cp) != 0 ||
                           u_getIntPropertyValue((UChar32)cp, UCHAR_NFC_QUICK_CHECK) != UNORM_YES);
}

static bool is_cyrillic_letter(uint32_t cp, uint32_t category)
{
    UErrorCode status = U_ZERO_ERROR;
    return category & U_GC_L_MASK && uscript_getScript((UChar32)cp, &status) == USCRIPT_CYRILLIC;
}

uint32_t tol_unicode_lookup(uint32_t cp)
{
    UChar32 c = (UChar32)cp;
    uint32_t category = U_MASK(u_charType(c));
    uint32_t props = word_break_class(cp) | TOL_CH_KNOWN;
    props |= u_hasBinaryProperty(c, UCHAR_EXTENDED_PICTOGRAPHIC) ? TOL_CH_PICTOGRAPH : 0;
    props |= is_blank(cp, category) ? TOL_CH_BLANK : 0;
    props |= is_maybe_not_nfc(cp) ? TOL_CH_NOT_NFC : 0;
    props |= is_ignorable(cp) ? TOL_CH_IGNORABLE : 0;
    props |= u_hasBinaryProperty(c, UCHAR_QUOTATION_MARK) ? TOL_CH_QUOTE : 0;
    props |= u_hasBinaryProperty(c, UCHAR_DASH) ? TOL_CH_DASH : 0;
    props |= category & U_GC_ND_MASK ? TOL_CH_DIGIT : 0;
    props |= IS_ONE_OF(cp, apostrophes) ? TOL_CH_APOSTROPHE : 0;
    props |= is_cyrillic_letter(cp, category) ? TOL_CH_CYRILLIC : 0;
    props |= category & (U_GC_L_MASK | U_GC_M_MASK | U_GC_N_MASK) ? TOL_CH_ALNUM : 0;
    if (cp < TOL_UNICODE_CACHED) {
        atomic_store_explicit(&tol_unicode_cache[cp], (uint16_t)props, memory_order_relaxed);
    }
    return props;
}

bool tol_unicode_is_upper(uint32_t cp)
{
    return u_isupper((UChar32)cp);
}

bool tol_unicode_is_lower(uint32_t cp)
{
    return u_islower((UChar32)cp);
}

uint32_t tol_unicode_lower(uint32_t cp)
{
    return (uint32_t)u_tolower((UChar32)cp);
}

bool tol_unicode_is_plainly_nfc(tol_str text)
{
    for (size_t i = 0; i < text.len;) {
        if ((unsigned char)text.ptr[i] < 0x80) {
            i++;
        } else if (tol_unicode_next(text, &i) & TOL_CH_NOT_NFC) {
            return false;
        }
    }
    return true;
}

/* A UTF-16 string on the heap. */
typedef struct wide {
    UChar *ptr;
    int32_t len, cap;
} wide;

#define WIDE_INIT                                                                                                      \
    {                                                                                                                  \
        NULL, 0, 0                                                                                                     \
    }

static bool reserve(wide *w, int32_t cap)
{
    if (cap <= w->cap) {
        return true;
    }
    UChar *grown = tol_mem_realloc(w->ptr, (size_t)cap * sizeof *grown);
    if (grown) {
        w->ptr = grown;
        w->cap = cap;
    }
    return grown != NULL;
}

static bool widen(tol_str text, wide *out)
{
    UErrorCode status = U_ZERO_ERROR;
    if (text.len > INT32_MAX / 8 || !reserve(out, (int32_t)text.len + 1)) {
        return false;
    }
    u_strFromUTF8(out->ptr, out->cap, &out->len, text.ptr, (int32_t)text.len, &status);
    return U_SUCCESS(status);
}

/* The text is well-formed: it comes from valid UTF-8. */
static bool narrow(const wide *w, tol_buf *out)
{
    for (int32_t i = 0; i < w->len; i++) {
        uint32_t cp = w->ptr[i];
        if (U16_IS_LEAD(cp) && i + 1 < w->len) {
            cp = (uint32_t)U16_GET_SUPPLEMENTARY(w->ptr[i], w->ptr[i + 1]);
            i++;
        }
        char bytes[4];
        tol_buf_append(out, bytes, tol_utf8_put(cp, bytes));
    }
    return tol_buf_ok(out);
}

/* The two ICU calls under one shape, so that growing the result is written once. */
typedef int32_t transform(const wide *in, wide *out, UErrorCode *status);

static int32_t to_nfc(const wide *in, wide *out, UErrorCode *status)
{
    const UNormalizer2 *nfc = unorm2_getNFCInstance(status);
    return unorm2_normalize(nfc, in->ptr, in->len, out->ptr, out->cap, status);
}

static int32_t to_folded(const wide *in, wide *out, UErrorCode *status)
{
    return u_strFoldCase(out->ptr, out->cap, in->ptr, in->len, U_FOLD_CASE_DEFAULT, status);
}

static int32_t to_turkic_folded(const wide *in, wide *out, UErrorCode *status)
{
    return u_strFoldCase(out->ptr, out->cap, in->ptr, in->len, U_FOLD_CASE_EXCLUDE_SPECIAL_I, status);
}

static bool apply(transform *change, const wide *in, wide *out)
{
    if (!reserve(out, in->len + 8)) {
        return false;
    }
    UErrorCode status = U_ZERO_ERROR;
    out->len = change(in, out, &status);
    if (status == U_BUFFER_OVERFLOW_ERROR) {
        if (!reserve(out, out->len + 1)) {
            return false;
        }
        status = U_ZERO_ERROR;
        out->len = change(in, out, &status);
    }
    return U_SUCCESS(status);
}

tol_status tol_unicode_nfc(tol_str text, tol_buf *out, tol_error *err)
{
    if (tol_unicode_is_plainly_nfc(text)) {
        tol_buf_add(out, text);
        return tol_buf_ok(out) ? TOL_OK : tol_fail_nomem(err);
    }
    wide w = WIDE_INIT, composed = WIDE_INIT;
    bool ok = widen(text, &w) && apply(to_nfc, &w, &composed) && narrow(&composed, out);
    tol_mem_free(w.ptr);
    tol_mem_free(composed.ptr);
    return ok ? TOL_OK : tol_fail_nomem(err);
}

/*
 * Characters that fold to one character, in as many bytes, and compose with nothing behind them: ASCII, Cyrillic from
 * U+0400 to U+045F (capitals stand 80 or 32 places before their small letters), no-break space and guillemets, the
 * dashes, quotation marks and dots from U+2010 to U+2027. Most texts have no other.
 */
static size_t simple_len(const unsigned char *p, size_t left)
{
    if (p[0] < 0x80) {
        return 1;
    }
    if (p[0] == 0xD0 || (p[0] == 0xD1 && p[1] < 0xA0) ||
        (p[0] == 0xC2 && (p[1] == 0xA0 || p[1] == 0xAB || p[1] == 0xBB))) {
        return 2;
    }
    return p[0] == 0xE2 && left > 2 && p[1] == 0x80 && p[2] >= 0x90 && p[2] <= 0xA7 ? 3 : 0;
}

static void fold_one(const unsigned char *p, size_t len, char *out)
{
    if (len == 1) {
        out[0] = (char)(p[0] >= 'A' && p[0] <= 'Z' ? p[0] + ('a' - 'A') : p[0]);
        return;
    }
    uint32_t cp = (uint32_t)(p[0] & 0x1F) << 6 | (p[1] & 0x3F);
    memcpy(out, p, len);
    if (len == 2 && cp >= 0x400 && cp < 0x430) {
        tol_utf8_put(cp + (cp < 0x410 ? 0x50 : 0x20), out);
    }
}

static void cut_back(tol_buf *out, size_t len)
{
    if (out->len > len) {
        out->len = len;
        out->ptr[len] = '\0';
    }
}

/* False, and nothing appended, when the text has other characters. */
static bool fold_simple(tol_str text, tol_buf *out)
{
    const unsigned char *p = (const unsigned char *)text.ptr;
    size_t before = out->len, n = 0;
    char chunk[256];
    for (size_t i = 0, len; i < text.len; i += len, n += len) {
        len = simple_len(p + i, text.len - i);
        if (len == 0) {
            cut_back(out, before);
            return false;
        }
        if (n + len > sizeof chunk) {
            tol_buf_append(out, chunk, n);
            n = 0;
        }
        fold_one(p + i, len, chunk + n);
    }
    tol_buf_append(out, chunk, n);
    return true;
}

tol_status tol_unicode_fold(tol_str text, bool turkic, tol_buf *out, tol_error *err)
{
    if (!turkic && fold_simple(text, out)) {
        return tol_buf_ok(out) ? TOL_OK : tol_fail_nomem(err);
    }
    wide w = WIDE_INIT, folded = WIDE_INIT;
    bool ok = widen(text, &w) && apply(turkic ? to_turkic_folded : to_folded, &w, &folded) &&
              apply(to_nfc, &folded, &w) && narrow(&w, out);
    tol_mem_free(w.ptr);
    tol_mem_free(folded.ptr);
    return ok ? TOL_OK : tol_fail_nomem(err);
}
