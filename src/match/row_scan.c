/*
 * The exhaustive scan: every token row of the chosen languages and memories is scored by the full matrix. It is the
 * simple version that stays as the oracle of faster ones. Its one short cut: the cost is at least the difference of the
 * weights.
 */
#include "base/fail.h"
#include "base/mem.h"
#include "match/lookup.h"

typedef struct scan {
    tol_lookup *lookup;
    tol_id_row query;
    bool stale; /* a row has a token that the dictionary at hand does not know yet */
} scan;

static bool can_reach(const scan *s, uint32_t weight)
{
    uint64_t least = weight < s->query.weight ? weight : s->query.weight;
    uint64_t most = weight < s->query.weight ? s->query.weight : weight;
    return 100 * least >= (uint64_t)s->lookup->min_score * most;
}

/* Number the row's tokens; false when the dictionary lacks one. */
static bool expand_row(tol_lookup *lookup, const tol_token_row *row, tol_id_row *out)
{
    *out = (tol_id_row){lookup->row, row->n, 0};
    for (size_t i = 0; i < row->n; i++) {
        if (row->ids[i] >= lookup->dict.n || lookup->dict.items[row->ids[i]].weight == 0) {
            return false;
        }
        lookup->row[i] = lookup->dict.items[row->ids[i]];
        out->weight += lookup->row[i].weight;
    }
    return true;
}

static tol_status reserve_ids(tol_lookup *lookup, size_t n, tol_error *err)
{
    if (n <= lookup->row_cap) {
        return TOL_OK;
    }
    size_t cap = n + n / 2 + 64;
    tol_token_ids *grown = tol_mem_realloc(lookup->row, cap * sizeof *grown);
    if (!grown) {
        return tol_fail_nomem(err);
    }
    lookup->row = grown;
    lookup->row_cap = cap;
    return TOL_OK;
}

static tol_status add_candidate(tol_candidates *all, tol_candidate one, tol_error *err)
{
    if (all->n == all->cap) {
        size_t cap = all->cap ? all->cap * 2 : 64;
        tol_candidate *grown = tol_mem_realloc(all->items, cap * sizeof *grown);
        if (!grown) {
            return tol_fail_nomem(err);
        }
        all->items = grown;
        all->cap = cap;
    }
    all->items[all->n++] = one;
    return TOL_OK;
}

static tol_status score_row(void *user, const tol_token_row *row, tol_error *err)
{
    scan *s = user;
    tol_lookup *lookup = s->lookup;
    tol_id_row candidate;
    uint32_t cost;
    if (s->stale || row->n == 0) {
        return TOL_OK;
    }
    if (reserve_ids(lookup, row->n, err) != TOL_OK) {
        return TOL_ENOMEM;
    }
    if (!expand_row(lookup, row, &candidate)) {
        s->stale = true;
        return TOL_OK;
    }
    if (!can_reach(s, candidate.weight)) {
        return TOL_OK;
    }
    if (tol_edit_cost(&s->query, &candidate, &lookup->scratch, &cost, err) != TOL_OK) {
        return TOL_ENOMEM;
    }
    tol_score score = tol_score_of(cost, s->query.weight > candidate.weight ? s->query.weight : candidate.weight);
    if (score.score < lookup->min_score) {
        return TOL_OK;
    }
    return add_candidate(&lookup->candidates,
                         (tol_candidate){row->unit_id, row->variant, cost, score.max_weight, score.score}, err);
}

static tol_status load_dict(tol_lookup *lookup, tol_error *err)
{
    tol_dict_release(&lookup->dict);
    tol_status status = tol_dict_load(lookup->store, lookup->analysis_lang, &lookup->dict, err);
    lookup->dict_loaded = status == TOL_OK;
    return status;
}

static tol_status scan_once(scan *s, const tol_tokens *query, tol_error *err)
{
    tol_lookup *lookup = s->lookup;
    tol_token_ids *ids = tol_mem_calloc(query->n, sizeof *ids);
    if (!ids) {
        return tol_fail_nomem(err);
    }
    for (size_t i = 0; i < query->n; i++) {
        ids[i] = tol_dict_ids(&lookup->dict, &query->items[i]);
    }
    s->query = (tol_id_row){ids, query->n, query->weight};
    s->stale = false;
    lookup->candidates.n = 0;
    tol_status status = tol_token_rows_each(lookup->store, lookup->source_lang, lookup->memories, lookup->n_memories,
                                            score_row, s, err);
    tol_mem_free(ids);
    return status;
}

/* The dictionary only grows: when a row has a number that is new, somebody else has added units; load it again, once.
 */
tol_status tol_scan(tol_lookup *lookup, const tol_tokens *query, tol_error *err)
{
    scan s = {.lookup = lookup};
    bool was_loaded = lookup->dict_loaded;
    tol_status status = was_loaded ? TOL_OK : load_dict(lookup, err);
    if (status == TOL_OK) {
        status = scan_once(&s, query, err);
    }
    if (status == TOL_OK && s.stale && was_loaded) {
        status = load_dict(lookup, err);
        if (status == TOL_OK) {
            status = scan_once(&s, query, err);
        }
    }
    if (status == TOL_OK && s.stale) {
        status = tol_fail(err, TOL_ECORRUPT, "a token row has a token that the dictionary lacks");
    }
    return status;
}
