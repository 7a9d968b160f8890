#include "store/likeness.h"

#include <stdlib.h>
#include <string.h>

#include "base/fail.h"
#include "base/mem.h"

/* Two bits for each hash: among ten million units one question in fifteen is asked in vain. */
#define FILTER_BITS ((uint64_t)1 << 26)
/* Questions to the table before it is considered to read all of it instead. */
#define ASKED_MIN 1024

void tol_likenesses_init(tol_likenesses *all, tol_store *store)
{
    *all = (tol_likenesses){.store = store, .rows = TOL_BUF_INIT, .changes_max = TOL_LIKENESS_CHANGES};
}

void tol_likenesses_release(tol_likenesses *all)
{
    tol_mem_free(all->changes.items);
    tol_mem_free(all->stored.items);
    tol_mem_free(all->merged.items);
    tol_mem_free(all->slots);
    tol_mem_free(all->filter);
    tol_mem_free(all->found);
    tol_buf_release(&all->rows);
    *all = (tol_likenesses){.store = all->store};
}

static tol_status append(tol_likeness_list *list, int64_t hash, int64_t unit, tol_error *err)
{
    tol_likeness_entry *items = tol_mem_grow(list->items, &list->cap, list->n + 1, sizeof *items);
    if (!items) {
        return tol_fail_nomem(err);
    }
    list->items = items;
    items[list->n++] = (tol_likeness_entry){hash, unit};
    return TOL_OK;
}

/* ---- chunks ---- */

typedef struct walk {
    tol_bytes in;
    tol_likeness_entry entry;
} walk;

static walk walk_of(tol_str rows, int64_t first)
{
    return (walk){tol_bytes_of(rows), {first, 0}};
}

static bool next(walk *at)
{
    if (!tol_bytes_left(&at->in)) {
        return false;
    }
    uint64_t distance = tol_get_varint(&at->in), unit = tol_get_varint(&at->in);
    at->in.failed |= distance > (uint64_t)(INT64_MAX - at->entry.hash) || unit == 0 || unit > INT64_MAX;
    if (at->in.failed) {
        return false;
    }
    at->entry = (tol_likeness_entry){at->entry.hash + (int64_t)distance, (int64_t)unit};
    return true;
}

static tol_status unreadable(const tol_likenesses *all, tol_error *err)
{
    return tol_db_corrupt(all->store, err, "likenesses cannot be read");
}

/* The statement on the chunk of a hash: id, first, n, rows. */
static tol_status seek(tol_likenesses *all, int64_t hash, sqlite3_stmt **stmt, bool *has_row, tol_error *err)
{
    tol_status status = tol_db_statement(all->store, TOL_SQL_LIKENESS_AT, stmt, err);
    if (status) {
        return status;
    }
    sqlite3_bind_int64(*stmt, 1, all->memory);
    sqlite3_bind_int64(*stmt, 2, hash);
    return tol_db_step(all->store, *stmt, has_row, err);
}

/* ---- the filter ---- */

static bool may_be_stored(const tol_likenesses *all, int64_t hash)
{
    uint64_t a = (uint64_t)hash % FILTER_BITS, b = (uint64_t)hash >> 21 & (FILTER_BITS - 1);
    return all->filter[a / 8] >> (a % 8) & all->filter[b / 8] >> (b % 8) & 1;
}

static void note_stored(tol_likenesses *all, int64_t hash)
{
    if (all->filter) {
        uint64_t a = (uint64_t)hash % FILTER_BITS, b = (uint64_t)hash >> 21 & (FILTER_BITS - 1);
        all->filter[a / 8] |= (unsigned char)(1U << (a % 8));
        all->filter[b / 8] |= (unsigned char)(1U << (b % 8));
    }
}

static tol_status fill_filter(tol_likenesses *all, tol_error *err)
{
    sqlite3_stmt *stmt = NULL;
    bool has_row = true;
    tol_status status = tol_db_statement(all->store, TOL_SQL_LIKENESS_WALK, &stmt, err);
    if (status) {
        return status;
    }
    sqlite3_bind_int64(stmt, 1, all->memory);
    while (!(status = tol_db_step(all->store, stmt, &has_row, err)) && has_row) {
        walk at = walk_of(tol_db_peek_blob(stmt, 1), sqlite3_column_int64(stmt, 0));
        while (next(&at)) {
            note_stored(all, at.entry.hash);
        }
        if (at.in.failed) {
            sqlite3_reset(stmt);
            return unreadable(all, err);
        }
    }
    return status;
}

/* Reading all chunks costs about as much as asking each once: done when that many questions were asked. Only for new
 * units: where most are found there is nothing to win, and verification must ask the table. */
static tol_status consider_filter(tol_likenesses *all, tol_error *err)
{
    sqlite3_stmt *stmt = NULL;
    bool has_row = false;
    if (!all->store->is_writing) {
        return TOL_OK;
    }
    if (all->n_asked == ASKED_MIN) {
        tol_status status = tol_db_statement(all->store, TOL_SQL_LIKENESS_CHUNKS, &stmt, err);
        if (!status) {
            sqlite3_bind_int64(stmt, 1, all->memory);
            status = tol_db_step(all->store, stmt, &has_row, err);
        }
        if (status) {
            return status;
        }
        all->n_chunks = has_row ? (uint64_t)sqlite3_column_int64(stmt, 0) : 0;
        sqlite3_reset(stmt);
    }
    if (all->n_asked++ < ASKED_MIN || all->n_asked < all->n_chunks) {
        return TOL_OK;
    }
    all->filter = tol_mem_calloc(FILTER_BITS / 8, 1);
    return all->filter ? fill_filter(all, err) : tol_fail_nomem(err);
}

/* ---- changes that are not written yet ---- */

static size_t slot_at(const tol_likenesses *all, int64_t hash)
{
    return (size_t)((uint64_t)hash * UINT64_C(0x9E3779B97F4A7C15) >> 32) & (all->n_slots - 1);
}

void tol_likenesses_expect(const tol_likenesses *all, int64_t hash)
{
    if (all->n_slots) {
        __builtin_prefetch(&all->slots[slot_at(all, hash)]);
    }
}

static void enter(tol_likenesses *all, size_t place)
{
    size_t i = slot_at(all, all->changes.items[place].hash);
    while (all->slots[i]) {
        i = (i + 1) & (all->n_slots - 1);
    }
    all->slots[i] = (uint32_t)place + 1;
}

static tol_status grow_slots(tol_likenesses *all, tol_error *err)
{
    size_t n_slots = all->n_slots ? all->n_slots * 2 : 64;
    uint32_t *slots = tol_mem_calloc(n_slots, sizeof *slots);
    if (!slots) {
        return tol_fail_nomem(err);
    }
    tol_mem_free(all->slots);
    all->slots = slots;
    all->n_slots = n_slots;
    for (size_t i = 0; i < all->changes.n; i++) {
        enter(all, i);
    }
    return TOL_OK;
}

/* The change that says the opposite of one that comes, which it takes back; NULL when there is none. */
static tol_likeness_entry *opposite_of(const tol_likenesses *all, int64_t hash, int64_t unit)
{
    for (size_t i = all->n_slots ? slot_at(all, hash) : 0; all->n_slots && all->slots[i];
         i = (i + 1) & (all->n_slots - 1)) {
        tol_likeness_entry *change = &all->changes.items[all->slots[i] - 1];
        if (change->hash == hash && change->unit == ~unit) {
            return change;
        }
    }
    return NULL;
}

static tol_status turn_to(tol_likenesses *all, int64_t memory, tol_error *err)
{
    if (all->memory == memory) {
        return TOL_OK;
    }
    tol_status status = tol_likenesses_flush(all, err);
    tol_mem_free(all->filter);
    all->filter = NULL;
    all->n_asked = all->n_chunks = 0;
    all->memory = memory;
    return status;
}

static tol_status change(tol_likenesses *all, int64_t memory, int64_t hash, int64_t unit, tol_error *err)
{
    tol_status status = turn_to(all, memory, err);
    if (!status && all->changes.n >= all->changes_max) {
        status = tol_likenesses_flush(all, err);
    }
    tol_likeness_entry *taken_back = status ? NULL : opposite_of(all, hash, unit);
    if (status || taken_back) {
        if (taken_back) {
            taken_back->unit = 0;
        }
        return status;
    }
    if ((all->changes.n + 1) * 4 > all->n_slots * 3) {
        status = grow_slots(all, err);
    }
    if (!status) {
        status = append(&all->changes, hash, unit, err);
    }
    if (!status) {
        enter(all, all->changes.n - 1);
    }
    return status;
}

tol_status tol_likenesses_add(tol_likenesses *all, int64_t memory, int64_t hash, int64_t unit, tol_error *err)
{
    return change(all, memory, hash, unit, err);
}

tol_status tol_likenesses_remove(tol_likenesses *all, int64_t memory, int64_t hash, int64_t unit, tol_error *err)
{
    return change(all, memory, hash, ~unit, err);
}

/* ---- finding ---- */

/* Insert a unit in its place. */
static tol_status note_found(tol_likenesses *all, int64_t unit, tol_error *err)
{
    int64_t *found = tol_mem_grow(all->found, &all->cap_found, all->n_found + 1, sizeof *found);
    if (!found) {
        return tol_fail_nomem(err);
    }
    all->found = found;
    size_t i = all->n_found++;
    for (; i > 0 && found[i - 1] > unit; i--) {
        found[i] = found[i - 1];
    }
    found[i] = unit;
    return TOL_OK;
}

static void drop_found(tol_likenesses *all, int64_t unit)
{
    size_t kept = 0;
    for (size_t i = 0; i < all->n_found; i++) {
        if (all->found[i] != unit) {
            all->found[kept++] = all->found[i];
        }
    }
    all->n_found = kept;
}

static tol_status find_stored(tol_likenesses *all, int64_t hash, tol_error *err)
{
    sqlite3_stmt *stmt = NULL;
    bool has_row = false;
    tol_status status = all->filter ? TOL_OK : consider_filter(all, err);
    if (status || (all->filter && (!all->n_chunks || !may_be_stored(all, hash)))) {
        return status;
    }
    status = seek(all, hash, &stmt, &has_row, err);
    if (status || !has_row) {
        return status;
    }
    walk at = walk_of(tol_db_peek_blob(stmt, 3), sqlite3_column_int64(stmt, 1));
    while (!status && next(&at) && at.entry.hash <= hash) {
        if (at.entry.hash == hash) {
            status = note_found(all, at.entry.unit, err);
        }
    }
    if (at.in.failed) {
        status = unreadable(all, err);
    }
    sqlite3_reset(stmt);
    return status;
}

tol_status tol_likenesses_find(tol_likenesses *all, int64_t memory, int64_t hash, tol_error *err)
{
    all->n_found = 0;
    tol_status status = turn_to(all, memory, err);
    if (!status) {
        status = find_stored(all, hash, err);
    }
    if (status || !all->n_slots) {
        return status;
    }
    for (size_t i = slot_at(all, hash); all->slots[i] && !status; i = (i + 1) & (all->n_slots - 1)) {
        const tol_likeness_entry *change = &all->changes.items[all->slots[i] - 1];
        if (change->hash == hash && change->unit > 0) {
            status = note_found(all, change->unit, err);
        } else if (change->hash == hash && change->unit < 0) {
            drop_found(all, ~change->unit);
        }
    }
    return status;
}

/* ---- writing ---- */

static int64_t unit_of(const tol_likeness_entry *change)
{
    return change->unit < 0 ? ~change->unit : change->unit;
}

static int by_hash(const void *a, const void *b)
{
    const tol_likeness_entry *x = a, *y = b;
    int64_t unit_x = unit_of(x), unit_y = unit_of(y);
    return x->hash != y->hash ? (x->hash < y->hash ? -1 : 1) : (unit_x > unit_y) - (unit_x < unit_y);
}

/* Read the chunk that a hash belongs to: its entries, its id (0: there is none) and where the next one begins. */
static tol_status load(tol_likenesses *all, int64_t hash, int64_t *id, int64_t *behind, tol_error *err)
{
    sqlite3_stmt *stmt = NULL;
    bool has_row = false;
    *id = 0;
    *behind = INT64_MAX;
    all->stored.n = 0;
    tol_status status = seek(all, hash, &stmt, &has_row, err);
    if (!status && has_row) {
        *id = sqlite3_column_int64(stmt, 0);
        walk at = walk_of(tol_db_peek_blob(stmt, 3), sqlite3_column_int64(stmt, 1));
        while (!status && next(&at)) {
            status = append(&all->stored, at.entry.hash, at.entry.unit, err);
        }
        if (!status && (at.in.failed || (int64_t)all->stored.n != sqlite3_column_int64(stmt, 2))) {
            status = unreadable(all, err);
        }
        sqlite3_reset(stmt);
    }
    if (!status) {
        status = tol_db_statement(all->store, TOL_SQL_LIKENESS_NEXT, &stmt, err);
    }
    if (status) {
        return status;
    }
    sqlite3_bind_int64(stmt, 1, all->memory);
    sqlite3_bind_int64(stmt, 2, hash);
    status = tol_db_step(all->store, stmt, &has_row, err);
    if (!status && has_row) {
        if (sqlite3_column_type(stmt, 0) != SQLITE_NULL) {
            *behind = sqlite3_column_int64(stmt, 0);
        }
        sqlite3_reset(stmt);
    }
    return status;
}

/* The entries of the chunk at hand with the changes to it. Both ascend. */
static tol_status merge(tol_likenesses *all, const tol_likeness_entry *changes, size_t n, tol_error *err)
{
    const tol_likeness_entry *old = all->stored.items;
    size_t at = 0, n_old = all->stored.n;
    tol_status status = TOL_OK;
    all->merged.n = 0;
    for (size_t i = 0; i < n && !status; i++) {
        for (; at < n_old && by_hash(&old[at], &changes[i]) < 0 && !status; at++) {
            status = append(&all->merged, old[at].hash, old[at].unit, err);
        }
        at += at < n_old && by_hash(&old[at], &changes[i]) == 0;
        if (!status && changes[i].unit > 0) {
            status = append(&all->merged, changes[i].hash, changes[i].unit, err);
        }
    }
    for (; at < n_old && !status; at++) {
        status = append(&all->merged, old[at].hash, old[at].unit, err);
    }
    return status;
}

/* Write one chunk: in the place of the row `id`, or as a new one. */
static tol_status put_chunk(tol_likenesses *all, int64_t id, const tol_likeness_entry *entries, size_t n,
                            tol_error *err)
{
    sqlite3_stmt *stmt = NULL;
    tol_status status = tol_db_statement(all->store, id ? TOL_SQL_LIKENESS_PUT : TOL_SQL_LIKENESS_ADD, &stmt, err);
    if (status) {
        return status;
    }
    tol_buf_reset(&all->rows);
    for (size_t i = 0; i < n; i++) {
        tol_put_varint(&all->rows, (uint64_t)(entries[i].hash - (i ? entries[i - 1].hash : entries[0].hash)));
        tol_put_varint(&all->rows, (uint64_t)entries[i].unit);
        note_stored(all, entries[i].hash);
    }
    if (!tol_buf_ok(&all->rows)) {
        return tol_fail_nomem(err);
    }
    sqlite3_bind_int64(stmt, 1, id ? id : all->memory);
    sqlite3_bind_int64(stmt, 2, entries[0].hash);
    sqlite3_bind_int64(stmt, 3, (int64_t)n);
    tol_db_bind_blob(stmt, 4, tol_buf_str(&all->rows));
    all->n_chunks += !id;
    return tol_db_run(all->store, stmt, err);
}

/* Write what was merged, in chunks of nearly the same size. */
static tol_status put_merged(tol_likenesses *all, int64_t id, tol_error *err)
{
    const tol_likeness_entry *entries = all->merged.items;
    size_t n = all->merged.n, n_chunks = (n + TOL_LIKENESS_ENTRIES - 1) / TOL_LIKENESS_ENTRIES;
    size_t each = n_chunks ? (n + n_chunks - 1) / n_chunks : 0;
    if (n == 0) {
        return id ? tol_db_run_with(all->store, TOL_SQL_LIKENESS_DROP, id, 0, err) : TOL_OK;
    }
    tol_status status = TOL_OK;
    for (size_t start = 0, end; start < n && !status; start = end, id = 0) {
        end = n - start < each ? n : start + each;
        while (end < n && entries[end].hash == entries[end - 1].hash) {
            end++;
        }
        status = put_chunk(all, id, entries + start, end - start, err);
    }
    return status;
}

static void sort_changes(tol_likeness_list *changes)
{
    size_t n = 0;
    for (size_t i = 0; i < changes->n; i++) {
        if (changes->items[i].unit) {
            changes->items[n++] = changes->items[i];
        }
    }
    changes->n = n;
    if (n > 1) {
        qsort(changes->items, n, sizeof *changes->items, by_hash);
    }
}

tol_status tol_likenesses_flush(tol_likenesses *all, tol_error *err)
{
    tol_likeness_list *changes = &all->changes;
    tol_status status = TOL_OK;
    sort_changes(changes);
    for (size_t i = 0, end; i < changes->n && !status; i = end) {
        int64_t id = 0, behind = 0;
        status = load(all, changes->items[i].hash, &id, &behind, err);
        for (end = i + 1; end < changes->n && changes->items[end].hash < behind;) {
            end++;
        }
        if (!status) {
            status = merge(all, changes->items + i, end - i, err);
        }
        if (!status) {
            status = put_merged(all, id, err);
        }
    }
    changes->n = 0;
    if (all->slots) {
        memset(all->slots, 0, all->n_slots * sizeof *all->slots);
    }
    return status;
}
