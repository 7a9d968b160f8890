/* Words as forms of words of terms: the dictionary, the rules, the keys, the cache. */
#include "support/check.h"
#include "terms/morph.h"

typedef struct lab {
    tol_analyser *analyser;
    tol_morph *morph;
    tol_arena arena;
} lab;

static void open_lab(lab *l, const char *lang, const char *dictionaries)
{
    tol_error err = {0};
    tol_morph_opt opt = TOL_MORPH_OPT_INIT;
    opt.dictionaries = dictionaries;
    l->arena = (tol_arena)TOL_ARENA_INIT;
    assert_status(TOL_OK, tol_analyser_new(tol_str_of(lang), &l->analyser, &err), &err);
    assert_status(TOL_OK, tol_morph_new(tol_str_of(lang), &opt, &l->morph, &err), &err);
}

static void close_lab(lab *l)
{
    tol_analyser_free(l->analyser);
    tol_morph_free(l->morph);
    tol_arena_release(&l->arena);
}

static tol_symbols symbols_of(lab *l, const char *word, bool is_term)
{
    tol_error err = {0};
    tol_tokens tokens;
    tol_symbols symbols;
    assert_status(TOL_OK, tol_analyse(l->analyser, tol_str_of(word), NULL, 0, &l->arena, &tokens, &err), &err);
    assert_int_equal(tokens.n, 1);
    tol_status status = is_term ? tol_morph_of_term(l->morph, &tokens.items[0], &symbols, &err)
                                : tol_morph_of_form(l->morph, &tokens.items[0], &symbols, &err);
    assert_status(TOL_OK, status, &err);
    return symbols;
}

static bool fits(lab *l, const char *term, const char *form)
{
    tol_symbols of_term = symbols_of(l, term, true);
    return tol_symbols_meet(of_term, symbols_of(l, form, false));
}

/* Skips the rest of a test where the system has no dictionary. */
#define NEED_DICTIONARY(l)                                                                                             \
    if (!tol_morph_dictionary((l)->morph)) {                                                                           \
        close_lab(l);                                                                                                  \
        skip();                                                                                                        \
    }

static void forms_of_dictionary_words_fit(void **state)
{
    (void)state;
    lab l;
    open_lab(&l, "ru", NULL);
    NEED_DICTIONARY(&l)
    assert_true(fits(&l, "карта", "карт"));
    assert_true(fits(&l, "Президиум", "Президиума"));
    assert_true(fits(&l, "Москва", "МОСКВЫ"));
    assert_false(fits(&l, "карта", "карман"));
    assert_false(fits(&l, "парта", "партия"));
    close_lab(&l);
}

static void without_a_dictionary_keys_decide(void **state)
{
    (void)state;
    lab l;
    open_lab(&l, "ru", "");
    assert_null(tol_morph_dictionary(l.morph));
    assert_true(fits(&l, "карта", "картами"));
    assert_true(fits(&l, "Хрущев", "Хрущёвым"));
    assert_false(fits(&l, "карта", "окно"));
    close_lab(&l);
    open_lab(&l, "sw", "");
    assert_true(fits(&l, "rais", "Rais"));
    assert_false(fits(&l, "rais", "marais"));
    close_lab(&l);
}

static void a_form_has_only_symbols_of_terms(void **state)
{
    (void)state;
    lab l;
    open_lab(&l, "ru", NULL);
    assert_int_equal(symbols_of(&l, "карты", false).n, 0);
    assert_true(symbols_of(&l, "карта", true).n > 0);
    assert_true(symbols_of(&l, "карты", false).n > 0); /* the cache forgot what it said before */
    assert_int_equal(symbols_of(&l, "столы", false).n, 0);
    assert_int_equal(symbols_of(&l, "столы", false).n, 0);
    close_lab(&l);
}

static void equal_sets_are_one(void **state)
{
    (void)state;
    lab l;
    open_lab(&l, "ru", NULL);
    symbols_of(&l, "карта", true);
    assert_ptr_equal(symbols_of(&l, "картами", false).items, symbols_of(&l, "картах", false).items);
    close_lab(&l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(forms_of_dictionary_words_fit),
        cmocka_unit_test(without_a_dictionary_keys_decide),
        cmocka_unit_test(a_form_has_only_symbols_of_terms),
        cmocka_unit_test(equal_sets_are_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
