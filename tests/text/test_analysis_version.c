/*
 * Banks hold the tokens of their texts, made by the analysis of one version. When the analysis changes and its version
 * does not, old banks are searched with keys that they do not have. This test holds the tokens of real text to the
 * version.
 */
#include "base/map.h"
#include "support/check.h"
#include "support/fixture.h"
#include "tolmach/token.h"

/* Of the segments of Protocol 61 in both languages: raise TOL_ANALYSER_VERSION when this must change after a release.
 */
static const struct {
    int version;
    uint64_t tokens;
} known = {1, UINT64_C(0xDB2F2F2374A5BAF1)};

static uint64_t hash_tokens(uint64_t hash, const tol_tokens *tokens)
{
    for (size_t i = 0; i < tokens->n; i++) {
        const tol_token *token = &tokens->items[i];
        hash = tol_hash(token->surface, hash + token->weight);
        hash = tol_hash(token->form, hash + token->start);
        hash = tol_hash(token->key, hash + token->end);
    }
    return hash;
}

static uint64_t hash_text(uint64_t hash, tol_analyser *analyser, tol_str text)
{
    tol_arena arena = TOL_ARENA_INIT;
    tol_tokens tokens;
    tol_error err;
    assert_status(TOL_OK, tol_analyse(analyser, text, NULL, 0, &arena, &tokens, &err), &err);
    hash = hash_tokens(hash, &tokens);
    tol_arena_release(&arena);
    return hash;
}

/* The whole table is analysed as Russian and as English: columns and all, it is only text here. */
static void tokens_belong_to_their_version(void **state)
{
    (void)state;
    static const char *const langs[] = {"ru", "en"};
    size_t len = 0;
    uint64_t hash = 0;
    char *text = tol_file_read(tol_source_path("tm/protocol-61.segments.tsv"), &len);
    assert_non_null(text);
    for (size_t i = 0; i < 2; i++) {
        tol_analyser *analyser;
        assert_int_equal(tol_analyser_new(tol_str_of(langs[i]), &analyser, NULL), TOL_OK);
        hash = hash_text(hash, analyser, (tol_str){text, len});
        tol_analyser_free(analyser);
    }
    free(text);
    print_message("version %d, tokens 0x%016llX\n", TOL_ANALYSER_VERSION, (unsigned long long)hash);
    assert_int_equal(known.version, TOL_ANALYSER_VERSION);
    assert_true(known.tokens == hash);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(tokens_belong_to_their_version)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
