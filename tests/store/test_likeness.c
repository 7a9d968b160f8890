#include "store/likeness.h"

#include "store/store_fixture.h"
#include "support/check.h"

/* Which pairs there are: hash `i` of the model is i * SPREAD on disk. */
enum { N_HASHES = 900, N_UNITS = 40 };
#define SPREAD INT64_C(123456789)

typedef struct model {
    bool held[N_HASHES][N_UNITS + 1];
    int64_t n;
} model;

static void begin(tol_store *store)
{
    tol_error err;
    tol_error_clear(&err);
    assert_status(TOL_OK, tol_db_write_begin(store, &err), &err);
    assert_status(TOL_OK,
                  tol_db_exec(store, "INSERT INTO memory (id, name, created) VALUES (1, 'a', 0), (2, 'b', 0)", &err),
                  &err);
}

static void assert_finds(tol_likenesses *all, const model *wanted, int hash)
{
    tol_error err;
    size_t at = 0;
    tol_error_clear(&err);
    assert_status(TOL_OK, tol_likenesses_find(all, 1, hash * SPREAD, &err), &err);
    for (int unit = 1; unit <= N_UNITS; unit++) {
        if (wanted->held[hash][unit]) {
            assert_true(at < all->n_found);
            assert_int_equal(all->found[at++], unit);
        }
    }
    assert_int_equal(at, all->n_found);
}

/* The table says of itself what its blobs say: so many entries, chunks of no more than they may have. */
static void assert_table(tol_store *store, const model *wanted)
{
    tol_error err;
    int64_t n = 0, n_long = 0;
    tol_error_clear(&err);
    assert_status(TOL_OK, tol_db_number(store, "SELECT total(n) FROM likeness WHERE memory = 1", &n, &err), &err);
    assert_int_equal(n, wanted->n);
    assert_status(TOL_OK, tol_db_number(store, "SELECT count(*) FROM likeness WHERE n > 256 + 40", &n_long, &err),
                  &err);
    assert_int_equal(n_long, 0);
}

static void toggle(tol_likenesses *all, model *held, int hash, int unit)
{
    tol_error err;
    bool *is_held = &held->held[hash][unit];
    tol_error_clear(&err);
    if (*is_held) {
        assert_status(TOL_OK, tol_likenesses_remove(all, 1, hash * SPREAD, unit, &err), &err);
    } else {
        assert_status(TOL_OK, tol_likenesses_add(all, 1, hash * SPREAD, unit, &err), &err);
    }
    *is_held = !*is_held;
    held->n += *is_held ? 1 : -1;
}

static void pairs_are_found_after_any_changes(void **state)
{
    tol_store *store = ((store_fixture *)*state)->store;
    tol_rng rng = tol_rng_new("likenesses", 9);
    static model held;
    tol_error err;
    tol_likenesses all;
    tol_error_clear(&err);
    begin(store);
    tol_likenesses_init(&all, store);
    all.changes_max = 700;
    for (int round = 0; round < 30000; round++) {
        toggle(&all, &held, (int)tol_rng_below(&rng, N_HASHES), 1 + (int)tol_rng_below(&rng, N_UNITS));
        assert_finds(&all, &held, (int)tol_rng_below(&rng, N_HASHES));
        if (tol_rng_below(&rng, 3000) == 0) {
            assert_status(TOL_OK, tol_likenesses_flush(&all, &err), &err);
            assert_table(store, &held);
        }
    }
    for (int hash = 0; hash < N_HASHES; hash++) {
        assert_finds(&all, &held, hash);
        for (int unit = 1; unit <= N_UNITS; unit++) {
            if (held.held[hash][unit]) {
                toggle(&all, &held, hash, unit);
            }
        }
    }
    assert_status(TOL_OK, tol_likenesses_flush(&all, &err), &err);
    assert_table(store, &held);
    assert_int_equal(held.n, 0);
    tol_likenesses_release(&all);
    tol_db_write_end(store, TOL_ECANCELLED, NULL);
}

static void memories_are_kept_apart(void **state)
{
    tol_store *store = ((store_fixture *)*state)->store;
    tol_error err;
    tol_likenesses all;
    tol_error_clear(&err);
    begin(store);
    tol_likenesses_init(&all, store);
    for (int64_t i = 1; i <= 3000; i++) {
        assert_status(TOL_OK, tol_likenesses_add(&all, 1 + i % 2, i / 2, i, &err), &err);
        assert_status(TOL_OK, tol_likenesses_find(&all, 1 + i % 2, i / 2, &err), &err);
        assert_int_equal(all.n_found, 1);
        assert_int_equal(all.found[0], i);
    }
    for (int64_t i = 1; i <= 3000; i++) {
        assert_status(TOL_OK, tol_likenesses_find(&all, 2 - i % 2, (i + 1) / 2 + 3000, &err), &err);
        assert_int_equal(all.n_found, 0);
    }
    tol_likenesses_release(&all);
    tol_db_write_end(store, TOL_ECANCELLED, NULL);
}

static void equal_hashes_stay_together(void **state)
{
    tol_store *store = ((store_fixture *)*state)->store;
    tol_error err;
    tol_likenesses all;
    tol_error_clear(&err);
    begin(store);
    tol_likenesses_init(&all, store);
    for (int64_t i = 1; i <= 1000; i++) {
        assert_status(TOL_OK, tol_likenesses_add(&all, 1, i < 100 ? i : i > 900 ? 1000 + i : 500, i, &err), &err);
    }
    assert_status(TOL_OK, tol_likenesses_flush(&all, &err), &err);
    assert_status(TOL_OK, tol_likenesses_find(&all, 1, 500, &err), &err);
    assert_int_equal(all.n_found, 801);
    assert_int_equal(all.found[0], 100);
    assert_int_equal(all.found[800], 900);
    assert_status(TOL_OK, tol_likenesses_find(&all, 1, 1901, &err), &err);
    assert_int_equal(all.n_found, 1);
    tol_likenesses_release(&all);
    tol_db_write_end(store, TOL_ECANCELLED, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(pairs_are_found_after_any_changes, store_setup, store_teardown),
        cmocka_unit_test_setup_teardown(memories_are_kept_apart, store_setup, store_teardown),
        cmocka_unit_test_setup_teardown(equal_hashes_stay_together, store_setup, store_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
