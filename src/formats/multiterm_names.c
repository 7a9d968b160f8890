#include "formats/multiterm_names.h"

#include "formats/term_fields.h"

const char *const tol_multiterm_links[] = {"Ulink", "Clink", "Tlink", "Glink", "Plink", "Slink", "Blink", NULL};

/* Names that MultiTerm's own templates have; others are those of term_fields.c. */
static const struct {
    const char *title, *element, *type;
} titles[] = {
    {"Definition", "descrip", "definition"},
    {"Context", "descrip", "context"},
    {"Subject", "descrip", "subjectField"},
    {"Note", "note", NULL},
    {"Source", "admin", "source"},
    {"Part of speech", "termNote", "partOfSpeech"},
    {"Gender", "termNote", "grammaticalGender"},
    {"Number", "termNote", "grammaticalNumber"},
    {"Client", "admin", "customerSubset"},
    {"Project", "admin", "projectSubset"},
};

enum { N_TITLES = sizeof titles / sizeof titles[0] };

static bool is(tol_str text, const char *name)
{
    return tol_str_equal(text, tol_str_of(name));
}

void tol_multiterm_category(tol_str title, bool in_term, bool in_group, const char **element, tol_str *type)
{
    static const char *const statuses[] = {"status", "termstatus", "usagestatus", "статус"};
    const tol_term_field *field = tol_term_field_of_title(title);
    for (size_t i = 0; in_term && i < sizeof statuses / sizeof statuses[0]; i++) {
        if (tol_title_is(title, statuses[i])) {
            *element = "termNote";
            *type = TOL_LIT("status");
            return;
        }
    }
    if (tol_title_is(title, "source")) {
        *element = "admin";
        *type = TOL_LIT("source");
    } else if (in_group) {
        *element = "descripNote";
        *type = title;
    } else if (field) {
        *element = field->element;
        *type = tol_str_of(field->type);
    } else {
        *element = "descrip";
        *type = title;
    }
}

static tol_str title_of(const tol_category *category, bool in_group)
{
    const tol_term_field *field = in_group ? NULL : tol_term_field_of_category(category->element, category->type);
    for (size_t i = 0; i < N_TITLES; i++) {
        bool is_type = titles[i].type ? is(category->type, titles[i].type) : !category->type.ptr;
        if (is_type && is(category->element, titles[i].element)) {
            return tol_str_of(titles[i].title);
        }
    }
    return field                   ? tol_str_of(field->title)
           : category->type.len    ? category->type
           : category->element.len ? category->element
                                   : TOL_LIT("Note");
}

tol_str tol_multiterm_title(const tol_category *category, bool in_term, bool in_group, bool *is_same)
{
    const char *element;
    tol_str type, title = title_of(category, in_group);
    if (in_term && is(category->element, "termNote") && is(category->type, "status")) {
        title = TOL_LIT("Status");
    }
    tol_multiterm_category(title, in_term, in_group, &element, &type);
    *is_same = is(category->element, element) && tol_str_equal(category->type, type);
    return title;
}
