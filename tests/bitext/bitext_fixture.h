/* Bitexts made by hand and at random. */
#ifndef TOL_TEST_BITEXT_FIXTURE_H
#define TOL_TEST_BITEXT_FIXTURE_H

#include "support/rng.h"
#include "tolmach/bitext.h"

/* A bitext without beads, of texts that are separated by "|": "Да.|Нет.". The strings are borrowed. */
tol_bitext bitext_of(const char *source, const char *target, tol_arena *arena);

/* Put beads in: {source, n_source, target, n_target} each. */
void bitext_set_beads(tol_bitext *bitext, const uint32_t (*beads)[4], size_t n, tol_arena *arena);

/* Random texts, and random beads over all of them, some of which cross. */
tol_bitext bitext_random(tol_rng *rng, tol_arena *arena);

/* Every segment of both sides is in one bead. */
void assert_whole(const tol_bitext *bitext);

/* Beads, sides and verdicts are the same; names and lines are not compared. */
void assert_same_bitext(const tol_bitext *a, const tol_bitext *b);

#endif
