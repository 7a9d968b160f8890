/*
 * Terms recognised in running text: megabytes a second with few and with many terms, when the words are new and when
 * they are known.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "bench.h"
#include "bench_glossary.h"
#include "tolmach/term.h"

/* Lines of a file. */
typedef struct lines {
    char *bytes;
    tol_str *items;
    size_t n, cap, size;
} lines;

static void read_lines(const char *path, lines *all)
{
    size_t size = (size_t)bench_file_size(path);
    FILE *file = fopen(path, "rb");
    all->bytes = bench_realloc(NULL, size + 1, 1);
    if (!file || fread(all->bytes, 1, size, file) != size) {
        bench_die("%s cannot be read", path);
    }
    fclose(file);
    all->bytes[size] = '\n';
    for (char *at = all->bytes, *end = at + size; at < end;) {
        char *stop = memchr(at, '\n', (size_t)(end - at) + 1);
        if (all->n == all->cap) {
            all->cap = all->cap ? 2 * all->cap : 1024;
            all->items = bench_realloc(all->items, all->cap, sizeof *all->items);
        }
        all->items[all->n++] = (tol_str){at, (size_t)(stop - at)};
        all->size += (size_t)(stop - at);
        at = stop + 1;
    }
}

/* One to three words that stand beside each other somewhere. */
static bool draw_term(const lines *all, tol_rng *rng, tol_analyser *analyser, tol_arena *arena, tol_str *term)
{
    tol_tokens tokens;
    tol_str line = all->items[tol_rng_below(rng, (uint32_t)all->n)];
    tol_arena_reset(arena);
    if (tol_analyse(analyser, line, NULL, 0, arena, &tokens, NULL) != TOL_OK || tokens.n == 0) {
        return false;
    }
    size_t at = tol_rng_below(rng, (uint32_t)tokens.n), n = 1 + tol_rng_below(rng, 3);
    return bench_term_at(&tokens, line, at, n, term);
}

static void write_glossary(const lines *all, const char *lang, size_t n_terms, const char *path)
{
    tol_error err;
    tol_analyser *analyser;
    tol_arena arena = TOL_ARENA_INIT;
    tol_glossary_writer *writer;
    tol_rng rng = tol_rng_new("bench_terms", 1962);
    bench_terms drawn = {NULL, 0, 0};
    bench_check(tol_analyser_new(tol_str_of(lang), &analyser, &err), &err, "no analyser");
    bench_check(tol_glossary_writer_open(path, NULL, "tbx", NULL, &writer, &err), &err, "no glossary");
    for (size_t n = 0; n < n_terms;) {
        tol_str text;
        if (draw_term(all, &rng, analyser, &arena, &text) && bench_terms_add(&drawn, text)) {
            char name[32];
            tol_term term = {.lang = tol_str_of(lang), .text = text, .status = TOL_TERM_PREFERRED};
            snprintf(name, sizeof name, "c%zu", n++);
            tol_concept one = {.name = tol_str_of(name), .terms = &term, .n_terms = 1};
            bench_check(tol_glossary_writer_add(writer, &one, &err), &err, "could not write a concept");
        }
    }
    bench_check(tol_glossary_writer_finish(writer, &err), &err, "could not write the glossary");
    tol_glossary_writer_free(writer);
    tol_arena_release(&arena);
    tol_analyser_free(analyser);
    bench_terms_release(&drawn);
}

static void recognise_all(tol_recogniser *recogniser, const lines *all, const char *label)
{
    tol_error err;
    tol_arena arena = TOL_ARENA_INIT;
    size_t n_hits = 0;
    double start = bench_now_ms();
    for (size_t i = 0; i < all->n; i++) {
        tol_term_hit *hits;
        size_t n;
        tol_arena_reset(&arena);
        bench_check(tol_recognise(recogniser, all->items[i], &arena, &hits, &n, &err), &err, "could not recognise");
        n_hits += n;
    }
    double ms = bench_now_ms() - start;
    printf("%-10s %8.1f MB/s %10.0f segments/s %10zu terms found\n", label, (double)all->size / 1000 / ms,
           (double)all->n * 1000 / ms, n_hits);
    tol_arena_release(&arena);
}

static void measure(const lines *all, const char *lang, size_t n_terms, const char *dir)
{
    tol_error err;
    tol_recogniser *recogniser;
    struct rusage usage;
    char glossary[256], bank[256];
    snprintf(glossary, sizeof glossary, "%s/%zu.tbx", dir, n_terms);
    snprintf(bank, sizeof bank, "%s/%zu.tolmach", dir, n_terms);
    write_glossary(all, lang, n_terms, glossary);
    tol_store *store = bench_glossary_bank(bank, glossary);
    double start = bench_now_ms();
    bench_check(tol_recogniser_new(store, tol_str_of(lang), TOL_LIT("mul"), &recogniser, &err), &err, "no recogniser");
    printf("\n%zu terms, loaded in %.0f ms\n", n_terms, bench_now_ms() - start);
    recognise_all(recogniser, all, "new words");
    recognise_all(recogniser, all, "known");
    recognise_all(recogniser, all, "known");
    getrusage(RUSAGE_SELF, &usage);
    printf("peak memory %.0f MB, the text included\n", (double)usage.ru_maxrss / 1024);
    tol_recogniser_free(recogniser);
    tol_store_close(store);
    unlink(glossary);
    unlink(bank);
}

int main(int argc, char **argv)
{
    lines all = {0};
    char dir[] = "/tmp/bench_terms_XXXXXX";
    if (argc < 3 || argc > 4) {
        bench_die("usage: bench_terms FILE LANG [TERMS]: a segment a line");
    }
    read_lines(argv[1], &all);
    if (!mkdtemp(dir)) {
        bench_die("no temporary folder");
    }
    printf("%s: %zu segments, %.1f MB\n", argv[1], all.n, (double)all.size / 1e6);
    size_t n_terms = argc > 3 ? (size_t)bench_number("TERMS", argv[3], 1) : 10000;
    measure(&all, argv[2], n_terms / 100 + 1, dir);
    measure(&all, argv[2], n_terms, dir);
    rmdir(dir);
    free(all.bytes);
    free(all.items);
    return 0;
}
