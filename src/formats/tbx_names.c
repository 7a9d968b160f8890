#include "formats/tbx_names.h"

tol_tbx_kind tol_tbx_find(tol_str name)
{
    static const struct {
        const char *name;
        tol_tbx_kind kind;
    } table[] = {
        {"martif", TBX_ROOT},         {"tbx", TBX_ROOT},           {"TBX", TBX_ROOT},
        {"martifHeader", TBX_HEADER}, {"tbxHeader", TBX_HEADER},   {"header", TBX_HEADER},
        {"text", TBX_BODY},           {"body", TBX_BODY},          {"back", TBX_BACK},
        {"termEntry", TBX_ENTRY},     {"conceptEntry", TBX_ENTRY}, {"entry", TBX_ENTRY},
        {"langSet", TBX_LANG},        {"langSec", TBX_LANG},       {"langGroup", TBX_LANG},
        {"tig", TBX_TERM_SEC},        {"ntig", TBX_TERM_SEC},      {"termSec", TBX_TERM_SEC},
        {"termGroup", TBX_TERM_SEC},  {"termGrp", TBX_GROUP},      {"descripGrp", TBX_GROUP},
        {"adminGrp", TBX_GROUP},      {"transacGrp", TBX_GROUP},   {"termNoteGrp", TBX_GROUP},
        {"termCompList", TBX_GROUP},  {"termCompGrp", TBX_GROUP},  {"noteGrp", TBX_GROUP},
        {"term", TBX_TERM},           {"descrip", TBX_CATEGORY},   {"descripNote", TBX_CATEGORY},
        {"admin", TBX_CATEGORY},      {"adminNote", TBX_CATEGORY}, {"termNote", TBX_CATEGORY},
        {"termComp", TBX_CATEGORY},   {"transac", TBX_CATEGORY},   {"transacNote", TBX_CATEGORY},
        {"date", TBX_CATEGORY},       {"note", TBX_CATEGORY},      {"ref", TBX_CATEGORY},
        {"xref", TBX_CATEGORY},       {"hi", TBX_INLINE},          {"foreign", TBX_INLINE},
        {"ph", TBX_INLINE},           {"bpt", TBX_INLINE},         {"ept", TBX_INLINE},
        {"it", TBX_INLINE},           {"sc", TBX_INLINE},          {"ec", TBX_INLINE},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        if (tol_str_equal(name, tol_str_of(table[i].name))) {
            return table[i].kind;
        }
    }
    return TBX_OTHER;
}

/* Modules Min, Basic and Linguist of version 3; then the names of the first TBX-Min. */
static const struct {
    const char *category, *element;
    tol_tbx_module module;
} categories[] = {
    {"administrativeStatus", "termNote", TBX_MIN},
    {"partOfSpeech", "termNote", TBX_MIN},
    {"subjectField", "descrip", TBX_MIN},
    {"customerSubset", "admin", TBX_MIN},
    {"externalCrossReference", "xref", TBX_MIN},
    {"context", "descrip", TBX_BASIC},
    {"definition", "descrip", TBX_BASIC},
    {"crossReference", "ref", TBX_BASIC},
    {"geographicalUsage", "termNote", TBX_BASIC},
    {"grammaticalGender", "termNote", TBX_BASIC},
    {"termLocation", "termNote", TBX_BASIC},
    {"termType", "termNote", TBX_BASIC},
    {"projectSubset", "admin", TBX_BASIC},
    {"source", "admin", TBX_BASIC},
    {"transactionType", "transac", TBX_BASIC},
    {"responsibility", "transacNote", TBX_BASIC},
    {"xGraphic", "xref", TBX_BASIC},
    {"grammaticalNumber", "termNote", TBX_LINGUIST},
    {"register", "termNote", TBX_LINGUIST},
    {"transferComment", "termNote", TBX_LINGUIST},
    {"reading", "admin", TBX_LINGUIST},
    {"readingNote", "adminNote", TBX_LINGUIST},
    {"termStatus", "termNote", TBX_NO_MODULE},
    {"customer", "admin", TBX_NO_MODULE},
};

enum { N_CATEGORIES = sizeof categories / sizeof categories[0] };

const char *tol_tbx_element_of(tol_str category)
{
    for (size_t i = 0; i < N_CATEGORIES; i++) {
        if (tol_str_equal(category, tol_str_of(categories[i].category))) {
            return categories[i].element;
        }
    }
    return NULL;
}

tol_tbx_module tol_tbx_module_of(tol_str element, tol_str category)
{
    for (size_t i = 0; i < N_CATEGORIES; i++) {
        if (tol_str_equal(category, tol_str_of(categories[i].category))) {
            return tol_str_equal(element, tol_str_of(categories[i].element)) ? categories[i].module : TBX_NO_MODULE;
        }
    }
    return TBX_NO_MODULE;
}
