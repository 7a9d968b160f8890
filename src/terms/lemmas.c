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
    memcpy(bytes + 1, text.len ? text.ptr : "", text.len);
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

/* The stems of a term that count; see lemmas.h. */
static bool counts_for_term(const tol_word *word, const tol_stem *stem, bool has_citation, bool is_proper)
{
    if (!has_citation) {
        return !word->is_capitals;
    }
    return !stem->is_inflected && (!is_proper || stem->is_proper);
}

void tol_lemmas_irregular(const tol_irregular *irregular, const tol_word *word, tol_lemmas *out, tol_finding *finding)
{
    for (size_t list = 0; list < TOL_IRREGULAR_LISTS; list++) {
        tol_str lemma = tol_irregular_lemma(irregular, list, word->form);
        bool is_other = !tol_str_equal(lemma, word->form);
        if (lemma.ptr && !(is_other && word->is_term && (finding->is_entry || word->is_capitals))) {
            finding->is_irregular = true;
            tol_lemmas_add(out, TOL_LEMMA_WORD, lemma);
        }
    }
}

tol_status tol_lemmas_find(const tol_grammar *grammar, const tol_word *word, tol_arena *arena, tol_finding *finding,
                           tol_error *err)
{
    *finding = (tol_finding){0};
    if (!grammar->speller) {
        return TOL_OK;
    }
    tol_status status = tol_speller_stems(grammar->speller, word->written, arena, &finding->stems, err);
    for (size_t i = 0; i < finding->stems.n; i++) {
        const tol_stem *stem = &finding->stems.items[i];
        finding->is_word = true;
        finding->is_inflected |= stem->is_inflected;
        finding->is_entry |= !stem->is_inflected;
        finding->is_proper |= word->is_term && !stem->is_inflected && stem->is_proper;
    }
    return status;
}

void tol_lemmas_add_found(const tol_grammar *grammar, const tol_word *word, tol_finding *finding, tol_lemmas *out)
{
    for (size_t i = 0; i < finding->stems.n; i++) {
        const tol_stem *stem = &finding->stems.items[i];
        if (!word->is_term || counts_for_term(word, stem, finding->is_entry, finding->is_proper)) {
            tol_lemmas_add(out, stem->is_proper ? TOL_LEMMA_PROPER : TOL_LEMMA_WORD, stem->text);
        }
    }
    /* the lists do not hold for a capitalised word that the dictionary has not got: Семен is not a form of семя */
    if (!grammar->speller || finding->is_word || !word->is_capitalised) {
        tol_lemmas_irregular(&grammar->irregular, word, out, finding);
    }
}

tol_status tol_lemmas_plain(const tol_grammar *grammar, const tol_word *word, tol_lemmas *out, tol_word_class *class,
                            tol_error *err)
{
    tol_finding finding;
    tol_status status = tol_lemmas_find(grammar, word, out->arena, &finding, err);
    tol_lemmas_add_found(grammar, word, &finding, out);
    *class = finding.is_word || finding.is_irregular ? TOL_CLASS_KNOWN : TOL_CLASS_UNKNOWN;
    return status;
}
