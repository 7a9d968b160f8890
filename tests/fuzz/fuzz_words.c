/*
 * Any bytes, read as a query of words in every way. Asserts what word_query.h promises: clauses cover the words in
 * their order, none is empty, words have texts, the bits that are wanted are those of the clauses that are not
 * excluded, and only the known failures occur.
 */
#include "fuzz.h"

#include <stdlib.h>

#include "base/utf8.h"
#include "match/word_query.h"

static void ask(bool holds)
{
    if (!holds) {
        abort();
    }
}

static void check_query(const tol_word_query *query)
{
    size_t next = 0;
    uint64_t wanted = 0;
    ask(query->n_words <= TOL_CONCORDANCE_WORDS_MAX && query->n_clauses <= query->n_words);
    for (size_t i = 0; i < query->n_clauses; i++) {
        const tol_query_clause *clause = &query->clauses[i];
        ask(clause->first == next && clause->n > 0);
        next += clause->n;
        for (size_t j = clause->first; j < next && !clause->is_excluded; j++) {
            wanted |= UINT64_C(1) << j;
        }
    }
    ask(next == query->n_words && wanted == query->wanted);
    for (size_t i = 0; i < query->n_words; i++) {
        ask(query->words[i].text.len > 0 && tol_utf8_is_valid(query->words[i].text));
        ask(!query->words[i].is_prefix || query->words[i].view != TOL_WORDS_INFLECTED);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    tol_str text = {(const char *)data, size};
    tol_analyser *analyser;
    tol_word_query query = {.n_words = 0};
    ask(tol_analyser_new(TOL_LIT("ru"), &analyser, NULL) == TOL_OK);
    for (int way = 0; way < 6; way++) {
        tol_arena arena = TOL_ARENA_INIT;
        tol_error err;
        tol_word_query_opt opt = {(tol_word_match)(way % 3), way >= 3};
        tol_error_clear(&err);
        tol_status status = tol_word_query_read(&query, analyser, text, &opt, &arena, &err);
        ask(status == TOL_OK || status == TOL_EINVAL || status == TOL_ELIMIT);
        if (status == TOL_OK) {
            check_query(&query);
        }
        tol_arena_release(&arena);
    }
    tol_word_query_release(&query);
    tol_analyser_free(analyser);
    return 0;
}
