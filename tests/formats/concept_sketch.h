/* Concepts in short, for comparing them. */
#ifndef TOL_TEST_CONCEPT_SKETCH_H
#define TOL_TEST_CONCEPT_SKETCH_H

#include "tolmach/buf.h"
#include "tolmach/concept.h"

/*
 * One line a concept, its categories, its terms with theirs: "7 {note=n} {en descrip/definition=d} | ru партия
 * (preferred) {termNote/partOfSpeech=noun} | en Party\n". Languages as they stood.
 */
void tol_concept_sketch(const tol_concept *entry, tol_buf *out);

#endif
