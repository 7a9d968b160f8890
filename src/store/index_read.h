/*
 * Reading the match index: see index_format.h. What was read of a segment is kept: segments never change, and new ones
 * have new numbers.
 */
#ifndef TOL_STORE_INDEX_READ_H
#define TOL_STORE_INDEX_READ_H

#include "store/token_rows.h"

/* Where the row of an entry is. */
typedef struct tol_index_entry {
    int64_t unit;
    uint32_t lang, memory, variant;
} tol_index_entry;

/* Texts of one weight; they are the entries up to `end`, from the end of the class before. */
typedef struct tol_weight_class {
    uint32_t weight, end;
} tol_weight_class;

typedef struct tol_segment {
    int64_t id, lo, hi;
    uint32_t n; /* entries */
    tol_weight_class *weights;
    size_t n_weights;
    tol_str *frequent; /* keys by bit */
    size_t n_frequent;
    uint64_t **signatures;     /* by block; NULL: not read yet */
    tol_index_entry **entries; /* by block; NULL: not read yet */
} tol_segment;

typedef struct tol_index {
    tol_store *store;
    int64_t dictionary; /* 0: the bank has no text in the language */
    int64_t generation, epoch, indexed_to;
    bool has_pending; /* units above indexed_to */
    int64_t *stale;   /* ascending */
    size_t n_stale;
    int64_t *langs; /* of the dictionary, those that serve the language asked for */
    size_t n_langs;
    tol_segment *segments;
    size_t n_segments;
    tol_arena arena; /* of the segments' heads */
} tol_index;

/* Read what there is for a language, which `analysis_lang` analyses; an absent one stands for all that it analyses.
 * Within a snapshot. */
tol_status tol_index_load(tol_store *store, tol_str analysis_lang, tol_str lang, tol_index *index, tol_error *err);
/* Whether rows in a language (by its number) serve the language asked for. */
bool tol_index_serves(const tol_index *index, int64_t lang);
/* Whether a unit changed after its segment was built: tol_index_pending then hands over its rows. */
bool tol_index_is_stale(const tol_index *index, int64_t unit);
/* Whether the bank's index is the one that was loaded; *epoch tells whether token ids are still the same. */
tol_status tol_index_is_current(const tol_index *index, bool *is_current, bool *same_epoch, tol_error *err);
void tol_index_release(tol_index *index);
/* TOL_ECORRUPT for a segment that cannot be read. */
tol_status tol_index_damaged(const tol_index *index, int64_t segment, tol_error *err);

/* The weight of an entry's text. */
uint32_t tol_segment_weight(const tol_segment *segment, uint32_t entry);
/* The entries whose texts weigh from `least` to `most`: from *first up to, not including, *end. */
void tol_segment_range(const tol_segment *segment, uint32_t least, uint32_t most, uint32_t *first, uint32_t *end);
/* The bit of a frequent key, -1 for other keys. */
int tol_segment_bit(const tol_segment *segment, tol_str key);

/* The signatures of block `block` (TOL_SEGMENT_BLOCK entries, fewer in the last). */
tol_status tol_index_signatures(tol_index *index, tol_segment *segment, uint32_t block, const uint64_t **out,
                                tol_error *err);
tol_status tol_index_entry_at(tol_index *index, tol_segment *segment, uint32_t number, const tol_index_entry **out,
                              tol_error *err);

/* How many entries of a segment have a key that is not frequent. */
tol_status tol_index_count(tol_index *index, const tol_segment *segment, tol_str key, uint32_t *n, tol_error *err);
/* Hand over the entries from `first` up to `end` that have a key that is not frequent, ascending, some at a time. */
tol_status tol_index_postings(tol_index *index, const tol_segment *segment, tol_str key, uint32_t first, uint32_t end,
                              void (*each)(void *user, const uint32_t *entries, size_t n), void *user, tol_error *err);

/*
 * The token row of an entry as it is now; *found false: gone. It stands in `ids`, which grows as it must (tol_mem_free
 * it).
 */
typedef struct tol_row_buffer {
    uint32_t *ids;
    size_t cap;
} tol_row_buffer;
tol_status tol_index_row(tol_index *index, const tol_index_entry *entry, tol_row_buffer *buffer, tol_token_row *row,
                         bool *found, tol_error *err);

/* Hand over the rows that no segment covers, of all languages and memories of the dictionary. */
tol_status tol_index_pending(tol_index *index,
                             tol_status (*each)(void *user, int64_t lang, int64_t memory, const tol_token_row *row,
                                                tol_error *err),
                             void *user, tol_error *err);

#endif
