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

/** What a data category says, whichever tool's name it goes by. */
typedef enum tol_category_kind {
    TOL_CATEGORY_OTHER,
    TOL_CATEGORY_STATUS,     /**< tol_term_status_of */
    TOL_CATEGORY_DEFINITION, /**< of the concept, often one for each language */
    TOL_CATEGORY_SUBJECT,    /**< the scope of the concept: subject field and its part, client, project */
    TOL_CATEGORY_SUBDOMAIN,
    TOL_CATEGORY_CLIENT,
    TOL_CATEGORY_PROJECT,
    TOL_CATEGORY_NOTE,
    TOL_CATEGORY_POS,  /**< part of speech */
    TOL_CATEGORY_TYPE, /**< full form, abbreviation, … */
    TOL_CATEGORY_GENDER,
    TOL_CATEGORY_NUMBER,
    TOL_CATEGORY_REGISTER,
    TOL_CATEGORY_REGION,
    TOL_CATEGORY_USAGE,
    TOL_CATEGORY_CONTEXT, /**< an example of use */
    TOL_CATEGORY_SOURCE,  /**< where it was taken from */
    TOL_CATEGORY_CASE     /**< tol_term_case */
} tol_category_kind;

/** In which case of letters a term is met in a text. */
typedef enum tol_case_rule {
    TOL_CASE_USUAL,      /**< nothing is said: in any, but words in capitals (ООН, UN) in capitals only */
    TOL_CASE_SENSITIVE,  /**< as the term is written */
    TOL_CASE_INSENSITIVE /**< in any, capitals too */
} tol_case_rule;

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

/* ---- what is said ---- */

/** What a category says, by the names of TBX 2 and 3, UTX, memoQ, MultiTerm and others. Any thread. */
TOL_API tol_category_kind tol_category_kind_of(const tol_category *category);
/** "definition", "part of speech", "status", "other", … Static. */
TOL_API const char *tol_category_kind_name(tol_category_kind kind);
/** The first text of a kind that the term has, as it stood; absent when it has none. Any thread. */
TOL_API tol_str tol_term_says(const tol_term *term, tol_category_kind kind);
/**
 * The first text of a kind that the concept has: one of a language that serves `lang` (tol_lang_matches), else one of
 * no language, and where `lang` is absent one of any. Absent when it has none. Any thread.
 */
TOL_API tol_str tol_concept_says(const tol_concept *entry, tol_category_kind kind, tol_str lang);
/** What is said of case: by a category of its own (TOL_CATEGORY_CASE), or in memoQ's way. Any thread. */
TOL_API tol_case_rule tol_term_case(const tol_term *term);
/** "usual", "sensitive", "insensitive". Static. */
TOL_API const char *tol_case_rule_name(tol_case_rule rule);

/* ---- changing it ---- */

/**
 * Say something of a term. The first category of the kind gets the text and keeps its place and name, others of the
 * kind go; where there is none, one is added as TBX writes it. An absent or empty text takes all of the kind away.
 * Categories of other kinds stay as they stood.
 * @param arena  receives the categories and the text, where that is needed
 * @param kind   not TOL_CATEGORY_OTHER, TOL_CATEGORY_STATUS or TOL_CATEGORY_CASE: those have functions of their own
 * @return TOL_OK; TOL_EINVAL; TOL_ENOMEM
 */
TOL_API tol_status tol_term_say(tol_arena *arena, tol_term *term, tol_category_kind kind, tol_str text);
/** The same for a concept; of the categories only those of the language `lang` (absent: of none) are touched. */
TOL_API tol_status tol_concept_say(tol_arena *arena, tol_concept *entry, tol_category_kind kind, tol_str lang,
                                   tol_str text);
/** Set the status. The first category that says one says this one, as far as it can, and the others go; what none of
 * them says, writers say from `term->status`. */
TOL_API void tol_term_set_status(tol_term *term, tol_term_status status);
/** Set the case rule; TOL_CASE_USUAL takes it away. */
TOL_API tol_status tol_term_set_case(tol_arena *arena, tol_term *term, tol_case_rule rule);
/** Add a term at the end of those of its language, or of all; it has no categories yet. NULL without memory. */
TOL_API tol_term *tol_concept_add_term(tol_arena *arena, tol_concept *entry, tol_str lang, tol_str text,
                                       tol_term_status status);
/** Take the term of this number (from 0) away. */
TOL_API void tol_concept_drop_term(tol_concept *entry, size_t no);

/** A deep copy; on failure the arena's failure is set. */
TOL_API tol_concept *tol_concept_copy(tol_arena *arena, const tol_concept *entry);

TOL_END_DECLS
#endif
