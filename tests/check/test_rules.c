/* Every rule by its examples, and the lists that name rules. */
#include <string.h>

#include "check/rule.h"
#include "check_fixture.h"
#include "support/check.h"

static void assert_passes(const tol_check_rule *rule, const char *rules)
{
    char *found = tol_check_lines(rule->pass.glossary, rule->pass.units, rules, false);
    if (found[0]) {
        print_error("%s, with rules \"%s\": the passing example has\n%s", rule->id, rules, found);
        fail();
    }
    free(found);
}

static void the_passing_example_of_every_rule_passes(void **state)
{
    (void)state;
    for (const tol_check_rule *rule = tol_check_rules(); rule->id; rule++) {
        char rules[128];
        snprintf(rules, sizeof rules, "default,%s", rule->id);
        assert_passes(rule, rules);
    }
}

static const char *last_line(const char *text)
{
    const char *end = strrchr(text, '\n');
    return end ? end + 1 : text;
}

static unsigned lines_of(const char *text)
{
    unsigned n = 1;
    for (; *text; text++) {
        n += *text == '\n';
    }
    return n;
}

static void the_failing_example_has_one_finding_of_its_rule_in_its_last_unit(void **state)
{
    (void)state;
    for (const tol_check_rule *rule = tol_check_rules(); rule->id; rule++) {
        char rules[128], wanted[160];
        snprintf(rules, sizeof rules, "default,%s", rule->id);
        snprintf(wanted, sizeof wanted, "%s %u:", rule->id, lines_of(rule->fail.units));
        char *found = tol_check_lines(rule->fail.glossary, rule->fail.units, rules, false);
        bool is_one =
            strncmp(found, wanted, strlen(wanted)) == 0 && last_line(found)[0] == '\0' && lines_of(found) == 2;
        if (!is_one) {
            print_error("%s: the failing example has\n%s", rule->id, found);
            fail();
        }
        free(found);
    }
}

static void ids_are_unique_and_explained(void **state)
{
    (void)state;
    const tol_check_rule *rules = tol_check_rules();
    for (size_t i = 0; rules[i].id; i++) {
        assert_true(strlen(rules[i].title) > 0 && strlen(rules[i].explanation) > 40);
        for (size_t j = 0; j < i; j++) {
            assert_string_not_equal(rules[i].id, rules[j].id);
        }
    }
}

static void check_list(const char *list, uint32_t wanted)
{
    uint32_t bits;
    tol_error err = {.code = TOL_OK};
    assert_status(TOL_OK, tol_rules_parse(list, &bits, &err), &err);
    assert_int_equal(bits, wanted);
}

static void a_list_begins_with_nothing_or_with_the_default(void **state)
{
    (void)state;
    uint32_t by_default, all;
    assert_int_equal(tol_rules_parse(NULL, &by_default, NULL), TOL_OK);
    assert_int_equal(tol_rules_parse("all", &all, NULL), TOL_OK);
    check_list("homoglyph", TOL_RULE_BIT(HOMOGLYPH));
    check_list("homoglyph, term-case", TOL_RULE_BIT(HOMOGLYPH) | TOL_RULE_BIT(TERM_CASE));
    check_list("-homoglyph", by_default & ~TOL_RULE_BIT(HOMOGLYPH));
    check_list("default,term-source-missing", by_default | TOL_RULE_BIT(TERM_SOURCE_MISSING));
    check_list("all,-term-case", all & ~TOL_RULE_BIT(TERM_CASE));
}

static void unknown_rules_and_empty_lists_are_refused(void **state)
{
    (void)state;
    uint32_t bits;
    tol_error err = {.code = TOL_OK};
    assert_status(TOL_EINVAL, tol_rules_parse("term-mising", &bits, &err), &err);
    assert_string_equal(err.message, "there is no rule \"term-mising\"");
    tol_error_clear(&err);
    assert_status(TOL_EINVAL, tol_rules_parse("homoglyph,-homoglyph", &bits, &err), &err);
}

static void a_prop_names_rules_or_all(void **state)
{
    (void)state;
    assert_int_equal(tol_rules_of_prop(TOL_LIT("term-case, unknown homoglyph")),
                     TOL_RULE_BIT(TERM_CASE) | TOL_RULE_BIT(HOMOGLYPH));
    assert_int_equal(tol_rules_of_prop(TOL_LIT("*")), (1U << TOL_RULE_N) - 1);
    assert_int_equal(tol_rules_of_prop(TOL_STR_NULL), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_passing_example_of_every_rule_passes),
        cmocka_unit_test(the_failing_example_has_one_finding_of_its_rule_in_its_last_unit),
        cmocka_unit_test(ids_are_unique_and_explained),
        cmocka_unit_test(a_list_begins_with_nothing_or_with_the_default),
        cmocka_unit_test(unknown_rules_and_empty_lists_are_refused),
        cmocka_unit_test(a_prop_names_rules_or_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
