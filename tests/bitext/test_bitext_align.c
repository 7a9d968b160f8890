/* Alignment around beads that stay, and the order of beads. */
#include "bitext/bead_order.h"
#include "bitext_fixture.h"
#include "support/check.h"
#include "support/torture.h"

static const char *const russian =
    "Хрущев пришел.|Он сел.|Кеннеди писал 25 писем.|Их прочли.|Все молчали.|Микоян встал.";
static const char *const english =
    "Khrushchev came.|He sat down.|Kennedy wrote 25 letters.|They were read.|All were silent.|Mikoyan rose.";

static void align(tol_bitext *bitext, tol_arena *arena)
{
    tol_error err;
    assert_status(TOL_OK, tol_bitext_align(bitext, NULL, arena, &err), &err);
    assert_whole(bitext);
}

static void assert_bead(const tol_bitext *bitext, size_t i, uint32_t source, uint32_t n_source, uint32_t target,
                        uint32_t n_target)
{
    const tol_bead *bead = &bitext->beads[i].bead;
    assert_true(i < bitext->n_beads);
    assert_int_equal(bead->n_source, n_source);
    assert_int_equal(bead->n_target, n_target);
    assert_true(!n_source || bead->source == source);
    assert_true(!n_target || bead->target == target);
}

static void without_beads_everything_is_aligned(void **state)
{
    (void)state;
    tol_arena arena = TOL_ARENA_INIT;
    tol_bitext bitext = bitext_of(russian, english, &arena);
    align(&bitext, &arena);
    assert_int_equal(bitext.n_beads, 6);
    for (uint32_t i = 0; i < 6; i++) {
        assert_bead(&bitext, i, i, 1, i, 1);
    }
    tol_arena_release(&arena);
}

static void right_beads_stay_and_part_the_texts(void **state)
{
    (void)state;
    tol_arena arena = TOL_ARENA_INIT;
    tol_bitext bitext = bitext_of(russian, english, &arena);
    static const uint32_t beads[][4] = {{0, 3, 0, 1}, {3, 1, 1, 3}, {4, 2, 4, 2}};
    bitext_set_beads(&bitext, beads, 3, &arena);
    bitext.beads[1].verdict = TOL_VERDICT_RIGHT;
    align(&bitext, &arena);
    size_t n_right = 0;
    for (size_t i = 0; i < bitext.n_beads; i++) {
        if (bitext.beads[i].verdict == TOL_VERDICT_RIGHT) {
            assert_bead(&bitext, i, 3, 1, 1, 3);
            n_right++;
        }
        /* nothing crosses it */
        const tol_bead *bead = &bitext.beads[i].bead;
        assert_true(!bead->n_source || !bead->n_target || (bead->source < 3) == (bead->target < 1) ||
                    bitext.beads[i].verdict == TOL_VERDICT_RIGHT);
    }
    assert_int_equal(n_right, 1);
    tol_arena_release(&arena);
}

static void a_wrong_bead_that_comes_again_stays_wrong(void **state)
{
    (void)state;
    tol_arena arena = TOL_ARENA_INIT;
    tol_bitext bitext = bitext_of(russian, english, &arena);
    static const uint32_t beads[][4] = {{0, 1, 0, 1}, {1, 1, 1, 1}, {2, 2, 2, 2}, {4, 2, 4, 2}};
    bitext_set_beads(&bitext, beads, 4, &arena);
    bitext.beads[1].verdict = bitext.beads[2].verdict = TOL_VERDICT_WRONG;
    align(&bitext, &arena);
    for (size_t i = 0; i < bitext.n_beads; i++) {
        assert_int_equal(bitext.beads[i].verdict, i == 1 ? TOL_VERDICT_WRONG : TOL_VERDICT_NONE);
    }
    tol_arena_release(&arena);
}

static void right_beads_that_cross_stay(void **state)
{
    (void)state;
    tol_arena arena = TOL_ARENA_INIT;
    tol_bitext bitext = bitext_of(russian, english, &arena);
    static const uint32_t beads[][4] = {{0, 1, 5, 1}, {1, 1, 0, 1}, {2, 1, 1, 1},
                                        {3, 1, 2, 1}, {4, 1, 3, 1}, {5, 1, 4, 1}};
    bitext_set_beads(&bitext, beads, 6, &arena);
    bitext.beads[0].verdict = bitext.beads[2].verdict = bitext.beads[4].verdict = TOL_VERDICT_RIGHT;
    align(&bitext, &arena);
    assert_bead(&bitext, 0, 0, 1, 5, 1);
    tol_arena_release(&arena);
}

static void right_beads_stay_at_random(void **state)
{
    (void)state;
    tol_rng rng = tol_rng_new("right_beads_stay_at_random", 61);
    tol_arena arena = TOL_ARENA_INIT;
    for (size_t round = 0; round < 100; round++) {
        tol_bitext before = bitext_random(&rng, &arena), after = before;
        align(&after, &arena);
        for (size_t i = 0; i < before.n_beads; i++) {
            bool is_there = before.beads[i].verdict != TOL_VERDICT_RIGHT;
            for (size_t k = 0; k < after.n_beads && !is_there; k++) {
                const tol_bead *x = &before.beads[i].bead, *y = &after.beads[k].bead;
                is_there = after.beads[k].verdict == TOL_VERDICT_RIGHT && x->n_source == y->n_source &&
                           x->n_target == y->n_target && (!x->n_source || x->source == y->source) &&
                           (!x->n_target || x->target == y->target);
            }
            assert_true(is_there);
        }
        tol_arena_reset(&arena);
    }
    tol_arena_release(&arena);
}

/* In the order of the source; one without a source behind the target before its own. */
static void beads_come_in_the_order_of_the_source(void **state)
{
    (void)state;
    tol_rng rng = tol_rng_new("beads_come_in_the_order_of_the_source", 25);
    tol_arena arena = TOL_ARENA_INIT;
    for (size_t round = 0; round < 300; round++) {
        tol_bitext bitext = bitext_random(&rng, &arena);
        uint32_t source = 0;
        for (size_t i = 0; i < bitext.n_beads; i++) {
            const tol_bead *bead = &bitext.beads[i].bead;
            assert_int_equal(bead->source, source);
            source += bead->n_source;
            if (!bead->n_source && bead->target) {
                size_t k = i;
                while (k && !(bitext.beads[k - 1].bead.target + bitext.beads[k - 1].bead.n_target == bead->target &&
                              bitext.beads[k - 1].bead.n_target)) {
                    k--;
                    assert_true(!bitext.beads[k].bead.n_source); /* only others of this place stand between */
                }
                assert_true(k > 0);
            }
        }
        tol_arena_reset(&arena);
    }
    tol_arena_release(&arena);
}

static bool refuse_to_go_on(void *user, uint64_t done, uint64_t total)
{
    (void)user;
    (void)done;
    (void)total;
    return false;
}

static void alignment_can_be_cancelled(void **state)
{
    (void)state;
    tol_arena arena = TOL_ARENA_INIT;
    tol_bitext bitext = bitext_of(russian, english, &arena);
    tol_align_opt opt = TOL_ALIGN_OPT_INIT;
    tol_error err;
    opt.listener.progress = refuse_to_go_on;
    assert_status(TOL_ECANCELLED, tol_bitext_align(&bitext, &opt, &arena, &err), &err);
    assert_int_equal(bitext.n_beads, 0);
    tol_arena_release(&arena);
}

static void gaps_and_passages_are_summed_up(void **state)
{
    (void)state;
    tol_arena arena = TOL_ARENA_INIT;
    tol_bitext_summary summary;
    tol_bitext bitext = bitext_of("a|b|c|d|e|f|g|h", "1|2|3|4|5|6|7", &arena);
    static const uint32_t beads[][4] = {{0, 1, 0, 1}, {1, 1, 1, 0}, {2, 1, 1, 0}, {3, 1, 1, 0}, {4, 1, 3, 1},
                                        {5, 1, 4, 1}, {6, 1, 1, 2}, {7, 1, 5, 0}, {8, 0, 5, 2}};
    bitext_set_beads(&bitext, beads, 9, &arena);
    bitext.beads[4].bead.is_moved = bitext.beads[5].bead.is_moved = true;
    bitext.beads[0].verdict = TOL_VERDICT_RIGHT;
    assert_int_equal(tol_bitext_summarize(&bitext, &arena, &summary, NULL), TOL_OK);
    assert_int_equal(summary.n_pairs, 4);
    assert_int_equal((int)(summary.mean_confidence * 100), 75);
    assert_int_equal(summary.n_right, 1);
    assert_int_equal(summary.n_gaps, 1);
    assert_int_equal(summary.gaps[0].source, 1);
    assert_int_equal(summary.gaps[0].n_source, 3);
    assert_int_equal(summary.gaps[0].n_target, 0);
    assert_int_equal(summary.n_moved, 1);
    assert_int_equal(summary.moved[0].source, 4);
    assert_int_equal(summary.moved[0].n_source, 2);
    assert_int_equal(summary.moved[0].target, 3);
    assert_int_equal(summary.moved[0].n_target, 2);
    assert_int_equal(summary.n_counts, 4);
    assert_int_equal(summary.counts[0].n, 4); /* 1-0 */
    tol_arena_release(&arena);
}

static void a_confidence_is_rounded_down(void **state)
{
    (void)state;
    assert_int_equal(tol_confidence_percent(1), 100);
    assert_int_equal(tol_confidence_percent(0.9999F), 99);
    assert_int_equal(tol_confidence_percent(0), 0);
    assert_int_equal(tol_confidence_percent(-1), 0);
    assert_int_equal(tol_confidence_percent(2), 100);
}

static tol_status align_with_bounds(void *user, tol_error *err)
{
    tol_arena arena = TOL_ARENA_INIT;
    tol_bitext bitext = *(const tol_bitext *)user;
    tol_bitext_summary summary;
    tol_status status = tol_bitext_align(&bitext, NULL, &arena, err);
    status = status ? status : tol_bitext_summarize(&bitext, &arena, &summary, err);
    tol_arena_release(&arena);
    return status;
}

static void want_of_memory_is_told(void **state)
{
    (void)state;
    tol_arena arena = TOL_ARENA_INIT;
    tol_bitext bitext =
        bitext_of("Хрущев пришел.|Он сел.|Все молчали.", "Khrushchev came.|He sat down.|All were silent.", &arena);
    static const uint32_t beads[][4] = {{0, 1, 0, 1}, {1, 1, 1, 1}, {2, 1, 2, 1}};
    bitext_set_beads(&bitext, beads, 3, &arena);
    bitext.beads[1].verdict = TOL_VERDICT_RIGHT;
    bitext.beads[2].verdict = TOL_VERDICT_WRONG;
    assert_true(tol_torture("align", align_with_bounds, &bitext, TOL_OK) > 10);
    tol_arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_beads_everything_is_aligned),
        cmocka_unit_test(right_beads_stay_and_part_the_texts),
        cmocka_unit_test(a_wrong_bead_that_comes_again_stays_wrong),
        cmocka_unit_test(right_beads_that_cross_stay),
        cmocka_unit_test(right_beads_stay_at_random),
        cmocka_unit_test(beads_come_in_the_order_of_the_source),
        cmocka_unit_test(alignment_can_be_cancelled),
        cmocka_unit_test(gaps_and_passages_are_summed_up),
        cmocka_unit_test(a_confidence_is_rounded_down),
        cmocka_unit_test(want_of_memory_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
