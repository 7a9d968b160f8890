#include "store/vocabulary.h"

#include <string.h>

#include "base/fail.h"
#include "base/mem.h"
#include "store/bytes.h"
#include "store/token_chunk.h"

/* Surfaces that all the maps together may hold, about 100 bytes each; SQLite answers for the rest. */
#define SURFACES_MAX 600000

void tol_vocabularies_init(tol_vocabularies *all, tol_store *store)
{
    *all = (tol_vocabularies){.store = store};
}

static void clear_slot(tol_vocabulary *slot)
{
    tol_analyser_free(slot->analyser);
    tol_map_release(&slot->ids);
    *slot = (tol_vocabulary){.ids = TOL_MAP_INIT};
}

void tol_vocabularies_release(tol_vocabularies *all)
{
    for (size_t i = 0; i < TOL_VOCABULARY_SLOTS; i++) {
        clear_slot(&all->slots[i]);
    }
}

tol_status tol_dictionary_analyser(tol_store *store, int64_t dictionary, uint64_t *n_tokens, tol_analyser **out,
                                   tol_error *err)
{
    sqlite3_stmt *stmt = NULL;
    bool has_row = false;
    tol_status status = tol_db_statement(store, TOL_SQL_DICTIONARY_INFO, &stmt, err);
    if (!status) {
        sqlite3_bind_int64(stmt, 1, dictionary);
        status = tol_db_step(store, stmt, &has_row, err);
    }
    if (status) {
        return status;
    }
    if (!has_row) {
        return tol_db_corrupt(store, err, "dictionary %lld is missing", (long long)dictionary);
    }
    *n_tokens = (uint64_t)sqlite3_column_int64(stmt, 1);
    status = tol_analyser_new(tol_db_peek_blob(stmt, 0), out, err);
    sqlite3_reset(stmt);
    if (!status && *n_tokens >= UINT32_MAX) {
        status = tol_fail(err, TOL_ELIMIT, "the dictionary of a language is full");
    }
    return status;
}

static tol_status write_count(tol_vocabularies *all, tol_vocabulary *slot, tol_error *err)
{
    if (slot->n_tokens == slot->n_stored) {
        return TOL_OK;
    }
    sqlite3_stmt *stmt = NULL;
    tol_status status = tol_db_statement(all->store, TOL_SQL_DICTIONARY_COUNT, &stmt, err);
    if (status) {
        return status;
    }
    sqlite3_bind_int64(stmt, 1, slot->dictionary);
    sqlite3_bind_int64(stmt, 2, (int64_t)slot->n_tokens);
    status = tol_db_run(all->store, stmt, err);
    slot->n_stored = slot->n_tokens;
    return status;
}

tol_status tol_vocabularies_flush(tol_vocabularies *all, tol_error *err)
{
    tol_status status = TOL_OK;
    for (size_t i = 0; i < TOL_VOCABULARY_SLOTS && !status; i++) {
        status = write_count(all, &all->slots[i], err);
    }
    return status;
}

/* The vocabulary of a dictionary, in the place of the one that was used longest ago when it is new. */
static tol_status open_slot(tol_vocabularies *all, int64_t dictionary, tol_vocabulary **out, tol_error *err)
{
    tol_vocabulary *slot = &all->slots[0];
    for (size_t i = 0; i < TOL_VOCABULARY_SLOTS && slot->dictionary != dictionary; i++) {
        if (all->slots[i].dictionary == dictionary || all->slots[i].used < slot->used) {
            slot = &all->slots[i];
        }
    }
    *out = slot;
    slot->used = ++all->clock;
    if (slot->dictionary == dictionary) {
        return TOL_OK;
    }
    tol_status status = write_count(all, slot, err);
    clear_slot(slot);
    if (!status) {
        status = tol_dictionary_analyser(all->store, dictionary, &slot->n_tokens, &slot->analyser, err);
    }
    if (status) {
        clear_slot(slot);
        return status;
    }
    slot->dictionary = dictionary;
    slot->used = all->clock;
    slot->n_stored = slot->n_tokens;
    slot->is_complete = slot->n_tokens == 0;
    return TOL_OK;
}

static tol_status add_token(tol_vocabularies *all, tol_vocabulary *slot, const tol_token *token, uint64_t *id,
                            tol_error *err)
{
    if (slot->n_tokens >= UINT32_MAX - 1) {
        return tol_fail(err, TOL_ELIMIT, "the dictionary of a language is full");
    }
    sqlite3_stmt *stmt = NULL;
    tol_status status = tol_db_statement(all->store, TOL_SQL_TOKEN_ADD, &stmt, err);
    if (status) {
        return status;
    }
    *id = slot->n_tokens++;
    sqlite3_bind_int64(stmt, 1, slot->dictionary);
    tol_db_bind_text(stmt, 2, token->surface);
    sqlite3_bind_int64(stmt, 3, (int64_t)*id);
    tol_db_bind_text(stmt, 4, tol_str_equal(token->form, token->surface) ? TOL_STR_NULL : token->form);
    tol_db_bind_text(stmt, 5, tol_str_equal(token->key, token->form) ? TOL_STR_NULL : token->key);
    sqlite3_bind_int64(stmt, 6, token->weight);
    return tol_db_run(all->store, stmt, err);
}

static tol_status stored_token(tol_vocabularies *all, const tol_vocabulary *slot, tol_str surface, uint64_t *id,
                               bool *found, tol_error *err)
{
    sqlite3_stmt *stmt = NULL;
    tol_status status = tol_db_statement(all->store, TOL_SQL_TOKEN_GET, &stmt, err);
    if (status) {
        return status;
    }
    sqlite3_bind_int64(stmt, 1, slot->dictionary);
    tol_db_bind_text(stmt, 2, surface);
    status = tol_db_step(all->store, stmt, found, err);
    if (*found) {
        *id = (uint64_t)sqlite3_column_int64(stmt, 0);
        sqlite3_reset(stmt);
    }
    return status;
}

/* Forget the largest map when there is too much in all of them. */
static void shrink(tol_vocabularies *all)
{
    size_t n = 0;
    tol_vocabulary *largest = &all->slots[0];
    for (size_t i = 0; i < TOL_VOCABULARY_SLOTS; i++) {
        n += all->slots[i].ids.n;
        largest = all->slots[i].ids.n > largest->ids.n ? &all->slots[i] : largest;
    }
    if (n >= SURFACES_MAX) {
        tol_map_release(&largest->ids);
        largest->is_complete = false;
    }
}

static tol_status id_of(tol_vocabularies *all, tol_vocabulary *slot, const tol_token *token, uint64_t *id,
                        tol_error *err)
{
    tol_map_slot *known = tol_map_get(&slot->ids, token->surface);
    if (known) {
        *id = known->value;
        return TOL_OK;
    }
    bool found = false;
    tol_status status = slot->is_complete ? TOL_OK : stored_token(all, slot, token->surface, id, &found, err);
    if (!status && !found) {
        status = add_token(all, slot, token, id, err);
    }
    if (status) {
        return status;
    }
    shrink(all);
    known = tol_map_put(&slot->ids, token->surface, &found);
    if (!known) {
        return tol_fail_nomem(err);
    }
    known->value = *id;
    return TOL_OK;
}

tol_status tol_vocabularies_row(tol_vocabularies *all, const tol_lang_entry *lang, const tol_variant *variant,
                                tol_arena *scratch, tol_buf *row, tol_error *err)
{
    tol_vocabulary *slot = NULL;
    tol_status status = open_slot(all, lang->dictionary, &slot, err);
    if (status) {
        return status;
    }
    size_t n_tags = 0;
    tol_tokens tokens = {NULL, 0, 0};
    tol_tag *tags = variant->n_runs ? tol_variant_tags(variant, scratch, &n_tags) : NULL;
    if (!tol_arena_ok(scratch)) {
        return tol_fail_nomem(err);
    }
    status = tol_analyse(slot->analyser, variant->text, tags, n_tags, scratch, &tokens, err);
    if (status) {
        return status;
    }
    tol_put_varint(row, tokens.n);
    for (size_t i = 0; i < tokens.n && !status; i++) {
        uint64_t id = 0;
        status = id_of(all, slot, &tokens.items[i], &id, err);
        tol_put_varint(row, id);
    }
    if (!status && !tol_buf_ok(row)) {
        status = tol_fail_nomem(err);
    }
    return status;
}

/* ---- sweeping ---- */

/* The token ids of one dictionary, a bit each. */
typedef struct used_ids {
    unsigned char *bits;
    uint64_t n, n_used;
} used_ids;

static void is_used(sqlite3_context *context, int argc, sqlite3_value **argv)
{
    const used_ids *used = sqlite3_user_data(context);
    int64_t id = sqlite3_value_int64(argv[argc - 1]);
    sqlite3_result_int(context, id >= 0 && (uint64_t)id < used->n && (used->bits[id / 8] >> (id % 8) & 1));
}

static void mark_row(used_ids *used, tol_str row)
{
    tol_bytes in = tol_bytes_of(row);
    for (size_t n = tol_get_count(&in); n > 0 && !in.failed; n--) {
        uint64_t id = tol_get_varint(&in);
        if (id < used->n && !(used->bits[id / 8] >> (id % 8) & 1)) {
            used->bits[id / 8] |= (unsigned char)(1U << (id % 8));
            used->n_used++;
        }
    }
}

static tol_status mark_rows(tol_store *store, int64_t dictionary, used_ids *used, tol_error *err)
{
    sqlite3_stmt *stmt = NULL;
    tol_status status = tol_db_statement(store, TOL_SQL_ROWS_USED, &stmt, err);
    if (status) {
        return status;
    }
    bool has_row = true;
    sqlite3_bind_int64(stmt, 1, dictionary);
    while (!(status = tol_db_step(store, stmt, &has_row, err)) && has_row) {
        tol_chunk_walk walk = tol_chunk_walk_of(tol_db_peek_blob(stmt, 0), sqlite3_column_int64(stmt, 1));
        tol_chunk_entry entry;
        while (tol_chunk_next(&walk, &entry)) {
            mark_row(used, entry.row);
        }
        if (walk.in.failed) {
            status = tol_db_corrupt(store, err, "token rows cannot be read");
            sqlite3_reset(stmt);
            return status;
        }
    }
    return status;
}

static tol_status delete_unused(tol_store *store, int64_t dictionary, tol_error *err)
{
    char sql[128];
    sqlite3_snprintf(sizeof sql, sql, "DELETE FROM token WHERE dictionary = %lld AND NOT tol_is_used(id)", dictionary);
    return tol_db_exec(store, sql, err);
}

static tol_status forget_count(tol_store *store, int64_t dictionary, tol_error *err)
{
    sqlite3_stmt *stmt = NULL;
    tol_status status = tol_db_statement(store, TOL_SQL_DICTIONARY_COUNT, &stmt, err);
    if (status) {
        return status;
    }
    sqlite3_bind_int64(stmt, 1, dictionary);
    sqlite3_bind_int64(stmt, 2, 0);
    status = tol_db_run(store, stmt, err);
    /* Token ids begin anew: who remembers old ones must hear of it. */
    return status ? status : tol_db_exec(store, "UPDATE setting SET value = value + 1 WHERE name = 'epoch'", err);
}

static tol_status sweep(tol_store *store, int64_t dictionary, used_ids *used, tol_error *err)
{
    used->n_used = 0;
    used->bits = tol_mem_calloc((size_t)(used->n / 8 + 1), 1);
    if (!used->bits) {
        return tol_fail_nomem(err);
    }
    tol_status status = mark_rows(store, dictionary, used, err);
    if (!status && used->n_used < used->n) {
        status = delete_unused(store, dictionary, err);
    }
    if (!status && !used->n_used) {
        status = forget_count(store, dictionary, err);
    }
    tol_mem_free(used->bits);
    return status;
}

tol_status tol_dictionaries_sweep(tol_store *store, tol_error *err)
{
    used_ids used = {NULL, 0, 0};
    if (sqlite3_create_function(store->db, "tol_is_used", 1, SQLITE_UTF8, &used, is_used, NULL, NULL) != SQLITE_OK) {
        return tol_db_fail(store, err, "sweep the dictionary");
    }
    sqlite3_stmt *stmt = NULL;
    bool has_row = true;
    tol_status status = tol_db_prepare(store, TOL_SQL_DICTIONARY_ALL, &stmt, err);
    while (!status && !(status = tol_db_step(store, stmt, &has_row, err)) && has_row) {
        int64_t n_tokens = sqlite3_column_int64(stmt, 2);
        if (n_tokens > 0 && n_tokens < UINT32_MAX) {
            used.n = (uint64_t)n_tokens;
            status = sweep(store, sqlite3_column_int64(stmt, 0), &used, err);
        }
    }
    sqlite3_finalize(stmt);
    sqlite3_create_function(store->db, "tol_is_used", 1, SQLITE_UTF8, NULL, NULL, NULL, NULL);
    return status;
}
