#include "match/memory_choice.h"

#include "base/fail.h"

/* No memory has this id. */
#define NO_MEMORY (-1)

/* ---- names become ids ---- */

static tol_status find_ids(tol_store *store, const tol_str *names, size_t n, tol_arena *arena, int64_t **ids,
                           size_t *n_ids, tol_error *err)
{
    tol_status status = TOL_OK;
    *ids = tol_arena_calloc(arena, n, sizeof **ids);
    for (size_t i = 0; *ids && i < n && status == TOL_OK; i++) {
        status = tol_memory_id(store, names[i], &(*ids)[i], err);
    }
    *n_ids = n;
    return *ids ? status : tol_fail_nomem(err);
}

static tol_status find_overrides(tol_memory_choice *choice, tol_store *store, const tol_lookup_opt *opt,
                                 tol_arena *arena, tol_error *err)
{
    tol_status status = TOL_OK;
    choice->overrides = tol_arena_calloc(arena, opt->n_overrides, sizeof *choice->overrides);
    choice->n_overrides = opt->n_overrides;
    for (size_t i = 0; choice->overrides && i < opt->n_overrides && status == TOL_OK; i++) {
        choice->overrides[i].settings = opt->overrides[i].settings;
        status = tol_memory_settings_check(&opt->overrides[i].settings, err);
        if (status == TOL_OK) {
            status = tol_memory_id(store, opt->overrides[i].memory, &choice->overrides[i].memory, err);
        }
    }
    return choice->overrides ? status : tol_fail_nomem(err);
}

tol_status tol_memory_choice_init(tol_memory_choice *choice, tol_store *store, const tol_lookup_opt *opt,
                                  tol_arena *arena, tol_error *err)
{
    *choice = (tol_memory_choice){.arena = TOL_ARENA_INIT};
    tol_status status = tol_store_snapshot_begin(store, err);
    if (status != TOL_OK) {
        return status;
    }
    status = find_ids(store, opt->memories, opt->n_memories, arena, &choice->wanted, &choice->n_wanted, err);
    if (status == TOL_OK) {
        status = find_ids(store, opt->excluded, opt->n_excluded, arena, &choice->excluded, &choice->n_excluded, err);
    }
    if (status == TOL_OK) {
        status = find_overrides(choice, store, opt, arena, err);
    }
    tol_store_snapshot_end(store);
    return status;
}

/* ---- what the bank says of them ---- */

static bool has_id(const int64_t *ids, size_t n, int64_t id)
{
    for (size_t i = 0; i < n; i++) {
        if (ids[i] == id) {
            return true;
        }
    }
    return false;
}

static bool is_searched(const tol_memory_choice *choice, int64_t id)
{
    return (choice->n_wanted == 0 || has_id(choice->wanted, choice->n_wanted, id)) &&
           !has_id(choice->excluded, choice->n_excluded, id);
}

static void override_rule(const tol_memory_choice *choice, tol_memory_rule *rule)
{
    for (size_t i = 0; i < choice->n_overrides; i++) {
        const tol_rule_override *one = &choice->overrides[i];
        if (one->memory == rule->memory) {
            rule->penalty = one->settings.has_penalty ? one->settings.penalty : rule->penalty;
            rule->priority = one->settings.has_priority ? one->settings.priority : rule->priority;
        }
    }
}

/* Keep the rules of the memories that are searched, as the options change them. */
static void choose(tol_memory_choice *choice, tol_memory_rule *all, size_t n_all)
{
    choice->rules = all;
    choice->n_rules = 0;
    choice->least_penalty = TOL_PENALTY_MAX;
    for (size_t i = 0; i < n_all; i++) {
        if (is_searched(choice, all[i].memory)) {
            tol_memory_rule *rule = &all[choice->n_rules];
            choice->ids[choice->n_rules++] = all[i].memory;
            *rule = all[i];
            override_rule(choice, rule);
            choice->least_penalty = rule->penalty < choice->least_penalty ? rule->penalty : choice->least_penalty;
        }
    }
    /* All of the bank is the same as no list, and cheaper. */
    choice->n_ids = choice->n_rules == n_all ? 0 : choice->n_rules;
    if (choice->n_rules == 0) {
        choice->ids[0] = NO_MEMORY;
        choice->n_ids = 1;
    }
}

tol_status tol_memory_choice_refresh(tol_memory_choice *choice, tol_store *store, tol_error *err)
{
    int64_t version = 0;
    size_t n = 0;
    tol_memory_rule *rules = NULL;
    tol_status status = tol_memory_rules_version(store, &version, err);
    if (status != TOL_OK || (choice->is_loaded && choice->version == version)) {
        return status;
    }
    choice->is_loaded = false;
    tol_arena_reset(&choice->arena);
    status = tol_memory_rules_load(store, &choice->arena, &rules, &n, err);
    if (status == TOL_OK) {
        choice->ids = tol_arena_calloc(&choice->arena, n + 1, sizeof *choice->ids);
        status = choice->ids ? TOL_OK : tol_fail_nomem(err);
    }
    if (status == TOL_OK) {
        choose(choice, rules, n);
        choice->version = version;
        choice->is_loaded = true;
    }
    return status;
}

const tol_memory_rule *tol_memory_choice_rule(const tol_memory_choice *choice, tol_str memory)
{
    size_t from = 0, to = choice->n_rules;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        int order = tol_str_compare(choice->rules[middle].name, memory);
        if (order == 0) {
            return &choice->rules[middle];
        }
        from = order < 0 ? middle + 1 : from;
        to = order < 0 ? to : middle;
    }
    return NULL;
}

void tol_memory_choice_release(tol_memory_choice *choice)
{
    tol_arena_release(&choice->arena);
    choice->n_ids = choice->n_rules = 0;
}
