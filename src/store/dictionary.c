#include "store/dictionary.h"

#include <string.h>

#include "base/fail.h"
#include "base/mem.h"
#include "store/bytes.h"
#include "store/db.h"

/* Texts that are remembered, found or missing, about a hundred bytes each. */
#define KNOWN_MAX 200000

/* ---- opening ---- */

static tol_status read_counts(tol_dict *dict, sqlite3_stmt *stmt, tol_error *err)
{
    dict->id = sqlite3_column_int64(stmt, 0);
    int64_t n_tokens = sqlite3_column_int64(stmt, 1), n_names = sqlite3_column_int64(stmt, 2);
    if (n_tokens < 0 || n_tokens >= TOL_TOKEN_NONE || n_names < 0 || n_names >= TOL_TOKEN_NONE) {
        return tol_db_corrupt(dict->store, err, "the dictionary has a wrong size");
    }
    dict->n_tokens = (uint64_t)n_tokens;
    dict->n_names = (uint64_t)n_names;
    return TOL_OK;
}

/* Read the counts; the statement gives id, n_tokens, n_names. */
static tol_status step_counts(tol_dict *dict, sqlite3_stmt *stmt, tol_error *err)
{
    bool has_row = false;
    tol_status status = tol_db_step(dict->store, stmt, &has_row, err);
    if (!status && has_row) {
        status = read_counts(dict, stmt, err);
    }
    sqlite3_reset(stmt);
    return status;
}

static tol_status reserve_blocks(tol_dict *dict, tol_error *err)
{
    size_t need = (size_t)((dict->n_tokens + TOL_CLASS_BLOCK - 1) / TOL_CLASS_BLOCK);
    if (need <= dict->n_blocks) {
        return TOL_OK;
    }
    tol_token_ids **grown = tol_mem_realloc(dict->blocks, need * sizeof *grown);
    if (!grown) {
        return tol_fail_nomem(err);
    }
    dict->blocks = grown;
    for (; dict->n_blocks < need; dict->n_blocks++) {
        dict->blocks[dict->n_blocks] = NULL;
    }
    return TOL_OK;
}

static tol_status open_with(tol_dict *dict, sqlite3_stmt *stmt, tol_error *err)
{
    tol_status status = step_counts(dict, stmt, err);
    if (!status) {
        status = reserve_blocks(dict, err);
    }
    if (status) {
        tol_dict_release(dict);
    }
    return status;
}

tol_status tol_dict_open(tol_store *store, tol_str analysis_lang, tol_dict *dict, tol_error *err)
{
    *dict = (tol_dict){.store = store, .known = TOL_MAP_INIT};
    sqlite3_stmt *stmt = NULL;
    tol_status status = tol_db_statement(store, TOL_SQL_DICTIONARY_GET, &stmt, err);
    if (status) {
        return status;
    }
    tol_db_bind_text(stmt, 1, analysis_lang);
    return open_with(dict, stmt, err);
}

tol_status tol_dict_open_id(tol_store *store, int64_t id, tol_dict *dict, tol_error *err)
{
    *dict = (tol_dict){.store = store, .known = TOL_MAP_INIT};
    sqlite3_stmt *stmt = NULL;
    tol_status status = tol_db_statement(store, TOL_SQL_DICTIONARY_COUNTS, &stmt, err);
    if (status) {
        return status;
    }
    sqlite3_bind_int64(stmt, 1, id);
    return open_with(dict, stmt, err);
}

tol_status tol_dict_refresh(tol_dict *dict, tol_str analysis_lang, tol_error *err)
{
    uint64_t n_tokens = dict->n_tokens;
    sqlite3_stmt *stmt = NULL;
    tol_status status = tol_db_statement(dict->store, TOL_SQL_DICTIONARY_GET, &stmt, err);
    if (status) {
        return status;
    }
    tol_db_bind_text(stmt, 1, analysis_lang);
    status = step_counts(dict, stmt, err);
    tol_map_reset(&dict->known);
    size_t last = (size_t)(n_tokens / TOL_CLASS_BLOCK);
    if (last < dict->n_blocks) {
        tol_mem_free(dict->blocks[last]); /* it was not full */
        dict->blocks[last] = NULL;
    }
    return status ? status : reserve_blocks(dict, err);
}

void tol_dict_release(tol_dict *dict)
{
    for (size_t i = 0; i < dict->n_blocks; i++) {
        tol_mem_free(dict->blocks[i]);
    }
    tol_mem_free(dict->blocks);
    tol_map_release(&dict->known);
    *dict = (tol_dict){.store = dict->store, .known = TOL_MAP_INIT};
}

/* ---- tokens ---- */

bool tol_class_block_decode(tol_str data, size_t first, tol_token_ids items[TOL_CLASS_BLOCK])
{
    tol_bytes in = tol_bytes_of(data);
    for (size_t i = 0; i < TOL_CLASS_BLOCK && tol_bytes_left(&in); i++) {
        uint64_t weight = tol_get_varint(&in), form = weight ? tol_get_varint(&in) : 0;
        uint64_t key = weight ? tol_get_varint(&in) : 0;
        if (in.failed || weight > UINT16_MAX || form >= TOL_TOKEN_NONE || key >= TOL_TOKEN_NONE) {
            return false;
        }
        items[i] = (tol_token_ids){(uint32_t)(first + i), (uint32_t)form, (uint32_t)key, (uint32_t)weight};
    }
    return !tol_bytes_left(&in);
}

tol_status tol_dict_load_block(tol_dict *dict, size_t block, tol_error *err)
{
    sqlite3_stmt *stmt = NULL;
    bool has_row = false;
    tol_status status = tol_db_statement(dict->store, TOL_SQL_CLASS_GET, &stmt, err);
    if (status) {
        return status;
    }
    sqlite3_bind_int64(stmt, 1, (dict->id << TOL_CLASS_SHIFT) + (int64_t)block);
    status = tol_db_step(dict->store, stmt, &has_row, err);
    if (status) {
        return status;
    }
    tol_token_ids *items = tol_mem_calloc(TOL_CLASS_BLOCK, sizeof *items);
    if (!items) {
        status = tol_fail_nomem(err);
    } else if (!has_row || !tol_class_block_decode(tol_db_peek_blob(stmt, 0), block * TOL_CLASS_BLOCK, items)) {
        status = tol_db_corrupt(dict->store, err, "the dictionary's block %zu cannot be read", block);
        tol_mem_free(items);
        items = NULL;
    }
    sqlite3_reset(stmt);
    dict->blocks[block] = items;
    return status;
}

tol_status tol_dict_load_all(tol_dict *dict, tol_error *err)
{
    tol_status status = TOL_OK;
    for (size_t i = 0; i < dict->n_blocks && !status; i++) {
        if (!dict->blocks[i]) {
            status = tol_dict_load_block(dict, i, err);
        }
    }
    return status;
}

/* ---- texts ---- */

static tol_status read_text(tol_dict *dict, tol_str text, uint64_t *value, tol_error *err)
{
    sqlite3_stmt *stmt = NULL;
    bool has_row = false;
    *value = 0;
    tol_status status = tol_db_statement(dict->store, TOL_SQL_TOKEN_GET, &stmt, err);
    if (status) {
        return status;
    }
    sqlite3_bind_int64(stmt, 1, dict->id);
    tol_db_bind_text(stmt, 2, text);
    status = tol_db_step(dict->store, stmt, &has_row, err);
    if (has_row) {
        *value = tol_db_pack_numbers(stmt);
        sqlite3_reset(stmt);
    }
    return status;
}

tol_status tol_dict_text(tol_dict *dict, tol_str text, uint32_t *id, uint32_t *name, tol_error *err)
{
    const tol_map_slot *known = tol_map_get(&dict->known, text);
    uint64_t value = known ? known->value : 0;
    if (!known && dict->id) {
        tol_status status = read_text(dict, text, &value, err);
        if (status) {
            return status;
        }
        if (dict->known.n >= KNOWN_MAX) {
            tol_map_reset(&dict->known);
        }
        bool is_new = false;
        tol_map_slot *slot = tol_map_put(&dict->known, text, &is_new);
        if (!slot) {
            return tol_fail_nomem(err);
        }
        slot->value = value;
    }
    *id = (uint32_t)(value >> 32) - 1;
    *name = (uint32_t)value - 1;
    return TOL_OK;
}

tol_status tol_dict_ids(tol_dict *dict, const tol_token *token, tol_token_ids *ids, tol_error *err)
{
    uint32_t none = TOL_TOKEN_NONE;
    *ids = (tol_token_ids){TOL_TOKEN_NONE, TOL_TOKEN_NONE, TOL_TOKEN_NONE, token->weight};
    tol_status status = tol_dict_text(dict, token->surface, &ids->surface, &none, err);
    if (!status && ids->surface != TOL_TOKEN_NONE) {
        const tol_token_ids *stored = tol_dict_at(dict, ids->surface, &status, err);
        if (stored) {
            *ids = *stored;
            return TOL_OK;
        }
    }
    if (!status) {
        status = tol_dict_text(dict, token->form, &none, &ids->form, err);
    }
    if (!status) {
        status = tol_dict_text(dict, token->key, &none, &ids->key, err);
    }
    return status;
}

tol_status tol_dict_prefix(tol_dict *dict, tol_str prefix, void (*each)(void *user, uint32_t id, uint32_t name),
                           void *user, tol_error *err)
{
    sqlite3_stmt *stmt = NULL;
    bool has_row = true;
    tol_status status = tol_db_statement(dict->store, TOL_SQL_TOKEN_FROM, &stmt, err);
    if (!status) {
        sqlite3_bind_int64(stmt, 1, dict->id);
        tol_db_bind_text(stmt, 2, prefix);
    }
    while (!status && !(status = tol_db_step(dict->store, stmt, &has_row, err)) && has_row) {
        if (!tol_str_starts_with(tol_db_peek_blob(stmt, 2), prefix)) {
            sqlite3_reset(stmt);
            break;
        }
        uint64_t numbers = tol_db_pack_numbers(stmt);
        each(user, (uint32_t)(numbers >> 32) - 1, (uint32_t)numbers - 1);
    }
    return status;
}
