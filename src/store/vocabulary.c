#include "store/vocabulary.h"

#include <stdlib.h>
#include <string.h>

#include "base/fail.h"
#include "base/mem.h"
#include "store/bytes.h"
#include "store/token_chunk.h"
#include "text/analyse.h"

/* Texts that all the maps together may hold, about 100 bytes each; SQLite answers for the rest. */
#define TEXTS_MAX 300000
/* Tokens that one language may know by their bytes, about 50 bytes each. */
#define IDS_MAX 400000
/* Tokens of a text that are looked up together. */
#define ASKED_TOGETHER 32

void tol_vocabularies_init(tol_vocabularies *all, tol_store *store)
{
    *all = (tol_vocabularies){.store = store};
}

static void clear_slot(tol_vocabulary *slot)
{
    tol_analyser_free(slot->analyser);
    tol_intern_release(&slot->ids);
    tol_map_release(&slot->texts);
    tol_mem_free(slot->changed);
    tol_buf_release(&slot->classes);
    *slot = (tol_vocabulary){.ids = TOL_INTERN_INIT, .texts = TOL_MAP_INIT, .classes = TOL_BUF_INIT};
}

void tol_vocabularies_release(tol_vocabularies *all)
{
    for (size_t i = 0; i < TOL_VOCABULARY_SLOTS; i++) {
        clear_slot(&all->slots[i]);
    }
}

tol_status tol_dictionary_analyser(tol_store *store, int64_t dictionary, uint64_t *n_tokens, uint64_t *n_names,
                                   tol_analyser **out, tol_error *err)
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
    *n_names = (uint64_t)sqlite3_column_int64(stmt, 2);
    status = tol_analyser_new(tol_db_peek_blob(stmt, 0), out, err);
    sqlite3_reset(stmt);
    if (!status && (*n_tokens >= TOL_TOKEN_NONE || *n_names >= TOL_TOKEN_NONE)) {
        status = tol_fail(err, TOL_ELIMIT, "the dictionary of a language is full");
    }
    return status;
}

static tol_status write_classes(tol_vocabularies *all, tol_vocabulary *slot, uint64_t block, tol_error *err)
{
    sqlite3_stmt *stmt = NULL;
    tol_status status = tol_db_statement(all->store, TOL_SQL_CLASS_PUT, &stmt, err);
    if (status || !tol_buf_ok(&slot->classes)) {
        return status ? status : tol_fail_nomem(err);
    }
    sqlite3_bind_int64(stmt, 1, (slot->dictionary << TOL_CLASS_SHIFT) + (int64_t)block);
    tol_db_bind_blob(stmt, 2, tol_buf_str(&slot->classes));
    return tol_db_run(all->store, stmt, err);
}

static tol_status store_numbers(tol_vocabularies *all, const tol_vocabulary *slot, tol_str text, uint64_t numbers,
                                tol_error *err)
{
    sqlite3_stmt *stmt = NULL;
    tol_status status = tol_db_statement(all->store, TOL_SQL_TOKEN_ADD, &stmt, err);
    if (status) {
        return status;
    }
    sqlite3_bind_int64(stmt, 1, slot->dictionary);
    tol_db_bind_text(stmt, 2, text);
    sqlite3_bind_null(stmt, 3);
    sqlite3_bind_null(stmt, 4);
    if (numbers >> 32) {
        sqlite3_bind_int64(stmt, 3, (int64_t)(numbers >> 32) - 1);
    }
    if ((uint32_t)numbers) {
        sqlite3_bind_int64(stmt, 4, (int64_t)(uint32_t)numbers - 1);
    }
    return tol_db_run(all->store, stmt, err);
}

static int by_bytes(const void *a, const void *b)
{
    const tol_str *x = a, *y = b;
    int order = memcmp(x->ptr, y->ptr, x->len < y->len ? x->len : y->len);
    return order ? order : (x->len > y->len) - (x->len < y->len);
}

/* Write the texts that have got a number, each once and in the order of the table. */
static tol_status write_texts(tol_vocabularies *all, tol_vocabulary *slot, tol_error *err)
{
    tol_status status = TOL_OK;
    if (slot->n_changed > 1) {
        qsort(slot->changed, slot->n_changed, sizeof *slot->changed, by_bytes);
    }
    for (size_t i = 0; i < slot->n_changed && !status; i++) {
        tol_str text = slot->changed[i];
        if (i == 0 || !tol_str_equal(text, slot->changed[i - 1])) {
            status = store_numbers(all, slot, text, tol_map_get(&slot->texts, text)->value, err);
        }
    }
    slot->n_changed = 0;
    return status;
}

/* A text has got a number that is not written yet. */
static tol_status note_change(tol_vocabulary *slot, const tol_map_slot *text, tol_error *err)
{
    tol_str *changed = tol_mem_grow(slot->changed, &slot->cap_changed, slot->n_changed + 1, sizeof *changed);
    if (!changed) {
        return tol_fail_nomem(err);
    }
    slot->changed = changed;
    changed[slot->n_changed++] = text->key;
    return TOL_OK;
}

/* Write what a vocabulary has added: texts, its last block, and the counts. */
static tol_status write_end(tol_vocabularies *all, tol_vocabulary *slot, tol_error *err)
{
    if (slot->n_tokens == slot->n_stored) {
        return TOL_OK;
    }
    sqlite3_stmt *stmt = NULL;
    tol_status status = write_texts(all, slot, err);
    if (!status && slot->n_tokens % TOL_CLASS_BLOCK) {
        status = write_classes(all, slot, slot->n_tokens / TOL_CLASS_BLOCK, err);
    }
    if (!status) {
        status = tol_db_statement(all->store, TOL_SQL_DICTIONARY_COUNT, &stmt, err);
    }
    if (status) {
        return status;
    }
    sqlite3_bind_int64(stmt, 1, slot->dictionary);
    sqlite3_bind_int64(stmt, 2, (int64_t)slot->n_tokens);
    sqlite3_bind_int64(stmt, 3, (int64_t)slot->n_names);
    status = tol_db_run(all->store, stmt, err);
    slot->n_stored = slot->n_tokens;
    return status;
}

tol_status tol_vocabularies_flush(tol_vocabularies *all, tol_error *err)
{
    tol_status status = TOL_OK;
    for (size_t i = 0; i < TOL_VOCABULARY_SLOTS && !status; i++) {
        status = write_end(all, &all->slots[i], err);
    }
    return status;
}

/* The classes of the last block, when it is not full: new ones come behind them. */
static tol_status read_last_block(tol_vocabularies *all, tol_vocabulary *slot, tol_error *err)
{
    sqlite3_stmt *stmt = NULL;
    bool has_row = false;
    if (slot->n_tokens % TOL_CLASS_BLOCK == 0) {
        return TOL_OK;
    }
    tol_status status = tol_db_statement(all->store, TOL_SQL_CLASS_GET, &stmt, err);
    if (status) {
        return status;
    }
    sqlite3_bind_int64(stmt, 1, (slot->dictionary << TOL_CLASS_SHIFT) + (int64_t)(slot->n_tokens / TOL_CLASS_BLOCK));
    status = tol_db_step(all->store, stmt, &has_row, err);
    if (has_row) {
        tol_buf_add(&slot->classes, tol_db_peek_blob(stmt, 0));
        sqlite3_reset(stmt);
    }
    return status || has_row ? status : tol_db_corrupt(all->store, err, "the end of a dictionary is missing");
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
    tol_status status = write_end(all, slot, err);
    clear_slot(slot);
    if (!status) {
        slot->dictionary = dictionary;
        status = tol_dictionary_analyser(all->store, dictionary, &slot->n_tokens, &slot->n_names, &slot->analyser, err);
    }
    if (!status) {
        status = read_last_block(all, slot, err);
    }
    if (status) {
        clear_slot(slot);
        return status;
    }
    slot->used = all->clock;
    slot->n_stored = slot->n_tokens;
    slot->is_complete = slot->n_tokens == 0;
    return TOL_OK;
}

/* Forget the largest map when there is too much in all of them. */
static tol_status shrink(tol_vocabularies *all, tol_error *err)
{
    size_t n = 0;
    tol_vocabulary *largest = &all->slots[0];
    for (size_t i = 0; i < TOL_VOCABULARY_SLOTS; i++) {
        n += all->slots[i].texts.n;
        largest = all->slots[i].texts.n > largest->texts.n ? &all->slots[i] : largest;
    }
    if (n < TEXTS_MAX) {
        return TOL_OK;
    }
    tol_status status = write_texts(all, largest, err);
    tol_map_release(&largest->texts);
    largest->is_complete = false;
    return status;
}

static tol_status stored_numbers(tol_vocabularies *all, const tol_vocabulary *slot, tol_str text, uint64_t *numbers,
                                 tol_error *err)
{
    sqlite3_stmt *stmt = NULL;
    bool has_row = false;
    tol_status status = tol_db_statement(all->store, TOL_SQL_TOKEN_GET, &stmt, err);
    if (status) {
        return status;
    }
    sqlite3_bind_int64(stmt, 1, slot->dictionary);
    tol_db_bind_text(stmt, 2, text);
    status = tol_db_step(all->store, stmt, &has_row, err);
    if (has_row) {
        *numbers = tol_db_pack_numbers(stmt);
        sqlite3_reset(stmt);
    }
    return status;
}

/* What the dictionary knows of a text, in the map; 0 for a text that it lacks. */
static tol_status numbers_of(tol_vocabularies *all, tol_vocabulary *slot, tol_str text, tol_map_slot **out,
                             tol_error *err)
{
    *out = tol_map_get(&slot->texts, text);
    if (*out) {
        return TOL_OK;
    }
    uint64_t numbers = 0;
    bool is_new = false;
    tol_status status = shrink(all, err);
    if (!status && !slot->is_complete) {
        status = stored_numbers(all, slot, text, &numbers, err);
    }
    if (status) {
        return status;
    }
    *out = tol_map_put(&slot->texts, text, &is_new);
    if (!*out) {
        return tol_fail_nomem(err);
    }
    (*out)->value = numbers;
    return TOL_OK;
}

/* The name of a form or a key, given when it is new. */
static tol_status name_of(tol_vocabularies *all, tol_vocabulary *slot, tol_str text, uint32_t *name, tol_error *err)
{
    tol_map_slot *known = NULL;
    tol_status status = numbers_of(all, slot, text, &known, err);
    if (!status && (uint32_t)known->value == 0) {
        known->value |= ++slot->n_names;
        status = note_change(slot, known, err);
    }
    *name = status ? 0 : (uint32_t)known->value - 1;
    return status;
}

static tol_status add_class(tol_vocabularies *all, tol_vocabulary *slot, const tol_token *token, uint32_t form,
                            uint32_t key, tol_error *err)
{
    tol_put_varint(&slot->classes, token->weight);
    tol_put_varint(&slot->classes, form);
    tol_put_varint(&slot->classes, key);
    slot->n_tokens++;
    if (slot->n_tokens % TOL_CLASS_BLOCK) {
        return TOL_OK;
    }
    tol_status status = write_classes(all, slot, slot->n_tokens / TOL_CLASS_BLOCK - 1, err);
    tol_buf_reset(&slot->classes);
    return status;
}

static tol_status add_token(tol_vocabularies *all, tol_vocabulary *slot, const tol_token *token, uint64_t *id,
                            tol_error *err)
{
    if (slot->n_tokens >= TOL_TOKEN_NONE - 1 || slot->n_names >= TOL_TOKEN_NONE - 2) {
        return tol_fail(err, TOL_ELIMIT, "the dictionary of a language is full");
    }
    uint32_t form = 0, key = 0;
    tol_map_slot *surface = NULL;
    *id = slot->n_tokens;
    tol_status status = name_of(all, slot, token->form, &form, err);
    if (!status) {
        status = name_of(all, slot, token->key, &key, err);
    }
    if (!status) {
        status = add_class(all, slot, token, form, key, err);
    }
    if (!status) {
        status = numbers_of(all, slot, token->surface, &surface, err);
    }
    if (!status) {
        surface->value |= (*id + 1) << 32;
        status = note_change(slot, surface, err);
    }
    return status;
}

static tol_status id_of(tol_vocabularies *all, tol_vocabulary *slot, const tol_token *token, uint64_t *id,
                        tol_error *err)
{
    tol_map_slot *known = NULL;
    tol_status status = numbers_of(all, slot, token->surface, &known, err);
    if (status) {
        return status;
    }
    if (known->value >> 32) {
        *id = (known->value >> 32) - 1;
        return TOL_OK;
    }
    return add_token(all, slot, token, id, err);
}

/* A text's tokens on their way to ids. */
typedef struct wording {
    tol_str text;
    const tol_tag *tags;   /* the next ones */
    const tol_span *spans; /* the next ones */
    tol_arena *scratch;
} wording;

static tol_str stands_at(const wording *words, const tol_span *span, const tol_tag *tag)
{
    return tag ? tag->surface : (tol_str){words->text.ptr + span->start, span->end - span->start};
}

/* The id of a token whose bytes were not known: now its views are needed. */
static tol_status learn(tol_vocabularies *all, tol_vocabulary *slot, const wording *words, const tol_span *span,
                        const tol_tag *tag, uint64_t *id, tol_error *err)
{
    tol_token token;
    tol_str stands = stands_at(words, span, tag);
    const uint32_t *known = tol_intern_get(&slot->ids, stands); /* since a moment ago */
    if (known) {
        *id = *known;
        return TOL_OK;
    }
    tol_status status = tol_analyser_view(slot->analyser, words->text, span, tag, words->scratch, &token, err);
    if (!status) {
        status = id_of(all, slot, &token, id, err);
    }
    if (status) {
        return status;
    }
    if (slot->ids.n >= IDS_MAX) {
        tol_intern_release(&slot->ids);
    }
    return tol_intern_put(&slot->ids, stands, (uint32_t)*id) ? TOL_OK : tol_fail_nomem(err);
}

/* Append the ids of the next spans, at most ASKED_TOGETHER. */
static tol_status put_some(tol_vocabularies *all, tol_vocabulary *slot, wording *words, size_t n, tol_buf *row,
                           tol_error *err)
{
    tol_intern_query queries[ASKED_TOGETHER];
    uint32_t ids[ASKED_TOGETHER];
    const tol_tag *tags = words->tags;
    for (size_t i = 0; i < n; i++) {
        queries[i].key = stands_at(words, &words->spans[i], words->spans[i].kind == TOL_TAG ? tags++ : NULL);
    }
    tol_intern_get_all(&slot->ids, queries, n);
    for (size_t i = 0; i < n; i++) {
        ids[i] = queries[i].value ? *queries[i].value : TOL_TOKEN_NONE;
    }
    tol_status status = TOL_OK;
    char bytes[ASKED_TOGETHER * TOL_VARINT_MAX];
    size_t len = 0;
    for (size_t i = 0; i < n && !status; i++) {
        uint64_t id = ids[i];
        const tol_tag *tag = words->spans[i].kind == TOL_TAG ? words->tags++ : NULL;
        if (id == TOL_TOKEN_NONE) {
            status = learn(all, slot, words, &words->spans[i], tag, &id, err);
        }
        len += tol_varint_encode(bytes + len, id);
    }
    tol_buf_append(row, bytes, len);
    return status;
}

static tol_status put_ids(tol_vocabularies *all, tol_vocabulary *slot, wording *words, const tol_scanned *scanned,
                          tol_buf *row, tol_error *err)
{
    tol_status status = TOL_OK;
    words->tags = scanned->tags;
    tol_put_varint(row, scanned->n_spans);
    for (size_t i = 0; i < scanned->n_spans && !status; i += ASKED_TOGETHER) {
        size_t left = scanned->n_spans - i;
        words->spans = scanned->spans + i;
        status = put_some(all, slot, words, left < ASKED_TOGETHER ? left : ASKED_TOGETHER, row, err);
    }
    return !status && !tol_buf_ok(row) ? tol_fail_nomem(err) : status;
}

tol_status tol_vocabularies_row(tol_vocabularies *all, const tol_lang_entry *lang, const tol_variant *variant,
                                const tol_scanned *scanned, tol_arena *scratch, tol_buf *row, tol_error *err)
{
    tol_vocabulary *slot = NULL;
    tol_scanned here = {.n_tags = 0};
    wording words = {.text = variant->text.ptr ? variant->text : TOL_LIT(""), .scratch = scratch};
    tol_status status = open_slot(all, lang->dictionary, &slot, err);
    if (status || scanned) {
        return status ? status : put_ids(all, slot, &words, scanned, row, err);
    }
    here.tags = variant->n_runs ? tol_variant_tags(variant, scratch, &here.n_tags) : NULL;
    if (!tol_arena_ok(scratch)) {
        return tol_fail_nomem(err);
    }
    status = tol_analyser_scan(slot->analyser, words.text, here.tags, here.n_tags, &here.spans, &here.n_spans, err);
    return status ? status : put_ids(all, slot, &words, &here, row, err);
}
