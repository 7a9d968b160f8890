/* What filters and penalties say of a pair of variants. */
#ifndef TOL_MATCH_JUDGE_H
#define TOL_MATCH_JUDGE_H

#include "match/lookup.h"

typedef struct tol_judgement {
    uint8_t penalties[TOL_PENALTY_KINDS];
    int total; /* of the penalties */
    int priority;
} tol_judgement;

/* TOL_EINVAL for penalties that are out of range. */
tol_status tol_penalties_check(const tol_penalties *penalties, tol_error *err);
/* A copy of a filter in the arena, whose failure is set when there is no room. */
tol_unit_filter tol_filter_copy(tol_arena *arena, const tol_unit_filter *filter);
/* Copy the filter and the penalties of the options into the lookup. */
tol_status tol_judge_init(tol_lookup *lookup, const tol_lookup_opt *opt, tol_error *err);
/* Whether the filter lets a pair pass, and what its score loses. */
bool tol_judge(const tol_lookup *lookup, const tol_unit *unit, const tol_variant *source, const tol_variant *target,
               tol_judgement *out);

#endif
