/*
 * Alignment between beads that stay.
 *
 *     source  0 1 [2] 3 4 5 [6 7] 8        [..] belong to beads that are right
 *     target  0 [1] 2 3 [4] 5 6 7
 *
 * The pairs among them that follow each other on both sides, as many as can be, are bounds: 0 1 goes with 0, 3 4 5 with
 * 2 3, 8 with 5 6 7. What is right and no bound (its partner stands elsewhere, or it has none) is taken out of the
 * stretches before they are aligned.
 */
#include <stdlib.h>
#include <string.h>

#include "base/fail.h"
#include "base/mem.h"
#include "bitext/bead_order.h"
#include "bitext/bitext_side.h"

typedef struct realign {
    const tol_bitext *bitext;
    const tol_align_opt *opt;
    tol_bitext_bead *beads; /* the new ones */
    size_t n_beads;
    bool *is_taken[TOL_BITEXT_SIDES]; /* by segment: it is in a bead that stays */
    const tol_bead **bounds;
    size_t n_bounds;
    /* The stretch at hand, without what is taken: its segments, and their numbers. */
    tol_align_segment *segments[TOL_BITEXT_SIDES];
    uint32_t *numbers[TOL_BITEXT_SIDES];
    size_t n[TOL_BITEXT_SIDES];
    tol_arena arena; /* of one stretch */
    uint64_t done, total;
} realign;

static bool stays(const tol_bitext_bead *bead)
{
    return bead->verdict == TOL_VERDICT_RIGHT;
}

static void keep(realign *r, tol_bead bead, tol_verdict verdict)
{
    r->beads[r->n_beads++] = (tol_bitext_bead){bead, verdict};
}

/* ---- bounds ---- */

/* The pairs that stay, by their source, and of them the longest chain with ascending targets (patience sorting). */
typedef struct chain {
    const tol_bead **pairs;
    size_t *tails;  /* tails[k]: the pair with the least target that a chain of k + 1 pairs ends with */
    size_t *before; /* of each pair: the one before it in its chain; itself at the beginning */
    size_t n, length;
} chain;

static void extend_chain(chain *c, size_t i)
{
    size_t low = 0, high = c->length;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (c->pairs[c->tails[middle]]->target < c->pairs[i]->target) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    c->before[i] = low ? c->tails[low - 1] : i;
    c->tails[low] = i;
    c->length += low == c->length;
}

static void find_bounds(realign *r, chain *c)
{
    for (size_t i = 0; i < r->bitext->n_beads; i++) {
        const tol_bitext_bead *bead = &r->bitext->beads[i];
        if (stays(bead) && tol_bead_is_pair(&bead->bead)) {
            c->pairs[c->n] = &bead->bead;
            extend_chain(c, c->n++);
        }
    }
    r->n_bounds = c->length;
    size_t at = c->length ? c->tails[c->length - 1] : 0;
    for (size_t i = c->length; i-- > 0; at = c->before[at]) {
        r->bounds[i] = c->pairs[at];
    }
}

static tol_status choose_bounds(realign *r, tol_error *err)
{
    size_t n = r->bitext->n_beads + 1;
    chain c = {tol_mem_alloc(n * sizeof *c.pairs), tol_mem_alloc(n * sizeof *c.tails),
               tol_mem_alloc(n * sizeof *c.before), 0, 0};
    r->bounds = tol_mem_alloc(n * sizeof *r->bounds);
    bool is_there = c.pairs && c.tails && c.before && r->bounds;
    if (is_there) {
        find_bounds(r, &c);
    }
    tol_mem_free(c.pairs);
    tol_mem_free(c.tails);
    tol_mem_free(c.before);
    return is_there ? TOL_OK : tol_fail_nomem(err);
}

/* ---- a stretch ---- */

static void gather(realign *r, int side, size_t from, size_t to)
{
    r->n[side] = 0;
    for (size_t i = from; i < to; i++) {
        if (!r->is_taken[side][i]) {
            r->numbers[side][r->n[side]] = (uint32_t)i;
            r->segments[side][r->n[side]++] = r->bitext->sides[side].segments[i];
        }
    }
}

/* How many numbers from `from` on follow each other. */
static uint32_t run_at(const uint32_t *numbers, uint32_t n)
{
    uint32_t length = n ? 1 : 0;
    while (length < n && numbers[length] == numbers[length - 1] + 1) {
        length++;
    }
    return length;
}

static void keep_lone(realign *r, int side, const uint32_t *numbers, uint32_t n, float confidence)
{
    for (uint32_t i = 0; i < n; i++) {
        tol_bead bead = {.confidence = confidence};
        *(side == TOL_BITEXT_SOURCE ? &bead.source : &bead.target) = numbers[i];
        *(side == TOL_BITEXT_SOURCE ? &bead.n_source : &bead.n_target) = 1;
        keep(r, bead, TOL_VERDICT_NONE);
    }
}

/* A bead over what was taken out is cut there: its first parts stay together. */
static void keep_found(realign *r, tol_bead bead)
{
    const uint32_t *source = r->numbers[TOL_BITEXT_SOURCE] + bead.source;
    const uint32_t *target = r->numbers[TOL_BITEXT_TARGET] + bead.target;
    uint32_t n_source = run_at(source, bead.n_source), n_target = run_at(target, bead.n_target);
    tol_bead kept = {n_source ? source[0] : 0, n_source,     n_target ? target[0] : 0, n_target,
                     bead.confidence,          bead.is_moved};
    keep(r, kept, TOL_VERDICT_NONE);
    keep_lone(r, TOL_BITEXT_SOURCE, source + n_source, bead.n_source - n_source, bead.confidence);
    keep_lone(r, TOL_BITEXT_TARGET, target + n_target, bead.n_target - n_target, bead.confidence);
}

static bool pass_progress(void *user, uint64_t done, uint64_t total)
{
    realign *r = user;
    const tol_listener *listener = &r->opt->listener;
    (void)total;
    return !listener->progress || listener->progress(listener->user, r->done + done, r->total);
}

static tol_status align_stretch(realign *r, tol_error *err)
{
    const tol_bitext_side *source = &r->bitext->sides[TOL_BITEXT_SOURCE];
    const tol_bitext_side *target = &r->bitext->sides[TOL_BITEXT_TARGET];
    size_t n_source = r->n[TOL_BITEXT_SOURCE], n_target = r->n[TOL_BITEXT_TARGET], n = 0;
    if (!n_source || !n_target) {
        keep_lone(r, TOL_BITEXT_SOURCE, r->numbers[TOL_BITEXT_SOURCE], (uint32_t)n_source, 1);
        keep_lone(r, TOL_BITEXT_TARGET, r->numbers[TOL_BITEXT_TARGET], (uint32_t)n_target, 1);
        return TOL_OK;
    }
    tol_bead *beads = NULL;
    tol_align_opt opt = *r->opt;
    opt.listener = (tol_listener){r, NULL, pass_progress};
    tol_status status =
        tol_align(r->segments[TOL_BITEXT_SOURCE], n_source, source->lang, r->segments[TOL_BITEXT_TARGET], n_target,
                  target->lang, &opt, &r->arena, &beads, &n, err);
    for (size_t i = 0; i < n && status == TOL_OK; i++) {
        keep_found(r, beads[i]);
    }
    tol_arena_reset(&r->arena);
    return status;
}

static tol_status align_all(realign *r, tol_error *err)
{
    tol_status status = TOL_OK;
    size_t source = 0, target = 0;
    for (size_t i = 0; i <= r->n_bounds && status == TOL_OK; i++) {
        const tol_bead *bound = i < r->n_bounds ? r->bounds[i] : NULL;
        gather(r, TOL_BITEXT_SOURCE, source, bound ? bound->source : r->bitext->sides[TOL_BITEXT_SOURCE].n);
        gather(r, TOL_BITEXT_TARGET, target, bound ? bound->target : r->bitext->sides[TOL_BITEXT_TARGET].n);
        status = align_stretch(r, err);
        r->done += r->n[TOL_BITEXT_SOURCE] + r->n[TOL_BITEXT_TARGET];
        if (status == TOL_OK && !pass_progress(r, 0, 0)) {
            status = tol_fail(err, TOL_ECANCELLED, "cancelled");
        }
        source = bound ? bound->source + bound->n_source : source;
        target = bound ? bound->target + bound->n_target : target;
    }
    return status;
}

/* ---- verdicts ---- */

static int compare_beads(const void *a, const void *b)
{
    const tol_bead *x = &((const tol_bitext_bead *)a)->bead, *y = &((const tol_bitext_bead *)b)->bead;
    const uint32_t of_x[] = {x->n_source, x->n_target, x->n_source ? x->source : 0, x->n_target ? x->target : 0};
    const uint32_t of_y[] = {y->n_source, y->n_target, y->n_source ? y->source : 0, y->n_target ? y->target : 0};
    for (size_t i = 0; i < sizeof of_x / sizeof of_x[0]; i++) {
        if (of_x[i] != of_y[i]) {
            return of_x[i] < of_y[i] ? -1 : 1;
        }
    }
    return 0;
}

static void mark_wrong(realign *r, tol_bitext_bead *wrong, size_t n)
{
    qsort(wrong, n, sizeof *wrong, compare_beads);
    for (size_t i = 0; i < r->n_beads && n; i++) {
        tol_bitext_bead *bead = &r->beads[i];
        if (!stays(bead) && bsearch(bead, wrong, n, sizeof *wrong, compare_beads)) {
            bead->verdict = TOL_VERDICT_WRONG;
        }
    }
}

static tol_status keep_verdicts(realign *r, tol_error *err)
{
    size_t n = 0;
    tol_bitext_bead *wrong = tol_mem_alloc((r->bitext->n_beads + 1) * sizeof *wrong);
    if (!wrong) {
        return tol_fail_nomem(err);
    }
    for (size_t i = 0; i < r->bitext->n_beads; i++) {
        if (r->bitext->beads[i].verdict == TOL_VERDICT_WRONG) {
            wrong[n++] = r->bitext->beads[i];
        }
    }
    mark_wrong(r, wrong, n);
    tol_mem_free(wrong);
    return TOL_OK;
}

/* ---- all of it ---- */

static tol_status make_room(realign *r, tol_arena *arena, tol_error *err)
{
    size_t n = 1;
    bool is_there = true;
    for (int side = 0; side < TOL_BITEXT_SIDES; side++) {
        size_t n_side = r->bitext->sides[side].n;
        n += n_side;
        r->is_taken[side] = tol_mem_calloc(n_side + 1, sizeof *r->is_taken[side]);
        r->segments[side] = tol_mem_alloc((n_side + 1) * sizeof *r->segments[side]);
        r->numbers[side] = tol_mem_alloc((n_side + 1) * sizeof *r->numbers[side]);
        is_there = is_there && r->is_taken[side] && r->segments[side] && r->numbers[side];
    }
    r->total = n - 1;
    r->beads = tol_arena_alloc(arena, n * sizeof *r->beads);
    return is_there && r->beads ? TOL_OK : tol_fail_nomem(err);
}

static void take_right(realign *r)
{
    for (size_t i = 0; i < r->bitext->n_beads; i++) {
        const tol_bitext_bead *bead = &r->bitext->beads[i];
        for (int side = 0; side < TOL_BITEXT_SIDES && stays(bead); side++) {
            tol_bead_part part = tol_bead_part_of(&bead->bead, side);
            memset(r->is_taken[side] + part.start, true, part.n * sizeof *r->is_taken[side]);
        }
        if (stays(bead)) {
            keep(r, bead->bead, TOL_VERDICT_RIGHT);
        }
    }
}

static void release(realign *r)
{
    for (int side = 0; side < TOL_BITEXT_SIDES; side++) {
        tol_mem_free(r->is_taken[side]);
        tol_mem_free(r->segments[side]);
        tol_mem_free(r->numbers[side]);
    }
    tol_mem_free(r->bounds);
    tol_arena_release(&r->arena);
}

tol_status tol_bitext_align(tol_bitext *bitext, const tol_align_opt *opt, tol_arena *arena, tol_error *err)
{
    static const tol_align_opt defaults = TOL_ALIGN_OPT_INIT;
    realign r = {.bitext = bitext, .opt = opt ? opt : &defaults, .arena = TOL_ARENA_INIT};
    tol_error_clear(err);
    tol_status status = make_room(&r, arena, err);
    if (status == TOL_OK) {
        take_right(&r);
        status = choose_bounds(&r, err);
    }
    status = status ? status : align_all(&r, err);
    status = status ? status : keep_verdicts(&r, err);
    status = status ? status : tol_beads_order(r.beads, r.n_beads, bitext->sides[TOL_BITEXT_TARGET].n, err);
    if (status == TOL_OK) {
        bitext->beads = r.beads;
        bitext->n_beads = r.n_beads;
    }
    release(&r);
    return status;
}
