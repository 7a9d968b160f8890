#include "bench.h"

#include <errno.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

double bench_now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

void bench_die(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fputs("benchmark: ", stderr);
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
    va_end(args);
    exit(1);
}

void bench_check(tol_status status, const tol_error *err, const char *what)
{
    if (status != TOL_OK) {
        bench_die("%s: %s: %s", what, tol_status_name(status), err->message);
    }
}

void *bench_realloc(void *old, size_t count, size_t size)
{
    void *grown = count <= SIZE_MAX / size ? realloc(old, count * size) : NULL;
    if (!grown) {
        bench_die("out of memory");
    }
    return grown;
}

void bench_add(bench_samples *samples, double ms)
{
    if (samples->n == samples->cap) {
        samples->cap = samples->cap ? samples->cap * 2 : 256;
        samples->ms = bench_realloc(samples->ms, samples->cap, sizeof *samples->ms);
    }
    samples->ms[samples->n++] = ms;
}

void bench_release(bench_samples *samples)
{
    free(samples->ms);
    *samples = (bench_samples)BENCH_SAMPLES_INIT;
}

static int by_time(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

double bench_quantile(bench_samples *samples, double share)
{
    if (samples->n == 0) {
        return 0;
    }
    qsort(samples->ms, samples->n, sizeof *samples->ms, by_time);
    double place = share * (double)samples->n;
    size_t rank = (size_t)place;
    rank += (double)rank < place;
    return samples->ms[rank ? rank - 1 : 0];
}

void bench_head(const char *columns)
{
    printf("%s %6s %9s %9s %9s %9s", columns, "n", "median", "p95", "p99", "max");
}

void bench_row(bench_samples *samples)
{
    printf(" %6zu %9.3f %9.3f %9.3f %9.3f", samples->n, bench_quantile(samples, 0.5), bench_quantile(samples, 0.95),
           bench_quantile(samples, 0.99), bench_quantile(samples, 1));
}

long bench_number(const char *option, const char *value, long least)
{
    char *end;
    errno = 0;
    long number = strtol(value, &end, 10);
    if (errno || end == value || *end || number < least) {
        bench_die("%s wants a number from %ld on, not \"%s\"", option, least, value);
    }
    return number;
}

double bench_file_size(const char *path)
{
    struct stat info;
    if (stat(path, &info) != 0) {
        bench_die("could not read \"%s\": %s", path, strerror(errno));
    }
    return (double)info.st_size;
}
