/* inconsistent-target, inconsistent-source: the unit against all with the same text on the other side. */
#include "base/fail.h"
#include "base/utf8.h"
#include "check/survey.h"

/* Longest quotation in a message, in bytes. */
#define QUOTE_MAX 200

static tol_str cut(tol_str text)
{
    text.len = text.len > QUOTE_MAX ? tol_utf8_cut(text.ptr, QUOTE_MAX) : text.len;
    return text;
}

static void tell(tol_check_pair *pair, tol_rule rule, const tol_partners *seen)
{
    bool is_target = rule == TOL_RULE_INCONSISTENT_TARGET;
    tol_found found = tol_found_of(rule);
    tol_str *expected = tol_arena_calloc(pair->arena, 1, sizeof *expected);
    found.source = tol_span(0, (uint32_t)pair->source.text.len);
    found.target = tol_span(0, (uint32_t)pair->target.text.len);
    if (!expected) {
        return;
    }
    if (is_target && seen->most.ptr) {
        expected[0] = seen->most;
        found.expected = expected;
        found.n_expected = 1;
    }
    tol_str quoted = cut(seen->most);
    tol_check_tell(pair, &found, "%s has %llu %s in %llu units; %llu %s%s%.*s%s, %llu this one",
                   is_target ? "this source" : "this target", (unsigned long long)seen->n_partners,
                   is_target ? "translations" : "sources", (unsigned long long)seen->n,
                   (unsigned long long)seen->n_most, seen->n_most == 1 ? "has" : "have",
                   quoted.ptr ? " \"" : " another", TOL_ARG(quoted), quoted.ptr ? "\"" : "",
                   (unsigned long long)seen->n_same);
}

tol_status tol_rules_consistency(tol_check_pair *pair, tol_error *err)
{
    (void)err;
    if (!pair->survey) {
        return TOL_OK;
    }
    tol_partners targets, sources;
    tol_survey_partners_of(pair->survey, pair->source.text, pair->target.text, &targets, &sources);
    if (targets.n_partners && !targets.is_most) {
        tell(pair, TOL_RULE_INCONSISTENT_TARGET, &targets);
    }
    if (sources.n_partners && !sources.is_most) {
        tell(pair, TOL_RULE_INCONSISTENT_SOURCE, &sources);
    }
    return TOL_OK;
}
