/*
 * The table of what glossaries say about concepts and terms: each row is a data category as TBX writes it, under the
 * plain name that tables and term bases of tools give it. Everything that reads, writes or edits categories asks here.
 */
#ifndef TOL_MODEL_CATEGORY_H
#define TOL_MODEL_CATEGORY_H

#include "tolmach/concept.h"

typedef enum tol_term_level { TOL_OF_CONCEPT, TOL_OF_LANGUAGE, TOL_OF_TERM } tol_term_level;

typedef struct tol_term_field {
    const char *title;          /* "part of speech" */
    const char *element, *type; /* of the category; type NULL: it has none */
    tol_term_level level;       /* where it stands in a file that names a language with it; without one: concept */
    tol_category_kind kind;
} tol_term_field;

/* By a title in any case, also one of the many other spellings; NULL: it is none. */
const tol_term_field *tol_term_field_of_title(tol_str title);
/* Whether a title is these letters (and digits), in any case and with anything else between them: "status". */
bool tol_title_is(tol_str title, const char *letters);
/* By a category exactly as TBX writes it; NULL: it is another. */
const tol_term_field *tol_term_field_of_category(tol_str element, tol_str type);
/* How a kind is written; NULL for TOL_CATEGORY_OTHER and TOL_CATEGORY_STATUS. */
const tol_term_field *tol_term_field_of_kind(tol_category_kind kind);

/* How much a category counts as the term's status: the lower the number, the more it counts; 0: it is none. */
int tol_status_rank(const tol_category *category);

/* How TBX spells a part of speech that a tool writes in another way ("Noun", "proper noun", "сущ."); else as it is. */
tol_str tol_term_pos(tol_str text);
/* Yes, true, 1, x, да. */
bool tol_is_yes(tol_str text);

#endif
