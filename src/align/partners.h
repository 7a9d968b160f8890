/*
 * What the words of a source segment gain in windows of target segments: each type counts with its best partner in the
 * window, and a partner in a longer window, or for more source segments, is worth less, because chance finds it there
 * more often. Kept for the last rows of a walk, in either direction.
 */
#ifndef TOL_ALIGN_PARTNERS_H
#define TOL_ALIGN_PARTNERS_H

#include "align/model.h"

/* Rows that are kept. */
#define TOL_PARTNER_ROWS (TOL_BEAD_MOST + 1)

typedef struct tol_partner_window tol_partner_window;
typedef struct tol_partner_stamp tol_partner_stamp;

typedef struct tol_partners {
    const tol_align_model *model;
    tol_partner_window *rows[TOL_PARTNER_ROWS]; /* by source segment; by the target segment that windows end with */
    tol_partner_stamp *stamps;                  /* by target segment */
    uint32_t number;                            /* of the type at hand, over all rows */
} tol_partners;

/* TOL_ENOMEM. Release it even then. */
tol_status tol_partners_make(tol_partners *partners, const tol_align_model *model, tol_error *err);
void tol_partners_release(tol_partners *partners);
/* Find the partners of source segment i - 1 for beads that end before target segments lo to hi. */
void tol_partners_find(tol_partners *partners, uint32_t i, uint32_t lo, uint32_t hi);
/* What a bead gains that ends before source segment i and target segment j, whose rows were found. */
float tol_partners_gain(const tol_partners *partners, unsigned shape, uint32_t i, uint32_t j);

#endif
