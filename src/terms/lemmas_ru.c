#include "terms/declension.h"
#include "terms/lemmas.h"

/*
 * Where the dictionary has no paradigm for a form, declension backwards gives what it may be a form of. The dictionary
 * must confirm it: it lists the forms of окно and окон as two words, but окно has a paradigm and окон has none. Names
 * need no confirmation: there the term is what chooses.
 */

/* Whether the dictionary knows a word as the lemma of other forms. */
static tol_status has_paradigm(tol_speller *speller, tol_str word, tol_arena *arena, bool *answer, tol_error *err)
{
    tol_citations probes;
    *answer = false;
    tol_russian_probes(word, arena, &probes);
    tol_status status = TOL_OK;
    for (size_t i = 0; i < probes.n && !status && !*answer; i++) {
        tol_stems stems;
        status = tol_speller_stems(speller, probes.items[i], arena, &stems, err);
        for (size_t k = 0; k < stems.n; k++) {
            *answer |= stems.items[k].is_inflected && tol_str_equal(stems.items[k].text, word);
        }
    }
    return status;
}

/* The citation forms that the dictionary confirms, unless it has a paradigm for the form itself. */
static tol_status add_confirmed(tol_speller *speller, const tol_word *word, const tol_citations *citations,
                                tol_lemmas *out, tol_error *err)
{
    bool is_asked = false, is_lemma = false;
    tol_status status = TOL_OK;
    for (size_t i = 0; i < citations->n && !status && !is_lemma; i++) {
        bool is_confirmed = false;
        if (!tol_lemmas_want(out, TOL_LEMMA_WORD, citations->items[i])) {
            continue;
        }
        if (!is_asked) {
            status = has_paradigm(speller, word->form, out->arena, &is_lemma, err);
            is_asked = true;
        }
        if (!status && !is_lemma) {
            status = has_paradigm(speller, citations->items[i], out->arena, &is_confirmed, err);
        }
        if (is_confirmed) {
            tol_lemmas_add(out, TOL_LEMMA_WORD, citations->items[i]);
        }
    }
    return status;
}

static void add_names(const tol_word *word, const tol_citations *citations, tol_lemmas *out)
{
    tol_lemmas_add(out, TOL_LEMMA_NAME, word->form);
    for (size_t i = 0; i < citations->n && !word->is_term; i++) {
        tol_lemmas_add(out, TOL_LEMMA_NAME, citations->items[i]);
    }
}

/* Halves of one paradigm that the dictionary keeps as two: of сестрами it knows сестры, and that is a form of сестра.
 */
static tol_status add_second_stems(tol_speller *speller, const tol_word *word, tol_lemmas *out, tol_error *err)
{
    tol_stems stems, second;
    tol_status status = tol_speller_stems(speller, word->written, out->arena, &stems, err);
    for (size_t i = 0; i < stems.n && !status; i++) {
        tol_str stem = stems.items[i].text;
        bool is_plural = tol_str_ends_with(stem, TOL_LIT("ы")) || tol_str_ends_with(stem, TOL_LIT("и"));
        if (!stems.items[i].is_inflected || stems.items[i].is_proper || !is_plural) {
            continue;
        }
        status = tol_speller_stems(speller, stem, out->arena, &second, err);
        for (size_t k = 0; k < second.n && !status; k++) {
            tol_lemmas_add(out, TOL_LEMMA_WORD, second.items[k].text);
        }
    }
    return status;
}

/* Of forms that are in a closed class, other readings are chance (тем is тот, not тема), but for adjectives: самый,
 * бывший. */
static tol_status add_adjectives(const tol_grammar *grammar, const tol_word *word, tol_lemmas *out, tol_error *err)
{
    tol_stems stems = {NULL, 0};
    tol_status status = TOL_OK;
    if (grammar->speller) {
        status = tol_speller_stems(grammar->speller, word->form, out->arena, &stems, err);
    }
    for (size_t i = 0; i < stems.n; i++) {
        tol_str stem = stems.items[i].text;
        if (tol_str_ends_with(stem, TOL_LIT("ый")) || tol_str_ends_with(stem, TOL_LIT("ий"))) {
            tol_lemmas_add(out, TOL_LEMMA_WORD, stem);
        }
    }
    return status;
}

/* The endings of ordinals in digits, behind their hyphen: 1960-х, 7-я, 28-го. All are written small; that keeps them
 * apart from initials. */
static bool is_ordinal_ending(const tol_word *word)
{
    static const char *const endings[] = {"й",  "я",  "е",  "х",   "м",   "го", "му", "ми",  "ю",  "ый", "ий",
                                          "ая", "ое", "ые", "ого", "ому", "ым", "ых", "ыми", "ую", NULL};
    for (size_t i = 0; endings[i] && !word->is_capitalised; i++) {
        if (tol_str_equal(word->form, tol_str_of(endings[i]))) {
            return true;
        }
    }
    return false;
}

/* Surnames look like genitives of the plural: Иванов is not a form of Иван, Жуков not one of жук. As the term they are
 * in "Совет Министров" such words stand as they are. */
static bool is_like_surname(const tol_word *word, const tol_finding *finding)
{
    return word->is_term && word->is_capitalised && finding->is_inflected && !finding->is_entry &&
           (tol_str_ends_with(word->form, TOL_LIT("ов")) || tol_str_ends_with(word->form, TOL_LIT("ев")) ||
            tol_str_ends_with(word->form, TOL_LIT("ин")) || tol_str_ends_with(word->form, TOL_LIT("ын")));
}

static tol_word_class class_of(const tol_word *word, const tol_finding *finding)
{
    if (word->is_capitalised && (finding->is_proper || !finding->is_word)) {
        return TOL_CLASS_NAME;
    }
    return finding->is_word || finding->is_irregular ? TOL_CLASS_KNOWN : TOL_CLASS_UNKNOWN;
}

/* What the rules find beyond the dictionary's own stems. */
static tol_status add_by_rules(const tol_grammar *grammar, const tol_word *word, const tol_finding *finding,
                               tol_lemmas *out, tol_error *err)
{
    tol_citations citations = {NULL, 0, 0};
    bool is_name = word->is_capitalised || (!finding->is_word && !word->is_function);
    bool is_split = !word->is_function && (!finding->is_inflected || finding->is_entry);
    if (is_name || is_split) {
        tol_russian_citations(word->form, out->arena, &citations);
    }
    if (is_name) {
        add_names(word, &citations, out);
    }
    tol_status status = TOL_OK;
    if (grammar->speller && is_split && (!word->is_term || finding->is_word)) {
        status = add_confirmed(grammar->speller, word, &citations, out, err);
    }
    if (!status && grammar->speller && finding->is_inflected && !word->is_function && !word->is_term) {
        status = add_second_stems(grammar->speller, word, out, err);
    }
    return status;
}

tol_status tol_lemmas_russian(const tol_grammar *grammar, const tol_word *word, tol_lemmas *out, tol_word_class *class,
                              tol_error *err)
{
    tol_finding finding = {0};
    tol_status status = TOL_OK;
    size_t n_before = out->n;
    if (is_ordinal_ending(word)) {
        tol_lemmas_add(out, TOL_LEMMA_WORD, TOL_LIT("-й"));
        *class = TOL_CLASS_KNOWN;
        return TOL_OK;
    }
    if (!word->is_function || word->is_term) {
        status = tol_lemmas_of_dictionary(grammar, word, out, &finding, err);
    } else {
        status = add_adjectives(grammar, word, out, err);
    }
    if (is_like_surname(word, &finding)) {
        out->n = n_before;
    }
    *class = word->is_function ? TOL_CLASS_KNOWN : class_of(word, &finding);
    return status ? status : add_by_rules(grammar, word, &finding, out, err);
}
