/*
 * name-romanisation against the memory: a name that most units spell otherwise. Names that a glossary has are the
 * business of the rules for terms. What differs only in an ending (Cuba, Cuban; Karenin, Karenina) is another word and
 * no other spelling.
 */
#include "base/fail.h"
#include "base/utf8.h"
#include "check/capital_words.h"
#include "check/initials.h"
#include "check/names.h"
#include "check/survey.h"
#include "text/romanise.h"

/* The majority must be this many times as large. */
#define MAJORITY 2

static bool overlaps_term(const tol_side *side, tol_check_span span)
{
    for (size_t i = 0; i < side->n_hits; i++) {
        if (side->hits[i].start < span.end && side->hits[i].end > span.start) {
            return true;
        }
    }
    return false;
}

/* One letter less than the shorter word, the same in both: an ending makes the difference, or an s. */
static bool differs_in_ending(tol_str a, tol_str b)
{
    size_t shorter = a.len < b.len ? a.len : b.len, same = 0;
    while (same < shorter && (a.ptr[same] | 0x20) == (b.ptr[same] | 0x20)) {
        same++;
    }
    return same + 1 >= shorter;
}

/* A name without what romanisations make of -ий and -ый; the same when it has none of these. */
static tol_str without_adjective_ending(tol_str name)
{
    static const char *const endings[] = {"iy", "ii", "ij", "yi", "yj", "yy", "y", "i"};
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
        if (tol_str_ends_with(name, tol_str_of(endings[i]))) {
            name.len -= tol_str_of(endings[i]).len;
            break;
        }
    }
    return name;
}

static bool differ_in_adjective_ending(tol_str a, tol_str b)
{
    tol_str ours = without_adjective_ending(a), theirs = without_adjective_ending(b);
    return ours.len < a.len && theirs.len < b.len && tol_same_letters(ours, theirs);
}

/* Two spellings of one name: unlike in the middle, or both what some scheme writes for the word as it stands. */
static bool are_rivals(tol_str russian, tol_str ours, tol_str theirs)
{
    if (tol_same_letters(ours, theirs)) {
        return false;
    }
    return !differs_in_ending(ours, theirs) || differ_in_adjective_ending(ours, theirs) ||
           (tol_romanise_schemes(russian, ours) && tol_romanise_schemes(russian, theirs));
}

static void check_name(tol_check_pair *pair, const tol_capital *source, const tol_capital *target)
{
    bool is_forward = source->script == TOL_SCRIPT_CYRILLIC;
    tol_rendering seen = tol_survey_name(pair->survey, source->word, target->word);
    tol_str russian = is_forward ? source->word : target->word, latin = is_forward ? target->word : source->word;
    if (!is_forward || !seen.most.ptr || seen.n_most < MAJORITY * seen.n_same ||
        !are_rivals(russian, latin, seen.most)) {
        return;
    }
    tol_found found = tol_found_of(TOL_RULE_NAME_ROMANISATION);
    tol_str *expected = tol_arena_calloc(pair->arena, 1, sizeof *expected);
    found.source = source->span;
    found.target = target->span;
    if (expected) {
        expected[0] = seen.most;
        found.expected = expected;
        found.n_expected = 1;
        tol_check_tell(pair, &found, "\"%.*s\" is \"%.*s\" %llu times in the memory, \"%.*s\"%s %llu %s",
                       TOL_ARG(russian), TOL_ARG(seen.most), (unsigned long long)seen.n_most, TOL_ARG(latin),
                       tol_name_scheme_note(pair, russian, latin), (unsigned long long)seen.n_same,
                       seen.n_same == 1 ? "time" : "times");
    }
}

tol_status tol_rules_names(tol_check_pair *pair, tol_error *err)
{
    (void)err;
    if (!pair->survey) {
        return TOL_OK;
    }
    const tol_capitals *source = tol_capitals_of(&pair->source, pair->arena);
    const tol_capitals *target = tol_capitals_of(&pair->target, pair->arena);
    for (size_t j = 0; j < target->n; j++) {
        bool done = overlaps_term(&pair->target, target->items[j].span);
        for (size_t i = 0; i < source->n && !done; i++) {
            tol_str a = source->items[i].word, b = target->items[j].word;
            done = !overlaps_term(&pair->source, source->items[i].span) && tol_survey_same_name(pair->survey, a, b);
            if (done) {
                check_name(pair, &source->items[i], &target->items[j]);
            }
        }
    }
    return TOL_OK;
}
