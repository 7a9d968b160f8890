#include <string.h>

#include "terms/declension.h"
#include "terms/lemmas.h"

/*
 * Where the dictionary has no paradigm for a form, declension backwards gives what it may be a form of. The dictionary
 * must confirm it: it lists the forms of окно and окон as two words, but окно has a paradigm and окон has none. Names
 * need no confirmation: there the term is what chooses.
 */

static bool has_ending(tol_str word, const char *const *endings)
{
    while (*endings && !tol_str_ends_with(word, tol_str_of(*endings))) {
        endings++;
    }
    return *endings != NULL;
}

/* Whether the dictionary has `form` as an inflected form of `lemma`, or, when they are one, as an entry. */
static tol_status is_form_of(tol_speller *speller, tol_str form, tol_str lemma, tol_arena *arena, bool *answer,
                             tol_error *err)
{
    tol_stems stems;
    tol_status status = tol_speller_stems(speller, form, arena, &stems, err);
    *answer = false;
    for (size_t k = 0; k < stems.n; k++) {
        *answer |= tol_str_equal(stems.items[k].text, lemma);
    }
    return status;
}

/* Whether the dictionary knows a word as the lemma of other forms. */
static tol_status has_paradigm(tol_speller *speller, tol_str word, tol_arena *arena, bool *answer, tol_error *err)
{
    tol_citations probes;
    *answer = false;
    tol_russian_probes(word, arena, &probes);
    tol_status status = TOL_OK;
    for (size_t i = 0; i < probes.n && !status && !*answer; i++) {
        if (!tol_str_equal(probes.items[i], word)) {
            status = is_form_of(speller, probes.items[i], word, arena, answer, err);
        }
    }
    return status;
}

/*
 * Whether an entry may be the plural of another: the dictionary has послы, послами in one paradigm and посол in none,
 * or in another. One in -а or -я is a singular when it has an accusative.
 */
static tol_status is_plural_entry(tol_speller *speller, tol_str entry, tol_arena *arena, bool *answer, tol_error *err)
{
    static const char *const plain[] = {"ы", "и", NULL}, *const unclear[] = {"а", "я", NULL};
    *answer = has_ending(entry, plain);
    if (*answer || !has_ending(entry, unclear)) {
        return TOL_OK;
    }
    char accusative[512];
    size_t len = entry.len < sizeof accusative ? entry.len : sizeof accusative;
    memcpy(accusative, entry.ptr, len);
    memcpy(accusative + len - 2, tol_str_ends_with(entry, TOL_LIT("а")) ? "у" : "ю", 2);
    tol_status status = is_form_of(speller, (tol_str){accusative, len}, entry, arena, answer, err);
    *answer = !*answer;
    return status;
}

/* Whether other entries may claim this one as a form: it has no paradigm, or it is a plural, or a possessive that
 * looks like one (отцов). */
static tol_status is_claimable(tol_speller *speller, tol_str entry, tol_arena *arena, bool *answer, tol_error *err)
{
    static const char *const genitives[] = {"ов", "ев", NULL};
    bool is_lemma = false, is_plural = false;
    tol_status status = has_paradigm(speller, entry, arena, &is_lemma, err);
    if (!status && is_lemma) {
        status = is_plural_entry(speller, entry, arena, &is_plural, err);
    }
    *answer = !is_lemma || is_plural || has_ending(entry, genitives);
    return status;
}

/* Add the citation forms of a form, which the dictionary may have as an entry, that are entries themselves. */
static tol_status add_confirmed(tol_speller *speller, tol_str form, tol_lemmas *out, tol_error *err)
{
    tol_citations citations;
    bool is_asked = false, is_open = true, is_entry = false;
    tol_status status = TOL_OK;
    tol_russian_citations(form, false, out->arena, &citations);
    for (size_t i = 0; i < citations.n && !status && is_open; i++) {
        tol_str citation = citations.items[i];
        if (!tol_lemmas_want(out, TOL_LEMMA_WORD, citation)) {
            continue;
        }
        if (!is_asked) {
            status = is_claimable(speller, form, out->arena, &is_open, err);
            is_asked = true;
        }
        if (!status && is_open) {
            status = is_form_of(speller, citation, citation, out->arena, &is_entry, err);
        }
        if (is_entry && is_open) {
            tol_lemmas_add(out, TOL_LEMMA_WORD, citation);
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

/* Halves of one paradigm: of сестрами the dictionary knows the plural сестры, and that is a form of сестра. */
static tol_status add_singular(tol_speller *speller, tol_str plural, tol_lemmas *out, tol_error *err)
{
    tol_stems stems;
    tol_status status = tol_speller_stems(speller, plural, out->arena, &stems, err);
    for (size_t k = 0; k < stems.n && !status; k++) {
        tol_lemmas_add(out, TOL_LEMMA_WORD, stems.items[k].text);
    }
    return status ? status : add_confirmed(speller, plural, out, err);
}

static tol_status add_singulars(tol_speller *speller, const tol_word *word, const tol_stems *stems, tol_lemmas *out,
                                tol_error *err)
{
    static const char *const plural_endings[] = {"ам", "ами", "ах", "ям", "ями", "ях", "ьми", "ов", "ев", "ей", NULL};
    tol_status status = TOL_OK;
    for (size_t i = 0; i < stems->n && !status && has_ending(word->form, plural_endings); i++) {
        tol_str stem = stems->items[i].text;
        bool is_plural = false;
        if (stems->items[i].is_inflected && !stems->items[i].is_proper) {
            status = is_plural_entry(speller, stem, out->arena, &is_plural, err);
        }
        if (is_plural && !status) {
            status = add_singular(speller, stem, out, err);
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

/*
 * Surnames look like genitives of the plural: Иванов is not a form of Иван, Жуков not one of жук. Terms are taken to be
 * surnames then; as what they are in "Совет Министров" they stand as they are. In a text it is so with names only.
 */
static tol_status drop_genitives(const tol_grammar *grammar, const tol_word *word, tol_finding *finding,
                                 tol_arena *arena, tol_error *err)
{
    static const char *const endings[] = {"ов", "ев", "ин", "ын", NULL};
    static const char *const others[] = {"а", "я", "о", "е", "ы", "и", NULL}; /* Афины, of which Афин is a form */
    if (!word->is_capitalised || finding->is_proper || !has_ending(word->form, endings)) {
        return TOL_OK;
    }
    bool is_lemma = false;
    tol_status status = TOL_OK;
    if (word->is_term && finding->is_entry) {
        status = has_paradigm(grammar->speller, word->form, arena, &is_lemma, err);
        finding->is_entry = is_lemma;
    }
    size_t n = 0;
    for (size_t i = 0; i < finding->stems.n; i++) {
        tol_stem stem = finding->stems.items[i];
        bool is_genitive = stem.is_proper && stem.is_inflected && !has_ending(stem.text, others);
        if (word->is_term ? is_lemma : !is_genitive) {
            finding->stems.items[n++] = stem;
        }
    }
    finding->stems.n = n;
    return status;
}

static tol_word_class class_of(const tol_word *word, const tol_finding *finding)
{
    if (word->is_capitalised && (finding->is_proper || !finding->is_word)) {
        return TOL_CLASS_NAME;
    }
    return finding->is_word || finding->is_irregular ? TOL_CLASS_KNOWN : TOL_CLASS_UNKNOWN;
}

/* Whether the dictionary may have the word as an entry that belongs to the paradigm of another. Terms that look like
 * citation forms are not asked about. */
static bool may_be_split(const tol_word *word, const tol_finding *finding)
{
    static const char *const oblique[] = {"ы", "и", "у", "ю", "м", "х", "ов", "ев", NULL};
    bool is_split = !word->is_function && (!finding->is_inflected || finding->is_entry);
    return is_split && (!word->is_term || (finding->is_entry && has_ending(word->form, oblique)));
}

/* What the rules find beyond the dictionary's own stems. */
static tol_status add_by_rules(const tol_grammar *grammar, const tol_word *word, const tol_finding *finding,
                               tol_lemmas *out, tol_error *err)
{
    tol_citations citations = {NULL, 0, 0};
    tol_status status = TOL_OK;
    if (word->is_capitalised || (!finding->is_word && !word->is_function)) {
        tol_russian_citations(word->form, word->is_capitalised, out->arena, &citations);
        add_names(word, &citations, out);
    }
    if (grammar->speller && may_be_split(word, finding)) {
        status = add_confirmed(grammar->speller, word->form, out, err);
    }
    if (!status && grammar->speller && finding->is_inflected && !word->is_function && !word->is_term) {
        status = add_singulars(grammar->speller, word, &finding->stems, out, err);
    }
    return status;
}

tol_status tol_lemmas_russian(const tol_grammar *grammar, const tol_word *word, tol_lemmas *out, tol_word_class *class,
                              tol_error *err)
{
    tol_finding finding = {0};
    tol_status status = TOL_OK;
    *class = TOL_CLASS_KNOWN;
    if (is_ordinal_ending(word)) {
        tol_lemmas_add(out, TOL_LEMMA_WORD, TOL_LIT("-й"));
        return TOL_OK;
    }
    if (word->is_function && !word->is_term) {
        status = add_adjectives(grammar, word, out, err);
    } else {
        status = tol_lemmas_find(grammar, word, out->arena, &finding, err);
        status = status ? status : drop_genitives(grammar, word, &finding, out->arena, err);
        tol_lemmas_add_found(grammar, word, &finding, out);
        *class = word->is_function ? TOL_CLASS_KNOWN : class_of(word, &finding);
    }
    return status ? status : add_by_rules(grammar, word, &finding, out, err);
}
