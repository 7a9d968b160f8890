#include "text/value.h"

#include <string.h>

#include "base/fail.h"
#include "base/mem.h"
#include "text/link.h"
#include "text/value_parts.h"

/* The value that begins with piece `i`: the piece behind it, or 0. */
static size_t read_value(const tol_value_reader *reader, const tol_pieces *pieces, size_t i, tol_value *out)
{
    const tol_piece *piece = &pieces->items[i];
    size_t next = 0;
    if (piece->kind == TOL_PIECE_LINK) {
        *out = (tol_value){.kind = TOL_VALUE_LINK, .start = piece->start, .end = piece->end};
        return i + 1;
    }
    if (piece->kind == TOL_PIECE_DIGITS || piece->kind == TOL_PIECE_WORD) {
        next = tol_read_date(reader, pieces, i, out);
        next = next ? next : tol_read_time(pieces, i, out);
        next = next ? next : tol_read_number(reader, pieces, i, out);
    }
    return next;
}

/* Whether any byte could be of a digit, a Roman numeral or a link: most texts are spared the rest. Digits of other
 * scripts begin with a byte above those of Latin, Greek and Cyrillic letters, but not with that of dashes and quotes.
 */
static bool may_have_values(tol_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        bool is_roman = strchr("IVXLCDM", c) != NULL ||
                        (c == 0xD0 && i + 1 < text.len && strchr("\xA5\x86", (unsigned char)text.ptr[i + 1]) != NULL);
        if ((c >= '0' && c <= '9') || (c >= 0xD9 && c != 0xE2) || is_roman) {
            return true;
        }
    }
    return tol_link_possible(text);
}

tol_status tol_values_find(tol_value_reader *reader, tol_str text, tol_arena *arena, tol_values *values, tol_error *err)
{
    tol_arena temp = TOL_ARENA_INIT;
    tol_pieces pieces;
    tol_value *found = NULL;
    size_t n = 0, cap = 0;
    bool is_without_memory = false;
    *values = (tol_values){NULL, 0};
    if (!may_have_values(text)) {
        return TOL_OK;
    }
    tol_status status = tol_pieces_make(text, &temp, &pieces, err);
    pieces.is_without_memory = &is_without_memory;
    for (size_t i = 1; status == TOL_OK && i + 1 < pieces.n;) {
        tol_value *grown = tol_mem_grow(found, &cap, n + 1, sizeof *grown);
        if (!grown) {
            status = tol_fail_nomem(err);
            break;
        }
        found = grown;
        size_t next = read_value(reader, &pieces, i, &found[n]);
        if (next) {
            found[n].text = (tol_str){text.ptr + found[n].start, found[n].end - found[n].start};
            n++;
        }
        i = next ? next : i + 1;
        status = is_without_memory ? tol_fail_nomem(err) : TOL_OK;
    }
    if (status == TOL_OK && n > 0) {
        values->items = tol_arena_alloc(arena, n * sizeof *found);
        status = values->items ? TOL_OK : tol_fail_nomem(err);
    }
    if (status == TOL_OK && n > 0) {
        memcpy(values->items, found, n * sizeof *found);
        values->n = n;
    }
    tol_mem_free(found);
    tol_arena_release(&temp);
    return status;
}

static bool same_decimal(const tol_decimal *a, const tol_decimal *b)
{
    return a->digits == b->digits && a->scale == b->scale && a->is_negative == b->is_negative;
}

static bool same_number(const tol_number *a, const tol_number *b)
{
    return same_decimal(&a->value, &b->value) || (a->is_ambiguous && same_decimal(&a->other, &b->value)) ||
           (b->is_ambiguous && same_decimal(&a->value, &b->other)) ||
           (a->is_ambiguous && b->is_ambiguous && same_decimal(&a->other, &b->other));
}

static bool same_date(const tol_date *a, const tol_date *b)
{
    bool same_year = a->is_short_year || b->is_short_year ? a->year % 100 == b->year % 100 && a->year && b->year
                                                          : a->year == b->year;
    bool crossed = (a->is_ambiguous || b->is_ambiguous) && a->month == b->day && a->day == b->month;
    return same_year && ((a->month == b->month && a->day == b->day) || crossed);
}

bool tol_value_equal(const tol_value *a, const tol_value *b)
{
    if (a->kind != b->kind) {
        return false;
    }
    switch (a->kind) {
    case TOL_VALUE_NUMBER:
        return same_number(&a->as.number, &b->as.number);
    case TOL_VALUE_DATE:
        return same_date(&a->as.date, &b->as.date);
    case TOL_VALUE_TIME:
        return a->as.time.seconds == b->as.time.seconds;
    default:
        return tol_str_equal(a->text, b->text);
    }
}

void tol_write_through(const tol_buf *written, tol_buf *out)
{
    tol_buf_add(out, tol_buf_str(written));
    out->failed = out->failed || !tol_buf_ok(written);
}

bool tol_value_write(const tol_value_reader *reader, const tol_value *place, const tol_value *wanted, tol_buf *out)
{
    if (place->kind != wanted->kind) {
        return false;
    }
    switch (place->kind) {
    case TOL_VALUE_NUMBER:
        return tol_write_number(reader, place, wanted, out);
    case TOL_VALUE_DATE:
        return tol_write_date(reader, place, wanted, out);
    case TOL_VALUE_TIME:
        return tol_write_time(place, wanted, out);
    default:
        tol_buf_add(out, wanted->text);
        return true;
    }
}
