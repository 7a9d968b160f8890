/*
 * Any bytes, analysed as Russian and as a language that the first byte chooses, with inline codes at places that the
 * second one chooses. Asserts what token.h promises: spans ascend inside the text, equal surfaces have equal forms,
 * equal forms equal keys, equal keys equal weights, and a second analysis says the same.
 */
#include "fuzz.h"

#include <stdlib.h>

#include "base/utf8.h"
#include "tolmach/token.h"

#define TAGS_MAX  4
#define PAIRS_MAX 300 /* tokens that are compared with each other */

static void ask(bool holds)
{
    if (!holds) {
        abort();
    }
}

static void check_pair(const tol_token *a, const tol_token *b)
{
    ask(!tol_str_equal(a->surface, b->surface) || tol_str_equal(a->form, b->form));
    ask(!tol_str_equal(a->form, b->form) || tol_str_equal(a->key, b->key));
    ask(!tol_str_equal(a->key, b->key) || a->weight == b->weight);
}

static void check_tokens(tol_str text, const tol_tokens *tokens)
{
    size_t end = 0;
    uint32_t weight = 0;
    for (size_t i = 0; i < tokens->n; i++) {
        const tol_token *token = &tokens->items[i];
        ask(token->start >= end && token->end >= token->start && token->end <= text.len);
        ask((token->kind == TOL_TAG) == (token->start == token->end));
        ask(token->surface.len > 0 && token->form.len > 0 && token->key.len > 0);
        end = token->end;
        weight += token->weight;
        for (size_t j = 0; j < i && i < PAIRS_MAX; j++) {
            check_pair(token, &tokens->items[j]);
        }
    }
    ask(weight == tokens->weight);
}

static size_t make_tags(uint8_t seed, size_t len, tol_tag tags[TAGS_MAX])
{
    size_t n = seed % (TAGS_MAX + 1);
    for (size_t i = 0; i < n; i++) {
        tags[i] = (tol_tag){len * (i + 1) * seed / (n * UINT8_MAX), {"{ph}", 4}};
    }
    return n;
}

static void analyse_twice(const char *lang, tol_str text, const tol_tag *tags, size_t n_tags)
{
    tol_analyser *analyser;
    tol_arena arena = TOL_ARENA_INIT;
    tol_tokens first, second;
    ask(tol_analyser_new(tol_str_of(lang), &analyser, NULL) == TOL_OK);
    tol_status status = tol_analyse(analyser, text, tags, n_tags, &arena, &first, NULL);
    ask(status == (tol_utf8_is_valid(text) ? TOL_OK : TOL_EINVAL));
    if (status == TOL_OK) {
        check_tokens(text, &first);
        ask(tol_analyse(analyser, text, tags, n_tags, &arena, &second, NULL) == TOL_OK);
        ask(first.n == second.n && first.weight == second.weight);
    }
    tol_arena_release(&arena);
    tol_analyser_free(analyser);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const langs[] = {"en", "tr", "uk", "de", "th", "und"};
    if (size < 2) {
        return 0;
    }
    tol_str text = {(const char *)data + 2, size - 2};
    tol_tag tags[TAGS_MAX];
    size_t n_tags = make_tags(data[1], text.len, tags);
    analyse_twice("ru", text, tags, n_tags);
    analyse_twice(langs[data[0] % (sizeof langs / sizeof *langs)], text, tags, n_tags);
    return 0;
}
