/* What a bank knows of words that translate each other: its terms, and the short units of memories. */
#include <string.h>

#include "base/fail.h"
#include "base/mem.h"
#include "tolmach/bitext.h"
#include "tolmach/lang.h"

/* A unit of more words, or of a longer text, says too little about each of them. */
#define WORDS_MAX 3
#define BYTES_MAX 120
/* As many pairs are taken; a memory may have millions. */
#define PAIRS_MAX 500000

typedef struct pair_list {
    tol_str source_lang, target_lang;
    tol_arena *arena;
    tol_align_pair *items;
    size_t n, cap;
} pair_list;

static tol_status add_pair(pair_list *list, tol_str source, tol_str target, tol_error *err)
{
    if (list->n == PAIRS_MAX || !source.len || !target.len) {
        return TOL_OK;
    }
    tol_align_pair *items = tol_mem_grow(list->items, &list->cap, list->n + 1, sizeof *items);
    list->items = items ? items : list->items;
    tol_align_pair pair = {tol_arena_copy(list->arena, source), tol_arena_copy(list->arena, target)};
    if (!items || !pair.source.ptr || !pair.target.ptr) {
        return tol_fail_nomem(err);
    }
    items[list->n++] = pair;
    return TOL_OK;
}

static bool is_of(const tol_term *term, tol_str lang)
{
    return term->status != TOL_TERM_FORBIDDEN && tol_lang_matches(term->lang, lang);
}

static tol_status take_concept(void *user, tol_str glossary, const tol_concept *entry, tol_error *err)
{
    pair_list *list = user;
    tol_status status = TOL_OK;
    (void)glossary;
    for (size_t i = 0; i < entry->n_terms; i++) {
        for (size_t k = 0; k < entry->n_terms && status == TOL_OK; k++) {
            if (is_of(&entry->terms[i], list->source_lang) && is_of(&entry->terms[k], list->target_lang)) {
                status = add_pair(list, entry->terms[i].text, entry->terms[k].text, err);
            }
        }
    }
    return status;
}

static bool is_short(tol_str text)
{
    size_t words = 1;
    for (size_t i = 0; i < text.len && text.len <= BYTES_MAX; i++) {
        words += text.ptr[i] == ' ';
    }
    return text.len <= BYTES_MAX && words <= WORDS_MAX;
}

static const tol_variant *variant_of(const tol_unit *unit, tol_str lang)
{
    for (size_t i = 0; i < unit->n_variants; i++) {
        if (tol_lang_matches(unit->variants[i].lang, lang)) {
            return &unit->variants[i];
        }
    }
    return NULL;
}

static tol_status take_unit(void *user, const tol_unit *unit, tol_error *err)
{
    pair_list *list = user;
    const tol_variant *source = variant_of(unit, list->source_lang), *target = variant_of(unit, list->target_lang);
    return source && target && is_short(source->text) && is_short(target->text)
               ? add_pair(list, source->text, target->text, err)
               : TOL_OK;
}

tol_status tol_bitext_pairs(tol_store *store, tol_str source_lang, tol_str target_lang, const tol_str *memories,
                            size_t n_memories, bool with_terms, tol_arena *arena, tol_align_pair **pairs,
                            size_t *n_pairs, tol_error *err)
{
    pair_list list = {.source_lang = source_lang, .target_lang = target_lang, .arena = arena};
    tol_status status = TOL_OK;
    tol_error_clear(err);
    *n_pairs = 0;
    if (with_terms) {
        status = tol_concept_each(store, TOL_STR_NULL, take_concept, &list, err);
    }
    if (status == TOL_OK && n_memories) {
        status = tol_unit_each(store, memories, n_memories, take_unit, &list, err);
    }
    *pairs = status ? NULL : tol_arena_alloc(arena, (list.n + 1) * sizeof **pairs);
    if (!status && !*pairs) {
        status = tol_fail_nomem(err);
    }
    if (!status && list.n) {
        memcpy(*pairs, list.items, list.n * sizeof **pairs);
        *n_pairs = list.n;
    }
    tol_mem_free(list.items);
    return status;
}
