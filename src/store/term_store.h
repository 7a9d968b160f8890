/* Concepts between rows and structs. */
#ifndef TOL_STORE_TERM_STORE_H
#define TOL_STORE_TERM_STORE_H

#include "store/db.h"

/* The id of a glossary; 0 when there is none. */
tol_status tol_glossary_find(tol_store *store, tol_str name, int64_t *id, tol_error *err);
/* The id of a glossary, made when there is none. Within a write transaction. */
tol_status tol_glossary_intern(tol_store *store, tol_str name, int64_t *id, tol_error *err);
/*
 * Add a concept, unless it is there already: an identical one (same id in its file and content) is never stored twice;
 * one of the same such id with another content is treated as the policy says. Counts in `report`; *id receives the id
 * of the concept that now stands for it. Within a write transaction. TOL_EINVAL: a string is not UTF-8.
 */
tol_status tol_concept_store(tol_store *store, int64_t glossary, const tol_concept *entry, tol_on_duplicate policy,
                             tol_import_report *report, int64_t *id, tol_error *err);
/* Put a concept in the place of the one of its id, which must exist. Within a write transaction. */
tol_status tol_concept_rewrite(tol_store *store, const tol_concept *entry, tol_error *err);
/* The concept of an id and the name of its glossary; TOL_ENOTFOUND. */
tol_status tol_concept_load(tol_store *store, int64_t id, tol_arena *arena, tol_str *glossary, tol_concept *entry,
                            tol_error *err);
/* Hand over the concepts of one glossary. */
tol_status tol_glossary_walk(tol_store *store, int64_t glossary, tol_str name,
                             tol_status (*each)(void *user, tol_str glossary, const tol_concept *entry, tol_error *err),
                             void *user, tol_error *err);

#endif
