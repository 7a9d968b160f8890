/* A bank in a temporary folder, units made by hand and at random, and what a bank says of itself as one text. */
#ifndef TOL_TEST_STORE_FIXTURE_H
#define TOL_TEST_STORE_FIXTURE_H

#include "support/rng.h"
#include "tolmach/store.h"

typedef struct store_fixture {
    char *dir, *path;
    tol_store *store;
} store_fixture;

/* Setup and teardown for cmocka: *state is a store_fixture with an empty bank open for writing. */
int store_setup(void **state);
int store_teardown(void **state);
/* Close and open again. */
void store_reopen(store_fixture *bank, tol_open_mode mode);

/* A unit in ru and en. The strings are borrowed. */
typedef struct plain_unit {
    tol_unit unit;
    tol_variant variants[2];
} plain_unit;
void plain_unit_init(plain_unit *unit, const char *tuid, const char *ru, const char *en);

/* Import one unit into a memory and return what became of it. */
tol_import_report store_add(tol_store *store, const char *memory, const tol_unit *unit, tol_on_duplicate policy,
                            int64_t *id);
/* Import `n` random units into a memory in one step. */
void store_add_random(tol_store *store, const char *memory, tol_rng *rng, size_t n);

/* A unit with everything that TMX has, in the arena; its source text is one of few, so that duplicates come about. */
tol_unit *random_unit(tol_rng *rng, tol_arena *arena);

/* All that a unit says, its id apart, appended as text: two units are the same when their texts are. */
void describe_unit(tol_buf *out, const tol_unit *unit);
/* All memories with all their units and all glossaries with their concepts, as text; on the heap: free(). */
char *describe_bank(tol_store *store);

/* The bank is sound. */
void assert_sound(tol_store *store);
/* How many faults verification finds. */
uint64_t count_faults(tol_store *store);

#endif
