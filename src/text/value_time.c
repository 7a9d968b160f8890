/* Times: 14:30, 14:30:15, 2:30 p.m. */
#include <string.h>

#include "text/value_parts.h"

enum { HALF_DAY = 12 * 3600 };

/* a.m., p.m., AM, PM behind a space or none: the piece behind it, 0 when none stands there. `*is_pm` says which. */
static size_t meridiem_end(const tol_pieces *pieces, size_t i, tol_part *at, bool *is_pm)
{
    i += pieces->items[i].kind == TOL_PIECE_SPACE;
    if (pieces->items[i].kind != TOL_PIECE_WORD) {
        return 0;
    }
    tol_str word = tol_piece_text(pieces, i);
    char first = word.len ? (char)(word.ptr[0] | 0x20) : '\0';
    bool is_pair = word.len == 2 && (word.ptr[1] | 0x20) == 'm' && (first == 'a' || first == 'p');
    bool has_stops = word.len == 1 && (first == 'a' || first == 'p') && tol_piece_is_sign(&pieces->items[i + 1], '.') &&
                     pieces->items[i + 2].kind == TOL_PIECE_WORD && (tol_piece_text(pieces, i + 2).len == 1) &&
                     (pieces->text.ptr[pieces->items[i + 2].start] | 0x20) == 'm';
    if (!is_pair && !has_stops) {
        return 0;
    }
    size_t last = is_pair ? i : i + 2;
    *is_pm = first == 'p';
    *at = (tol_part){pieces->items[i].start, pieces->items[last].end};
    return last + 1;
}

static bool is_part(const tol_piece *piece, uint32_t n_digits, uint64_t below)
{
    return tol_piece_is_number(piece, 2) && piece->n_digits >= n_digits && piece->number < below;
}

size_t tol_read_time(const tol_pieces *pieces, size_t i, tol_value *out)
{
    const tol_piece *p = &pieces->items[i];
    tol_time time = {.seconds = 0};
    if (!is_part(p, 1, 25) || !tol_piece_is_sign(p + 1, ':') || p[2].kind != TOL_PIECE_DIGITS || p[2].number > 59 ||
        p[2].n_digits != 2 || (i > 1 && tol_piece_is_sign(p - 1, ':') && p[-2].kind == TOL_PIECE_DIGITS)) {
        return 0;
    }
    size_t next = i + 3;
    time.seconds = (uint32_t)(p[0].number * 3600 + p[2].number * 60);
    time.hour_at = (tol_part){p[0].start, p[0].end};
    time.minute_at = (tol_part){p[2].start, p[2].digits_end};
    if (p[2].digits_end == p[2].end && tol_piece_is_sign(p + 3, ':') && is_part(p + 4, 2, 60)) {
        time.has_seconds = true;
        time.seconds += (uint32_t)p[4].number;
        time.second_at = (tol_part){p[4].start, p[4].end};
        next = i + 5;
    } else if (p[2].digits_end != p[2].end) {
        return 0;
    }
    bool is_pm = false;
    size_t behind = p[0].number >= 1 && p[0].number <= 12 ? meridiem_end(pieces, next, &time.meridiem_at, &is_pm) : 0;
    if (behind) {
        time.has_meridiem = true;
        time.seconds = time.seconds % HALF_DAY + (is_pm ? HALF_DAY : 0);
        next = behind;
    }
    *out = (tol_value){.kind = TOL_VALUE_TIME, .start = p->start, .end = pieces->items[next - 1].end};
    out->as.time = time;
    return next;
}

static tol_str text_of(const tol_value *value, tol_part part)
{
    return (tol_str){value->text.ptr + (part.start - value->start), part.end - part.start};
}

/* What stands between two parts, or behind the last. */
static void add_between(const tol_value *value, uint32_t start, uint32_t end, tol_buf *out)
{
    tol_buf_add(out, text_of(value, (tol_part){start, end}));
}

static void write_meridiem(const tol_value *place, bool is_pm, tol_buf *out)
{
    tol_str old = text_of(place, place->as.time.meridiem_at);
    char letter = is_pm ? 'p' : 'a';
    tol_buf_byte(out, old.ptr[0] < 'a' ? (char)(letter - 'a' + 'A') : letter);
    tol_buf_append(out, old.ptr + 1, old.len - 1);
}

bool tol_write_time(const tol_value *place, const tol_value *wanted, tol_buf *out)
{
    const tol_time *old = &place->as.time;
    uint32_t seconds = wanted->as.time.seconds, hour = seconds / 3600;
    if (old->has_seconds != wanted->as.time.has_seconds) {
        return false;
    }
    uint32_t shown = old->has_meridiem ? (hour + 11) % 12 + 1 : hour;
    bool is_padded = place->text.ptr[0] == '0' || (wanted->text.ptr[0] == '0' && !old->has_meridiem);
    tol_write_digits(shown, is_padded ? 2 : 1, '0', out);
    add_between(place, old->hour_at.end, old->minute_at.start, out);
    tol_write_digits(seconds / 60 % 60, 2, '0', out);
    uint32_t at = old->minute_at.end;
    if (old->has_seconds) {
        add_between(place, at, old->second_at.start, out);
        tol_write_digits(seconds % 60, 2, '0', out);
        at = old->second_at.end;
    }
    if (old->has_meridiem) {
        add_between(place, at, old->meridiem_at.start, out);
        write_meridiem(place, hour % 24 >= 12, out);
    }
    return true;
}
