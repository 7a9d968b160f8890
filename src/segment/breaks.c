#include "segment/breaks.h"

#include "base/mem.h"

void tol_breaks_add(tol_breaks *breaks, size_t at)
{
    if (breaks->failed || (breaks->n && breaks->items[breaks->n - 1] == at)) {
        return;
    }
    size_t *items = tol_mem_grow(breaks->items, &breaks->cap, breaks->n + 1, sizeof *items);
    if (!items) {
        breaks->failed = true;
        return;
    }
    breaks->items = items;
    items[breaks->n++] = at;
}

void tol_breaks_reset(tol_breaks *breaks)
{
    breaks->n = 0;
    breaks->failed = false;
}

void tol_breaks_release(tol_breaks *breaks)
{
    tol_mem_free(breaks->items);
    *breaks = (tol_breaks)TOL_BREAKS_INIT;
}
