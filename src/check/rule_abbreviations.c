/*
 * abbreviation-inconsistent: an abbreviation of the source that nearly all units render by one abbreviation, where this
 * unit has neither that nor its full form. Abbreviations that a glossary has are the business of the rules for terms.
 */
#include "base/fail.h"
#include "check/capitals.h"
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

static void check_abbreviation(tol_check_pair *pair, const tol_capital *one, const tol_capitals *target)
{
    tol_rendering seen = tol_survey_abbreviation(pair->survey, one->word, TOL_LIT("-"));
    if (!seen.most.ptr || seen.n_most < UNITS_MIN || seen.n_most * 5 < seen.n * OF_FIVE ||
        has_rendering(pair, target, seen.most)) {
        return;
    }
    tol_found found = tol_found_of(TOL_RULE_ABBREVIATION_INCONSISTENT);
    tol_str *expected = tol_arena_calloc(pair->arena, 1, sizeof *expected);
    found.source = one->span;
    if (expected) {
        expected[0] = seen.most;
        found.expected = expected;
        found.n_expected = 1;
        tol_check_tell(pair, &found, "\"%.*s\" is \"%.*s\" in %llu of %llu units", TOL_ARG(one->word),
                       TOL_ARG(seen.most), (unsigned long long)seen.n_most, (unsigned long long)seen.n);
    }
}

tol_status tol_rules_abbreviations(tol_check_pair *pair, tol_error *err)
{
    (void)err;
    tol_capitals source, target;
    if (!pair->survey) {
        return TOL_OK;
    }
    tol_capitals_find(pair->source.text, &source);
    tol_capitals_find(pair->target.text, &target);
    for (size_t i = 0; i < source.n; i++) {
        if (source.items[i].is_abbreviation && !is_in_term(&pair->source, source.items[i].span)) {
            check_abbreviation(pair, &source.items[i], &target);
        }
    }
    return TOL_OK;
}
