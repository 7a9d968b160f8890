#include "lookup_opt.h"

#include <stdlib.h>
#include <string.h>

void lookup_opt_init(lookup_opt *o)
{
    o->min_score = 70;
    o->limit = 5;
}

/* Append a name to a list. */
static bool take_name(const cli *c, const char *option, const char *value, tol_str *names, size_t *n, size_t max)
{
    if (*n == max) {
        cli_usage(c, "--%s stands more than %zu times", option, max);
        return false;
    }
    names[(*n)++] = tol_str_of(value);
    return true;
}

/* "NAME=N", cut at the last sign: a name may have one too. */
static bool take_rule(lookup_opt *o, const cli *c, bool is_penalty, const char *value)
{
    const char *option = is_penalty ? "penalty" : "priority", *sign = strrchr(value, '=');
    long number = 0, least = is_penalty ? 0 : -TOL_PRIORITY_MAX, most = is_penalty ? TOL_PENALTY_MAX : TOL_PRIORITY_MAX;
    if (!sign || sign == value) {
        cli_usage(c, "--%s wants the name of a memory and a number, NAME=%d, not \"%s\"", option, is_penalty ? 10 : 1,
                  value);
        return false;
    }
    if (o->n_overrides == MEMORIES_MAX) {
        cli_usage(c, "more than %d settings of memories", MEMORIES_MAX);
        return false;
    }
    if (!cli_number(c, option, sign + 1, least, most, &number)) {
        return false;
    }
    tol_memory_settings settings = {.has_penalty = is_penalty, .has_priority = !is_penalty};
    *(is_penalty ? &settings.penalty : &settings.priority) = (int)number;
    o->overrides[o->n_overrides++] = (tol_memory_override){{value, (size_t)(sign - value)}, settings};
    return true;
}

static bool take(lookup_opt *o, const cli *c, int id, const char *value, bool *is_mine)
{
    *is_mine = true;
    switch (id) {
    case 's':
        o->source = value;
        return true;
    case 't':
        o->target = value;
        return true;
    case 'n':
        return cli_number(c, "min-score", value, 0, TOL_SCORE_MAX, &o->min_score);
    case 'k':
        return cli_number(c, "limit", value, 0, 1000000, &o->limit);
    case 'm':
        return take_name(c, "memory", value, o->memories, &o->n_memories, MEMORIES_MAX);
    case OPT_EXCLUDE:
        return take_name(c, "exclude", value, o->excluded, &o->n_excluded, MEMORIES_MAX);
    case OPT_PENALTY:
    case OPT_PRIORITY:
        return take_rule(o, c, id == OPT_PENALTY, value);
    case OPT_MT_PENALTY:
        return cli_number(c, "mt-penalty", value, 0, TOL_PENALTY_MAX, &o->mt_penalty);
    case OPT_ALIGNMENT_PENALTY:
        return cli_number(c, "alignment-penalty", value, 0, TOL_PENALTY_MAX, &o->alignment_penalty);
    case OPT_OTHERS_PENALTY:
        return cli_number(c, "others-penalty", value, 0, TOL_PENALTY_MAX, &o->others_penalty);
    case OPT_TRUSTED:
        return take_name(c, "trusted", value, o->trusted, &o->n_trusted, FILTER_LIST_MAX);
    case OPT_PREV:
        o->context.prev = value;
        return true;
    case OPT_NEXT:
        o->context.next = value;
        return true;
    case OPT_NO_CONTEXT:
        o->context.is_off = true;
        return true;
    default:
        *is_mine = false;
        return true;
    }
}

filter_taken lookup_opt_take(lookup_opt *o, const cli *c, int id, const char *value)
{
    bool is_mine;
    bool ok = take(o, c, id, value, &is_mine);
    return !is_mine ? filter_opt_take(&o->filter, c, id, value) : ok ? FILTER_TAKEN : FILTER_WRONG;
}

bool lookup_opt_check_rules(const lookup_opt *o, const cli *c)
{
    if (o->context.is_off && (o->context.prev || o->context.next)) {
        cli_usage(c, "--no-context goes with neither --prev nor --next");
        return false;
    }
    if (!o->n_trusted != !o->others_penalty) {
        cli_usage(c, o->n_trusted ? "--trusted needs --others-penalty: what the units of all others lose"
                                  : "--others-penalty needs --trusted: whose units lose nothing");
        return false;
    }
    return true;
}

bool lookup_opt_check(const lookup_opt *o, const cli *c)
{
    if (!o->source || !o->target) {
        cli_usage(c, "a lookup needs both languages: --source-lang ru --target-lang en, say");
        return false;
    }
    return lookup_opt_check_rules(o, c);
}

tol_lookup_opt lookup_opt_options(const lookup_opt *o)
{
    tol_lookup_opt opt = TOL_LOOKUP_OPT_INIT;
    opt.source_lang = tol_str_of(o->source);
    opt.target_lang = tol_str_of(o->target);
    opt.min_score = (int)o->min_score;
    opt.limit = (size_t)o->limit;
    opt.memories = o->memories;
    opt.n_memories = o->n_memories;
    opt.excluded = o->excluded;
    opt.n_excluded = o->n_excluded;
    opt.overrides = o->overrides;
    opt.n_overrides = o->n_overrides;
    opt.filter = filter_opt_filter(&o->filter);
    opt.penalties = (tol_penalties){(int)o->mt_penalty, (int)o->alignment_penalty, (int)o->others_penalty, o->trusted,
                                    o->n_trusted};
    return opt;
}
