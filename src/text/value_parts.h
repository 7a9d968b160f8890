/* The inside of value.h: a text in pieces, and what each kind of value makes of them. */
#ifndef TOL_TEXT_VALUE_PARTS_H
#define TOL_TEXT_VALUE_PARTS_H

#include "base/map.h"
#include "text/value.h"

typedef enum tol_piece_kind {
    TOL_PIECE_END,
    TOL_PIECE_SPACE,
    TOL_PIECE_DIGITS, /* with letters behind them, perhaps: digits_end < end */
    TOL_PIECE_WORD,   /* letters; with digits behind them, perhaps: has_digits */
    TOL_PIECE_SIGN,   /* one character */
    TOL_PIECE_LINK
} tol_piece_kind;

typedef struct tol_piece {
    tol_piece_kind kind;
    uint32_t start, end;
    uint32_t cp;         /* SIGN; SPACE of one character, 0 for a longer one */
    uint32_t digits_end; /* DIGITS: the byte behind the last */
    uint32_t n_digits;
    uint32_t zero;
    uint64_t number; /* right up to 18 digits */
    bool has_digits;
} tol_piece;

/* Pieces of a text with a TOL_PIECE_END on either side, so that neighbours can always be asked for. */
typedef struct tol_pieces {
    tol_str text;
    tol_piece *items;
    size_t n;                /* with both ends */
    bool *is_without_memory; /* set by readers that cannot go on */
} tol_pieces;

#define TOL_VALUE_DIGITS_MAX 18

struct tol_value_reader {
    char lang[4]; /* primary language, or "" for a longer one */
    bool is_cyrillic;
    bool day_first; /* in dates of numbers */
    uint32_t group, decimal;
    tol_map months; /* folded name: month | form << 8 */
    tol_str month_names[4][12];
    tol_arena arena;
    struct UPluralRules *plurals;
};

/* The capital letter of a letter, and whether a letter is one. */
uint32_t tol_value_upper(uint32_t cp);
bool tol_value_is_upper(uint32_t cp);

/* ---- value_pieces.c ---- */

tol_status tol_pieces_make(tol_str text, tol_arena *arena, tol_pieces *out, tol_error *err);
static inline tol_str tol_piece_text(const tol_pieces *pieces, size_t i)
{
    return (tol_str){pieces->text.ptr + pieces->items[i].start, pieces->items[i].end - pieces->items[i].start};
}
/* Digits and nothing else, at most `max` of them. */
static inline bool tol_piece_is_number(const tol_piece *piece, uint32_t max)
{
    return piece->kind == TOL_PIECE_DIGITS && piece->digits_end == piece->end && piece->n_digits <= max;
}
static inline bool tol_piece_is_sign(const tol_piece *piece, uint32_t cp)
{
    return piece->kind == TOL_PIECE_SIGN && piece->cp == cp;
}

/* Each reads a value that begins with piece `i`: the piece behind it, or 0 when none begins there. */
size_t tol_read_number(const tol_value_reader *reader, const tol_pieces *pieces, size_t i, tol_value *out);
size_t tol_read_date(const tol_value_reader *reader, const tol_pieces *pieces, size_t i, tol_value *out);
size_t tol_read_time(const tol_pieces *pieces, size_t i, tol_value *out);
/* The ending of an ordinal behind the digits of piece `i`: the byte behind it, or 0. `*next`: the piece behind it. */
uint32_t tol_ordinal_end(const tol_value_reader *reader, const tol_pieces *pieces, size_t i, size_t *next);

bool tol_write_number(const tol_value_reader *reader, const tol_value *place, const tol_value *wanted, tol_buf *out);
bool tol_write_date(const tol_value_reader *reader, const tol_value *place, const tol_value *wanted, tol_buf *out);
bool tol_write_time(const tol_value *place, const tol_value *wanted, tol_buf *out);
/* The ending of an ordinal when its number becomes another; false when it cannot be told. */
bool tol_write_ordinal_ending(const tol_value_reader *reader, tol_str ending, uint64_t before, uint64_t after,
                              tol_buf *out);
/* Append what was written aside, and its failure. */
void tol_write_through(const tol_buf *written, tol_buf *out);
/* Append a number of at least `width` digits, in the digits that begin with `zero`. */
void tol_write_digits(uint64_t number, uint32_t width, uint32_t zero, tol_buf *out);

#endif
