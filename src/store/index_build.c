/*
 * Which segments are built. They are built from token rows, never from other segments: a segment grows by being built
 * anew over a larger range of units. The last segments of a dictionary are taken together while they are small, so that
 * there are few of them (after the merging of Lucene and of SQLite's FTS5, with ranges of units in the place of runs).
 * Units that change later are put into patches, small segments beside the others.
 */
#include "store/index_build.h"

#include "store/index_format.h"
#include "store/schema.h"
#include "store/segment_queue.h"

/* The numbers in the columns of the one row that a statement gives; `found` false: none. */
static tol_status read_numbers(tol_store *store, tol_sql sql, int64_t first, int64_t second, int64_t *out, int n,
                               bool *found, tol_error *err)
{
    sqlite3_stmt *stmt = NULL;
    tol_status status = tol_db_statement(store, sql, &stmt, err);
    if (status) {
        return status;
    }
    sqlite3_bind_int64(stmt, 1, first);
    if (sqlite3_bind_parameter_count(stmt) > 1) {
        sqlite3_bind_int64(stmt, 2, second);
    }
    status = tol_db_step(store, stmt, found, err);
    for (int i = 0; i < n && *found; i++) {
        out[i] = sqlite3_column_int64(stmt, i);
    }
    sqlite3_reset(stmt);
    return status;
}

static tol_status drop_segment(tol_store *store, int64_t segment, tol_error *err)
{
    int64_t first = (segment * TOL_PARTS) << TOL_PART_SHIFT, end = ((segment + 1) * TOL_PARTS) << TOL_PART_SHIFT;
    tol_status status = tol_db_run_with(store, TOL_SQL_SEGMENT_BLOCK_DROP, first, end - 1, err);
    return status ? status : tol_db_run_with(store, TOL_SQL_SEGMENT_DROP, segment, 0, err);
}

/* How many segments the rows from lo to hi make, and what memory they take together. */
static tol_status count_parts(tol_store *store, int64_t dictionary, int64_t lo, int64_t hi, int64_t *parts,
                              int64_t *bytes, tol_error *err)
{
    sqlite3_stmt *stmt = NULL;
    bool has_row = false;
    *parts = (hi - lo) / UINT32_MAX + 1;
    *bytes = 0;
    tol_status status = tol_db_statement(store, TOL_SQL_ROWS_SIZE, &stmt, err);
    if (status) {
        return status;
    }
    sqlite3_bind_int64(stmt, 1, dictionary);
    sqlite3_bind_int64(stmt, 2, lo);
    sqlite3_bind_int64(stmt, 3, hi);
    status = tol_db_step(store, stmt, &has_row, err);
    if (has_row) {
        *bytes = sqlite3_column_int64(stmt, 0) * TOL_SEGMENT_ROW + sqlite3_column_int64(stmt, 1);
        *parts += *bytes / store->segment_memory;
        sqlite3_reset(stmt);
    }
    return status;
}

/* Cover lo to hi with as few segments as may be. */
static tol_status build_range(tol_segment_queue *queue, tol_dict *dict, int64_t lo, int64_t hi, tol_error *err)
{
    int64_t parts = 1, bytes = 0;
    tol_status status = count_parts(queue->store, dict->id, lo, hi, &parts, &bytes, err);
    int64_t step = (hi - lo) / parts + 1;
    for (; lo <= hi && !status; lo += step) {
        int64_t end = hi - lo < step ? hi : lo + step - 1;
        status = tol_segment_queue_add(queue, dict, lo, end, bytes / parts, err);
    }
    return status;
}

/* Take the last segments along while they are small: *lo and *n_rows then include them. */
static tol_status take_last_segments(tol_store *store, int64_t dictionary, int64_t *lo, int64_t *n_rows, tol_error *err)
{
    int64_t most = *n_rows * 8 > TOL_SEGMENT_SMALL ? *n_rows * 8 : TOL_SEGMENT_SMALL;
    for (;;) {
        int64_t last[3] = {0, 0, 0}; /* id, lo, n */
        bool found = false;
        tol_status status = read_numbers(store, TOL_SQL_SEGMENT_LAST, dictionary, 0, last, 3, &found, err);
        if (status || !found || last[2] > 4 * *n_rows || *n_rows + last[2] > most) {
            return status;
        }
        *lo = last[1];
        *n_rows += last[2];
        status = drop_segment(store, last[0], err);
        if (status) {
            return status;
        }
    }
}

typedef struct dictionary_state {
    int64_t id, indexed_to, last, n_pending;
} dictionary_state;

static tol_status read_state(tol_store *store, dictionary_state *state, tol_error *err)
{
    bool found = false;
    int64_t rows[2] = {0, 0};
    state->indexed_to = 0;
    tol_status status = read_numbers(store, TOL_SQL_INDEX_STATE_GET, state->id, 0, &state->indexed_to, 1, &found, err);
    if (!status) {
        status = read_numbers(store, TOL_SQL_ROWS_PENDING, state->id, state->indexed_to, rows, 2, &found, err);
    }
    state->n_pending = rows[0];
    state->last = rows[1];
    return status;
}

static tol_status update_dictionary(tol_segment_queue *queue, const dictionary_state *state, tol_error *err)
{
    tol_dict dict;
    tol_store *store = queue->store;
    int64_t lo = state->indexed_to + 1, n_rows = state->n_pending;
    tol_status status = tol_dict_open_id(store, state->id, &dict, err);
    if (!status && n_rows > 0) {
        status = take_last_segments(store, state->id, &lo, &n_rows, err);
    }
    if (!status && n_rows > 0) {
        status = build_range(queue, &dict, lo, state->last, err);
    }
    if (!status) {
        int64_t to = state->last > state->indexed_to ? state->last : state->indexed_to;
        status = tol_db_run_with(store, TOL_SQL_INDEX_STATE_PUT, state->id, to, err);
    }
    tol_dict_release(&dict);
    return status;
}

/* Update the dictionaries that more rows wait for than `at_least`. */
static tol_status update_all(tol_store *store, int64_t at_least, tol_error *err)
{
    sqlite3_stmt *stmt = NULL;
    bool has_row = true;
    tol_segment_queue queue = {.store = store};
    tol_status status = tol_db_prepare(store, TOL_SQL_DICTIONARY_ALL, &stmt, err);
    while (!status && !(status = tol_db_step(store, stmt, &has_row, err)) && has_row) {
        dictionary_state state = {.id = sqlite3_column_int64(stmt, 0)};
        status = read_state(store, &state, err);
        if (!status && state.n_pending > at_least) {
            status = update_dictionary(&queue, &state, err);
        }
    }
    sqlite3_finalize(stmt);
    status = status ? status : tol_segment_queue_flush(&queue, err);
    tol_segment_queue_release(&queue);
    return status;
}

/* ---- units that have changed ---- */

static tol_status drop_patches(tol_store *store, tol_error *err)
{
    bool found = true;
    tol_status status = TOL_OK;
    while (!status && found) {
        int64_t id = 0;
        status = tol_db_number_of(store, TOL_SQL_SEGMENT_PATCH, 0, &id, err);
        found = id != 0;
        if (!status && found) {
            status = drop_segment(store, id, err);
        }
    }
    return status;
}

static tol_status build_patches(tol_store *store, const tol_changed_units *units, int64_t patch, tol_error *err)
{
    sqlite3_stmt *stmt = NULL;
    bool has_row = true;
    tol_segment_queue queue = {.store = store};
    tol_status status = tol_db_prepare(store, TOL_SQL_DICTIONARY_ALL, &stmt, err);
    while (!status && !(status = tol_db_step(store, stmt, &has_row, err)) && has_row) {
        tol_dict dict;
        status = tol_dict_open_id(store, sqlite3_column_int64(stmt, 0), &dict, err);
        if (!status) {
            status = tol_segment_queue_patch(&queue, &dict, units->items, units->n, patch, err);
        }
        tol_dict_release(&dict);
    }
    sqlite3_finalize(stmt);
    status = status ? status : tol_segment_queue_flush(&queue, err);
    tol_segment_queue_release(&queue);
    return status;
}

/* Put all stale units into a new patch. */
static tol_status patch_stale(tol_store *store, tol_error *err)
{
    tol_changed_units units = {NULL, 0, 0};
    int64_t patch = 0;
    tol_status status = tol_setting_get(store, "patch", &patch, err);
    patch++;
    if (!status) {
        status = tol_setting_put(store, "patch", patch, err);
    }
    if (!status) {
        status = drop_patches(store, err);
    }
    if (!status) {
        status = tol_changed_units_read(store, &units, err);
    }
    if (!status) {
        status = build_patches(store, &units, patch, err);
    }
    tol_changed_units_release(&units);
    return status ? status : tol_db_run_with(store, TOL_SQL_STALE_PATCH, patch, 0, err);
}

void tol_index_set_patch_max(tol_store *store, int64_t n_units)
{
    store->patch_max = n_units;
}

void tol_index_set_pending_max(tol_store *store, int64_t n_rows)
{
    store->pending_max = n_rows;
}

tol_status tol_index_note_change(tol_store *store, int64_t unit, tol_error *err)
{
    return tol_db_run_with(store, TOL_SQL_STALE_ADD, unit, 0, err);
}

static tol_status next_generation(tol_store *store, tol_error *err)
{
    return tol_db_exec(store, "UPDATE setting SET value = value + 1 WHERE name = 'generation'", err);
}

static tol_status clear_index(tol_store *store, tol_error *err)
{
    return tol_db_exec(
        store, "DELETE FROM segment_block; DELETE FROM segment; DELETE FROM index_state; DELETE FROM stale", err);
}

/* Whether more than half of the entries have no row any more. */
static tol_status is_mostly_gone(tol_store *store, bool *is_gone, tol_error *err)
{
    int64_t n_entries = 0, n_rows = 0;
    tol_status status = tol_db_number(store, "SELECT total(n) FROM segment WHERE patch = 0", &n_entries, err);
    if (!status && n_entries) {
        status = tol_db_number(store, "SELECT total(n) FROM token_rows", &n_rows, err);
    }
    *is_gone = n_entries > 2 * n_rows;
    return status;
}

tol_status tol_index_rebuild(tol_store *store, tol_error *err)
{
    tol_status status = clear_index(store, err);
    if (!status) {
        status = update_all(store, 0, err);
    }
    return status ? status : next_generation(store, err);
}

/* Of more stale units than a patch should hold nothing is kept: units among them may lie where no segment is. */
tol_status tol_index_update(tol_store *store, tol_error *err)
{
    int64_t n_waiting = 0, n_stale = 0;
    tol_status status = tol_db_number(store, "SELECT count(*) FROM stale WHERE patch = 0", &n_waiting, err);
    bool is_due = n_waiting > store->pending_max;
    if (!status && is_due) {
        status = tol_db_number(store, "SELECT count(*) FROM stale", &n_stale, err);
    }
    if (status || n_stale > store->patch_max) {
        return status ? status : tol_index_rebuild(store, err);
    }
    status = is_due ? patch_stale(store, err) : TOL_OK;
    status = status ? status : update_all(store, store->pending_max, err);
    return status ? status : next_generation(store, err);
}

tol_status tol_index_shrink(tol_store *store, tol_error *err)
{
    bool is_gone = false;
    tol_status status = is_mostly_gone(store, &is_gone, err);
    if (status || !is_gone) {
        return status ? status : next_generation(store, err);
    }
    return tol_index_rebuild(store, err);
}
