/*
 * What the analysis knows of a character, and the three operations on strings that want ICU: NFC, case folding, and
 * both. ICU speaks UTF-16; nobody outside unicode.c sees that.
 */
#ifndef TOL_TEXT_UNICODE_H
#define TOL_TEXT_UNICODE_H

#include <stdatomic.h>
#include <stdint.h>

#include "base/utf8.h"
#include "tolmach/buf.h"
#include "tolmach/status.h"

/* Word break classes after UAX #29, as this project uses them: see word_break_class() for the deliberate differences.
 */
enum {
    TOL_WB_OTHER,
    TOL_WB_CR,
    TOL_WB_LF,
    TOL_WB_NEWLINE,
    TOL_WB_EXTEND, /* Extend, Format and ZWJ are neighbours: all three are looked through */
    TOL_WB_FORMAT,
    TOL_WB_ZWJ,
    TOL_WB_REGIONAL,
    TOL_WB_KATAKANA,
    TOL_WB_HEBREW,
    TOL_WB_LETTER,
    TOL_WB_SINGLE_QUOTE,
    TOL_WB_DOUBLE_QUOTE,
    TOL_WB_MID_NUM_LET,
    TOL_WB_MID_LETTER,
    TOL_WB_MID_NUM,
    TOL_WB_NUMERIC,
    TOL_WB_EXTEND_NUM_LET,
    TOL_WB_SPACE,
    TOL_WB_DICTIONARY, /* Thai, Lao, Khmer, Burmese, Han, Kana: words are found by ICU's dictionaries */
    TOL_WB_MASK = 31
};

/* Properties, or-ed to the class. */
enum {
    TOL_CH_PICTOGRAPH = 1 << 5,
    TOL_CH_BLANK = 1 << 6,       /* white space, control and format characters: alone they are no token */
    TOL_CH_NOT_NFC = 1 << 7,     /* a text without such characters is in NFC */
    TOL_CH_IGNORABLE = 1 << 8,   /* dropped from forms */
    TOL_CH_QUOTE = 1 << 9,       /* Quotation_Mark */
    TOL_CH_DASH = 1 << 10,       /* Dash, also the hyphen and the minus sign */
    TOL_CH_DIGIT = 1 << 11,      /* decimal digit, general category Nd */
    TOL_CH_APOSTROPHE = 1 << 12, /* written for an apostrophe inside words */
    TOL_CH_CYRILLIC = 1 << 13,   /* a Cyrillic letter */
    TOL_CH_ALNUM = 1 << 14,      /* letter, mark or number */
    TOL_CH_KNOWN = 1 << 15       /* private: the cache holds this character */
};

#define TOL_UNICODE_CACHED 0x20000

extern _Atomic uint16_t tol_unicode_cache[TOL_UNICODE_CACHED];

uint32_t tol_unicode_lookup(uint32_t cp);

/* Class and properties of a scalar value. Any thread. */
static inline uint32_t tol_unicode_props(uint32_t cp)
{
    uint32_t props = cp < TOL_UNICODE_CACHED ? atomic_load_explicit(&tol_unicode_cache[cp], memory_order_relaxed) : 0;
    return props ? props : tol_unicode_lookup(cp);
}

/* The properties of the character at `*i` of valid UTF-8; `*i` moves behind it. One and two bytes, most of all text,
 * take the short way. */
static inline uint32_t tol_unicode_next(tol_str text, size_t *i)
{
    unsigned char lead = (unsigned char)text.ptr[*i];
    if (lead < 0x80) {
        ++*i;
        return tol_unicode_props(lead);
    }
    if (lead < 0xE0) {
        unsigned char trail = (unsigned char)text.ptr[*i + 1];
        *i += 2;
        return tol_unicode_props((uint32_t)(lead & 0x1F) << 6 | (trail & 0x3F));
    }
    return tol_unicode_props(tol_utf8_next(text, i));
}

static inline uint32_t tol_unicode_class(uint32_t props)
{
    return props & TOL_WB_MASK;
}

/* Capital and small letters; a letter without case is neither. Any thread. */
bool tol_unicode_is_upper(uint32_t cp);
bool tol_unicode_is_lower(uint32_t cp);
/* The small letter of a capital by simple mapping; any other character itself. Any thread. */
uint32_t tol_unicode_lower(uint32_t cp);

/* Whether a valid text is in NFC without a closer look: true is certain, false is not. */
bool tol_unicode_is_plainly_nfc(tol_str text);
/* Append the NFC of valid UTF-8. TOL_ENOMEM. */
tol_status tol_unicode_nfc(tol_str text, tol_buf *out, tol_error *err);
/* Append the NFC of the full case folding; `turkic`: I and ı, İ and i are the pairs. TOL_ENOMEM. */
tol_status tol_unicode_fold(tol_str text, bool turkic, tol_buf *out, tol_error *err);

#endif
