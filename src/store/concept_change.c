/* One concept at a time: read, added, changed in place, deleted. Each change is a transaction of its own. */
#include "base/fail.h"
#include "store/term_store.h"
#include "store/token_rows.h"

tol_status tol_concept_get(tol_store *store, int64_t id, tol_arena *arena, tol_str *glossary, tol_concept *entry,
                           tol_error *err)
{
    tol_error_clear(err);
    tol_str name;
    tol_status status = tol_store_snapshot_begin(store, err);
    if (status) {
        return status;
    }
    status = tol_concept_load(store, id, arena, glossary ? glossary : &name, entry, err);
    tol_store_snapshot_end(store);
    return status;
}

/* Files may hold what is useless; what people enter may not. */
static tol_status check_terms(const tol_concept *entry, tol_error *err)
{
    for (size_t i = 0; i < entry->n_terms; i++) {
        if (!entry->terms[i].text.len) {
            return tol_fail(err, TOL_EINVAL, "a term has no text");
        }
    }
    return entry->n_terms ? TOL_OK : tol_fail(err, TOL_EINVAL, "a concept needs a term");
}

static tol_status add_concept(tol_store *store, tol_str glossary, const tol_concept *entry, int64_t *id, tol_error *err)
{
    int64_t glossary_id = 0;
    tol_import_report report = {0};
    tol_status status = tol_glossary_intern(store, glossary, &glossary_id, err);
    return status ? status : tol_concept_store(store, glossary_id, entry, TOL_DUPLICATE_KEEP, &report, id, err);
}

tol_status tol_concept_add(tol_store *store, tol_str glossary, const tol_concept *entry, int64_t *id, tol_error *err)
{
    tol_error_clear(err);
    int64_t ignored = 0;
    tol_status status = check_terms(entry, err);
    if (!status) {
        status = tol_db_write_begin(store, err);
    }
    return status ? status : tol_db_write_end(store, add_concept(store, glossary, entry, id ? id : &ignored, err), err);
}

/* What was there before is allowed to be odd: a term without text that the file had may stay. */
static tol_status edit_concept(tol_store *store, int64_t id,
                               tol_status (*edit)(void *user, tol_arena *arena, tol_concept *entry, tol_error *err),
                               void *user, tol_error *err)
{
    tol_str glossary;
    tol_concept entry;
    tol_arena arena = TOL_ARENA_INIT;
    tol_status status = tol_concept_load(store, id, &arena, &glossary, &entry, err);
    if (!status) {
        status = edit(user, &arena, &entry, err);
        /* what changes the struct has no words for its failures */
        status = status == TOL_ENOMEM ? tol_fail_nomem(err)
                 : status             ? tol_fail(err, status, "the change was given up")
                                      : TOL_OK;
    }
    if (!status && entry.n_terms == 0) {
        status = tol_fail(err, TOL_EINVAL, "a concept needs a term");
    }
    if (!status && !tol_arena_ok(&arena)) {
        status = tol_fail_nomem(err);
    }
    if (!status) {
        entry.id = id;
        status = tol_concept_rewrite(store, &entry, err);
    }
    tol_arena_release(&arena);
    return status;
}

tol_status tol_concept_edit(tol_store *store, int64_t id,
                            tol_status (*edit)(void *user, tol_arena *arena, tol_concept *entry, tol_error *err),
                            void *user, tol_error *err)
{
    tol_error_clear(err);
    tol_status status = tol_db_write_begin(store, err);
    return status ? status : tol_db_write_end(store, edit_concept(store, id, edit, user, err), err);
}

static tol_status delete_concept(tol_store *store, int64_t id, tol_error *err)
{
    tol_status status = tol_db_run_with(store, TOL_SQL_CONCEPT_DELETE, id, 0, err);
    if (!status && sqlite3_changes(store->db) == 0) {
        return tol_fail(err, TOL_ENOTFOUND, "no concept %lld", (long long)id);
    }
    return status ? status : tol_db_run_with(store, TOL_SQL_TERM_DELETE, id, 0, err);
}

tol_status tol_concept_delete(tol_store *store, int64_t id, tol_error *err)
{
    tol_error_clear(err);
    tol_status status = tol_db_write_begin(store, err);
    return status ? status : tol_db_write_end(store, delete_concept(store, id, err), err);
}
