/* Tokens that no row has any more leave the dictionary; their numbers are not given again. */
#include "base/fail.h"
#include "base/mem.h"
#include "store/bytes.h"
#include "store/token_chunk.h"
#include "store/vocabulary.h"

/* Numbers of one dictionary, a bit each. */
typedef struct number_set {
    unsigned char *bits;
    uint64_t n;
} number_set;

typedef struct sweeping {
    tol_store *store;
    tol_dict dict;
    number_set tokens, names; /* in use */
    uint64_t n_used;
} sweeping;

static bool has(const number_set *set, uint64_t number)
{
    return number < set->n && (set->bits[number / 8] >> (number % 8) & 1);
}

static void add(number_set *set, uint64_t number)
{
    if (number < set->n) {
        set->bits[number / 8] |= (unsigned char)(1U << (number % 8));
    }
}

/* SQL: tol_is_used(which, number), which 0: tokens, 1: names. */
static void is_used(sqlite3_context *context, int argc, sqlite3_value **argv)
{
    const sweeping *s = sqlite3_user_data(context);
    const number_set *set = argc == 2 && sqlite3_value_int(argv[0]) ? &s->names : &s->tokens;
    int64_t number = sqlite3_value_int64(argv[argc - 1]);
    sqlite3_result_int(context, number >= 0 && has(set, (uint64_t)number));
}

static tol_status mark_token(sweeping *s, uint64_t id, tol_error *err)
{
    tol_status status = TOL_OK;
    const tol_token_ids *token = has(&s->tokens, id) ? NULL : tol_dict_at(&s->dict, id, &status, err);
    if (token) {
        add(&s->tokens, id);
        add(&s->names, token->form);
        add(&s->names, token->key);
        s->n_used++;
    }
    return status;
}

static tol_status mark_chunk(sweeping *s, sqlite3_stmt *stmt, tol_error *err)
{
    tol_chunk_walk walk = tol_chunk_walk_of(tol_db_peek_blob(stmt, 0), sqlite3_column_int64(stmt, 1));
    tol_chunk_entry entry;
    tol_status status = TOL_OK;
    while (!status && tol_chunk_next(&walk, &entry)) {
        tol_bytes in = tol_bytes_of(entry.row);
        for (size_t n = tol_get_count(&in); n > 0 && !in.failed && !status; n--) {
            status = mark_token(s, tol_get_varint(&in), err);
        }
    }
    return !status && walk.in.failed ? tol_db_corrupt(s->store, err, "token rows cannot be read") : status;
}

static tol_status mark_rows(sweeping *s, tol_error *err)
{
    sqlite3_stmt *stmt = NULL;
    bool has_row = true;
    tol_status status = tol_db_prepare(s->store, TOL_SQL_ROWS_USED, &stmt, err);
    if (!status) {
        sqlite3_bind_int64(stmt, 1, s->dict.id);
    }
    while (!status && !(status = tol_db_step(s->store, stmt, &has_row, err)) && has_row) {
        status = mark_chunk(s, stmt, err);
    }
    sqlite3_finalize(stmt);
    return status;
}

/* Write the classes of a block anew when some of its tokens are not in use. */
static tol_status write_block(sweeping *s, size_t block, tol_buf *classes, tol_error *err)
{
    bool is_changed = false;
    tol_buf_reset(classes);
    for (size_t i = 0; i < TOL_CLASS_BLOCK && block * TOL_CLASS_BLOCK + i < s->dict.n_tokens; i++) {
        const tol_token_ids *item = &s->dict.blocks[block][i];
        bool is_kept = item->weight && has(&s->tokens, block * TOL_CLASS_BLOCK + i);
        is_changed |= item->weight && !is_kept;
        tol_put_varint(classes, is_kept ? item->weight : 0);
        if (is_kept) {
            tol_put_varint(classes, item->form);
            tol_put_varint(classes, item->key);
        }
    }
    sqlite3_stmt *stmt = NULL;
    if (!is_changed) {
        return TOL_OK;
    }
    tol_status status = tol_db_statement(s->store, TOL_SQL_CLASS_PUT, &stmt, err);
    if (status || !tol_buf_ok(classes)) {
        return status ? status : tol_fail_nomem(err);
    }
    sqlite3_bind_int64(stmt, 1, (s->dict.id << TOL_CLASS_SHIFT) + (int64_t)block);
    tol_db_bind_blob(stmt, 2, tol_buf_str(classes));
    return tol_db_run(s->store, stmt, err);
}

static tol_status delete_unused(sweeping *s, tol_error *err)
{
    char sql[320];
    tol_buf classes = TOL_BUF_INIT;
    sqlite3_snprintf(sizeof sql, sql,
                     "UPDATE token SET id = NULL WHERE dictionary = %lld AND id IS NOT NULL AND NOT tol_is_used(0, id);"
                     "DELETE FROM token WHERE dictionary = %lld AND id IS NULL AND "
                     "(name IS NULL OR NOT tol_is_used(1, name))",
                     s->dict.id, s->dict.id);
    tol_status status = tol_db_exec(s->store, sql, err);
    for (size_t block = 0; block < s->dict.n_blocks && !status; block++) {
        status = write_block(s, block, &classes, err);
    }
    tol_buf_release(&classes);
    return status;
}

/* Numbers begin anew: who remembers old ones must hear of it. */
static tol_status delete_all(sweeping *s, tol_error *err)
{
    char sql[320];
    sqlite3_snprintf(sizeof sql, sql,
                     "DELETE FROM token WHERE dictionary = %lld;"
                     "DELETE FROM token_class WHERE id BETWEEN %lld AND %lld;"
                     "UPDATE dictionary SET n_tokens = 0, n_names = 0 WHERE id = %lld;"
                     "UPDATE setting SET value = value + 1 WHERE name = 'epoch'",
                     s->dict.id, s->dict.id << TOL_CLASS_SHIFT, ((s->dict.id + 1) << TOL_CLASS_SHIFT) - 1, s->dict.id);
    return tol_db_exec(s->store, sql, err);
}

static tol_status sweep(sweeping *s, tol_error *err)
{
    s->n_used = 0;
    s->tokens = (number_set){tol_mem_calloc((size_t)(s->dict.n_tokens / 8 + 1), 1), s->dict.n_tokens};
    s->names = (number_set){tol_mem_calloc((size_t)(s->dict.n_names / 8 + 1), 1), s->dict.n_names};
    tol_status status = s->tokens.bits && s->names.bits ? TOL_OK : tol_fail_nomem(err);
    if (!status) {
        status = tol_dict_load_all(&s->dict, err);
    }
    if (!status) {
        status = mark_rows(s, err);
    }
    if (!status && s->n_used < s->dict.n_tokens) {
        status = s->n_used ? delete_unused(s, err) : delete_all(s, err);
    }
    tol_mem_free(s->tokens.bits);
    tol_mem_free(s->names.bits);
    return status;
}

tol_status tol_dictionaries_sweep(tol_store *store, tol_error *err)
{
    sweeping s = {.store = store};
    if (sqlite3_create_function(store->db, "tol_is_used", 2, SQLITE_UTF8, &s, is_used, NULL, NULL) != SQLITE_OK) {
        return tol_db_fail(store, err, "sweep the dictionary");
    }
    sqlite3_stmt *stmt = NULL;
    bool has_row = true;
    tol_status status = tol_db_prepare(store, TOL_SQL_DICTIONARY_ALL, &stmt, err);
    while (!status && !(status = tol_db_step(store, stmt, &has_row, err)) && has_row) {
        status = tol_dict_open_id(store, sqlite3_column_int64(stmt, 0), &s.dict, err);
        if (!status && s.dict.n_tokens) {
            status = sweep(&s, err);
        }
        tol_dict_release(&s.dict);
    }
    sqlite3_finalize(stmt);
    sqlite3_create_function(store->db, "tol_is_used", 2, SQLITE_UTF8, NULL, NULL, NULL, NULL);
    return status;
}
