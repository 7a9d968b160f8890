/*
 * How good alignment is, on texts whose lines are aligned: line n of X_ru.txt is line n of X_en.txt. Lines are joined
 * into running text and segmented by the library's rules. Gale and Church in the same run. With a table of translated
 * segments instead: how long many take, when some are missing here and there and a passage of 300 is.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "bench.h"
#include "gale_church.h"
#include "support/rng.h"
#include "tolmach/align.h"
#include "tolmach/segmenter.h"

/* A text of joined lines, and its segments. */
typedef struct text {
    char *bytes;
    size_t len;
    size_t *line_ends; /* in `bytes` */
    size_t n_lines;
    tol_align_segment *segments;
    size_t *lines, *last_lines; /* of each segment: where it begins and ends; then the number of its block for both */
    size_t n;
    tol_arena arena;
} text;

typedef struct figures {
    double f1, strict;
} figures;

/* ---- texts ---- */

/* A line without markup, behind a space. */
static void add_line(text *t, const char *line, size_t len)
{
    bool is_inside = false;
    if (t->len) {
        t->bytes[t->len++] = ' ';
    }
    for (size_t i = 0; i < len; i++) {
        is_inside = is_inside || line[i] == '<';
        if (!is_inside && line[i] != '\r') {
            t->bytes[t->len++] = line[i];
        }
        if (is_inside && line[i] == '>') {
            is_inside = false;
            t->bytes[t->len++] = ' ';
        }
    }
    t->line_ends = bench_realloc(t->line_ends, t->n_lines + 1, sizeof *t->line_ends);
    t->line_ends[t->n_lines++] = t->len;
}

static void read_text(text *t, const char *path)
{
    size_t size = (size_t)bench_file_size(path);
    FILE *file = fopen(path, "rb");
    char *raw = bench_realloc(NULL, size + 1, 1);
    if (!file || fread(raw, 1, size, file) != size) {
        bench_die("%s cannot be read", path);
    }
    fclose(file);
    t->bytes = bench_realloc(NULL, 2 * size + 1, 1);
    for (size_t at = 0; at < size;) {
        const char *stop = memchr(raw + at, '\n', size - at);
        size_t len = stop ? (size_t)(stop - raw) - at : size - at;
        add_line(t, raw + at, len);
        at += len + 1;
    }
    free(raw);
}

static void segment(text *t, const char *lang)
{
    tol_error err;
    tol_segmenter *segmenter;
    tol_segment_spans spans;
    size_t line = 0;
    bench_check(tol_segmenter_new(tol_str_of(lang), NULL, &segmenter, &err), &err, "no segmenter");
    bench_check(tol_segmenter_run(segmenter, (tol_str){t->bytes, t->len}, NULL, 0, &t->arena, &spans, &err), &err,
                "could not segment");
    t->n = spans.n;
    t->segments = bench_realloc(NULL, spans.n + 1, sizeof *t->segments);
    t->lines = bench_realloc(NULL, spans.n + 1, sizeof *t->lines);
    t->last_lines = bench_realloc(NULL, spans.n + 1, sizeof *t->last_lines);
    for (size_t i = 0; i < spans.n; i++) {
        const tol_segment_span *span = &spans.items[i];
        while (t->line_ends[line] <= span->start) {
            line++;
        }
        t->segments[i] = (tol_align_segment){{t->bytes + span->start, span->end - span->start}, false};
        t->lines[i] = line;
        for (t->last_lines[i] = line; t->line_ends[t->last_lines[i]] < span->end;) {
            t->last_lines[i]++;
        }
    }
    tol_segmenter_free(segmenter);
}

static void join_lines(const text *t, bool *is_joined)
{
    for (size_t i = 0; i < t->n; i++) {
        for (size_t line = t->lines[i]; line < t->last_lines[i]; line++) {
            is_joined[line + 1] = true;
        }
    }
}

static void number_blocks(text *t, const size_t *blocks, size_t n_blocks)
{
    for (size_t i = 0; i < t->n; i++) {
        t->lines[i] = blocks[t->lines[i]];
    }
    t->n_lines = n_blocks;
}

/* Lines that a segment of either text crosses are one block: nobody can tell them apart. From here on blocks are what
 * counts as lines. */
static void join_blocks(text *source, text *target)
{
    size_t n = source->n_lines > target->n_lines ? source->n_lines : target->n_lines, block = 0;
    bool *is_joined = calloc(n + 1, sizeof *is_joined);
    size_t *blocks = bench_realloc(NULL, n + 1, sizeof *blocks);
    join_lines(source, is_joined);
    join_lines(target, is_joined);
    for (size_t line = 0; line < n; line++) {
        block += line > 0 && !is_joined[line];
        blocks[line] = block;
    }
    number_blocks(source, blocks, block + 1);
    number_blocks(target, blocks, block + 1);
    free(is_joined);
    free(blocks);
}

static void release(text *t)
{
    free(t->bytes);
    free(t->line_ends);
    free(t->segments);
    free(t->lines);
    free(t->last_lines);
    tol_arena_release(&t->arena);
}

/* Take segments out, as if the text lacked them. */
static void cut(text *t, size_t from, size_t n)
{
    memmove(t->segments + from, t->segments + from + n, (t->n - from - n) * sizeof *t->segments);
    memmove(t->lines + from, t->lines + from + n, (t->n - from - n) * sizeof *t->lines);
    t->n -= n;
}

/* ---- measures ---- */

/* The line of all segments of a bead; SIZE_MAX when there are several. */
static size_t line_of(const text *source, const text *target, const tol_bead *bead)
{
    size_t line = bead->n_source ? source->lines[bead->source] : target->lines[bead->target];
    for (size_t i = 0; i < bead->n_source; i++) {
        line = source->lines[bead->source + i] == line ? line : SIZE_MAX;
    }
    for (size_t i = 0; i < bead->n_target; i++) {
        line = target->lines[bead->target + i] == line ? line : SIZE_MAX;
    }
    return line;
}

static size_t *count_lines(const text *t)
{
    size_t *counts = calloc(t->n_lines + 1, sizeof *counts);
    for (size_t i = 0; i < t->n; i++) {
        counts[t->lines[i]]++;
    }
    return counts;
}

/* What a path could reach at best: segments of lines that have some of both sides. */
static double ceiling(const text *source, const text *target)
{
    size_t *left = count_lines(source), *right = count_lines(target), n = 0;
    for (size_t line = 0; line < source->n_lines; line++) {
        n += left[line] && right[line] ? left[line] + right[line] : 0;
    }
    double r = (double)n / (double)(source->n + target->n);
    free(left);
    free(right);
    return 200 * r / (1 + r);
}

/* `kept`: lines that count; NULL: all. */
static figures measure(const text *source, const text *target, const tol_bead *beads, size_t n, const bool *kept)
{
    size_t *left = count_lines(source), *right = count_lines(target);
    size_t n_pairs = 0, n_pure = 0, n_covered = 0, n_all = 0, n_gold = 0, n_tried = 0, n_right = 0;
    for (size_t k = 0; k < n; k++) {
        const tol_bead *bead = &beads[k];
        size_t line = line_of(source, target, bead);
        size_t first = bead->n_source ? source->lines[bead->source] : target->lines[bead->target];
        bool is_pair = bead->n_source && bead->n_target;
        if (kept && !kept[first]) {
            continue;
        }
        n_all += bead->n_source + bead->n_target;
        n_pairs += is_pair;
        n_pure += is_pair && line != SIZE_MAX;
        n_covered += is_pair && line != SIZE_MAX ? bead->n_source + bead->n_target : 0;
        bool is_single = left[first] == 1 || right[first] == 1;
        n_tried += is_pair && is_single;
        n_right +=
            is_pair && line != SIZE_MAX && is_single && bead->n_source == left[line] && bead->n_target == right[line];
    }
    for (size_t line = 0; line < source->n_lines; line++) {
        bool is_whole = left[line] && right[line] && (!kept || kept[line]);
        n_gold += is_whole && (left[line] == 1 || right[line] == 1);
    }
    double p = n_pairs ? (double)n_pure / (double)n_pairs : 0, r = n_all ? (double)n_covered / (double)n_all : 0;
    free(left);
    free(right);
    return (figures){p + r > 0 ? 200 * p * r / (p + r) : 0,
                     n_gold + n_tried ? 200 * (double)n_right / (double)(n_gold + n_tried) : 0};
}

static figures align_texts(const text *source, const text *target, const bool *kept, double *ms, bool verbose)
{
    tol_error err;
    tol_arena arena = TOL_ARENA_INIT;
    tol_bead *beads;
    size_t n;
    double start = bench_now_ms();
    bench_check(tol_align(source->segments, source->n, TOL_LIT("ru"), target->segments, target->n, TOL_LIT("en"), NULL,
                          &arena, &beads, &n, &err),
                &err, "could not align");
    *ms = bench_now_ms() - start;
    figures result = measure(source, target, beads, n, kept);
    for (size_t k = 0; verbose && k < n; k++) {
        const tol_bead *bead = &beads[k];
        if (line_of(source, target, bead) == SIZE_MAX || !bead->n_source || !bead->n_target) {
            printf("%u-%u %s (%.2f)\n", bead->n_source, bead->n_target,
                   bead->n_source && bead->n_target ? "impure" : "alone", (double)bead->confidence);
            for (size_t i = 0; i < bead->n_source; i++) {
                printf("  ru %zd: %.*s\n", (ssize_t)source->lines[bead->source + i],
                       TOL_ARG(source->segments[bead->source + i].text));
            }
            for (size_t i = 0; i < bead->n_target; i++) {
                printf("  en %zd: %.*s\n", (ssize_t)target->lines[bead->target + i],
                       TOL_ARG(target->segments[bead->target + i].text));
            }
        }
    }
    tol_arena_release(&arena);
    return result;
}

static figures align_by_lengths(const text *source, const text *target)
{
    size_t n, *left = bench_realloc(NULL, source->n + 1, sizeof *left);
    size_t *right = bench_realloc(NULL, target->n + 1, sizeof *right);
    for (size_t i = 0; i < source->n; i++) {
        left[i] = source->segments[i].text.len / 2 + 1;
    }
    for (size_t i = 0; i < target->n; i++) {
        right[i] = target->segments[i].text.len + 1;
    }
    tol_bead *beads = gale_church(left, source->n, right, target->n, &n);
    figures result = measure(source, target, beads, n, NULL);
    free(beads);
    free(left);
    free(right);
    return result;
}

/* ---- works ---- */

static void open_work(const char *folder, const char *name, text *source, text *target)
{
    char path[512];
    memset(source, 0, sizeof *source);
    memset(target, 0, sizeof *target);
    snprintf(path, sizeof path, "%s/%s_ru.txt", folder, name);
    read_text(source, path);
    snprintf(path, sizeof path, "%s/%s_en.txt", folder, name);
    read_text(target, path);
    segment(source, "ru");
    segment(target, "en");
    join_blocks(source, target);
}

/* Align when one side lacks segments; what is measured are the lines that it does not lack. */
static double measure_gap(text *source, text *target, size_t from, size_t n)
{
    double ms;
    bool *kept = bench_realloc(NULL, source->n_lines, sizeof *kept);
    for (size_t line = 0; line < source->n_lines; line++) {
        kept[line] = true;
    }
    for (size_t i = from; i < from + n; i++) {
        kept[source->lines[i]] = false;
    }
    cut(source, from, n);
    double f1 = align_texts(source, target, kept, &ms, false).f1;
    free(kept);
    return f1;
}

static double lacking(const char *folder, const char *name, size_t n, bool in_the_middle)
{
    text source, target;
    double f1 = -1;
    open_work(folder, name, &source, &target);
    if (source.n > 2 * n) {
        f1 = measure_gap(&source, &target, in_the_middle ? source.n / 2 - n / 2 : 0, n);
    }
    release(&source);
    release(&target);
    return f1;
}

static void print_gap(double f1)
{
    if (f1 < 0) {
        printf("%10s", "");
    } else {
        printf("%10.1f", f1);
    }
}

/* ---- a table ---- */

static void add_row(text *t, const char *bytes, size_t len, size_t row)
{
    t->segments[t->n] = (tol_align_segment){{bytes, len}, false};
    t->lines[t->n++] = row;
}

/* The first `most` rows of a table "source TAB target …"; a hundredth of either side is left out. */
static void read_table(const char *path, size_t most, text *source, text *target)
{
    size_t size = (size_t)bench_file_size(path), row = 0;
    tol_rng rng = tol_rng_new("eval_align", 1962);
    FILE *file = fopen(path, "rb");
    source->bytes = bench_realloc(NULL, size + 1, 1);
    if (!file || fread(source->bytes, 1, size, file) != size) {
        bench_die("%s cannot be read", path);
    }
    fclose(file);
    text *both[] = {source, target};
    for (int k = 0; k < 2; k++) {
        both[k]->segments = bench_realloc(NULL, most + 1, sizeof *both[k]->segments);
        both[k]->lines = bench_realloc(NULL, most + 1, sizeof *both[k]->lines);
    }
    for (const char *at = source->bytes, *end = at + size; at < end && row < most; row++) {
        const char *stop = memchr(at, '\n', (size_t)(end - at)), *tab = memchr(at, '\t', (size_t)(end - at));
        stop = stop ? stop : end;
        const char *next = tab && tab < stop ? memchr(tab + 1, '\t', (size_t)(stop - tab - 1)) : NULL;
        bool is_in_gap = row >= most / 2 && row < most / 2 + 300;
        if (tab && tab < stop && tol_rng_below(&rng, 100) && !is_in_gap) {
            add_row(source, at, (size_t)(tab - at), row);
        }
        if (tab && tab < stop && tol_rng_below(&rng, 100)) {
            add_row(target, tab + 1, (size_t)((next ? next : stop) - tab - 1), row);
        }
        at = stop + 1;
    }
    source->n_lines = target->n_lines = row;
}

static int measure_table(const char *path, size_t most)
{
    text source = {0}, target = {0};
    struct rusage usage;
    double ms;
    read_table(path, most, &source, &target);
    figures ours = align_texts(&source, &target, NULL, &ms, false);
    getrusage(RUSAGE_SELF, &usage);
    printf("%zu and %zu segments: lines %.1f, strict %.1f, %.1f s, peak memory %.0f MB\n", source.n, target.n, ours.f1,
           ours.strict, ms / 1000, (double)usage.ru_maxrss / 1024);
    release(&source);
    release(&target);
    return 0;
}

/* ---- all works ---- */

typedef struct plan {
    const char *folder, *work; /* NULL: all works */
    FILE *pinned;              /* NULL: nothing is compared */
    figures ours, theirs;      /* sums */
    size_t n, n_worse;
} plan;

/* So much less than what is pinned is no loss yet. */
#define ALLOWANCE 0.5

/* Rows are "work TAB lines TAB strict", in the order of the works. */
static void compare(plan *p, const char *work, figures ours)
{
    char name[64];
    double f1, strict;
    if (p->pinned && (fscanf(p->pinned, "%63s %lf %lf", name, &f1, &strict) != 3 || strcmp(name, work) != 0)) {
        bench_die("the pinned figures have no row for %s here", work);
    }
    if (p->pinned && (ours.f1 < f1 - ALLOWANCE || ours.strict < strict - ALLOWANCE)) {
        printf("%s was better: %.1f, %.1f\n", work, f1, strict);
        p->n_worse++;
    }
}

static void run_work(plan *p, const char *work)
{
    text source, target;
    double ms;
    open_work(p->folder, work, &source, &target);
    figures theirs = align_by_lengths(&source, &target);
    figures ours = align_texts(&source, &target, NULL, &ms, p->work != NULL);
    printf("%-22s%6zu%6zu%9.1f%10.1f%10.1f%9.1f%10.1f%8.0f", work, source.n, target.n, theirs.f1, ours.f1,
           ceiling(&source, &target), theirs.strict, ours.strict, ms);
    if (!p->pinned) {
        print_gap(lacking(p->folder, work, 15, false));
        print_gap(lacking(p->folder, work, 50, true));
    }
    printf("\n");
    compare(p, work, ours);
    p->ours.f1 += ours.f1;
    p->ours.strict += ours.strict;
    p->theirs.f1 += theirs.f1;
    p->theirs.strict += theirs.strict;
    p->n++;
    release(&source);
    release(&target);
}

static int run_works(plan *p)
{
    static const char *const works[] = {"alice_in_wonderland", "aptekarsha", "fyrtoiet", "khameleon",
                                        "kuangren_riji",       "manifesto",  "nos",      "the_happy_prince"};
    printf("%-22s%6s%6s%9s%10s%10s%9s%10s%8s%10s%10s\n", "work", "ru", "en", "lines G-C", "ours", "at best", "strict",
           "ours", "ms", "no start", "no middle");
    for (size_t k = 0; k < sizeof works / sizeof works[0]; k++) {
        if (!p->work || strcmp(p->work, works[k]) == 0) {
            run_work(p, works[k]);
        }
    }
    double n = p->n ? (double)p->n : 1;
    printf("%-34s%9.1f%10.1f%19.1f%10.1f\n", "mean", p->theirs.f1 / n, p->ours.f1 / n, p->theirs.strict / n,
           p->ours.strict / n);
    return p->n_worse ? 1 : 0;
}

int main(int argc, char **argv)
{
    if (argc < 2 || argc > 4) {
        bench_die("usage: eval_align FOLDER [WORK | --pinned FILE]: the work's faults are shown; eval_align TABLE.tsv "
                  "ROWS");
    }
    if (strstr(argv[1], ".tsv")) {
        return measure_table(argv[1], argc == 3 ? (size_t)bench_number("ROWS", argv[2], 1) : 3200);
    }
    if (access(argv[1], R_OK) != 0) {
        printf("no texts in %s\n", argv[1]);
        return 77;
    }
    plan p = {.folder = argv[1], .work = argc == 3 ? argv[2] : NULL};
    p.pinned = argc == 4 && strcmp(argv[2], "--pinned") == 0 ? fopen(argv[3], "r") : NULL;
    int code = run_works(&p);
    if (p.pinned) {
        fclose(p.pinned);
    }
    return code;
}
