/*
 * Reading a query: it is cut into parts at white space and quotation marks, each part is analysed, and its tokens
 * become the words of a clause. Preparing it: every token of the dictionary gets the bits of the words that it is.
 */
#include "match/word_query.h"

#include <string.h>

#include "base/fail.h"
#include "base/mem.h"

/* ---- parts ---- */

typedef struct query_part {
    tol_str text;
    bool is_excluded;
    tol_tokens tokens;
} query_part;

typedef struct query_parts {
    query_part items[TOL_CONCORDANCE_WORDS_MAX];
    size_t n;
} query_parts;

/* Bytes of the white space at `i`, 0 for anything else: that of ASCII and the no-break space. */
static size_t space_at(tol_str s, size_t i)
{
    if (s.ptr[i] == ' ' || (s.ptr[i] >= '\t' && s.ptr[i] <= '\r')) {
        return 1;
    }
    return i + 1 < s.len && s.ptr[i] == '\xC2' && s.ptr[i + 1] == '\xA0' ? 2 : 0;
}

static size_t skip_space(tol_str s, size_t i)
{
    for (size_t n; i < s.len && (n = space_at(s, i)) > 0;) {
        i += n;
    }
    return i;
}

/* The part at *i, which is no white space, and *i behind it. A quotation mark that is not closed reaches to the end. */
static query_part take_part(tol_str s, size_t *i)
{
    query_part part = {.is_excluded = false};
    if (s.ptr[*i] == '-' && *i + 1 < s.len && !space_at(s, *i + 1)) {
        part.is_excluded = true;
        ++*i;
    }
    bool is_quoted = s.ptr[*i] == '"';
    size_t from = *i += is_quoted;
    while (*i < s.len && s.ptr[*i] != '"' && (is_quoted || !space_at(s, *i))) {
        ++*i;
    }
    part.text = (tol_str){s.ptr + from, *i - from};
    *i += is_quoted && *i < s.len;
    return part;
}

static tol_status split(tol_str text, bool is_phrase, query_parts *parts, tol_error *err)
{
    parts->n = 0;
    if (is_phrase) {
        parts->items[parts->n++] = (query_part){.text = text};
        return TOL_OK;
    }
    for (size_t i = skip_space(text, 0); i < text.len; i = skip_space(text, i)) {
        if (parts->n == TOL_CONCORDANCE_WORDS_MAX) {
            return tol_fail(err, TOL_ELIMIT, "a query may have at most %d words", TOL_CONCORDANCE_WORDS_MAX);
        }
        parts->items[parts->n++] = take_part(text, &i);
    }
    return TOL_OK;
}

/* ---- reading ---- */

static bool is_punctuation(const tol_token *token)
{
    return token->kind == TOL_PUNCT;
}

typedef enum star { STAR_NONE, STAR_ENDS_WORD, STAR_MISPLACED } star;

/* What an asterisk stands for: alone it is itself. */
static star star_at(const tol_tokens *tokens, size_t i)
{
    const tol_token *token = &tokens->items[i];
    if (!tol_str_equal(token->surface, TOL_LIT("*"))) {
        return STAR_NONE;
    }
    if (i + 1 < tokens->n && token[1].start == token->end && !is_punctuation(&token[1])) {
        return STAR_MISPLACED;
    }
    return i > 0 && token[-1].end == token->start && !is_punctuation(&token[-1]) ? STAR_ENDS_WORD : STAR_NONE;
}

static tol_query_word word_of(const tol_token *token, tol_word_match view)
{
    if (view == TOL_WORDS_SURFACE) {
        return (tol_query_word){token->surface, view, false};
    }
    /* All numbers have one key: who asks for 1961 does not ask for 1962. */
    bool by_key = view == TOL_WORDS_INFLECTED && token->kind == TOL_WORD;
    return (tol_query_word){by_key ? token->key : token->form, by_key ? TOL_WORDS_INFLECTED : TOL_WORDS_FORM, false};
}

/* The word before an asterisk is any that begins so: stems say nothing of beginnings. */
static void make_prefix(tol_query_word *word, const tol_token *token)
{
    word->text = word->view == TOL_WORDS_SURFACE ? token->surface : token->form;
    word->view = word->view == TOL_WORDS_SURFACE ? TOL_WORDS_SURFACE : TOL_WORDS_FORM;
    word->is_prefix = true;
}

static tol_status add_clause(tol_word_query *query, const query_part *part, tol_word_match view, tol_error *err)
{
    tol_query_clause clause = {query->n_words, 0, part->is_excluded};
    for (size_t i = 0; i < part->tokens.n; i++) {
        const tol_token *token = &part->tokens.items[i];
        star what = star_at(&part->tokens, i);
        if (what == STAR_MISPLACED) {
            return tol_fail(err, TOL_EINVAL, "a wildcard stands only at the end of a word, not as in \"%.*s\"",
                            TOL_ARG(part->text));
        }
        if (what == STAR_ENDS_WORD) {
            make_prefix(&query->words[query->n_words - 1], token - 1);
        } else if (query->punctuation_counts || !is_punctuation(token)) {
            if (query->n_words == TOL_CONCORDANCE_WORDS_MAX) {
                return tol_fail(err, TOL_ELIMIT, "a query may have at most %d words", TOL_CONCORDANCE_WORDS_MAX);
            }
            query->words[query->n_words++] = word_of(token, view);
        }
    }
    clause.n = query->n_words - clause.first;
    for (size_t i = clause.first; i < query->n_words && !clause.is_excluded; i++) {
        query->wanted |= UINT64_C(1) << i;
    }
    if (clause.n) {
        query->clauses[query->n_clauses++] = clause;
    }
    return TOL_OK;
}

/* Whether a part that must be there holds more than punctuation. */
static bool has_words(const query_parts *parts)
{
    for (size_t i = 0; i < parts->n; i++) {
        for (size_t j = 0; j < parts->items[i].tokens.n; j++) {
            if (!parts->items[i].is_excluded && !is_punctuation(&parts->items[i].tokens.items[j])) {
                return true;
            }
        }
    }
    return false;
}

/* The key that inline codes have, as the analysis gives it. */
static tol_status find_tag_key(tol_word_query *query, tol_analyser *analyser, tol_arena *arena, tol_error *err)
{
    tol_tag tag = {0, TOL_LIT("{ph}")};
    tol_tokens tokens;
    tol_status status = tol_analyse(analyser, TOL_LIT(""), &tag, 1, arena, &tokens, err);
    query->tag_key = status == TOL_OK && tokens.n ? tokens.items[0].key : TOL_STR_NULL;
    return status;
}

static tol_status read_parts(tol_word_query *query, query_parts *parts, tol_analyser *analyser, tol_word_match view,
                             tol_arena *arena, tol_error *err)
{
    tol_status status = TOL_OK;
    for (size_t i = 0; i < parts->n && status == TOL_OK; i++) {
        status = tol_analyse(analyser, parts->items[i].text, NULL, 0, arena, &parts->items[i].tokens, err);
    }
    if (status != TOL_OK) {
        return status;
    }
    query->punctuation_counts = view != TOL_WORDS_INFLECTED || !has_words(parts);
    for (size_t i = 0; i < parts->n && status == TOL_OK; i++) {
        status = add_clause(query, &parts->items[i], view, err);
    }
    return status;
}

tol_status tol_word_query_read(tol_word_query *query, tol_analyser *analyser, tol_str text,
                               const tol_word_query_opt *opt, tol_arena *arena, tol_error *err)
{
    query_parts *parts = tol_arena_alloc(arena, sizeof *parts);
    if (!parts) {
        return tol_fail_nomem(err);
    }
    query->n_words = query->n_clauses = 0;
    query->wanted = 0;
    tol_status status = split(text, opt->is_phrase, parts, err);
    if (status == TOL_OK) {
        status = read_parts(query, parts, analyser, opt->words, arena, err);
    }
    if (status == TOL_OK) {
        status = find_tag_key(query, analyser, arena, err);
    }
    if (status == TOL_OK && query->n_words > 0 && query->wanted == 0) {
        status = tol_fail(err, TOL_EINVAL, "a query needs a word that is not excluded");
    }
    return status;
}

/* ---- preparing ---- */

static tol_status reserve_tokens(tol_word_query *query, size_t n, tol_error *err)
{
    uint64_t *masks = tol_mem_grow(query->masks, &query->masks_cap, n + 1, sizeof *masks);
    query->masks = masks ? masks : query->masks;
    bool *light = tol_mem_grow(query->light, &query->light_cap, n + 1, sizeof *light);
    query->light = light ? light : query->light;
    if (!masks || !light) {
        return tol_fail_nomem(err);
    }
    memset(masks, 0, n * sizeof *masks);
    query->n_masks = n;
    return TOL_OK;
}

static uint32_t number_in(const tol_map *map, tol_str key)
{
    const tol_map_slot *slot = tol_map_get(map, key);
    return slot ? (uint32_t)slot->value : TOL_TOKEN_NONE;
}

/* Which forms begin with a text; NULL without memory. */
static bool *forms_with(const tol_dict *dict, tol_str prefix)
{
    bool *has = tol_mem_calloc(dict->forms.n + 1, sizeof *has);
    for (size_t i = 0; has && i < dict->forms.cap; i++) {
        const tol_map_slot *slot = &dict->forms.slots[i];
        if (slot->key.ptr && tol_str_starts_with(slot->key, prefix)) {
            has[slot->value] = true;
        }
    }
    return has;
}

static tol_status mark_prefix(tol_word_query *query, const tol_dict *dict, size_t word, tol_error *err)
{
    tol_str prefix = query->words[word].text;
    if (query->words[word].view == TOL_WORDS_SURFACE) {
        for (size_t i = 0; i < dict->surfaces.cap; i++) {
            const tol_map_slot *slot = &dict->surfaces.slots[i];
            if (slot->key.ptr && tol_str_starts_with(slot->key, prefix)) {
                query->masks[slot->value] |= UINT64_C(1) << word;
            }
        }
        return TOL_OK;
    }
    bool *has = forms_with(dict, prefix);
    if (!has) {
        return tol_fail_nomem(err);
    }
    for (size_t i = 0; i < dict->n; i++) {
        if (dict->items[i].weight && has[dict->items[i].form]) {
            query->masks[i] |= UINT64_C(1) << word;
        }
    }
    tol_mem_free(has);
    return TOL_OK;
}

static void mark_whole(tol_word_query *query, const tol_dict *dict, size_t word)
{
    const tol_query_word *w = &query->words[word];
    bool by_form = w->view == TOL_WORDS_FORM;
    uint32_t number = number_in(w->view == TOL_WORDS_SURFACE ? &dict->surfaces
                                : by_form                    ? &dict->forms
                                                             : &dict->keys,
                                w->text);
    if (number == TOL_TOKEN_NONE) {
        return;
    }
    if (w->view == TOL_WORDS_SURFACE) {
        query->masks[number] |= UINT64_C(1) << word;
        return;
    }
    for (size_t i = 0; i < dict->n; i++) {
        if (dict->items[i].weight && (by_form ? dict->items[i].form : dict->items[i].key) == number) {
            query->masks[i] |= UINT64_C(1) << word;
        }
    }
}

/* What may stand between the words of a phrase: inline codes, and punctuation unless it counts. */
static void mark_light(tol_word_query *query, const tol_dict *dict)
{
    uint32_t tag = number_in(&dict->keys, query->tag_key);
    for (size_t i = 0; i < dict->n; i++) {
        query->light[i] =
            dict->items[i].weight == TOL_WEIGHT_LIGHT && (!query->punctuation_counts || dict->items[i].key == tag);
    }
}

tol_status tol_word_query_prepare(tol_word_query *query, const tol_dict *dict, bool *possible, tol_error *err)
{
    uint64_t met = 0;
    *possible = false;
    tol_status status = reserve_tokens(query, dict->n, err);
    for (size_t i = 0; i < query->n_words && status == TOL_OK; i++) {
        if (query->words[i].is_prefix) {
            status = mark_prefix(query, dict, i, err);
        } else {
            mark_whole(query, dict, i);
        }
    }
    if (status != TOL_OK) {
        return status;
    }
    mark_light(query, dict);
    for (size_t i = 0; i < dict->n; i++) {
        met |= query->masks[i];
    }
    *possible = query->wanted != 0 && (met & query->wanted) == query->wanted;
    return TOL_OK;
}

/* ---- keys ---- */

/* The keys of all tokens that are the word. */
static tol_status keys_of(const tol_word_query *query, const tol_dict *dict, size_t word, tol_arena *arena,
                          tol_key_set *set, tol_error *err)
{
    bool *has = tol_mem_calloc(dict->keys.n + 1, sizeof *has);
    size_t n = 0;
    for (size_t i = 0; has && i < dict->n; i++) {
        if (query->masks[i] >> word & 1 && !has[dict->items[i].key]) {
            has[dict->items[i].key] = true;
            n++;
        }
    }
    tol_str *keys = has ? tol_arena_calloc(arena, n, sizeof *keys) : NULL;
    *set = (tol_key_set){keys, 0};
    for (size_t i = 0; keys && i < dict->keys.cap; i++) {
        const tol_map_slot *slot = &dict->keys.slots[i];
        if (slot->key.ptr && has[slot->value]) {
            keys[set->n++] = slot->key;
        }
    }
    tol_mem_free(has);
    return keys ? TOL_OK : tol_fail_nomem(err);
}

tol_status tol_word_query_sets(const tol_word_query *query, const tol_dict *dict, tol_arena *arena, tol_key_set **sets,
                               size_t *n_sets, tol_error *err)
{
    tol_status status = TOL_OK;
    *n_sets = 0;
    *sets = tol_arena_calloc(arena, query->n_words, sizeof **sets);
    if (!*sets) {
        return tol_fail_nomem(err);
    }
    for (size_t i = 0; i < query->n_words && status == TOL_OK; i++) {
        const tol_query_word *word = &query->words[i];
        if (!(query->wanted >> i & 1)) {
            continue;
        }
        if (word->view == TOL_WORDS_INFLECTED) {
            (*sets)[*n_sets] = (tol_key_set){&word->text, 1};
        } else {
            status = keys_of(query, dict, i, arena, &(*sets)[*n_sets], err);
        }
        ++*n_sets;
    }
    return status;
}

void tol_word_query_release(tol_word_query *query)
{
    tol_mem_free(query->masks);
    tol_mem_free(query->light);
    *query = (tol_word_query){.n_words = 0};
}
