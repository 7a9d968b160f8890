/*
 * The match index on disk, version 1. It is derived from the token rows and never holds anything that they do not say:
 * a search takes candidates from the index and the truth from the rows.
 *
 * A *segment* covers all token rows of one dictionary whose units have ids from `lo` to `hi`. Its *entries*, one a row,
 * are numbered by ascending weight of their texts, so that the texts of a range of weights are a range of numbers.
 * Segments of a dictionary do not overlap, and together they cover the units up to its `indexed_to`. What they miss is
 * searched row by row: units above `indexed_to`, and *stale* units below it that changed after their segment was built.
 * An entry whose row is gone or has changed is harmless: the row decides.
 *
 *   segment          id, dictionary, lo, hi, n entries, head
 *   segment_block    key segment * 2^24 + number: 1,024 entries; `entries` where their rows are, `signatures` what they
 * have posting          (segment, key, first) -> entries that have the key, up to 8,192 a row index_state dictionary ->
 * indexed_to stale            units
 *
 *   head       := n weights, (weight step, entries of this weight)*, n frequent keys, (length, key)*
 *   entries    := (unit - lo, lang, memory, variant)*
 *   signatures := a 64-bit little-endian word for each entry; bit i: it has the i-th frequent key
 *   posting    := step*, the first from `first`; each from the entry before
 *
 * all numbers varints. The 64 keys that most entries have are *frequent*: they have no postings, the signatures say the
 * same in less space and without being asked for each key.
 */
#ifndef TOL_STORE_INDEX_FORMAT_H
#define TOL_STORE_INDEX_FORMAT_H

#define TOL_INDEX_VERSION 1
#define TOL_SEGMENT_BLOCK 1024
#define TOL_SEGMENT_SHIFT 24
#define TOL_FREQUENT_KEYS 64
#define TOL_POSTING_BLOCK 8192
/* Entries of one segment, and bytes of their token rows, at most, or nearly so. Building takes 300 bytes for an entry
 * of eleven tokens, besides the keys of the dictionary. */
#define TOL_SEGMENT_MAX       500000
#define TOL_SEGMENT_MAX_BYTES ((int64_t)12 << 20)
/* Rows that may wait outside of segments: so many are searched one by one in well under a millisecond. */
#define TOL_PENDING_MAX 1024

#endif
