#include "base/mem.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

/* The failing allocator of the tests: 0 is off; otherwise the number of allocations until one fails, counted down to 1.
 */
static _Atomic uint64_t fail_countdown;
static _Atomic bool fail_sticky;
static _Atomic bool fail_happened;

static bool is_to_fail(void)
{
    if (atomic_load_explicit(&fail_countdown, memory_order_relaxed) == 0) {
        return false;
    }
    if (atomic_load(&fail_countdown) > 1) {
        atomic_fetch_sub(&fail_countdown, 1);
        return false;
    }
    if (!atomic_load(&fail_sticky)) {
        atomic_store(&fail_countdown, 0);
    }
    atomic_store(&fail_happened, true);
    return true;
}

void tol_mem_fail_after(uint64_t countdown, bool sticky)
{
    atomic_store(&fail_happened, false);
    atomic_store(&fail_sticky, sticky);
    atomic_store(&fail_countdown, countdown);
}

bool tol_mem_has_failed(void)
{
    return atomic_load(&fail_happened);
}

void *tol_mem_alloc(size_t size)
{
    return is_to_fail() ? NULL : malloc(size ? size : 1);
}

void *tol_mem_calloc(size_t count, size_t size)
{
    if (is_to_fail()) {
        return NULL;
    }
    return count && size ? calloc(count, size) : calloc(1, 1);
}

void *tol_mem_realloc(void *ptr, size_t size)
{
    return is_to_fail() ? NULL : realloc(ptr, size ? size : 1);
}

void tol_mem_free(void *ptr)
{
    free(ptr);
}

void tol_mem_trim(void)
{
#ifdef __GLIBC__
    malloc_trim(0);
#endif
}

void *tol_mem_grow(void *items, size_t *cap, size_t need, size_t item_size)
{
    if (items && need <= *cap) {
        return items;
    }
    size_t larger = need + need / 2 + 16;
    if (larger < need || larger > SIZE_MAX / item_size) {
        return NULL;
    }
    void *grown = tol_mem_realloc(items, larger * item_size);
    *cap = grown ? larger : *cap;
    return grown;
}

char *tol_mem_strdup(const char *cstr)
{
    size_t size = strlen(cstr) + 1;
    char *copy = tol_mem_alloc(size);
    if (copy) {
        memcpy(copy, cstr, size);
    }
    return copy;
}
