#include <string.h>

#include "model/category.h"

const char *tol_term_status_name(tol_term_status status)
{
    switch (status) {
    case TOL_TERM_PREFERRED:
        return "preferred";
    case TOL_TERM_ADMITTED:
        return "admitted";
    case TOL_TERM_DEPRECATED:
        return "deprecated";
    case TOL_TERM_FORBIDDEN:
        return "forbidden";
    case TOL_TERM_UNKNOWN:
        break;
    }
    return "unknown";
}

/* The letters of a status in lower case, without "-admn-sts" and "term" at its end: "preferredTerm-admn-sts" and
 * "Preferred" become "preferred". */
static tol_str bare_status(tol_str text, char *out, size_t size)
{
    size_t len = 0;
    for (size_t i = 0; i < text.len && len < size; i++) {
        char c = text.ptr[i];
        c = c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
        if (c >= 'a' && c <= 'z') {
            out[len++] = c;
        }
    }
    tol_str bare = {out, len};
    if (tol_str_ends_with(bare, TOL_LIT("admnsts"))) {
        bare.len -= sizeof "admnsts" - 1;
    }
    if (tol_str_ends_with(bare, TOL_LIT("term")) && bare.len > sizeof "term" - 1) {
        bare.len -= sizeof "term" - 1;
    }
    return bare;
}

tol_term_status tol_term_status_parse(tol_str text)
{
    /* standardized, legal and regulated terms are those that a norm or a law asks for; the second half of the table is
     * of UTX and of the tools. */
    static const struct {
        const char *bare;
        tol_term_status status;
    } table[] = {
        {"preferred", TOL_TERM_PREFERRED},    {"admitted", TOL_TERM_ADMITTED},
        {"deprecated", TOL_TERM_DEPRECATED},  {"superseded", TOL_TERM_DEPRECATED},
        {"standardized", TOL_TERM_PREFERRED}, {"legal", TOL_TERM_PREFERRED},
        {"regulated", TOL_TERM_PREFERRED},    {"forbidden", TOL_TERM_FORBIDDEN},
        {"approved", TOL_TERM_PREFERRED},     {"recommended", TOL_TERM_PREFERRED},
        {"provisional", TOL_TERM_ADMITTED},   {"allowed", TOL_TERM_ADMITTED},
        {"obsolete", TOL_TERM_DEPRECATED},    {"notrecommended", TOL_TERM_DEPRECATED},
        {"nonstandard", TOL_TERM_DEPRECATED}, {"rejected", TOL_TERM_FORBIDDEN},
        {"prohibited", TOL_TERM_FORBIDDEN},
    };
    char letters[64];
    tol_str bare = bare_status(text, letters, sizeof letters);
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        if (tol_str_equal(bare, tol_str_of(table[i].bare))) {
            return table[i].status;
        }
    }
    return TOL_TERM_UNKNOWN;
}

int tol_status_rank(const tol_category *category)
{
    static const char *const types[] = {"administrativeStatus", "normativeAuthorization", "termStatus", "status"};
    for (int i = 0; i < (int)(sizeof types / sizeof types[0]); i++) {
        if (category->type.ptr && tol_str_equal_nocase(category->type, tol_str_of(types[i]))) {
            return i + 1;
        }
    }
    return 0;
}

tol_term_status tol_term_status_of(const tol_category *categories, size_t n)
{
    int best = 0;
    tol_term_status status = TOL_TERM_UNKNOWN;
    for (size_t i = 0; i < n; i++) {
        int rank = tol_status_rank(&categories[i]);
        tol_term_status found = rank ? tol_term_status_parse(categories[i].text) : TOL_TERM_UNKNOWN;
        if (found == TOL_TERM_FORBIDDEN) {
            return found;
        }
        if (found != TOL_TERM_UNKNOWN && (!best || rank < best)) {
            best = rank;
            status = found;
        }
    }
    return status;
}

static tol_category *copy_categories(tol_arena *arena, const tol_category *categories, size_t n)
{
    tol_category *copy = n ? tol_arena_calloc(arena, n, sizeof *copy) : NULL;
    for (size_t i = 0; copy && i < n; i++) {
        copy[i].element = tol_arena_copy(arena, categories[i].element);
        copy[i].type = tol_arena_copy(arena, categories[i].type);
        copy[i].text = tol_arena_copy(arena, categories[i].text);
        copy[i].lang = tol_arena_copy(arena, categories[i].lang);
    }
    return copy;
}

tol_concept *tol_concept_copy(tol_arena *arena, const tol_concept *entry)
{
    tol_concept *copy = tol_arena_calloc(arena, 1, sizeof *copy);
    if (!copy) {
        return NULL;
    }
    *copy = *entry;
    copy->name = tol_arena_copy(arena, entry->name);
    copy->categories = copy_categories(arena, entry->categories, entry->n_categories);
    copy->terms = entry->n_terms ? tol_arena_calloc(arena, entry->n_terms, sizeof *copy->terms) : NULL;
    for (size_t i = 0; copy->terms && i < entry->n_terms; i++) {
        const tol_term *term = &entry->terms[i];
        copy->terms[i] = *term;
        copy->terms[i].lang = tol_arena_copy(arena, term->lang);
        copy->terms[i].text = tol_arena_copy(arena, term->text);
        copy->terms[i].categories = copy_categories(arena, term->categories, term->n_categories);
    }
    return tol_arena_ok(arena) ? copy : NULL;
}
