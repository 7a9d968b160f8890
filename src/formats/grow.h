/* Arrays that grow in an arena. */
#ifndef TOL_FORMATS_GROW_H
#define TOL_FORMATS_GROW_H

#include "tolmach/arena.h"

/*
 * Room for one item more behind the `n` of `items`: the array, moved when it was full; NULL when the arena failed. The
 * capacity is not stored: it is 4 or the next power of two, and an array that reaches it moves to twice the room.
 */
void *tol_grow(tol_arena *arena, void *items, size_t n, size_t item_size);

#endif
