/*
 * The edit script behind a score: which token became which.
 *
 * Of the cheapest scripts one is taken that leaves the least weight without a partner of its key: for `сегодня
 * утвердить` and `утвердить сегодня` two replaced words cost as much as one deleted and one inserted, and the latter
 * says that a word was moved. So what is added up is a price: the cost, and as its small change that weight.
 *
 * The whole matrix is kept, one byte a cell, and walked back from its end. Tokens of the same surface at both ends are
 * cut off first (the costs are a metric, so that pairing them is never dearer). What is left of two texts that are too
 * long for a matrix is halved after Hirschberg (1975): the first half of one text is aligned with the part of the other
 * that makes the sum of both halves cheapest.
 */
#include <string.h>

#include "base/fail.h"
#include "base/mem.h"
#include "match/score.h"

#define MATRIX_MAX ((size_t)1 << 26)

/* The cost above, the weight of what has no partner below; neither reaches 2^32: TOL_TEXT_MAX tokens weigh 8 each. */
typedef uint64_t price;

typedef enum step { STEP_PAIR, STEP_DELETE, STEP_INSERT } step;

/* Steps are written front to back; `n` never passes the sum of both lengths. */
typedef struct script {
    unsigned char *steps;
    size_t n;
} script;

static price price_of_gap(const tol_token_ids *token)
{
    return (price)token->weight << 32 | token->weight;
}

static price price_of_pair(const tol_token_ids *a, const tol_token_ids *b)
{
    bool shares_key = a->key == b->key && a->key != TOL_TOKEN_NONE;
    return (price)tol_pair_cost(a, b) << 32 | (shares_key ? 0 : a->weight + b->weight);
}

static void fill_matrix(const tol_id_row *a, const tol_id_row *b, price *row, unsigned char *matrix)
{
    size_t width = b->n + 1;
    row[0] = 0;
    for (size_t j = 0; j < b->n; j++) {
        row[j + 1] = row[j] + price_of_gap(&b->items[j]);
        matrix[j + 1] = STEP_INSERT;
    }
    for (size_t i = 0; i < a->n; i++) {
        unsigned char *line = matrix + (i + 1) * width;
        price diagonal = row[0], gap = price_of_gap(&a->items[i]);
        row[0] += gap;
        line[0] = STEP_DELETE;
        for (size_t j = 0; j < b->n; j++) {
            price pair = diagonal + price_of_pair(&a->items[i], &b->items[j]);
            price delete = row[j + 1] + gap;
            price insert = row[j] + price_of_gap(&b->items[j]);
            diagonal = row[j + 1];
            step best = pair <= delete &&pair <= insert ? STEP_PAIR : delete <= insert ? STEP_DELETE : STEP_INSERT;
            line[j + 1] = (unsigned char)best;
            row[j + 1] = best == STEP_PAIR ? pair : best == STEP_DELETE ? delete : insert;
        }
    }
}

static void walk_back(const unsigned char *matrix, size_t n, size_t m, script *out)
{
    size_t first = out->n;
    for (size_t i = n, j = m; i > 0 || j > 0;) {
        step s = (step)matrix[i * (m + 1) + j];
        out->steps[out->n++] = (unsigned char)s;
        i -= s != STEP_INSERT;
        j -= s != STEP_DELETE;
    }
    for (size_t i = first, j = out->n; i + 1 < j; i++) {
        unsigned char swap = out->steps[i];
        out->steps[i] = out->steps[--j];
        out->steps[j] = swap;
    }
}

static bool align_small(const tol_id_row *a, const tol_id_row *b, script *out)
{
    unsigned char *matrix = tol_mem_alloc((a->n + 1) * (b->n + 1));
    price *row = tol_mem_alloc((b->n + 1) * sizeof *row);
    bool ok = matrix && row;
    if (ok) {
        matrix[0] = STEP_PAIR;
        fill_matrix(a, b, row, matrix);
        walk_back(matrix, a->n, b->n, out);
    }
    tol_mem_free(matrix);
    tol_mem_free(row);
    return ok;
}

/* row[j]: the price of turning all of `a` into j tokens of `b` from its front (or from its back, when `backwards`). */
static void price_row(const tol_id_row *a, const tol_id_row *b, bool backwards, price *row)
{
    row[0] = 0;
    for (size_t j = 0; j < b->n; j++) {
        row[j + 1] = row[j] + price_of_gap(&b->items[backwards ? b->n - 1 - j : j]);
    }
    for (size_t i = 0; i < a->n; i++) {
        const tol_token_ids *x = &a->items[backwards ? a->n - 1 - i : i];
        price diagonal = row[0], gap = price_of_gap(x);
        row[0] += gap;
        for (size_t j = 0; j < b->n; j++) {
            const tol_token_ids *y = &b->items[backwards ? b->n - 1 - j : j];
            price best = diagonal + price_of_pair(x, y), insert = row[j] + price_of_gap(y);
            diagonal = row[j + 1];
            best = best < diagonal + gap ? best : diagonal + gap;
            row[j + 1] = best < insert ? best : insert;
        }
    }
}

static tol_id_row part_of(const tol_id_row *row, size_t start, size_t n)
{
    return (tol_id_row){row->items + start, n, 0};
}

/* Where to cut `b` when `a` is cut at `half`; SIZE_MAX without memory. */
static size_t best_cut(const tol_id_row *a, size_t half, const tol_id_row *b)
{
    price *front = tol_mem_alloc(2 * (b->n + 1) * sizeof *front);
    if (!front) {
        return SIZE_MAX;
    }
    price *back = front + b->n + 1;
    tol_id_row first = part_of(a, 0, half), second = part_of(a, half, a->n - half);
    price_row(&first, b, false, front);
    price_row(&second, b, true, back);
    size_t best = 0;
    for (size_t j = 1; j <= b->n; j++) {
        if (front[j] + back[b->n - j] < front[best] + back[b->n - best]) {
            best = j;
        }
    }
    tol_mem_free(front);
    return best;
}

static bool align(const tol_id_row *a, const tol_id_row *b, size_t matrix_max, script *out)
{
    if (a->n < 2 || (a->n + 1) <= matrix_max / (b->n + 1)) {
        return align_small(a, b, out);
    }
    size_t half = a->n / 2;
    size_t cut = best_cut(a, half, b);
    if (cut == SIZE_MAX) {
        return false;
    }
    tol_id_row a1 = part_of(a, 0, half), a2 = part_of(a, half, a->n - half);
    tol_id_row b1 = part_of(b, 0, cut), b2 = part_of(b, cut, b->n - cut);
    return align(&a1, &b1, matrix_max, out) && align(&a2, &b2, matrix_max, out);
}

/* The steps for two rows, their equal ends cut off and put back. */
static bool align_rows(const tol_id_row *a, const tol_id_row *b, size_t matrix_max, script *out)
{
    size_t head = 0, tail = 0, shorter = a->n < b->n ? a->n : b->n;
    while (head < shorter && a->items[head].surface == b->items[head].surface) {
        head++;
    }
    while (tail < shorter - head && a->items[a->n - 1 - tail].surface == b->items[b->n - 1 - tail].surface) {
        tail++;
    }
    tol_id_row a_mid = part_of(a, head, a->n - head - tail), b_mid = part_of(b, head, b->n - head - tail);
    memset(out->steps, STEP_PAIR, head);
    out->n = head;
    if (!align(&a_mid, &b_mid, matrix_max, out)) {
        return false;
    }
    memset(out->steps + out->n, STEP_PAIR, tail);
    out->n += tail;
    return true;
}

static tol_edit_kind kind_of_pair(const tol_token_ids *a, const tol_token_ids *b)
{
    return a->surface == b->surface ? TOL_EDIT_KEPT
           : a->form == b->form     ? TOL_EDIT_FORM
           : a->key == b->key       ? TOL_EDIT_INFLECTED
                                    : TOL_EDIT_REPLACED;
}

/* Where a gap stands in the other text: before its next token, at its end behind the last one. */
static uint32_t gap_place(const tol_tokens *tokens, size_t next)
{
    if (next < tokens->n) {
        return tokens->items[next].start;
    }
    return tokens->n ? tokens->items[tokens->n - 1].end : 0;
}

static tol_edit edit_of(step s, const tol_tokens *q, size_t i, const tol_tokens *c, size_t j, const tol_id_row *a,
                        const tol_id_row *b)
{
    tol_edit edit = {0};
    edit.query_start = s == STEP_INSERT ? gap_place(q, i) : q->items[i].start;
    edit.query_end = s == STEP_INSERT ? edit.query_start : q->items[i].end;
    edit.source_start = s == STEP_DELETE ? gap_place(c, j) : c->items[j].start;
    edit.source_end = s == STEP_DELETE ? edit.source_start : c->items[j].end;
    edit.query_weight = s == STEP_INSERT ? 0 : q->items[i].weight;
    edit.source_weight = s == STEP_DELETE ? 0 : c->items[j].weight;
    if (s == STEP_PAIR) {
        edit.kind = kind_of_pair(&a->items[i], &b->items[j]);
        edit.cost = tol_pair_cost(&a->items[i], &b->items[j]);
    } else {
        edit.kind = s == STEP_INSERT ? TOL_EDIT_INSERTED : TOL_EDIT_DELETED;
        edit.cost = s == STEP_INSERT ? b->items[j].weight : a->items[i].weight;
    }
    return edit;
}

tol_status tol_edits_within(const tol_tokens *query, const tol_tokens *candidate, size_t matrix_max, tol_arena *arena,
                            tol_edit **edits, size_t *n_edits, tol_error *err)
{
    tol_arena temp = TOL_ARENA_INIT;
    tol_id_row a, b;
    script out = {NULL, 0};
    tol_status status = tol_number_tokens(query, candidate, &temp, &a, &b, err);
    if (status == TOL_OK) {
        out.steps = tol_arena_alloc(&temp, query->n + candidate->n + 1);
        *edits = NULL;
        if (out.steps && align_rows(&a, &b, matrix_max, &out)) {
            *edits = tol_arena_alloc(arena, out.n * sizeof **edits);
        }
        status = *edits ? TOL_OK : tol_fail_nomem(err);
    }
    if (status == TOL_OK) {
        for (size_t k = 0, i = 0, j = 0; k < out.n; k++) {
            step s = (step)out.steps[k];
            (*edits)[k] = edit_of(s, query, i, candidate, j, &a, &b);
            i += s != STEP_INSERT;
            j += s != STEP_DELETE;
        }
        *n_edits = out.n;
    }
    tol_arena_release(&temp);
    return status;
}

tol_status tol_score_edits(const tol_tokens *query, const tol_tokens *candidate, tol_arena *arena, tol_edit **edits,
                           size_t *n_edits, tol_error *err)
{
    tol_error_clear(err);
    return tol_edits_within(query, candidate, MATRIX_MAX, arena, edits, n_edits, err);
}
