#include "terms/morph.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "base/fail.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "terms/form_cache.h"
#include "terms/lemmas.h"
#include "text/analysis_lang.h"

/*
 * A form that the cache knows costs one line of memory and no lock. Everything else is done under the lock: hunspell is
 * for one thread at a time anyhow.
 *
 * The sets lie in an arena, each once; what they consist of are symbols of terms, so that there are no more of them
 * than the terms can make, however long the text is. With a new symbol the cache is out of date and begins anew.
 */
typedef tol_status (*lemma_rules)(const tol_grammar *grammar, const tol_word *word, tol_lemmas *out,
                                  tol_word_class *class, tol_error *err);

typedef struct symbol_set {
    tol_symbols symbols;
} symbol_set;

struct tol_morph {
    char lang[TOL_LANG_MAX];
    lemma_rules rules;
    char *path; /* of the dictionary; NULL: none */
    tol_form_cache cache;
    _Atomic bool is_stale; /* the cache is older than a symbol */
    pthread_mutex_t lock;  /* of all that follows */
    tol_grammar grammar;
    bool is_opened; /* the speller of the grammar, or that there is none */
    tol_map symbols;
    tol_map sets; /* the numbers, as bytes -> symbol_set in `kept` */
    tol_arena kept, temp;
};

/* The empty set is most words' and needs no memory. */
static const symbol_set no_symbols = {{NULL, 0}};

/* ---- making one ---- */

static lemma_rules rules_for(const char *lang)
{
    if (strcmp(lang, "ru") == 0) {
        return tol_lemmas_russian;
    }
    return strcmp(lang, "en") == 0 ? tol_lemmas_english : tol_lemmas_plain;
}

static void tell_of_missing(const tol_morph *morph, const tol_listener *listener)
{
    if (morph->path || morph->rules == tol_lemmas_plain || !listener || !listener->diag) {
        return;
    }
    bool is_russian = strcmp(morph->lang, "ru") == 0;
    tol_diag diag = {.severity = TOL_INFO,
                     .code = TOL_LIT("dictionary-missing"),
                     .message = is_russian ? TOL_LIT("no hunspell dictionary of Russian, terms are recognised by "
                                                     "stems; Debian has it in hunspell-ru")
                                           : TOL_LIT("no hunspell dictionary of English, terms are recognised by "
                                                     "stems; Debian has it in hunspell-en-us")};
    listener->diag(listener->user, &diag);
}

tol_status tol_morph_new(tol_str lang, const tol_morph_opt *opt, tol_morph **out, tol_error *err)
{
    *out = NULL;
    tol_morph_opt none = TOL_MORPH_OPT_INIT;
    opt = opt ? opt : &none;
    tol_morph *morph = tol_mem_calloc(1, sizeof *morph);
    if (!morph || pthread_mutex_init(&morph->lock, NULL)) {
        tol_mem_free(morph);
        return tol_fail_nomem(err);
    }
    tol_lang_analysis(lang, morph->lang);
    morph->rules = rules_for(morph->lang);
    tol_status status = tol_form_cache_init(&morph->cache) ? TOL_OK : tol_fail_nomem(err);
    status = status ? status : tol_speller_find(lang, opt->dictionaries, &morph->path, err);
    status = status ? status : tol_irregular_init(&morph->grammar.irregular, morph->lang, err);
    if (status) {
        tol_morph_free(morph);
        return status;
    }
    tell_of_missing(morph, opt->listener);
    *out = morph;
    return TOL_OK;
}

void tol_morph_free(tol_morph *morph)
{
    if (morph) {
        tol_speller_close(morph->grammar.speller);
        tol_irregular_release(&morph->grammar.irregular);
        tol_form_cache_release(&morph->cache);
        tol_map_release(&morph->symbols);
        tol_map_release(&morph->sets);
        tol_arena_release(&morph->kept);
        tol_arena_release(&morph->temp);
        pthread_mutex_destroy(&morph->lock);
        tol_mem_free(morph->path);
        tol_mem_free(morph);
    }
}

const char *tol_morph_dictionary(const tol_morph *morph)
{
    return morph->path;
}

/* ---- the word ---- */

/* The next letter of a surface that its form shows too: brackets, stress marks and soft hyphens are not. */
static uint32_t next_shown(tol_str surface, size_t *i, uint32_t folded)
{
    while (*i < surface.len) {
        uint32_t cp = tol_utf8_next(surface, i);
        if (cp == folded || (cp != '[' && cp != ']' && cp != 0xAD && cp != 0x300 && cp != 0x301)) {
            return cp;
        }
    }
    return folded;
}

/* Whether folding made a small letter of a capital: ё and the apostrophes are changed for other reasons. */
static bool is_capital(uint32_t written, uint32_t folded)
{
    enum { SMALL_IO = 0x451, RIGHT_QUOTE = 0x2019 };
    return written != folded && written != SMALL_IO && folded != '\'' && written < 0x2000;
}

/* The views of a word; strings in the arena. A form of another length than its surface (ß) has no capitals. */
static void view_word(const tol_token *token, bool is_term, tol_arena *arena, tol_word *word)
{
    *word = (tol_word){.form = token->form,
                       .written = token->form,
                       .title = token->form,
                       .is_term = is_term,
                       .is_function = token->weight == TOL_WEIGHT_FUNCTION_WORD};
    char *written = tol_arena_alloc(arena, 2 * (token->form.len + 1) * 4);
    char *title = written ? written + (token->form.len + 1) * 4 : NULL;
    size_t i = 0, j = 0, n_written = 0, n_title = 0, n_capitals = 0, n = 0;
    while (written && j < token->form.len) {
        uint32_t folded = tol_utf8_next(token->form, &j);
        uint32_t shown = next_shown(token->surface, &i, folded);
        bool is_upper = is_capital(shown, folded);
        word->is_capitalised |= is_upper && n == 0;
        n_capitals += is_upper;
        n_title += tol_utf8_put(is_upper && n == 0 ? shown : folded, title + n_title);
        n_written += tol_utf8_put(is_upper ? shown : folded, written + n_written);
        n++;
    }
    word->is_capitals = n > 1 && n_capitals == n;
    if (n_capitals) {
        word->written = (tol_str){written, n_written};
        word->title = (tol_str){title, n_title};
    }
}

/* ---- sets ---- */

static int compare_numbers(const void *a, const void *b)
{
    uint32_t left = *(const uint32_t *)a, right = *(const uint32_t *)b;
    return left < right ? -1 : left > right;
}

/* The one set of these numbers; NULL without memory. */
static const symbol_set *intern_set(tol_morph *morph, uint32_t *numbers, size_t n)
{
    if (n == 0) {
        return &no_symbols;
    }
    qsort(numbers, n, sizeof *numbers, compare_numbers);
    bool is_new;
    tol_map_slot *slot = tol_map_put(&morph->sets, (tol_str){(const char *)numbers, n * sizeof *numbers}, &is_new);
    if (!slot || (!is_new && slot->value)) {
        return slot ? (const symbol_set *)(uintptr_t)slot->value : NULL;
    }
    symbol_set *set = tol_arena_alloc(&morph->kept, sizeof *set);
    uint32_t *items = tol_arena_alloc(&morph->kept, n * sizeof *items);
    if (!set || !items) {
        return NULL;
    }
    memcpy(items, numbers, n * sizeof *items);
    set->symbols = (tol_symbols){items, n};
    slot->value = (uint64_t)(uintptr_t)set;
    return set;
}

static tol_status open_speller(tol_morph *morph, tol_error *err)
{
    if (morph->is_opened || !morph->path) {
        return TOL_OK;
    }
    tol_status status = tol_speller_open(morph->path, morph->lang, &morph->grammar.speller, err);
    morph->is_opened = !status;
    return status;
}

/* The keys that the rules' answer leaves to be added, and the form itself. */
static void add_rest(const tol_token *token, tol_word_class class, tol_lemmas *lemmas)
{
    if (lemmas->is_term && class == TOL_CLASS_NAME) {
        return;
    }
    tol_lemmas_add(lemmas, TOL_LEMMA_FORM, token->form);
    if (token->weight == TOL_WEIGHT_FUNCTION_WORD && (!lemmas->is_term || tol_str_equal(token->key, token->form))) {
        tol_lemmas_add(lemmas, TOL_LEMMA_WORD, token->key); /* which is the lemma, in the closed classes */
    }
    if (lemmas->is_term || class == TOL_CLASS_UNKNOWN) {
        tol_lemmas_add(lemmas, TOL_LEMMA_UNKNOWN_FORM, token->key);
    }
    if (!lemmas->is_term || class == TOL_CLASS_UNKNOWN) {
        tol_lemmas_add(lemmas, TOL_LEMMA_UNKNOWN_TERM, token->key);
    }
}

static tol_status add_lemmas(tol_morph *morph, const tol_token *token, tol_lemmas *lemmas, tol_error *err)
{
    tol_word word;
    tol_word_class class = TOL_CLASS_UNKNOWN;
    tol_status status = open_speller(morph, err);
    if (status) {
        return status;
    }
    view_word(token, lemmas->is_term, lemmas->arena, &word);
    status = morph->rules(&morph->grammar, &word, lemmas, &class, err);
    add_rest(token, class, lemmas);
    return status;
}

static tol_status make_set(tol_morph *morph, const tol_token *token, bool is_term, const symbol_set **out,
                           tol_error *err)
{
    tol_lemmas lemmas = {.symbols = &morph->symbols, .is_term = is_term, .arena = &morph->temp};
    size_t n_before = morph->symbols.n;
    tol_arena_reset(&morph->temp);
    tol_status status = TOL_OK;
    if (token->kind == TOL_WORD) {
        status = add_lemmas(morph, token, &lemmas, err);
    } else {
        tol_lemmas_add(&lemmas, TOL_LEMMA_FORM, token->form);
    }
    if (morph->symbols.n > n_before) {
        atomic_store_explicit(&morph->is_stale, true, memory_order_relaxed);
    }
    if (!status && !lemmas.is_without_memory && tol_arena_ok(&morph->temp)) {
        *out = intern_set(morph, lemmas.numbers, lemmas.n);
    }
    return status ? status : *out ? TOL_OK : tol_fail_nomem(err);
}

/* ---- asking ---- */

static tol_status make_form(tol_morph *morph, const tol_token *token, const symbol_set **set, tol_error *err)
{
    if (atomic_load_explicit(&morph->is_stale, memory_order_relaxed)) {
        tol_form_cache_clear(&morph->cache);
        atomic_store_explicit(&morph->is_stale, false, memory_order_release);
    }
    tol_status status = make_set(morph, token, false, set, err);
    if (!status) {
        tol_form_cache_put(&morph->cache, token->surface, *set);
    }
    return status;
}

tol_status tol_morph_of_form(tol_morph *morph, const tol_token *token, tol_symbols *out, tol_error *err)
{
    const symbol_set *set = NULL;
    if (!atomic_load_explicit(&morph->is_stale, memory_order_acquire)) {
        set = tol_form_cache_get(&morph->cache, token->surface);
    }
    tol_status status = TOL_OK;
    if (!set) {
        pthread_mutex_lock(&morph->lock);
        status = make_form(morph, token, &set, err);
        pthread_mutex_unlock(&morph->lock);
    }
    *out = status ? (tol_symbols){NULL, 0} : set->symbols;
    return status;
}

tol_status tol_morph_of_term(tol_morph *morph, const tol_token *token, tol_symbols *out, tol_error *err)
{
    const symbol_set *set = NULL;
    pthread_mutex_lock(&morph->lock);
    tol_status status = make_set(morph, token, true, &set, err);
    pthread_mutex_unlock(&morph->lock);
    *out = status ? (tol_symbols){NULL, 0} : set->symbols;
    return status;
}

bool tol_symbols_meet(tol_symbols a, tol_symbols b)
{
    for (size_t i = 0, j = 0; i < a.n && j < b.n;) {
        if (a.items[i] == b.items[j]) {
            return true;
        }
        if (a.items[i] < b.items[j]) {
            i++;
        } else {
            j++;
        }
    }
    return false;
}
