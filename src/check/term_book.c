/* Two recognisers, one a direction, and what is remembered of target terms. */
#include "check/term_book.h"

#include "base/fail.h"
#include "base/map.h"
#include "base/mem.h"
#include "check/initials.h"
#include "check/ledger.h"
#include "check/names.h"
#include "terms/recognise.h"
#include "tolmach/lang.h"

/* A glossary with fewer target terms than this has no habits. */
#define HABIT_TERMS_MIN 20

struct tol_term_book {
    tol_recogniser *forward, *backward;
    tol_analyser *analyser; /* of the target language */
    tol_str target_lang;
    const tol_str *glossaries; /* the chosen ones; none: all */
    size_t n_glossaries;
    tol_map terms;  /* term of the target language -> tol_book_term in the arena */
    tol_map names;  /* the hits of a claim -> whether it is a name */
    tol_map habits; /* glossary -> n_terms << 32 | n_small */
    tol_arena arena;
};

static bool is_chosen(const tol_term_book *book, tol_str glossary)
{
    bool found = book->n_glossaries == 0;
    for (size_t i = 0; i < book->n_glossaries && !found; i++) {
        found = tol_str_equal(book->glossaries[i], glossary);
    }
    return found;
}

static tol_status count_capitals(void *user, tol_str glossary, const tol_concept *entry, tol_error *err)
{
    tol_term_book *book = user;
    bool is_new = false;
    tol_map_slot *slot = tol_map_put(&book->habits, glossary, &is_new);
    for (size_t i = 0; slot && i < entry->n_terms; i++) {
        if (tol_lang_matches(entry->terms[i].lang, book->target_lang)) {
            bool is_small = !tol_begins_with_capital(entry->terms[i].text);
            slot->value += ((uint64_t)1 << 32) + (is_small ? 1 : 0);
        }
    }
    return slot ? TOL_OK : tol_fail_nomem(err);
}

bool tol_term_book_capitalises(const tol_term_book *book, tol_str glossary)
{
    const tol_map_slot *slot = tol_map_get(&book->habits, glossary);
    uint64_t n_terms = slot ? slot->value >> 32 : 0, n_small = slot ? slot->value & UINT32_MAX : 0;
    return n_terms >= HABIT_TERMS_MIN && n_small * 10 < n_terms;
}

static tol_status check_names(const tol_term_book *book, tol_store *store, tol_error *err)
{
    tol_arena arena = TOL_ARENA_INIT;
    tol_glossary_info *infos = NULL;
    size_t n = 0;
    tol_status status = tol_glossary_list(store, &arena, &infos, &n, err);
    for (size_t i = 0; i < book->n_glossaries && status == TOL_OK; i++) {
        bool found = false;
        for (size_t j = 0; j < n; j++) {
            found = found || tol_str_equal(infos[j].name, book->glossaries[i]);
        }
        if (!found) {
            status = tol_fail(err, TOL_ENOTFOUND, "there is no glossary \"%.*s\"", TOL_ARG(book->glossaries[i]));
        }
    }
    tol_arena_release(&arena);
    return status;
}

tol_status tol_term_book_new(tol_store *store, const tol_check_opt *opt, tol_str source_lang, tol_str target_lang,
                             tol_term_book **out, tol_error *err)
{
    tol_term_book *book = tol_mem_calloc(1, sizeof *book);
    *out = NULL;
    if (!book) {
        return tol_fail_nomem(err);
    }
    book->glossaries = opt->glossaries;
    book->n_glossaries = opt->n_glossaries;
    book->target_lang = tol_arena_copy(&book->arena, target_lang);
    tol_status status = tol_arena_ok(&book->arena) ? check_names(book, store, err) : tol_fail_nomem(err);
    if (status == TOL_OK) {
        status = tol_recogniser_new(store, source_lang, target_lang, &book->forward, err);
    }
    if (status == TOL_OK) {
        status = tol_recogniser_new(store, target_lang, source_lang, &book->backward, err);
    }
    if (status == TOL_OK) {
        status = tol_analyser_new(target_lang, &book->analyser, err);
    }
    if (status == TOL_OK) {
        status = tol_concept_each(store, TOL_STR_NULL, count_capitals, book, err);
    }
    if (status != TOL_OK) {
        tol_term_book_free(book);
        return status;
    }
    *out = book;
    return TOL_OK;
}

void tol_term_book_free(tol_term_book *book)
{
    if (book) {
        tol_recogniser_free(book->forward);
        tol_recogniser_free(book->backward);
        tol_analyser_free(book->analyser);
        tol_map_release(&book->terms);
        tol_map_release(&book->names);
        tol_map_release(&book->habits);
        tol_arena_release(&book->arena);
        tol_mem_free(book);
    }
}

tol_status tol_term_book_read(tol_term_book *book, bool is_source, tol_side *side, tol_arena *arena, tol_error *err)
{
    tol_recogniser *recogniser = is_source ? book->forward : book->backward;
    size_t kept = 0;
    tol_status status =
        tol_recognise_tokens(recogniser, side->text, arena, &side->tokens, &side->hits, &side->n_hits, err);
    for (size_t i = 0; i < side->n_hits && status == TOL_OK; i++) {
        if (is_chosen(book, side->hits[i].glossary)) {
            side->hits[kept++] = side->hits[i];
        }
    }
    side->n_hits = kept;
    return status;
}

uint64_t tol_key_bit(tol_str key)
{
    unsigned char first = key.len ? (unsigned char)key.ptr[key.len < 2 ? 0 : 1] : 0;
    unsigned char last = key.len ? (unsigned char)key.ptr[key.len - 1] : 0;
    unsigned char middle = key.len ? (unsigned char)key.ptr[key.len / 2 | (key.len > 3)] : 0;
    return UINT64_C(1) << ((first * 7U + last * 13U + middle * 29U + key.len) & 63);
}

tol_status tol_term_book_analyse(const tol_term_book *book, tol_str text, tol_arena *arena, tol_tokens *tokens,
                                 tol_error *err)
{
    return tol_analyse(book->analyser, text, NULL, 0, arena, tokens, err);
}

static void add_wording(tol_term_book *book, tol_str text, tol_book_term *term)
{
    tol_wording *one = &term->wordings[term->n_wordings];
    if (tol_analyse(book->analyser, text, NULL, 0, &book->arena, &one->tokens, NULL) != TOL_OK) {
        one->tokens = (tol_tokens){NULL, 0, 0};
    }
    for (size_t i = 0; i < one->tokens.n; i++) {
        const tol_token *token = &one->tokens.items[i];
        bool counts = token->kind != TOL_PUNCT && token->weight != TOL_WEIGHT_FUNCTION_WORD;
        one->key_bits |= counts && !tol_is_all_capitals(token->surface) ? tol_key_bit(token->key) : 0;
    }
    term->n_wordings += one->tokens.n > 0;
}

/* What commas, semicolons and slashes part. */
static void read_wordings(tol_term_book *book, tol_str text, tol_book_term *term)
{
    tol_buf one = TOL_BUF_INIT;
    unsigned depth = 0;
    for (size_t i = 0; i <= text.len && term->n_wordings < TOL_WORDINGS_MAX; i++) {
        char c = i < text.len ? text.ptr[i] : '\0';
        depth += c == '(';
        if (!depth && (c == ',' || c == ';' || c == '/' || c == '\0')) {
            add_wording(book, tol_buf_str(&one), term);
            tol_buf_reset(&one);
        } else if (!depth) {
            tol_buf_byte(&one, c);
        }
        depth -= c == ')' && depth ? 1 : 0;
    }
    if (term->n_wordings == 0) {
        add_wording(book, text, term);
    }
    tol_buf_release(&one);
}

static void read_term(tol_term_book *book, tol_str text, tol_book_term *term)
{
    if (tol_analyse(book->analyser, text, NULL, 0, &book->arena, &term->tokens, NULL) != TOL_OK) {
        term->tokens = (tol_tokens){NULL, 0, 0};
    }
    term->is_capitals = tol_is_all_capitals(text);
    read_wordings(book, text, term);
}

const tol_book_term *tol_term_book_term(tol_term_book *book, tol_str term)
{
    bool is_new = false;
    tol_map_slot *slot = tol_map_put(&book->terms, term, &is_new);
    if (slot && is_new) {
        tol_book_term *read = tol_arena_calloc(&book->arena, 1, sizeof *read);
        if (read) {
            read_term(book, slot->key, read);
        }
        slot->value = (uint64_t)(uintptr_t)read;
    }
    return slot ? (const tol_book_term *)(uintptr_t)slot->value : NULL;
}

/* Concepts of a claim beyond which nothing is remembered. */
#define HOMONYMS_MAX 8

bool tol_term_book_is_name(tol_term_book *book, const tol_claim *claim)
{
    tol_str term = claim->hits[0]->term;
    if (!tol_begins_with_capital(term) || claim->n_hits > HOMONYMS_MAX) {
        return tol_is_name(term, claim->permitted, claim->n_permitted);
    }
    int64_t key[HOMONYMS_MAX + 1] = {(int64_t)(uintptr_t)term.ptr};
    bool is_new = false;
    for (size_t i = 0; i < claim->n_hits; i++) {
        key[i + 1] = claim->hits[i]->concept_id;
    }
    tol_str bytes = {(const char *)key, (claim->n_hits + 1) * sizeof *key};
    tol_map_slot *slot = tol_map_put(&book->names, bytes, &is_new);
    if (!slot) {
        return false;
    }
    if (is_new) {
        slot->value = tol_is_name(term, claim->permitted, claim->n_permitted);
    }
    return slot->value != 0;
}
