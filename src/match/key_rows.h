/*
 * Which token rows may hold some keys: the one way from a concordance to the match index.
 *
 * A *key set* is a choice: a row holds it when it holds at least one of its keys. What is handed over is a superset of
 * the rows that hold every set, each row once and as it is now; the caller looks at the row.
 */
#ifndef TOL_MATCH_KEY_ROWS_H
#define TOL_MATCH_KEY_ROWS_H

#include "store/token_rows.h"

typedef struct tol_key_set {
    const uint32_t *names; /* of keys, distinct */
    size_t n;
} tol_key_set;

/* The index of one language of analysis, loaded when it is first asked. */
typedef struct tol_key_rows tol_key_rows;

/*
 * `lang` is the tag that rows must serve; absent: all that `analysis_lang` analyses. Both are borrowed.
 */
tol_status tol_key_rows_new(tol_store *store, tol_str analysis_lang, tol_str lang, tol_key_rows **out, tol_error *err);
void tol_key_rows_free(tol_key_rows *rows);

/* Load the index when it is not loaded or the bank's has changed (*is_changed); *same_tokens false: token ids began
 * anew. Within a snapshot. */
tol_status tol_key_rows_refresh(tol_key_rows *rows, bool *is_changed, bool *same_tokens, tol_error *err);

typedef tol_status tol_key_rows_fn(void *user, const tol_token_row *row, tol_error *err);

/*
 * Hand over every row of the chosen memories (none: all) that may hold all sets; of no sets, every row. After
 * tol_key_rows_refresh, within the same snapshot.
 */
tol_status tol_key_rows_each(tol_key_rows *rows, const tol_key_set *sets, size_t n_sets, const int64_t *memories,
                             size_t n_memories, tol_key_rows_fn *each, void *user, tol_error *err);

/* The simple version, and the oracle of the other: every row of the language and the memories. A row may come more than
 * once. */
tol_status tol_key_rows_scan(tol_key_rows *rows, const int64_t *memories, size_t n_memories, tol_key_rows_fn *each,
                             void *user, tol_error *err);

#endif
