/*
 * Terms in a segment, the simple version: the keys of a term's tokens stand in the segment one after another. Terms
 * hang in chains by their first key; at each token the longest term that fits is taken, and the search goes on behind
 * it.
 */
#include <string.h>

#include "base/fail.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "tolmach/lang.h"
#include "tolmach/term.h"

/* A term in the source language, and the terms of its concept in the target language. */
typedef struct entry {
    tol_term_hit hit; /* all but its place */
    tol_tokens tokens;
    struct entry *next; /* with the same first key */
} entry;

struct tol_recogniser {
    tol_arena arena;
    tol_analyser *analyser;
    tol_str source_lang, target_lang;
    tol_map chains; /* first key -> number of the chain */
    entry **heads;
    size_t heads_cap;
};

/*
 * Whether a token is a word of two letters or more, all of them capitals: folding then changed every letter. An
 * abbreviation in capitals (ОАР, UN) is not the word in small letters.
 */
static bool is_all_capitals(const tol_token *token)
{
    size_t i = 0, j = 0, letters = 0;
    while (i < token->surface.len && j < token->form.len) {
        if (tol_utf8_next(token->surface, &i) == tol_utf8_next(token->form, &j)) {
            return false;
        }
        letters++;
    }
    return token->kind == TOL_WORD && letters > 1 && i == token->surface.len && j == token->form.len;
}

static bool token_fits(const tol_token *term, const tol_token *text)
{
    if (!tol_str_equal(term->key, text->key)) {
        return false;
    }
    if (term->kind == TOL_NUMBER || term->kind == TOL_LINK || term->kind == TOL_PUNCT) {
        return tol_str_equal(term->form, text->form);
    }
    return !is_all_capitals(term) || tol_str_equal(term->surface, text->surface);
}

static bool entry_fits(const entry *one, const tol_tokens *text, size_t at)
{
    if (one->tokens.n > text->n - at) {
        return false;
    }
    for (size_t i = 0; i < one->tokens.n; i++) {
        if (!token_fits(&one->tokens.items[i], &text->items[at + i])) {
            return false;
        }
    }
    return true;
}

/* ---- loading ---- */

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

static void collect_targets(tol_recogniser *r, const tol_concept *from, tol_term_hit *hit)
{
    hit->targets = tol_arena_calloc(&r->arena, from->n_terms, sizeof *hit->targets);
    for (size_t i = 0; hit->targets && i < from->n_terms; i++) {
        const tol_term *term = &from->terms[i];
        if (tol_lang_matches(term->lang, r->target_lang)) {
            char tag[TOL_LANG_MAX];
            tol_lang_canonical(term->lang, tag);
            tol_term_target one = {tol_arena_copy(&r->arena, term->text), tol_arena_copy(&r->arena, tol_str_of(tag)),
                                   term->status};
            insert_target(hit->targets, hit->n_targets++, one);
        }
    }
}

static bool reserve_head(tol_recogniser *r)
{
    if (r->chains.n < r->heads_cap) {
        return true;
    }
    size_t cap = r->heads_cap ? r->heads_cap * 2 : 64;
    entry **grown = tol_mem_realloc(r->heads, cap * sizeof *grown);
    if (grown) {
        r->heads = grown;
        r->heads_cap = cap;
    }
    return grown != NULL;
}

static bool add_to_chain(tol_recogniser *r, entry *one)
{
    bool is_new = false;
    tol_map_slot *slot = reserve_head(r) ? tol_map_put(&r->chains, one->tokens.items[0].key, &is_new) : NULL;
    if (!slot) {
        return false;
    }
    if (is_new) {
        slot->value = r->chains.n - 1;
        r->heads[slot->value] = NULL;
    }
    one->next = r->heads[slot->value];
    r->heads[slot->value] = one;
    return true;
}

static tol_status add_term(tol_recogniser *r, tol_str glossary, const tol_concept *from, const tol_term *term,
                           tol_error *err)
{
    entry *one = tol_arena_calloc(&r->arena, 1, sizeof *one);
    if (!one) {
        return tol_fail_nomem(err);
    }
    one->hit = (tol_term_hit){.term = tol_arena_copy(&r->arena, term->text),
                              .status = term->status,
                              .glossary = tol_arena_copy(&r->arena, glossary),
                              .concept_id = from->id};
    collect_targets(r, from, &one->hit);
    tol_status status = tol_analyse(r->analyser, one->hit.term, NULL, 0, &r->arena, &one->tokens, err);
    if (status != TOL_OK || one->tokens.n == 0) {
        return status;
    }
    return add_to_chain(r, one) && tol_arena_ok(&r->arena) ? TOL_OK : tol_fail_nomem(err);
}

static tol_status take_concept(void *user, tol_str glossary, const tol_concept *from, tol_error *err)
{
    tol_recogniser *r = user;
    tol_status status = TOL_OK;
    for (size_t i = 0; i < from->n_terms && status == TOL_OK; i++) {
        if (tol_lang_matches(from->terms[i].lang, r->source_lang)) {
            status = add_term(r, glossary, from, &from->terms[i], err);
        }
    }
    return status;
}

tol_status tol_recogniser_new(tol_store *store, tol_str source_lang, tol_str target_lang, tol_recogniser **out,
                              tol_error *err)
{
    tol_error_clear(err);
    *out = NULL;
    tol_recogniser *r = tol_mem_calloc(1, sizeof *r);
    if (!r) {
        return tol_fail_nomem(err);
    }
    r->source_lang = tol_arena_copy(&r->arena, source_lang);
    r->target_lang = tol_arena_copy(&r->arena, target_lang);
    tol_status status =
        tol_arena_ok(&r->arena) ? tol_analyser_new(source_lang, &r->analyser, err) : tol_fail_nomem(err);
    if (status == TOL_OK) {
        status = tol_concept_each(store, TOL_STR_NULL, take_concept, r, err);
    }
    if (status != TOL_OK) {
        tol_recogniser_free(r);
        return status;
    }
    *out = r;
    return TOL_OK;
}

void tol_recogniser_free(tol_recogniser *recogniser)
{
    if (recogniser) {
        tol_analyser_free(recogniser->analyser);
        tol_map_release(&recogniser->chains);
        tol_mem_free(recogniser->heads);
        tol_arena_release(&recogniser->arena);
        tol_mem_free(recogniser);
    }
}

/* ---- recognising ---- */

static const entry *chain_of(const tol_recogniser *r, tol_str key)
{
    const tol_map_slot *slot = tol_map_get(&r->chains, key);
    return slot ? r->heads[slot->value] : NULL;
}

/* The tokens of the longest term that begins at a token; 0 when none does. */
static size_t longest_at(const entry *chain, const tol_tokens *text, size_t at)
{
    size_t longest = 0;
    for (const entry *one = chain; one; one = one->next) {
        if (one->tokens.n > longest && entry_fits(one, text, at)) {
            longest = one->tokens.n;
        }
    }
    return longest;
}

typedef struct hit_list {
    tol_arena *arena;
    tol_term_hit *items;
    size_t n, cap;
} hit_list;

static void push_hit(hit_list *list, tol_term_hit hit)
{
    if (list->n == list->cap) {
        size_t cap = list->cap ? list->cap * 2 : 8;
        tol_term_hit *grown = tol_arena_alloc(list->arena, cap * sizeof *grown);
        if (!grown) {
            return;
        }
        if (list->n) {
            memcpy(grown, list->items, list->n * sizeof *grown);
        }
        list->items = grown;
        list->cap = cap;
    }
    list->items[list->n++] = hit;
}

/* A hit of its own: the strings are the recogniser's, which may be freed before the hit. */
static tol_term_hit copy_hit(tol_arena *arena, const tol_term_hit *from)
{
    tol_term_hit hit = *from;
    hit.term = tol_arena_copy(arena, from->term);
    hit.glossary = tol_arena_copy(arena, from->glossary);
    hit.targets = tol_arena_calloc(arena, from->n_targets, sizeof *hit.targets);
    for (size_t i = 0; hit.targets && i < from->n_targets; i++) {
        hit.targets[i] = from->targets[i];
        hit.targets[i].text = tol_arena_copy(arena, from->targets[i].text);
        hit.targets[i].lang = tol_arena_copy(arena, from->targets[i].lang);
    }
    return hit;
}

static void push_all_of_length(hit_list *list, const entry *chain, const tol_tokens *text, size_t at, size_t n)
{
    for (const entry *one = chain; one; one = one->next) {
        if (one->tokens.n == n && entry_fits(one, text, at)) {
            tol_term_hit hit = copy_hit(list->arena, &one->hit);
            hit.start = text->items[at].start;
            hit.end = text->items[at + n - 1].end;
            push_hit(list, hit);
        }
    }
}

tol_status tol_recognise(tol_recogniser *recogniser, tol_str text, tol_arena *arena, tol_term_hit **hits, size_t *n,
                         tol_error *err)
{
    tol_error_clear(err);
    tol_arena temp = TOL_ARENA_INIT;
    tol_tokens tokens;
    hit_list list = {arena, NULL, 0, 0};
    tol_status status = tol_analyse(recogniser->analyser, text, NULL, 0, &temp, &tokens, err);
    for (size_t at = 0; status == TOL_OK && at < tokens.n;) {
        const entry *chain = chain_of(recogniser, tokens.items[at].key);
        size_t longest = longest_at(chain, &tokens, at);
        if (longest) {
            push_all_of_length(&list, chain, &tokens, at, longest);
        }
        at += longest ? longest : 1;
    }
    tol_arena_release(&temp);
    *hits = list.items;
    *n = list.n;
    return status != TOL_OK ? status : tol_arena_ok(arena) ? TOL_OK : tol_fail_nomem(err);
}
