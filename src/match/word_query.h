/*
 * A concordance's query: words, phrases, beginnings of words, and what must not be there. It is read with the analyser
 * of a language; prepared with a dictionary it tells of a token by its number which words of the query it is.
 */
#ifndef TOL_MATCH_WORD_QUERY_H
#define TOL_MATCH_WORD_QUERY_H

#include "match/key_rows.h"
#include "tolmach/concordance.h"

/* A word of the query; it has the bit of its place. */
typedef struct tol_query_word {
    tol_str text; /* the key, form or surface that is sought, or with which it begins */
    tol_word_match view;
    bool is_prefix;
    uint32_t name; /* the number of a key or form, with a dictionary */
} tol_query_word;

/* Words that stand one behind the other; most often one. */
typedef struct tol_query_clause {
    size_t first, n;
    bool is_excluded;
} tol_query_clause;

/* Strings and arrays live in the arena of the reading. */
typedef struct tol_word_query {
    tol_query_word words[TOL_CONCORDANCE_WORDS_MAX];
    size_t n_words;
    tol_query_clause clauses[TOL_CONCORDANCE_WORDS_MAX];
    size_t n_clauses;
    uint64_t wanted;         /* bits of the words that are not excluded */
    bool punctuation_counts; /* else it may stand between the words of a phrase */
    tol_str tag_key;         /* of inline codes */
    /* ---- with a dictionary ---- */
    uint64_t *masks; /* by token id: the words that a token is; owned */
    size_t n_masks, masks_cap;
    bool *light; /* by token id: it may stand between the words of a phrase; owned */
    size_t light_cap;
} tol_word_query;

/* What a query is about. */
typedef struct tol_word_query_opt {
    tol_word_match words;
    bool is_phrase;
} tol_word_query_opt;

/* Read a query; what was prepared before stays as room for the next. TOL_EINVAL, TOL_ELIMIT, TOL_ENOMEM. */
tol_status tol_word_query_read(tol_word_query *query, tol_analyser *analyser, tol_str text,
                               const tol_word_query_opt *opt, tol_arena *arena, tol_error *err);

/* Prepare it for the tokens of a dictionary whose blocks are all read; *possible false: some word is none of them, so
 * no text holds all. */
tol_status tol_word_query_prepare(tol_word_query *query, tol_dict *dict, bool *possible, tol_error *err);

/* The keys that a text must have: a set for each word that is not excluded. They live in the arena. */
tol_status tol_word_query_sets(const tol_word_query *query, const tol_dict *dict, tol_arena *arena, tol_key_set **sets,
                               size_t *n_sets, tol_error *err);

/* How well a text answers. */
typedef struct tol_word_answer {
    bool holds;        /* every clause that is not excluded, and no other */
    uint32_t distance; /* other words between the clauses, where they stand nearest */
    bool in_order;
} tol_word_answer;

/* Whether a row of known tokens answers; ids below query->n_masks only. */
tol_word_answer tol_word_query_ask(const tol_word_query *query, const uint32_t *ids, size_t n);

/* Which word of the query each token of a row stands for: its number + 1, or 0. */
void tol_word_query_mark(const tol_word_query *query, const uint32_t *ids, size_t n, uint32_t *words);

void tol_word_query_release(tol_word_query *query);

#endif
