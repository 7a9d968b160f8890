/**
 * Alignment: which segments of a text translate which of another.
 *
 * The two texts are sequences of segments. The result is a sequence of beads, each some segments of the one side and
 * some of the other in their order; a bead may have none of one side. Lengths, question and exclamation marks, numbers,
 * names compared through romanisation, the words that were given, and words that are learnt from the two texts
 * themselves say what belongs together. Long stretches that one side lacks are left alone, and do not derail the rest.
 *
 * Method: dynamic programming over beads of up to four segments (Gale and Church 1993) with log likelihood ratios
 * against texts that have nothing to do with each other; a lexicon learnt in further passes (Moore 2002; Varga et al.
 * 2005); confidence as the posterior of a bead. src/align/README.md has it in detail.
 */
#ifndef TOLMACH_ALIGN_H
#define TOLMACH_ALIGN_H

#include <stdint.h>

#include "tolmach/arena.h"
#include "tolmach/diag.h"
#include "tolmach/status.h"

TOL_BEGIN_DECLS

typedef struct tol_align_segment {
    tol_str text;
    bool starts_paragraph;
} tol_align_segment;

/** Words of the two languages that translate each other: of a glossary, of a memory. */
typedef struct tol_align_pair {
    tol_str source, target;
} tol_align_pair;

typedef struct tol_align_opt {
    const tol_align_pair *pairs; /**< known before; borrowed for the call */
    size_t n_pairs;
    tol_listener listener; /**< progress in segments, cancelling; no diagnostics */
} tol_align_opt;

#define TOL_ALIGN_OPT_INIT                                                                                             \
    {                                                                                                                  \
        NULL, 0,                                                                                                       \
        {                                                                                                              \
            NULL, NULL, NULL                                                                                           \
        }                                                                                                              \
    }

/** Segments source … source + n_source - 1 and target … target + n_target - 1 translate each other. */
typedef struct tol_bead {
    uint32_t source, n_source, target, n_target;
    float confidence; /**< 0 to 1: how probable it is that the bead is right as it stands; of one-sided beads too */
    bool is_moved;    /**< its target stands elsewhere than its neighbours': it was swapped */
} tol_bead;

/**
 * Align two texts.
 *
 * Beads come in the order of the source; each segment of both sides is in one of them. Time and memory grow a little
 * faster than the number of segments; below some 4,000 on each side everything is compared with everything.
 *
 * @param source, target  segments; borrowed for the call. Texts are valid UTF-8
 * @param opt    NULL for TOL_ALIGN_OPT_INIT
 * @param beads  out, in the arena
 * @return TOL_OK; TOL_EINVAL (invalid UTF-8); TOL_ELIMIT (a segment is too long, more than 2^31 segments);
 *         TOL_ECANCELLED; TOL_ENOMEM
 */
TOL_API tol_status tol_align(const tol_align_segment *source, size_t n_source, tol_str source_lang,
                             const tol_align_segment *target, size_t n_target, tol_str target_lang,
                             const tol_align_opt *opt, tol_arena *arena, tol_bead **beads, size_t *n_beads,
                             tol_error *err);

TOL_END_DECLS
#endif
