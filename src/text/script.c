/* Scripts, from ICU's tables; and the letters that look alike. */
#include "text/script.h"

#include <unicode/uchar.h>
#include <unicode/uloc.h>
#include <unicode/uscript.h>

#include "base/utf8.h"
#include "tolmach/lang.h"

static tol_script script_of_code(UScriptCode code)
{
    switch (code) {
    case USCRIPT_COMMON:
    case USCRIPT_INHERITED:
    case USCRIPT_UNKNOWN:
    case USCRIPT_INVALID_CODE:
        return TOL_SCRIPT_NONE;
    case USCRIPT_LATIN:
        return TOL_SCRIPT_LATIN;
    case USCRIPT_CYRILLIC:
        return TOL_SCRIPT_CYRILLIC;
    case USCRIPT_GREEK:
        return TOL_SCRIPT_GREEK;
    default:
        return TOL_SCRIPT_OTHER;
    }
}

tol_script tol_script_of_char(uint32_t cp)
{
    if (cp < 0x80) {
        return (cp | 0x20) >= 'a' && (cp | 0x20) <= 'z' ? TOL_SCRIPT_LATIN : TOL_SCRIPT_NONE;
    }
    if (cp >= 0x400 && cp < 0x482) {
        return TOL_SCRIPT_CYRILLIC;
    }
    UErrorCode code = U_ZERO_ERROR;
    return script_of_code(uscript_getScript((UChar32)cp, &code));
}

tol_script tol_script_of_lang(tol_str lang)
{
    char tag[TOL_LANG_MAX], full[ULOC_FULLNAME_CAPACITY], script[ULOC_SCRIPT_CAPACITY];
    if (!tol_lang_canonical(lang, tag) || !tol_lang_is_known(lang)) {
        return TOL_SCRIPT_NONE;
    }
    for (char *c = tag; *c; c++) {
        *c = *c == '-' ? '_' : *c;
    }
    UErrorCode code = U_ZERO_ERROR;
    uloc_addLikelySubtags(tag, full, sizeof full, &code);
    uloc_getScript(full, script, sizeof script, &code);
    if (U_FAILURE(code) || code == U_STRING_NOT_TERMINATED_WARNING || !script[0]) {
        return TOL_SCRIPT_NONE;
    }
    return script_of_code((UScriptCode)u_getPropertyValueEnum(UCHAR_SCRIPT, script));
}

uint32_t tol_script_count(tol_str text, tol_script script)
{
    uint32_t n = 0;
    for (size_t i = 0; i < text.len;) {
        n += tol_script_of_char(tol_utf8_next(text, &i)) == script;
    }
    return n;
}

bool tol_script_is_capital(uint32_t cp)
{
    if (cp < 0x80) {
        return cp >= 'A' && cp <= 'Z';
    }
    return cp >= 0x410 && cp < 0x450 ? cp < 0x430 : u_isupper((UChar32)cp);
}

/* Pairs of letters with one picture, Latin and Cyrillic. Small letters whose Cyrillic shape is a small capital (в, к,
 * м, н, т) have none. */
static const struct {
    uint32_t latin, cyrillic;
} twins[] = {
    {'A', 0x410}, {'B', 0x412},  {'C', 0x421},  {'E', 0x415},  {'H', 0x41D},  {'I', 0x406}, {'J', 0x408}, {'K', 0x41A},
    {'M', 0x41C}, {'O', 0x41E},  {'P', 0x420},  {'S', 0x405},  {'T', 0x422},  {'X', 0x425}, {'Y', 0x423}, {'a', 0x430},
    {'c', 0x441}, {'e', 0x435},  {'i', 0x456},  {'j', 0x458},  {'o', 0x43E},  {'p', 0x440}, {'s', 0x455}, {'x', 0x445},
    {'y', 0x443}, {0xCB, 0x401}, {0xEB, 0x451}, {0xCF, 0x407}, {0xEF, 0x457},
};

uint32_t tol_script_twin(uint32_t cp, tol_script wanted)
{
    for (size_t i = 0; i < sizeof twins / sizeof twins[0]; i++) {
        if (wanted == TOL_SCRIPT_CYRILLIC && twins[i].latin == cp) {
            return twins[i].cyrillic;
        }
        if (wanted == TOL_SCRIPT_LATIN && twins[i].cyrillic == cp) {
            return twins[i].latin;
        }
    }
    return 0;
}
