/*
 * Token rows on disk. The rows of some eighty units in a row stand in one blob, so that an import writes them together
 * and a scan reads them at the speed of memory:
 *
 *   rows := entry*          entry := distance from the unit before (the first: from `first`), place of the variant,
 *                                    n, n * token id               all varints
 *
 * Entries ascend by unit, then by place. The chunks of one language and memory do not overlap: a unit belongs to the
 * one with the greatest `first` that is not above it, or to the first chunk of all. All rows of one unit are in one
 * chunk. A chunk only grows at its end: one that must change otherwise becomes another one with another number, so what
 * a number and a place in it have meant once they mean as long as there is a chunk of that number.
 */
#ifndef TOL_STORE_TOKEN_CHUNK_H
#define TOL_STORE_TOKEN_CHUNK_H

#include "store/bytes.h"
#include "store/db.h"

/* A chunk that grows beyond this is closed. Four of them fit a page of 8 KiB: a search reads one row of each, and
 * SQLite copies the whole. */
#define TOL_CHUNK_BYTES 1990

/* One entry; `row` is its n and ids as they stand. */
typedef struct tol_chunk_entry {
    int64_t unit;
    uint32_t variant;
    tol_str row;
    size_t at; /* where in its chunk it begins */
} tol_chunk_entry;

/* A walk over the entries of a blob. */
typedef struct tol_chunk_walk {
    tol_bytes in;
    const unsigned char *start;
    int64_t unit;
} tol_chunk_walk;

tol_chunk_walk tol_chunk_walk_of(tol_str rows, int64_t first);
/* The next entry; false at the end and at damage (walk->in.failed then). */
bool tol_chunk_next(tol_chunk_walk *walk, tol_chunk_entry *entry);
/* The entry that begins at `at`, of the unit that is known to stand there; false at damage. */
bool tol_chunk_entry_at(tol_str rows, size_t at, int64_t unit, tol_chunk_entry *entry);

typedef struct tol_chunk {
    int64_t lang, memory; /* lang 0: a free slot */
    int64_t id;           /* 0: not stored yet */
    int64_t first, last;
    int64_t next; /* `first` of the chunk behind, INT64_MAX when there is none */
    bool is_head; /* nothing is before it */
    bool is_dirty;
    uint32_t n;
    tol_buf rows;
    uint64_t used; /* when, by the clock of the writer */
    bool is_read;  /* `place` stands behind the entry that tol_chunks_find found last: questions come in order */
    tol_chunk_walk place;
    tol_chunk_entry found;
} tol_chunk;

#define TOL_CHUNK_SLOTS 16

/* The chunks that are being changed, at most one for a language and memory. Within a write transaction. */
typedef struct tol_chunks {
    tol_store *store;
    tol_chunk slots[TOL_CHUNK_SLOTS];
    tol_buf scratch;
    uint64_t clock;
} tol_chunks;

void tol_chunks_init(tol_chunks *chunks, tol_store *store);
/* Add the row of a variant; those of one unit by ascending place. */
tol_status tol_chunks_add(tol_chunks *chunks, int64_t lang, int64_t memory, int64_t unit, uint32_t variant, tol_str row,
                          tol_error *err);
/* Remove the rows that a unit has in a language. */
tol_status tol_chunks_remove(tol_chunks *chunks, int64_t lang, int64_t memory, int64_t unit, tol_error *err);
/* The entry of a variant; *found tells whether there is one. It stands until the next call. Also outside of a
 * transaction. */
tol_status tol_chunks_find(tol_chunks *chunks, int64_t lang, int64_t memory, int64_t unit, uint32_t variant,
                           tol_chunk_entry *entry, bool *found, tol_error *err);
/* Write what is not written yet. */
tol_status tol_chunks_flush(tol_chunks *chunks, tol_error *err);
void tol_chunks_release(tol_chunks *chunks);

#endif
