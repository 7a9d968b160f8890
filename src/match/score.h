/* The score over numbered tokens: what the scan uses on stored rows. The public functions number their tokens first. */
#ifndef TOL_MATCH_SCORE_H
#define TOL_MATCH_SCORE_H

#include "store/token_rows.h"
#include "tolmach/match.h"

/* Tokens as numbers, with the sum of their weights. */
typedef struct tol_id_row {
    const tol_token_ids *items;
    size_t n;
    uint32_t weight;
} tol_id_row;

/* The cost of putting `b` in the place of `a`; 0 for the same surface. A metric, as tests prove. */
static inline uint32_t tol_pair_cost(const tol_token_ids *a, const tol_token_ids *b)
{
    if (a->surface == b->surface && a->surface != TOL_TOKEN_NONE) {
        return 0;
    }
    if (a->form == b->form && a->form != TOL_TOKEN_NONE) {
        return 1;
    }
    if (a->key == b->key && a->key != TOL_TOKEN_NONE) {
        return a->weight >= 8 ? a->weight / 4 : 1;
    }
    return a->weight > b->weight ? a->weight : b->weight;
}

/* One row of the matrix, kept between calls. */
typedef struct tol_score_scratch {
    uint32_t *row;
    size_t cap;
} tol_score_scratch;

#define TOL_SCORE_SCRATCH_INIT                                                                                         \
    {                                                                                                                  \
        NULL, 0                                                                                                        \
    }

void tol_score_scratch_release(tol_score_scratch *scratch);

/* The cost of the cheapest edit script, by the full matrix, row by row. TOL_ENOMEM. */
tol_status tol_edit_cost(const tol_id_row *a, const tol_id_row *b, tol_score_scratch *scratch, uint32_t *cost,
                         tol_error *err);

/* The same when it is at most `most` (below 2^31), else most + 1: by a band, and by no more rows than needed. */
tol_status tol_edit_cost_within(const tol_id_row *a, const tol_id_row *b, uint32_t most, tol_score_scratch *scratch,
                                uint32_t *cost, tol_error *err);

/* The score that a cost stands for: max_weight is the greater weight of the two texts. */
tol_score tol_score_of(uint32_t cost, uint32_t max_weight);

/* Number the tokens of two texts in one small dictionary; both rows live in `arena`. TOL_ENOMEM. */
tol_status tol_number_tokens(const tol_tokens *a, const tol_tokens *b, tol_arena *arena, tol_id_row *a_row,
                             tol_id_row *b_row, tol_error *err);

/* tol_score_edits with another limit for the bytes of a matrix; beyond it the texts are halved. For tests. */
tol_status tol_edits_within(const tol_tokens *query, const tol_tokens *candidate, size_t matrix_max, tol_arena *arena,
                            tol_edit **edits, size_t *n_edits, tol_error *err);

/* tol_find_moves with another limit for the pairs of tokens without a partner. For tests. */
tol_status tol_moves_within(const tol_tokens *query, const tol_tokens *candidate, const tol_edit *edits, size_t n_edits,
                            size_t pairs_max, tol_arena *arena, tol_move **moves, size_t *n_moves, tol_error *err);

#endif
