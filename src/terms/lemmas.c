#include "terms/lemmas.h"

#include <string.h>

/* Longer words are data; they have no lemmas but their form. */
#define TEXT_MAX 250

/* The map's key of a lemma, in `bytes`; false when it is too long. */
static bool to_key(tol_lemma_kind kind, tol_str text, char bytes[TEXT_MAX + 1], tol_str *key)
{
    if (text.len > TEXT_MAX) {
        return false;
    }
    bytes[0] = (char)kind;
    memcpy(bytes + 1, text.ptr, text.len);
    *key = (tol_str){bytes, text.len + 1};
    return true;
}

bool tol_lemmas_want(const tol_lemmas *lemmas, tol_lemma_kind kind, tol_str text)
{
    char bytes[TEXT_MAX + 1];
    tol_str key;
    return lemmas->is_term || (to_key(kind, text, bytes, &key) && tol_map_get(lemmas->symbols, key));
}

static void push_number(tol_lemmas *lemmas, uint32_t number)
{
    for (size_t i = 0; i < lemmas->n; i++) {
        if (lemmas->numbers[i] == number) {
            return;
        }
    }
    if (lemmas->n == lemmas->cap) {
        size_t cap = lemmas->cap ? lemmas->cap * 2 : 16;
        uint32_t *grown = tol_arena_calloc(lemmas->arena, cap, sizeof *grown);
        if (!grown) {
            lemmas->is_without_memory = true;
            return;
        }
        if (lemmas->n) {
            memcpy(grown, lemmas->numbers, lemmas->n * sizeof *grown);
        }
        lemmas->numbers = grown;
        lemmas->cap = cap;
    }
    lemmas->numbers[lemmas->n++] = number;
}

void tol_lemmas_add(tol_lemmas *lemmas, tol_lemma_kind kind, tol_str text)
{
    char bytes[TEXT_MAX + 1];
    tol_str key;
    bool is_new = false;
    if (!to_key(kind, text, bytes, &key)) {
        return;
    }
    tol_map_slot *slot =
        lemmas->is_term ? tol_map_put(lemmas->symbols, key, &is_new) : tol_map_get(lemmas->symbols, key);
    if (!slot) {
        lemmas->is_without_memory |= lemmas->is_term;
        return;
    }
    if (is_new) {
        slot->value = lemmas->symbols->n;
    }
    push_number(lemmas, (uint32_t)slot->value);
}

static bool is_among(const tol_stems *stems, tol_str form)
{
    for (size_t i = 0; i < stems->n; i++) {
        if (tol_str_equal(stems->items[i].text, form)) {
            return true;
        }
    }
    return false;
}

tol_status tol_lemmas_of_dictionary(tol_speller *speller, const tol_word *word, tol_lemmas *out, tol_stems *stems,
                                    tol_error *err)
{
    *stems = (tol_stems){NULL, 0};
    if (!speller) {
        return TOL_OK;
    }
    tol_status status = tol_speller_stems(speller, word->written, out->arena, stems, err);
    bool is_citation = word->is_term && is_among(stems, word->form);
    for (size_t i = 0; i < stems->n; i++) {
        if (!is_citation || !stems->items[i].is_inflected) {
            tol_lemmas_add(out, TOL_LEMMA_WORD, stems->items[i].text);
        }
    }
    return status;
}

tol_status tol_lemmas_plain(tol_speller *speller, const tol_word *word, tol_lemmas *out, bool *is_known, tol_error *err)
{
    tol_stems stems;
    tol_status status = tol_lemmas_of_dictionary(speller, word, out, &stems, err);
    *is_known = stems.n > 0;
    return status;
}
