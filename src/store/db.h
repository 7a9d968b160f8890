/*
 * The handle of a bank and the way to SQLite: statements, errors, transactions. Everything else in this folder goes
 * through these few functions.
 */
#ifndef TOL_STORE_DB_H
#define TOL_STORE_DB_H

#include <sqlite3.h>

#include "store/langs.h"
#include "store/statements.h"
#include "store/strings.h"
#include "tolmach/store.h"

/* Readers map the file: their pages are the system's cache. */
#define TOL_PRAGMA_MAPPED   "PRAGMA mmap_size = 2147418112"
#define TOL_PRAGMA_UNMAPPED "PRAGMA mmap_size = 0"

/* How long to wait for another writer, in milliseconds. */
#define TOL_BUSY_MS 5000

struct tol_store {
    sqlite3 *db;
    char *path; /* owned; for messages */
    tol_open_mode mode;
    sqlite3_stmt *statements[TOL_SQL_COUNT]; /* prepared at first use */
    tol_langs langs;
    tol_strings strings;
    unsigned snapshot_depth; /* walks under way */
    bool is_writing;         /* a write transaction is open */
    int64_t pending_max;     /* rows that may wait outside of the index: TOL_PENDING_MAX, but in tests */
    int64_t patch_max;       /* units that may be patched: TOL_PATCH_MAX, but in tests */
    int64_t segment_memory;  /* bytes that building a segment may take: TOL_SEGMENT_MEMORY, but in optimizing */
};

/* Record what SQLite complains of: "could not <what>: <reason>", with the bank's path. */
tol_status tol_db_fail(const tol_store *store, tol_error *err, const char *what);
/* TOL_ECORRUPT with the bank's path. */
tol_status tol_db_corrupt(const tol_store *store, tol_error *err, const char *format, ...) TOL_PRINTF(3, 4);

/* Run SQL text that returns no rows. */
tol_status tol_db_exec(tol_store *store, const char *sql, tol_error *err);
/* The one number that a pragma or a query returns; 0 when it returns no row. */
tol_status tol_db_number(tol_store *store, const char *sql, int64_t *number, tol_error *err);

/* A statement of the table, ready to be bound; it belongs to the store. One that is stepped must not be asked for
 * again meanwhile, so walks that call back prepare their own. */
tol_status tol_db_statement(tol_store *store, tol_sql sql, sqlite3_stmt **out, tol_error *err);
/* The same as an object of its own; the caller finalizes it. */
tol_status tol_db_prepare(tol_store *store, tol_sql sql, sqlite3_stmt **out, tol_error *err);
/* One step; *has_row tells whether it gave a row. At the end and on failure the statement is reset. */
tol_status tol_db_step(tol_store *store, sqlite3_stmt *stmt, bool *has_row, tol_error *err);
/* Step a statement that gives no rows. */
tol_status tol_db_run(tol_store *store, sqlite3_stmt *stmt, tol_error *err);

/* Run a statement with as many of the two numbers as it takes. */
tol_status tol_db_run_with(tol_store *store, tol_sql sql, int64_t first, int64_t second, tol_error *err);
/* The first column of the row that a statement with one number, or none, gives; 0 when it gives none. */
tol_status tol_db_number_of(tol_store *store, tol_sql sql, int64_t argument, int64_t *number, tol_error *err);
/* One more unit is at hand: tell the listener (NULL: nobody) now and then. TOL_ECANCELLED when it does not want more.
 */
tol_status tol_db_tell(const tol_listener *listener, uint64_t *done, uint64_t total, tol_error *err);

/* Bind a slice that stays where it is until the statement was run; an absent one is NULL. Sizes are bounded long
 * before SQLite's own limit, so that binding cannot fail. */
void tol_db_bind_text(sqlite3_stmt *stmt, int index, tol_str s);
void tol_db_bind_blob(sqlite3_stmt *stmt, int index, tol_str s);
/* A column's bytes, copied to the arena; NULL is the absent slice. Text is checked to be UTF-8. */
tol_status tol_db_text(tol_store *store, sqlite3_stmt *stmt, int column, tol_arena *arena, tol_str *out,
                       tol_error *err);
tol_status tol_db_blob(tol_store *store, sqlite3_stmt *stmt, int column, tol_arena *arena, tol_str *out,
                       tol_error *err);
/* A column's bytes where SQLite has them: gone at the next step. */
tol_str tol_db_peek_blob(sqlite3_stmt *stmt, int column);
/* Two small numbers of columns 0 and 1: (first + 1) << 32 | second + 1, with 0 for NULL. */
uint64_t tol_db_pack_numbers(sqlite3_stmt *stmt);

/* End a transaction without a trace. It cannot fail: its statement is prepared when the bank is opened, and should
 * SQLite have no memory even so, the next transaction begins with it. */
void tol_db_rollback(tol_store *store);

/* Begin to write: TOL_EBUSY when an import or a walk of this handle is under way or another process writes. */
tol_status tol_db_write_begin(tol_store *store, tol_error *err);
/* Commit when `status` is TOL_OK, else roll back; returns `status` or the failure of the commit. */
tol_status tol_db_write_end(tol_store *store, tol_status status, tol_error *err);

#endif
