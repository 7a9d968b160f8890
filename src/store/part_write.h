/* The parts of an index segment as streams of bytes on their way into blocks: see index_format.h. */
#ifndef TOL_STORE_PART_WRITE_H
#define TOL_STORE_PART_WRITE_H

#include "store/db.h"
#include "store/index_format.h"

typedef struct tol_part_writer {
    tol_store *store;
    int64_t base;   /* key of the part's first block */
    int64_t number; /* of the block that is written next */
    size_t block;   /* bytes of a block */
    tol_buf data;   /* not written yet */
} tol_part_writer;

void tol_part_begin(tol_part_writer *writer, int64_t segment, tol_index_part part);
/* Write the blocks that are full; with `all` also the rest. */
tol_status tol_part_flush(tol_part_writer *writer, bool all, tol_error *err);

/* The lists of a segment: those of name k are entries[starts[k]] up to entries[starts[k + 1]]. */
typedef struct tol_lists {
    const uint32_t *starts, *entries;
    size_t n_names;
} tol_lists;

/* Write the parts "lists" and "names". *bytes: of the lists. */
tol_status tol_lists_write(tol_part_writer *writer, int64_t segment, const tol_lists *lists, uint64_t *bytes,
                           tol_error *err);

#endif
