/*
 * What a bead is worth: the logarithm of how much more probable its two sides are as translations of each other than as
 * texts that have nothing to do with each other.
 *
 *   type     how often beads of so many segments occur
 *   length   the logarithm of the target's length is spread around that of the source's (Student's distribution, wider
 *            for short texts), against that of segments in general; the mean of both directions
 *   marks    question and exclamation marks of both sides are as many, or are not
 *   words    see links.h
 *   speech   a dash or a quotation mark begins both sides, or none
 *   labels   numbers at the beginning of items are the same
 *   break    paragraphs begin and end together
 */
#ifndef TOL_ALIGN_MODEL_H
#define TOL_ALIGN_MODEL_H

#include "align/links.h"

/* Most segments on a side of a bead. */
#define TOL_BEAD_MOST 8

typedef struct tol_bead_shape {
    uint8_t n_source, n_target;
    float share; /* of all beads, before anything is known */
} tol_bead_shape;

/* The likely ones come first. */
enum { TOL_BEAD_SHAPES = 21, TOL_LIKELY_SHAPES = 8 };
extern const tol_bead_shape tol_bead_shapes[TOL_BEAD_SHAPES];

/* Of one side, made for one pass. */
typedef struct tol_align_view {
    const tol_align_side *side;
    double *misses; /* n + 1: sums of what segments lose by having no partner for any word */
    double *logs;   /* n + 1: sums of the logarithms of lengths, less those of their probabilities */
    uint32_t *questions, *exclamations, *paragraphs; /* n + 1: sums */
} tol_align_view;

typedef struct tol_align_model {
    tol_align_view source, target;
    const tol_align_links *links;
    float priors[TOL_BEAD_SHAPES]; /* logarithms of the shares of shapes */
    float shift;                   /* logarithm of target characters a source character */
    float *spreads;                /* by length: 1 / width of the distribution */
    float *log_spreads;            /* and the logarithms of that */
    float *logs;                   /* of numbers */
    float *density;                /* by distance in 1 / 32 of the width */
    uint32_t n_logs;
    unsigned n_shapes;   /* that are tried: the first ones of tol_bead_shapes */
    bool has_paragraphs; /* on both sides */
} tol_align_model;

/* `beads` say how long translations are and of which shapes; without any, `shift` is taken. TOL_ENOMEM. Release it even
 * then. */
tol_status tol_align_model_make(tol_align_model *model, const tol_align_side *source, const tol_align_side *target,
                                const tol_align_links *links, const tol_bead *beads, size_t n_beads, float shift,
                                tol_error *err);
/* The logarithm of target characters a source character of two texts as wholes. */
float tol_align_shift(const tol_align_side *source, const tol_align_side *target);
void tol_align_model_release(tol_align_model *model);

/* A bead that ends before source segment i and target segment j; `words`: what its segments gain by their words. */
float tol_align_score(const tol_align_model *model, unsigned shape, uint32_t i, uint32_t j, float words);

#endif
