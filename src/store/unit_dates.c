#include "store/unit_dates.h"

#include "base/fail.h"
#include "store/unit_store.h"

static int64_t date_of(sqlite3_stmt *stmt, int column)
{
    return sqlite3_column_type(stmt, column) == SQLITE_NULL ? TOL_DATE_NONE : sqlite3_column_int64(stmt, column);
}

static tol_status one_date(tol_store *store, int64_t id, int64_t *date, tol_error *err)
{
    sqlite3_stmt *stmt = NULL;
    bool has_row = false;
    tol_status status = tol_db_statement(store, TOL_SQL_UNIT_DATE, &stmt, err);
    if (status) {
        return status;
    }
    sqlite3_bind_int64(stmt, 1, id);
    status = tol_db_step(store, stmt, &has_row, err);
    if (has_row) {
        *date = date_of(stmt, 0);
        sqlite3_reset(stmt);
    }
    return status;
}

/* Walk all units of the range: where most of them are asked for. */
static tol_status dates_of_range(tol_store *store, const int64_t *ids, size_t n, int64_t *dates, tol_error *err)
{
    sqlite3_stmt *stmt = NULL;
    bool has_row = true;
    size_t i = 0;
    tol_status status = tol_db_statement(store, TOL_SQL_UNIT_DATES, &stmt, err);
    if (status) {
        return status;
    }
    sqlite3_bind_int64(stmt, 1, ids[0]);
    sqlite3_bind_int64(stmt, 2, ids[n - 1]);
    while (!(status = tol_db_step(store, stmt, &has_row, err)) && has_row) {
        int64_t id = sqlite3_column_int64(stmt, 0);
        while (i < n && ids[i] < id) {
            i++;
        }
        for (; i < n && ids[i] == id; i++) {
            dates[i] = date_of(stmt, 1);
        }
    }
    return status;
}

tol_status tol_unit_dates(tol_store *store, const int64_t *ids, size_t n, int64_t *dates, tol_error *err)
{
    for (size_t i = 0; i < n; i++) {
        dates[i] = TOL_DATE_NONE;
    }
    /* A step of a walk costs a fifth of finding a unit by its id. */
    if (n > 0 && (ids[n - 1] - ids[0]) / 5 < (int64_t)n) {
        return dates_of_range(store, ids, n, dates, err);
    }
    tol_status status = TOL_OK;
    for (size_t i = 0; i < n && !status; i++) {
        status = one_date(store, ids[i], &dates[i], err);
    }
    return status;
}

/* ---- migration ---- */

static void bind_date(sqlite3_stmt *stmt, int index, bool has, int64_t date)
{
    if (has) {
        sqlite3_bind_int64(stmt, index, date);
    } else {
        sqlite3_bind_null(stmt, index);
    }
}

static tol_status put_dates(tol_store *store, const tol_unit *unit, tol_error *err)
{
    sqlite3_stmt *stmt = NULL;
    int64_t created = 0, changed = 0;
    bool has_created = tol_unit_created(unit, &created), has_changed = tol_unit_changed(unit, &changed);
    tol_status status = tol_db_statement(store, TOL_SQL_UNIT_DATES_PUT, &stmt, err);
    if (status) {
        return status;
    }
    sqlite3_bind_int64(stmt, 1, unit->id);
    bind_date(stmt, 2, has_created, created);
    bind_date(stmt, 3, has_changed, changed);
    return tol_db_run(store, stmt, err);
}

/* A unit that cannot be read stays as it is: tol_store_verify tells of it. */
static tol_status mend_unit(tol_store *store, sqlite3_stmt *stmt, tol_arena *arena, tol_error *err)
{
    tol_unit unit = {.id = sqlite3_column_int64(stmt, 0)};
    tol_str body = TOL_STR_NULL;
    tol_error reason;
    tol_error_clear(&reason);
    tol_arena_reset(arena);
    tol_status status = tol_db_text(store, stmt, 1, arena, &unit.tuid, &reason);
    if (!status) {
        status = tol_db_blob(store, stmt, 2, arena, &body, &reason);
    }
    if (!status) {
        status = tol_unit_decode(store, unit.id, body, arena, &unit, &reason);
    }
    if (status == TOL_ECORRUPT) {
        return TOL_OK;
    }
    return status ? tol_fail(err, status, "%s", reason.message) : put_dates(store, &unit, err);
}

tol_status tol_unit_dates_mend(tol_store *store, tol_error *err)
{
    sqlite3_stmt *stmt = NULL;
    bool has_row = true;
    tol_arena arena = TOL_ARENA_INIT;
    tol_status status = tol_langs_load(store, err);
    if (!status) {
        status = tol_db_prepare(store, TOL_SQL_UNIT_ALL, &stmt, err);
    }
    while (!status && !(status = tol_db_step(store, stmt, &has_row, err)) && has_row) {
        status = mend_unit(store, stmt, &arena, err);
    }
    sqlite3_finalize(stmt);
    tol_arena_release(&arena);
    return status;
}
