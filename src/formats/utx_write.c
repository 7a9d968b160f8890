/*
 * UTX 1.11: two languages, a row for each pair of terms of a concept, the rows of one concept with one id. Columns
 * beyond the first five are there when a concept has something to put into them.
 */
#include <string.h>

#include "base/fail.h"
#include "formats/table_put.h"
#include "formats/term_write.h"

typedef enum side { BOTH, SOURCE, TARGET } side;

typedef struct column {
    const char *title;
    side side;
    tol_term_level level;
    const char *element, *type; /* element NULL: no category */
    bool is_always;
} column;

static const column columns[] = {
    {"src", SOURCE, TOL_OF_TERM, NULL, NULL, true},
    {"tgt", TARGET, TOL_OF_TERM, NULL, NULL, true},
    {"src:pos", SOURCE, TOL_OF_TERM, "termNote", "partOfSpeech", true},
    {"tgt:pos", TARGET, TOL_OF_TERM, "termNote", "partOfSpeech", true},
    {"term status", BOTH, TOL_OF_TERM, NULL, NULL, true},
    {"src:comment", SOURCE, TOL_OF_TERM, "note", "", false},
    {"tgt:comment", TARGET, TOL_OF_TERM, "note", "", false},
    {"src:context", SOURCE, TOL_OF_TERM, "descrip", "context", false},
    {"tgt:context", TARGET, TOL_OF_TERM, "descrip", "context", false},
    {"src:definition", SOURCE, TOL_OF_LANGUAGE, "descrip", "definition", false},
    {"tgt:definition", TARGET, TOL_OF_LANGUAGE, "descrip", "definition", false},
    {"definition", BOTH, TOL_OF_CONCEPT, "descrip", "definition", false},
    {"subject", BOTH, TOL_OF_CONCEPT, "descrip", "subjectField", false},
    {"comment", BOTH, TOL_OF_CONCEPT, "note", "", false},
    {"customer", BOTH, TOL_OF_CONCEPT, "admin", "customerSubset", false},
    {"project", BOTH, TOL_OF_CONCEPT, "admin", "projectSubset", false},
    {"concept ID", BOTH, TOL_OF_CONCEPT, NULL, NULL, false},
};

enum { N_COLUMNS = sizeof columns / sizeof columns[0], STATUS_COLUMN = 4, ID_COLUMN = N_COLUMNS - 1 };

typedef struct utx {
    tol_str pair[2];
    tol_term_ids ids;
    bool is_used[N_COLUMNS];
} utx;

static bool is_of(const tol_term *term, tol_str lang)
{
    return term->text.len && tol_lang_matches(term->lang, lang);
}

static bool is_there(const utx *u, const column *col, const tol_category *c, const tol_term *term)
{
    switch (col->level) {
    case TOL_OF_CONCEPT:
        return !term && !c->lang.len;
    case TOL_OF_LANGUAGE:
        return !term && c->lang.len && tol_lang_matches(c->lang, u->pair[col->side - 1]);
    default:
        return term && is_of(term, u->pair[col->side - 1]);
    }
}

/* The column of a category; N_COLUMNS: none. */
static size_t column_of(const utx *u, const tol_category *c, const tol_term *term)
{
    size_t i = 0;
    while (i < N_COLUMNS && !(columns[i].element && tol_category_is(c, columns[i].element, columns[i].type) &&
                              is_there(u, &columns[i], c, term))) {
        i++;
    }
    return i;
}

/* ---- status ---- */

/* UTX has a second word for what is forbidden. */
static bool is_status(const tol_category *c, tol_term_status status)
{
    return status == TOL_TERM_FORBIDDEN && tol_category_is(c, "termNote", "status") &&
           tol_str_equal(c->text, TOL_LIT("rejected"));
}

static tol_str status_of(const tol_term *term)
{
    for (size_t i = 0; i < term->n_categories; i++) {
        if (is_status(&term->categories[i], term->status)) {
            return term->categories[i].text;
        }
    }
    return tol_str_of(tol_utx_status(term->status));
}

/* ---- rows ---- */

static tol_str cell_of(tol_concept_file *file, size_t i, const tol_concept *entry, const tol_term *terms[2])
{
    const utx *u = file->state;
    const column *c = &columns[i];
    const tol_term *term = c->side ? terms[c->side - 1] : NULL;
    if (i == STATUS_COLUMN) {
        return terms[1] ? status_of(terms[1]) : TOL_STR_NULL;
    }
    if (c->level == TOL_OF_TERM && !term) {
        return TOL_STR_NULL;
    }
    if (!c->element) {
        return term ? term->text : u->ids.last;
    }
    if (c->level == TOL_OF_TERM) {
        return tol_category_texts(term->categories, term->n_categories, c->element, c->type, TOL_STR_NULL, true,
                                  &file->arena);
    }
    tol_str lang = c->level == TOL_OF_LANGUAGE ? u->pair[c->side - 1] : TOL_STR_NULL;
    return tol_category_texts(entry->categories, entry->n_categories, c->element, c->type, lang, false, &file->arena);
}

static void put_row(tol_concept_file *file, const tol_concept *entry, const tol_term *source, const tol_term *target)
{
    const utx *u = file->state;
    const tol_term *terms[2] = {source, target};
    bool is_same = true;
    if (source->text.ptr[0] == '#') {
        tol_buf_byte(&file->buf, ' ');
    }
    for (size_t i = 0; i < N_COLUMNS; i++) {
        if (u->is_used[i]) {
            tol_str cell = cell_of(file, i, entry, terms);
            tol_buf_add(&file->buf, i ? TOL_LIT("\t") : TOL_LIT(""));
            is_same = tol_table_put_bare(&file->buf, cell.len ? cell : TOL_LIT("-")) && is_same;
        }
    }
    tol_buf_add(&file->buf, TOL_LIT("\r\n"));
    if (!is_same) {
        tol_concept_file_tell(file, "line-break", "a text has tabs or ends of lines, which become spaces");
    }
}

/* Tell what of a list has no column, and of which only the joined texts are written. */
static void tell_lost(tol_concept_file *file, const tol_category *list, size_t n, const tol_term *term)
{
    const utx *u = file->state;
    bool is_filled[N_COLUMNS] = {false};
    for (size_t i = 0; i < n; i++) {
        size_t at = column_of(u, &list[i], term);
        bool is_said = term && (tol_is_plain_status(&list[i], term->status) || is_status(&list[i], term->status));
        if (at < N_COLUMNS && is_filled[at]) {
            tol_concept_file_tell(file, "values-joined", "several of \"%s\" are written as one", columns[at].title);
        } else if (at < N_COLUMNS) {
            is_filled[at] = true;
        } else if (!is_said) {
            tol_concept_file_tell(file, "category-left-out", "\"%.*s\" has no column and is left out",
                                  TOL_ARG(tol_category_title(&list[i], &file->arena)));
        }
    }
}

static void tell_all_lost(tol_concept_file *file, const tol_concept *entry)
{
    const utx *u = file->state;
    tell_lost(file, entry->categories, entry->n_categories, NULL);
    for (size_t i = 0; i < entry->n_terms; i++) {
        const tol_term *term = &entry->terms[i];
        if (is_of(term, u->pair[0]) || is_of(term, u->pair[1])) {
            tell_lost(file, term->categories, term->n_categories, term);
        } else if (term->text.len) {
            tol_concept_file_tell(file, "language-left-out", "the term \"%.*s\" is of a third language",
                                  TOL_ARG(term->text));
        }
        if (is_of(term, u->pair[0]) && term->status != TOL_TERM_UNKNOWN) {
            tol_concept_file_tell(file, "status-left-out", "the status of the source term \"%.*s\" has no column",
                                  TOL_ARG(term->text));
        }
    }
}

static size_t count_of(const tol_concept *entry, tol_str lang)
{
    size_t n = 0;
    for (size_t i = 0; i < entry->n_terms; i++) {
        n += is_of(&entry->terms[i], lang);
    }
    return n;
}

static bool has_rows(const utx *u, const tol_concept *entry)
{
    size_t n_sources = count_of(entry, u->pair[0]), n_targets = count_of(entry, u->pair[1]);
    return n_sources > 1 || (n_sources && n_targets > 1);
}

static tol_status write_entry(tol_concept_file *file, const tol_concept *entry, tol_error *err)
{
    utx *u = file->state;
    (void)err;
    if (!count_of(entry, u->pair[0])) {
        tol_concept_file_tell(file, "concept-without-source", "the concept has no source term and is left out");
        return TOL_OK;
    }
    tol_term_id(file, &u->ids, entry, has_rows(u, entry));
    bool has_target = count_of(entry, u->pair[1]) > 0;
    for (size_t i = 0; i < entry->n_terms; i++) {
        if (is_of(&entry->terms[i], u->pair[0]) && !has_target) {
            put_row(file, entry, &entry->terms[i], NULL);
        }
        for (size_t k = 0; k < entry->n_terms && is_of(&entry->terms[i], u->pair[0]); k++) {
            if (is_of(&entry->terms[k], u->pair[1])) {
                put_row(file, entry, &entry->terms[i], &entry->terms[k]);
            }
        }
    }
    tell_all_lost(file, entry);
    return TOL_OK;
}

/* ---- the head ---- */

static void use_columns(utx *u, const tol_category *list, size_t n, const tol_term *term)
{
    for (size_t i = 0; i < n; i++) {
        size_t at = column_of(u, &list[i], term);
        if (at < N_COLUMNS && list[i].text.len) {
            u->is_used[at] = true;
        }
    }
}

static void find_columns(tol_concept_file *file, utx *u)
{
    for (size_t i = 0; i < N_COLUMNS; i++) {
        u->is_used[i] = columns[i].is_always;
    }
    for (size_t i = 0; i < file->n_kept; i++) {
        const tol_concept *entry = file->kept[i];
        u->is_used[ID_COLUMN] = u->is_used[ID_COLUMN] || entry->name.len || has_rows(u, entry);
        use_columns(u, entry->categories, entry->n_categories, NULL);
        for (size_t k = 0; k < entry->n_terms; k++) {
            use_columns(u, entry->terms[k].categories, entry->terms[k].n_categories, &entry->terms[k]);
        }
    }
}

static tol_status begin(tol_concept_file *file, tol_error *err)
{
    utx *u = tol_arena_alloc(&file->kept_arena, sizeof *u);
    if (!u) {
        return tol_fail_nomem(err);
    }
    *u = (utx){.ids = {TOL_STR_NULL, 0}};
    file->state = u;
    tol_status status = tol_term_pair(file, u->pair, err);
    if (status) {
        return status;
    }
    find_columns(file, u);
    tol_buf_printf(&file->buf, "#UTX 1.11; %.*s/%.*s;", TOL_ARG(u->pair[0]), TOL_ARG(u->pair[1]));
    if (file->opt->date) {
        tol_buf_printf(&file->buf, " %s;", file->opt->date);
    }
    tol_buf_add(&file->buf, TOL_LIT("\r\n"));
    if (file->opt->title) {
        tol_buf_add(&file->buf, TOL_LIT("#description: "));
        tol_table_put_bare(&file->buf, tol_str_of(file->opt->title));
        tol_buf_add(&file->buf, TOL_LIT(";\r\n"));
    }
    for (size_t i = 0; i < N_COLUMNS; i++) {
        if (u->is_used[i]) {
            tol_buf_printf(&file->buf, "%s%s", i ? "\t" : "#", columns[i].title);
        }
    }
    tol_buf_add(&file->buf, TOL_LIT("\r\n"));
    return tol_concept_file_flush(file, err);
}

const tol_concept_write_fns tol_utx_write = {true, begin, write_entry, NULL};
