#include <string.h>

#include "terms/lemmas.h"

/*
 * English: endings of inflection are taken off and the dictionary says whether a word is left. Its own stems are of no
 * use: it takes prefixes and derivations off as well (unit, report, speaker) and nothing tells them apart.
 */

/* Longest candidate, in bytes. */
#define WORD_MAX 128

typedef enum suffix_kind { PLURAL, VERB, SUPERLATIVE, COMPARATIVE } suffix_kind;

typedef struct suffix_rule {
    const char *suffix, *instead;
    suffix_kind kind;
    bool may_double; /* the consonant before it may have been doubled: planned, biggest */
} suffix_rule;

static const suffix_rule rules[] = {
    {"s", "", PLURAL, false},         {"es", "", PLURAL, false},         {"ies", "y", PLURAL, false},
    {"ves", "f", PLURAL, false},      {"ves", "fe", PLURAL, false},      {"men", "man", PLURAL, false},
    {"ed", "", VERB, true},           {"ed", "e", VERB, false},          {"ied", "y", VERB, false},
    {"ing", "", VERB, true},          {"ing", "e", VERB, false},         {"est", "", SUPERLATIVE, true},
    {"est", "e", SUPERLATIVE, false}, {"iest", "y", SUPERLATIVE, false}, {"er", "", COMPARATIVE, true},
    {"er", "e", COMPARATIVE, false},  {"ier", "y", COMPARATIVE, false},
};

/* The word without the ending of its possessive: Gromyko's, James'. */
static tol_str without_possessive(tol_str word)
{
    if (word.len > 2 && (tol_str_ends_with(word, TOL_LIT("'s")) || tol_str_ends_with(word, TOL_LIT("'S")))) {
        return (tol_str){word.ptr, word.len - 2};
    }
    return word.len > 1 && tol_str_ends_with(word, TOL_LIT("'")) ? (tol_str){word.ptr, word.len - 1} : word;
}

/* The word by a rule, in `bytes`; absent when the rule does not fit, or leaves less than three letters. */
static tol_str apply(const suffix_rule *rule, tol_str word, char bytes[WORD_MAX])
{
    size_t len = strlen(rule->suffix), n_instead = strlen(rule->instead);
    if (!tol_str_ends_with(word, tol_str_of(rule->suffix)) || word.len < len + 2 || word.len - len + n_instead < 3 ||
        word.len - len + n_instead > WORD_MAX) {
        return TOL_STR_NULL;
    }
    memcpy(bytes, word.ptr, word.len - len);
    memcpy(bytes + word.len - len, rule->instead, n_instead);
    return (tol_str){bytes, word.len - len + n_instead};
}

static bool ends_doubled(tol_str stem)
{
    return stem.len >= 4 && stem.ptr[stem.len - 1] == stem.ptr[stem.len - 2] &&
           !strchr("aeiou", stem.ptr[stem.len - 1]);
}

/* ---- with a dictionary ---- */

/* The word as the dictionary has it: as a name, as a word, as both, or as a derivation of another one. */
typedef struct entry_kind {
    bool is_there, is_word, is_proper, is_inflected;
} entry_kind;

static tol_status look_up(tol_speller *speller, tol_str written, tol_str folded, tol_arena *arena, entry_kind *kind,
                          tol_error *err)
{
    tol_stems stems;
    *kind = (entry_kind){0};
    tol_status status = tol_speller_stems(speller, written, arena, &stems, err);
    for (size_t i = 0; i < stems.n; i++) {
        bool is_entry = tol_str_equal(stems.items[i].text, folded);
        kind->is_proper |= is_entry && stems.items[i].is_proper;
        kind->is_word |= is_entry && !stems.items[i].is_proper;
        kind->is_inflected |= !is_entry;
    }
    kind->is_there = stems.n > 0;
    return status;
}

static void add_entry(const tol_word *word, const entry_kind *kind, tol_str folded, tol_lemmas *out)
{
    bool is_proper = kind->is_proper && word->is_capitalised;
    if (is_proper) {
        tol_lemmas_add(out, TOL_LEMMA_PROPER, folded);
    }
    if (kind->is_there && !(is_proper && (word->is_term || !kind->is_word))) {
        tol_lemmas_add(out, TOL_LEMMA_WORD, folded);
    }
}

/* Add a candidate, of the capitals that the word has, when the dictionary knows it. */
static tol_status add_candidate(tol_speller *speller, const tol_word *word, tol_str candidate, tol_lemmas *out,
                                tol_error *err)
{
    entry_kind kind;
    tol_str folded = tol_arena_copy(out->arena, candidate);
    if (word->is_capitalised && folded.ptr && folded.len) {
        ((char *)(uintptr_t)folded.ptr)[0] = word->form.ptr[0]; /* of an ASCII letter, as all rules leave it */
    }
    if (!folded.ptr ||
        !(tol_lemmas_want(out, TOL_LEMMA_WORD, folded) || tol_lemmas_want(out, TOL_LEMMA_PROPER, folded))) {
        return TOL_OK;
    }
    tol_status status = look_up(speller, candidate, folded, out->arena, &kind, err);
    add_entry(word, &kind, folded, out);
    return status;
}

/* Whether a word in -er compares: the dictionary has its superlative. greater, not speaker. */
static tol_status has_superlative(tol_speller *speller, tol_str word, tol_arena *arena, bool *answer, tol_error *err)
{
    char superlative[WORD_MAX + 2];
    tol_stems stems = {NULL, 0};
    size_t len = word.len < WORD_MAX ? word.len - strlen("er") : 0;
    memcpy(superlative, word.ptr, len);
    memcpy(superlative + len, "est", 3);
    tol_status status = tol_speller_stems(speller, (tol_str){superlative, len + 3}, arena, &stems, err);
    *answer = stems.n > 0;
    return status;
}

/* Terms stand in their citation form, or in the plural. */
static tol_status is_rule_for(tol_speller *speller, const suffix_rule *rule, const tol_word *word, tol_arena *arena,
                              bool *answer, tol_error *err)
{
    *answer = !word->is_term || rule->kind == PLURAL;
    if (!*answer || rule->kind != COMPARATIVE) {
        return TOL_OK;
    }
    return has_superlative(speller, word->form, arena, answer, err);
}

/* Whether a rule holds for a word that the dictionary has as an entry and inflects nothing to make: then months and
 * spokesmen are forms of others, and running and greater, but not gas or evening. */
static bool holds_for_entry(const suffix_rule *rule, tol_str candidate)
{
    return rule->kind == COMPARATIVE || (rule->kind == PLURAL && candidate.len >= 4);
}

static tol_status add_candidates(tol_speller *speller, const tol_word *word, bool is_entry, tol_lemmas *out,
                                 tol_error *err)
{
    char bytes[WORD_MAX];
    tol_status status = TOL_OK;
    for (size_t i = 0; i < sizeof rules / sizeof *rules && !status; i++) {
        bool is_for = false;
        tol_str candidate = apply(&rules[i], word->is_capitals ? word->title : word->written, bytes);
        if (candidate.ptr) {
            status = is_rule_for(speller, &rules[i], word, out->arena, &is_for, err);
        }
        if (!is_for) {
            continue;
        }
        if (!is_entry || holds_for_entry(&rules[i], candidate)) {
            status = add_candidate(speller, word, candidate, out, err);
        }
        if (!status && rules[i].may_double && ends_doubled(candidate)) {
            candidate.len--;
            status = add_candidate(speller, word, candidate, out, err);
        }
    }
    return status;
}

/* ---- without ---- */

/* What a word that nobody knows may be called: names above all. */
static void add_names(const tol_word *word, tol_lemmas *out)
{
    char bytes[WORD_MAX];
    tol_lemmas_add(out, TOL_LEMMA_NAME, word->form);
    for (size_t i = 0; i < sizeof rules / sizeof *rules && !word->is_term; i++) {
        tol_str citation = apply(&rules[i], word->form, bytes);
        if (citation.ptr) {
            tol_lemmas_add(out, TOL_LEMMA_NAME, citation);
        }
    }
}

/* The word without its possessive, in all views. */
static tol_word bare_word(const tol_word *word)
{
    tol_word bare = *word;
    bare.form = without_possessive(word->form);
    bare.title = without_possessive(word->title);
    bare.written = without_possessive(word->written);
    return bare;
}

static tol_status add_by_dictionary(const tol_grammar *grammar, const tol_word *word, tol_lemmas *out, entry_kind *kind,
                                    tol_error *err)
{
    if (!grammar->speller || (word->is_function && !word->is_term)) {
        return TOL_OK;
    }
    tol_status status = look_up(grammar->speller, word->written, word->form, out->arena, kind, err);
    add_entry(word, kind, word->form, out);
    bool is_citation = word->is_term && (word->is_capitalised || kind->is_word); /* Nations are no nation */
    if (!status && kind->is_there && !is_citation) {
        status = add_candidates(grammar->speller, word, !kind->is_inflected, out, err);
    }
    return status;
}

tol_status tol_lemmas_english(const tol_grammar *grammar, const tol_word *word, tol_lemmas *out, tol_word_class *class,
                              tol_error *err)
{
    entry_kind kind = {0};
    tol_finding finding = {0};
    tol_word bare = bare_word(word);
    tol_status status = add_by_dictionary(grammar, &bare, out, &kind, err);
    finding.is_entry = kind.is_word || kind.is_proper;
    tol_lemmas_irregular(&grammar->irregular, &bare, out, &finding);
    bool is_name = word->is_capitalised && !word->is_function && (!kind.is_there || (word->is_term && kind.is_proper));
    bool is_known = kind.is_there || finding.is_irregular || word->is_function;
    *class = is_name ? TOL_CLASS_NAME : is_known ? TOL_CLASS_KNOWN : TOL_CLASS_UNKNOWN;
    if (word->is_capitalised || *class == TOL_CLASS_UNKNOWN) {
        add_names(&bare, out);
    }
    return status;
}
