/*
 * Morphology: in which sense a word of a text is a form of a word of a term.
 *
 * Each word is taken to a set of numbers, its symbols. A form in a text can be a form of a term's word iff the two sets
 * have a number in common. Symbols stand for
 *
 *     the folded form itself       every word has it: what is spelt alike fits, also numbers and punctuation
 *     a lemma                      by the system's hunspell dictionary, and by rules of ours that the dictionary
 * confirms the citation form of a name  by the declension of names: capitalised words only the key of an unknown term
 * the Snowball key; every form gives it, terms only when no dictionary knows them the key of an unknown form   the
 * Snowball key; every term gives it, forms only when no dictionary knows them
 *
 * The last two together say that the key counts only where the form or the term cannot be taken to a lemma.
 *
 * A form is given those symbols alone that some term has, so it pays to make the terms known first: most words of a
 * text then have no symbol at all. A term that comes later is respected from then on.
 *
 * All functions may be called by any thread at any time. What is known of a form is remembered by its surface, in a
 * cache of fixed size that is read without locks; the sets live as long as the morphology, and equal sets are one.
 */
#ifndef TOL_TERMS_MORPH_H
#define TOL_TERMS_MORPH_H

#include "tolmach/diag.h"
#include "tolmach/status.h"
#include "tolmach/token.h"

typedef struct tol_symbols {
    const uint32_t *items; /* ascending; owned by the morphology, live as long as it */
    size_t n;
} tol_symbols;

typedef struct tol_morph tol_morph;

typedef struct tol_morph_opt {
    /* Folders with X.aff and X.dic, separated by colons; NULL: $TOLMACH_DICTIONARIES, else $DICPATH and the usual
     * folders of the system; "": no dictionary. */
    const char *dictionaries;
    /* Told "dictionary-missing" by tol_morph_new where a language that has rules has no dictionary; may be NULL. */
    const tol_listener *listener;
} tol_morph_opt;

#define TOL_MORPH_OPT_INIT                                                                                             \
    {                                                                                                                  \
        NULL, NULL                                                                                                     \
    }

/*
 * Make a morphology for any language tag. Russian and English have rules of their own; any language is served by a
 * hunspell dictionary when it has one, and by its Snowball keys when it has not. The dictionary is read when the first
 * word wants it (some 50 ms). `opt` may be NULL. TOL_ENOMEM.
 */
tol_status tol_morph_new(tol_str lang, const tol_morph_opt *opt, tol_morph **out, tol_error *err);
/* NULL is ignored. */
void tol_morph_free(tol_morph *morph);
/* The folder and name of the dictionary, without its ending; NULL for none. Lives as long as the morphology. */
const char *tol_morph_dictionary(const tol_morph *morph);

/* The symbols of a word as it stands in a text: those that some term has. TOL_ENOMEM. */
tol_status tol_morph_of_form(tol_morph *morph, const tol_token *token, tol_symbols *out, tol_error *err);
/* The symbols of a word of a term: never none. TOL_ENOMEM. */
tol_status tol_morph_of_term(tol_morph *morph, const tol_token *token, tol_symbols *out, tol_error *err);
/* Whether two sets have a number in common. */
bool tol_symbols_meet(tol_symbols a, tol_symbols b);

#endif
