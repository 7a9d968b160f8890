#include "model/category.h"

#include <string.h>

static const tol_term_field fields[] = {
    {"definition", "descrip", "definition", TOL_OF_LANGUAGE, TOL_CATEGORY_DEFINITION},
    {"subject", "descrip", "subjectField", TOL_OF_CONCEPT, TOL_CATEGORY_SUBJECT},
    {"subdomain", "descrip", "subdomain", TOL_OF_CONCEPT, TOL_CATEGORY_SUBDOMAIN},
    {"client", "admin", "customerSubset", TOL_OF_CONCEPT, TOL_CATEGORY_CLIENT},
    {"project", "admin", "projectSubset", TOL_OF_CONCEPT, TOL_CATEGORY_PROJECT},
    {"note", "note", NULL, TOL_OF_TERM, TOL_CATEGORY_NOTE},
    {"part of speech", "termNote", "partOfSpeech", TOL_OF_TERM, TOL_CATEGORY_POS},
    {"term type", "termNote", "termType", TOL_OF_TERM, TOL_CATEGORY_TYPE},
    {"gender", "termNote", "grammaticalGender", TOL_OF_TERM, TOL_CATEGORY_GENDER},
    {"number", "termNote", "grammaticalNumber", TOL_OF_TERM, TOL_CATEGORY_NUMBER},
    {"register", "termNote", "register", TOL_OF_TERM, TOL_CATEGORY_REGISTER},
    {"region", "termNote", "geographicalUsage", TOL_OF_TERM, TOL_CATEGORY_REGION},
    {"usage", "descrip", "Usage note", TOL_OF_TERM, TOL_CATEGORY_USAGE},
    {"context", "descrip", "context", TOL_OF_TERM, TOL_CATEGORY_CONTEXT},
    {"source of term", "admin", "source", TOL_OF_TERM, TOL_CATEGORY_SOURCE},
    {"case sensitivity", "admin", "caseSensitivity", TOL_OF_TERM, TOL_CATEGORY_CASE},
};

/* Other spellings; letters and digits only, in lower case. */
static const char *const aliases[][2] = {
    {"definitions", "definition"},
    {"def", "definition"},
    {"определение", "definition"},
    {"дефиниция", "definition"},
    {"subjectfield", "subject"},
    {"domain", "subject"},
    {"предметнаяобласть", "subject"},
    {"область", "subject"},
    {"subdomains", "subdomain"},
    {"customer", "client"},
    {"customersubset", "client"},
    {"клиент", "client"},
    {"projectsubset", "project"},
    {"проект", "project"},
    {"notes", "note"},
    {"comment", "note"},
    {"comments", "note"},
    {"remark", "note"},
    {"remarks", "note"},
    {"примечание", "note"},
    {"комментарий", "note"},
    {"pos", "part of speech"},
    {"partofspeech", "part of speech"},
    {"wordclass", "part of speech"},
    {"частьречи", "part of speech"},
    {"termtype", "term type"},
    {"grammaticalgender", "gender"},
    {"род", "gender"},
    {"grammaticalnumber", "number"},
    {"geographicalusage", "region"},
    {"usagenote", "usage"},
    {"example", "context"},
    {"examples", "context"},
    {"exampleofuse", "context"},
    {"пример", "context"},
    {"контекст", "context"},
    {"termsource", "source of term"},
    {"sourceofterm", "source of term"},
    {"reference", "source of term"},
    {"источник", "source of term"},
    {"casesensitive", "case sensitivity"},
    {"casesensitivity", "case sensitivity"},
    {"учетрегистра", "case sensitivity"},
};

enum { N_FIELDS = sizeof fields / sizeof fields[0], N_ALIASES = sizeof aliases / sizeof aliases[0] };

/* Letters and digits in lower case; Cyrillic capitals are of two bytes, and those of Russian have theirs 32 behind. */
static tol_str plain(tol_str text, char *out, size_t size)
{
    size_t n = 0;
    for (size_t i = 0; i < text.len && n + 2 < size; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        unsigned char next = i + 1 < text.len ? (unsigned char)text.ptr[i + 1] : 0;
        if (c == 0xD0 && next >= 0x90 && next <= 0xAF) { /* А to Я */
            unsigned low = next + 0x20u;
            out[n++] = (char)(low > 0xBF ? 0xD1 : 0xD0);
            out[n++] = (char)(low > 0xBF ? low - 0x40 : low);
            i++;
        } else if (c >= 'A' && c <= 'Z') {
            out[n++] = (char)(c + ('a' - 'A'));
        } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c >= 0x80) {
            out[n++] = (char)c;
        }
    }
    return (tol_str){out, n};
}

bool tol_title_is(tol_str title, const char *letters)
{
    char own[64];
    return tol_str_equal(plain(title, own, sizeof own), tol_str_of(letters));
}

static const tol_term_field *field_named(const char *title)
{
    for (size_t i = 0; i < N_FIELDS; i++) {
        if (strcmp(fields[i].title, title) == 0) {
            return &fields[i];
        }
    }
    return NULL;
}

const tol_term_field *tol_term_field_of_title(tol_str title)
{
    char letters[64];
    for (size_t i = 0; i < N_FIELDS; i++) {
        if (tol_str_equal_nocase(title, tol_str_of(fields[i].title))) {
            return &fields[i];
        }
    }
    tol_str bare = plain(title, letters, sizeof letters);
    for (size_t i = 0; i < N_ALIASES; i++) {
        if (tol_str_equal(bare, tol_str_of(aliases[i][0]))) {
            return field_named(aliases[i][1]);
        }
    }
    return NULL;
}

const tol_term_field *tol_term_field_of_category(tol_str element, tol_str type)
{
    for (size_t i = 0; i < N_FIELDS; i++) {
        bool is_type = fields[i].type ? tol_str_equal(type, tol_str_of(fields[i].type)) : !type.ptr;
        if (is_type && tol_str_equal(element, tol_str_of(fields[i].element))) {
            return &fields[i];
        }
    }
    return NULL;
}

const tol_term_field *tol_term_field_of_kind(tol_category_kind kind)
{
    for (size_t i = 0; i < N_FIELDS; i++) {
        if (fields[i].kind == kind) {
            return &fields[i];
        }
    }
    return NULL;
}

/* The categories that may hold what is said in words; dates, references and persons are none. */
static bool may_say(tol_str element)
{
    static const char *const elements[] = {"descrip", "admin", "termNote", "descripNote", "adminNote"};
    for (size_t i = 0; i < sizeof elements / sizeof elements[0]; i++) {
        if (tol_str_equal(element, tol_str_of(elements[i]))) {
            return true;
        }
    }
    return false;
}

tol_category_kind tol_category_kind_of(const tol_category *category)
{
    if (tol_status_rank(category)) {
        return TOL_CATEGORY_STATUS;
    }
    if (tol_str_equal(category->element, TOL_LIT("note"))) {
        return TOL_CATEGORY_NOTE;
    }
    if (!category->type.len || !may_say(category->element)) {
        return TOL_CATEGORY_OTHER;
    }
    for (size_t i = 0; i < N_FIELDS; i++) {
        if (fields[i].type && tol_str_equal_nocase(category->type, tol_str_of(fields[i].type))) {
            return fields[i].kind;
        }
    }
    const tol_term_field *field = tol_term_field_of_title(category->type);
    return field ? field->kind : TOL_CATEGORY_OTHER;
}

const char *tol_category_kind_name(tol_category_kind kind)
{
    const tol_term_field *field = tol_term_field_of_kind(kind);
    return field ? field->title : kind == TOL_CATEGORY_STATUS ? "status" : "other";
}

tol_str tol_term_pos(tol_str text)
{
    static const char *const spellings[][2] = {
        {"noun", "noun"},
        {"n", "noun"},
        {"существительное", "noun"},
        {"сущ", "noun"},
        {"verb", "verb"},
        {"v", "verb"},
        {"глагол", "verb"},
        {"глаг", "verb"},
        {"adjective", "adjective"},
        {"adj", "adjective"},
        {"прилагательное", "adjective"},
        {"прил", "adjective"},
        {"adverb", "adverb"},
        {"adv", "adverb"},
        {"наречие", "adverb"},
        {"нареч", "adverb"},
        {"propernoun", "properNoun"},
        {"other", "other"},
    };
    char letters[64];
    tol_str bare = plain(text, letters, sizeof letters);
    for (size_t i = 0; i < sizeof spellings / sizeof spellings[0]; i++) {
        if (tol_str_equal(bare, tol_str_of(spellings[i][0]))) {
            return tol_str_of(spellings[i][1]);
        }
    }
    return text;
}

bool tol_is_yes(tol_str text)
{
    static const char *const words[] = {"yes", "true", "1", "x", "y", "wahr", "да", "истина"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (tol_title_is(text, words[i])) {
            return true;
        }
    }
    return false;
}
