/* A glossary drawn from texts: terms of one to three words that stand beside each other. */
#ifndef TOL_BENCH_GLOSSARY_H
#define TOL_BENCH_GLOSSARY_H

#include "support/rng.h"
#include "tolmach/store.h"
#include "tolmach/tolmach.h"

/* Different terms, in order; they are borrowed. */
typedef struct bench_terms {
    tol_str *items;
    size_t n, cap;
} bench_terms;

/* Draw a term from the words of a text (a slice of it) from word `at` on: `n` words of it, the first of them not short,
 * the last no function word. False: there is none. */
bool bench_term_at(const tol_tokens *tokens, tol_str text, size_t at, size_t n, tol_str *term);
/* False: it is there already. */
bool bench_terms_add(bench_terms *terms, tol_str term);
void bench_terms_release(bench_terms *terms);

/* A bank with one glossary, read from a file. */
tol_store *bench_glossary_bank(const char *path, const char *glossary);

#endif
