/*
 * Dates, in words and in numbers. The parts that a date has are known by their places, so that another date can be put
 * in its place part by part, and what stands between them stays.
 */
#include <string.h>

#include "text/unicode.h"
#include "text/value_parts.h"

typedef struct walk {
    const tol_value_reader *reader;
    const tol_pieces *pieces;
    size_t at; /* the piece behind what was read */
    tol_date date;
} walk;

static const tol_piece *here(const walk *w)
{
    return &w->pieces->items[w->at];
}

static tol_part part_of(const tol_piece *digits)
{
    return (tol_part){digits->start, digits->digits_end};
}

static bool skip_space(walk *w)
{
    bool is_space = here(w)->kind == TOL_PIECE_SPACE;
    w->at += is_space;
    return is_space;
}

/* Step over "de", "del", "of", "the" and a space behind it. */
static void skip_joint(walk *w)
{
    tol_str word = tol_piece_text(w->pieces, w->at);
    bool is_joint =
        here(w)->kind == TOL_PIECE_WORD && (tol_str_equal(word, TOL_LIT("de")) || tol_str_equal(word, TOL_LIT("del")) ||
                                            tol_str_equal(word, TOL_LIT("do")) || tol_str_equal(word, TOL_LIT("of")));
    if (is_joint && here(w)[1].kind == TOL_PIECE_SPACE) {
        w->at += 2;
    }
}

static bool read_day(walk *w)
{
    const tol_piece *piece = here(w);
    bool is_day = piece->kind == TOL_PIECE_DIGITS && piece->n_digits <= 2 && piece->number >= 1 && piece->number <= 31;
    if (!is_day) {
        return false;
    }
    size_t next = w->at + 1;
    uint32_t end = tol_ordinal_end(w->reader, w->pieces, w->at, &next);
    if (!end && piece->digits_end != piece->end) {
        return false;
    }
    w->date.day = (int)piece->number;
    w->date.has_day_ending = end != 0;
    w->date.day_digits_end = piece->digits_end;
    w->date.day_at = (tol_part){piece->start, end ? end : piece->end};
    w->at = next;
    return true;
}

static bool is_capital_ascii(const walk *w)
{
    char first = w->pieces->text.ptr[here(w)->start];
    return first >= 'A' && first <= 'Z';
}

static bool read_month(walk *w)
{
    const tol_piece *piece = here(w);
    bool is_english = strcmp(w->reader->lang, "en") == 0;
    if (piece->kind != TOL_PIECE_WORD || piece->has_digits || (is_english && !is_capital_ascii(w))) {
        return false;
    }
    tol_buf folded = TOL_BUF_INIT;
    tol_status status = tol_unicode_fold(tol_piece_text(w->pieces, w->at), false, &folded, NULL);
    const tol_map_slot *slot = status == TOL_OK ? tol_map_get(&w->reader->months, tol_buf_str(&folded)) : NULL;
    tol_buf_release(&folded);
    if (status != TOL_OK) {
        *w->pieces->is_without_memory = true;
    }
    if (!slot) {
        return false;
    }
    w->date.month = (int)(slot->value & 0xFF);
    w->date.month_form = (tol_month_form)(slot->value >> 8);
    w->date.month_at = (tol_part){piece->start, piece->end};
    w->at++;
    bool is_short = w->date.month_form == TOL_MONTH_SHORT || w->date.month_form == TOL_MONTH_SHORT_ALONE;
    w->at += is_short && tol_piece_is_sign(here(w), '.');
    return true;
}

/* A number, alone or, as Cyrillic text has it, with letters at its end: 1962г. */
static bool may_be_year(const walk *w, const tol_piece *piece)
{
    return tol_piece_is_number(piece, 4) ||
           (piece->kind == TOL_PIECE_DIGITS && piece->n_digits <= 4 && w->reader->is_cyrillic);
}

/* Four digits of a year that people write dates of. */
static bool read_year(walk *w)
{
    const tol_piece *piece = here(w);
    bool is_year = may_be_year(w, piece) && piece->n_digits == 4 && piece->number >= 1000;
    /* "October 25, 1962.5" and "1,962" are something else. */
    bool goes_on = is_year && (tol_piece_is_sign(piece + 1, '.') || tol_piece_is_sign(piece + 1, ',')) &&
                   piece[2].kind == TOL_PIECE_DIGITS;
    if (!is_year || goes_on) {
        return false;
    }
    w->date.year = (int)piece->number;
    w->date.year_at = part_of(piece);
    w->at++;
    return true;
}

/* A year behind a comma, a joint or just a space; nothing is read when none stands there. */
static void read_year_behind(walk *w)
{
    walk tried = *w;
    tried.at += tol_piece_is_sign(here(&tried), ',');
    if (skip_space(&tried)) {
        skip_joint(&tried);
        if (read_year(&tried)) {
            *w = tried;
        }
    }
}

/* 25 октября 1962, 25. Oktober, 25 de octubre de 1962, the 25th of October */
static bool read_day_first(walk *w)
{
    if (!read_day(w)) {
        return false;
    }
    w->at += tol_piece_is_sign(here(w), '.');
    if (!skip_space(w)) {
        return false;
    }
    skip_joint(w);
    if (!read_month(w)) {
        return false;
    }
    read_year_behind(w);
    return true;
}

/* October 25, 1962 and, in any language, October 1962 */
static bool read_month_first(walk *w)
{
    if (!read_month(w)) {
        return false;
    }
    walk with_day = *w;
    if (strcmp(w->reader->lang, "en") == 0 && skip_space(&with_day) && read_day(&with_day)) {
        *w = with_day;
    }
    read_year_behind(w);
    return w->date.day > 0 || w->date.year > 0;
}

/* Three numbers with twice the same sign between them. */
static bool read_three(walk *w, const tol_piece *parts[3])
{
    for (size_t i = 0; i < 3; i++) {
        parts[i] = here(w) + 2 * i;
        bool is_sign = i == 2 || (parts[i][1].kind == TOL_PIECE_SIGN && strchr("./-", (int)parts[i][1].cp & 0x7F) &&
                                  parts[i][1].cp < 0x80 && parts[i][1].cp == parts[0][1].cp);
        bool is_number = i == 2 ? may_be_year(w, parts[i]) : tol_piece_is_number(parts[i], 4);
        if (!is_number || parts[i]->n_digits == 3 || !is_sign) {
            return false;
        }
    }
    uint32_t sign = parts[0][1].cp;
    const tol_piece *before = parts[0] - 1, *behind = parts[2] + 1;
    bool goes_on = (tol_piece_is_sign(behind, sign) && behind[1].kind == TOL_PIECE_DIGITS) ||
                   (tol_piece_is_sign(before, sign) && before[-1].kind == TOL_PIECE_DIGITS);
    w->at += 5;
    return !goes_on;
}

static bool set_numbers(walk *w, const tol_piece *day, const tol_piece *month, const tol_piece *year)
{
    bool is_date = day->n_digits <= 2 && day->number >= 1 && day->number <= 31 && month->n_digits <= 2 &&
                   month->number >= 1 && month->number <= 12 && (year->n_digits == 4 || year->n_digits == 2);
    w->date = (tol_date){.year = (int)year->number,
                         .month = (int)month->number,
                         .day = (int)day->number,
                         .is_short_year = year->n_digits == 2,
                         .month_form = TOL_MONTH_NUMBER,
                         .day_digits_end = day->end,
                         .day_at = part_of(day),
                         .month_at = part_of(month),
                         .year_at = part_of(year)};
    return is_date && year->number > 0;
}

/* 1962-10-25, 25.10.1962, 25/10/1962, 10/25/1962; of the last two the language says which, where both are possible. */
static bool read_numbers(walk *w)
{
    const tol_piece *p[3];
    if (!read_three(w, p)) {
        return false;
    }
    uint32_t sign = p[0][1].cp;
    if (p[0]->n_digits == 4) {
        return set_numbers(w, p[2], p[1], p[0]);
    }
    if (sign == '.') {
        return p[2]->n_digits == 4 || (p[0]->n_digits == 2 && p[1]->n_digits == 2) ? set_numbers(w, p[0], p[1], p[2])
                                                                                   : false;
    }
    if (p[2]->n_digits != 4) {
        return false;
    }
    walk day_first = *w, month_first = *w;
    bool as_day_first = set_numbers(&day_first, p[0], p[1], p[2]);
    bool as_month_first = set_numbers(&month_first, p[1], p[0], p[2]);
    bool takes_day = as_day_first && (w->reader->day_first || !as_month_first);
    *w = takes_day ? day_first : month_first;
    w->date.is_ambiguous = as_day_first && as_month_first && p[0]->number != p[1]->number;
    return as_day_first || as_month_first;
}

size_t tol_read_date(const tol_value_reader *reader, const tol_pieces *pieces, size_t i, tol_value *out)
{
    walk start = {.reader = reader, .pieces = pieces, .at = i}, w = start;
    bool is_digits = pieces->items[i].kind == TOL_PIECE_DIGITS;
    bool is_date = is_digits && pieces->items[i].n_digits <= 4 && i + 5 < pieces->n && read_numbers(&w);
    if (!is_date) {
        w = start;
        is_date = is_digits ? read_day_first(&w) : read_month_first(&w);
    }
    if (!is_date) {
        return 0;
    }
    const tol_date *d = &w.date;
    uint32_t end = d->year_at.end > d->month_at.end ? d->year_at.end : d->month_at.end;
    end = d->day_at.end > end ? d->day_at.end : end;
    *out = (tol_value){.kind = TOL_VALUE_DATE, .start = pieces->items[i].start, .end = end};
    out->as.date = w.date;
    return w.at;
}

/* ---- writing ---- */

static bool has_capitals(tol_str text)
{
    for (size_t at = 0; at < text.len;) {
        if (tol_value_is_upper(tol_utf8_next(text, &at))) {
            return true;
        }
    }
    return false;
}

/* The name of another month in the same form and case; false when there is no telling. */
static bool write_month_name(const tol_value_reader *reader, const tol_date *place, tol_str old, int month,
                             tol_buf *out)
{
    size_t behind = 0, first = 0;
    tol_utf8_next(old, &behind);
    tol_str rest = {old.ptr + behind, old.len - behind};
    if (place->month_form > TOL_MONTH_SHORT_ALONE || has_capitals(rest)) {
        return false;
    }
    tol_str name = reader->month_names[place->month_form][month - 1];
    if (name.len == 0) {
        return false;
    }
    uint32_t cp = tol_utf8_next(name, &first);
    char letter[4];
    cp = has_capitals((tol_str){old.ptr, behind}) ? tol_value_upper(cp) : cp;
    tol_buf_append(out, letter, tol_utf8_put(cp, letter));
    tol_buf_append(out, name.ptr + first, name.len - first);
    return true;
}

static uint32_t width_of(tol_part part)
{
    return part.end - part.start;
}

static bool begins_with_zero(const tol_value *value, tol_part part)
{
    return value->text.ptr[part.start - value->start] == '0';
}

/* Whether days and months are written in two digits: the place says, and where all it has are long, the other date. */
static bool is_padded(const tol_value *place, const tol_value *wanted)
{
    const tol_date *old = &place->as.date, *date = &wanted->as.date;
    bool in_numbers = old->month_form == TOL_MONTH_NUMBER;
    bool has_zero =
        (old->day && begins_with_zero(place, old->day_at)) || (in_numbers && begins_with_zero(place, old->month_at));
    bool is_silent = in_numbers && old->day > 9 && old->month > 9;
    bool is_short =
        date->month_form == TOL_MONTH_NUMBER && (width_of(date->day_at) == 1 || width_of(date->month_at) == 1);
    return has_zero || (is_silent && !is_short);
}

static bool write_year(const tol_date *place, const tol_date *wanted, tol_buf *out)
{
    int year = wanted->year;
    if (!place->is_short_year && wanted->is_short_year) {
        year += place->year / 100 * 100;
    }
    bool fits = !place->is_short_year || wanted->is_short_year || year / 100 == 19;
    tol_write_digits((uint64_t)(place->is_short_year ? year % 100 : year), width_of(place->year_at), '0', out);
    return fits;
}

static bool write_day(const tol_value_reader *reader, const tol_value *place, const tol_value *wanted, tol_buf *out)
{
    const tol_date *date = &place->as.date;
    uint64_t before = (uint64_t)date->day, after = (uint64_t)wanted->as.date.day;
    tol_str ending = {place->text.ptr + (date->day_digits_end - place->start), date->day_at.end - date->day_digits_end};
    tol_write_digits(after, is_padded(place, wanted) ? 2 : 1, '0', out);
    return !date->has_day_ending || tol_write_ordinal_ending(reader, ending, before, after, out);
}

static bool write_month(const tol_value_reader *reader, const tol_value *place, const tol_value *wanted, tol_buf *out)
{
    const tol_date *date = &place->as.date;
    tol_str old = {place->text.ptr + (date->month_at.start - place->start), width_of(date->month_at)};
    int month = wanted->as.date.month;
    if (date->month_form == TOL_MONTH_NUMBER) {
        tol_write_digits((uint64_t)month, is_padded(place, wanted) ? 2 : 1, '0', out);
        return true;
    }
    return write_month_name(reader, date, old, month, out);
}

/* The part of the date that begins at this byte of the text: 'd', 'm', 'y', or 0. */
static char part_at(const tol_date *date, uint32_t at, uint32_t *end)
{
    if (date->day && at == date->day_at.start) {
        *end = date->day_at.end;
        return 'd';
    }
    if (date->month && at == date->month_at.start) {
        *end = date->month_at.end;
        return 'm';
    }
    if (date->year && at == date->year_at.start) {
        *end = date->year_at.end;
        return 'y';
    }
    return 0;
}

static bool write_part(const tol_value_reader *reader, const tol_value *place, char part, const tol_value *wanted,
                       tol_buf *out)
{
    const tol_date *date = &wanted->as.date;
    if (part == 'd') {
        return date->day > 0 && write_day(reader, place, wanted, out);
    }
    if (part == 'm') {
        return date->month > 0 && write_month(reader, place, wanted, out);
    }
    return date->year > 0 && write_year(&place->as.date, date, out);
}

/* Whether the part says the same in both, so that it can stay as it is written. */
static bool part_stays(const tol_date *a, const tol_date *b, char part)
{
    bool short_year = a->is_short_year || b->is_short_year;
    return part == 'd'   ? a->day == b->day
           : part == 'm' ? a->month == b->month
                         : a->year == b->year || (short_year && a->year % 100 == b->year % 100);
}

bool tol_write_date(const tol_value_reader *reader, const tol_value *place, const tol_value *wanted, tol_buf *out)
{
    const tol_date *old = &place->as.date, *date = &wanted->as.date;
    tol_buf written = TOL_BUF_INIT;
    bool ok = !date->is_ambiguous && !old->is_ambiguous;
    for (uint32_t at = place->start; ok && at < place->end;) {
        uint32_t end = at + 1;
        char part = part_at(old, at, &end);
        if (part == 0 || part_stays(old, date, part)) {
            tol_buf_append(&written, place->text.ptr + (at - place->start), end - at);
        } else {
            ok = write_part(reader, place, part, wanted, &written);
        }
        at = end;
    }
    if (ok) {
        tol_write_through(&written, out);
    }
    tol_buf_release(&written);
    return ok;
}
