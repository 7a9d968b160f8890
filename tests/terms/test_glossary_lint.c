/* Faults planted in glossaries are found, each by its rule; terms are found by their words. */
#include "support/check.h"
#include "support/fixture.h"
#include "support/torture.h"
#include "tolmach/buf.h"
#include "tolmach/lint.h"
#include "tolmach/term.h"

typedef struct bank {
    char *dir, *path;
    tol_store *store;
} bank;

static int setup(void **state)
{
    tol_error err;
    bank *b = calloc(1, sizeof *b);
    b->dir = tol_temp_dir_new();
    b->path = tol_path_join(b->dir, "bank.db");
    assert_status(TOL_OK, tol_store_open(b->path, TOL_OPEN_CREATE, NULL, &b->store, &err), &err);
    *state = b;
    return 0;
}

static int teardown(void **state)
{
    bank *b = *state;
    tol_store_close(b->store);
    tol_temp_dir_free(b->dir);
    free(b->path);
    free(b);
    return 0;
}

/* A concept of a Russian term and English ones, "+" before the preferred and "!" before the forbidden. */
static int64_t add(bank *b, const char *glossary, const char *ru, const char *en1, const char *en2)
{
    const char *texts[] = {ru, en1, en2};
    tol_concept entry = {.id = 0};
    tol_arena arena = TOL_ARENA_INIT;
    tol_error err;
    int64_t id = 0;
    for (size_t i = 0; i < 3; i++) {
        const char *text = texts[i];
        if (text) {
            tol_term_status status = *text == '+' ? TOL_TERM_PREFERRED : *text == '!' ? TOL_TERM_FORBIDDEN : 0;
            assert_non_null(tol_concept_add_term(&arena, &entry, i ? TOL_LIT("en") : TOL_LIT("ru"),
                                                 tol_str_of(text + (status != TOL_TERM_UNKNOWN)), status));
        }
    }
    assert_status(TOL_OK, tol_concept_add(b->store, tol_str_of(glossary), &entry, &id, &err), &err);
    tol_arena_release(&arena);
    return id;
}

static tol_status note(void *user, const tol_lint_finding *finding, tol_error *err)
{
    (void)err;
    tol_buf_printf(user, "%s %lld %.*s:%.*s\n", finding->rule->id, (long long)finding->concept_id,
                   TOL_ARG(finding->lang), TOL_ARG(finding->term));
    return TOL_OK;
}

static void check_findings(bank *b, const char *glossary, const char *wanted)
{
    tol_error err;
    tol_buf got = TOL_BUF_INIT;
    assert_status(TOL_OK, tol_glossary_lint(b->store, tol_str_of(glossary), note, &got, &err), &err);
    assert_string_equal(got.ptr ? got.ptr : "", wanted);
    tol_buf_release(&got);
}

static void a_sound_glossary_has_no_findings(void **state)
{
    check_findings(*state, NULL, "");
    add(*state, "g", "окно", "+window", "!pane");
    add(*state, "g", "дом", "house", NULL);
    check_findings(*state, NULL, "");
    check_findings(*state, "g", "");
}

static void each_fault_is_found_by_its_rule(void **state)
{
    add(*state, "g", "окно", "+window", "+pane");
    add(*state, "g", "дом", "house", "House");
    add(*state, "g", "дверь", "+door", "!Door");
    add(*state, "g", "пол", "!floor", NULL);
    add(*state, "g", " стена  дома", "wall", NULL);
    add(*state, "g", "воздух", NULL, NULL);
    add(*state, "g", "Дом", "block", NULL);
    add(*state, "g", "дом", "house", "hut");
    add(*state, "h", "Окно", "!window", NULL);
    check_findings(*state, "g",
                   "several-preferred 1 en:pane\n"
                   "duplicate-term 2 en:House\n"
                   "contradicting-status 3 en:Door\n"
                   "no-permitted-term 4 en:floor\n"
                   "stray-space 5 ru: стена  дома\n"
                   "empty-translation 6 en:\n"
                   "duplicate-concept 8 en:house\n"
                   "homonym 7 ru:Дом\n"
                   "homonym 8 ru:дом\n");
    tol_buf got = TOL_BUF_INIT;
    tol_error err;
    assert_status(TOL_OK, tol_glossary_lint(((bank *)*state)->store, TOL_STR_NULL, note, &got, &err), &err);
    assert_non_null(strstr(got.ptr, "contradicting-status 9 en:window\n"));
    tol_buf_release(&got);
    assert_status(TOL_ENOTFOUND, tol_glossary_lint(((bank *)*state)->store, TOL_LIT("x"), note, NULL, &err), &err);
}

static void a_term_that_stands_in_a_text_in_any_form_was_seen(void **state)
{
    bank *b = *state;
    tol_error err;
    tol_import *import;
    tol_variant variants[] = {{.lang = TOL_LIT("ru"), .text = TOL_LIT("окна Центрального Комитета")},
                              {.lang = TOL_LIT("en"), .text = TOL_LIT("at the windows")}};
    tol_unit unit = {.variants = variants, .n_variants = 2};
    assert_status(TOL_OK, tol_import_begin(b->store, &import, &err), &err);
    assert_status(TOL_OK, tol_import_unit(import, TOL_LIT("m"), &unit, TOL_DUPLICATE_KEEP, NULL, NULL, &err), &err);
    assert_status(TOL_OK, tol_import_commit(import, &err), &err);
    tol_import_free(import);
    add(b, "g", "окно", "window", "!pane");
    add(b, "g", "Центральный Комитет", "Central Committee", NULL);
    add(b, "g", "комитет", "committee", NULL); /* inside of the longer one */
    check_findings(b, "g", "unseen-term 2 en:Central Committee\nunseen-term 3 en:committee\n");
}

/* ---- finding ---- */

static void check_found(bank *b, const char *query, const char *lang, const char *wanted)
{
    tol_error err;
    tol_arena arena = TOL_ARENA_INIT;
    tol_found_term *found;
    size_t n;
    tol_buf got = TOL_BUF_INIT;
    assert_status(TOL_OK,
                  tol_term_find(b->store, tol_str_of(query), tol_str_of(lang), TOL_STR_NULL, &arena, &found, &n, &err),
                  &err);
    for (size_t i = 0; i < n; i++) {
        tol_buf_printf(&got, "%s%d %.*s", i ? ", " : "", (int)found[i].fit, TOL_ARG(found[i].text));
    }
    assert_string_equal(got.ptr ? got.ptr : "", wanted);
    tol_buf_release(&got);
    tol_arena_release(&arena);
}

static void terms_are_found_by_any_form_of_their_words(void **state)
{
    add(*state, "g", "Центральный Комитет", "Central Committee", NULL);
    add(*state, "g", "комитет", "committee", NULL);
    add(*state, "g", "тов.", "Cde.", NULL);
    check_found(*state, "комитетами", NULL, "0 комитет, 1 Центральный Комитет");
    check_found(*state, "Central Committees", "en", "0 Central Committee, 2 committee");
    check_found(*state, "тов", NULL, "0 тов.");
    check_found(*state, "о решении комитета", NULL, "2 комитет");
    check_found(*state, "хлеб", NULL, "");
    check_found(*state, "", NULL, "");
    check_found(*state, "...", NULL, "");
    tol_error err;
    tol_found_term *found;
    size_t n;
    tol_arena arena = TOL_ARENA_INIT;
    assert_status(
        TOL_ENOTFOUND,
        tol_term_find(((bank *)*state)->store, TOL_LIT("x"), TOL_STR_NULL, TOL_LIT("нет"), &arena, &found, &n, &err),
        &err);
    assert_status(
        TOL_EINVAL,
        tol_term_find(((bank *)*state)->store, TOL_LIT("\xFF"), TOL_STR_NULL, TOL_STR_NULL, &arena, &found, &n, &err),
        &err);
    tol_arena_release(&arena);
}

/* The glossary that counts first is recognised first, whichever was there before. */
static void hits_come_in_the_order_of_the_glossaries(void **state)
{
    bank *b = *state;
    tol_error err;
    tol_arena arena = TOL_ARENA_INIT;
    tol_recogniser *r;
    tol_term_hit *hits;
    size_t n;
    add(b, "a", "окно", "window", NULL);
    add(b, "b", "окно", "pane", NULL);
    assert_status(TOL_OK, tol_glossary_set_priority(b->store, TOL_LIT("b"), 1, &err), &err);
    assert_status(TOL_OK, tol_recogniser_new(b->store, TOL_LIT("ru"), TOL_LIT("en"), &r, &err), &err);
    assert_status(TOL_OK, tol_recognise(r, TOL_LIT("у окна"), &arena, &hits, &n, &err), &err);
    assert_int_equal(n, 2);
    assert_str(hits[0].glossary, "b");
    assert_str(hits[1].glossary, "a");
    tol_recogniser_free(r);
    tol_arena_release(&arena);
}

static void check_recognised(bank *b, const char *text, const char *wanted)
{
    tol_error err;
    tol_arena arena = TOL_ARENA_INIT;
    tol_recogniser *r;
    tol_term_hit *hits;
    size_t n;
    tol_buf got = TOL_BUF_INIT;
    assert_status(TOL_OK, tol_recogniser_new(b->store, TOL_LIT("ru"), TOL_LIT("en"), &r, &err), &err);
    assert_status(TOL_OK, tol_recognise(r, tol_str_of(text), &arena, &hits, &n, &err), &err);
    for (size_t i = 0; i < n; i++) {
        tol_buf_printf(&got, "%s%.*s", i ? ", " : "", TOL_ARG(hits[i].term));
    }
    assert_string_equal(got.ptr ? got.ptr : "", wanted);
    tol_buf_release(&got);
    tol_recogniser_free(r);
    tol_arena_release(&arena);
}

static tol_status set_case(void *user, tol_arena *arena, tol_concept *entry, tol_error *err)
{
    (void)err;
    return tol_term_set_case(arena, &entry->terms[0], *(tol_case_rule *)user);
}

static void case_counts_as_the_term_asks(void **state)
{
    bank *b = *state;
    tol_error err;
    tol_case_rule sensitive = TOL_CASE_SENSITIVE, insensitive = TOL_CASE_INSENSITIVE;
    int64_t council = add(b, "g", "Совет", "Council", NULL), un = add(b, "g", "ООН", "UN", NULL);
    check_recognised(b, "совета Совета оон ООН", "Совет, Совет, ООН");
    assert_status(TOL_OK, tol_concept_edit(b->store, council, set_case, &sensitive, &err), &err);
    assert_status(TOL_OK, tol_concept_edit(b->store, un, set_case, &insensitive, &err), &err);
    check_recognised(b, "совета Совета оон ООН", "Совет, ООН, ООН");
    check_recognised(b, "СОВЕТА", "");
    add(b, "g", "совет", "advice", NULL); /* of the usual rule, beside it */
    check_recognised(b, "совета", "совет");
    check_recognised(b, "Совета", "Совет, совет");
}

/* ---- no memory ---- */

static tol_status ignore(void *user, const tol_lint_finding *finding, tol_error *err)
{
    (void)user;
    (void)finding;
    (void)err;
    return TOL_OK;
}

static tol_status lint_once(void *user, tol_error *err)
{
    return tol_glossary_lint(((bank *)user)->store, TOL_STR_NULL, ignore, NULL, err);
}

static void lint_without_memory_says_so(void **state)
{
    add(*state, "g", "x", "+y", "+z");
    add(*state, "g", "x", "q", NULL);
    tol_torture("lint", lint_once, *state, TOL_OK);
}

#define WITH_BANK(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_BANK(a_sound_glossary_has_no_findings),
        WITH_BANK(each_fault_is_found_by_its_rule),
        WITH_BANK(a_term_that_stands_in_a_text_in_any_form_was_seen),
        WITH_BANK(terms_are_found_by_any_form_of_their_words),
        WITH_BANK(hits_come_in_the_order_of_the_glossaries),
        WITH_BANK(case_counts_as_the_term_asks),
        WITH_BANK(lint_without_memory_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
