/* Beads of two texts. */
#include <math.h>

#include "support/check.h"
#include "support/fixture.h"
#include "support/rng.h"
#include "tolmach/align.h"
#include "tolmach/buf.h"

enum { MOST = 400 };

/* Two texts that are made together, and which segments belong together: by a number that both have. */
typedef struct texts {
    tol_arena arena;
    tol_align_segment source[MOST], target[MOST];
    int source_unit[MOST], target_unit[MOST];
    size_t n_source, n_target;
} texts;

static const char *const names[][2] = {{"Хрущев", "Khrushchev"}, {"Громыко", "Gromyko"}, {"Куба", "Cuba"},
                                       {"Микоян", "Mikoyan"},    {"Кеннеди", "Kennedy"}, {"Берлин", "Berlin"}};
static const char *const words[][2] = {
    {"ракета", "missile"},  {"письмо", "letter"},    {"корабль", "ship"},    {"ответ", "reply"},
    {"вопрос", "question"}, {"решение", "decision"}, {"союз", "union"},      {"страна", "country"},
    {"договор", "treaty"},  {"война", "war"},        {"остров", "island"},   {"границы", "border"},
    {"помощь", "aid"},      {"оружие", "weapon"},    {"встреча", "meeting"}, {"посол", "envoy"},
    {"флот", "fleet"},      {"уголь", "coal"},       {"завод", "factory"},   {"хлеб", "bread"}};
enum { N_NAMES = sizeof names / sizeof names[0], N_WORDS = sizeof words / sizeof words[0] };

static void add(texts *t, tol_buf *buf, bool is_source, int unit)
{
    tol_align_segment one = {tol_arena_copy(&t->arena, tol_buf_str(buf)), false};
    if (is_source) {
        t->source_unit[t->n_source] = unit;
        t->source[t->n_source++] = one;
    } else {
        t->target_unit[t->n_target] = unit;
        t->target[t->n_target++] = one;
    }
    tol_buf_reset(buf);
}

/* A unit of some words, as one segment or two on each side. */
static void add_unit(texts *t, tol_rng *rng, int unit)
{
    tol_buf left = TOL_BUF_INIT, right = TOL_BUF_INIT;
    size_t n = 3 + tol_rng_below(rng, 9), cut = tol_rng_below(rng, 8) == 0 ? n / 2 : n;
    bool cuts_source = tol_rng_below(rng, 2) == 0;
    for (size_t i = 0; i < n; i++) {
        bool is_name = tol_rng_below(rng, 8) == 0;
        const char *const *pair = is_name ? names[tol_rng_below(rng, N_NAMES)] : words[tol_rng_below(rng, N_WORDS)];
        tol_buf_printf(&left, "%s%s", left.len ? " и " : "", pair[0]);
        tol_buf_printf(&right, "%s%s", right.len ? " and " : "", pair[1]);
        if (i + 1 == cut) {
            tol_buf *closed = cuts_source ? &left : &right;
            tol_buf_add(closed, TOL_LIT("."));
            add(t, closed, cuts_source, unit);
        }
    }
    if (left.len) {
        add(t, &left, true, unit);
    }
    if (right.len) {
        add(t, &right, false, unit);
    }
    tol_buf_release(&left);
    tol_buf_release(&right);
}

static texts *make_texts(tol_rng *rng, int n_units)
{
    texts *t = calloc(1, sizeof *t);
    for (int unit = 0; unit < n_units; unit++) {
        add_unit(t, rng, unit);
    }
    return t;
}

static void free_texts(texts *t)
{
    tol_arena_release(&t->arena);
    free(t);
}

static void cut_source(texts *t, size_t from, size_t n)
{
    memmove(t->source + from, t->source + from + n, (t->n_source - from - n) * sizeof *t->source);
    memmove(t->source_unit + from, t->source_unit + from + n, (t->n_source - from - n) * sizeof *t->source_unit);
    t->n_source -= n;
}

/* Each segment stands in one bead, in order; gives the share of two-sided beads whose segments belong together. */
static double check_beads(const texts *t, tol_arena *arena)
{
    tol_error err;
    tol_bead *beads;
    size_t n, n_pairs = 0, n_right = 0;
    uint32_t i = 0, j = 0;
    assert_status(TOL_OK,
                  tol_align(t->source, t->n_source, TOL_LIT("ru"), t->target, t->n_target, TOL_LIT("en"), NULL, arena,
                            &beads, &n, &err),
                  &err);
    for (size_t k = 0; k < n; k++) {
        const tol_bead *bead = &beads[k];
        assert_int_equal(bead->source, i);
        assert_int_equal(bead->target, j);
        assert_true(bead->confidence >= 0 && bead->confidence <= 1);
        i += bead->n_source;
        j += bead->n_target;
        if (bead->n_source && bead->n_target) {
            int unit = t->source_unit[bead->source];
            bool is_right = true;
            for (uint32_t s = 0; s < bead->n_source; s++) {
                is_right = is_right && t->source_unit[bead->source + s] == unit;
            }
            for (uint32_t s = 0; s < bead->n_target; s++) {
                is_right = is_right && t->target_unit[bead->target + s] == unit;
            }
            n_pairs++;
            n_right += is_right;
        }
    }
    assert_int_equal(i, t->n_source);
    assert_int_equal(j, t->n_target);
    return n_pairs ? (double)n_right / (double)n_pairs : 0;
}

static void what_belongs_together_is_found(void **state)
{
    (void)state;
    tol_rng rng = tol_rng_new("align", 61);
    for (int round = 0; round < 4; round++) {
        tol_arena arena = TOL_ARENA_INIT;
        texts *t = make_texts(&rng, 150);
        assert_true(check_beads(t, &arena) > 0.97);
        free_texts(t);
        tol_arena_release(&arena);
    }
}

static void a_missing_passage_does_not_derail_the_rest(void **state)
{
    (void)state;
    tol_rng rng = tol_rng_new("align.gap", 62);
    for (int round = 0; round < 4; round++) {
        tol_arena arena = TOL_ARENA_INIT;
        texts *t = make_texts(&rng, 200);
        cut_source(t, round == 0 ? 0 : 20 + tol_rng_below(&rng, 80), 15 + 10 * (size_t)round);
        assert_true(check_beads(t, &arena) > 0.95);
        free_texts(t);
        tol_arena_release(&arena);
    }
}

static void empty_sides_are_aligned_with_nothing(void **state)
{
    (void)state;
    tol_rng rng = tol_rng_new("align.empty", 63);
    tol_arena arena = TOL_ARENA_INIT;
    texts *t = make_texts(&rng, 10);
    t->n_target = 0;
    assert_true(check_beads(t, &arena) == 0);
    t->n_source = 0;
    assert_true(check_beads(t, &arena) == 0);
    free_texts(t);
    tol_arena_release(&arena);
}

static void text_that_is_no_utf_8_is_refused(void **state)
{
    (void)state;
    tol_error err;
    tol_arena arena = TOL_ARENA_INIT;
    tol_bead *beads;
    size_t n;
    tol_align_segment good = {TOL_LIT("письмо"), false}, bad = {TOL_LIT("\xFF\xFE"), false};
    assert_status(TOL_EINVAL,
                  tol_align(&good, 1, TOL_LIT("ru"), &bad, 1, TOL_LIT("en"), NULL, &arena, &beads, &n, &err), &err);
    tol_arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_belongs_together_is_found),
        cmocka_unit_test(a_missing_passage_does_not_derail_the_rest),
        cmocka_unit_test(empty_sides_are_aligned_with_nothing),
        cmocka_unit_test(text_that_is_no_utf_8_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
