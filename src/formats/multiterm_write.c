/*
 * XML of MultiTerm (mtf), a concept at a time, in UTF-8.
 *
 * The schema knows numbers for ids, descriptions under names of fields, and transactions of two kinds with a date. An
 * id that is no number becomes a field of its own; what TBX carries in other elements becomes a field that is named
 * after its type, and is told when it would not be read as the same again.
 */
#include <stdio.h>
#include <string.h>

#include "base/fail.h"
#include "formats/concept_file.h"
#include "formats/multiterm_names.h"
#include "formats/term_write.h"
#include "formats/xml_text.h"
#include "text/lang_names.h"

/* Categories of one owner: the concept, a language or a term. */
typedef struct owner {
    const tol_category *list;
    size_t n;
    tol_str lang; /* of the concept absent */
    const tol_term *term;
} owner;

static void put(tol_concept_file *file, const char *text)
{
    tol_buf_add(&file->buf, tol_str_of(text));
}

static void put_element(tol_concept_file *file, const char *start, tol_str text, const char *end)
{
    put(file, start);
    tol_xml_put_text(&file->buf, text);
    put(file, end);
}

static bool is_same_lang(tol_str a, tol_str b)
{
    char one[TOL_LANG_MAX], other[TOL_LANG_MAX];
    return tol_str_equal(tol_term_lang(a, one), tol_term_lang(b, other));
}

static bool is_in(const tol_concept *entry, const owner *o, size_t i)
{
    const tol_category *c = &o->list[i];
    bool has_terms = false;
    for (size_t k = 0; k < entry->n_terms && !o->term && c->lang.len; k++) {
        has_terms |= entry->terms[k].text.len && is_same_lang(c->lang, entry->terms[k].lang);
    }
    return o->term || (o->lang.ptr ? has_terms && is_same_lang(c->lang, o->lang) : !has_terms);
}

/* ---- transactions ---- */

static bool is_transac(const tol_category *c)
{
    return tol_category_is(c, "transac", NULL);
}

static bool is_part(const tol_category *c)
{
    return tol_category_is(c, "transacNote", NULL) || tol_category_is(c, "date", NULL);
}

/* "2026-10-25" and what has a time behind it; absent: it is no date. */
static tol_str date_time(tol_str date, tol_arena *arena)
{
    static const char pattern[] = "dddd-dd-dd";
    char text[32];
    for (size_t i = 0; i < sizeof pattern - 1; i++) {
        bool is_digit = i < date.len && date.ptr[i] >= '0' && date.ptr[i] <= '9';
        if (i >= date.len || (pattern[i] == 'd' ? !is_digit : date.ptr[i] != '-')) {
            return TOL_STR_NULL;
        }
    }
    if (date.len > 10) {
        return date.ptr[10] == 'T' ? date : TOL_STR_NULL;
    }
    snprintf(text, sizeof text, "%.*sT00:00:00", TOL_ARG(date));
    return tol_arena_copy(arena, tol_str_of(text));
}

/* The transaction at `i` with its person and date; where the next thing stands. */
static size_t put_transaction(tol_concept_file *file, const tol_concept *entry, const owner *o, size_t i)
{
    tol_str type = o->list[i].text, person = TOL_STR_NULL, date = TOL_STR_NULL;
    bool is_known = tol_str_equal(type, TOL_LIT("origination")) || tol_str_equal(type, TOL_LIT("modification"));
    for (i++; i < o->n && is_part(&o->list[i]) && is_in(entry, o, i); i++) {
        bool is_date = tol_category_is(&o->list[i], "date", NULL);
        date = is_date ? date_time(o->list[i].text, &file->arena) : date;
        person = is_date ? person : o->list[i].text;
    }
    if (!is_known || !date.ptr) {
        tol_concept_file_tell(file, "transaction-left-out",
                              "the transaction \"%.*s\" has no date, or is no origination or modification",
                              TOL_ARG(type));
        return i;
    }
    put(file, "<transacGrp><transac");
    tol_xml_put_attr(&file->buf, TOL_LIT("type"), type);
    put_element(file, ">", person, "</transac>");
    put_element(file, "<date>", date, "</date></transacGrp>\n");
    return i;
}

/* ---- descriptions ---- */

/* What stands in the group of the description before it. */
static bool is_nested(const tol_category *c)
{
    return tol_category_is(c, "descripNote", NULL) || tol_category_is(c, "adminNote", NULL) ||
           tol_category_is(c, "admin", "source");
}

static void put_link(tol_concept_file *file, const tol_category *target)
{
    bool is_known = false;
    for (const char *const *name = tol_multiterm_links; *name; name++) {
        is_known |= tol_str_equal(target->type, tol_str_of(*name));
    }
    tol_xml_put_attr(&file->buf, is_known ? target->type : TOL_LIT("Ulink"), target->text);
}

/* The description at `i`, its link and the notes about it; where the next thing stands. */
static size_t put_description(tol_concept_file *file, const tol_concept *entry, const owner *o, size_t i, bool in_group)
{
    const tol_category *c = &o->list[i];
    bool is_same;
    tol_str title = tol_multiterm_title(c, o->term != NULL, in_group, &is_same);
    if (!is_same) {
        tol_concept_file_tell(file, "category-moved", "\"%.*s\" becomes the field \"%.*s\"", TOL_ARG(c->element),
                              TOL_ARG(title));
    }
    put(file, "<descripGrp><descrip");
    tol_xml_put_attr(&file->buf, TOL_LIT("type"), title);
    if (++i < o->n && tol_category_is(&o->list[i], "target", NULL)) {
        put_link(file, &o->list[i++]);
    }
    put_element(file, ">", c->text, "</descrip>");
    while (!in_group && i < o->n && is_nested(&o->list[i]) && is_in(entry, o, i)) {
        i = put_description(file, entry, o, i, true);
    }
    put(file, in_group ? "</descripGrp>" : "</descripGrp>\n");
    return i;
}

static bool is_system(const tol_category *c)
{
    return tol_category_is(c, "admin", NULL) && tol_str_starts_with(c->type, TOL_LIT(TOL_MULTITERM_SYSTEM));
}

static void put_system(tol_concept_file *file, const tol_category *c)
{
    size_t len = strlen(TOL_MULTITERM_SYSTEM);
    put(file, "<system");
    tol_xml_put_attr(&file->buf, TOL_LIT("type"), (tol_str){c->type.ptr + len, c->type.len - len});
    put_element(file, ">", c->text, "</system>\n");
}

static void put_owner(tol_concept_file *file, const tol_concept *entry, const owner *o)
{
    for (size_t i = 0; i < o->n;) {
        const tol_category *c = &o->list[i];
        if (!is_in(entry, o, i) || (o->term && tol_is_plain_status(c, o->term->status))) {
            i++;
            continue;
        }
        if (!o->lang.ptr && !o->term && c->lang.len) {
            tol_concept_file_tell(file, "category-moved",
                                  "what is said in \"%.*s\", which has no term, becomes a field of the concept",
                                  TOL_ARG(c->lang));
        }
        if (is_transac(c)) {
            i = put_transaction(file, entry, o, i);
        } else if (is_system(c) && !o->lang.ptr) {
            put_system(file, c);
            i++;
        } else {
            i = put_description(file, entry, o, i, false);
        }
    }
}

/* ---- concepts ---- */

static void put_status(tol_concept_file *file, const tol_term *term)
{
    bool is_said = term->status == TOL_TERM_UNKNOWN;
    for (size_t i = 0; i < term->n_categories && !is_said; i++) {
        const tol_category *c = &term->categories[i];
        is_said = tol_category_is(c, "termNote", "status") && !tol_is_plain_status(c, term->status) &&
                  tol_term_status_parse(c->text) == term->status;
    }
    if (!is_said) {
        put_element(file, "<descripGrp><descrip type=\"Status\">", tol_str_of(tol_term_status_name(term->status)),
                    "</descrip></descripGrp>\n");
    }
}

static void put_term(tol_concept_file *file, const tol_concept *entry, const tol_term *term)
{
    put_element(file, "<termGrp><term>", term->text, "</term>\n");
    put_status(file, term);
    put_owner(file, entry, &(owner){term->categories, term->n_categories, TOL_STR_NULL, term});
    put(file, "</termGrp>\n");
}

/* The name of a language, and its tag in capitals. */
static void put_language(tol_concept_file *file, tol_str lang)
{
    char tag[TOL_LANG_MAX], name[TOL_LANG_NAME_MAX], capitals[TOL_LANG_MAX];
    tol_term_tell_lang(file, lang);
    lang = tol_term_lang(lang, tag);
    size_t n = lang.len < sizeof capitals ? lang.len : sizeof capitals - 1;
    for (size_t i = 0; i < n; i++) {
        bool is_small = lang.ptr[i] >= 'a' && lang.ptr[i] <= 'z';
        capitals[i] = (char)(is_small ? lang.ptr[i] - ('a' - 'A') : lang.ptr[i]);
    }
    put(file, "<language");
    tol_xml_put_attr(&file->buf, TOL_LIT("type"), tol_lang_english_name(lang, name) ? tol_str_of(name) : lang);
    tol_xml_put_attr(&file->buf, TOL_LIT("lang"), (tol_str){capitals, n});
    put(file, "/>\n");
}

static bool is_first_of_lang(const tol_concept *entry, size_t i)
{
    for (size_t k = 0; k < i; k++) {
        if (entry->terms[k].text.len && is_same_lang(entry->terms[k].lang, entry->terms[i].lang)) {
            return false;
        }
    }
    return entry->terms[i].text.len > 0;
}

static void put_languages(tol_concept_file *file, const tol_concept *entry)
{
    for (size_t i = 0; i < entry->n_terms; i++) {
        if (!is_first_of_lang(entry, i)) {
            continue;
        }
        tol_str lang = entry->terms[i].lang;
        put(file, "<languageGrp>");
        put_language(file, lang);
        put_owner(file, entry,
                  &(owner){entry->categories, entry->n_categories, lang.len ? lang : TOL_LIT("und"), NULL});
        for (size_t k = i; k < entry->n_terms; k++) {
            const tol_term *term = &entry->terms[k];
            if (term->text.len && is_same_lang(term->lang, lang)) {
                put_term(file, entry, term);
            }
        }
        put(file, "</languageGrp>\n");
    }
}

static bool is_number(tol_str text)
{
    size_t i = 0;
    while (i < text.len && text.ptr[i] >= '0' && text.ptr[i] <= '9') {
        i++;
    }
    return i == text.len && i > 0 && i < 10 && text.ptr[0] != '0';
}

/* Its own number, where no concept before has it; else the next that none has. */
static tol_status put_id(tol_concept_file *file, tol_str name, tol_error *err)
{
    char number[24];
    bool is_new = false;
    snprintf(number, sizeof number, "%.*s", is_number(name) ? (int)name.len : 0, name.ptr ? name.ptr : "");
    for (size_t n = file->ids.n + 1; !is_new; n++) {
        if (number[0] && !tol_map_put(&file->ids, tol_str_of(number), &is_new)) {
            return tol_fail_nomem(err);
        }
        if (!is_new) {
            snprintf(number, sizeof number, "%zu", n);
        }
    }
    put_element(file, "<conceptGrp><concept>", tol_str_of(number), "</concept>\n");
    if (name.len && !tol_str_equal(name, tol_str_of(number))) {
        put_element(file, "<descripGrp><descrip type=\"" TOL_MULTITERM_ID_TITLE "\">", name,
                    "</descrip></descripGrp>\n");
    }
    return TOL_OK;
}

static tol_status write_entry(tol_concept_file *file, const tol_concept *entry, tol_error *err)
{
    tol_status status = put_id(file, entry->name, err);
    if (!status) {
        put_owner(file, entry, &(owner){entry->categories, entry->n_categories, TOL_STR_NULL, NULL});
        put_languages(file, entry);
        put(file, "</conceptGrp>\n");
    }
    return status;
}

static tol_status begin(tol_concept_file *file, tol_error *err)
{
    put(file, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<mtf>\n");
    return tol_concept_file_flush(file, err);
}

static tol_status end(tol_concept_file *file, tol_error *err)
{
    (void)err;
    put(file, "</mtf>\n");
    return TOL_OK;
}

const tol_concept_write_fns tol_multiterm_write = {false, begin, write_entry, end};
