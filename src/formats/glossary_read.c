/*
 * Glossaries as tables: with titles in the first row (of our own, MateCat's, memoQ's and other people's spelling), with
 * none (OmegaT's three columns: source, target, comment), and with titles in a comment (UTX).
 */
#include <string.h>

#include "base/fail.h"
#include "base/mem.h"
#include "formats/readers.h"
#include "formats/term_rows.h"
#include "tolmach/lang.h"

typedef struct glossary_reader {
    tol_term_rows rows;
    const tol_read_opt *opt;
    bool is_utx, has_columns;
    bool has_comments; /* rows that begin with # are comments */
    tol_str utx_langs; /* "en/ru" of UTX's first line, in the arena */
} glossary_reader;

static bool is_comment(const tol_row *row)
{
    return row->n && row->fields[0].len && row->fields[0].ptr[0] == '#';
}

/* ---- columns ---- */

static tol_status need_langs(const glossary_reader *reader, tol_error *err)
{
    if (!reader->rows.columns.needs_langs) {
        return TOL_OK;
    }
    tol_fail_locate(err, reader->rows.reporter->file, reader->rows.reporter->line);
    return tol_fail(err, TOL_EINVAL, "the glossary does not say its languages: no title names one that is known");
}

/* OmegaT's columns, where no title says anything else. */
static tol_status assume_columns(glossary_reader *reader, const tol_row *row, tol_error *err)
{
    const char *list = "source,target,note";
    if (row->n < 2) {
        return tol_report_failure(reader->rows.reporter, TOL_EPARSE, err,
                                  "the first row has only one field; is it a glossary, and of tabs or commas?");
    }
    if (!tol_term_columns_of_list(tol_str_of(list), &reader->rows.column_arena, &reader->rows.columns)) {
        return tol_fail_nomem(err);
    }
    tol_status status = need_langs(reader, err);
    return status ? status
                  : tol_report(reader->rows.reporter, TOL_INFO, "no-header", err,
                               "the first row names no columns; they are taken for source, target and comment");
}

/* By the caller's list, by the first row, or as OmegaT has them. *is_data: the row is no row of titles. */
static tol_status find_columns(glossary_reader *reader, const tol_row *row, bool *is_data, tol_error *err)
{
    tol_term_columns *columns = &reader->rows.columns;
    bool is_titles = tol_row_names_terms(NULL, row) || tol_row_is_memoq(NULL, row);
    reader->has_columns = true;
    columns->source_lang = tol_str_of(reader->opt->source_lang);
    columns->target_lang = tol_str_of(reader->opt->target_lang);
    *is_data = reader->opt->columns || !is_titles;
    if (!reader->opt->columns && !is_titles) {
        reader->has_comments = true;
        return assume_columns(reader, row, err);
    }
    bool is_done = reader->opt->columns
                       ? tol_term_columns_of_list(tol_str_of(reader->opt->columns), &reader->rows.column_arena, columns)
                       : tol_term_columns_of_row(row, &reader->rows.column_arena, columns);
    return is_done ? need_langs(reader, err) : tol_fail_nomem(err);
}

/* ---- UTX ---- */

static tol_str without_hash(tol_str text)
{
    return tol_trim((tol_str){text.ptr + 1, text.len - 1});
}

/* "#UTX 1.11; en/ru; 2026-10-25; …": the field that is two languages with a slash between them. */
static void take_utx_head(glossary_reader *reader, tol_str line)
{
    while (line.len) {
        const char *end = memchr(line.ptr, ';', line.len);
        tol_str part = {line.ptr, end ? (size_t)(end - line.ptr) : line.len};
        size_t len = part.len + (end != NULL);
        part = tol_trim(part);
        const char *slash = memchr(part.ptr, '/', part.len);
        size_t at = slash ? (size_t)(slash - part.ptr) : 0;
        if (at && tol_lang_is_known((tol_str){part.ptr, at}) && !reader->utx_langs.ptr) {
            reader->utx_langs = tol_arena_copy(&reader->rows.column_arena, part);
        }
        line.ptr += len;
        line.len -= len;
    }
}

static void set_utx_langs(glossary_reader *reader)
{
    tol_term_columns *columns = &reader->rows.columns;
    tol_str both = reader->utx_langs;
    const char *slash = both.len ? memchr(both.ptr, '/', both.len) : NULL;
    if (slash) {
        size_t at = (size_t)(slash - both.ptr);
        columns->source_lang = (tol_str){both.ptr, at};
        columns->target_lang = (tol_str){both.ptr + at + 1, both.len - at - 1};
    }
    if (reader->opt->source_lang && reader->opt->target_lang) {
        columns->source_lang = tol_str_of(reader->opt->source_lang);
        columns->target_lang = tol_str_of(reader->opt->target_lang);
    }
}

/* A comment: the first line, a description, or the titles, which are the last comment with tabs. */
static tol_status take_utx_comment(glossary_reader *reader, const tol_row *row, tol_error *err)
{
    tol_str first = without_hash(row->fields[0]);
    if (row->n == 1 || reader->has_columns) {
        take_utx_head(reader, first);
        return TOL_OK;
    }
    tol_str fields[TOL_FIELDS_MAX];
    memcpy(fields, row->fields, row->n * sizeof *fields);
    fields[0] = first;
    tol_row titles = {fields, row->n, row->line};
    set_utx_langs(reader);
    reader->has_columns = true;
    reader->rows.reporter->line = row->line;
    bool is_done = tol_term_columns_of_row(&titles, &reader->rows.column_arena, &reader->rows.columns);
    return is_done ? need_langs(reader, err) : tol_fail_nomem(err);
}

/* "-" is an empty field. */
static tol_status take_utx_row(glossary_reader *reader, const tol_row *row, tol_error *err)
{
    tol_str fields[TOL_FIELDS_MAX];
    if (!reader->has_columns) {
        reader->rows.reporter->line = row->line;
        return tol_report_failure(reader->rows.reporter, TOL_EPARSE, err,
                                  "no line \"#src\\ttgt\\t...\" names the columns before the first term");
    }
    for (size_t i = 0; i < row->n; i++) {
        fields[i] = tol_str_equal(tol_trim(row->fields[i]), TOL_LIT("-")) ? TOL_LIT("") : row->fields[i];
    }
    tol_row cleaned = {fields, row->n, row->line};
    return tol_term_rows_take(&reader->rows, &cleaned, err);
}

/* ---- rows ---- */

static tol_status take_row(void *user, const tol_row *row, tol_error *err)
{
    glossary_reader *reader = user;
    if (reader->is_utx) {
        return is_comment(row) ? take_utx_comment(reader, row, err) : take_utx_row(reader, row, err);
    }
    if (is_comment(row) && (reader->has_comments || !reader->has_columns)) {
        return TOL_OK;
    }
    bool is_data = true;
    if (!reader->has_columns) {
        reader->rows.reporter->line = row->line;
        tol_status status = find_columns(reader, row, &is_data, err);
        if (status) {
            return status;
        }
    }
    return is_data ? tol_term_rows_take(&reader->rows, row, err) : TOL_OK;
}

static tol_status read_rows(tol_source *source, const tol_sink *sink, const tol_table_shape *shape, bool is_utx,
                            tol_error *err)
{
    glossary_reader *reader = tol_mem_calloc(1, sizeof *reader);
    if (!reader) {
        return tol_fail_nomem(err);
    }
    reader->opt = source->opt;
    reader->is_utx = is_utx;
    tol_term_rows_init(&reader->rows, source->reporter, sink);
    reader->rows.is_utx = is_utx;
    tol_status status = tol_table_read(source, shape, take_row, reader, err);
    if (!status) {
        status = tol_term_rows_end(&reader->rows, err);
    }
    source->reporter->unit = TOL_STR_NULL;
    tol_term_rows_release(&reader->rows);
    tol_mem_free(reader);
    return status;
}

tol_status tol_glossary_read(tol_source *source, const tol_sink *sink, tol_error *err)
{
    tol_table_shape shape = {'\t', true, 0};
    tol_table_find_shape(tol_buf_str(&source->text), tol_row_names_terms, NULL, &shape);
    return read_rows(source, sink, &shape, false, err);
}

/* OmegaT quotes nothing between tabs. */
tol_status tol_omegat_read(tol_source *source, const tol_sink *sink, tol_error *err)
{
    tol_table_shape shape = {'\t', false, 0};
    tol_str head = tol_buf_str(&source->text);
    if (head.len && !memchr(head.ptr, '\t', head.len)) {
        shape = (tol_table_shape){',', true, 0};
    }
    return read_rows(source, sink, &shape, false, err);
}

tol_status tol_utx_read(tol_source *source, const tol_sink *sink, tol_error *err)
{
    return read_rows(source, sink, &(tol_table_shape){'\t', false, 0}, true, err);
}

/* ---- recognition ---- */

typedef struct first_row {
    bool (*test)(void *unused, const tol_row *row);
    bool passes;
} first_row;

static tol_status look_at(void *user, const tol_row *row, tol_error *err)
{
    first_row *first = user;
    (void)err;
    if (is_comment(row)) {
        return TOL_OK;
    }
    first->passes = first->test(NULL, row);
    return TOL_ECANCELLED;
}

static bool first_row_passes(tol_str head, bool (*test)(void *unused, const tol_row *row), bool with_tabs)
{
    tol_table_shape shape;
    first_row first = {test, false};
    if (!tol_table_find_shape(head, test, NULL, &shape) || (shape.delimiter == '\t') != with_tabs) {
        return false;
    }
    tol_table_first_row(head, &shape, look_at, &first);
    return first.passes;
}

bool tol_utx_claims(tol_str head)
{
    return tol_str_starts_with(head, TOL_LIT("#UTX"));
}

bool tol_memoq_claims(tol_str head)
{
    return first_row_passes(head, tol_row_is_memoq, false) || first_row_passes(head, tol_row_is_memoq, true);
}

bool tol_glossary_csv_claims(tol_str head)
{
    return first_row_passes(head, tol_row_names_terms, false);
}

bool tol_glossary_tsv_claims(tol_str head)
{
    return first_row_passes(head, tol_row_names_terms, true);
}
