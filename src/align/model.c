#include "align/model.h"

#include <math.h>

#include "base/fail.h"
#include "base/mem.h"

/* Shares of beads in literary translation, more or less; one-sided ones also come as gaps (path.c). */
const tol_bead_shape tol_bead_shapes[TOL_BEAD_SHAPES] = {
    {1, 1, 0.8F},    {1, 0, 0.007F},  {0, 1, 0.007F},  {1, 2, 0.055F},  {2, 1, 0.055F},  {2, 2, 0.005F},
    {1, 3, 0.009F},  {3, 1, 0.009F},  {1, 4, 0.0025F}, {4, 1, 0.0025F}, {2, 3, 0.0015F}, {3, 2, 0.0015F},
    {3, 3, 0.0003F}, {1, 5, 0.0009F}, {5, 1, 0.0009F}, {1, 6, 0.0004F}, {6, 1, 0.0004F}, {1, 7, 0.0002F},
    {7, 1, 0.0002F}, {1, 8, 0.0001F}, {8, 1, 0.0001F},
};

/* So many beads count as much as what is known before. */
#define PRIOR_BEADS 100

/* The width of the distribution of log lengths is sqrt(WIDE + SHORT / characters). */
#define WIDE        0.030F
#define SHORT       2.2F
#define FREEDOM     4.4F /* of Student's distribution */
#define DISTANCES   1024
#define LENGTH_MOST 4096

#define WEIGHT_WORDS  0.8F
#define WEIGHT_LENGTH 1.0F

static void add_sums(const tol_align_side *side, const tol_align_table *table, tol_align_view *view)
{
    double sum = 0, squares = 0;
    for (size_t i = 0; i < side->n; i++) {
        double log_n = log(side->chars[i + 1] - side->chars[i]);
        sum += log_n;
        squares += log_n * log_n;
    }
    double n = side->n ? (double)side->n : 1, mean = sum / n, variance = squares / n - mean * mean + 0.05;
    for (size_t i = 0; i < side->n; i++) {
        double log_n = log(side->chars[i + 1] - side->chars[i]);
        view->logs[i + 1] =
            view->logs[i] + (log_n + (log_n - mean) * (log_n - mean) / (2 * variance) + 0.5 * log(6.2832 * variance));
        view->questions[i + 1] = view->questions[i] + side->questions[i];
        view->exclamations[i + 1] = view->exclamations[i] + side->exclamations[i];
        view->paragraphs[i + 1] = view->paragraphs[i] + side->segments[i].starts_paragraph;
        view->misses[i + 1] = view->misses[i];
        for (uint32_t k = side->firsts[i]; table && k < side->firsts[i + 1]; k++) {
            view->misses[i + 1] += table->misses[side->types[k]];
        }
    }
}

static bool make_view(const tol_align_side *side, const tol_align_table *table, tol_align_view *view)
{
    view->side = side;
    view->misses = tol_mem_calloc(side->n + 1, sizeof *view->misses);
    view->logs = tol_mem_calloc(side->n + 1, sizeof *view->logs);
    view->questions = tol_mem_calloc(side->n + 1, sizeof *view->questions);
    view->exclamations = tol_mem_calloc(side->n + 1, sizeof *view->exclamations);
    view->paragraphs = tol_mem_calloc(side->n + 1, sizeof *view->paragraphs);
    if (!view->misses || !view->logs || !view->questions || !view->exclamations || !view->paragraphs) {
        return false;
    }
    add_sums(side, table, view);
    return true;
}

static bool make_tables(tol_align_model *model)
{
    model->n_logs = LENGTH_MOST;
    model->logs = tol_mem_alloc(LENGTH_MOST * sizeof *model->logs);
    model->spreads = tol_mem_alloc(LENGTH_MOST * sizeof *model->spreads);
    model->log_spreads = tol_mem_alloc(LENGTH_MOST * sizeof *model->log_spreads);
    model->density = tol_mem_alloc((DISTANCES + 1) * sizeof *model->density);
    if (!model->logs || !model->spreads || !model->log_spreads || !model->density) {
        return false;
    }
    for (uint32_t k = 0; k < LENGTH_MOST; k++) {
        float n = k ? (float)k : 1;
        model->logs[k] = logf(n);
        model->spreads[k] = 1 / sqrtf(WIDE + SHORT / n);
        model->log_spreads[k] = logf(model->spreads[k]);
    }
    float constant = lgammaf((FREEDOM + 1) / 2) - lgammaf(FREEDOM / 2) - 0.5F * logf(FREEDOM * 3.14159F);
    for (uint32_t k = 0; k <= DISTANCES; k++) {
        float x = (float)k / 32;
        model->density[k] = constant - (FREEDOM + 1) / 2 * log1pf(x * x / FREEDOM);
    }
    return true;
}

float tol_align_shift(const tol_align_side *source, const tol_align_side *target)
{
    return logf(((float)target->chars[target->n] + 1) / ((float)source->chars[source->n] + 1));
}

/* The same of what translates each other. */
static float shift_of(const tol_align_side *source, const tol_align_side *target, const tol_bead *beads, size_t n)
{
    double left = 1, right = 1;
    for (size_t i = 0; i < n; i++) {
        const tol_bead *one = &beads[i];
        if (one->n_source && one->n_target) {
            left += tol_align_chars(source, one->source, one->source + one->n_source);
            right += tol_align_chars(target, one->target, one->target + one->n_target);
        }
    }
    return (float)log(right / left);
}

static void set_priors(tol_align_model *model, const tol_bead *beads, size_t n)
{
    double counts[TOL_BEAD_SHAPES] = {0}, all = PRIOR_BEADS;
    for (size_t k = 0; k < TOL_BEAD_SHAPES; k++) {
        const tol_bead_shape *shape = &tol_bead_shapes[k];
        counts[k] = PRIOR_BEADS * shape->share;
        for (size_t i = 0; i < n && shape->n_source && shape->n_target; i++) {
            bool is_it = beads[i].n_source == shape->n_source && beads[i].n_target == shape->n_target;
            counts[k] += is_it;
            all += is_it;
        }
    }
    for (size_t k = 0; k < TOL_BEAD_SHAPES; k++) {
        model->priors[k] = (float)log(counts[k] / all);
    }
}

tol_status tol_align_model_make(tol_align_model *model, const tol_align_side *source, const tol_align_side *target,
                                const tol_align_links *links, const tol_bead *beads, size_t n_beads, float shift,
                                tol_error *err)
{
    *model = (tol_align_model){.links = links, .n_shapes = TOL_BEAD_SHAPES};
    if (!make_view(source, links ? &links->forward : NULL, &model->source) ||
        !make_view(target, links ? &links->backward : NULL, &model->target) || !make_tables(model)) {
        return tol_fail_nomem(err);
    }
    model->shift = n_beads ? shift_of(source, target, beads, n_beads) : shift;
    set_priors(model, beads, n_beads);
    model->has_paragraphs = model->source.paragraphs[source->n] > 1 && model->target.paragraphs[target->n] > 1;
    return TOL_OK;
}

static void release_view(tol_align_view *view)
{
    tol_mem_free(view->misses);
    tol_mem_free(view->logs);
    tol_mem_free(view->questions);
    tol_mem_free(view->exclamations);
    tol_mem_free(view->paragraphs);
}

void tol_align_model_release(tol_align_model *model)
{
    release_view(&model->source);
    release_view(&model->target);
    tol_mem_free(model->logs);
    tol_mem_free(model->spreads);
    tol_mem_free(model->log_spreads);
    tol_mem_free(model->density);
}

/* ---- scores ---- */

static uint32_t clip(uint32_t n)
{
    return n < LENGTH_MOST ? n : LENGTH_MOST - 1;
}

/*
 * The log density of parts that add up to a whole, whose log length has the density 1, for they cut it anywhere: less
 * that of texts in general.
 */
static float split(const tol_align_view *view, uint32_t from, uint32_t to, float log_sum)
{
    static const float orders[] = {0, 0, 0, 0.6931F, 1.7918F, 3.1781F, 4.7875F, 6.5793F, 8.5252F}; /* log((n - 1)!) */
    return orders[to - from] + (float)(view->logs[to] - view->logs[from]) - (float)(to - from) * log_sum;
}

static float score_lengths(const tol_align_model *model, uint32_t i0, uint32_t i, uint32_t j0, uint32_t j)
{
    const tol_align_side *source = model->source.side, *target = model->target.side;
    uint32_t left = source->chars[i] - source->chars[i0], right = target->chars[j] - target->chars[j0];
    uint32_t mean = clip((left + right) / 2);
    float log_left = model->logs[clip(left)], log_right = model->logs[clip(right)];
    float at = fabsf(log_right - log_left - model->shift) * model->spreads[mean] * 32;
    float density = model->density[at < DISTANCES ? (uint32_t)at : DISTANCES] + model->log_spreads[mean];
    return density + (split(&model->source, i0, i, log_left) + split(&model->target, j0, j, log_right)) / 2;
}

static float score_marks(uint32_t left, uint32_t right, float same, float differing)
{
    if (left == right) {
        return left ? same : 0.05F;
    }
    uint32_t distance = left > right ? left - right : right - left;
    return -differing * (distance < 3 ? (float)distance : 3);
}

static float score_speech(bool begins_left, bool begins_right)
{
    return begins_left != begins_right ? -0.9F : begins_left ? 0.8F : 0.1F;
}

/* Items that begin with a number. */
static float score_labels(const tol_align_side *source, uint32_t i, const tol_align_side *target, uint32_t j)
{
    uint32_t left = source->labels[i], right = target->labels[j];
    if (!left && !right) {
        return 0;
    }
    return !left || !right ? -1.5F : left == right ? 3.0F : -7.0F;
}

/* Paragraphs that begin inside a bead should do so on both sides, and with the bead on both sides. */
static float score_breaks(const tol_align_model *model, uint32_t i0, uint32_t i, uint32_t j0, uint32_t j)
{
    const tol_align_view *source = &model->source, *target = &model->target;
    uint32_t left = source->paragraphs[i] - source->paragraphs[i0 + 1];
    uint32_t right = target->paragraphs[j] - target->paragraphs[j0 + 1];
    bool begins_left = source->side->segments[i0].starts_paragraph;
    bool begins_right = target->side->segments[j0].starts_paragraph;
    float score = begins_left != begins_right ? -1.0F : begins_left ? 1.5F : 0.1F;
    return score - 4.0F * (float)(left + right);
}

float tol_align_score(const tol_align_model *model, unsigned shape, uint32_t i, uint32_t j, float words)
{
    uint32_t i0 = i - tol_bead_shapes[shape].n_source, j0 = j - tol_bead_shapes[shape].n_target;
    if (i0 == i || j0 == j) {
        return model->priors[shape];
    }
    const tol_align_view *source = &model->source, *target = &model->target;
    float score = model->priors[shape] + WEIGHT_LENGTH * score_lengths(model, i0, i, j0, j);
    score += score_marks(source->questions[i] - source->questions[i0], target->questions[j] - target->questions[j0],
                         2.0F, 1.6F);
    score += score_marks(source->exclamations[i] - source->exclamations[i0],
                         target->exclamations[j] - target->exclamations[j0], 1.2F, 0.5F);
    score += score_speech(source->side->speeches[i0], target->side->speeches[j0]);
    score += score_labels(source->side, i0, target->side, j0);
    if (model->links) {
        float misses = (float)(source->misses[i] - source->misses[i0] + target->misses[j] - target->misses[j0]);
        score += WEIGHT_WORDS * (words + misses / 2);
    }
    return model->has_paragraphs ? score + score_breaks(model, i0, i, j0, j) : score;
}
