/* The dates beside the units, read in both ways and written anew. */
#include "match/bank_fixture.h"
#include "store/db.h"
#include "store/token_rows.h"
#include "store/unit_dates.h"
#include "support/check.h"

#define N_UNITS 40

static void add_units(bank_fixture *bank)
{
    char text[32], date[24];
    for (int i = 1; i <= N_UNITS; i++) {
        snprintf(text, sizeof text, "Text %d", i);
        tol_date_format(1000000000 + 86400 * (int64_t)(i * 7 % 11), date);
        bank_add(bank, "m", text, "x", i % 3 ? date : NULL);
    }
}

static int64_t date_wanted(tol_store *store, int64_t id)
{
    tol_arena arena = TOL_ARENA_INIT;
    tol_unit unit;
    int64_t date = 0;
    tol_status status = tol_unit_get(store, id, &arena, &unit, NULL);
    bool has = status == TOL_OK && tol_unit_changed(&unit, &date);
    tol_arena_release(&arena);
    return has ? date : TOL_DATE_NONE;
}

/* Units from `first` in steps; ids beyond the last unit have no date. */
static void check_dates(tol_store *store, int64_t first, int64_t step, size_t n)
{
    int64_t ids[N_UNITS + 10], dates[N_UNITS + 10];
    tol_error err;
    for (size_t i = 0; i < n; i++) {
        ids[i] = first + step * (int64_t)i;
    }
    assert_status(TOL_OK, tol_store_snapshot_begin(store, &err), NULL);
    assert_status(TOL_OK, tol_unit_dates(store, ids, n, dates, &err), NULL);
    tol_store_snapshot_end(store);
    for (size_t i = 0; i < n; i++) {
        assert_int_equal(dates[i], date_wanted(store, ids[i]));
    }
}

static void dates_are_those_of_the_units(void **state)
{
    (void)state;
    bank_fixture bank;
    tol_error err;
    bank_open(&bank);
    add_units(&bank);
    assert_status(TOL_OK, tol_unit_delete(bank.store, 5, &err), &err);
    check_dates(bank.store, 1, 1, N_UNITS + 5);
    check_dates(bank.store, 3, 9, 4);
    check_dates(bank.store, 7, 1, 1);
    check_dates(bank.store, 1, 1, 0);
    bank_close(&bank);
}

static void dates_can_be_written_anew(void **state)
{
    (void)state;
    bank_fixture bank;
    tol_error err;
    uint64_t n_faults = 0;
    bank_open(&bank);
    add_units(&bank);
    assert_status(TOL_OK, tol_db_exec(bank.store, "UPDATE unit SET created = 0, changed = 0", &err), NULL);
    assert_status(TOL_OK, tol_store_verify(bank.store, NULL, &n_faults, &err), &err);
    assert_int_equal(n_faults, N_UNITS);
    assert_status(TOL_OK, tol_db_write_begin(bank.store, &err), NULL);
    assert_status(TOL_OK, tol_db_write_end(bank.store, tol_unit_dates_mend(bank.store, &err), &err), NULL);
    assert_status(TOL_OK, tol_store_verify(bank.store, NULL, &n_faults, &err), &err);
    assert_int_equal(n_faults, 0);
    check_dates(bank.store, 1, 1, N_UNITS);
    bank_close(&bank);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dates_are_those_of_the_units),
        cmocka_unit_test(dates_can_be_written_anew),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
