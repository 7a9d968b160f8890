/* What the benchmarks share: a clock, samples with their quantiles, and an end with a message where nothing helps. */
#ifndef TOL_BENCH_H
#define TOL_BENCH_H

#include <stddef.h>

#include "tolmach/status.h"

/* Times in milliseconds. */
typedef struct bench_samples {
    double *ms;
    size_t n, cap;
} bench_samples;

#define BENCH_SAMPLES_INIT                                                                                             \
    {                                                                                                                  \
        NULL, 0, 0                                                                                                     \
    }

/* A clock that only goes forward. */
double bench_now_ms(void);

void bench_add(bench_samples *samples, double ms);
void bench_release(bench_samples *samples);
/* The smallest sample that `share` (0 to 1) of all do not exceed; 0 when there are none. Sorts the samples. */
double bench_quantile(bench_samples *samples, double share);
/* Table head and row "n median p95 p99 max", to follow the caller's own columns. */
void bench_head(const char *columns);
void bench_row(bench_samples *samples);

/* realloc that ends the program when it fails. */
void *bench_realloc(void *old, size_t count, size_t size);
/* End the program, saying what failed, unless status is TOL_OK. */
void bench_check(tol_status status, const tol_error *err, const char *what);
/* End the program with a message. */
void bench_die(const char *format, ...) TOL_PRINTF(1, 2);
/* A number of an option, at least `least`; ends the program when it is none. */
long bench_number(const char *option, const char *value, long least);
/* Bytes of a file; ends the program when it is not there. */
double bench_file_size(const char *path);

#endif
