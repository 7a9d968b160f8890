/* Proposed targets: a table of what is put in and what is refused, and why. */
#include "match/explain.h"
#include "support/check.h"
#include "support/torture.h"
#include "tolmach/unit.h"

typedef struct texts {
    const char *langs[2];
    const char *query, *source, *target;
    const char *wanted; /* the proposed target, or the reason why there is none */
} texts;

#define RU_EN                                                                                                          \
    {                                                                                                                  \
        "ru", "en"                                                                                                     \
    }
#define EN_RU                                                                                                          \
    {                                                                                                                  \
        "en", "ru"                                                                                                     \
    }

static const texts cases[] = {
    /* numbers */
    {RU_EN, "Протокол № 62", "Протокол № 61", "Protocol No. 61", "Protocol No. 62"},
    {RU_EN, "на 2 345,50 т", "на 1 000,5 т", "for 1,000.5 t", "for 2,345.50 t"},
    {EN_RU, "for 2,345.50 t", "for 1,000.5 t", "на 1 000,5 т", "на 2 345,50 т"},
    {RU_EN, "XVIII сессия", "XVII сессия", "the 17th session", "the 18th session"},
    {RU_EN, "Людовик XV", "Людовик XIV", "Louis XIV", "Louis XV"},
    {RU_EN, "минус -6 градусов", "минус -5 градусов", "minus -5 degrees", "minus -6 degrees"},
    {RU_EN, "12 % и 7 %", "10 % и 5 %", "5 % of those and 10 % of these", "7 % of those and 12 % of these"},
    {RU_EN, "с 10 по 5", "с 5 по 10", "from 5 to 10", "from 10 to 5"},
    {RU_EN, "глава 1.2.4", "глава 1.2.3", "chapter 1.2.3", "chapter 1.2.4"},
    {RU_EN, "Раздел 6, страница 6", "Раздел 5, страница 5", "Section 5, page 5", "Section 6, page 6"},
    {RU_EN, "Раздел 5, страница 6", "Раздел 5, страница 5", "Section 5, page 5", "ambiguous"},
    {RU_EN, "Раздел 6, страница 7", "Раздел 5, страница 5", "Section 5, page 5", "ambiguous"},
    {RU_EN, "Раздел 6", "Раздел 5", "Section five", "value_missing"},
    {RU_EN, "Раздел 6", "Раздел 5", "Section 5 of 5", "ambiguous"},
    {RU_EN, "Раздел 6 из 9", "Раздел 5 из 6", "Section 5 of 6", "Section 6 of 9"},
    {RU_EN, "1.500 руб.", "1.000 руб.", "1,000 roubles", "not_writable"},
    {RU_EN, "век 4500", "век XVII", "century XVII", "not_writable"},
    {RU_EN, "Раздел 6", "Раздел 5 и 7", "Section 5 and 7", "other_differences"},
    /* nouns */
    {RU_EN, "22 документа", "5 документов", "5 documents", "22 documents"},
    {RU_EN, "22 новых документа", "5 новых документов", "5 new documents", "22 new documents"},
    {RU_EN, "5 документов", "1 документ", "1 document", "agreement"},
    {RU_EN, "5 документа", "22 документа", "22 documents", "5 documents"},
    {RU_EN, "6 документы", "5 документов", "5 documents", "other_differences"},
    {EN_RU, "6 documents", "5 documents", "5 документов", "6 документов"},
    {EN_RU, "22 documents", "5 documents", "5 документов", "agreement"},
    {RU_EN, "для 2-байтового поля", "для 1-байтового поля", "for 1-byte field", "for 2-byte field"},
    {EN_RU, "page 22", "page 5", "страница 5", "страница 22"},
    {EN_RU, "in 1961 he came", "in 1962 he came", "в 1962 году он приехал", "в 1961 году он приехал"},
    {EN_RU, "No. 1 was adopted", "No. 5 was adopted", "№ 5 принят", "№ 1 принят"},
    /* dates and times */
    {RU_EN, "26 октября 1962 г.", "25 октября 1962 г.", "October 25, 1962", "October 26, 1962"},
    {EN_RU, "November 1, 1963", "October 25, 1962", "25 октября 1962 г.", "1 ноября 1963 г."},
    {RU_EN, "26.10.1962", "25.10.1962", "1962-10-25", "1962-10-26"},
    {RU_EN, "26 октября 1962 г.", "25 октября 1962 г.", "on the 25th of October", "on the 26th of October"},
    {RU_EN, "25 октября 1963 г.", "25 октября 1962 г.", "on the 25th of October", "value_missing"},
    {RU_EN, "26 октября 1962 г.", "25 октября 1962 г.", "October 25, 1962 and 25 October", "ambiguous"},
    {RU_EN, "в 9:05", "в 14:30", "at 2:30 p.m.", "at 9:05 a.m."},
    {RU_EN, "26 октября", "25 октября 1962 г.", "October 25, 1962", "other_differences"},
    {{"de", "fr"}, "am 3. Mai 1963", "am 25. Oktober 1962", "le 25 octobre 1962", "le 3 mai 1963"},
    /* links */
    {RU_EN, "см. https://example.org/b", "см. https://example.org/a", "see https://example.org/a",
     "see https://example.org/b"},
    {RU_EN, "см. https://example.org/b", "см. https://example.org/a", "see the site", "value_missing"},
    /* what is left must be the same */
    {RU_EN, "протокол № 62", "Протокол № 61", "Protocol No. 61", "Protocol No. 62"},
    {RU_EN, "Отчет № 62", "Протокол № 61", "Protocol No. 61", "other_differences"},
    {RU_EN, "Протокол № 62 не утвержден", "Протокол № 61 утвержден", "Protocol No. 61 is approved",
     "other_differences"},
    {RU_EN, "Протокол № 61", "Протокол № 61.", "Protocol No. 61.", "other_differences"},
    {RU_EN, "Протокол № 61", "Протокол № 61", "Protocol No. 61", "none"},
    {RU_EN, "протокол № 61", "Протокол № 61", "Protocol No. 61", "none"},
    {RU_EN, "1000,50 т", "1 000,5 т", "1,000.5 t", "none"},
};

static tol_status explain(const texts *t, tol_arena *arena, tol_hit *hit, tol_error *err)
{
    tol_analyser *analyser;
    tol_explainer *explainer = NULL;
    tol_tokens query, source;
    tol_score score;
    tol_variant variant = {.lang = tol_str_of(t->langs[0]), .text = tol_str_of(t->source)};
    *hit = (tol_hit){.source = variant.text, .target = tol_str_of(t->target), .target_lang = tol_str_of(t->langs[1])};
    tol_status status = tol_analyser_new(variant.lang, &analyser, err);
    if (status != TOL_OK) {
        return status;
    }
    status = tol_explainer_new(variant.lang, analyser, &explainer, err);
    status = status == TOL_OK ? tol_analyse(analyser, tol_str_of(t->query), NULL, 0, arena, &query, err) : status;
    status = status == TOL_OK ? tol_analyse(analyser, variant.text, NULL, 0, arena, &source, err) : status;
    status = status == TOL_OK ? tol_score_tokens(&query, &source, &score, err) : status;
    if (status == TOL_OK) {
        hit->cost = score.cost;
        status = tol_explain_hit(explainer, tol_str_of(t->query), &query, &variant, arena, hit, err);
    }
    tol_explainer_free(explainer);
    tol_analyser_free(analyser);
    return status;
}

/* What was put in stands where it is said to stand, and the rest is the target's. */
static void check_places(const texts *t, const tol_hit *hit)
{
    uint32_t target = 0, proposed = 0;
    for (size_t i = 0; i <= hit->n_placed; i++) {
        const tol_placed end = {.target_start = (uint32_t)hit->target.len,
                                .proposed_start = (uint32_t)hit->proposed_target.len};
        const tol_placed *p = i < hit->n_placed ? &hit->placed[i] : &end;
        assert_int_equal(p->target_start - target, p->proposed_start - proposed);
        assert_memory_equal(hit->target.ptr + target, hit->proposed_target.ptr + proposed, p->target_start - target);
        assert_true(p->query_end <= strlen(t->query) && p->query_start <= p->query_end);
        target = p->target_end;
        proposed = p->proposed_end;
    }
}

static void values_are_put_in_or_refused_with_a_reason(void **state)
{
    (void)state;
    size_t n_wrong = 0;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        tol_arena arena = TOL_ARENA_INIT;
        tol_hit hit;
        assert_int_equal(explain(&cases[i], &arena, &hit, NULL), TOL_OK);
        bool is_made = hit.proposal == TOL_PROPOSAL_MADE;
        assert_int_equal(is_made, hit.proposed_target.ptr != NULL);
        tol_str told = is_made ? hit.proposed_target : tol_str_of(tol_proposal_name(hit.proposal));
        if (!tol_str_equal(told, tol_str_of(cases[i].wanted))) {
            print_error("%s | %s | %s: \"%.*s\"\n", cases[i].query, cases[i].source, cases[i].target, TOL_ARG(told));
            n_wrong++;
        }
        if (is_made) {
            check_places(&cases[i], &hit);
        }
        tol_arena_release(&arena);
    }
    assert_int_equal(n_wrong, 0);
}

/* Swapping the numbers of the query and the source swaps the two targets. */
static void what_was_put_in_can_be_taken_back(void **state)
{
    (void)state;
    size_t n_tried = 0;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        tol_arena arena = TOL_ARENA_INIT;
        tol_hit hit, back;
        assert_int_equal(explain(&cases[i], &arena, &hit, NULL), TOL_OK);
        if (hit.proposal == TOL_PROPOSAL_MADE) {
            texts reverse = cases[i];
            reverse.query = cases[i].source;
            reverse.source = cases[i].query;
            reverse.target = hit.proposed_target.ptr;
            assert_int_equal(explain(&reverse, &arena, &back, NULL), TOL_OK);
            assert_int_equal(back.proposal, TOL_PROPOSAL_MADE);
            assert_str(back.proposed_target, cases[i].target);
            n_tried++;
        }
        tol_arena_release(&arena);
    }
    assert_true(n_tried > 15);
}

static tol_status explain_with_little_memory(void *user, tol_error *err)
{
    tol_arena arena = TOL_ARENA_INIT;
    tol_hit hit;
    tol_status status = explain(user, &arena, &hit, err);
    if (status == TOL_OK) {
        assert_int_equal(hit.proposal, TOL_PROPOSAL_MADE);
    }
    tol_arena_release(&arena);
    return status;
}

static void failing_allocations_are_told(void **state)
{
    (void)state;
    texts t = {RU_EN, "3 мая принято 22 документа", "25 октября принято 5 документов",
               "5 documents were adopted on October 25th", ""};
    tol_torture("placeables", explain_with_little_memory, &t, TOL_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_are_put_in_or_refused_with_a_reason),
        cmocka_unit_test(what_was_put_in_can_be_taken_back),
        cmocka_unit_test(failing_allocations_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
