/* Small banks for lookups: units made of a few words, so that ties, twins and alternatives abound. */
#ifndef TOL_TEST_BANK_FIXTURE_H
#define TOL_TEST_BANK_FIXTURE_H

#include "support/rng.h"
#include "tolmach/store.h"

typedef struct bank_fixture {
    char *dir;
    char *path;
    tol_store *store;
} bank_fixture;

void bank_open(bank_fixture *bank);
void bank_close(bank_fixture *bank);

/* Add a unit of two plain variants; `changedate` may be NULL. Returns its id. */
int64_t bank_add(bank_fixture *bank, const char *memory, const char *ru, const char *en, const char *changedate);
/* Add `n` random units to the memories "a", "b" and "c" in one import. */
void bank_add_random(bank_fixture *bank, tol_rng *rng, size_t n);
/* A random text of 0 to 9 pieces, punctuation and odd white space among them, in `buffer` of at least 512 bytes. */
tol_str bank_random_text(tol_rng *rng, char *buffer);

#endif
