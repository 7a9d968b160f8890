/*
 * Dynamic programming over the corridor. Two states: between beads, and within a gap, where segments of one side or the
 * other are passed over cheaply after an entrance that is dear. Of each cell a byte is kept: how its two states were
 * reached; scores are kept of the last rows only.
 */
#include "align/path.h"

#include <math.h>
#include <string.h>

#include "base/fail.h"
#include "base/mem.h"

#define GAP_OPEN (-9.0F)
#define GAP_EACH (-0.6F)
#define NEVER    (-1e30F)
#define ROWS     (TOL_BEAD_MOST + 1)

/* In a cell's byte: the shape by which a bead came, or that a gap ended here; how the gap came. */
enum { FROM_GAP = 15, SHAPE_MASK = 15, GAP_FROM_BEAD = 16, GAP_BY_TARGET = 32 };

/* For windows of 1 to TOL_BEAD_MOST target segments: the best partner of each type, and how many have one. */
typedef struct window {
    float gains[TOL_BEAD_MOST];
    uint16_t partners[TOL_BEAD_MOST];
} window;

/* The type that was last looked for, and what it gained in the windows that end here. */
typedef struct stamp {
    uint32_t number[TOL_BEAD_MOST];
    float best[TOL_BEAD_MOST];
} stamp;

typedef struct rows {
    float *bead[ROWS], *gap[ROWS]; /* scores of the last rows, by row modulo ROWS */
    window *words[ROWS];           /* what source segment row - 1 gains in windows that end at each target segment */
    uint8_t *ways;                 /* of all cells of the corridor */
    uint64_t *firsts;              /* by row: its first cell in `ways` */
    stamp *stamps;                 /* by target segment */
    uint32_t number;               /* of the type at hand, over all rows */
} rows;

static void release(rows *r)
{
    for (int k = 0; k < ROWS; k++) {
        tol_mem_free(r->bead[k]);
        tol_mem_free(r->gap[k]);
        tol_mem_free(r->words[k]);
    }
    tol_mem_free(r->ways);
    tol_mem_free(r->firsts);
    tol_mem_free(r->stamps);
}

static bool allocate(rows *r, const tol_corridor *corridor, size_t n_target)
{
    bool is_good = true;
    for (int k = 0; k < ROWS; k++) {
        r->bead[k] = tol_mem_alloc((n_target + 2) * sizeof(float));
        r->gap[k] = tol_mem_alloc((n_target + 2) * sizeof(float));
        r->words[k] = tol_mem_calloc(n_target + 2, sizeof(window));
        is_good = is_good && r->bead[k] && r->gap[k] && r->words[k];
        for (size_t j = 0; is_good && j < n_target + 2; j++) {
            r->bead[k][j] = r->gap[k][j] = NEVER;
        }
    }
    r->ways = tol_mem_alloc(tol_corridor_cells(corridor) + 1);
    r->firsts = tol_mem_alloc((corridor->n + 1) * sizeof *r->firsts);
    r->stamps = tol_mem_calloc(n_target + TOL_BEAD_MOST + 1, sizeof *r->stamps);
    return is_good && r->ways && r->firsts && r->stamps;
}

/* ---- words ---- */

/* Half the logarithm of a number of segments: among more of them a partner stands by chance more often. */
static const float by_chance[TOL_BEAD_MOST + 1] = {0, 0, 0.3466F, 0.5493F, 0.6931F, 0.8047F, 0.8959F};

/* A partner in target segment `at` counts in all windows that have it. */
static void gain_at(rows *r, window *words, uint32_t at, uint32_t hi, float gain)
{
    for (uint32_t n = 0; n < TOL_BEAD_MOST; n++) {
        float own = gain - by_chance[n + 1];
        for (uint32_t j = at; j <= at + n && j < hi; j++) {
            stamp *mark = &r->stamps[j];
            bool is_first = mark->number[n] != r->number;
            if (is_first || own > mark->best[n]) {
                words[j + 1].gains[n] += is_first ? own : own - mark->best[n];
                words[j + 1].partners[n] += is_first;
                mark->number[n] = r->number;
                mark->best[n] = own;
            }
        }
    }
}

/* What one type of the source gains in the target segments from lo to hi. */
static void gain_by_type(const tol_align_model *model, rows *r, uint32_t type, uint32_t lo, uint32_t hi, window *words)
{
    const tol_align_table *table = &model->links->forward;
    const tol_align_side *target = model->target.side;
    r->number++;
    for (uint32_t k = table->firsts[type]; k < table->firsts[type + 1]; k++) {
        const tol_align_link *link = &table->items[k];
        const uint32_t *post = target->posts + target->post_ends[link->type];
        const uint32_t *end = target->posts + target->post_ends[link->type + 1];
        while (end - post > 16 && post[(end - post) / 2] < lo) {
            post += (end - post) / 2;
        }
        for (; post < end && *post < hi; post++) {
            if (*post >= lo) {
                gain_at(r, words, *post, hi, link->gain);
            }
        }
    }
}

static void find_words(const tol_align_model *model, rows *r, uint32_t i, uint32_t lo, uint32_t hi)
{
    const tol_align_side *source = model->source.side;
    window *words = r->words[i % ROWS];
    uint32_t from = lo > TOL_BEAD_MOST ? lo - TOL_BEAD_MOST : 0;
    memset(words + from, 0, (hi + 1 - from) * sizeof *words);
    for (uint32_t k = source->firsts[i - 1]; k < source->firsts[i]; k++) {
        gain_by_type(model, r, source->types[k], from, hi, words);
    }
}

static float words_of(const rows *r, const tol_bead_shape *shape, uint32_t i, uint32_t j)
{
    float sum = 0, chance = by_chance[shape->n_source];
    for (uint32_t k = 0; k < shape->n_source; k++) {
        const window *words = &r->words[(i - k) % ROWS][j];
        sum += words->gains[shape->n_target - 1] - chance * (float)words->partners[shape->n_target - 1];
    }
    return sum;
}

/* ---- cells ---- */

/* The best way to stand between beads at (i, j). */
static float best_bead(const tol_align_model *model, const rows *r, uint32_t i, uint32_t j, float gap, uint8_t *way)
{
    float best = gap;
    *way = FROM_GAP;
    for (uint8_t k = 0; k < TOL_BEAD_SHAPES; k++) {
        const tol_bead_shape *shape = &tol_bead_shapes[k];
        if (shape->n_source > i || shape->n_target > j) {
            continue;
        }
        float before = r->bead[(i - shape->n_source) % ROWS][j - shape->n_target];
        if (before <= NEVER) {
            continue;
        }
        bool is_pair = shape->n_source && shape->n_target;
        float words = model->links && is_pair ? words_of(r, shape, i, j) : 0;
        float score = before + tol_align_score(model, k, i, j, words);
        if (score > best) {
            best = score;
            *way = k;
        }
    }
    return best;
}

/* The best way to stand in a gap at (i, j). */
static float best_gap(const rows *r, uint32_t i, uint32_t j, uint8_t *way)
{
    float best = NEVER;
    *way = 0;
    if (i > 0) {
        float gap = r->gap[(i - 1) % ROWS][j] + GAP_EACH, bead = r->bead[(i - 1) % ROWS][j] + GAP_OPEN + GAP_EACH;
        *way = bead > gap ? GAP_FROM_BEAD : 0;
        best = bead > gap ? bead : gap;
    }
    if (j > 0) {
        float gap = r->gap[i % ROWS][j - 1] + GAP_EACH, bead = r->bead[i % ROWS][j - 1] + GAP_OPEN + GAP_EACH;
        float better = bead > gap ? bead : gap;
        if (better > best) {
            best = better;
            *way = GAP_BY_TARGET | (bead > gap ? GAP_FROM_BEAD : 0);
        }
    }
    return best < NEVER ? NEVER : best;
}

/* Cells beside the corridor are looked at by rows to come. */
static void close_row(rows *r, const tol_corridor *corridor, uint32_t i)
{
    uint32_t lo = corridor->lo[i], hi = corridor->hi[i];
    uint32_t from = lo > TOL_BEAD_MOST ? lo - TOL_BEAD_MOST : 0;
    uint32_t end = corridor->hi[i + TOL_BEAD_MOST < corridor->n ? i + TOL_BEAD_MOST : corridor->n];
    for (uint32_t j = from; j < lo; j++) {
        r->bead[i % ROWS][j] = r->gap[i % ROWS][j] = NEVER;
    }
    for (uint32_t j = hi + 1; j <= end; j++) {
        r->bead[i % ROWS][j] = r->gap[i % ROWS][j] = NEVER;
    }
}

static void fill_row(const tol_align_model *model, rows *r, const tol_corridor *corridor, uint32_t i)
{
    uint8_t *ways = r->ways + r->firsts[i];
    close_row(r, corridor, i);
    for (uint32_t j = corridor->lo[i]; j <= corridor->hi[i]; j++) {
        uint8_t gap_way, bead_way;
        float gap = best_gap(r, i, j, &gap_way);
        float bead = i == 0 && j == 0 ? 0 : best_bead(model, r, i, j, gap, &bead_way);
        r->bead[i % ROWS][j] = bead < NEVER ? NEVER : bead;
        r->gap[i % ROWS][j] = gap;
        ways[j - corridor->lo[i]] = i == 0 && j == 0 ? 0 : (uint8_t)(gap_way | bead_way);
    }
}

static tol_status fill(const tol_align_model *model, rows *r, const tol_corridor *corridor,
                       const tol_listener *listener, tol_error *err)
{
    uint64_t first = 0;
    for (uint32_t i = 0; i <= corridor->n; i++) {
        r->firsts[i] = first;
        first += corridor->hi[i] - corridor->lo[i] + 1;
        if (i > 0 && model->links) {
            uint32_t end = i + TOL_BEAD_MOST < corridor->n ? i + TOL_BEAD_MOST : (uint32_t)corridor->n;
            find_words(model, r, i, corridor->lo[i], corridor->hi[end]);
        }
        fill_row(model, r, corridor, i);
        if (listener && listener->progress && i % 64 == 0 && !listener->progress(listener->user, i, corridor->n)) {
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
static bool step_back(const rows *r, const tol_corridor *corridor, place *at, tol_bead *bead)
{
    uint8_t way = r->ways[r->firsts[at->i] + at->j - corridor->lo[at->i]];
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

static void follow(const rows *r, const tol_corridor *corridor, uint32_t n_target, tol_bead *beads, size_t *n_beads)
{
    place at = {(uint32_t)corridor->n, n_target, false};
    size_t n = 0;
    while (at.i > 0 || at.j > 0) {
        n += step_back(r, corridor, &at, &beads[n]);
    }
    for (size_t k = 0; k < n / 2; k++) {
        tol_bead one = beads[k];
        beads[k] = beads[n - 1 - k];
        beads[n - 1 - k] = one;
    }
    *n_beads = n;
}

tol_status tol_align_path(const tol_align_model *model, const tol_corridor *corridor, const tol_listener *listener,
                          tol_bead *beads, size_t *n_beads, float *score, tol_error *err)
{
    rows r = {.ways = NULL};
    uint32_t n_target = (uint32_t)model->target.side->n;
    *n_beads = 0;
    tol_status status = allocate(&r, corridor, n_target) ? TOL_OK : tol_fail_nomem(err);
    if (!status) {
        status = fill(model, &r, corridor, listener, err);
    }
    if (!status) {
        follow(&r, corridor, n_target, beads, n_beads);
        *score = r.bead[corridor->n % ROWS][n_target];
    }
    release(&r);
    return status;
}
