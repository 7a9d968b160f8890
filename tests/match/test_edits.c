/* Edit scripts: they add up to the cost, cover both texts in order, and do not depend on how they were found. */
#include "match/random_tokens.h"
#include "match/score.h"
#include "support/check.h"

static uint32_t sum_of(const tol_edit *edits, size_t n)
{
    uint32_t sum = 0;
    for (size_t i = 0; i < n; i++) {
        sum += edits[i].cost;
    }
    return sum;
}

/* Every token of both texts stands in exactly one edit, in order. */
static void check_cover(const tol_tokens *a, const tol_tokens *b, const tol_edit *edits, size_t n)
{
    size_t i = 0, j = 0;
    for (size_t k = 0; k < n; k++) {
        if (edits[k].kind != TOL_EDIT_INSERTED) {
            assert_int_equal(edits[k].query_start, a->items[i].start);
            assert_int_equal(edits[k].query_end, a->items[i++].end);
        }
        if (edits[k].kind != TOL_EDIT_DELETED) {
            assert_int_equal(edits[k].source_start, b->items[j].start);
            assert_int_equal(edits[k].source_end, b->items[j++].end);
        }
    }
    assert_int_equal(i, a->n);
    assert_int_equal(j, b->n);
}

static void scripts_add_up_to_the_cost(void **state)
{
    (void)state;
    tol_rng rng = tol_rng_new("edit scripts", 25101962);
    for (int round = 0; round < 10000; round++) {
        tol_arena arena = TOL_ARENA_INIT;
        tol_tokens a = random_tokens(&rng, &arena, 14, 6), b = random_tokens(&rng, &arena, 14, 6);
        tol_score score;
        tol_edit *edits;
        size_t n;
        assert_int_equal(tol_score_tokens(&a, &b, &score, NULL), TOL_OK);
        assert_int_equal(tol_score_edits(&a, &b, &arena, &edits, &n, NULL), TOL_OK);
        assert_int_equal(sum_of(edits, n), score.cost);
        check_cover(&a, &b, edits, n);
        tol_arena_release(&arena);
    }
}

static void halving_long_texts_costs_nothing(void **state)
{
    (void)state;
    tol_rng rng = tol_rng_new("halving", 7);
    for (int round = 0; round < 3000; round++) {
        tol_arena arena = TOL_ARENA_INIT;
        tol_tokens a = random_tokens(&rng, &arena, 30, 6), b = random_tokens(&rng, &arena, 30, 6);
        tol_edit *whole, *halved;
        size_t n_whole, n_halved;
        assert_int_equal(tol_edits_within(&a, &b, 1 << 20, &arena, &whole, &n_whole, NULL), TOL_OK);
        assert_int_equal(tol_edits_within(&a, &b, 16, &arena, &halved, &n_halved, NULL), TOL_OK);
        assert_int_equal(sum_of(whole, n_whole), sum_of(halved, n_halved));
        check_cover(&a, &b, halved, n_halved);
        tol_arena_release(&arena);
    }
}

static void kinds_say_what_changed(void **state)
{
    (void)state;
    static const tol_edit_kind wanted[] = {TOL_EDIT_FORM, TOL_EDIT_INFLECTED, TOL_EDIT_KEPT,
                                           TOL_EDIT_KEPT, TOL_EDIT_REPLACED,  TOL_EDIT_DELETED};
    tol_arena arena = TOL_ARENA_INIT;
    tol_analyser *analyser;
    tol_tokens a, b;
    tol_edit *edits;
    size_t n;
    assert_int_equal(tol_analyser_new(TOL_LIT("ru"), &analyser, NULL), TOL_OK);
    assert_int_equal(tol_analyse(analyser, TOL_LIT("утвердить указание тов. Громыко."), NULL, 0, &arena, &a, NULL),
                     TOL_OK);
    assert_int_equal(tol_analyse(analyser, TOL_LIT("Утвердить указания тов. Зорину"), NULL, 0, &arena, &b, NULL),
                     TOL_OK);
    assert_int_equal(tol_score_edits(&a, &b, &arena, &edits, &n, NULL), TOL_OK);
    assert_int_equal(n, 6);
    for (size_t i = 0; i < n; i++) {
        assert_int_equal(edits[i].kind, wanted[i]);
    }
    tol_analyser_free(analyser);
    tol_arena_release(&arena);
}

static uint32_t lonely_weight(const tol_edit *edits, size_t n)
{
    uint32_t sum = 0;
    for (size_t i = 0; i < n; i++) {
        sum += edits[i].kind >= TOL_EDIT_REPLACED ? edits[i].query_weight + edits[i].source_weight : 0;
    }
    return sum;
}

static bool same_key(const tol_token *a, const tol_token *b)
{
    return tol_str_equal(a->key, b->key);
}

/* The least weight without a partner among the scripts of the least cost, by trying every script. */
static uint64_t best_by_trying(const tol_token *a, size_t n, const tol_token *b, size_t m)
{
    if (n == 0 || m == 0) {
        uint64_t sum = 0;
        for (size_t i = 0; i < n + m; i++) {
            uint64_t weight = n ? a[i].weight : b[i].weight;
            sum += weight << 32 | weight;
        }
        return sum;
    }
    uint64_t cost = tol_str_equal(a->surface, b->surface) ? 0
                    : tol_str_equal(a->form, b->form)     ? 1
                    : same_key(a, b)                      ? (a->weight >= 8 ? a->weight / 4 : 1)
                    : a->weight > b->weight               ? a->weight
                                                          : b->weight;
    uint64_t pair = best_by_trying(a + 1, n - 1, b + 1, m - 1) + (cost << 32);
    pair += same_key(a, b) ? 0 : a->weight + b->weight;
    uint64_t deletion = best_by_trying(a + 1, n - 1, b, m) + ((uint64_t)a->weight << 32 | a->weight);
    uint64_t insertion = best_by_trying(a, n, b + 1, m - 1) + ((uint64_t)b->weight << 32 | b->weight);
    uint64_t best = pair < deletion ? pair : deletion;
    return best < insertion ? best : insertion;
}

static void of_the_cheapest_scripts_one_keeps_most(void **state)
{
    (void)state;
    tol_rng rng = tol_rng_new("kept tokens", 1917);
    for (int round = 0; round < 3000; round++) {
        tol_arena arena = TOL_ARENA_INIT;
        tol_tokens a = random_tokens(&rng, &arena, 6, 5), b = random_tokens(&rng, &arena, 6, 5);
        tol_edit *edits;
        size_t n;
        assert_int_equal(tol_edits_within(&a, &b, round % 2 ? 16 : 1 << 20, &arena, &edits, &n, NULL), TOL_OK);
        uint64_t best = best_by_trying(a.items, a.n, b.items, b.n);
        assert_int_equal(sum_of(edits, n), best >> 32);
        assert_int_equal(lonely_weight(edits, n), (uint32_t)best);
        tol_arena_release(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(scripts_add_up_to_the_cost),
        cmocka_unit_test(halving_long_texts_costs_nothing),
        cmocka_unit_test(of_the_cheapest_scripts_one_keeps_most),
        cmocka_unit_test(kinds_say_what_changed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
