/* Opening and closing a bank. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fail.h"
#include "base/mem.h"
#include "store/index_format.h"
#include "store/rebuild.h"
#include "store/schema.h"

/*
 * Settings of every connection. Commits are flushed to disk (FULL): in a write-ahead log NORMAL would leave the last
 * imports to a power cut, and one flush an import costs nothing. The log is emptied by us after each commit, not in the
 * middle of an import. The page cache bounds an import's memory: beyond it SQLite spills to the log.
 */
static const char pragmas_all[] = "PRAGMA trusted_schema = OFF; PRAGMA synchronous = FULL;"
                                  "PRAGMA wal_autocheckpoint = 0; PRAGMA cache_size = -32768;"
                                  "PRAGMA temp_store = FILE";
/* Nothing is built on damage that a page's cells would show. Readers go without this check: of a mapped page it would
 * be made at every visit, and costs a third of a lookup. */
static const char pragmas_write[] = "PRAGMA cell_size_check = ON";
/* A writer does not map the file, its memory would seem to grow by all that it touches. */
static const char pragmas_read[] = TOL_PRAGMA_MAPPED "; PRAGMA query_only = ON";
/* Only a new file takes the size of a page. */
static const char pragmas_new[] = "PRAGMA page_size = 8192";

static char *absolute_or_plain(const char *path)
{
    /* SQLite gives a meaning to ":memory:" and may to "file:…"; a file's name has none. */
    size_t len = strlen(path);
    char *copy = tol_mem_alloc(len + 3);
    if (copy) {
        snprintf(copy, len + 3, "%s%s", path[0] == '/' ? "" : "./", path);
    }
    return copy;
}

/* Make the folders of a path that are missing. */
static tol_status make_folders(const char *path, tol_error *err)
{
    char *folder = tol_mem_strdup(path);
    if (!folder) {
        return tol_fail_nomem(err);
    }
    tol_status status = TOL_OK;
    for (char *slash = strchr(folder + 1, '/'); slash && !status; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        if (mkdir(folder, 0777) != 0 && errno != EEXIST && errno != EISDIR && errno != EROFS) {
            status = tol_fail_errno(err, TOL_EIO, "could not make the folder \"%s\"", folder);
        }
        *slash = '/';
    }
    tol_mem_free(folder);
    return status;
}

static tol_status check_path(const char *path, tol_open_mode mode, tol_error *err)
{
    struct stat info;
    if (!path || !path[0]) {
        return tol_fail(err, TOL_EINVAL, "no bank was named");
    }
    if (stat(path, &info) == 0) {
        return S_ISDIR(info.st_mode) ? tol_fail(err, TOL_EIO, "the bank is a folder") : TOL_OK;
    }
    if (errno != ENOENT) {
        return tol_fail_errno(err, TOL_EIO, "could not open the bank");
    }
    return mode == TOL_OPEN_CREATE ? make_folders(path, err) : tol_fail(err, TOL_ENOTFOUND, "no such bank");
}

/*
 * A bank on a medium that nobody can write to: SQLite cannot set up the shared index of the log there, and needs none
 * when there is no log. Only then may the file be taken for unchangeable.
 */
static bool may_be_immutable(const char *path)
{
    struct stat info;
    char log[4096];
    int len = snprintf(log, sizeof log, "%s-wal", path);
    return len > 0 && (size_t)len < sizeof log && (stat(log, &info) != 0 || info.st_size == 0);
}

static tol_status open_immutable(tol_store *store, tol_error *err)
{
    /* '%', '?' and '#' mean something in a URI. */
    tol_buf uri = TOL_BUF_INIT;
    tol_buf_add(&uri, TOL_LIT("file:"));
    for (const char *p = store->path; *p; p++) {
        if (strchr("%?#", *p)) {
            tol_buf_printf(&uri, "%%%02X", (unsigned)*p);
        } else {
            tol_buf_byte(&uri, *p);
        }
    }
    tol_buf_add(&uri, TOL_LIT("?immutable=1"));
    sqlite3_close(store->db);
    store->db = NULL;
    int rc = tol_buf_ok(&uri) ? sqlite3_open_v2(uri.ptr, &store->db, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, NULL)
                              : SQLITE_NOMEM;
    tol_buf_release(&uri);
    return rc == SQLITE_OK ? TOL_OK : tol_db_fail(store, err, "open the bank");
}

static tol_status connect_file(tol_store *store, tol_error *err)
{
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX;
    flags |= store->mode == TOL_OPEN_CREATE ? SQLITE_OPEN_CREATE : 0;
    if (sqlite3_open_v2(store->path, &store->db, flags, NULL) != SQLITE_OK) {
        return tol_db_fail(store, err, "open the bank");
    }
    sqlite3_busy_timeout(store->db, TOL_BUSY_MS);
    int rc = sqlite3_exec(store->db, "SELECT count(*) FROM sqlite_schema", NULL, NULL, NULL);
    if (store->mode == TOL_OPEN_READ && (rc == SQLITE_CANTOPEN || (rc & 0xFF) == SQLITE_READONLY) &&
        may_be_immutable(store->path)) {
        return open_immutable(store, err);
    }
    return rc == SQLITE_NOTADB ? tol_db_corrupt(store, err, "the file is no bank of tolmach")
           : rc == SQLITE_OK   ? TOL_OK
                               : tol_db_fail(store, err, "read the bank");
}

static void harden(tol_store *store)
{
    sqlite3_extended_result_codes(store->db, 1);
    sqlite3_db_config(store->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(store->db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
    sqlite3_db_config(store->db, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
}

/* The bank of a connection that may write: migrated, and with a write-ahead log. */
static tol_status prepare_to_write(tol_store *store, int64_t version, const tol_listener *listener, tol_error *err)
{
    tol_status status = version ? TOL_OK : tol_db_exec(store, pragmas_new, err);
    if (!status && version < TOL_SCHEMA_VERSION) {
        status = tol_schema_migrate(store, err);
    }
    if (!status) {
        status = tol_db_exec(store, "PRAGMA journal_mode = WAL", err);
    }
    return status ? status : tol_rebuild_if_needed(store, listener, err);
}

/* Whether a bank that is opened for reading has to be brought up to date by a writer before. */
static tol_status check_age(tol_store *store, int64_t version, bool *is_old, tol_error *err)
{
    *is_old = version < TOL_SCHEMA_VERSION;
    return *is_old ? TOL_OK : tol_rebuild_is_needed(store, is_old, err);
}

static tol_status upgrade(const tol_store *store, const tol_listener *listener, tol_error *err)
{
    tol_store *writer = NULL;
    tol_error reason;
    tol_status status = tol_store_open(store->path, TOL_OPEN_WRITE, listener, &writer, &reason);
    tol_store_close(writer);
    if (status == TOL_EIO || status == TOL_EBUSY) {
        return tol_fail(err, TOL_EVERSION, "the bank was made by another version of tolmach and cannot be renewed: %s",
                        reason.message);
    }
    if (status && err) {
        *err = reason;
    }
    return status;
}

static tol_status open_bank(tol_store *store, const tol_listener *listener, tol_error *err)
{
    int64_t version = 0;
    bool is_old = false;
    tol_status status = connect_file(store, err);
    if (status) {
        return status;
    }
    harden(store);
    status = tol_db_exec(store, pragmas_all, err);
    if (!status) {
        status = tol_db_prepare(store, TOL_SQL_ROLLBACK, &store->statements[TOL_SQL_ROLLBACK], err);
    }
    if (!status) {
        status = tol_schema_check(store, &version, err);
    }
    if (!status && version == 0 && store->mode != TOL_OPEN_CREATE) {
        status = tol_db_corrupt(store, err, "the file is empty, it is no bank of tolmach");
    }
    if (status) {
        return status;
    }
    if (store->mode != TOL_OPEN_READ) {
        status = tol_db_exec(store, pragmas_write, err);
        return status ? status : prepare_to_write(store, version, listener, err);
    }
    status = check_age(store, version, &is_old, err);
    if (!status && is_old) {
        status = upgrade(store, listener, err);
    }
    return status ? status : tol_db_exec(store, pragmas_read, err);
}

tol_status tol_store_open(const char *path, tol_open_mode mode, const tol_listener *listener, tol_store **out,
                          tol_error *err)
{
    tol_error_clear(err);
    *out = NULL;
    tol_status status = check_path(path, mode, err);
    if (status) {
        tol_fail_locate(err, path, 0);
        return status;
    }
    tol_store *store = tol_mem_calloc(1, sizeof *store);
    if (!store) {
        return tol_fail_nomem(err);
    }
    store->mode = mode;
    store->strings.store = store;
    store->pending_max = TOL_PENDING_MAX;
    store->patch_max = TOL_PATCH_MAX;
    store->segment_memory = TOL_SEGMENT_MEMORY;
    store->path = absolute_or_plain(path);
    status = store->path ? open_bank(store, listener, err) : tol_fail_nomem(err);
    if (status) {
        tol_store_close(store);
        return status;
    }
    *out = store;
    return TOL_OK;
}

void tol_store_close(tol_store *store)
{
    if (store) {
        for (int i = 0; i < TOL_SQL_COUNT; i++) {
            sqlite3_finalize(store->statements[i]);
        }
        sqlite3_close_v2(store->db);
        tol_langs_release(&store->langs);
        tol_strings_release(&store->strings);
        tol_mem_free(store->path);
        tol_mem_free(store);
    }
}
