/* The parts of the lookup benchmark: one file each for fresh processes and for the comparison with SQLite's FTS5. */
#ifndef TOL_BENCH_LOOKUP_H
#define TOL_BENCH_LOOKUP_H

#include "bench_draw.h"
#include "tolmach/match.h"

typedef struct bench_setup {
    const char *bank;
    tol_str source_lang, target_lang;
    bench_queries queries;
} bench_setup;

/* Options for one threshold, five hits. */
tol_lookup_opt bench_lookup_opt(const bench_setup *setup, int min_score);
/* Look up in `n` new processes of `command`, and start it `n` times for nothing; print both. */
void bench_processes(const bench_setup *setup, const char *command, size_t n);
/* Put the source texts of the bank into a trigram index, ask it and us `n` queries, compare. */
void bench_fts5(const bench_setup *setup, tol_store *store, size_t n);

#endif
