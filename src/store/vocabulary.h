/*
 * Texts become rows of token ids: the analysis of each language, and its dictionary as it grows. Within a write
 * transaction.
 */
#ifndef TOL_STORE_VOCABULARY_H
#define TOL_STORE_VOCABULARY_H

#include "base/intern.h"
#include "store/db.h"
#include "store/dictionary.h"
#include "store/scan_ahead.h"

/*
 * One language of analysis. Most tokens are told by `ids` alone, from their bytes as they stand in a text, also before
 * NFC. `texts` is for those that are new to it: a part of the dictionary's texts, or all of them. What texts have got
 * is written in their order, not as they come.
 */
typedef struct tol_vocabulary {
    int64_t dictionary;
    tol_analyser *analyser;
    tol_intern ids;   /* bytes of a token -> its id */
    tol_map texts;    /* text -> (token id + 1) << 32 | name + 1, 0 for what a text is not */
    tol_str *changed; /* texts that are not written yet; they stand in the map, some twice */
    size_t n_changed, cap_changed;
    uint64_t n_tokens, n_names, n_stored;
    tol_buf classes;  /* of the last block, when it is not full */
    bool is_complete; /* the map knows all of the dictionary */
    uint64_t used;
} tol_vocabulary;

#define TOL_VOCABULARY_SLOTS 16

typedef struct tol_vocabularies {
    tol_store *store;
    tol_vocabulary slots[TOL_VOCABULARY_SLOTS];
    uint64_t clock;
} tol_vocabularies;

void tol_vocabularies_init(tol_vocabularies *all, tol_store *store);
/* Append the row of a variant (n, n * token id) to `row`; tokens that the dictionary lacks are added. `scanned`: NULL
 * when its text is to be scanned here. */
tol_status tol_vocabularies_row(tol_vocabularies *all, const tol_lang_entry *lang, const tol_variant *variant,
                                const tol_scanned *scanned, tol_arena *scratch, tol_buf *row, tol_error *err);
/* Write what is not written yet. */
tol_status tol_vocabularies_flush(tol_vocabularies *all, tol_error *err);
void tol_vocabularies_release(tol_vocabularies *all);

/* An analyser for the texts that a dictionary serves, and what the dictionary counts. */
tol_status tol_dictionary_analyser(tol_store *store, int64_t dictionary, uint64_t *n_tokens, uint64_t *n_names,
                                   tol_analyser **out, tol_error *err);
/* Remove the tokens that no row has any more. */
tol_status tol_dictionaries_sweep(tol_store *store, tol_error *err);

#endif
