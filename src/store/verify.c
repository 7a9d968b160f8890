/*
 * Verification looks at everything once: SQLite's own check, references, then each memory unit by unit: does it decode,
 * is it found by its likeness, has each variant the token row that a fresh analysis gives. Rows that belong to nobody
 * show as a difference between what was found and what is there.
 */
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/fail.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "store/codec.h"
#include "store/duplicate.h"
#include "store/index_verify.h"
#include "store/likeness.h"
#include "store/memory_store.h"
#include "store/term_store.h"
#include "store/token_rows.h"
#include "store/unit_store.h"
#include "store/vocabulary.h"

/* Lines of SQLite's own check that are told. */
#define INTEGRITY_LINES "100"
#define ANALYSER_SLOTS  16

#define TOL_VERIFY_TEXT(number)   #number
#define TOL_VERIFY_NUMBER(number) TOL_VERIFY_TEXT(number)

/* What is needed to analyse a language's texts again. */
typedef struct reference {
    int64_t dictionary; /* 0: a free slot */
    tol_analyser *analyser;
    tol_dict dict;
    bool *is_checked; /* by token id: form, key and weight are those of the analysis */
    uint64_t used;
} reference;

typedef struct check {
    tol_store *store;
    const tol_listener *listener;
    uint64_t n_faults, done, total;
    tol_chunks chunks;
    tol_likenesses likenesses;
    tol_arena scratch;
    reference references[ANALYSER_SLOTS];
    uint64_t clock;
    int64_t memory;   /* that is walked through */
    uint64_t *n_rows; /* rows found of this memory, by index of the language */
} check;

TOL_PRINTF(4, 5) static void fault(check *job, const char *code, tol_str unit, const char *format, ...)
{
    char message[256];
    va_list args;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    job->n_faults++;
    for (char *p = message; *p; p++) {
        *p = (unsigned char)*p < 0x20 ? ' ' : *p;
    }
    if (job->listener && job->listener->diag) {
        size_t len = tol_utf8_cut(message, strlen(message));
        tol_diag diag = {.severity = TOL_ERROR,
                         .code = tol_str_of(code),
                         .file = tol_str_of(job->store->path),
                         .unit = unit,
                         .message = {message, len}};
        job->listener->diag(job->listener->user, &diag);
    }
}

/*
 * What a step of the check came to: damage is a fault and the check goes on; only what has nothing to do with the
 * bank's contents stops it.
 */
static tol_status absorb(check *job, tol_status status, const tol_error *reason, tol_error *err)
{
    if (status == TOL_ECORRUPT) {
        fault(job, "damaged", TOL_STR_NULL, "%s", reason->message);
        return TOL_OK;
    }
    if (status && err) {
        *err = *reason;
    }
    return status;
}

/* ---- the file and its references ---- */

/* SQLite's check tells of pages that it had no memory to read as if they were damaged. */
static bool is_lack_of_memory(const char *text)
{
    const char *code = strstr(text, "error code=7");
    return code && (code[12] < '0' || code[12] > '9');
}

static tol_status fault_row(check *job, const char *text, const char *code, const char *what, tol_error *err)
{
    if (!text || is_lack_of_memory(text)) {
        return tol_fail_nomem(err);
    }
    if (strcmp(text, "ok") != 0) {
        fault(job, code, TOL_STR_NULL, "%s%s", what, text);
    }
    return TOL_OK;
}

/* Each row of a query is a fault; its first column says what. */
static tol_status fault_rows(check *job, const char *sql, const char *code, const char *what, tol_error *err)
{
    sqlite3_stmt *stmt = NULL;
    tol_error reason;
    tol_error_clear(&reason);
    tol_status status = TOL_OK;
    int rc = sqlite3_prepare_v2(job->store->db, sql, -1, &stmt, NULL);
    while (!status && (rc == SQLITE_OK || rc == SQLITE_ROW)) {
        rc = sqlite3_step(stmt);
        if (rc == SQLITE_ROW) {
            status = fault_row(job, (const char *)sqlite3_column_text(stmt, 0), code, what, &reason);
        }
    }
    if (!status && rc != SQLITE_DONE) {
        status = tol_db_fail(job->store, &reason, "check the bank");
    }
    sqlite3_finalize(stmt);
    return absorb(job, status, &reason, err);
}

static tol_status check_file(check *job, tol_error *err)
{
    static const struct {
        const char *sql, *code, *what;
    } rules[] = {
        {"PRAGMA integrity_check(" INTEGRITY_LINES ")", "damaged", ""},
        {"SELECT \"table\" || ' ' || coalesce(rowid, '') FROM pragma_foreign_key_check LIMIT 100", "orphan",
         "a row refers to nothing: "},
        {"SELECT id FROM memory WHERE name = '' OR length(CAST(name AS BLOB)) > 200", "name", "the name of memory "},
        {"SELECT id FROM memory WHERE penalty NOT BETWEEN 0 AND " TOL_VERIFY_NUMBER(
             TOL_PENALTY_MAX) " OR abs(priority) > " TOL_VERIFY_NUMBER(TOL_PRIORITY_MAX),
         "setting", "the penalty or priority of memory "},
        {"SELECT unit FROM place WHERE min(prev, next) < -1 OR max(prev, next) >= (SELECT value FROM setting WHERE "
         "name ="
         " 'next_unit') LIMIT 100",
         "place", "a neighbour that never was, of unit "},
        {"SELECT memory || ' from ' || first FROM unit_range WHERE n <> (SELECT count(*) FROM unit WHERE id BETWEEN"
         " first AND last AND unit.memory = unit_range.memory) LIMIT 100",
         "unit-range", "a range has not the units that it should have: memory "},
        {"SELECT value FROM setting WHERE name = 'next_unit' AND value <= (SELECT max(id) FROM unit)", "unit-range",
         "the id to be given next was given before: "},
    };
    tol_status status = TOL_OK;
    for (size_t i = 0; i < sizeof rules / sizeof rules[0] && !status; i++) {
        status = fault_rows(job, rules[i].sql, rules[i].code, rules[i].what, err);
    }
    return status;
}

/* Strings that units have as numbers; each is read and compared with its sum. */
static tol_status check_strings(check *job, tol_error *err)
{
    sqlite3_stmt *stmt = NULL;
    bool has_row = true;
    tol_status status = tol_db_prepare(job->store, TOL_SQL_STRING_ALL, &stmt, err);
    while (!status && !(status = tol_db_step(job->store, stmt, &has_row, err)) && has_row) {
        tol_str text;
        tol_error reason;
        tol_error_clear(&reason);
        status = tol_strings_text(&job->store->strings, (uint64_t)sqlite3_column_int64(stmt, 0), &text, &reason);
        status = absorb(job, status, &reason, err);
    }
    sqlite3_finalize(stmt);
    return status;
}

/* ---- dictionaries ---- */

static void clear_reference(reference *ref)
{
    tol_analyser_free(ref->analyser);
    tol_dict_release(&ref->dict);
    tol_mem_free(ref->is_checked);
    *ref = (reference){.dictionary = 0};
}

static tol_status fill_reference(check *job, reference *ref, int64_t dictionary, tol_error *err)
{
    uint64_t n_tokens = 0, n_names = 0;
    tol_status status = tol_dictionary_analyser(job->store, dictionary, &n_tokens, &n_names, &ref->analyser, err);
    if (!status) {
        status = tol_dict_open_id(job->store, dictionary, &ref->dict, err);
    }
    ref->is_checked = tol_mem_calloc((size_t)n_tokens + 1, sizeof *ref->is_checked);
    return status ? status : ref->is_checked ? TOL_OK : tol_fail_nomem(err);
}

static tol_status reference_of(check *job, const tol_lang_entry *lang, reference **out, tol_error *err)
{
    reference *ref = &job->references[0];
    for (size_t i = 0; i < ANALYSER_SLOTS && ref->dictionary != lang->dictionary; i++) {
        if (job->references[i].dictionary == lang->dictionary || job->references[i].used < ref->used) {
            ref = &job->references[i];
        }
    }
    *out = ref;
    ref->used = ++job->clock;
    if (ref->dictionary == lang->dictionary) {
        return TOL_OK;
    }
    clear_reference(ref);
    tol_status status = fill_reference(job, ref, lang->dictionary, err);
    if (status) {
        clear_reference(ref);
        return status;
    }
    ref->dictionary = lang->dictionary;
    ref->used = job->clock;
    return TOL_OK;
}

/* Whether the dictionary says of a token what the analysis says. Equal surfaces are analysed alike, so once is enough.
 */
static tol_status compare_token(reference *ref, uint64_t id, const tol_token *token, bool *is_same, tol_error *err)
{
    uint32_t surface = 0, form = 0, key = 0, none = 0;
    tol_status status = tol_dict_text(&ref->dict, token->surface, &surface, &none, err);
    *is_same = false;
    if (status || surface != id || id >= ref->dict.n_tokens) {
        return status;
    }
    if (!ref->is_checked[id]) {
        status = tol_dict_text(&ref->dict, token->form, &none, &form, err);
        if (!status) {
            status = tol_dict_text(&ref->dict, token->key, &none, &key, err);
        }
        const tol_token_ids *ids = status ? NULL : tol_dict_at(&ref->dict, id, &status, err);
        ref->is_checked[id] = ids && form != TOL_TOKEN_NONE && key != TOL_TOKEN_NONE && ids->form == form &&
                              ids->key == key && ids->weight == token->weight;
    }
    *is_same = ref->is_checked[id];
    return status;
}

static tol_status compare_row(reference *ref, tol_str row, const tol_tokens *tokens, bool *is_same, tol_error *err)
{
    tol_bytes in = tol_bytes_of(row);
    tol_status status = TOL_OK;
    *is_same = tol_get_count(&in) == tokens->n;
    for (size_t i = 0; i < tokens->n && *is_same && !status; i++) {
        uint64_t id = tol_get_varint(&in);
        status = compare_token(ref, id, &tokens->items[i], is_same, err);
        *is_same = *is_same && !in.failed;
    }
    *is_same = *is_same && in.at == in.end;
    return status;
}

/* ---- units ---- */

static tol_status check_row(check *job, const tol_unit *unit, size_t no, const tol_lang_entry *lang, tol_str row,
                            tol_error *err)
{
    reference *ref = NULL;
    size_t n_tags = 0;
    bool is_same = false;
    tol_tokens tokens = {NULL, 0, 0};
    tol_status status = reference_of(job, lang, &ref, err);
    if (status) {
        return status;
    }
    tol_arena_reset(&job->scratch);
    tol_tag *tags = tol_variant_tags(&unit->variants[no], &job->scratch, &n_tags);
    if (!tol_arena_ok(&job->scratch)) {
        return tol_fail_nomem(err);
    }
    status = tol_analyse(ref->analyser, unit->variants[no].text, tags, n_tags, &job->scratch, &tokens, err);
    if (!status) {
        status = compare_row(ref, row, &tokens, &is_same, err);
    }
    if (!status && !is_same) {
        fault(job, "token-row", unit->tuid, "the tokens of variant %zu of unit %" PRId64 " are not those of its text",
              no, unit->id);
    }
    return status;
}

static tol_status check_variant(check *job, const tol_unit *unit, size_t no, tol_error *err)
{
    bool found = false;
    tol_chunk_entry entry;
    const tol_lang_entry *lang = NULL;
    tol_status status = tol_langs_lookup(job->store, unit->variants[no].lang, &lang, err);
    if (!status && !lang) {
        fault(job, "language", unit->tuid, "unit %" PRId64 " has a language that the bank lacks", unit->id);
        return TOL_OK;
    }
    if (!status) {
        status = tol_chunks_find(&job->chunks, lang->id, job->memory, unit->id, (uint32_t)no, &entry, &found, err);
    }
    if (status) {
        return status;
    }
    if (!found) {
        fault(job, "token-row", unit->tuid, "variant %zu of unit %" PRId64 " has no tokens", no, unit->id);
        return TOL_OK;
    }
    job->n_rows[lang - job->store->langs.items]++;
    return check_row(job, unit, no, lang, entry.row, err);
}

static tol_status check_likeness(check *job, const tol_unit *unit, tol_error *err)
{
    const tol_lang_entry *first = NULL;
    tol_likenesses *likenesses = &job->likenesses;
    tol_status status = tol_langs_lookup(job->store, unit->variants[0].lang, &first, err);
    if (status || !first) {
        return status;
    }
    status = tol_likenesses_find(likenesses, job->memory, tol_likeness(unit, first->tag), err);
    bool found = false;
    for (size_t i = 0; i < likenesses->n_found; i++) {
        found |= likenesses->found[i] == unit->id;
    }
    if (!status && !found) {
        fault(job, "likeness", unit->tuid, "unit %" PRId64 " cannot be found by what it says", unit->id);
    }
    return status;
}

static tol_status check_unit(check *job, const tol_unit *unit, tol_error *err)
{
    tol_error reason;
    tol_error_clear(&reason);
    if (unit->n_variants == 0) {
        fault(job, "unit", unit->tuid, "unit %" PRId64 " has no variants", unit->id);
        return TOL_OK;
    }
    const char *wrong = tol_unit_fault(unit);
    if (wrong) {
        fault(job, "unit", unit->tuid, "unit %" PRId64 " is %s", unit->id, wrong);
        return TOL_OK;
    }
    tol_status status = check_likeness(job, unit, &reason);
    for (size_t i = 0; i < unit->n_variants && !status; i++) {
        status = check_variant(job, unit, i, &reason);
    }
    return absorb(job, status, &reason, err);
}

static bool is_date(sqlite3_stmt *stmt, int column, bool has, int64_t seconds)
{
    return has ? sqlite3_column_type(stmt, column) != SQLITE_NULL && sqlite3_column_int64(stmt, column) == seconds
               : sqlite3_column_type(stmt, column) == SQLITE_NULL;
}

/* The dates beside a unit are what it says itself. */
static void check_dates(check *job, sqlite3_stmt *stmt, const tol_unit *unit)
{
    int64_t created = 0, changed = 0;
    bool has_created = tol_unit_created(unit, &created), has_changed = tol_unit_changed(unit, &changed);
    if (!is_date(stmt, 3, has_created, created) || !is_date(stmt, 4, has_changed, changed)) {
        fault(job, "unit-date", unit->tuid, "unit %" PRId64 " is filed under other dates than its own", unit->id);
    }
}

/* A unit that cannot be decoded is a fault; the walk goes on behind it. */
static tol_status check_stored(check *job, sqlite3_stmt *stmt, tol_arena *arena, tol_error *err)
{
    tol_unit unit = {.id = sqlite3_column_int64(stmt, 0)};
    tol_str body = TOL_STR_NULL;
    tol_error reason;
    tol_error_clear(&reason);
    tol_arena_reset(arena);
    tol_status status = tol_db_tell(job->listener, &job->done, job->total, &reason);
    if (!status) {
        status = tol_db_text(job->store, stmt, 1, arena, &unit.tuid, &reason);
    }
    if (!status) {
        status = tol_db_blob(job->store, stmt, 2, arena, &body, &reason);
    }
    if (!status) {
        status = tol_unit_decode(job->store, unit.id, body, arena, &unit, &reason);
    }
    if (status) {
        return absorb(job, status, &reason, err);
    }
    check_dates(job, stmt, &unit);
    return check_unit(job, &unit, err);
}

static tol_status check_units(check *job, tol_error *err)
{
    bool has_row = true;
    sqlite3_stmt *stmt = NULL;
    tol_arena arena = TOL_ARENA_INIT;
    tol_error reason;
    tol_error_clear(&reason);
    tol_status status = tol_db_prepare(job->store, TOL_SQL_UNIT_WALK, &stmt, &reason);
    if (!status) {
        sqlite3_bind_int64(stmt, 1, job->memory);
    }
    while (!status && !(status = tol_db_step(job->store, stmt, &has_row, &reason)) && has_row) {
        status = check_stored(job, stmt, &arena, &reason);
    }
    sqlite3_finalize(stmt);
    tol_arena_release(&arena);
    return absorb(job, status, &reason, err);
}

/* ---- token rows that belong to nobody ---- */

typedef struct row_count {
    uint64_t n;
    int64_t unit;
    uint32_t variant;
    bool is_ordered;
} row_count;

static tol_status count_row(void *user, const tol_token_row *row, tol_error *err)
{
    row_count *count = user;
    (void)err;
    count->is_ordered &=
        count->n == 0 || row->unit_id > count->unit || (row->unit_id == count->unit && row->variant > count->variant);
    count->unit = row->unit_id;
    count->variant = row->variant;
    count->n++;
    return TOL_OK;
}

/* The rows of one language and memory: as many as variants were found, as many as the chunks say, in order. */
static tol_status check_rows(check *job, size_t index, tol_str name, tol_error *err)
{
    const tol_lang_entry *lang = &job->store->langs.items[index];
    sqlite3_stmt *stmt = NULL;
    bool has_row = true;
    row_count count = {.is_ordered = true};
    uint64_t stated = 0;
    tol_status status = tol_db_prepare(job->store, TOL_SQL_ROWS_WALK_MEMORY, &stmt, err);
    if (!status) {
        sqlite3_bind_int64(stmt, 1, lang->id);
        sqlite3_bind_int64(stmt, 2, job->memory);
    }
    while (!status && !(status = tol_db_step(job->store, stmt, &has_row, err)) && has_row) {
        tol_chunk_walk walk = tol_chunk_walk_of(tol_db_peek_blob(stmt, 4), sqlite3_column_int64(stmt, 1));
        tol_chunk_entry entry;
        stated += (uint64_t)sqlite3_column_int64(stmt, 3);
        while (tol_chunk_next(&walk, &entry)) {
            tol_token_row row = {entry.unit, entry.variant, NULL, 0};
            count_row(&count, &row, NULL);
        }
        if (walk.in.failed || (count.n && count.unit != sqlite3_column_int64(stmt, 2))) {
            fault(job, "token-rows", TOL_STR_NULL, "token rows %" PRId64 " cannot be read",
                  (int64_t)sqlite3_column_int64(stmt, 0));
        }
    }
    sqlite3_finalize(stmt);
    if (!status && (count.n != job->n_rows[index] || stated != count.n || !count.is_ordered)) {
        fault(job, "token-rows", TOL_STR_NULL,
              "memory \"%.*s\" has %" PRIu64 " token rows in %s, stated are %" PRIu64 ", %" PRIu64
              " belong to its units",
              TOL_ARG(name), count.n, lang->tag.ptr, stated, job->n_rows[index]);
    }
    return status;
}

static tol_status check_memory(check *job, int64_t memory, tol_str name, tol_error *err)
{
    job->memory = memory;
    memset(job->n_rows, 0, (job->store->langs.n + 1) * sizeof *job->n_rows);
    tol_status status = check_units(job, err);
    for (size_t i = 0; i < job->store->langs.n && !status; i++) {
        tol_error reason;
        tol_error_clear(&reason);
        status = absorb(job, check_rows(job, i, name, &reason), &reason, err);
    }
    if (!status) {
        size_t n = 0;
        tol_header *headers = NULL;
        tol_error reason;
        tol_error_clear(&reason);
        tol_arena_reset(&job->scratch);
        status =
            absorb(job, tol_memory_headers(job->store, memory, &job->scratch, &headers, &n, &reason), &reason, err);
    }
    return status;
}

static tol_status check_memories(check *job, tol_error *err)
{
    bool has_row = true;
    sqlite3_stmt *stmt = NULL;
    tol_arena arena = TOL_ARENA_INIT;
    tol_status status = tol_db_prepare(job->store, TOL_SQL_MEMORY_ALL, &stmt, err);
    while (!status && !(status = tol_db_step(job->store, stmt, &has_row, err)) && has_row) {
        tol_str name = TOL_STR_NULL;
        tol_arena_reset(&arena);
        status = tol_db_text(job->store, stmt, 1, &arena, &name, err);
        if (!status) {
            status = check_memory(job, sqlite3_column_int64(stmt, 0), name, err);
        }
    }
    sqlite3_finalize(stmt);
    tol_arena_release(&arena);
    return status;
}

/* Likenesses beyond one for each unit belong to nobody, and a unit in no range would never be seen. */
static tol_status check_counts(check *job, tol_error *err)
{
    int64_t n_units = 0, n_likenesses = 0, n_in_ranges = 0;
    tol_status status = tol_db_number(job->store, "SELECT count(*) FROM unit", &n_units, err);
    if (!status) {
        status = tol_db_number(job->store, "SELECT total(n) FROM likeness", &n_likenesses, err);
    }
    if (!status) {
        status = tol_db_number(job->store, "SELECT total(n) FROM unit_range", &n_in_ranges, err);
    }
    if (!status && n_units != n_likenesses) {
        fault(job, "likeness", TOL_STR_NULL, "%" PRId64 " likenesses for %" PRId64 " units", n_likenesses, n_units);
    }
    if (!status && n_units != n_in_ranges) {
        fault(job, "unit-range", TOL_STR_NULL, "%" PRId64 " units in ranges of %" PRId64 " units", n_in_ranges,
              n_units);
    }
    return status;
}

/* Decoding is the check. */
static tol_status see_concept(void *user, tol_str glossary, const tol_concept *entry, tol_error *err)
{
    (void)glossary;
    (void)entry;
    check *job = user;
    return tol_db_tell(job->listener, &job->done, job->total, err);
}

static void index_fault(void *user, int64_t unit, const char *what)
{
    char id[24];
    snprintf(id, sizeof id, "%lld", (long long)unit);
    fault(user, "index-incomplete", tol_str_of(id), "%s", what);
}

/* An index that cannot be read is a fault of the bank, no reason to stop. */
static tol_status check_index(check *job, tol_error *err)
{
    tol_error reason = {.code = TOL_OK};
    tol_status status = tol_index_verify(job->store, index_fault, job, &reason);
    return absorb(job, status, &reason, err);
}

static tol_status check_all(check *job, tol_error *err)
{
    int64_t n_units = 0, n_concepts = 0;
    tol_status status = check_file(job, err);
    if (!status) {
        status = tol_db_number(job->store, "SELECT count(*) FROM unit", &n_units, err);
    }
    if (!status) {
        status = tol_db_number(job->store, "SELECT count(*) FROM concept", &n_concepts, err);
    }
    job->total = (uint64_t)n_units + (uint64_t)n_concepts;
    if (!status) {
        status = check_strings(job, err);
    }
    if (!status) {
        status = check_memories(job, err);
    }
    if (!status) {
        status = check_counts(job, err);
    }
    if (!status) {
        status = check_index(job, err);
    }
    return status ? status : tol_concept_each(job->store, TOL_STR_NULL, see_concept, job, err);
}

tol_status tol_store_verify(tol_store *store, const tol_listener *listener, uint64_t *n_faults, tol_error *err)
{
    tol_error reason;
    tol_error_clear(err);
    tol_error_clear(&reason);
    check *job = tol_mem_calloc(1, sizeof *job);
    if (!job) {
        return tol_fail_nomem(err);
    }
    job->store = store;
    job->listener = listener;
    tol_chunks_init(&job->chunks, store);
    tol_likenesses_init(&job->likenesses, store);
    tol_status status = tol_store_snapshot_begin(store, &reason);
    if (!status) {
        job->n_rows = tol_mem_calloc(store->langs.n + 1, sizeof *job->n_rows);
        status = job->n_rows ? check_all(job, &reason) : tol_fail_nomem(&reason);
        tol_store_snapshot_end(store);
    }
    status = absorb(job, status, &reason, err);
    *n_faults = job->n_faults;
    for (size_t i = 0; i < ANALYSER_SLOTS; i++) {
        clear_reference(&job->references[i]);
    }
    tol_chunks_release(&job->chunks);
    tol_likenesses_release(&job->likenesses);
    tol_arena_release(&job->scratch);
    tol_mem_free(job->n_rows);
    tol_mem_free(job);
    return status;
}
