#include "formats/grow.h"

#include <stdint.h>
#include <string.h>

void *tol_grow(tol_arena *arena, void *items, size_t n, size_t item_size)
{
    bool is_full = n == 0 || (n >= 4 && (n & (n - 1)) == 0);
    if (!is_full) {
        return items;
    }
    size_t cap = n == 0 ? 4 : n * 2;
    if (cap > SIZE_MAX / item_size) {
        return NULL;
    }
    void *larger = tol_arena_alloc(arena, cap * item_size);
    if (larger && n) {
        memcpy(larger, items, n * item_size);
    }
    return larger;
}
