/* The rules of duplicates, case by case through imports of single units. */
#include "store/duplicate.h"

#include "store/store_fixture.h"
#include "support/check.h"

#define WITH_BANK(test) cmocka_unit_test_setup_teardown(test, store_setup, store_teardown)

static tol_import_report add(tol_import *import, const char *memory, const tol_unit *unit, tol_on_duplicate policy,
                             int64_t *id)
{
    tol_error err;
    tol_import_report report;
    assert_status(TOL_OK, tol_import_unit(import, tol_str_of(memory), unit, policy, &report, id, &err), &err);
    return report;
}

/* What becomes of a second unit, by policy: 'a'dded, 'r'eplaced, 'i'dentical, 's'kipped. */
static char outcome(tol_import *import, const char *memory, const tol_unit *first, const tol_unit *second,
                    tol_on_duplicate policy)
{
    int64_t old_id, new_id;
    add(import, memory, first, TOL_DUPLICATE_KEEP, &old_id);
    tol_import_report report = add(import, memory, second, policy, &new_id);
    assert_int_equal(report.read, 1);
    assert_int_equal(report.added + report.replaced + report.identical + report.skipped, 1);
    assert_int_equal(report.refused, 0);
    assert_true(report.added ? new_id != old_id : new_id == old_id);
    return report.added ? 'a' : report.replaced ? 'r' : report.identical ? 'i' : 's';
}

/* The outcomes under keep, replace and skip, each in a memory of its own. Nothing is left of them. */
static void assert_outcomes(store_fixture *bank, const tol_unit *first, const tol_unit *second, const char *wanted)
{
    static const char *const memories[] = {"keep", "replace", "skip"};
    tol_error err;
    tol_import *import;
    assert_status(TOL_OK, tol_import_begin(bank->store, &import, &err), &err);
    for (int policy = 0; policy < 3; policy++) {
        char got = outcome(import, memories[policy], first, second, (tol_on_duplicate)policy);
        if (got != wanted[policy]) {
            fail_msg("%s: '%c' is not '%c'", memories[policy], got, wanted[policy]);
        }
    }
    tol_import_free(import);
}

static void equal_units_are_stored_once(void **state)
{
    plain_unit a, b;
    plain_unit_init(&a, "1", "Куба", "Cuba");
    plain_unit_init(&b, "1", "Куба", "Cuba");
    assert_outcomes(*state, &a.unit, &b.unit, "iii");
    b.variants[0].lang = TOL_LIT("RU"); /* the spelling of a tag is no difference */
    assert_outcomes(*state, &a.unit, &b.unit, "iii");
}

static void the_order_of_attributes_is_no_difference(void **state)
{
    plain_unit a, b;
    tol_attr first = {TOL_LIT("creationid"), TOL_LIT("A")}, second = {TOL_LIT("usagecount"), TOL_LIT("1")};
    tol_attr forth[] = {first, second}, back[] = {second, first};
    plain_unit_init(&a, "1", "Куба", "Cuba");
    b = a;
    b.unit.variants = b.variants;
    a.unit.attrs = (tol_attrs){forth, 2};
    b.unit.attrs = (tol_attrs){back, 2};
    assert_outcomes(*state, &a.unit, &b.unit, "iii");
}

static void another_target_makes_a_duplicate(void **state)
{
    plain_unit a, b;
    plain_unit_init(&a, "1", "Куба", "Cuba");
    plain_unit_init(&b, "1", "Куба", "The Cuba");
    assert_outcomes(*state, &a.unit, &b.unit, "ars");
    plain_unit_init(&b, "1", "Куба", "Cuba");
    b.variants[1].lang = TOL_LIT("en-GB");
    assert_outcomes(*state, &a.unit, &b.unit, "ars");
    b.unit.n_variants = 1;
    assert_outcomes(*state, &a.unit, &b.unit, "ars");
}

static void other_metadata_make_a_duplicate(void **state)
{
    plain_unit a, b;
    tol_attr date = {TOL_LIT("changedate"), TOL_LIT("20261025T120000Z")}, type = {TOL_LIT("type"), TOL_LIT("client")};
    tol_info note = {.kind = TOL_NOTE, .text = TOL_LIT("проверить")}, prop = {TOL_PROP, {&type, 1}, TOL_LIT("x")};
    plain_unit_init(&a, "1", "Куба", "Cuba");
    plain_unit_init(&b, "1", "Куба", "Cuba");
    b.unit.attrs = (tol_attrs){&date, 1};
    assert_outcomes(*state, &a.unit, &b.unit, "ars");
    b.unit.attrs.n = 0;
    b.unit.infos = (tol_infos){&note, 1};
    assert_outcomes(*state, &a.unit, &b.unit, "ars");
    b.unit.infos = (tol_infos){&prop, 1};
    assert_outcomes(*state, &a.unit, &b.unit, "ars");
    b.unit.infos.n = 0;
    b.variants[1].attrs = (tol_attrs){&date, 1};
    assert_outcomes(*state, &a.unit, &b.unit, "ars");
}

static void another_source_makes_another_unit(void **state)
{
    tol_run runs[] = {{.kind = TOL_RUN_OPEN, .elem = TOL_PH}, {.kind = TOL_RUN_CLOSE, .elem = TOL_PH}};
    plain_unit a, b;
    plain_unit_init(&a, "1", "Куба", "Cuba");
    plain_unit_init(&b, "1", "Кубы", "Cuba");
    assert_outcomes(*state, &a.unit, &b.unit, "aaa");
    plain_unit_init(&b, "1", "Куба", "Cuba");
    b.variants[0].lang = TOL_LIT("uk");
    assert_outcomes(*state, &a.unit, &b.unit, "aaa");
    b.variants[0].lang = TOL_LIT("ru");
    b.variants[0].runs = runs;
    b.variants[0].n_runs = 2;
    assert_outcomes(*state, &a.unit, &b.unit, "aaa");
    plain_unit_init(&a, "1", "Cuba", "Куба"); /* the first variant decides */
    plain_unit_init(&b, "1", "Куба", "Cuba");
    assert_outcomes(*state, &a.unit, &b.unit, "aaa");
}

static void tuids_tell_units_apart_only_when_both_have_one(void **state)
{
    static const struct {
        const char *first, *second, *wanted;
    } cases[] = {
        {"1", "2", "aaa"}, {"1", NULL, "ars"}, {NULL, "1", "ars"},
        {"1", "", "ars"},  {"", NULL, "ars"},  {NULL, NULL, "iii"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        plain_unit a, b;
        plain_unit_init(&a, cases[i].first, "Куба", "Cuba");
        plain_unit_init(&b, cases[i].second, "Куба", "Cuba");
        assert_outcomes(*state, &a.unit, &b.unit, cases[i].wanted);
    }
}

static void context_makes_another_unit(void **state)
{
    static const char *const types[] = {"prev",
                                        "next",
                                        "file",
                                        "id",
                                        "path",
                                        "x-context",
                                        "x-context-pre",
                                        "x-context-post",
                                        "context",
                                        "context_prev",
                                        "context_next",
                                        "x-previous-source-text",
                                        "x-next-source-text",
                                        "x-previous-crc",
                                        "x-next-crc",
                                        "previousMd5Segment",
                                        "nextMd5Segment",
                                        "previousMd5Checksum",
                                        "nextMd5Checksum",
                                        "x-ContextContent",
                                        "x-Context",
                                        "x-IdContext",
                                        "x-segment-id"};
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
        plain_unit a, b, c;
        tol_attr type = {TOL_LIT("type"), tol_str_of(types[i])};
        tol_info one = {TOL_PROP, {&type, 1}, TOL_LIT("1")}, two = {TOL_PROP, {&type, 1}, TOL_LIT("2")};
        plain_unit_init(&a, NULL, "Куба", "Cuba");
        plain_unit_init(&b, NULL, "Куба", "Cuba");
        plain_unit_init(&c, NULL, "Куба", "The Cuba");
        b.unit.infos = (tol_infos){&one, 1};
        c.unit.infos = (tol_infos){&one, 1};
        assert_outcomes(*state, &a.unit, &b.unit, "aaa");
        assert_outcomes(*state, &b.unit, &c.unit, "ars");
        a.variants[0].infos = (tol_infos){&two, 1};
        b.unit.infos.n = 0;
        b.variants[0].infos = (tol_infos){&one, 1};
        assert_outcomes(*state, &a.unit, &b.unit, "aaa");
    }
}

static void a_unit_that_is_identical_to_any_stored_one_is_never_stored(void **state)
{
    store_fixture *bank = *state;
    static const char *const targets[] = {"one", "two", "three"};
    plain_unit unit;
    for (size_t i = 0; i < 3; i++) {
        plain_unit_init(&unit, NULL, "Куба", targets[i]);
        assert_int_equal(1, store_add(bank->store, "m", &unit.unit, TOL_DUPLICATE_KEEP, NULL).added);
    }
    for (int policy = 0; policy < 3; policy++) {
        for (size_t i = 0; i < 3; i++) {
            int64_t id;
            plain_unit_init(&unit, NULL, "Куба", targets[i]);
            assert_int_equal(1, store_add(bank->store, "m", &unit.unit, (tol_on_duplicate)policy, &id).identical);
            assert_int_equal(id, i + 1);
        }
    }
    assert_sound(bank->store);
}

static void the_duplicate_of_the_same_tuid_is_replaced_else_the_oldest(void **state)
{
    store_fixture *bank = *state;
    plain_unit unit;
    int64_t without, with, id;
    plain_unit_init(&unit, NULL, "Куба", "one");
    store_add(bank->store, "m", &unit.unit, TOL_DUPLICATE_KEEP, &without);
    plain_unit_init(&unit, "1", "Куба", "two");
    store_add(bank->store, "m", &unit.unit, TOL_DUPLICATE_KEEP, &with);
    plain_unit_init(&unit, "1", "Куба", "three");
    assert_int_equal(1, store_add(bank->store, "m", &unit.unit, TOL_DUPLICATE_REPLACE, &id).replaced);
    assert_int_equal(id, with);
    plain_unit_init(&unit, NULL, "Куба", "four");
    assert_int_equal(1, store_add(bank->store, "m", &unit.unit, TOL_DUPLICATE_REPLACE, &id).replaced);
    assert_int_equal(id, without);
    assert_sound(bank->store);
}

static void a_replaced_unit_keeps_its_id_and_its_place(void **state)
{
    store_fixture *bank = *state;
    plain_unit unit;
    int64_t id;
    for (int i = 0; i < 3; i++) {
        char tuid[8];
        snprintf(tuid, sizeof tuid, "%d", i);
        plain_unit_init(&unit, tuid, "Куба", "Cuba");
        store_add(bank->store, "m", &unit.unit, TOL_DUPLICATE_KEEP, NULL);
    }
    plain_unit_init(&unit, "1", "Куба", "Kuba");
    unit.variants[1].lang = TOL_LIT("de");
    store_add(bank->store, "m", &unit.unit, TOL_DUPLICATE_REPLACE, &id);
    assert_int_equal(id, 2);
    char *text = describe_bank(bank->store);
    assert_true(strstr(text, "\n1 in") < strstr(text, "4:Kuba") && strstr(text, "4:Kuba") < strstr(text, "\n3 in"));
    free(text);
    assert_sound(bank->store);
}

static void memories_do_not_see_each_others_units(void **state)
{
    store_fixture *bank = *state;
    plain_unit unit;
    plain_unit_init(&unit, "1", "Куба", "Cuba");
    assert_int_equal(1, store_add(bank->store, "a", &unit.unit, TOL_DUPLICATE_SKIP, NULL).added);
    assert_int_equal(1, store_add(bank->store, "b", &unit.unit, TOL_DUPLICATE_SKIP, NULL).added);
}

static void identical_units_have_equal_likenesses(void **state)
{
    (void)state;
    tol_rng rng = tol_rng_new("likeness", 2);
    tol_arena arena = TOL_ARENA_INIT;
    for (int round = 0; round < 2000; round++) {
        tol_arena_reset(&arena);
        tol_unit *unit = random_unit(&rng, &arena), *copy = tol_unit_copy(&arena, unit);
        assert_true(tol_is_identical(unit, copy) && tol_is_duplicate(unit, copy));
        assert_int_equal(tol_likeness(unit, TOL_LIT("ru")), tol_likeness(copy, TOL_LIT("ru")));
        assert_in_range(tol_likeness(unit, TOL_LIT("ru")), 0, (INT64_C(1) << 47) - 1);
        tol_unit *other = random_unit(&rng, &arena);
        if (tol_is_identical(unit, other)) {
            assert_true(tol_is_duplicate(unit, other));
        }
        assert_int_equal(tol_is_duplicate(unit, other), tol_is_duplicate(other, unit));
        assert_int_equal(tol_is_identical(unit, other), tol_is_identical(other, unit));
    }
    tol_arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_BANK(equal_units_are_stored_once),
        WITH_BANK(the_order_of_attributes_is_no_difference),
        WITH_BANK(another_target_makes_a_duplicate),
        WITH_BANK(other_metadata_make_a_duplicate),
        WITH_BANK(another_source_makes_another_unit),
        WITH_BANK(tuids_tell_units_apart_only_when_both_have_one),
        WITH_BANK(context_makes_another_unit),
        WITH_BANK(a_unit_that_is_identical_to_any_stored_one_is_never_stored),
        WITH_BANK(the_duplicate_of_the_same_tuid_is_replaced_else_the_oldest),
        WITH_BANK(a_replaced_unit_keeps_its_id_and_its_place),
        WITH_BANK(memories_do_not_see_each_others_units),
        cmocka_unit_test(identical_units_have_equal_likenesses),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
