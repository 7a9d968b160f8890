/*
 * Where units stood: the order of the documents that they were imported from.
 *
 * A unit's ids tell most of it: what a file brings gets ids in the order of the file, so the neighbours of a unit are
 * id - 1 and id + 1, and nothing is stored. Only where that is not so there are rows of the table `place`, and then
 * they are all the places that the unit has: at the beginning and the end of a file; beside a unit that was not stored,
 * because it stood in the bank already; of such a unit itself, which has one more place. A unit that no file brought
 * has no place. Ids are never given twice: a neighbour that was deleted is missing, not another unit.
 */
#ifndef TOL_STORE_PLACES_H
#define TOL_STORE_PLACES_H

#include "store/token_rows.h"

/* Places that are kept of a unit, the first ones; "Yes." stands everywhere. */
#define TOL_PLACES_MAX 64

enum {
    TOL_PLACE_EDGE = 0,    /* no neighbour: the document begins or ends here */
    TOL_PLACE_UNKNOWN = -1 /* a neighbour that is not known */
};

/* Ids of the units before and after, or one of the above. */
typedef struct tol_place {
    int64_t prev, next;
} tol_place;

/* The places of a unit. Within a snapshot. */
tol_status tol_places_of(tol_store *store, int64_t unit, tol_place places[TOL_PLACES_MAX], size_t *n, tol_error *err);

/* The units of a file in their order, on their way into the bank. */
typedef struct tol_sequence {
    tol_store *store;
    bool has_unit; /* `unit` stands at the place that waits for its next neighbour */
    bool is_new;   /* it was stored for this place */
    int64_t prev, unit;
} tol_sequence;

#define TOL_SEQUENCE_INIT(store)                                                                                       \
    {                                                                                                                  \
        (store), false, false, TOL_PLACE_EDGE, TOL_PLACE_UNKNOWN                                                       \
    }

/* The next unit: the one that stands for it in the bank, TOL_PLACE_UNKNOWN when there is none; `is_new` when it was
 * stored just now. Within a write transaction, as is the end. */
tol_status tol_sequence_add(tol_sequence *sequence, int64_t unit, bool is_new, tol_error *err);
tol_status tol_sequence_end(tol_sequence *sequence, tol_error *err);

#endif
