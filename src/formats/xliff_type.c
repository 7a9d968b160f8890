#include "formats/xliff_type.h"

#include <string.h>

#include "formats/po_units.h"

/* ---- types ---- */

/* TMX's names; "underlined" is that of 1.2 and is met too. */
static const struct {
    const char *tmx, *broad, *precise, *pair, *alone;
} types[] = {
    {"bold", "fmt", "xlf:b", "bold", ""},
    {"italic", "fmt", "xlf:i", "italic", ""},
    {"ulined", "fmt", "xlf:u", "underlined", ""},
    {"underlined", "fmt", "xlf:u", "underlined", ""},
    {"lb", "fmt", "xlf:lb", "", "lb"},
    {"pb", "fmt", "xlf:pb", "", "pb"},
    {"link", "link", "", "link", ""},
    {"image", "image", "", "", "image"},
    {"fmt", "fmt", "", "", ""},
    {"ui", "ui", "", "", ""},
    {"quote", "quote", "", "", ""},
    {"other", "other", "", "", ""},
};

static bool has_any(tol_str text, const char *chars)
{
    for (size_t i = 0; i < text.len; i++) {
        if (strchr(chars, text.ptr[i])) {
            return true;
        }
    }
    return false;
}

static tol_str with_prefix(const char *prefix, tol_str text, tol_arena *arena)
{
    size_t len = strlen(prefix);
    char *out = tol_arena_alloc(arena, len + text.len + 1);
    if (!out) {
        return TOL_STR_NULL;
    }
    memcpy(out, prefix, len);
    memcpy(out + len, text.ptr, text.len);
    return (tol_str){out, len + text.len};
}

/* What is no word has no place there. */
static tol_str own_word(tol_str type, tol_arena *arena)
{
    return !type.len || has_any(type, " \t\n\r:") ? TOL_LIT("") : with_prefix(TOL_XLIFF_TYPE_PREFIX, type, arena);
}

void tol_xliff_type_new(tol_str type, tol_arena *arena, tol_str *broad, tol_str *precise)
{
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
        if (tol_str_equal(type, tol_str_of(types[i].tmx))) {
            *broad = tol_str_of(types[i].broad);
            *precise = tol_str_of(types[i].precise);
            return;
        }
    }
    *precise = own_word(type, arena);
    *broad = precise->len ? TOL_LIT("other") : TOL_LIT("");
}

tol_str tol_xliff_type_old(tol_str type, bool is_alone, tol_arena *arena)
{
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
        const char *word = is_alone ? types[i].alone : types[i].pair;
        if (*word && tol_str_equal(type, tol_str_of(types[i].tmx))) {
            return tol_str_of(word);
        }
    }
    if (!type.len || has_any(type, " \t\n\r")) {
        return TOL_LIT("");
    }
    return tol_str_starts_with(type, TOL_LIT("x-")) && type.len > 2 ? type : with_prefix("x-", type, arena);
}

tol_str tol_xliff_mark_new(tol_str type, tol_arena *arena)
{
    bool is_known = tol_str_equal(type, TOL_LIT("term")) || tol_str_equal(type, TOL_LIT("generic"));
    return is_known ? type : own_word(type, arena);
}

tol_str tol_xliff_mark_old(tol_str type, tol_arena *arena)
{
    static const char *const known[] = {"abbrev", "date", "name", "phrase", "protected", "term"};
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (tol_str_equal(type, tol_str_of(known[i]))) {
            return type;
        }
    }
    if (tol_str_equal(type, TOL_LIT("seg"))) { /* that would be a segment */
        return TOL_LIT("x-seg");
    }
    tol_str word = tol_xliff_type_old(type, false, arena);
    return tol_str_starts_with(word, TOL_LIT("x-")) ? word : TOL_LIT("x-hi");
}

/* ---- states ---- */

/*
 * After the correspondences that the specification of 2.0 gives for 1.2. Trados's and memoQ's words are those that a
 * unit has when it was read from their files.
 */
static const struct {
    const char *word, *old, *new;
} states[] = {
    {"translated", "translated", "translated"},
    {"reviewed", "signed-off", "reviewed"},
    {"signed-off", "signed-off", "reviewed"},
    {"final", "final", "final"},
    {"ApprovedTranslation", "signed-off", "reviewed"},
    {"ApprovedSignOff", "final", "final"},
    {"Proofread", "signed-off", "reviewed"},
    {"initial", "new", "initial"},
    {"new", "new", "initial"},
    {"needs-translation", "needs-translation", "initial"},
    {"needs-l10n", "needs-l10n", "initial"},
    {"needs-adaptation", "needs-adaptation", "initial"},
    {"needs-review-translation", "needs-review-translation", "initial"},
    {"needs-review-l10n", "needs-review-l10n", "initial"},
    {"needs-review-adaptation", "needs-review-adaptation", "initial"},
    {"Draft", "needs-review-translation", "initial"},
    {"RejectedTranslation", "needs-review-translation", "initial"},
    {"RejectedSignOff", "needs-review-translation", "initial"},
    {"NotStarted", "new", "initial"},
    {"PreTranslated", "needs-review-translation", "initial"},
    {"PartiallyEdited", "needs-review-translation", "initial"},
    {"Rejected", "needs-review-translation", "initial"},
};

/* The row of what the props say; the first one when they say nothing that is known. */
static size_t state_of(const tol_infos *infos)
{
    tol_str word = tol_infos_prop(infos, TOL_LIT("x-state"));
    if (tol_infos_prop(infos, TOL_LIT(TOL_PO_FUZZY)).len) {
        word = TOL_LIT("needs-review-translation");
    }
    for (size_t i = 0; i < sizeof states / sizeof states[0]; i++) {
        if (tol_str_equal(word, tol_str_of(states[i].word))) {
            return i;
        }
    }
    return 0;
}

tol_str tol_xliff_state_new(const tol_infos *infos)
{
    return tol_str_of(states[state_of(infos)].new);
}

tol_str tol_xliff_state_old(const tol_infos *infos)
{
    return tol_str_of(states[state_of(infos)].old);
}
