/*
 * Random numbers that can be had again: every property test prints its seed, and TOL_TEST_SEED in the environment sets
 * it.
 */
#ifndef TOL_TEST_RNG_H
#define TOL_TEST_RNG_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

/* xorshift64*, after Marsaglia (2003) and Vigna (2016). The state is never 0. */
typedef struct tol_rng {
    uint64_t state;
} tol_rng;

/* A generator with the given seed, or that of TOL_TEST_SEED; prints it with the test's name. */
static inline tol_rng tol_rng_new(const char *test, uint64_t seed)
{
    const char *wanted = getenv("TOL_TEST_SEED");
    if (wanted && *wanted) {
        seed = strtoull(wanted, NULL, 0);
    }
    fprintf(stderr, "%s: seed %llu\n", test, (unsigned long long)seed);
    return (tol_rng){(seed ? seed : 1) * UINT64_C(0x9E3779B97F4A7C15) | 1};
}

static inline uint64_t tol_rng_next(tol_rng *rng)
{
    rng->state ^= rng->state >> 12;
    rng->state ^= rng->state << 25;
    rng->state ^= rng->state >> 27;
    return rng->state * UINT64_C(0x2545F4914F6CDD1D);
}

/* A number from 0 to n - 1; n is not 0. The bias is below n / 2^32. */
static inline uint32_t tol_rng_below(tol_rng *rng, uint32_t n)
{
    return (uint32_t)(((tol_rng_next(rng) >> 32) * n) >> 32);
}

#endif
