/* Whether a text answers a query of words, how near they stand, and where. */
#include "match/word_query.h"

/* Whether a clause stands at `i`; what may stand between its words is passed over. `words` (NULL: nobody wants them)
 * receives the numbers of the words, + 1. */
static bool stands_at(const tol_word_query *query, const tol_query_clause *clause, const uint32_t *ids, size_t n,
                      size_t i, uint32_t *words)
{
    for (size_t k = 0; k < clause->n; k++, i++) {
        while (k > 0 && i < n && query->light[ids[i]]) {
            i++;
        }
        if (i >= n || !(query->masks[ids[i]] >> (clause->first + k) & 1)) {
            return false;
        }
        if (words) {
            words[i] = (uint32_t)(clause->first + k + 1);
        }
    }
    return true;
}

static bool stands_anywhere(const tol_word_query *query, const tol_query_clause *clause, const uint32_t *ids, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (stands_at(query, clause, ids, n, i, NULL)) {
            return true;
        }
    }
    return false;
}

static bool is_excluded(const tol_word_query *query, const uint32_t *ids, size_t n)
{
    for (size_t i = 0; i < query->n_clauses; i++) {
        if (query->clauses[i].is_excluded && stands_anywhere(query, &query->clauses[i], ids, n)) {
            return true;
        }
    }
    return false;
}

/* Where the clauses were seen last: the number of the word that each begins with, + 1; 0: not yet. */
typedef struct sights {
    size_t at[TOL_CONCORDANCE_WORDS_MAX];
} sights;

/* Weigh the place where every clause was seen last; false when one was not. */
static bool weigh(const tol_word_query *query, const sights *last, tol_word_answer *best)
{
    size_t start = SIZE_MAX, end = 0, own = 0, before = 0;
    bool in_order = true;
    for (size_t i = 0; i < query->n_clauses; i++) {
        const tol_query_clause *clause = &query->clauses[i];
        if (clause->is_excluded) {
            continue;
        }
        if (last->at[i] == 0) {
            return false;
        }
        in_order = in_order && last->at[i] > before;
        before = last->at[i];
        start = before < start ? before : start;
        end = before + clause->n > end ? before + clause->n : end;
        own += clause->n;
    }
    /* One token may be two words of the query. */
    uint32_t distance = end - start > own ? (uint32_t)(end - start - own) : 0;
    if (!best->holds || distance < best->distance || (distance == best->distance && in_order)) {
        *best = (tol_word_answer){true, distance, in_order};
    }
    return true;
}

tol_word_answer tol_word_query_ask(const tol_word_query *query, const uint32_t *ids, size_t n)
{
    tol_word_answer best = {false, 0, false};
    sights last = {{0}};
    uint64_t met = 0;
    for (size_t i = 0; i < n; i++) {
        met |= query->masks[ids[i]];
    }
    if ((met & query->wanted) != query->wanted || is_excluded(query, ids, n)) {
        return best;
    }
    for (size_t i = 0, word = 1; i < n && !(best.holds && best.distance == 0 && best.in_order); i++) {
        bool is_new = false;
        for (size_t c = 0; c < query->n_clauses; c++) {
            if (!query->clauses[c].is_excluded && stands_at(query, &query->clauses[c], ids, n, i, NULL)) {
                last.at[c] = word;
                is_new = true;
            }
        }
        if (is_new) {
            weigh(query, &last, &best);
        }
        word += !query->light[ids[i]];
    }
    return best;
}

void tol_word_query_mark(const tol_word_query *query, const uint32_t *ids, size_t n, uint32_t *words)
{
    for (size_t i = 0; i < n; i++) {
        words[i] = 0;
    }
    for (size_t c = 0; c < query->n_clauses; c++) {
        for (size_t i = 0; i < n && !query->clauses[c].is_excluded; i++) {
            if (stands_at(query, &query->clauses[c], ids, n, i, NULL)) {
                stands_at(query, &query->clauses[c], ids, n, i, words);
            }
        }
    }
}
