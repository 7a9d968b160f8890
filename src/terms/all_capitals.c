#include "terms/all_capitals.h"

#include "base/utf8.h"
#include "text/unicode.h"

/* Endings of abbreviations that are inflected: of nouns in Russian, of plurals and possessives in English. */
static const char *const endings[] = {"а",  "у",  "ом", "ем", "е",  "ы",  "и",   "ов", "ей", "ам", "ями", "ах",
                                      "ой", "ою", "ю",  "я",  "ям", "ях", "ами", "s",  "'s", "’s", "'",   "’"};

bool tol_capitals_only(tol_str surface)
{
    size_t n = 0;
    for (size_t i = 0; i < surface.len;) {
        uint32_t cp = tol_utf8_next(surface, &i);
        if (tol_unicode_is_lower(cp)) {
            return false;
        }
        n += tol_unicode_is_upper(cp);
    }
    return n > 1;
}

static bool is_ending(tol_str rest)
{
    for (size_t k = 0; k < sizeof endings / sizeof endings[0]; k++) {
        if (tol_str_equal(rest, tol_str_of(endings[k]))) {
            return true;
        }
    }
    return false;
}

tol_str tol_capitals_stem(tol_str surface)
{
    size_t i = 0, end = 0, n = 0;
    while (i < surface.len && tol_unicode_is_upper(tol_utf8_next(surface, &i))) {
        end = i;
        n++;
    }
    bool is_stem = n > 1 && end < surface.len && is_ending((tol_str){surface.ptr + end, surface.len - end});
    return is_stem ? (tol_str){surface.ptr, end} : TOL_STR_NULL;
}
