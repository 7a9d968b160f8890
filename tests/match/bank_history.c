#include "match/bank_history.h"

#include "support/check.h"

void bank_check_sound(bank_fixture *bank)
{
    uint64_t n_faults = 0;
    tol_error err;
    assert_status(TOL_OK, tol_store_verify(bank->store, NULL, &n_faults, &err), &err);
    assert_int_equal(n_faults, 0);
}

static void reopen(bank_fixture *bank)
{
    tol_error err;
    tol_store_close(bank->store);
    assert_status(TOL_OK, tol_store_open(bank->path, TOL_OPEN_WRITE, NULL, &bank->store, &err), &err);
}

void bank_replace_some(bank_fixture *bank, tol_rng *rng, int64_t n_units)
{
    tol_error err;
    tol_import *import;
    tol_import_report report = {0};
    tol_arena arena = TOL_ARENA_INIT;
    tol_unit unit;
    char buffer[512];
    for (int tries = 0; tries < 3; tries++) {
        int64_t id = 1 + tol_rng_below(rng, (uint32_t)n_units);
        if (tol_unit_get(bank->store, id, &arena, &unit, NULL) != TOL_OK || unit.n_variants < 2) {
            continue;
        }
        unit.variants[1].text = bank_random_text(rng, buffer);
        assert_status(TOL_OK, tol_import_begin(bank->store, &import, &err), &err);
        assert_status(TOL_OK, tol_import_unit(import, unit.memory, &unit, TOL_DUPLICATE_REPLACE, &report, NULL, &err),
                      &err);
        assert_status(TOL_OK, tol_import_commit(import, &err), &err);
        tol_import_free(import);
    }
    tol_arena_release(&arena);
}

void bank_delete_some(bank_fixture *bank, tol_rng *rng, int64_t n_units)
{
    for (int i = 0; i < 3; i++) {
        tol_status status = tol_unit_delete(bank->store, 1 + tol_rng_below(rng, (uint32_t)n_units), NULL);
        assert_true(status == TOL_OK || status == TOL_ENOTFOUND);
    }
}

void bank_change(bank_fixture *bank, tol_rng *rng, int64_t *n_units)
{
    switch (tol_rng_below(rng, 9)) {
    case 0:
        tol_memory_delete(bank->store, TOL_LIT("c"), NULL);
        break;
    case 1:
        bank_delete_some(bank, rng, *n_units);
        break;
    case 2:
    case 3:
        bank_replace_some(bank, rng, *n_units);
        break;
    case 4:
        reopen(bank);
        break;
    case 5:
        bank_set_memories(bank, rng);
        break;
    default: {
        uint32_t n = 1 + tol_rng_below(rng, tol_rng_below(rng, 3) ? 12 : 200);
        bank_add_random(bank, rng, n);
        *n_units += n;
    }
    }
}
