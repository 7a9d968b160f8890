/*
 * From the form of a word to its key: the Snowball stem, mended, or the lemma from a list of words.
 */
#ifndef TOL_TEXT_STEM_H
#define TOL_TEXT_STEM_H

#include "base/map.h"
#include "tolmach/buf.h"
#include "tolmach/status.h"

struct sb_stemmer;

typedef struct tol_stemmer {
    struct sb_stemmer *snowball;       /* NULL for a language without one */
    void (*mend)(tol_buf *stem);       /* NULL for none */
    tol_map function_forms, irregular; /* form -> row of the word lists */
    tol_map function_keys;
} tol_stemmer;

/* For a primary language ("ru"); any other gives a stemmer that changes nothing. TOL_ENOMEM; release it even then. */
tol_status tol_stemmer_init(tol_stemmer *stemmer, const char *lang, tol_error *err);
/* Write the key of a word's form into `key` (emptied first) and give its weight, a property of the key. TOL_ENOMEM. */
tol_status tol_stemmer_key(tol_stemmer *stemmer, tol_str form, tol_buf *key, uint32_t *weight, tol_error *err);
void tol_stemmer_release(tol_stemmer *stemmer);

#endif
