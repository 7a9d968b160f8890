#include "store/index_read.h"

#include <string.h>

#include "base/fail.h"
#include "base/mem.h"
#include "store/bytes.h"
#include "store/index_format.h"
#include "store/schema.h"

tol_status tol_index_damaged(const tol_index *index, int64_t segment, tol_error *err)
{
    return tol_db_corrupt(index->store, err, "index segment %lld cannot be read", (long long)segment);
}

static bool read_weights(tol_segment *segment, tol_bytes *in, tol_arena *arena)
{
    segment->n_weights = tol_get_count(in);
    segment->weights = tol_arena_calloc(arena, segment->n_weights, sizeof *segment->weights);
    uint64_t weight = 0, end = 0;
    for (size_t i = 0; segment->weights && i < segment->n_weights; i++) {
        weight += tol_get_varint(in);
        end += tol_get_varint(in);
        if (weight > UINT32_MAX || end > segment->n) {
            return false;
        }
        segment->weights[i] = (tol_weight_class){(uint32_t)weight, (uint32_t)end};
    }
    return !in->failed && end == segment->n;
}

static bool read_frequent(tol_segment *segment, tol_bytes *in, tol_arena *arena)
{
    segment->n_frequent = tol_get_count(in);
    if (segment->n_frequent > TOL_FREQUENT_KEYS) {
        return false;
    }
    segment->frequent = tol_arena_calloc(arena, segment->n_frequent, sizeof *segment->frequent);
    for (size_t i = 0; segment->frequent && i < segment->n_frequent; i++) {
        segment->frequent[i] = tol_arena_copy(arena, tol_get_slice(in, tol_get_varint(in)));
    }
    return !in->failed;
}

static tol_status take_segment(tol_index *index, sqlite3_stmt *stmt, tol_segment *segment, tol_error *err)
{
    int64_t n = sqlite3_column_int64(stmt, 3);
    *segment = (tol_segment){.id = sqlite3_column_int64(stmt, 0),
                             .lo = sqlite3_column_int64(stmt, 1),
                             .hi = sqlite3_column_int64(stmt, 2),
                             .n = (uint32_t)n};
    tol_bytes in = tol_bytes_of(tol_db_peek_blob(stmt, 4));
    if (n < 1 || n > (int64_t)TOL_SEGMENT_BLOCK << TOL_SEGMENT_SHIFT || !read_weights(segment, &in, &index->arena) ||
        !read_frequent(segment, &in, &index->arena)) {
        return tol_index_damaged(index, segment->id, err);
    }
    size_t n_blocks = (segment->n + TOL_SEGMENT_BLOCK - 1) / TOL_SEGMENT_BLOCK;
    segment->signatures = tol_arena_calloc(&index->arena, n_blocks, sizeof(uint64_t *));
    segment->entries = tol_arena_calloc(&index->arena, n_blocks, sizeof(tol_index_entry *));
    return tol_arena_ok(&index->arena) ? TOL_OK : tol_fail_nomem(err);
}

static tol_status load_segments(tol_index *index, tol_error *err)
{
    sqlite3_stmt *stmt = NULL;
    bool has_row = true;
    size_t cap = 0;
    tol_status status = tol_db_prepare(index->store, TOL_SQL_SEGMENT_ALL, &stmt, err);
    if (!status) {
        sqlite3_bind_int64(stmt, 1, index->dictionary);
    }
    while (!status && !(status = tol_db_step(index->store, stmt, &has_row, err)) && has_row) {
        if (index->n_segments == cap) {
            cap = cap ? cap * 2 : 16;
            tol_segment *grown = tol_mem_realloc(index->segments, cap * sizeof *grown);
            if (!grown) {
                status = tol_fail_nomem(err);
                break;
            }
            index->segments = grown;
        }
        status = take_segment(index, stmt, &index->segments[index->n_segments], err);
        index->n_segments += !status;
    }
    sqlite3_finalize(stmt);
    return status;
}

static tol_status load_stale(tol_index *index, tol_error *err)
{
    sqlite3_stmt *stmt = NULL;
    bool has_row = true;
    int64_t n = 0;
    tol_status status = tol_db_number(index->store, "SELECT count(*) FROM stale", &n, err);
    if (status || n == 0) {
        return status;
    }
    index->stale = tol_arena_calloc(&index->arena, (size_t)n, sizeof *index->stale);
    status = index->stale ? tol_db_prepare(index->store, TOL_SQL_STALE_ALL, &stmt, err) : tol_fail_nomem(err);
    while (!status && !(status = tol_db_step(index->store, stmt, &has_row, err)) && has_row) {
        if (index->n_stale < (size_t)n) {
            index->stale[index->n_stale++] = sqlite3_column_int64(stmt, 0);
        }
    }
    sqlite3_finalize(stmt);
    return status;
}

/* One number of a statement with one or two arguments; `otherwise` when it gives no row. */
static tol_status one_number(tol_store *store, tol_sql sql, int64_t first, int64_t second, int column,
                             int64_t otherwise, int64_t *out, tol_error *err)
{
    sqlite3_stmt *stmt = NULL;
    bool has_row = false;
    tol_status status = tol_db_statement(store, sql, &stmt, err);
    if (status) {
        return status;
    }
    sqlite3_bind_int64(stmt, 1, first);
    if (sqlite3_bind_parameter_count(stmt) > 1) {
        sqlite3_bind_int64(stmt, 2, second);
    }
    status = tol_db_step(store, stmt, &has_row, err);
    *out = has_row ? sqlite3_column_int64(stmt, column) : otherwise;
    sqlite3_reset(stmt);
    return status;
}

static tol_status load_state(tol_index *index, tol_error *err)
{
    int64_t n_pending = 0;
    tol_status status =
        one_number(index->store, TOL_SQL_INDEX_STATE_GET, index->dictionary, 0, 0, 0, &index->indexed_to, err);
    if (!status) {
        status =
            one_number(index->store, TOL_SQL_ROWS_PENDING, index->dictionary, index->indexed_to, 0, 0, &n_pending, err);
    }
    index->has_pending = n_pending > 0;
    return status;
}

static tol_status load_langs(tol_index *index, tol_str lang, tol_error *err)
{
    const tol_langs *langs = &index->store->langs;
    index->langs = tol_arena_calloc(&index->arena, langs->n, sizeof *index->langs);
    if (!index->langs) {
        return tol_fail_nomem(err);
    }
    for (size_t i = 0; i < langs->n; i++) {
        if (!lang.ptr || tol_lang_matches(langs->items[i].tag, lang)) {
            index->langs[index->n_langs++] = langs->items[i].id;
        }
    }
    return TOL_OK;
}

bool tol_index_serves(const tol_index *index, int64_t lang)
{
    for (size_t i = 0; i < index->n_langs; i++) {
        if (index->langs[i] == lang) {
            return true;
        }
    }
    return false;
}

bool tol_index_is_stale(const tol_index *index, int64_t unit)
{
    size_t low = 0, high = index->n_stale;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (index->stale[middle] < unit) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < index->n_stale && index->stale[low] == unit;
}

tol_status tol_index_load(tol_store *store, tol_str analysis_lang, tol_str lang, tol_index *index, tol_error *err)
{
    *index = (tol_index){.store = store};
    sqlite3_stmt *stmt = NULL;
    bool has_row = false;
    tol_status status = tol_setting_get(store, "generation", &index->generation, err);
    if (!status) {
        status = tol_setting_get(store, "epoch", &index->epoch, err);
    }
    if (!status) {
        status = tol_db_statement(store, TOL_SQL_DICTIONARY_GET, &stmt, err);
    }
    if (!status) {
        tol_db_bind_text(stmt, 1, analysis_lang);
        status = tol_db_step(store, stmt, &has_row, err);
        index->dictionary = has_row ? sqlite3_column_int64(stmt, 0) : 0;
        sqlite3_reset(stmt);
    }
    if (!status && index->dictionary) {
        status = load_state(index, err);
    }
    if (!status && index->dictionary) {
        status = load_segments(index, err);
    }
    if (!status && index->dictionary) {
        status = load_stale(index, err);
    }
    if (!status) {
        status = load_langs(index, lang, err);
    }
    if (status) {
        tol_index_release(index);
    }
    return status;
}

tol_status tol_index_is_current(const tol_index *index, bool *is_current, bool *same_epoch, tol_error *err)
{
    int64_t generation = 0, epoch = 0;
    tol_status status = tol_setting_get(index->store, "generation", &generation, err);
    *is_current = generation == index->generation;
    *same_epoch = true;
    if (!status && !*is_current) {
        status = tol_setting_get(index->store, "epoch", &epoch, err);
        *same_epoch = epoch == index->epoch;
    }
    return status;
}

void tol_index_release(tol_index *index)
{
    for (size_t i = 0; i < index->n_segments; i++) {
        tol_segment *segment = &index->segments[i];
        for (uint32_t block = 0; block * TOL_SEGMENT_BLOCK < segment->n; block++) {
            tol_mem_free(segment->signatures[block]);
            tol_mem_free(segment->entries[block]);
        }
    }
    tol_mem_free(index->segments);
    tol_arena_release(&index->arena);
    *index = (tol_index){.store = index->store};
}
