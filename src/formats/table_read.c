#include "formats/table_read.h"

#include <csv.h>
#include <inttypes.h>
#include <string.h>

#include "base/fail.h"
#include "base/mem.h"
#include "tolmach/token.h"

/* All fields of one row. */
#define ROW_MAX (4 * TOL_TEXT_MAX)
/* libcsv's buffer grows by so much. */
#define BLOCK ((size_t)256 << 10)
/* Rows that are looked at to find the shape. */
#define SHAPE_ROWS 50
/* What a first row that makes sense is worth, in rows. */
#define HEADER_WORTH (2 * SHAPE_ROWS)

typedef struct row_reader {
    struct csv_parser parser;
    tol_buf text; /* the fields so far, one behind the other */
    size_t ends[TOL_FIELDS_MAX];
    size_t n;
    uint32_t line, row_line; /* here; where the row began */
    bool is_begun;           /* the row has bytes */
    bool after_cr;
    tol_row_fn each;
    void *user;
    tol_status status; /* of `each`, or without memory */
    tol_error *err;
} row_reader;

/* ---- libcsv's callbacks ---- */

/* Spaces belong to the text. */
static int no_space(unsigned char c)
{
    (void)c;
    return 0;
}

static void *bounded_realloc(void *ptr, size_t size)
{
    return size > TOL_TEXT_MAX + BLOCK ? NULL : tol_mem_realloc(ptr, size);
}

static void on_field(void *bytes, size_t len, void *user)
{
    row_reader *reader = user;
    if (reader->n < TOL_FIELDS_MAX) {
        tol_buf_append(&reader->text, bytes, len);
        reader->ends[reader->n++] = reader->text.len;
    }
}

static void on_row(int terminator, void *user)
{
    row_reader *reader = user;
    tol_str fields[TOL_FIELDS_MAX];
    tol_row row = {fields, reader->n, reader->row_line};
    (void)terminator;
    for (size_t i = 0; i < row.n; i++) {
        size_t begin = i ? reader->ends[i - 1] : 0;
        fields[i] = (tol_str){(reader->text.ptr ? reader->text.ptr : "") + begin, reader->ends[i] - begin};
    }
    if (!reader->status && !tol_buf_ok(&reader->text)) {
        reader->status = reader->text.len > TOL_TEXT_MAX
                             ? tol_fail(reader->err, TOL_ELIMIT, "a row is longer than %zu bytes", ROW_MAX)
                             : tol_fail_nomem(reader->err);
    }
    if (!reader->status && reader->text.len) {
        reader->status = reader->each(reader->user, &row, reader->err);
    }
    tol_buf_reset(&reader->text);
    reader->n = 0;
    reader->is_begun = false;
}

/* ---- feeding ---- */

static void start(row_reader *reader, const tol_table_shape *shape, tol_row_fn each, void *user, tol_error *err)
{
    *reader = (row_reader){.line = 1, .row_line = 1, .each = each, .user = user, .err = err};
    tol_buf_init(&reader->text, ROW_MAX);
    csv_init(&reader->parser, 0);
    csv_set_delim(&reader->parser, (unsigned char)shape->delimiter);
    csv_set_quote(&reader->parser, shape->is_quoted ? '"' : '\0');
    csv_set_space_func(&reader->parser, no_space);
    csv_set_realloc_func(&reader->parser, bounded_realloc);
    csv_set_free_func(&reader->parser, tol_mem_free);
    csv_set_blk_size(&reader->parser, BLOCK);
}

static void stop(row_reader *reader)
{
    csv_free(&reader->parser);
    tol_buf_release(&reader->text);
}

static tol_status fail_in_field(row_reader *reader)
{
    if (csv_get_buffer_size(&reader->parser) < TOL_TEXT_MAX) {
        return tol_fail_nomem(reader->err);
    }
    return tol_fail(reader->err, TOL_ELIMIT,
                    "a field is longer than %zu bytes; is a quote of the row of line %" PRIu32 " not closed?",
                    TOL_TEXT_MAX, reader->row_line);
}

/* Up to the next end of a line, so that rows know their lines. */
static size_t piece_len(tol_str text)
{
    const char *lf = memchr(text.ptr, '\n', text.len);
    size_t len = lf ? (size_t)(lf - text.ptr) + 1 : text.len;
    const char *cr = memchr(text.ptr, '\r', len);
    return cr ? (size_t)(cr - text.ptr) + 1 : len;
}

static tol_status feed(row_reader *reader, tol_str text)
{
    while (text.len && !reader->status) {
        tol_str piece = {text.ptr, piece_len(text)};
        char last = piece.ptr[piece.len - 1];
        bool is_end = last == '\n' || last == '\r';
        if (!reader->is_begun) {
            reader->row_line = reader->line;
            reader->is_begun = piece.len > 1 || !is_end;
        }
        if (csv_parse(&reader->parser, piece.ptr, piece.len, on_field, on_row, reader) != piece.len) {
            reader->status = fail_in_field(reader);
        }
        reader->line += last == '\r' || (last == '\n' && !(reader->after_cr && piece.len == 1));
        reader->after_cr = last == '\r';
        text.ptr += piece.len;
        text.len -= piece.len;
    }
    return reader->status;
}

static tol_status finish(row_reader *reader)
{
    csv_set_opts(&reader->parser, CSV_STRICT | CSV_STRICT_FINI); /* only here: a quote that is open at the end */
    if (!reader->status && csv_fini(&reader->parser, on_field, on_row, reader) != 0 && !reader->status) {
        reader->status = csv_error(&reader->parser) == CSV_EPARSE
                             ? tol_fail(reader->err, TOL_EPARSE, "a quote of this row is not closed")
                             : fail_in_field(reader);
    }
    return reader->status;
}

/* ---- the shape ---- */

typedef struct survey {
    bool (*is_header)(void *user, const tol_row *row);
    void *user;
    size_t n_rows, n_fields, n_alike; /* fields of the first row, and rows that have as many */
    bool has_header;
} survey;

static tol_status look_at(void *user, const tol_row *row, tol_error *err)
{
    survey *found = user;
    (void)err;
    if (found->n_rows++ == 0) {
        found->n_fields = row->n;
        found->has_header = found->is_header && found->is_header(found->user, row);
    }
    found->n_alike += row->n == found->n_fields && row->n > 1;
    return found->n_rows < SHAPE_ROWS ? TOL_OK : TOL_ECANCELLED;
}

static size_t worth_of(tol_str head, const tol_table_shape *shape, survey *found)
{
    row_reader reader;
    start(&reader, shape, look_at, found, NULL);
    if (!feed(&reader, head) && found->n_rows == 0) {
        finish(&reader); /* of a row that fills the head, what is there */
    }
    stop(&reader);
    return found->n_fields > 1 ? found->n_alike + (found->has_header ? HEADER_WORTH : 0) : 0;
}

/* Excel's first line, which names the separator. */
static bool is_told(tol_str head, tol_table_shape *shape)
{
    if (head.len < 6 || !tol_str_equal_nocase((tol_str){head.ptr, 4}, TOL_LIT("sep=")) ||
        (head.ptr[5] != '\r' && head.ptr[5] != '\n')) {
        return false;
    }
    bool is_crlf = head.len > 6 && head.ptr[5] == '\r' && head.ptr[6] == '\n';
    *shape = (tol_table_shape){head.ptr[4], true, is_crlf ? 7 : 6};
    return true;
}

bool tol_table_find_shape(tol_str head, bool (*is_header)(void *user, const tol_row *row), void *user,
                          tol_table_shape *shape)
{
    static const char delimiters[] = {'\t', ';', ',', '|'};
    size_t best = 0;
    if (is_told(head, shape)) {
        return true;
    }
    for (size_t i = 0; i < 2 * sizeof delimiters; i++) {
        survey found = {.is_header = is_header, .user = user};
        tol_table_shape tried = {delimiters[i / 2], i % 2 == 0, 0};
        if (!tried.is_quoted && tried.delimiter != '\t') {
            continue; /* only lines with tabs are written by programs that know no quotes */
        }
        size_t worth = worth_of(head, &tried, &found);
        if (worth > best) {
            best = worth;
            *shape = tried;
        }
    }
    return best > 0;
}

void tol_table_first_row(tol_str head, const tol_table_shape *shape, tol_row_fn each, void *user)
{
    row_reader reader;
    start(&reader, shape, each, user, NULL);
    if (!feed(&reader, (tol_str){head.ptr + shape->skip, head.len - shape->skip})) {
        finish(&reader);
    }
    stop(&reader);
}

/* ---- reading ---- */

tol_status tol_table_read(tol_source *source, const tol_table_shape *shape, tol_row_fn each, void *user, tol_error *err)
{
    row_reader reader;
    start(&reader, shape, each, user, err);
    reader.line = shape->skip ? 2 : 1;
    tol_str text = tol_buf_str(&source->text);
    text.ptr += shape->skip;
    text.len -= shape->skip;
    tol_status status = feed(&reader, text);
    while (!status && !source->at_end) {
        status = tol_source_next(source, err);
        if (!status) {
            status = feed(&reader, tol_buf_str(&source->text));
        }
    }
    if (!status) {
        status = finish(&reader);
    }
    if (status) {
        tol_fail_locate(err, source->reporter->file, reader.row_line);
    }
    stop(&reader);
    return status;
}
