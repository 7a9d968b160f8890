/*
 * What is known of surfaces: a cache of fixed size from short strings to pointers, read by any number of threads
 * without locks while one of them at a time writes.
 *
 * A slot is one cache line and holds the surface itself. Its sequence number is odd while it is written; a reader that
 * sees it odd, or changed after reading, has found nothing. Writers are kept apart by the owner's lock.
 */
#ifndef TOL_TERMS_FORM_CACHE_H
#define TOL_TERMS_FORM_CACHE_H

#include <stdatomic.h>
#include <stdint.h>

#include "tolmach/str.h"

/* Longest surface that is kept, in bytes: 24 Cyrillic letters. */
#define TOL_FORM_CACHE_BYTES 48

typedef struct tol_form_slot tol_form_slot;

typedef struct tol_form_cache {
    void *block;          /* as allocated */
    tol_form_slot *slots; /* in it, at a cache line */
    _Atomic uint32_t generation;
    size_t n_written;
} tol_form_cache;

/* False without memory. Release it even then. */
bool tol_form_cache_init(tol_form_cache *cache);
/* The value of a surface; NULL when it is not there. Any thread. */
const void *tol_form_cache_get(const tol_form_cache *cache, tol_str surface);
/* Remember a value, which is not NULL; a surface that is too long is not kept. One thread at a time. */
void tol_form_cache_put(tol_form_cache *cache, tol_str surface, const void *value);
/* Forget all. One thread at a time. */
void tol_form_cache_clear(tol_form_cache *cache);
void tol_form_cache_release(tol_form_cache *cache);

#endif
