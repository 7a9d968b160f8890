/*
 * A corridor for texts that are too large to be looked at as a whole: rare words that are known to translate each other
 * (names, numbers) are points; the longest chain of them that ascends on both sides, less those that have no company,
 * is where the path will be found. It may go anywhere in the rectangle between two anchors, and some way beside.
 */
#include <stdlib.h>

#include "align/path.h"
#include "base/fail.h"
#include "base/mem.h"

#define RARE          4   /* segments that have a word which may be an anchor */
#define BESIDE        100 /* segments beside the rectangle between two anchors */
#define COMPANY       6   /* anchors on either side that are asked whether one fits them */
#define COMPANY_LEAST 5   /* so many must agree */
#define CELLS_MOST    300000000U

typedef struct point {
    uint32_t i, j;
} point;

typedef struct points {
    point *items;
    size_t n, cap;
} points;

static int by_place(const void *a, const void *b)
{
    const point *left = a, *right = b;
    if (left->i != right->i) {
        return left->i < right->i ? -1 : 1;
    }
    return left->j > right->j ? -1 : left->j < right->j; /* of one row only one can be in a chain */
}

/* The first occurrences belong together, the second ones, and so on. */
static bool add_points(points *all, const tol_align_side *source, uint32_t s, const tol_align_side *target, uint32_t t)
{
    uint32_t n = source->items[s].n;
    point *items = tol_mem_grow(all->items, &all->cap, all->n + n, sizeof *items);
    if (!items) {
        return false;
    }
    all->items = items;
    for (uint32_t k = 0; k < n; k++) {
        items[all->n++] = (point){source->posts[source->post_ends[s] + k], target->posts[target->post_ends[t] + k]};
    }
    return true;
}

static tol_status collect(points *all, const tol_align_side *source, const tol_align_side *target,
                          const tol_align_links *links, tol_error *err)
{
    for (uint32_t s = 0; s < source->n_types; s++) {
        uint32_t first = links->forward.firsts[s], n = links->forward.firsts[s + 1] - first;
        if (n != 1 || source->items[s].n > RARE) {
            continue;
        }
        uint32_t t = links->forward.items[first].type;
        if (target->items[t].n == source->items[s].n && !add_points(all, source, s, target, t)) {
            return tol_fail_nomem(err);
        }
    }
    if (all->n) {
        qsort(all->items, all->n, sizeof *all->items, by_place);
    }
    return TOL_OK;
}

/* The longest chain that ascends on both sides, by patience: `tails` are the ends of the best chains of each length. */
static tol_status keep_chain(points *all, tol_error *err)
{
    size_t *tails = tol_mem_alloc((all->n + 1) * sizeof *tails), *before = tol_mem_alloc((all->n + 1) * sizeof *before);
    size_t n = 0;
    if (!tails || !before) {
        tol_mem_free(tails);
        tol_mem_free(before);
        return tol_fail_nomem(err);
    }
    for (size_t k = 0; k < all->n; k++) {
        size_t low = 0, high = n;
        while (low < high) {
            size_t middle = low + (high - low) / 2;
            if (all->items[tails[middle]].j < all->items[k].j) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        before[k] = low ? tails[low - 1] : SIZE_MAX;
        tails[low] = k;
        n += low == n;
    }
    size_t at = n ? tails[n - 1] : SIZE_MAX;
    for (size_t k = n; k > 0; k--) { /* from its end; what is written is not read any more */
        size_t next = before[at];
        tails[k - 1] = at;
        at = next;
    }
    for (size_t k = 0; k < n; k++) {
        all->items[k] = all->items[tails[k]];
    }
    all->n = n;
    tol_mem_free(tails);
    tol_mem_free(before);
    return TOL_OK;
}

/* Whether two anchors can both be right: what lies between them is about as long on both sides. */
static bool agree(const point *a, const point *b, double ratio)
{
    double left = ratio * ((double)b->i - a->i), right = (double)b->j - a->j;
    double distance = left > right ? left - right : right - left;
    return distance <= 10 + 0.3 * (left > 0 ? left : -left);
}

static bool has_company(const points *all, size_t k, double ratio)
{
    size_t n = 0, first = k > COMPANY ? k - COMPANY : 0, end = all->n - k > COMPANY ? k + COMPANY + 1 : all->n;
    for (size_t m = first; m < end; m++) {
        n += m != k && agree(&all->items[k], &all->items[m], ratio);
    }
    return n >= COMPANY_LEAST;
}

static tol_status keep_company(points *all, double ratio, tol_error *err)
{
    bool *is_good = tol_mem_alloc(all->n + 1);
    size_t n = 0;
    if (!is_good) {
        return tol_fail_nomem(err);
    }
    for (size_t k = 0; k < all->n; k++) {
        is_good[k] = has_company(all, k, ratio);
    }
    for (size_t k = 0; k < all->n; k++) {
        all->items[n] = all->items[k];
        n += is_good[k];
    }
    all->n = n;
    tol_mem_free(is_good);
    return TOL_OK;
}

/* ---- the corridor ---- */

static uint32_t less(uint32_t n, uint32_t width)
{
    return n > width ? n - width : 0;
}

static uint32_t more(uint32_t n, uint32_t width, uint32_t most)
{
    return most - n > width ? n + width : most;
}

static void allow(tol_corridor *corridor, point from, point to, uint32_t most_j)
{
    uint32_t lo = less(from.j, BESIDE), hi = more(to.j, BESIDE, most_j);
    for (uint32_t i = less(from.i, BESIDE); i <= more(to.i, BESIDE, corridor->last); i++) {
        corridor->lo[i] = lo < corridor->lo[i] ? lo : corridor->lo[i];
        corridor->hi[i] = hi > corridor->hi[i] ? hi : corridor->hi[i];
    }
}

/* Where anchors are few the rectangles between them are too large: then only what is near the line from one to the
 * other stays. */
static void narrow(tol_corridor *corridor, point from, point to, uint32_t width)
{
    double slope = to.i > from.i ? ((double)to.j - from.j) / ((double)to.i - from.i) : 0;
    for (uint32_t i = from.i; i <= to.i; i++) {
        uint32_t middle = from.j + (uint32_t)(slope * (i - from.i));
        uint32_t lo = less(middle, width), hi = middle + width;
        corridor->lo[i] = i > 0 && lo > corridor->lo[i] ? lo : corridor->lo[i];
        corridor->hi[i] = i < corridor->last && hi < corridor->hi[i] ? hi : corridor->hi[i];
    }
}

static void draw(tol_corridor *corridor, const points *all, point end, bool narrowed)
{
    point from = {0, 0};
    uint32_t width = CELLS_MOST / 2 / (corridor->last + 1);
    for (size_t k = 0; k <= all->n; k++) {
        point to = k < all->n ? all->items[k] : end;
        if (narrowed) {
            narrow(corridor, from, to, width > BESIDE ? width : BESIDE);
        } else {
            allow(corridor, from, to, end.j);
        }
        from = to;
    }
}

tol_status tol_corridor_of_anchors(tol_corridor *corridor, const tol_align_side *source, const tol_align_side *target,
                                   const tol_align_links *links, tol_error *err)
{
    points all = {NULL, 0, 0};
    point end = {(uint32_t)source->n, (uint32_t)target->n};
    double ratio = (double)target->n / (double)(source->n ? source->n : 1);
    tol_status status = tol_corridor_between(corridor, 0, end.i, end.j, 0, err);
    status = status ? status : collect(&all, source, target, links, err);
    status = status ? status : keep_chain(&all, err);
    status = status ? status : keep_company(&all, ratio, err);
    if (!status) {
        draw(corridor, &all, end, false);
        if (tol_corridor_cells(corridor) > CELLS_MOST) {
            draw(corridor, &all, end, true);
        }
        corridor->lo[0] = 0;
        corridor->hi[end.i] = end.j;
        tol_corridor_smooth(corridor);
    }
    tol_mem_free(all.items);
    return status;
}
