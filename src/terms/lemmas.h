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
#include "terms/irregular.h"
#include "terms/speller.h"
#include "tolmach/token.h"

typedef enum tol_lemma_kind {
    TOL_LEMMA_FORM = 'f',         /* the folded form itself */
    TOL_LEMMA_WORD = 'w',         /* a word of the dictionary, or of a list */
    TOL_LEMMA_PROPER = 'p',       /* a word that the dictionary writes with a capital */
    TOL_LEMMA_NAME = 'n',         /* the citation form of a name, or of another word that no dictionary knows */
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
    bool is_function;    /* of a closed class: a pronoun, a preposition, a form of to be */
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

/* What the rules say of a word. */
typedef enum tol_word_class {
    TOL_CLASS_UNKNOWN, /* it could not be taken to a lemma */
    TOL_CLASS_KNOWN,
    TOL_CLASS_NAME /* it is a name: as a term it is met in capitalised words only, and in those that nobody knows */
} tol_word_class;

/* What the rules work with. */
typedef struct tol_grammar {
    tol_speller *speller; /* NULL without a dictionary */
    tol_irregular irregular;
} tol_grammar;

/* The rules of languages: add the lemmas of a word and say what it is. TOL_ENOMEM. */
tol_status tol_lemmas_russian(const tol_grammar *grammar, const tol_word *word, tol_lemmas *out, tol_word_class *class,
                              tol_error *err);
tol_status tol_lemmas_english(const tol_grammar *grammar, const tol_word *word, tol_lemmas *out, tol_word_class *class,
                              tol_error *err);
/* Of a language without rules: the stems that its dictionary gives. */
tol_status tol_lemmas_plain(const tol_grammar *grammar, const tol_word *word, tol_lemmas *out, tol_word_class *class,
                            tol_error *err);

/* What a dictionary and the lists of irregular words say of a word. */
typedef struct tol_finding {
    bool is_word;      /* the dictionary has it, in some form */
    bool is_entry;     /* as an entry of its own */
    bool is_inflected; /* as the form of another word: of a paradigm that the dictionary knows */
    bool is_proper;    /* as a term: it is the name that the dictionary writes with a capital */
    bool is_irregular; /* a list has it */
    tol_stems stems;   /* in the arena of the word */
} tol_finding;

/* Ask the dictionary, if there is one, for the word as it is written. TOL_ENOMEM. */
tol_status tol_lemmas_find(const tol_grammar *grammar, const tol_word *word, tol_arena *arena, tol_finding *finding,
                           tol_error *err);
/*
 * Add the lemmas that were found, and those of the lists. Of a term that is itself one of them, it alone: terms stand
 * in their citation form, and other readings of it are chance. Of one in capitals, no other: РАН is not a form of рана.
 */
void tol_lemmas_add_found(const tol_grammar *grammar, const tol_word *word, tol_finding *finding, tol_lemmas *out);
/* The part of the lists in this. */
void tol_lemmas_irregular(const tol_irregular *irregular, const tol_word *word, tol_lemmas *out, tol_finding *finding);

#endif
