/*
 * What glossaries say about terms, under the names that tables and term bases of tools give it. A field is a data
 * category of TBX (tolmach/concept.h) with a plain name.
 */
#ifndef TOL_FORMATS_TERM_FIELDS_H
#define TOL_FORMATS_TERM_FIELDS_H

#include "model/category.h"
#include "tolmach/arena.h"

/* Whether a category is the usual spelling of the status that the term has, and says nothing more. */
bool tol_is_plain_status(const tol_category *category, tol_term_status status);
/* How UTX calls a status; "" for none. */
const char *tol_utx_status(tol_term_status status);
/* Without white space at its ends. */
tol_str tol_trim(tol_str text);
/* The same in the arena, with one space for all white space inside: a term is one line, and files are indented. */
tol_str tol_one_line(tol_arena *arena, tol_str text);

#endif
