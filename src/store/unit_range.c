#include "store/unit_range.h"

#include "base/fail.h"
#include "store/schema.h"

tol_status tol_unit_range_open(tol_store *store, tol_unit_range *range, tol_error *err)
{
    *range = (tol_unit_range){.store = store};
    tol_status status = tol_setting_get(store, "next_unit", &range->next_id, err);
    range->first_id = range->next_id;
    return !status && range->next_id < 1 ? tol_db_corrupt(store, err, "it does not say where ids of units go on")
                                         : status;
}

static tol_status put_range(tol_unit_range *range, tol_error *err)
{
    sqlite3_stmt *stmt = NULL;
    if (!range->memory) {
        return TOL_OK;
    }
    tol_status status = tol_db_statement(range->store, TOL_SQL_RANGE_PUT, &stmt, err);
    if (status) {
        return status;
    }
    sqlite3_bind_int64(stmt, 1, range->memory);
    sqlite3_bind_int64(stmt, 2, range->first);
    sqlite3_bind_int64(stmt, 3, range->last);
    sqlite3_bind_int64(stmt, 4, range->n);
    return tol_db_run(range->store, stmt, err);
}

/* The last range of a memory when `id` follows it, else a new one. */
static tol_status begin_range(tol_unit_range *range, int64_t memory, int64_t id, tol_error *err)
{
    sqlite3_stmt *stmt = NULL;
    bool has_row = false;
    tol_status status = tol_db_statement(range->store, TOL_SQL_RANGE_LAST, &stmt, err);
    if (status) {
        return status;
    }
    sqlite3_bind_int64(stmt, 1, memory);
    status = tol_db_step(range->store, stmt, &has_row, err);
    range->memory = memory;
    range->first = id;
    range->n = 0;
    if (has_row) {
        if (sqlite3_column_int64(stmt, 1) == id - 1) {
            range->first = sqlite3_column_int64(stmt, 0);
            range->n = sqlite3_column_int64(stmt, 2);
        }
        sqlite3_reset(stmt);
    }
    return status;
}

tol_status tol_unit_range_next(tol_unit_range *range, int64_t memory, int64_t *id, tol_error *err)
{
    tol_status status = TOL_OK;
    *id = range->next_id;
    if (range->memory != memory) {
        status = put_range(range, err);
        if (!status) {
            status = begin_range(range, memory, *id, err);
        }
    }
    range->last = range->next_id++;
    range->n++;
    return status;
}

tol_status tol_unit_range_flush(tol_unit_range *range, tol_error *err)
{
    tol_status status = put_range(range, err);
    range->memory = 0;
    return status || range->next_id == range->first_id
               ? status
               : tol_setting_put(range->store, "next_unit", range->next_id, err);
}

tol_status tol_unit_range_drop(tol_store *store, int64_t memory, int64_t id, tol_error *err)
{
    tol_status status = tol_db_run_with(store, TOL_SQL_RANGE_SHRINK, memory, id, err);
    return status ? status : tol_db_run_with(store, TOL_SQL_RANGE_DROP, memory, id, err);
}
