/* Token rows on their way into a segment: what building and verifying the match index both read. */
#ifndef TOL_STORE_SEGMENT_ROWS_H
#define TOL_STORE_SEGMENT_ROWS_H

#include "store/db.h"

/* What a token id stands for: its key as a number, and its weight; weight 0: no such token. */
typedef struct tol_token_class {
    uint32_t key, weight;
} tol_token_class;

/* The keys of a dictionary. */
typedef struct tol_key_table {
    tol_token_class *tokens;
    size_t n_tokens;
    tol_map numbers; /* key -> number */
    tol_str *names;  /* number -> key */
    size_t names_cap;
} tol_key_table;

/* A row. Its distinct keys stand in `keys` of its set, from `at` on. */
typedef struct tol_segment_row {
    int64_t unit;
    uint32_t lang, memory, variant, weight, n;
    size_t at;
} tol_segment_row;

/* The rows of the units from `lo` to `hi`; texts without tokens have none. */
typedef struct tol_segment_rows {
    tol_store *store;
    int64_t dictionary, lo, hi;
    const tol_key_table *table;
    tol_segment_row *items;
    size_t n, cap;
    uint32_t *keys;
    size_t n_keys, keys_cap;
    uint32_t *seen; /* by key: number of the last row that had it, + 1 */
} tol_segment_rows;

tol_status tol_key_table_load(tol_store *store, int64_t dictionary, int64_t n_tokens, tol_key_table *table,
                              tol_error *err);
void tol_key_table_release(tol_key_table *table);

/* Read the rows; store, dictionary, lo, hi and table are given. */
tol_status tol_segment_rows_read(tol_segment_rows *rows, tol_error *err);
void tol_segment_rows_release(tol_segment_rows *rows);

#endif
