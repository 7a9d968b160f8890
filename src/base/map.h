/*
 * A hash map from byte strings to 64-bit numbers: open addressing, linear probing, its keys copied into an arena of its
 * own. Nothing is ever removed; tol_map_reset forgets all.
 */
#ifndef TOL_BASE_MAP_H
#define TOL_BASE_MAP_H

#include <stdint.h>

#include "tolmach/arena.h"

typedef struct tol_map_slot {
    tol_str key; /* absent: an empty slot */
    uint64_t hash, value;
} tol_map_slot;

typedef struct tol_map {
    tol_map_slot *slots;
    size_t n, cap; /* cap is a power of two or 0 */
    tol_arena keys;
} tol_map;

#define TOL_MAP_INIT                                                                                                   \
    {                                                                                                                  \
        NULL, 0, 0, TOL_ARENA_INIT                                                                                     \
    }

/* The entry of a key, NULL when there is none. The pointer is valid until the next tol_map_put. */
tol_map_slot *tol_map_get(const tol_map *map, tol_str key);
/* The entry of a key, made with value 0 when there is none (*is_new then); NULL without memory. slot->key lives as long
 * as the map is not reset. */
tol_map_slot *tol_map_put(tol_map *map, tol_str key, bool *is_new);
void tol_map_reset(tol_map *map);
void tol_map_release(tol_map *map);

/* A good 64-bit hash of bytes; the same on every machine and in every version (banks may store it). */
uint64_t tol_hash(tol_str bytes, uint64_t seed);

#endif
