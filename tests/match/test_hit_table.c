/* Hits are found by hash and by texts. */
#include "match/hit_table.h"
#include "support/check.h"

static tol_hit hit_of(const char *source, const char *target)
{
    return (tol_hit){.source = tol_str_of(source), .target = tol_str_of(target)};
}

static void an_empty_table_knows_nothing(void **state)
{
    (void)state;
    tol_hit_table table = TOL_HIT_TABLE_INIT;
    tol_hits hits = {NULL, 0};
    assert_false(tol_hit_table_knows(&table, 1));
    assert_null(tol_hit_table_find(&table, &hits, 1, TOL_LIT("a"), TOL_LIT("b")));
    tol_hit_table_release(&table);
}

static void texts_of_the_same_hash_are_told_apart(void **state)
{
    (void)state;
    tol_hit_table table = TOL_HIT_TABLE_INIT;
    tol_hit items[] = {hit_of("a", "x"), hit_of("b", "x"), hit_of("c", "x"), hit_of("a", "y")};
    uint64_t hashes[] = {7, 8, 7, 7};
    tol_hits hits = {items, 0};
    for (size_t i = 0; i < 4; i++) {
        assert_null(tol_hit_table_find(&table, &hits, hashes[i], items[i].source, items[i].target));
        assert_int_equal(tol_hit_table_add(&table, hashes[i], NULL), TOL_OK);
        hits.n++;
    }
    for (size_t i = 0; i < 4; i++) {
        assert_ptr_equal(tol_hit_table_find(&table, &hits, hashes[i], items[i].source, items[i].target), &items[i]);
    }
    assert_null(tol_hit_table_find(&table, &hits, 7, TOL_LIT("b"), TOL_LIT("x")));
    assert_true(tol_hit_table_knows(&table, 8));
    assert_false(tol_hit_table_knows(&table, 9));
    tol_hit_table_release(&table);
}

static void thousands_of_hits_keep_their_places(void **state)
{
    (void)state;
    enum { N = 5000 };
    static char texts[N][12];
    static tol_hit items[N];
    tol_hit_table table = TOL_HIT_TABLE_INIT;
    tol_hits hits = {items, N};
    for (size_t i = 0; i < N; i++) {
        snprintf(texts[i], sizeof texts[i], "%zu", i);
        items[i] = hit_of(texts[i], "x");
        assert_int_equal(tol_hit_table_add(&table, i / 3, NULL), TOL_OK); /* three of a hash */
    }
    for (size_t i = 0; i < N; i++) {
        assert_ptr_equal(tol_hit_table_find(&table, &hits, i / 3, items[i].source, items[i].target), &items[i]);
    }
    tol_hit_table_release(&table);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_empty_table_knows_nothing),
        cmocka_unit_test(texts_of_the_same_hash_are_told_apart),
        cmocka_unit_test(thousands_of_hits_keep_their_places),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
