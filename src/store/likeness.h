/*
 * Finding units by their likeness (duplicate.h), and the likenesses on disk. Hashes come in no order; a row of the
 * table for each would touch a page of its own for each unit. So those of many units stand in one blob:
 *
 *   rows := entry*          entry := hash - hash of the entry before (the first: from `first`), unit      varints
 *
 * Entries ascend by hash, then by unit. The chunks of a memory do not overlap and equal hashes stand in one chunk: it
 * is the one with the greatest `first` that is not above the hash. What changes is collected and written in the order
 * of the hashes, many changes a chunk.
 */
#ifndef TOL_STORE_LIKENESS_H
#define TOL_STORE_LIKENESS_H

#include "store/bytes.h"
#include "store/db.h"

/* Entries of a full chunk, of 7 bytes each in a bank of a million units. */
#define TOL_LIKENESS_ENTRIES 256
/* Changes that are collected before they are written: 24 MB. */
#define TOL_LIKENESS_CHANGES ((size_t)1 << 20)

typedef struct tol_likeness_entry {
    int64_t hash, unit; /* in a change, unit < 0 takes away ~unit, and 0 is a change that was taken back */
} tol_likeness_entry;

typedef struct tol_likeness_list {
    tol_likeness_entry *items;
    size_t n, cap;
} tol_likeness_list;

/* Likenesses with changes that are not written yet, of one memory at a time. Within a write transaction, but for
 * tol_likenesses_find without changes. */
typedef struct tol_likenesses {
    tol_store *store;
    int64_t memory; /* 0: none */
    tol_likeness_list changes, stored, merged;
    uint32_t *slots;            /* places of changes by hash, from 1; 0: empty */
    size_t n_slots;             /* a power of two, or 0 */
    unsigned char *filter;      /* bits that stored hashes set; NULL: not asked often enough to read them all */
    uint64_t n_asked, n_chunks; /* n_chunks: once it was asked often enough; rows of the memory in the table */
    int64_t *found;             /* ascending */
    size_t n_found, cap_found;
    size_t changes_max; /* TOL_LIKENESS_CHANGES, but in tests */
    tol_buf rows;
} tol_likenesses;

void tol_likenesses_init(tol_likenesses *all, tol_store *store);
/* A hash will be asked for soon: what that takes from memory may come meanwhile. */
void tol_likenesses_expect(const tol_likenesses *all, int64_t hash);
/* The units of a memory with a hash: all->found, all->n_found, until the next call. */
tol_status tol_likenesses_find(tol_likenesses *all, int64_t memory, int64_t hash, tol_error *err);
/* A unit has a hash from now on. Each pair stands once. */
tol_status tol_likenesses_add(tol_likenesses *all, int64_t memory, int64_t hash, int64_t unit, tol_error *err);
/* Take that back; what is not there is ignored. */
tol_status tol_likenesses_remove(tol_likenesses *all, int64_t memory, int64_t hash, int64_t unit, tol_error *err);
/* Write what is not written yet. */
tol_status tol_likenesses_flush(tol_likenesses *all, tol_error *err);
void tol_likenesses_release(tol_likenesses *all);

#endif
