/*
 * Faults of glossaries. Three looks at one roll of all terms: each concept by itself; terms that are written alike, of
 * whichever concept; terms that no text of the bank has.
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/fail.h"
#include "base/map.h"
#include "base/mem.h"
#include "terms/roll.h"
#include "tolmach/buf.h"
#include "tolmach/concordance.h"
#include "tolmach/lang.h"
#include "tolmach/lint.h"
#include "tolmach/term.h"

typedef enum rule_no {
    DUPLICATE_TERM,
    DUPLICATE_CONCEPT,
    CONTRADICTING_STATUS,
    SEVERAL_PREFERRED,
    EMPTY_TRANSLATION,
    NO_PERMITTED_TERM,
    STRAY_SPACE,
    HOMONYM,
    UNSEEN_TERM,
} rule_no;

static const tol_lint_rule rules[] = {
    [DUPLICATE_TERM] = {"duplicate-term", TOL_WARNING, "A concept has the same term twice in one language."},
    [DUPLICATE_CONCEPT] = {"duplicate-concept", TOL_WARNING,
                           "Two concepts share a term and its translation: they are one, or need a difference."},
    [CONTRADICTING_STATUS] = {"contradicting-status", TOL_ERROR,
                              "A term is preferred or admitted and forbidden at once for the same meaning."},
    [SEVERAL_PREFERRED] = {"several-preferred", TOL_WARNING,
                           "A concept has several preferred terms of one language and type."},
    [EMPTY_TRANSLATION] = {"empty-translation", TOL_WARNING,
                           "A concept has no term in a language that most concepts of its glossary have, or an empty "
                           "one."},
    [NO_PERMITTED_TERM] = {"no-permitted-term", TOL_WARNING,
                           "All terms of a concept in one language are deprecated or forbidden: nothing to use "
                           "instead."},
    [STRAY_SPACE] = {"stray-space", TOL_WARNING, "A term has white space at an end, or more of it than one space."},
    [HOMONYM] = {"homonym", TOL_INFO, "Two concepts of a glossary have the same term with other translations."},
    [UNSEEN_TERM] = {"unseen-term", TOL_INFO, "No text of the bank has the term in any form."},
    {NULL, TOL_INFO, NULL},
};

const tol_lint_rule *tol_lint_rules(void)
{
    return rules;
}

/* Most terms written alike that one is compared with: a glossary may have thousands of the empty word. */
#define ALIKE_MAX 16

typedef struct lint {
    tol_store *store;
    tol_roll roll;
    tol_map counts; /* "glossary" and "glossary\0lang": concepts; then pairs that were told */
    tol_map seen;   /* concept and text of terms that texts have */
    tol_buf key;
    tol_status (*each)(void *user, const tol_lint_finding *finding, tol_error *err);
    void *user;
} lint;

static tol_status tell(lint *job, rule_no rule, const tol_roll_term *term, const tol_roll_term *other, tol_error *err,
                       const char *format, ...) TOL_PRINTF(6, 7);
static tol_status tell(lint *job, rule_no rule, const tol_roll_term *term, const tol_roll_term *other, tol_error *err,
                       const char *format, ...)
{
    char message[200];
    va_list args;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    tol_lint_finding finding = {.rule = &rules[rule],
                                .glossary = term->glossary,
                                .concept_id = term->concept_id,
                                .concept = term->concept,
                                .lang = term->lang,
                                .term = term->text,
                                .other_id = other ? other->concept_id : 0,
                                .other_glossary = other ? other->glossary : TOL_STR_NULL,
                                .message = message};
    return job->each(job->user, &finding, err);
}

/* ---- terms and concepts ---- */

static bool is_permitted(const tol_roll_term *term)
{
    return term->status != TOL_TERM_DEPRECATED && term->status != TOL_TERM_FORBIDDEN;
}

static bool is_alike(const tol_roll_term *a, const tol_roll_term *b)
{
    return tol_str_equal(a->lang, b->lang) && tol_str_equal(a->folded, b->folded);
}

/* Said to be used, and said not to be. */
static bool contradicts(const tol_roll_term *a, const tol_roll_term *b)
{
    bool a_is_wanted = a->status == TOL_TERM_PREFERRED || a->status == TOL_TERM_ADMITTED;
    bool b_is_wanted = b->status == TOL_TERM_PREFERRED || b->status == TOL_TERM_ADMITTED;
    return (a_is_wanted && b->status == TOL_TERM_FORBIDDEN) || (b_is_wanted && a->status == TOL_TERM_FORBIDDEN);
}

/* The terms of a concept stand together. */
static size_t concept_end(const tol_roll *roll, size_t at)
{
    size_t end = at + 1;
    while (end < roll->n && roll->items[end].concept_id == roll->items[at].concept_id) {
        end++;
    }
    return end;
}

static size_t concept_start(const tol_roll *roll, size_t at)
{
    while (at > 0 && roll->items[at - 1].concept_id == roll->items[at].concept_id) {
        at--;
    }
    return at;
}

/* The number that a key of two strings stands for; NULL without memory. */
static tol_map_slot *slot_of(lint *job, tol_map *map, tol_str first, tol_str second)
{
    bool is_new = false;
    tol_buf_reset(&job->key);
    tol_buf_add(&job->key, first);
    tol_buf_byte(&job->key, '\0');
    tol_buf_add(&job->key, second);
    return tol_buf_ok(&job->key) ? tol_map_put(map, tol_buf_str(&job->key), &is_new) : NULL;
}

/* ---- each concept by itself ---- */

static bool is_first_of_lang(const tol_roll *roll, size_t start, size_t at)
{
    for (size_t i = start; i < at; i++) {
        if (tol_str_equal(roll->items[i].lang, roll->items[at].lang)) {
            return false;
        }
    }
    return true;
}

static tol_status count_concepts(lint *job, tol_error *err)
{
    const tol_roll *roll = &job->roll;
    for (size_t start = 0, end; start < roll->n; start = end) {
        end = concept_end(roll, start);
        tol_map_slot *all = slot_of(job, &job->counts, roll->items[start].glossary, TOL_STR_NULL);
        if (!all) {
            return tol_fail_nomem(err);
        }
        all->value++;
        for (size_t i = start; i < end; i++) {
            tol_map_slot *slot = is_first_of_lang(roll, start, i) && roll->items[i].lang.len
                                     ? slot_of(job, &job->counts, roll->items[i].glossary, roll->items[i].lang)
                                     : NULL;
            if (slot) {
                slot->value++;
            }
        }
    }
    return tol_buf_ok(&job->key) ? TOL_OK : tol_fail_nomem(err);
}

static tol_status check_space(lint *job, const tol_roll_term *term, tol_error *err)
{
    tol_str text = term->text;
    bool is_stray = text.len && (strchr(" \t\r\n", text.ptr[0]) || strchr(" \t\r\n", text.ptr[text.len - 1]));
    for (size_t i = 0; i < text.len && !is_stray; i++) {
        is_stray = strchr("\t\r\n", text.ptr[i]) || (text.ptr[i] == ' ' && i + 1 < text.len && text.ptr[i + 1] == ' ');
    }
    return is_stray ? tell(job, STRAY_SPACE, term, NULL, err, "stray white space in the term") : TOL_OK;
}

/* What a term and the ones before it in the concept say. */
static tol_status check_twice(lint *job, size_t start, size_t at, tol_error *err)
{
    const tol_roll_term *term = &job->roll.items[at];
    for (size_t i = start; i < at; i++) {
        const tol_roll_term *before = &job->roll.items[i];
        if (is_alike(before, term)) {
            return contradicts(before, term)
                       ? tell(job, CONTRADICTING_STATUS, term, NULL, err, "the term is %s and %s in one concept",
                              tol_term_status_name(before->status), tol_term_status_name(term->status))
                       : tell(job, DUPLICATE_TERM, term, NULL, err, "the concept has the term twice");
        }
        if (tol_str_equal(before->lang, term->lang) && before->status == TOL_TERM_PREFERRED &&
            term->status == TOL_TERM_PREFERRED && tol_str_equal_nocase(before->type, term->type)) {
            return tell(job, SEVERAL_PREFERRED, term, NULL, err, "\"%.80s\" is preferred, too", before->text.ptr);
        }
    }
    return TOL_OK;
}

static tol_status check_permitted(lint *job, size_t start, size_t end, size_t at, tol_error *err)
{
    const tol_roll_term *term = &job->roll.items[at];
    bool has = !is_first_of_lang(&job->roll, start, at);
    for (size_t i = at; i < end && !has; i++) {
        has = tol_str_equal(job->roll.items[i].lang, term->lang) && is_permitted(&job->roll.items[i]);
    }
    return has ? TOL_OK
               : tell(job, NO_PERMITTED_TERM, term, NULL, err, "the concept has no term that may be used in \"%s\"",
                      term->lang.len ? term->lang.ptr : "und");
}

/* Languages that more than half of the concepts of the glossary have, and this one has not. */
static tol_status check_langs(lint *job, size_t start, size_t end, tol_error *err)
{
    const tol_roll_term *first = &job->roll.items[start];
    tol_map_slot *all = slot_of(job, &job->counts, first->glossary, TOL_STR_NULL);
    uint64_t n_concepts = all ? all->value : 0;
    tol_status status = all ? TOL_OK : tol_fail_nomem(err);
    for (size_t k = 0; k < job->roll.n_analysers && !status; k++) {
        tol_str lang = job->roll.analysers[k].lang;
        bool has = !lang.len;
        for (size_t i = start; i < end && !has; i++) {
            has = tol_lang_matches(job->roll.items[i].lang, lang);
        }
        tol_map_slot *slot = has ? NULL : slot_of(job, &job->counts, first->glossary, lang);
        if (slot && slot->value * 2 > n_concepts) {
            tol_roll_term lack = *first;
            lack.lang = lang;
            lack.text = TOL_STR_NULL;
            status = tell(job, EMPTY_TRANSLATION, &lack, NULL, err, "the concept of \"%.80s\" has no term in \"%s\"",
                          first->text.ptr ? first->text.ptr : "", lang.ptr);
        }
    }
    return status;
}

static tol_status check_concept(lint *job, size_t start, size_t end, tol_error *err)
{
    tol_status status = check_langs(job, start, end, err);
    for (size_t i = start; i < end && !status; i++) {
        const tol_roll_term *term = &job->roll.items[i];
        if (!term->folded.len) {
            status = tell(job, EMPTY_TRANSLATION, term, NULL, err, "the term is empty");
            continue;
        }
        status = check_space(job, term, err);
        if (!status) {
            status = check_twice(job, start, i, err);
        }
        if (!status) {
            status = check_permitted(job, start, end, i, err);
        }
    }
    return status;
}

static tol_status check_concepts(lint *job, tol_error *err)
{
    tol_status status = count_concepts(job, err);
    for (size_t start = 0, end; start < job->roll.n && !status; start = end) {
        end = concept_end(&job->roll, start);
        status = check_concept(job, start, end, err);
    }
    return status;
}

/* ---- terms that are written alike ---- */

/* Whether two concepts, whose terms `a` and `b` are written alike, have another term in common in another language. */
static bool share_translation(const tol_roll *roll, size_t a, size_t b)
{
    size_t a_start = concept_start(roll, a), a_end = concept_end(roll, a);
    size_t b_start = concept_start(roll, b), b_end = concept_end(roll, b);
    for (size_t i = a_start; i < a_end; i++) {
        for (size_t k = b_start; k < b_end; k++) {
            if (!tol_str_equal(roll->items[i].lang, roll->items[a].lang) && roll->items[i].folded.len &&
                is_alike(&roll->items[i], &roll->items[k])) {
                return true;
            }
        }
    }
    return false;
}

/* Whether this is the first time that a rule is told of two concepts. */
static bool is_news(lint *job, rule_no rule, const tol_roll_term *a, const tol_roll_term *b)
{
    char pair[64];
    snprintf(pair, sizeof pair, "%d %lld %lld", (int)rule, (long long)a->concept_id, (long long)b->concept_id);
    tol_map_slot *slot = slot_of(job, &job->counts, TOL_LIT("\1"), tol_str_of(pair));
    return slot && slot->value++ == 0;
}

/* Two terms of different concepts, the second one behind the first: of a glossary that counts less, or later in it. */
static tol_status check_pair(lint *job, size_t a, size_t b, tol_error *err)
{
    const tol_roll_term *before = &job->roll.items[a], *term = &job->roll.items[b];
    bool is_same = share_translation(&job->roll, a, b);
    long long id = (long long)before->concept_id;
    if (is_same && contradicts(before, term)) {
        return tell(job, CONTRADICTING_STATUS, term, before, err, "the term is %s here, and %s in concept %lld",
                    tol_term_status_name(term->status), tol_term_status_name(before->status), id);
    }
    if (is_same && is_permitted(before) == is_permitted(term)) {
        return is_news(job, DUPLICATE_CONCEPT, before, term)
                   ? tell(job, DUPLICATE_CONCEPT, term, before, err,
                          "concept %lld has this term and its translation, too", id)
                   : TOL_OK;
    }
    bool is_homonym = !is_same && tol_str_equal(before->glossary, term->glossary);
    return is_homonym ? tell(job, HOMONYM, term, before, err, "concept %lld has this term in another meaning", id)
                      : TOL_OK;
}

/* Terms by language and folded text, then as they stand. */
static int by_word(const void *a, const void *b)
{
    const tol_roll_term *left = *(const tol_roll_term *const *)a, *right = *(const tol_roll_term *const *)b;
    int order = tol_str_compare(left->lang, right->lang);
    order = order ? order : tol_str_compare(left->folded, right->folded);
    return order ? order : (left > right) - (left < right);
}

static tol_status check_alike(lint *job, const tol_roll_term **terms, size_t at, tol_error *err)
{
    const tol_roll *roll = &job->roll;
    const tol_roll_term *term = terms[at];
    tol_status status = TOL_OK;
    size_t from = at;
    while (from > 0 && at - from < ALIKE_MAX && is_alike(terms[from - 1], term)) {
        from--;
    }
    for (size_t i = from; i < at && !status; i++) {
        if (terms[i]->concept_id != term->concept_id) {
            status = check_pair(job, (size_t)(terms[i] - roll->items), (size_t)(term - roll->items), err);
        }
    }
    return status;
}

static tol_status check_words(lint *job, tol_error *err)
{
    size_t n = job->roll.n, cap = 0;
    const tol_roll_term **terms = tol_mem_grow(NULL, &cap, n + 1, sizeof *terms);
    if (!terms) {
        return tol_fail_nomem(err);
    }
    for (size_t i = 0; i < n; i++) {
        terms[i] = &job->roll.items[i];
    }
    qsort(terms, n, sizeof *terms, by_word);
    tol_status status = TOL_OK;
    for (size_t i = 1; i < n && !status; i++) {
        status = terms[i]->folded.len ? check_alike(job, terms, i, err) : TOL_OK;
    }
    tol_mem_free(terms);
    return status;
}

/* ---- terms that no text has ---- */

/* A walk over all texts of one language. */
typedef struct reader {
    lint *job;
    tol_str lang;
    tol_recogniser *recogniser;
    tol_arena arena;
} reader;

static tol_map_slot *seen_slot(lint *job, int64_t concept_id, tol_str text)
{
    char id[24];
    snprintf(id, sizeof id, "%lld", (long long)concept_id);
    return slot_of(job, &job->seen, tol_str_of(id), text);
}

static tol_status read_unit(void *user, const tol_unit *unit, tol_error *err)
{
    reader *r = user;
    tol_status status = TOL_OK;
    for (size_t i = 0; i < unit->n_variants && !status; i++) {
        tol_term_hit *hits = NULL;
        size_t n = 0;
        tol_arena_reset(&r->arena);
        if (tol_lang_matches(unit->variants[i].lang, r->lang) && unit->variants[i].text.len <= TOL_TEXT_MAX) {
            status = tol_recognise(r->recogniser, unit->variants[i].text, &r->arena, &hits, &n, err);
        }
        for (size_t k = 0; k < n && !status; k++) {
            tol_map_slot *slot = seen_slot(r->job, hits[k].concept_id, hits[k].term);
            status = slot ? TOL_OK : tol_fail_nomem(err);
            if (slot) {
                slot->value = 1;
            }
        }
    }
    return status;
}

/* A term that was only met inside of longer ones has been seen all the same. */
static tol_status is_anywhere(tol_concordance *concordance, tol_str text, bool *is, tol_error *err)
{
    tol_arena arena = TOL_ARENA_INIT;
    tol_concordance_hits hits = {.n = 0};
    tol_status status = tol_concordance_find(concordance, text, &arena, &hits, err);
    *is = hits.n > 0;
    tol_arena_release(&arena);
    if (status == TOL_EINVAL || status == TOL_ELIMIT) { /* nothing that could be looked for */
        tol_error_clear(err);
        *is = true;
        status = TOL_OK;
    }
    return status;
}

static tol_status tell_unseen(lint *job, tol_str lang, tol_error *err)
{
    tol_concordance *concordance = NULL;
    tol_concordance_opt opt = TOL_CONCORDANCE_OPT_INIT;
    opt.source_lang = lang;
    opt.is_phrase = true;
    opt.limit = 1;
    tol_status status = tol_concordance_new(job->store, &opt, &concordance, err);
    for (size_t i = 0; i < job->roll.n && !status; i++) {
        const tol_roll_term *term = &job->roll.items[i];
        bool is_asked = tol_str_equal(term->lang, lang) && is_permitted(term) && term->folded.len;
        const tol_map_slot *slot = is_asked ? seen_slot(job, term->concept_id, term->text) : NULL;
        bool is = !is_asked || (slot && slot->value);
        status = is ? TOL_OK : is_anywhere(concordance, term->text, &is, err);
        if (!status && !is) {
            status = tell(job, UNSEEN_TERM, term, NULL, err, "no text of the bank has the term");
        }
    }
    tol_concordance_free(concordance);
    return status;
}

static tol_status check_lang_seen(lint *job, tol_str lang, tol_error *err)
{
    reader r = {.job = job, .lang = lang};
    tol_status status = tol_recogniser_new(job->store, lang, lang, &r.recogniser, err);
    if (!status) {
        status = tol_unit_each(job->store, NULL, 0, read_unit, &r, err);
    }
    tol_recogniser_free(r.recogniser);
    tol_arena_release(&r.arena);
    return status ? status : tell_unseen(job, lang, err);
}

/* Only languages that the bank has text in can be asked for. */
static tol_status check_seen(lint *job, tol_error *err)
{
    tol_arena arena = TOL_ARENA_INIT;
    tol_str *langs = NULL;
    size_t n = 0;
    tol_status status = tol_store_langs(job->store, &arena, &langs, &n, err);
    for (size_t k = 0; k < job->roll.n_analysers && !status; k++) {
        bool has = false;
        for (size_t i = 0; i < n && !has; i++) {
            has = tol_lang_matches(langs[i], job->roll.analysers[k].lang);
        }
        status = has ? check_lang_seen(job, job->roll.analysers[k].lang, err) : TOL_OK;
    }
    tol_arena_release(&arena);
    return status;
}

/* ---- the public door ---- */

tol_status tol_glossary_lint(tol_store *store, tol_str glossary,
                             tol_status (*each)(void *user, const tol_lint_finding *finding, tol_error *err),
                             void *user, tol_error *err)
{
    tol_error_clear(err);
    lint job = {.store = store, .each = each, .user = user};
    tol_status status = tol_roll_read(&job.roll, store, glossary, TOL_STR_NULL, err);
    if (!status) {
        status = check_concepts(&job, err);
    }
    if (!status) {
        status = check_words(&job, err);
    }
    if (!status) {
        status = check_seen(&job, err);
    }
    tol_map_release(&job.counts);
    tol_map_release(&job.seen);
    tol_buf_release(&job.key);
    tol_roll_release(&job.roll);
    return status;
}
