/* Counting by sorting: pairs are gathered as they come, and sorted once. */
#include "check/tally.h"

#include <stdlib.h>

#include "base/mem.h"

bool tol_tally_add(tol_tally *tally, uint64_t key, uint64_t partner)
{
    tol_tally_pair *grown = tol_mem_grow(tally->pairs, &tally->cap, tally->n + 1, sizeof *grown);
    if (grown) {
        tally->pairs = grown;
        tally->pairs[tally->n] = (tol_tally_pair){key, partner, tally->n};
        tally->n++;
    }
    return grown != NULL;
}

static int by_number(uint64_t a, uint64_t b)
{
    return a < b ? -1 : a > b;
}

static int by_pair(const void *a, const void *b)
{
    const tol_tally_pair *one = a, *other = b;
    int order = by_number(one->key, other->key);
    order = order ? order : by_number(one->partner, other->partner);
    return order ? order : by_number(one->n, other->n);
}

/* A pair counted: how often it was there above, where it was first seen below. */
static uint64_t rank_of(uint64_t count, uint64_t first)
{
    return count << 32 | (UINT32_MAX - (first & UINT32_MAX));
}

static int by_rank(const void *a, const void *b)
{
    const tol_tally_pair *one = a, *other = b;
    return by_number(other->n, one->n);
}

/* Join equal pairs that begin at `from`; how many they were. */
static size_t count_equal(const tol_tally *tally, size_t from)
{
    size_t n = 1;
    while (from + n < tally->n && tally->pairs[from + n].key == tally->pairs[from].key &&
           tally->pairs[from + n].partner == tally->pairs[from].partner) {
        n++;
    }
    return n;
}

void tol_tally_close(tol_tally *tally)
{
    size_t kept = 0;
    if (tally->n) {
        qsort(tally->pairs, tally->n, sizeof *tally->pairs, by_pair);
    }
    for (size_t i = 0; i < tally->n;) {
        size_t group = kept;
        uint64_t key = tally->pairs[i].key;
        while (i < tally->n && tally->pairs[i].key == key) {
            size_t n = count_equal(tally, i);
            tally->pairs[kept] = tally->pairs[i];
            tally->pairs[kept++].n = rank_of(n, tally->pairs[i].n);
            i += n;
        }
        if (kept - group == 1) {
            kept = group;
        } else {
            qsort(tally->pairs + group, kept - group, sizeof *tally->pairs, by_rank);
        }
    }
    for (size_t i = 0; i < kept; i++) {
        tally->pairs[i].n >>= 32;
    }
    tally->n = kept;
    tol_tally_pair *fitted = tol_mem_realloc(tally->pairs, (kept ? kept : 1) * sizeof *fitted);
    if (fitted) {
        tally->pairs = fitted;
        tally->cap = kept;
    }
}

/* The first pair whose key is not below. Keys are hashes, so they lie about evenly: the search begins where the key
 * should be, and widens until it has it between two bounds. */
static size_t find_first(const tol_tally *tally, uint64_t key)
{
    size_t guess = (size_t)((key >> 32) * (uint64_t)tally->n >> 32), reach = 8;
    size_t lo = guess, hi = guess;
    while (lo > 0 && tally->pairs[lo - 1].key >= key) {
        hi = lo - 1;
        lo = lo > reach ? lo - reach : 0;
        reach *= 2;
    }
    while (hi < tally->n && tally->pairs[hi].key < key) {
        lo = hi + 1;
        hi = tally->n - hi > reach ? hi + reach : tally->n;
        reach *= 2;
    }
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (tally->pairs[mid].key < key) {
            lo = mid + 1;
        } else {
            hi = mid;
        }
    }
    return lo;
}

const tol_tally_pair *tol_tally_of(const tol_tally *tally, uint64_t key, size_t *n)
{
    size_t lo = find_first(tally, key);
    *n = 0;
    while (lo + *n < tally->n && tally->pairs[lo + *n].key == key) {
        ++*n;
    }
    return *n ? &tally->pairs[lo] : NULL;
}

void tol_tally_release(tol_tally *tally)
{
    tol_mem_free(tally->pairs);
    *tally = (tol_tally){NULL, 0, 0};
}
