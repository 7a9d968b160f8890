#include "store/index_read.h"

#include <string.h>

#include "base/fail.h"
#include "base/mem.h"
#include "store/bytes.h"
#include "store/index_format.h"
#include "store/schema.h"
#include "store/token_chunk.h"

tol_status tol_index_damaged(const tol_index *index, int64_t segment, tol_error *err)
{
    return tol_db_corrupt(index->store, err, "index segment %lld cannot be read", (long long)segment);
}

/* ---- segments ---- */

static void release_segment(tol_segment *segment)
{
    size_t n_blocks = (segment->n + TOL_SIGNATURE_BLOCK - 1) / TOL_SIGNATURE_BLOCK;
    for (size_t i = 0; segment->signatures && i < n_blocks; i++) {
        tol_mem_free(segment->signatures[i]);
    }
    for (size_t i = 0; segment->entries && i < segment->n_entry_blocks; i++) {
        tol_mem_free(segment->entries[i]);
    }
    for (size_t i = 0; i < segment->n_names; i++) {
        tol_mem_free(segment->names[i]);
    }
    tol_mem_free(segment->names);
    tol_arena_release(&segment->arena);
}

static bool read_pairs(tol_index *index, tol_segment *segment, tol_bytes *in)
{
    segment->n_pairs = tol_get_count(in);
    segment->pairs = tol_arena_calloc(&segment->arena, segment->n_pairs, sizeof *segment->pairs);
    segment->is_served = tol_arena_calloc(&segment->arena, segment->n_pairs, sizeof *segment->is_served);
    for (size_t i = 0; segment->pairs && segment->is_served && i < segment->n_pairs; i++) {
        segment->pairs[i].lang = (int64_t)tol_get_varint(in);
        segment->pairs[i].memory = (int64_t)tol_get_varint(in);
        segment->is_served[i] = tol_index_serves(index, segment->pairs[i].lang);
    }
    return !in->failed;
}

static bool read_weights(tol_segment *segment, tol_bytes *in)
{
    segment->n_weights = tol_get_count(in);
    segment->weights = tol_arena_calloc(&segment->arena, segment->n_weights, sizeof *segment->weights);
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

static bool read_frequent(tol_segment *segment, tol_bytes *in)
{
    segment->n_frequent = tol_get_count(in);
    if (segment->n_frequent > TOL_FREQUENT_KEYS) {
        return false;
    }
    segment->frequent = tol_arena_calloc(&segment->arena, segment->n_frequent, sizeof *segment->frequent);
    for (size_t i = 0; segment->frequent && i < segment->n_frequent; i++) {
        uint64_t name = tol_get_varint(in);
        segment->frequent[i] = name < TOL_TOKEN_NONE ? (uint32_t)name : TOL_TOKEN_NONE;
    }
    return !in->failed;
}

static bool is_size(uint64_t size)
{
    return size <= 2 || size == 4;
}

static bool read_sizes(tol_segment *segment, tol_bytes *in)
{
    uint64_t variant = tol_get_varint(in), variant_size = tol_get_varint(in), pair_size = tol_get_varint(in);
    uint64_t n_chunks = tol_get_varint(in);
    segment->list_bytes = tol_get_varint(in);
    segment->variant = (uint32_t)variant;
    segment->variant_size = (uint32_t)variant_size;
    segment->pair_size = (uint32_t)pair_size;
    segment->n_chunks = (size_t)n_chunks;
    return !in->failed && !tol_bytes_left(in) && variant <= UINT32_MAX && is_size(variant_size) && is_size(pair_size) &&
           n_chunks <= UINT32_MAX && segment->list_bytes >> 48 == 0;
}

static bool read_head(tol_index *index, tol_segment *segment, tol_str head)
{
    tol_bytes in = tol_bytes_of(head);
    return read_pairs(index, segment, &in) && read_weights(segment, &in) && read_frequent(segment, &in) &&
           read_sizes(segment, &in);
}

static tol_status take_segment(tol_index *index, sqlite3_stmt *stmt, tol_segment *segment, tol_error *err)
{
    int64_t n = sqlite3_column_int64(stmt, 3);
    *segment = (tol_segment){.id = sqlite3_column_int64(stmt, 0),
                             .lo = sqlite3_column_int64(stmt, 1),
                             .hi = sqlite3_column_int64(stmt, 2),
                             .n = (uint32_t)n,
                             .patch = sqlite3_column_int64(stmt, 5)};
    bool is_well =
        n >= 1 && n < UINT32_MAX && segment->lo <= segment->hi && read_head(index, segment, tol_db_peek_blob(stmt, 4));
    size_t n_blocks = (segment->n + (size_t)TOL_SIGNATURE_BLOCK - 1) / TOL_SIGNATURE_BLOCK;
    segment->signatures = is_well ? tol_arena_calloc(&segment->arena, n_blocks, sizeof(uint64_t *)) : NULL;
    uint32_t a_block = TOL_ENTRY_BYTES / (TOL_ENTRY_BASE + segment->variant_size + segment->pair_size);
    segment->n_entry_blocks = (segment->n + (size_t)a_block - 1) / a_block;
    segment->entries =
        is_well ? tol_arena_calloc(&segment->arena, segment->n_entry_blocks, sizeof(unsigned char *)) : NULL;
    if (is_well && tol_arena_ok(&segment->arena)) {
        return TOL_OK;
    }
    tol_status status =
        tol_arena_ok(&segment->arena) ? tol_index_damaged(index, segment->id, err) : tol_fail_nomem(err);
    release_segment(segment);
    return status;
}

/* A segment that was read before; it is taken from `old`. */
static bool take_known(tol_segment *old, size_t n_old, int64_t id, tol_segment *segment)
{
    for (size_t i = 0; i < n_old; i++) {
        if (old[i].id == id) {
            *segment = old[i];
            old[i] = (tol_segment){0};
            return true;
        }
    }
    return false;
}

static tol_status load_segments(tol_index *index, tol_segment *old, size_t n_old, tol_error *err)
{
    sqlite3_stmt *stmt = NULL;
    bool has_row = true;
    size_t cap = 0;
    tol_status status = tol_db_prepare(index->store, TOL_SQL_SEGMENT_ALL, &stmt, err);
    if (!status) {
        sqlite3_bind_int64(stmt, 1, index->dictionary);
    }
    while (!status && !(status = tol_db_step(index->store, stmt, &has_row, err)) && has_row) {
        tol_segment *grown = tol_mem_grow(index->segments, &cap, index->n_segments + 1, sizeof *grown);
        if (!grown) {
            status = tol_fail_nomem(err);
            break;
        }
        index->segments = grown;
        tol_segment *next = &index->segments[index->n_segments];
        if (!take_known(old, n_old, sqlite3_column_int64(stmt, 0), next)) {
            status = take_segment(index, stmt, next, err);
        }
        index->n_segments += !status;
    }
    sqlite3_finalize(stmt);
    return status;
}

/* ---- what no segment covers ---- */

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
            index->stale[index->n_stale++] =
                (tol_stale_unit){sqlite3_column_int64(stmt, 0), sqlite3_column_int64(stmt, 1)};
        }
    }
    sqlite3_finalize(stmt);
    return status;
}

const tol_stale_unit *tol_index_stale(const tol_index *index, int64_t unit)
{
    size_t low = 0, high = index->n_stale;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (index->stale[middle].unit < unit) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < index->n_stale && index->stale[low].unit == unit ? &index->stale[low] : NULL;
}

static tol_status add_pending(tol_index *index, const tol_row_pair *pair, const tol_chunk_entry *from, tol_error *err)
{
    tol_bytes in = tol_bytes_of(from->row);
    size_t n = tol_get_count(&in);
    uint32_t *ids = tol_arena_calloc(&index->arena, n, sizeof *ids);
    tol_pending_row *grown = tol_mem_grow(index->pending, &index->pending_cap, index->n_pending + 1, sizeof *grown);
    index->pending = grown ? grown : index->pending;
    if (!ids || !grown) {
        return tol_fail_nomem(err);
    }
    for (size_t i = 0; i < n; i++) {
        uint64_t id = tol_get_varint(&in);
        ids[i] = id < TOL_TOKEN_NONE ? (uint32_t)id : TOL_TOKEN_NONE;
    }
    index->pending[index->n_pending++] =
        (tol_pending_row){pair->lang, pair->memory, {from->unit, from->variant, ids, n}};
    return TOL_OK;
}

/* The rows of the units from lo to hi in one chunk, but for those that a patch has. */
static tol_status take_pending(tol_index *index, const tol_row_pair *pair, tol_chunk_walk walk, int64_t lo, int64_t hi,
                               tol_error *err)
{
    tol_chunk_entry one;
    tol_status status = TOL_OK;
    while (!status && tol_chunk_next(&walk, &one) && one.unit <= hi) {
        const tol_stale_unit *stale = one.unit >= lo ? tol_index_stale(index, one.unit) : NULL;
        if (one.unit >= lo && !(stale && stale->patch)) {
            status = add_pending(index, pair, &one, err);
        }
    }
    return !status && walk.in.failed ? tol_db_corrupt(index->store, err, "token rows cannot be read") : status;
}

/* Units above indexed_to. */
static tol_status load_new(tol_index *index, tol_error *err)
{
    sqlite3_stmt *stmt = NULL;
    bool has_row = true;
    tol_status status = tol_db_prepare(index->store, TOL_SQL_ROWS_IN_RANGE, &stmt, err);
    if (!status) {
        sqlite3_bind_int64(stmt, 1, index->dictionary);
        sqlite3_bind_int64(stmt, 2, index->indexed_to + 1);
        sqlite3_bind_int64(stmt, 3, INT64_MAX);
    }
    while (!status && !(status = tol_db_step(index->store, stmt, &has_row, err)) && has_row) {
        tol_row_pair pair = {sqlite3_column_int64(stmt, 0), sqlite3_column_int64(stmt, 1)};
        tol_chunk_walk walk = tol_chunk_walk_of(tol_db_peek_blob(stmt, 3), sqlite3_column_int64(stmt, 2));
        status = take_pending(index, &pair, walk, index->indexed_to + 1, INT64_MAX, err);
    }
    sqlite3_finalize(stmt);
    return status;
}

static tol_status load_stale_rows(tol_index *index, int64_t unit, int64_t memory, tol_error *err)
{
    const tol_langs *langs = &index->store->langs;
    tol_status status = TOL_OK;
    for (size_t i = 0; i < langs->n && !status; i++) {
        sqlite3_stmt *stmt = NULL;
        bool has_row = false;
        if (langs->items[i].dictionary != index->dictionary) {
            continue;
        }
        status = tol_db_statement(index->store, TOL_SQL_ROWS_AT, &stmt, err);
        if (status) {
            return status;
        }
        tol_row_pair pair = {langs->items[i].id, memory};
        sqlite3_bind_int64(stmt, 1, pair.lang);
        sqlite3_bind_int64(stmt, 2, pair.memory);
        sqlite3_bind_int64(stmt, 3, unit);
        status = tol_db_step(index->store, stmt, &has_row, err);
        if (has_row) {
            tol_chunk_walk walk = tol_chunk_walk_of(tol_db_peek_blob(stmt, 4), sqlite3_column_int64(stmt, 1));
            status = take_pending(index, &pair, walk, unit, unit, err);
            sqlite3_reset(stmt);
        }
    }
    return status;
}

/* Units that have changed and wait, where they still are. */
static tol_status load_changed(tol_index *index, tol_error *err)
{
    tol_status status = TOL_OK;
    for (size_t i = 0; i < index->n_stale && !status; i++) {
        sqlite3_stmt *stmt = NULL;
        bool has_row = false;
        int64_t unit = index->stale[i].unit;
        if (index->stale[i].patch || unit > index->indexed_to) {
            continue;
        }
        status = tol_db_statement(index->store, TOL_SQL_UNIT_MEMORY, &stmt, err);
        if (status) {
            return status;
        }
        sqlite3_bind_int64(stmt, 1, unit);
        status = tol_db_step(index->store, stmt, &has_row, err);
        if (has_row) {
            int64_t memory = sqlite3_column_int64(stmt, 0);
            sqlite3_reset(stmt);
            status = load_stale_rows(index, unit, memory, err);
        }
    }
    return status;
}

/* ---- all of it ---- */

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

static tol_status load_dictionary(tol_index *index, tol_str analysis_lang, tol_error *err)
{
    sqlite3_stmt *stmt = NULL;
    bool has_row = false;
    tol_status status = tol_db_statement(index->store, TOL_SQL_DICTIONARY_GET, &stmt, err);
    if (!status) {
        tol_db_bind_text(stmt, 1, analysis_lang);
        status = tol_db_step(index->store, stmt, &has_row, err);
        index->dictionary = has_row ? sqlite3_column_int64(stmt, 0) : 0;
        sqlite3_reset(stmt);
    }
    return status;
}

/* Read everything anew but the segments in `old`. */
static tol_status load_all(tol_index *index, tol_str analysis_lang, tol_str lang, tol_segment *old, size_t n_old,
                           tol_error *err)
{
    tol_status status = load_langs(index, lang, err);
    if (!status) {
        status = load_dictionary(index, analysis_lang, err);
    }
    if (status || !index->dictionary) {
        return status;
    }
    status = tol_db_number_of(index->store, TOL_SQL_INDEX_STATE_GET, index->dictionary, &index->indexed_to, err);
    if (!status) {
        status = load_segments(index, old, n_old, err);
    }
    if (!status) {
        status = load_stale(index, err);
    }
    if (!status) {
        status = load_new(index, err);
    }
    return status ? status : load_changed(index, err);
}

tol_status tol_index_load(tol_store *store, tol_str analysis_lang, tol_str lang, tol_index *index, tol_error *err)
{
    *index = (tol_index){.store = store, .chunk_page = {0, TOL_BUF_INIT}};
    tol_status status = tol_setting_get(store, "generation", &index->generation, err);
    if (!status) {
        status = tol_setting_get(store, "epoch", &index->epoch, err);
    }
    if (!status) {
        status = load_all(index, analysis_lang, lang, NULL, 0, err);
    }
    if (status) {
        tol_index_release(index);
    }
    return status;
}

/* Languages are numbers that stay, but new ones may serve: segments are read by the ones they know. */
tol_status tol_index_refresh(tol_index *index, tol_str analysis_lang, tol_str lang, bool *is_changed, bool *same_epoch,
                             tol_error *err)
{
    int64_t generation = 0, epoch = 0;
    tol_status status = tol_setting_get(index->store, "generation", &generation, err);
    *is_changed = status || generation != index->generation;
    *same_epoch = true;
    if (!*is_changed) {
        return TOL_OK;
    }
    if (!status) {
        status = tol_setting_get(index->store, "epoch", &epoch, err);
    }
    *same_epoch = epoch == index->epoch;
    tol_index old = *index;
    *index = (tol_index){.store = old.store, .generation = generation, .epoch = epoch, .list_pages = old.list_pages};
    old.list_pages = NULL; /* segments have other numbers when they are others */
    if (!status) {
        status = load_all(index, analysis_lang, lang, old.segments, *same_epoch ? old.n_segments : 0, err);
    }
    tol_index_release(&old);
    if (status) {
        tol_index_release(index);
        index->generation = -1;
    }
    return status;
}

void tol_index_release(tol_index *index)
{
    for (size_t i = 0; i < index->n_segments; i++) {
        release_segment(&index->segments[i]);
    }
    tol_mem_free(index->segments);
    tol_mem_free(index->pending);
    for (size_t i = 0; index->list_pages && i < TOL_LIST_PAGES; i++) {
        tol_mem_free(index->list_pages[i].data);
    }
    tol_mem_free(index->list_pages);
    tol_mem_free(index->ids);
    tol_buf_release(&index->scratch);
    tol_buf_release(&index->chunk_page.data);
    tol_arena_release(&index->arena);
    *index = (tol_index){.store = index->store};
}
