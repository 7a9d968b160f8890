/*
 * Dynamic programming over the corridor. Two states: between beads, and within a gap, where segments of one side or the
 * other are passed over cheaply after an entrance that is dear. Of each cell a byte is kept: how its two states were
 * reached; scores are kept of the last rows only.
 */
#include "align/path.h"

#include "align/partners.h"
#include "base/fail.h"
#include "base/mem.h"

#define NEVER (-1e30F)
#define ROWS  (TOL_BEAD_MOST + 1)

/* In a cell's byte: the shape by which a bead came, or that a gap ended here; how the gap came. */
enum { FROM_GAP = 31, SHAPE_MASK = 31, GAP_FROM_BEAD = 32, GAP_BY_TARGET = 64 };

typedef struct walk {
    const tol_align_model *model;
    const tol_corridor *corridor;
    uint32_t j0, width;            /* the columns of the corridor: from j0 */
    float *bead[ROWS], *gap[ROWS]; /* scores of the last rows, by row modulo ROWS; by column */
    tol_partners partners;
    uint8_t *ways;    /* of all cells of the corridor */
    uint64_t *firsts; /* by row: its first cell in `ways` */
} walk;

static void release(walk *w)
{
    for (int k = 0; k < ROWS; k++) {
        tol_mem_free(w->bead[k]);
        tol_mem_free(w->gap[k]);
    }
    tol_partners_release(&w->partners);
    tol_mem_free(w->ways);
    tol_mem_free(w->firsts);
}

static tol_status allocate(walk *w, tol_error *err)
{
    const tol_corridor *corridor = w->corridor;
    bool is_good = true;
    w->j0 = corridor->lo[0];
    w->width = tol_corridor_hi(corridor, corridor->last) - w->j0 + 1;
    for (int k = 0; k < ROWS; k++) {
        w->bead[k] = tol_mem_alloc(w->width * sizeof(float));
        w->gap[k] = tol_mem_alloc(w->width * sizeof(float));
        is_good = is_good && w->bead[k] && w->gap[k];
        for (uint32_t j = 0; is_good && j < w->width; j++) {
            w->bead[k][j] = w->gap[k][j] = NEVER;
        }
    }
    w->ways = tol_mem_alloc(tol_corridor_cells(corridor) + 1);
    w->firsts = tol_mem_alloc(((size_t)corridor->last - corridor->first + 1) * sizeof *w->firsts);
    tol_status status = tol_partners_make(&w->partners, w->model, err);
    return status ? status : is_good && w->ways && w->firsts ? TOL_OK : tol_fail_nomem(err);
}

/* ---- cells ---- */

/* The best way to stand between beads at (i, j). */
static float best_bead(const walk *w, uint32_t i, uint32_t j, float gap, uint8_t *way)
{
    float best = gap;
    *way = FROM_GAP;
    for (unsigned k = 0; k < w->model->n_shapes; k++) {
        const tol_bead_shape *shape = &tol_bead_shapes[k];
        if (shape->n_source > i - w->corridor->first || shape->n_target > j - w->j0) {
            continue;
        }
        float before = w->bead[(i - shape->n_source) % ROWS][j - shape->n_target - w->j0];
        if (before <= NEVER) {
            continue;
        }
        float score = before + tol_align_score(w->model, k, i, j, tol_partners_gain(&w->partners, k, i, j));
        if (score > best) {
            best = score;
            *way = (uint8_t)k;
        }
    }
    return best;
}

/* The better of going on in a gap and of opening one. */
static float better(float gap, float bead, uint8_t *way)
{
    gap += TOL_GAP_EACH;
    bead += TOL_GAP_OPEN + TOL_GAP_EACH;
    *way = bead > gap ? GAP_FROM_BEAD : 0;
    return bead > gap ? bead : gap;
}

/* The best way to stand in a gap at (i, j). */
static float best_gap(const walk *w, uint32_t i, uint32_t j, uint8_t *way)
{
    float best = NEVER;
    uint8_t by_target = 0;
    uint32_t column = j - w->j0;
    *way = 0;
    if (i > w->corridor->first) {
        best = better(w->gap[(i - 1) % ROWS][column], w->bead[(i - 1) % ROWS][column], way);
    }
    if (column > 0) {
        float other = better(w->gap[i % ROWS][column - 1], w->bead[i % ROWS][column - 1], &by_target);
        if (other > best) {
            best = other;
            *way = GAP_BY_TARGET | by_target;
        }
    }
    return best < NEVER ? NEVER : best;
}

/* Cells beside the corridor are looked at by rows to come. */
static void close_row(walk *w, uint32_t i, uint32_t end)
{
    uint32_t lo = tol_corridor_lo(w->corridor, i), hi = tol_corridor_hi(w->corridor, i);
    for (uint32_t j = lo - w->j0 > TOL_BEAD_MOST ? lo - TOL_BEAD_MOST : w->j0; j < lo; j++) {
        w->bead[i % ROWS][j - w->j0] = w->gap[i % ROWS][j - w->j0] = NEVER;
    }
    for (uint32_t j = hi + 1; j <= end; j++) {
        w->bead[i % ROWS][j - w->j0] = w->gap[i % ROWS][j - w->j0] = NEVER;
    }
}

static void fill_row(walk *w, uint32_t i)
{
    uint8_t *ways = w->ways + w->firsts[i - w->corridor->first];
    uint32_t lo = tol_corridor_lo(w->corridor, i), hi = tol_corridor_hi(w->corridor, i);
    for (uint32_t j = lo; j <= hi; j++) {
        uint8_t gap_way, bead_way = 0;
        bool is_start = i == w->corridor->first && j == w->j0;
        float gap = best_gap(w, i, j, &gap_way);
        float bead = is_start ? 0 : best_bead(w, i, j, gap, &bead_way);
        w->bead[i % ROWS][j - w->j0] = bead < NEVER ? NEVER : bead;
        w->gap[i % ROWS][j - w->j0] = gap;
        ways[j - lo] = (uint8_t)(gap_way | bead_way);
    }
}

static tol_status fill(walk *w, const tol_listener *listener, tol_error *err)
{
    const tol_corridor *corridor = w->corridor;
    uint64_t first = 0;
    for (uint32_t i = corridor->first; i <= corridor->last; i++) {
        uint32_t ahead = corridor->last - i > TOL_BEAD_MOST ? i + TOL_BEAD_MOST : corridor->last;
        w->firsts[i - corridor->first] = first;
        first += tol_corridor_hi(corridor, i) - tol_corridor_lo(corridor, i) + 1;
        close_row(w, i, tol_corridor_hi(corridor, ahead));
        if (i > corridor->first) {
            tol_partners_find(&w->partners, i, tol_corridor_lo(corridor, i), tol_corridor_hi(corridor, ahead));
        }
        fill_row(w, i);
        if (listener && listener->progress && i % 64 == 0 && !listener->progress(listener->user, i, corridor->last)) {
            return tol_fail(err, TOL_ECANCELLED, "cancelled");
        }
    }
    return TOL_OK;
}

/* ---- back ---- */

typedef struct place {
    uint32_t i, j;
    bool in_gap;
} place;

/* The bead by which a place was reached, and the place before it; false: only the state changed. */
static bool step_back(const walk *w, place *at, tol_bead *bead)
{
    uint8_t way = w->ways[w->firsts[at->i - w->corridor->first] + at->j - tol_corridor_lo(w->corridor, at->i)];
    uint32_t n_source = 0, n_target = 0;
    if (at->in_gap) {
        n_target = (way & GAP_BY_TARGET) != 0;
        n_source = 1 - n_target;
        at->in_gap = (way & GAP_FROM_BEAD) == 0;
    } else if ((way & SHAPE_MASK) == FROM_GAP) {
        at->in_gap = true;
        return false;
    } else {
        n_source = tol_bead_shapes[way & SHAPE_MASK].n_source;
        n_target = tol_bead_shapes[way & SHAPE_MASK].n_target;
    }
    at->i -= n_source;
    at->j -= n_target;
    *bead = (tol_bead){.source = at->i, .n_source = n_source, .target = at->j, .n_target = n_target};
    return true;
}

static size_t follow(const walk *w, tol_bead *beads)
{
    place at = {w->corridor->last, tol_corridor_hi(w->corridor, w->corridor->last), false};
    size_t n = 0;
    while (at.i > w->corridor->first || at.j > w->j0) {
        n += step_back(w, &at, &beads[n]);
    }
    for (size_t k = 0; k < n / 2; k++) {
        tol_bead one = beads[k];
        beads[k] = beads[n - 1 - k];
        beads[n - 1 - k] = one;
    }
    return n;
}

tol_status tol_align_path(const tol_align_model *model, const tol_corridor *corridor, const tol_listener *listener,
                          tol_bead *beads, size_t *n_beads, float *score, tol_error *err)
{
    walk w = {.model = model, .corridor = corridor};
    *n_beads = 0;
    tol_status status = allocate(&w, err);
    if (!status) {
        status = fill(&w, listener, err);
    }
    if (!status) {
        *n_beads = follow(&w, beads);
        *score = w.bead[corridor->last % ROWS][w.width - 1];
    }
    release(&w);
    return status;
}
