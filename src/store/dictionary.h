/*
 * The dictionary of a language of analysis: its distinct tokens as numbers. Nothing is loaded before it is asked for.
 *
 * A *token id* stands for one surface, a *name* for one text that is the form or the key of a token. Both count from 0
 * in the order of first use and are not given twice within an epoch. What a token is (its form, key and weight) never
 * changes, so what was read stays true; only texts that were missing may have come since.
 *
 *   token        (dictionary, text) -> id or NULL, name or NULL
 *   token_class  dictionary * 2^24 + number -> 256 tokens by id: (weight, form, key)*, varints; weight 0: not in use,
 *                nothing follows
 */
#ifndef TOL_STORE_DICTIONARY_H
#define TOL_STORE_DICTIONARY_H

#include "base/map.h"
#include "tolmach/store.h"
#include "tolmach/token.h"

/* A number that no stored token has. */
#define TOL_TOKEN_NONE UINT32_MAX

/* A token as numbers; form and key are names. */
typedef struct tol_token_ids {
    uint32_t surface, form, key, weight;
} tol_token_ids;

#define TOL_CLASS_BLOCK 256
#define TOL_CLASS_SHIFT 24

typedef struct tol_dict {
    tol_store *store;
    int64_t id; /* 0: the bank has none for the language */
    uint64_t n_tokens, n_names;
    tol_token_ids **blocks; /* by token id / TOL_CLASS_BLOCK; NULL: not read yet */
    size_t n_blocks;
    tol_map known; /* texts that were asked for: (token id + 1) << 32 | name + 1, 0 for what is missing */
} tol_dict;

/* Open the dictionary of a language of analysis; an empty one when the bank has none. Within a snapshot. */
tol_status tol_dict_open(tol_store *store, tol_str analysis_lang, tol_dict *dict, tol_error *err);
/* Open a dictionary by its number. Within a snapshot or a write transaction. */
tol_status tol_dict_open_id(tol_store *store, int64_t id, tol_dict *dict, tol_error *err);
/* The bank may have grown since: what is missing is asked for again. Within a snapshot of the same epoch. */
tol_status tol_dict_refresh(tol_dict *dict, tol_str analysis_lang, tol_error *err);
void tol_dict_release(tol_dict *dict);

/* Read the block of a token id that is below n_tokens. TOL_ECORRUPT when it cannot be read. */
tol_status tol_dict_load_block(tol_dict *dict, size_t block, tol_error *err);
/* Read all blocks. */
tol_status tol_dict_load_all(tol_dict *dict, tol_error *err);

/* A token by its id; NULL when there is none or *status is set. */
static inline const tol_token_ids *tol_dict_at(tol_dict *dict, uint64_t id, tol_status *status, tol_error *err)
{
    size_t block = (size_t)(id / TOL_CLASS_BLOCK);
    if (id >= dict->n_tokens) {
        return NULL;
    }
    if (!dict->blocks[block]) {
        *status = tol_dict_load_block(dict, block, err);
        if (*status || !dict->blocks[block]) {
            return NULL;
        }
    }
    const tol_token_ids *item = &dict->blocks[block][id % TOL_CLASS_BLOCK];
    return item->weight ? item : NULL;
}

/* The same in a dictionary whose blocks are all read. */
static inline const tol_token_ids *tol_dict_peek(const tol_dict *dict, uint64_t id)
{
    const tol_token_ids *item = id < dict->n_tokens ? &dict->blocks[id / TOL_CLASS_BLOCK][id % TOL_CLASS_BLOCK] : NULL;
    return item && item->weight ? item : NULL;
}

/* Hand over the texts that begin with `prefix`: TOL_TOKEN_NONE for what one is not. */
tol_status tol_dict_prefix(tol_dict *dict, tol_str prefix, void (*each)(void *user, uint32_t id, uint32_t name),
                           void *user, tol_error *err);
/* The numbers of a text, TOL_TOKEN_NONE for what it is not. */
tol_status tol_dict_text(tol_dict *dict, tol_str text, uint32_t *id, uint32_t *name, tol_error *err);
/* The numbers of a token that was analysed just now; TOL_TOKEN_NONE for a view that the dictionary lacks. */
tol_status tol_dict_ids(tol_dict *dict, const tol_token *token, tol_token_ids *ids, tol_error *err);

/* Decode a block of at most TOL_CLASS_BLOCK tokens; false when it is damaged. The rest is left as it is. */
bool tol_class_block_decode(tol_str data, size_t first, tol_token_ids items[TOL_CLASS_BLOCK]);

#endif
