/* Targets with other numbers, dates, times and links in them. */
#ifndef TOL_MATCH_PLACEABLES_H
#define TOL_MATCH_PLACEABLES_H

#include "match/meaning.h"

/* Two texts of one language and the translation of the second, each with its values. */
typedef struct tol_placing {
    const tol_reading *query, *source;
    tol_str target;
    tol_values target_values;
    tol_analyser *analyser; /* of the source's language */
    const tol_value_reader *source_reader, *target_reader;
} tol_placing;

/*
 * Fill in the hit's proposal from its edits, which are those of the two readings.
 * @param hit  its edits are there; receives proposal, proposed_target, placed
 * TOL_ENOMEM.
 */
tol_status tol_propose_target(const tol_placing *placing, tol_arena *arena, tol_hit *hit, tol_error *err);

#endif
