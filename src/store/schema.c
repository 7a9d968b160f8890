/*
 * The bank on disk, schema 8. An SQLite file with application_id "tolm", user_version = number of the schema, pages of
 * 8 KiB, write-ahead log.
 *
 *   setting     numbers by name: "analyser" (TOL_ANALYSER_VERSION that made the token rows), "row_layout",
 *               "generation" (changes of the index), "patch" (number of the newest patch of the index), "epoch" (times
 *               that token ids began anew), "memories" (changes of the list of memories and of what is set for them),
 *               "next_unit" (the id that a unit gets)
 *   dictionary  one for each language of analysis ("ru"); n_tokens, n_names: the next free numbers
 *   lang        canonical tags ("ru-RU"; "" for variants without a language), each served by a dictionary
 *   token, token_class    distinct tokens as numbers (dictionary.h)
 *   memory      named lists of units; penalty and priority: how lookups rank their units (memory_rules.h)
 *   origin      a file that was imported into a memory, with its header (codec.h); header is NULL when it had none
 *   unit        one row a unit: attributes, notes, props, variants and codes are one blob (codec.h). One row instead of
 *               one for each variant halves the time of an import and saves a sixth of the space; nothing asks for a
 *               variant without its unit. Ascending id is the order of the document. created and changed are seconds
 *               since 1970 UTC or NULL
 *   string      strings that many units repeat, as numbers (strings.h)
 *   unit_range  ids that follow each other and belong to one memory (unit_range.h)
 *   likeness    units of a memory by a hash of what makes duplicates, to find them at import, many in a row
 *               (likeness.h)
 *   place       where units stood in their documents, as far as their ids do not tell (places.h)
 *   token_rows  the tokens of the variants of one language and memory, many units in a row (token_chunk.h)
 *   segment, segment_block, index_state, stale    the match index (index_format.h)
 *   glossary, concept, term    terminology; the blobs `meta` hold the categories (codec.h). hash: of all that a concept
 *               says, to find identical ones. priority: which of several glossaries counts first
 *
 * REFERENCES are promises that tol_store_verify checks; they are not enforced at each row, which an import of a million
 * units would feel.
 */
#include "store/schema.h"

#include "base/fail.h"
#include "store/likeness.h"
#include "store/unit_dates.h"

static const char schema_1[] =
    "CREATE TABLE setting (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;"
    "CREATE TABLE dictionary (id INTEGER PRIMARY KEY, lang TEXT NOT NULL UNIQUE, n_tokens INTEGER NOT NULL);"
    "CREATE TABLE lang (id INTEGER PRIMARY KEY, tag TEXT NOT NULL UNIQUE,"
    " dictionary INTEGER NOT NULL REFERENCES dictionary);"
    "CREATE TABLE token (dictionary INTEGER NOT NULL REFERENCES dictionary, surface TEXT NOT NULL, id INTEGER NOT NULL,"
    " form TEXT, key TEXT, weight INTEGER NOT NULL, PRIMARY KEY (dictionary, surface)) WITHOUT ROWID;"
    "CREATE TABLE memory (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, created INTEGER NOT NULL);"
    "CREATE TABLE origin (id INTEGER PRIMARY KEY, memory INTEGER NOT NULL REFERENCES memory, file TEXT NOT NULL,"
    " header BLOB, imported INTEGER NOT NULL);"
    "CREATE INDEX origin_memory ON origin (memory);"
    "CREATE TABLE unit (id INTEGER PRIMARY KEY AUTOINCREMENT, memory INTEGER NOT NULL REFERENCES memory,"
    " origin INTEGER REFERENCES origin, created INTEGER, changed INTEGER, tuid TEXT, body BLOB NOT NULL);"
    "CREATE INDEX unit_memory ON unit (memory);"
    "CREATE TABLE likeness (memory INTEGER NOT NULL, hash INTEGER NOT NULL, unit INTEGER NOT NULL REFERENCES unit,"
    " PRIMARY KEY (memory, hash, unit)) WITHOUT ROWID;"
    "CREATE TABLE token_rows (id INTEGER PRIMARY KEY, lang INTEGER NOT NULL REFERENCES lang,"
    " memory INTEGER NOT NULL REFERENCES memory, first INTEGER NOT NULL, last INTEGER NOT NULL, n INTEGER NOT NULL,"
    " rows BLOB NOT NULL);"
    "CREATE INDEX token_rows_range ON token_rows (lang, memory, first, last, n);"
    "CREATE TABLE segment (id INTEGER PRIMARY KEY AUTOINCREMENT, dictionary INTEGER NOT NULL REFERENCES dictionary,"
    " lo INTEGER NOT NULL, hi INTEGER NOT NULL, n INTEGER NOT NULL, head BLOB NOT NULL);"
    "CREATE INDEX segment_range ON segment (dictionary, lo);"
    "CREATE TABLE segment_block (id INTEGER PRIMARY KEY, entries BLOB NOT NULL, signatures BLOB NOT NULL);"
    "CREATE TABLE posting (segment INTEGER NOT NULL REFERENCES segment, key TEXT NOT NULL, first INTEGER NOT NULL,"
    " n INTEGER NOT NULL, data BLOB NOT NULL, PRIMARY KEY (segment, key, first)) WITHOUT ROWID;"
    "CREATE TABLE index_state (dictionary INTEGER PRIMARY KEY REFERENCES dictionary, indexed_to INTEGER NOT NULL);"
    "CREATE TABLE stale (unit INTEGER PRIMARY KEY);"
    "INSERT INTO setting (name, value) VALUES ('generation', 0), ('epoch', 0);"
    "CREATE TABLE glossary (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, created INTEGER NOT NULL);"
    "CREATE TABLE concept (id INTEGER PRIMARY KEY, glossary INTEGER NOT NULL REFERENCES glossary, name TEXT,"
    " hash INTEGER NOT NULL, meta BLOB NOT NULL);"
    "CREATE INDEX concept_name ON concept (glossary, name, hash);"
    "CREATE TABLE term (concept INTEGER NOT NULL REFERENCES concept, no INTEGER NOT NULL, lang TEXT,"
    " text TEXT NOT NULL, status INTEGER NOT NULL, meta BLOB NOT NULL, PRIMARY KEY (concept, no)) WITHOUT ROWID;";

static const char schema_2[] = "ALTER TABLE memory ADD COLUMN penalty INTEGER NOT NULL DEFAULT 0;"
                               "ALTER TABLE memory ADD COLUMN priority INTEGER NOT NULL DEFAULT 0;"
                               "INSERT INTO setting (name, value) VALUES ('memories', 0);";

/* What each unit cost besides itself stands many to a row: likenesses, whose unit is whose, the id to be given next. */
static const char schema_3[] =
    "ALTER TABLE likeness RENAME TO likeness_of_schema_2;"
    "CREATE TABLE likeness (id INTEGER PRIMARY KEY, memory INTEGER NOT NULL REFERENCES memory, first INTEGER NOT NULL,"
    " n INTEGER NOT NULL, rows BLOB NOT NULL);"
    "CREATE INDEX likeness_range ON likeness (memory, first);"
    "CREATE TABLE unit_range (memory INTEGER NOT NULL REFERENCES memory, first INTEGER NOT NULL, last INTEGER NOT NULL,"
    " n INTEGER NOT NULL, PRIMARY KEY (memory, first)) WITHOUT ROWID;"
    "INSERT INTO unit_range SELECT memory, min(id), max(id), count(*) FROM"
    " (SELECT id, memory, id - row_number() OVER (PARTITION BY memory ORDER BY id) AS run FROM unit)"
    " GROUP BY memory, run;"
    "INSERT INTO setting SELECT 'next_unit', coalesce(max(seq), 0) + 1 FROM sqlite_sequence WHERE name = 'unit';"
    "CREATE TABLE unit_of_schema_3 (id INTEGER PRIMARY KEY, memory INTEGER NOT NULL REFERENCES memory,"
    " origin INTEGER REFERENCES origin, created INTEGER, changed INTEGER, tuid TEXT, body BLOB NOT NULL);"
    "INSERT INTO unit_of_schema_3 SELECT id, memory, origin, created, changed, tuid, body FROM unit ORDER BY id;"
    "DROP TABLE unit;"
    "ALTER TABLE unit_of_schema_3 RENAME TO unit;";

static tol_status move_likenesses(tol_store *store, tol_error *err)
{
    sqlite3_stmt *stmt = NULL;
    bool has_row = true;
    tol_likenesses likenesses;
    tol_likenesses_init(&likenesses, store);
    static const char sql[] = "SELECT memory, hash, unit FROM likeness_of_schema_2 ORDER BY memory, hash, unit";
    tol_status status = sqlite3_prepare_v2(store->db, sql, -1, &stmt, NULL) == SQLITE_OK
                            ? TOL_OK
                            : tol_db_fail(store, err, "renew the bank");
    while (!status && !(status = tol_db_step(store, stmt, &has_row, err)) && has_row) {
        status = tol_likenesses_add(&likenesses, sqlite3_column_int64(stmt, 0), sqlite3_column_int64(stmt, 1),
                                    sqlite3_column_int64(stmt, 2), err);
    }
    if (!status) {
        status = tol_likenesses_flush(&likenesses, err);
    }
    sqlite3_finalize(stmt);
    tol_likenesses_release(&likenesses);
    return status ? status : tol_db_exec(store, "DROP TABLE likeness_of_schema_2", err);
}

static tol_status finish_schema_3(tol_store *store, tol_error *err)
{
    tol_status status = move_likenesses(store, err);
    return status ? status : tol_unit_dates_mend(store, err);
}

/* Ids tell the order of the units of a file; older banks have not kept what stood around duplicates. */
static const char schema_4[] =
    "CREATE TABLE place (unit INTEGER NOT NULL REFERENCES unit, prev INTEGER NOT NULL, next INTEGER NOT NULL,"
    " PRIMARY KEY (unit, prev, next)) WITHOUT ROWID;"
    "INSERT INTO place (unit, prev, next)"
    " SELECT id, iif(before IS origin, id - 1, -1), iif(after IS origin, id + 1, -1) FROM"
    " (SELECT id, origin, lag(origin) OVER (ORDER BY id) AS before, lead(origin) OVER (ORDER BY id) AS after FROM unit)"
    " WHERE origin IS NOT NULL AND (before IS NOT origin OR after IS NOT origin);";

/* Dictionaries of texts with numbers, read as they are needed; index segments of whole pages. The rows themselves are
 * made anew when the bank is opened: their layout has another version. */
static const char schema_5[] =
    "DROP TABLE token; DROP TABLE posting; DROP TABLE segment_block; DROP TABLE token_rows;"
    "DELETE FROM segment; DELETE FROM stale; DELETE FROM index_state;"
    "CREATE TABLE token (dictionary INTEGER NOT NULL REFERENCES dictionary, text TEXT NOT NULL, id INTEGER,"
    " name INTEGER, PRIMARY KEY (dictionary, text)) WITHOUT ROWID;"
    "CREATE TABLE token_class (id INTEGER PRIMARY KEY, data BLOB NOT NULL);"
    "ALTER TABLE dictionary ADD COLUMN n_names INTEGER NOT NULL DEFAULT 0;"
    "CREATE TABLE token_rows (id INTEGER PRIMARY KEY AUTOINCREMENT, lang INTEGER NOT NULL REFERENCES lang,"
    " memory INTEGER NOT NULL REFERENCES memory, first INTEGER NOT NULL, last INTEGER NOT NULL, n INTEGER NOT NULL,"
    " rows BLOB NOT NULL);"
    "CREATE INDEX token_rows_range ON token_rows (lang, memory, first, last, n);"
    "CREATE INDEX token_rows_last ON token_rows (lang, last);"
    "CREATE TABLE segment_block (id INTEGER PRIMARY KEY, data BLOB NOT NULL);";

/* Units that are written from now on have numbers for strings that repeat; those that are there stay as they are. */
static const char schema_6[] =
    "CREATE TABLE string (id INTEGER PRIMARY KEY AUTOINCREMENT, text TEXT NOT NULL UNIQUE, sum INTEGER NOT NULL);";

/* Units that changed become patches of the index. Few of many wait for it: they have an index of their own. */
static const char schema_7[] = "ALTER TABLE segment ADD COLUMN patch INTEGER NOT NULL DEFAULT 0;"
                               "ALTER TABLE stale ADD COLUMN patch INTEGER NOT NULL DEFAULT 0;"
                               "CREATE INDEX stale_waiting ON stale (unit) WHERE patch = 0;"
                               "INSERT INTO setting (name, value) VALUES ('patch', 0);";

/* Glossaries have a rank. The number of a deleted concept is not given to another one: people name concepts by it. */
static const char schema_8[] =
    "ALTER TABLE glossary ADD COLUMN priority INTEGER NOT NULL DEFAULT 0;"
    "CREATE TABLE concept_of_schema_8 (id INTEGER PRIMARY KEY AUTOINCREMENT,"
    " glossary INTEGER NOT NULL REFERENCES glossary, name TEXT, hash INTEGER NOT NULL, meta BLOB NOT NULL);"
    "INSERT INTO concept_of_schema_8 SELECT id, glossary, name, hash, meta FROM concept ORDER BY id;"
    "DROP TABLE concept;"
    "ALTER TABLE concept_of_schema_8 RENAME TO concept;"
    "CREATE INDEX concept_name ON concept (glossary, name, hash);";

/* Each step leads from the schema before it to the next one: a text, and what SQL cannot say. */
static const struct {
    const char *sql;
    tol_status (*then)(tol_store *store, tol_error *err);
} steps[] = {{schema_1, NULL}, {schema_2, NULL}, {schema_3, finish_schema_3},
             {schema_4, NULL}, {schema_5, NULL}, {schema_6, NULL},
             {schema_7, NULL}, {schema_8, NULL}};

_Static_assert(sizeof steps / sizeof steps[0] == TOL_SCHEMA_VERSION, "a step for each schema");

tol_status tol_setting_get(tol_store *store, const char *name, int64_t *value, tol_error *err)
{
    sqlite3_stmt *stmt = NULL;
    tol_status status = tol_db_statement(store, TOL_SQL_SETTING_GET, &stmt, err);
    if (status) {
        return status;
    }
    bool has_row = false;
    tol_db_bind_text(stmt, 1, tol_str_of(name));
    status = tol_db_step(store, stmt, &has_row, err);
    *value = has_row ? sqlite3_column_int64(stmt, 0) : 0;
    sqlite3_reset(stmt);
    return status;
}

tol_status tol_setting_put(tol_store *store, const char *name, int64_t value, tol_error *err)
{
    sqlite3_stmt *stmt = NULL;
    tol_status status = tol_db_statement(store, TOL_SQL_SETTING_PUT, &stmt, err);
    if (status) {
        return status;
    }
    tol_db_bind_text(stmt, 1, tol_str_of(name));
    sqlite3_bind_int64(stmt, 2, value);
    return tol_db_run(store, stmt, err);
}

tol_status tol_schema_check(tol_store *store, int64_t *version, tol_error *err)
{
    int64_t application = 0, n_tables = 0;
    *version = 0;
    tol_status status = tol_db_number(store, "PRAGMA application_id", &application, err);
    if (!status) {
        status = tol_db_number(store, "PRAGMA user_version", version, err);
    }
    if (!status) {
        status = tol_db_number(store, "SELECT count(*) FROM sqlite_schema", &n_tables, err);
    }
    if (status) {
        return status;
    }
    if (application == 0 && *version == 0 && n_tables == 0) {
        return TOL_OK;
    }
    if (application != TOL_APPLICATION_ID) {
        status = tol_fail(err, TOL_ECORRUPT, "the file is an SQLite database of another program, not a tolmach bank");
    } else if (*version > TOL_SCHEMA_VERSION) {
        status =
            tol_fail(err, TOL_EVERSION, "the bank was made by a newer tolmach (schema %lld, this one knows up to %d)",
                     (long long)*version, TOL_SCHEMA_VERSION);
    } else if (*version < 1) {
        status = tol_fail(err, TOL_ECORRUPT, "the bank is damaged: it has no schema version");
    }
    tol_fail_locate(err, store->path, 0);
    return status;
}

static tol_status run_steps(tol_store *store, int64_t version, tol_error *err)
{
    tol_status status = TOL_OK;
    for (int64_t i = version; i < TOL_SCHEMA_VERSION && !status; i++) {
        status = tol_db_exec(store, steps[i].sql, err);
        if (!status && steps[i].then) {
            status = steps[i].then(store, err);
        }
    }
    char marks[96];
    sqlite3_snprintf(sizeof marks, marks, "PRAGMA application_id = %d; PRAGMA user_version = %d", TOL_APPLICATION_ID,
                     TOL_SCHEMA_VERSION);
    return status ? status : tol_db_exec(store, marks, err);
}

tol_status tol_schema_migrate(tol_store *store, tol_error *err)
{
    int64_t version = 0;
    tol_status status = tol_schema_check(store, &version, err);
    if (status || version == TOL_SCHEMA_VERSION) {
        return status;
    }
    status = tol_db_exec(store, "BEGIN IMMEDIATE", err);
    if (status) {
        return status;
    }
    /* Another process may have been here while we waited. */
    status = tol_schema_check(store, &version, err);
    if (!status) {
        status = run_steps(store, version, err);
    }
    return tol_db_write_end(store, status, err);
}
