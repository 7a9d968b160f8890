/*
 * Numbers, dates and times in a text, by what they mean: `1 000,5` in Russian is `1,000.5` in English, `XVII` is 17,
 * `25 октября 1962` is `October 25, 1962`. Values are found, compared across languages, and written in the manner of
 * another place.
 */
#ifndef TOL_TEXT_VALUE_H
#define TOL_TEXT_VALUE_H

#include <stdint.h>

#include "tolmach/arena.h"
#include "tolmach/buf.h"
#include "tolmach/status.h"

typedef enum tol_value_kind {
    TOL_VALUE_NUMBER,
    TOL_VALUE_DATE,
    TOL_VALUE_TIME,
    TOL_VALUE_LABEL, /* digits that are no number: "1.2.3", "R12"; equal only to the same bytes */
    TOL_VALUE_LINK   /* URL, e-mail address, path; the same */
} tol_value_kind;

/* ± digits / 10^scale; the last of the digits behind the sign is no 0. */
typedef struct tol_decimal {
    uint64_t digits;
    uint8_t scale;
    bool is_negative;
} tol_decimal;

typedef enum tol_numeral { TOL_NUMERAL_DIGITS, TOL_NUMERAL_ORDINAL, TOL_NUMERAL_ROMAN } tol_numeral;

typedef struct tol_number {
    tol_decimal value;
    tol_decimal other; /* a second reading: "1.000" in Russian may be a thousand, or one; if is_ambiguous */
    bool is_ambiguous;
    tol_numeral numeral;
    /* how it is written */
    uint32_t sign, group, decimal, zero; /* code points; 0: no such sign. `zero` is the digit */
    uint32_t digits_end;                 /* an ordinal's ending begins here */
    uint8_t n_integer, n_fraction;       /* digits before and behind the decimal sign */
    bool is_padded;                      /* begins with a 0 that says nothing */
} tol_number;

/* Forms of a month: in dates ("октября"), alone ("октябрь"), shortened in both; in another case; by number. */
typedef enum tol_month_form {
    TOL_MONTH_IN_DATE,
    TOL_MONTH_ALONE,
    TOL_MONTH_SHORT,
    TOL_MONTH_SHORT_ALONE,
    TOL_MONTH_INFLECTED,
    TOL_MONTH_NUMBER
} tol_month_form;

/* A piece of a text. */
typedef struct tol_part {
    uint32_t start, end;
} tol_part;

typedef struct tol_date {
    int year, month, day; /* 0: not there */
    bool is_short_year;   /* 62 */
    bool is_ambiguous;    /* day and month could change places: 5/6/1962 */
    tol_month_form month_form;
    bool has_day_ending; /* 25th, 25-го; it ends the day's part at day_digits_end */
    uint32_t day_digits_end;
    tol_part day_at, month_at, year_at;
} tol_date;

typedef struct tol_time {
    uint32_t seconds; /* since midnight */
    bool has_seconds, has_meridiem;
    tol_part hour_at, minute_at, second_at, meridiem_at;
} tol_time;

typedef struct tol_value {
    tol_value_kind kind;
    bool is_weak; /* may well be a word: the English I */
    uint32_t start, end;
    tol_str text; /* as written; a slice of the text it was found in */
    union {
        tol_number number;
        tol_date date;
        tol_time time;
    } as;
} tol_value;

typedef struct tol_values {
    tol_value *items;
    size_t n;
} tol_values;

/* What a language has to do with values: its signs, its months, its plurals. One thread at a time. */
typedef struct tol_value_reader tol_value_reader;

/* A reader for a language; one that ICU does not know reads as ICU's root does. TOL_ENOMEM. */
tol_status tol_value_reader_new(tol_str lang, tol_value_reader **out, tol_error *err);
void tol_value_reader_free(tol_value_reader *reader);

/* The values of valid UTF-8 of at most TOL_TEXT_MAX bytes, in its order; they do not overlap. TOL_ENOMEM. */
tol_status tol_values_find(tol_value_reader *reader, tol_str text, tol_arena *arena, tol_values *values,
                           tol_error *err);
/* Whether two values are the same, in whatever notation and language: also where one of two readings is. Dates need the
 * same parts. */
bool tol_value_equal(const tol_value *a, const tol_value *b);
/*
 * Append a value in the manner of the place it is to stand in: notation, form of the month, ending of the ordinal.
 * @param reader  of the place's language
 * @return whether that can be done; nothing is appended otherwise
 */
bool tol_value_write(const tol_value_reader *reader, const tol_value *place, const tol_value *wanted, tol_buf *out);
/* Whether a noun stands in the same form behind both numbers, as far as it hangs on the number. */
bool tol_value_same_plural(const tol_value_reader *reader, const tol_value *a, const tol_value *b);

/* Roman numerals of 1 to 3999, in capitals and strict; 0 for anything else. Cyrillic Х and І count as X and I. */
uint32_t tol_roman_read(tol_str text);
void tol_roman_write(uint32_t value, tol_buf *out);

#endif
