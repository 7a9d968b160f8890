#include "support/check.h"

#include "tolmach/concept.h"

static void every_spelling_of_a_status_is_read(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        tol_term_status status;
    } rows[] = {
        {"preferredTerm-admn-sts", TOL_TERM_PREFERRED},
        {"preferred", TOL_TERM_PREFERRED},
        {"PreferredTerm", TOL_TERM_PREFERRED},
        {"admittedTerm-admn-sts", TOL_TERM_ADMITTED},
        {"Admitted", TOL_TERM_ADMITTED},
        {"deprecatedTermAdmnSts", TOL_TERM_DEPRECATED},
        {"deprecatedterm-admn-sts", TOL_TERM_DEPRECATED},
        {"Deprecated", TOL_TERM_DEPRECATED},
        {"supersededTerm", TOL_TERM_DEPRECATED},
        {"obsolete", TOL_TERM_DEPRECATED},
        {"notRecommended", TOL_TERM_DEPRECATED},
        {"non-standard", TOL_TERM_DEPRECATED},
        {"forbidden", TOL_TERM_FORBIDDEN},
        {"FORBIDDEN ", TOL_TERM_FORBIDDEN},
        {"standardizedTerm-admn-sts", TOL_TERM_PREFERRED},
        {"approved", TOL_TERM_PREFERRED},
        {"provisional", TOL_TERM_ADMITTED},
        {"", TOL_TERM_UNKNOWN},
        {"term", TOL_TERM_UNKNOWN},
        {"finalized", TOL_TERM_UNKNOWN},
        {"preferredpreferred", TOL_TERM_UNKNOWN},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (tol_term_status_parse(tol_str_of(rows[i].text)) != rows[i].status) {
            print_error("\"%s\" is read as %s\n", rows[i].text,
                        tol_term_status_name(tol_term_status_parse(tol_str_of(rows[i].text))));
            fail();
        }
    }
    assert_int_equal(tol_term_status_parse(TOL_STR_NULL), TOL_TERM_UNKNOWN);
}

static void names_of_statuses_are_read_back(void **state)
{
    (void)state;
    for (int status = TOL_TERM_UNKNOWN; status <= TOL_TERM_FORBIDDEN; status++) {
        const char *name = tol_term_status_name((tol_term_status)status);
        assert_int_equal(tol_term_status_parse(tol_str_of(name)), status);
    }
}

static void a_copy_of_a_concept_is_deep(void **state)
{
    (void)state;
    tol_category category = {TOL_LIT("note"), TOL_STR_NULL, TOL_LIT("n"), TOL_LIT("ru")};
    tol_term term = {TOL_LIT("ru"), TOL_LIT("посол"), TOL_TERM_PREFERRED, &category, 1};
    tol_concept entry = {.id = 3,
                         .name = TOL_LIT("c1"),
                         .categories = &category,
                         .n_categories = 1,
                         .terms = &term,
                         .n_terms = 1,
                         .line = 5};
    tol_arena arena = TOL_ARENA_INIT;
    tol_concept *copy = tol_concept_copy(&arena, &entry);
    assert_non_null(copy);
    assert_int_equal(copy->id, 3);
    assert_int_equal(copy->line, 5);
    assert_ptr_not_equal(copy->terms, entry.terms);
    assert_str(copy->terms[0].text, "посол");
    assert_int_equal(copy->terms[0].status, TOL_TERM_PREFERRED);
    assert_str(copy->terms[0].categories[0].text, "n");
    assert_null(copy->categories[0].type.ptr);
    tol_arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_spelling_of_a_status_is_read),
        cmocka_unit_test(names_of_statuses_are_read_back),
        cmocka_unit_test(a_copy_of_a_concept_is_deep),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
