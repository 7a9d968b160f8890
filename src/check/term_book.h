/*
 * The glossaries as the rules for terms want them: terms found in either text, the words of a term, and how a glossary
 * uses capitals.
 */
#ifndef TOL_CHECK_TERM_BOOK_H
#define TOL_CHECK_TERM_BOOK_H

#include "check/rule.h"

typedef struct tol_term_book tol_term_book;

/* Glossaries of a bank: those named, or all. TOL_ENOTFOUND: there is none of a name. */
tol_status tol_term_book_new(tol_store *store, const tol_check_opt *opt, tol_str source_lang, tol_str target_lang,
                             tol_term_book **out, tol_error *err);
void tol_term_book_free(tol_term_book *book);

/* The terms of a pair's texts, into its sides. */
tol_status tol_term_book_read(tol_term_book *book, tol_check_pair *pair, tol_error *err);
/* The tokens of a term of the target language; they live as long as the book. NULL without memory. */
const tol_tokens *tol_term_book_words(tol_term_book *book, tol_str term);
/* Whether a glossary writes nearly all of its target terms with a capital, so that it says nothing of a term. */
bool tol_term_book_capitalises(const tol_term_book *book, tol_str glossary);

#endif
