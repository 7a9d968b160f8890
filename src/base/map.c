#include "base/map.h"

#include <string.h>

#include "base/mem.h"

static uint64_t mix(uint64_t h)
{
    h ^= h >> 32;
    h *= UINT64_C(0xD6E8FEB86659FD93);
    h ^= h >> 32;
    h *= UINT64_C(0xD6E8FEB86659FD93);
    return h ^ h >> 32;
}

static uint64_t load4(const unsigned char *p)
{
    return (uint64_t)p[0] | (uint64_t)p[1] << 8 | (uint64_t)p[2] << 16 | (uint64_t)p[3] << 24;
}

static uint64_t load8(const unsigned char *p)
{
    return load4(p) | load4(p + 4) << 32;
}

/* The last one to seven bytes, the first of them lowest, in two or three loads that may overlap. */
static uint64_t load_rest(const unsigned char *p, size_t n)
{
    if (n >= 4) {
        return load4(p) | load4(p + n - 4) << (8 * (n - 4));
    }
    return (uint64_t)p[0] | (uint64_t)p[n / 2] << (8 * (n / 2)) | (uint64_t)p[n - 1] << (8 * (n - 1));
}

uint64_t tol_hash(tol_str bytes, uint64_t seed)
{
    const unsigned char *p = (const unsigned char *)bytes.ptr;
    uint64_t h = mix(seed ^ bytes.len * UINT64_C(0x9E3779B97F4A7C15));
    size_t left = bytes.len;
    for (; left >= 8; left -= 8, p += 8) {
        h = mix(h ^ load8(p)) * UINT64_C(0x9E3779B97F4A7C15);
    }
    return mix(h ^ (left ? load_rest(p, left) : 0));
}

static tol_map_slot *find_slot(const tol_map *map, tol_str key, uint64_t hash)
{
    size_t mask = map->cap - 1;
    for (size_t i = (size_t)hash & mask;; i = (i + 1) & mask) {
        tol_map_slot *slot = &map->slots[i];
        if (!slot->key.ptr || (slot->hash == hash && tol_str_equal(slot->key, key))) {
            return slot;
        }
    }
}

static bool grow(tol_map *map)
{
    tol_map larger = *map;
    larger.cap = map->cap ? map->cap * 2 : 64;
    larger.slots = tol_mem_calloc(larger.cap, sizeof *larger.slots);
    if (!larger.slots) {
        return false;
    }
    for (size_t i = 0; i < map->cap; i++) {
        if (map->slots[i].key.ptr) {
            *find_slot(&larger, map->slots[i].key, map->slots[i].hash) = map->slots[i];
        }
    }
    tol_mem_free(map->slots);
    *map = larger;
    return true;
}

tol_map_slot *tol_map_get(const tol_map *map, tol_str key)
{
    if (map->n == 0) {
        return NULL;
    }
    tol_map_slot *slot = find_slot(map, key, tol_hash(key, 0));
    return slot->key.ptr ? slot : NULL;
}

tol_map_slot *tol_map_put(tol_map *map, tol_str key, bool *is_new)
{
    if (map->n * 4 >= map->cap * 3 && !grow(map)) {
        return NULL;
    }
    uint64_t hash = tol_hash(key, 0);
    tol_map_slot *slot = find_slot(map, key, hash);
    *is_new = !slot->key.ptr;
    if (*is_new) {
        tol_str copy = tol_arena_copy(&map->keys, key.ptr ? key : TOL_LIT(""));
        if (!copy.ptr) {
            map->keys.failed = false;
            return NULL;
        }
        *slot = (tol_map_slot){.key = copy, .hash = hash, .value = 0};
        map->n++;
    }
    return slot;
}

void tol_map_reset(tol_map *map)
{
    if (map->slots) {
        memset(map->slots, 0, map->cap * sizeof *map->slots);
    }
    map->n = 0;
    tol_arena_reset(&map->keys);
}

void tol_map_release(tol_map *map)
{
    tol_mem_free(map->slots);
    tol_arena_release(&map->keys);
    *map = (tol_map)TOL_MAP_INIT;
}
