/* The fields of MultiTerm's term bases and the categories of TBX. */
#ifndef TOL_FORMATS_MULTITERM_NAMES_H
#define TOL_FORMATS_MULTITERM_NAMES_H

#include "tolmach/concept.h"

/* The field, in bare letters, that holds an id that is no number, and how it is written. */
#define TOL_MULTITERM_ID       "entryid"
#define TOL_MULTITERM_ID_TITLE "Entry ID"
/* What an element `system` says is administrative, with this before its type. */
#define TOL_MULTITERM_SYSTEM "system "

/* Attributes that link a description to something; the last one is NULL. */
extern const char *const tol_multiterm_links[];

/* The category of a field by its name. `in_group`: it stands inside the group of another one, and tells of it. */
void tol_multiterm_category(tol_str title, bool in_term, bool in_group, const char **element, tol_str *type);
/* The field that a category is written in; *is_same: it is read as the same category again. */
tol_str tol_multiterm_title(const tol_category *category, bool in_term, bool in_group, bool *is_same);

#endif
