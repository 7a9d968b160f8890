/* Which hits have the same texts: hits of a ranking by the hash of their source and target. */
#ifndef TOL_MATCH_HIT_TABLE_H
#define TOL_MATCH_HIT_TABLE_H

#include "base/map.h"
#include "tolmach/match.h"

typedef struct tol_hit_table {
    tol_map newest; /* a hash's newest hit: its place + 1 */
    size_t *older;  /* for each hit the one before it with the same hash: its place + 1, or 0 */
    size_t n, cap;
} tol_hit_table;

#define TOL_HIT_TABLE_INIT                                                                                             \
    {                                                                                                                  \
        TOL_MAP_INIT, NULL, 0, 0                                                                                       \
    }

/* Whether any hit has this hash. */
bool tol_hit_table_knows(const tol_hit_table *table, uint64_t hash);
/* The hit with these texts, NULL when there is none; `hits` are those that were added. */
tol_hit *tol_hit_table_find(const tol_hit_table *table, const tol_hits *hits, uint64_t hash, tol_str source,
                            tol_str target);
/* Note the hash of the next hit: the n-th call is for the n-th hit. */
tol_status tol_hit_table_add(tol_hit_table *table, uint64_t hash, tol_error *err);
void tol_hit_table_release(tol_hit_table *table);

#endif
