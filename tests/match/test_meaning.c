/* Reversals of meaning: a table of what must be told and what must not. */
#include "match/meaning.h"
#include "support/check.h"
#include "support/torture.h"

typedef struct texts {
    const char *lang, *query, *source;
    const char *wanted; /* "kind query>source; …" */
} texts;

static const texts cases[] = {
    /* Russian negations */
    {"ru", "Не вступать в перебранку.", "Вступать в перебранку.", "negation Не>Вступать; "},
    {"ru", "Вступать в перебранку.", "Не вступать в перебранку.", "negation Вступать>Не; "},
    {"ru", "Не вступать в перебранку.", "Не вступать в мелкую перебранку.", ""},
    {"ru", "Проект не был утвержден.", "Проект был не утвержден.", ""},
    {"ru", "Проект не был утвержден.", "Проект был утвержден.", "negation не>утвержден; "},
    {"ru", "Не Зорин, а Громыко", "Зорин, а не Громыко", "negation Не>Зорин; negation Громыко>не; "},
    {"ru", "не Зорин, а Громыко", "не Громыко, а Зорин", "negation не>Зорин; negation Громыко>не; "},
    {"ru", "Предлагает не воздерживаться, а голосовать", "Предлагает голосовать, а не воздерживаться", ""},
    {"ru", "Утвердить проект. Не публиковать.", "Утвердить проект.", ""},
    {"ru", "Никто никогда не обострял обстановку.", "Обострял обстановку.", "negation Никто>Обострял; "},
    {"ru", "Никто не обострял обстановку.", "Никто никогда не обострял обстановку.", ""},
    {"ru", "Можно публиковать", "Нельзя публиковать", "negation Можно>Нельзя; "},
    {"ru", "Возражений нет", "Возражений много", "negation нет>много; "},
    {"ru", "с изменениями", "без изменений", "negation с>без; "},
    {"ru", "Не только Куба, но и Гана", "Только Куба, но и Гана", ""},
    {"ru", "Это возможно", "Это невозможно", "negation возможно>невозможно; "},
    {"ru", "Это не возможно", "Это невозможно", ""},
    {"ru", "Это возможно", "Это не возможно", "negation возможно>не; "},
    {"ru", "Ответить немедленно", "Ответить медленно", ""},
    {"ru", "Текст не годится.", "Текст не подходит.", ""},
    {"ru", "Текст не годится", "Текст утвержден", "negation не>утвержден; "},
    {"ru", "Не обострять обстановку", "Не обострять эту обстановку совсем", ""},
    {"ru", "Утвердить ответ", "Утвердить указания", ""},
    /* Russian opposites */
    {"ru", "До голосования", "После голосования", "opposite До>После; "},
    {"ru", "увеличение расходов", "уменьшение расходов", "opposite увеличение>уменьшение; "},
    {"ru", "разрешить публикацию", "запретить публикацию", "opposite разрешить>запретить; "},
    {"ru", "не больше пяти", "меньше пяти", ""},
    {"ru", "не больше пяти", "не меньше пяти", "opposite больше>меньше; "},
    {"ru", "больше пяти", "более пяти", ""},
    {"ru", "можно вывозить после заседания", "нельзя вывозить до заседания",
     "negation можно>нельзя; opposite после>до; "},
    /* English */
    {"en", "Do not approve the draft.", "Approve the draft.", "negation not>Approve; "},
    {"en", "They did not approve the draft.", "They approved the draft.", "negation not>approved; "},
    {"en", "You can publish it", "You cannot publish it", "negation can>cannot; "},
    {"en", "You can publish it", "You can't publish it", "negation can>can't; "},
    {"en", "You can’t publish it", "You can't publish it", ""},
    {"en", "You cannot publish it", "You can not publish it", ""},
    {"en", "with changes", "without changes", "negation with>without; "},
    {"en", "No. 61 was adopted", "61 was adopted", ""},
    {"en", "No changes were made", "Changes were made", "negation No>Changes; "},
    {"en", "Not only Cuba but Ghana", "Only Cuba but Ghana", ""},
    {"en", "The answer is correct", "The answer is incorrect", "negation correct>incorrect; "},
    {"en", "He is able", "He is unable", "negation able>unable; "},
    {"en", "under the bridge", "der the bridge", ""},
    {"en", "before the vote", "after the vote", "opposite before>after; "},
    {"en", "an increase in costs", "a decrease in costs", "opposite increase>decrease; "},
    {"en", "He never came", "He came", "negation never>came; "},
    {"en", "He never came", "He did not come", ""},
    /* further languages */
    {"de", "Der Text wurde nicht gebilligt", "Der Text wurde gebilligt", "negation nicht>gebilligt; "},
    {"fr", "Le texte n'est pas approuvé", "Le texte est approuvé", "negation n'est>approuvé; "},
    {"es", "No se aprobó el texto", "Se aprobó el texto", "negation No>aprobó; "},
    {"it", "Il testo non è approvato", "Il testo è approvato", "negation non>approvato; "},
    {"pl", "Tekst nie został przyjęty", "Tekst został przyjęty", "negation nie>został; "},
    {"uk", "Не публікувати", "Публікувати", "negation Не>Публікувати; "},
    {"ja", "5", "6", "number 5>6; "},
    /* values */
    {"ru", "принято 1 000,5 т", "принято 1000,50 т", ""},
    {"ru", "принято 1 000,5 т", "принято 1 000,6 т", "number 1 000,5>1 000,6; "},
    {"ru", "XVII сессия", "XVIII сессия", "number XVII>XVIII; "},
    {"ru", "XVII сессия", "17 сессия", ""},
    {"ru", "с 5 по 10", "с 10 по 5", "number 5>10; number 10>5; "},
    {"ru", "25 октября 1962 г.", "26 октября 1962 г.", "date 25 октября 1962>26 октября 1962; "},
    {"ru", "25 октября 1962 г.", "25.10.1962 г.", ""},
    {"ru", "25 октября 1962 г.", "25 октября", ""},
    {"ru", "в 14:30", "в 14:40", "time 14:30>14:40; "},
    {"ru", "-5 градусов", "5 градусов", "number -5>5; "},
    {"ru", "рост 5 %", "рост 5 ‰", "unit %>‰; "},
    {"en", "R12 rockets", "R14 rockets", "number R12>R14; "},
};

static tol_reading read(tol_analyser *analyser, tol_value_reader *values, const char *text, tol_tokens *tokens,
                        tol_arena *arena)
{
    tol_reading reading = {.text = tol_str_of(text), .tokens = tokens};
    assert_int_equal(tol_analyse(analyser, reading.text, NULL, 0, arena, tokens, NULL), TOL_OK);
    assert_int_equal(tol_values_find(values, reading.text, arena, &reading.values, NULL), TOL_OK);
    return reading;
}

static void tell(const tol_reversal *r, const texts *t, tol_buf *out)
{
    tol_buf_printf(out, "%s %.*s>%.*s; ", tol_reversal_name(r->kind), (int)(r->query_end - r->query_start),
                   t->query + r->query_start, (int)(r->source_end - r->source_start), t->source + r->source_start);
}

static bool is_as_wanted(const texts *t)
{
    tol_arena arena = TOL_ARENA_INIT;
    tol_buf told = TOL_BUF_INIT;
    tol_analyser *analyser;
    tol_value_reader *values;
    tol_meaning *meaning;
    tol_tokens a, b;
    tol_edit *edits;
    tol_reversal *found;
    size_t n_edits, n;
    assert_int_equal(tol_analyser_new(tol_str_of(t->lang), &analyser, NULL), TOL_OK);
    assert_int_equal(tol_value_reader_new(tol_str_of(t->lang), &values, NULL), TOL_OK);
    assert_int_equal(tol_meaning_new(tol_str_of(t->lang), analyser, &meaning, NULL), TOL_OK);
    tol_reading query = read(analyser, values, t->query, &a, &arena);
    tol_reading source = read(analyser, values, t->source, &b, &arena);
    assert_int_equal(tol_score_edits(&a, &b, &arena, &edits, &n_edits, NULL), TOL_OK);
    assert_int_equal(tol_meaning_compare(meaning, &query, &source, edits, n_edits, &arena, &found, &n, NULL), TOL_OK);
    for (size_t i = 0; i < n; i++) {
        tell(&found[i], t, &told);
    }
    bool is_same = tol_str_equal(tol_buf_str(&told), tol_str_of(t->wanted));
    if (!is_same) {
        print_error("%s | %s: \"%s\", not \"%s\"\n", t->query, t->source, told.ptr ? told.ptr : "", t->wanted);
    }
    tol_buf_release(&told);
    tol_meaning_free(meaning);
    tol_value_reader_free(values);
    tol_analyser_free(analyser);
    tol_arena_release(&arena);
    return is_same;
}

static void reversals_are_told_and_nothing_else(void **state)
{
    (void)state;
    size_t n_wrong = 0;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        n_wrong += !is_as_wanted(&cases[i]);
    }
    assert_int_equal(n_wrong, 0);
}

static void a_text_does_not_reverse_itself(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        texts twice[] = {{cases[i].lang, cases[i].query, cases[i].query, ""},
                         {cases[i].lang, cases[i].source, cases[i].source, ""}};
        assert_true(is_as_wanted(&twice[0]) && is_as_wanted(&twice[1]));
    }
}

typedef struct prepared {
    tol_analyser *analyser;
    tol_tokens a, b;
    tol_reading query, source;
    tol_edit *edits;
    size_t n;
} prepared;

static tol_status compare_with_little_memory(void *user, tol_error *err)
{
    prepared *p = user;
    tol_meaning *meaning;
    tol_reversal *found;
    size_t n;
    tol_arena arena = TOL_ARENA_INIT;
    tol_status status = tol_meaning_new(TOL_LIT("ru"), p->analyser, &meaning, err);
    if (status == TOL_OK) {
        status = tol_meaning_compare(meaning, &p->query, &p->source, p->edits, p->n, &arena, &found, &n, err);
    }
    if (status == TOL_OK) {
        assert_int_equal(n, 2);
    }
    tol_meaning_free(meaning);
    tol_arena_release(&arena);
    return status;
}

static void failing_allocations_are_told(void **state)
{
    (void)state;
    prepared p;
    tol_arena arena = TOL_ARENA_INIT;
    tol_value_reader *values;
    assert_int_equal(tol_analyser_new(TOL_LIT("ru"), &p.analyser, NULL), TOL_OK);
    assert_int_equal(tol_value_reader_new(TOL_LIT("ru"), &values, NULL), TOL_OK);
    p.query = read(p.analyser, values, "Не утвердить 5 указаний", &p.a, &arena);
    p.source = read(p.analyser, values, "Утвердить 6 указаний", &p.b, &arena);
    assert_int_equal(tol_score_edits(&p.a, &p.b, &arena, &p.edits, &p.n, NULL), TOL_OK);
    tol_torture("meaning", compare_with_little_memory, &p, TOL_OK);
    tol_value_reader_free(values);
    tol_analyser_free(p.analyser);
    tol_arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reversals_are_told_and_nothing_else),
        cmocka_unit_test(a_text_does_not_reverse_itself),
        cmocka_unit_test(failing_allocations_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
