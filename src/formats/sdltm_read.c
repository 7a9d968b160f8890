/*
 * Memories of Trados Studio, files of SQLite. Its maker publishes no description; what is read here is what several
 * public programs and descriptions agree on:
 *
 *     translation_units(id, guid, source_segment, target_segment, creation_date, creation_user, change_date,
 *                       change_user, last_used_date, usage_counter, …)       segments as XML, dates as text in UTC
 *     translation_memories(source_language, target_language, …)
 *
 * Columns that a file does not have are done without. Contexts, fields and the statistics of the other tables are not
 * read.
 */
#include <inttypes.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#include "base/fail.h"
#include "base/mem.h"
#include "formats/readers.h"
#include "formats/sdltm_segment.h"
#include "formats/unit_build.h"

/* Longest value that is read of the file. */
#define VALUE_MAX ((int)TOL_TEXT_MAX)
/* Longest file that is unpacked into memory. */
#define HELD_MAX ((size_t)256 << 20)
/* Instructions of SQLite between two looks at whether to go on. */
#define STEPS 100000

enum { SOURCE, TARGET, GUID, FIRST_ATTR };

/* Columns of translation_units that become attributes. */
static const struct {
    const char *column, *attr;
    bool is_date;
} attrs[] = {
    {"creation_date", "creationdate", true},   {"creation_user", "creationid", false},
    {"change_date", "changedate", true},       {"change_user", "changeid", false},
    {"last_used_date", "lastusagedate", true}, {"usage_counter", "usagecount", false},
};

enum { N_ATTRS = sizeof attrs / sizeof attrs[0] };

typedef struct sdltm_reader {
    tol_builder builder;
    tol_source *source;
    sqlite3 *db;
    sqlite3_stmt *rows;
    char source_lang[TOL_LANG_MAX], target_lang[TOL_LANG_MAX];
    bool is_cancelled;
} sdltm_reader;

bool tol_sdltm_is(tol_str raw)
{
    return raw.len >= 16 && memcmp(raw.ptr, "SQLite format 3", 16) == 0;
}

static tol_status fail_db(sdltm_reader *reader, tol_error *err)
{
    int code = reader->db ? sqlite3_errcode(reader->db) : SQLITE_NOMEM;
    if (reader->is_cancelled) {
        return tol_fail(err, TOL_ECANCELLED, "cancelled");
    }
    return code == SQLITE_NOMEM
               ? tol_fail_nomem(err)
               : tol_fail(err, TOL_EPARSE, "the database could not be read: %s", sqlite3_errmsg(reader->db));
}

/* ---- opening ---- */

static int on_steps(void *user)
{
    sdltm_reader *reader = user;
    const tol_listener *listener = &reader->source->reporter->listener;
    reader->is_cancelled = listener->progress && !listener->progress(listener->user, 0, 0);
    return reader->is_cancelled;
}

/* What lies in memory, of which SQLite wants a copy of its own that it may write to. */
static int open_bytes(sdltm_reader *reader, tol_str bytes)
{
    int code = sqlite3_open_v2(":memory:", &reader->db, SQLITE_OPEN_READWRITE, NULL);
    unsigned char *copy = code == SQLITE_OK ? sqlite3_malloc64(bytes.len) : NULL;
    if (!copy) {
        return code == SQLITE_OK ? SQLITE_NOMEM : code;
    }
    memcpy(copy, bytes.ptr, bytes.len);
    return sqlite3_deserialize(reader->db, "main", copy, (sqlite3_int64)bytes.len, (sqlite3_int64)bytes.len,
                               SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_READONLY);
}

/* What is unpacked is held in memory: SQLite reads here and there, which no stream can give. */
static int open_unpacked(sdltm_reader *reader, tol_status *status, tol_error *err)
{
    tol_source *source = reader->source;
    tol_buf bytes;
    tol_buf_init(&bytes, HELD_MAX);
    tol_buf_append(&bytes, source->bytes, source->n_bytes);
    *status = tol_input_hold(source->input, &bytes, HELD_MAX, err);
    int code = *status ? SQLITE_OK : open_bytes(reader, tol_buf_str(&bytes));
    tol_buf_release(&bytes);
    return code;
}

/* The file is somebody else's: nothing in it is trusted, nothing is written, not even a log that it needs. */
static tol_status open_db(sdltm_reader *reader, tol_error *err)
{
    const tol_input *input = reader->source->input;
    tol_status status = TOL_OK;
    int code;
    if (input->pull) {
        code = open_unpacked(reader, &status, err);
    } else if (input->fd < 0) {
        code = open_bytes(reader, input->whole);
    } else if (input->total == 0 || input->fd == 0) {
        return tol_fail(err, TOL_EINVAL, "a Trados memory is read from a file, not from a pipe");
    } else {
        code = sqlite3_open_v2(input->name, &reader->db, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL);
    }
    if (status) {
        return status;
    }
    if (code != SQLITE_OK) {
        return fail_db(reader, err);
    }
    sqlite3_db_config(reader->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_db_config(reader->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_limit(reader->db, SQLITE_LIMIT_LENGTH, VALUE_MAX);
    sqlite3_progress_handler(reader->db, STEPS, on_steps, reader);
    return TOL_OK;
}

/* ---- what the file has ---- */

static bool has_column(sdltm_reader *reader, const char *column)
{
    return sqlite3_table_column_metadata(reader->db, "main", "translation_units", column, NULL, NULL, NULL, NULL,
                                         NULL) == SQLITE_OK;
}

static tol_status check_tables(sdltm_reader *reader, tol_error *err)
{
    sqlite3_stmt *probe = NULL;
    int code = sqlite3_prepare_v2(reader->db, "SELECT 1 FROM sqlite_schema LIMIT 1", -1, &probe, NULL);
    code = code == SQLITE_OK ? sqlite3_step(probe) : code;
    sqlite3_finalize(probe);
    if (code != SQLITE_ROW && code != SQLITE_DONE) {
        return fail_db(reader, err);
    }
    bool is_memory = has_column(reader, "source_segment") && has_column(reader, "target_segment");
    return is_memory ? TOL_OK
                     : tol_fail(err, TOL_EFORMAT,
                                "not a file of the format \"sdltm\": it is an SQLite database without "
                                "the table of a Trados memory");
}

static void copy_lang(char out[TOL_LANG_MAX], const unsigned char *text)
{
    snprintf(out, TOL_LANG_MAX, "%s", text ? (const char *)text : "");
}

/* The languages of the memory; where they do not stand there, each segment says its own. */
static void find_langs(sdltm_reader *reader)
{
    static const char sql[] = "SELECT source_language, target_language FROM translation_memories LIMIT 1";
    sqlite3_stmt *found = NULL;
    if (sqlite3_prepare_v2(reader->db, sql, -1, &found, NULL) == SQLITE_OK && sqlite3_step(found) == SQLITE_ROW) {
        copy_lang(reader->source_lang, sqlite3_column_text(found, 0));
        copy_lang(reader->target_lang, sqlite3_column_text(found, 1));
    }
    sqlite3_finalize(found);
}

static tol_status prepare(sdltm_reader *reader, tol_error *err)
{
    tol_buf sql = TOL_BUF_INIT;
    tol_buf_printf(&sql, "SELECT source_segment, target_segment, %s",
                   has_column(reader, "guid") ? "hex(guid)" : "NULL");
    for (size_t i = 0; i < N_ATTRS; i++) {
        bool is_there = has_column(reader, attrs[i].column);
        tol_buf_printf(&sql, ", %s", is_there ? attrs[i].column : "NULL");
    }
    tol_buf_printf(&sql, " FROM main.translation_units ORDER BY rowid");
    tol_status status = tol_buf_ok(&sql) ? TOL_OK : tol_fail_nomem(err);
    if (!status && sqlite3_prepare_v2(reader->db, sql.ptr, -1, &reader->rows, NULL) != SQLITE_OK) {
        status = fail_db(reader, err);
    }
    tol_buf_release(&sql);
    return status;
}

/* ---- rows ---- */

static tol_str value_of(sdltm_reader *reader, int column)
{
    const unsigned char *text = sqlite3_column_text(reader->rows, column);
    return text ? (tol_str){(const char *)text, (size_t)sqlite3_column_bytes(reader->rows, column)} : TOL_STR_NULL;
}

/* "2026-10-25 12:00:00" as TMX writes it; another form stays. */
static tol_str date_of(tol_str date, char out[24])
{
    int64_t seconds;
    char iso[20];
    if (date.len < 19 || date.ptr[10] != ' ') {
        return date;
    }
    memcpy(iso, date.ptr, 19);
    iso[10] = 'T';
    iso[19] = '\0';
    if (!tol_date_parse(tol_str_of(iso), &seconds)) {
        return date;
    }
    tol_date_format(seconds, out);
    return tol_str_of(out);
}

static void take_attrs(sdltm_reader *reader)
{
    char date[24];
    tol_str guid = value_of(reader, GUID);
    tol_build_tuid(&reader->builder, guid.len ? guid : TOL_STR_NULL);
    for (int i = 0; i < (int)N_ATTRS; i++) {
        tol_str value = value_of(reader, FIRST_ATTR + i);
        tol_build_attr(&reader->builder, attrs[i].attr,
                       !value.len         ? TOL_STR_NULL
                       : attrs[i].is_date ? date_of(value, date)
                                          : value);
    }
}

/* A segment that cannot be read costs its unit, not the file. */
static tol_status take_segment(sdltm_reader *reader, int column, const char *lang, tol_error *err)
{
    tol_builder *builder = &reader->builder;
    tol_error why = {.code = TOL_OK};
    tol_variant read = {.n_runs = 0};
    tol_status status = tol_sdltm_segment(value_of(reader, column), builder->reporter, &builder->arena, &read, &why);
    if (status == TOL_ENOMEM) {
        return tol_fail_nomem(err);
    }
    if (status) {
        builder->is_refused = true;
        return tol_report(builder->reporter, TOL_ERROR, "segment-unreadable", err,
                          "the unit is left out: a segment cannot be read: %s", why.message);
    }
    tol_variant *variant = tol_build_variant(builder, read.lang.len ? read.lang : tol_str_of(lang), read.text);
    if (!variant) {
        return tol_fail_nomem(err);
    }
    variant->runs = read.runs;
    variant->n_runs = read.n_runs;
    return TOL_OK;
}

static tol_status take_row(sdltm_reader *reader, uint32_t number, tol_error *err)
{
    tol_builder *builder = &reader->builder;
    tol_build_begin(builder, number);
    builder->reporter->line = number;
    take_attrs(reader);
    tol_status status = take_segment(reader, SOURCE, reader->source_lang, err);
    builder->reporter->line = number;
    if (!status && !builder->is_refused) {
        status = take_segment(reader, TARGET, reader->target_lang, err);
    }
    builder->reporter->line = number;
    return status ? status : tol_build_end(builder, err);
}

static tol_status read_all(sdltm_reader *reader, tol_error *err)
{
    tol_status status = open_db(reader, err);
    if (!status) {
        status = check_tables(reader, err);
    }
    if (!status) {
        find_langs(reader);
        status = prepare(reader, err);
    }
    if (!status) {
        tol_str lang = reader->source_lang[0] ? tol_str_of(reader->source_lang) : TOL_STR_NULL;
        status = tol_build_header(&reader->builder, lang, NULL, 0, err);
    }
    int code = SQLITE_ROW;
    for (uint32_t number = 1; !status && (code = sqlite3_step(reader->rows)) == SQLITE_ROW; number++) {
        status = take_row(reader, number, err);
    }
    return status || code == SQLITE_DONE ? status : fail_db(reader, err);
}

tol_status tol_sdltm_read(tol_source *source, const tol_sink *sink, tol_error *err)
{
    sdltm_reader reader = {.source = source};
    source->reporter->line = 0;
    tol_builder_init(&reader.builder, source->reporter, sink);
    tol_status status = read_all(&reader, err);
    sqlite3_finalize(reader.rows);
    sqlite3_close(reader.db);
    tol_builder_release(&reader.builder);
    return status;
}
