/* The inside of a search: what it holds, and the search of one segment. */
#ifndef TOL_MATCH_SEARCH_INSIDE_H
#define TOL_MATCH_SEARCH_INSIDE_H

#include "match/lookup.h"
#include "store/index_format.h"
#include "store/index_read.h"

/* A key of the query that the bank knows. */
typedef struct tol_query_key {
    uint32_t name;
    uint32_t gain; /* its weight, as often as the query has it */
    int bit;       /* of a frequent key, else -1 */
    tol_index_list list;
} tol_query_key;

/* What is not scored yet. */
typedef struct tol_waiting {
    uint32_t segment, entry;
} tol_waiting;

typedef struct tol_bucket {
    tol_waiting *items;
    size_t n, cap;
} tol_bucket;

struct tol_search {
    tol_index index;
    tol_query_key *keys;
    size_t n_keys, keys_cap;
    uint16_t *gains; /* by entry of the range at hand: what it has of the query; all 0 between segments */
    size_t gains_cap;
    uint32_t *seen;       /* entries with a gain, from the first of the range */
    uint16_t *seen_gains; /* of those that were kept */
    size_t n_seen, seen_cap, seen_gains_cap;
    uint32_t *list; /* the list at hand */
    size_t list_cap;
    tol_bucket buckets[101];
    int next_bucket; /* buckets above it were scored */
};

/* A segment and what the query asks of it. */
typedef struct tol_segment_search {
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
} tol_segment_search;

/* Find the candidates of a segment: they wait in the buckets of their bounds. */
tol_status tol_search_segment(tol_segment_search *s, tol_error *err);

/* What some frequent keys weigh in the query. */
static inline uint64_t tol_gain_of_bits(const tol_segment_search *s, uint64_t has)
{
    uint64_t gain = 0;
    for (; has; has &= has - 1) {
        gain += s->bit_gains[__builtin_ctzll(has)];
    }
    return gain;
}

/* Put an entry that shares at most this into the bucket of the score that it can have, if it can reach the least. */
tol_status tol_search_wait(tol_segment_search *s, uint32_t entry, uint64_t shared, tol_error *err);

/* signature_scan.c: entries that were not seen, by their frequent keys alone. */
tol_status tol_search_signatures(tol_segment_search *s, tol_error *err);

#endif
