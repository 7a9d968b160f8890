#include "align/links.h"

#include <math.h>
#include <stdlib.h>

#include "base/fail.h"
#include "base/mem.h"

tol_status tol_align_guess_add(tol_align_guesses *out, tol_align_guess guess, tol_error *err)
{
    tol_align_guess *items = tol_mem_grow(out->items, &out->cap, out->n + 1, sizeof *items);
    if (!items) {
        return tol_fail_nomem(err);
    }
    out->items = items;
    items[out->n++] = guess;
    return TOL_OK;
}

/* ---- tables ---- */

static int by_pair(const void *a, const void *b)
{
    const tol_align_guess *left = a, *right = b;
    if (left->source != right->source) {
        return left->source < right->source ? -1 : 1;
    }
    return left->target < right->target ? -1 : left->target > right->target;
}

static void merge_equal(tol_align_guesses *guesses)
{
    size_t n = 0;
    for (size_t i = 0; i < guesses->n; i++) {
        const tol_align_guess *one = &guesses->items[i];
        tol_align_guess *last = n ? &guesses->items[n - 1] : NULL;
        if (last && last->source == one->source && last->target == one->target) {
            last->forward = one->forward > last->forward ? one->forward : last->forward;
            last->backward = one->backward > last->backward ? one->backward : last->backward;
        } else {
            guesses->items[n++] = *one;
        }
    }
    guesses->n = n;
}

static bool allocate(tol_align_table *table, size_t n_types, size_t n_links)
{
    table->items = tol_mem_alloc((n_links + 1) * sizeof *table->items);
    table->firsts = tol_mem_calloc(n_types + 2, sizeof *table->firsts);
    table->misses = tol_mem_calloc(n_types + 1, sizeof *table->misses);
    return table->items && table->firsts && table->misses;
}

static void fill(tol_align_table *table, size_t n_types, const tol_align_guesses *guesses, bool forward)
{
    uint32_t *ends = table->firsts + 1;
    for (size_t i = 0; i < guesses->n; i++) {
        const tol_align_guess *one = &guesses->items[i];
        ends[(forward ? one->source : one->target) + 1]++;
    }
    for (size_t t = 1; t <= n_types; t++) {
        ends[t] += ends[t - 1];
    }
    for (size_t i = 0; i < guesses->n; i++) {
        const tol_align_guess *one = &guesses->items[i];
        uint32_t from = forward ? one->source : one->target;
        table->items[ends[from]++] =
            (tol_align_link){forward ? one->target : one->source, forward ? one->forward : one->backward, 0};
    }
}

/* What finding and not finding is worth. */
static void weigh(tol_align_table *table, size_t n_types, const tol_align_side *to)
{
    for (size_t t = 0; t < n_types; t++) {
        float none = 1, none_by_chance = 1;
        for (uint32_t k = table->firsts[t]; k < table->firsts[t + 1]; k++) {
            const tol_align_link *link = &table->items[k];
            none *= 1 - link->p;
            none_by_chance *= 1 - (float)to->items[link->type].n / (float)(to->n + 1);
        }
        none = none < 0.15F ? 0.15F : none;
        float miss = logf(none / (none_by_chance < none ? none : none_by_chance));
        table->misses[t] = miss;
        for (uint32_t k = table->firsts[t]; k < table->firsts[t + 1]; k++) {
            tol_align_link *link = &table->items[k];
            float chance = (float)to->items[link->type].n / (float)(to->n + 1);
            float gain = logf(link->p / chance);
            link->gain = (gain > 0 ? gain : 0) - miss;
        }
    }
}

static float gain_back(const tol_align_table *backward, uint32_t target, uint32_t source)
{
    for (uint32_t k = backward->firsts[target]; k < backward->firsts[target + 1]; k++) {
        if (backward->items[k].type == source) {
            return backward->items[k].gain;
        }
    }
    return 0;
}

static void take_means(tol_align_links *links, size_t n_types)
{
    for (uint32_t s = 0; s < n_types; s++) {
        for (uint32_t k = links->forward.firsts[s]; k < links->forward.firsts[s + 1]; k++) {
            tol_align_link *link = &links->forward.items[k];
            link->gain = (link->gain + gain_back(&links->backward, link->type, s)) / 2;
        }
    }
}

tol_status tol_align_links_make(tol_align_links *links, const tol_align_side *source, const tol_align_side *target,
                                tol_align_guesses *guesses, tol_error *err)
{
    tol_align_links_release(links);
    if (guesses->n) {
        qsort(guesses->items, guesses->n, sizeof *guesses->items, by_pair);
        merge_equal(guesses);
    }
    if (!allocate(&links->forward, source->n_types, guesses->n) ||
        !allocate(&links->backward, target->n_types, guesses->n)) {
        return tol_fail_nomem(err);
    }
    fill(&links->forward, source->n_types, guesses, true);
    fill(&links->backward, target->n_types, guesses, false);
    weigh(&links->forward, source->n_types, target);
    weigh(&links->backward, target->n_types, source);
    take_means(links, source->n_types);
    return TOL_OK;
}

static void release_table(tol_align_table *table)
{
    tol_mem_free(table->items);
    tol_mem_free(table->firsts);
    tol_mem_free(table->misses);
    *table = (tol_align_table){NULL, NULL, NULL};
}

void tol_align_links_release(tol_align_links *links)
{
    release_table(&links->forward);
    release_table(&links->backward);
}
