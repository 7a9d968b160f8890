/*
 * What glossaries say about terms, under the names that tables and term bases of tools give it. A field is a data
 * category of TBX (tolmach/concept.h) with a plain name.
 */
#ifndef TOL_FORMATS_TERM_FIELDS_H
#define TOL_FORMATS_TERM_FIELDS_H

#include "tolmach/arena.h"
#include "tolmach/concept.h"

typedef enum tol_term_level { TOL_OF_CONCEPT, TOL_OF_LANGUAGE, TOL_OF_TERM } tol_term_level;

typedef struct tol_term_field {
    const char *title;          /* "part of speech" */
    const char *element, *type; /* of the category; type NULL: it has none */
    tol_term_level level;       /* where it stands in a file that names a language with it; without one: concept */
} tol_term_field;

/* By a title in any case, also one of the many other spellings; NULL: it is none. */
const tol_term_field *tol_term_field_of_title(tol_str title);
/* Whether a title is these letters (and digits), in any case and with anything else between them: "status". */
bool tol_title_is(tol_str title, const char *letters);
/* By a category; NULL: it has no plain name. */
const tol_term_field *tol_term_field_of_category(tol_str element, tol_str type);

/* How TBX spells a part of speech that a tool writes in another way ("Noun", "proper noun", "сущ."); else as it is. */
tol_str tol_term_pos(tol_str text);
/* Whether a category is the usual spelling of the status that the term has, and says nothing more. */
bool tol_is_plain_status(const tol_category *category, tol_term_status status);
/* How UTX calls a status; "" for none. */
const char *tol_utx_status(tol_term_status status);
/* Yes, true, 1, x, да. */
bool tol_is_yes(tol_str text);
/* Without white space at its ends. */
tol_str tol_trim(tol_str text);
/* The same in the arena, with one space for all white space inside: a term is one line, and files are indented. */
tol_str tol_one_line(tol_arena *arena, tol_str text);

#endif
