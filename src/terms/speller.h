/*
 * A hunspell dictionary, for the stems of words. Stems come folded, as forms are (tolmach/token.h).
 *
 * The dictionary is whichever the system has: Debian's hunspell-ru and hunspell-en-us, or what stands in the folders
 * that the user names. One thread at a time.
 */
#ifndef TOL_TERMS_SPELLER_H
#define TOL_TERMS_SPELLER_H

#include "tolmach/arena.h"
#include "tolmach/status.h"

typedef struct tol_speller tol_speller;

typedef struct tol_stem {
    tol_str text;      /* folded */
    bool is_inflected; /* the word is the stem with an ending: the dictionary has a paradigm for it */
    bool is_proper;    /* the dictionary writes it with a capital */
} tol_stem;

typedef struct tol_stems {
    tol_stem *items;
    size_t n;
} tol_stems;

/*
 * Where the dictionary of a language is: folder and name without the ending, to be freed with tol_mem_free; *path is
 * NULL when there is none. `folders` as in tol_morph_opt. TOL_ENOMEM.
 */
tol_status tol_speller_find(tol_str lang, const char *folders, char **path, tol_error *err);

/* Read a dictionary that tol_speller_find found, for a language with its rules of folding. *out is NULL when it is in
 * an encoding that nobody knows. TOL_ENOMEM. */
tol_status tol_speller_open(const char *path, const char *lang, tol_speller **out, tol_error *err);
void tol_speller_close(tol_speller *speller);

/* The stems of a word as it is written, capitals and all; none when the dictionary does not know it. TOL_ENOMEM. */
tol_status tol_speller_stems(tol_speller *speller, tol_str word, tol_arena *arena, tol_stems *out, tol_error *err);

#endif
