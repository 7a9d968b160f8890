/*
 * Numbers: digits with their signs, ordinals, Roman numerals.
 *
 * A chain is digits, a sign or space, digits, …: all that could be one number. Its signs decide what it is, and where
 * they do not, the language does. With two kinds of signs the last is the decimal one. With one kind, twice or more,
 * they part groups of three, else the chain is no number but a label: `1.2.3`. A single sign is the language's decimal
 * or group sign; a foreign one before exactly three digits may be either.
 */
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "text/unicode.h"
#include "text/value_parts.h"

#define GROUP_LEN 3
#define CHAIN_MAX 16

typedef struct chain {
    size_t first, next; /* pieces; the one behind */
    const tol_piece *digits[CHAIN_MAX];
    uint32_t signs[CHAIN_MAX]; /* behind each but the last */
    size_t n;
} chain;

static bool is_space_of_groups(uint32_t cp)
{
    return cp == ' ' || cp == 0xA0 || cp == 0x202F || cp == 0x2009;
}

/* Two kinds of space in one number are one sign. */
static bool is_same_sign(uint32_t a, uint32_t b)
{
    return a == b || (is_space_of_groups(a) && is_space_of_groups(b));
}

static bool is_apostrophe(uint32_t cp)
{
    return cp == '\'' || cp == 0x2019;
}

static bool is_decimal_sign(uint32_t cp)
{
    return cp == '.' || cp == ',' || cp == 0x066B;
}

static bool is_chain_sign(uint32_t cp)
{
    return is_decimal_sign(cp) || is_space_of_groups(cp) || is_apostrophe(cp) || cp == 0x066C;
}

/* Whether the sign behind the chain's last digits, and the digits behind it, belong to the chain. */
static bool continues(const tol_pieces *pieces, const chain *c, size_t i)
{
    const tol_piece *last = c->digits[c->n - 1], *sign = &pieces->items[i];
    if ((sign->kind != TOL_PIECE_SIGN && sign->kind != TOL_PIECE_SPACE) || !is_chain_sign(sign->cp)) {
        return false;
    }
    const tol_piece *next = &pieces->items[i + 1];
    if (last->digits_end != last->end || next->kind != TOL_PIECE_DIGITS || next->zero != last->zero) {
        return false;
    }
    if (is_decimal_sign(sign->cp)) {
        return true;
    }
    /* Spaces and apostrophes only part groups, all of them alike. */
    bool fits_group = next->n_digits == GROUP_LEN && (is_apostrophe(sign->cp) || next->digits_end == next->end);
    return fits_group && (c->n == 1 ? last->n_digits <= GROUP_LEN : is_same_sign(c->signs[c->n - 2], sign->cp));
}

static bool make_chain(const tol_pieces *pieces, size_t i, chain *c)
{
    *c = (chain){.first = i, .n = 0};
    for (;; i += 2) {
        if (c->n == CHAIN_MAX) {
            return false;
        }
        c->digits[c->n++] = &pieces->items[i];
        c->next = i + 1;
        if (!continues(pieces, c, c->next)) {
            return true;
        }
        c->signs[c->n - 1] = pieces->items[c->next].cp;
    }
}

/* Whether the first `n_signs` signs part groups: all alike, three digits behind each. */
static bool are_groups(const chain *c, size_t n_signs)
{
    for (size_t i = 0; i < n_signs; i++) {
        if (!is_same_sign(c->signs[i], c->signs[0]) || c->digits[i + 1]->n_digits != GROUP_LEN) {
            return false;
        }
    }
    return n_signs > 0 && c->digits[0]->n_digits <= GROUP_LEN;
}

/* The chain's digits as one number, the last `n_fraction` behind the sign; false when there are too many. */
static bool value_of(const chain *c, size_t n_fraction, tol_decimal *out)
{
    uint64_t digits = 0;
    size_t n = 0;
    for (size_t i = 0; i < c->n; i++) {
        n += c->digits[i]->n_digits;
        if (n > TOL_VALUE_DIGITS_MAX) {
            return false;
        }
        for (uint32_t k = 0; k < c->digits[i]->n_digits; k++) {
            digits *= 10;
        }
        digits += c->digits[i]->number;
    }
    for (; n_fraction > 0 && digits % 10 == 0; n_fraction--) {
        digits /= 10;
    }
    *out = (tol_decimal){digits, (uint8_t)n_fraction, false};
    return true;
}

static bool read_grouped(const chain *c, tol_number *out)
{
    out->group = c->signs[0];
    return value_of(c, 0, &out->value);
}

static bool read_fraction(const chain *c, tol_number *out)
{
    out->group = c->n > 2 ? c->signs[0] : 0;
    out->decimal = c->signs[c->n - 2];
    size_t n = c->digits[c->n - 1]->n_digits;
    bool fits = value_of(c, n, &out->value);
    out->n_fraction = (uint8_t)n;
    return fits;
}

/* One sign that the language does not use so, three digits behind it: a group rather, a fraction perhaps. */
static bool read_either(const chain *c, tol_number *out)
{
    tol_number fraction = {.sign = 0};
    out->is_ambiguous = true;
    if (!read_fraction(c, &fraction) || !read_grouped(c, out)) {
        return false;
    }
    out->other = fraction.value;
    return true;
}

static bool read_chain(const tol_value_reader *reader, const chain *c, tol_number *out)
{
    uint32_t sign = c->n > 1 ? c->signs[c->n - 2] : 0;
    if (c->n == 1) {
        return value_of(c, 0, &out->value);
    }
    if (c->n > 2) {
        bool is_fraction = sign != c->signs[0] && is_decimal_sign(sign) && are_groups(c, c->n - 2);
        return is_fraction ? read_fraction(c, out) : are_groups(c, c->n - 1) && read_grouped(c, out);
    }
    if (!is_decimal_sign(sign)) {
        return are_groups(c, 1) && read_grouped(c, out);
    }
    bool may_be_group = are_groups(c, 1) && c->digits[0]->number > 0 && c->digits[0]->n_digits <= GROUP_LEN;
    if (sign == reader->decimal || !may_be_group) {
        return read_fraction(c, out);
    }
    return sign == reader->group ? read_grouped(c, out) : read_either(c, out);
}

/* A sign before the number: directly before it, behind a space, an opening bracket or nothing. */
static uint32_t sign_before(const tol_pieces *pieces, size_t i)
{
    const tol_piece *sign = &pieces->items[i - 1];
    bool is_sign = sign->kind == TOL_PIECE_SIGN && (sign->cp == '-' || sign->cp == '+' || sign->cp == 0x2212);
    if (!is_sign) {
        return 0;
    }
    const tol_piece *before = sign - 1;
    bool stands_alone = before->kind == TOL_PIECE_SPACE || before->kind == TOL_PIECE_END ||
                        tol_piece_is_sign(before, '(') || tol_piece_is_sign(before, '[');
    return stands_alone ? sign->cp : 0;
}

static bool begins_with_zero(const tol_piece *digits)
{
    uint64_t first = digits->number;
    for (uint32_t i = 1; i < digits->n_digits; i++) {
        first /= 10;
    }
    return first == 0;
}

static void finish_digits(const tol_value_reader *reader, const tol_pieces *pieces, const chain *c, tol_value *out,
                          size_t *next)
{
    tol_number *number = &out->as.number;
    const tol_piece *last = c->digits[c->n - 1];
    size_t n_integer = 0;
    for (size_t i = 0; i + (number->n_fraction > 0) < c->n; i++) {
        n_integer += c->digits[i]->n_digits;
    }
    number->n_integer = (uint8_t)n_integer;
    number->zero = last->zero;
    number->is_padded = n_integer > 1 && begins_with_zero(c->digits[0]);
    number->digits_end = out->end = last->digits_end;
    number->sign = sign_before(pieces, c->first);
    if (number->sign) {
        out->start = pieces->items[c->first - 1].start;
        number->value.is_negative = number->sign != '+' && number->value.digits > 0;
        number->other.is_negative = number->value.is_negative;
    }
    uint32_t end = c->n == 1 ? tol_ordinal_end(reader, pieces, c->first, next) : 0;
    if (end) {
        number->numeral = TOL_NUMERAL_ORDINAL;
        out->end = end;
    }
}

/* The chain as a label, its bytes. */
static void make_label(const chain *c, tol_value *out)
{
    out->kind = TOL_VALUE_LABEL;
    out->end = c->digits[c->n - 1]->digits_end;
}

static size_t read_roman(const tol_value_reader *reader, const tol_pieces *pieces, size_t i, tol_value *out)
{
    tol_str text = tol_piece_text(pieces, i);
    uint32_t value = tol_roman_read(text);
    if (value == 0) {
        return 0;
    }
    const tol_piece *next = &pieces->items[i + 1], *before = &pieces->items[i - 1];
    bool is_letter = tol_utf8_count(text) == 1;
    bool is_glued = (tol_piece_is_sign(next, '-') && next[1].kind == TOL_PIECE_WORD) ||
                    (tol_piece_is_sign(before, '-') && before[-1].kind == TOL_PIECE_WORD) ||
                    (next->kind == TOL_PIECE_SIGN && is_apostrophe(next->cp));
    bool is_latin = (unsigned char)text.ptr[0] < 0x80;
    if (is_letter && (is_glued || !is_latin || strchr("IVX", text.ptr[0]) == NULL)) {
        return 0;
    }
    *out = (tol_value){.kind = TOL_VALUE_NUMBER, .start = pieces->items[i].start, .end = pieces->items[i].end};
    out->as.number = (tol_number){.value = {value, 0, false}, .numeral = TOL_NUMERAL_ROMAN, .digits_end = out->end};
    bool has_large = memchr(text.ptr, 'C', text.len) || memchr(text.ptr, 'D', text.len) ||
                     memchr(text.ptr, 'M', text.len) || memchr(text.ptr, 'L', text.len);
    out->is_weak = is_letter ? !reader->is_cyrillic : has_large && text.len < 4;
    return i + 1;
}

size_t tol_read_number(const tol_value_reader *reader, const tol_pieces *pieces, size_t i, tol_value *out)
{
    const tol_piece *piece = &pieces->items[i];
    *out = (tol_value){.kind = TOL_VALUE_LABEL, .start = piece->start, .end = piece->end};
    if (piece->kind == TOL_PIECE_WORD) {
        return piece->has_digits ? i + 1 : read_roman(reader, pieces, i, out);
    }
    chain c;
    if (piece->kind != TOL_PIECE_DIGITS) {
        return 0;
    }
    if (!make_chain(pieces, i, &c)) {
        make_label(&c, out);
        return c.next;
    }
    tol_number number = {.sign = 0};
    if (!read_chain(reader, &c, &number)) {
        make_label(&c, out);
        return c.next;
    }
    size_t next = c.next;
    out->kind = TOL_VALUE_NUMBER;
    out->as.number = number;
    finish_digits(reader, pieces, &c, out, &next);
    return next;
}

void tol_write_digits(uint64_t number, uint32_t width, uint32_t zero, tol_buf *out)
{
    char digits[24], encoded[4];
    int n = snprintf(digits, sizeof digits, "%0*llu", (int)(width < 20 ? width : 20), (unsigned long long)number);
    for (int i = 0; i < n; i++) {
        tol_buf_append(out, encoded, tol_utf8_put(zero + (uint32_t)(digits[i] - '0'), encoded));
    }
}

static void write_char(uint32_t cp, tol_buf *out)
{
    char encoded[4];
    if (cp) {
        tol_buf_append(out, encoded, tol_utf8_put(cp, encoded));
    }
}

/* The group sign: the place's; where it has no digits that ask for one, the language's if the other number has one. */
static uint32_t group_sign(const tol_value_reader *reader, const tol_number *place, const tol_number *wanted,
                           uint32_t decimal)
{
    uint32_t group = place->group ? place->group : place->n_integer <= GROUP_LEN && wanted->group ? reader->group : 0;
    return group == decimal ? 0 : group;
}

static void write_grouped(uint64_t number, uint32_t width, uint32_t group, uint32_t zero, tol_buf *out)
{
    if (!group || number < 1000) {
        tol_write_digits(number, width, zero, out);
        return;
    }
    write_grouped(number / 1000, 1, group, zero, out);
    write_char(group, out);
    tol_write_digits(number % 1000, GROUP_LEN, zero, out);
}

static bool write_in_digits(const tol_value_reader *reader, const tol_number *place, const tol_number *wanted,
                            tol_buf *out)
{
    uint64_t unit = 1, digits = wanted->value.digits;
    for (uint8_t i = 0; i < wanted->value.scale; i++) {
        unit *= 10;
    }
    uint32_t zero = place->zero ? place->zero : '0';
    uint32_t decimal = place->decimal ? place->decimal : reader->decimal;
    bool same_sign = (place->sign != 0) == (wanted->sign != 0) && (place->sign == '+') == (wanted->sign == '+');
    write_char(same_sign ? place->sign : wanted->sign, out);
    write_grouped(digits / unit, wanted->is_padded ? wanted->n_integer : 1, group_sign(reader, place, wanted, decimal),
                  zero, out);
    if (wanted->n_fraction) {
        write_char(decimal, out);
        tol_write_digits(digits % unit, wanted->value.scale, zero, out);
        for (uint8_t i = wanted->value.scale ? wanted->value.scale : 1; i < wanted->n_fraction; i++) {
            write_char(zero, out);
        }
    }
    return true;
}

bool tol_write_number(const tol_value_reader *reader, const tol_value *place, const tol_value *wanted, tol_buf *out)
{
    const tol_number *from = &place->as.number, *to = &wanted->as.number;
    bool is_counting = to->value.scale == 0 && to->n_fraction == 0 && !to->value.is_negative;
    if (to->is_ambiguous || from->is_ambiguous) {
        return false;
    }
    if (from->numeral == TOL_NUMERAL_ROMAN) {
        size_t before = out->len;
        if (is_counting && to->value.digits <= 3999) {
            tol_roman_write((uint32_t)to->value.digits, out);
        }
        return out->len > before;
    }
    if (from->numeral == TOL_NUMERAL_DIGITS) {
        return write_in_digits(reader, from, to, out);
    }
    tol_str ending = {place->text.ptr + (from->digits_end - place->start), place->end - from->digits_end};
    tol_buf written = TOL_BUF_INIT;
    bool ok = is_counting && tol_write_ordinal_ending(reader, ending, from->value.digits, to->value.digits, &written);
    if (ok) {
        write_in_digits(reader, from, to, out);
        tol_write_through(&written, out);
    }
    tol_buf_release(&written);
    return ok;
}
