/*
 * Words that turn a meaning around: negations, prefixes that negate, pairs of opposites. Short lists, a language each,
 * of what translators stumble over; not a dictionary of antonyms.
 */
#ifndef TOL_TEXT_POLARITY_H
#define TOL_TEXT_POLARITY_H

typedef struct tol_polarity {
    const char *lang;          /* primary language */
    const char *negations;     /* words, parted by spaces */
    const char *unless_before; /* words before which a negation is none: "not only" */
    const char *prefixes;      /* "не" of "невозможно"; the rest of the word must stand on the other side */
    const char *prefix_endings; /* only with words that end so; "": with all */
    const char *not_prefixed;   /* words that only seem to begin with a prefix */
    const char *const *pairs;   /* "up above | down below", ended by NULL; any word left against any right */
} tol_polarity;

/* The lists of a primary language, NULL when there are none. */
const tol_polarity *tol_polarity_of(const char *lang);

#endif
