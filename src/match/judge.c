#include "match/judge.h"

#include "base/fail.h"

static bool is_penalty(int percent)
{
    return percent >= 0 && percent <= TOL_PENALTY_MAX;
}

tol_status tol_penalties_check(const tol_penalties *penalties, tol_error *err)
{
    if (!is_penalty(penalties->machine_translation) || !is_penalty(penalties->alignment) ||
        !is_penalty(penalties->other_creator)) {
        return tol_fail(err, TOL_EINVAL, "a penalty must be 0 to %d", TOL_PENALTY_MAX);
    }
    return TOL_OK;
}

static const tol_str *copy_names(tol_arena *arena, const tol_str *names, size_t n)
{
    tol_str *copy = tol_arena_calloc(arena, n, sizeof *copy);
    for (size_t i = 0; copy && i < n; i++) {
        copy[i] = tol_arena_copy(arena, names[i]);
    }
    return copy;
}

static const tol_field_test *copy_tests(tol_arena *arena, const tol_field_test *tests, size_t n)
{
    tol_field_test *copy = tol_arena_calloc(arena, n, sizeof *copy);
    for (size_t i = 0; copy && i < n; i++) {
        copy[i] =
            (tol_field_test){tol_arena_copy(arena, tests[i].field), tests[i].op, tol_arena_copy(arena, tests[i].value)};
    }
    return copy;
}

tol_unit_filter tol_filter_copy(tol_arena *arena, const tol_unit_filter *filter)
{
    tol_unit_filter copy = *filter;
    copy.creators = copy_names(arena, filter->creators, filter->n_creators);
    copy.tests = copy_tests(arena, filter->tests, filter->n_tests);
    return copy;
}

tol_status tol_judge_init(tol_lookup *lookup, const tol_lookup_opt *opt, tol_error *err)
{
    tol_arena *arena = &lookup->arena;
    lookup->filter = tol_filter_copy(arena, &opt->filter);
    lookup->penalties = opt->penalties;
    lookup->penalties.trusted = copy_names(arena, opt->penalties.trusted, opt->penalties.n_trusted);
    return tol_arena_ok(arena) ? TOL_OK : tol_fail_nomem(err);
}

bool tol_judge(const tol_lookup *lookup, const tol_unit *unit, const tol_variant *source, const tol_variant *target,
               tol_judgement *out)
{
    const tol_penalties *p = &lookup->penalties;
    if (!tol_unit_filter_passes(&lookup->filter, unit, source, target)) {
        return false;
    }
    const tol_memory_rule *rule = tol_memory_choice_rule(&lookup->choice, unit->memory);
    *out = (tol_judgement){.priority = rule ? rule->priority : 0};
    out->penalties[TOL_PENALTY_MEMORY] = (uint8_t)(rule ? rule->penalty : 0);
    if (p->machine_translation && tol_unit_is_machine_translation(unit, source, target)) {
        out->penalties[TOL_PENALTY_MT] = (uint8_t)p->machine_translation;
    }
    if (p->alignment && tol_unit_is_aligned(unit, source, target)) {
        out->penalties[TOL_PENALTY_ALIGNMENT] = (uint8_t)p->alignment;
    }
    if (p->other_creator && !tol_unit_is_by(unit, source, target, p->trusted, p->n_trusted)) {
        out->penalties[TOL_PENALTY_OTHER_CREATOR] = (uint8_t)p->other_creator;
    }
    for (int i = 0; i < TOL_PENALTY_KINDS; i++) {
        out->total += out->penalties[i];
    }
    return true;
}
