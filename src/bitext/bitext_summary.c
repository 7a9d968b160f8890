#include <stdlib.h>

#include "base/fail.h"
#include "base/mem.h"
#include "bitext/bitext_side.h"

int tol_confidence_percent(float confidence)
{
    return confidence >= 1 ? 100 : confidence > 0 ? (int)(confidence * 100) : 0;
}

/* ---- kinds ---- */

static tol_bead_count *find_count(tol_bitext_summary *s, const tol_bead *bead)
{
    for (size_t i = 0; i < s->n_counts; i++) {
        if (s->counts[i].n_source == bead->n_source && s->counts[i].n_target == bead->n_target) {
            return &s->counts[i];
        }
    }
    return NULL;
}

static int compare_counts(const void *a, const void *b)
{
    const tol_bead_count *x = a, *y = b;
    if (x->n != y->n) {
        return x->n > y->n ? -1 : 1;
    }
    if (x->n_source != y->n_source) {
        return x->n_source < y->n_source ? -1 : 1;
    }
    return x->n_target < y->n_target ? -1 : x->n_target > y->n_target;
}

/* Kinds of beads: few, but a person may have made long ones. */
static void count_kinds(const tol_bitext *bitext, tol_bitext_summary *s, tol_bead_count *room, size_t n_room)
{
    s->counts = room;
    for (size_t i = 0; i < bitext->n_beads; i++) {
        const tol_bead *bead = &bitext->beads[i].bead;
        tol_bead_count *count = find_count(s, bead);
        if (!count && s->n_counts < n_room) {
            count = &s->counts[s->n_counts++];
            *count = (tol_bead_count){bead->n_source, bead->n_target, 0};
        }
        if (count) {
            count->n++;
        }
        s->n_pairs += tol_bead_is_pair(bead);
        s->mean_confidence += tol_bead_is_pair(bead) ? (double)bead->confidence : 0;
        s->n_right += bitext->beads[i].verdict == TOL_VERDICT_RIGHT;
        s->n_wrong += bitext->beads[i].verdict == TOL_VERDICT_WRONG;
    }
    s->mean_confidence = s->n_pairs ? s->mean_confidence / (double)s->n_pairs : 0;
    qsort(s->counts, s->n_counts, sizeof *s->counts, compare_counts);
}

/* ---- passages ---- */

typedef struct passages {
    tol_passage *items;
    size_t n, cap;
} passages;

static tol_status add_passage(passages *all, tol_passage one, tol_error *err)
{
    tol_passage *items = tol_mem_grow(all->items, &all->cap, all->n + 1, sizeof *items);
    if (!items) {
        return tol_fail_nomem(err);
    }
    all->items = items;
    items[all->n++] = one;
    return TOL_OK;
}

static tol_passage passage_of(const tol_bead *bead)
{
    return (tol_passage){bead->source, bead->n_source, bead->target, bead->n_target};
}

static bool can_join(const tol_passage *before, const tol_bead *bead)
{
    return before->source + before->n_source == bead->source && before->target + before->n_target == bead->target;
}

/* Runs of beads that `belongs` says yes to and that follow each other on both sides. */
static tol_status find_runs(const tol_bitext *bitext, bool (*belongs)(const tol_bead *bead), uint32_t min,
                            passages *all, tol_error *err)
{
    tol_status status = TOL_OK;
    tol_passage run = {0, 0, 0, 0};
    for (size_t i = 0; i <= bitext->n_beads && status == TOL_OK; i++) {
        const tol_bead *bead = i < bitext->n_beads ? &bitext->beads[i].bead : NULL;
        bool is_of_it = bead && belongs(bead);
        if (is_of_it && (run.n_source || run.n_target) && can_join(&run, bead)) {
            run.n_source += bead->n_source;
            run.n_target += bead->n_target;
            continue;
        }
        if (run.n_source >= min || run.n_target >= min) {
            status = add_passage(all, run, err);
        }
        run = is_of_it ? passage_of(bead) : (tol_passage){0, 0, 0, 0};
    }
    return status;
}

static bool is_lone(const tol_bead *bead)
{
    return !tol_bead_is_pair(bead);
}

static bool is_moved(const tol_bead *bead)
{
    return bead->is_moved && tol_bead_is_pair(bead);
}

static tol_status keep_runs(const tol_bitext *bitext, bool (*belongs)(const tol_bead *bead), uint32_t min,
                            tol_arena *arena, tol_passage **items, size_t *n, tol_error *err)
{
    passages all = {NULL, 0, 0};
    tol_status status = find_runs(bitext, belongs, min, &all, err);
    *items = status ? NULL : tol_arena_alloc(arena, (all.n + 1) * sizeof **items);
    *n = *items ? all.n : 0;
    for (size_t i = 0; i < *n; i++) {
        (*items)[i] = all.items[i];
    }
    tol_mem_free(all.items);
    return status || *items ? status : tol_fail_nomem(err);
}

tol_status tol_bitext_summarize(const tol_bitext *bitext, tol_arena *arena, tol_bitext_summary *summary, tol_error *err)
{
    enum { KINDS_MAX = 256 };
    tol_error_clear(err);
    *summary = (tol_bitext_summary){.n_counts = 0};
    tol_bead_count *room = tol_arena_calloc(arena, KINDS_MAX, sizeof *room);
    if (!room) {
        return tol_fail_nomem(err);
    }
    count_kinds(bitext, summary, room, KINDS_MAX);
    tol_status status = keep_runs(bitext, is_lone, TOL_GAP_MIN, arena, &summary->gaps, &summary->n_gaps, err);
    return status ? status : keep_runs(bitext, is_moved, 1, arena, &summary->moved, &summary->n_moved, err);
}
