/*
 * number-mismatch: values are matched across the two texts in rounds, from strict to lenient; what is left on one side
 * and stands nowhere on the other is told. Two leftovers are told as one: this number has become that one.
 *
 * Lenient is: a date against its day, month and year; a label (R-12, 1960s) against one with the same digits; thousands
 * and millions in words; a number written out. A value said twice in one text and once in the other is no mismatch.
 * Links are not compared (a translation links to the translated page), and neither are footnote marks, which are the
 * brackets' concern.
 */
#include <string.h>

#include "base/fail.h"
#include "base/utf8.h"
#include "check/number_words.h"

typedef struct figure {
    const tol_value *value;
    bool is_matched;
} figure;

typedef struct figures {
    figure *items;
    size_t n;
} figures;

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* [1] */
static bool is_footnote_mark(tol_str text, const tol_value *value)
{
    return value->start > 0 && value->end < text.len && text.ptr[value->start - 1] == '[' &&
           text.ptr[value->end] == ']';
}

/* <a0>, </b1>: markup that stands as text */
static bool is_markup(tol_str text, const tol_value *value)
{
    return value->kind == TOL_VALUE_LABEL && value->start > 0 &&
           (text.ptr[value->start - 1] == '<' ||
            (value->start > 1 && text.ptr[value->start - 1] == '/' && text.ptr[value->start - 2] == '<'));
}

/* X, V, I: more often a letter than a number when nothing stands against it. */
static bool is_one_letter(const tol_value *value)
{
    return value->kind == TOL_VALUE_NUMBER && value->as.number.numeral == TOL_NUMERAL_ROMAN &&
           tol_utf8_count(value->text) == 1;
}

static figures figures_of(const tol_side *side, tol_arena *arena)
{
    figures all = {tol_arena_calloc(arena, side->values.n, sizeof *all.items), 0};
    for (size_t i = 0; all.items && i < side->values.n; i++) {
        const tol_value *value = &side->values.items[i];
        if (value->kind != TOL_VALUE_LINK && !is_footnote_mark(side->text, value) && !is_markup(side->text, value)) {
            all.items[all.n++] = (figure){value, false};
        }
    }
    return all;
}

/* ---- rounds ---- */

typedef bool (*match_fn)(const tol_value *a, const tol_value *b);

static void match_pairs(figures *ours, figures *theirs, match_fn same)
{
    for (size_t i = 0; i < ours->n; i++) {
        for (size_t j = 0; j < theirs->n && !ours->items[i].is_matched; j++) {
            if (!theirs->items[j].is_matched && same(ours->items[i].value, theirs->items[j].value)) {
                ours->items[i].is_matched = theirs->items[j].is_matched = true;
            }
        }
    }
}

static bool is_scaled(const tol_value *value)
{
    return value->kind == TOL_VALUE_NUMBER && value->as.number.numeral == TOL_NUMERAL_DIGITS;
}

/* 5 тыс. and 5,000; 2.5 million and 2 500 000: the same digits, three, six, … places apart. */
static bool same_but_for_thousands(const tol_value *a, const tol_value *b)
{
    if (!is_scaled(a) || !is_scaled(b) || a->as.number.value.is_negative != b->as.number.value.is_negative) {
        return false;
    }
    uint64_t small = a->as.number.value.digits, large = b->as.number.value.digits;
    int places = (int)a->as.number.value.scale - (int)b->as.number.value.scale;
    if (small > large) {
        uint64_t swap = small;
        small = large;
        large = swap;
        places = -places;
    }
    for (; small && small < large; places++) {
        if (small > UINT64_MAX / 10) {
            return false;
        }
        small *= 10;
    }
    return small == large && places != 0 && places % 3 == 0;
}

/* The digits of a label or number; how many they are. */
static size_t digits_of(tol_str text, char out[64])
{
    size_t n = 0;
    for (size_t i = 0; i < text.len && n < 64; i++) {
        if (is_digit(text.ptr[i])) {
            out[n++] = text.ptr[i];
        }
    }
    return n;
}

/* R-12 and Р-12; 1960-е and 1960s; 12:30 and 12.30. */
static bool same_digits(const tol_value *a, const tol_value *b)
{
    char ours[64], theirs[64];
    if (a->kind == TOL_VALUE_NUMBER && b->kind == TOL_VALUE_NUMBER) {
        return false;
    }
    size_t n = digits_of(a->text, ours);
    return n && n == digits_of(b->text, theirs) && memcmp(ours, theirs, n) == 0;
}

/* ---- dates by their parts ---- */

typedef struct part_list {
    int values[256];
    bool used[256];
    size_t n;
} part_list;

static void add_part(part_list *parts, int value)
{
    if (value && parts->n < sizeof parts->values / sizeof parts->values[0]) {
        parts->values[parts->n] = value;
        parts->used[parts->n++] = false;
    }
}

static void add_parts_of(part_list *parts, const tol_value *value)
{
    if (value->kind == TOL_VALUE_DATE) {
        add_part(parts, value->as.date.day);
        add_part(parts, value->as.date.month);
        add_part(parts, value->as.date.year);
    } else if (value->kind == TOL_VALUE_NUMBER && !value->as.number.value.scale &&
               value->as.number.value.digits < 10000) {
        add_part(parts, (int)value->as.number.value.digits);
    }
}

static bool take_part(part_list *parts, int value)
{
    for (size_t i = 0; i < parts->n && value; i++) {
        if (!parts->used[i] &&
            (parts->values[i] == value || (parts->values[i] > 99 && parts->values[i] % 100 == value))) {
            parts->used[i] = true;
            return true;
        }
    }
    return value == 0;
}

/* Match dates whose parts all stand among what is left on the other side: "5–7 октября", "October 5–7". */
static void match_parts(figures *ours, figures *theirs, bool has_month_names)
{
    part_list theirs_left = {.n = 0};
    bool any_date = false;
    for (size_t i = 0; i < ours->n; i++) {
        any_date = any_date || (!ours->items[i].is_matched && ours->items[i].value->kind == TOL_VALUE_DATE);
    }
    for (size_t i = 0; i < theirs->n; i++) {
        if (!theirs->items[i].is_matched) {
            any_date = any_date || theirs->items[i].value->kind == TOL_VALUE_DATE;
            add_parts_of(&theirs_left, theirs->items[i].value);
        }
    }
    for (size_t i = 0; i < ours->n && any_date; i++) {
        figure *one = &ours->items[i];
        const tol_value *value = one->value;
        if (one->is_matched || value->kind == TOL_VALUE_LABEL || value->kind == TOL_VALUE_TIME) {
            continue;
        }
        part_list before = theirs_left, mine = {.n = 0};
        bool has_all = true;
        add_parts_of(&mine, value);
        for (size_t p = 0; p < mine.n; p++) {
            bool is_month = value->kind == TOL_VALUE_DATE && mine.values[p] == value->as.date.month;
            has_all = has_all && (take_part(&theirs_left, mine.values[p]) || (is_month && has_month_names));
        }
        one->is_matched = has_all && mine.n > 0;
        theirs_left = one->is_matched ? theirs_left : before;
    }
}

/* ---- what is left ---- */

static bool stands_among(const figures *all, const tol_value *value)
{
    for (size_t i = 0; i < all->n; i++) {
        const tol_value *other = all->items[i].value;
        if (tol_value_equal(value, other) || same_digits(value, other)) {
            return true;
        }
    }
    return false;
}

static void forgive(figures *ours, const figures *theirs, const tol_side *other)
{
    for (size_t i = 0; i < ours->n; i++) {
        figure *one = &ours->items[i];
        one->is_matched = one->is_matched || one->value->is_weak || stands_among(theirs, one->value) ||
                          tol_is_spelt_out(&other->tokens, one->value);
    }
}

static const tol_value *next_left(const figures *all, size_t *at)
{
    while (*at < all->n && all->items[*at].is_matched) {
        ++*at;
    }
    return *at < all->n ? all->items[(*at)++].value : NULL;
}

static void tell_left(tol_check_pair *pair, const tol_value *ours, const tol_value *theirs)
{
    tol_found found = tol_found_of(TOL_RULE_NUMBER_MISMATCH);
    if (ours) {
        found.source = tol_span(ours->start, ours->end);
    }
    if (theirs) {
        found.target = tol_span(theirs->start, theirs->end);
    }
    if ((!ours && is_one_letter(theirs)) || (!theirs && is_one_letter(ours))) {
        return;
    }
    if (ours && theirs) {
        tol_check_tell(pair, &found, "\"%.*s\" in the source, \"%.*s\" in the target", TOL_ARG(ours->text),
                       TOL_ARG(theirs->text));
    } else if (ours) {
        tol_check_tell(pair, &found, "\"%.*s\" of the source does not stand in the target", TOL_ARG(ours->text));
    } else {
        tol_check_tell(pair, &found, "\"%.*s\" of the target does not stand in the source", TOL_ARG(theirs->text));
    }
}

tol_status tol_rules_numbers(tol_check_pair *pair, tol_error *err)
{
    figures source = figures_of(&pair->source, pair->arena), target = figures_of(&pair->target, pair->arena);
    if (!tol_arena_ok(pair->arena)) {
        return tol_fail_nomem(err);
    }
    match_pairs(&source, &target, tol_value_equal);
    match_pairs(&source, &target, same_digits);
    match_pairs(&source, &target, same_but_for_thousands);
    figures before = {tol_arena_calloc(pair->arena, source.n, sizeof *before.items), source.n};
    if (!before.items) {
        return tol_fail_nomem(err);
    }
    memcpy(before.items, source.items, source.n * sizeof *before.items);
    match_parts(&source, &target, true);
    match_parts(&target, &before, true);
    forgive(&source, &target, &pair->target);
    forgive(&target, &source, &pair->source);
    for (size_t i = 0, j = 0;;) {
        const tol_value *ours = next_left(&source, &i), *theirs = next_left(&target, &j);
        if (!ours && !theirs) {
            return TOL_OK;
        }
        tell_left(pair, ours, theirs);
    }
}
