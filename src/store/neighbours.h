/*
 * What stood beside a unit, told in its props: for files in which a unit must say so itself.
 */
#ifndef TOL_STORE_NEIGHBOURS_H
#define TOL_STORE_NEIGHBOURS_H

#include "store/db.h"

/* A unit that was fetched as a neighbour: the next one of the walk has most of them again. */
typedef struct tol_beside {
    int64_t id; /* 0: none */
    bool is_there;
    tol_arena arena;
    tol_unit unit;
} tol_beside;

#define TOL_BESIDE 4

typedef struct tol_neighbours {
    tol_store *store;
    tol_beside near[TOL_BESIDE]; /* by id */
} tol_neighbours;

/*
 * A unit of the bank with its neighbours: for each side of which its props say nothing, each variant gets a prop
 * context_prev or context_next, the text beside it in its language, as far as the first place of the unit tells one; ""
 * at the beginning and end of a document. The unit itself when there is nothing to add, else a copy in the arena, which
 * borrows from it. Within a snapshot.
 */
tol_status tol_neighbours_tell(tol_neighbours *neighbours, const tol_unit *unit, tol_arena *arena, const tol_unit **out,
                               tol_error *err);
void tol_neighbours_release(tol_neighbours *neighbours);

#endif
