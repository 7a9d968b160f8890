/* What a query of words means, on single texts. */
#include "match/bank_fixture.h"
#include "support/check.h"
#include "tolmach/concordance.h"

typedef struct asked {
    tol_word_match words;
    bool is_phrase;
} asked;

static const asked inflected = {TOL_WORDS_INFLECTED, false}, form = {TOL_WORDS_FORM, false},
                   surface = {TOL_WORDS_SURFACE, false}, phrase = {TOL_WORDS_INFLECTED, true};

/* The words found in a text, as "Ракетные|установки"; "" when it is not found. */
static const char *found_in(const char *text, const char *query, asked how)
{
    static char out[512];
    bank_fixture bank;
    tol_concordance_opt opt = TOL_CONCORDANCE_OPT_INIT;
    tol_concordance *concordance;
    tol_concordance_hits hits;
    tol_arena arena = TOL_ARENA_INIT;
    tol_error err;
    opt.source_lang = TOL_LIT("ru");
    opt.words = how.words;
    opt.is_phrase = how.is_phrase;
    bank_open(&bank);
    bank_add(&bank, "m", text, "x", NULL);
    bank_add(&bank, "m", "совсем другое", "y", NULL);
    assert_status(TOL_OK, tol_concordance_new(bank.store, &opt, &concordance, &err), &err);
    assert_status(TOL_OK, tol_concordance_find(concordance, tol_str_of(query), &arena, &hits, &err), &err);
    out[0] = '\0';
    for (size_t i = 0; hits.n && i < hits.items[0].texts[0].n_found; i++) {
        const tol_found_word *f = &hits.items[0].texts[0].found[i];
        size_t len = strlen(out);
        snprintf(out + len, sizeof out - len, "%s%.*s", i ? "|" : "", (int)(f->end - f->start), text + f->start);
    }
    tol_concordance_free(concordance);
    tol_arena_release(&arena);
    bank_close(&bank);
    return out;
}

static void words_stand_in_any_order_and_form(void **state)
{
    (void)state;
    const char *text = "Установки, в том числе ракетные, на Кубе.";
    assert_string_equal(found_in(text, "ракетная установка", inflected), "Установки|ракетные");
    assert_string_equal(found_in(text, "ракетная установка Куба", inflected), "Установки|ракетные|Кубе");
    assert_string_equal(found_in(text, "ракетная установка Китай", inflected), "");
    assert_string_equal(found_in("Установки и установка", "установок", inflected), "Установки|установка");
}

static void quoted_words_are_a_phrase(void **state)
{
    (void)state;
    assert_string_equal(found_in("О ракетных установках", "\"ракетная установка\"", inflected), "ракетных|установках");
    assert_string_equal(found_in("Установки ракетные", "\"ракетная установка\"", inflected), "");
    assert_string_equal(found_in("Ракетные и иные установки", "\"ракетная установка\"", inflected), "");
    assert_string_equal(found_in("Ракетные установки", "ракетная установка", phrase), "Ракетные|установки");
    assert_string_equal(found_in("Ракетные установки", "\"ракетная установка", inflected), "Ракетные|установки");
    assert_string_equal(found_in("Установки ракетные", "ракетная установка", phrase), "");
}

static void punctuation_stands_between_the_words_of_a_phrase(void **state)
{
    (void)state;
    assert_string_equal(found_in("о «ракетных» установках", "\"ракетная установка\"", inflected),
                        "ракетных|установках");
    assert_string_equal(found_in("указания тов. Зорину", "\"указание тов Зорин\"", inflected), "указания|тов|Зорину");
    assert_string_equal(found_in("указания тов Зорину", "тов. Зорин", inflected), "тов|Зорину");
    assert_string_equal(found_in("указания тов Зорину", "тов. Зорину", form), "");
    assert_string_equal(found_in("указания тов. Зорину", "тов. Зорину", form), "тов|.|Зорину");
    assert_string_equal(found_in("см. § 5 и § 6", "§", inflected), "§|§");
}

static void compounds_are_phrases(void **state)
{
    (void)state;
    assert_string_equal(found_in("ракетно-космические силы", "ракетно-космический", inflected), "ракетно|космические");
    assert_string_equal(found_in("космические ракетно", "ракетно-космический", inflected), "");
}

static void exact_words_have_their_form(void **state)
{
    (void)state;
    assert_string_equal(found_in("Ракетные установки", "ракетные установки", form), "Ракетные|установки");
    assert_string_equal(found_in("Ракетные установки", "ракетная установка", form), "");
    assert_string_equal(found_in("Орёл летит", "орел", form), "Орёл");
    assert_string_equal(found_in("Орёл летит", "Орел", surface), "");
    assert_string_equal(found_in("Орёл летит", "Орёл", surface), "Орёл");
    assert_string_equal(found_in("Орёл летит", "орёл", surface), "");
}

static void numbers_are_themselves(void **state)
{
    (void)state;
    assert_string_equal(found_in("в 1961 году, не в 1962", "1961", inflected), "1961");
    assert_string_equal(found_in("в 1962 году", "1961", inflected), "");
    assert_string_equal(found_in("в 1962 году", "196*", inflected), "1962");
}

static void a_star_ends_a_word(void **state)
{
    (void)state;
    assert_string_equal(found_in("Ракетчики и ракетная часть", "ракет*", inflected), "Ракетчики|ракетная");
    assert_string_equal(found_in("Ракетчики и ракетная часть", "ракетч*", inflected), "Ракетчики");
    assert_string_equal(found_in("Ракетчики и ракетная часть", "Ракет*", surface), "Ракетчики");
    assert_string_equal(found_in("о ракетных установках", "\"ракет* установ*\"", inflected), "ракетных|установках");
    assert_string_equal(found_in("сноска * внизу", "*", inflected), "*");
}

static void excluded_words_must_not_stand_there(void **state)
{
    (void)state;
    assert_string_equal(found_in("Ракетные установки", "установка -космический", inflected), "установки");
    assert_string_equal(found_in("Ракетные установки", "установка -ракетный", inflected), "");
    assert_string_equal(found_in("Ракетные установки", "установка -\"установка ракетный\"", inflected), "установки");
    assert_string_equal(found_in("Ракетные установки", "установка -\"ракетный установка\"", inflected), "");
    assert_string_equal(found_in("Ракетные установки", "установка -ракет*", inflected), "");
}

static void bad_queries_are_told(void **state)
{
    (void)state;
    static const struct {
        const char *query;
        tol_status status;
    } bad[] = {{"ра*та", TOL_EINVAL}, {"*ракета", TOL_EINVAL}, {"-ракета", TOL_EINVAL}, {"ракета \xFF", TOL_EINVAL},
               {"", TOL_OK},          {"  \t ", TOL_OK},       {"\"\"", TOL_OK},        {"-", TOL_OK}};
    bank_fixture bank;
    tol_concordance *concordance;
    tol_concordance_hits hits;
    tol_arena arena = TOL_ARENA_INIT;
    tol_error err;
    char many[4 * TOL_CONCORDANCE_WORDS_MAX + 4] = "";
    bank_open(&bank);
    bank_add(&bank, "m", "ракета", "missile", NULL);
    assert_status(TOL_OK, tol_concordance_new(bank.store, NULL, &concordance, &err), &err);
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        assert_status(bad[i].status, tol_concordance_find(concordance, tol_str_of(bad[i].query), &arena, &hits, &err),
                      &err);
        assert_int_equal(hits.n, 0);
    }
    for (size_t i = 0; i <= TOL_CONCORDANCE_WORDS_MAX; i++) {
        strcat(many, "я ");
    }
    assert_status(TOL_ELIMIT, tol_concordance_find(concordance, tol_str_of(many), &arena, &hits, &err), &err);
    many[2] = many[5] = many[8] = '-';
    assert_status(TOL_ELIMIT, tol_concordance_find(concordance, tol_str_of(many), &arena, &hits, &err), &err);
    tol_concordance_free(concordance);
    tol_arena_release(&arena);
    bank_close(&bank);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_stand_in_any_order_and_form),
        cmocka_unit_test(quoted_words_are_a_phrase),
        cmocka_unit_test(punctuation_stands_between_the_words_of_a_phrase),
        cmocka_unit_test(compounds_are_phrases),
        cmocka_unit_test(exact_words_have_their_form),
        cmocka_unit_test(numbers_are_themselves),
        cmocka_unit_test(a_star_ends_a_word),
        cmocka_unit_test(excluded_words_must_not_stand_there),
        cmocka_unit_test(bad_queries_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
