#include "support/check.h"

#include "base/mem.h"
#include "support/rng.h"
#include "support/torture.h"
#include "tolmach/arena.h"

static void an_empty_arena_is_ok_and_releases(void **state)
{
    (void)state;
    tol_arena arena = TOL_ARENA_INIT;
    assert_true(tol_arena_ok(&arena));
    tol_arena_reset(&arena);
    tol_arena_release(&arena);
    tol_arena_release(&arena);
    tol_arena_release(NULL);
}

static void a_size_of_zero_gives_a_pointer(void **state)
{
    (void)state;
    tol_arena arena = TOL_ARENA_INIT;
    assert_non_null(tol_arena_alloc(&arena, 0));
    assert_non_null(tol_arena_calloc(&arena, 0, 8));
    assert_non_null(tol_arena_calloc(&arena, 8, 0));
    tol_arena_release(&arena);
}

/* Every piece is filled with a byte of its own and must still hold it at the end. */
static void pieces_are_aligned_and_do_not_overlap(void **state)
{
    (void)state;
    enum { PIECES = 3000 };
    static unsigned char *pieces[PIECES];
    static size_t sizes[PIECES];
    tol_rng rng = tol_rng_new("arena pieces", 1);
    tol_arena arena = TOL_ARENA_INIT;
    for (size_t i = 0; i < PIECES; i++) {
        sizes[i] = i % 500 == 499 ? 100000 : tol_rng_below(&rng, 200);
        pieces[i] = tol_arena_alloc(&arena, sizes[i]);
        assert_non_null(pieces[i]);
        assert_int_equal((uintptr_t)pieces[i] % 16, 0);
        memset(pieces[i], (int)(i % 251), sizes[i]);
    }
    for (size_t i = 0; i < PIECES; i++) {
        for (size_t k = 0; k < sizes[i]; k++) {
            assert_int_equal(pieces[i][k], i % 251);
        }
    }
    tol_arena_release(&arena);
}

static void calloc_zeroes_memory_that_was_used_before(void **state)
{
    (void)state;
    tol_arena arena = TOL_ARENA_INIT;
    memset(tol_arena_alloc(&arena, 1000), 0xFF, 1000);
    tol_arena_reset(&arena);
    unsigned char *zeroed = tol_arena_calloc(&arena, 10, 100);
    for (size_t i = 0; i < 1000; i++) {
        assert_int_equal(zeroed[i], 0);
    }
    tol_arena_release(&arena);
}

static void a_copy_ends_in_nul_and_absent_stays_absent(void **state)
{
    (void)state;
    tol_arena arena = TOL_ARENA_INIT;
    tol_str copy = tol_arena_copy(&arena, TOL_LIT("a\0b"));
    assert_int_equal(copy.len, 3);
    assert_memory_equal(copy.ptr, "a\0b", 4);
    assert_null(tol_arena_copy(&arena, TOL_STR_NULL).ptr);
    assert_true(tol_arena_ok(&arena));
    assert_non_null(tol_arena_copy(&arena, TOL_LIT("")).ptr);
    tol_arena_release(&arena);
}

static void the_maximum_holds_and_failure_is_sticky_until_reset(void **state)
{
    (void)state;
    tol_arena arena;
    tol_arena_init(&arena, 1024);
    assert_non_null(tol_arena_alloc(&arena, 512));
    assert_null(tol_arena_alloc(&arena, 513));
    assert_false(tol_arena_ok(&arena));
    assert_null(tol_arena_alloc(&arena, 1));
    assert_null(tol_arena_copy(&arena, TOL_LIT("x")).ptr);
    tol_arena_reset(&arena);
    assert_true(tol_arena_ok(&arena));
    assert_non_null(tol_arena_alloc(&arena, 1024));
    assert_null(tol_arena_alloc(&arena, 1));
    tol_arena_release(&arena);
    assert_int_equal(arena.max, 1024);
}

static void an_overflowing_count_fails(void **state)
{
    (void)state;
    tol_arena arena = TOL_ARENA_INIT;
    assert_null(tol_arena_calloc(&arena, SIZE_MAX / 2, 3));
    assert_false(tol_arena_ok(&arena));
    tol_arena_reset(&arena);
    assert_null(tol_arena_alloc(&arena, SIZE_MAX));
    tol_arena_reset(&arena);
    assert_null(tol_arena_copy(&arena, (tol_str){"x", SIZE_MAX}).ptr);
    tol_arena_release(&arena);
}

static tol_status build_and_reset(void *user, tol_error *err)
{
    (void)user;
    tol_arena arena = TOL_ARENA_INIT;
    for (int round = 0; round < 3; round++) {
        for (size_t i = 0; i < 40; i++) {
            tol_arena_alloc(&arena, i * 100);
        }
        if (!tol_arena_ok(&arena)) {
            tol_arena_release(&arena);
            return err->code = TOL_ENOMEM;
        }
        tol_arena_reset(&arena);
    }
    tol_arena_release(&arena);
    return TOL_OK;
}

static void every_failing_allocation_is_survived(void **state)
{
    (void)state;
    assert_true(tol_torture("arena", build_and_reset, NULL, TOL_OK) >= 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_empty_arena_is_ok_and_releases),
        cmocka_unit_test(a_size_of_zero_gives_a_pointer),
        cmocka_unit_test(pieces_are_aligned_and_do_not_overlap),
        cmocka_unit_test(calloc_zeroes_memory_that_was_used_before),
        cmocka_unit_test(a_copy_ends_in_nul_and_absent_stays_absent),
        cmocka_unit_test(the_maximum_holds_and_failure_is_sticky_until_reset),
        cmocka_unit_test(an_overflowing_count_fails),
        cmocka_unit_test(every_failing_allocation_is_survived),
    };
    return cmocka_run_group_tests_name("base.arena", tests, NULL, NULL);
}
