/*
 * Reading the match index: see index_format.h. What was read of a segment's head, names, signatures and entries is
 * kept: segments never change, and new ones have new numbers.
 */
#ifndef TOL_STORE_INDEX_READ_H
#define TOL_STORE_INDEX_READ_H

#include "store/segment_rows.h"
#include "store/token_rows.h"

/* Where the row of an entry is. */
typedef struct tol_index_entry {
    int64_t unit;
    uint32_t pair, place, variant;
} tol_index_entry;

/* Texts of one weight; they are the entries up to `end`, from the end of the class before. */
typedef struct tol_weight_class {
    uint32_t weight, end;
} tol_weight_class;

/* The entries that have a key: n of them. */
typedef struct tol_index_list {
    uint64_t offset;
    uint32_t n, bytes;
} tol_index_list;

typedef struct tol_segment {
    int64_t id, lo, hi;
    int64_t patch; /* 0: a normal segment */
    uint32_t n;    /* entries */
    tol_row_pair *pairs;
    bool *is_served; /* by pair: the language serves the one asked for */
    size_t n_pairs;
    tol_weight_class *weights;
    size_t n_weights;
    uint32_t *frequent; /* names by bit */
    size_t n_frequent;
    uint32_t variant, variant_size, pair_size;
    uint64_t list_bytes;
    tol_segment_chunk *chunks; /* by pair and first unit; NULL: not read yet */
    size_t n_chunks;
    uint64_t **signatures;   /* by block; NULL: not read yet */
    unsigned char **entries; /* by block; NULL: not read yet */
    size_t n_entry_blocks;
    tol_index_list **names; /* by block; NULL: not read yet */
    size_t n_names;         /* blocks */
    tol_arena arena;
} tol_segment;

/* A row that no segment covers. */
typedef struct tol_pending_row {
    int64_t lang, memory;
    tol_token_row row;
} tol_pending_row;

/* A unit that changed after its segment was built. */
typedef struct tol_stale_unit {
    int64_t unit;
    int64_t patch; /* the patch segments that have its rows; 0: they are pending */
} tol_stale_unit;

/* Blocks of lists that were read: each has one place, the newer takes it from the older. */
#define TOL_LIST_PAGES 4096
typedef struct tol_list_page {
    int64_t id; /* 0: none */
    unsigned char *data;
    size_t len;
} tol_list_page;

/* A chunk of token rows that was read last. */
typedef struct tol_index_page {
    int64_t id; /* 0: none */
    tol_buf data;
} tol_index_page;

typedef struct tol_index {
    tol_store *store;
    int64_t dictionary; /* 0: the bank has no text in the language */
    int64_t generation, epoch, indexed_to;
    tol_stale_unit *stale; /* by ascending unit */
    size_t n_stale;
    int64_t *langs; /* of the dictionary, those that serve the language asked for */
    size_t n_langs;
    tol_pending_row *pending;
    size_t n_pending, pending_cap;
    tol_segment *segments;
    size_t n_segments;
    tol_arena arena;           /* of stale, langs and pending */
    tol_list_page *list_pages; /* TOL_LIST_PAGES; NULL: none yet */
    tol_index_page chunk_page;
    tol_buf scratch;
    uint32_t *ids; /* of the row that was read last */
    size_t ids_cap;
} tol_index;

/* Read what there is for a language, which `analysis_lang` analyses; an absent one stands for all that it analyses.
 * Within a snapshot. */
tol_status tol_index_load(tol_store *store, tol_str analysis_lang, tol_str lang, tol_index *index, tol_error *err);
/* The same anew when the bank has changed since (*is_changed); segments that still are there stay. *same_epoch tells
 * whether token ids and names still mean the same. */
tol_status tol_index_refresh(tol_index *index, tol_str analysis_lang, tol_str lang, bool *is_changed, bool *same_epoch,
                             tol_error *err);
/* Whether rows in a language (by its number) serve the language asked for. */
bool tol_index_serves(const tol_index *index, int64_t lang);
/* What is known of a unit that changed after its segment was built; NULL when it did not. */
const tol_stale_unit *tol_index_stale(const tol_index *index, int64_t unit);

/* Whether an entry of a segment counts: a normal segment speaks of units that have not changed since, a patch of those
 * that have been put into it and have not changed again. For every row at most one entry counts. */
static inline bool tol_index_counts(const tol_index *index, const tol_segment *segment, int64_t unit)
{
    const tol_stale_unit *stale = tol_index_stale(index, unit);
    return segment->patch ? stale && stale->patch == segment->patch : !stale;
}

void tol_index_release(tol_index *index);
/* TOL_ECORRUPT for a segment that cannot be read. */
tol_status tol_index_damaged(const tol_index *index, int64_t segment, tol_error *err);

/* The weight of an entry's text. */
uint32_t tol_segment_weight(const tol_segment *segment, uint32_t entry);
/* The entries whose texts weigh from `least` to `most`: from *first up to, not including, *end. */
void tol_segment_range(const tol_segment *segment, uint32_t least, uint32_t most, uint32_t *first, uint32_t *end);
/* The bit of a frequent key, -1 for other names. */
int tol_segment_bit(const tol_segment *segment, uint32_t name);

/* Read the signatures of block `block` (TOL_SIGNATURE_BLOCK entries, fewer in the last) into segment->signatures. */
tol_status tol_index_load_signatures(tol_index *index, tol_segment *segment, uint32_t block, tol_error *err);

static inline tol_status tol_index_signatures(tol_index *index, tol_segment *segment, uint32_t block,
                                              const uint64_t **out, tol_error *err)
{
    tol_status status = segment->signatures[block] ? TOL_OK : tol_index_load_signatures(index, segment, block, err);
    *out = segment->signatures[block];
    return status;
}

tol_status tol_index_entry_at(tol_index *index, tol_segment *segment, uint32_t number, tol_index_entry *entry,
                              tol_error *err);

/* The list of a name that is not frequent; n is 0 when no entry has it. */
tol_status tol_index_list_of(tol_index *index, tol_segment *segment, uint32_t name, tol_index_list *list,
                             tol_error *err);
/* The entries of a list from `first` up to `end`, ascending; `out` has room for list->n. */
tol_status tol_index_list_read(tol_index *index, const tol_segment *segment, const tol_index_list *list, uint32_t first,
                               uint32_t end, uint32_t *out, size_t *n, tol_error *err);

/* The token row of an entry as it is now; *found false: gone. It stands until the next call. */
tol_status tol_index_row(tol_index *index, tol_segment *segment, const tol_index_entry *entry, tol_token_row *row,
                         bool *found, tol_error *err);

#endif
