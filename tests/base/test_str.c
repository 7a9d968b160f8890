#include "support/check.h"

#include "support/rng.h"
#include "tolmach/str.h"

static void absent_and_empty_are_equal_but_different(void **state)
{
    (void)state;
    assert_true(tol_str_equal(TOL_STR_NULL, TOL_LIT("")));
    assert_null(tol_str_of(NULL).ptr);
    assert_non_null(tol_str_of("").ptr);
    assert_int_equal(tol_str_compare(TOL_STR_NULL, TOL_LIT("")), 0);
    assert_true(tol_str_starts_with(TOL_STR_NULL, TOL_STR_NULL));
    assert_true(tol_str_ends_with(TOL_STR_NULL, TOL_LIT("")));
}

static void nul_bytes_count(void **state)
{
    (void)state;
    assert_false(tol_str_equal(TOL_LIT("a\0b"), TOL_LIT("a\0c")));
    assert_true(tol_str_compare(TOL_LIT("a\0b"), TOL_LIT("a\0c")) < 0);
    assert_true(tol_str_starts_with(TOL_LIT("a\0b"), TOL_LIT("a\0")));
}

static void only_ascii_letters_lose_their_case(void **state)
{
    (void)state;
    assert_true(tol_str_equal_nocase(TOL_LIT("EN-us"), TOL_LIT("en-US")));
    assert_true(tol_str_equal_nocase(TOL_LIT("AZ az 09"), TOL_LIT("az AZ 09")));
    assert_false(tol_str_equal_nocase(TOL_LIT("@[`{"), TOL_LIT("`{@[")));
    assert_false(tol_str_equal_nocase(TOL_LIT("Я"), TOL_LIT("я")));
    assert_false(tol_str_equal_nocase(TOL_LIT("a"), TOL_LIT("ab")));
}

static int sign(int n)
{
    return (n > 0) - (n < 0);
}

/* Against memcmp on the shorter length, on strings short enough to collide often. */
static void comparisons_agree_with_each_other(void **state)
{
    (void)state;
    tol_rng rng = tol_rng_new("str comparisons", 3);
    for (int round = 0; round < 100000; round++) {
        char bytes[2][4];
        tol_str s[2];
        for (int i = 0; i < 2; i++) {
            s[i] = (tol_str){bytes[i], tol_rng_below(&rng, 5)};
            for (size_t k = 0; k < s[i].len; k++) {
                bytes[i][k] = "a\xFF\0b"[tol_rng_below(&rng, 4)];
            }
        }
        int order = tol_str_compare(s[0], s[1]);
        assert_int_equal(sign(order), -sign(tol_str_compare(s[1], s[0])));
        assert_int_equal(order == 0, tol_str_equal(s[0], s[1]));
        bool is_prefix = s[1].len <= s[0].len && memcmp(bytes[0], bytes[1], s[1].len) == 0;
        assert_int_equal(is_prefix, tol_str_starts_with(s[0], s[1]));
        bool is_suffix = s[1].len <= s[0].len && memcmp(bytes[0] + s[0].len - s[1].len, bytes[1], s[1].len) == 0;
        assert_int_equal(is_suffix, tol_str_ends_with(s[0], s[1]));
        if (is_prefix && s[1].len < s[0].len) {
            assert_true(order > 0);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(absent_and_empty_are_equal_but_different),
        cmocka_unit_test(nul_bytes_count),
        cmocka_unit_test(only_ascii_letters_lose_their_case),
        cmocka_unit_test(comparisons_agree_with_each_other),
    };
    return cmocka_run_group_tests_name("base.str", tests, NULL, NULL);
}
