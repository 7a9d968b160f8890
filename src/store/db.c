#include "store/db.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/fail.h"
#include "base/utf8.h"

/* Units between two reports of progress. */
#define TELL_STEP 256

static const char *const sql_texts[] = {
#define SQL_TEXT(name, text) text,
    TOL_SQL_TABLE(SQL_TEXT)
#undef SQL_TEXT
};

/* What the caller can do about SQLite's result: the one place that translates it. */
static tol_status status_of(int rc)
{
    switch (rc & 0xFF) {
    case SQLITE_OK:
        return TOL_OK;
    case SQLITE_NOMEM:
        return TOL_ENOMEM;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return TOL_EBUSY;
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
        return TOL_EIO;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_ERROR:      /* our statements are sound: a table or column is missing */
    case SQLITE_CONSTRAINT: /* our rows keep the constraints: the stored ones do not */
    case SQLITE_MISMATCH:
    case SQLITE_SCHEMA:
        return TOL_ECORRUPT;
    case SQLITE_TOOBIG:
        return TOL_ELIMIT;
    default:
        return TOL_ESTORE;
    }
}

static const char *reason_of(sqlite3 *db, int rc)
{
    switch (rc & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return "another process is writing to the bank";
    case SQLITE_FULL:
        return "disk full";
    case SQLITE_READONLY:
        return "the file is read-only";
    case SQLITE_NOMEM:
        return "out of memory";
    default:
        return db ? sqlite3_errmsg(db) : sqlite3_errstr(rc);
    }
}

tol_status tol_db_fail(const tol_store *store, tol_error *err, const char *what)
{
    int rc = store->db ? sqlite3_extended_errcode(store->db) : SQLITE_NOMEM;
    tol_status status = status_of(rc);
    status = tol_fail(err, status ? status : TOL_ESTORE, "could not %s: %s", what, reason_of(store->db, rc));
    tol_fail_locate(err, store->path, 0);
    return status;
}

tol_status tol_db_corrupt(const tol_store *store, tol_error *err, const char *format, ...)
{
    char message[256];
    va_list args;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    /* A blob that SQLite had no memory for looks like one that is not there. */
    if (sqlite3_errcode(store->db) == SQLITE_NOMEM) {
        return tol_fail_nomem(err);
    }
    tol_status status = tol_fail(err, TOL_ECORRUPT, "the bank is damaged: %s", message);
    tol_fail_locate(err, store->path, 0);
    return status;
}

tol_status tol_db_exec(tol_store *store, const char *sql, tol_error *err)
{
    return sqlite3_exec(store->db, sql, NULL, NULL, NULL) == SQLITE_OK ? TOL_OK
                                                                       : tol_db_fail(store, err, "use the bank");
}

tol_status tol_db_number(tol_store *store, const char *sql, int64_t *number, tol_error *err)
{
    sqlite3_stmt *stmt = NULL;
    *number = 0;
    int rc = sqlite3_prepare_v2(store->db, sql, -1, &stmt, NULL);
    if (rc == SQLITE_OK) {
        rc = sqlite3_step(stmt);
        if (rc == SQLITE_ROW) {
            *number = sqlite3_column_int64(stmt, 0);
        }
    }
    tol_status status = rc == SQLITE_ROW || rc == SQLITE_DONE ? TOL_OK : tol_db_fail(store, err, "read the bank");
    sqlite3_finalize(stmt);
    return status;
}

tol_status tol_db_prepare(tol_store *store, tol_sql sql, sqlite3_stmt **out, tol_error *err)
{
    *out = NULL;
    if (sqlite3_prepare_v3(store->db, sql_texts[sql], -1, SQLITE_PREPARE_PERSISTENT, out, NULL) != SQLITE_OK) {
        return tol_db_fail(store, err, "prepare a statement");
    }
    return TOL_OK;
}

tol_status tol_db_statement(tol_store *store, tol_sql sql, sqlite3_stmt **out, tol_error *err)
{
    if (!store->statements[sql]) {
        tol_status status = tol_db_prepare(store, sql, &store->statements[sql], err);
        if (status) {
            return status;
        }
    }
    *out = store->statements[sql];
    sqlite3_reset(*out);
    return TOL_OK;
}

tol_status tol_db_step(tol_store *store, sqlite3_stmt *stmt, bool *has_row, tol_error *err)
{
    int rc = sqlite3_step(stmt);
    *has_row = rc == SQLITE_ROW;
    if (rc == SQLITE_ROW) {
        return TOL_OK;
    }
    tol_status status = rc == SQLITE_DONE
                            ? TOL_OK
                            : tol_db_fail(store, err, sqlite3_stmt_readonly(stmt) ? "read the bank" : "write the bank");
    sqlite3_reset(stmt);
    return status;
}

tol_status tol_db_run(tol_store *store, sqlite3_stmt *stmt, tol_error *err)
{
    bool has_row = false;
    tol_status status = tol_db_step(store, stmt, &has_row, err);
    if (has_row) {
        sqlite3_reset(stmt);
    }
    return status;
}

tol_status tol_db_run_with(tol_store *store, tol_sql sql, int64_t first, int64_t second, tol_error *err)
{
    sqlite3_stmt *stmt = NULL;
    tol_status status = tol_db_statement(store, sql, &stmt, err);
    if (status) {
        return status;
    }
    int n_parameters = sqlite3_bind_parameter_count(stmt);
    if (n_parameters > 0) {
        sqlite3_bind_int64(stmt, 1, first);
    }
    if (n_parameters > 1) {
        sqlite3_bind_int64(stmt, 2, second);
    }
    return tol_db_run(store, stmt, err);
}

tol_status tol_db_tell(const tol_listener *listener, uint64_t *done, uint64_t total, tol_error *err)
{
    if (listener && listener->progress && *done % TELL_STEP == 0 && !listener->progress(listener->user, *done, total)) {
        return tol_fail(err, TOL_ECANCELLED, "cancelled");
    }
    ++*done;
    return TOL_OK;
}

void tol_db_bind_text(sqlite3_stmt *stmt, int index, tol_str s)
{
    if (s.ptr) {
        sqlite3_bind_text64(stmt, index, s.ptr, s.len, SQLITE_STATIC, SQLITE_UTF8);
    } else {
        sqlite3_bind_null(stmt, index);
    }
}

void tol_db_bind_blob(sqlite3_stmt *stmt, int index, tol_str s)
{
    if (s.ptr) {
        sqlite3_bind_blob64(stmt, index, s.ptr, s.len, SQLITE_STATIC);
    } else {
        sqlite3_bind_null(stmt, index);
    }
}

tol_status tol_db_number_of(tol_store *store, tol_sql sql, int64_t argument, int64_t *number, tol_error *err)
{
    sqlite3_stmt *stmt = NULL;
    bool has_row = false;
    *number = 0;
    tol_status status = tol_db_statement(store, sql, &stmt, err);
    if (status) {
        return status;
    }
    if (sqlite3_bind_parameter_count(stmt) > 0) {
        sqlite3_bind_int64(stmt, 1, argument);
    }
    status = tol_db_step(store, stmt, &has_row, err);
    if (has_row) {
        *number = sqlite3_column_int64(stmt, 0);
        sqlite3_reset(stmt);
    }
    return status;
}

uint64_t tol_db_pack_numbers(sqlite3_stmt *stmt)
{
    uint64_t value = 0;
    for (int column = 0; column < 2; column++) {
        bool is_null = sqlite3_column_type(stmt, column) == SQLITE_NULL;
        value = value << 32 | (is_null ? 0 : (uint32_t)(sqlite3_column_int64(stmt, column) + 1));
    }
    return value;
}

tol_str tol_db_peek_blob(sqlite3_stmt *stmt, int column)
{
    const void *bytes = sqlite3_column_blob(stmt, column);
    size_t len = (size_t)sqlite3_column_bytes(stmt, column);
    if (bytes) {
        return (tol_str){bytes, len};
    }
    return sqlite3_column_type(stmt, column) == SQLITE_NULL ? TOL_STR_NULL : TOL_LIT("");
}

tol_status tol_db_blob(tol_store *store, sqlite3_stmt *stmt, int column, tol_arena *arena, tol_str *out, tol_error *err)
{
    tol_str bytes = tol_db_peek_blob(stmt, column);
    if (sqlite3_errcode(store->db) == SQLITE_NOMEM) {
        return tol_fail_nomem(err);
    }
    *out = tol_arena_copy(arena, bytes);
    return tol_arena_ok(arena) ? TOL_OK : tol_fail_nomem(err);
}

tol_status tol_db_text(tol_store *store, sqlite3_stmt *stmt, int column, tol_arena *arena, tol_str *out, tol_error *err)
{
    tol_status status = tol_db_blob(store, stmt, column, arena, out, err);
    if (!status && !tol_utf8_is_valid(*out)) {
        return tol_db_corrupt(store, err, "a text is not UTF-8");
    }
    return status;
}

void tol_db_rollback(tol_store *store)
{
    sqlite3_stmt *stmt = store->statements[TOL_SQL_ROLLBACK];
    if (stmt && !sqlite3_get_autocommit(store->db)) {
        sqlite3_step(stmt);
        sqlite3_reset(stmt);
    }
}

/*
 * Empty the write-ahead log into the bank's file, so that the file is whole. What was committed is safe without it:
 * failure (a reader still needs the log, the disk is full) only means that somebody does it later.
 */
static void checkpoint(tol_store *store)
{
    sqlite3_busy_timeout(store->db, 0);
    sqlite3_wal_checkpoint_v2(store->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
    sqlite3_busy_timeout(store->db, TOL_BUSY_MS);
}

tol_status tol_db_write_end(tol_store *store, tol_status status, tol_error *err)
{
    for (int i = 0; i < TOL_SQL_COUNT; i++) {
        sqlite3_reset(store->statements[i]);
    }
    if (!status) {
        status = tol_db_exec(store, "COMMIT", err);
    }
    if (status) {
        tol_db_rollback(store);
        tol_langs_reset(&store->langs);
        tol_strings_renew(&store->strings, true);
    } else {
        checkpoint(store);
    }
    store->is_writing = false;
    return status;
}

tol_status tol_db_write_begin(tol_store *store, tol_error *err)
{
    if (store->mode == TOL_OPEN_READ) {
        return tol_fail(err, TOL_EINVAL, "the bank is open for reading only");
    }
    if (store->is_writing || store->snapshot_depth) {
        return tol_fail(err, TOL_EBUSY, "%s through this handle is under way",
                        store->is_writing ? "an import" : "a walk");
    }
    tol_db_rollback(store);
    tol_status status = tol_db_exec(store, "BEGIN IMMEDIATE", err);
    if (!status) {
        store->is_writing = true;
        tol_strings_renew(&store->strings, false);
        status = tol_langs_load(store, err);
        if (status) {
            tol_db_write_end(store, status, NULL);
        }
    }
    return status;
}
