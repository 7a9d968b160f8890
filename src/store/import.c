/*
 * An import is one write transaction. For each unit: its languages get their numbers, it becomes a blob, units of equal
 * likeness are looked up and compared, and what is new or replaces another is written: the unit's row, its likeness,
 * the token rows of its variants.
 */
#include <string.h>

#include "base/fail.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "formats/read_ahead.h"
#include "store/codec.h"
#include "store/duplicate.h"
#include "store/index_build.h"
#include "store/likeness.h"
#include "store/memory_store.h"
#include "store/places.h"
#include "store/term_store.h"
#include "store/unit_range.h"
#include "store/unit_store.h"
#include "store/vocabulary.h"

struct tol_import {
    tol_store *store;
    bool is_over; /* failed or committed */
    tol_chunks chunks;
    tol_likenesses likenesses;
    tol_unit_range range;
    tol_vocabularies vocabularies;
    const tol_scanned *scanned; /* the variants of the unit at hand; NULL: not yet */
    tol_arena scratch;          /* of one unit */
    tol_buf body, row;
    tol_lang_entry *langs; /* of the variants of the unit at hand */
    size_t langs_cap;
};

tol_status tol_import_begin(tol_store *store, tol_import **out, tol_error *err)
{
    tol_error_clear(err);
    *out = NULL;
    tol_import *import = tol_mem_calloc(1, sizeof *import);
    if (!import) {
        return tol_fail_nomem(err);
    }
    tol_status status = tol_db_write_begin(store, err);
    if (!status) {
        status = tol_unit_range_open(store, &import->range, err);
        status = status ? tol_db_write_end(store, status, err) : status;
    }
    if (status) {
        tol_mem_free(import);
        return status;
    }
    import->store = store;
    tol_chunks_init(&import->chunks, store);
    tol_likenesses_init(&import->likenesses, store);
    tol_vocabularies_init(&import->vocabularies, store);
    tol_arena_init(&import->scratch, 0);
    tol_buf_init(&import->body, TOL_BLOB_MAX);
    tol_buf_init(&import->row, TOL_BLOB_MAX);
    *out = import;
    return TOL_OK;
}

tol_status tol_import_commit(tol_import *import, tol_error *err)
{
    tol_error_clear(err);
    if (import->is_over) {
        return tol_fail(err, TOL_EINVAL, "the import is over");
    }
    tol_status status = tol_vocabularies_flush(&import->vocabularies, err);
    if (!status) {
        status = tol_chunks_flush(&import->chunks, err);
    }
    if (!status) {
        status = tol_likenesses_flush(&import->likenesses, err);
    }
    if (!status) {
        status = tol_unit_range_flush(&import->range, err);
    }
    tol_vocabularies_release(&import->vocabularies);
    tol_likenesses_release(&import->likenesses);
    tol_mem_trim();
    if (!status) {
        status = tol_index_update(import->store, err);
    }
    import->is_over = true;
    return tol_db_write_end(import->store, status, err);
}

void tol_import_free(tol_import *import)
{
    if (!import) {
        return;
    }
    if (import->store->is_writing) {
        tol_db_write_end(import->store, TOL_ECANCELLED, NULL);
    }
    tol_chunks_release(&import->chunks);
    tol_likenesses_release(&import->likenesses);
    tol_vocabularies_release(&import->vocabularies);
    tol_arena_release(&import->scratch);
    tol_buf_release(&import->body);
    tol_buf_release(&import->row);
    tol_mem_free(import->langs);
    tol_mem_free(import);
}

/* ---- one unit ---- */

/* Where a unit goes, and what is known of it on the way. */
typedef struct placement {
    int64_t memory, origin; /* origin 0: none */
    int64_t likeness;
    int64_t same;         /* a stored unit that is identical; 0: none */
    int64_t oldest;       /* a duplicate; 0: none */
    int64_t of_same_tuid; /* a duplicate with the same tuid; 0: none */
} placement;

static tol_status intern_langs(tol_import *import, const tol_unit *unit, tol_error *err)
{
    if (unit->n_variants > import->langs_cap) {
        tol_lang_entry *grown = tol_mem_realloc(import->langs, unit->n_variants * sizeof *grown);
        if (!grown) {
            return tol_fail_nomem(err);
        }
        import->langs = grown;
        import->langs_cap = unit->n_variants;
    }
    tol_status status = TOL_OK;
    for (size_t i = 0; i < unit->n_variants && !status; i++) {
        status = tol_langs_intern(import->store, unit->variants[i].lang, &import->langs[i], err);
    }
    return status;
}

/* Compare a unit with a stored one of equal likeness. */
static tol_status compare_with(tol_import *import, const tol_unit *unit, int64_t id, placement *place, tol_error *err)
{
    tol_store *store = import->store;
    sqlite3_stmt *stmt = NULL;
    bool has_row = false;
    tol_status status = tol_db_statement(store, TOL_SQL_UNIT_BODY, &stmt, err);
    if (status) {
        return status;
    }
    sqlite3_bind_int64(stmt, 1, id);
    status = tol_db_step(store, stmt, &has_row, err);
    if (status || !has_row) {
        return status ? status : tol_db_corrupt(store, err, "unit %lld is missing", (long long)id);
    }
    tol_unit other = {.id = id};
    tol_str body = TOL_STR_NULL;
    status = tol_db_text(store, stmt, 0, &import->scratch, &other.tuid, err);
    if (!status) {
        status = tol_db_blob(store, stmt, 1, &import->scratch, &body, err);
    }
    sqlite3_reset(stmt);
    if (status || tol_tuids_differ(unit->tuid, other.tuid)) {
        return status;
    }
    /* The usual case, a file that is imported again, needs no decoding: equal units mostly give equal blobs. */
    if (!unit->tuid.ptr == !other.tuid.ptr && unit->tuid.len == other.tuid.len &&
        tol_str_equal(body, tol_buf_str(&import->body))) {
        place->same = id;
        return TOL_OK;
    }
    status = tol_unit_decode(store, id, body, &import->scratch, &other, err);
    if (status || !tol_is_duplicate(unit, &other)) {
        return status;
    }
    bool has_same_tuid = unit->tuid.len && tol_str_equal(unit->tuid, other.tuid);
    place->oldest = place->oldest ? place->oldest : id;
    place->of_same_tuid = place->of_same_tuid || !has_same_tuid ? place->of_same_tuid : id;
    place->same = tol_is_identical(unit, &other) ? id : 0;
    return TOL_OK;
}

static tol_status find_duplicates(tol_import *import, const tol_unit *unit, placement *place, tol_error *err)
{
    tol_likenesses *likenesses = &import->likenesses;
    tol_status status = tol_likenesses_find(likenesses, place->memory, place->likeness, err);
    for (size_t i = 0; i < likenesses->n_found && !place->same && !status; i++) {
        status = compare_with(import, unit, likenesses->found[i], place, err);
    }
    return status;
}

static void bind_time(sqlite3_stmt *stmt, int index, bool is_known, int64_t seconds)
{
    if (is_known) {
        sqlite3_bind_int64(stmt, index, seconds);
    } else {
        sqlite3_bind_null(stmt, index);
    }
}

/* Write the unit's row: a new one (*id 0, which receives its id) or that of the unit *id. */
static tol_status write_unit(tol_import *import, const placement *place, const tol_unit *unit, int64_t *id,
                             tol_error *err)
{
    sqlite3_stmt *stmt = NULL;
    tol_sql sql = *id ? TOL_SQL_UNIT_PUT : TOL_SQL_UNIT_ADD;
    tol_status status = *id ? TOL_OK : tol_unit_range_next(&import->range, place->memory, id, err);
    if (!status) {
        status = tol_db_statement(import->store, sql, &stmt, err);
    }
    if (status) {
        return status;
    }
    int64_t created = 0, changed = 0;
    sqlite3_bind_int64(stmt, 1, place->memory);
    bind_time(stmt, 2, place->origin != 0, place->origin);
    bool has_created = tol_unit_created(unit, &created), has_changed = tol_unit_changed(unit, &changed);
    bind_time(stmt, 3, has_created, created);
    bind_time(stmt, 4, has_changed, changed);
    tol_db_bind_text(stmt, 5, unit->tuid);
    tol_db_bind_blob(stmt, 6, tol_buf_str(&import->body));
    sqlite3_bind_int64(stmt, 7, *id);
    return tol_db_run(import->store, stmt, err);
}

static tol_status write_rows(tol_import *import, const placement *place, const tol_unit *unit, int64_t id,
                             tol_error *err)
{
    tol_status status = TOL_OK;
    for (size_t i = 0; i < unit->n_variants && !status; i++) {
        tol_arena_reset(&import->scratch);
        tol_buf_reset(&import->row);
        status =
            tol_vocabularies_row(&import->vocabularies, &import->langs[i], &unit->variants[i],
                                 import->scanned ? &import->scanned[i] : NULL, &import->scratch, &import->row, err);
        if (!status) {
            status = tol_chunks_add(&import->chunks, import->langs[i].id, place->memory, id, (uint32_t)i,
                                    tol_buf_str(&import->row), err);
        }
    }
    return status;
}

/* Take away what the unit *id had, which is to be replaced. */
static tol_status forget_old(tol_import *import, int64_t id, tol_error *err)
{
    tol_unit old;
    int64_t memory = 0;
    tol_status status = tol_unit_load(import->store, id, &import->scratch, &old, &memory, err);
    if (!status) {
        status = tol_index_note_change(import->store, id, err);
    }
    return status ? status : tol_unit_forget(import->store, &import->chunks, &import->likenesses, memory, &old, err);
}

static tol_status write_all(tol_import *import, const placement *place, const tol_unit *unit, int64_t *id,
                            tol_error *err)
{
    tol_status status = *id ? forget_old(import, *id, err) : TOL_OK;
    if (!status) {
        status = write_unit(import, place, unit, id, err);
    }
    if (!status) {
        status = tol_likenesses_add(&import->likenesses, place->memory, place->likeness, *id, err);
    }
    return status ? status : write_rows(import, place, unit, *id, err);
}

/*
 * Prepare a unit: its languages, its blob, its likeness. TOL_EINVAL, with the reason, for one that cannot be kept;
 * nothing was changed then but the list of languages.
 */
static tol_status prepare(tol_import *import, const tol_unit *unit, placement *place, tol_error *err)
{
    const char *fault = import->scanned ? NULL : tol_unit_fault(unit);
    if (fault) {
        return tol_fail(err, TOL_EINVAL, "%s", fault);
    }
    tol_arena_reset(&import->scratch);
    tol_buf_reset(&import->body);
    if (!tol_utf8_is_valid(unit->tuid)) {
        return tol_fail(err, TOL_EINVAL, "a string is not UTF-8");
    }
    tol_status status = intern_langs(import, unit, err);
    if (status) {
        return status;
    }
    place->likeness = tol_likeness(unit, import->langs[0].tag);
    tol_likenesses_expect(&import->likenesses, place->likeness);
    return tol_unit_encode(import->store, unit, import->langs, &import->body, err);
}

/* Store a unit that was prepared, as the policy says. `origin` is asked for only when something is written. */
static tol_status settle(tol_import *import, placement *place, const tol_unit *unit, tol_on_duplicate policy,
                         tol_import_report *report, int64_t *id, tol_error *err)
{
    if (place->same) {
        report->identical++;
        *id = place->same;
        return TOL_OK;
    }
    if (place->oldest && policy == TOL_DUPLICATE_SKIP) {
        report->skipped++;
        *id = place->oldest;
        return TOL_OK;
    }
    bool is_replaced = place->oldest && policy == TOL_DUPLICATE_REPLACE;
    *id = !is_replaced ? 0 : place->of_same_tuid ? place->of_same_tuid : place->oldest;
    tol_status status = write_all(import, place, unit, id, err);
    report->replaced += !status && is_replaced;
    report->added += !status && !is_replaced;
    return status;
}

tol_status tol_import_unit(tol_import *import, tol_str memory, const tol_unit *unit, tol_on_duplicate policy,
                           tol_import_report *report, int64_t *id, tol_error *err)
{
    tol_import_report counts = {.read = 1};
    placement place = {0};
    int64_t stored = 0;
    tol_error_clear(err);
    if (import->is_over) {
        return tol_fail(err, TOL_EINVAL, "the import is over");
    }
    tol_status status = tol_name_check(memory, "memory", err);
    if (!status) {
        status = prepare(import, unit, &place, err);
    }
    if (status == TOL_EINVAL) {
        return status;
    }
    if (!status) {
        status = tol_memory_intern(import->store, memory, &place.memory, err);
    }
    if (!status) {
        status = find_duplicates(import, unit, &place, err);
    }
    if (!status) {
        status = settle(import, &place, unit, policy, &counts, &stored, err);
    }
    import->is_over = status != TOL_OK;
    if (report) {
        *report = counts;
    }
    if (id) {
        *id = stored;
    }
    return status;
}

/* ---- one file ---- */

typedef struct import_file {
    tol_import *import;
    const char *path;
    tol_str name;
    tol_on_duplicate policy;
    const tol_listener *listener;
    tol_import_report counts;
    int64_t memory, origin, glossary; /* 0: not needed yet */
    bool has_header;
    tol_buf header;
    tol_buf part; /* the name of what is read: the file, or one of an archive */
    tol_sequence sequence;
    tol_scan_ahead scan_ahead;
    tol_preparer preparer;
} import_file;

static tol_status add_origin(import_file *file, tol_error *err)
{
    sqlite3_stmt *stmt = NULL;
    tol_store *store = file->import->store;
    tol_status status = tol_db_statement(store, TOL_SQL_ORIGIN_ADD, &stmt, err);
    if (status) {
        return status;
    }
    const char *path = file->part.len ? file->part.ptr : file->path;
    const char *slash = strrchr(path, '/');
    tol_str name = tol_str_of(slash ? slash + 1 : path);
    sqlite3_bind_int64(stmt, 1, file->memory);
    tol_db_bind_text(stmt, 2, tol_utf8_is_valid(name) ? name : TOL_LIT("?"));
    tol_db_bind_blob(stmt, 3, file->has_header ? tol_buf_str(&file->header) : TOL_STR_NULL);
    sqlite3_bind_int64(stmt, 4, tol_now());
    status = tol_db_run(store, stmt, err);
    file->origin = sqlite3_last_insert_rowid(store->db);
    return status;
}

static tol_status open_memory(import_file *file, tol_error *err)
{
    return file->memory ? TOL_OK : tol_memory_intern(file->import->store, file->name, &file->memory, err);
}

/* The next file of an archive: another origin, another document. */
static tol_status begin_next_part(import_file *file, tol_error *err)
{
    tol_status status = tol_sequence_end(&file->sequence, err);
    file->sequence = (tol_sequence)TOL_SEQUENCE_INIT(file->import->store);
    file->origin = 0;
    return status;
}

static tol_status on_header(void *user, const tol_header *header, tol_error *err)
{
    import_file *file = user;
    tol_status status = file->has_header ? begin_next_part(file, err) : TOL_OK;
    tol_buf_reset(&file->header);
    tol_buf_reset(&file->part);
    tol_buf_add(&file->part, header->file);
    file->has_header = true;
    if (!status && !tol_buf_ok(&file->part)) {
        status = tol_fail_nomem(err);
    }
    return status ? status : tol_encode_header(header, &file->header, err);
}

static void refuse(import_file *file, tol_str name, uint32_t line, const char *reason)
{
    file->counts.refused++;
    if (file->listener && file->listener->diag) {
        tol_diag diag = {.severity = TOL_ERROR,
                         .code = TOL_LIT("not-stored"),
                         .file = file->part.len ? tol_buf_str(&file->part) : tol_str_of(file->path),
                         .line = line,
                         .unit = name,
                         .message = tol_str_of(reason)};
        file->listener->diag(file->listener->user, &diag);
    }
}

static tol_status pass_on(tol_error *err, const tol_error *reason)
{
    if (err) {
        *err = *reason;
    }
    return reason->code;
}

static tol_status on_unit(void *user, const tol_unit *unit, tol_error *err)
{
    import_file *file = user;
    placement place = {0};
    tol_error reason;
    int64_t id = 0;
    file->counts.read++;
    tol_error_clear(&reason);
    file->import->scanned = file->preparer.prepared;
    tol_status status = prepare(file->import, unit, &place, &reason);
    if (status == TOL_EINVAL) {
        refuse(file, unit->tuid, unit->line, reason.message);
        return tol_sequence_add(&file->sequence, TOL_PLACE_UNKNOWN, false, err);
    }
    if (status) {
        return pass_on(err, &reason);
    }
    status = open_memory(file, err);
    place.memory = file->memory;
    if (!status) {
        status = find_duplicates(file->import, unit, &place, err);
    }
    bool is_kept = !place.same && !(place.oldest && file->policy == TOL_DUPLICATE_SKIP);
    if (!status && is_kept && !file->origin) {
        status = add_origin(file, err);
    }
    place.origin = file->origin;
    uint64_t n_added = file->counts.added;
    if (!status) {
        status = settle(file->import, &place, unit, file->policy, &file->counts, &id, err);
    }
    return status ? status : tol_sequence_add(&file->sequence, id, file->counts.added > n_added, err);
}

static tol_status on_entry(void *user, const tol_concept *entry, tol_error *err)
{
    import_file *file = user;
    tol_error reason;
    int64_t id = 0;
    file->counts.read++;
    tol_status status =
        file->glossary ? TOL_OK : tol_glossary_intern(file->import->store, file->name, &file->glossary, err);
    if (status) {
        return status;
    }
    tol_error_clear(&reason);
    status = tol_concept_store(file->import->store, file->glossary, entry, file->policy, &file->counts, &id, &reason);
    if (status == TOL_EINVAL) {
        refuse(file, entry->name, entry->line, reason.message);
        return TOL_OK;
    }
    return status ? pass_on(err, &reason) : TOL_OK;
}

/* A memory without units still has the header of its first file. */
static tol_status keep_header(import_file *file, tol_error *err)
{
    if (!file->has_header || file->origin || file->glossary) {
        return TOL_OK;
    }
    size_t n = 0;
    tol_header *headers = NULL;
    tol_arena_reset(&file->import->scratch);
    tol_status status = open_memory(file, err);
    if (!status) {
        status = tol_memory_headers(file->import->store, file->memory, &file->import->scratch, &headers, &n, err);
    }
    return status || n ? status : add_origin(file, err);
}

static import_file file_of(tol_import *import, const char *path, tol_str name, tol_on_duplicate policy,
                           const tol_listener *listener)
{
    return (import_file){.import = import,
                         .path = path,
                         .name = name,
                         .policy = policy,
                         .listener = listener,
                         .header = TOL_BUF_INIT,
                         .part = TOL_BUF_INIT,
                         .sequence = TOL_SEQUENCE_INIT(import->store)};
}

/* What is left to do when all units were handed over, or one could not be. */
static tol_status end_file(import_file *file, tol_status status, tol_import_report *report, tol_error *err)
{
    if (!status) {
        status = tol_sequence_end(&file->sequence, err);
    }
    if (!status) {
        status = keep_header(file, err);
    }
    file->import->is_over = status != TOL_OK;
    if (report) {
        *report = file->counts;
    }
    tol_buf_release(&file->header);
    tol_buf_release(&file->part);
    return status;
}

tol_status tol_import_file(tol_import *import, const char *path, tol_str name, tol_on_duplicate policy,
                           const tol_read_opt *opt, tol_import_report *report, tol_error *err)
{
    tol_error_clear(err);
    if (import->is_over) {
        return tol_fail(err, TOL_EINVAL, "the import is over");
    }
    import_file file = file_of(import, path, name, policy, opt ? &opt->listener : NULL);
    tol_sink sink = {&file, on_header, on_unit, on_entry};
    tol_status status = tol_name_check(name, "memory", err);
    if (!status) {
        file.preparer = (tol_preparer){&file.scan_ahead, tol_scan_ahead_unit, NULL};
        status = tol_read_file_ahead(path, opt, &sink, &file.preparer, err);
        tol_scan_ahead_release(&file.scan_ahead);
        import->scanned = NULL;
    }
    return end_file(&file, status, report, err);
}

tol_status tol_import_document(tol_import *import, const char *document, tol_str name, tol_on_duplicate policy,
                               tol_feed_fn feed, void *user, tol_import_report *report, tol_error *err)
{
    tol_error_clear(err);
    if (import->is_over) {
        return tol_fail(err, TOL_EINVAL, "the import is over");
    }
    import_file file = file_of(import, document, name, policy, NULL);
    tol_sink sink = {&file, on_header, on_unit, on_entry};
    tol_status status = tol_name_check(name, "memory", err);
    return end_file(&file, status ? status : feed(user, &sink, err), report, err);
}
