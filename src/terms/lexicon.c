#include "terms/lexicon.h"

#include <stdlib.h>
#include <string.h>

#include "base/fail.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "terms/all_capitals.h"
#include "text/unicode.h"
#include "tolmach/buf.h"
#include "tolmach/lang.h"

/* ---- words ---- */

bool tol_lexicon_is_transparent(tol_token_kind kind, tol_str surface)
{
    size_t i = 0;
    if (kind != TOL_PUNCT || surface.len == 0) {
        return kind == TOL_TAG;
    }
    return surface.ptr[0] == '[' || surface.ptr[0] == ']' || (tol_unicode_next(surface, &i) & TOL_CH_QUOTE) != 0;
}

static bool add_uses(tol_lexicon *lexicon, uint32_t word, tol_symbols symbols)
{
    tol_lexicon_use *uses = tol_mem_grow(lexicon->uses, &lexicon->uses_cap, lexicon->n_uses + symbols.n, sizeof *uses);
    if (!uses) {
        return false;
    }
    lexicon->uses = uses;
    for (size_t i = 0; i < symbols.n; i++) {
        uses[lexicon->n_uses++] = (tol_lexicon_use){symbols.items[i], word};
    }
    return true;
}

/* What a word is known by: its surface, and behind it a byte that no text has for a rule of its own. */
static tol_map_slot *word_slot(tol_lexicon *lexicon, tol_str surface, tol_case_rule rule, bool *is_new)
{
    tol_buf key = TOL_BUF_INIT;
    tol_buf_add(&key, surface);
    if (rule != TOL_CASE_USUAL) {
        tol_buf_byte(&key, rule == TOL_CASE_SENSITIVE ? '\xFE' : '\xFF');
    }
    tol_map_slot *slot = tol_buf_ok(&key) ? tol_map_put(&lexicon->numbers, tol_buf_str(&key), is_new) : NULL;
    tol_buf_release(&key);
    return slot;
}

/* The number of a word; words are the same when they are written alike and asked for in the same way. */
static tol_status number_word(tol_lexicon *lexicon, const tol_token *token, tol_case_rule rule, uint32_t *number,
                              tol_error *err)
{
    bool is_new = false;
    tol_lexicon_word *words = tol_mem_grow(lexicon->words, &lexicon->words_cap, lexicon->numbers.n + 1, sizeof *words);
    lexicon->words = words ? words : lexicon->words;
    uint32_t *firsts = tol_mem_grow(lexicon->firsts, &lexicon->firsts_cap, lexicon->numbers.n + 1, sizeof *firsts);
    lexicon->firsts = firsts ? firsts : lexicon->firsts;
    if (!words || !firsts) {
        return tol_fail_nomem(err);
    }
    tol_map_slot *slot = word_slot(lexicon, token->surface, rule, &is_new);
    if (!slot) {
        return tol_fail_nomem(err);
    }
    if (is_new) {
        slot->value = lexicon->numbers.n - 1;
        firsts[slot->value] = TOL_LEXICON_ROOT;
        tol_lexicon_word *word = &words[slot->value];
        *word = (tol_lexicon_word){.kind = token->kind,
                                   .surface = {slot->key.ptr, token->surface.len},
                                   .rule = rule,
                                   .form = tol_arena_copy(&lexicon->arena, token->form),
                                   .is_capitals = token->kind == TOL_WORD && tol_capitals_only(token->surface)};
        tol_status status = tol_morph_of_term(lexicon->morph, token, &word->symbols, err);
        if (status || !add_uses(lexicon, (uint32_t)slot->value, word->symbols)) {
            return status ? status : tol_fail_nomem(err);
        }
    }
    *number = (uint32_t)slot->value;
    return TOL_OK;
}

/* ---- the trie ---- */

static tol_str edge_key(const uint32_t edge[2])
{
    return (tol_str){(const char *)edge, 2 * sizeof *edge};
}

static uint64_t bit_of(uint32_t word)
{
    return UINT64_C(1) << (word & 63);
}

uint32_t tol_lexicon_step(const tol_lexicon *lexicon, uint32_t node, uint32_t word)
{
    if (node == TOL_LEXICON_ROOT) {
        return lexicon->firsts[word];
    }
    if (!(lexicon->nodes[node].onward & bit_of(word))) {
        return TOL_LEXICON_ROOT;
    }
    const uint32_t edge[2] = {node, word};
    const tol_map_slot *slot = tol_map_get(&lexicon->edges, edge_key(edge));
    return slot ? (uint32_t)slot->value : TOL_LEXICON_ROOT;
}

static tol_status add_node(tol_lexicon *lexicon, tol_error *err)
{
    tol_lexicon_node *nodes = tol_mem_grow(lexicon->nodes, &lexicon->nodes_cap, lexicon->n_nodes + 1, sizeof *nodes);
    if (!nodes) {
        return tol_fail_nomem(err);
    }
    lexicon->nodes = nodes;
    nodes[lexicon->n_nodes++] = (tol_lexicon_node){NULL, 0};
    return TOL_OK;
}

/* Go on from the root by a word. */
static tol_status begin(tol_lexicon *lexicon, uint32_t word, uint32_t *node, tol_error *err)
{
    tol_status status = lexicon->firsts[word] ? TOL_OK : add_node(lexicon, err);
    if (!status && !lexicon->firsts[word]) {
        lexicon->firsts[word] = (uint32_t)lexicon->n_nodes - 1;
    }
    *node = lexicon->firsts[word];
    return status;
}

/* Go on by a word, over a new edge when there is none. */
static tol_status extend(tol_lexicon *lexicon, uint32_t word, uint32_t *node, tol_error *err)
{
    if (*node == TOL_LEXICON_ROOT) {
        return begin(lexicon, word, node, err);
    }
    const uint32_t edge[2] = {*node, word};
    bool is_new = false;
    tol_map_slot *slot = tol_map_put(&lexicon->edges, edge_key(edge), &is_new);
    tol_status status = !slot ? tol_fail_nomem(err) : is_new ? add_node(lexicon, err) : TOL_OK;
    if (!status) {
        slot->value = is_new ? lexicon->n_nodes - 1 : slot->value;
        lexicon->nodes[*node].onward |= bit_of(word);
        *node = (uint32_t)slot->value;
    }
    return status;
}

static bool has_words_only_between_marks(const tol_tokens *tokens)
{
    for (size_t i = 0; i < tokens->n; i++) {
        if (!tol_lexicon_is_transparent(tokens->items[i].kind, tokens->items[i].surface)) {
            return true;
        }
    }
    return false;
}

/* What may stand between words anyhow is no part of a term, unless the term has nothing else. */
static tol_status add_path(tol_lexicon *lexicon, const tol_tokens *tokens, tol_case_rule rule, uint32_t *node,
                           tol_error *err)
{
    bool drops_marks = has_words_only_between_marks(tokens);
    tol_status status = TOL_OK;
    *node = TOL_LEXICON_ROOT;
    for (size_t i = 0; i < tokens->n && !status; i++) {
        const tol_token *token = &tokens->items[i];
        uint32_t word = 0;
        if (drops_marks && tol_lexicon_is_transparent(token->kind, token->surface)) {
            continue;
        }
        status = number_word(lexicon, token, rule, &word, err);
        if (!status) {
            status = extend(lexicon, word, node, err);
        }
    }
    return status;
}

/* ---- terms ---- */

/* Where a status stands in the order of targets: preferred first, what must not be used last. */
static int status_order(tol_term_status status)
{
    static const int order[] = {[TOL_TERM_UNKNOWN] = 1,
                                [TOL_TERM_PREFERRED] = 0,
                                [TOL_TERM_ADMITTED] = 1,
                                [TOL_TERM_DEPRECATED] = 2,
                                [TOL_TERM_FORBIDDEN] = 3};
    return order[status];
}

static void insert_target(tol_term_target *targets, size_t n, tol_term_target one)
{
    while (n > 0 && status_order(targets[n - 1].status) > status_order(one.status)) {
        targets[n] = targets[n - 1];
        n--;
    }
    targets[n] = one;
}

static void collect_targets(tol_lexicon *lexicon, const tol_concept *from, tol_term_hit *hit)
{
    hit->targets = tol_arena_calloc(&lexicon->arena, from->n_terms, sizeof *hit->targets);
    for (size_t i = 0; hit->targets && i < from->n_terms; i++) {
        const tol_term *term = &from->terms[i];
        if (tol_lang_matches(term->lang, lexicon->target_lang)) {
            char tag[TOL_LANG_MAX];
            tol_lang_canonical(term->lang, tag);
            tol_term_target one = {tol_arena_copy(&lexicon->arena, term->text),
                                   tol_arena_copy(&lexicon->arena, tol_str_of(tag)), term->status};
            insert_target(hit->targets, hit->n_targets++, one);
        }
    }
}

/* A lexicon that is being filled. */
typedef struct filling {
    tol_lexicon *lexicon;
    tol_analyser *analyser;
    tol_arena arena; /* of one term */
} filling;

/* Terms of one node keep the order in which they came: that of the glossaries. */
static void append_entry(tol_lexicon *lexicon, uint32_t node, tol_lexicon_entry *entry)
{
    tol_lexicon_entry **at = &lexicon->nodes[node].ends;
    while (*at) {
        at = &(*at)->next;
    }
    *at = entry;
}

static tol_status add_term(filling *f, tol_str glossary, const tol_concept *from, const tol_term *term, tol_error *err)
{
    tol_lexicon *lexicon = f->lexicon;
    tol_tokens tokens;
    uint32_t node = TOL_LEXICON_ROOT;
    tol_arena_reset(&f->arena);
    tol_status status = tol_analyse(f->analyser, term->text, NULL, 0, &f->arena, &tokens, err);
    if (status || tokens.n == 0) {
        return status;
    }
    status = add_path(lexicon, &tokens, tol_term_case(term), &node, err);
    if (status) {
        return status;
    }
    tol_lexicon_entry *entry = tol_arena_calloc(&lexicon->arena, 1, sizeof *entry);
    if (!entry) {
        return tol_fail_nomem(err);
    }
    entry->hit = (tol_term_hit){.term = tol_arena_copy(&lexicon->arena, term->text),
                                .status = term->status,
                                .glossary = tol_arena_copy(&lexicon->arena, glossary),
                                .concept_id = from->id};
    collect_targets(lexicon, from, &entry->hit);
    append_entry(lexicon, node, entry);
    return tol_arena_ok(&lexicon->arena) ? TOL_OK : tol_fail_nomem(err);
}

static tol_status take_concept(void *user, tol_str glossary, const tol_concept *from, tol_error *err)
{
    filling *f = user;
    tol_status status = TOL_OK;
    for (size_t i = 0; i < from->n_terms && !status; i++) {
        if (tol_lang_matches(from->terms[i].lang, f->lexicon->source_lang)) {
            status = add_term(f, glossary, from, &from->terms[i], err);
        }
    }
    return status;
}

static int by_symbol(const void *a, const void *b)
{
    const tol_lexicon_use *left = a, *right = b;
    if (left->symbol != right->symbol) {
        return left->symbol < right->symbol ? -1 : 1;
    }
    return left->word < right->word ? -1 : left->word > right->word;
}

static tol_status fill(tol_lexicon *lexicon, tol_store *store, tol_error *err)
{
    filling f = {.lexicon = lexicon};
    tol_status status = tol_analyser_new(lexicon->source_lang, &f.analyser, err);
    if (!status) {
        status = tol_concept_each(store, TOL_STR_NULL, take_concept, &f, err);
    }
    tol_analyser_free(f.analyser);
    tol_arena_release(&f.arena);
    if (!status && lexicon->n_uses) {
        qsort(lexicon->uses, lexicon->n_uses, sizeof *lexicon->uses, by_symbol);
    }
    return status;
}

tol_status tol_lexicon_new(tol_store *store, tol_str source_lang, tol_str target_lang, tol_lexicon **out,
                           tol_error *err)
{
    *out = NULL;
    tol_lexicon *lexicon = tol_mem_calloc(1, sizeof *lexicon);
    if (!lexicon) {
        return tol_fail_nomem(err);
    }
    atomic_init(&lexicon->n_users, 1);
    lexicon->source_lang = tol_arena_copy(&lexicon->arena, source_lang);
    lexicon->target_lang = tol_arena_copy(&lexicon->arena, target_lang);
    tol_status status =
        tol_arena_ok(&lexicon->arena) ? tol_morph_new(source_lang, NULL, &lexicon->morph, err) : tol_fail_nomem(err);
    if (!status) {
        status = add_node(lexicon, err);
    }
    if (!status) {
        status = fill(lexicon, store, err);
    }
    if (status) {
        tol_lexicon_release(lexicon);
        return status;
    }
    *out = lexicon;
    return TOL_OK;
}

tol_lexicon *tol_lexicon_share(tol_lexicon *lexicon)
{
    atomic_fetch_add_explicit(&lexicon->n_users, 1, memory_order_relaxed);
    return lexicon;
}

void tol_lexicon_release(tol_lexicon *lexicon)
{
    if (!lexicon || atomic_fetch_sub_explicit(&lexicon->n_users, 1, memory_order_acq_rel) > 1) {
        return;
    }
    tol_morph_free(lexicon->morph);
    tol_map_release(&lexicon->numbers);
    tol_map_release(&lexicon->edges);
    tol_mem_free(lexicon->words);
    tol_mem_free(lexicon->firsts);
    tol_mem_free(lexicon->uses);
    tol_mem_free(lexicon->nodes);
    tol_arena_release(&lexicon->arena);
    tol_mem_free(lexicon);
}

/* ---- tokens of a text ---- */

static size_t first_use(const tol_lexicon *lexicon, uint32_t symbol)
{
    size_t low = 0, high = lexicon->n_uses;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (lexicon->uses[middle].symbol < symbol) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

typedef struct word_list {
    tol_arena *arena;
    uint32_t *items; /* ascending */
    size_t n, cap;
    bool failed;
} word_list;

static void insert_word(word_list *list, uint32_t word)
{
    size_t at = list->n;
    while (at > 0 && list->items[at - 1] > word) {
        at--;
    }
    if (at > 0 && list->items[at - 1] == word) {
        return;
    }
    if (list->n == list->cap) {
        size_t cap = list->cap ? 2 * list->cap : 4;
        uint32_t *grown = tol_arena_alloc(list->arena, cap * sizeof *grown);
        if (!grown) {
            list->failed = true;
            return;
        }
        if (list->n) {
            memcpy(grown, list->items, list->n * sizeof *grown);
        }
        list->items = grown;
        list->cap = cap;
    }
    memmove(list->items + at + 1, list->items + at, (list->n - at) * sizeof *list->items);
    list->items[at] = word;
    list->n++;
}

/* Whether a form is written like a word: capitals where it has them, small letters elsewhere and in what is longer. */
static bool has_case_of(tol_str form, tol_str word)
{
    size_t i = 0, k = 0;
    while (i < form.len) {
        uint32_t cp = tol_utf8_next(form, &i);
        bool wants_upper = k < word.len && tol_unicode_is_upper(tol_utf8_next(word, &k));
        if (wants_upper ? tol_unicode_is_lower(cp) : tol_unicode_is_upper(cp)) {
            return false;
        }
    }
    return true;
}

/* Whether a word, which shares a symbol with the token, is met by it. */
static bool is_met(const tol_lexicon_word *word, const tol_token *token)
{
    if (word->kind != token->kind) {
        return false;
    }
    if (token->kind != TOL_WORD) {
        return tol_str_equal(word->form, token->form);
    }
    if (word->rule == TOL_CASE_SENSITIVE) {
        return has_case_of(token->surface, word->surface);
    }
    return word->rule == TOL_CASE_INSENSITIVE || !word->is_capitals || tol_str_equal(word->surface, token->surface);
}

static tol_status add_words(const tol_lexicon *lexicon, const tol_token *token, word_list *list, tol_error *err)
{
    tol_symbols symbols;
    tol_status status = tol_morph_of_form(lexicon->morph, token, &symbols, err);
    for (size_t i = 0; i < symbols.n && !status; i++) {
        for (size_t k = first_use(lexicon, symbols.items[i]);
             k < lexicon->n_uses && lexicon->uses[k].symbol == symbols.items[i]; k++) {
            uint32_t word = lexicon->uses[k].word;
            if (is_met(&lexicon->words[word], token)) {
                insert_word(list, word);
            }
        }
    }
    return status ? status : list->failed ? tol_fail_nomem(err) : TOL_OK;
}

tol_status tol_lexicon_words_of(const tol_lexicon *lexicon, tol_analyser *analyser, const tol_token *token,
                                tol_arena *arena, uint32_t **words, size_t *n, tol_error *err)
{
    word_list list = {.arena = arena};
    tol_tokens base;
    tol_status status = add_words(lexicon, token, &list, err);
    tol_str stem = token->kind == TOL_WORD ? tol_capitals_stem(token->surface) : TOL_STR_NULL;
    if (!status && stem.len) {
        status = tol_analyse(analyser, stem, NULL, 0, arena, &base, err);
        if (!status && base.n == 1) {
            status = add_words(lexicon, &base.items[0], &list, err);
        }
    }
    *words = list.items;
    *n = list.n;
    return status;
}
