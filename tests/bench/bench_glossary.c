#include "bench_glossary.h"

#include <stdlib.h>
#include <string.h>

#include "bench.h"

/* Bytes of the first word that are too few. */
#define SHORT_WORD 6

bool bench_term_at(const tol_tokens *tokens, tol_str text, size_t at, size_t n, tol_str *term)
{
    for (size_t i = at; i < at + n; i++) {
        if (i >= tokens->n || tokens->items[i].kind != TOL_WORD) {
            return false;
        }
    }
    const tol_token *first = &tokens->items[at], *last = &tokens->items[at + n - 1];
    *term = (tol_str){text.ptr + first->start, last->end - first->start};
    return first->weight == TOL_WEIGHT_WORD && last->weight == TOL_WEIGHT_WORD &&
           first->end - first->start > SHORT_WORD;
}

static int order_of(tol_str a, tol_str b)
{
    int order = memcmp(a.ptr, b.ptr, a.len < b.len ? a.len : b.len);
    return order ? order : (a.len > b.len) - (a.len < b.len);
}

bool bench_terms_add(bench_terms *terms, tol_str term)
{
    size_t low = 0, high = terms->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = order_of(terms->items[middle], term);
        if (order == 0) {
            return false;
        }
        *(order < 0 ? &low : &high) = order < 0 ? middle + 1 : middle;
    }
    if (terms->n == terms->cap) {
        terms->cap = terms->cap ? 2 * terms->cap : 1024;
        terms->items = bench_realloc(terms->items, terms->cap, sizeof *terms->items);
    }
    memmove(terms->items + low + 1, terms->items + low, (terms->n - low) * sizeof *terms->items);
    terms->items[low] = term;
    terms->n++;
    return true;
}

void bench_terms_release(bench_terms *terms)
{
    free(terms->items);
    *terms = (bench_terms){NULL, 0, 0};
}

tol_store *bench_glossary_bank(const char *path, const char *glossary)
{
    tol_error err;
    tol_store *store;
    tol_import *import;
    tol_import_report report = {0};
    bench_check(tol_store_open(path, TOL_OPEN_CREATE, NULL, &store, &err), &err, "no bank");
    bench_check(tol_import_begin(store, &import, &err), &err, "could not begin");
    bench_check(tol_import_file(import, glossary, TOL_LIT("drawn"), TOL_DUPLICATE_KEEP, NULL, &report, &err), &err,
                "could not import");
    bench_check(tol_import_commit(import, &err), &err, "could not commit");
    tol_import_free(import);
    return store;
}
