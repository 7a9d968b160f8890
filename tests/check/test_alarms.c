/* What is told, and, more often, what is not: the cases that the rules were thought through with. */
#include "check_fixture.h"
#include "support/check.h"

/* Rules without terms first: they need no glossary. */
static void numbers_are_compared_by_value(void **state)
{
    (void)state;
    static const char units[] = "1 000,5 т | 1,000.5 t\n"
                                "XVII съезд | the 17th congress\n"
                                "XX век | the twentieth century\n"
                                "2 раза | twice\n"
                                "5 тыс. рублей | 5,000 roubles\n"
                                "2,5 млн рублей | 2,500,000 roubles\n"
                                "5–7 октября 1962 г. | October 5–7, 1962\n"
                                "в 1962 г., то есть в 1962 г. | in 1962\n"
                                "ракета Р-12 | the R-12 missile\n"
                                "в 1960-х годах | in the 1960s\n"
                                "см. https://example.org/ru/1 | see https://example.org/en/2\n"
                                "Система OS X | The system OS\n";
    tol_assert_findings(NULL, units, "number-mismatch", "");
    tol_assert_findings(NULL, "5 ракет | 6 missiles\n7 и 8 | 7\nв мае | in May 1962", "number-mismatch",
                        "number-mismatch 1: 5 -> 6\n"
                        "number-mismatch 2: 8 ->\n"
                        "number-mismatch 3: -> May 1962\n");
}

static void brackets_are_paired_and_counted(void **state)
{
    (void)state;
    tol_assert_findings(NULL,
                        "1) первое; а) второе | 1) first; a) second\n"
                        "т[оварищ] [*] | C[omrade] [*]\n"
                        "(первое) и (второе) | (first) and (second)",
                        "bracket-mismatch", "");
    tol_assert_findings(NULL,
                        "[да] | yes\n"
                        "да [1] [2] | yes [1] [3]\n"
                        "(да) | (yes\n"
                        "да) | (yes)",
                        "bracket-mismatch",
                        "bracket-mismatch 1: [да] ->\n"
                        "bracket-mismatch 2: [2] -> [3]\n"
                        "bracket-mismatch 3: -> (\n"
                        "bracket-mismatch 4: ) ->\n");
}

static void mixed_scripts_pass_where_they_are_meant(void **state)
{
    (void)state;
    tol_assert_findings(NULL, "X-образный, iPhone’а, VIPа, SMSка, 5-HT | X-shaped, an iPhone, a VIP, an SMS, 5-HT",
                        "homoglyph", "");
    tol_assert_findings(NULL, "Прeзидиум | Presidium\nCCСР | USSR", "homoglyph",
                        "homoglyph 1: Прeзидиум ->\nhomoglyph 2: CCСР ->\n");
}

static void names_and_code_need_no_translation(void **state)
{
    (void)state;
    tol_assert_findings_backward(NULL,
                                 "Open the file readme.txt in Windows | Откройте readme.txt в Windows\n"
                                 "java -jar tolmach.jar --no-team | java -jar tolmach.jar --no-team\n"
                                 "John Smith and Sons | John Smith and Sons\n"
                                 "Click \"my account\" | Нажмите \"my account\"",
                                 "untranslated", "");
    tol_assert_findings_backward(NULL,
                                 "Now open the file with the letter | Теперь open the file with the letter\n"
                                 "This is not translated at all | This is not translated at all\n"
                                 "Something | ",
                                 "untranslated",
                                 "untranslated 1: open the file with the letter -> open the file with the letter\n"
                                 "untranslated 2: This is not translated at all -> This is not translated at all\n"
                                 "untranslated 3: Something -> \n");
    tol_assert_findings(NULL, "газета «Правда» | the newspaper Truth (Правда)", "untranslated", "");
}

static void names_differ_by_spelling_and_not_by_ending(void **state)
{
    (void)state;
    tol_assert_findings(NULL,
                        "Письмо Каренина | Karenin’s letter\nПисьмо Каренину | To Karenin\n"
                        "Письмо Карениной | Karenina’s letter\n"
                        "Остров Куба | Cuba island\nПравительство Кубы | The Cuban government\nНа Кубе | In Cuba",
                        "name-romanisation", "");
    tol_assert_findings(NULL,
                        "Письмо Микояна | Mikoyan’s letter\nПисьмо Микояну | To Mikoyan\nОт Микояна | From Mikoian",
                        "name-romanisation", "name-romanisation 3: Микояна -> Mikoian\n");
}

static void a_term_counts_in_any_form_and_inside_others(void **state)
{
    (void)state;
    static const char glossary[] = "протокол = protocol\nСовет Безопасности = Security Council\nООН = UN\n"
                                   "баллистическая ракета = ballistic missile";
    tol_assert_findings(glossary,
                        "Протоколы подписаны | The protocols are signed\n"
                        "в Совете Безопасности ООН | in the Security Council of the United Nations\n"
                        "баллистические и крылатые ракеты | ballistic and cruise missiles\n"
                        "баллистические ракеты | missiles, all of them ballistic\n"
                        "протокол | PROTOCOL",
                        "term-missing,term-case", "");
    tol_assert_findings(glossary,
                        "Протокол и другой протокол | The protocol and another one\n"
                        "Совет Безопасности | The Council",
                        "term-missing",
                        "term-missing 1: протокол ->\n"
                        "term-missing 2: Совет Безопасности ->\n");
}

static void forbidden_terms_need_their_source_term(void **state)
{
    (void)state;
    static const char glossary[] = "Президиум = Presidium, !Politburo, -Bureau";
    tol_assert_findings(glossary, "Политбюро | The Politburo\nПрезидиум и его бюро | The Presidium and its bureau",
                        "default", "");
    tol_assert_findings(glossary, "Президиум | The Presidium (the Politburo)\nПрезидиум | The Bureau",
                        "term-forbidden,term-deprecated",
                        "term-forbidden 1: Президиум -> Politburo\n"
                        "term-deprecated 2: Президиум -> Bureau\n");
}

static void a_finding_explains_a_missing_term_once(void **state)
{
    (void)state;
    static const char glossary[] = "Куба = Cuba\nКеннеди = Kennedy";
    tol_assert_findings(glossary, "Мы укрепим Кубу | We will strengthen Cub\xD0\xB0\n", "default",
                        "homoglyph 1: -> Cub\xD0\xB0\n");
    tol_assert_findings(glossary, "Письмо Кеннеди | The letter of Кеннеди", "default",
                        "untranslated 1: Кеннеди -> Кеннеди\n");
    tol_assert_findings(glossary, "Письмо Кеннеди | Kenedi’s letter", "default",
                        "name-romanisation 1: Кеннеди -> Kenedi\n");
}

/* What a reader of real findings called false. */
static void a_term_is_not_missing_where_it_is_only_dressed_otherwise(void **state)
{
    (void)state;
    static const char glossary[] = "оригинал = source\nошибка, баг = bug\nсистема = system\nкнига = book\n"
                                   "сборка (сценарий) = build\nТолмач = Tolmach";
    tol_assert_findings_backward(glossary,
                                 "Select the source text | Выбрать оригинальный текст\n"
                                 "System files | Системные файлы\n"
                                 "Book pages | Книжные страницы\n"
                                 "Source files | Файлы ор&игинала\n"
                                 "An open-source program | Свободная программа\n"
                                 "Report a bug | Сообщить об ошибке\n"
                                 "Two bugs | Два бага\n"
                                 "The build failed | Сборка не удалась",
                                 "term-missing", "");
    tol_assert_findings_backward(glossary,
                                 "The source text | Исходный текст\n"
                                 "Report a bug | Сообщить о недостатке\n"
                                 "The book | Книжонка",
                                 "term-missing",
                                 "term-missing 1: source ->\n"
                                 "term-missing 2: bug ->\n"
                                 "term-missing 3: book ->\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_compared_by_value),
        cmocka_unit_test(brackets_are_paired_and_counted),
        cmocka_unit_test(mixed_scripts_pass_where_they_are_meant),
        cmocka_unit_test(names_and_code_need_no_translation),
        cmocka_unit_test(names_differ_by_spelling_and_not_by_ending),
        cmocka_unit_test(a_term_counts_in_any_form_and_inside_others),
        cmocka_unit_test(forbidden_terms_need_their_source_term),
        cmocka_unit_test(a_finding_explains_a_missing_term_once),
        cmocka_unit_test(a_term_is_not_missing_where_it_is_only_dressed_otherwise),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
