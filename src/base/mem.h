/* All memory of the library comes from here, so that tests can make any allocation fail. */
#ifndef TOL_BASE_MEM_H
#define TOL_BASE_MEM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* `size` bytes, not initialised; NULL on failure. A size of 0 gives a pointer that can be freed. */
void *tol_mem_alloc(size_t size);
/* `count` objects of `size` bytes, zeroed; NULL on failure or overflow. */
void *tol_mem_calloc(size_t count, size_t size);
/* Grow or shrink; NULL on failure, the old block then stays. */
void *tol_mem_realloc(void *ptr, size_t size);
void tol_mem_free(void *ptr);
/* Give what was freed back to the system where the C library can: before a step that needs much, after another. */
void tol_mem_trim(void);
/*
 * Room for `need` items in an array of `*cap`: the array, moved when it was too small, its capacity then at least half
 * as much again; NULL on failure, the array then stays as it was. An array of no items may be NULL.
 */
void *tol_mem_grow(void *items, size_t *cap, size_t need, size_t item_size);

/* For tests: the `countdown`-th allocation from now on fails, and with `sticky` all after it; 0 switches this off. */
void tol_mem_fail_after(uint64_t countdown, bool sticky);
/* For tests: whether an allocation was made to fail since the last tol_mem_fail_after. */
bool tol_mem_has_failed(void);

/* A copy of a string, to be freed with tol_mem_free; NULL on failure. */
char *tol_mem_strdup(const char *cstr);

#endif
