/*
 * The glossaries as the rules for terms want them: terms found in either text, the words of a term, and how a glossary
 * uses capitals.
 */
#ifndef TOL_CHECK_TERM_BOOK_H
#define TOL_CHECK_TERM_BOOK_H

#include "check/rule.h"

typedef struct tol_term_book tol_term_book;
struct tol_claim;

/* Glossaries of a bank: those named, or all. TOL_ENOTFOUND: there is none of a name. */
tol_status tol_term_book_new(tol_store *store, const tol_check_opt *opt, tol_str source_lang, tol_str target_lang,
                             tol_term_book **out, tol_error *err);
void tol_term_book_free(tol_term_book *book);

/* The tokens and the terms of a side's text, into the side; strings of the tokens live until the next call for that
 * side. TOL_ELIMIT, TOL_ENOMEM. */
tol_status tol_term_book_read(tol_term_book *book, bool is_source, tol_side *side, tol_arena *arena, tol_error *err);
/* A wording: a term, or one of several that stand in a glossary as one ("ошибка, баг"), without what is in
 * parentheses. */
typedef struct tol_wording {
    tol_tokens tokens;
    uint64_t key_bits; /* of its words that are no function words; see tol_key_bit */
} tol_wording;

#define TOL_WORDINGS_MAX 6

/* A term of the target language. */
typedef struct tol_book_term {
    tol_tokens tokens; /* of all of it */
    bool is_capitals;  /* an abbreviation in capitals */
    tol_wording wordings[TOL_WORDINGS_MAX];
    size_t n_wordings;
} tol_book_term;

/* What is known of a term of the target language; lives as long as the book. NULL without memory. */
const tol_book_term *tol_term_book_term(tol_term_book *book, tol_str term);
/* The tokens of a text of the target language; TOL_ENOMEM. */
tol_status tol_term_book_analyse(const tol_term_book *book, tol_str text, tol_arena *arena, tol_tokens *tokens,
                                 tol_error *err);
/* tol_is_name of a claim's term and its permitted translations, remembered by its concepts. */
bool tol_term_book_is_name(tol_term_book *book, const struct tol_claim *claim);
/* One of 64 bits for a key, so that a text without a term's words is known at a glance. */
uint64_t tol_key_bit(tol_str key);
/* Whether a glossary writes nearly all of its target terms with a capital, so that it says nothing of a term. */
bool tol_term_book_capitalises(const tol_term_book *book, tol_str glossary);

#endif
