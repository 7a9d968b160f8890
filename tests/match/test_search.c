/* The search through the index against the exhaustive scan, on banks that are built and changed in every way. */
#include "match/bank_history.h"
#include "store/index_build.h"
#include "support/check.h"
#include "tolmach/match.h"

typedef struct pair_of_lookups {
    tol_lookup *fast, *slow;
} pair_of_lookups;

static void open_lookups(bank_fixture *bank, tol_rng *rng, pair_of_lookups *both)
{
    static const char *const langs[] = {"ru", "en", "en-US", "ru-RU"};
    static const int scores[] = {1, 30, 50, 70, 85, 100};
    tol_str memories[] = {TOL_LIT("b"), TOL_LIT("a")};
    bank_wishes wishes;
    tol_lookup_opt opt = TOL_LOOKUP_OPT_INIT;
    tol_error err;
    opt.source_lang = tol_str_of(langs[tol_rng_below(rng, 4)]);
    opt.target_lang = tol_str_of(langs[tol_rng_below(rng, 4)]);
    opt.min_score = scores[tol_rng_below(rng, 6)];
    opt.limit = tol_rng_below(rng, 7);
    opt.memories = memories;
    opt.n_memories = tol_rng_below(rng, 5) == 0 ? 1 + tol_rng_below(rng, 2) : 0;
    bank_random_wishes(bank, rng, &opt, &wishes);
    tol_status status = tol_lookup_new(bank->store, &opt, &both->fast, &err);
    if (status == TOL_ENOTFOUND) {
        opt.n_memories = 0;
        status = tol_lookup_new(bank->store, &opt, &both->fast, &err);
    }
    assert_status(TOL_OK, status, NULL);
    opt.exhaustive = true;
    assert_status(TOL_OK, tol_lookup_new(bank->store, &opt, &both->slow, &err), &err);
}

static void close_lookups(pair_of_lookups *both)
{
    tol_lookup_free(both->fast);
    tol_lookup_free(both->slow);
}

static void compare_hits(const tol_hits *fast, const tol_hits *slow)
{
    assert_int_equal(fast->n, slow->n);
    for (size_t i = 0; i < fast->n; i++) {
        assert_int_equal(fast->items[i].unit_id, slow->items[i].unit_id);
        assert_int_equal(fast->items[i].score, slow->items[i].score);
        assert_int_equal(fast->items[i].cost, slow->items[i].cost);
        assert_int_equal(fast->items[i].max_weight, slow->items[i].max_weight);
        assert_int_equal(fast->items[i].n_twins, slow->items[i].n_twins);
        assert_true(tol_str_equal(fast->items[i].target, slow->items[i].target));
    }
}

static void look_up(pair_of_lookups *both, tol_str text)
{
    tol_arena arena = TOL_ARENA_INIT;
    tol_hits fast, slow;
    tol_error err;
    assert_status(TOL_OK, tol_lookup_find(both->fast, text, &arena, &fast, &err), &err);
    assert_status(TOL_OK, tol_lookup_find(both->slow, text, &arena, &slow, &err), &err);
    compare_hits(&fast, &slow);
    tol_arena_release(&arena);
}

static unsigned compare_some(bank_fixture *bank, tol_rng *rng, unsigned n_lookups, unsigned n_texts)
{
    char buffer[512];
    for (unsigned i = 0; i < n_lookups; i++) {
        pair_of_lookups both;
        open_lookups(bank, rng, &both);
        for (unsigned j = 0; j < n_texts; j++) {
            look_up(&both, bank_random_text(rng, buffer));
        }
        close_lookups(&both);
    }
    return n_lookups * n_texts;
}

static void any_history_gives_the_same_answers(void **state)
{
    (void)state;
    static const int64_t waiting[] = {0, 3, 20, 100, 1024};
    tol_rng rng = tol_rng_new("search histories", 251062);
    unsigned n_cases = 0;
    for (int round = 0; round < 20; round++) {
        bank_fixture bank;
        int64_t n_units = 100;
        bank_open(&bank);
        tol_index_set_pending_max(bank.store, waiting[round % 5]);
        bank_add_random(&bank, &rng, 100);
        for (int step = 0; step < 12; step++) {
            bank_change(&bank, &rng, &n_units);
            tol_index_set_pending_max(bank.store, waiting[round % 5]);
            n_cases += compare_some(&bank, &rng, 4, 6);
        }
        bank_check_sound(&bank);
        bank_close(&bank);
    }
    print_message("%u cases\n", n_cases);
    assert_true(n_cases >= 5000);
}

/* Lookups that stay open see what others do to the bank, also when its dictionary begins anew. */
static void open_lookups_follow_the_bank(void **state)
{
    (void)state;
    tol_rng rng = tol_rng_new("open lookups", 1958);
    for (int round = 0; round < 10; round++) {
        bank_fixture bank;
        pair_of_lookups both;
        int64_t n_units = 60;
        char buffer[512];
        bank_open(&bank);
        tol_index_set_pending_max(bank.store, round % 2 ? 0 : 30);
        bank_add_random(&bank, &rng, 60);
        open_lookups(&bank, &rng, &both);
        for (int step = 0; step < 10; step++) {
            if (step == 5) {
                tol_memory_delete(bank.store, TOL_LIT("a"), NULL);
                tol_memory_delete(bank.store, TOL_LIT("b"), NULL);
                tol_memory_delete(bank.store, TOL_LIT("c"), NULL);
            }
            bank_add_random(&bank, &rng, 20);
            n_units += 20;
            bank_delete_some(&bank, &rng, n_units);
            for (int i = 0; i < 5; i++) {
                look_up(&both, bank_random_text(&rng, buffer));
            }
        }
        close_lookups(&both);
        bank_close(&bank);
    }
}

static void optimizing_changes_no_answer(void **state)
{
    (void)state;
    tol_rng rng = tol_rng_new("optimize", 61);
    bank_fixture bank;
    tol_optimize_report report;
    tol_error err;
    bank_open(&bank);
    tol_index_set_pending_max(bank.store, 10);
    for (int i = 0; i < 8; i++) {
        bank_add_random(&bank, &rng, i == 3 ? 300 : 30);
    }
    bank_delete_some(&bank, &rng, 500);
    assert_status(TOL_OK, tol_store_optimize(bank.store, &report, &err), &err);
    print_message("%llu segments, %llu bytes; then %llu and %llu\n", (unsigned long long)report.segments_before,
                  (unsigned long long)report.bytes_before, (unsigned long long)report.segments_after,
                  (unsigned long long)report.bytes_after);
    assert_true(report.segments_after <= report.segments_before);
    assert_true(report.bytes_after <= report.bytes_before);
    compare_some(&bank, &rng, 10, 10);
    bank_check_sound(&bank);
    bank_close(&bank);
}

static void extreme_texts_are_found(void **state)
{
    (void)state;
    static char words[80000], stops[12000];
    bank_fixture bank;
    pair_of_lookups both;
    tol_rng rng = tol_rng_new("extreme texts", 5000);
    size_t len = 0;
    for (int i = 0; i < 5000; i++) {
        len += (size_t)snprintf(words + len, sizeof words - len, "%s%s", i ? " " : "", i % 7 ? "Куба" : "ответ");
    }
    memset(stops, '.', sizeof stops - 1);
    const char *const texts[] = {words, stops, ".", "Куба", "Куба Куба Куба", "«».,.—", "не", "[1][2]", "61"};
    bank_open(&bank);
    tol_index_set_pending_max(bank.store, 0);
    bank_add_random(&bank, &rng, 300);
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        bank_add(&bank, "a", texts[i], "x", NULL);
    }
    for (int round = 0; round < 6; round++) {
        open_lookups(&bank, &rng, &both);
        for (size_t i = 2; i < sizeof texts / sizeof texts[0]; i++) {
            look_up(&both, tol_str_of(texts[i]));
        }
        look_up(&both, (tol_str){words, (size_t)(strchr(words + 2000, ' ') - words)});
        close_lookups(&both);
    }
    open_lookups(&bank, &rng, &both);
    look_up(&both, tol_str_of(words));
    close_lookups(&both);
    bank_close(&bank);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_history_gives_the_same_answers),
        cmocka_unit_test(open_lookups_follow_the_bank),
        cmocka_unit_test(optimizing_changes_no_answer),
        cmocka_unit_test(extreme_texts_are_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
