#include "store/rebuild.h"

#include "base/fail.h"
#include "store/index_build.h"
#include "store/schema.h"
#include "store/unit_store.h"
#include "store/vocabulary.h"

/* Version of the layout of token_chunk.h and dictionary.h. */
#define ROW_LAYOUT 2

typedef struct rebuild {
    tol_store *store;
    const tol_listener *listener;
    tol_chunks chunks;
    tol_vocabularies vocabularies;
    tol_arena scratch;
    tol_buf row;
    int64_t memory;
    uint64_t done, total;
} rebuild;

tol_status tol_rebuild_is_needed(tol_store *store, bool *is_needed, tol_error *err)
{
    int64_t analyser = 0, layout = 0;
    tol_status status = tol_setting_get(store, "analyser", &analyser, err);
    if (!status) {
        status = tol_setting_get(store, "row_layout", &layout, err);
    }
    *is_needed = analyser != TOL_ANALYSER_VERSION || layout != ROW_LAYOUT;
    return status;
}

static tol_status put_versions(tol_store *store, tol_error *err)
{
    tol_status status = tol_setting_put(store, "analyser", TOL_ANALYSER_VERSION, err);
    return status ? status : tol_setting_put(store, "row_layout", ROW_LAYOUT, err);
}

/* The dictionary that serves a language may be another one than before. */
static tol_status move_langs(tol_store *store, tol_error *err)
{
    tol_status status = TOL_OK;
    for (size_t i = 0; i < store->langs.n && !status; i++) {
        tol_lang_entry *lang = &store->langs.items[i];
        sqlite3_stmt *stmt = NULL;
        status = tol_langs_dictionary(store, lang->tag, &lang->dictionary, err);
        if (!status) {
            status = tol_db_statement(store, TOL_SQL_LANG_MOVE, &stmt, err);
        }
        if (!status) {
            sqlite3_bind_int64(stmt, 1, lang->id);
            sqlite3_bind_int64(stmt, 2, lang->dictionary);
            status = tol_db_run(store, stmt, err);
        }
    }
    return status;
}

static tol_status add_unit(void *user, const tol_unit *unit, tol_error *err)
{
    rebuild *job = user;
    tol_status status = tol_db_tell(job->listener, &job->done, job->total, err);
    for (size_t i = 0; i < unit->n_variants && !status; i++) {
        tol_lang_entry lang;
        tol_arena_reset(&job->scratch);
        tol_buf_reset(&job->row);
        status = tol_langs_intern(job->store, unit->variants[i].lang, &lang, err);
        if (!status) {
            status = tol_vocabularies_row(&job->vocabularies, &lang, &unit->variants[i], NULL, &job->scratch, &job->row,
                                          err);
        }
        if (!status) {
            status =
                tol_chunks_add(&job->chunks, lang.id, job->memory, unit->id, (uint32_t)i, tol_buf_str(&job->row), err);
        }
    }
    return status;
}

static tol_status add_all(rebuild *job, tol_error *err)
{
    sqlite3_stmt *stmt = NULL;
    bool has_row = true;
    tol_status status = tol_db_prepare(job->store, TOL_SQL_MEMORY_ALL, &stmt, err);
    while (!status && !(status = tol_db_step(job->store, stmt, &has_row, err)) && has_row) {
        job->memory = sqlite3_column_int64(stmt, 0);
        status = tol_memory_walk(job->store, job->memory, TOL_STR_NULL, add_unit, job, err);
    }
    sqlite3_finalize(stmt);
    return status;
}

static tol_status run(rebuild *job, tol_error *err)
{
    int64_t n_units = 0;
    tol_status status = tol_db_number(job->store, "SELECT count(*) FROM unit", &n_units, err);
    job->total = (uint64_t)n_units;
    if (!status) {
        status = tol_db_exec(job->store,
                             "DELETE FROM token_rows; DELETE FROM token; DELETE FROM token_class;"
                             "UPDATE dictionary SET n_tokens = 0, n_names = 0;"
                             "UPDATE setting SET value = value + 1 WHERE name = 'epoch'",
                             err);
    }
    if (!status) {
        status = move_langs(job->store, err);
    }
    if (!status) {
        status = add_all(job, err);
    }
    if (!status) {
        status = tol_vocabularies_flush(&job->vocabularies, err);
    }
    if (!status) {
        status = tol_chunks_flush(&job->chunks, err);
    }
    tol_vocabularies_release(&job->vocabularies);
    if (!status) {
        status = tol_index_rebuild(job->store, err);
    }
    return status ? status : put_versions(job->store, err);
}

tol_status tol_rebuild_if_needed(tol_store *store, const tol_listener *listener, tol_error *err)
{
    bool is_needed = false;
    tol_status status = tol_rebuild_is_needed(store, &is_needed, err);
    if (status || !is_needed) {
        return status;
    }
    status = tol_db_write_begin(store, err);
    if (status) {
        return status;
    }
    rebuild job = {.store = store, .listener = listener, .scratch = TOL_ARENA_INIT, .row = TOL_BUF_INIT};
    tol_chunks_init(&job.chunks, store);
    tol_vocabularies_init(&job.vocabularies, store);
    /* Another process may have done it while we waited. */
    status = tol_rebuild_is_needed(store, &is_needed, err);
    if (!status && is_needed) {
        status = run(&job, err);
    }
    status = tol_db_write_end(store, status, err);
    tol_chunks_release(&job.chunks);
    tol_vocabularies_release(&job.vocabularies);
    tol_arena_release(&job.scratch);
    tol_buf_release(&job.row);
    return status;
}
