/*
 * A place where a sentence may end: marks that end sentences, what closes behind them, white space, and what comes
 * then. This part reads; end_judge.c decides.
 *
 *     … сказал он: «Иди!..»  — Товарищи, …
 *                      ^  ^  ^
 *                  first  end next_at
 */
#ifndef TOL_SEGMENT_STOP_H
#define TOL_SEGMENT_STOP_H

#include <stdint.h>

#include "tolmach/str.h"

typedef enum tol_next_kind {
    TOL_NEXT_NOTHING, /* the text ends */
    TOL_NEXT_LOWER,
    TOL_NEXT_CAPITAL,
    TOL_NEXT_NUMBER, /* a digit, or a sign that stands before numbers */
    TOL_NEXT_MARK,   /* a comma or another mark that goes on */
    TOL_NEXT_OTHER   /* a letter without case, a sign */
} tol_next_kind;

typedef struct tol_next {
    tol_next_kind kind;
    tol_str word;     /* letters, with hyphens and apostrophes inside */
    bool has_stop;    /* a full stop follows the word */
    bool behind_dash; /* between the white space and the word stand these */
    bool behind_quote;
    bool has_sign; /* it is a number with a sign before it, № 5 */
} tol_next;

typedef struct tol_stop {
    size_t first, marks_end; /* the marks */
    size_t end;              /* behind what closes: the break would be here */
    size_t next_at;          /* behind the white space */
    bool is_full_stop;       /* the mark is one full stop */
    bool is_ellipsis;        /* the marks are full stops, three and more, or the sign for that */
    bool closes_quote, closes_bracket;
    bool has_glued_number; /* a number stands directly behind the marks: perhaps that of a note */
    bool is_block;         /* no mark, but the tag of a block in the text: <h1>, </p> */
    tol_next next;
} tol_stop;

/* The next place at or behind `from`; false when there is none before the text ends. */
bool tol_stop_find(tol_str text, size_t from, tol_stop *stop);

/* The word that ends at `at`: letters and digits, with hyphens, apostrophes and slashes inside; may be empty. */
tol_str tol_word_before(tol_str text, size_t at);
/* `at`, moved back over white space. */
size_t tol_skip_spaces_back(tol_str text, size_t at);
/* The code point at a place or before one; 0 where there is none. */
uint32_t tol_char_at(tol_str text, size_t at);
uint32_t tol_char_before(tol_str text, size_t at);
/* Whether the code point is a letter or a digit. */
bool tol_is_alnum(uint32_t cp);
bool tol_is_dash(uint32_t cp);
/* The first letter or digit from `from` on, at most `end`. */
size_t tol_first_alnum(tol_str text, size_t from, size_t end);

#endif
