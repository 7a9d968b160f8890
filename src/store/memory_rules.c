#include "store/memory_rules.h"

#include "base/fail.h"
#include "store/schema.h"
#include "store/unit_store.h"

/* The setting that counts changes. */
static const char changes[] = "memories";

tol_status tol_memory_rules_version(tol_store *store, int64_t *version, tol_error *err)
{
    return tol_setting_get(store, changes, version, err);
}

tol_status tol_memories_note_change(tol_store *store, tol_error *err)
{
    int64_t version = 0;
    tol_status status = tol_setting_get(store, changes, &version, err);
    return status ? status : tol_setting_put(store, changes, version + 1, err);
}

tol_status tol_memory_id(tol_store *store, tol_str name, int64_t *id, tol_error *err)
{
    return tol_memory_find(store, name, id, err);
}

tol_status tol_memory_settings_check(const tol_memory_settings *settings, tol_error *err)
{
    if (settings->has_penalty && (settings->penalty < 0 || settings->penalty > TOL_PENALTY_MAX)) {
        return tol_fail(err, TOL_EINVAL, "a penalty must be 0 to %d, not %d", TOL_PENALTY_MAX, settings->penalty);
    }
    if (settings->has_priority && (settings->priority < -TOL_PRIORITY_MAX || settings->priority > TOL_PRIORITY_MAX)) {
        return tol_fail(err, TOL_EINVAL, "a priority must be %d to %d, not %d", -TOL_PRIORITY_MAX, TOL_PRIORITY_MAX,
                        settings->priority);
    }
    return TOL_OK;
}

/* A rule of the columns id, penalty, priority, name. */
static tol_status take_rule(tol_store *store, sqlite3_stmt *stmt, tol_arena *arena, tol_memory_rule *rule,
                            tol_error *err)
{
    tol_memory_settings settings = {true, true, sqlite3_column_int(stmt, 1), sqlite3_column_int(stmt, 2)};
    *rule = (tol_memory_rule){
        .memory = sqlite3_column_int64(stmt, 0), .penalty = settings.penalty, .priority = settings.priority};
    if (tol_memory_settings_check(&settings, NULL)) {
        return tol_db_corrupt(store, err, "memory %lld has a wrong penalty or priority", (long long)rule->memory);
    }
    return tol_db_text(store, stmt, 3, arena, &rule->name, err);
}

tol_status tol_memory_rules_load(tol_store *store, tol_arena *arena, tol_memory_rule **rules, size_t *n, tol_error *err)
{
    int64_t count = 0;
    bool has_row = true;
    sqlite3_stmt *stmt = NULL;
    *n = 0;
    tol_status status = tol_db_number(store, "SELECT count(*) FROM memory", &count, err);
    if (status) {
        return status;
    }
    *rules = tol_arena_calloc(arena, (size_t)count, sizeof **rules);
    if (!*rules) {
        return tol_fail_nomem(err);
    }
    status = tol_db_statement(store, TOL_SQL_MEMORY_RULES, &stmt, err);
    while (!status && !(status = tol_db_step(store, stmt, &has_row, err)) && has_row && *n < (size_t)count) {
        status = take_rule(store, stmt, arena, &(*rules)[*n], err);
        *n += !status;
    }
    sqlite3_reset(stmt);
    return status;
}

/* ---- the public function ---- */

static tol_status set_memory(tol_store *store, tol_str name, const tol_memory_settings *settings, tol_error *err)
{
    sqlite3_stmt *stmt = NULL;
    bool has_row = false;
    tol_status status = tol_db_statement(store, TOL_SQL_MEMORY_GET, &stmt, err);
    if (status) {
        return status;
    }
    tol_db_bind_text(stmt, 1, name);
    status = tol_db_step(store, stmt, &has_row, err);
    if (status || !has_row) {
        return status ? status : tol_fail(err, TOL_ENOTFOUND, "no memory \"%.*s\"", TOL_ARG(name));
    }
    int64_t id = sqlite3_column_int64(stmt, 0);
    int penalty = settings->has_penalty ? settings->penalty : sqlite3_column_int(stmt, 3);
    int priority = settings->has_priority ? settings->priority : sqlite3_column_int(stmt, 4);
    sqlite3_reset(stmt);
    status = tol_db_statement(store, TOL_SQL_MEMORY_SET, &stmt, err);
    if (status) {
        return status;
    }
    sqlite3_bind_int64(stmt, 1, id);
    sqlite3_bind_int(stmt, 2, penalty);
    sqlite3_bind_int(stmt, 3, priority);
    status = tol_db_run(store, stmt, err);
    return status ? status : tol_memories_note_change(store, err);
}

tol_status tol_memory_set(tol_store *store, tol_str name, const tol_memory_settings *settings, tol_error *err)
{
    tol_error_clear(err);
    tol_status status = tol_memory_settings_check(settings, err);
    if (!status) {
        status = tol_db_write_begin(store, err);
    }
    return status ? status : tol_db_write_end(store, set_memory(store, name, settings, err), err);
}
