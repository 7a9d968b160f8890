/* Concepts: everything of them is kept, and the same file adds nothing twice. */
#include "store/store_fixture.h"
#include "support/check.h"
#include "support/fixture.h"

#define WITH_BANK(test) cmocka_unit_test_setup_teardown(test, store_setup, store_teardown)

#define TBX(entries)                                                                                                   \
    "<?xml version=\"1.0\"?><martif type=\"TBX\" xml:lang=\"ru\"><martifHeader/><text><body>" entries                  \
    "</body></text></martif>"
#define ENTRY(id, ru, en)                                                                                              \
    "<termEntry" id "><descrip type=\"definition\">определение</descrip>"                                   \
    "<langSet xml:lang=\"ru\"><tig><term>" ru "</term><termNote type=\"administrativeStatus\">preferredTerm-admn-sts"  \
    "</termNote></tig></langSet><langSet xml:lang=\"en\"><tig><term>" en "</term></tig></langSet></termEntry>"

static tol_import_report import_text(store_fixture *bank, const char *text, tol_on_duplicate policy)
{
    tol_error err;
    tol_import *import;
    tol_import_report report;
    char *path = tol_path_join(bank->dir, "in.tbx");
    tol_file_write(path, tol_str_of(text));
    assert_status(TOL_OK, tol_import_begin(bank->store, &import, &err), &err);
    assert_status(TOL_OK, tol_import_file(import, path, TOL_LIT("g"), policy, NULL, &report, &err), &err);
    assert_status(TOL_OK, tol_import_commit(import, &err), &err);
    tol_import_free(import);
    free(path);
    return report;
}

static tol_status check_concept(void *user, tol_str glossary, const tol_concept *entry, tol_error *err)
{
    (void)err;
    ++*(int *)user;
    assert_str(glossary, "g");
    assert_str(entry->name, "c1");
    assert_int_equal(entry->n_categories, 1);
    assert_str(entry->categories[0].type, "definition");
    assert_str(entry->categories[0].text, "определение");
    assert_int_equal(entry->n_terms, 2);
    assert_str(entry->terms[0].lang, "ru");
    assert_str(entry->terms[0].text, "президиум");
    assert_int_equal(entry->terms[0].status, TOL_TERM_PREFERRED);
    assert_int_equal(entry->terms[0].n_categories, 1);
    assert_str(entry->terms[1].text, "presidium");
    assert_int_equal(entry->terms[1].status, TOL_TERM_UNKNOWN);
    return TOL_OK;
}

static void a_concept_comes_out_as_it_went_in(void **state)
{
    store_fixture *bank = *state;
    tol_error err;
    int n = 0;
    import_text(bank, TBX(ENTRY(" id=\"c1\"", "президиум", "presidium")), TOL_DUPLICATE_KEEP);
    store_reopen(bank, TOL_OPEN_WRITE);
    assert_status(TOL_OK, tol_concept_each(bank->store, TOL_LIT("g"), check_concept, &n, &err), &err);
    assert_int_equal(n, 1);
    assert_status(TOL_ENOTFOUND, tol_concept_each(bank->store, TOL_LIT("x"), check_concept, &n, &err), &err);
    assert_sound(bank->store);
}

static void the_same_file_adds_nothing(void **state)
{
    store_fixture *bank = *state;
    static const char file[] = TBX(ENTRY(" id=\"c1\"", "президиум", "presidium") ENTRY("", "пленум", "plenum"));
    assert_int_equal(2, import_text(bank, file, TOL_DUPLICATE_KEEP).added);
    char *before = describe_bank(bank->store);
    for (int policy = 0; policy < 3; policy++) {
        assert_int_equal(2, import_text(bank, file, (tol_on_duplicate)policy).identical);
    }
    char *after = describe_bank(bank->store);
    assert_string_equal(before, after);
    free(before);
    free(after);
}

static void a_concept_of_the_same_id_is_treated_by_the_policy(void **state)
{
    store_fixture *bank = *state;
    import_text(bank, TBX(ENTRY(" id=\"c1\"", "президиум", "presidium")), TOL_DUPLICATE_KEEP);
    static const char changed[] = TBX(ENTRY(" id=\"c1\"", "президиум", "Presidium of the CC"));
    assert_int_equal(1, import_text(bank, changed, TOL_DUPLICATE_SKIP).skipped);
    assert_int_equal(1, import_text(bank, changed, TOL_DUPLICATE_REPLACE).replaced);
    assert_int_equal(1, import_text(bank, changed, TOL_DUPLICATE_KEEP).identical);
    static const char again[] = TBX(ENTRY(" id=\"c1\"", "президиум", "praesidium"));
    assert_int_equal(1, import_text(bank, again, TOL_DUPLICATE_KEEP).added);
    /* without an id, another content is another concept */
    assert_int_equal(1, import_text(bank, TBX(ENTRY("", "пленум", "plenum")), TOL_DUPLICATE_SKIP).added);
    assert_int_equal(1, import_text(bank, TBX(ENTRY("", "пленум", "plenary")), TOL_DUPLICATE_SKIP).added);
    char *text = describe_bank(bank->store);
    assert_null(strstr(text, "9:presidium"));
    assert_non_null(strstr(text, "10:praesidium"));
    free(text);
    assert_sound(bank->store);
}

static void glossaries_are_listed_and_deleted(void **state)
{
    store_fixture *bank = *state;
    tol_error err;
    tol_arena arena = TOL_ARENA_INIT;
    tol_glossary_info *infos;
    size_t n;
    import_text(bank, TBX(ENTRY(" id=\"c1\"", "президиум", "presidium") ENTRY("", "пленум", "plenum")),
                TOL_DUPLICATE_KEEP);
    assert_status(TOL_OK, tol_glossary_list(bank->store, &arena, &infos, &n, &err), &err);
    assert_int_equal(n, 1);
    assert_str(infos[0].name, "g");
    assert_int_equal(infos[0].n_concepts, 2);
    assert_int_equal(infos[0].n_terms, 4);
    assert_status(TOL_OK, tol_glossary_delete(bank->store, TOL_LIT("g"), &err), &err);
    assert_status(TOL_ENOTFOUND, tol_glossary_delete(bank->store, TOL_LIT("g"), &err), &err);
    assert_status(TOL_OK, tol_glossary_list(bank->store, &arena, &infos, &n, &err), &err);
    assert_int_equal(n, 0);
    char *text = describe_bank(bank->store);
    assert_string_equal(text, "\n");
    free(text);
    assert_sound(bank->store);
    tol_arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_BANK(a_concept_comes_out_as_it_went_in),
        WITH_BANK(the_same_file_adds_nothing),
        WITH_BANK(a_concept_of_the_same_id_is_treated_by_the_policy),
        WITH_BANK(glossaries_are_listed_and_deleted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
