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
#include <string.h>

#include "base/fail.h"
#include "base/mem.h"
#include "match/lookup.h"
#include "store/index_format.h"
#include "store/index_read.h"

/* A key of the query that the bank knows. */
typedef struct query_key {
    uint32_t name;
    uint32_t gain; /* its weight, as often as the query has it */
    int bit;       /* of a frequent key, else -1 */
    tol_index_list list;
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
    uint16_t *gains; /* by entry of the range at hand: what it has of the query; all 0 between segments */
    size_t gains_cap;
    uint32_t *seen;       /* entries with a gain, from the first of the range */
    uint16_t *seen_gains; /* of those that were kept */
    size_t n_seen, seen_cap, seen_gains_cap;
    uint32_t *list; /* the list at hand */
    size_t list_cap;
    bucket buckets[101];
    int next_bucket; /* buckets above it were scored */
};

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
    uint32_t a = ((const query_key *)left)->name, b = ((const query_key *)right)->name;
    return (a > b) - (a < b);
}

static tol_status collect_keys(struct tol_search *search, const tol_id_row *query, tol_error *err)
{
    query_key *keys = tol_mem_grow(search->keys, &search->keys_cap, query->n, sizeof *keys);
    if (!keys) {
        return tol_fail_nomem(err);
    }
    search->keys = keys;
    size_t n = 0;
    for (size_t i = 0; i < query->n; i++) {
        if (query->items[i].key != TOL_TOKEN_NONE) {
            keys[n++] = (query_key){.name = query->items[i].key, .gain = query->items[i].weight};
        }
    }
    if (n) {
        qsort(keys, n, sizeof *keys, by_name);
    }
    search->n_keys = 0;
    for (size_t i = 0; i < n; i++) {
        query_key *last = search->n_keys ? &keys[search->n_keys - 1] : NULL;
        if (last && last->name == keys[i].name) {
            last->gain += keys[i].gain;
        } else {
            keys[search->n_keys++] = keys[i];
        }
    }
    return TOL_OK;
}

static bool is_rarer(const query_key *a, const query_key *b)
{
    return a->list.n != b->list.n ? a->list.n < b->list.n : a->name < b->name;
}

/* How many entries of the segment have each key; rare ones come first, frequent ones last. */
static tol_status count_keys(struct tol_search *search, tol_segment *segment, tol_error *err)
{
    for (size_t i = 0; i < search->n_keys; i++) {
        query_key key = search->keys[i];
        key.bit = tol_segment_bit(segment, key.name);
        key.list = (tol_index_list){0, UINT32_MAX, 0};
        if (key.bit < 0) {
            tol_status status = tol_index_list_of(&search->index, segment, key.name, &key.list, err);
            if (status != TOL_OK) {
                return status;
            }
        }
        size_t place = i;
        for (; place > 0 && is_rarer(&key, &search->keys[place - 1]); place--) {
            search->keys[place] = search->keys[place - 1];
        }
        search->keys[place] = key;
    }
    return TOL_OK;
}

/* How many keys must be looked up for candidates: entries with none of them cannot hold enough. */
static size_t prefix_of(const struct tol_search *search, uint64_t needed)
{
    uint64_t rest = 0;
    for (size_t i = search->n_keys; i > 0; i--) {
        rest += search->keys[i - 1].list.n ? search->keys[i - 1].gain : 0;
        if (rest >= needed) {
            return i;
        }
    }
    return 0;
}

/* ---- one segment ---- */

/* A segment and what the query asks of it. */
typedef struct segment_search {
    struct tol_search *search;
    tol_segment *segment;
    uint32_t number;            /* of the segment */
    uint32_t first, end;        /* entries of fitting weight */
    uint32_t weight, min_score; /* of the query */
    uint32_t unit;              /* of the gains that are kept: 1, more for texts that are too heavy for 16 bits */
    uint64_t needed;            /* weight that must be shared */
    uint64_t unknown;           /* weight of keys that were not looked up: any entry may have them */
    size_t n_looked_up;         /* keys before it, by rarity, were looked up; lists behind it were not */
    uint64_t bits, bits_weight; /* frequent keys of the query */
    uint32_t bit_gains[TOL_FREQUENT_KEYS];
} segment_search;

static tol_status reserve(segment_search *s, tol_error *err)
{
    struct tol_search *search = s->search;
    size_t n = s->end - s->first;
    if (n > search->gains_cap) {
        uint16_t *fresh = tol_mem_calloc(n, sizeof *fresh);
        if (!fresh) {
            return tol_fail_nomem(err);
        }
        tol_mem_free(search->gains);
        search->gains = fresh;
        search->gains_cap = n;
    }
    /* At most every entry of the range is seen; one more is written before it is known not to be new. */
    uint32_t *seen = tol_mem_grow(search->seen, &search->seen_cap, n + 1, sizeof *seen);
    search->seen = seen ? seen : search->seen;
    return seen ? TOL_OK : tol_fail_nomem(err);
}

static tol_status read_list(segment_search *s, const query_key *key, size_t *n, tol_error *err)
{
    struct tol_search *search = s->search;
    uint32_t *list = tol_mem_grow(search->list, &search->list_cap, key->list.n, sizeof *list);
    if (!list) {
        return tol_fail_nomem(err);
    }
    search->list = list;
    return tol_index_list_read(&search->index, s->segment, &key->list, s->first, s->end, list, n, err);
}

/* What a key adds, in units; rounded up, which can only raise bounds. A sum of all keys stays below 2^16. */
static uint16_t units_of(const segment_search *s, uint32_t gain)
{
    return (uint16_t)((gain + s->unit - 1) / s->unit);
}

/* A key of the prefix brings candidates. */
static void see_list(const segment_search *s, size_t n, uint16_t units)
{
    struct tol_search *search = s->search;
    uint16_t *gains = search->gains;
    size_t n_seen = search->n_seen;
    for (size_t i = 0; i < n; i++) {
        uint32_t at = search->list[i] - s->first;
        search->seen[n_seen] = at;
        n_seen += gains[at] == 0;
        gains[at] = (uint16_t)(gains[at] + units);
    }
    search->n_seen = n_seen;
}

/* Keys behind the prefix bring no new candidates. */
static void add_to_seen(const segment_search *s, size_t n, uint16_t units)
{
    uint16_t *gains = s->search->gains;
    for (size_t i = 0; i < n; i++) {
        uint32_t at = s->search->list[i] - s->first;
        gains[at] = (uint16_t)(gains[at] + (gains[at] ? units : 0));
    }
}

/* Look up the keys of the prefix, which bring candidates, and those behind it whose lists cost less than the looks at
 * signatures that they may save. */
static tol_status look_up_keys(segment_search *s, size_t prefix, tol_error *err)
{
    struct tol_search *search = s->search;
    tol_status status = TOL_OK;
    for (size_t i = 0; i < search->n_keys && status == TOL_OK; i++) {
        const query_key *key = &search->keys[i];
        size_t n = 0;
        if (key->bit >= 0) {
            s->bits |= UINT64_C(1) << key->bit;
            s->bit_gains[key->bit] = key->gain;
            s->bits_weight += key->gain;
        } else if (i < prefix) {
            status = read_list(s, key, &n, err);
            see_list(s, n, units_of(s, key->gain));
            s->n_looked_up = i + 1;
        } else if (s->n_looked_up == i && key->list.n / 2 <= search->n_seen) {
            status = read_list(s, key, &n, err);
            add_to_seen(s, n, units_of(s, key->gain));
            s->n_looked_up = i + 1;
        } else {
            s->unknown += key->gain;
        }
    }
    return status;
}

static uint64_t gain_of_bits(const segment_search *s, uint64_t has)
{
    uint64_t gain = 0;
    for (; has; has &= has - 1) {
        gain += s->bit_gains[__builtin_ctzll(has)];
    }
    return gain;
}

/* Put an entry that shares at most this into the bucket of the score that it can have, if it can reach the least. */
static tol_status wait_for(segment_search *s, uint32_t entry, uint64_t shared, tol_error *err)
{
    uint32_t weight = tol_segment_weight(s->segment, entry);
    uint64_t most = weight > s->weight ? weight : s->weight, least = weight > s->weight ? s->weight : weight;
    shared = shared < least ? shared : least;
    if (100 * shared < s->min_score * most) {
        return TOL_OK;
    }
    bucket *b = &s->search->buckets[100 * shared / most];
    waiting *items = tol_mem_grow(b->items, &b->cap, b->n + 1, sizeof *items);
    if (!items) {
        return tol_fail_nomem(err);
    }
    b->items = items;
    b->items[b->n++] = (waiting){s->number, entry};
    return TOL_OK;
}

/* Of what was seen only that stays which may hold enough with all frequent keys; no gain is left behind. */
static tol_status drop_hopeless(segment_search *s, tol_error *err)
{
    struct tol_search *search = s->search;
    uint64_t others = s->unknown + s->bits_weight;
    uint64_t least = s->needed > others ? (s->needed - others + s->unit - 1) / s->unit : 0;
    uint16_t *kept = tol_mem_grow(search->seen_gains, &search->seen_gains_cap, search->n_seen + 1, sizeof *kept);
    if (!kept) {
        return tol_fail_nomem(err);
    }
    search->seen_gains = kept;
    size_t n = 0;
    for (size_t i = 0; i < search->n_seen; i++) {
        uint32_t at = search->seen[i];
        search->seen[n] = at;
        kept[n] = search->gains[at];
        n += search->gains[at] >= least;
        search->gains[at] = 0;
    }
    search->n_seen = n;
    return TOL_OK;
}

#define PREFETCH_AHEAD 16

/* Of what was seen only that stays which may hold enough by its signature too; its gain is in `gains` again. */
static tol_status ask_signatures(segment_search *s, tol_error *err)
{
    struct tol_search *search = s->search;
    uint64_t least = s->needed > s->unknown ? s->needed - s->unknown : 0;
    size_t n = 0;
    for (size_t i = 0; i < search->n_seen; i++) {
        uint32_t at = search->seen[i], entry = s->first + at;
        uint64_t shared = (uint64_t)search->seen_gains[i] * s->unit;
        const uint64_t *words = NULL;
        if (i + PREFETCH_AHEAD < search->n_seen) {
            uint32_t ahead = s->first + search->seen[i + PREFETCH_AHEAD];
            words = s->segment->signatures[ahead / TOL_SIGNATURE_BLOCK];
            __builtin_prefetch(words ? words + ahead % TOL_SIGNATURE_BLOCK : words);
        }
        tol_status status = tol_index_signatures(&search->index, s->segment, entry / TOL_SIGNATURE_BLOCK, &words, err);
        if (status != TOL_OK) {
            search->n_seen = n;
            return status;
        }
        shared += gain_of_bits(s, words[entry % TOL_SIGNATURE_BLOCK] & s->bits);
        if (shared >= least) {
            search->seen[n++] = at;
            search->gains[at] = (uint16_t)((shared + s->unit - 1) / s->unit);
        }
    }
    search->n_seen = n;
    return TOL_OK;
}

/* A row that is read for nothing costs as much as some hundreds of postings. */
#define POSTINGS_A_ROW 400

/* Look up the other keys as long as their lists cost less than the rows that they may save. */
static tol_status look_up_rest(segment_search *s, tol_error *err)
{
    struct tol_search *search = s->search;
    tol_status status = TOL_OK;
    for (size_t i = s->n_looked_up; i < search->n_keys && search->keys[i].bit < 0 && status == TOL_OK; i++) {
        const query_key *key = &search->keys[i];
        size_t n = 0, n_left = 0;
        if (key->list.n / POSTINGS_A_ROW > search->n_seen) {
            break;
        }
        status = read_list(s, key, &n, err);
        add_to_seen(s, n, units_of(s, key->gain));
        s->unknown -= key->gain;
        for (size_t j = 0; j < search->n_seen && status == TOL_OK; j++) {
            uint32_t at = search->seen[j];
            if ((uint64_t)search->gains[at] * s->unit + s->unknown >= s->needed) {
                search->seen[n_left++] = at;
            } else {
                search->gains[at] = 0;
            }
        }
        search->n_seen = status == TOL_OK ? n_left : search->n_seen;
    }
    return status;
}

static tol_status bound_seen(segment_search *s, tol_error *err)
{
    struct tol_search *search = s->search;
    tol_status status = TOL_OK;
    for (size_t i = 0; i < search->n_seen && status == TOL_OK; i++) {
        uint32_t at = search->seen[i];
        status = wait_for(s, s->first + at, (uint64_t)search->gains[at] * s->unit + s->unknown, err);
    }
    return status;
}

/*
 * What an entry with frequent keys only must have. It may lack keys that weigh as much as the query has too many; of
 * the heavy ones so few that clearing a bit for each tells it: a test of four instructions for each of millions.
 */
typedef struct bits_test {
    uint64_t heavy; /* keys of the greatest gain and more than half of it */
    unsigned n_may_lack;
} bits_test;

static bits_test test_of(const segment_search *s)
{
    uint32_t most = 0;
    bits_test test = {0, 0};
    for (uint64_t bits = s->bits; bits; bits &= bits - 1) {
        uint32_t gain = s->bit_gains[__builtin_ctzll(bits)];
        most = gain > most ? gain : most;
    }
    uint32_t least = most;
    for (uint64_t bits = s->bits; bits; bits &= bits - 1) {
        uint32_t gain = s->bit_gains[__builtin_ctzll(bits)];
        if (gain > most / 2) {
            test.heavy |= bits & -bits;
            least = gain < least ? gain : least;
        }
    }
    test.n_may_lack = (unsigned)((s->bits_weight - s->needed) / least);
    return test;
}

/* Which of up to 64 words pass, as bits. */
static inline uint64_t pass_mask(const uint64_t *words, uint32_t n, uint64_t heavy, unsigned n_may_lack)
{
    uint64_t mask = 0;
    for (uint32_t i = 0; i < n; i++) {
        uint64_t lacks = heavy & ~words[i];
        for (unsigned j = 0; j < n_may_lack; j++) {
            lacks &= lacks - 1; /* of 0 it stays 0 */
        }
        mask |= (uint64_t)(lacks == 0) << i;
    }
    return mask;
}

/* The usual numbers as constants: their loops are unrolled. */
static uint64_t passing(const uint64_t *words, uint32_t n, bits_test test)
{
    switch (test.n_may_lack) {
    case 0:
        return pass_mask(words, n, test.heavy, 0);
    case 1:
        return pass_mask(words, n, test.heavy, 1);
    case 2:
        return pass_mask(words, n, test.heavy, 2);
    case 3:
        return pass_mask(words, n, test.heavy, 3);
    default:
        return pass_mask(words, n, test.heavy, test.n_may_lack);
    }
}

static tol_status bound_word(segment_search *s, const uint64_t *words, uint32_t entry, uint64_t mask, tol_error *err)
{
    tol_status status = TOL_OK;
    for (; mask && status == TOL_OK; mask &= mask - 1) {
        uint32_t i = (uint32_t)__builtin_ctzll(mask);
        uint64_t shared = gain_of_bits(s, words[i] & s->bits);
        if (shared >= s->needed && s->search->gains[entry + i - s->first] == 0) {
            status = wait_for(s, entry + i, shared, err);
        }
    }
    return status;
}

static tol_status bound_block(segment_search *s, uint32_t block, bits_test test, tol_error *err)
{
    const uint64_t *words = NULL;
    tol_status status = tol_index_signatures(&s->search->index, s->segment, block, &words, err);
    uint32_t from = block * TOL_SIGNATURE_BLOCK, left = s->end - from;
    uint32_t n = left < TOL_SIGNATURE_BLOCK ? left : TOL_SIGNATURE_BLOCK;
    for (uint32_t i = from < s->first ? s->first - from : 0; i < n && status == TOL_OK; i += 64) {
        uint32_t m = n - i < 64 ? n - i : 64;
        uint64_t mask = passing(words + i, m, test);
        status = mask ? bound_word(s, words + i, from + i, mask, err) : TOL_OK;
    }
    return status;
}

/* When the prefix has frequent keys, all other keys are in it too: an entry that was not seen has frequent ones only.
 */
static tol_status bound_unseen(segment_search *s, tol_error *err)
{
    tol_status status = TOL_OK;
    if (s->bits_weight < s->needed) {
        return TOL_OK;
    }
    bits_test test = test_of(s);
    for (uint32_t block = s->first / TOL_SIGNATURE_BLOCK; block * TOL_SIGNATURE_BLOCK < s->end && status == TOL_OK;
         block++) {
        status = bound_block(s, block, test, err);
    }
    return status;
}

static tol_status collect(segment_search *s, bool with_unseen, tol_error *err)
{
    tol_status status = with_unseen ? bound_unseen(s, err) : TOL_OK;
    if (status == TOL_OK) {
        status = drop_hopeless(s, err);
    }
    if (status == TOL_OK) {
        status = ask_signatures(s, err);
    }
    if (status == TOL_OK) {
        status = look_up_rest(s, err);
    }
    return status == TOL_OK ? bound_seen(s, err) : status;
}

static void forget_seen(struct tol_search *search)
{
    for (size_t i = 0; i < search->n_seen; i++) {
        search->gains[search->seen[i]] = 0;
    }
    search->n_seen = 0;
}

static tol_status search_segment(segment_search *s, tol_error *err)
{
    struct tol_search *search = s->search;
    s->needed = ((uint64_t)s->min_score * s->weight + 99) / 100;
    s->unit = s->weight / 30000 + 1;
    uint64_t most = (uint64_t)100 * s->weight / s->min_score;
    tol_segment_range(s->segment, (uint32_t)s->needed, most < UINT32_MAX ? (uint32_t)most : UINT32_MAX - 1, &s->first,
                      &s->end);
    if (s->first == s->end) {
        return TOL_OK;
    }
    tol_status status = count_keys(search, s->segment, err);
    size_t prefix = status == TOL_OK ? prefix_of(search, s->needed) : 0;
    if (prefix == 0) {
        return status;
    }
    status = reserve(s, err);
    if (status == TOL_OK) {
        status = look_up_keys(s, prefix, err);
    }
    if (status == TOL_OK) {
        status = collect(s, search->keys[prefix - 1].bit >= 0, err);
    }
    forget_seen(search);
    return status;
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

static tol_status score_waiting(tol_lookup *lookup, tol_row_scorer *scorer, waiting one, tol_error *err)
{
    tol_index *index = &lookup->search->index;
    tol_segment *segment = &index->segments[one.segment];
    tol_index_entry entry;
    tol_token_row row;
    bool found = false;
    tol_status status = tol_index_entry_at(index, segment, one.entry, &entry, err);
    if (status != TOL_OK || !segment->is_served[entry.pair] || !is_chosen(lookup, segment->pairs[entry.pair].memory) ||
        tol_index_is_stale(index, entry.unit)) {
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
        segment_search s = {.search = search,
                            .segment = &search->index.segments[i],
                            .number = (uint32_t)i,
                            .weight = scorer->query.weight,
                            .min_score = (uint32_t)lookup->min_score};
        status = search_segment(&s, err);
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
        const bucket *b = &search->buckets[search->next_bucket];
        for (size_t i = 0; i < b->n && status == TOL_OK; i++) {
            status = score_waiting(lookup, scorer, b->items[i], err);
        }
    }
    return status;
}
