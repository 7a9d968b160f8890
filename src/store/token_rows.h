/*
 * What matching reads of a bank: the distinct tokens of a language as numbers, and for every variant the row of its
 * tokens.
 *
 * Two tokens have equal forms or keys when their form or key numbers are equal; numbers of one dictionary mean nothing
 * in another. A language of analysis is a primary language ("ru" for ru, ru-RU and ru-Latn).
 */
#ifndef TOL_STORE_TOKEN_ROWS_H
#define TOL_STORE_TOKEN_ROWS_H

#include "store/dictionary.h"
#include "tolmach/store.h"
#include "tolmach/token.h"

typedef struct tol_token_row {
    int64_t unit_id;
    uint32_t variant; /* place in unit->variants */
    const uint32_t *ids;
    size_t n;
} tol_token_row;

/*
 * Hand over the token rows of all variants whose language serves `lang` (tol_lang_matches) in the memories given by id
 * (none: in all), each once. Rows are borrowed for the time of the call.
 */
tol_status tol_token_rows_each(tol_store *store, tol_str lang, const int64_t *memories, size_t n_memories,
                               tol_status (*each)(void *user, const tol_token_row *row, tol_error *err), void *user,
                               tol_error *err);

/* The id of some unit, by a number that was drawn; 0 for a bank without units. */
tol_status tol_unit_pick(tol_store *store, uint64_t drawn, int64_t *id, tol_error *err);

/* Hold one snapshot of the bank over several reads; calls nest. Every _begin that succeeded wants its _end. */
tol_status tol_store_snapshot_begin(tol_store *store, tol_error *err);
void tol_store_snapshot_end(tol_store *store);

#endif
