/* Words as forms of words of terms: the dictionary, the rules, the keys, the cache. */
#include <pthread.h>

#include "support/check.h"
#include "support/fixture.h"
#include "support/torture.h"
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

/* A term, and forms with spaces between: those that it has, and those that it has not. */
typedef struct paradigm {
    const char *term, *has, *has_not;
} paradigm;

static void check_paradigms(lab *l, const paradigm *rows, size_t n)
{
    size_t n_failed = 0;
    for (size_t i = 0; i < n; i++) {
        for (int wanted = 1; wanted >= 0; wanted--) {
            char forms[512];
            snprintf(forms, sizeof forms, "%s", wanted ? rows[i].has : rows[i].has_not);
            for (char *form = strtok(forms, " "); form; form = strtok(NULL, " ")) {
                bool is_right = fits(l, rows[i].term, form) == wanted;
                n_failed += !is_right;
                if (!is_right) {
                    print_error("%s %s %s\n", rows[i].term, wanted ? "has not" : "has", form);
                }
            }
        }
    }
    assert_int_equal(n_failed, 0);
}

static void halves_of_paradigms_are_joined(void **state)
{
    (void)state;
    static const paradigm rows[] = {
        {"окно", "окон окна окнами Окон", "окунь окоп"},
        {"письмо", "писем письма письмах", "писк"},
        {"посол", "посла послу послы послами послов", "пост"},
        {"время", "времени временем времён", "временный"},
        {"имя", "имени именем имён именами", "именно"},
        {"сестра", "сестёр сёстрами сестры", "сестричка"},
        {"человек", "люди людей людям", "людоед"},
        {"год", "лет годами году", "где гад"},
        {"угол", "угла углом", "уголь уголок"},
        {"край", "края краем краёв краями", "кран"},
        {"палец", "пальцы пальцев пальцем", "пальто"},
        {"немец", "немцев немцем немцы", "немой"},
        {"новость", "новости новостей", "новый"},
    };
    lab l;
    open_lab(&l, "ru", NULL);
    NEED_DICTIONARY(&l)
    check_paradigms(&l, rows, sizeof rows / sizeof *rows);
    close_lab(&l);
}

static void names_are_declined(void **state)
{
    (void)state;
    static const paradigm rows[] = {
        {"Громыко", "Громыко", "Гром Громов"},
        {"Хрущёв", "Хрущева Хрущёвым Хрущевой Хрущёвы Хрущевых ХРУЩЕВУ", "хрущ"},
        {"Иванов", "Иванова Ивановым Ивановой Ивановых", "Иван Ивана Иваном"},
        {"Павел", "Павла Павлу Павлом", "Павлов"},
        {"Лев", "Льва Львом", "Левый"},
        {"Илья", "Ильи Илью Ильёй", "Ильин"},
        {"Никита", "Никиты Никите Никитой", "Никитин"},
        {"Сергеевич", "Сергеевича Сергеевичем", "Сергеевна Сергеев"},
        {"Анатольевна", "Анатольевны Анатольевной", "Анатольевич"},
        {"Тегеран", "Тегерана Тегеране", "тегеранский"},
        {"Гавана", "Гаваны Гаване Гавану", "гавань"},
        {"Кордильеры", "Кордильер Кордильерам", "кордильерский"},
        {"Бородино", "Бородина Бородине", "бородой"},
        {"Кутузовский", "Кутузовского Кутузовском Кутузовская", "Кутузов"},
        {"Стеблинковский", "Стеблинковского Стеблинковской", "Стеблинк"},
        {"Кравец", "Кравца Кравцом", "Кравцов"},
    };
    lab l;
    open_lab(&l, "ru", NULL);
    NEED_DICTIONARY(&l)
    check_paradigms(&l, rows, sizeof rows / sizeof *rows);
    close_lab(&l);
}

static void abbreviations_and_ordinals_are_what_they_are(void **state)
{
    (void)state;
    static const paradigm rows[] = {
        {"РАН", "РАН", "рана раны"},
        {"ООН", "ООН", "он она"},
        {"й", "х го му", "Я их"},
    };
    lab l;
    open_lab(&l, "ru", NULL);
    NEED_DICTIONARY(&l)
    check_paradigms(&l, rows, sizeof rows / sizeof *rows);
    close_lab(&l);
}

static void english_words_are_inflected(void **state)
{
    (void)state;
    static const paradigm rows[] = {
        {"missile", "missiles missile's Missiles MISSILES", "missive"},
        {"man", "men man's Men", "many"},
        {"party", "parties Parties party's", "part"},
        {"spokesman", "spokesmen", "spoke"},
        {"Gromyko", "Gromyko Gromyko’s Gromyko's", "gross"},
        {"UN", "UN’s UN's UN", "unit in"},
        {"Kennedy", "Kennedys Kennedy's", "kennel"},
        {"plan", "planned planning plans", "plane planet"},
        {"meet", "meeting met meets", "meat"},
        {"negotiation", "negotiations", "negotiator"},
        {"month", "months month's", "monthly"},
        {"great", "greater greatest", "grate"},
        {"unit", "units", "it unity"},
        {"speak", "speaks speaking", "speaker"},
        {"evening", "evenings", "even"},
    };
    lab l;
    open_lab(&l, "en", NULL);
    NEED_DICTIONARY(&l)
    check_paradigms(&l, rows, sizeof rows / sizeof *rows);
    close_lab(&l);
}

/* A folder with a Russian dictionary of one word in KOI8-R, балалайк; to be freed with tol_temp_dir_free. */
static char *make_dictionary(void)
{
    static const char aff[] = "SET KOI8-R\nSFX A Y 2\nSFX A 0 \xD5 .\nSFX A 0 \xCF\xCD .\n";
    static const char dic[] = "1\n\xC2\xC1\xCC\xC1\xCC\xC1\xCA\xCB/A\n";
    char *dir = tol_temp_dir_new(), *aff_path = tol_path_join(dir, "ru_RU.aff"),
         *dic_path = tol_path_join(dir, "ru_RU.dic");
    tol_file_write(aff_path, tol_str_of(aff));
    tol_file_write(dic_path, tol_str_of(dic));
    free(aff_path);
    free(dic_path);
    return dir;
}

static void dictionaries_may_be_in_any_encoding(void **state)
{
    (void)state;
    lab l;
    char *dir = make_dictionary();
    open_lab(&l, "ru", dir);
    assert_non_null(tol_morph_dictionary(l.morph));
    assert_true(fits(&l, "балалайк", "балалайком"));
    assert_false(fits(&l, "балалайк", "балала"));
    close_lab(&l);
    tol_temp_dir_free(dir);
}

/* ---- want of memory, many threads ---- */

static tol_status one_life(void *user, tol_error *err)
{
    static const char *const words[] = {"балалайк", "Хрущёв", "балалайком", NULL};
    tol_morph_opt opt = {user, NULL};
    tol_analyser *analyser = NULL;
    tol_morph *morph = NULL;
    tol_arena arena = TOL_ARENA_INIT;
    tol_tokens tokens;
    tol_symbols symbols;
    tol_error_clear(err);
    tol_status status = tol_analyser_new(TOL_LIT("ru"), &analyser, err);
    status = status ? status : tol_morph_new(TOL_LIT("ru"), &opt, &morph, err);
    for (size_t i = 0; words[i] && !status; i++) {
        status = tol_analyse(analyser, tol_str_of(words[i]), NULL, 0, &arena, &tokens, err);
        status = status ? status : tol_morph_of_term(morph, &tokens.items[0], &symbols, err);
        status = status ? status : tol_morph_of_form(morph, &tokens.items[0], &symbols, err);
    }
    tol_arena_release(&arena);
    tol_morph_free(morph);
    tol_analyser_free(analyser);
    return status;
}

static void survives_want_of_memory(void **state)
{
    (void)state;
    char *dir = make_dictionary();
    assert_true(tol_torture("morph", one_life, dir, TOL_OK) > 20);
    tol_temp_dir_free(dir);
}

#define N_THREADS 4

static void *ask_again_and_again(void *user)
{
    lab own = {NULL, user, TOL_ARENA_INIT};
    tol_error err = {0};
    size_t n_wrong = tol_analyser_new(TOL_LIT("ru"), &own.analyser, &err) != TOL_OK;
    for (int round = 0; round < 300 && !n_wrong; round++) {
        n_wrong += symbols_of(&own, round % 2 ? "картами" : "послов", false).n == 0;
        n_wrong += symbols_of(&own, round % 3 ? "столы" : "Хрущёвым", false).n != (round % 3 ? 0 : 1);
        char term[32];
        snprintf(term, sizeof term, "слово%d", round);
        n_wrong += symbols_of(&own, term, true).n == 0;
        tol_arena_reset(&own.arena);
    }
    tol_analyser_free(own.analyser);
    tol_arena_release(&own.arena);
    return (void *)(uintptr_t)n_wrong;
}

static void threads_share_one_morphology(void **state)
{
    (void)state;
    lab l;
    pthread_t threads[N_THREADS];
    open_lab(&l, "ru", "");
    symbols_of(&l, "карта", true);
    symbols_of(&l, "посол", true);
    symbols_of(&l, "Хрущёв", true);
    for (size_t i = 0; i < N_THREADS; i++) {
        assert_int_equal(pthread_create(&threads[i], NULL, ask_again_and_again, l.morph), 0);
    }
    for (size_t i = 0; i < N_THREADS; i++) {
        void *n_wrong;
        pthread_join(threads[i], &n_wrong);
        assert_null(n_wrong);
    }
    close_lab(&l);
}

static void hear_diag(void *user, const tol_diag *diag)
{
    assert_str(diag->code, "dictionary-missing");
    ++*(int *)user;
}

static void a_missing_dictionary_is_told_of(void **state)
{
    (void)state;
    int n_told = 0;
    tol_error err = {0};
    tol_morph *morph;
    tol_listener listener = {&n_told, hear_diag, NULL};
    tol_morph_opt opt = {"/nowhere:", &listener};
    assert_status(TOL_OK, tol_morph_new(TOL_LIT("en-GB"), &opt, &morph, &err), &err);
    tol_morph_free(morph);
    assert_int_equal(n_told, 1);
    assert_status(TOL_OK, tol_morph_new(TOL_LIT("sw"), &opt, &morph, &err), &err);
    tol_morph_free(morph);
    assert_int_equal(n_told, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(forms_of_dictionary_words_fit),
        cmocka_unit_test(without_a_dictionary_keys_decide),
        cmocka_unit_test(a_form_has_only_symbols_of_terms),
        cmocka_unit_test(equal_sets_are_one),
        cmocka_unit_test(halves_of_paradigms_are_joined),
        cmocka_unit_test(names_are_declined),
        cmocka_unit_test(abbreviations_and_ordinals_are_what_they_are),
        cmocka_unit_test(english_words_are_inflected),
        cmocka_unit_test(survives_want_of_memory),
        cmocka_unit_test(threads_share_one_morphology),
        cmocka_unit_test(a_missing_dictionary_is_told_of),
        cmocka_unit_test(dictionaries_may_be_in_any_encoding),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
