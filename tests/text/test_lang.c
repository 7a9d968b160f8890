#include "support/check.h"
#include "text/analysis_lang.h"
#include "tolmach/lang.h"

static void assert_canonical(const char *tag, bool is_valid, const char *wanted)
{
    char out[TOL_LANG_MAX];
    bool got = tol_lang_canonical(tol_str_of(tag), out);
    if (got != is_valid || strcmp(out, wanted) != 0) {
        print_error("%s gives %d %s\n", tag, got, out);
    }
    assert_int_equal(got, is_valid);
    assert_string_equal(out, wanted);
}

static void tags_are_made_canonical(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"ru", "ru"},
        {"RU", "ru"},
        {"EN_us", "en-US"},
        {"ENG-GB", "en-GB"},
        {"rus", "ru"},
        {"ger", "de"},
        {"fre-CA", "fr-CA"},
        {"sr-SP-Latn", "sr-Latn-SP"},
        {"zh_hant_tw", "zh-Hant-TW"},
        {"es-419", "es-419"},
        {"iw", "he"},
        {"x-Klingon", "x-klingon"},
        {"EN_UK", "en-GB"},
        {"i-klingon", "tlh"},
        {"ru_RU.UTF-8", "ru-RU"},
        {" en-us ", "en-US"},
        {"de-1996", "de-1996"},
        {"qaa", "qaa"},
        {"en-x-wordfast", "en-x-wordfast"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_canonical(cases[i][0], true, cases[i][1]);
        assert_canonical(cases[i][1], true, cases[i][1]);
    }
}

static void what_is_no_tag_stays_as_it_stood(void **state)
{
    (void)state;
    static const char *const cases[] = {"", "---", "C", "DA-01", "*all*", "русский", "en-", "en--US", "x-", "English"};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_canonical(cases[i], false, cases[i]);
    }
}

static void long_text_is_cut_at_a_character(void **state)
{
    (void)state;
    char text[200] = "a", out[TOL_LANG_MAX];
    for (size_t i = 1; i + 2 < sizeof text; i += 2) {
        memcpy(text + i, "ж", 3);
    }
    assert_false(tol_lang_canonical(tol_str_of(text), out));
    assert_int_equal(strlen(out), 63);
    assert_false(tol_lang_canonical(TOL_STR_NULL, out));
    assert_string_equal(out, "");
}

static void languages_with_a_name_are_known(void **state)
{
    (void)state;
    static const char *const known[] = {"ru", "en-GB", "RUS", "mhr", "qaa", "qtz", "x-mine", "tlh", "DA-01"};
    static const char *const unknown[] = {"qzz", "und", "", "---", "C", "english", "xx", "русский"};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        assert_true(tol_lang_is_known(tol_str_of(known[i])));
    }
    for (size_t i = 0; i < sizeof unknown / sizeof *unknown; i++) {
        assert_false(tol_lang_is_known(tol_str_of(unknown[i])));
    }
}

static void languages_serve_each_other_unless_something_contradicts(void **state)
{
    (void)state;
    static const struct {
        const char *a, *b;
        bool matches;
    } cases[] = {
        {"ru", "ru-RU", true},       {"EN_us", "en-US", true},
        {"en-US", "en-GB", false},   {"en", "EN_UK", true},
        {"EN_UK", "en-GB", true},    {"DA-01", "da", true},
        {"DA-01", "da-DK", true},    {"ru", "en", false},
        {"zh-TW", "zh-Hans", false}, {"zh-TW", "zh-Hant", true},
        {"zh", "zh-Hans", true},     {"zh-CN", "zh-Hans", true},
        {"sr", "sr-Latn", true},     {"sr-Cyrl", "sr-Latn", false},
        {"---", "---", true},        {"---", "--", false},
        {"C", "c", false},           {"---", "ru", false},
        {"x-a", "X-A", true},        {"x-a", "x-b", false},
        {"x-a", "ru", false},        {"", "", true},
        {"", "ru", false},           {"eng", "en", true},
        {"qaa", "qab", false},       {"no", "da", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        tol_str a = tol_str_of(cases[i].a), b = tol_str_of(cases[i].b);
        if (tol_lang_matches(a, b) != cases[i].matches) {
            print_error("%s, %s\n", cases[i].a, cases[i].b);
        }
        assert_int_equal(tol_lang_matches(a, b), cases[i].matches);
        assert_int_equal(tol_lang_matches(b, a), cases[i].matches);
        assert_true(tol_lang_matches(a, a));
    }
}

static void the_language_of_analysis_is_the_primary_one(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"ru-RU", "ru"}, {"EN_us", "en"}, {"ENG", "en"}, {"sr-SP-Latn", "sr"}, {"DA-01", "da"},
        {"---", "und"},  {"", "und"},     {"C", "und"},  {"x-mine", "und"},    {"qaa", "qaa"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char out[TOL_LANG_MAX];
        tol_lang_analysis(tol_str_of(cases[i][0]), out);
        assert_string_equal(out, cases[i][1]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tags_are_made_canonical),
        cmocka_unit_test(what_is_no_tag_stays_as_it_stood),
        cmocka_unit_test(long_text_is_cut_at_a_character),
        cmocka_unit_test(languages_with_a_name_are_known),
        cmocka_unit_test(languages_serve_each_other_unless_something_contradicts),
        cmocka_unit_test(the_language_of_analysis_is_the_primary_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
