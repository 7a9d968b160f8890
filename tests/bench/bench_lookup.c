/* Lookups: in process, by one and two threads, against the scan, in fresh processes, against FTS5. See README.md. */
#include "bench_lookup.h"

#include <getopt.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "bench.h"

#define HITS_MAX    5
#define THREADS_MAX 2

static const int thresholds[] = {85, 70, 50};

typedef struct settings {
    const char *lines, *command;
    size_t n_each, n_scans, n_processes, n_fts5;
    int only_min; /* the only threshold, or 0 */
    uint64_t seed;
} settings;

/* One thread's work: all queries once, with its own store and lookup. */
typedef struct run {
    const bench_setup *setup;
    int min_score;
    pthread_barrier_t *start_line;
    double *ms;     /* of each query */
    size_t *n_hits; /* of each query */
    double start, end, processor_ms, ready_ms;
} run;

tol_lookup_opt bench_lookup_opt(const bench_setup *setup, int min_score)
{
    tol_lookup_opt opt = TOL_LOOKUP_OPT_INIT;
    opt.source_lang = setup->source_lang;
    opt.target_lang = setup->target_lang;
    opt.min_score = min_score;
    opt.limit = HITS_MAX;
    return opt;
}

/* Processor time of this thread; other work on the machine does not count. */
static double processor_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

/* What single lookups are timed by. */
static double (*clock_ms)(void) = bench_now_ms;

static double timed_find(tol_lookup *lookup, const char *text, tol_arena *arena, tol_hits *hits)
{
    tol_error err;
    tol_arena_reset(arena);
    double start = clock_ms();
    bench_check(tol_lookup_find(lookup, tol_str_of(text), arena, hits, &err), &err, "lookup failed");
    return clock_ms() - start;
}

static void *run_queries(void *user)
{
    run *all = user;
    const bench_queries *queries = &all->setup->queries;
    tol_lookup_opt opt = bench_lookup_opt(all->setup, all->min_score);
    tol_arena arena = TOL_ARENA_INIT;
    tol_store *store;
    tol_lookup *lookup;
    tol_hits hits;
    tol_error err;
    double begin = bench_now_ms();
    bench_check(tol_store_open(all->setup->bank, TOL_OPEN_READ, NULL, &store, &err), &err, "could not open");
    bench_check(tol_lookup_new(store, &opt, &lookup, &err), &err, "no lookup");
    for (size_t i = 0; i < queries->n_warm; i++) {
        timed_find(lookup, queries->items[i].text, &arena, &hits);
        all->ready_ms = i == 0 ? bench_now_ms() - begin : all->ready_ms;
    }
    pthread_barrier_wait(all->start_line);
    all->start = bench_now_ms();
    double processor_start = processor_ms();
    for (size_t i = queries->n_warm; i < queries->n; i++) {
        all->ms[i] = timed_find(lookup, queries->items[i].text, &arena, &hits);
        all->n_hits[i] = hits.n;
    }
    all->end = bench_now_ms();
    all->processor_ms = processor_ms() - processor_start;
    tol_lookup_free(lookup);
    tol_store_close(store);
    tol_arena_release(&arena);
    return NULL;
}

static void print_row(const char *label, bench_samples *samples, size_t n_found)
{
    printf("%s", label);
    bench_row(samples);
    printf(" %7zu\n", n_found);
    bench_release(samples);
}

/* One row for each kind and length of query that there is, and one for all. */
static void print_groups(const run *all, const char *threads)
{
    const bench_queries *queries = &all->setup->queries;
    char label[80];
    for (int group = 0; group <= BENCH_LINE * 3 + 3; group++) {
        bench_samples samples = BENCH_SAMPLES_INIT;
        bool is_total = group == BENCH_LINE * 3 + 3;
        size_t n_found = 0;
        for (size_t i = queries->n_warm; i < queries->n; i++) {
            if (is_total || (int)queries->items[i].kind * 3 + (int)queries->items[i].length == group) {
                bench_add(&samples, all->ms[i]);
                n_found += all->n_hits[i] > 0;
            }
        }
        if (samples.n > 0) {
            snprintf(label, sizeof label, "%-8s %4d %-7s %-7s", threads, all->min_score,
                     is_total ? "all" : bench_kind_names[group / 3], is_total ? "" : bench_length_names[group % 3]);
            print_row(label, &samples, n_found);
        }
    }
}

/* What all threads together do in a second of wall time, and what one of their queries costs of processor time. */
typedef struct rate {
    double per_second, processor_ms;
} rate;

static rate run_threads(const bench_setup *setup, int min_score, size_t n_threads)
{
    run runs[THREADS_MAX];
    pthread_t threads[THREADS_MAX];
    pthread_barrier_t start_line;
    size_t n = setup->queries.n;
    double start = 0, end = 0, processor = 0;
    if (pthread_barrier_init(&start_line, NULL, (unsigned)n_threads)) {
        bench_die("no barrier");
    }
    for (size_t i = 0; i < n_threads; i++) {
        runs[i] = (run){setup, min_score, &start_line, NULL, NULL, 0, 0, 0, 0};
        runs[i].ms = bench_realloc(NULL, n, sizeof(double));
        runs[i].n_hits = bench_realloc(NULL, n, sizeof(size_t));
        if (pthread_create(&threads[i], NULL, run_queries, &runs[i])) {
            bench_die("no thread");
        }
    }
    for (size_t i = 0; i < n_threads; i++) {
        pthread_join(threads[i], NULL);
        start = i == 0 || runs[i].start < start ? runs[i].start : start;
        end = runs[i].end > end ? runs[i].end : end;
        processor += runs[i].processor_ms;
    }
    print_groups(&runs[0], n_threads == 1 ? "1" : "1st of 2");
    if (n_threads == 1) {
        printf("%-8s %4d ready after %.1f ms: bank opened, first query answered\n", "1", min_score, runs[0].ready_ms);
    }
    for (size_t i = 0; i < n_threads; i++) {
        free(runs[i].ms);
        free(runs[i].n_hits);
    }
    pthread_barrier_destroy(&start_line);
    double n_queries = (double)(n_threads * (n - setup->queries.n_warm));
    return (rate){n_queries / (end - start) * 1e3, processor / n_queries};
}

static void bench_in_process(const bench_setup *setup, int only_min)
{
    printf("\nIn process, %d hits, ms of %s time\n", HITS_MAX, clock_ms == processor_ms ? "processor" : "wall");
    bench_head("threads   min kind    length ");
    printf("   found\n");
    for (size_t i = 0; i < sizeof thresholds / sizeof thresholds[0]; i++) {
        if (only_min && only_min != thresholds[i]) {
            continue;
        }
        rate one = run_threads(setup, thresholds[i], 1);
        rate two = run_threads(setup, thresholds[i], 2);
        printf("%-8s %4d %.0f queries a second by one thread, %.0f by two: %.2f times; processor time a query %.3f and "
               "%.3f ms\n",
               "", thresholds[i], one.per_second, two.per_second, two.per_second / one.per_second, one.processor_ms,
               two.processor_ms);
    }
}

/* Same hits in the same order? */
static bool is_same(const tol_hits *a, const tol_hits *b)
{
    bool same = a->n == b->n;
    for (size_t i = 0; same && i < a->n; i++) {
        same = a->items[i].unit_id == b->items[i].unit_id && a->items[i].cost == b->items[i].cost;
    }
    return same;
}

static void bench_scan(const bench_setup *setup, tol_store *store, size_t n)
{
    tol_error err;
    tol_lookup *indexed, *scan;
    tol_hits hits, all_hits;
    tol_arena arena = TOL_ARENA_INIT, all_arena = TOL_ARENA_INIT;
    bench_samples with = BENCH_SAMPLES_INIT, without = BENCH_SAMPLES_INIT;
    size_t n_same = 0, n_done = 0;
    tol_lookup_opt opt = bench_lookup_opt(setup, 70);
    bench_check(tol_lookup_new(store, &opt, &indexed, &err), &err, "no lookup");
    opt.exhaustive = true;
    bench_check(tol_lookup_new(store, &opt, &scan, &err), &err, "no lookup");
    timed_find(indexed, setup->queries.items[0].text, &arena, &hits);
    timed_find(scan, setup->queries.items[0].text, &arena, &hits);
    for (size_t i = setup->queries.n_warm; i < setup->queries.n && n_done < n; i++, n_done++) {
        const char *text = setup->queries.items[i].text;
        bench_add(&with, timed_find(indexed, text, &arena, &hits));
        bench_add(&without, timed_find(scan, text, &all_arena, &all_hits));
        n_same += is_same(&hits, &all_hits);
    }
    double ratio = bench_quantile(&without, 0.5) / bench_quantile(&with, 0.5);
    printf("\nIndex against scan, 70 %%, ms\n");
    bench_head("     ");
    printf("\nindex");
    bench_row(&with);
    printf("\nscan ");
    bench_row(&without);
    printf("\nratio of medians %.0f; same answer %zu of %zu\n", ratio, n_same, n_done);
    tol_lookup_free(indexed);
    tol_lookup_free(scan);
    tol_arena_release(&arena);
    tol_arena_release(&all_arena);
    bench_release(&with);
    bench_release(&without);
}

static void usage(void)
{
    bench_die("usage: bench_lookup BANK [--source ru] [--target en] [--queries FILE | --draw N --seed N] [--scans N]\n"
              "  [--min 85|70|50] [--processor-time] [--command FILE --processes N] [--fts5 N]");
}

static void parse(int argc, char **argv, bench_setup *setup, settings *want)
{
    static const struct option options[] = {
        {"source", 1, NULL, 's'},  {"target", 1, NULL, 't'},         {"queries", 1, NULL, 'q'},
        {"draw", 1, NULL, 'n'},    {"seed", 1, NULL, 'e'},           {"scans", 1, NULL, 'x'},
        {"command", 1, NULL, 'c'}, {"processes", 1, NULL, 'p'},      {"fts5", 1, NULL, 'f'},
        {"min", 1, NULL, 'm'},     {"processor-time", 0, NULL, 'o'}, {NULL, 0, NULL, 0},
    };
    int id;
    while ((id = getopt_long(argc, argv, "", options, NULL)) >= 0) {
        switch (id) {
        case 's':
            setup->source_lang = tol_str_of(optarg);
            break;
        case 't':
            setup->target_lang = tol_str_of(optarg);
            break;
        case 'q':
            want->lines = optarg;
            break;
        case 'c':
            want->command = optarg;
            break;
        case 'n':
            want->n_each = (size_t)bench_number("--draw", optarg, 1);
            break;
        case 'e':
            want->seed = (uint64_t)bench_number("--seed", optarg, 0);
            break;
        case 'x':
            want->n_scans = (size_t)bench_number("--scans", optarg, 0);
            break;
        case 'p':
            want->n_processes = (size_t)bench_number("--processes", optarg, 1);
            break;
        case 'f':
            want->n_fts5 = (size_t)bench_number("--fts5", optarg, 0);
            break;
        case 'm':
            want->only_min = (int)bench_number("--min", optarg, 50);
            break;
        case 'o':
            clock_ms = processor_ms;
            break;
        default:
            usage();
        }
    }
    if (optind != argc - 1) {
        usage();
    }
    setup->bank = argv[optind];
}

int main(int argc, char **argv)
{
    tol_error err;
    tol_store *store;
    bench_setup setup = {NULL, TOL_LIT("ru"), TOL_LIT("en"), {NULL, 0, 0}};
    settings want = {NULL, NULL, 100, 5, 15, 0, 0, 1962};
    parse(argc, argv, &setup, &want);
    setvbuf(stdout, NULL, _IOLBF, 0);
    bench_check(tol_store_open(setup.bank, TOL_OPEN_READ, NULL, &store, &err), &err, "could not open");
    if (want.lines) {
        bench_draw_lines(want.lines, &setup.queries);
    } else {
        bench_draw(store, setup.source_lang, want.n_each, want.seed, &setup.queries);
    }
    printf("%zu queries, %zu of them to warm up\n", setup.queries.n, setup.queries.n_warm);
    bench_in_process(&setup, want.only_min);
    if (want.n_scans > 0) {
        bench_scan(&setup, store, want.n_scans);
    }
    if (want.command) {
        bench_processes(&setup, want.command, want.n_processes);
    }
    if (want.n_fts5 > 0) {
        bench_fts5(&setup, store, want.n_fts5);
    }
    bench_queries_release(&setup.queries);
    tol_store_close(store);
    return 0;
}
