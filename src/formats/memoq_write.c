/*
 * Term bases of memoQ as CSV: a row a concept, columns of a fixed order; those of a language and of a term are repeated
 * for each language, and for each term of the concept that has the most in it.
 */
#include <string.h>

#include "base/fail.h"
#include "formats/memoq_info.h"
#include "formats/table_put.h"
#include "formats/term_write.h"
#include "text/lang_names.h"

#define DELIMITER ';'

typedef struct memoq {
    tol_term_langs langs;
    size_t *n_terms; /* most terms of a concept, a language each */
    tol_term_ids ids;
} memoq;

static const char *const head[] = {
    "Entry_ID",      "Entry_Subject", "Entry_Domain",       "Entry_ClientID", "Entry_ProjectID",
    "Entry_Created", "Entry_Creator", "Entry_LastModified", "Entry_Modifier", "Entry_Note",
};

static void put(tol_concept_file *file, tol_str cell)
{
    tol_buf_byte(&file->buf, DELIMITER);
    tol_table_put(&file->buf, cell, DELIMITER);
}

static size_t lang_of(const memoq *m, tol_str lang)
{
    char buf[TOL_LANG_MAX];
    size_t i = 0;
    lang = tol_term_lang(lang, buf);
    while (i < m->langs.n && !tol_str_equal(m->langs.items[i], lang)) {
        i++;
    }
    return i;
}

/* ---- the head ---- */

/* "English_United_States"; the tag of a language without a name. */
static void put_lang_name(tol_concept_file *file, tol_str lang, const char *ending)
{
    char name[TOL_LANG_NAME_MAX];
    tol_str text = tol_lang_english_name(lang, name) ? tol_str_of(name) : lang;
    tol_buf title = TOL_BUF_INIT;
    for (size_t i = 0; i < text.len; i++) {
        bool is_dropped = text.ptr[i] == '(' || text.ptr[i] == ')';
        if (!is_dropped) {
            tol_buf_byte(&title, (char)(text.ptr[i] == ' ' ? '_' : text.ptr[i]));
        }
    }
    tol_buf_add(&title, tol_str_of(ending));
    put(file, tol_buf_str(&title));
    tol_buf_release(&title);
}

static bool count_terms(tol_concept_file *file, memoq *m)
{
    m->n_terms = tol_arena_alloc(&file->kept_arena, (m->langs.n + 1) * sizeof *m->n_terms);
    size_t *counts = tol_arena_alloc(&file->kept_arena, (m->langs.n + 1) * sizeof *counts);
    if (!m->n_terms || !counts) {
        return false;
    }
    memset(m->n_terms, 0, (m->langs.n + 1) * sizeof *m->n_terms);
    for (size_t i = 0; i < file->n_kept; i++) {
        const tol_concept *entry = file->kept[i];
        memset(counts, 0, (m->langs.n + 1) * sizeof *counts);
        for (size_t k = 0; k < entry->n_terms; k++) {
            size_t lang = lang_of(m, entry->terms[k].lang);
            counts[lang] += entry->terms[k].text.len > 0;
            m->n_terms[lang] = counts[lang] > m->n_terms[lang] ? counts[lang] : m->n_terms[lang];
        }
    }
    return true;
}

static tol_status begin(tol_concept_file *file, tol_error *err)
{
    memoq *m = tol_arena_alloc(&file->kept_arena, sizeof *m);
    if (!m) {
        return tol_fail_nomem(err);
    }
    *m = (memoq){.n_terms = NULL};
    file->state = m;
    if (!tol_term_langs_of(file, &m->langs) || !count_terms(file, m)) {
        return tol_fail_nomem(err);
    }
    for (size_t i = 0; i < sizeof head / sizeof head[0]; i++) {
        tol_buf_printf(&file->buf, "%s%s", i ? ";" : "", head[i]);
    }
    for (size_t i = 0; i < m->langs.n; i++) {
        put_lang_name(file, m->langs.items[i], "_Def");
        for (size_t k = 0; k < m->n_terms[i]; k++) {
            put_lang_name(file, m->langs.items[i], "");
            tol_buf_add(&file->buf, TOL_LIT(";Term_Info;Term_Example"));
        }
    }
    tol_buf_add(&file->buf, TOL_LIT("\r\n"));
    return tol_concept_file_flush(file, err);
}

/* ---- what is told of the concept ---- */

static tol_str texts_of(tol_concept_file *file, const tol_concept *entry, const char *element, const char *type)
{
    return tol_category_texts(entry->categories, entry->n_categories, element, type, TOL_STR_NULL, false, &file->arena);
}

/* The date and the person behind the concept's transaction of a type. */
static void put_transaction(tol_concept_file *file, const tol_concept *entry, const char *type)
{
    tol_str date = TOL_STR_NULL, person = TOL_STR_NULL;
    bool is_in = false, is_there = false;
    for (size_t i = 0; i < entry->n_categories; i++) {
        const tol_category *c = &entry->categories[i];
        bool is_transac = tol_category_is(c, "transac", NULL);
        is_in = is_transac ? tol_str_equal(c->text, tol_str_of(type)) && !c->lang.len : is_in;
        is_there |= is_in;
        date = is_in && tol_category_is(c, "date", NULL) && !date.ptr ? c->text : date;
        person = is_in && tol_category_is(c, "transacNote", NULL) && !person.ptr ? c->text : person;
    }
    if (is_there && !date.len && !person.len) {
        tol_concept_file_tell(file, "transaction-left-out", "the transaction \"%s\" has neither date nor person", type);
    }
    tol_buf cell = TOL_BUF_INIT;
    tol_memoq_put_date(&cell, date);
    put(file, tol_buf_str(&cell));
    put(file, person);
    tol_buf_release(&cell);
}

/* The concept's notes, and those of its terms with the terms before them. */
static void put_notes(tol_concept_file *file, const tol_concept *entry)
{
    tol_buf cell = TOL_BUF_INIT;
    tol_buf_add(&cell, texts_of(file, entry, "note", ""));
    for (size_t i = 0; i < entry->n_terms; i++) {
        const tol_term *term = &entry->terms[i];
        tol_str notes =
            tol_category_texts(term->categories, term->n_categories, "note", "", TOL_STR_NULL, true, &file->arena);
        if (notes.len && term->text.len) {
            tol_buf_printf(&cell, "%s%.*s: %.*s", cell.len ? "; " : "", TOL_ARG(term->text), TOL_ARG(notes));
            tol_concept_file_tell(file, "category-moved", "the note of the term \"%.*s\" becomes one of the concept",
                                  TOL_ARG(term->text));
        }
    }
    put(file, tol_buf_str(&cell));
    tol_buf_release(&cell);
}

static bool is_number(tol_str text)
{
    size_t i = 0;
    while (i < text.len && text.ptr[i] >= '0' && text.ptr[i] <= '9') {
        i++;
    }
    return i == text.len;
}

static void put_head(tol_concept_file *file, memoq *m, const tol_concept *entry)
{
    tol_str id = tol_term_id(file, &m->ids, entry, false);
    if (!is_number(id)) {
        tol_concept_file_tell(file, "id-left-out", "the id \"%.*s\" is no number and is left out", TOL_ARG(id));
    }
    tol_table_put(&file->buf, is_number(id) ? id : TOL_STR_NULL, DELIMITER);
    put(file, texts_of(file, entry, "descrip", "subjectField"));
    put(file, texts_of(file, entry, "descrip", "domain"));
    put(file, texts_of(file, entry, "admin", "customerSubset"));
    put(file, texts_of(file, entry, "admin", "projectSubset"));
    put_transaction(file, entry, "origination");
    put_transaction(file, entry, "modification");
    put_notes(file, entry);
}

/* ---- languages and terms ---- */

static tol_str first_lang(const tol_concept *entry)
{
    size_t i = 0;
    while (i + 1 < entry->n_terms && !entry->terms[i].text.len) {
        i++;
    }
    return entry->terms[i].lang;
}

/* A definition of the concept as a whole stands with its first term's language. */
static void put_definition(tol_concept_file *file, const memoq *m, const tol_concept *entry, size_t lang)
{
    tol_buf cell = TOL_BUF_INIT;
    for (size_t i = 0; i < entry->n_categories; i++) {
        const tol_category *c = &entry->categories[i];
        size_t own = c->lang.len ? lang_of(m, c->lang) : lang_of(m, first_lang(entry));
        if (own == lang && c->text.len && tol_category_is(c, "descrip", "definition")) {
            tol_buf_printf(&cell, "%s%.*s", cell.len ? "; " : "", TOL_ARG(c->text));
            if (!c->lang.len) {
                tol_concept_file_tell(file, "category-moved", "the definition of the concept becomes one in \"%.*s\"",
                                      TOL_ARG(m->langs.items[lang]));
            }
        }
    }
    put(file, tol_buf_str(&cell));
    tol_buf_release(&cell);
}

static void put_term(tol_concept_file *file, const tol_term *term)
{
    size_t n_written;
    tol_buf info = TOL_BUF_INIT;
    tol_term_tell_lang(file, term->lang);
    tol_memoq_put_info(&info, term, &n_written);
    put(file, term->text);
    put(file, tol_buf_str(&info));
    put(file, tol_category_texts(term->categories, term->n_categories, "descrip", "context", TOL_STR_NULL, true,
                                 &file->arena));
    tol_buf_release(&info);
    if (term->status != TOL_TERM_UNKNOWN && term->status != TOL_TERM_FORBIDDEN) {
        tol_concept_file_tell(file, "status-left-out", "terms are forbidden or not; \"%s\" is left out",
                              tol_term_status_name(term->status));
    }
}

static void put_lang(tol_concept_file *file, const memoq *m, const tol_concept *entry, size_t lang)
{
    size_t n = 0;
    put_definition(file, m, entry, lang);
    for (size_t i = 0; i < entry->n_terms; i++) {
        if (entry->terms[i].text.len && lang_of(m, entry->terms[i].lang) == lang) {
            put_term(file, &entry->terms[i]);
            n++;
        }
    }
    for (; n < m->n_terms[lang]; n++) {
        tol_buf_add(&file->buf, TOL_LIT(";;;"));
    }
}

/* ---- what is left out ---- */

static bool is_held(const memoq *m, const tol_category *c)
{
    bool is_definition = tol_category_is(c, "descrip", "definition");
    bool is_known = tol_str_equal(c->text, TOL_LIT("origination")) || tol_str_equal(c->text, TOL_LIT("modification"));
    bool is_transaction = (tol_category_is(c, "transac", NULL) && is_known) ||
                          tol_category_is(c, "transacNote", NULL) || tol_category_is(c, "date", NULL);
    if (c->lang.len) {
        return is_definition && lang_of(m, c->lang) < m->langs.n;
    }
    return is_definition || is_transaction || tol_category_is(c, "note", "") ||
           tol_category_is(c, "descrip", "subjectField") || tol_category_is(c, "descrip", "domain") ||
           tol_category_is(c, "admin", "customerSubset") || tol_category_is(c, "admin", "projectSubset");
}

static void tell_left_out(tol_concept_file *file, const tol_category *c)
{
    tol_concept_file_tell(file, "category-left-out", "\"%.*s\" has no column and is left out",
                          TOL_ARG(tol_category_title(c, &file->arena)));
}

/* Cells hold one value of a kind; more are written as one. */
static void tell_joined(tol_concept_file *file, const tol_category *list, size_t i)
{
    for (size_t k = 0; k < i; k++) {
        bool is_same = tol_str_equal(list[k].element, list[i].element) && tol_str_equal(list[k].type, list[i].type) &&
                       tol_str_equal(list[k].lang, list[i].lang);
        bool is_transac = tol_category_is(&list[k], "transac", NULL);
        bool is_part = tol_category_is(&list[k], "transacNote", NULL) || tol_category_is(&list[k], "date", NULL);
        if (is_same && !is_part && !(is_transac && !tol_str_equal(list[k].text, list[i].text))) {
            tol_concept_file_tell(file, "values-joined", "several of \"%.*s\" are written as one",
                                  TOL_ARG(tol_category_title(&list[i], &file->arena)));
        }
    }
}

static void tell_lost(tol_concept_file *file, const memoq *m, const tol_concept *entry)
{
    for (size_t i = 0; i < entry->n_categories; i++) {
        tell_joined(file, entry->categories, i);
        if (!is_held(m, &entry->categories[i])) {
            tell_left_out(file, &entry->categories[i]);
        }
    }
    for (size_t i = 0; i < entry->n_terms; i++) {
        for (size_t k = 0; k < entry->terms[i].n_categories; k++) {
            const tol_category *c = &entry->terms[i].categories[k];
            tell_joined(file, entry->terms[i].categories, k);
            bool is_there = tol_memoq_holds(c) || tol_category_is(c, "note", "") ||
                            tol_category_is(c, "descrip", "context") || tol_is_plain_status(c, entry->terms[i].status);
            if (!is_there) {
                tell_left_out(file, c);
            }
        }
    }
}

static tol_status write_entry(tol_concept_file *file, const tol_concept *entry, tol_error *err)
{
    memoq *m = file->state;
    (void)err;
    put_head(file, m, entry);
    for (size_t i = 0; i < m->langs.n; i++) {
        put_lang(file, m, entry, i);
    }
    tol_buf_add(&file->buf, TOL_LIT("\r\n"));
    tell_lost(file, m, entry);
    return TOL_OK;
}

const tol_concept_write_fns tol_memoq_write = {true, begin, write_entry, NULL};
