/*
 * The search through the index. What it returns is what the scan returns; it only looks at fewer rows.
 *
 * Tokens with different keys cost the greater weight, so with S the weight of the keys that both texts hold
 *
 *     cost >= M - S,  hence  score <= 100 * S / M,  and a score of t needs  S >= t * M >= t * W(query).
 *
 * For each segment: the texts whose weight lies in [t * W, W / t] are a range of entries. The query's keys are ordered,
 * those that few entries have first. An entry that has none of the first keys, up to where the rest weighs less than t
 * * W, cannot reach t: entries with one of them are the candidates (prefix filter, after Bayardo, Ma and Srikant 2007).
 * Each gets an upper bound of what it shares from the keys it was seen with, the frequent ones that its signature
 * tells, and the ones that were not looked up; lists are looked up as long as they cost less than what they save. Keys
 * count as often as the query has them, which can only raise the bound.
 *
 * Candidates wait in buckets by their bound and are scored in the order of falling bounds, only as far as the ranking
 * asks: to know all hits of a score s, those with bounds of s and more are enough.
 */
#include <stdlib.h>

#include "base/fail.h"
#include "base/mem.h"
#include "match/search_inside.h"

void tol_search_free(struct tol_search *search)
{
    if (search) {
        tol_index_release(&search->index);
        tol_mem_free(search->keys);
        tol_mem_free(search->gains);
        tol_mem_free(search->seen);
        tol_mem_free(search->seen_gains);
        tol_mem_free(search->list);
        for (int i = 0; i <= 100; i++) {
            tol_mem_free(search->buckets[i].items);
        }
        tol_mem_free(search);
    }
}

static tol_status load(tol_lookup *lookup, tol_error *err)
{
    lookup->search = tol_mem_calloc(1, sizeof *lookup->search);
    if (!lookup->search) {
        return tol_fail_nomem(err);
    }
    tol_status status =
        tol_index_load(lookup->store, lookup->analysis_lang, lookup->source_lang, &lookup->search->index, err);
    if (status == TOL_OK) {
        status = tol_dict_open(lookup->store, lookup->analysis_lang, &lookup->dict, err);
    }
    if (status != TOL_OK) {
        tol_search_free(lookup->search);
        lookup->search = NULL;
    }
    return status;
}

tol_status tol_search_refresh(tol_lookup *lookup, tol_error *err)
{
    bool is_changed = false, same_epoch = true;
    if (!lookup->search) {
        return load(lookup, err);
    }
    tol_status status = tol_index_refresh(&lookup->search->index, lookup->analysis_lang, lookup->source_lang,
                                          &is_changed, &same_epoch, err);
    if (status == TOL_OK && is_changed && same_epoch && lookup->dict.id) {
        status = tol_dict_refresh(&lookup->dict, lookup->analysis_lang, err);
    } else if (status == TOL_OK && is_changed) {
        tol_dict_release(&lookup->dict);
        status = tol_dict_open(lookup->store, lookup->analysis_lang, &lookup->dict, err);
    }
    if (status != TOL_OK) {
        tol_search_free(lookup->search);
        lookup->search = NULL;
        tol_dict_release(&lookup->dict);
    }
    return status;
}

/* ---- the query's keys ---- */

static int by_name(const void *left, const void *right)
{
    uint32_t a = ((const tol_query_key *)left)->name, b = ((const tol_query_key *)right)->name;
    return (a > b) - (a < b);
}

static tol_status collect_keys(struct tol_search *search, const tol_id_row *query, tol_error *err)
{
    tol_query_key *keys = tol_mem_grow(search->keys, &search->keys_cap, query->n, sizeof *keys);
    if (!keys) {
        return tol_fail_nomem(err);
    }
    search->keys = keys;
    size_t n = 0;
    for (size_t i = 0; i < query->n; i++) {
        if (query->items[i].key != TOL_TOKEN_NONE) {
            keys[n++] = (tol_query_key){.name = query->items[i].key, .gain = query->items[i].weight};
        }
    }
    if (n) {
        qsort(keys, n, sizeof *keys, by_name);
    }
    search->n_keys = 0;
    for (size_t i = 0; i < n; i++) {
        tol_query_key *last = search->n_keys ? &keys[search->n_keys - 1] : NULL;
        if (last && last->name == keys[i].name) {
            last->gain += keys[i].gain;
        } else {
            keys[search->n_keys++] = keys[i];
        }
    }
    return TOL_OK;
}

/* ---- scoring ---- */

static bool is_chosen(const tol_lookup *lookup, int64_t memory)
{
    for (size_t i = 0; i < lookup->n_memories; i++) {
        if (lookup->memories[i] == memory) {
            return true;
        }
    }
    return lookup->n_memories == 0;
}

static tol_status score_pending(tol_lookup *lookup, tol_row_scorer *scorer, tol_error *err)
{
    const tol_index *index = &lookup->search->index;
    tol_status status = TOL_OK;
    for (size_t i = 0; i < index->n_pending && status == TOL_OK; i++) {
        const tol_pending_row *one = &index->pending[i];
        if (tol_index_serves(index, one->lang) && is_chosen(lookup, one->memory)) {
            status = tol_score_row(scorer, &one->row, err);
        }
    }
    return status;
}

static tol_status score_waiting(tol_lookup *lookup, tol_row_scorer *scorer, tol_waiting one, tol_error *err)
{
    tol_index *index = &lookup->search->index;
    tol_segment *segment = &index->segments[one.segment];
    tol_index_entry entry;
    tol_token_row row;
    bool found = false;
    tol_status status = tol_index_entry_at(index, segment, one.entry, &entry, err);
    if (status != TOL_OK || !segment->is_served[entry.pair] || !is_chosen(lookup, segment->pairs[entry.pair].memory) ||
        !tol_index_counts(index, segment, entry.unit)) {
        return status;
    }
    status = tol_index_row(index, segment, &entry, &row, &found, err);
    return status == TOL_OK && found ? tol_score_row(scorer, &row, err) : status;
}

tol_status tol_search_begin(tol_lookup *lookup, tol_row_scorer *scorer, tol_error *err)
{
    struct tol_search *search = lookup->search;
    search->next_bucket = 100;
    for (int i = 0; i <= 100; i++) {
        search->buckets[i].n = 0;
    }
    tol_status status = collect_keys(search, &scorer->query, err);
    for (size_t i = 0; i < search->index.n_segments && status == TOL_OK; i++) {
        tol_segment_search s = {.search = search,
                                .segment = &search->index.segments[i],
                                .number = (uint32_t)i,
                                .weight = scorer->query.weight,
                                .min_score = (uint32_t)lookup->min_score};
        status = tol_search_segment(&s, err);
    }
    return status == TOL_OK ? score_pending(lookup, scorer, err) : status;
}

tol_status tol_search_complete(tol_lookup *lookup, tol_row_scorer *scorer, int score, tol_error *err)
{
    tol_status status = TOL_OK;
    if (lookup->exhaustive) {
        return TOL_OK;
    }
    struct tol_search *search = lookup->search;
    for (; search->next_bucket >= score && status == TOL_OK; search->next_bucket--) {
        const tol_bucket *b = &search->buckets[search->next_bucket];
        for (size_t i = 0; i < b->n && status == TOL_OK; i++) {
            status = score_waiting(lookup, scorer, b->items[i], err);
        }
    }
    return status;
}
