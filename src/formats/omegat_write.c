/*
 * Glossaries of OmegaT: source, target and comment between tabs, a row for each pair of terms. The comment says what is
 * told of the target and of the concept, as far as it is for people: not transactions and references.
 */
#include "base/fail.h"
#include "formats/table_put.h"
#include "formats/term_write.h"

typedef struct comment {
    tol_concept_file *file;
    tol_buf text;
} comment;

static void tell_line(tol_concept_file *file)
{
    tol_concept_file_tell(file, "line-break", "a text has tabs or ends of lines, which become spaces");
}

static void add_part(comment *c, tol_str title, tol_str text)
{
    if (c->text.len) {
        tol_buf_add(&c->text, TOL_LIT("; "));
    }
    if (title.len) {
        tol_buf_printf(&c->text, "%.*s: ", TOL_ARG(title));
    }
    tol_buf_add(&c->text, text);
}

static bool is_for_people(const tol_category *category)
{
    return tol_category_is(category, "descrip", NULL) || tol_category_is(category, "note", NULL) ||
           tol_category_is(category, "termNote", NULL) || tol_category_is(category, "admin", NULL) ||
           tol_category_is(category, "descripNote", NULL);
}

static void add_category(comment *c, const tol_category *category)
{
    bool is_note = tol_category_is(category, "note", NULL);
    if (!is_for_people(category)) {
        tol_concept_file_tell(c->file, "category-left-out", "\"%.*s\" has no place in a comment and is left out",
                              TOL_ARG(category->element));
        return;
    }
    const tol_term_field *field = tol_term_field_of_category(category->element, category->type);
    tol_str title = is_note ? TOL_LIT("") : field ? tol_str_of(field->title) : category->type;
    if (category->text.len) {
        add_part(c, title, category->text);
    }
}

static void add_term(comment *c, const tol_term *term)
{
    if (term->status != TOL_TERM_UNKNOWN) {
        add_part(c, TOL_LIT("status"), tol_str_of(tol_term_status_name(term->status)));
    }
    for (size_t i = 0; i < term->n_categories; i++) {
        if (!tol_is_plain_status(&term->categories[i], term->status)) {
            add_category(c, &term->categories[i]);
        }
    }
}

static bool is_of(const tol_term *term, tol_str lang)
{
    return term->text.len && tol_lang_matches(term->lang, lang);
}

/* A source that looks like a comment is set off by a space, which readers drop. */
static void put_pair(comment *c, const tol_concept *entry, const tol_term *source, const tol_term *target)
{
    tol_concept_file *file = c->file;
    tol_buf_reset(&c->text);
    add_term(c, target);
    for (size_t i = 0; i < entry->n_categories; i++) {
        add_category(c, &entry->categories[i]);
    }
    if (source->text.ptr[0] == '#') {
        tol_buf_byte(&file->buf, ' ');
    }
    bool is_same = tol_table_put_bare(&file->buf, source->text);
    tol_buf_byte(&file->buf, '\t');
    is_same = tol_table_put_bare(&file->buf, target->text) && is_same;
    if (c->text.len) {
        tol_buf_byte(&file->buf, '\t');
        is_same = tol_table_put_bare(&file->buf, tol_buf_str(&c->text)) && is_same;
    }
    tol_buf_byte(&file->buf, '\n');
    if (!is_same) {
        tell_line(file);
    }
    if (source->status != TOL_TERM_UNKNOWN || source->n_categories) {
        tol_concept_file_tell(file, "source-left-out", "what is told of \"%.*s\" is left out", TOL_ARG(source->text));
    }
}

static tol_status write_entry(tol_concept_file *file, const tol_concept *entry, tol_error *err)
{
    const tol_str *pair = file->state;
    comment c = {file, TOL_BUF_INIT};
    size_t n_pairs = 0;
    for (size_t i = 0; i < entry->n_terms; i++) {
        for (size_t k = 0; k < entry->n_terms && is_of(&entry->terms[i], pair[0]); k++) {
            if (is_of(&entry->terms[k], pair[1])) {
                put_pair(&c, entry, &entry->terms[i], &entry->terms[k]);
                n_pairs++;
            }
        }
        if (entry->terms[i].text.len && !is_of(&entry->terms[i], pair[0]) && !is_of(&entry->terms[i], pair[1])) {
            tol_concept_file_tell(file, "language-left-out", "the term \"%.*s\" is of a third language",
                                  TOL_ARG(entry->terms[i].text));
        }
    }
    if (!n_pairs) {
        tol_concept_file_tell(file, "concept-without-pair", "the concept has not both languages and is left out");
    }
    if (n_pairs && entry->name.len) {
        tol_concept_file_tell(file, "id-left-out", "the format has no ids");
    }
    bool is_ok = tol_buf_ok(&c.text);
    tol_buf_release(&c.text);
    return is_ok ? TOL_OK : tol_fail_nomem(err);
}

static tol_status begin(tol_concept_file *file, tol_error *err)
{
    tol_str *pair = tol_arena_alloc(&file->kept_arena, 2 * sizeof *pair);
    file->state = pair;
    tol_buf_add(&file->buf, TOL_LIT("# Glossary in tab-separated format -*- coding: utf-8 -*-\n"));
    return pair ? tol_term_pair(file, pair, err) : tol_fail_nomem(err);
}

const tol_concept_write_fns tol_omegat_write = {true, begin, write_entry, NULL};
