#include "formats/term_rows.h"

#include <string.h>

#include "base/fail.h"
#include "formats/grow.h"
#include "formats/memoq_info.h"
#include "text/lang_names.h"

void tol_term_rows_init(tol_term_rows *rows, tol_reporter *reporter, const tol_sink *sink)
{
    memset(rows, 0, sizeof *rows);
    rows->reporter = reporter;
    rows->sink = sink;
}

void tol_term_rows_release(tol_term_rows *rows)
{
    tol_arena_release(&rows->arena);
    tol_arena_release(&rows->column_arena);
    tol_buf_release(&rows->id);
}

/* ---- adding to the concept ---- */

/* A term of the column's language, or the same one of a row before: pairs repeat the side that has fewer. */
static void add_term(tol_term_rows *rows, size_t column, tol_str text)
{
    tol_concept *entry = &rows->entry;
    tol_str lang = rows->columns.items[column].lang;
    lang = lang.ptr ? lang : rows->row_lang;
    for (size_t i = 0; i < entry->n_terms && rows->goes_on; i++) {
        if (tol_str_equal(entry->terms[i].text, text) && tol_str_equal(entry->terms[i].lang, lang)) {
            rows->terms[column] = i;
            return;
        }
    }
    tol_term *terms = tol_grow(&rows->arena, entry->terms, entry->n_terms, sizeof *terms);
    if (terms) {
        entry->terms = terms;
        rows->terms[column] = entry->n_terms;
        terms[entry->n_terms++] = (tol_term){.lang = lang, .text = tol_arena_copy(&rows->arena, text)};
    }
}

static bool has_category(const tol_category *categories, size_t n, const tol_category *wanted)
{
    for (size_t i = 0; i < n; i++) {
        const tol_category *c = &categories[i];
        if (tol_str_equal(c->element, wanted->element) && tol_str_equal(c->type, wanted->type) &&
            tol_str_equal(c->text, wanted->text) && tol_str_equal(c->lang, wanted->lang)) {
            return true;
        }
    }
    return false;
}

static void add_category(tol_term_rows *rows, tol_term *term, tol_category category)
{
    tol_category **list = term ? &term->categories : &rows->entry.categories;
    size_t *n = term ? &term->n_categories : &rows->entry.n_categories;
    tol_category *items = tol_grow(&rows->arena, *list, *n, sizeof *items);
    if (items) {
        category.text = tol_arena_copy(&rows->arena, category.text);
        items[(*n)++] = category;
        *list = items;
    }
}

/* A status; a spelling that is not ours is kept beside it. */
static void set_status(tol_term_rows *rows, tol_term *term, tol_str text)
{
    tol_term_status status = tol_term_status_parse(text);
    const char *name = rows->is_utx ? tol_utx_status(status) : tol_term_status_name(status);
    bool is_ours = status != TOL_TERM_UNKNOWN && tol_str_equal_nocase(text, tol_str_of(name));
    term->status = status != TOL_TERM_UNKNOWN ? status : term->status;
    if (!is_ours && !tol_str_equal_nocase(text, TOL_LIT("unknown"))) {
        add_category(rows, term,
                     (tol_category){
                         .element = TOL_LIT("termNote"), .type = TOL_LIT("status"), .text = text, .lang = term->lang});
    }
}

/* ---- the fields of a row ---- */

/* The term of the row that a column tells of. */
static tol_term *term_of(const tol_term_rows *rows, const tol_term_column *column)
{
    const tol_concept *entry = &rows->entry;
    size_t i = column->of_first ? rows->first : column->term < TOL_FIELDS_MAX ? rows->terms[column->term] : SIZE_MAX;
    return i != SIZE_MAX ? &entry->terms[i] : NULL;
}

/* A status of the row is that of its terms but those of the first language; of its only term. */
static void set_row_status(tol_term_rows *rows, tol_str text)
{
    tol_term *terms = rows->entry.terms;
    size_t n = 0;
    for (size_t i = 0; i < rows->columns.n; i++) {
        n += rows->terms[i] != SIZE_MAX;
    }
    for (size_t i = 0; i < rows->columns.n; i++) {
        size_t k = rows->terms[i];
        if (k != SIZE_MAX && (n == 1 || !tol_str_equal(terms[k].lang, terms[rows->first].lang))) {
            set_status(rows, &terms[k], text);
        }
    }
}

static void take_category(tol_term_rows *rows, const tol_term_column *column, tol_term *term, tol_str text)
{
    bool is_pos = tol_str_equal(column->type, TOL_LIT("partOfSpeech"));
    tol_category category = {.element = column->element,
                             .type = column->type,
                             .text = is_pos ? tol_term_pos(tol_trim(text)) : text,
                             .lang = term                              ? term->lang
                                     : column->level == TOL_OF_CONCEPT ? TOL_STR_NULL
                                                                       : column->lang};
    const tol_category *list = term ? term->categories : rows->entry.categories;
    size_t n = term ? term->n_categories : rows->entry.n_categories;
    /* further rows of a concept repeat what is said of it, or say nothing */
    bool is_old = rows->goes_on && (!term || (size_t)(term - rows->entry.terms) < rows->n_before);
    if (!is_old || !has_category(list, n, &category)) {
        add_category(rows, term, category);
    }
}

/* A date or a person, behind the transaction that it belongs to. */
static void take_transaction(tol_term_rows *rows, const tol_term_column *column, tol_str text)
{
    bool is_origin = column->kind == TOL_TERM_COLUMN_ORIGIN;
    tol_category transac = {.element = TOL_LIT("transac"),
                            .type = TOL_LIT("transactionType"),
                            .text = is_origin ? TOL_LIT("origination") : TOL_LIT("modification")};
    if (!has_category(rows->entry.categories, rows->entry.n_categories, &transac)) {
        add_category(rows, NULL, transac);
    }
    bool is_date = !column->type.ptr;
    add_category(rows, NULL,
                 (tol_category){.element = column->element,
                                .type = column->type,
                                .text = is_date ? tol_memoq_read_date(text, &rows->arena) : text});
}

static void take_status(tol_term_rows *rows, const tol_term_column *column, tol_term *term, tol_str text)
{
    if (column->kind == TOL_TERM_COLUMN_FORBIDDEN) {
        if (!tol_is_yes(text)) {
            return;
        }
        text = TOL_LIT("forbidden");
    }
    if (!column->lang.ptr) {
        set_row_status(rows, text);
    } else if (term) {
        set_status(rows, term, text);
    }
}

static void take_info(tol_term_rows *rows, tol_term *term, tol_str text)
{
    tol_memoq_info info;
    tol_memoq_read_info(text, &rows->arena, &info);
    term->status = info.is_forbidden ? TOL_TERM_FORBIDDEN : term->status;
    for (size_t i = 0; i < info.n; i++) {
        info.categories[i].lang = term->lang;
        add_category(rows, term, info.categories[i]);
    }
}

static tol_status take_field(tol_term_rows *rows, const tol_term_column *column, tol_str text, tol_error *err)
{
    bool is_of_term = column->level == TOL_OF_TERM || column->of_first;
    tol_term *term = is_of_term ? term_of(rows, column) : NULL;
    switch (column->kind) {
    case TOL_TERM_COLUMN_STATUS:
    case TOL_TERM_COLUMN_FORBIDDEN:
        take_status(rows, column, term, tol_trim(text));
        return TOL_OK;
    case TOL_TERM_COLUMN_INFO: /* memoQ writes it for terms that are not there, too */
        if (term) {
            take_info(rows, term, text);
        }
        return TOL_OK;
    case TOL_TERM_COLUMN_ORIGIN:
    case TOL_TERM_COLUMN_CHANGE:
        take_transaction(rows, column, text);
        return TOL_OK;
    case TOL_TERM_COLUMN_CATEGORY:
        if (is_of_term && !term) {
            return tol_report(rows->reporter, TOL_WARNING, "field-without-term", err,
                              "\"%.*s\" tells of a term that is not there, and is left out", TOL_ARG(text));
        }
        take_category(rows, column, term, text);
        return TOL_OK;
    default:
        return TOL_OK;
    }
}

/* The field of the row's first column of a kind; absent: there is none. */
static tol_str field_of_kind(const tol_term_rows *rows, const tol_row *row, tol_term_column_kind kind)
{
    for (size_t i = 0; i < rows->columns.n && i < row->n; i++) {
        if (rows->columns.items[i].kind == kind) {
            return tol_trim(row->fields[i]);
        }
    }
    return TOL_STR_NULL;
}

static void take_terms(tol_term_rows *rows, const tol_row *row)
{
    tol_str lang = field_of_kind(rows, row, TOL_TERM_COLUMN_LANG);
    char tag[TOL_LANG_MAX];
    bool is_name = lang.len && !tol_lang_is_known(lang) && tol_lang_of_english_name(lang, tag);
    rows->row_lang = tol_arena_copy(&rows->arena, is_name ? tol_str_of(tag) : lang);
    rows->first = SIZE_MAX;
    rows->n_before = rows->entry.n_terms;
    for (size_t i = 0; i < rows->columns.n; i++) {
        bool is_term = i < row->n && rows->columns.items[i].kind == TOL_TERM_COLUMN_TERM;
        tol_str text = is_term ? tol_trim(row->fields[i]) : TOL_STR_NULL;
        rows->terms[i] = SIZE_MAX;
        if (text.len) {
            add_term(rows, i, text);
            rows->first = rows->first == SIZE_MAX ? rows->terms[i] : rows->first;
        }
    }
}

static tol_status take_fields(tol_term_rows *rows, const tol_row *row, tol_error *err)
{
    size_t n = row->n < rows->columns.n ? row->n : rows->columns.n;
    tol_status status = TOL_OK;
    take_terms(rows, row);
    for (size_t i = 0; i < n && !status && tol_arena_ok(&rows->arena); i++) {
        if (tol_trim(row->fields[i]).len) {
            status = take_field(rows, &rows->columns.items[i], row->fields[i], err);
        }
    }
    return status;
}

/* ---- concepts ---- */

static tol_status hand_over(tol_term_rows *rows, tol_error *err)
{
    tol_status status = TOL_OK;
    if (!tol_arena_ok(&rows->arena)) {
        return tol_fail_nomem(err);
    }
    if (rows->is_open && rows->entry.n_terms == 0) {
        status = tol_report(rows->reporter, TOL_WARNING, "concept-without-terms", err,
                            "the row has no term and is left out");
    } else if (rows->is_open && rows->sink->entry) {
        status = rows->sink->entry(rows->sink->user, &rows->entry, err);
    }
    rows->is_open = false;
    rows->reporter->unit = TOL_STR_NULL;
    tol_arena_reset(&rows->arena);
    rows->entry = (tol_concept){.id = 0};
    return status;
}

/* "(12)" only holds rows together. */
static bool is_bracket(tol_str id)
{
    return id.len > 2 && id.ptr[0] == '(' && id.ptr[id.len - 1] == ')' &&
           strspn(id.ptr + 1, "0123456789") >= id.len - 2;
}

static void open_concept(tol_term_rows *rows, tol_str id, uint32_t line)
{
    tol_buf_reset(&rows->id);
    tol_buf_add(&rows->id, id);
    rows->is_open = true;
    tol_str name = tol_buf_str(&rows->id);
    rows->entry.line = line;
    rows->entry.name = id.len && !is_bracket(name) ? name : TOL_STR_NULL;
    rows->reporter->unit = rows->entry.name;
}

tol_status tol_term_rows_take(tol_term_rows *rows, const tol_row *row, tol_error *err)
{
    tol_str id = field_of_kind(rows, row, TOL_TERM_COLUMN_ID);
    bool goes_on = rows->goes_on = rows->is_open && id.len && tol_str_equal(id, tol_buf_str(&rows->id));
    tol_status status = goes_on ? TOL_OK : hand_over(rows, err);
    rows->reporter->line = row->line;
    if (!status && !goes_on) {
        open_concept(rows, id, row->line);
    }
    if (!status) {
        status = tol_report_repairs(rows->reporter, row->line, err);
    }
    if (!status && row->n > rows->columns.n && rows->width_told++ == 0) {
        status = tol_report(rows->reporter, TOL_WARNING, "row-too-wide", err,
                            "the row has %zu fields and the table %zu columns; what is beyond is left out", row->n,
                            rows->columns.n);
    }
    return status ? status : take_fields(rows, row, err);
}

tol_status tol_term_rows_end(tol_term_rows *rows, tol_error *err)
{
    tol_status status = hand_over(rows, err);
    return status ? status : tol_report_repairs(rows->reporter, UINT32_MAX, err);
}
