/*
 * Glossaries as tables that hold all that is told of a concept, under titles that term_columns.c reads again.
 *
 *     concept id  subject  ru      ru status  ru note  en        en part of speech
 *     7           law      суд     preferred           court     noun
 *     7                    судья                       judge
 *
 * A concept has as many rows as it has terms in the language that has the most; what is told of the concept or of its
 * languages stands in the first. What is told twice has two columns of one title. The parts of transactions stand last,
 * transaction by transaction, so that they stay together.
 */
#include <stdlib.h>
#include <string.h>

#include "base/fail.h"
#include "formats/grow.h"
#include "formats/table_put.h"
#include "formats/table_read.h"
#include "formats/term_columns.h"
#include "formats/term_write.h"

typedef enum column_kind { ID, TERM, STATUS, CATEGORY } column_kind;

typedef struct column {
    column_kind kind;
    tol_term_level level;
    size_t lang; /* number of the language; of a concept 0 */
    tol_str element, type;
    size_t nth;            /* among what has this element and type, from 0 */
    size_t rank, position; /* where it stands: transactions last; in the order in which they come */
} column;

typedef struct table {
    tol_term_langs langs;
    column *columns;
    size_t n;
    tol_str *cells; /* of the row at hand, a column each */
    char delimiter;
    bool is_lost; /* a language was not found again: ICU had no memory for its tag */
    tol_term_ids ids;
} table;

/* ---- which column ---- */

static size_t find_lang(const table *t, tol_str lang)
{
    char buf[TOL_LANG_MAX];
    size_t i = 0;
    lang = tol_term_lang(lang, buf);
    while (i < t->langs.n && !tol_str_equal(t->langs.items[i], lang)) {
        i++;
    }
    return i;
}

static column *find_column(const table *t, const column *wanted)
{
    for (size_t i = 0; i < t->n; i++) {
        column *c = &t->columns[i];
        if (c->kind == wanted->kind && c->level == wanted->level && c->lang == wanted->lang && c->nth == wanted->nth &&
            tol_str_equal(c->element, wanted->element) && tol_str_equal(c->type, wanted->type)) {
            return c;
        }
    }
    return NULL;
}

/* The number of the language that a category of a concept is said in; langs.n: of none that has terms. */
static size_t owner_of(const table *t, const tol_category *category)
{
    return category->lang.len ? find_lang(t, category->lang) : t->langs.n;
}

/* The number of a category among those of its list that have the same column. A person or a date is that of the last
 * transaction, also where the one before has none. */
static size_t number_of(const table *t, const tol_category *list, size_t i, bool in_term)
{
    const tol_category *c = &list[i];
    size_t n_same = 0, n_transac = 0;
    for (size_t k = 0; k < i; k++) {
        bool is_there = in_term || owner_of(t, &list[k]) == owner_of(t, c);
        n_same += is_there && tol_str_equal(list[k].element, c->element) && tol_str_equal(list[k].type, c->type);
        n_transac += is_there && tol_category_is(&list[k], "transac", NULL);
    }
    bool is_part = tol_category_is(c, "transacNote", NULL) || tol_category_is(c, "date", NULL);
    return is_part && n_transac > n_same + 1 ? n_transac - 1 : n_same;
}

static column column_of(const table *t, const tol_category *list, size_t i, const tol_term *term)
{
    const tol_category *c = &list[i];
    size_t owner = owner_of(t, c);
    column wanted = {.kind = CATEGORY, .element = c->element, .type = c->type};
    bool is_transaction = tol_category_is(c, "transac", NULL) || tol_category_is(c, "transacNote", NULL) ||
                          tol_category_is(c, "date", NULL);
    wanted.nth = number_of(t, list, i, term != NULL);
    wanted.rank = is_transaction ? 1 + wanted.nth : 0;
    if (term || owner < t->langs.n) {
        wanted.level = term ? TOL_OF_TERM : TOL_OF_LANGUAGE;
        wanted.lang = term ? find_lang(t, term->lang) : owner;
    }
    return wanted;
}

/* ---- gathering the columns ---- */

static void add_column(tol_concept_file *file, table *t, column wanted)
{
    bool has_lang = wanted.level == TOL_OF_CONCEPT || wanted.lang < t->langs.n;
    t->is_lost |= !has_lang;
    if (!has_lang || find_column(t, &wanted)) {
        return;
    }
    column *columns = tol_grow(&file->kept_arena, t->columns, t->n, sizeof *columns);
    if (columns) {
        wanted.position = t->n;
        columns[t->n++] = wanted;
        t->columns = columns;
    }
}

static bool is_written(const tol_category *list, size_t i, const tol_term *term)
{
    return list[i].text.len && !(term && tol_is_plain_status(&list[i], term->status));
}

static void add_categories(tol_concept_file *file, table *t, const tol_category *list, size_t n, const tol_term *term)
{
    for (size_t i = 0; i < n; i++) {
        if (is_written(list, i, term)) {
            add_column(file, t, column_of(t, list, i, term));
        }
    }
}

static int compare(const void *a, const void *b)
{
    const column *x = a, *y = b;
    size_t keys[][2] = {{x->level != TOL_OF_CONCEPT, y->level != TOL_OF_CONCEPT},
                        {x->lang, y->lang},
                        {x->kind, y->kind},
                        {x->rank, y->rank}};
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        if (keys[i][0] != keys[i][1]) {
            return keys[i][0] < keys[i][1] ? -1 : 1;
        }
    }
    /* a transaction, then its person and date */
    int order = x->rank ? tol_category_is(&(tol_category){.element = y->element}, "transac", NULL) -
                              tol_category_is(&(tol_category){.element = x->element}, "transac", NULL)
                        : 0;
    return order ? order : x->position < y->position ? -1 : x->position > y->position;
}

static bool has_rows(const table *t, const tol_concept *entry)
{
    for (size_t i = 0; i < entry->n_terms; i++) {
        for (size_t k = 0; k < i && entry->terms[i].text.len; k++) {
            if (entry->terms[k].text.len && find_lang(t, entry->terms[i].lang) == find_lang(t, entry->terms[k].lang)) {
                return true;
            }
        }
    }
    return false;
}

static void gather(tol_concept_file *file, table *t)
{
    bool has_ids = false;
    for (size_t i = 0; i < file->n_kept && !has_ids; i++) {
        has_ids = file->kept[i]->name.len || has_rows(t, file->kept[i]);
    }
    if (has_ids) {
        add_column(file, t, (column){.kind = ID});
    }
    for (size_t i = 0; i < t->langs.n; i++) {
        add_column(file, t, (column){.kind = TERM, .level = TOL_OF_TERM, .lang = i});
    }
    for (size_t i = 0; i < file->n_kept; i++) {
        const tol_concept *entry = file->kept[i];
        add_categories(file, t, entry->categories, entry->n_categories, NULL);
        for (size_t k = 0; k < entry->n_terms; k++) {
            const tol_term *term = &entry->terms[k];
            if (term->text.len && term->status != TOL_TERM_UNKNOWN) {
                add_column(file, t, (column){.kind = STATUS, .level = TOL_OF_TERM, .lang = find_lang(t, term->lang)});
            }
            if (term->text.len) {
                add_categories(file, t, term->categories, term->n_categories, term);
            }
        }
    }
    if (t->n == 1 && t->columns[0].kind == TERM) {
        add_column(file, t, (column){.kind = ID}); /* a table has two columns */
    }
    if (t->n) {
        qsort(t->columns, t->n, sizeof *t->columns, compare);
    }
}

/* ---- titles ---- */

/* The words before a category's title that say where it stands, where that is not what the reader takes it for. */
static const char *level_words(const column *c)
{
    const tol_term_field *field = tol_term_field_of_category(c->element, c->type);
    switch (c->level) {
    case TOL_OF_CONCEPT:
        return tol_str_equal(c->element, TOL_LIT("termNote")) ? "concept " : "";
    case TOL_OF_LANGUAGE:
        return field && field->level == TOL_OF_LANGUAGE ? "" : "language ";
    default:
        return field && field->level == TOL_OF_LANGUAGE ? "term " : "";
    }
}

static tol_status put_title(tol_concept_file *file, const table *t, const column *c, tol_error *err)
{
    tol_buf title = TOL_BUF_INIT;
    if (c->kind == ID) {
        tol_buf_add(&title, TOL_LIT("concept id"));
    } else if (c->level != TOL_OF_CONCEPT) {
        tol_str lang = t->langs.items[c->lang];
        bool is_plain = tol_is_lang_title(lang) && !tol_str_equal(lang, TOL_LIT("id"));
        tol_buf_printf(&title, "%s%.*s", is_plain ? "" : "lang:", TOL_ARG(lang));
        tol_buf_add(&title, c->kind == TERM ? TOL_LIT("") : TOL_LIT(" "));
    }
    if (c->kind == STATUS) {
        tol_buf_add(&title, TOL_LIT("status"));
    } else if (c->kind == CATEGORY) {
        tol_category category = {.element = c->element, .type = c->type};
        tol_buf_printf(&title, "%s%.*s", level_words(c), TOL_ARG(tol_category_title(&category, &file->kept_arena)));
    }
    tol_table_put(&file->buf, tol_buf_str(&title), t->delimiter);
    bool is_ok = tol_buf_ok(&title);
    tol_buf_release(&title);
    return is_ok ? TOL_OK : tol_fail_nomem(err);
}

static tol_status begin(tol_concept_file *file, char delimiter, tol_error *err)
{
    table *t = tol_arena_alloc(&file->kept_arena, sizeof *t);
    if (!t) {
        return tol_fail_nomem(err);
    }
    *t = (table){.delimiter = delimiter};
    file->state = t;
    if (tol_term_langs_of(file, &t->langs)) {
        gather(file, t);
    }
    t->n = t->n < TOL_FIELDS_MAX ? t->n : TOL_FIELDS_MAX;
    t->cells = tol_arena_alloc(&file->kept_arena, TOL_FIELDS_MAX * sizeof *t->cells);
    if (!tol_arena_ok(&file->kept_arena) || t->is_lost) {
        return tol_fail_nomem(err);
    }
    tol_status status = TOL_OK;
    for (size_t i = 0; i < t->n && !status; i++) {
        if (i) {
            tol_buf_byte(&file->buf, delimiter);
        }
        status = put_title(file, t, &t->columns[i], err);
    }
    tol_buf_byte(&file->buf, '\n');
    return status ? status : tol_concept_file_flush(file, err);
}

/* ---- rows ---- */

static void set_cell(tol_concept_file *file, const table *t, const column *wanted, tol_str text)
{
    const column *c = find_column(t, wanted);
    if (c) {
        t->cells[c - t->columns] = text;
    } else {
        tol_concept_file_tell(file, "category-left-out",
                              "the table has more columns than a reader would look at; \"%.*s\" is left out",
                              TOL_ARG(text));
    }
}

static void set_categories(tol_concept_file *file, const table *t, const tol_category *list, size_t n,
                           const tol_term *term)
{
    for (size_t i = 0; i < n; i++) {
        if (is_written(list, i, term)) {
            column wanted = column_of(t, list, i, term);
            if (!term && list[i].lang.len && wanted.level == TOL_OF_CONCEPT) {
                tol_concept_file_tell(file, "category-moved",
                                      "what is said in \"%.*s\", which has no term, becomes a category of the concept",
                                      TOL_ARG(list[i].lang));
            }
            set_cell(file, t, &wanted, list[i].text);
        }
    }
}

static void set_term(tol_concept_file *file, const table *t, const tol_term *term)
{
    column wanted = {.kind = TERM, .level = TOL_OF_TERM, .lang = find_lang(t, term->lang)};
    tol_term_tell_lang(file, term->lang);
    set_cell(file, t, &wanted, term->text);
    if (term->status != TOL_TERM_UNKNOWN) {
        wanted.kind = STATUS;
        set_cell(file, t, &wanted, tol_str_of(tol_term_status_name(term->status)));
    }
    set_categories(file, t, term->categories, term->n_categories, term);
}

/* For each term its number among those of its language, SIZE_MAX for one without text; in the arena. */
static size_t *number_terms(tol_concept_file *file, const table *t, const tol_concept *entry)
{
    size_t *numbers = tol_arena_alloc(&file->arena, (entry->n_terms + 1) * sizeof *numbers);
    size_t *counts = tol_arena_alloc(&file->arena, (t->langs.n + 1) * sizeof *counts);
    if (numbers && counts) {
        memset(counts, 0, (t->langs.n + 1) * sizeof *counts);
        for (size_t i = 0; i < entry->n_terms; i++) {
            numbers[i] = entry->terms[i].text.len ? counts[find_lang(t, entry->terms[i].lang)]++ : SIZE_MAX;
        }
    }
    return counts ? numbers : NULL;
}

/* Put the terms with this number into the cells. False: there is none. */
static bool set_terms(tol_concept_file *file, const table *t, const tol_concept *entry, const size_t *numbers,
                      size_t number)
{
    bool has_any = false;
    for (size_t i = 0; i < entry->n_terms; i++) {
        if (numbers[i] == number) {
            set_term(file, t, &entry->terms[i]);
            has_any = true;
        }
    }
    return has_any;
}

static void put_row(tol_concept_file *file, const table *t)
{
    for (size_t i = 0; i < t->n; i++) {
        if (i) {
            tol_buf_byte(&file->buf, t->delimiter);
        }
        tol_table_put(&file->buf, t->cells[i], t->delimiter);
    }
    tol_buf_byte(&file->buf, '\n');
}

static tol_status write_entry(tol_concept_file *file, const tol_concept *entry, tol_error *err)
{
    table *t = file->state;
    const size_t *numbers = number_terms(file, t, entry);
    if (!numbers) {
        return tol_fail_nomem(err);
    }
    tol_str id = tol_term_id(file, &t->ids, entry, has_rows(t, entry));
    for (size_t nth = 0;; nth++) {
        memset(t->cells, 0, TOL_FIELDS_MAX * sizeof *t->cells);
        if (t->columns[0].kind == ID) {
            t->cells[0] = id;
        }
        if (nth == 0) {
            set_categories(file, t, entry->categories, entry->n_categories, NULL);
        }
        if (!set_terms(file, t, entry, numbers, nth)) {
            return TOL_OK;
        }
        put_row(file, t);
    }
}

static tol_status begin_csv(tol_concept_file *file, tol_error *err)
{
    return begin(file, ',', err);
}

static tol_status begin_tsv(tol_concept_file *file, tol_error *err)
{
    return begin(file, '\t', err);
}

const tol_concept_write_fns tol_glossary_csv_write = {true, begin_csv, write_entry, NULL};
const tol_concept_write_fns tol_glossary_tsv_write = {true, begin_tsv, write_entry, NULL};
