/* The inside of a lookup: a scan finds what scores enough, a ranking orders it and makes hits of it. */
#ifndef TOL_MATCH_LOOKUP_H
#define TOL_MATCH_LOOKUP_H

#include "match/score.h"

/* A variant that reaches the score. */
typedef struct tol_candidate {
    int64_t unit_id;
    uint32_t variant; /* place in unit->variants */
    uint32_t cost, max_weight;
    int score;
} tol_candidate;

typedef struct tol_candidates {
    tol_candidate *items;
    size_t n, cap;
} tol_candidates;

struct tol_lookup {
    tol_store *store;
    tol_arena arena;                                 /* of the options below */
    tol_str source_lang, target_lang, analysis_lang; /* canonical */
    int min_score;
    size_t limit;
    int64_t *memories; /* ids; none: all */
    size_t n_memories;
    tol_analyser *analyser;
    tol_dict dict;
    bool dict_loaded;
    tol_candidates candidates;
    tol_score_scratch scratch;
    tol_token_ids *row; /* the numbers of the row at hand */
    size_t row_cap;
};

/* Compare the query with every token row: fills lookup->candidates with all that reach lookup->min_score. */
tol_status tol_scan(tol_lookup *lookup, const tol_tokens *query, tol_error *err);

/* Order the candidates as match.h says and make the first lookup->limit of them hits. */
tol_status tol_rank(tol_lookup *lookup, tol_str query, const tol_tokens *tokens, tol_arena *arena, tol_hits *hits,
                    tol_error *err);

#endif
