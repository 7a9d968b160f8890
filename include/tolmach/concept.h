/**
 * The terminological concept: plain structs after TBX. A concept has terms in several languages; each term has a
 * status.
 */
#ifndef TOLMACH_CONCEPT_H
#define TOLMACH_CONCEPT_H

#include "tolmach/unit.h"

TOL_BEGIN_DECLS

typedef enum tol_term_status {
    TOL_TERM_UNKNOWN, /**< the source says nothing; counts as admitted */
    TOL_TERM_PREFERRED,
    TOL_TERM_ADMITTED,
    TOL_TERM_DEPRECATED,
    TOL_TERM_FORBIDDEN
} tol_term_status;

/** A data category as it stood: element ("descrip", "admin", "termNote", "note", …), its type, its text. */
typedef struct tol_category {
    tol_str element, type, text;
    tol_str lang; /**< of the language section that it stood in; absent at the concept */
} tol_category;

typedef struct tol_term {
    tol_str lang; /**< as it stood */
    tol_str text;
    tol_term_status status;
    tol_category
        *categories; /**< of the term: part of speech, termType, context, note, … status included, as it stood */
    size_t n_categories;
} tol_term;

typedef struct tol_concept {
    int64_t id;               /**< in the bank; 0 when in none */
    tol_str name;             /**< the entry's id in the file; absent when it has none */
    tol_category *categories; /**< of the concept and its languages: definition, subjectField, note, … */
    size_t n_categories;
    tol_term *terms;
    size_t n_terms;
    uint32_t line;
} tol_concept;

/** "preferred", "admitted", "deprecated", "forbidden", "unknown". Static. */
TOL_API const char *tol_term_status_name(tol_term_status status);
/** Read a status as files spell it: "preferredTerm-admn-sts", "Deprecated", "obsolete", "forbidden", … Any thread. */
TOL_API tol_term_status tol_term_status_parse(tol_str text);
/**
 * The status that a term's categories say: that of administrativeStatus, else of normativeAuthorization, termStatus or
 * status; but what one of them forbids is forbidden. TOL_TERM_UNKNOWN: none says any. Any thread.
 */
TOL_API tol_term_status tol_term_status_of(const tol_category *categories, size_t n);
/** A deep copy; on failure the arena's failure is set. */
TOL_API tol_concept *tol_concept_copy(tol_arena *arena, const tol_concept *entry);

TOL_END_DECLS
#endif
