/* Moves: against a twin that searches anew each time, and on real sentences. */
#include "match/random_tokens.h"
#include "match/score.h"
#include "support/check.h"
#include "support/torture.h"

#define TOKENS_MAX 40

/* The twin: which tokens are without a partner, and the heaviest run among them by trying every pair of places. */
typedef struct twin {
    const tol_tokens *a, *b;
    bool a_free[TOKENS_MAX], b_free[TOKENS_MAX];
} twin;

static void twin_init(twin *t, const tol_tokens *a, const tol_tokens *b, const tol_edit *edits, size_t n)
{
    size_t i = 0, j = 0;
    *t = (twin){.a = a, .b = b};
    for (size_t k = 0; k < n; k++) {
        bool is_free = edits[k].kind >= TOL_EDIT_REPLACED;
        if (edits[k].kind != TOL_EDIT_INSERTED) {
            t->a_free[i++] = is_free;
        }
        if (edits[k].kind != TOL_EDIT_DELETED) {
            t->b_free[j++] = is_free;
        }
    }
}

static size_t twin_run(const twin *t, size_t i, size_t j, uint32_t *weight)
{
    size_t n = 0;
    *weight = 0;
    for (; i < t->a->n && j < t->b->n && t->a_free[i] && t->b_free[j]; i++, j++, n++) {
        if (!tol_str_equal(t->a->items[i].key, t->b->items[j].key)) {
            break;
        }
        *weight += t->a->items[i].weight;
    }
    return n;
}

/* Take the heaviest run; its length, 0 when none weighs a word. */
static size_t twin_take(twin *t, size_t *query, size_t *source)
{
    size_t best_n = 0;
    uint32_t best = TOL_WEIGHT_WORD - 1, weight;
    for (size_t i = 0; i < t->a->n; i++) {
        for (size_t j = 0; j < t->b->n; j++) {
            size_t n = twin_run(t, i, j, &weight);
            if (weight > best) {
                best = weight;
                best_n = n;
                *query = i;
                *source = j;
            }
        }
    }
    for (size_t k = 0; k < best_n; k++) {
        t->a_free[*query + k] = t->b_free[*source + k] = false;
    }
    return best_n;
}

static bool holds(const tol_move *moves, size_t n, const tol_move *wanted)
{
    for (size_t i = 0; i < n; i++) {
        if (memcmp(&moves[i], wanted, sizeof *wanted) == 0) {
            return true;
        }
    }
    return false;
}

static void moves_are_those_of_the_twin(void **state)
{
    (void)state;
    tol_rng rng = tol_rng_new("moves", 610);
    size_t seen = 0;
    for (int round = 0; round < 6000; round++) {
        tol_arena arena = TOL_ARENA_INIT;
        uint32_t n_keys = 2 + tol_rng_below(&rng, 12);
        tol_tokens a = random_tokens(&rng, &arena, 24, n_keys), b = random_tokens(&rng, &arena, 24, n_keys);
        tol_edit *edits;
        tol_move *moves;
        size_t n, n_moves, n_twin = 0, len, i = 0, j = 0;
        assert_int_equal(tol_score_edits(&a, &b, &arena, &edits, &n, NULL), TOL_OK);
        assert_int_equal(tol_find_moves(&a, &b, edits, n, &arena, &moves, &n_moves, NULL), TOL_OK);
        twin t;
        twin_init(&t, &a, &b, edits, n);
        while ((len = twin_take(&t, &i, &j)) > 0) {
            tol_move wanted = {a.items[i].start, a.items[i + len - 1].end, b.items[j].start, b.items[j + len - 1].end};
            assert_true(holds(moves, n_moves, &wanted));
            n_twin++;
        }
        assert_int_equal(n_moves, n_twin);
        for (size_t k = 1; k < n_moves; k++) {
            assert_true(moves[k].query_start >= moves[k - 1].query_end);
        }
        seen += n_moves;
        tol_arena_release(&arena);
    }
    assert_true(seen > 500);
}

static tol_str slice(const char *text, uint32_t start, uint32_t end)
{
    return (tol_str){text + start, end - start};
}

/* The moves of two Russian texts as "query>source;…". */
static void check_moves(const char *query, const char *source, size_t pairs_max, const char *wanted)
{
    tol_arena arena = TOL_ARENA_INIT;
    tol_buf told = TOL_BUF_INIT;
    tol_analyser *analyser;
    tol_tokens a, b;
    tol_edit *edits;
    tol_move *moves;
    size_t n, n_moves;
    assert_int_equal(tol_analyser_new(TOL_LIT("ru"), &analyser, NULL), TOL_OK);
    assert_int_equal(tol_analyse(analyser, tol_str_of(query), NULL, 0, &arena, &a, NULL), TOL_OK);
    assert_int_equal(tol_analyse(analyser, tol_str_of(source), NULL, 0, &arena, &b, NULL), TOL_OK);
    assert_int_equal(tol_score_edits(&a, &b, &arena, &edits, &n, NULL), TOL_OK);
    assert_int_equal(tol_moves_within(&a, &b, edits, n, pairs_max, &arena, &moves, &n_moves, NULL), TOL_OK);
    for (size_t i = 0; i < n_moves; i++) {
        tol_buf_add(&told, slice(query, moves[i].query_start, moves[i].query_end));
        tol_buf_byte(&told, '>');
        tol_buf_add(&told, slice(source, moves[i].source_start, moves[i].source_end));
        tol_buf_byte(&told, ';');
    }
    assert_string_equal(told.ptr ? told.ptr : "", wanted);
    tol_buf_release(&told);
    tol_analyser_free(analyser);
    tol_arena_release(&arena);
}

static void moved_words_and_clauses_are_named(void **state)
{
    (void)state;
    check_moves("сегодня утвердить", "утвердить сегодня", SIZE_MAX, "утвердить>утвердить;");
    check_moves("Сегодня утвердить", "Утвердить сегодня", SIZE_MAX, "Сегодня>сегодня;утвердить>Утвердить;");
    check_moves("В Совете Безопасности Зорин предложил резолюцию.", "Зорин предложил резолюцию в Совете Безопасности.",
                SIZE_MAX, "В Совете Безопасности>в Совете Безопасности;");
    check_moves("Громыко внес ракетную установку и доклад", "доклад Громыко внес", SIZE_MAX, "доклад>доклад;");
    check_moves("указания тов. Зорину утвердить", "утвердить указание тов. Зорину", SIZE_MAX, "утвердить>утвердить;");
}

static void light_tokens_alone_are_no_move(void **state)
{
    (void)state;
    check_moves("и Громыко", "Громыко и", SIZE_MAX, "");
    check_moves(". , Громыко", "Громыко . ,", SIZE_MAX, "");
    check_moves("как и Громыко внес", "Громыко внес как и", SIZE_MAX, "как и>как и;");
    check_moves("", "Громыко", SIZE_MAX, "");
    check_moves("Громыко", "", SIZE_MAX, "");
}

static void long_texts_find_runs_around_keys_that_are_there_once(void **state)
{
    (void)state;
    check_moves("В Совете Безопасности Зорин предложил резолюцию.", "Зорин предложил резолюцию в Совете Безопасности.",
                0, "В Совете Безопасности>в Совете Безопасности;");
    check_moves("и и Совет и и Зорин предложил эту резолюцию", "Зорин предложил эту резолюцию и и Совет и и", 0,
                "и и Совет и и>и и Совет и и;");
}

typedef struct sample {
    tol_tokens a, b;
    tol_edit *edits;
    size_t n;
} sample;

static tol_status find_with_little_memory(void *user, tol_error *err)
{
    sample *s = user;
    tol_arena arena = TOL_ARENA_INIT;
    tol_move *moves;
    size_t n;
    tol_status status = tol_find_moves(&s->a, &s->b, s->edits, s->n, &arena, &moves, &n, err);
    tol_arena_release(&arena);
    return status;
}

static void failing_allocations_are_told(void **state)
{
    (void)state;
    tol_rng rng = tol_rng_new("torture", 3);
    tol_arena arena = TOL_ARENA_INIT;
    sample s = {.a = random_tokens(&rng, &arena, 24, 9), .b = random_tokens(&rng, &arena, 24, 9)};
    assert_int_equal(tol_score_edits(&s.a, &s.b, &arena, &s.edits, &s.n, NULL), TOL_OK);
    tol_torture("moves", find_with_little_memory, &s, TOL_OK);
    tol_arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(moves_are_those_of_the_twin),
        cmocka_unit_test(moved_words_and_clauses_are_named),
        cmocka_unit_test(light_tokens_alone_are_no_move),
        cmocka_unit_test(long_texts_find_runs_around_keys_that_are_there_once),
        cmocka_unit_test(failing_allocations_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
