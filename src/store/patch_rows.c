/*
 * Units that changed are few and anywhere. Their rows are looked up language by language and memory by memory, by
 * ascending unit: units that are neighbours share a chunk, and it is read once for all of them.
 */
#include "store/patch_rows.h"

#include <stdlib.h>
#include <string.h>

#include "base/fail.h"
#include "base/mem.h"
#include "store/index_format.h"

/* ---- which units ---- */

tol_status tol_changed_units_read(tol_store *store, tol_changed_units *units, tol_error *err)
{
    sqlite3_stmt *stmt = NULL;
    bool has_row = true;
    tol_status status = tol_db_prepare(store, TOL_SQL_STALE_UNITS, &stmt, err);
    while (!status && !(status = tol_db_step(store, stmt, &has_row, err)) && has_row) {
        tol_changed_unit *grown = tol_mem_grow(units->items, &units->cap, units->n + 1, sizeof *grown);
        if (!grown) {
            status = tol_fail_nomem(err);
            break;
        }
        units->items = grown;
        grown[units->n++] = (tol_changed_unit){sqlite3_column_int64(stmt, 0), sqlite3_column_int64(stmt, 1),
                                               sqlite3_column_int64(stmt, 2)};
    }
    sqlite3_finalize(stmt);
    return status;
}

void tol_changed_units_release(tol_changed_units *units)
{
    tol_mem_free(units->items);
    *units = (tol_changed_units){NULL, 0, 0};
}

/* ---- their rows ---- */

typedef struct patch_read {
    tol_segment_rows *rows;
    const tol_changed_unit *units; /* by memory and unit */
    int64_t *ids;                  /* of the same units */
    size_t n;
    int64_t memory;
    bool is_full;
} patch_read;

static int by_memory(const void *left, const void *right)
{
    const tol_changed_unit *a = left, *b = right;
    if (a->memory != b->memory) {
        return a->memory < b->memory ? -1 : 1;
    }
    return (a->unit > b->unit) - (a->unit < b->unit);
}

/* Take the rows of the units from *at up to, not including, `end`, which one chunk has; *at then is behind them. */
static tol_status read_chunk(patch_read *read, int64_t lang, size_t *at, size_t end, tol_error *err)
{
    tol_segment_rows *rows = read->rows;
    sqlite3_stmt *stmt = NULL;
    bool has_row = false;
    size_t first = (*at)++;
    tol_status status = tol_db_statement(rows->store, TOL_SQL_ROWS_OF_UNIT, &stmt, err);
    if (status) {
        return status;
    }
    sqlite3_bind_int64(stmt, 1, lang);
    sqlite3_bind_int64(stmt, 2, read->units[first].memory);
    sqlite3_bind_int64(stmt, 3, read->ids[first]);
    status = tol_db_step(rows->store, stmt, &has_row, err);
    if (status || !has_row) {
        return status;
    }
    int64_t last = sqlite3_column_int64(stmt, 5);
    while (*at < end && read->ids[*at] <= last) {
        ++*at;
    }
    if (read->ids[first] <= last) {
        rows->wanted = read->ids + first;
        rows->n_wanted = *at - first;
        status = tol_segment_rows_take(rows, stmt, err);
    }
    sqlite3_reset(stmt);
    read->is_full = read->n > 1 && (int64_t)(rows->n * TOL_SEGMENT_ROW + rows->keys.len) > read->memory;
    return status;
}

static tol_status read_lang(patch_read *read, int64_t lang, tol_error *err)
{
    tol_status status = TOL_OK;
    for (size_t at = 0, end = 0; at < read->n && !status && !read->is_full;) {
        while (end < read->n && read->units[end].memory == read->units[at].memory) {
            end++;
        }
        while (at < end && !status && !read->is_full) {
            status = read_chunk(read, lang, &at, end, err);
        }
    }
    return status;
}

static tol_status read_langs(patch_read *read, tol_error *err)
{
    const tol_langs *langs = &read->rows->store->langs;
    tol_status status = tol_segment_rows_begin(read->rows, err);
    for (size_t i = 0; i < langs->n && !status && !read->is_full; i++) {
        if (langs->items[i].dictionary == read->rows->dict->id) {
            status = read_lang(read, langs->items[i].id, err);
        }
    }
    return status;
}

tol_status tol_patch_rows_read(tol_segment_rows *rows, const tol_changed_unit *units, size_t n, int64_t memory,
                               bool *fits, tol_error *err)
{
    tol_changed_unit *sorted = tol_mem_alloc((n + 1) * sizeof *sorted);
    int64_t *ids = tol_mem_alloc((n + 1) * sizeof *ids);
    tol_status status = sorted && ids ? TOL_OK : tol_fail_nomem(err);
    if (!status) {
        if (n) {
            memcpy(sorted, units, n * sizeof *sorted);
            qsort(sorted, n, sizeof *sorted, by_memory);
        }
        for (size_t i = 0; i < n; i++) {
            ids[i] = sorted[i].unit;
        }
        patch_read read = {.rows = rows, .units = sorted, .ids = ids, .n = n, .memory = memory};
        status = read_langs(&read, err);
        *fits = !read.is_full;
    }
    rows->wanted = NULL;
    rows->n_wanted = 0;
    tol_mem_free(sorted);
    tol_mem_free(ids);
    return status;
}
