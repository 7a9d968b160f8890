/*
 * Texts and their partners, by hashes: which texts have several partners, and how often each. 24 bytes a pair while
 * counting; afterwards only texts with several partners are kept.
 */
#ifndef TOL_CHECK_TALLY_H
#define TOL_CHECK_TALLY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct tol_tally_pair {
    uint64_t key, partner;
    uint64_t n; /* while counting: the pair's number; then: how often it was there */
} tol_tally_pair;

/* Pairs; when closed by key, then by n, the most first, then by where they were first seen. */
typedef struct tol_tally {
    tol_tally_pair *pairs;
    size_t n, cap;
} tol_tally;

/* False without memory. */
bool tol_tally_add(tol_tally *tally, uint64_t key, uint64_t partner);
/* Count, sort, and forget texts with one partner. */
void tol_tally_close(tol_tally *tally);
/* The pairs of a text in a closed tally, NULL when it has one partner or none. */
const tol_tally_pair *tol_tally_of(const tol_tally *tally, uint64_t key, size_t *n);
void tol_tally_release(tol_tally *tally);

#endif
