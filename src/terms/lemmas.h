/*
 * The lemmas of one word, as its language's rules find them. A lemma is text behind a letter that says what kind it is:
 * the same text as another kind is another lemma.
 *
 * For a form in a text only those lemmas count that some term has. The rules can ask for that before they do anything
 * dear: a lemma that is not wanted need not be looked for.
 */
#ifndef TOL_TERMS_LEMMAS_H
#define TOL_TERMS_LEMMAS_H

#include "base/map.h"
#include "terms/speller.h"
#include "tolmach/token.h"

typedef enum tol_lemma_kind {
    TOL_LEMMA_FORM = 'f',         /* the folded form itself */
    TOL_LEMMA_WORD = 'w',         /* a word of the dictionary */
    TOL_LEMMA_NAME = 'n',         /* the citation form of a name */
    TOL_LEMMA_UNKNOWN_TERM = 't', /* the key of a term's word that no dictionary knows */
    TOL_LEMMA_UNKNOWN_FORM = 'u'  /* the key of a form that no dictionary knows */
} tol_lemma_kind;

/* A word, and what the rules have to look at. */
typedef struct tol_word {
    tol_str form;        /* folded */
    tol_str written;     /* the form with its capitals as they stand: the first letter, or all */
    tol_str title;       /* the form with a capital at its beginning, when it has one as written */
    bool is_capitalised; /* begins with a capital */
    bool is_capitals;    /* consists of two capitals or more, and nothing else */
    bool is_term;
} tol_word;

typedef struct tol_lemmas {
    tol_map *symbols;  /* lemma, with the letter of its kind -> number */
    bool is_term;      /* new lemmas get new numbers */
    tol_arena *arena;  /* of one word */
    uint32_t *numbers; /* in the arena; not in order, without repetition */
    size_t n, cap;
    bool is_without_memory;
} tol_lemmas;

/* Whether adding this lemma would change anything. */
bool tol_lemmas_want(const tol_lemmas *lemmas, tol_lemma_kind kind, tol_str text);
void tol_lemmas_add(tol_lemmas *lemmas, tol_lemma_kind kind, tol_str text);

/*
 * The rules of languages: add the lemmas of a word. *is_known: the word was taken to a lemma. The speller is NULL
 * without a dictionary. TOL_ENOMEM.
 */
tol_status tol_lemmas_russian(tol_speller *speller, const tol_word *word, tol_lemmas *out, bool *is_known,
                              tol_error *err);
tol_status tol_lemmas_english(tol_speller *speller, const tol_word *word, tol_lemmas *out, bool *is_known,
                              tol_error *err);
/* Of a language without rules: the stems that its dictionary gives. */
tol_status tol_lemmas_plain(tol_speller *speller, const tol_word *word, tol_lemmas *out, bool *is_known,
                            tol_error *err);

/* Add the lemmas that the dictionary has for a word as it is written; of a term that is itself among its stems, it
 * alone. `stems`, in the arena of `out`, are all that it has. TOL_ENOMEM. */
tol_status tol_lemmas_of_dictionary(tol_speller *speller, const tol_word *word, tol_lemmas *out, tol_stems *stems,
                                    tol_error *err);

#endif
