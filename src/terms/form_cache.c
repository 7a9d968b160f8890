#include "terms/form_cache.h"

#include <string.h>

#include "base/map.h"
#include "base/mem.h"

/*
 * A slot belongs to a generation, so that forgetting all of them is one addition. Slots of a former generation are
 * empty.
 *
 * 2^18 slots of 64 bytes, of which only those that are written to take memory. A surface may stand in any of WAYS
 * neighbours; when all are taken, one gives way.
 */
#define N_SLOTS ((size_t)1 << 18)
#define WAYS    4
#define N_WORDS (TOL_FORM_CACHE_BYTES / sizeof(uint64_t))
#define LINE    64
/* Generations are counted in 24 bits; then every slot is emptied once. */
#define GENERATION_MAX 0xFFFFFFu

struct tol_form_slot {
    _Atomic uint32_t sequence;
    _Atomic uint32_t tag; /* generation and length */
    _Atomic uintptr_t value;
    _Atomic uint64_t bytes[N_WORDS];
};

bool tol_form_cache_init(tol_form_cache *cache)
{
    *cache = (tol_form_cache){NULL, NULL, 1, 0};
    cache->block = tol_mem_calloc(N_SLOTS * sizeof(tol_form_slot) + LINE, 1);
    if (cache->block) {
        uintptr_t at = (uintptr_t)cache->block;
        cache->slots = (tol_form_slot *)((char *)cache->block + (LINE - at % LINE) % LINE);
    }
    return cache->block != NULL;
}

/* The surface as whole words, the rest zeroed; their number. */
static size_t to_words(tol_str surface, uint64_t words[N_WORDS])
{
    memset(words, 0, TOL_FORM_CACHE_BYTES);
    memcpy(words, surface.ptr, surface.len);
    return (surface.len + sizeof *words - 1) / sizeof *words;
}

static size_t first_slot(tol_str surface)
{
    return (size_t)tol_hash(surface, 0) & (N_SLOTS - WAYS);
}

/* What a slot of this generation with a surface of `len` bytes is marked with; 0 marks none. */
static uint32_t tag_of(const tol_form_cache *cache, size_t len)
{
    return atomic_load_explicit(&cache->generation, memory_order_relaxed) << 8 | (uint32_t)len;
}

static bool holds(const tol_form_slot *slot, const uint64_t *words, size_t n_words)
{
    for (size_t i = 0; i < n_words; i++) {
        if (atomic_load_explicit(&slot->bytes[i], memory_order_relaxed) != words[i]) {
            return false;
        }
    }
    return true;
}

const void *tol_form_cache_get(const tol_form_cache *cache, tol_str surface)
{
    if (surface.len > TOL_FORM_CACHE_BYTES) {
        return NULL;
    }
    uint64_t words[N_WORDS];
    uint32_t tag = tag_of(cache, surface.len);
    size_t n_words = to_words(surface, words);
    const tol_form_slot *slot = &cache->slots[first_slot(surface)];
    for (size_t way = 0; way < WAYS; way++, slot++) {
        uint32_t before = atomic_load_explicit(&slot->sequence, memory_order_acquire);
        if (before % 2 == 0 && atomic_load_explicit(&slot->tag, memory_order_relaxed) == tag &&
            holds(slot, words, n_words)) {
            uintptr_t value = atomic_load_explicit(&slot->value, memory_order_relaxed);
            atomic_thread_fence(memory_order_acquire);
            if (atomic_load_explicit(&slot->sequence, memory_order_relaxed) == before && value) {
                return (const void *)value;
            }
        }
    }
    return NULL;
}

/* One slot, all at once for those who read it. */
static void write_slot(tol_form_slot *slot, uint32_t tag, const uint64_t *words, uintptr_t value)
{
    uint32_t sequence = atomic_load_explicit(&slot->sequence, memory_order_relaxed);
    atomic_store_explicit(&slot->sequence, sequence + 1, memory_order_relaxed);
    atomic_thread_fence(memory_order_release);
    atomic_store_explicit(&slot->tag, tag, memory_order_relaxed);
    for (size_t i = 0; i < N_WORDS; i++) {
        atomic_store_explicit(&slot->bytes[i], words[i], memory_order_relaxed);
    }
    atomic_store_explicit(&slot->value, value, memory_order_relaxed);
    atomic_store_explicit(&slot->sequence, sequence + 2, memory_order_release);
}

/* The slot to write: an empty one, else one that the number of writes picks. */
static tol_form_slot *slot_for(const tol_form_cache *cache, tol_form_slot *first)
{
    for (size_t way = 0; way < WAYS; way++) {
        uint32_t tag = atomic_load_explicit(&first[way].tag, memory_order_relaxed);
        if (tag >> 8 != tag_of(cache, 0) >> 8) {
            return first + way;
        }
    }
    return first + cache->n_written % WAYS;
}

void tol_form_cache_put(tol_form_cache *cache, tol_str surface, const void *value)
{
    if (surface.len > TOL_FORM_CACHE_BYTES || tol_form_cache_get(cache, surface)) {
        return;
    }
    uint64_t words[N_WORDS];
    to_words(surface, words);
    tol_form_slot *slot = slot_for(cache, &cache->slots[first_slot(surface)]);
    write_slot(slot, tag_of(cache, surface.len), words, (uintptr_t)value);
    cache->n_written++;
}

void tol_form_cache_clear(tol_form_cache *cache)
{
    static const uint64_t nothing[N_WORDS];
    uint32_t next = (atomic_load_explicit(&cache->generation, memory_order_relaxed) + 1) & GENERATION_MAX;
    for (size_t i = 0; next == 0 && i < N_SLOTS; i++) {
        write_slot(&cache->slots[i], 0, nothing, 0);
    }
    atomic_store_explicit(&cache->generation, next ? next : 1, memory_order_release);
}

void tol_form_cache_release(tol_form_cache *cache)
{
    tol_mem_free(cache->block);
    cache->block = NULL;
    cache->slots = NULL;
}
