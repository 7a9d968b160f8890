/*
 * Single units added to a bank, each in a transaction of its own, as an editor's "confirm" does; the lookup that comes
 * next through an open handle; and their deletion. The bank is as it was afterwards but for the numbers it gave away.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench.h"
#include "bench_draw.h"
#include "tolmach/match.h"

#define MEMORY TOL_LIT("bench_update")

typedef struct updates {
    tol_store *store;
    tol_lookup *lookup; /* on a handle of its own, as another process has it */
    tol_arena arena;
    tol_str source_lang, target_lang;
    int64_t *ids;
    size_t n, n_seen;
    bench_samples adds, lookups, deletes;
} updates;

static void add_unit(updates *all, const char *text)
{
    tol_error err;
    tol_import *import;
    tol_variant variants[2] = {{.lang = all->source_lang, .text = tol_str_of(text)},
                               {.lang = all->target_lang, .text = TOL_LIT("A translation of this segment.")}};
    tol_unit unit = {.variants = variants, .n_variants = 2};
    double start = bench_now_ms();
    bench_check(tol_import_begin(all->store, &import, &err), &err, "could not begin");
    bench_check(tol_import_unit(import, MEMORY, &unit, TOL_DUPLICATE_KEEP, NULL, &all->ids[all->n], &err), &err,
                "could not add");
    bench_check(tol_import_commit(import, &err), &err, "could not commit");
    tol_import_free(import);
    bench_add(&all->adds, bench_now_ms() - start);
    all->n++;
}

/* Is the unit found at once? */
static void look_up(updates *all, const char *text)
{
    tol_error err;
    tol_hits hits;
    tol_arena_reset(&all->arena);
    double start = bench_now_ms();
    bench_check(tol_lookup_find(all->lookup, tol_str_of(text), &all->arena, &hits, &err), &err, "lookup failed");
    bench_add(&all->lookups, bench_now_ms() - start);
    all->n_seen += hits.n > 0 && hits.items[0].score == 100;
}

static void delete_units(updates *all)
{
    tol_error err;
    for (size_t i = 0; i < all->n; i++) {
        bool is_first = true;
        for (size_t j = 0; j < i; j++) {
            is_first = is_first && all->ids[j] != all->ids[i];
        }
        if (is_first) { /* two equal texts are one unit */
            double start = bench_now_ms();
            bench_check(tol_unit_delete(all->store, all->ids[i], &err), &err, "could not delete");
            bench_add(&all->deletes, bench_now_ms() - start);
        }
    }
}

static void print_row(const char *label, bench_samples *samples)
{
    printf("%-14s", label);
    bench_row(samples);
    printf("\n");
    bench_release(samples);
}

static void print_updates(updates *all)
{
    printf("Single units, each its own transaction, ms\n");
    bench_head("              ");
    printf("\n");
    print_row("add", &all->adds);
    print_row("next lookup", &all->lookups);
    print_row("delete", &all->deletes);
    printf("%zu of %zu were found at once\n", all->n_seen, all->n);
}

int main(int argc, char **argv)
{
    if (argc < 2 || argc > 5) {
        bench_die("usage: bench_update BANK [N [SOURCE_LANG TARGET_LANG]]");
    }
    tol_error err;
    tol_store *reader;
    bench_queries texts;
    size_t n = argc > 2 ? (size_t)bench_number("N", argv[2], 1) : 300;
    updates all = {.source_lang = tol_str_of(argc == 5 ? argv[3] : "ru"),
                   .target_lang = tol_str_of(argc == 5 ? argv[4] : "en")};
    tol_lookup_opt opt = TOL_LOOKUP_OPT_INIT;
    opt.source_lang = all.source_lang;
    opt.target_lang = all.target_lang;
    bench_check(tol_store_open(argv[1], TOL_OPEN_WRITE, NULL, &all.store, &err), &err, "could not open");
    bench_check(tol_store_open(argv[1], TOL_OPEN_READ, NULL, &reader, &err), &err, "could not open");
    bench_check(tol_lookup_new(reader, &opt, &all.lookup, &err), &err, "no lookup");
    bench_draw(reader, all.source_lang, n / 6 + 1, 1962, &texts);
    bench_check(tol_memory_create(all.store, MEMORY, &err), &err, "could not make a memory");
    all.ids = bench_realloc(NULL, texts.n, sizeof *all.ids);
    look_up(&all, texts.items[0].text); /* the dictionary is loaded */
    all.lookups.n = all.n_seen = 0;
    for (size_t i = 0; i < texts.n && all.n < n; i++) {
        add_unit(&all, texts.items[i].text);
        look_up(&all, texts.items[i].text);
    }
    delete_units(&all);
    double start = bench_now_ms();
    bench_check(tol_memory_delete(all.store, MEMORY, &err), &err, "could not delete the memory");
    double sweep_ms = bench_now_ms() - start;
    print_updates(&all);
    printf("deleting the empty memory, which sweeps unused words: %.1f ms\n", sweep_ms);
    tol_lookup_free(all.lookup);
    tol_store_close(reader);
    tol_store_close(all.store);
    tol_arena_release(&all.arena);
    bench_queries_release(&texts);
    free(all.ids);
    return 0;
}
