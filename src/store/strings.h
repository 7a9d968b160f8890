/*
 * Strings that many units repeat (who made a unit, with what, from which file, how a code reads), as numbers of a table
 * of the bank, so that a unit's blob has two bytes in the place of twenty.
 *
 *   string   id -> text, sum: the low 32 bits of the hash of the text with the id as its seed
 *
 * Only what is seen again and again gets a number, and numbers are never given twice, so what was read stays true. A
 * unit that is stored alone uses the numbers that there are.
 */
#ifndef TOL_STORE_STRINGS_H
#define TOL_STORE_STRINGS_H

#include "base/map.h"
#include "tolmach/store.h"

/* Bytes of a string that may get a number: shorter ones gain nothing, longer ones rarely repeat. */
#define TOL_STRING_MIN 4
#define TOL_STRING_MAX 128
/* Strings of a bank. With those that are longest they take 16 MB of memory, half of it while an import is under way. */
#define TOL_STRINGS_MAX 32768
/* Times that a string is met before it gets a number. */
#define TOL_STRING_SIGHTINGS 4

/* What a handle knows of the table. */
typedef struct tol_strings {
    tol_store *store;
    tol_str *texts; /* by number - 1; absent: not read yet */
    size_t n_texts;
    tol_arena text_bytes;
    tol_map numbers;   /* of this write transaction: text -> number */
    bool is_complete;  /* numbers has all */
    unsigned n_asked;  /* times that the table was asked for a text it lacks, in this write transaction */
    uint64_t *sighted; /* strings met lately, by their hash: its upper bits and a count; NULL: none yet */
} tol_strings;

/* The text of a number, valid until a write transaction fails. Within a transaction. TOL_ECORRUPT: there is none, or it
 * is not what it was. */
tol_status tol_strings_text(tol_strings *strings, uint64_t number, tol_str *text, tol_error *err);
/* The number of a text, given when it has been met often; 0: none. The text is UTF-8. Within a write transaction. */
tol_status tol_strings_number(tol_strings *strings, tol_str text, uint64_t *number, tol_error *err);
/* A write transaction begins, or has left no trace: others may have written. */
void tol_strings_renew(tol_strings *strings, bool has_failed);
/* Forget the table when no unit is left. Within a write transaction. */
tol_status tol_strings_sweep(tol_strings *strings, tol_error *err);
void tol_strings_release(tol_strings *strings);

#endif
