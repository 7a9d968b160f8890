/*
 * The languages of a bank: canonical tags as small numbers, each with the dictionary that its tokens are kept in.
 * A copy of two small tables, so that units can be decoded without asking SQLite.
 */
#ifndef TOL_STORE_LANGS_H
#define TOL_STORE_LANGS_H

#include "base/map.h"
#include "tolmach/lang.h"
#include "tolmach/store.h"

typedef struct tol_lang_entry {
    int64_t id;
    tol_str tag; /* canonical, NUL-terminated; "" for a variant without a language */
    int64_t dictionary;
} tol_lang_entry;

typedef struct tol_langs {
    tol_lang_entry *items; /* by ascending id */
    size_t n, cap;
    tol_map tags;    /* canonical tag -> index in items + 1 */
    tol_map stood;   /* tag as it stood -> index in items + 1; a memory of what was canonicalised */
    int64_t version; /* of the bank's data when they were read; 0: they are to be read anew */
} tol_langs;

#define TOL_LANGS_INIT                                                                                                 \
    {                                                                                                                  \
        NULL, 0, 0, TOL_MAP_INIT, TOL_MAP_INIT, 0                                                                      \
    }

/* NULL when there is no such number. The pointer is valid until languages are loaded or added. */
const tol_lang_entry *tol_langs_find(const tol_langs *langs, int64_t id);

/* Read the tables anew; tags that were handed out before are gone. A write transaction begins with it, and nobody else
 * can add languages until its end. */
tol_status tol_langs_load(tol_store *store, tol_error *err);
/* Forget everything, as after a rollback. */
void tol_langs_reset(tol_langs *langs);
void tol_langs_release(tol_langs *langs);

/* The entry of a tag as it stood (an absent one counts as ""), NULL when the bank has it not. Within a transaction. */
tol_status tol_langs_lookup(tol_store *store, tol_str stood, const tol_lang_entry **out, tol_error *err);
/* The entry of a tag as it stood (an absent one counts as ""), made when there is none. Within a write transaction. */
tol_status tol_langs_intern(tol_store *store, tol_str stood, tol_lang_entry *out, tol_error *err);
/* The dictionary that serves a tag, made when there is none. Within a write transaction. */
tol_status tol_langs_dictionary(tol_store *store, tol_str tag, int64_t *dictionary, tol_error *err);

#endif
