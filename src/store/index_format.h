/*
 * The match index on disk, version 2. It is derived from the token rows and never holds anything that they do not say:
 * a search takes candidates from the index and the truth from the rows.
 *
 * A *segment* covers all token rows of one dictionary whose units have ids from `lo` to `hi`. Its *entries*, one a row,
 * are numbered by ascending weight of their texts, so that the texts of a range of weights are a range of numbers;
 * among equal weights by the two latest names of their keys, so that texts that share a rare key stand together.
 * Segments of a dictionary do not overlap, and together they cover the units up to its `indexed_to`. What they miss is
 * searched row by row: units above `indexed_to`, and *stale* units that changed after their segment was built, or may
 * have. An entry whose row is gone or has changed is harmless: the row decides.
 *
 * When many stale units wait, they get a *patch*: segments of their own, with the rows of all stale units and no
 * others, from the least to the greatest of them. Patches have numbers that count up (the setting "patch"); a new one
 * takes the place of the one before. A stale unit says which patch has its rows, 0: it waits. One that changes again
 * waits again. So an entry counts when its segment is normal and its unit is not stale, or when its segment is of the
 * patch that its unit names. Only when too many units are stale, the segments that hold them are built anew, and
 * nothing is stale then.
 *
 *   segment        id, dictionary, lo, hi, n entries, patch (0: a normal segment), head
 *   segment_block  (segment * 8 + part) * 2^24 + number -> data of nearly a page
 *   index_state    dictionary -> indexed_to
 *   stale          unit -> patch
 *
 *   head := n pairs, (lang, memory)*; n weights, (weight step, entries of this weight)*; n frequent keys, name*;
 *           variant, bytes of a variant, bytes of a pair; n chunks; bytes of lists
 *
 * The parts of a segment, streams of bytes that are cut into blocks (tol_index_block), fixed numbers little-endian:
 *
 *   signatures  a word of 64 bits for each entry; bit i: it has the i-th frequent key
 *   entries     TOL_ENTRY_BASE bytes and more for each entry, whole entries a block: unit - lo (4), where the row
 * begins in its chunk (2; TOL_ENTRY_FAR: further behind than can be said), place of the variant (0, 1, 2 or 4; with
 * none it is the head's `variant`), place of the pair in the head (0, 1, 2 or 4) chunks      for each chunk of token
 * rows: pair step, first - lo, id; each of the three from the chunk before where the pair is the same, ids signed lists
 * the postings of key after key, by ascending name names       block i is of the names from i * TOL_NAME_BLOCK on, or
 * missing when none has a list: where the first list begins, then for each that has one: name step (the first from i *
 * TOL_NAME_BLOCK), n, bytes
 *
 *   list      := entry, step*                                    of at most TOL_LIST_CHUNK entries
 *             |  bytes of the skips, skips, (entry's steps)*     of more
 *   skip      := first entry (from that of the skip before), bytes of its chunk
 *
 * all numbers varints. The chunk of a skip begins behind its first entry. The 64 keys that most entries have are
 * *frequent*: they have no list, the signatures say the same in less space and without being asked for each key.
 */
#ifndef TOL_STORE_INDEX_FORMAT_H
#define TOL_STORE_INDEX_FORMAT_H

#include <stddef.h>

#define TOL_INDEX_VERSION 2

/* Blocks and their records fit a page of 8 KiB: one of signatures, two of lists, four of entries. SQLite copies all of
 * a row's data to hand it over, so what is read a few bytes at a time stands in short rows. */
#define TOL_SIGNATURE_BYTES 8128
#define TOL_LIST_BYTES      4064
#define TOL_ENTRY_BYTES     2016

#define TOL_PART_SHIFT 24
typedef enum tol_index_part {
    TOL_PART_SIGNATURES,
    TOL_PART_ENTRIES,
    TOL_PART_CHUNKS,
    TOL_PART_LISTS,
    TOL_PART_NAMES,
    TOL_PARTS = 8
} tol_index_part;

/* Bytes of a block of a part. */
static inline size_t tol_index_block(tol_index_part part)
{
    return part == TOL_PART_LISTS ? TOL_LIST_BYTES : part == TOL_PART_ENTRIES ? TOL_ENTRY_BYTES : TOL_SIGNATURE_BYTES;
}

#define TOL_FREQUENT_KEYS   64
#define TOL_SIGNATURE_BLOCK (TOL_SIGNATURE_BYTES / 8)
#define TOL_ENTRY_BASE      6
#define TOL_ENTRY_FAR       0xFFFF
#define TOL_NAME_BLOCK      256
#define TOL_LIST_CHUNK      256

/* Bytes of memory that building a segment may take for its rows, nearly: their keys and 40 bytes for each. A segment of
 * five million short rows does not fit, one of two million does. */
#define TOL_SEGMENT_MEMORY ((int64_t)120 << 20)
#define TOL_SEGMENT_ROW    40
/* Two segments are on their way at a time when their rows together take no more than this. */
#define TOL_SEGMENTS_MEMORY ((int64_t)160 << 20)
/* The same where somebody asks for one segment and waits for it: up to some eight million rows. */
#define TOL_SEGMENT_MEMORY_OPTIMIZING ((int64_t)512 << 20)
/* Segments of fewer rows than this, or than eight times what comes, are taken along when others are built behind them:
 * so there are few, and nobody who adds a unit waits for all to be built anew. */
#define TOL_SEGMENT_SMALL 65536
/* Rows that may wait outside of segments: so many are searched one by one in well under a millisecond. */
#define TOL_PENDING_MAX 1024
/* Units that patches may have: so many are put into new ones in half a second, before whole segments are built anew. */
#define TOL_PATCH_MAX 32768

#endif
