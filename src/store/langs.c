#include "store/langs.h"

#include <string.h>

#include "base/fail.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "store/db.h"
#include "text/analysis_lang.h"

/* Spellings that are remembered; a file may hold any number of them. */
#define STOOD_MAX 10000

const tol_lang_entry *tol_langs_find(const tol_langs *langs, int64_t id)
{
    size_t low = 0, high = langs->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (langs->items[middle].id < id) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < langs->n && langs->items[low].id == id ? &langs->items[low] : NULL;
}

void tol_langs_reset(tol_langs *langs)
{
    langs->n = 0;
    langs->version = 0;
    tol_map_reset(&langs->tags);
    tol_map_reset(&langs->stood);
}

void tol_langs_release(tol_langs *langs)
{
    tol_mem_free(langs->items);
    tol_map_release(&langs->tags);
    tol_map_release(&langs->stood);
    *langs = (tol_langs)TOL_LANGS_INIT;
}

/* Append an entry; ids come in ascending order. */
static tol_status add_entry(tol_langs *langs, int64_t id, tol_str tag, int64_t dictionary, tol_error *err)
{
    tol_lang_entry *grown = tol_mem_grow(langs->items, &langs->cap, langs->n + 1, sizeof *grown);
    if (!grown) {
        return tol_fail_nomem(err);
    }
    langs->items = grown;
    bool is_new = false;
    tol_map_slot *slot = tol_map_put(&langs->tags, tag, &is_new);
    if (!slot) {
        return tol_fail_nomem(err);
    }
    slot->value = langs->n + 1;
    langs->items[langs->n++] = (tol_lang_entry){.id = id, .tag = slot->key, .dictionary = dictionary};
    return TOL_OK;
}

tol_status tol_langs_load(tol_store *store, tol_error *err)
{
    tol_langs *langs = &store->langs;
    tol_langs_reset(langs);
    sqlite3_stmt *stmt = NULL;
    tol_status status = tol_db_statement(store, TOL_SQL_LANG_ALL, &stmt, err);
    bool has_row = true;
    while (!status && !(status = tol_db_step(store, stmt, &has_row, err)) && has_row) {
        tol_str tag = tol_db_peek_blob(stmt, 1);
        if (tag.len >= TOL_LANG_MAX || !tol_utf8_is_valid(tag)) {
            status = tol_db_corrupt(store, err, "language %lld is no tag", (long long)sqlite3_column_int64(stmt, 0));
        } else {
            status = add_entry(langs, sqlite3_column_int64(stmt, 0), tag, sqlite3_column_int64(stmt, 2), err);
        }
    }
    if (status) {
        sqlite3_reset(stmt);
        tol_langs_reset(langs);
    }
    return status;
}

tol_status tol_langs_dictionary(tol_store *store, tol_str tag, int64_t *dictionary, tol_error *err)
{
    char lang[TOL_LANG_MAX];
    tol_lang_analysis(tag, lang);
    sqlite3_stmt *get = NULL, *add = NULL;
    bool has_row = false;
    tol_status status = tol_db_statement(store, TOL_SQL_DICTIONARY_GET, &get, err);
    if (!status) {
        tol_db_bind_text(get, 1, tol_str_of(lang));
        status = tol_db_step(store, get, &has_row, err);
    }
    if (!status && has_row) {
        *dictionary = sqlite3_column_int64(get, 0);
        sqlite3_reset(get);
        return TOL_OK;
    }
    if (status || (status = tol_db_statement(store, TOL_SQL_DICTIONARY_ADD, &add, err))) {
        return status;
    }
    tol_db_bind_text(add, 1, tol_str_of(lang));
    status = tol_db_run(store, add, err);
    *dictionary = sqlite3_last_insert_rowid(store->db);
    return status;
}

static tol_status add_lang(tol_store *store, tol_str tag, tol_error *err)
{
    int64_t dictionary = 0;
    tol_status status = tol_langs_dictionary(store, tag, &dictionary, err);
    sqlite3_stmt *stmt = NULL;
    if (status || (status = tol_db_statement(store, TOL_SQL_LANG_ADD, &stmt, err))) {
        return status;
    }
    tol_db_bind_text(stmt, 1, tag);
    sqlite3_bind_int64(stmt, 2, dictionary);
    status = tol_db_run(store, stmt, err);
    return status ? status : add_entry(&store->langs, sqlite3_last_insert_rowid(store->db), tag, dictionary, err);
}

/* The index + 1 of the language of a tag as it stood, remembered; 0: the bank has it not. `tag` receives it. */
static tol_status index_of(tol_langs *langs, tol_str stood, char tag[TOL_LANG_MAX], uint64_t *index, tol_error *err)
{
    stood = stood.ptr ? stood : TOL_LIT("");
    tol_map_slot *known = tol_map_get(&langs->stood, stood);
    if (known) {
        *index = known->value;
        return TOL_OK;
    }
    tol_lang_canonical(stood, tag);
    tol_map_slot *slot = tol_map_get(&langs->tags, tol_str_of(tag));
    *index = slot ? slot->value : 0;
    if (!slot) {
        return TOL_OK;
    }
    if (langs->stood.n >= STOOD_MAX) {
        tol_map_reset(&langs->stood);
    }
    bool is_new = false;
    known = tol_map_put(&langs->stood, stood, &is_new);
    if (!known) {
        return tol_fail_nomem(err);
    }
    known->value = *index;
    return TOL_OK;
}

tol_status tol_langs_lookup(tol_store *store, tol_str stood, const tol_lang_entry **out, tol_error *err)
{
    char tag[TOL_LANG_MAX];
    uint64_t index = 0;
    tol_status status = index_of(&store->langs, stood, tag, &index, err);
    *out = index ? &store->langs.items[index - 1] : NULL;
    return status;
}

tol_status tol_langs_intern(tol_store *store, tol_str stood, tol_lang_entry *out, tol_error *err)
{
    tol_langs *langs = &store->langs;
    char tag[TOL_LANG_MAX];
    uint64_t index = 0;
    tol_status status = index_of(langs, stood, tag, &index, err);
    if (!status && !index) {
        status = add_lang(store, tol_str_of(tag), err);
        index = langs->n;
    }
    if (!status) {
        *out = langs->items[index - 1];
    }
    return status;
}
