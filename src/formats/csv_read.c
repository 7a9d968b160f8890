/*
 * Tables of units: a row a unit, its texts and what is told about them in columns. The first row names the columns, or
 * the caller does. Spreadsheets write such tables with whatever separator and encoding their country prefers.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/fail.h"
#include "base/mem.h"
#include "formats/readers.h"
#include "formats/table_columns.h"
#include "formats/unit_build.h"

typedef struct csv_reader {
    tol_builder builder;
    const tol_read_opt *opt;
    tol_arena arena; /* of the columns */
    tol_columns columns;
    bool has_columns;
    tol_str source_lang, target_lang;
    size_t first; /* the column whose text comes first */
    bool has_more_told;
} csv_reader;

/* ---- the columns ---- */

static tol_str lang_of(const csv_reader *reader, const tol_column *column)
{
    return column->kind == TOL_COLUMN_SOURCE   ? reader->source_lang
           : column->kind == TOL_COLUMN_TARGET ? reader->target_lang
           : column->kind == TOL_COLUMN_LANG   ? column->name
                                               : TOL_STR_NULL;
}

/* The first column of text, or the one of the language that the caller calls the source. */
static void find_first(csv_reader *reader)
{
    reader->first = TOL_FIELDS_MAX;
    for (size_t i = reader->columns.n; i-- > 0;) {
        tol_str lang = lang_of(reader, &reader->columns.items[i]);
        reader->first = lang.ptr ? i : reader->first;
    }
    for (size_t i = 0; reader->opt->source_lang && i < reader->columns.n; i++) {
        tol_str lang = lang_of(reader, &reader->columns.items[i]);
        if (lang.ptr && tol_lang_matches(lang, tol_str_of(reader->opt->source_lang))) {
            reader->first = i;
            return;
        }
    }
}

static tol_status find_langs(csv_reader *reader, tol_error *err)
{
    bool has_source = false, has_target = false;
    for (size_t i = 0; i < reader->columns.n; i++) {
        has_source |= reader->columns.items[i].kind == TOL_COLUMN_SOURCE;
        has_target |= reader->columns.items[i].kind == TOL_COLUMN_TARGET;
    }
    tol_str any = TOL_LIT("und");
    tol_status status = tol_build_langs(reader->opt, has_source ? TOL_STR_NULL : any, has_target ? TOL_STR_NULL : any,
                                        &reader->source_lang, &reader->target_lang, err);
    if (status) {
        return status;
    }
    find_first(reader);
    tol_str first = lang_of(reader, &reader->columns.items[reader->first]);
    return tol_build_header(&reader->builder, first, NULL, 0, err);
}

/* Two columns that nobody named are the two languages that the caller named. */
static tol_status assume_columns(csv_reader *reader, const tol_row *row, tol_error *err)
{
    char list[64] = "source,target";
    if (row->n < 2 || !reader->opt->source_lang || !reader->opt->target_lang) {
        return tol_fail(err, TOL_EPARSE, "the first row does not name two columns of text");
    }
    tol_status status = tol_report(reader->builder.reporter, TOL_INFO, "no-header", err,
                                   "the first row names no columns; the first two are taken for source and target");
    if (!status && !tol_columns_of_list(tol_str_of(list), &reader->arena, &reader->columns)) {
        status = tol_fail_nomem(err);
    }
    for (size_t i = 2; i < row->n && !status; i++) {
        snprintf(list, sizeof list, "column-%zu", i + 1);
        reader->columns.items[i] =
            (tol_column){TOL_COLUMN_PROP, TOL_STR_NULL, tol_arena_copy(&reader->arena, tol_str_of(list))};
        reader->columns.n = i + 1;
    }
    return status;
}

/* Whether a row repeats the names of the columns. */
static bool is_title_row(const csv_reader *reader, const tol_row *row)
{
    bool is_same = row->n == reader->columns.n;
    for (size_t i = 0; is_same && i < row->n; i++) {
        tol_str title = reader->columns.items[i].title;
        is_same = tol_str_equal_nocase(row->fields[i], title) || tol_str_equal(title, TOL_LIT("-"));
    }
    return is_same;
}

/* Take the names from the caller or the first row. *is_data: the row is the first unit. */
static tol_status begin_columns(csv_reader *reader, const tol_row *row, bool *is_data, tol_error *err)
{
    tol_status status = TOL_OK;
    reader->has_columns = true;
    if (reader->opt->columns) {
        if (!tol_columns_of_list(tol_str_of(reader->opt->columns), &reader->arena, &reader->columns)) {
            return tol_fail_nomem(err);
        }
        if (!tol_columns_hold_text(&reader->columns)) {
            return tol_fail(err, TOL_EINVAL, "\"%s\" does not name two columns of text", reader->opt->columns);
        }
        *is_data = !is_title_row(reader, row);
    } else {
        *is_data = !tol_row_is_header(NULL, row);
        status = *is_data ? assume_columns(reader, row, err) : TOL_OK;
        if (!*is_data && !tol_columns_of_row(row, &reader->arena, &reader->columns)) {
            status = tol_fail_nomem(err);
        }
    }
    return status ? status : find_langs(reader, err);
}

/* ---- the rows ---- */

static void take_field(csv_reader *reader, const tol_column *column, tol_str field)
{
    tol_builder *builder = &reader->builder;
    tol_str told = field.len ? field : TOL_STR_NULL;
    switch (column->kind) {
    case TOL_COLUMN_SOURCE:
    case TOL_COLUMN_TARGET:
    case TOL_COLUMN_LANG:
        tol_build_variant(builder, lang_of(reader, column), field);
        break;
    case TOL_COLUMN_TUID:
        tol_build_tuid(builder, told);
        break;
    case TOL_COLUMN_NOTE:
        tol_build_note(builder, told);
        break;
    case TOL_COLUMN_ATTR:
        tol_build_attr(builder, column->name.ptr, told);
        break;
    case TOL_COLUMN_PROP:
        tol_build_prop_named(builder, column->name, told);
        break;
    case TOL_COLUMN_SKIPPED:
        break;
    }
}

static tol_status check_width(csv_reader *reader, const tol_row *row, tol_error *err)
{
    for (size_t i = reader->columns.n; i < row->n; i++) {
        if (row->fields[i].len) {
            return tol_report(reader->builder.reporter, TOL_WARNING, "extra-field", err,
                              "the row has %zu fields for %zu columns; what is more is left out", row->n,
                              reader->columns.n);
        }
    }
    return TOL_OK;
}

static tol_status take_row(void *user, const tol_row *row, tol_error *err)
{
    csv_reader *reader = user;
    bool is_data = true;
    tol_reporter *reporter = reader->builder.reporter;
    reporter->line = row->line;
    tol_status status = reader->has_columns ? TOL_OK : begin_columns(reader, row, &is_data, err);
    if (status || !is_data) {
        return status;
    }
    tol_build_begin(&reader->builder, row->line);
    if (reader->first < row->n) {
        take_field(reader, &reader->columns.items[reader->first], row->fields[reader->first]);
    }
    for (size_t i = 0; i < row->n && i < reader->columns.n; i++) {
        if (i != reader->first) {
            take_field(reader, &reader->columns.items[i], row->fields[i]);
        }
    }
    status = check_width(reader, row, err);
    return status ? status : tol_build_end(&reader->builder, err);
}

/* ---- the file ---- */

static bool head_shape(tol_str head, tol_table_shape *shape)
{
    return tol_table_find_shape(head, tol_row_is_header, NULL, shape);
}

tol_status tol_csv_read(tol_source *source, const tol_sink *sink, tol_error *err)
{
    tol_table_shape shape = {'\t', true, 0};
    csv_reader *reader = tol_mem_calloc(1, sizeof *reader);
    if (!reader) {
        return tol_fail_nomem(err);
    }
    reader->opt = source->opt;
    reader->arena = (tol_arena)TOL_ARENA_INIT;
    tol_builder_init(&reader->builder, source->reporter, sink);
    head_shape(tol_buf_str(&source->text), &shape);
    tol_status status = tol_table_read(source, &shape, take_row, reader, err);
    if (!status) {
        status = tol_report_repairs(source->reporter, UINT32_MAX, err);
    }
    tol_builder_release(&reader->builder);
    tol_arena_release(&reader->arena);
    tol_mem_free(reader);
    return status;
}

/* ---- recognition ---- */

static tol_status note_header(void *user, const tol_row *row, tol_error *err)
{
    (void)err;
    *(bool *)user = tol_row_is_header(NULL, row);
    return TOL_ECANCELLED;
}

static bool claims(tol_str head, bool with_tabs)
{
    tol_table_shape shape;
    bool is_header = false;
    if (!head_shape(head, &shape) || (shape.delimiter == '\t') != with_tabs) {
        return false;
    }
    tol_table_first_row(head, &shape, note_header, &is_header);
    return is_header;
}

bool tol_csv_claims(tol_str head)
{
    return claims(head, false);
}

bool tol_tsv_claims(tol_str head)
{
    return claims(head, true);
}
