/* What matching reads: rows and dictionary are what a fresh analysis of the units gives. */
#include "store/token_rows.h"

#include "store/store_fixture.h"
#include "support/check.h"
#include "text/analysis_lang.h"

#define WITH_BANK(test) cmocka_unit_test_setup_teardown(test, store_setup, store_teardown)

typedef struct row_check {
    tol_store *store;
    tol_str lang;
    tol_analyser *analyser;
    tol_dict dict;
    size_t n;
    int64_t last_unit;
} row_check;

static tol_status check_row(void *user, const tol_token_row *row, tol_error *err)
{
    row_check *check = user;
    tol_arena arena = TOL_ARENA_INIT;
    tol_unit unit;
    tol_tokens tokens;
    size_t n_tags;
    check->n++;
    assert_status(TOL_OK, tol_unit_get(check->store, row->unit_id, &arena, &unit, err), err);
    assert_true(row->variant < unit.n_variants);
    const tol_variant *variant = &unit.variants[row->variant];
    assert_true(tol_lang_matches(variant->lang, check->lang));
    tol_tag *tags = tol_variant_tags(variant, &arena, &n_tags);
    assert_status(TOL_OK, tol_analyse(check->analyser, variant->text, tags, n_tags, &arena, &tokens, err), err);
    assert_int_equal(tokens.n, row->n);
    for (size_t i = 0; i < row->n; i++) {
        tol_token_ids ids;
        uint32_t id = 0, form = 0, key = 0, none = 0;
        assert_status(TOL_OK, tol_dict_ids(&check->dict, &tokens.items[i], &ids, err), err);
        assert_status(TOL_OK, tol_dict_text(&check->dict, tokens.items[i].surface, &id, &none, err), err);
        assert_status(TOL_OK, tol_dict_text(&check->dict, tokens.items[i].form, &none, &form, err), err);
        assert_status(TOL_OK, tol_dict_text(&check->dict, tokens.items[i].key, &none, &key, err), err);
        assert_int_equal(id, row->ids[i]);
        assert_int_equal(ids.surface, id);
        assert_int_equal(ids.form, form);
        assert_int_equal(ids.key, key);
        assert_int_equal(ids.weight, tokens.items[i].weight);
    }
    tol_arena_release(&arena);
    return TOL_OK;
}

static size_t check_lang(tol_store *store, const char *lang, const int64_t *memories, size_t n_memories)
{
    tol_error err;
    char analysis[TOL_LANG_MAX];
    row_check check = {.store = store, .lang = tol_str_of(lang)};
    tol_lang_analysis(check.lang, analysis);
    assert_status(TOL_OK, tol_analyser_new(check.lang, &check.analyser, &err), &err);
    tol_error_clear(&err);
    assert_status(TOL_OK, tol_store_snapshot_begin(store, &err), &err);
    assert_status(TOL_OK, tol_dict_open(store, tol_str_of(analysis), &check.dict, &err), &err);
    assert_status(TOL_OK, tol_token_rows_each(store, check.lang, memories, n_memories, check_row, &check, &err), &err);
    tol_dict_release(&check.dict);
    tol_store_snapshot_end(store);
    tol_analyser_free(check.analyser);
    return check.n;
}

typedef struct lang_count {
    tol_str lang, memory;
    size_t n;
} lang_count;

static tol_status count_lang(void *user, const tol_unit *unit, tol_error *err)
{
    lang_count *count = user;
    (void)err;
    for (size_t i = 0; i < unit->n_variants; i++) {
        char tag[TOL_LANG_MAX];
        tol_lang_canonical(unit->variants[i].lang, tag);
        count->n += tol_lang_matches(tol_str_of(tag), count->lang) &&
                    (!count->memory.ptr || tol_str_equal(count->memory, unit->memory));
    }
    return TOL_OK;
}

static size_t count_variants(tol_store *store, const char *lang, const char *memory)
{
    tol_error err;
    lang_count count = {tol_str_of(lang), tol_str_of(memory), 0};
    assert_status(TOL_OK, tol_unit_each(store, NULL, 0, count_lang, &count, &err), &err);
    return count.n;
}

static void rows_are_those_of_a_fresh_analysis(void **state)
{
    store_fixture *bank = *state;
    static const char *const langs[] = {"ru", "en", "en-GB", "en_US", "de", "x-klingon", "zh", "---", "fr"};
    tol_rng rng = tol_rng_new("token rows", 21);
    store_add_random(bank->store, "a", &rng, 150);
    store_add_random(bank->store, "b", &rng, 150);
    store_reopen(bank, TOL_OPEN_READ);
    for (size_t i = 0; i < sizeof langs / sizeof langs[0]; i++) {
        assert_int_equal(check_lang(bank->store, langs[i], NULL, 0), count_variants(bank->store, langs[i], NULL));
    }
}

static void rows_are_given_for_the_memories_asked_for_each_once(void **state)
{
    store_fixture *bank = *state;
    tol_rng rng = tol_rng_new("token rows of memories", 22);
    tol_arena arena = TOL_ARENA_INIT;
    tol_error err;
    tol_memory_info a, b;
    store_add_random(bank->store, "a", &rng, 60);
    store_add_random(bank->store, "b", &rng, 60);
    assert_status(TOL_OK, tol_memory_get(bank->store, TOL_LIT("a"), &arena, &a, &err), &err);
    assert_status(TOL_OK, tol_memory_get(bank->store, TOL_LIT("b"), &arena, &b, &err), &err);
    int64_t twice[] = {b.id, b.id}, both[] = {b.id, a.id}, none[] = {4711};
    size_t n_a = count_variants(bank->store, "ru", "a"), n_b = count_variants(bank->store, "ru", "b");
    assert_int_equal(n_b, check_lang(bank->store, "ru", twice, 2));
    assert_int_equal(n_a + n_b, check_lang(bank->store, "ru", both, 2));
    assert_int_equal(0, check_lang(bank->store, "ru", none, 1));
    tol_arena_release(&arena);
}

static tol_status refuse_row(void *user, const tol_token_row *row, tol_error *err)
{
    (void)user;
    (void)row;
    (void)err;
    return TOL_ELIMIT;
}

static void a_status_stops_the_walk_and_is_returned(void **state)
{
    store_fixture *bank = *state;
    tol_rng rng = tol_rng_new("stopped walk", 23);
    store_add_random(bank->store, "a", &rng, 20);
    assert_int_equal(TOL_ELIMIT, tol_token_rows_each(bank->store, TOL_LIT("ru"), NULL, 0, refuse_row, NULL, NULL));
    assert_sound(bank->store); /* no transaction was left open */
    store_add_random(bank->store, "a", &rng, 20);
}

static void a_bank_without_a_language_has_an_empty_dictionary(void **state)
{
    store_fixture *bank = *state;
    tol_error err;
    tol_dict dict;
    tol_token token = {
        .kind = TOL_WORD, .weight = 8, .surface = TOL_LIT("Куба"), .form = TOL_LIT("куба"), .key = TOL_LIT("куб")};
    tol_error_clear(&err);
    tol_token_ids ids;
    assert_status(TOL_OK, tol_dict_open(bank->store, TOL_LIT("ru"), &dict, &err), &err);
    assert_int_equal(dict.n_tokens, 0);
    assert_status(TOL_OK, tol_dict_ids(&dict, &token, &ids, &err), &err);
    assert_true(ids.surface == TOL_TOKEN_NONE && ids.form == TOL_TOKEN_NONE && ids.key == TOL_TOKEN_NONE);
    assert_int_equal(ids.weight, 8);
    tol_dict_release(&dict);
}

static void snapshots_nest_and_hold(void **state)
{
    store_fixture *bank = *state;
    tol_error err;
    tol_store *reader;
    plain_unit unit;
    plain_unit_init(&unit, "1", "Куба", "Cuba");
    assert_status(TOL_OK, tol_store_open(bank->path, TOL_OPEN_READ, NULL, &reader, &err), &err);
    assert_status(TOL_OK, tol_store_snapshot_begin(reader, &err), &err);
    assert_status(TOL_OK, tol_store_snapshot_begin(reader, &err), &err);
    store_add(bank->store, "m", &unit.unit, TOL_DUPLICATE_KEEP, NULL);
    assert_int_equal(0, count_variants(reader, "ru", NULL));
    tol_store_snapshot_end(reader);
    assert_int_equal(0, count_variants(reader, "ru", NULL));
    tol_store_snapshot_end(reader);
    assert_int_equal(1, count_variants(reader, "ru", NULL));
    tol_store_close(reader);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_BANK(rows_are_those_of_a_fresh_analysis),
        WITH_BANK(rows_are_given_for_the_memories_asked_for_each_once),
        WITH_BANK(a_status_stops_the_walk_and_is_returned),
        WITH_BANK(a_bank_without_a_language_has_an_empty_dictionary),
        WITH_BANK(snapshots_nest_and_hold),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
