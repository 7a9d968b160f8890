/* Small banks for lookups: units made of a few words, so that ties, twins and alternatives abound. */
#ifndef TOL_TEST_BANK_FIXTURE_H
#define TOL_TEST_BANK_FIXTURE_H

#include "support/rng.h"
#include "tolmach/match.h"

typedef struct bank_fixture {
    char *dir;
    char *path;
    tol_store *store;
} bank_fixture;

void bank_open(bank_fixture *bank);
void bank_close(bank_fixture *bank);

/* Add a unit of two plain variants; `changedate` may be NULL. Returns its id. */
int64_t bank_add(bank_fixture *bank, const char *memory, const char *ru, const char *en, const char *changedate);
/* Add `n` random units to the memories "a", "b" and "c" in one import; some say who made them, when and how. */
void bank_add_random(bank_fixture *bank, tol_rng *rng, size_t n);
/* A random text of 0 to 9 pieces, punctuation and odd white space among them, in `buffer` of at least 512 bytes. */
tol_str bank_random_text(tol_rng *rng, char *buffer);

/* What options of a lookup point at. */
typedef struct bank_wishes {
    tol_str excluded[1], creators[1], trusted[1];
    tol_field_test tests[2];
    tol_memory_override overrides[2];
} bank_wishes;

/* Random filters, penalties, priorities and an excluded memory; often none. Their strings live in `wishes`. */
void bank_random_wishes(const bank_fixture *bank, tol_rng *rng, tol_lookup_opt *opt, bank_wishes *wishes);
/* Set random penalties and priorities for the memories that there are. */
void bank_set_memories(bank_fixture *bank, tol_rng *rng);

#endif
