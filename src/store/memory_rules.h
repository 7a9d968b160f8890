/* How lookups rank the units of each memory: what is set in the bank, read without anything else of the memories. */
#ifndef TOL_STORE_MEMORY_RULES_H
#define TOL_STORE_MEMORY_RULES_H

#include "store/token_rows.h"

typedef struct tol_memory_rule {
    int64_t memory;
    int penalty, priority;
    tol_str name;
} tol_memory_rule;

/* The rules of all memories by ascending name, in the arena. Within a snapshot. */
tol_status tol_memory_rules_load(tol_store *store, tol_arena *arena, tol_memory_rule **rules, size_t *n,
                                 tol_error *err);
/* A number that is another one when the list of memories or their rules changed. Within a snapshot. */
tol_status tol_memory_rules_version(tol_store *store, int64_t *version, tol_error *err);
/* Tell open lookups that the list has changed. Within a write transaction. */
tol_status tol_memories_note_change(tol_store *store, tol_error *err);
/* TOL_EINVAL for settings that are out of range. */
tol_status tol_memory_settings_check(const tol_memory_settings *settings, tol_error *err);
/* The id of a memory, without counting what it holds; TOL_ENOTFOUND. Within a snapshot. */
tol_status tol_memory_id(tol_store *store, tol_str name, int64_t *id, tol_error *err);

#endif
