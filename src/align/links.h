/*
 * Which types of the two sides may translate each other, and how much it says when they do.
 *
 * For a source type s that has links, p(t|s) is the probability that t stands in the translation of a segment with s,
 * and q(t) that it stands in any segment. What a pair of segments shares is scored as naive Bayes would: each type of
 * the source that finds no partner costs log((1 - p) / (1 - q)), each one that does gains log(p / q). The same from the
 * target; the mean of both counts.
 */
#ifndef TOL_ALIGN_LINKS_H
#define TOL_ALIGN_LINKS_H

#include "align/side.h"

typedef struct tol_align_link {
    uint32_t type; /* of the other side */
    float p;
    float gain; /* of finding it, more than of not finding any; in the forward table the mean of both directions */
} tol_align_link;

typedef struct tol_align_table {
    tol_align_link *items;
    uint32_t *firsts; /* by type, n_types + 1 */
    float *misses;    /* by type: of finding none; at most 0 */
} tol_align_table;

typedef struct tol_align_links {
    tol_align_table forward, backward;
} tol_align_links;

/* A link before it is sorted into a table. */
typedef struct tol_align_guess {
    uint32_t source, target;
    float forward, backward; /* p(target|source), p(source|target) */
} tol_align_guess;

typedef struct tol_align_guesses {
    tol_align_guess *items;
    size_t n, cap;
} tol_align_guesses;

/* What is known before anything is learnt: equal numbers, equal words, names that sound alike, given pairs. */
tol_status tol_align_guess_known(const tol_align_side *source, const tol_align_side *target, tol_str source_lang,
                                 tol_str target_lang, const tol_align_opt *opt, tol_align_guesses *out, tol_error *err);
/* What beads say: types that stand in the same beads much more often than by chance. */
tol_status tol_align_guess_learnt(const tol_align_side *source, const tol_align_side *target, const tol_bead *beads,
                                  size_t n_beads, tol_align_guesses *out, tol_error *err);
/* The tables of guesses, which come in any order; of two of the same pair the more probable counts. */
tol_status tol_align_links_make(tol_align_links *links, const tol_align_side *source, const tol_align_side *target,
                                tol_align_guesses *guesses, tol_error *err);
void tol_align_links_release(tol_align_links *links);

/* Add one guess. TOL_ENOMEM. */
tol_status tol_align_guess_add(tol_align_guesses *out, tol_align_guess guess, tol_error *err);

#endif
