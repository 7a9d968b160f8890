/*
 * Short lists of words that a stemmer cannot know: the closed classes of a language, and irregular inflection.
 *
 * A row is one word: its lemma, then further forms, separated by spaces, all as forms (folded; ё is е). The last row of
 * a list is NULL.
 */
#ifndef TOL_TEXT_WORDS_H
#define TOL_TEXT_WORDS_H

typedef struct tol_words {
    const char *lang;
    const char *const *function_words; /* the lemma is the key of all its forms; they weigh half */
    const char *const *irregular;      /* the forms are keyed as the lemma is; NULL for none */
} tol_words;

extern const char *const tol_words_ru_function[];
extern const char *const tol_words_ru_irregular[];
extern const char *const tol_words_en_function[];
extern const char *const tol_words_en_irregular[];
extern const char *const tol_words_uk_function[];
extern const char *const tol_words_be_function[];
extern const char *const tol_words_de_function[];
extern const char *const tol_words_fr_function[];
extern const char *const tol_words_es_function[];
extern const char *const tol_words_it_function[];
extern const char *const tol_words_pt_function[];
extern const char *const tol_words_pl_function[];

/* The lists of a primary language; NULL for a language that has none. */
const tol_words *tol_words_for(const char *lang);

#endif
