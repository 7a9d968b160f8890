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
        return (tol_query_word){token->surface, view, false, 0};
    }
    /* All numbers have one key: who asks for 1961 does not ask for 1962. */
    bool by_key = view == TOL_WORDS_INFLECTED && token->kind == TOL_WORD;
    return (tol_query_word){by_key ? token->key : token->form, by_key ? TOL_WORDS_INFLECTED : TOL_WORDS_FORM, false, 0};
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

/* What begins with a text. */
typedef struct prefix_marks {
    tol_word_query *query;
    uint64_t bit;
    bool *names; /* NULL: surfaces are sought */
    size_t n_names;
} prefix_marks;

static void mark_text(void *user, uint32_t id, uint32_t name)
{
    prefix_marks *marks = user;
    if (!marks->names && id < marks->query->n_masks) {
        marks->query->masks[id] |= marks->bit;
    } else if (marks->names && name < marks->n_names) {
        marks->names[name] = true;
    }
}

static tol_status mark_prefix(tol_word_query *query, tol_dict *dict, size_t word, tol_error *err)
{
    prefix_marks marks = {query, UINT64_C(1) << word, NULL, (size_t)dict->n_names};
    bool by_form = query->words[word].view != TOL_WORDS_SURFACE;
    if (by_form && !(marks.names = tol_mem_calloc(marks.n_names + 1, sizeof *marks.names))) {
        return tol_fail_nomem(err);
    }
    tol_status status = tol_dict_prefix(dict, query->words[word].text, mark_text, &marks, err);
    for (size_t i = 0; i < query->n_masks && by_form && status == TOL_OK; i++) {
        const tol_token_ids *token = tol_dict_peek(dict, i);
        if (token && marks.names[token->form]) {
            query->masks[i] |= marks.bit;
        }
    }
    tol_mem_free(marks.names);
    return status;
}

static tol_status mark_whole(tol_word_query *query, tol_dict *dict, size_t word, tol_error *err)
{
    tol_query_word *w = &query->words[word];
    bool by_form = w->view == TOL_WORDS_FORM;
    uint32_t id = TOL_TOKEN_NONE;
    tol_status status = tol_dict_text(dict, w->text, &id, &w->name, err);
    if (status != TOL_OK) {
        return status;
    }
    if (w->view == TOL_WORDS_SURFACE) {
        if (id < query->n_masks) {
            query->masks[id] |= UINT64_C(1) << word;
        }
        return TOL_OK;
    }
    for (size_t i = 0; i < query->n_masks && w->name != TOL_TOKEN_NONE; i++) {
        const tol_token_ids *token = tol_dict_peek(dict, i);
        if (token && (by_form ? token->form : token->key) == w->name) {
            query->masks[i] |= UINT64_C(1) << word;
        }
    }
    return TOL_OK;
}

/* What may stand between the words of a phrase: inline codes, and punctuation unless it counts. */
static tol_status mark_light(tol_word_query *query, tol_dict *dict, tol_error *err)
{
    uint32_t id = TOL_TOKEN_NONE, tag = TOL_TOKEN_NONE;
    tol_status status = tol_dict_text(dict, query->tag_key, &id, &tag, err);
    for (size_t i = 0; i < query->n_masks && status == TOL_OK; i++) {
        const tol_token_ids *token = tol_dict_peek(dict, i);
        query->light[i] =
            token && token->weight == TOL_WEIGHT_LIGHT && (!query->punctuation_counts || token->key == tag);
    }
    return status;
}

tol_status tol_word_query_prepare(tol_word_query *query, tol_dict *dict, bool *possible, tol_error *err)
{
    uint64_t met = 0;
    *possible = false;
    tol_status status = reserve_tokens(query, (size_t)dict->n_tokens, err);
    for (size_t i = 0; i < query->n_words && status == TOL_OK; i++) {
        status = query->words[i].is_prefix ? mark_prefix(query, dict, i, err) : mark_whole(query, dict, i, err);
    }
    if (status == TOL_OK) {
        status = mark_light(query, dict, err);
    }
    for (size_t i = 0; i < query->n_masks && status == TOL_OK; i++) {
        met |= query->masks[i];
    }
    *possible = query->wanted != 0 && (met & query->wanted) == query->wanted;
    return status;
}

/* ---- keys ---- */

/* The keys of all tokens that are the word. */
static tol_status keys_of(const tol_word_query *query, const tol_dict *dict, size_t word, tol_arena *arena,
                          tol_key_set *set, tol_error *err)
{
    bool *has = tol_mem_calloc((size_t)dict->n_names + 1, sizeof *has);
    size_t n = 0;
    for (size_t i = 0; has && i < query->n_masks; i++) {
        const tol_token_ids *token = query->masks[i] >> word & 1 ? tol_dict_peek(dict, i) : NULL;
        if (token && !has[token->key]) {
            has[token->key] = true;
            n++;
        }
    }
    uint32_t *names = has ? tol_arena_calloc(arena, n, sizeof *names) : NULL;
    *set = (tol_key_set){names, 0};
    for (uint32_t name = 0; names && name < dict->n_names; name++) {
        if (has[name]) {
            names[set->n++] = name;
        }
    }
    tol_mem_free(has);
    return names ? TOL_OK : tol_fail_nomem(err);
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
            (*sets)[*n_sets] = (tol_key_set){&word->name, 1};
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
