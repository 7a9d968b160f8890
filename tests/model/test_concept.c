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

/* ---- categories ---- */

static void each_tool_s_name_of_a_category_is_understood(void **state)
{
    (void)state;
    static const struct {
        const char *element, *type;
        tol_category_kind kind;
    } rows[] = {
        {"termNote", "partOfSpeech", TOL_CATEGORY_POS},
        {"descrip", "Part of Speech", TOL_CATEGORY_POS}, /* MultiTerm */
        {"descrip", "часть речи", TOL_CATEGORY_POS},
        {"termNote", "termType", TOL_CATEGORY_TYPE},
        {"termNote", "administrativeStatus", TOL_CATEGORY_STATUS},
        {"descrip", "Status", TOL_CATEGORY_STATUS},
        {"descrip", "definition", TOL_CATEGORY_DEFINITION},
        {"descrip", "Definition", TOL_CATEGORY_DEFINITION},
        {"descrip", "subjectField", TOL_CATEGORY_SUBJECT},
        {"descrip", "Domain", TOL_CATEGORY_SUBJECT},
        {"admin", "customerSubset", TOL_CATEGORY_CLIENT},
        {"admin", "customer", TOL_CATEGORY_CLIENT},
        {"admin", "projectSubset", TOL_CATEGORY_PROJECT},
        {"note", NULL, TOL_CATEGORY_NOTE},
        {"note", "translator", TOL_CATEGORY_NOTE},
        {"descrip", "Note", TOL_CATEGORY_NOTE},
        {"descrip", "Usage note", TOL_CATEGORY_USAGE},
        {"descrip", "context", TOL_CATEGORY_CONTEXT},
        {"admin", "source", TOL_CATEGORY_SOURCE},
        {"descrip", "Source", TOL_CATEGORY_SOURCE},
        {"admin", "caseSensitivity", TOL_CATEGORY_CASE},
        {"date", NULL, TOL_CATEGORY_OTHER},
        {"transac", "origination", TOL_CATEGORY_OTHER},
        {"descrip", NULL, TOL_CATEGORY_OTHER},
        {"descrip", "Graphic", TOL_CATEGORY_OTHER},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        tol_category one = {.element = tol_str_of(rows[i].element), .type = tol_str_of(rows[i].type)};
        if (tol_category_kind_of(&one) != rows[i].kind) {
            print_error("%s %s is read as %s\n", rows[i].element, rows[i].type ? rows[i].type : "",
                        tol_category_kind_name(tol_category_kind_of(&one)));
            fail();
        }
    }
}

static void what_is_said_is_changed_in_its_place_and_the_rest_stays(void **state)
{
    (void)state;
    tol_arena arena = TOL_ARENA_INIT;
    tol_category categories[] = {
        {TOL_LIT("date"), TOL_STR_NULL, TOL_LIT("2026-01-01"), TOL_LIT("ru")},
        {TOL_LIT("descrip"), TOL_LIT("Note"), TOL_LIT("раз"), TOL_LIT("ru")},
        {TOL_LIT("xref"), TOL_LIT("xGraphic"), TOL_LIT("a.png"), TOL_STR_NULL},
        {TOL_LIT("note"), TOL_STR_NULL, TOL_LIT("два"), TOL_STR_NULL},
    };
    tol_term term = {.lang = TOL_LIT("ru"), .categories = categories, .n_categories = 4};
    assert_str(tol_term_says(&term, TOL_CATEGORY_NOTE), "раз");
    assert_int_equal(TOL_OK, tol_term_say(&arena, &term, TOL_CATEGORY_NOTE, TOL_LIT("три")));
    assert_int_equal(term.n_categories, 3);
    assert_str(term.categories[0].text, "2026-01-01");
    assert_str(term.categories[1].type, "Note");
    assert_str(term.categories[1].text, "три");
    assert_str(term.categories[2].text, "a.png");
    assert_int_equal(TOL_OK, tol_term_say(&arena, &term, TOL_CATEGORY_POS, TOL_LIT("noun")));
    assert_int_equal(term.n_categories, 4);
    assert_str(term.categories[3].element, "termNote");
    assert_str(term.categories[3].lang, "ru");
    assert_int_equal(TOL_OK, tol_term_say(&arena, &term, TOL_CATEGORY_NOTE, TOL_STR_NULL));
    assert_int_equal(term.n_categories, 3);
    assert_null(tol_term_says(&term, TOL_CATEGORY_NOTE).ptr);
    assert_int_equal(TOL_EINVAL, tol_term_say(&arena, &term, TOL_CATEGORY_STATUS, TOL_LIT("x")));
    assert_int_equal(TOL_EINVAL, tol_term_say(&arena, &term, TOL_CATEGORY_OTHER, TOL_LIT("x")));
    assert_int_equal(TOL_EINVAL, tol_term_say(&arena, &term, TOL_CATEGORY_CASE, TOL_LIT("x")));
    tol_arena_release(&arena);
}

static void definitions_are_of_a_language_or_of_none(void **state)
{
    (void)state;
    tol_arena arena = TOL_ARENA_INIT;
    tol_concept entry = {.id = 0};
    assert_int_equal(TOL_OK, tol_concept_say(&arena, &entry, TOL_CATEGORY_DEFINITION, TOL_LIT("ru"), TOL_LIT("по")));
    assert_null(tol_concept_says(&entry, TOL_CATEGORY_DEFINITION, TOL_LIT("en")).ptr);
    assert_str(tol_concept_says(&entry, TOL_CATEGORY_DEFINITION, TOL_STR_NULL), "по");
    assert_int_equal(TOL_OK, tol_concept_say(&arena, &entry, TOL_CATEGORY_DEFINITION, TOL_STR_NULL, TOL_LIT("all")));
    assert_str(tol_concept_says(&entry, TOL_CATEGORY_DEFINITION, TOL_LIT("en")), "all");
    assert_str(tol_concept_says(&entry, TOL_CATEGORY_DEFINITION, TOL_LIT("ru-RU")), "по");
    assert_int_equal(TOL_OK, tol_concept_say(&arena, &entry, TOL_CATEGORY_DEFINITION, TOL_LIT("ru"), TOL_LIT("")));
    assert_int_equal(entry.n_categories, 1);
    assert_str(tol_concept_says(&entry, TOL_CATEGORY_DEFINITION, TOL_LIT("ru")), "all");
    tol_arena_release(&arena);
}

static void a_new_status_takes_the_old_spelling_away(void **state)
{
    (void)state;
    tol_category categories[] = {
        {TOL_LIT("termNote"), TOL_LIT("administrativeStatus"), TOL_LIT("supersededTerm"), TOL_STR_NULL},
        {TOL_LIT("note"), TOL_STR_NULL, TOL_LIT("n"), TOL_STR_NULL},
        {TOL_LIT("termNote"), TOL_LIT("status"), TOL_LIT("obsolete"), TOL_STR_NULL},
    };
    tol_term term = {.status = TOL_TERM_DEPRECATED, .categories = categories, .n_categories = 3};
    tol_term_set_status(&term, TOL_TERM_DEPRECATED);
    assert_int_equal(term.n_categories, 3); /* "superseded" is deprecated, and stays */
    tol_term_set_status(&term, TOL_TERM_PREFERRED);
    assert_int_equal(term.status, TOL_TERM_PREFERRED);
    assert_int_equal(term.n_categories, 2);
    assert_str(term.categories[0].text, "preferredTerm-admn-sts");
    assert_str(term.categories[1].text, "n");
    tol_term_set_status(&term, TOL_TERM_FORBIDDEN); /* which administrativeStatus has no word for */
    assert_int_equal(term.n_categories, 1);
    assert_str(term.categories[0].text, "n");
    tol_category own = {TOL_LIT("descrip"), TOL_LIT("Status"), TOL_LIT("Preferred"), TOL_STR_NULL};
    term = (tol_term){.status = TOL_TERM_PREFERRED, .categories = &own, .n_categories = 1};
    tol_term_set_status(&term, TOL_TERM_FORBIDDEN);
    assert_str(own.text, "forbidden");
    tol_term_set_status(&term, TOL_TERM_UNKNOWN);
    assert_int_equal(term.n_categories, 0);
}

static void a_case_rule_is_read_and_set_in_memoq_s_way_too(void **state)
{
    (void)state;
    tol_arena arena = TOL_ARENA_INIT;
    tol_category matching = {TOL_LIT("admin"), TOL_LIT("memoQ matching"), TOL_LIT("CaseSense;Custom"), TOL_STR_NULL};
    tol_term term = {.categories = &matching, .n_categories = 1};
    assert_int_equal(tol_term_case(&term), TOL_CASE_SENSITIVE);
    assert_int_equal(TOL_OK, tol_term_set_case(&arena, &term, TOL_CASE_INSENSITIVE));
    assert_int_equal(term.n_categories, 1);
    assert_str(term.categories[0].text, "CaseInsense;Custom");
    assert_int_equal(TOL_OK, tol_term_set_case(&arena, &term, TOL_CASE_USUAL));
    assert_str(term.categories[0].text, "CasePermissive;Custom");
    assert_int_equal(tol_term_case(&term), TOL_CASE_USUAL);
    static const struct {
        const char *text;
        tol_case_rule rule;
    } rows[] = {{"sensitive", TOL_CASE_SENSITIVE}, {"Yes", TOL_CASE_SENSITIVE},     {"true", TOL_CASE_SENSITIVE},
                {"No", TOL_CASE_INSENSITIVE},      {"false", TOL_CASE_INSENSITIVE}, {"Permissive", TOL_CASE_USUAL}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        tol_category said = {TOL_LIT("admin"), TOL_LIT("caseSensitivity"), tol_str_of(rows[i].text), TOL_STR_NULL};
        term = (tol_term){.categories = &said, .n_categories = 1};
        assert_int_equal(tol_term_case(&term), rows[i].rule);
    }
    term = (tol_term){.n_categories = 0};
    assert_int_equal(TOL_OK, tol_term_set_case(&arena, &term, TOL_CASE_SENSITIVE));
    assert_str(term.categories[0].type, "caseSensitivity");
    assert_int_equal(TOL_OK, tol_term_set_case(&arena, &term, TOL_CASE_USUAL));
    assert_int_equal(term.n_categories, 0);
    tol_arena_release(&arena);
}

static void terms_stand_with_those_of_their_language(void **state)
{
    (void)state;
    tol_arena arena = TOL_ARENA_INIT;
    tol_concept entry = {.id = 0};
    assert_non_null(tol_concept_add_term(&arena, &entry, TOL_LIT("ru"), TOL_LIT("окно"), TOL_TERM_UNKNOWN));
    assert_non_null(tol_concept_add_term(&arena, &entry, TOL_LIT("en"), TOL_LIT("pane"), TOL_TERM_FORBIDDEN));
    assert_non_null(tol_concept_add_term(&arena, &entry, TOL_LIT("ru"), TOL_LIT("окошко"), TOL_TERM_ADMITTED));
    assert_str(entry.terms[1].text, "окошко");
    assert_int_equal(entry.terms[2].status, TOL_TERM_FORBIDDEN);
    tol_concept_drop_term(&entry, 1);
    tol_concept_drop_term(&entry, 7);
    assert_int_equal(entry.n_terms, 2);
    assert_str(entry.terms[1].text, "pane");
    tol_arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_spelling_of_a_status_is_read),
        cmocka_unit_test(names_of_statuses_are_read_back),
        cmocka_unit_test(a_copy_of_a_concept_is_deep),
        cmocka_unit_test(each_tool_s_name_of_a_category_is_understood),
        cmocka_unit_test(what_is_said_is_changed_in_its_place_and_the_rest_stays),
        cmocka_unit_test(definitions_are_of_a_language_or_of_none),
        cmocka_unit_test(a_new_status_takes_the_old_spelling_away),
        cmocka_unit_test(a_case_rule_is_read_and_set_in_memoq_s_way_too),
        cmocka_unit_test(terms_stand_with_those_of_their_language),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
