/*
 * Queries for the benchmarks: lines of a file, or drawn from a bank with a seed.
 *
 * Drawn ones come in three kinds: texts of the bank as they stand, the same with about one word in eight replaced by
 * another word of the bank, and as many words of the bank in any order, which no text resembles. Each kind has short
 * queries (4 to 19 words) and long ones (20 to 40 words). Words are what spaces part.
 */
#ifndef TOL_BENCH_DRAW_H
#define TOL_BENCH_DRAW_H

#include <stdint.h>

#include "tolmach/store.h"

typedef enum bench_kind { BENCH_HIT, BENCH_NEAR, BENCH_NO_HIT, BENCH_LINE } bench_kind;
typedef enum bench_length { BENCH_SHORT, BENCH_LONG, BENCH_LONGER } bench_length;

extern const char *const bench_kind_names[];
extern const char *const bench_length_names[];

typedef struct bench_query {
    char *text; /* owned */
    bench_kind kind;
    bench_length length;
} bench_query;

/* The first `n_warm` queries are run before anything is measured, and are not measured. */
typedef struct bench_queries {
    bench_query *items;
    size_t n, n_warm;
} bench_queries;

/* Whether a variant's tag is `lang` or one of its regions. */
bool bench_is_lang(tol_str tag, tol_str lang);

/* Draw `n` of each kind and length, fewer where the bank has fewer such texts; the order is shuffled. */
void bench_draw(tol_store *store, tol_str lang, size_t n, uint64_t seed, bench_queries *queries);
/* One query a line. */
void bench_draw_lines(const char *path, bench_queries *queries);
void bench_queries_release(bench_queries *queries);

#endif
