#include "formats/term_write.h"

#include <stdio.h>
#include <string.h>

#include "base/fail.h"
#include "formats/grow.h"

/* ---- languages ---- */

tol_str tol_term_lang(tol_str lang, char buf[TOL_LANG_MAX])
{
    return lang.len && tol_lang_canonical(lang, buf) ? tol_str_of(buf) : TOL_LIT("und");
}

void tol_term_tell_lang(tol_concept_file *file, tol_str lang)
{
    char buf[TOL_LANG_MAX];
    if (!tol_lang_canonical(lang, buf)) {
        tol_concept_file_tell(file, "language-unknown", "\"%.*s\" is no language and is written as \"und\"",
                              TOL_ARG(lang));
    }
}

static bool add_lang(tol_concept_file *file, tol_term_langs *langs, tol_str lang)
{
    char buf[TOL_LANG_MAX];
    lang = tol_term_lang(lang, buf);
    for (size_t i = 0; i < langs->n; i++) {
        if (tol_str_equal(langs->items[i], lang)) {
            return true;
        }
    }
    tol_str *items = tol_grow(&file->kept_arena, langs->items, langs->n, sizeof *items);
    if (items) {
        items[langs->n++] = tol_arena_copy(&file->kept_arena, lang);
        langs->items = items;
    }
    return tol_arena_ok(&file->kept_arena);
}

bool tol_term_langs_of(tol_concept_file *file, tol_term_langs *langs)
{
    bool ok = true;
    *langs = (tol_term_langs){NULL, 0};
    for (size_t i = 0; i < file->n_kept && ok; i++) {
        const tol_concept *entry = file->kept[i];
        for (size_t k = 0; k < entry->n_terms && ok; k++) {
            ok = !entry->terms[k].text.len || add_lang(file, langs, entry->terms[k].lang);
        }
    }
    return ok;
}

tol_status tol_term_pair(tol_concept_file *file, tol_str pair[2], tol_error *err)
{
    const tol_glossary_opt *opt = file->opt;
    if (opt->source_lang && opt->target_lang) {
        pair[0] = tol_str_of(opt->source_lang);
        pair[1] = tol_str_of(opt->target_lang);
        return TOL_OK;
    }
    tol_term_langs langs;
    if (!tol_term_langs_of(file, &langs)) {
        return tol_fail_nomem(err);
    }
    if (langs.n != 2) {
        return tol_fail(err, TOL_EINVAL,
                        "the format holds two languages, and the terms have %zu; which two is not said", langs.n);
    }
    memcpy(pair, langs.items, 2 * sizeof *pair);
    return TOL_OK;
}

/* ---- ids ---- */

tol_str tol_term_id(tol_concept_file *file, tol_term_ids *ids, const tol_concept *entry, bool has_rows)
{
    bool is_taken = entry->name.len && tol_str_equal(entry->name, ids->last);
    if (is_taken) {
        tol_concept_file_tell(file, "id-changed", "the concept before has the id \"%.*s\", too", TOL_ARG(entry->name));
    }
    if (!is_taken && (entry->name.len || !has_rows)) {
        return ids->last = entry->name;
    }
    char id[32];
    snprintf(id, sizeof id, "(%zu)", ++ids->n_made);
    return ids->last = tol_arena_copy(&file->kept_arena, tol_str_of(id));
}

/* ---- categories ---- */

bool tol_category_is_in(const tol_category *category, tol_str lang)
{
    return lang.ptr ? category->lang.len && tol_lang_matches(category->lang, lang) : !category->lang.len;
}

bool tol_category_is(const tol_category *category, const char *element, const char *type)
{
    return tol_str_equal(category->element, tol_str_of(element)) &&
           (!type || tol_str_equal(category->type, tol_str_of(type)));
}

tol_str tol_category_title(const tol_category *category, tol_arena *arena)
{
    const tol_term_field *field = tol_term_field_of_category(category->element, category->type);
    if (field || !category->type.ptr) {
        return field ? tol_str_of(field->title) : category->element;
    }
    size_t len = category->element.len + 1 + category->type.len;
    char *title = tol_arena_alloc(arena, len + 1);
    if (!title) {
        return TOL_STR_NULL;
    }
    memcpy(title, category->element.ptr, category->element.len);
    title[category->element.len] = ':';
    memcpy(title + category->element.len + 1, category->type.ptr, category->type.len);
    return (tol_str){title, len};
}

tol_str tol_category_texts(const tol_category *list, size_t n, const char *element, const char *type, tol_str lang,
                           bool any_lang, tol_arena *arena)
{
    tol_buf buf = TOL_BUF_INIT;
    bool has_any = false;
    for (size_t i = 0; i < n; i++) {
        bool is_its = tol_category_is(&list[i], element, type) && (any_lang || tol_category_is_in(&list[i], lang));
        if (is_its && list[i].text.len) {
            tol_buf_add(&buf, has_any ? TOL_LIT("; ") : TOL_LIT(""));
            tol_buf_add(&buf, list[i].text);
            has_any = true;
        }
    }
    tol_str text = has_any && tol_buf_ok(&buf) ? tol_arena_copy(arena, tol_buf_str(&buf)) : TOL_STR_NULL;
    tol_buf_release(&buf);
    return text;
}
