/* Concepts are added, changed and deleted one by one: whole or not at all, and nothing that was not meant. */
#include <signal.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "store/store_fixture.h"
#include "support/check.h"
#include "support/fixture.h"
#include "support/rng.h"
#include "support/torture.h"

#define WITH_BANK(test) cmocka_unit_test_setup_teardown(test, store_setup, store_teardown)

/* A concept as a file might have had it; every one of them is the same. */
static int64_t add_window(tol_store *store, const char *glossary)
{
    tol_category categories[] = {
        {TOL_LIT("transac"), TOL_LIT("origination"), TOL_LIT("кто-то"), TOL_LIT("ru")},
        {TOL_LIT("descrip"), TOL_LIT("Unknown Field"), TOL_LIT(" two  spaces "), TOL_STR_NULL},
    };
    tol_term terms[] = {
        {TOL_LIT("RU"), TOL_LIT("окно"), TOL_TERM_PREFERRED, categories, 2},
        {TOL_LIT("en-us"), TOL_LIT("window"), TOL_TERM_UNKNOWN, NULL, 0},
    };
    tol_concept window = {
        .name = TOL_LIT("w-1"), .categories = categories, .n_categories = 2, .terms = terms, .n_terms = 2};
    int64_t id = 0;
    tol_error err;
    assert_status(TOL_OK, tol_concept_add(store, tol_str_of(glossary), &window, &id, &err), &err);
    assert_true(id > 0);
    return id;
}

static void a_concept_that_is_added_is_there_as_it_was_given(void **state)
{
    store_fixture *bank = *state;
    tol_error err;
    tol_arena arena = TOL_ARENA_INIT;
    tol_concept got;
    tol_str glossary;
    int64_t id = add_window(bank->store, "g");
    assert_int_equal(id, add_window(bank->store, "g")); /* an identical one is not stored again */
    store_reopen(bank, TOL_OPEN_READ);
    assert_status(TOL_OK, tol_concept_get(bank->store, id, &arena, &glossary, &got, &err), &err);
    assert_str(glossary, "g");
    assert_str(got.name, "w-1");
    assert_int_equal(got.n_terms, 2);
    assert_str(got.terms[1].lang, "en-us");
    assert_str(got.terms[0].categories[1].text, " two  spaces ");
    assert_null(got.terms[0].categories[1].lang.ptr);
    assert_status(TOL_ENOTFOUND, tol_concept_get(bank->store, id + 1, &arena, NULL, &got, &err), &err);
    assert_sound(bank->store);
    tol_arena_release(&arena);
}

static void a_useless_concept_is_refused(void **state)
{
    store_fixture *bank = *state;
    tol_error err;
    tol_term empty = {.lang = TOL_LIT("ru"), .text = TOL_LIT("")},
             bad = {.lang = TOL_LIT("ru"), .text = TOL_LIT("\xFF")};
    tol_concept none = {.id = 0}, of_empty = {.terms = &empty, .n_terms = 1}, of_bad = {.terms = &bad, .n_terms = 1};
    tol_term good = {.lang = TOL_LIT("ru"), .text = TOL_LIT("дом")};
    tol_concept named = {.terms = &good, .n_terms = 1};
    assert_status(TOL_EINVAL, tol_concept_add(bank->store, TOL_LIT("g"), &none, NULL, &err), &err);
    assert_status(TOL_EINVAL, tol_concept_add(bank->store, TOL_LIT("g"), &of_empty, NULL, &err), &err);
    assert_status(TOL_EINVAL, tol_concept_add(bank->store, TOL_LIT("g"), &of_bad, NULL, &err), &err);
    assert_status(TOL_EINVAL, tol_concept_add(bank->store, TOL_LIT(""), &named, NULL, &err), &err);
    tol_arena arena = TOL_ARENA_INIT;
    tol_glossary_info *infos;
    size_t n = 7;
    assert_status(TOL_OK, tol_glossary_list(bank->store, &arena, &infos, &n, &err), &err);
    assert_int_equal(n, 0); /* and no glossary was made for it */
    tol_arena_release(&arena);
}

/* ---- editing ---- */

static tol_status forbid_first(void *user, tol_arena *arena, tol_concept *entry, tol_error *err)
{
    (void)user;
    (void)err;
    tol_term_set_status(&entry->terms[0], TOL_TERM_FORBIDDEN);
    return tol_concept_say(arena, entry, TOL_CATEGORY_DEFINITION, TOL_STR_NULL, TOL_LIT("дыра в стене"));
}

static void an_edit_changes_what_it_means_and_nothing_else(void **state)
{
    store_fixture *bank = *state;
    tol_error err;
    tol_arena arena = TOL_ARENA_INIT;
    tol_concept got;
    int64_t id = add_window(bank->store, "g");
    assert_status(TOL_OK, tol_concept_edit(bank->store, id, forbid_first, NULL, &err), &err);
    assert_status(TOL_OK, tol_concept_get(bank->store, id, &arena, NULL, &got, &err), &err);
    assert_int_equal(got.terms[0].status, TOL_TERM_FORBIDDEN);
    assert_str(got.terms[0].lang, "RU");
    assert_int_equal(got.terms[0].n_categories, 2);
    assert_str(got.terms[0].categories[0].lang, "ru");
    assert_str(got.terms[0].categories[1].text, " two  spaces ");
    assert_int_equal(got.n_categories, 3);
    assert_str(got.categories[0].text, "кто-то");
    assert_str(got.categories[2].text, "дыра в стене");
    assert_str(got.name, "w-1");
    assert_sound(bank->store);
    tol_arena_release(&arena);
}

static tol_status give_up(void *user, tol_arena *arena, tol_concept *entry, tol_error *err)
{
    (void)arena;
    (void)err;
    entry->n_terms = 0;
    return *(tol_status *)user;
}

static void an_edit_that_fails_leaves_the_bank_as_it_was(void **state)
{
    store_fixture *bank = *state;
    tol_error err;
    int64_t id = add_window(bank->store, "g");
    char *before = describe_bank(bank->store);
    tol_status wanted = TOL_ECANCELLED, fine = TOL_OK;
    assert_int_equal(TOL_ECANCELLED, tol_concept_edit(bank->store, id, give_up, &wanted, &err));
    assert_status(TOL_EINVAL, tol_concept_edit(bank->store, id, give_up, &fine, &err), &err);
    assert_status(TOL_ENOTFOUND, tol_concept_edit(bank->store, id + 1, forbid_first, NULL, &err), &err);
    assert_status(TOL_ENOTFOUND, tol_concept_delete(bank->store, id + 1, &err), &err);
    char *after = describe_bank(bank->store);
    assert_string_equal(before, after);
    free(before);
    free(after);
    assert_sound(bank->store);
}

static void the_number_of_a_deleted_concept_is_not_given_again(void **state)
{
    store_fixture *bank = *state;
    tol_error err;
    int64_t id = add_window(bank->store, "g");
    assert_status(TOL_OK, tol_concept_delete(bank->store, id, &err), &err);
    assert_int_equal(add_window(bank->store, "g"), id + 1);
    assert_status(TOL_OK, tol_glossary_delete(bank->store, TOL_LIT("g"), &err), &err);
    store_reopen(bank, TOL_OPEN_WRITE);
    assert_int_equal(add_window(bank->store, "g"), id + 2);
    assert_sound(bank->store);
}

/* ---- glossaries ---- */

static void glossaries_are_ranked_named_and_counted(void **state)
{
    store_fixture *bank = *state;
    tol_store *store = bank->store;
    tol_error err;
    tol_arena arena = TOL_ARENA_INIT;
    tol_glossary_info *infos, one;
    size_t n;
    add_window(store, "a");
    add_window(store, "b");
    assert_status(TOL_OK, tol_glossary_create(store, TOL_LIT("c"), &err), &err);
    assert_status(TOL_EEXISTS, tol_glossary_create(store, TOL_LIT("c"), &err), &err);
    assert_status(TOL_EEXISTS, tol_glossary_rename(store, TOL_LIT("c"), TOL_LIT("b"), &err), &err);
    assert_status(TOL_OK, tol_glossary_rename(store, TOL_LIT("c"), TOL_LIT("0"), &err), &err);
    assert_status(TOL_ENOTFOUND, tol_glossary_rename(store, TOL_LIT("c"), TOL_LIT("d"), &err), &err);
    assert_status(TOL_OK, tol_glossary_set_priority(store, TOL_LIT("b"), 5, &err), &err);
    assert_status(TOL_ENOTFOUND, tol_glossary_set_priority(store, TOL_LIT("x"), 5, &err), &err);
    assert_status(TOL_EINVAL, tol_glossary_set_priority(store, TOL_LIT("b"), TOL_PRIORITY_MAX + 1, &err), &err);
    assert_status(TOL_OK, tol_glossary_list(store, &arena, &infos, &n, &err), &err);
    assert_int_equal(n, 3);
    assert_str(infos[0].name, "b");
    assert_int_equal(infos[0].priority, 5);
    assert_str(infos[1].name, "0");
    assert_str(infos[2].name, "a");
    assert_status(TOL_OK, tol_glossary_get(store, TOL_LIT("a"), &arena, &one, &err), &err);
    assert_int_equal(one.n_langs, 2);
    assert_str(one.langs[0], "ru");
    assert_str(one.langs[1], "en-US");
    assert_int_equal(one.n_terms, 2);
    assert_status(TOL_ENOTFOUND, tol_glossary_get(store, TOL_LIT("x"), &arena, &one, &err), &err);
    assert_sound(store);
    tol_arena_release(&arena);
}

/* ---- two at a time, and the power cut ---- */

static tol_status add_numbered(void *user, tol_arena *arena, tol_concept *entry, tol_error *err)
{
    char text[32];
    (void)err;
    snprintf(text, sizeof text, "%s", (const char *)user);
    return tol_concept_add_term(arena, entry, TOL_LIT("en"), tol_str_of(text), TOL_TERM_UNKNOWN) ? TOL_OK : TOL_ENOMEM;
}

/* Add terms until there are as many as wanted, or for ever. */
static void edit_in_child(const char *path, int64_t id, int who, int n)
{
    tol_error err;
    tol_store *store;
    tol_status status = tol_store_open(path, TOL_OPEN_WRITE, NULL, &store, &err);
    for (int i = 0; !status && (n == 0 || i < n); i++) {
        char text[32];
        snprintf(text, sizeof text, "%d-%d", who, i);
        do {
            status = tol_concept_edit(store, id, add_numbered, text, &err);
        } while (status == TOL_EBUSY);
    }
    _exit(status ? 1 : 0);
}

static size_t count_terms(tol_store *store, int64_t id)
{
    tol_error err;
    tol_concept got;
    tol_arena arena = TOL_ARENA_INIT;
    assert_status(TOL_OK, tol_concept_get(store, id, &arena, NULL, &got, &err), &err);
    tol_arena_release(&arena);
    return got.n_terms;
}

static void two_who_edit_at_once_both_have_their_way(void **state)
{
    store_fixture *bank = *state;
    enum { EACH = 15 };
    int64_t id = add_window(bank->store, "g");
    pid_t children[2];
    for (int who = 0; who < 2; who++) {
        children[who] = fork();
        if (children[who] == 0) {
            edit_in_child(bank->path, id, who, EACH);
        }
    }
    for (int who = 0; who < 2; who++) {
        int result;
        assert_int_equal(children[who], waitpid(children[who], &result, 0));
        assert_true(WIFEXITED(result) && WEXITSTATUS(result) == 0);
    }
    assert_int_equal(count_terms(bank->store, id), 2 + 2 * EACH);
    assert_sound(bank->store);
}

static void a_killed_editor_leaves_whole_concepts(void **state)
{
    store_fixture *bank = *state;
    tol_rng rng = tol_rng_new("kill", 83);
    int64_t id = add_window(bank->store, "g");
    size_t n = 2;
    for (int round = 0; round < 8; round++) {
        pid_t child = fork();
        if (child == 0) {
            edit_in_child(bank->path, id, round, 0);
        }
        struct timespec delay = {0, (long)(20 + tol_rng_below(&rng, 80)) * 1000000};
        nanosleep(&delay, NULL);
        kill(child, SIGKILL);
        assert_int_equal(child, waitpid(child, NULL, 0));
        store_reopen(bank, TOL_OPEN_WRITE);
        assert_sound(bank->store);
        size_t now = count_terms(bank->store, id);
        assert_true(now >= n);
        n = now;
    }
    print_message("%zu terms were added before the kills\n", n - 2);
}

/* ---- no memory ---- */

static tol_status edit_once(void *user, tol_error *err)
{
    store_fixture *bank = user;
    return tol_concept_edit(bank->store, 1, forbid_first, NULL, err);
}

static void an_edit_without_memory_says_so(void **state)
{
    store_fixture *bank = *state;
    add_window(bank->store, "g");
    tol_torture("concept edit", edit_once, bank, TOL_OK);
    assert_sound(bank->store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_BANK(a_concept_that_is_added_is_there_as_it_was_given),
        WITH_BANK(a_useless_concept_is_refused),
        WITH_BANK(an_edit_changes_what_it_means_and_nothing_else),
        WITH_BANK(an_edit_that_fails_leaves_the_bank_as_it_was),
        WITH_BANK(the_number_of_a_deleted_concept_is_not_given_again),
        WITH_BANK(glossaries_are_ranked_named_and_counted),
        WITH_BANK(two_who_edit_at_once_both_have_their_way),
        WITH_BANK(a_killed_editor_leaves_whole_concepts),
        WITH_BANK(an_edit_without_memory_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
