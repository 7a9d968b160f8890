/*
 * Terms of the glossaries by their words, in whatever form these are given: a term that is the query, one that has all
 * words of the query, one that stands in the query.
 */
#include <stdlib.h>

#include "base/fail.h"
#include "base/mem.h"
#include "terms/morph.h"
#include "terms/roll.h"
#include "tolmach/term.h"

/* Words of a term or a query: their symbols. */
typedef struct words {
    tol_symbols *items;
    size_t n;
} words;

typedef struct search {
    tol_roll roll;
    tol_arena temp;
    words *terms; /* of each term of the roll */
    tol_found_term *found;
    size_t n, cap;
} search;

typedef tol_status (*symbols_fn)(tol_morph *morph, const tol_token *token, tol_symbols *out, tol_error *err);

/* Punctuation that nothing hangs on is left out: a query need not have the stop of "тов.". */
static tol_status words_of(tol_roll *roll, tol_morph *morph, tol_str lang, tol_str text, symbols_fn symbols,
                           tol_arena *arena, words *out, tol_error *err)
{
    tol_tokens tokens;
    tol_analyser *analyser = NULL;
    tol_status status = tol_roll_analyser_of(roll, lang, &analyser, err);
    if (!status) {
        status = tol_analyse(analyser, text, NULL, 0, arena, &tokens, err);
    }
    if (status) {
        return status;
    }
    *out = (words){tol_arena_calloc(arena, tokens.n, sizeof *out->items), 0};
    if (!out->items) {
        return tol_fail_nomem(err);
    }
    for (size_t i = 0; i < tokens.n && !status; i++) {
        if (tokens.items[i].kind != TOL_PUNCT) {
            status = symbols(morph, &tokens.items[i], &out->items[out->n++], err);
        }
    }
    return status;
}

/* Whether the words of one stand in the other one behind another, from a place on. */
static bool stands_at(const words *one, const words *other, size_t at)
{
    size_t i = 0;
    while (i < one->n && at + i < other->n && tol_symbols_meet(one->items[i], other->items[at + i])) {
        i++;
    }
    return i == one->n;
}

static bool stands_in(const words *one, const words *other)
{
    for (size_t at = 0; at + one->n <= other->n; at++) {
        if (stands_at(one, other, at)) {
            return true;
        }
    }
    return false;
}

/* Whether each word of one is somewhere in the other. */
static bool has_all(const words *one, const words *other)
{
    for (size_t i = 0; i < one->n; i++) {
        size_t k = 0;
        while (k < other->n && !tol_symbols_meet(one->items[i], other->items[k])) {
            k++;
        }
        if (k == other->n) {
            return false;
        }
    }
    return true;
}

static bool fits(const words *query, const words *term, tol_term_fit *fit)
{
    if (!query->n || !term->n) {
        return false;
    }
    bool is_in = stands_in(term, query);
    *fit = is_in && term->n == query->n ? TOL_TERM_IS : is_in ? TOL_TERM_IN : TOL_TERM_HOLDS;
    return is_in || has_all(query, term);
}

static tol_status keep(search *s, size_t no, tol_term_fit fit, tol_error *err)
{
    const tol_roll_term *term = &s->roll.items[no];
    tol_found_term *grown = tol_mem_grow(s->found, &s->cap, s->n + 1, sizeof *grown);
    if (!grown) {
        return tol_fail_nomem(err);
    }
    s->found = grown;
    grown[s->n] = (tol_found_term){.fit = fit,
                                   .no = s->n,
                                   .glossary = term->glossary,
                                   .concept_id = term->concept_id,
                                   .concept = term->concept,
                                   .lang = term->lang,
                                   .text = term->text,
                                   .status = term->status};
    s->n++;
    return TOL_OK;
}

/* All terms of one language. They are made known to the morphology first: of the forms of a query it tells only what
 * some term has. */
static tol_status find_in(search *s, tol_morph *morph, tol_str lang, tol_str query, tol_error *err)
{
    words asked = {NULL, 0};
    tol_term_fit fit;
    tol_status status = TOL_OK;
    for (size_t i = 0; i < s->roll.n && !status; i++) {
        if (tol_str_equal(s->roll.items[i].lang, lang)) {
            status =
                words_of(&s->roll, morph, lang, s->roll.items[i].text, tol_morph_of_term, &s->temp, &s->terms[i], err);
        }
    }
    if (!status) {
        status = words_of(&s->roll, morph, lang, query, tol_morph_of_form, &s->temp, &asked, err);
    }
    for (size_t i = 0; i < s->roll.n && !status; i++) {
        if (tol_str_equal(s->roll.items[i].lang, lang) && fits(&asked, &s->terms[i], &fit)) {
            status = keep(s, i, fit, err);
        }
    }
    return status;
}

static tol_status find_all(search *s, tol_str query, tol_error *err)
{
    tol_status status = TOL_OK;
    s->terms = tol_arena_calloc(&s->temp, s->roll.n, sizeof *s->terms);
    if (!s->terms) {
        return tol_fail_nomem(err);
    }
    for (size_t i = 0; i < s->roll.n_analysers && !status; i++) {
        tol_morph *morph = NULL;
        tol_str lang = s->roll.analysers[i].lang;
        status = tol_morph_new(lang, NULL, &morph, err);
        if (!status) {
            status = find_in(s, morph, lang, query, err);
        }
        tol_morph_free(morph);
    }
    return status;
}

/* The nearest fit first, otherwise as they stand in the glossaries. */
static int by_fit(const void *a, const void *b)
{
    const tol_found_term *left = a, *right = b;
    return left->fit != right->fit ? (int)left->fit - (int)right->fit : (left->no > right->no) - (left->no < right->no);
}

static tol_status give(search *s, tol_arena *arena, tol_found_term **found, tol_error *err)
{
    *found = tol_arena_calloc(arena, s->n, sizeof **found);
    if (s->n) {
        qsort(s->found, s->n, sizeof *s->found, by_fit);
    }
    for (size_t i = 0; *found && i < s->n; i++) {
        tol_found_term *one = &(*found)[i];
        *one = s->found[i];
        one->no = i;
        one->glossary = tol_arena_copy(arena, one->glossary);
        one->concept = tol_arena_copy(arena, one->concept);
        one->lang = tol_arena_copy(arena, one->lang);
        one->text = tol_arena_copy(arena, one->text);
    }
    return tol_arena_ok(arena) ? TOL_OK : tol_fail_nomem(err);
}

tol_status tol_term_find(tol_store *store, tol_str query, tol_str lang, tol_str glossary, tol_arena *arena,
                         tol_found_term **found, size_t *n, tol_error *err)
{
    tol_error_clear(err);
    *found = NULL;
    *n = 0;
    search s = {.n = 0};
    tol_status status = tol_roll_read(&s.roll, store, glossary, lang, err);
    if (!status) {
        status = find_all(&s, query, err);
    }
    if (!status) {
        status = give(&s, arena, found, err);
        *n = status ? 0 : s.n;
    }
    tol_mem_free(s.found);
    tol_arena_release(&s.temp);
    tol_roll_release(&s.roll);
    return status;
}
