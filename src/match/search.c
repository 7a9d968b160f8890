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
 * Each gets an upper bound of its score from the keys it was seen with, the frequent ones that its signature tells, and
 * the ones that were not looked up. Keys count as often as the query has them, which can only raise the bound.
 *
 * Candidates wait in buckets by their bound and are scored in the order of falling bounds, only as far as the ranking
 * asks: to know all hits of a score s, those with bounds of s and more are enough.
 */
#include <stdlib.h>
#include <string.h>

#include "base/fail.h"
#include "base/mem.h"
#include "match/lookup.h"
#include "store/index_format.h"
#include "store/index_read.h"

/* A key of the query. */
typedef struct query_key {
    tol_str key;
    uint32_t gain; /* its weight, as often as the query has it */
    uint32_t n;    /* entries of the segment that have it; UINT32_MAX for a frequent one */
    int bit;       /* of a frequent key, else -1 */
} query_key;

/* What is not scored yet. */
typedef struct waiting {
    uint32_t segment, entry;
} waiting;

typedef struct bucket {
    waiting *items;
    size_t n, cap;
} bucket;

struct tol_search {
    tol_index index;
    query_key *keys;
    size_t n_keys, keys_cap;
    uint32_t *gains; /* by entry of the segment at hand; 0: not seen; else what it has of the query, + 1 */
    size_t gains_cap;
    uint32_t *seen; /* entries with a gain */
    size_t n_seen, seen_cap;
    uint32_t gain; /* of the list at hand */
    bool out_of_memory;
    bucket buckets[101];
    int next_bucket; /* buckets above it were scored */
    tol_row_buffer row;
};

void tol_search_free(struct tol_search *search)
{
    if (search) {
        tol_index_release(&search->index);
        tol_mem_free(search->keys);
        tol_mem_free(search->gains);
        tol_mem_free(search->seen);
        tol_mem_free(search->row.ids);
        for (int i = 0; i <= 100; i++) {
            tol_mem_free(search->buckets[i].items);
        }
        tol_mem_free(search);
    }
}

tol_status tol_search_refresh(tol_lookup *lookup, bool *same_tokens, tol_error *err)
{
    bool is_current = false;
    *same_tokens = true;
    if (lookup->search) {
        tol_status status = tol_index_is_current(&lookup->search->index, &is_current, same_tokens, err);
        if (status != TOL_OK || is_current) {
            return status;
        }
        tol_index_release(&lookup->search->index);
    } else {
        lookup->search = tol_mem_calloc(1, sizeof *lookup->search);
        if (!lookup->search) {
            return tol_fail_nomem(err);
        }
    }
    tol_status status =
        tol_index_load(lookup->store, lookup->analysis_lang, lookup->source_lang, &lookup->search->index, err);
    if (status != TOL_OK) {
        tol_search_free(lookup->search);
        lookup->search = NULL;
    }
    return status;
}

/* ---- the query's keys ---- */

static int by_key(const void *left, const void *right)
{
    return tol_str_compare(((const query_key *)left)->key, ((const query_key *)right)->key);
}

static tol_status collect_keys(struct tol_search *search, const tol_tokens *query, tol_error *err)
{
    query_key *keys = tol_mem_grow(search->keys, &search->keys_cap, query->n, sizeof *keys);
    if (!keys) {
        return tol_fail_nomem(err);
    }
    search->keys = keys;
    search->n_keys = 0;
    for (size_t i = 0; i < query->n; i++) {
        search->keys[i] = (query_key){.key = query->items[i].key, .gain = query->items[i].weight};
    }
    qsort(search->keys, query->n, sizeof *search->keys, by_key);
    for (size_t i = 0; i < query->n; i++) {
        query_key *last = search->n_keys ? &search->keys[search->n_keys - 1] : NULL;
        if (last && tol_str_equal(last->key, search->keys[i].key)) {
            last->gain += search->keys[i].gain;
        } else {
            search->keys[search->n_keys++] = search->keys[i];
        }
    }
    return TOL_OK;
}

static int by_count(const void *left, const void *right)
{
    const query_key *a = left, *b = right;
    return a->n != b->n ? (a->n < b->n ? -1 : 1) : tol_str_compare(a->key, b->key);
}

/* How many entries of the segment have each key; rare ones come first, frequent ones last. */
static tol_status count_keys(struct tol_search *search, const tol_segment *segment, tol_error *err)
{
    tol_status status = TOL_OK;
    for (size_t i = 0; i < search->n_keys && status == TOL_OK; i++) {
        query_key *key = &search->keys[i];
        key->bit = tol_segment_bit(segment, key->key);
        key->n = UINT32_MAX;
        if (key->bit < 0) {
            status = tol_index_count(&search->index, segment, key->key, &key->n, err);
        }
    }
    qsort(search->keys, search->n_keys, sizeof *search->keys, by_count);
    return status;
}

/* ---- one segment ---- */

/* A segment and what the query asks of it. */
typedef struct segment_search {
    struct tol_search *search;
    tol_segment *segment;
    uint32_t number;            /* of the segment */
    uint32_t first, end;        /* entries of fitting weight */
    uint32_t weight, min_score; /* of the query */
    uint64_t unknown;           /* weight of keys that were not looked up: any entry may have them */
    uint64_t bits;              /* frequent keys of the query */
    uint32_t bit_gains[TOL_FREQUENT_KEYS];
} segment_search;

static void see(struct tol_search *search, uint32_t entry, uint32_t gain)
{
    if (search->gains[entry] == 0) {
        uint32_t *seen = tol_mem_grow(search->seen, &search->seen_cap, search->n_seen + 1, sizeof *seen);
        if (!seen) {
            search->out_of_memory = true;
            return;
        }
        search->seen = seen;
        search->seen[search->n_seen++] = entry;
        search->gains[entry] = 1;
    }
    search->gains[entry] += gain;
}

static void see_list(void *user, const uint32_t *entries, size_t n)
{
    struct tol_search *search = user;
    for (size_t i = 0; i < n; i++) {
        see(search, entries[i], search->gain);
    }
}

/* Keys behind the prefix bring no new candidates. */
static void add_to_seen(void *user, const uint32_t *entries, size_t n)
{
    struct tol_search *search = user;
    for (size_t i = 0; i < n; i++) {
        if (search->gains[entries[i]]) {
            search->gains[entries[i]] += search->gain;
        }
    }
}

/* See every entry of the range that has one of some frequent keys. */
static tol_status see_signatures(segment_search *s, uint64_t mask, tol_error *err)
{
    for (uint32_t block = s->first / TOL_SEGMENT_BLOCK; block * TOL_SEGMENT_BLOCK < s->end; block++) {
        const uint64_t *words = NULL;
        tol_status status = tol_index_signatures(&s->search->index, s->segment, block, &words, err);
        if (status != TOL_OK) {
            return status;
        }
        uint32_t from = block * TOL_SEGMENT_BLOCK,
                 n = s->end - from < TOL_SEGMENT_BLOCK ? s->end - from : TOL_SEGMENT_BLOCK;
        for (uint32_t i = from < s->first ? s->first - from : 0; i < n; i++) {
            if (words[i] & mask) {
                see(s->search, from + i, 0);
            }
        }
    }
    return TOL_OK;
}

/* Look up the keys of the prefix, which bring candidates, and those behind it that are worth it, which sharpen bounds.
 */
static tol_status look_up_keys(segment_search *s, size_t prefix, tol_error *err)
{
    struct tol_search *search = s->search;
    uint64_t prefix_bits = 0;
    tol_status status = TOL_OK;
    s->unknown = 0;
    s->bits = 0;
    for (size_t i = 0; i < search->n_keys && status == TOL_OK; i++) {
        const query_key *key = &search->keys[i];
        search->gain = key->gain;
        if (key->bit >= 0) {
            s->bits |= UINT64_C(1) << key->bit;
            s->bit_gains[key->bit] = key->gain;
            prefix_bits |= i < prefix ? UINT64_C(1) << key->bit : 0;
        } else if (i < prefix) {
            status = tol_index_postings(&search->index, s->segment, key->key, s->first, s->end, see_list, search, err);
        } else if (key->n <= 4 * search->n_seen) {
            status =
                tol_index_postings(&search->index, s->segment, key->key, s->first, s->end, add_to_seen, search, err);
        } else {
            s->unknown += key->gain;
        }
    }
    return status == TOL_OK && prefix_bits ? see_signatures(s, prefix_bits, err) : status;
}

/* The greatest score that an entry can have, or -1 when it cannot reach the least. */
static tol_status bound_of(segment_search *s, uint32_t entry, int *bound, tol_error *err)
{
    uint64_t shared = s->search->gains[entry] - 1 + s->unknown;
    if (s->bits) {
        const uint64_t *words = NULL;
        uint32_t block = entry / TOL_SEGMENT_BLOCK;
        tol_status status = tol_index_signatures(&s->search->index, s->segment, block, &words, err);
        if (status != TOL_OK) {
            return status;
        }
        uint64_t has = words[entry % TOL_SEGMENT_BLOCK] & s->bits;
        for (unsigned bit = 0; has; bit++, has >>= 1) {
            shared += has & 1 ? s->bit_gains[bit] : 0;
        }
    }
    uint32_t weight = tol_segment_weight(s->segment, entry);
    uint64_t most = weight > s->weight ? weight : s->weight, least = weight > s->weight ? s->weight : weight;
    shared = shared < least ? shared : least;
    *bound = 100 * shared >= s->min_score * most ? (int)(100 * shared / most) : -1;
    return TOL_OK;
}

static tol_status collect(segment_search *s, tol_error *err)
{
    struct tol_search *search = s->search;
    for (size_t i = 0; i < search->n_seen; i++) {
        int bound = -1;
        tol_status status = bound_of(s, search->seen[i], &bound, err);
        if (status != TOL_OK) {
            return status;
        }
        if (bound >= 0) {
            bucket *b = &search->buckets[bound];
            waiting *items = tol_mem_grow(b->items, &b->cap, b->n + 1, sizeof *items);
            if (!items) {
                return tol_fail_nomem(err);
            }
            b->items = items;
            b->items[b->n++] = (waiting){s->number, search->seen[i]};
        }
    }
    return TOL_OK;
}

static void forget_seen(struct tol_search *search)
{
    for (size_t i = 0; i < search->n_seen; i++) {
        search->gains[search->seen[i]] = 0;
    }
    search->n_seen = 0;
}

/* How many keys must be looked up for candidates: entries with none of them cannot hold enough. */
static size_t prefix_of(const struct tol_search *search, uint64_t needed)
{
    uint64_t rest = 0;
    for (size_t i = search->n_keys; i > 0; i--) {
        rest += search->keys[i - 1].n ? search->keys[i - 1].gain : 0;
        if (rest >= needed) {
            return i;
        }
    }
    return 0;
}

static tol_status reserve_gains(struct tol_search *search, uint32_t n, tol_error *err)
{
    if (n <= search->gains_cap) {
        return TOL_OK;
    }
    uint32_t *fresh = tol_mem_calloc(n, sizeof *fresh);
    if (!fresh) {
        return tol_fail_nomem(err);
    }
    tol_mem_free(search->gains);
    search->gains = fresh;
    search->gains_cap = n;
    return TOL_OK;
}

static tol_status search_segment(segment_search *s, tol_error *err)
{
    struct tol_search *search = s->search;
    uint64_t needed = ((uint64_t)s->min_score * s->weight + 99) / 100;
    uint64_t most = (uint64_t)100 * s->weight / s->min_score;
    tol_segment_range(s->segment, (uint32_t)needed, most < UINT32_MAX ? (uint32_t)most : UINT32_MAX - 1, &s->first,
                      &s->end);
    if (s->first == s->end) {
        return TOL_OK;
    }
    tol_status status = count_keys(search, s->segment, err);
    size_t prefix = status == TOL_OK ? prefix_of(search, needed) : 0;
    if (prefix == 0) {
        return status;
    }
    status = reserve_gains(search, s->segment->n, err);
    if (status == TOL_OK) {
        status = look_up_keys(s, prefix, err);
    }
    if (status == TOL_OK && search->out_of_memory) {
        status = tol_fail_nomem(err);
    }
    if (status == TOL_OK) {
        status = collect(s, err);
    }
    forget_seen(search);
    return status;
}

/* ---- scoring ---- */

static bool is_chosen(const tol_lookup *lookup, int64_t lang, int64_t memory)
{
    for (size_t i = 0; i < lookup->n_memories; i++) {
        if (lookup->memories[i] == memory) {
            return tol_index_serves(&lookup->search->index, lang);
        }
    }
    return lookup->n_memories == 0 && tol_index_serves(&lookup->search->index, lang);
}

static tol_status score_pending(void *user, int64_t lang, int64_t memory, const tol_token_row *row, tol_error *err)
{
    tol_row_scorer *scorer = user;
    return is_chosen(scorer->lookup, lang, memory) ? tol_score_row(scorer, row, err) : TOL_OK;
}

static tol_status score_waiting(tol_lookup *lookup, tol_row_scorer *scorer, waiting one, tol_error *err)
{
    struct tol_search *search = lookup->search;
    const tol_index_entry *entry = NULL;
    tol_token_row row;
    bool found = false;
    tol_status status =
        tol_index_entry_at(&search->index, &search->index.segments[one.segment], one.entry, &entry, err);
    if (status != TOL_OK || !is_chosen(lookup, entry->lang, entry->memory) ||
        tol_index_is_stale(&search->index, entry->unit)) {
        return status;
    }
    status = tol_index_row(&search->index, entry, &search->row, &row, &found, err);
    return status == TOL_OK && found ? tol_score_row(scorer, &row, err) : status;
}

tol_status tol_search_begin(tol_lookup *lookup, const tol_tokens *query, tol_row_scorer *scorer, tol_error *err)
{
    struct tol_search *search = lookup->search;
    search->next_bucket = 100;
    search->out_of_memory = false;
    for (int i = 0; i <= 100; i++) {
        search->buckets[i].n = 0;
    }
    tol_status status = collect_keys(search, query, err);
    for (size_t i = 0; i < search->index.n_segments && status == TOL_OK; i++) {
        segment_search s = {.search = search,
                            .segment = &search->index.segments[i],
                            .number = (uint32_t)i,
                            .weight = query->weight,
                            .min_score = (uint32_t)lookup->min_score};
        status = search_segment(&s, err);
    }
    return status == TOL_OK ? tol_index_pending(&search->index, score_pending, scorer, err) : status;
}

tol_status tol_search_complete(tol_lookup *lookup, tol_row_scorer *scorer, int score, tol_error *err)
{
    tol_status status = TOL_OK;
    if (lookup->exhaustive) {
        return TOL_OK;
    }
    struct tol_search *search = lookup->search;
    for (; search->next_bucket >= score && status == TOL_OK; search->next_bucket--) {
        const bucket *b = &search->buckets[search->next_bucket];
        for (size_t i = 0; i < b->n && status == TOL_OK; i++) {
            status = score_waiting(lookup, scorer, b->items[i], err);
        }
    }
    return status;
}
