/*
 * Russian names in Latin letters: six ways to write them, and how well a Latin word renders a Russian one in any of
 * them. Хрущев is Khrushchev, Khrushchëv, Hruŝev, Khrushchyov; Krushchev is near, Kosygin is not.
 */
#ifndef TOL_TEXT_ROMANISE_H
#define TOL_TEXT_ROMANISE_H

#include "tolmach/buf.h"

/* Id, name. Sources: BGN/PCGN 1947 agreement; ALA-LC 2012 table; GOST 7.79-2000 system B; ISO 9:1995 (GOST 7.79 system
 * A); ICAO Doc 9303 part 3; "press" is what English newspapers print: BGN/PCGN without signs, -y for -ий and -ый. */
#define TOL_ROMANISATIONS(X)                                                                                           \
    X(PRESS, "press")                                                                                                  \
    X(BGN, "BGN/PCGN")                                                                                                 \
    X(ALA_LC, "ALA-LC")                                                                                                \
    X(GOST, "GOST 7.79 B")                                                                                             \
    X(ISO9, "ISO 9")                                                                                                   \
    X(ICAO, "ICAO")

typedef enum tol_romanisation {
#define TOL_ROMANISATION_ENUM(id, name) TOL_ROMANISE_##id,
    TOL_ROMANISATIONS(TOL_ROMANISATION_ENUM)
#undef TOL_ROMANISATION_ENUM
        TOL_ROMANISE_N
} tol_romanisation;

/* "BGN/PCGN". Static. */
const char *tol_romanisation_name(tol_romanisation scheme);

/* Append a Russian text in the letters of a scheme; what is no Russian letter stays as it is. */
void tol_romanise(tol_str russian, tol_romanisation scheme, tol_buf *out);

/* A Russian word as long as this, in letters, is compared; a longer one is like nothing. */
#define TOL_ROMANISE_LETTERS_MAX 40

/*
 * How well a Latin word renders a Russian one as it stands, whatever the scheme: 0 to 100. 100: each letter is a
 * rendering of its own; 75 and more: another spelling of the same name, or a slip; under 60 nothing can be said. Case
 * and apostrophes do not count. Any thread.
 */
int tol_romanise_likeness(tol_str russian, tol_str latin);
/* The same for a Russian word in any case of declension against a name in the nominative: Хрущевым, Khrushchev. */
int tol_romanise_likeness_declined(tol_str russian, tol_str latin);
/* The schemes that write a Russian word exactly so, as bits 1 << scheme; diacritics, not case, count. */
unsigned tol_romanise_schemes(tol_str russian, tol_str latin);

#endif
