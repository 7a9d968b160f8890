/*
 * Which memories a lookup searches, and what their units' scores lose. Names of the options become ids once; what the
 * bank says of the memories (which there are, their penalties and priorities) is read again when it has changed.
 */
#ifndef TOL_MATCH_MEMORY_CHOICE_H
#define TOL_MATCH_MEMORY_CHOICE_H

#include "store/memory_rules.h"
#include "tolmach/match.h"

/* An override whose memory is known by its id. */
typedef struct tol_rule_override {
    int64_t memory;
    tol_memory_settings settings;
} tol_rule_override;

typedef struct tol_memory_choice {
    int64_t *wanted, *excluded; /* ids that the options name; no wanted ones: all */
    size_t n_wanted, n_excluded;
    tol_rule_override *overrides;
    size_t n_overrides;
    bool is_loaded;
    int64_t version; /* of the bank's rules, when they were read */
    tol_arena arena; /* of the two lists below */
    int64_t *ids;    /* to search; none: all. An empty choice is one id that no memory has */
    size_t n_ids;
    tol_memory_rule *rules; /* of the memories to search, by ascending name */
    size_t n_rules;
    int least_penalty; /* of them */
} tol_memory_choice;

/* Find the memories that the options name; the lists live in the arena. TOL_ENOTFOUND, TOL_EINVAL. */
tol_status tol_memory_choice_init(tol_memory_choice *choice, tol_store *store, const tol_lookup_opt *opt,
                                  tol_arena *arena, tol_error *err);
/* Read the rules when they have changed. Within a snapshot. */
tol_status tol_memory_choice_refresh(tol_memory_choice *choice, tol_store *store, tol_error *err);
/* The rule of a memory that is searched; NULL when there is none of this name. */
const tol_memory_rule *tol_memory_choice_rule(const tol_memory_choice *choice, tol_str memory);
void tol_memory_choice_release(tol_memory_choice *choice);

#endif
