/*
 * Links that are known before anything is learnt: equal numbers, equal words, names that sound alike, given pairs.
 *
 * Names are compared by skeletons: their consonants in one alphabet, whichever way they were romanised (Хрущев,
 * Khrushchev, Chruschtschow). Only words that are written with a capital inside a segment are names.
 */
#include <stdlib.h>
#include <string.h>

#include "align/links.h"
#include "align/skeleton.h"
#include "base/fail.h"
#include "base/mem.h"
#include "tolmach/token.h"

#define P_EQUAL 0.8F
#define P_NAME  0.65F
#define P_GIVEN 0.7F

static tol_status add(tol_align_guesses *out, uint32_t source, uint32_t target, float p, tol_error *err)
{
    return tol_align_guess_add(out, (tol_align_guess){source, target, p, p}, err);
}

/* ---- equal words ---- */

static tol_status guess_equal(const tol_align_side *source, const tol_align_side *target, tol_align_guesses *out,
                              tol_error *err)
{
    tol_status status = TOL_OK;
    for (uint32_t s = 0; s < source->n_types && !status; s++) {
        const tol_map_slot *slot = tol_map_get(&target->numbers, source->items[s].key);
        if (slot) {
            status = add(out, s, (uint32_t)slot->value, P_EQUAL, err);
        }
    }
    return status;
}

/* ---- names ---- */

typedef struct name {
    char skeleton[TOL_SKELETON_SIZE];
    uint32_t type;
} name;

static bool is_name(const tol_align_type *type)
{
    return !type->is_number && type->n_capitalised > 0 && 2 * type->n_capitalised >= type->n_tokens;
}

static int by_skeleton(const void *a, const void *b)
{
    return strcmp(((const name *)a)->skeleton, ((const name *)b)->skeleton);
}

static tol_status collect_names(const tol_align_side *side, name **names, size_t *n, tol_error *err)
{
    *n = 0;
    *names = tol_mem_alloc((side->n_types + 1) * sizeof **names);
    if (!*names) {
        return tol_fail_nomem(err);
    }
    for (uint32_t t = 0; t < side->n_types; t++) {
        name *one = &(*names)[*n];
        if (is_name(&side->items[t])) {
            one->type = t;
            *n += tol_skeleton(side->items[t].key, one->skeleton);
        }
    }
    if (*n) {
        qsort(*names, *n, sizeof **names, by_skeleton);
    }
    return TOL_OK;
}

static tol_status guess_names(const tol_align_side *source, const tol_align_side *target, tol_align_guesses *out,
                              tol_error *err)
{
    name *left = NULL, *right = NULL;
    size_t n_left = 0, n_right = 0, at = 0;
    tol_status status = collect_names(source, &left, &n_left, err);
    status = status ? status : collect_names(target, &right, &n_right, err);
    for (size_t i = 0; i < n_left && !status; i++) {
        while (at < n_right && strcmp(right[at].skeleton, left[i].skeleton) < 0) {
            at++;
        }
        for (size_t k = at; k < n_right && !status && strcmp(right[k].skeleton, left[i].skeleton) == 0; k++) {
            status = add(out, left[i].type, right[k].type, P_NAME, err);
        }
    }
    tol_mem_free(left);
    tol_mem_free(right);
    return status;
}

/* ---- given pairs ---- */

/* The types of a text's words that the side has. */
static tol_status types_in(const tol_align_side *side, tol_analyser *analyser, tol_str text, tol_arena *arena,
                           uint32_t **types, size_t *n, tol_error *err)
{
    tol_tokens tokens;
    tol_status status = tol_analyse(analyser, text, NULL, 0, arena, &tokens, err);
    *n = 0;
    *types = status ? NULL : tol_arena_alloc(arena, (tokens.n + 1) * sizeof **types);
    if (!*types) {
        return status ? status : tol_fail_nomem(err);
    }
    for (size_t i = 0; i < tokens.n; i++) {
        const tol_token *token = &tokens.items[i];
        const tol_map_slot *slot = token->kind == TOL_WORD && token->weight >= TOL_WEIGHT_WORD
                                       ? tol_map_get(&side->numbers, token->key)
                                       : NULL;
        if (slot) {
            (*types)[(*n)++] = (uint32_t)slot->value;
        }
    }
    return TOL_OK;
}

typedef struct given {
    const tol_align_side *source, *target;
    tol_analyser *source_analyser, *target_analyser;
    tol_arena arena;
    tol_align_guesses *out;
} given;

static tol_status guess_pair(given *g, const tol_align_pair *pair, tol_error *err)
{
    uint32_t *left = NULL, *right = NULL;
    size_t n_left = 0, n_right = 0;
    tol_arena_reset(&g->arena);
    tol_status status = types_in(g->source, g->source_analyser, pair->source, &g->arena, &left, &n_left, err);
    if (!status) {
        status = types_in(g->target, g->target_analyser, pair->target, &g->arena, &right, &n_right, err);
    }
    size_t most = n_left > n_right ? n_left : n_right;
    for (size_t i = 0; i < n_left && !status && most <= 4; i++) {
        for (size_t k = 0; k < n_right && !status; k++) {
            status = add(g->out, left[i], right[k], P_GIVEN / (float)most, err);
        }
    }
    return status;
}

static tol_status guess_given(given *g, const tol_align_opt *opt, tol_str source_lang, tol_str target_lang,
                              tol_error *err)
{
    tol_status status = tol_analyser_new(source_lang, &g->source_analyser, err);
    if (!status) {
        status = tol_analyser_new(target_lang, &g->target_analyser, err);
    }
    for (size_t i = 0; i < opt->n_pairs && !status; i++) {
        status = guess_pair(g, &opt->pairs[i], err);
    }
    tol_analyser_free(g->source_analyser);
    tol_analyser_free(g->target_analyser);
    tol_arena_release(&g->arena);
    return status;
}

tol_status tol_align_guess_known(const tol_align_side *source, const tol_align_side *target, tol_str source_lang,
                                 tol_str target_lang, const tol_align_opt *opt, tol_align_guesses *out, tol_error *err)
{
    given g = {.source = source, .target = target, .out = out};
    tol_status status = guess_equal(source, target, out, err);
    status = status ? status : guess_names(source, target, out, err);
    return status || !opt->n_pairs ? status : guess_given(&g, opt, source_lang, target_lang, err);
}
