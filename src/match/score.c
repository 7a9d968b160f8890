/*
 * The score, version 1: weighted edit distance over tokens, in whole numbers. The full matrix stands here and is the
 * oracle of everything faster; README.md has the definition and worked values.
 */
#include "match/score.h"

#include <string.h>

#include "base/fail.h"
#include "base/mem.h"

void tol_score_scratch_release(tol_score_scratch *scratch)
{
    tol_mem_free(scratch->row);
    *scratch = (tol_score_scratch)TOL_SCORE_SCRATCH_INIT;
}

static uint32_t min3(uint32_t a, uint32_t b, uint32_t c)
{
    uint32_t least = a < b ? a : b;
    return least < c ? least : c;
}

/* row[j] is the cost of turning the tokens of `a` seen so far into the first j tokens of `b`. */
tol_status tol_edit_cost(const tol_id_row *a, const tol_id_row *b, tol_score_scratch *scratch, uint32_t *cost,
                         tol_error *err)
{
    uint32_t *row = tol_mem_grow(scratch->row, &scratch->cap, b->n + 1, sizeof *row);
    if (!row) {
        return tol_fail_nomem(err);
    }
    scratch->row = row;
    row[0] = 0;
    for (size_t j = 0; j < b->n; j++) {
        row[j + 1] = row[j] + b->items[j].weight;
    }
    for (size_t i = 0; i < a->n; i++) {
        const tol_token_ids *token = &a->items[i];
        uint32_t diagonal = row[0];
        row[0] += token->weight;
        for (size_t j = 0; j < b->n; j++) {
            uint32_t above = row[j + 1];
            row[j + 1] =
                min3(diagonal + tol_pair_cost(token, &b->items[j]), above + token->weight, row[j] + b->items[j].weight);
            diagonal = above;
        }
    }
    *cost = row[b->n];
    return TOL_OK;
}

tol_score tol_score_of(uint32_t cost, uint32_t max_weight)
{
    tol_score score = {0, cost, max_weight};
    if (cost < max_weight) {
        score.score = (int)((uint64_t)100 * (max_weight - cost) / max_weight);
        if (score.score == 100 && cost > 0) {
            score.score = 99;
        }
    }
    return score;
}

/* Numbers for strings: equal strings get equal numbers. */
static uint32_t number_of(tol_map *map, tol_str text, bool *ok)
{
    bool is_new;
    tol_map_slot *slot = tol_map_put(map, text, &is_new);
    if (!slot) {
        *ok = false;
        return TOL_TOKEN_NONE;
    }
    if (is_new) {
        slot->value = map->n - 1;
    }
    return (uint32_t)slot->value;
}

static bool number_row(const tol_tokens *tokens, tol_map maps[3], tol_arena *arena, tol_id_row *row)
{
    tol_token_ids *ids = tol_arena_calloc(arena, tokens->n, sizeof *ids);
    bool ok = ids != NULL;
    for (size_t i = 0; ok && i < tokens->n; i++) {
        const tol_token *token = &tokens->items[i];
        ids[i] = (tol_token_ids){number_of(&maps[0], token->surface, &ok), number_of(&maps[1], token->form, &ok),
                                 number_of(&maps[2], token->key, &ok), token->weight};
    }
    *row = (tol_id_row){ids, tokens->n, tokens->weight};
    return ok;
}

tol_status tol_number_tokens(const tol_tokens *a, const tol_tokens *b, tol_arena *arena, tol_id_row *a_row,
                             tol_id_row *b_row, tol_error *err)
{
    tol_map maps[3] = {TOL_MAP_INIT, TOL_MAP_INIT, TOL_MAP_INIT};
    bool ok = number_row(a, maps, arena, a_row) && number_row(b, maps, arena, b_row);
    for (int i = 0; i < 3; i++) {
        tol_map_release(&maps[i]);
    }
    return ok ? TOL_OK : tol_fail_nomem(err);
}

tol_status tol_score_tokens(const tol_tokens *query, const tol_tokens *candidate, tol_score *out, tol_error *err)
{
    tol_error_clear(err);
    tol_arena arena = TOL_ARENA_INIT;
    tol_score_scratch scratch = TOL_SCORE_SCRATCH_INIT;
    tol_id_row a, b;
    uint32_t cost = 0;
    tol_status status = tol_number_tokens(query, candidate, &arena, &a, &b, err);
    if (status == TOL_OK) {
        status = tol_edit_cost(&a, &b, &scratch, &cost, err);
    }
    if (status == TOL_OK) {
        *out = tol_score_of(cost, a.weight > b.weight ? a.weight : b.weight);
    }
    tol_score_scratch_release(&scratch);
    tol_arena_release(&arena);
    return status;
}
