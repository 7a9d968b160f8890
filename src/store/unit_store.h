/* Units between rows and structs. */
#ifndef TOL_STORE_UNIT_STORE_H
#define TOL_STORE_UNIT_STORE_H

#include "store/db.h"
#include "store/likeness.h"
#include "store/token_chunk.h"

/* A unit as a blob: that of codec.h and a checksum behind it. `langs` as for tol_encode_unit. */
tol_status tol_unit_encode(tol_store *store, const tol_unit *unit, const tol_lang_entry *langs, tol_buf *body,
                           tol_error *err);
/* Decode a unit's blob that stands in the arena; unit->tuid is its tuid. A damaged one is TOL_ECORRUPT with the id. */
tol_status tol_unit_decode(tol_store *store, int64_t id, tol_str body, tol_arena *arena, tol_unit *unit,
                           tol_error *err);
/* A unit by its id, within a transaction. *memory receives its memory's id. TOL_ENOTFOUND. */
tol_status tol_unit_load(tol_store *store, int64_t id, tol_arena *arena, tol_unit *unit, int64_t *memory,
                         tol_error *err);
/* Remove the token rows and the likeness of a stored unit. Within a write transaction. */
tol_status tol_unit_forget(tol_store *store, tol_chunks *chunks, tol_likenesses *likenesses, int64_t memory,
                           const tol_unit *unit, tol_error *err);

/* The id of a memory; TOL_ENOTFOUND. */
tol_status tol_memory_find(tol_store *store, tol_str name, int64_t *id, tol_error *err);
/* Hand over the units of one memory in document order; `name` becomes their memory. */
tol_status tol_memory_walk(tol_store *store, int64_t memory, tol_str name,
                           tol_status (*each)(void *user, const tol_unit *unit, tol_error *err), void *user,
                           tol_error *err);

#endif
