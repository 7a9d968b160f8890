#include "store/places.h"

#include "base/fail.h"
#include "store/db.h"

/* ---- reading ---- */

/* Whether a file brought a unit, so that its id says where it stood. */
static tol_status has_document(tol_store *store, int64_t unit, bool *has, tol_error *err)
{
    sqlite3_stmt *stmt = NULL;
    tol_status status = tol_db_statement(store, TOL_SQL_UNIT_HAS_ORIGIN, &stmt, err);
    if (status) {
        return status;
    }
    sqlite3_bind_int64(stmt, 1, unit);
    status = tol_db_step(store, stmt, has, err);
    sqlite3_reset(stmt);
    return status;
}

/* The rows of a unit. */
static tol_status read_rows(tol_store *store, int64_t unit, tol_place places[TOL_PLACES_MAX], size_t *n, tol_error *err)
{
    sqlite3_stmt *stmt = NULL;
    bool has_row = true;
    *n = 0;
    tol_status status = tol_db_statement(store, TOL_SQL_PLACE_GET, &stmt, err);
    if (status) {
        return status;
    }
    sqlite3_bind_int64(stmt, 1, unit);
    while (*n < TOL_PLACES_MAX && !(status = tol_db_step(store, stmt, &has_row, err)) && has_row) {
        places[(*n)++] = (tol_place){sqlite3_column_int64(stmt, 0), sqlite3_column_int64(stmt, 1)};
    }
    sqlite3_reset(stmt);
    return status;
}

tol_status tol_places_of(tol_store *store, int64_t unit, tol_place places[TOL_PLACES_MAX], size_t *n, tol_error *err)
{
    bool has = false;
    tol_status status = read_rows(store, unit, places, n, err);
    if (!status && *n == 0) {
        status = has_document(store, unit, &has, err);
    }
    if (!status && has) {
        places[0] = (tol_place){unit - 1, unit + 1};
        *n = 1;
    }
    return status;
}

/* ---- an import ---- */

static tol_status add_row(tol_store *store, int64_t unit, tol_place place, tol_error *err)
{
    sqlite3_stmt *stmt = NULL;
    tol_status status = tol_db_statement(store, TOL_SQL_PLACE_ADD, &stmt, err);
    if (status) {
        return status;
    }
    sqlite3_bind_int64(stmt, 1, unit);
    sqlite3_bind_int64(stmt, 2, place.prev);
    sqlite3_bind_int64(stmt, 3, place.next);
    return tol_db_run(store, stmt, err);
}

static bool is_told_by_ids(int64_t unit, tol_place place)
{
    return place.prev == unit - 1 && place.next == unit + 1;
}

/* One more place of a unit that was in the bank before. */
static tol_status add_place(tol_store *store, int64_t unit, tol_place place, tol_error *err)
{
    tol_place places[TOL_PLACES_MAX];
    size_t n = 0;
    bool has = false;
    tol_status status = read_rows(store, unit, places, &n, err);
    if (!status && n == 0) {
        status = has_document(store, unit, &has, err);
    }
    if (status || n == TOL_PLACES_MAX || (has && is_told_by_ids(unit, place))) {
        return status;
    }
    /* From its first row on a unit's places are its rows. */
    if (has) {
        status = add_row(store, unit, (tol_place){unit - 1, unit + 1}, err);
    }
    return status ? status : add_row(store, unit, place, err);
}

/* The place that waited is known: its next neighbour is. */
static tol_status settle(tol_sequence *s, int64_t next, tol_error *err)
{
    tol_place place = {s->prev, next};
    if (!s->has_unit || s->unit == TOL_PLACE_UNKNOWN) {
        return TOL_OK;
    }
    if (!s->is_new) {
        return add_place(s->store, s->unit, place, err);
    }
    return is_told_by_ids(s->unit, place) ? TOL_OK : add_row(s->store, s->unit, place, err);
}

tol_status tol_sequence_add(tol_sequence *sequence, int64_t unit, bool is_new, tol_error *err)
{
    tol_status status = settle(sequence, unit, err);
    sequence->prev = sequence->has_unit ? sequence->unit : TOL_PLACE_EDGE;
    sequence->unit = unit;
    sequence->is_new = is_new;
    sequence->has_unit = true;
    return status;
}

tol_status tol_sequence_end(tol_sequence *sequence, tol_error *err)
{
    tol_status status = settle(sequence, TOL_PLACE_EDGE, err);
    sequence->has_unit = false;
    return status;
}
