/*
 * Alignment, in passes: the first one knows lengths, marks, numbers, names and what was given; the following ones also
 * the words that the beads of the one before them teach, and stay near its path.
 */
#include "tolmach/align.h"

#include "align/moved.h"
#include "align/path.h"
#include "base/fail.h"
#include "base/mem.h"
#include "base/utf8.h"

/* Segments beside the last path that are looked at again. */
#define NEAR   60
#define PASSES 4
/* Places of a plane that is looked at as a whole in every pass. */
#define SMALL_PLANE 2000000
/* Places of one that is looked at as a whole in the first pass. */
#define LARGE_PLANE 16000000
/* A text that lacks much misleads about how long translations are: then equal lengths are tried too. */
#define SHIFT_DOUBTED 0.12F

typedef struct job {
    const tol_align_opt *opt;
    tol_str source_lang, target_lang;
    tol_align_side source, target;
    tol_align_links links;
    tol_bead *beads; /* room for all segments */
    size_t n_beads;
    float score;
} job;

static tol_status guess(job *j, bool learns, tol_error *err)
{
    tol_align_guesses guesses = {NULL, 0, 0};
    tol_status status =
        tol_align_guess_known(&j->source, &j->target, j->source_lang, j->target_lang, j->opt, &guesses, err);
    if (!status && learns) {
        status = tol_align_guess_learnt(&j->source, &j->target, j->beads, j->n_beads, &guesses, err);
    }
    if (!status) {
        status = tol_align_links_make(&j->links, &j->source, &j->target, &guesses, err);
    }
    tol_mem_free(guesses.items);
    return status;
}

static tol_status choose_corridor(const job *j, int pass, tol_corridor *corridor, tol_error *err)
{
    uint64_t places = (uint64_t)j->source.n * j->target.n;
    if (places <= SMALL_PLANE || (pass == 0 && places <= LARGE_PLANE)) {
        return tol_corridor_between(corridor, 0, (uint32_t)j->source.n, 0, (uint32_t)j->target.n, err);
    }
    return pass == 0 ? tol_corridor_of_anchors(corridor, &j->source, &j->target, &j->links, err)
                     : tol_corridor_around(corridor, j->beads, j->n_beads, j->source.n, j->target.n, NEAR, err);
}

static tol_status run_pass(job *j, int pass, float shift, tol_error *err)
{
    tol_align_model model = {.links = NULL};
    tol_corridor corridor = {0, 0, NULL, NULL};
    tol_status status = guess(j, pass > 0, err);
    if (!status) {
        status = choose_corridor(j, pass, &corridor, err);
    }
    if (!status) {
        status = tol_align_model_make(&model, &j->source, &j->target, &j->links, j->beads, j->n_beads, shift, err);
    }
    if (!status && pass == 0 && tol_corridor_cells(&corridor) > SMALL_PLANE) {
        model.n_shapes = TOL_LIKELY_SHAPES;
    }
    if (!status) {
        status = tol_align_path(&model, &corridor, &j->opt->listener, j->beads, &j->n_beads, &j->score, err);
    }
    tol_align_model_release(&model);
    tol_corridor_release(&corridor);
    return status;
}

/* Paths beside the last one that its confidence is measured against. */
#define BESIDE 8

static tol_status judge(job *j, tol_error *err)
{
    tol_align_model model = {.links = NULL};
    tol_corridor corridor = {0, 0, NULL, NULL};
    tol_status status = tol_corridor_around(&corridor, j->beads, j->n_beads, j->source.n, j->target.n, BESIDE, err);
    if (!status) {
        status = tol_align_model_make(&model, &j->source, &j->target, &j->links, j->beads, j->n_beads, 0, err);
    }
    if (!status) {
        status = tol_align_confidence(&model, &corridor, j->beads, j->n_beads, err);
    }
    if (!status) {
        status = tol_align_find_moved(&model, j->beads, &j->n_beads, err);
    }
    tol_align_model_release(&model);
    tol_corridor_release(&corridor);
    return status;
}

static tol_status check_texts(const tol_align_segment *segments, size_t n, const char *side, tol_error *err)
{
    if (n > INT32_MAX) {
        return tol_fail(err, TOL_ELIMIT, "the %s has more than %d segments", side, INT32_MAX);
    }
    for (size_t i = 0; i < n; i++) {
        if (!tol_utf8_is_valid(segments[i].text)) {
            return tol_fail(err, TOL_EINVAL, "segment %zu of the %s is not valid UTF-8", i + 1, side);
        }
    }
    return TOL_OK;
}

static tol_status give(const job *j, tol_arena *arena, tol_bead **beads, size_t *n_beads, tol_error *err)
{
    *beads = tol_arena_alloc(arena, (j->n_beads + 1) * sizeof **beads);
    if (!*beads) {
        return tol_fail_nomem(err);
    }
    for (size_t i = 0; i < j->n_beads; i++) {
        (*beads)[i] = j->beads[i];
    }
    *n_beads = j->n_beads;
    return TOL_OK;
}

/* All passes from one idea of how long translations are. */
static tol_status run_from(job *j, float shift, tol_error *err)
{
    tol_status status = TOL_OK;
    j->n_beads = 0;
    for (int pass = 0; pass < PASSES && !status; pass++) {
        status = run_pass(j, pass, shift, err);
    }
    return status;
}

static tol_status run(job *j, tol_error *err)
{
    size_t room = j->source.n + j->target.n + 1;
    float shift = tol_align_shift(&j->source, &j->target);
    j->beads = tol_mem_alloc(room * sizeof *j->beads);
    tol_bead *first = tol_mem_alloc(room * sizeof *first);
    tol_status status = j->beads && first ? run_from(j, shift, err) : tol_fail_nomem(err);
    if (!status && (shift > SHIFT_DOUBTED || shift < -SHIFT_DOUBTED)) {
        float score = j->score;
        size_t n = j->n_beads;
        tol_bead *second = j->beads;
        j->beads = first;
        first = second;
        status = run_from(j, 0, err);
        if (!status && j->score < score) {
            first = j->beads;
            j->beads = second;
            j->n_beads = n;
        }
    }
    tol_mem_free(first);
    return status;
}

tol_status tol_align(const tol_align_segment *source, size_t n_source, tol_str source_lang,
                     const tol_align_segment *target, size_t n_target, tol_str target_lang, const tol_align_opt *opt,
                     tol_arena *arena, tol_bead **beads, size_t *n_beads, tol_error *err)
{
    static const tol_align_opt default_opt = TOL_ALIGN_OPT_INIT;
    job j = {.opt = opt ? opt : &default_opt, .source_lang = source_lang, .target_lang = target_lang};
    tol_error_clear(err);
    *beads = NULL;
    *n_beads = 0;
    tol_status status = check_texts(source, n_source, "source", err);
    status = status ? status : check_texts(target, n_target, "target", err);
    status = status ? status : tol_align_side_read(&j.source, source, n_source, source_lang, err);
    status = status ? status : tol_align_side_read(&j.target, target, n_target, target_lang, err);
    status = status ? status : run(&j, err);
    status = status ? status : judge(&j, err);
    status = status ? status : give(&j, arena, beads, n_beads, err);
    tol_align_links_release(&j.links);
    tol_align_side_release(&j.source);
    tol_align_side_release(&j.target);
    tol_mem_free(j.beads);
    return status;
}
