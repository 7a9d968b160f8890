/*
 * Recognitions in real texts that a reader has judged (data/README.md): the right ones are still recognised, and the
 * wrong ones do not become more.
 */
#include "support/check.h"
#include "support/fixture.h"
#include "terms/morph.h"
#include "tolmach/term.h"

/* Of 300 recognitions so many were wrong; precision 97.7 %. */
#define WRONG 7
#define ALL   300

typedef struct row {
    tol_str lang, term, form;
    unsigned times;
    bool is_right;
} row;

typedef struct table {
    char *text;
    row items[512];
    size_t n;
} table;

static tol_str next_field(const char **at, char end)
{
    const char *stop = strchr(*at, end);
    assert_non_null(stop);
    tol_str field = {*at, (size_t)(stop - *at)};
    *at = stop + 1;
    return field;
}

static void read_table(table *all)
{
    all->n = 0;
    all->text = tol_file_read(TOL_SOURCE_DIR "/tests/terms/data/recognised.tsv", NULL);
    assert_non_null(all->text);
    const char *at = all->text;
    next_field(&at, '\n');
    while (*at) {
        assert_true(all->n < sizeof all->items / sizeof all->items[0]);
        row *one = &all->items[all->n++];
        one->lang = next_field(&at, '\t');
        one->term = next_field(&at, '\t');
        one->form = next_field(&at, '\t');
        one->times = (unsigned)strtoul(next_field(&at, '\t').ptr, NULL, 10);
        one->is_right = tol_str_equal(next_field(&at, '\n'), TOL_LIT("right"));
    }
}

static bool has_dictionary(const char *lang)
{
    tol_morph *morph;
    assert_int_equal(tol_morph_new(tol_str_of(lang), NULL, &morph, NULL), TOL_OK);
    bool has = tol_morph_dictionary(morph) != NULL;
    tol_morph_free(morph);
    return has;
}

/* The table's terms of a language, as a bank. */
static tol_store *make_bank(const char *dir, const table *all, const char *lang)
{
    tol_error err;
    tol_store *store;
    tol_import *import;
    tol_import_report report = {0};
    tol_read_opt opt = TOL_READ_OPT_INIT;
    tol_buf text = TOL_BUF_INIT;
    char *bank = tol_path_join(dir, lang), *file = tol_path_join(dir, "g.tsv");
    tol_buf_printf(&text, "%s\tde\n", lang);
    for (size_t i = 0; i < all->n; i++) {
        bool is_again = i > 0 && tol_str_equal(all->items[i].term, all->items[i - 1].term);
        if (!is_again && tol_str_equal(all->items[i].lang, tol_str_of(lang))) {
            tol_buf_printf(&text, "%.*s\tx%zu\n", TOL_ARG(all->items[i].term), i);
        }
    }
    tol_file_write(file, tol_buf_str(&text));
    tol_buf_release(&text);
    opt.takes = TOL_TAKE_CONCEPTS;
    assert_status(TOL_OK, tol_store_open(bank, TOL_OPEN_CREATE, NULL, &store, &err), &err);
    assert_status(TOL_OK, tol_import_begin(store, &import, &err), &err);
    assert_status(TOL_OK, tol_import_file(import, file, TOL_LIT("g"), TOL_DUPLICATE_KEEP, &opt, &report, &err), &err);
    assert_status(TOL_OK, tol_import_commit(import, &err), &err);
    tol_import_free(import);
    free(bank);
    free(file);
    return store;
}

static bool is_recognised(tol_recogniser *recogniser, const row *one)
{
    tol_arena arena = TOL_ARENA_INIT;
    tol_term_hit *hits;
    size_t n;
    bool found = false;
    assert_int_equal(tol_recognise(recogniser, one->form, &arena, &hits, &n, NULL), TOL_OK);
    for (size_t i = 0; i < n; i++) {
        found = found || tol_str_equal(hits[i].term, one->term);
    }
    tol_arena_release(&arena);
    return found;
}

static void count_lang(const table *all, const char *lang, unsigned *right, unsigned *wrong)
{
    tol_error err;
    tol_recogniser *recogniser;
    char *dir = tol_temp_dir_new();
    tol_store *store = make_bank(dir, all, lang);
    assert_status(TOL_OK, tol_recogniser_new(store, tol_str_of(lang), TOL_LIT("de"), &recogniser, &err), &err);
    for (size_t i = 0; i < all->n; i++) {
        const row *one = &all->items[i];
        if (!tol_str_equal(one->lang, tol_str_of(lang))) {
            continue;
        }
        bool found = is_recognised(recogniser, one);
        if (one->is_right && !found) {
            fprintf(stderr, "\"%.*s\" is no more a form of \"%.*s\"\n", TOL_ARG(one->form), TOL_ARG(one->term));
        }
        *(one->is_right ? right : wrong) += found ? one->times : 0;
    }
    tol_recogniser_free(recogniser);
    tol_store_close(store);
    tol_temp_dir_free(dir);
}

static void what_was_judged_right_is_recognised_and_little_else(void **state)
{
    (void)state;
    static table all;
    unsigned right = 0, wrong = 0;
    if (!has_dictionary("ru") || !has_dictionary("en")) {
        skip();
    }
    read_table(&all);
    count_lang(&all, "ru", &right, &wrong);
    count_lang(&all, "en", &right, &wrong);
    fprintf(stderr, "%u right, %u wrong\n", right, wrong);
    assert_int_equal(right, ALL - WRONG);
    assert_true(wrong <= WRONG);
    free(all.text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_judged_right_is_recognised_and_little_else),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
