/*
 * Putting translations into XLIFF: what the answers to a unit's segments become in its document.
 *
 * A target is put in, or filled, with the state that its dialect has for it; matches become alt-trans or the matches
 * module; terms become notes or the glossary module. A language of the targets that the file does not name is named.
 */
#ifndef TOL_FORMATS_XLIFF_FILL_H
#define TOL_FORMATS_XLIFF_FILL_H

#include "formats/xliff_read.h"
#include "formats/xml_document.h"

/* An inline code of the segment's source that stands in a text. */
typedef struct tol_code_place {
    size_t at;   /* byte of the text */
    size_t code; /* of the source's codes */
} tol_code_place;

/* A text with codes of the segment. */
typedef struct tol_coded_text {
    tol_str text;
    const tol_code_place *places;
    size_t n_places;
} tol_coded_text;

typedef enum tol_fill_kind { TOL_FILL_FUZZY, TOL_FILL_EXACT, TOL_FILL_CONTEXT } tol_fill_kind;

typedef struct tol_fill_match {
    tol_fill_kind kind;
    int score, likeness; /* after and before penalties, 0 to 100 */
    tol_coded_text source, target;
    tol_str memory;
    tol_str differences; /* absent: none */
} tol_fill_match;

typedef struct tol_fill_term {
    tol_str source, target, glossary;
} tol_fill_term;

/* What is known of a segment. */
typedef struct tol_fill_answer {
    const tol_fill_match *target; /* put in; NULL: nothing is */
    const tol_fill_match *matches;
    size_t n_matches;
    const tol_fill_term *terms;
    size_t n_terms;
} tol_fill_answer;

typedef struct tol_filler {
    tol_document *document;
    tol_str state;       /* of targets that are not fuzzy; absent: the dialect's own */
    tol_str target_lang; /* for files that name none */
    size_t named_at;     /* the tag that was given its language last, plus 1 */
} tol_filler;

/* Whether a state is one that the unit's dialect has. */
bool tol_xliff_has_state(const tol_xliff_unit *unit, tol_str state);
/* Put in what is known of a unit's segments: an answer for each. */
tol_status tol_xliff_fill(tol_filler *filler, const tol_xliff_unit *unit, const tol_fill_answer *answers,
                          tol_error *err);

#endif
