/* What holds for every text: order of spans, agreement of views, limits, lack of memory, several threads. */
#include <pthread.h>

#include "base/utf8.h"
#include "support/check.h"
#include "support/rng.h"
#include "support/torture.h"
#include "text/fold.h"
#include "tolmach/token.h"

#define ROUNDS    4000
#define TEXT_MAX  400
#define SEEN_MAX  8192
#define N_THREADS 4

/* The first token seen with some surface, form or key. */
typedef struct seen {
    tol_token items[SEEN_MAX];
    size_t n;
} seen;

/* Pieces that the rules are about, glued at random. */
static const char *const pieces[] = {
    " ",      " ",      " ",           ".",    ",",       ":",     "/",        "\\",     "[",
    "]",      "[1]",    "'",           "’",    "\"",      "«",     "»",        "-",      "—",
    "_",      "@",      "1",           "234",  "5,6",     "1 234", "\u00A0",   "\u00AD", "\u0301",
    "\u200D", "\u0345", "\u0308",      "е",    "ё",       "й",     "и",        "в",      "не",
    "прием",  "Хрущев", "Хрущёва",     "день", "дня",     "UN",    "the",      "is",     "ß",
    "ŉ",      "İ",      "I",           "ᾳ",    "ﬁ",       "א",     "צה",       "日本",   "語",
    "カナ",   "ภาษา",   "👩‍🚀", "🇷🇺",   "http://", "www.",  "a.b",      "C:\\",   "x.txt",
    "~/",     "\r\n",   "№",           "½",    "²",       "١٢",    "U[nited]", "О[б]й",  "\u1100\u1161",
    "Ⓐ",      "ǆ",      "\uFEFF",      "{",    "}",       "т.е.",
};

static size_t make_text(tol_rng *rng, char *out)
{
    size_t len = 0, n = tol_rng_below(rng, 24);
    for (size_t i = 0; i < n; i++) {
        if (tol_rng_below(rng, 8) == 0) {
            uint32_t cp = tol_rng_below(rng, tol_rng_below(rng, 2) ? 0x3000 : 0x20000);
            len += tol_utf8_put(cp >= 0xD800 && cp < 0xE000 ? 'x' : cp, out + len);
        } else {
            const char *piece = pieces[tol_rng_below(rng, sizeof pieces / sizeof *pieces)];
            memcpy(out + len, piece, strlen(piece));
            len += strlen(piece);
        }
    }
    return len;
}

static void check_pair(const tol_token *a, const tol_token *b)
{
    bool same_surface = tol_str_equal(a->surface, b->surface), same_form = tol_str_equal(a->form, b->form);
    bool same_key = tol_str_equal(a->key, b->key);
    bool holds = (!same_surface || same_form) && (!same_form || same_key) && (!same_key || a->weight == b->weight);
    if (!holds) {
        print_error("%.*s/%.*s/%.*s/%u and %.*s/%.*s/%.*s/%u\n", TOL_ARG(a->surface), TOL_ARG(a->form), TOL_ARG(a->key),
                    a->weight, TOL_ARG(b->surface), TOL_ARG(b->form), TOL_ARG(b->key), b->weight);
    }
    assert_true(holds);
}

static void check_token(tol_str text, const tol_token *token, size_t end_before)
{
    assert_true(token->start >= end_before && token->end >= token->start && token->end <= text.len);
    assert_true((token->kind == TOL_TAG) == (token->start == token->end));
    assert_true(token->form.len > 0 && token->key.len > 0);
    assert_true(tol_utf8_is_valid(token->surface) && tol_utf8_is_valid(token->form) && tol_utf8_is_valid(token->key));
    assert_true(token->weight == 8 || token->weight == 4 || token->weight == 2);
    if (token->kind != TOL_TAG) {
        tol_buf again = TOL_BUF_INIT;
        assert_int_equal(tol_fold(token->form, token->kind, tol_fold_rules_for("ru"), &again, NULL), TOL_OK);
        tol_assert_slice(tol_buf_str(&again), token->form, __FILE__, __LINE__);
        tol_buf_release(&again);
    }
}

static void check_tokens(tol_str text, const tol_tokens *tokens)
{
    size_t end = 0;
    uint32_t weight = 0;
    for (size_t i = 0; i < tokens->n; i++) {
        check_token(text, &tokens->items[i], end);
        end = tokens->items[i].end;
        weight += tokens->items[i].weight;
    }
    assert_int_equal(weight, tokens->weight);
}

static void remember(seen *all, const tol_tokens *tokens)
{
    for (size_t i = 0; i < tokens->n; i++) {
        for (size_t j = 0; j < all->n; j++) {
            check_pair(&tokens->items[i], &all->items[j]);
        }
        if (all->n < SEEN_MAX) {
            all->items[all->n++] = tokens->items[i];
        }
    }
}

static size_t make_tags(tol_rng *rng, size_t len, tol_tag tags[4])
{
    static const tol_str surfaces[] = {{"{bpt bold}", 10}, {"{number}", 8}, {"{}", 2}};
    size_t n = tol_rng_below(rng, 5), at = 0;
    for (size_t i = 0; i < n; i++) {
        at += tol_rng_below(rng, (uint32_t)(len - at + 1));
        tags[i] = (tol_tag){at, surfaces[tol_rng_below(rng, 3)]};
    }
    return n;
}

static void equal_views_are_equal_further_on(void **state)
{
    (void)state;
    tol_rng rng = tol_rng_new("equal views", 61);
    tol_analyser *analyser;
    tol_arena arena = TOL_ARENA_INIT;
    static seen all;
    all.n = 0;
    assert_int_equal(tol_analyser_new(TOL_LIT("ru"), &analyser, NULL), TOL_OK);
    for (int round = 0; round < ROUNDS; round++) {
        char *text = malloc(TEXT_MAX);
        tol_tag tags[4];
        size_t len = make_text(&rng, text), n_tags = make_tags(&rng, len, tags);
        tol_tokens tokens;
        tol_error err;
        assert_status(TOL_OK, tol_analyse(analyser, (tol_str){text, len}, tags, n_tags, &arena, &tokens, &err), &err);
        check_tokens((tol_str){text, len}, &tokens);
        free(text); /* tokens live in the arena alone */
        if (round < ROUNDS / 20) {
            remember(&all, &tokens);
        }
    }
    tol_arena_release(&arena);
    tol_analyser_free(analyser);
}

static void a_second_analyser_says_the_same(void **state)
{
    (void)state;
    tol_rng rng = tol_rng_new("second analyser", 25);
    tol_analyser *first;
    assert_int_equal(tol_analyser_new(TOL_LIT("ru"), &first, NULL), TOL_OK);
    for (int round = 0; round < 100; round++) {
        char text[TEXT_MAX];
        tol_str s = {text, make_text(&rng, text)};
        tol_arena arena = TOL_ARENA_INIT;
        tol_analyser *fresh;
        tol_tokens a, b;
        assert_int_equal(tol_analyser_new(TOL_LIT("ru-RU"), &fresh, NULL), TOL_OK);
        assert_int_equal(tol_analyse(first, s, NULL, 0, &arena, &a, NULL), TOL_OK);
        assert_int_equal(tol_analyse(fresh, s, NULL, 0, &arena, &b, NULL), TOL_OK);
        assert_int_equal(a.n, b.n);
        for (size_t i = 0; i < a.n; i++) {
            assert_true(tol_str_equal(a.items[i].form, b.items[i].form) &&
                        tol_str_equal(a.items[i].key, b.items[i].key));
            assert_int_equal(a.items[i].weight, b.items[i].weight);
        }
        tol_analyser_free(fresh);
        tol_arena_release(&arena);
    }
    tol_analyser_free(first);
}

static void codes_stand_behind_the_word_they_are_in(void **state)
{
    (void)state;
    tol_analyser *analyser;
    tol_arena arena = TOL_ARENA_INIT;
    assert_int_equal(tol_analyser_new(TOL_LIT("en"), &analyser, NULL), TOL_OK);
    static const tol_str code = {"{ph}", 4};
    for (size_t at = 0; at <= 7; at++) {
        tol_tag tags[] = {{at, code}, {at, code}};
        tol_tokens tokens;
        assert_int_equal(tol_analyse(analyser, TOL_LIT("one two"), tags, 2, &arena, &tokens, NULL), TOL_OK);
        assert_int_equal(tokens.n, 4);
        size_t place = at == 0 ? 0 : at <= 4 ? 1 : 2;
        assert_int_equal(tokens.items[place].kind, TOL_TAG);
        assert_int_equal(tokens.items[place + 1].kind, TOL_TAG);
        assert_str(tokens.items[place].key, "{tag}");
        assert_str(tokens.items[place].form, "{ph}");
        assert_int_equal(tokens.items[place].start, at == 0 ? 0 : at < 3 ? 3 : at <= 4 ? at : 7);
    }
    tol_arena_release(&arena);
    tol_analyser_free(analyser);
}

static void bad_input_is_refused(void **state)
{
    (void)state;
    tol_analyser *analyser;
    tol_arena arena = TOL_ARENA_INIT;
    tol_tokens tokens;
    tol_error err;
    assert_int_equal(tol_analyser_new(TOL_STR_NULL, &analyser, NULL), TOL_OK);
    assert_status(TOL_EINVAL, tol_analyse(analyser, TOL_LIT("a\xFF"), NULL, 0, &arena, &tokens, &err), &err);
    assert_int_equal(tokens.n, 0);
    tol_tag tags[] = {{1, {"{a}", 3}}, {0, {"{b}", 3}}};
    assert_status(TOL_EINVAL, tol_analyse(analyser, TOL_LIT("ab"), tags, 2, &arena, &tokens, &err), &err);
    tags[1].at = 3;
    assert_status(TOL_EINVAL, tol_analyse(analyser, TOL_LIT("ab"), tags, 2, &arena, &tokens, &err), &err);
    tags[1] = (tol_tag){1, {"bold", 4}};
    assert_status(TOL_EINVAL, tol_analyse(analyser, TOL_LIT("ab"), tags, 2, &arena, &tokens, &err), &err);
    assert_status(TOL_OK, tol_analyse(analyser, TOL_STR_NULL, NULL, 0, &arena, &tokens, &err), &err);
    assert_int_equal(tokens.n, 0);
    tol_arena_release(&arena);
    tol_analyser_free(analyser);
}

/* Also in reasonable time: texts that would make a careless scanner quadratic. */
static void texts_up_to_the_limit_are_analysed(void **state)
{
    (void)state;
    static const char *const units[] = {"а", "a/", "[a", "(/x=", "\\\\a=", "1 ", "a@", "/", "к", "\xF0\x9F\x87\xB7",
                                        "[", "a'"};
    tol_analyser *analyser;
    tol_tokens tokens;
    tol_error err;
    assert_int_equal(tol_analyser_new(TOL_LIT("ru"), &analyser, NULL), TOL_OK);
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        size_t len = strlen(units[i]), n = ((size_t)1 << 20) / len;
        char *text = malloc(n * len);
        for (size_t j = 0; j < n; j++) {
            memcpy(text + j * len, units[i], len);
        }
        tol_arena arena = TOL_ARENA_INIT;
        assert_status(TOL_OK, tol_analyse(analyser, (tol_str){text, n * len}, NULL, 0, &arena, &tokens, &err), &err);
        assert_true(tokens.n > 0);
        tol_arena_release(&arena);
        free(text);
    }
    char *text = malloc(TOL_TEXT_MAX + 1);
    memset(text, ' ', TOL_TEXT_MAX + 1);
    text[TOL_TEXT_MAX - 1] = 'x';
    tol_arena arena = TOL_ARENA_INIT;
    assert_status(TOL_OK, tol_analyse(analyser, (tol_str){text, TOL_TEXT_MAX}, NULL, 0, &arena, &tokens, &err), &err);
    assert_int_equal(tokens.n, 1);
    assert_status(TOL_ELIMIT, tol_analyse(analyser, (tol_str){text, TOL_TEXT_MAX + 1}, NULL, 0, &arena, &tokens, &err),
                  &err);
    tol_arena_release(&arena);
    free(text);
    tol_analyser_free(analyser);
}

static tol_status analyse_once(void *user, tol_error *err)
{
    (void)user;
    tol_analyser *analyser;
    tol_status status = tol_analyser_new(TOL_LIT("en"), &analyser, err);
    if (status) {
        return status;
    }
    tol_arena arena = TOL_ARENA_INIT;
    tol_tokens tokens;
    tol_tag tag = {2, {"{ph}", 4}};
    tol_str text = TOL_LIT("Приём Ё U[nited] cafe\u0301 1\u00A0234 «x» https://a.b 日本");
    status = tol_analyse(analyser, text, &tag, 1, &arena, &tokens, err);
    assert_true(status || tokens.n == 10 || tokens.n == 11);
    if (status) { /* the analyser is usable after a failure, when there is memory again */
        tol_arena_release(&arena);
        tol_tokens again;
        tol_status second = tol_analyse(analyser, text, &tag, 1, &arena, &again, NULL);
        assert_true(second == TOL_OK || second == TOL_ENOMEM);
    }
    tol_arena_release(&arena);
    tol_analyser_free(analyser);
    return status;
}

static void lack_of_memory_is_told(void **state)
{
    (void)state;
    assert_true(tol_torture("analyse", analyse_once, NULL, TOL_OK) > 20);
}

static void *analyse_many(void *seed)
{
    tol_rng rng = {*(uint64_t *)seed};
    tol_analyser *analyser;
    size_t failures = tol_analyser_new(TOL_LIT("ru"), &analyser, NULL) != TOL_OK;
    for (int round = 0; round < 500 && !failures; round++) {
        char text[TEXT_MAX];
        tol_arena arena = TOL_ARENA_INIT;
        tol_tokens tokens;
        size_t len = make_text(&rng, text);
        failures += tol_analyse(analyser, (tol_str){text, len}, NULL, 0, &arena, &tokens, NULL) != TOL_OK;
        tol_arena_release(&arena);
    }
    tol_analyser_free(analyser);
    return (void *)(uintptr_t)failures;
}

static void analysers_work_in_several_threads(void **state)
{
    (void)state;
    pthread_t threads[N_THREADS];
    uint64_t seeds[N_THREADS];
    for (size_t i = 0; i < N_THREADS; i++) {
        seeds[i] = i + 1;
        assert_int_equal(pthread_create(&threads[i], NULL, analyse_many, &seeds[i]), 0);
    }
    for (size_t i = 0; i < N_THREADS; i++) {
        void *failures;
        assert_int_equal(pthread_join(threads[i], &failures), 0);
        assert_null(failures);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equal_views_are_equal_further_on),        cmocka_unit_test(a_second_analyser_says_the_same),
        cmocka_unit_test(codes_stand_behind_the_word_they_are_in), cmocka_unit_test(bad_input_is_refused),
        cmocka_unit_test(texts_up_to_the_limit_are_analysed),      cmocka_unit_test(lack_of_memory_is_told),
        cmocka_unit_test(analysers_work_in_several_threads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
