/* The inside of a lookup: a scan finds what scores enough, a ranking orders it and makes hits of it. */
#ifndef TOL_MATCH_LOOKUP_H
#define TOL_MATCH_LOOKUP_H

#include "base/map.h"
#include "match/memory_choice.h"
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

/* What stands on one side of the query. */
typedef struct tol_neighbour {
    bool is_known;
    tol_str text;
    tol_tokens tokens;
} tol_neighbour;

struct tol_lookup {
    tol_store *store;
    tol_arena arena;                                 /* of the options below */
    tol_map fits;                                    /* tag of a variant -> how well it serves as the target */
    tol_arena temp;                                  /* of the query at hand */
    tol_arena unit_temp;                             /* of the unit at hand */
    tol_str source_lang, target_lang, analysis_lang; /* canonical */
    int least_score;                                 /* of a hit, after penalties */
    int min_score;                                   /* of a candidate, before them */
    size_t limit;
    bool wants_scan;
    bool exhaustive; /* for the query at hand: wanted, or all are candidates */
    tol_memory_choice choice;
    const int64_t *memories; /* ids, of the choice; none: all */
    size_t n_memories;
    tol_unit_filter filter;
    tol_penalties penalties;
    tol_neighbour neighbours[2]; /* of the query at hand, by side (context_props.h) */
    tol_analyser *analyser;
    tol_dict dict;
    struct tol_search *search;
    struct tol_explainer *explainer; /* made for the first hit */
    tol_candidates by_score[101];    /* what was found for the query at hand */
    tol_score_scratch scratch;
    tol_token_ids *row; /* the numbers of the row at hand */
    size_t row_cap;
};

/* ---- candidates.c: rows become candidates ---- */

/* The query as numbers; it grows the dictionary's meaning only within `ids`. */
typedef struct tol_row_scorer {
    tol_lookup *lookup;
    tol_id_row query;
} tol_row_scorer;

/* Number the query's tokens; release with tol_row_scorer_release. */
tol_status tol_row_scorer_init(tol_row_scorer *scorer, tol_lookup *lookup, const tol_tokens *query, tol_error *err);
void tol_row_scorer_release(tol_row_scorer *scorer);
/* Score a row by the full matrix; it becomes a candidate when it reaches lookup->min_score. */
tol_status tol_score_row(tol_row_scorer *scorer, const tol_token_row *row, tol_error *err);
void tol_candidates_clear(tol_lookup *lookup);

/* ---- row_scan.c, search.c: two ways to find all candidates ---- */

/* Compare the query with every token row: the simple version, and the oracle of the other. */
tol_status tol_scan(tol_row_scorer *scorer, tol_error *err);

/* Ask the index for all that may be candidates; they are scored as tol_search_complete wants them. */
tol_status tol_search_begin(tol_lookup *lookup, tol_row_scorer *scorer, tol_error *err);
/* Make lookup->by_score complete for `score` and above. */
tol_status tol_search_complete(tol_lookup *lookup, tol_row_scorer *scorer, int score, tol_error *err);
/* Open the index and the dictionary, or see what has changed in them. Within the snapshot of the lookup. */
tol_status tol_search_refresh(tol_lookup *lookup, tol_error *err);
void tol_search_free(struct tol_search *search);

/* ---- rank.c ---- */

/* Order the candidates as match.h says and make the first lookup->limit of them hits. */
tol_status tol_rank(tol_lookup *lookup, tol_str query, const tol_tokens *tokens, tol_row_scorer *scorer,
                    tol_arena *arena, tol_hits *hits, tol_error *err);

#endif
