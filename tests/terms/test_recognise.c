/* Terms of a glossary in inflected text. */
#include "support/check.h"
#include "support/fixture.h"
#include "terms/recognise.h"
#include "tolmach/term.h"

static const char glossary[] =
    "<?xml version='1.0' encoding='UTF-8'?><martif type='TBX-Basic' xml:lang='en'><martifHeader><fileDesc><sourceDesc>"
    "<p>test</p></sourceDesc></fileDesc></martifHeader><text><body>"
    "<termEntry id='1'><langSet xml:lang='ru'><tig><term>Президиум</term></tig></langSet><langSet xml:lang='en'>"
    "<tig><term>Politburo</term><termNote type='administrativeStatus'>deprecatedTerm-admn-sts</termNote></tig>"
    "<tig><term>Presidium</term><termNote type='administrativeStatus'>preferredTerm-admn-sts</termNote></tig>"
    "</langSet></termEntry>"
    "<termEntry id='2'><langSet xml:lang='ru'><tig><term>Генеральный секретарь</term></tig></langSet>"
    "<langSet xml:lang='en'><tig><term>Secretary General</term></tig></langSet></termEntry>"
    "<termEntry id='3'><langSet xml:lang='ru'><tig><term>Генеральный секретарь ООН</term></tig></langSet>"
    "<langSet xml:lang='en'><tig><term>UN Secretary General</term></tig></langSet></termEntry>"
    "<termEntry id='4'><langSet xml:lang='ru'><tig><term>ООН</term></tig></langSet>"
    "<langSet xml:lang='en'><tig><term>UN</term></tig></langSet></termEntry>"
    "<termEntry id='5'><langSet xml:lang='ru'><tig><term>тов.</term></tig></langSet>"
    "<langSet xml:lang='en'><tig><term>Cde.</term></tig></langSet></termEntry>"
    "</body></text></martif>";

typedef struct bank {
    char *dir, *path, *file;
    tol_store *store;
    tol_recogniser *recogniser;
} bank;

static void open_bank(bank *b, const char *from, const char *to)
{
    tol_error err;
    tol_import *import;
    tol_import_report report = {0};
    b->dir = tol_temp_dir_new();
    b->path = tol_path_join(b->dir, "bank.db");
    b->file = tol_path_join(b->dir, "g.tbx");
    tol_file_write(b->file, tol_str_of(glossary));
    assert_status(TOL_OK, tol_store_open(b->path, TOL_OPEN_CREATE, NULL, &b->store, &err), &err);
    assert_status(TOL_OK, tol_import_begin(b->store, &import, &err), &err);
    assert_status(TOL_OK, tol_import_file(import, b->file, TOL_LIT("g"), TOL_DUPLICATE_KEEP, NULL, &report, &err),
                  &err);
    assert_int_equal(report.added, 5);
    assert_status(TOL_OK, tol_import_commit(import, &err), &err);
    tol_import_free(import);
    assert_status(TOL_OK, tol_recogniser_new(b->store, tol_str_of(from), tol_str_of(to), &b->recogniser, &err), &err);
}

static void close_bank(bank *b)
{
    tol_recogniser_free(b->recogniser);
    tol_store_close(b->store);
    tol_temp_dir_free(b->dir);
    free(b->path);
    free(b->file);
}

/* The terms found in a text, as "term@start-end" with spaces between. */
static void check_terms(bank *b, const char *text, const char *wanted)
{
    tol_arena arena = TOL_ARENA_INIT;
    tol_buf got = TOL_BUF_INIT;
    tol_term_hit *hits;
    size_t n;
    assert_int_equal(tol_recognise(b->recogniser, tol_str_of(text), &arena, &hits, &n, NULL), TOL_OK);
    for (size_t i = 0; i < n; i++) {
        tol_buf_printf(&got, "%s%.*s@%u-%u", i ? " " : "", TOL_ARG(hits[i].term), hits[i].start, hits[i].end);
    }
    assert_str(tol_buf_str(&got), wanted);
    tol_buf_release(&got);
    tol_arena_release(&arena);
}

static void inflected_terms_are_found_at_their_place(void **state)
{
    (void)state;
    bank b;
    open_bank(&b, "ru", "en-US");
    check_terms(&b, "Протокол Президиума", "Президиум@17-37");
    check_terms(&b, "ответ Генеральному секретарю", "Генеральный секретарь@11-54");
    check_terms(&b, "Вернуть.", "");
    check_terms(&b, "", "");
    close_bank(&b);
}

static void longest_term_wins_and_is_reported_once(void **state)
{
    (void)state;
    bank b;
    open_bank(&b, "ru", "en");
    check_terms(&b, "Генеральному секретарю ООН", "Генеральный секретарь ООН@0-50");
    check_terms(&b, "ООН, Генеральный", "ООН@0-6");
    close_bank(&b);
}

static void capitals_and_full_stops_count(void **state)
{
    (void)state;
    bank b;
    open_bank(&b, "ru", "en");
    check_terms(&b, "оон", "");
    check_terms(&b, "тов. Зорину и товар", "тов.@0-7");
    check_terms(&b, "тов Зорину", "");
    close_bank(&b);
}

static void abbreviations_take_endings(void **state)
{
    (void)state;
    bank b;
    open_bank(&b, "ru", "en");
    check_terms(&b, "в ООНе", "ООН@3-11");
    check_terms(&b, "в ООНизм", "");
    close_bank(&b);
    open_bank(&b, "en", "ru");
    check_terms(&b, "the UN’s and the UNs", "UN@4-10 UN@19-22");
    check_terms(&b, "Unit", "");
    close_bank(&b);
}

static void marks_may_stand_inside_a_term(void **state)
{
    (void)state;
    bank b;
    open_bank(&b, "ru", "en");
    check_terms(&b, "Генеральному [1] «секретарю»", "Генеральный секретарь@0-49");
    check_terms(&b, "Генер[альному] секр[етарю] ООН", "Генеральный секретарь ООН@0-54");
    check_terms(&b, "Генеральному [[[[ секретарю", "");
    check_terms(&b, "Генеральному, секретарю", "");
    check_terms(&b, "«Президиум»", "Президиум@2-20");
    close_bank(&b);
}

static void shared_terms_outlive_the_first_recogniser(void **state)
{
    (void)state;
    bank b;
    tol_error err;
    tol_recogniser *other;
    open_bank(&b, "ru", "en");
    assert_status(TOL_OK, tol_recogniser_share(b.recogniser, &other, &err), &err);
    tol_recogniser_free(b.recogniser);
    b.recogniser = other;
    check_terms(&b, "Протокол Президиума", "Президиум@17-37");
    close_bank(&b);
}

static void preferred_translations_come_first(void **state)
{
    (void)state;
    bank b;
    tol_arena arena = TOL_ARENA_INIT;
    tol_term_hit *hits;
    size_t n;
    open_bank(&b, "ru", "en");
    assert_int_equal(tol_recognise(b.recogniser, TOL_LIT("Президиум"), &arena, &hits, &n, NULL), TOL_OK);
    assert_int_equal(n, 1);
    assert_int_equal(hits[0].n_targets, 2);
    assert_str(hits[0].targets[0].text, "Presidium");
    assert_int_equal(hits[0].targets[0].status, TOL_TERM_PREFERRED);
    assert_str(hits[0].targets[1].text, "Politburo");
    assert_int_equal(hits[0].targets[1].status, TOL_TERM_DEPRECATED);
    tol_arena_release(&arena);
    close_bank(&b);
}

static void assert_same_token(const tol_token *a, const tol_token *b)
{
    assert_int_equal(a->kind, b->kind);
    assert_int_equal(a->weight, b->weight);
    assert_int_equal(a->start, b->start);
    assert_int_equal(a->end, b->end);
    tol_assert_slice(a->surface, b->surface, __FILE__, __LINE__);
    tol_assert_slice(a->form, b->form, __FILE__, __LINE__);
    tol_assert_slice(a->key, b->key, __FILE__, __LINE__);
}

static void tokens_are_those_of_an_analysis(void **state)
{
    (void)state;
    static const char *const texts[] = {"Протокол «Президиума» № 61, т[оварищ] [1] — 1 000,5 т!", "",
                                        "и\u0306 Ё́лка https://example.org/a ПРЕЗИДИУМ Протокол, президиум"};
    bank b;
    tol_analyser *analyser;
    tol_arena arena = TOL_ARENA_INIT;
    open_bank(&b, "ru", "en");
    assert_int_equal(tol_analyser_new(TOL_LIT("ru"), &analyser, NULL), TOL_OK);
    check_terms(&b, texts[0], "Президиум@19-39"); /* remembered before tokens are asked for */
    for (size_t i = 0; i < 6; i++) {
        tol_tokens given, wanted;
        tol_term_hit *hits;
        size_t n;
        tol_str text = tol_str_of(texts[i % 3]);
        assert_int_equal(tol_recognise_tokens(b.recogniser, text, &arena, &given, &hits, &n, NULL), TOL_OK);
        assert_int_equal(tol_analyse(analyser, text, NULL, 0, &arena, &wanted, NULL), TOL_OK);
        assert_int_equal(given.n, wanted.n);
        assert_int_equal(given.weight, wanted.weight);
        for (size_t t = 0; t < wanted.n; t++) {
            assert_same_token(&given.items[t], &wanted.items[t]);
        }
    }
    tol_analyser_free(analyser);
    tol_arena_release(&arena);
    close_bank(&b);
}

static void other_direction_works_from_the_same_bank(void **state)
{
    (void)state;
    bank b;
    open_bank(&b, "en", "ru");
    check_terms(&b, "the UN Secretary General’s message to Cde. Zorin", "UN Secretary General@4-28 Cde.@40-44");
    close_bank(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(inflected_terms_are_found_at_their_place),
        cmocka_unit_test(longest_term_wins_and_is_reported_once),
        cmocka_unit_test(capitals_and_full_stops_count),
        cmocka_unit_test(abbreviations_take_endings),
        cmocka_unit_test(marks_may_stand_inside_a_term),
        cmocka_unit_test(shared_terms_outlive_the_first_recogniser),
        cmocka_unit_test(preferred_translations_come_first),
        cmocka_unit_test(tokens_are_those_of_an_analysis),
        cmocka_unit_test(other_direction_works_from_the_same_bank),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
