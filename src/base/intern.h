/*
 * A compact hash map from byte strings to 32-bit numbers, for millions of questions about some hundred thousand short
 * strings: a question touches one slot of 16 bytes and the string it points to. The strings are copied into one pool.
 * Nothing is ever removed but all at once.
 */
#ifndef TOL_BASE_INTERN_H
#define TOL_BASE_INTERN_H

#include <stdint.h>

#include "tolmach/str.h"

typedef struct tol_intern_slot {
    uint32_t hash, offset, len; /* len is one more than that of the string; 0: an empty slot */
    uint32_t value;
} tol_intern_slot;

typedef struct tol_intern {
    tol_intern_slot *slots;
    size_t n, cap; /* cap is a power of two or 0 */
    char *pool;
    size_t pool_len, pool_cap;
} tol_intern;

#define TOL_INTERN_INIT                                                                                                \
    {                                                                                                                  \
        NULL, 0, 0, NULL, 0, 0                                                                                         \
    }

/* The value of a string, NULL when it is not there. The pointer is valid until the next tol_intern_put. */
const uint32_t *tol_intern_get(const tol_intern *intern, tol_str key);

typedef struct tol_intern_query {
    tol_str key;
    const uint32_t *value; /* as of tol_intern_get */
    uint32_t hash;         /* private */
} tol_intern_query;

/* Many questions at once: what one has to wait for from memory is fetched while others are worked on. */
void tol_intern_get_all(const tol_intern *intern, tol_intern_query *queries, size_t n);
/* Add a string that is not there; false without memory or with 4 GB of strings. */
bool tol_intern_put(tol_intern *intern, tol_str key, uint32_t value);
void tol_intern_release(tol_intern *intern);

#endif
