/**
 * Fuzzy matches: the score of two segments, and the best k of a bank.
 *
 * The score is a weighted edit distance over tokens, in whole numbers: see src/match/README.md for the definition,
 * worked values and the reasons. The answer of tol_lookup is exact: the same as a comparison with every unit.
 */
#ifndef TOLMACH_MATCH_H
#define TOLMACH_MATCH_H

#include "tolmach/filter.h"
#include "tolmach/store.h"
#include "tolmach/token.h"

TOL_BEGIN_DECLS

/** Version of the score. */
#define TOL_SCORE_VERSION 1

typedef struct tol_score {
    int score;           /**< percent, 0 to 100; 100 only when cost is 0 */
    uint32_t cost;       /**< of the cheapest edit script; can be greater than max_weight, the score is 0 then */
    uint32_t max_weight; /**< the greater of the two texts' weights */
} tol_score;

/**
 * Score two analysed segments by the full matrix: O(n·m) time, O(m) memory.
 * Two texts without tokens score 0: there is nothing to match.
 * @return TOL_OK, TOL_ENOMEM
 * Source: Wagner and Fischer (1974), with the weights of src/match/README.md.
 */
TOL_API tol_status tol_score_tokens(const tol_tokens *query, const tol_tokens *candidate, tol_score *out,
                                    tol_error *err);

/**
 * Similarity of two texts by characters, in thousandths: ⌊1000·(L − d)/L⌋ with d the Levenshtein distance over code
 * points and L the greater number of code points; 1000 for two empty texts.
 */
TOL_API tol_status tol_char_similarity(tol_str a, tol_str b, int *permille, tol_error *err);

/** How a token of the query and one of the match stand to each other in the cheapest edit script. */
typedef enum tol_edit_kind {
    TOL_EDIT_KEPT,      /**< same surface */
    TOL_EDIT_FORM,      /**< same form: case, ё, quotation marks, … */
    TOL_EDIT_INFLECTED, /**< same key: another inflected form, number or code */
    TOL_EDIT_REPLACED,  /**< another token */
    TOL_EDIT_INSERTED,  /**< stands in the match only */
    TOL_EDIT_DELETED    /**< stands in the query only */
} tol_edit_kind;

typedef struct tol_edit {
    tol_edit_kind kind;
    uint32_t cost;
    uint32_t query_start, query_end;   /**< bytes in the query; equal for an insertion or an inline code */
    uint32_t source_start, source_end; /**< bytes in the match's source; equal for a deletion or an inline code */
    uint32_t query_weight;             /**< of the query's token; 0 for an insertion */
    uint32_t source_weight;            /**< of the match's token; 0 for a deletion */
} tol_edit;

/**
 * The cheapest edit script in the order of the texts. Of several the one that leaves the least weight of both texts
 * without a partner of the same key, then the one with pairs rather than gaps.
 */
TOL_API tol_status tol_score_edits(const tol_tokens *query, const tol_tokens *candidate, tol_arena *arena,
                                   tol_edit **edits, size_t *n_edits, tol_error *err);

/** Why a hit's score is less than its likeness gives. */
typedef enum tol_penalty_kind {
    TOL_PENALTY_MEMORY,        /**< its memory's penalty */
    TOL_PENALTY_MT,            /**< tol_unit_is_machine_translation */
    TOL_PENALTY_ALIGNMENT,     /**< tol_unit_is_aligned */
    TOL_PENALTY_OTHER_CREATOR, /**< nobody of those trusted created it */
    TOL_PENALTY_KINDS
} tol_penalty_kind;

/** What units lose for where they came from, in percent from 0 to TOL_PENALTY_MAX. Penalties add up. */
typedef struct tol_penalties {
    int machine_translation, alignment;
    int other_creator;      /**< for units that none of `trusted` created (tol_unit_is_by) */
    const tol_str *trusted; /**< names */
    size_t n_trusted;
} tol_penalties;

/** Other settings of a memory than those of the bank, for one lookup. */
typedef struct tol_memory_override {
    tol_str memory; /**< name */
    tol_memory_settings settings;
} tol_memory_override;

/** The greatest score that a hit can have: 100, and one for each neighbour that is the same. */
#define TOL_SCORE_MAX 102

/** Which neighbours of a hit with cost 0 are those of the query. */
typedef enum tol_context {
    TOL_CONTEXT_NONE = 0, /**< also when none is known */
    TOL_CONTEXT_PREV = 1, /**< the one before: 101 */
    TOL_CONTEXT_NEXT = 2, /**< the one after: 101 */
    TOL_CONTEXT_BOTH = 3  /**< 102 */
} tol_context;

/** Tokens of the query that stand elsewhere in the match, of the same keys in the same order. */
typedef struct tol_move {
    uint32_t query_start, query_end;   /**< bytes in the query */
    uint32_t source_start, source_end; /**< bytes in the match's source */
} tol_move;

/**
 * The moves in an edit script: runs of neighbouring tokens without a partner (deleted or replaced) in the query that
 * stand as such a run (inserted or replaced) in the match. The heaviest run is taken first, then the earliest in the
 * query, then in the match; no token is moved twice, and a run that weighs less than a word is none. Moves explain;
 * edits and cost stay as they are.
 *
 * Where the tokens without a partner make more than four million pairs, only runs that hold a key that stands once
 * among them on either side are found.
 * @param edits  what tol_score_edits gave for these very tokens
 * @param moves  out: in the order of the query, in the arena
 * @return TOL_OK, TOL_ENOMEM
 */
TOL_API tol_status tol_find_moves(const tol_tokens *query, const tol_tokens *candidate, const tol_edit *edits,
                                  size_t n_edits, tol_arena *arena, tol_move **moves, size_t *n_moves, tol_error *err);

/** What may turn the meaning around between the query and the match's source. */
typedef enum tol_reversal_kind {
    TOL_REVERSAL_NEGATION, /**< a word is negated in one text only: не, без, not, no, un-, … */
    TOL_REVERSAL_OPPOSITE, /**< before and after, more and less, … */
    TOL_REVERSAL_NUMBER,   /**< another number, by value: `1 000,5` and `1000.50` are the same */
    TOL_REVERSAL_DATE,
    TOL_REVERSAL_TIME,
    TOL_REVERSAL_UNIT /**< another sign of percent, money or degrees */
} tol_reversal_kind;

/**
 * A difference that reverses the meaning, by short word lists of the language (src/text/polarity.c): a warning, not a
 * proof, and its absence proves nothing. It changes neither score nor order.
 */
typedef struct tol_reversal {
    tol_reversal_kind kind;
    uint32_t query_start, query_end;   /**< bytes in the query; equal where it has nothing */
    uint32_t source_start, source_end; /**< bytes in the match's source; equal where it has nothing */
} tol_reversal;

/** "negation", "opposite", "number", "date", "time", "unit". Static. */
TOL_API const char *tol_reversal_name(tol_reversal_kind kind);

/** Whether a hit carries a proposed target, and if not, why. */
typedef enum tol_proposal {
    TOL_PROPOSAL_NONE,              /**< there is nothing to put in: the texts have the same values */
    TOL_PROPOSAL_MADE,              /**< tol_hit.proposed_target is there */
    TOL_PROPOSAL_OTHER_DIFFERENCES, /**< the texts differ in more than numbers, dates, links and inline codes */
    TOL_PROPOSAL_VALUE_MISSING,     /**< a changed value does not stand in the target */
    TOL_PROPOSAL_AMBIGUOUS,         /**< it stands there more often, or would have to become two different ones */
    TOL_PROPOSAL_AGREEMENT,         /**< the word behind the number would have to change its form */
    TOL_PROPOSAL_NOT_WRITABLE,      /**< the new value cannot be written in the manner of the old one */
    TOL_PROPOSAL_TOO_MANY           /**< more than a thousand values in a text: not tried */
} tol_proposal;

/** "none", "made", "other_differences", "value_missing", "ambiguous", "agreement", "not_writable",
 * "too_many". Static. */
TOL_API const char *tol_proposal_name(tol_proposal proposal);

/** A value that was put into the target. All are bytes; the first pair in the query, the others as they say. */
typedef struct tol_placed {
    uint32_t query_start, query_end;
    uint32_t target_start, target_end;     /**< what it replaces in the hit's target */
    uint32_t proposed_start, proposed_end; /**< where it stands in the proposed target */
} tol_placed;

typedef struct tol_lookup_opt {
    tol_str source_lang, target_lang; /**< tags; both are needed */
    int min_score;                    /**< percent, after penalties, 0 to TOL_SCORE_MAX */
    size_t limit;                     /**< most hits; 0: all */
    const tol_str *memories;          /**< names; none: all of the bank */
    size_t n_memories;
    const tol_str *excluded; /**< names of memories that are not searched */
    size_t n_excluded;
    const tol_memory_override *overrides; /**< of one memory and setting the last one counts */
    size_t n_overrides;
    tol_unit_filter filter;
    tol_penalties penalties;
    bool exhaustive; /**< score every unit instead of asking the index: slow, the same answer; for verification */
} tol_lookup_opt;

#define TOL_LOOKUP_OPT_INIT                                                                                            \
    {                                                                                                                  \
        {NULL, 0}, {NULL, 0}, 70, 5, NULL, 0, NULL, 0, NULL, 0, TOL_UNIT_FILTER_INIT, {0, 0, 0, NULL, 0}, false        \
    }

/** A unit with the same source and target as a hit's, in this or another memory. */
typedef struct tol_hit_twin {
    tol_str memory;
    int64_t unit_id;
} tol_hit_twin;

typedef struct tol_hit {
    int score;      /**< after penalties, not below 0 */
    int base_score; /**< before them, with context */
    tol_context context;
    int penalties[TOL_PENALTY_KINDS]; /**< what was taken off, by kind */
    uint32_t cost, max_weight;
    int char_permille;     /**< similarity by characters: the second criterion of the order */
    bool white_space_only; /**< score 100, but the texts differ in white space */
    tol_str source, target;
    tol_str source_lang, target_lang; /**< canonical */
    tol_str memory;
    int64_t unit_id;
    tol_str tuid; /**< absent when it has none */
    bool has_changed;
    int64_t changed; /**< newest date of change, seconds since 1970 UTC, if has_changed */
    tol_edit *edits;
    size_t n_edits;
    tol_move *moves;
    size_t n_moves;
    tol_reversal *reversals;
    size_t n_reversals;
    tol_proposal proposal;
    /**
     * The target with the query's values in place of those that differ, written in the manner of the target; absent
     * unless proposal is TOL_PROPOSAL_MADE. A proposal: numbers, dates, times and links were recognised, not the
     * sentence understood. Inline codes that the query lacks stand in neither target. The score is that of the source.
     */
    tol_str proposed_target;
    tol_placed *placed; /**< in the order of the target; none where only inline codes differ */
    size_t n_placed;
    tol_hit_twin *twins;
    size_t n_twins;
} tol_hit;

typedef struct tol_hits {
    tol_hit *items;
    size_t n;
} tol_hits;

/** A lookup: the languages, filters and analysers of a run of queries. One thread, that of its store. */
typedef struct tol_lookup tol_lookup;

/**
 * Prepare lookups.
 * @return TOL_OK; TOL_EINVAL (a language missing, a score, penalty or priority out of range); TOL_ENOTFOUND (a
 * memory that is not there). Strings of the options are copied.
 */
TOL_API tol_status tol_lookup_new(tol_store *store, const tol_lookup_opt *opt, tol_lookup **out, tol_error *err);
/**
 * Find the units most similar to a segment.
 *
 * Hits come by score, after penalties; then their memories' priority, the greater first; then similarity by
 * characters; then the newer change; then the smaller unit id. Units with the same source and target are one hit, the
 * first in this order, which names the others that reach the least score too.
 *
 * @param query  valid UTF-8, at most TOL_TEXT_MAX bytes
 * @param arena  receives the hits
 * @param hits   out; hits->n == 0 with TOL_OK when nothing reaches the score
 * @return TOL_OK, TOL_EINVAL (not UTF-8), TOL_ELIMIT (too long), TOL_ESTORE, TOL_ECORRUPT, TOL_ENOMEM
 */
TOL_API tol_status tol_lookup_find(tol_lookup *lookup, tol_str query, tol_arena *arena, tol_hits *hits, tol_error *err);
/** A text, its inline codes, and what stands before and after it: absent when that is not known, "" when nothing does.
 */
typedef struct tol_query {
    tol_str text, prev, next;
    const tol_tag *tags; /**< of the text, as tol_variant_tags gives them */
    size_t n_tags;
} tol_query;

/**
 * The same for a text in its context: a hit with cost 0 has the score 101 when the text before or after it is the
 * query's too, 102 when both are.
 *
 * Neighbours are the same when they have the same tokens (white space and inline codes have no say), and when both are
 * none. What stood beside a unit is taken from its props where a tool put it there (src/model/context_props.h lists
 * them), else from the order of the file that it was imported from. A unit that stood at several places of its files
 * has the neighbours of the place that suits best; one that no file brought has none that are known, as has one whose
 * neighbour was deleted. Where props say that two units are from different documents, both stand at an edge.
 * @return as tol_lookup_find; a neighbour that is not UTF-8 or too long is not known
 */
TOL_API tol_status tol_lookup_find_in_context(tol_lookup *lookup, const tol_query *query, tol_arena *arena,
                                              tol_hits *hits, tol_error *err);
/** NULL is ignored. */
TOL_API void tol_lookup_free(tol_lookup *lookup);

/**
 * Prove on samples that lookups are exact: texts of the bank, some of their words changed, are looked up through the
 * index and by scoring every unit, and the two answers are compared hit by hit. Each difference is a diagnostic.
 *
 * @param n_lookups    how many texts; they are drawn by `seed`
 * @param min_score    percent, 1 to 100
 * @param listener     diagnostics, and progress in texts; may be NULL
 * @param n_differences  out: texts with another answer
 */
TOL_API tol_status tol_lookup_verify(tol_store *store, uint64_t n_lookups, uint64_t seed, int min_score,
                                     const tol_listener *listener, uint64_t *n_differences, tol_error *err);

TOL_END_DECLS
#endif
