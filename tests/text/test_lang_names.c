/* Languages by their English names. */
#include "support/check.h"
#include "text/lang_names.h"

static void names_of_tools_are_languages(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"English", "en"},
        {"russian", "ru"},
        {"English_United_States", "en-US"},
        {"English (United States)", "en-US"},
        {"Portuguese_Brazil", "pt-BR"},
        {"Chinese_PRC", "zh-CN"},
        {"Chinese (Simplified)", "zh-CN"},
        {"Serbian_Latin", "sr-Latn"},
        {"Norwegian Bokmål", "nb"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char tag[TOL_LANG_MAX] = "";
        assert_true(tol_lang_of_english_name(tol_str_of(rows[i][0]), tag));
        assert_string_equal(tag, rows[i][1]);
    }
}

static void other_words_are_none(void **state)
{
    (void)state;
    static const char *const words[] = {"", "-", "Engl", "Definition", "Englishman", "Russian Brazil", "source", "2"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        char tag[TOL_LANG_MAX];
        assert_false(tol_lang_of_english_name(tol_str_of(words[i]), tag));
    }
}

static void a_name_that_is_given_leads_back_to_its_tag(void **state)
{
    (void)state;
    static const char *const tags[] = {"ru", "en-US", "pt-BR", "de-CH", "zh-CN", "zh-TW", "sr-Latn", "ja", "nb"};
    for (size_t i = 0; i < sizeof tags / sizeof tags[0]; i++) {
        char name[TOL_LANG_NAME_MAX], back[TOL_LANG_MAX] = "";
        assert_true(tol_lang_english_name(tol_str_of(tags[i]), name));
        assert_true(tol_lang_of_english_name(tol_str_of(name), back));
        assert_string_equal(back, tags[i]);
    }
    char name[TOL_LANG_NAME_MAX];
    assert_false(tol_lang_english_name(TOL_LIT("x-own"), name));
    assert_false(tol_lang_english_name(TOL_LIT("nothing at all"), name));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_of_tools_are_languages),
        cmocka_unit_test(other_words_are_none),
        cmocka_unit_test(a_name_that_is_given_leads_back_to_its_tag),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
