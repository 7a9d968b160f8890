/**
 * Terms in a segment.
 *
 * A term of a bank's glossaries is recognised where its words stand in the segment one after another, each in any
 * inflected form. Quotation marks, square brackets, footnote marks and inline codes may stand between them. Words in
 * capitals (ООН, UN) are met in capitals only, unless the term has a case rule (tol_term_case); numbers, links and
 * punctuation as they stand. Where terms overlap the longest is taken.
 *
 * Forms are compared by the lemmas of the system's hunspell dictionary, by rules for names and irregular words, and by
 * stems for what no dictionary knows (src/terms/README.md has the method and what it is worth).
 */
#ifndef TOLMACH_TERM_H
#define TOLMACH_TERM_H

#include "tolmach/store.h"

TOL_BEGIN_DECLS

typedef struct tol_term_target {
    tol_str text;
    tol_str lang; /**< canonical */
    tol_term_status status;
} tol_term_target;

typedef struct tol_term_hit {
    uint32_t start, end; /**< bytes in the text */
    tol_str term;        /**< as the glossary has it; this and all other strings are the recogniser's */
    tol_term_status status;
    tol_str glossary;
    int64_t concept_id;
    tol_term_target *targets; /**< terms of the concept in the target language, preferred first */
    size_t n_targets;
} tol_term_hit;

/** The terms of one language of a bank, ready to be recognised. One thread at a time; independent of the store once
 * made. */
typedef struct tol_recogniser tol_recogniser;

/** Load the terms of all glossaries for a pair of languages. */
TOL_API tol_status tol_recogniser_new(tol_store *store, tol_str source_lang, tol_str target_lang, tol_recogniser **out,
                                      tol_error *err);
/** Another recogniser of the same terms, for another thread: costs neither their loading nor their memory. Any thread,
 * also while `recogniser` is at work. */
TOL_API tol_status tol_recogniser_share(const tol_recogniser *recogniser, tol_recogniser **out, tol_error *err);
/**
 * Find the terms of a text, by their place. One place that several concepts claim is a hit for each, those of
 * the glossary that counts first (tol_glossary_list) before the others.
 *
 * @param text  valid UTF-8 of at most TOL_TEXT_MAX bytes
 * @param hits  out, in the arena; their strings and targets live as long as the recogniser, or one that shares its
 * terms
 * @param n     out
 * @return TOL_OK, TOL_EINVAL (no UTF-8), TOL_ELIMIT (too long), TOL_ENOMEM
 */
TOL_API tol_status tol_recognise(tol_recogniser *recogniser, tol_str text, tol_arena *arena, tol_term_hit **hits,
                                 size_t *n, tol_error *err);
/** NULL is ignored. */
TOL_API void tol_recogniser_free(tol_recogniser *recogniser);

/* ---- terms by their words ---- */

/** How a term and a query go together. */
typedef enum tol_term_fit {
    TOL_TERM_IS,    /**< the query is the term, in some form */
    TOL_TERM_HOLDS, /**< the term has all words of the query */
    TOL_TERM_IN     /**< the term stands in the query */
} tol_term_fit;

typedef struct tol_found_term {
    tol_term_fit fit;
    size_t no; /**< place in the answer, from 0 */
    tol_str glossary;
    int64_t concept_id;
    tol_str concept; /**< the concept's id in its file; absent when it has none */
    tol_str lang;    /**< canonical */
    tol_str text;
    tol_term_status status;
} tol_found_term;

/**
 * Find the terms that a query names, each word in any inflected form and any case; punctuation does not count.
 * Looks at every term: some milliseconds for ten thousand.
 *
 * @param query     valid UTF-8
 * @param lang      only terms of this language; absent: the query is read in each language of the glossaries
 * @param glossary  only terms of this glossary; absent: of all
 * @param found     out, in the arena: the nearest fit first, then in the order of tol_concept_each
 * @return TOL_OK, also when nothing was found; TOL_ENOTFOUND (no such glossary); TOL_EINVAL (not UTF-8); TOL_ENOMEM,
 * and what the bank says
 */
TOL_API tol_status tol_term_find(tol_store *store, tol_str query, tol_str lang, tol_str glossary, tol_arena *arena,
                                 tol_found_term **found, size_t *n, tol_error *err);

TOL_END_DECLS
#endif
