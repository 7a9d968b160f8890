/* The score: its golden table, and what must hold for any two texts. */
#include "match/random_tokens.h"
#include "match/score.h"
#include "support/check.h"
#include "support/torture.h"
#include "tolmach/match.h"

typedef struct golden {
    const char *query, *candidate;
    uint32_t cost, max_weight;
    int score;
} golden;

/* The table of src/match/README.md. */
static const golden table[] = {
    {"Утвердить указания тов. Зорину.", "Утвердить указания тов. Зорину.", 0, 36, 100},
    {"Утвердить указания тов. Зорину.", "Утвердить указания тов. Зорину", 2, 36, 94},
    {"Утвердить указания тов. Зорину.", "Утвердить указание тов. Зорину.", 2, 36, 94},
    {"Утвердить указания тов. Зорину.", "утвердить указания тов. Зорину.", 1, 36, 97},
    {"Утвердить указания тов. Зорину.", "Утвердить указания тов. Громыко.", 8, 36, 77},
    {"Утвердить указания тов. Зорину.", "Утвердить указания.", 18, 36, 50},
    {"Утвердить указания тов. Зорину.", "Утвердить ответ У Тану.", 26, 36, 27},
    {"Об указаниях Зорину", "Об ответе Кеннеди", 16, 20, 20},
    {"Утвердить указание тов. Громыко.", "Утвердить указания тов. Зорину.", 10, 36, 72},
    {"Утвердить указание тов. Громыко", "Утвердить указания тов. Зорину.", 12, 36, 66},
    {"Протокол № 61", "Протокол № 62", 2, 18, 88},
    {"Сказать «да».", "Сказать \"да\".", 2, 18, 88},
    {"тов.  Зорину", "тов.Зорину", 0, 18, 100},
    {"Он был прав", "Он будет прав", 1, 16, 93},
};

static tol_score score_texts(const char *a, const char *b, const char *lang)
{
    tol_arena arena = TOL_ARENA_INIT;
    tol_analyser *analyser;
    tol_tokens x, y;
    tol_score score;
    assert_int_equal(tol_analyser_new(tol_str_of(lang), &analyser, NULL), TOL_OK);
    assert_int_equal(tol_analyse(analyser, tol_str_of(a), NULL, 0, &arena, &x, NULL), TOL_OK);
    assert_int_equal(tol_analyse(analyser, tol_str_of(b), NULL, 0, &arena, &y, NULL), TOL_OK);
    assert_int_equal(tol_score_tokens(&x, &y, &score, NULL), TOL_OK);
    tol_analyser_free(analyser);
    tol_arena_release(&arena);
    return score;
}

static void golden_table_holds(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        tol_score score = score_texts(table[i].query, table[i].candidate, "ru");
        print_message("%s | %s: cost %u of %u, score %d\n", table[i].query, table[i].candidate, score.cost,
                      score.max_weight, score.score);
        assert_int_equal(score.cost, table[i].cost);
        assert_int_equal(score.max_weight, table[i].max_weight);
        assert_int_equal(score.score, table[i].score);
    }
}

static void texts_without_tokens_score_nothing(void **state)
{
    (void)state;
    assert_int_equal(score_texts("", "", "ru").score, 0);
    assert_int_equal(score_texts(" \t", "", "ru").score, 0);
    assert_int_equal(score_texts("", "Зорин", "ru").score, 0);
}

static void hundred_is_for_cost_zero_only(void **state)
{
    (void)state;
    assert_int_equal(tol_score_of(1, 100000).score, 99);
    assert_int_equal(tol_score_of(0, 1).score, 100);
    assert_int_equal(tol_score_of(100000, 100000).score, 0);
    assert_int_equal(tol_score_of(52, 48).score, 0);
    assert_int_equal(tol_score_of(0, 0).score, 0);
    assert_int_equal(tol_score_of(0, UINT32_MAX).score, 100);
}

/* Every limit below, at and above the cost, for texts that are alike and for any. */
static void the_band_finds_the_cost_of_the_full_matrix_up_to_its_limit(void **state)
{
    (void)state;
    tol_rng rng = tol_rng_new("band", 1985);
    tol_score_scratch scratch = TOL_SCORE_SCRATCH_INIT;
    for (int round = 0; round < 3000; round++) {
        tol_arena arena = TOL_ARENA_INIT;
        tol_tokens x = random_tokens(&rng, &arena, 1 + tol_rng_below(&rng, 14), 2 + tol_rng_below(&rng, 12));
        tol_tokens y = random_tokens(&rng, &arena, 1 + tol_rng_below(&rng, 14), 2 + tol_rng_below(&rng, 12));
        for (size_t i = 0; tol_rng_below(&rng, 4) && i < x.n && i < y.n; i++) {
            y.items[i] = tol_rng_below(&rng, 5) ? x.items[i] : y.items[i];
        }
        tol_id_row a, b;
        uint32_t cost = 0, within = 0;
        assert_int_equal(tol_number_tokens(&x, &y, &arena, &a, &b, NULL), TOL_OK);
        for (b.weight = 0, y.weight = 0; y.weight < y.n; y.weight++) {
            b.weight += b.items[y.weight].weight; /* of the tokens as they are now */
        }
        assert_int_equal(tol_edit_cost(&a, &b, &scratch, &cost, NULL), TOL_OK);
        for (uint32_t most = 0; most <= cost + 20; most += 1 + most / 8) {
            assert_int_equal(tol_edit_cost_within(&a, &b, most, &scratch, &within, NULL), TOL_OK);
            assert_int_equal(within, cost <= most ? cost : most + 1);
        }
        assert_int_equal(tol_edit_cost_within(&a, &b, cost, &scratch, &within, NULL), TOL_OK);
        assert_int_equal(within, cost);
        tol_arena_release(&arena);
    }
    tol_score_scratch_release(&scratch);
}

/* A codeless query against a variant with two codes: two light tokens more. */
static void codes_of_a_variant_count_as_light_tokens(void **state)
{
    (void)state;
    tol_arena arena = TOL_ARENA_INIT;
    tol_analyser *analyser;
    tol_tokens query, candidate;
    tol_score score;
    tol_str text = TOL_LIT("Утвердить указания.");
    tol_tag tags[] = {{0, TOL_LIT("{bpt bold}")}, {text.len, TOL_LIT("{ept}")}};
    assert_int_equal(tol_analyser_new(TOL_LIT("ru"), &analyser, NULL), TOL_OK);
    assert_int_equal(tol_analyse(analyser, text, NULL, 0, &arena, &query, NULL), TOL_OK);
    assert_int_equal(tol_analyse(analyser, text, tags, 2, &arena, &candidate, NULL), TOL_OK);
    assert_int_equal(tol_score_tokens(&query, &candidate, &score, NULL), TOL_OK);
    assert_int_equal(score.cost, 4);
    assert_int_equal(score.max_weight, 22);
    tol_analyser_free(analyser);
    tol_arena_release(&arena);
}

static uint32_t cost_of(const tol_tokens *a, const tol_tokens *b)
{
    tol_score score;
    assert_int_equal(tol_score_tokens(a, b, &score, NULL), TOL_OK);
    return score.cost;
}

/* Weight of the multiset of keys that both texts hold. */
static uint32_t shared_weight(const tol_tokens *a, const tol_tokens *b)
{
    bool used[64] = {false};
    uint32_t weight = 0;
    for (size_t i = 0; i < a->n; i++) {
        for (size_t j = 0; j < b->n; j++) {
            if (!used[j] && tol_str_equal(a->items[i].key, b->items[j].key)) {
                used[j] = true;
                weight += a->items[i].weight;
                break;
            }
        }
    }
    return weight;
}

static void cost_is_a_metric_with_the_promised_bounds(void **state)
{
    (void)state;
    tol_rng rng = tol_rng_new("score metric", 61);
    for (int round = 0; round < 20000; round++) {
        tol_arena arena = TOL_ARENA_INIT;
        tol_tokens a = random_tokens(&rng, &arena, 12, 9), b = random_tokens(&rng, &arena, 12, 9);
        tol_tokens c = random_tokens(&rng, &arena, 12, 9);
        uint32_t ab = cost_of(&a, &b), ac = cost_of(&a, &c), cb = cost_of(&c, &b);
        uint32_t most = a.weight > b.weight ? a.weight : b.weight, least = a.weight + b.weight - most;
        assert_int_equal(cost_of(&a, &a), 0);
        assert_int_equal(ab, cost_of(&b, &a));
        assert_true(ab <= ac + cb);
        assert_true(ab <= a.weight + b.weight && ab >= most - least);
        assert_true(ab >= most - shared_weight(&a, &b));
        tol_arena_release(&arena);
    }
}

/* The same recurrence, written down as it is defined, over the strings themselves. */
static uint32_t naive_cost(const tol_tokens *a, size_t i, const tol_tokens *b, size_t j)
{
    if (i == 0 || j == 0) {
        uint32_t sum = 0;
        for (size_t k = 0; k < i; k++) {
            sum += a->items[k].weight;
        }
        for (size_t k = 0; k < j; k++) {
            sum += b->items[k].weight;
        }
        return sum;
    }
    const tol_token *x = &a->items[i - 1], *y = &b->items[j - 1];
    uint32_t pair = tol_str_equal(x->surface, y->surface) ? 0
                    : tol_str_equal(x->form, y->form)     ? 1
                    : tol_str_equal(x->key, y->key)       ? (x->weight / 4 > 1 ? x->weight / 4 : 1)
                    : x->weight > y->weight               ? x->weight
                                                          : y->weight;
    uint32_t best = naive_cost(a, i - 1, b, j - 1) + pair;
    uint32_t delete = naive_cost(a, i - 1, b, j) + x->weight, insert = naive_cost(a, i, b, j - 1) + y->weight;
    best = best < delete ? best : delete;
    return best < insert ? best : insert;
}

static void matrix_equals_the_definition(void **state)
{
    (void)state;
    tol_rng rng = tol_rng_new("score definition", 1962);
    for (int round = 0; round < 2000; round++) {
        tol_arena arena = TOL_ARENA_INIT;
        tol_tokens a = random_tokens(&rng, &arena, 6, 4), b = random_tokens(&rng, &arena, 6, 4);
        assert_int_equal(cost_of(&a, &b), naive_cost(&a, a.n, &b, b.n));
        tol_arena_release(&arena);
    }
}

static tol_status score_once(void *user, tol_error *err)
{
    (void)user;
    tol_rng rng = {42};
    tol_arena arena = TOL_ARENA_INIT;
    tol_tokens a = random_tokens(&rng, &arena, 8, 5), b = random_tokens(&rng, &arena, 8, 5);
    tol_score score;
    tol_status status = tol_arena_ok(&arena) ? tol_score_tokens(&a, &b, &score, err) : TOL_ENOMEM;
    if (!tol_arena_ok(&arena)) {
        err->code = TOL_ENOMEM;
    }
    tol_arena_release(&arena);
    return status;
}

static void failing_allocations_are_reported(void **state)
{
    (void)state;
    tol_torture("score", score_once, NULL, TOL_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(golden_table_holds),
        cmocka_unit_test(texts_without_tokens_score_nothing),
        cmocka_unit_test(hundred_is_for_cost_zero_only),
        cmocka_unit_test(the_band_finds_the_cost_of_the_full_matrix_up_to_its_limit),
        cmocka_unit_test(codes_of_a_variant_count_as_light_tokens),
        cmocka_unit_test(cost_is_a_metric_with_the_promised_bounds),
        cmocka_unit_test(matrix_equals_the_definition),
        cmocka_unit_test(failing_allocations_are_reported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
