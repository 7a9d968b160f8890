/* The search of one segment: see search.c for the reasons. */
#include <stdlib.h>

#include "base/fail.h"
#include "base/mem.h"
#include "match/search_inside.h"

static int by_rarity(const void *left, const void *right)
{
    const tol_query_key *a = left, *b = right;
    if (a->list.n != b->list.n) {
        return a->list.n < b->list.n ? -1 : 1;
    }
    return (a->name > b->name) - (a->name < b->name);
}

/* How many entries of the segment have each key; rare ones come first, frequent ones last. */
static tol_status count_keys(struct tol_search *search, tol_segment *segment, tol_error *err)
{
    tol_status status = TOL_OK;
    for (size_t i = 0; i < search->n_keys && status == TOL_OK; i++) {
        tol_query_key *key = &search->keys[i];
        key->bit = tol_segment_bit(segment, key->name);
        key->list = (tol_index_list){0, UINT32_MAX, 0};
        if (key->bit < 0) {
            status = tol_index_list_of(&search->index, segment, key->name, &key->list, err);
        }
    }
    if (search->n_keys) {
        qsort(search->keys, search->n_keys, sizeof *search->keys, by_rarity);
    }
    return status;
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

/* ---- lists ---- */

static tol_status reserve(tol_segment_search *s, tol_error *err)
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

static tol_status read_list(tol_segment_search *s, const tol_query_key *key, size_t *n, tol_error *err)
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
static uint16_t units_of(const tol_segment_search *s, uint32_t gain)
{
    return (uint16_t)((gain + s->unit - 1) / s->unit);
}

/* A key of the prefix brings candidates. */
static void see_list(const tol_segment_search *s, size_t n, uint16_t units)
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
static void add_to_seen(const tol_segment_search *s, size_t n, uint16_t units)
{
    uint16_t *gains = s->search->gains;
    for (size_t i = 0; i < n; i++) {
        uint32_t at = s->search->list[i] - s->first;
        gains[at] = (uint16_t)(gains[at] + (gains[at] ? units : 0));
    }
}

/* Look up the keys of the prefix, which bring candidates, and those behind it whose lists cost less than the looks at
 * signatures that they may save. */
static tol_status look_up_keys(tol_segment_search *s, size_t prefix, tol_error *err)
{
    struct tol_search *search = s->search;
    tol_status status = TOL_OK;
    for (size_t i = 0; i < search->n_keys && status == TOL_OK; i++) {
        const tol_query_key *key = &search->keys[i];
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

/* ---- bounds ---- */

/* Put an entry that shares at most this into the tol_bucket of the score that it can have, if it can reach the least.
 */
tol_status tol_search_wait(tol_segment_search *s, uint32_t entry, uint64_t shared, tol_error *err)
{
    uint32_t weight = tol_segment_weight(s->segment, entry);
    uint64_t most = weight > s->weight ? weight : s->weight, least = weight > s->weight ? s->weight : weight;
    shared = shared < least ? shared : least;
    if (100 * shared < s->min_score * most) {
        return TOL_OK;
    }
    tol_bucket *b = &s->search->buckets[100 * shared / most];
    tol_waiting *items = tol_mem_grow(b->items, &b->cap, b->n + 1, sizeof *items);
    if (!items) {
        return tol_fail_nomem(err);
    }
    b->items = items;
    b->items[b->n++] = (tol_waiting){s->number, entry};
    return TOL_OK;
}

/* Of what was seen only that stays which may hold enough with all frequent keys; no gain is left behind. */
static tol_status drop_hopeless(tol_segment_search *s, tol_error *err)
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
static tol_status ask_signatures(tol_segment_search *s, tol_error *err)
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
        shared += tol_gain_of_bits(s, words[entry % TOL_SIGNATURE_BLOCK] & s->bits);
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
static tol_status look_up_rest(tol_segment_search *s, tol_error *err)
{
    struct tol_search *search = s->search;
    tol_status status = TOL_OK;
    for (size_t i = s->n_looked_up; i < search->n_keys && search->keys[i].bit < 0 && status == TOL_OK; i++) {
        const tol_query_key *key = &search->keys[i];
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

static tol_status bound_seen(tol_segment_search *s, tol_error *err)
{
    struct tol_search *search = s->search;
    tol_status status = TOL_OK;
    for (size_t i = 0; i < search->n_seen && status == TOL_OK; i++) {
        uint32_t at = search->seen[i];
        status = tol_search_wait(s, s->first + at, (uint64_t)search->gains[at] * s->unit + s->unknown, err);
    }
    return status;
}

static tol_status collect(tol_segment_search *s, bool with_unseen, tol_error *err)
{
    tol_status status = with_unseen ? tol_search_signatures(s, err) : TOL_OK;
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

tol_status tol_search_segment(tol_segment_search *s, tol_error *err)
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
