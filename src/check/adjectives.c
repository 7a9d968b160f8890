/* A noun's stem, perhaps with its last consonant changed, a suffix, an ending of adjectives. */
#include "check/adjectives.h"

#include "base/utf8.h"

/* Letters of a stem that are too few to be told from other words. */
#define STEM_MIN 3

static const char *const suffixes[] = {"н", "ов", "ев", "ск", "енн", "онн", "ическ", "ьн", "ейск", "овск"};
static const char *const endings[] = {"ый", "ий", "ой", "ого", "его", "ому", "ему", "ым", "им", "ом", "ем",  "ая",
                                      "яя", "ей", "ую", "юю",  "ое",  "ее",  "ые",  "ие", "ых", "их", "ыми", "ими"};
/* What the last consonant becomes before the suffixes. */
static const struct {
    uint32_t before, after;
} changes[] = {{0x43A, 0x447}, {0x433, 0x436}, {0x445, 0x448}, {0x446, 0x447}};

static bool is_one_of(tol_str text, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (tol_str_equal(text, tol_str_of(list[i]))) {
            return true;
        }
    }
    return false;
}

static bool is_suffix_and_ending(tol_str rest)
{
    for (size_t i = 0; i < sizeof suffixes / sizeof suffixes[0]; i++) {
        tol_str suffix = tol_str_of(suffixes[i]);
        if (tol_str_starts_with(rest, suffix) && is_one_of((tol_str){rest.ptr + suffix.len, rest.len - suffix.len},
                                                           endings, sizeof endings / sizeof endings[0])) {
            return true;
        }
    }
    return false;
}

/* Without its last letter when that is a vowel, ь or й. */
static tol_str stem_of(tol_str noun)
{
    static const char *const last[] = {"а", "я", "о", "е", "и", "ы", "ь", "й"};
    for (size_t i = 0; i < sizeof last / sizeof last[0]; i++) {
        if (tol_str_ends_with(noun, tol_str_of(last[i]))) {
            noun.len -= 2;
            break;
        }
    }
    return noun;
}

static bool same_but_for_change(uint32_t before, uint32_t after)
{
    for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
        if (changes[i].before == before && changes[i].after == after) {
            return true;
        }
    }
    return before == after;
}

bool tol_is_adjective_of(tol_str form, tol_str noun)
{
    tol_str stem = stem_of(noun);
    if (stem.len >= form.len || tol_utf8_count(stem) < STEM_MIN) {
        return false;
    }
    size_t last = stem.len;
    uint32_t ours = tol_utf8_prev(stem, &last);
    if (!tol_str_starts_with(form, (tol_str){stem.ptr, last}) || last >= form.len) {
        return false;
    }
    size_t behind = last;
    uint32_t theirs = tol_utf8_next(form, &behind);
    return same_but_for_change(ours, theirs) && is_suffix_and_ending((tol_str){form.ptr + behind, form.len - behind});
}
