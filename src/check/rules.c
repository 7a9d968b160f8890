/* The table of rules: what each is for, and two examples that are its test. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/fail.h"
#include "base/utf8.h"
#include "check/rule.h"

/* What a row of TOL_RULES cannot say in a line. */
#define TEXT_TERM_MISSING                                                                                              \
    "A term of the source whose permitted translations stand in the target less often than the term in the source. "   \
    "Any inflected form counts, in one piece or with other words between; the full form of an abbreviation counts "    \
    "for it. An error when there is none, a warning when there are too few: a pronoun may stand for the second."
#define TEXT_TERM_FORBIDDEN "A translation that the glossary forbids for a term of the source, in any inflected form."
#define TEXT_TERM_DEPRECATED                                                                                           \
    "A translation that the glossary advises against for a term of the source, in the place of one that it prefers."
#define TEXT_TERM_SOURCE_MISSING                                                                                       \
    "A term of the target whose source term does not stand in the source as often. Not applied by default: free "      \
    "translations are full of such terms."
#define TEXT_TERM_CASE                                                                                                 \
    "A term in small letters that the glossary writes with capitals, where the source has capitals too."
#define TEXT_NAME_ROMANISATION                                                                                         \
    "A Russian name in another romanisation, or misspelt: other than the glossary has it, or, for a name that no "     \
    "glossary knows, other than most of the memory has it."
#define TEXT_ABBREVIATION_UNEXPANDED                                                                                   \
    "The source writes a name in full (or its editor has expanded it in brackets), the target only its initials."
#define TEXT_ABBREVIATION_INCONSISTENT                                                                                 \
    "An abbreviation of the source that most of the memory renders in another way. An abbreviation and its own "       \
    "full form are one way."
#define TEXT_INCONSISTENT_TARGET                                                                                       \
    "A source that is translated otherwise elsewhere, and there more often. Case, quotation marks, white space and "   \
    "the full stop at the end do not count as a difference."
#define TEXT_INCONSISTENT_SOURCE                                                                                       \
    "Different sources with the same translation: one of them may have lost what makes the difference."
#define TEXT_BRACKET_MISMATCH                                                                                          \
    "Editorial brackets, footnote marks or parentheses that the other text has not, or has otherwise; a bracket "      \
    "that is not closed."
#define TEXT_NUMBER_MISMATCH                                                                                           \
    "A number, date or time that the other text does not have. Compared by value: 1 000,5 is 1,000.5, XVII is 17, "    \
    "a number may be written out in words."
#define TEXT_UNTRANSLATED                                                                                              \
    "Words of the source language that still stand in the target, or no target at all. Names, codes and addresses "    \
    "may be the same in both."
#define TEXT_HOMOGLYPH                                                                                                 \
    "A word with letters of another script that look the same: no search finds it. X-образный and iPhone’а pass."

/* Passing glossary and units, failing glossary and units. */
#define EXAMPLES_TERM_MISSING                                                                                          \
    {"Президиум = Presidium", "Решения Президиума | Decisions of the Presidium"},                                      \
    {                                                                                                                  \
        "Президиум = Presidium", "Решения Президиума | Decisions of the Board"                        \
    }
#define EXAMPLES_TERM_FORBIDDEN                                                                                        \
    {"Президиум = Presidium, !Politburo", "Члены Политбюро | Members of the Politburo"},                               \
    {                                                                                                                  \
        "Президиум = Presidium, !Politburo", "Заседание Президиума | The Politburo's meeting"       \
    }
#define EXAMPLES_TERM_DEPRECATED                                                                                       \
    {"ОАР = UAR, -Egypt\nЕгипет = Egypt", "ОАР и Египет | The UAR and Egypt"},                                         \
    {                                                                                                                  \
        "ОАР = UAR, -Egypt\nЕгипет = Egypt", "Делегация ОАР | The delegation of Egypt"                     \
    }
#define EXAMPLES_TERM_SOURCE_MISSING                                                                                   \
    {"сессия = session", "Открытие сессии | The opening of the session"},                                              \
    {                                                                                                                  \
        "сессия = session", "Об открытии | On the opening of the session"                                    \
    }
#define EXAMPLES_TERM_CASE                                                                                             \
    {"Куба = Cuba", "Мы укрепим Кубу. | We will strengthen Cuba."},                                                    \
    {                                                                                                                  \
        "Куба = Cuba", "Мы укрепим Кубу. | We will strengthen cuba."                                      \
    }
#define EXAMPLES_NAME_ROMANISATION                                                                                     \
    {"Хрущев = Khrushchev", "Письмо Хрущева | Khrushchev’s letter"},                                                   \
    {                                                                                                                  \
        "Хрущев = Khrushchev", "Письмо Хрущева | Hruščev’s letter"                                    \
    }
#define EXAMPLES_ABBREVIATION_UNEXPANDED                                                                               \
    {"Организация Объединенных Наций = United Nations\nООН = UN", "Устав ООН | The Charter of the United Nations"},    \
    {                                                                                                                  \
        "Организация Объединенных Наций = United Nations\nООН = UN",                                                   \
            "Устав Организации Объединенных Наций | The UN Charter"                   \
    }
#define EXAMPLES_ABBREVIATION_INCONSISTENT                                                                             \
    {NULL, "Ответ ОАР | The answer of the UAR\nПисьмо ОАР | A letter of the UAR\n"                    \
           "Нота ОАР | A note of the United Arab Republic"},                                                           \
    {                                                                                                                  \
        NULL, "Ответ ОАР | The answer of the UAR\nПисьмо ОАР | A letter of the UAR\n"                 \
              "Решение ОАР | A decision of the UAR\nНота ОАР | A note of Egypt"                       \
    }
#define EXAMPLES_INCONSISTENT_TARGET                                                                                   \
    {NULL, "Вернуть. | Return it.\nвернуть | return it"},                                                              \
    {                                                                                                                  \
        NULL, "Вернуть. | Return it.\nВернуть. | Return it.\nВернуть. | Send it back."            \
    }
#define EXAMPLES_INCONSISTENT_SOURCE                                                                                   \
    {NULL, "Вернуть. | Return it.\nвернуть | return it"},                                                              \
    {                                                                                                                  \
        NULL, "Вернуть. | Return it.\nВернуть. | Return it.\nВозвратить. | Return it."         \
    }
#define EXAMPLES_BRACKET_MISMATCH                                                                                      \
    {NULL, "Как [действовать] дальше.[1] | How [to proceed] further.[1]"},                                             \
    {                                                                                                                  \
        NULL, "Как [действовать] дальше. | How to proceed further."                                \
    }
#define EXAMPLES_NUMBER_MISMATCH                                                                                       \
    {NULL, "1 000,5 кг на XVII сессии 25 октября 1962 г. | 1,000.5 kg at the 17th session, October 25, 1962"},         \
    {                                                                                                                  \
        NULL, "с 1958 по 1972 г. | from 1985 to 1972"                                                              \
    }
#define EXAMPLES_UNTRANSLATED                                                                                          \
    {NULL, "Журнал Time о программе tolmach | Time magazine on tolmach"},                                              \
    {                                                                                                                  \
        NULL, "Правильная и разумная тактика. | A correct and разумная tactic."      \
    }
#define EXAMPLES_HOMOGLYPH                                                                                             \
    {NULL, "X-образный ящик | An X-shaped box"},                                                                       \
    {                                                                                                                  \
        NULL, "Остров Куба | The island of Cub\xD0\xB0"                                                      \
    }

/* clang-format off */
static const tol_check_rule rules[] = {
#define TOL_RULE_ROW(name, id, severity, is_default, title)                                                            \
    {id, severity, is_default, title, TEXT_##name, EXAMPLES_##name},
    TOL_RULES(TOL_RULE_ROW)
#undef TOL_RULE_ROW
    {NULL, TOL_INFO, false, NULL, NULL, {NULL, NULL}, {NULL, NULL}},
};
/* clang-format on */

const tol_check_rule *tol_check_rules(void)
{
    return rules;
}

const char *tol_severity_name(tol_severity severity)
{
    static const char *const names[] = {[TOL_INFO] = "info", [TOL_WARNING] = "warning", [TOL_ERROR] = "error"};
    return names[severity];
}

/* ---- lists of rules ---- */

static uint32_t default_rules(void)
{
    uint32_t bits = 0;
    for (unsigned i = 0; i < TOL_RULE_N; i++) {
        bits |= rules[i].is_default ? 1U << i : 0;
    }
    return bits;
}

/* The rules of a name; 0: there are none of that name. */
static uint32_t rules_named(tol_str name)
{
    if (tol_str_equal(name, TOL_LIT("all"))) {
        return (1U << TOL_RULE_N) - 1;
    }
    if (tol_str_equal(name, TOL_LIT("default"))) {
        return default_rules();
    }
    for (unsigned i = 0; i < TOL_RULE_N; i++) {
        if (tol_str_equal(name, tol_str_of(rules[i].id))) {
            return 1U << i;
        }
    }
    return 0;
}

/* The next word of a list that commas and spaces part; absent at its end. */
static tol_str next_name(tol_str list, size_t *at)
{
    while (*at < list.len && (list.ptr[*at] == ',' || list.ptr[*at] == ' ')) {
        ++*at;
    }
    size_t from = *at;
    while (*at < list.len && list.ptr[*at] != ',' && list.ptr[*at] != ' ') {
        ++*at;
    }
    return *at > from ? (tol_str){list.ptr + from, *at - from} : TOL_STR_NULL;
}

tol_status tol_rules_parse(const char *list, uint32_t *bits, tol_error *err)
{
    tol_str all = tol_str_of(list), name;
    bool is_first = true;
    *bits = list ? 0 : default_rules();
    for (size_t at = 0; (name = next_name(all, &at)).ptr; is_first = false) {
        bool takes_away = name.ptr[0] == '-';
        if (takes_away) {
            name = (tol_str){name.ptr + 1, name.len - 1};
        }
        uint32_t named = rules_named(name);
        if (!named) {
            return tol_fail(err, TOL_EINVAL, "there is no rule \"%.*s\"", TOL_ARG(name));
        }
        if (takes_away && is_first) {
            *bits = default_rules();
        }
        *bits = takes_away ? *bits & ~named : *bits | named;
    }
    return *bits ? TOL_OK : tol_fail(err, TOL_EINVAL, "no rule is left to be applied");
}

uint32_t tol_rules_of_prop(tol_str text)
{
    uint32_t bits = 0;
    tol_str name;
    for (size_t at = 0; (name = next_name(text, &at)).ptr;) {
        bits |= tol_str_equal(name, TOL_LIT("*")) ? rules_named(TOL_LIT("all")) : rules_named(name);
    }
    return bits;
}

/* ---- findings ---- */

tol_found tol_found_of(tol_rule rule)
{
    return (tol_found){.rule = rule, .severity = rules[rule].severity};
}

static bool reserve(tol_check_pair *pair)
{
    if (pair->n_found < pair->found_cap) {
        return true;
    }
    size_t cap = pair->found_cap ? pair->found_cap * 2 : 8;
    tol_found *grown = tol_arena_alloc(pair->arena, cap * sizeof *grown);
    if (grown) {
        if (pair->n_found) {
            memcpy(grown, pair->found, pair->n_found * sizeof *grown);
        }
        pair->found = grown;
        pair->found_cap = cap;
    }
    return grown != NULL;
}

void tol_check_tell(tol_check_pair *pair, const tol_found *found, const char *format, ...)
{
    if (!tol_is_wanted(pair, found->rule) || !reserve(pair)) {
        return;
    }
    char text[1024];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    tol_str message = tol_str_of(text);
    message.len = tol_utf8_cut(text, message.len);
    tol_found *slot = &pair->found[pair->n_found++];
    *slot = *found;
    slot->message = tol_arena_copy(pair->arena, message);
}
