/*
 * A memory checked against a drawn glossary: units a second and peak memory, for each rule alone and for the default
 * ones together. Each run is a process of its own, so its processor time and its memory are its own.
 *
 * The glossary's concepts are words of a source beside words that stand in about the same place of its target, so they
 * are translations now and then; every tenth concept has a forbidden target term besides, every tenth a deprecated one.
 * That is far denser, and far less true, than any real glossary: an upper bound.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bench.h"
#include "bench_draw.h"
#include "bench_glossary.h"
#include "tolmach/checks.h"

/* So many units are looked at for each concept, from all over the memory. */
#define UNITS_EACH 20

typedef struct drawing {
    tol_rng rng;
    tol_str source_lang, target_lang;
    tol_analyser *source, *target;
    tol_arena texts, tokens;
    tol_glossary_writer *writer;
    bench_terms drawn;
    uint64_t n_units, step;
    size_t n_terms;
} drawing;

/* ---- the glossary ---- */

/* Words of the target that lie where `at` of `n` does in the source. */
static bool draw_target(drawing *draw, const tol_tokens *words, tol_str text, uint32_t n_words, tol_str *term)
{
    for (int i = 0; i < 4 && words->n; i++) {
        size_t at = tol_rng_below(&draw->rng, (uint32_t)words->n);
        if (bench_term_at(words, text, at, n_words, term)) {
            return true;
        }
    }
    return false;
}

static void write_concept(drawing *draw, tol_str source, const tol_str *targets, size_t n_targets)
{
    char name[32];
    tol_error err;
    tol_term terms[3] = {{.lang = draw->source_lang, .text = source, .status = TOL_TERM_PREFERRED}};
    for (size_t i = 0; i < n_targets; i++) {
        tol_term_status other = draw->drawn.n % 2 == 0 ? TOL_TERM_FORBIDDEN : TOL_TERM_DEPRECATED;
        terms[i + 1] =
            (tol_term){.lang = draw->target_lang, .text = targets[i], .status = i == 0 ? TOL_TERM_PREFERRED : other};
    }
    snprintf(name, sizeof name, "c%zu", draw->drawn.n);
    tol_concept one = {.name = tol_str_of(name), .terms = terms, .n_terms = n_targets + 1};
    bench_check(tol_glossary_writer_add(draw->writer, &one, &err), &err, "could not write a concept");
}

/* The words of a term as their keys: a glossary has a term in one form only. */
static tol_str keys_of(drawing *draw, const tol_tokens *tokens, size_t at, size_t n)
{
    char keys[256];
    int len = 0;
    for (size_t i = at; i < at + n && len < (int)sizeof keys; i++) {
        len += snprintf(keys + len, sizeof keys - (size_t)len, "%.*s ", TOL_ARG(tokens->items[i].key));
    }
    return tol_arena_copy(&draw->texts, tol_str_of(keys));
}

static void draw_concept(drawing *draw, tol_str source, tol_str target)
{
    tol_tokens ours, theirs;
    tol_str term, targets[2];
    tol_arena_reset(&draw->tokens);
    if (tol_analyse(draw->source, source, NULL, 0, &draw->tokens, &ours, NULL) != TOL_OK || ours.n == 0 ||
        tol_analyse(draw->target, target, NULL, 0, &draw->tokens, &theirs, NULL) != TOL_OK) {
        return;
    }
    size_t at = tol_rng_below(&draw->rng, (uint32_t)ours.n);
    uint32_t n_words = 1 + tol_rng_below(&draw->rng, 3);
    bool has_more = draw->drawn.n % 10 < 2;
    if (bench_term_at(&ours, source, at, n_words, &term) && draw_target(draw, &theirs, target, n_words, &targets[0]) &&
        (!has_more || draw_target(draw, &theirs, target, 1, &targets[1])) &&
        bench_terms_add(&draw->drawn, keys_of(draw, &ours, at, n_words))) {
        write_concept(draw, term, targets, has_more ? 2 : 1);
    }
}

static tol_status take_unit(void *user, const tol_unit *unit, tol_error *err)
{
    drawing *draw = user;
    tol_str source = TOL_STR_NULL, target = TOL_STR_NULL;
    (void)err;
    if (draw->n_units++ % draw->step || draw->drawn.n == draw->n_terms) {
        return TOL_OK;
    }
    for (size_t i = 0; i < unit->n_variants; i++) {
        const tol_variant *variant = &unit->variants[i];
        source = bench_is_lang(variant->lang, draw->source_lang) ? variant->text : source;
        target = bench_is_lang(variant->lang, draw->target_lang) ? variant->text : target;
    }
    if (source.ptr && target.ptr) {
        draw_concept(draw, source, target);
    }
    return TOL_OK;
}

static uint64_t count_units(tol_store *store)
{
    tol_error err;
    tol_arena arena = TOL_ARENA_INIT;
    tol_memory_info *infos;
    size_t n;
    uint64_t n_units = 0;
    bench_check(tol_memory_list(store, &arena, &infos, &n, &err), &err, "no memories");
    for (size_t i = 0; i < n; i++) {
        n_units += infos[i].n_units;
    }
    tol_arena_release(&arena);
    return n_units;
}

static void write_glossary(tol_store *store, const char *const *langs, size_t n_terms, const char *path)
{
    tol_error err;
    drawing draw = {.rng = tol_rng_new("bench_check", 1962), .n_terms = n_terms};
    draw.source_lang = tol_str_of(langs[0]);
    draw.target_lang = tol_str_of(langs[1]);
    draw.step = count_units(store) / (UNITS_EACH * n_terms) + 1;
    bench_check(tol_analyser_new(draw.source_lang, &draw.source, &err), &err, "no analyser");
    bench_check(tol_analyser_new(draw.target_lang, &draw.target, &err), &err, "no analyser");
    bench_check(tol_glossary_writer_open(path, NULL, "tbx", NULL, &draw.writer, &err), &err, "no glossary");
    bench_check(tol_unit_each(store, NULL, 0, take_unit, &draw, &err), &err, "could not read the units");
    bench_check(tol_glossary_writer_finish(draw.writer, &err), &err, "could not write the glossary");
    printf("%llu units, %zu concepts drawn\n", (unsigned long long)draw.n_units, draw.drawn.n);
    tol_glossary_writer_free(draw.writer);
    tol_analyser_free(draw.source);
    tol_analyser_free(draw.target);
    tol_arena_release(&draw.texts);
    tol_arena_release(&draw.tokens);
    bench_terms_release(&draw.drawn);
}

/* ---- runs ---- */

typedef struct setting {
    const char *bank, *terms;
    const char *const *langs;
} setting;

static tol_status take_finding(void *user, const tol_finding *finding, tol_error *err)
{
    (void)user;
    (void)finding;
    (void)err;
    return TOL_OK;
}

static tol_check_report check_all(const setting *at, const char *rules)
{
    tol_error err;
    tol_store *store, *terms;
    tol_memory_info *infos;
    tol_arena arena = TOL_ARENA_INIT;
    tol_check_input inputs[16] = {{.path = NULL}};
    tol_check_report report;
    tol_check_opt opt = TOL_CHECK_OPT_INIT;
    size_t n;
    opt.rules = rules;
    opt.source_lang = tol_str_of(at->langs[0]);
    opt.target_lang = tol_str_of(at->langs[1]);
    bench_check(tol_store_open(at->bank, TOL_OPEN_READ, NULL, &store, &err), &err, "no bank");
    bench_check(tol_store_open(at->terms, TOL_OPEN_READ, NULL, &terms, &err), &err, "no glossary");
    bench_check(tol_memory_list(store, &arena, &infos, &n, &err), &err, "no memories");
    n = n < sizeof inputs / sizeof inputs[0] ? n : sizeof inputs / sizeof inputs[0];
    for (size_t i = 0; i < n; i++) {
        inputs[i].memory = infos[i].name;
    }
    bench_check(tol_check_run(store, terms, inputs, n, &opt, take_finding, NULL, &report, &err), &err,
                "could not check");
    tol_arena_release(&arena);
    tol_store_close(terms);
    tol_store_close(store);
    return report;
}

static double seconds(struct timeval time)
{
    return (double)time.tv_sec + (double)time.tv_usec / 1e6;
}

typedef struct outcome {
    tol_check_report report;
    struct rusage usage;
} outcome;

static void measure(const setting *at, const char *rules)
{
    int ends[2], status;
    outcome run;
    fflush(stdout);
    if (pipe(ends) != 0) {
        bench_die("no pipe");
    }
    pid_t child = fork();
    if (child == 0) {
        run.report = check_all(at, rules);
        getrusage(RUSAGE_SELF, &run.usage);
        _exit(write(ends[1], &run, sizeof run) != (ssize_t)sizeof run);
    }
    close(ends[1]);
    bool is_whole = child > 0 && read(ends[0], &run, sizeof run) == (ssize_t)sizeof run;
    if (child < 0 || waitpid(child, &status, 0) != child || !is_whole) {
        bench_die("the run of \"%s\" failed", rules);
    }
    close(ends[0]);
    const uint64_t *found = run.report.findings;
    double time = seconds(run.usage.ru_utime) + seconds(run.usage.ru_stime);
    printf("| %s | %.1f | %.0f | %llu | %.0f |\n", rules, time, (double)run.report.units / time,
           (unsigned long long)(found[TOL_INFO] + found[TOL_WARNING] + found[TOL_ERROR]),
           (double)run.usage.ru_maxrss / 1024);
}

int main(int argc, char **argv)
{
    tol_error err;
    tol_store *store;
    char dir[] = "/tmp/bench_check_XXXXXX", glossary[64], terms[64];
    if (argc < 4 || argc > 6 || !mkdtemp(dir)) {
        bench_die("usage: bench_check BANK SOURCE-LANG TARGET-LANG [TERMS [RULES]]");
    }
    const char *langs[] = {argv[2], argv[3]};
    snprintf(glossary, sizeof glossary, "%s/drawn.tbx", dir);
    snprintf(terms, sizeof terms, "%s/terms.tolmach", dir);
    bench_check(tol_store_open(argv[1], TOL_OPEN_READ, NULL, &store, &err), &err, "no bank");
    write_glossary(store, langs, argc > 4 ? (size_t)bench_number("TERMS", argv[4], 1) : 10000, glossary);
    tol_store_close(store);
    tol_store_close(bench_glossary_bank(terms, glossary));
    setting at = {argv[1], terms, langs};
    printf("| rules | seconds | units/s | findings | MB |\n| --- | --- | --- | --- | --- |\n");
    for (const tol_check_rule *rule = tol_check_rules(); rule->id && argc < 6; rule++) {
        measure(&at, rule->id);
    }
    measure(&at, argc > 5 ? argv[5] : "default");
    unlink(glossary);
    unlink(terms);
    rmdir(dir);
    return 0;
}
