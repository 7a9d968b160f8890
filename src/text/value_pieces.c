/* A text in pieces: runs of letters and digits, spaces, single signs, links. */
#include <string.h>
#include <unicode/uchar.h>

#include "base/fail.h"
#include "text/link.h"
#include "text/unicode.h"
#include "text/value_parts.h"

typedef struct cutter {
    tol_str text;
    bool may_have_links;
    size_t barren; /* see tol_link_end */
} cutter;

/* Letters, digits and the marks and soft hyphens that belong to them. */
static bool is_alnum(uint32_t props)
{
    return (props & (TOL_CH_ALNUM | TOL_CH_IGNORABLE)) != 0 && (props & TOL_CH_DASH) == 0;
}

static void count_digit(tol_piece *piece, uint32_t cp, size_t behind)
{
    int digit = u_charDigitValue((UChar32)cp);
    piece->number = piece->number * 10 + (uint64_t)digit;
    piece->zero = cp - (uint32_t)digit;
    piece->n_digits++;
    piece->digits_end = (uint32_t)behind;
}

/* A run of letters and digits. Digits of two scripts are two numbers, which nobody writes: the second is a suffix. */
static void cut_run(const cutter *c, tol_piece *piece)
{
    bool counts = piece->kind == TOL_PIECE_DIGITS;
    for (size_t at = piece->start; at < c->text.len;) {
        uint32_t cp = tol_utf8_next(c->text, &at), props = tol_unicode_props(cp);
        if (!is_alnum(props)) {
            break;
        }
        bool is_digit = (props & TOL_CH_DIGIT) != 0;
        counts = counts && is_digit && (piece->n_digits == 0 || cp - piece->zero < 10);
        piece->has_digits = piece->has_digits || is_digit;
        if (counts) {
            count_digit(piece, cp, at);
        }
        piece->end = (uint32_t)at;
    }
}

static void cut_space(const cutter *c, tol_piece *piece)
{
    for (size_t at = piece->end; at < c->text.len;) {
        if (!(tol_unicode_next(c->text, &at) & TOL_CH_BLANK)) {
            break;
        }
        piece->end = (uint32_t)at;
        piece->cp = 0;
    }
}

static tol_piece cut(cutter *c, size_t at)
{
    size_t behind = at, link = c->may_have_links ? tol_link_end(c->text, at, &c->barren) : 0;
    uint32_t cp = tol_utf8_next(c->text, &behind), props = tol_unicode_props(cp);
    tol_piece piece = {.start = (uint32_t)at, .end = (uint32_t)behind, .cp = cp, .kind = TOL_PIECE_SIGN};
    if (link) {
        piece.kind = TOL_PIECE_LINK;
        piece.end = (uint32_t)link;
    } else if (props & TOL_CH_BLANK && !(props & TOL_CH_IGNORABLE)) {
        piece.kind = TOL_PIECE_SPACE;
        cut_space(c, &piece);
    } else if (is_alnum(props)) {
        piece.kind = props & TOL_CH_DIGIT ? TOL_PIECE_DIGITS : TOL_PIECE_WORD;
        cut_run(c, &piece);
    }
    return piece;
}

/* Cut the text into at most `cap` pieces behind the first; how many there are. */
static size_t cut_all(tol_str text, tol_piece *items, size_t cap)
{
    cutter c = {text, tol_link_possible(text), 0};
    size_t n = 0;
    for (size_t at = 0; at < text.len; n++) {
        tol_piece piece = cut(&c, at);
        at = piece.end;
        if (n < cap) {
            items[n] = piece;
        }
    }
    return n;
}

/* Most texts have no more pieces than that: they are cut once, others twice. */
#define USUAL_PIECES 64

tol_status tol_pieces_make(tol_str text, tol_arena *arena, tol_pieces *out, tol_error *err)
{
    tol_piece usual[USUAL_PIECES];
    size_t n = cut_all(text, usual, USUAL_PIECES);
    tol_piece *items = tol_arena_calloc(arena, n + 2, sizeof *items);
    if (!items) {
        return tol_fail_nomem(err);
    }
    if (n > USUAL_PIECES) {
        cut_all(text, items + 1, n);
    } else {
        memcpy(items + 1, usual, n * sizeof *items);
    }
    items[n + 1].start = items[n + 1].end = (uint32_t)text.len;
    *out = (tol_pieces){text, items, n + 2, NULL};
    return TOL_OK;
}
