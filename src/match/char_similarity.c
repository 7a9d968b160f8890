/*
 * Similarity by characters: Levenshtein distance over code points. Common ends are cut off first; what is left goes
 * through the bit-vector algorithm of Myers (1999) in the block form of Hyyrö (2003): 64 rows of the matrix in one
 * machine word.
 */
#include <string.h>

#include "base/fail.h"
#include "base/utf8.h"
#include "tolmach/match.h"

typedef struct code_points {
    uint32_t *items;
    size_t n;
} code_points;

static bool decode(tol_str text, tol_arena *arena, code_points *out)
{
    out->items = tol_arena_alloc(arena, (text.len + 1) * sizeof *out->items);
    out->n = 0;
    if (!out->items) {
        return false;
    }
    for (size_t i = 0; i < text.len;) {
        out->items[out->n++] = tol_utf8_next(text, &i);
    }
    return true;
}

static void cut_common_ends(code_points *a, code_points *b)
{
    while (a->n && b->n && a->items[0] == b->items[0]) {
        a->items++, a->n--;
        b->items++, b->n--;
    }
    while (a->n && b->n && a->items[a->n - 1] == b->items[b->n - 1]) {
        a->n--;
        b->n--;
    }
}

/* For each character of the pattern a row of bits, one for each of its places; characters it lacks have the row of
 * zeros. */
typedef struct peq {
    uint32_t *keys;  /* open hash: code point + 1; 0 is an empty slot */
    uint64_t **rows; /* beside the keys */
    uint64_t *zeros;
    size_t cap, n_words;
} peq;

static size_t peq_slot(const peq *table, uint32_t cp)
{
    size_t slot = (size_t)(cp * UINT32_C(2654435761)) & (table->cap - 1);
    while (table->keys[slot] && table->keys[slot] != cp + 1) {
        slot = (slot + 1) & (table->cap - 1);
    }
    return slot;
}

static bool peq_init(peq *table, const code_points *pattern, tol_arena *arena)
{
    table->n_words = (pattern->n + 63) / 64;
    for (table->cap = 16; table->cap < pattern->n * 2; table->cap *= 2) {
    }
    table->keys = tol_arena_calloc(arena, table->cap, sizeof *table->keys);
    table->rows = tol_arena_calloc(arena, table->cap, sizeof(uint64_t *));
    table->zeros = tol_arena_calloc(arena, table->n_words, sizeof(uint64_t));
    if (!table->keys || !table->rows || !table->zeros) {
        return false;
    }
    for (size_t i = 0; i < pattern->n; i++) {
        size_t slot = peq_slot(table, pattern->items[i]);
        if (!table->keys[slot]) {
            table->keys[slot] = pattern->items[i] + 1;
            table->rows[slot] = tol_arena_calloc(arena, table->n_words, sizeof(uint64_t));
        }
        if (!table->rows[slot]) {
            return false;
        }
        table->rows[slot][i / 64] |= UINT64_C(1) << (i % 64);
    }
    return true;
}

/* One word of a column: `pv` and `mv` say where the column rises and falls by one, `carry` what comes in at the top. */
typedef struct column_word {
    uint64_t pv, mv;
} column_word;

static int advance(column_word *word, uint64_t eq, int carry, uint64_t last_bit)
{
    uint64_t pv = word->pv, mv = word->mv;
    uint64_t xv = eq | mv;
    eq |= carry < 0;
    uint64_t xh = (((eq & pv) + pv) ^ pv) | eq;
    uint64_t ph = mv | ~(xh | pv);
    uint64_t mh = pv & xh;
    int out = (ph & last_bit) ? 1 : (mh & last_bit) ? -1 : 0;
    ph = ph << 1 | (carry > 0);
    mh = mh << 1 | (carry < 0);
    word->pv = mh | ~(xv | ph);
    word->mv = ph & xv;
    return out;
}

static bool distance(const code_points *pattern, const code_points *text, tol_arena *arena, size_t *out)
{
    peq table = {0};
    column_word *column = tol_arena_alloc(arena, ((pattern->n + 63) / 64) * sizeof *column);
    if (!column || !peq_init(&table, pattern, arena)) {
        return false;
    }
    for (size_t w = 0; w < table.n_words; w++) {
        column[w] = (column_word){~UINT64_C(0), 0};
    }
    uint64_t last = UINT64_C(1) << ((pattern->n - 1) % 64);
    size_t d = pattern->n;
    for (size_t i = 0; i < text->n; i++) {
        size_t slot = peq_slot(&table, text->items[i]);
        const uint64_t *row = table.keys[slot] ? table.rows[slot] : table.zeros;
        int carry = 1; /* the first row of the matrix rises by one with every character of the text */
        for (size_t w = 0; w < table.n_words; w++) {
            carry = advance(&column[w], row[w], carry, w + 1 < table.n_words ? UINT64_C(1) << 63 : last);
        }
        d += (size_t)carry; /* -1 wraps around, as wanted */
    }
    *out = d;
    return true;
}

tol_status tol_char_similarity(tol_str a, tol_str b, int *permille, tol_error *err)
{
    tol_error_clear(err);
    tol_arena arena = TOL_ARENA_INIT;
    code_points x, y;
    bool ok = decode(a, &arena, &x) && decode(b, &arena, &y);
    if (ok) {
        size_t longer = x.n > y.n ? x.n : y.n;
        size_t d = 0;
        cut_common_ends(&x, &y);
        if (x.n == 0 || y.n == 0) {
            d = x.n + y.n;
        } else {
            ok = x.n < y.n ? distance(&x, &y, &arena, &d) : distance(&y, &x, &arena, &d);
        }
        *permille = longer ? (int)(1000 * (uint64_t)(longer - d) / longer) : 1000;
    }
    tol_arena_release(&arena);
    return ok ? TOL_OK : tol_fail_nomem(err);
}
