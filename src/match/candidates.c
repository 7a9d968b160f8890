/*
 * Rows become candidates: the tokens of a row are numbers of the dictionary, so that no string is compared.
 */
#include "base/fail.h"
#include "base/mem.h"
#include "match/lookup.h"

tol_status tol_row_scorer_init(tol_row_scorer *scorer, tol_lookup *lookup, const tol_tokens *query, tol_error *err)
{
    tol_token_ids *ids = tol_mem_calloc(query->n, sizeof *ids);
    *scorer = (tol_row_scorer){.lookup = lookup, .query = {ids, query->n, query->weight}};
    tol_status status = ids ? TOL_OK : tol_fail_nomem(err);
    for (size_t i = 0; i < query->n && status == TOL_OK; i++) {
        status = tol_dict_ids(&lookup->dict, &query->items[i], &ids[i], err);
    }
    return status;
}

void tol_row_scorer_release(tol_row_scorer *scorer)
{
    tol_mem_free((void *)(uintptr_t)scorer->query.items);
    *scorer = (tol_row_scorer){.lookup = scorer->lookup};
}

void tol_candidates_clear(tol_lookup *lookup)
{
    for (int score = 0; score <= 100; score++) {
        lookup->by_score[score].n = 0;
    }
}

static tol_status add_candidate(tol_candidates *all, tol_candidate one, tol_error *err)
{
    tol_candidate *grown = tol_mem_grow(all->items, &all->cap, all->n + 1, sizeof *grown);
    if (!grown) {
        return tol_fail_nomem(err);
    }
    all->items = grown;
    all->items[all->n++] = one;
    return TOL_OK;
}

static bool can_reach(const tol_row_scorer *scorer, uint32_t weight)
{
    uint64_t least = weight < scorer->query.weight ? weight : scorer->query.weight;
    uint64_t most = weight < scorer->query.weight ? scorer->query.weight : weight;
    return 100 * least >= (uint64_t)scorer->lookup->min_score * most;
}

/* Number the row's tokens. */
static tol_status expand_row(tol_lookup *lookup, const tol_token_row *row, tol_id_row *out, tol_error *err)
{
    tol_token_ids *ids = tol_mem_grow(lookup->row, &lookup->row_cap, row->n, sizeof *ids);
    if (!ids) {
        return tol_fail_nomem(err);
    }
    lookup->row = ids;
    *out = (tol_id_row){ids, row->n, 0};
    for (size_t i = 0; i < row->n; i++) {
        tol_status status = TOL_OK;
        const tol_token_ids *token = tol_dict_at(&lookup->dict, row->ids[i], &status, err);
        if (!token) {
            return status != TOL_OK ? status
                                    : tol_fail(err, TOL_ECORRUPT, "a token row has a token that the dictionary lacks");
        }
        ids[i] = *token;
        out->weight += token->weight;
    }
    return TOL_OK;
}

/* The scan goes by the full matrix, so that it proves the band too; a cost that is too great comes out as such. */
static tol_status cost_of(tol_row_scorer *scorer, const tol_id_row *candidate, uint32_t max_weight, uint32_t *cost,
                          tol_error *err)
{
    tol_lookup *lookup = scorer->lookup;
    if (lookup->exhaustive) {
        return tol_edit_cost(&scorer->query, candidate, &lookup->scratch, cost, err);
    }
    uint64_t needed = ((uint64_t)lookup->min_score * max_weight + 99) / 100;
    return tol_edit_cost_within(&scorer->query, candidate, max_weight - (uint32_t)needed, &lookup->scratch, cost, err);
}

tol_status tol_score_row(tol_row_scorer *scorer, const tol_token_row *row, tol_error *err)
{
    tol_lookup *lookup = scorer->lookup;
    tol_id_row candidate;
    uint32_t cost;
    if (row->n == 0) {
        return TOL_OK;
    }
    tol_status status = expand_row(lookup, row, &candidate, err);
    if (status != TOL_OK) {
        return status;
    }
    if (!can_reach(scorer, candidate.weight)) {
        return TOL_OK;
    }
    uint32_t query_weight = scorer->query.weight;
    uint32_t most = query_weight > candidate.weight ? query_weight : candidate.weight;
    status = cost_of(scorer, &candidate, most, &cost, err);
    if (status != TOL_OK) {
        return status;
    }
    tol_score score = tol_score_of(cost, most);
    if (score.score < lookup->min_score) {
        return TOL_OK;
    }
    return add_candidate(&lookup->by_score[score.score],
                         (tol_candidate){row->unit_id, row->variant, cost, score.max_weight, score.score}, err);
}
