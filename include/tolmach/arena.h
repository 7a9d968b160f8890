/**
 * Arenas: memory of one lookup, one request, one unit of an import, given back in one step.
 *
 * Everything reachable from a result lives in the arena that the caller passed. Failure is sticky: after the first
 * allocation that fails (no memory, or over the arena's maximum) every further one returns NULL and tol_arena_ok() is
 * false, so that building code checks once at its end. An arena belongs to one thread at a time.
 */
#ifndef TOLMACH_ARENA_H
#define TOLMACH_ARENA_H

#include "tolmach/str.h"

TOL_BEGIN_DECLS

typedef struct tol_arena {
    struct tol_arena_block *head; /**< newest block; private */
    size_t used;                  /**< bytes handed out since the last reset */
    size_t max;                   /**< most bytes that may be handed out; 0 means TOL_ARENA_MAX */
    bool failed;
} tol_arena;

#define TOL_ARENA_MAX ((size_t)1 << 32)
/** An empty arena with the default maximum. */
#define TOL_ARENA_INIT                                                                                                 \
    {                                                                                                                  \
        NULL, 0, 0, false                                                                                              \
    }

/** Make an empty arena that hands out at most `max` bytes (0: TOL_ARENA_MAX). */
TOL_API void tol_arena_init(tol_arena *arena, size_t max);
/** `size` bytes, aligned for any type, not initialised; NULL on failure. A size of 0 gives a valid pointer. */
TOL_API void *tol_arena_alloc(tol_arena *arena, size_t size);
/** `count` objects of `size` bytes, zeroed; NULL on failure or overflow. */
TOL_API void *tol_arena_calloc(tol_arena *arena, size_t count, size_t size);
/** A copy of `s` (NUL-terminated behind its end); absent stays absent; the absent slice on failure. */
TOL_API tol_str tol_arena_copy(tol_arena *arena, tol_str s);
/** Whether all allocations since the last reset succeeded. */
TOL_API bool tol_arena_ok(const tol_arena *arena);
/** Forget everything handed out, keep some memory for reuse, clear the failure. */
TOL_API void tol_arena_reset(tol_arena *arena);
/** Give all memory back; the arena is empty and usable. NULL is ignored. */
TOL_API void tol_arena_release(tol_arena *arena);

TOL_END_DECLS
#endif
