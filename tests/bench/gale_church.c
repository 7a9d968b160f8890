#include "gale_church.h"

#include <math.h>
#include <stdlib.h>

#include "bench.h"

#define VARIANCE 6.8

typedef struct shape {
    int n_source, n_target;
    double prior;
} shape;

static const shape shapes[] = {{1, 1, 0.89},      {1, 0, 0.0099 / 2}, {0, 1, 0.0099 / 2},
                               {2, 1, 0.089 / 2}, {1, 2, 0.089 / 2},  {2, 2, 0.011}};
enum { N_SHAPES = sizeof shapes / sizeof shapes[0] };

static double match_cost(double left, double right, double ratio)
{
    if (left == 0 && right == 0) {
        return 0;
    }
    double mean = (left + right / ratio) / 2, delta = (right - left * ratio) / sqrt(VARIANCE * mean);
    double probability = erfc(fabs(delta) / sqrt(2.0));
    return -log(probability > 1e-300 ? probability : 1e-300);
}

static double sum(const size_t *lengths, size_t from, size_t to)
{
    double all = 0;
    for (size_t i = from; i < to; i++) {
        all += (double)lengths[i];
    }
    return all;
}

static size_t follow(const signed char *ways, size_t i, size_t j, size_t width, tol_bead *beads)
{
    size_t n = 0;
    while (i > 0 || j > 0) {
        const shape *one = &shapes[ways[i * width + j]];
        i -= (size_t)one->n_source;
        j -= (size_t)one->n_target;
        beads[n++] = (tol_bead){.source = (uint32_t)i,
                                .n_source = (uint32_t)one->n_source,
                                .target = (uint32_t)j,
                                .n_target = (uint32_t)one->n_target};
    }
    for (size_t k = 0; k < n / 2; k++) {
        tol_bead swapped = beads[k];
        beads[k] = beads[n - 1 - k];
        beads[n - 1 - k] = swapped;
    }
    return n;
}

tol_bead *gale_church(const size_t *source, size_t n_source, const size_t *target, size_t n_target, size_t *n_beads)
{
    size_t width = n_target + 1;
    double ratio = sum(target, 0, n_target) / sum(source, 0, n_source);
    double *costs = bench_realloc(NULL, (n_source + 1) * width, sizeof *costs);
    signed char *ways = bench_realloc(NULL, (n_source + 1) * width, 1);
    tol_bead *beads = bench_realloc(NULL, n_source + n_target + 1, sizeof *beads);
    for (size_t i = 0; i <= n_source; i++) {
        for (size_t j = 0; j <= n_target; j++) {
            double best = i == 0 && j == 0 ? 0 : INFINITY;
            for (signed char k = 0; k < N_SHAPES; k++) {
                size_t a = (size_t)shapes[k].n_source, b = (size_t)shapes[k].n_target;
                if (a > i || b > j) {
                    continue;
                }
                double cost = costs[(i - a) * width + j - b] - log(shapes[k].prior) +
                              match_cost(sum(source, i - a, i), sum(target, j - b, j), ratio);
                if (cost < best) {
                    best = cost;
                    ways[i * width + j] = k;
                }
            }
            costs[i * width + j] = best;
        }
    }
    *n_beads = follow(ways, n_source, n_target, width, beads);
    free(costs);
    free(ways);
    return beads;
}
