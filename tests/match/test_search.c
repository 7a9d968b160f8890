/* The search through the index against the exhaustive scan, on banks that are built and changed in every way. */
#include "match/bank_history.h"
#include "store/db.h"
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

/* Reopening sets them anew. */
static void set_limits(bank_fixture *bank, int round)
{
    static const int64_t waiting[] = {0, 3, 20, 100, 1024}, patched[] = {8, 32768, 0, 30};
    tol_index_set_pending_max(bank->store, waiting[round % 5]);
    tol_index_set_patch_max(bank->store, patched[round % 4]);
}

static void any_history_gives_the_same_answers(void **state)
{
    (void)state;
    tol_rng rng = tol_rng_new("search histories", 251062);
    unsigned n_cases = 0;
    for (int round = 0; round < 20; round++) {
        bank_fixture bank;
        int64_t n_units = 100;
        bank_open(&bank);
        set_limits(&bank, round);
        bank_add_random(&bank, &rng, 100);
        for (int step = 0; step < 12; step++) {
            bank_change(&bank, &rng, &n_units);
            set_limits(&bank, round);
            n_cases += compare_some(&bank, &rng, 4, 6);
        }
        bank_check_sound(&bank);
        bank_close(&bank);
    }
    print_message("%u cases\n", n_cases);
    assert_true(n_cases >= 5000);
}

static int64_t number_of(bank_fixture *bank, const char *sql)
{
    int64_t number = 0;
    tol_error err = {0};
    assert_status(TOL_OK, tol_db_number(bank->store, sql, &number, &err), &err);
    return number;
}

/* What has become of stale units, over all histories. */
typedef struct patch_counts {
    unsigned waiting, patched, both, patches, rebuilds;
} patch_counts;

static void count_patches(bank_fixture *bank, patch_counts *counts, int64_t *patch, int64_t *n_stale)
{
    int64_t waiting = number_of(bank, "SELECT count(*) FROM stale WHERE patch = 0");
    int64_t all = number_of(bank, "SELECT count(*) FROM stale");
    int64_t newest = number_of(bank, "SELECT value FROM setting WHERE name = 'patch'");
    counts->waiting += waiting > 0;
    counts->patched += all > waiting;
    counts->both += waiting > 0 && all > waiting;
    counts->patches += newest > *patch;
    counts->rebuilds += *n_stale > 0 && all == 0;
    *patch = newest;
    *n_stale = all;
}

/* Units that change again and again: those that wait, that are patched, changed once more, deleted, and whose segments
 * are built anew, in patches of one segment and of several. */
static void changed_units_are_found_wherever_they_are(void **state)
{
    (void)state;
    tol_rng rng = tol_rng_new("patches", 170862);
    patch_counts counts = {0};
    for (int round = 0; round < 12; round++) {
        bank_fixture bank;
        pair_of_lookups open;
        int64_t patch = 0, n_stale = 0, n_units = 150;
        char buffer[512];
        bank_open(&bank);
        tol_index_set_pending_max(bank.store, 0);
        bank_add_random(&bank, &rng, 150);
        tol_index_set_pending_max(bank.store, 2 + round % 4);
        tol_index_set_patch_max(bank.store, round % 3 ? 40 : 12);
        bank.store->segment_memory = round % 2 ? bank.store->segment_memory : 2000;
        open_lookups(&bank, &rng, &open);
        for (int step = 0; step < 24; step++) {
            bank_replace_some(&bank, &rng, step % 3 ? 20 : n_units);
            if (step % 6 == 5) {
                bank_delete_some(&bank, &rng, 30);
                bank_add_random(&bank, &rng, 6);
                n_units += 6;
            }
            if (step == 20 && round % 4 == 0) {
                assert_status(TOL_OK, tol_store_optimize(bank.store, NULL, NULL), NULL);
                assert_int_equal(number_of(&bank, "SELECT count(*) FROM segment WHERE patch <> 0"), 0);
            }
            count_patches(&bank, &counts, &patch, &n_stale);
            look_up(&open, bank_random_text(&rng, buffer));
            compare_some(&bank, &rng, 2, 3);
            bank_check_sound(&bank);
        }
        close_lookups(&open);
        bank_close(&bank);
    }
    print_message("steps with units that waited: %u, were patched: %u, both: %u; patches %u, rebuilds %u\n",
                  counts.waiting, counts.patched, counts.both, counts.patches, counts.rebuilds);
    assert_true(counts.waiting > 20 && counts.patched > 20 && counts.both > 20);
    assert_true(counts.patches > 20 && counts.rebuilds > 5);
}

static int64_t normal_segments(bank_fixture *bank)
{
    return number_of(bank, "SELECT sum(id * id) FROM segment WHERE patch = 0");
}

static void replace_one(bank_fixture *bank, int64_t id, unsigned number)
{
    tol_arena arena = TOL_ARENA_INIT;
    tol_unit unit;
    tol_import *import;
    tol_import_report report = {0};
    tol_error err;
    char text[64];
    assert_status(TOL_OK, tol_unit_get(bank->store, id, &arena, &unit, &err), &err);
    snprintf(text, sizeof text, "Cuba and reply %u", number);
    unit.variants[1].text = tol_str_of(text);
    assert_status(TOL_OK, tol_import_begin(bank->store, &import, &err), &err);
    assert_status(TOL_OK, tol_import_unit(import, unit.memory, &unit, TOL_DUPLICATE_REPLACE, &report, NULL, &err),
                  &err);
    assert_status(TOL_OK, tol_import_commit(import, &err), &err);
    assert_int_equal(report.replaced, 1);
    tol_import_free(import);
    tol_arena_release(&arena);
}

/* Segments of a large bank are not for one changed unit to pay. */
static void changing_units_builds_no_segment_anew(void **state)
{
    (void)state;
    enum { N_UNITS = 20000, N_CHANGES = 3000 };
    bank_fixture bank;
    tol_import *import;
    tol_import_report report = {0};
    tol_error err;
    bank_open(&bank);
    assert_status(TOL_OK, tol_import_begin(bank.store, &import, &err), &err);
    for (unsigned i = 0; i < N_UNITS; i++) {
        char ru[64];
        snprintf(ru, sizeof ru, "Куба и ответ %u слово%u", i, i % 97);
        tol_variant variants[] = {{.lang = TOL_LIT("ru"), .text = tol_str_of(ru)},
                                  {.lang = TOL_LIT("en"), .text = TOL_LIT("Cuba")}};
        tol_unit unit = {.variants = variants, .n_variants = 2};
        assert_status(TOL_OK, tol_import_unit(import, TOL_LIT("a"), &unit, TOL_DUPLICATE_KEEP, &report, NULL, &err),
                      &err);
    }
    assert_status(TOL_OK, tol_import_commit(import, &err), &err);
    tol_import_free(import);
    int64_t segments = normal_segments(&bank);
    assert_true(segments > 0);
    for (unsigned i = 0; i < N_CHANGES; i++) {
        replace_one(&bank, 1 + (int64_t)(i * 7919ULL % N_UNITS), i);
        assert_int_equal(normal_segments(&bank), segments);
    }
    assert_int_equal(number_of(&bank, "SELECT value FROM setting WHERE name = 'patch'"), 2);
    assert_int_equal(number_of(&bank, "SELECT count(*) FROM segment WHERE patch = 2"), 2);
    bank_check_sound(&bank);
    bank_close(&bank);
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
        tol_index_set_patch_max(bank.store, round % 3 ? 30 : 0);
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
        cmocka_unit_test(changed_units_are_found_wherever_they_are),
        cmocka_unit_test(changing_units_builds_no_segment_anew),
        cmocka_unit_test(open_lookups_follow_the_bank),
        cmocka_unit_test(optimizing_changes_no_answer),
        cmocka_unit_test(extreme_texts_are_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
