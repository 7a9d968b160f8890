#include "segment/language_rules.h"

#include "tolmach/lang.h"

const tol_language_rules *tol_language_rules_of(tol_str lang)
{
    static const tol_language_rules *const all[] = {&tol_rules_ru, &tol_rules_en};
    char tag[TOL_LANG_MAX];
    tol_lang_canonical(lang, tag);
    tol_str primary = {tag, 0};
    while (tag[primary.len] && tag[primary.len] != '-') {
        primary.len++;
    }
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        if (tol_str_equal(primary, tol_str_of(all[i]->lang))) {
            return all[i];
        }
    }
    return NULL;
}
