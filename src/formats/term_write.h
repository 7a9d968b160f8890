/* What the writers of glossaries as tables share: languages, and what is told of concepts and terms. */
#ifndef TOL_FORMATS_TERM_WRITE_H
#define TOL_FORMATS_TERM_WRITE_H

#include "formats/concept_file.h"
#include "formats/term_fields.h"
#include "tolmach/lang.h"

typedef struct tol_term_langs {
    tol_str *items; /* canonical tags; "und" for a text that is none */
    size_t n;
} tol_term_langs;

/* The languages of the terms of all concepts that are kept, in the order in which they come, in the arena of the kept
 * ones. False without memory. */
bool tol_term_langs_of(tol_concept_file *file, tol_term_langs *langs);
/* A language as those are. */
tol_str tol_term_lang(tol_str lang, char buf[TOL_LANG_MAX]);
/* Tell when a text is no tag. */
void tol_term_tell_lang(tol_concept_file *file, tol_str lang);
/* Source and target: those of the options, else the two that the kept concepts have. TOL_EINVAL: they have not two. */
tol_status tol_term_pair(tol_concept_file *file, tol_str pair[2], tol_error *err);

/* Ids that rows of one concept share. */
typedef struct tol_term_ids {
    tol_str last;
    size_t n_made;
} tol_term_ids;

/* The concept's own id, where the concept before has another; else a number in brackets that only holds rows together,
 * where there are several of them. */
tol_str tol_term_id(tol_concept_file *file, tol_term_ids *ids, const tol_concept *entry, bool has_rows);

/* Whether a category is the concept's (absent `lang`), or is said of the concept in a language that this one serves. */
bool tol_category_is_in(const tol_category *category, tol_str lang);
/* Whether a category is of an element and a type (NULL: any). */
bool tol_category_is(const tol_category *category, const char *element, const char *type);
/* The title that a category has in tables: "part of speech", "admin:process", "note". In the arena, when it is new. */
tol_str tol_category_title(const tol_category *category, tol_arena *arena);

/* The texts of the categories of an element and type in a list, "; " between them; `lang` as above unless `any_lang`.
 * Absent: there is none. In the arena. */
tol_str tol_category_texts(const tol_category *list, size_t n, const char *element, const char *type, tol_str lang,
                           bool any_lang, tol_arena *arena);

#endif
