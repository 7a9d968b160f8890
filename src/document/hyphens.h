/* Words that the end of a line divides. */
#ifndef TOL_DOCUMENT_HYPHENS_H
#define TOL_DOCUMENT_HYPHENS_H

#include "document/page_text.h"

typedef struct tol_hyphens tol_hyphens;

/* Look at all words of the text. TOL_ENOMEM. */
tol_status tol_hyphens_new(const tol_page_text *text, tol_hyphens **out, tol_error *err);
/* Whether the word that begins at the end of `head`, without its hyphen, and goes on in `tail` is written with one. */
bool tol_hyphens_keeps(tol_hyphens *hyphens, tol_str head, tol_str tail);
/* The word at an end of a text, with the hyphens in it; empty: there is none. */
tol_str tol_hyphens_last_word(tol_str text);
tol_str tol_hyphens_first_word(tol_str text);
void tol_hyphens_free(tol_hyphens *hyphens);

#endif
