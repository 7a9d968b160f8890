/*
 * abbreviation-inconsistent: an abbreviation of the source that most units render by one abbreviation, where this unit
 * has neither that nor its full form, but another name: a word with a capital that the source does not have in any
 * letters. A unit that goes without a name altogether ("the tool" for CAT) is free translation, and passes.
 * Abbreviations that a glossary has are the business of the rules for terms.
 */
#include "base/fail.h"
#include "check/capital_words.h"
#include "check/initials.h"
#include "check/survey.h"

/* What is known of an abbreviation is a rule from so many units on, when so many of five agree. */
#define UNITS_MIN 3
#define OF_FIVE   3

static bool is_in_term(const tol_side *side, tol_check_span span)
{
    for (size_t i = 0; i < side->n_hits; i++) {
        if (side->hits[i].start < span.end && side->hits[i].end > span.start) {
            return true;
        }
    }
    return false;
}

static bool has_rendering(const tol_check_pair *pair, const tol_capitals *target, tol_str wanted)
{
    for (size_t i = 0; i < target->n; i++) {
        if (tol_str_equal(target->items[i].word, wanted)) {
            return true;
        }
    }
    for (size_t i = 0; i < pair->target.tokens.n; i++) {
        if (tol_spells_initials(&pair->target.tokens, i, wanted)) {
            return true;
        }
    }
    return false;
}

/* Whether a word of the target stands for a word of the source: the same, or the same name. */
static bool has_origin(const tol_check_pair *pair, const tol_capitals *source, tol_str word)
{
    for (size_t i = 0; i < pair->source.tokens.n; i++) {
        if (tol_same_letters(pair->source.tokens.items[i].surface, word)) {
            return true;
        }
    }
    for (size_t i = 0; i < source->n; i++) {
        tol_str ours = source->items[i].word;
        if (tol_same_letters(ours, word) || tol_survey_same_name(pair->survey, ours, word)) {
            return true;
        }
    }
    return false;
}

/* The name that stands where the abbreviation's rendering should; the first word of the text has a capital anyway. */
static const tol_capital *find_rival(const tol_check_pair *pair, const tol_capitals *source, const tol_capitals *target)
{
    for (size_t i = 0; i < target->n; i++) {
        if (target->items[i].span.start > 0 && !is_in_term(&pair->target, target->items[i].span) &&
            !has_origin(pair, source, target->items[i].word)) {
            return &target->items[i];
        }
    }
    return NULL;
}

static void check_abbreviation(tol_check_pair *pair, const tol_capital *one, const tol_capitals *source,
                               const tol_capitals *target)
{
    tol_rendering seen = tol_survey_abbreviation(pair->survey, one->word, TOL_LIT("-"));
    if (!seen.most.ptr || seen.n_most < UNITS_MIN || seen.n_most * 5 < seen.n * OF_FIVE ||
        has_rendering(pair, target, seen.most)) {
        return;
    }
    const tol_capital *rival = find_rival(pair, source, target);
    if (!rival) {
        return;
    }
    tol_found found = tol_found_of(TOL_RULE_ABBREVIATION_INCONSISTENT);
    tol_str *expected = tol_arena_calloc(pair->arena, 1, sizeof *expected);
    found.source = one->span;
    found.target = rival->span;
    if (expected) {
        expected[0] = seen.most;
        found.expected = expected;
        found.n_expected = 1;
        tol_check_tell(pair, &found, "\"%.*s\" is \"%.*s\" in %llu of %llu units, not \"%.*s\"", TOL_ARG(one->word),
                       TOL_ARG(seen.most), (unsigned long long)seen.n_most, (unsigned long long)seen.n,
                       TOL_ARG(rival->word));
    }
}

tol_status tol_rules_abbreviations(tol_check_pair *pair, tol_error *err)
{
    (void)err;
    if (!pair->survey) {
        return TOL_OK;
    }
    const tol_capitals *source = tol_capitals_of(&pair->source, pair->arena);
    const tol_capitals *target = tol_capitals_of(&pair->target, pair->arena);
    for (size_t i = 0; i < source->n; i++) {
        if (source->items[i].is_abbreviation && !is_in_term(&pair->source, source->items[i].span)) {
            check_abbreviation(pair, &source->items[i], source, target);
        }
    }
    return TOL_OK;
}
