#include "base/intern.h"

#include <string.h>

#include "base/mem.h"

/* The hash lives in memory only, so it reads words as the machine has them. The last word overlaps the one before: no
 * loop over single bytes. */
static uint64_t load64(const char *p)
{
    uint64_t word;
    memcpy(&word, p, sizeof word);
    return word;
}

static uint32_t load32(const char *p)
{
    uint32_t word;
    memcpy(&word, p, sizeof word);
    return word;
}

static uint64_t mix(uint64_t h)
{
    h *= UINT64_C(0x9E3779B97F4A7C15);
    return h ^ h >> 29;
}

static uint32_t hash_of(tol_str s)
{
    uint64_t h = s.len * UINT64_C(0xD6E8FEB86659FD93);
    if (s.len >= 8) {
        for (size_t i = 0; i + 8 < s.len; i += 8) {
            h = mix(h ^ load64(s.ptr + i));
        }
        h = mix(h ^ load64(s.ptr + s.len - 8));
    } else if (s.len >= 4) {
        h = mix(h ^ (load32(s.ptr) | (uint64_t)load32(s.ptr + s.len - 4) << 32));
    } else if (s.len) {
        unsigned char first = (unsigned char)s.ptr[0], middle = (unsigned char)s.ptr[s.len / 2];
        h = mix(h ^ ((uint64_t)first | (uint64_t)middle << 8 | (uint64_t)(unsigned char)s.ptr[s.len - 1] << 16));
    }
    return (uint32_t)(mix(h) >> 32);
}

static bool is_same(const char *a, const char *b, size_t len)
{
    if (len < 8) {
        return memcmp(a, b, len) == 0;
    }
    for (size_t i = 0; i + 8 < len; i += 8) {
        if (load64(a + i) != load64(b + i)) {
            return false;
        }
    }
    return load64(a + len - 8) == load64(b + len - 8);
}

static bool grow(tol_intern *intern)
{
    size_t cap = intern->cap ? intern->cap * 2 : 256;
    tol_intern_slot *slots = tol_mem_calloc(cap, sizeof *slots);
    if (!slots) {
        return false;
    }
    for (size_t i = 0; i < intern->cap; i++) {
        const tol_intern_slot *old = &intern->slots[i];
        size_t at = old->hash & (cap - 1);
        while (old->len && slots[at].len) {
            at = (at + 1) & (cap - 1);
        }
        if (old->len) {
            slots[at] = *old;
        }
    }
    tol_mem_free(intern->slots);
    intern->slots = slots;
    intern->cap = cap;
    return true;
}

static const uint32_t *find(const tol_intern *intern, tol_str key, uint32_t hash)
{
    size_t mask = intern->cap - 1;
    for (size_t i = hash & mask; intern->slots[i].len; i = (i + 1) & mask) {
        const tol_intern_slot *slot = &intern->slots[i];
        if (slot->hash == hash && slot->len == key.len + 1 && is_same(intern->pool + slot->offset, key.ptr, key.len)) {
            return &slot->value;
        }
    }
    return NULL;
}

const uint32_t *tol_intern_get(const tol_intern *intern, tol_str key)
{
    return intern->n ? find(intern, key, hash_of(key)) : NULL;
}

void tol_intern_get_all(const tol_intern *intern, tol_intern_query *queries, size_t n)
{
    size_t mask = intern->cap - 1;
    for (size_t i = 0; i < n; i++) {
        queries[i].value = NULL;
        queries[i].hash = hash_of(queries[i].key);
        if (intern->n) {
            __builtin_prefetch(&intern->slots[queries[i].hash & mask]);
        }
    }
    if (intern->n == 0) {
        return;
    }
    for (size_t i = 0; i < n; i++) {
        __builtin_prefetch(intern->pool + intern->slots[queries[i].hash & mask].offset);
    }
    for (size_t i = 0; i < n; i++) {
        queries[i].value = find(intern, queries[i].key, queries[i].hash);
    }
}

bool tol_intern_put(tol_intern *intern, tol_str key, uint32_t value)
{
    if (key.len >= UINT32_MAX - intern->pool_len || ((intern->n + 1) * 3 > intern->cap * 2 && !grow(intern))) {
        return false;
    }
    char *pool = tol_mem_grow(intern->pool, &intern->pool_cap, intern->pool_len + key.len + 1, 1);
    if (!pool) {
        return false;
    }
    intern->pool = pool;
    if (key.len) {
        memcpy(pool + intern->pool_len, key.ptr, key.len);
    }
    uint32_t hash = hash_of(key);
    size_t i = hash & (intern->cap - 1);
    while (intern->slots[i].len) {
        i = (i + 1) & (intern->cap - 1);
    }
    intern->slots[i] = (tol_intern_slot){hash, (uint32_t)intern->pool_len, (uint32_t)key.len + 1, value};
    intern->pool_len += key.len;
    intern->n++;
    return true;
}

void tol_intern_release(tol_intern *intern)
{
    tol_mem_free(intern->slots);
    tol_mem_free(intern->pool);
    *intern = (tol_intern)TOL_INTERN_INIT;
}
