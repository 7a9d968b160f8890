/**
 * The bank: one SQLite file with many memories and glossaries.
 *
 * Reading never waits for a writer, and a writer's work is there whole or not at all, also after a crash or on a full
 * disk. A handle belongs to one thread at a time; open one for each thread or process. Strings of results live in the
 * arena given.
 */
#ifndef TOLMACH_STORE_H
#define TOLMACH_STORE_H

#include "tolmach/format.h"

TOL_BEGIN_DECLS

typedef struct tol_store tol_store;

typedef enum tol_open_mode {
    TOL_OPEN_READ,  /**< the file must exist */
    TOL_OPEN_WRITE, /**< the file must exist */
    TOL_OPEN_CREATE /**< made when it does not exist, with its folders */
} tol_open_mode;

/**
 * Open a bank. An older one is migrated (when opened for writing), one whose token rows were made by another version of
 * the analysis is analysed anew, with progress.
 *
 * @param path      the file
 * @param listener  progress of a migration; NULL for none
 * @return TOL_OK; TOL_ENOTFOUND (no such file); TOL_EVERSION (made by a newer tolmach); TOL_ECORRUPT (no bank, or a
 * damaged one); TOL_EBUSY, TOL_EIO, TOL_ESTORE, TOL_ENOMEM
 */
TOL_API tol_status tol_store_open(const char *path, tol_open_mode mode, const tol_listener *listener, tol_store **out,
                                  tol_error *err);
/** Close a bank. NULL is ignored. */
TOL_API void tol_store_close(tol_store *store);

/**
 * Check the whole bank: the file's structure, every row that refers to another, every blob, every token row against a
 * fresh analysis of its text. Each fault is a diagnostic.
 * @param n_faults  out: how many were found; 0 for a sound bank
 */
TOL_API tol_status tol_store_verify(tol_store *store, const tol_listener *listener, uint64_t *n_faults, tol_error *err);

/** Canonical tags of the languages that the bank has text in, in any memory, by tag. Cheap. */
TOL_API tol_status tol_store_langs(tol_store *store, tol_arena *arena, tol_str **tags, size_t *n, tol_error *err);

/** What tol_store_optimize did. */
typedef struct tol_optimize_report {
    uint64_t bytes_before, bytes_after;       /**< of the file */
    uint64_t segments_before, segments_after; /**< of the match index */
} tol_optimize_report;

/**
 * Build the match index anew in as few segments as may be, and give unused space of the file back. Needs room for a
 * second copy of the file while it runs. Lookups of others go on; writers wait.
 * @param report  out; may be NULL
 */
TOL_API tol_status tol_store_optimize(tol_store *store, tol_optimize_report *report, tol_error *err);

/* ---- memories ---- */

typedef struct tol_memory_info {
    int64_t id;
    tol_str name;
    uint64_t n_units, n_variants;
    tol_str source_lang; /**< srclang of its header, as it stood; absent when unknown */
    tol_str *langs;      /**< canonical tags of its variants, most variants first */
    uint64_t *lang_counts;
    size_t n_langs;
    int64_t created;    /**< when the memory was made, seconds since 1970 UTC */
    int penalty;        /**< percent that lookups take off the scores of its units; 0 to TOL_PENALTY_MAX */
    int priority;       /**< of equal scores the units of the greater priority come first; 0 unless it was set */
    tol_header *header; /**< of the file that it was first imported from; NULL when it has none */
} tol_memory_info;

/** All memories by name. */
TOL_API tol_status tol_memory_list(tol_store *store, tol_arena *arena, tol_memory_info **infos, size_t *n,
                                   tol_error *err);
/** One memory; TOL_ENOTFOUND. */
TOL_API tol_status tol_memory_get(tol_store *store, tol_str name, tol_arena *arena, tol_memory_info *info,
                                  tol_error *err);
/** Make an empty memory; TOL_EEXISTS; TOL_EINVAL for an empty name or one with control characters. */
TOL_API tol_status tol_memory_create(tol_store *store, tol_str name, tol_error *err);
/** TOL_ENOTFOUND, TOL_EEXISTS. */
TOL_API tol_status tol_memory_rename(tol_store *store, tol_str name, tol_str new_name, tol_error *err);

#define TOL_PENALTY_MAX  100
#define TOL_PRIORITY_MAX 1000 /**< and down to -1000 */

/** What is to be set for a memory. */
typedef struct tol_memory_settings {
    bool has_penalty, has_priority; /**< what is not there stays as it is */
    int penalty, priority;
} tol_memory_settings;

/** Set how lookups rank the units of a memory; TOL_ENOTFOUND, TOL_EINVAL (out of range). */
TOL_API tol_status tol_memory_set(tol_store *store, tol_str name, const tol_memory_settings *settings, tol_error *err);
/** Delete a memory with all its units; TOL_ENOTFOUND. */
TOL_API tol_status tol_memory_delete(tol_store *store, tol_str name, tol_error *err);

/* ---- import ---- */

/**
 * What happens to a unit that the memory has already. Two units are *duplicates* when the first variant's language,
 * text and codes are the same, their context is the same (props that name neighbours, file or key), and their tuids do
 * not differ. Two duplicates are *identical* when everything else is the same too; a unit that is identical to a stored
 * one is never stored again, whatever the policy.
 */
typedef enum tol_on_duplicate {
    TOL_DUPLICATE_KEEP,    /**< store it beside the old one */
    TOL_DUPLICATE_REPLACE, /**< it takes the old one's place */
    TOL_DUPLICATE_SKIP     /**< the old one stays, the new one is dropped */
} tol_on_duplicate;

typedef struct tol_import_report {
    uint64_t read;      /**< units (or concepts) in the file */
    uint64_t added;     /**< stored as new */
    uint64_t replaced;  /**< stored in place of a duplicate */
    uint64_t identical; /**< not stored: identical to a stored one */
    uint64_t skipped;   /**< not stored: a duplicate, and the policy says skip */
    uint64_t refused;   /**< not stored: unusable, each with a diagnostic */
} tol_import_report;

/** An import: one step of any number of files. One thread, that of its store. */
typedef struct tol_import tol_import;

/** Begin. Nothing else may be written through this store until the import ends. TOL_EBUSY when another process writes.
 */
TOL_API tol_status tol_import_begin(tol_store *store, tol_import **out, tol_error *err);
/**
 * Add a file's units to a memory, or its concepts to a glossary; made when there is none of that name.
 * @param path    as for tol_read_file
 * @param name    of the memory or glossary
 * @param opt     NULL for TOL_READ_OPT_INIT
 * @param report  receives the counts of this file; may be NULL
 * After a failure only tol_import_free is allowed.
 */
TOL_API tol_status tol_import_file(tol_import *import, const char *path, tol_str name, tol_on_duplicate policy,
                                   const tol_read_opt *opt, tol_import_report *report, tol_error *err);
/** Hands a document's header and units to a sink, in their order; what the sink returns ends it and is its result. */
typedef tol_status (*tol_feed_fn)(void *user, const tol_sink *sink, tol_error *err);
/**
 * Add the units of a document that is no file to be read: the same as tol_import_file, neighbours too.
 * @param document  its name
 * @param feed      called once, with `user`
 * After a failure only tol_import_free is allowed.
 */
TOL_API tol_status tol_import_document(tol_import *import, const char *document, tol_str name, tol_on_duplicate policy,
                                       tol_feed_fn feed, void *user, tol_import_report *report, tol_error *err);
/** Add one unit. @param id receives the id of the unit that now stands for it; may be NULL */
TOL_API tol_status tol_import_unit(tol_import *import, tol_str memory, const tol_unit *unit, tol_on_duplicate policy,
                                   tol_import_report *report, int64_t *id, tol_error *err);
/** Make it all visible and durable. */
TOL_API tol_status tol_import_commit(tol_import *import, tol_error *err);
/** End; without tol_import_commit before it the bank is as it was. NULL is ignored. */
TOL_API void tol_import_free(tol_import *import);

/* ---- units ---- */

/** One unit; TOL_ENOTFOUND. */
TOL_API tol_status tol_unit_get(tol_store *store, int64_t id, tol_arena *arena, tol_unit *unit, tol_error *err);
/** Delete one unit; TOL_ENOTFOUND. */
TOL_API tol_status tol_unit_delete(tol_store *store, int64_t id, tol_error *err);

/**
 * Hand every unit of the memories (none given: of all) to `each`, by memory in the order given and in document order,
 * from one snapshot of the bank. Units are borrowed for the time of the call. A status other than TOL_OK stops the
 * walk.
 */
TOL_API tol_status tol_unit_each(tol_store *store, const tol_str *memories, size_t n_memories,
                                 tol_status (*each)(void *user, const tol_unit *unit, tol_error *err), void *user,
                                 tol_error *err);

/**
 * Write memories to a file.
 * @param memories  `n_memories` names; 0: all of the bank. TOL_ENOTFOUND names the one that is not there
 * @param path      as for tol_writer_open
 * @param opt       NULL for TOL_WRITE_OPT_INIT. Without a format: by the path's ending, else "tmx"
 * @param n_units   out: how many were written; may be NULL
 */
TOL_API tol_status tol_export_file(tol_store *store, const tol_str *memories, size_t n_memories, const char *path,
                                   const tol_write_opt *opt, const tol_listener *listener, uint64_t *n_units,
                                   tol_error *err);

/* ---- glossaries ---- */

typedef struct tol_glossary_info {
    int64_t id;
    tol_str name;
    uint64_t n_concepts, n_terms;
    tol_str *langs; /**< canonical tags of its terms, most terms first; empty: of terms without a known one */
    uint64_t *lang_counts;
    size_t n_langs;
    int64_t created; /**< when the glossary was made, seconds since 1970 UTC */
    int priority;    /**< where glossaries disagree the one of the greater priority counts; 0 unless it was set */
} tol_glossary_info;

/** All glossaries, those that count first at the beginning: by priority, then by name. */
TOL_API tol_status tol_glossary_list(tol_store *store, tol_arena *arena, tol_glossary_info **infos, size_t *n,
                                     tol_error *err);
/** One glossary; TOL_ENOTFOUND. */
TOL_API tol_status tol_glossary_get(tol_store *store, tol_str name, tol_arena *arena, tol_glossary_info *info,
                                    tol_error *err);
/** Make an empty glossary; TOL_EEXISTS; TOL_EINVAL for an empty name or one with control characters. */
TOL_API tol_status tol_glossary_create(tol_store *store, tol_str name, tol_error *err);
/** TOL_ENOTFOUND, TOL_EEXISTS. */
TOL_API tol_status tol_glossary_rename(tol_store *store, tol_str name, tol_str new_name, tol_error *err);
/** Set which glossary counts first: -TOL_PRIORITY_MAX to TOL_PRIORITY_MAX; TOL_ENOTFOUND, TOL_EINVAL. */
TOL_API tol_status tol_glossary_set_priority(tol_store *store, tol_str name, int priority, tol_error *err);
/** Delete a glossary with its concepts; TOL_ENOTFOUND. */
TOL_API tol_status tol_glossary_delete(tol_store *store, tol_str name, tol_error *err);

/* ---- concepts ---- */

/** Hand every concept of a glossary (absent name: of all, in the order of tol_glossary_list) to `each`, in their order,
 * from one snapshot of the bank. Concepts are borrowed for the time of the call. */
TOL_API tol_status tol_concept_each(tol_store *store, tol_str glossary,
                                    tol_status (*each)(void *user, tol_str glossary, const tol_concept *entry,
                                                       tol_error *err),
                                    void *user, tol_error *err);
/** One concept by its id in the bank, which is never given to another one; TOL_ENOTFOUND.
 * @param glossary  out: the name of its glossary, in the arena; may be NULL */
TOL_API tol_status tol_concept_get(tol_store *store, int64_t id, tol_arena *arena, tol_str *glossary,
                                   tol_concept *entry, tol_error *err);
/**
 * Add a concept to a glossary, made when there is none of that name. An identical one is not stored again.
 * @param entry  with at least one term, and no term without text; its id is not looked at
 * @param id     receives the id of the concept that now stands for it; may be NULL
 * @return TOL_OK; TOL_EINVAL (not UTF-8, no term); TOL_EBUSY, TOL_EIO, TOL_ESTORE, TOL_ENOMEM
 */
TOL_API tol_status tol_concept_add(tol_store *store, tol_str glossary, const tol_concept *entry, int64_t *id,
                                   tol_error *err);
/**
 * Change a concept: it is read, changed by `edit` and written in one step, so that two who do so at the same time both
 * have their way. What `edit` leaves alone stays byte for byte.
 * @param edit  may change everything but the id; what it adds may live in `arena`, which ends with the call. A status
 *              other than TOL_OK leaves the bank as it was and is returned; its reason need not be told in the error
 * @return TOL_OK; TOL_ENOTFOUND; TOL_EINVAL (not UTF-8, no term left); TOL_EBUSY, TOL_EIO, TOL_ESTORE, TOL_ENOMEM
 */
TOL_API tol_status tol_concept_edit(tol_store *store, int64_t id,
                                    tol_status (*edit)(void *user, tol_arena *arena, tol_concept *entry,
                                                       tol_error *err),
                                    void *user, tol_error *err);
/** Delete one concept with its terms; TOL_ENOTFOUND. */
TOL_API tol_status tol_concept_delete(tol_store *store, int64_t id, tol_error *err);

TOL_END_DECLS
#endif
