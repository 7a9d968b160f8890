/*
 * Words in scripts that are written without spaces: ICU's dictionaries part a run of Thai, Lao, Khmer, Burmese, Han or
 * Kana.
 */
#ifndef TOL_TEXT_DICTBREAK_H
#define TOL_TEXT_DICTBREAK_H

#include "tolmach/lang.h"
#include "tolmach/str.h"

/* One run at a time. The iterator is opened when the first run comes: most texts have none. */
typedef struct tol_dictbreak {
    void *iterator, *text; /* UBreakIterator and UText */
    size_t len;            /* of the run */
    char lang[TOL_LANG_MAX];
} tol_dictbreak;

void tol_dictbreak_init(tol_dictbreak *breaker, const char *lang);
/* Take a run; it is borrowed until the next call. Without ICU's dictionaries (or memory for them) it stays one word. */
void tol_dictbreak_begin(tol_dictbreak *breaker, tol_str run);
/* The end of the word that begins at `at`, both in bytes of the run. */
size_t tol_dictbreak_end(tol_dictbreak *breaker, size_t at);
void tol_dictbreak_release(tol_dictbreak *breaker);

#endif
