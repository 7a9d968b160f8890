/*
 * The terms of one language, ready to be recognised: a trie over words.
 *
 * Every different word of the terms has a number. A token of a text is taken to the words that it can be a form of
 * (usually none), and the trie is walked from word to word, so a text costs the same whether there are ten terms or a
 * hundred thousand. A lexicon does not change once it is made: any number of threads may walk it.
 */
#ifndef TOL_TERMS_LEXICON_H
#define TOL_TERMS_LEXICON_H

#include <stdatomic.h>

#include "base/map.h"
#include "terms/morph.h"
#include "tolmach/term.h"

/* A word of terms, as it stands there. */
typedef struct tol_lexicon_word {
    tol_token_kind kind;
    tol_str surface, form;
    tol_symbols symbols;
    tol_case_rule rule; /* what its term asks for; a word of two rules is two words */
    bool is_capitals;   /* two letters or more, all of them capitals: met in capitals only, but where case is nothing */
} tol_lexicon_word;

/* A term, at the node where it ends. */
typedef struct tol_lexicon_entry {
    tol_term_hit hit; /* all but its place; strings in the lexicon */
    struct tol_lexicon_entry *next;
} tol_lexicon_entry;

/* A node of the trie. */
typedef struct tol_lexicon_node {
    tol_lexicon_entry *ends; /* terms that end here */
    uint64_t onward;         /* a bit for each word that leads on, several sharing one: most words are known not to */
} tol_lexicon_node;

/* That a word has a symbol. */
typedef struct tol_lexicon_use {
    uint32_t symbol, word;
} tol_lexicon_use;

typedef struct tol_lexicon {
    atomic_uint n_users;
    tol_arena arena;
    tol_morph *morph;
    tol_str source_lang, target_lang;
    tol_map numbers; /* surface of a word -> its number */
    tol_lexicon_word *words;
    size_t words_cap, firsts_cap;
    tol_lexicon_use *uses; /* by symbol, then word */
    size_t n_uses, uses_cap;
    uint32_t *firsts; /* by word: the node behind the root */
    tol_map edges;    /* node and word, as bytes -> node; but for those from the root */
    tol_lexicon_node *nodes;
    size_t n_nodes, nodes_cap;
} tol_lexicon;

#define TOL_LEXICON_ROOT 0

/* The terms of all glossaries for a pair of languages. TOL_ENOMEM, and what the store says. */
tol_status tol_lexicon_new(tol_store *store, tol_str source_lang, tol_str target_lang, tol_lexicon **out,
                           tol_error *err);
/* One user more; any thread. */
tol_lexicon *tol_lexicon_share(tol_lexicon *lexicon);
/* One user less; the last one frees it. Any thread. NULL is ignored. */
void tol_lexicon_release(tol_lexicon *lexicon);

/* The words that a token can be a form of, ascending, in the arena. `analyser` is of the lexicon's language; its spans
 * are lost. */
tol_status tol_lexicon_words_of(const tol_lexicon *lexicon, tol_analyser *analyser, const tol_token *token,
                                tol_arena *arena, uint32_t **words, size_t *n, tol_error *err);
/* The node behind `node` by a word; TOL_LEXICON_ROOT when there is none. */
uint32_t tol_lexicon_step(const tol_lexicon *lexicon, uint32_t node, uint32_t word);

/* Whether a token may stand between the words of a term and is none of them: quotation marks, square brackets, footnote
 * marks, inline codes. */
bool tol_lexicon_is_transparent(tol_token_kind kind, tol_str surface);

#endif
