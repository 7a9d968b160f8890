/* Random token rows in which surfaces, forms and keys agree as tolmach/token.h promises. */
#ifndef TOL_TEST_RANDOM_TOKENS_H
#define TOL_TEST_RANDOM_TOKENS_H

#include "support/rng.h"
#include "tolmach/token.h"

/* A token of class `key`, form and surface chosen among three each; every third class is light, every third a function
 * word.
 */
static inline tol_token random_token(tol_rng *rng, tol_arena *arena, uint32_t n_keys)
{
    static const uint32_t weights[] = {8, 4, 2};
    uint32_t key = tol_rng_below(rng, n_keys), form = tol_rng_below(rng, 3), surface = tol_rng_below(rng, 3);
    char text[48];
    tol_token token = {.kind = TOL_WORD, .weight = weights[key % 3]};
    snprintf(text, sizeof text, "k%u", key);
    token.key = tol_arena_copy(arena, tol_str_of(text));
    snprintf(text, sizeof text, "k%u.%u", key, form);
    token.form = tol_arena_copy(arena, tol_str_of(text));
    snprintf(text, sizeof text, "k%u.%u.%u", key, form, surface);
    token.surface = tol_arena_copy(arena, tol_str_of(text));
    return token;
}

static inline tol_tokens random_tokens(tol_rng *rng, tol_arena *arena, uint32_t max_n, uint32_t n_keys)
{
    tol_tokens tokens = {.n = tol_rng_below(rng, max_n + 1)};
    tokens.items = tol_arena_calloc(arena, tokens.n, sizeof *tokens.items);
    uint32_t at = 0;
    for (size_t i = 0; tokens.items && i < tokens.n; i++) {
        tokens.items[i] = random_token(rng, arena, n_keys);
        tokens.items[i].start = at;
        tokens.items[i].end = at += 3;
        tokens.weight += tokens.items[i].weight;
    }
    return tokens;
}

#endif
