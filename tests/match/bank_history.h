/* Banks with a past: units come, go and change, memories are deleted, the file is closed and opened. */
#ifndef TOL_TEST_BANK_HISTORY_H
#define TOL_TEST_BANK_HISTORY_H

#include "match/bank_fixture.h"

/* One random change; `n_units` is the number of units that were ever added. */
void bank_change(bank_fixture *bank, tol_rng *rng, int64_t *n_units);
/* Give some units other texts, each in an import of its own: a duplicate with another target takes its place. */
void bank_replace_some(bank_fixture *bank, tol_rng *rng, int64_t n_units);
void bank_delete_some(bank_fixture *bank, tol_rng *rng, int64_t n_units);
/* The bank passes tol_store_verify. */
void bank_check_sound(bank_fixture *bank);

#endif
