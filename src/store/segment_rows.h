/* Token rows on their way into a segment: what building and verifying the match index both read. */
#ifndef TOL_STORE_SEGMENT_ROWS_H
#define TOL_STORE_SEGMENT_ROWS_H

#include "store/db.h"
#include "store/dictionary.h"

/* A language and memory that rows belong to. */
typedef struct tol_row_pair {
    int64_t lang, memory;
} tol_row_pair;

/* A row. Its `n` distinct keys stand in `keys` of its set from `at` on, varints. */
typedef struct tol_segment_row {
    uint32_t unit; /* from lo */
    uint32_t weight, variant, at, n;
    uint16_t pair, place; /* where the row begins in its chunk, or TOL_ENTRY_FAR */
    uint32_t last[2];     /* the greatest names of its keys */
} tol_segment_row;

/* A name among the rows. */
typedef struct tol_name_use {
    uint32_t n;    /* rows that have it */
    uint32_t last; /* number of the last row that had it, + 1 */
} tol_name_use;

/* A chunk that rows were read from. */
typedef struct tol_segment_chunk {
    int64_t first, id;
    uint32_t pair;
} tol_segment_chunk;

/* The rows of the units from `lo` to `hi`, less than 2^32 ids; texts without tokens have none. */
typedef struct tol_segment_rows {
    tol_store *store;
    tol_dict *dict;
    int64_t lo, hi;
    const int64_t *wanted; /* units that rows are taken of, ascending; NULL: all from lo to hi */
    size_t n_wanted;
    tol_segment_row *items;
    size_t n, cap;
    tol_buf keys;
    size_t n_keys;      /* in `keys` */
    tol_name_use *uses; /* by name */
    tol_row_pair *pairs;
    size_t n_pairs, pairs_cap;
    tol_segment_chunk *chunks;
    size_t n_chunks, chunks_cap;
} tol_segment_rows;

/* Read the rows; store, dict, lo and hi are given. */
tol_status tol_segment_rows_read(tol_segment_rows *rows, tol_error *err);
/* The same by steps, for others who read: begin once, then take the rows from each chunk, which a statement stands on
 * with the columns of TOL_SQL_ROWS_IN_RANGE. */
tol_status tol_segment_rows_begin(tol_segment_rows *rows, tol_error *err);
tol_status tol_segment_rows_take(tol_segment_rows *rows, sqlite3_stmt *stmt, tol_error *err);
/* Order the chunks by pair and first unit. */
void tol_segment_chunks_sort(tol_segment_rows *rows);
/* Give back what is known of keys: `keys` and `uses`. */
void tol_segment_rows_forget_keys(tol_segment_rows *rows);
void tol_segment_rows_release(tol_segment_rows *rows);

#endif
