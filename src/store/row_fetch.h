/* Reading many token rows at known places: each chunk once. */
#ifndef TOL_STORE_ROW_FETCH_H
#define TOL_STORE_ROW_FETCH_H

#include "store/token_rows.h"

/* Where the row of a variant stands. */
typedef struct tol_row_place {
    int64_t unit, lang, memory;
    uint32_t variant;
} tol_row_place;

/* Bring places into the order in which the bank has them: by language, memory, unit, variant. */
void tol_row_places_sort(tol_row_place *places, size_t n);

/*
 * Hand over the rows at places that were sorted; where there is none, nothing is. Rows are borrowed for the time of the
 * call. Within a snapshot.
 */
tol_status tol_rows_fetch(tol_store *store, const tol_row_place *places, size_t n,
                          tol_status (*each)(void *user, const tol_token_row *row, tol_error *err), void *user,
                          tol_error *err);

#endif
