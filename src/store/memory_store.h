/* Memories, and the files that their units came from. */
#ifndef TOL_STORE_MEMORY_STORE_H
#define TOL_STORE_MEMORY_STORE_H

#include "store/db.h"

/* TOL_EINVAL for a name that is empty, too long, not UTF-8 or has control characters. `what`: "memory", "glossary". */
tol_status tol_name_check(tol_str name, const char *what, tol_error *err);
/* The id of a memory, made when there is none. Within a write transaction. */
tol_status tol_memory_intern(tol_store *store, tol_str name, int64_t *id, tol_error *err);
/* The headers of the files of a memory, oldest first, in the arena. */
tol_status tol_memory_headers(tol_store *store, int64_t memory, tol_arena *arena, tol_header **headers, size_t *n,
                              tol_error *err);
/* Everything but the id, name and time of a memory. Within a snapshot. */
tol_status tol_memory_fill(tol_store *store, tol_arena *arena, tol_memory_info *info, tol_error *err);
/* Seconds since 1970. */
int64_t tol_now(void);

#endif
