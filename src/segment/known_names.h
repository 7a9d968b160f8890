/*
 * Which words are names, as the text itself shows: of the words that stand alone before a full stop in front of a line,
 * those that stand capitalised inside of sentences elsewhere in the text, and nowhere in lower case.
 */
#ifndef TOL_SEGMENT_KNOWN_NAMES_H
#define TOL_SEGMENT_KNOWN_NAMES_H

#include "base/map.h"

typedef struct tol_known_names {
    tol_map words;
    bool is_read, failed; /* no memory: sticky */
} tol_known_names;

#define TOL_KNOWN_NAMES_INIT                                                                                           \
    {                                                                                                                  \
        TOL_MAP_INIT, false, false                                                                                     \
    }

/* Whether the word is a name in the text, which is read when this is first asked; O(its length) once. */
bool tol_known_names_has(tol_known_names *names, tol_str text, tol_str word);
/* Another text follows. */
void tol_known_names_reset(tol_known_names *names);
void tol_known_names_release(tol_known_names *names);

#endif
