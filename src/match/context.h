/* Whether a unit's neighbours are those of the query. */
#ifndef TOL_MATCH_CONTEXT_H
#define TOL_MATCH_CONTEXT_H

#include "match/lookup.h"
#include "model/context_props.h"

/* Analyse the neighbours of a query: absent ones are not known. They live in the arena. */
tol_status tol_context_begin(tol_lookup *lookup, const tol_query *query, tol_arena *arena, tol_error *err);
/* Whether the query has a neighbour that is known. */
bool tol_context_is_known(const tol_lookup *lookup);
/* On which sides a variant of a unit has the query's neighbours. Within a snapshot. */
tol_status tol_context_of(tol_lookup *lookup, const tol_unit *unit, const tol_variant *variant, tol_context *out,
                          tol_error *err);

#endif
