/* What concepts and terms say, read and changed; everything else about them stays as it stood. */
#include <string.h>

#include "model/category.h"
#include "tolmach/lang.h"

/* ---- reading ---- */

tol_str tol_term_says(const tol_term *term, tol_category_kind kind)
{
    for (size_t i = 0; i < term->n_categories; i++) {
        if (term->categories[i].text.len && tol_category_kind_of(&term->categories[i]) == kind) {
            return term->categories[i].text;
        }
    }
    return TOL_STR_NULL;
}

/* How well a category of a concept serves a language: 2 its own, 1 one of no language or any where none is asked for.
 */
static int fitness(const tol_category *category, tol_str lang)
{
    if (!lang.ptr || !category->lang.ptr) {
        return 1;
    }
    return tol_lang_matches(category->lang, lang) ? 2 : 0;
}

tol_str tol_concept_says(const tol_concept *entry, tol_category_kind kind, tol_str lang)
{
    int best = 0;
    tol_str text = TOL_STR_NULL;
    for (size_t i = 0; i < entry->n_categories; i++) {
        const tol_category *category = &entry->categories[i];
        int fits = fitness(category, lang);
        if (fits > best && category->text.len && tol_category_kind_of(category) == kind) {
            best = fits;
            text = category->text;
        }
    }
    return text;
}

/* ---- case ---- */

/* memoQ's words for how a term is looked for, in one category: "CaseSense;HalfPrefix". */
static const char memoq_matching[] = "memoQ matching";
static const char *const memoq_cases[] = {
    [TOL_CASE_USUAL] = "CasePermissive",
    [TOL_CASE_SENSITIVE] = "CaseSense",
    [TOL_CASE_INSENSITIVE] = "CaseInsense",
};

enum { N_CASES = sizeof memoq_cases / sizeof memoq_cases[0] };

static tol_category *find_memoq(const tol_term *term)
{
    for (size_t i = 0; i < term->n_categories; i++) {
        if (tol_str_equal(term->categories[i].type, TOL_LIT(memoq_matching))) {
            return &term->categories[i];
        }
    }
    return NULL;
}

/* The next of the words between semicolons; `rest` is what stands behind it. */
static tol_str next_word(tol_str *rest)
{
    const char *end = memchr(rest->ptr, ';', rest->len);
    tol_str word = {rest->ptr, end ? (size_t)(end - rest->ptr) : rest->len};
    size_t taken = word.len + (end != NULL);
    *rest = (tol_str){rest->ptr + taken, rest->len - taken};
    return word;
}

static bool is_memoq_case(tol_str word, tol_case_rule *rule)
{
    for (size_t i = 0; i < N_CASES; i++) {
        if (tol_str_equal_nocase(word, tol_str_of(memoq_cases[i]))) {
            *rule = (tol_case_rule)i;
            return true;
        }
    }
    return false;
}

static tol_case_rule parse_case(tol_str text)
{
    static const char *const no[] = {"insensitive", "caseinsensitive", "caseinsense", "no", "false", "0", "нет"};
    static const char *const yes[] = {"sensitive", "casesensitive", "casesense"};
    for (size_t i = 0; i < sizeof no / sizeof no[0]; i++) {
        if (tol_title_is(text, no[i])) {
            return TOL_CASE_INSENSITIVE;
        }
    }
    for (size_t i = 0; i < sizeof yes / sizeof yes[0]; i++) {
        if (tol_title_is(text, yes[i])) {
            return TOL_CASE_SENSITIVE;
        }
    }
    return tol_is_yes(text) ? TOL_CASE_SENSITIVE : TOL_CASE_USUAL;
}

tol_case_rule tol_term_case(const tol_term *term)
{
    tol_str said = tol_term_says(term, TOL_CATEGORY_CASE);
    const tol_category *memoq = find_memoq(term);
    tol_case_rule rule = TOL_CASE_USUAL;
    if (said.len) {
        return parse_case(said);
    }
    tol_str rest = memoq ? memoq->text : TOL_STR_NULL;
    while (rest.len && !is_memoq_case(next_word(&rest), &rule)) {
    }
    return rule;
}

const char *tol_case_rule_name(tol_case_rule rule)
{
    static const char *const names[] = {
        [TOL_CASE_USUAL] = "usual", [TOL_CASE_SENSITIVE] = "sensitive", [TOL_CASE_INSENSITIVE] = "insensitive"};
    return names[rule];
}

/* ---- changing ---- */

/* Which categories are meant: of a kind, and of the language `lang` (absent: of none) unless any language will do. */
typedef struct target {
    tol_category_kind kind;
    tol_str lang;
    bool any_lang; /* those of a term, whichever way the reader told their language */
} target;

static bool is_meant(const target *which, const tol_category *category)
{
    bool is_of_lang =
        which->lang.ptr ? category->lang.ptr && tol_lang_matches(category->lang, which->lang) : !category->lang.ptr;
    return (which->any_lang || is_of_lang) && tol_category_kind_of(category) == which->kind;
}

/* Give the first of the categories meant the text and drop the others; whether there was one. */
static bool replace_first(const target *which, tol_category *categories, size_t *n, tol_str text)
{
    bool is_done = false;
    size_t kept = 0;
    for (size_t i = 0; i < *n; i++) {
        bool meant = is_meant(which, &categories[i]);
        if (meant && (is_done || !text.len)) {
            continue;
        }
        categories[kept] = categories[i];
        if (meant) {
            categories[kept].text = text;
            is_done = true;
        }
        kept++;
    }
    *n = kept;
    return is_done;
}

static tol_status append(tol_arena *arena, tol_category **categories, size_t *n, tol_category one)
{
    tol_category *grown = tol_arena_calloc(arena, *n + 1, sizeof *grown);
    if (!grown) {
        return TOL_ENOMEM;
    }
    if (*n) {
        memcpy(grown, *categories, *n * sizeof *grown);
    }
    grown[(*n)++] = one;
    *categories = grown;
    return TOL_OK;
}

static tol_status say(tol_arena *arena, const target *which, tol_category **categories, size_t *n, tol_str text)
{
    const tol_term_field *field = tol_term_field_of_kind(which->kind);
    if (!field) {
        return TOL_EINVAL;
    }
    tol_category one = {.element = tol_str_of(field->element),
                        .type = tol_str_of(field->type),
                        .text = tol_arena_copy(arena, text),
                        .lang = tol_arena_copy(arena, which->lang)};
    if (!tol_arena_ok(arena)) {
        return TOL_ENOMEM;
    }
    return replace_first(which, *categories, n, one.text) || !text.len ? TOL_OK : append(arena, categories, n, one);
}

tol_status tol_term_say(tol_arena *arena, tol_term *term, tol_category_kind kind, tol_str text)
{
    target which = {kind, term->lang, true};
    return kind == TOL_CATEGORY_CASE ? TOL_EINVAL : say(arena, &which, &term->categories, &term->n_categories, text);
}

tol_status tol_concept_say(tol_arena *arena, tol_concept *entry, tol_category_kind kind, tol_str lang, tol_str text)
{
    target which = {kind, lang, false};
    return kind == TOL_CATEGORY_CASE ? TOL_EINVAL : say(arena, &which, &entry->categories, &entry->n_categories, text);
}

/* A status as the category that said another one would say it; absent when it cannot. */
static tol_str spell_status(const tol_category *category, tol_term_status status)
{
    static const char *const values[] = {[TOL_TERM_UNKNOWN] = NULL,
                                         [TOL_TERM_PREFERRED] = "preferredTerm-admn-sts",
                                         [TOL_TERM_ADMITTED] = "admittedTerm-admn-sts",
                                         [TOL_TERM_DEPRECATED] = "deprecatedTerm-admn-sts",
                                         [TOL_TERM_FORBIDDEN] = NULL};
    bool is_picked = tol_str_equal(category->type, TOL_LIT("administrativeStatus"));
    return is_picked                    ? tol_str_of(values[status])
           : status == TOL_TERM_UNKNOWN ? TOL_STR_NULL
                                        : tol_str_of(tol_term_status_name(status));
}

void tol_term_set_status(tol_term *term, tol_term_status status)
{
    term->status = status;
    if (status != TOL_TERM_UNKNOWN && tol_term_status_of(term->categories, term->n_categories) == status) {
        return;
    }
    size_t kept = 0;
    bool is_said = false;
    for (size_t i = 0; i < term->n_categories; i++) {
        tol_category one = term->categories[i];
        if (tol_category_kind_of(&one) == TOL_CATEGORY_STATUS) {
            one.text = is_said ? TOL_STR_NULL : spell_status(&one, status);
            is_said |= one.text.ptr != NULL;
            if (!one.text.ptr) {
                continue;
            }
        }
        term->categories[kept++] = one;
    }
    term->n_categories = kept;
}

/* memoQ's words with another one for the case. */
static tol_status put_memoq_case(tol_arena *arena, tol_category *category, tol_case_rule rule)
{
    tol_case_rule old;
    tol_str rest = category->text, word = tol_str_of(memoq_cases[rule]);
    char *text = tol_arena_alloc(arena, rest.len + word.len + 2);
    if (!text) {
        return TOL_ENOMEM;
    }
    memcpy(text, word.ptr, word.len);
    size_t len = word.len;
    while (rest.len) {
        word = next_word(&rest);
        if (word.len && !is_memoq_case(word, &old)) {
            text[len++] = ';';
            memcpy(text + len, word.ptr, word.len);
            len += word.len;
        }
    }
    text[len] = '\0';
    category->text = (tol_str){text, len};
    return TOL_OK;
}

tol_status tol_term_set_case(tol_arena *arena, tol_term *term, tol_case_rule rule)
{
    tol_category *memoq = find_memoq(term);
    tol_str text = rule == TOL_CASE_USUAL ? TOL_STR_NULL : tol_str_of(tol_case_rule_name(rule));
    if (memoq && !tol_term_says(term, TOL_CATEGORY_CASE).len) {
        return put_memoq_case(arena, memoq, rule);
    }
    target which = {TOL_CATEGORY_CASE, term->lang, true};
    return say(arena, &which, &term->categories, &term->n_categories, text);
}

/* Where a new term of a language belongs: behind the last one of it. */
static size_t place_of(const tol_concept *entry, tol_str lang)
{
    for (size_t i = entry->n_terms; i > 0; i--) {
        if (tol_lang_matches(entry->terms[i - 1].lang, lang)) {
            return i;
        }
    }
    return entry->n_terms;
}

tol_term *tol_concept_add_term(tol_arena *arena, tol_concept *entry, tol_str lang, tol_str text, tol_term_status status)
{
    tol_term *terms = tol_arena_calloc(arena, entry->n_terms + 1, sizeof *terms);
    tol_term one = {.lang = tol_arena_copy(arena, lang), .text = tol_arena_copy(arena, text), .status = status};
    if (!tol_arena_ok(arena)) {
        return NULL;
    }
    size_t at = place_of(entry, lang);
    for (size_t i = 0; i < entry->n_terms; i++) {
        terms[i + (i >= at)] = entry->terms[i];
    }
    terms[at] = one;
    entry->terms = terms;
    entry->n_terms++;
    return &terms[at];
}

void tol_concept_drop_term(tol_concept *entry, size_t no)
{
    if (no < entry->n_terms) {
        entry->n_terms--;
        memmove(&entry->terms[no], &entry->terms[no + 1], (entry->n_terms - no) * sizeof *entry->terms);
    }
}
