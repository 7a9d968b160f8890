/* A roll of glossaries: all their terms in memory, in the order of the glossaries, each with its folded text. */
#ifndef TOL_TERMS_ROLL_H
#define TOL_TERMS_ROLL_H

#include "tolmach/store.h"
#include "tolmach/token.h"

typedef struct tol_roll_term {
    tol_str glossary, concept, lang, text; /* lang: canonical; concept: its name in the file, may be absent */
    tol_str folded;                        /* the forms of its tokens: equal for what is written alike but for case */
    tol_str type;                          /* absent when nothing is said */
    int64_t concept_id;
    tol_term_status status;
} tol_roll_term;

typedef struct tol_roll_analyser {
    tol_str lang;
    tol_analyser *analyser;
} tol_roll_analyser;

typedef struct tol_roll {
    tol_arena arena;
    tol_roll_term *items;
    size_t n, cap;
    tol_roll_analyser *analysers; /* one for each language */
    size_t n_analysers, analysers_cap;
} tol_roll;

/* Read the terms of a glossary (absent: of all) in a language (absent: in every one). TOL_ENOTFOUND: no such glossary.
 * Release the roll whatever comes back. */
tol_status tol_roll_read(tol_roll *roll, tol_store *store, tol_str glossary, tol_str lang, tol_error *err);
void tol_roll_release(tol_roll *roll);
/* The analyser of a language, made when there is none; it is the roll's. */
tol_status tol_roll_analyser_of(tol_roll *roll, tol_str lang, tol_analyser **out, tol_error *err);

#endif
