/* Comparing names word by word. */
#include "check/names.h"

#include <string.h>

#include "base/utf8.h"
#include "check/initials.h"
#include "text/romanise.h"

/* Shorter words are too like one another to be compared. */
#define LETTERS_MIN 4

/* The next word of a term, parted by spaces; absent at the end. */
static tol_str next_word(tol_str term, size_t *at)
{
    while (*at < term.len && term.ptr[*at] == ' ') {
        ++*at;
    }
    size_t from = *at;
    while (*at < term.len && term.ptr[*at] != ' ') {
        ++*at;
    }
    return *at > from ? (tol_str){term.ptr + from, *at - from} : TOL_STR_NULL;
}

static tol_script script_of(tol_str word)
{
    size_t i = 0;
    return word.len ? tol_script_of_char(tol_utf8_next(word, &i)) : TOL_SCRIPT_NONE;
}

int tol_name_likeness(tol_str source, tol_str target, bool is_declined)
{
    tol_script a = script_of(source), b = script_of(target);
    if (!((a == TOL_SCRIPT_CYRILLIC && b == TOL_SCRIPT_LATIN) || (a == TOL_SCRIPT_LATIN && b == TOL_SCRIPT_CYRILLIC))) {
        return 0;
    }
    tol_str russian = a == TOL_SCRIPT_CYRILLIC ? source : target;
    tol_str latin = tol_without_possessive(a == TOL_SCRIPT_CYRILLIC ? target : source);
    return is_declined ? tol_romanise_likeness_declined(russian, latin) : tol_romanise_likeness(russian, latin);
}

/* Cyrillic capitals, and the Latin ones that names in them begin with. */
static const struct {
    uint32_t cyrillic;
    const char *latin;
} initials[] = {
    {0x410, "AHO"},   {0x411, "B"},   {0x412, "VWBU"}, {0x413, "GHK"},  {0x414, "DJT"},  {0x415, "EYIJ"},
    {0x401, "EYIJO"}, {0x416, "ZJG"}, {0x417, "ZS"},   {0x418, "IYEJ"}, {0x419, "YIJ"},  {0x41A, "KCQ"},
    {0x41B, "L"},     {0x41C, "M"},   {0x41D, "N"},    {0x41E, "OA"},   {0x41F, "P"},    {0x420, "RW"},
    {0x421, "SCZ"},   {0x422, "T"},   {0x423, "UWOY"}, {0x424, "FPT"},  {0x425, "KHXC"}, {0x426, "TCZ"},
    {0x427, "CT"},    {0x428, "S"},   {0x429, "S"},    {0x42D, "EA"},   {0x42E, "YIJU"}, {0x42F, "YIJA"},
};

/* A Latin letter without its accent, as far as romanisations have them: Č, Š, Ž, Ŝ, È, Ë, Û, Â. */
static char plain_capital(uint32_t cp)
{
    static const uint32_t accented[] = {0x10C, 0x160, 0x17D, 0x15C, 0xC8, 0xCB, 0xDB, 0xC2, 0x116};
    for (size_t i = 0; i < sizeof accented / sizeof accented[0]; i++) {
        if (accented[i] == cp) {
            return "CSZSEEUAE"[i];
        }
    }
    return cp < 0x80 ? (char)cp : '\0';
}

/* Accented letters stand for sounds that plain ones spell otherwise. */
static bool may_begin(uint32_t cyrillic, uint32_t latin)
{
    char plain = plain_capital(latin);
    for (size_t i = 0; i < sizeof initials / sizeof initials[0]; i++) {
        if (initials[i].cyrillic == cyrillic) {
            return plain && (strchr(initials[i].latin, plain) != NULL || (latin >= 0x80 && cyrillic > 0x420));
        }
    }
    return false;
}

bool tol_may_be_name(tol_str a, tol_str b)
{
    size_t i = 0, j = 0;
    uint32_t one = a.len ? tol_utf8_next(a, &i) : 0, other = b.len ? tol_utf8_next(b, &j) : 0;
    size_t ours = tol_utf8_count(a), theirs = tol_utf8_count(b);
    bool sizes =
        ours >= LETTERS_MIN - 1 && theirs >= LETTERS_MIN - 1 && ours <= 2 * theirs + 2 && theirs <= 2 * ours + 2;
    return sizes && (may_begin(one, other) || may_begin(other, one));
}

/* Whether one of the target terms has the word in other letters. */
static bool is_rendered(tol_str word, const tol_str *targets, size_t n_targets)
{
    tol_str one;
    for (size_t t = 0; t < n_targets; t++) {
        for (size_t i = 0; (one = next_word(targets[t], &i)).ptr;) {
            if (tol_begins_with_capital(one) && tol_name_likeness(word, one, false) >= TOL_NAME_LIKENESS) {
                return true;
            }
        }
    }
    return false;
}

bool tol_is_name(tol_str source, const tol_str *targets, size_t n_targets)
{
    tol_str word;
    bool is_name = false;
    for (size_t i = 0; (word = next_word(source, &i)).ptr;) {
        bool is_long = tol_utf8_count(word) >= LETTERS_MIN;
        if (tol_is_all_capitals(word) ||
            (is_long && !(tol_begins_with_capital(word) && is_rendered(word, targets, n_targets)))) {
            return false;
        }
        is_name = is_name || is_long;
    }
    return is_name;
}

static bool has_word(const tol_str *targets, size_t n_targets, tol_str word)
{
    tol_str one;
    for (size_t t = 0; t < n_targets; t++) {
        for (size_t i = 0; (one = next_word(targets[t], &i)).ptr;) {
            if (tol_same_letters(one, word)) {
                return true;
            }
        }
    }
    return false;
}

bool tol_is_other_spelling(const tol_check_pair *pair, tol_str source, const tol_str *targets, size_t n_targets,
                           tol_str word)
{
    tol_str one;
    tol_str written = tol_without_possessive(word);
    /* a word of the target in Cyrillic stands in the sentence's case */
    bool is_declined = pair->target.script == TOL_SCRIPT_CYRILLIC;
    for (size_t i = 0; (one = next_word(source, &i)).ptr;) {
        bool is_long = tol_utf8_count(one) >= LETTERS_MIN;
        if (is_long && tol_name_likeness(one, written, is_declined) >= TOL_NAME_LIKENESS) {
            return !has_word(targets, n_targets, written);
        }
    }
    return false;
}

const char *tol_name_scheme_note(const tol_check_pair *pair, tol_str source, tol_str word)
{
    unsigned schemes = tol_romanise_schemes(source, word);
    tol_buf note = TOL_BUF_INIT;
    for (int i = 0; i < TOL_ROMANISE_N && schemes; i++) {
        if (schemes >> i & 1) {
            tol_buf_printf(&note, "%s%s", note.len ? ", " : " (", tol_romanisation_name((tol_romanisation)i));
        }
    }
    tol_buf_add(&note, tol_str_of(schemes ? ")" : ""));
    tol_str kept = tol_arena_copy(pair->arena, tol_buf_str(&note));
    tol_buf_release(&note);
    return kept.ptr ? kept.ptr : "";
}
