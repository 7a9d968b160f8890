/* Strings that repeat, as numbers of the bank's table. */
#include "store/strings.h"

#include "store/codec.h"
#include "store/db.h"
#include "store/store_fixture.h"
#include "support/check.h"

static void begin(store_fixture *bank)
{
    tol_error err = {0};
    assert_status(TOL_OK, tol_db_write_begin(bank->store, &err), &err);
}

static void end(store_fixture *bank, tol_status status)
{
    tol_error err = {0};
    assert_int_equal(status, tol_db_write_end(bank->store, status, &err));
}

static uint64_t number_of(store_fixture *bank, const char *text)
{
    uint64_t number = 0;
    tol_error err = {0};
    assert_status(TOL_OK, tol_strings_number(&bank->store->strings, tol_str_of(text), &number, &err), &err);
    return number;
}

/* Meet a text until it has a number. */
static uint64_t learn(store_fixture *bank, const char *text)
{
    for (int i = 1; i < TOL_STRING_SIGHTINGS; i++) {
        assert_int_equal(number_of(bank, text), 0);
    }
    return number_of(bank, text);
}

static void assert_text(tol_store *store, uint64_t number, const char *wanted)
{
    tol_str text;
    tol_error err = {0};
    assert_status(TOL_OK, tol_strings_text(&store->strings, number, &text, &err), &err);
    assert_str(text, wanted);
}

static void only_strings_that_repeat_get_numbers(void **state)
{
    store_fixture *bank = *state;
    char longest[TOL_STRING_MAX + 2];
    memset(longest, 'x', sizeof longest);
    longest[TOL_STRING_MAX + 1] = '\0';
    begin(bank);
    assert_int_equal(learn(bank, "корпус.tmx"), 1);
    assert_int_equal(learn(bank, "x-origin"), 2);
    assert_int_equal(number_of(bank, "корпус.tmx"), 1);
    for (int i = 0; i < 20; i++) {
        assert_int_equal(number_of(bank, "abc"), 0);
        assert_int_equal(number_of(bank, longest), 0);
    }
    assert_text(bank->store, 1, "корпус.tmx");
    end(bank, TOL_OK);
    store_reopen(bank, TOL_OPEN_WRITE);
    assert_text(bank->store, 2, "x-origin");
    begin(bank);
    assert_int_equal(number_of(bank, "x-origin"), 2); /* at once */
    end(bank, TOL_OK);
}

static void what_was_given_in_a_step_that_failed_is_forgotten(void **state)
{
    store_fixture *bank = *state;
    begin(bank);
    assert_int_equal(learn(bank, "первое"), 1);
    assert_text(bank->store, 1, "первое");
    end(bank, TOL_ECANCELLED);
    begin(bank);
    assert_int_equal(learn(bank, "второе"), 1);
    end(bank, TOL_OK);
    assert_text(bank->store, 1, "второе");
}

static void what_others_have_added_is_found(void **state)
{
    store_fixture *bank = *state;
    store_fixture other = *bank;
    tol_error err = {0};
    begin(bank);
    assert_int_equal(learn(bank, "первое"), 1);
    end(bank, TOL_OK);
    assert_status(TOL_OK, tol_store_open(bank->path, TOL_OPEN_WRITE, NULL, &other.store, &err), &err);
    begin(&other);
    assert_int_equal(learn(&other, "второе"), 2);
    end(&other, TOL_OK);
    tol_store_close(other.store);
    assert_text(bank->store, 2, "второе");
    begin(bank);
    assert_int_equal(number_of(bank, "второе"), 2);
    assert_int_equal(learn(bank, "третье"), 3);
    end(bank, TOL_OK);
}

static void many_strings_are_read_at_once_and_the_table_has_an_end(void **state)
{
    store_fixture *bank = *state;
    char text[32];
    tol_error err = {0};
    begin(bank);
    assert_status(TOL_OK,
                  tol_db_exec(bank->store,
                              "WITH RECURSIVE counting(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM counting "
                              "WHERE i < 32767) INSERT INTO string SELECT i, 'text ' || i, 0 FROM counting",
                              &err),
                  &err);
    for (int i = 1; i <= 200; i++) {
        snprintf(text, sizeof text, "text %d", i);
        assert_int_equal(number_of(bank, text), i);
        snprintf(text, sizeof text, "unknown %d", i);
        assert_int_equal(number_of(bank, text), 0);
    }
    assert_true(bank->store->strings.is_complete);
    assert_int_equal(learn(bank, "the last one"), TOL_STRINGS_MAX);
    for (int i = 0; i < 3 * TOL_STRING_SIGHTINGS; i++) {
        assert_int_equal(number_of(bank, "one more"), 0);
    }
    end(bank, TOL_OK);
}

static void numbers_are_not_given_twice(void **state)
{
    store_fixture *bank = *state;
    tol_error err = {0};
    plain_unit unit;
    plain_unit_init(&unit, "1", "Да.", "Yes.");
    store_add(bank->store, "a", &unit.unit, TOL_DUPLICATE_KEEP, NULL);
    begin(bank);
    assert_int_equal(learn(bank, "первое"), 1);
    end(bank, TOL_OK);
    assert_status(TOL_OK, tol_memory_delete(bank->store, TOL_LIT("a"), &err), &err);
    begin(bank);
    assert_int_equal(learn(bank, "первое"), 2);
    end(bank, TOL_OK);
    tol_str text;
    store_reopen(bank, TOL_OPEN_READ);
    assert_status(TOL_ECORRUPT, tol_strings_text(&bank->store->strings, 1, &text, &err), &err);
    assert_non_null(strstr(err.message, "string 1 is missing"));
}

static void assert_unit_comes_back(store_fixture *bank, const tol_unit *unit, tol_strings *strings, tol_buf *blob)
{
    tol_error err = {0};
    tol_arena arena = TOL_ARENA_INIT;
    tol_lang_entry langs[8];
    tol_buf before = TOL_BUF_INIT, after = TOL_BUF_INIT;
    for (size_t i = 0; i < unit->n_variants; i++) {
        assert_status(TOL_OK, tol_langs_intern(bank->store, unit->variants[i].lang, &langs[i], &err), &err);
    }
    tol_buf_reset(blob);
    assert_status(TOL_OK, tol_encode_unit(unit, langs, strings, blob, &err), &err);
    tol_unit back = {.tuid = unit->tuid};
    tol_str bytes = tol_arena_copy(&arena, tol_buf_str(blob));
    assert_status(TOL_OK, tol_decode_unit(bytes, &bank->store->langs, &bank->store->strings, &arena, &back, &err),
                  &err);
    describe_unit(&before, unit);
    describe_unit(&after, &back);
    assert_true(tol_str_equal(tol_buf_str(&before), tol_buf_str(&after)));
    if (strings) {
        tol_status status = tol_decode_unit(bytes, &bank->store->langs, NULL, &arena, &back, NULL);
        assert_int_equal(status, TOL_ECORRUPT);
    }
    tol_buf_release(&before);
    tol_buf_release(&after);
    tol_arena_release(&arena);
}

static void units_of_both_versions_come_back_as_they_were(void **state)
{
    store_fixture *bank = *state;
    tol_rng rng = tol_rng_new("strings of units", 29);
    tol_buf blob = TOL_BUF_INIT;
    tol_arena arena = TOL_ARENA_INIT;
    size_t old_bytes = 0, new_bytes = 0;
    begin(bank);
    for (int round = 0; round < 3000; round++) {
        tol_arena_reset(&arena);
        const tol_unit *unit = random_unit(&rng, &arena);
        assert_unit_comes_back(bank, unit, NULL, &blob);
        old_bytes += blob.len;
        assert_unit_comes_back(bank, unit, &bank->store->strings, &blob);
        new_bytes += blob.len;
    }
    end(bank, TOL_OK);
    assert_true(new_bytes < old_bytes);
    tol_arena_release(&arena);
    tol_buf_release(&blob);
}

static void a_damaged_blob_of_numbers_is_refused_or_read(void **state)
{
    store_fixture *bank = *state;
    tol_rng rng = tol_rng_new("damaged numbers", 31);
    tol_buf blob = TOL_BUF_INIT;
    tol_arena arena = TOL_ARENA_INIT;
    begin(bank);
    for (int round = 0; round < 4000; round++) {
        tol_error err = {0};
        tol_unit back = {0};
        tol_arena_reset(&arena);
        assert_unit_comes_back(bank, random_unit(&rng, &arena), &bank->store->strings, &blob);
        size_t len = 1 + tol_rng_below(&rng, (uint32_t)blob.len);
        char *exact = malloc(len); /* of its very length, for AddressSanitizer */
        memcpy(exact, blob.ptr, len);
        for (uint32_t i = tol_rng_below(&rng, 4); i > 0; i--) {
            exact[tol_rng_below(&rng, (uint32_t)len)] = (char)(unsigned char)tol_rng_next(&rng);
        }
        tol_status status =
            tol_decode_unit((tol_str){exact, len}, &bank->store->langs, &bank->store->strings, &arena, &back, &err);
        assert_true(status == TOL_OK || status == TOL_ECORRUPT);
        free(exact);
    }
    end(bank, TOL_OK);
    tol_arena_release(&arena);
    tol_buf_release(&blob);
}

#define WITH_BANK(test) cmocka_unit_test_setup_teardown(test, store_setup, store_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_BANK(only_strings_that_repeat_get_numbers),
        WITH_BANK(what_was_given_in_a_step_that_failed_is_forgotten),
        WITH_BANK(what_others_have_added_is_found),
        WITH_BANK(many_strings_are_read_at_once_and_the_table_has_an_end),
        WITH_BANK(numbers_are_not_given_twice),
        WITH_BANK(units_of_both_versions_come_back_as_they_were),
        WITH_BANK(a_damaged_blob_of_numbers_is_refused_or_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
