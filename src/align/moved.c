/*
 * A path cannot cross itself, so of two passages that changed places it takes one and leaves the other out on both
 * sides. Here what was left out is compared: every passage of the source with every one of the target, the best pair
 * first.
 */
#include "align/moved.h"

#include "base/fail.h"
#include "base/mem.h"

/* A passage must be worth so much more than being left out, as a whole and for each bead. */
#define WORTH_LEAST 6.0F
#define WORTH_EACH  2.0F
/* So many passages of one side are looked at, and so many places of a pair. */
#define PASSAGES_MOST 200
#define PLACES_MOST   4000000

/* A run of one-sided beads of the same side. */
typedef struct passage {
    uint32_t first, n;
    bool is_taken;
} passage;

typedef struct passages {
    passage *items;
    size_t n;
} passages;

static tol_status collect(const tol_bead *beads, size_t n_beads, bool of_source, passages *out, tol_error *err)
{
    bool is_open = false;
    *out = (passages){tol_mem_alloc((n_beads + 1) * sizeof *out->items), 0};
    if (!out->items) {
        return tol_fail_nomem(err);
    }
    for (size_t k = 0; k < n_beads; k++) {
        const tol_bead *bead = &beads[k];
        bool is_pair = bead->n_source && bead->n_target;
        bool is_mine = !is_pair && (of_source ? bead->n_source : bead->n_target) > 0;
        if (is_mine && !is_open) {
            out->items[out->n++] = (passage){of_source ? bead->source : bead->target, 0, false};
        }
        if (is_mine) {
            out->items[out->n - 1].n += of_source ? bead->n_source : bead->n_target;
        }
        is_open = is_mine || (is_open && !is_pair);
    }
    return TOL_OK;
}

/* The path through the rectangle of two passages. */
static tol_status try_pair(const tol_align_model *model, const passage *source, const passage *target, tol_bead *beads,
                           size_t *n_beads, float *score, tol_error *err)
{
    tol_corridor corridor = {0, 0, NULL, NULL};
    tol_status status = tol_corridor_between(&corridor, source->first, source->first + source->n, target->first,
                                             target->first + target->n, err);
    if (!status) {
        status = tol_align_path(model, &corridor, NULL, beads, n_beads, score, err);
    }
    tol_corridor_release(&corridor);
    return status;
}

static tol_status judge_pair(const tol_align_model *model, const passage *source, const passage *target,
                             tol_bead *beads, size_t n_beads, tol_error *err)
{
    tol_corridor corridor = {0, 0, NULL, NULL};
    tol_status status = tol_corridor_between(&corridor, source->first, source->first + source->n, target->first,
                                             target->first + target->n, err);
    if (!status) {
        status = tol_align_confidence(model, &corridor, beads, n_beads, err);
    }
    tol_corridor_release(&corridor);
    return status;
}

static bool is_worth_it(const tol_bead *beads, size_t n, float score)
{
    size_t n_pairs = 0;
    for (size_t k = 0; k < n; k++) {
        n_pairs += beads[k].n_source && beads[k].n_target;
    }
    return n_pairs > 0 && score >= WORTH_LEAST && score >= WORTH_EACH * (float)n_pairs;
}

/* One-sided beads that `passage` has are dropped; true for a bead that is kept. */
static bool is_kept(const tol_bead *bead, const passage *source, const passage *target)
{
    bool in_source = !bead->n_target && bead->source >= source->first && bead->source < source->first + source->n;
    bool in_target = !bead->n_source && bead->target >= target->first && bead->target < target->first + target->n;
    return !in_source && !in_target;
}

/* Put the beads of a moved passage where its source stands. */
static void put_in(tol_bead *beads, size_t *n_beads, const passage *source, const passage *target,
                   const tol_bead *moved, size_t n_moved, tol_bead *spare)
{
    size_t n = 0;
    bool is_put = false;
    for (size_t k = 0; k <= *n_beads; k++) {
        bool is_behind = k == *n_beads || (beads[k].n_source && beads[k].source >= source->first);
        for (size_t m = 0; is_behind && !is_put && m < n_moved; m++) {
            spare[n] = moved[m];
            spare[n].is_moved = moved[m].n_source && moved[m].n_target;
            n++;
        }
        is_put = is_put || is_behind;
        if (k < *n_beads && is_kept(&beads[k], source, target)) {
            spare[n++] = beads[k];
        }
    }
    for (size_t k = 0; k < n; k++) {
        beads[k] = spare[k];
    }
    *n_beads = n;
}

/* The best partner of a passage among those of the target that are free. */
static tol_status find_partner(const tol_align_model *model, passage *source, passages *targets, tol_bead *beads,
                               size_t *n_beads, tol_bead *found, tol_bead *spare, tol_error *err)
{
    passage *best = NULL;
    float best_score = 0;
    size_t n_found = 0;
    tol_status status = TOL_OK;
    for (size_t k = 0; k < targets->n && !status; k++) {
        passage *target = &targets->items[k];
        float score = 0;
        size_t n = 0;
        if (target->is_taken || (uint64_t)source->n * target->n > PLACES_MOST) {
            continue;
        }
        status = try_pair(model, source, target, spare, &n, &score, err);
        if (!status && is_worth_it(spare, n, score) && (!best || score > best_score)) {
            best = target;
            best_score = score;
            n_found = n;
            for (size_t m = 0; m < n; m++) {
                found[m] = spare[m];
            }
        }
    }
    if (!status && best) {
        status = judge_pair(model, source, best, found, n_found, err);
        best->is_taken = true;
        put_in(beads, n_beads, source, best, found, n_found, spare);
    }
    return status;
}

tol_status tol_align_find_moved(const tol_align_model *model, tol_bead *beads, size_t *n_beads, tol_error *err)
{
    passages sources = {NULL, 0}, targets = {NULL, 0};
    size_t room = model->source.side->n + model->target.side->n + 1;
    tol_bead *found = tol_mem_alloc(room * sizeof *found), *spare = tol_mem_alloc(room * sizeof *spare);
    tol_status status = found && spare ? collect(beads, *n_beads, true, &sources, err) : tol_fail_nomem(err);
    status = status ? status : collect(beads, *n_beads, false, &targets, err);
    bool are_few = sources.n <= PASSAGES_MOST && targets.n <= PASSAGES_MOST;
    for (size_t k = 0; k < sources.n && !status && are_few; k++) {
        status = find_partner(model, &sources.items[k], &targets, beads, n_beads, found, spare, err);
    }
    tol_mem_free(found);
    tol_mem_free(spare);
    tol_mem_free(sources.items);
    tol_mem_free(targets.items);
    return status;
}
