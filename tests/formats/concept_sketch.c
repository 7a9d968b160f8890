#include "concept_sketch.h"

static void put_categories(const tol_category *categories, size_t n, bool with_lang, tol_buf *out)
{
    for (size_t i = 0; i < n; i++) {
        const tol_category *c = &categories[i];
        tol_buf_printf(out, " {");
        if (with_lang && c->lang.ptr) {
            tol_buf_printf(out, "%.*s ", TOL_ARG(c->lang));
        }
        tol_buf_add(out, c->element);
        if (c->type.ptr) {
            tol_buf_printf(out, "/%.*s", TOL_ARG(c->type));
        }
        tol_buf_printf(out, "=%.*s}", TOL_ARG(c->text));
    }
}

void tol_concept_sketch(const tol_concept *entry, tol_buf *out)
{
    tol_buf_add(out, entry->name);
    put_categories(entry->categories, entry->n_categories, true, out);
    for (size_t i = 0; i < entry->n_terms; i++) {
        const tol_term *term = &entry->terms[i];
        tol_buf_printf(out, " | %.*s %.*s", TOL_ARG(term->lang), TOL_ARG(term->text));
        if (term->status != TOL_TERM_UNKNOWN) {
            tol_buf_printf(out, " (%s)", tol_term_status_name(term->status));
        }
        put_categories(term->categories, term->n_categories, false, out);
    }
    tol_buf_byte(out, '\n');
}
