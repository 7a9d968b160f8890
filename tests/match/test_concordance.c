/*
 * The concordance against its twins on banks that are built and changed in every way: what the index says against a
 * look at every row, and what the rows say against a look at every unit's texts.
 */
#include "match/bank_history.h"
#include "store/index_build.h"
#include "support/check.h"
#include "support/torture.h"
#include "tolmach/concordance.h"
#include "tolmach/lang.h"

/* ---- the index against the scan ---- */

static const char *const words[] = {"Куба",         "кубы",   "ответ", "ответа",   "зорин", "не",    "и",
                                    "61",           "1 234",  "тов.",  "оон",      "one",   "two",   "ё",
                                    "к*",           "о*",     ".",     "«",        "—",     "[1]",   "-куба",
                                    "-\"one two\"", "united", "-и",    "\"не и\"", "6*",    "ракета"};

static const char *random_query(tol_rng *rng, char *buffer, size_t size)
{
    size_t len = 0;
    bool is_quoted = tol_rng_below(rng, 5) == 0;
    uint32_t n = 1 + tol_rng_below(rng, 3);
    buffer[0] = '\0';
    for (uint32_t i = 0; i < n; i++) {
        len += (size_t)snprintf(buffer + len, size - len, "%s%s%s", i ? " " : "", is_quoted && i == 0 ? "\"" : "",
                                words[tol_rng_below(rng, sizeof words / sizeof words[0])]);
    }
    return buffer;
}

typedef struct pair_of_concordances {
    tol_concordance *fast, *slow;
} pair_of_concordances;

static tol_concordance_opt random_options(tol_rng *rng)
{
    static const char *const langs[] = {"ru", "en", "en-US", "ru-RU", "de", NULL};
    tol_concordance_opt opt = TOL_CONCORDANCE_OPT_INIT;
    opt.source_lang = tol_str_of(langs[tol_rng_below(rng, 6)]);
    opt.target_lang = tol_str_of(langs[tol_rng_below(rng, 6)]);
    if (opt.source_lang.ptr && opt.target_lang.ptr) {
        opt.side = (tol_concordance_side)tol_rng_below(rng, 3);
    }
    opt.words = (tol_word_match)tol_rng_below(rng, 3);
    opt.is_phrase = tol_rng_below(rng, 6) == 0;
    opt.sort = (tol_concordance_sort)tol_rng_below(rng, 3);
    opt.limit = tol_rng_below(rng, 7);
    return opt;
}

static void open_both(bank_fixture *bank, tol_rng *rng, pair_of_concordances *both)
{
    tol_str memories[] = {TOL_LIT("b"), TOL_LIT("a")};
    tol_str excluded[] = {TOL_LIT("a")};
    tol_concordance_opt opt = random_options(rng);
    tol_error err;
    opt.memories = memories;
    opt.n_memories = tol_rng_below(rng, 5) == 0 ? 1 + tol_rng_below(rng, 2) : 0;
    opt.excluded = excluded;
    opt.n_excluded = tol_rng_below(rng, 5) == 0;
    opt.filter.has_changed_before = tol_rng_below(rng, 6) == 0;
    opt.filter.changed_before = 1790899200; /* between the two dates of random units */
    tol_status status = tol_concordance_new(bank->store, &opt, &both->fast, &err);
    if (status == TOL_ENOTFOUND) {
        opt.n_memories = opt.n_excluded = 0;
        status = tol_concordance_new(bank->store, &opt, &both->fast, &err);
    }
    assert_status(TOL_OK, status, NULL);
    opt.exhaustive = true;
    assert_status(TOL_OK, tol_concordance_new(bank->store, &opt, &both->slow, &err), &err);
}

static void close_both(pair_of_concordances *both)
{
    tol_concordance_free(both->fast);
    tol_concordance_free(both->slow);
}

static void compare_hits(const tol_concordance_hits *a, const tol_concordance_hits *b)
{
    assert_int_equal(a->n, b->n);
    assert_int_equal(a->n_units, b->n_units);
    assert_int_equal(a->n_shown, b->n_shown);
    for (size_t i = 0; i < a->n; i++) {
        assert_int_equal(a->items[i].unit_id, b->items[i].unit_id);
        assert_int_equal(a->items[i].n_units, b->items[i].n_units);
        assert_int_equal(a->items[i].distance, b->items[i].distance);
        assert_int_equal(a->items[i].n_texts, b->items[i].n_texts);
        assert_true(a->items[i].texts[0].is_match);
        assert_true(a->items[i].texts[0].n_found > 0);
        assert_int_equal(a->items[i].texts[0].n_found, b->items[i].texts[0].n_found);
    }
}

static unsigned ask_both(pair_of_concordances *both, const char *query)
{
    tol_arena arena = TOL_ARENA_INIT;
    tol_concordance_hits fast, slow;
    tol_error err;
    tol_status status = tol_concordance_find(both->fast, tol_str_of(query), &arena, &fast, &err);
    assert_int_equal(status, tol_concordance_find(both->slow, tol_str_of(query), &arena, &slow, &err));
    assert_true(status == TOL_OK || status == TOL_EINVAL);
    compare_hits(&fast, &slow);
    tol_arena_release(&arena);
    return fast.n > 0;
}

static void any_history_gives_the_same_answers(void **state)
{
    (void)state;
    static const int64_t waiting[] = {0, 3, 20, 100, 1024}, patched[] = {8, 32768, 0, 30};
    tol_rng rng = tol_rng_new("concordance histories", 611962);
    unsigned n_cases = 0, n_found = 0;
    char query[256];
    for (int round = 0; round < 10; round++) {
        bank_fixture bank;
        int64_t n_units = 100;
        bank_open(&bank);
        tol_index_set_pending_max(bank.store, waiting[round % 5]);
        tol_index_set_patch_max(bank.store, patched[round % 4]);
        bank_add_random(&bank, &rng, 100);
        for (int step = 0; step < 10; step++) {
            bank_change(&bank, &rng, &n_units);
            tol_index_set_pending_max(bank.store, waiting[round % 5]);
            tol_index_set_patch_max(bank.store, patched[round % 4]);
            for (int i = 0; i < 6; i++) {
                pair_of_concordances both;
                open_both(&bank, &rng, &both);
                for (int j = 0; j < 4; j++, n_cases++) {
                    n_found += ask_both(&both, random_query(&rng, query, sizeof query));
                }
                close_both(&both);
            }
        }
        bank_close(&bank);
    }
    print_message("%u cases, %u with hits\n", n_cases, n_found);
    assert_true(n_found > n_cases / 4);
}

/* One that stays open sees what others do to the bank, also when its dictionary begins anew. */
static void an_open_concordance_follows_the_bank(void **state)
{
    (void)state;
    tol_rng rng = tol_rng_new("open concordances", 1917);
    char query[256];
    for (int round = 0; round < 8; round++) {
        bank_fixture bank;
        pair_of_concordances both;
        int64_t n_units = 60;
        bank_open(&bank);
        tol_index_set_pending_max(bank.store, round % 2 ? 0 : 30);
        bank_add_random(&bank, &rng, 60);
        open_both(&bank, &rng, &both);
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
                ask_both(&both, random_query(&rng, query, sizeof query));
            }
        }
        close_both(&both);
        bank_close(&bank);
    }
}

/* ---- the rows against the texts ---- */

/* Counts the units whose Russian texts hold two keys, or one beside the other. */
typedef struct oracle {
    tol_analyser *analyser;
    tol_str first, second; /* keys */
    bool is_phrase;
    uint64_t n;
} oracle;

static bool holds(const oracle *o, const tol_tokens *tokens)
{
    bool has_first = false, has_second = false, has_pair = false, after_first = false;
    for (size_t i = 0; i < tokens->n; i++) {
        const tol_token *token = &tokens->items[i];
        if (token->weight == TOL_WEIGHT_LIGHT) {
            continue;
        }
        bool is_first = tol_str_equal(token->key, o->first), is_second = tol_str_equal(token->key, o->second);
        has_pair = has_pair || (after_first && is_second);
        has_first = has_first || is_first;
        has_second = has_second || is_second;
        after_first = is_first;
    }
    return o->is_phrase ? has_pair : has_first && has_second;
}

static tol_status count_unit(void *user, const tol_unit *unit, tol_error *err)
{
    oracle *o = user;
    bool found = false;
    (void)err;
    for (size_t i = 0; i < unit->n_variants && !found; i++) {
        tol_arena arena = TOL_ARENA_INIT;
        tol_tokens tokens;
        if (tol_lang_matches(unit->variants[i].lang, TOL_LIT("ru"))) {
            assert_int_equal(tol_analyse(o->analyser, unit->variants[i].text, NULL, 0, &arena, &tokens, NULL), TOL_OK);
            found = holds(o, &tokens);
        }
        tol_arena_release(&arena);
    }
    o->n += found;
    return TOL_OK;
}

static tol_str key_of(oracle *o, const char *word, tol_arena *arena)
{
    tol_tokens tokens;
    assert_int_equal(tol_analyse(o->analyser, tol_str_of(word), NULL, 0, arena, &tokens, NULL), TOL_OK);
    return tokens.items[0].key;
}

static void every_unit_is_found(void **state)
{
    (void)state;
    static const char *const asked[] = {"Куба", "ответ", "Зорин", "не", "и", "тов", "ООН", "ё"};
    tol_rng rng = tol_rng_new("concordance units", 1956);
    bank_fixture bank;
    oracle o = {.n = 0};
    tol_arena arena = TOL_ARENA_INIT;
    tol_concordance_opt opt = TOL_CONCORDANCE_OPT_INIT;
    tol_error err;
    opt.source_lang = TOL_LIT("ru");
    opt.limit = 0;
    bank_open(&bank);
    tol_index_set_pending_max(bank.store, 10);
    bank_add_random(&bank, &rng, 600);
    assert_status(TOL_OK, tol_analyser_new(TOL_LIT("ru"), &o.analyser, &err), &err);
    for (int i = 0; i < 128; i++) {
        const char *first = asked[i % 8], *second = asked[i / 8 % 8];
        char query[128];
        tol_concordance *concordance;
        tol_concordance_hits hits;
        o.first = key_of(&o, first, &arena);
        o.second = key_of(&o, second, &arena);
        o.n = 0;
        o.is_phrase = opt.is_phrase = i >= 64;
        assert_status(TOL_OK, tol_unit_each(bank.store, NULL, 0, count_unit, &o, &err), &err);
        snprintf(query, sizeof query, "%s %s", first, second);
        assert_status(TOL_OK, tol_concordance_new(bank.store, &opt, &concordance, &err), &err);
        assert_status(TOL_OK, tol_concordance_find(concordance, tol_str_of(query), &arena, &hits, &err), &err);
        assert_int_equal(hits.n_units, o.n);
        assert_int_equal(hits.n_shown, o.n);
        tol_concordance_free(concordance);
    }
    tol_analyser_free(o.analyser);
    tol_arena_release(&arena);
    bank_close(&bank);
}

/* ---- order, counts, places ---- */

static void ask(bank_fixture *bank, const tol_concordance_opt *opt, const char *query, tol_arena *arena,
                tol_concordance_hits *hits)
{
    tol_concordance *concordance;
    tol_error err;
    assert_status(TOL_OK, tol_concordance_new(bank->store, opt, &concordance, &err), &err);
    assert_status(TOL_OK, tol_concordance_find(concordance, tol_str_of(query), arena, hits, &err), &err);
    tol_concordance_free(concordance);
}

static void hits_come_in_the_order_asked_for(void **state)
{
    (void)state;
    bank_fixture bank;
    tol_arena arena = TOL_ARENA_INIT;
    tol_concordance_opt opt = TOL_CONCORDANCE_OPT_INIT;
    tol_concordance_hits hits;
    bank_open(&bank);
    bank_add(&bank, "a", "Ответ на письмо о Кубе", "1", "20200101T000000Z");   /* 1: three words between */
    bank_add(&bank, "a", "Кубинский Куба ответ", "2", "20190101T000000Z");     /* 2: near, not in order */
    bank_add(&bank, "a", "Ответ Кубе дан", "3", "20180101T000000Z");           /* 3: near, in order */
    bank_add(&bank, "a", "Ответ на письмо о Кубе", "1", NULL);                 /* 4: as the first, undated */
    bank_add(&bank, "b", "Ответ на письмо о Кубе", "one", "20210101T000000Z"); /* 5: another translation */
    ask(&bank, &opt, "ответ Куба", &arena, &hits);
    const int64_t nearest[] = {3, 2, 5, 1}, newest[] = {5, 1, 2, 3}, frequent[] = {1, 5, 2, 3};
    const int64_t *const orders[] = {nearest, newest, frequent};
    for (int sort = 0; sort < 3; sort++) {
        opt.sort = (tol_concordance_sort)sort;
        for (opt.limit = 0; opt.limit < 5; opt.limit++) {
            ask(&bank, &opt, "ответ Куба", &arena, &hits);
            assert_int_equal(hits.n_units, 5);
            assert_int_equal(hits.n, opt.limit ? opt.limit : 4);
            for (size_t i = 0; i < hits.n; i++) {
                assert_int_equal(hits.items[i].unit_id, orders[sort][i]);
                assert_int_equal(hits.items[i].n_units, hits.items[i].unit_id == 1 ? 2 : 1);
            }
        }
    }
    tol_arena_release(&arena);
    bank_close(&bank);
}

static void filters_and_memories_narrow_it(void **state)
{
    (void)state;
    bank_fixture bank;
    tol_arena arena = TOL_ARENA_INIT;
    tol_concordance_opt opt = TOL_CONCORDANCE_OPT_INIT;
    tol_concordance_hits hits;
    tol_str names[] = {TOL_LIT("a")};
    bank_open(&bank);
    bank_add(&bank, "a", "Куба", "1", "20200101T000000Z");
    bank_add(&bank, "a", "О Кубе", "2", "20190101T000000Z");
    bank_add(&bank, "b", "О Кубе", "3", NULL);
    opt.filter.has_changed_after = true;
    assert_int_equal(tol_filter_date_parse(TOL_LIT("2019-06"), &opt.filter.changed_after, NULL), TOL_OK);
    ask(&bank, &opt, "куба", &arena, &hits);
    assert_int_equal(hits.n_units, 1);
    assert_int_equal(hits.items[0].unit_id, 1);
    opt.filter.has_changed_after = false;
    opt.memories = names;
    opt.n_memories = 1;
    ask(&bank, &opt, "куба", &arena, &hits);
    assert_int_equal(hits.n_units, 2);
    opt.n_memories = 0;
    opt.excluded = names;
    opt.n_excluded = 1;
    ask(&bank, &opt, "куба", &arena, &hits);
    assert_int_equal(hits.n_units, 1);
    assert_int_equal(hits.items[0].unit_id, 3);
    tol_arena_release(&arena);
    bank_close(&bank);
}

static void places_count_bytes_and_code_points(void **state)
{
    (void)state;
    bank_fixture bank;
    tol_arena arena = TOL_ARENA_INIT;
    tol_concordance_hits hits;
    bank_open(&bank);
    bank_add(&bank, "a", "О Кубе: Cuba", "On Cuba", NULL);
    ask(&bank, NULL, "cuba", &arena, &hits);
    assert_int_equal(hits.n, 1);
    const tol_concordance_hit *hit = &hits.items[0];
    assert_int_equal(hit->n_texts, 2);
    assert_true(hit->texts[0].is_match && hit->texts[1].is_match);
    assert_int_equal(hit->texts[0].found[0].start, 13);
    assert_int_equal(hit->texts[0].found[0].end, 17);
    assert_int_equal(hit->texts[0].found[0].start_cp, 8);
    assert_int_equal(hit->texts[0].found[0].end_cp, 12);
    assert_int_equal(hit->texts[1].found[0].start, 3);
    tol_arena_release(&arena);
    bank_close(&bank);
}

static void sides_choose_the_language(void **state)
{
    (void)state;
    bank_fixture bank;
    tol_arena arena = TOL_ARENA_INIT;
    tol_concordance *concordance;
    tol_concordance_hits hits;
    tol_concordance_opt opt = TOL_CONCORDANCE_OPT_INIT;
    tol_error err;
    bank_open(&bank);
    bank_add(&bank, "a", "NATO и Варшава", "the alliance", NULL);
    bank_add(&bank, "a", "Альянс", "NATO", NULL);
    opt.source_lang = TOL_LIT("ru");
    opt.target_lang = TOL_LIT("en");
    const uint64_t wanted[] = {1, 1, 2};
    for (int side = 0; side < 3; side++) {
        opt.side = (tol_concordance_side)side;
        ask(&bank, &opt, "nato", &arena, &hits);
        assert_int_equal(hits.n_units, wanted[side]);
        assert_int_equal(hits.items[0].unit_id, side == 0 ? 1 : 2);
        assert_str(hits.items[0].texts[0].lang, side == 0 ? "ru" : "en");
        assert_str(hits.items[0].texts[1].lang, side == 0 ? "en" : "ru");
    }
    opt.source_lang = TOL_STR_NULL;
    assert_status(TOL_EINVAL, tol_concordance_new(bank.store, &opt, &concordance, &err), &err);
    opt.side = TOL_SIDE_SOURCE;
    ask(&bank, &opt, "nato", &arena, &hits);
    assert_int_equal(hits.n_units, 1);
    opt.target_lang = TOL_STR_NULL;
    ask(&bank, &opt, "nato", &arena, &hits);
    assert_int_equal(hits.n_units, 2);
    tol_arena_release(&arena);
    bank_close(&bank);
}

/* ---- failures ---- */

typedef struct torture_case {
    bank_fixture bank;
    tol_concordance_opt opt;
} torture_case;

static tol_status find_once(void *user, tol_error *err)
{
    torture_case *t = user;
    tol_concordance *concordance = NULL;
    tol_concordance_hits hits;
    tol_arena arena = TOL_ARENA_INIT;
    tol_status status = tol_concordance_new(t->bank.store, &t->opt, &concordance, err);
    if (status == TOL_OK) {
        status = tol_concordance_find(concordance, TOL_LIT("к* ответ -one"), &arena, &hits, err);
    }
    tol_concordance_free(concordance);
    tol_arena_release(&arena);
    return status;
}

static void any_failing_allocation_is_survived(void **state)
{
    (void)state;
    torture_case t = {.opt = TOL_CONCORDANCE_OPT_INIT};
    bank_open(&t.bank);
    bank_add(&t.bank, "a", "Ответ на письмо о Кубе", "1", NULL);
    bank_add(&t.bank, "a", "Куба, ответ", "2", NULL);
    bank_add(&t.bank, "b", "Куба, ответ", "one", NULL);
    for (int sort = 0; sort < 3; sort += 2) {
        t.opt.sort = (tol_concordance_sort)sort;
        tol_torture("concordance", find_once, &t, TOL_OK);
    }
    bank_close(&t.bank);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_history_gives_the_same_answers),
        cmocka_unit_test(an_open_concordance_follows_the_bank),
        cmocka_unit_test(every_unit_is_found),
        cmocka_unit_test(hits_come_in_the_order_asked_for),
        cmocka_unit_test(filters_and_memories_narrow_it),
        cmocka_unit_test(places_count_bytes_and_code_points),
        cmocka_unit_test(sides_choose_the_language),
        cmocka_unit_test(any_failing_allocation_is_survived),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
