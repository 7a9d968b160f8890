/* Romanisation: what the schemes write, what is like what, and that each scheme's writing is like its origin. */
#include "support/check.h"
#include "text/romanise.h"

static void assert_written(const char *russian, tol_romanisation scheme, const char *wanted)
{
    tol_buf out = TOL_BUF_INIT;
    tol_romanise(tol_str_of(russian), scheme, &out);
    assert_str(tol_buf_str(&out), wanted);
    tol_buf_release(&out);
}

static void schemes_write_names_as_their_tables_say(void **state)
{
    (void)state;
    assert_written("Хрущев", TOL_ROMANISE_PRESS, "Khrushchev");
    assert_written("Хрущёв", TOL_ROMANISE_BGN, "Khrushchëv");
    assert_written("Хрущёв", TOL_ROMANISE_ISO9, "Hruŝëv");
    assert_written("Хрущев", TOL_ROMANISE_GOST, "Xrushhev");
    assert_written("Полянский", TOL_ROMANISE_PRESS, "Polyansky");
    assert_written("Полянский", TOL_ROMANISE_BGN, "Polyanskiy");
    assert_written("Полянский", TOL_ROMANISE_ALA_LC, "Polianskiĭ");
    assert_written("Полянский", TOL_ROMANISE_ICAO, "Polianskii");
    assert_written("Ельцин", TOL_ROMANISE_PRESS, "Yeltsin");
    assert_written("Ельцин", TOL_ROMANISE_ISO9, "Elʹcin");
    assert_written("Достоевский", TOL_ROMANISE_BGN, "Dostoyevskiy");
    assert_written("Цицин", TOL_ROMANISE_GOST, "Cicin");
    assert_written("Царев", TOL_ROMANISE_GOST, "Czarev");
    assert_written("Жуков и Щусев", TOL_ROMANISE_ISO9, "Žukov i Ŝusev");
    assert_written("R-12, 1962", TOL_ROMANISE_BGN, "R-12, 1962");
}

static int like(const char *russian, const char *latin)
{
    return tol_romanise_likeness(tol_str_of(russian), tol_str_of(latin));
}

static void all_schemes_of_a_name_are_fully_like_it(void **state)
{
    (void)state;
    static const char *const names[] = {"Хрущёв",  "Полянский", "Ильичев", "Кузнецов",   "Юрьев",      "Щербаков",
                                        "Ежов",    "Жданов",    "Цюрупа",  "Чайковский", "Эйзенштейн", "Подъячев",
                                        "Мясищев", "Зайцев",    "Фурцева", "Мжаванадзе"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        for (int scheme = 0; scheme < TOL_ROMANISE_N; scheme++) {
            tol_buf out = TOL_BUF_INIT;
            tol_romanise(tol_str_of(names[i]), (tol_romanisation)scheme, &out);
            int found = tol_romanise_likeness(tol_str_of(names[i]), tol_buf_str(&out));
            if (found < 95) {
                print_error("%s, %s: %d\n", names[i], out.ptr, found);
                fail();
            }
            assert_true(tol_romanise_schemes(tol_str_of(names[i]), tol_buf_str(&out)) >> scheme & 1);
            tol_buf_release(&out);
        }
    }
}

static void usual_spellings_and_slips_are_near(void **state)
{
    (void)state;
    assert_int_equal(like("Хрущев", "Khrushchev"), 100);
    assert_int_equal(like("Хрущёв", "Chruschtschow"), 100);
    assert_int_equal(like("Кеннеди", "Kennedy"), 100);
    assert_int_equal(like("Вашингтон", "Washington"), 100);
    assert_int_equal(like("Максимов", "Maximov"), 100);
    assert_in_range(like("Хрущев", "Krushchev"), 75, 99);
    assert_in_range(like("Кеннеди", "Kenedy"), 75, 100);
    assert_in_range(like("Зорин", "Sorin"), 75, 99);
    assert_in_range(like("Кузнецов", "Kuznetzov"), 75, 100);
}

static void other_names_are_far(void **state)
{
    (void)state;
    static const char *const others[][2] = {{"Козлов", "Kosygin"}, {"Хрущев", "Brezhnev"}, {"Гришин", "Gromyko"},
                                            {"Куба", "Ghana"},     {"Суслов", "Shvernik"}, {"Зорин", "Kozlov"},
                                            {"Кузнецов", "Kozlov"}};
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        if (like(others[i][0], others[i][1]) >= 75) {
            print_error("%s, %s: %d\n", others[i][0], others[i][1], like(others[i][0], others[i][1]));
            fail();
        }
    }
}

static void a_declined_name_is_like_its_nominative(void **state)
{
    (void)state;
    static const char *const names[][2] = {
        {"Хрущева", "Khrushchev"},      {"Хрущевым", "Khrushchev"}, {"Зорину", "Zorin"}, {"Полянского", "Polyansky"},
        {"Полянскому", "Polianskii"},   {"Громыко", "Gromyko"},     {"Кубе", "Cuba"},    {"Гагариной", "Gagarina"},
        {"Малиновским", "Malinovskij"}, {"Толстого", "Tolstoy"},    {"Берии", "Beria"},  {"Москвы", "Moskva"}};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        int found = tol_romanise_likeness_declined(tol_str_of(names[i][0]), tol_str_of(names[i][1]));
        if (found < 95) {
            print_error("%s, %s: %d\n", names[i][0], names[i][1], found);
            fail();
        }
    }
}

static void nothing_and_too_much_are_like_nothing(void **state)
{
    (void)state;
    char longer[200];
    memset(longer, 'a', sizeof longer - 1);
    longer[sizeof longer - 1] = '\0';
    assert_int_equal(like("", ""), 0);
    assert_int_equal(like("Зорин", ""), 0);
    assert_int_equal(like("", "Zorin"), 0);
    assert_int_equal(like("Зорин", longer), 0);
    assert_int_equal(like(longer, "Zorin"), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(schemes_write_names_as_their_tables_say),
        cmocka_unit_test(all_schemes_of_a_name_are_fully_like_it),
        cmocka_unit_test(usual_spellings_and_slips_are_near),
        cmocka_unit_test(other_names_are_far),
        cmocka_unit_test(a_declined_name_is_like_its_nominative),
        cmocka_unit_test(nothing_and_too_much_are_like_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
