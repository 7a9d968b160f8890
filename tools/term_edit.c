/* tolmach term add, edit, delete, create, rename and set: glossaries, concepts and terms are changed. */
#include <stdlib.h>
#include <string.h>

#include "term_job.h"

const term_saying term_sayings[TERM_SAYINGS] = {
    {"definition", TOL_CATEGORY_DEFINITION, true, false},
    {"subject", TOL_CATEGORY_SUBJECT, true, false},
    {"client", TOL_CATEGORY_CLIENT, true, false},
    {"project", TOL_CATEGORY_PROJECT, true, false},
    {"note", TOL_CATEGORY_NOTE, true, true},
    {"source", TOL_CATEGORY_SOURCE, true, true},
    {"pos", TOL_CATEGORY_POS, false, true},
    {"type", TOL_CATEGORY_TYPE, false, true},
    {"example", TOL_CATEGORY_CONTEXT, false, true},
};

static bool says(const term_job *job, bool of_concept, bool of_term)
{
    for (size_t i = 0; i < TERM_SAYINGS; i++) {
        const term_saying *one = &term_sayings[i];
        if (job->sayings[i] && ((of_concept && one->of_concept) || (of_term && one->of_term))) {
            return true;
        }
    }
    return of_term && (job->has_status || job->has_case || job->text);
}

bool term_job_says(const term_job *job)
{
    return says(job, true, true);
}

static tol_status fail(tol_error *err, tol_status code, const char *message)
{
    if (err) {
        err->code = code;
        snprintf(err->message, sizeof err->message, "%s", message);
    }
    return code;
}

/* ---- what is said ---- */

static tol_status say_of_term(const term_job *job, tol_arena *arena, tol_term *term)
{
    tol_status status = TOL_OK;
    for (size_t i = 0; i < TERM_SAYINGS && status == TOL_OK; i++) {
        if (job->sayings[i] && term_sayings[i].of_term) {
            status = tol_term_say(arena, term, term_sayings[i].kind, tol_str_of(job->sayings[i]));
        }
    }
    if (job->has_status) {
        tol_term_set_status(term, job->status);
    }
    return status == TOL_OK && job->has_case ? tol_term_set_case(arena, term, job->case_rule) : status;
}

/* Definitions are of a language where one is named; what may be of a term is, when one is named. */
static tol_status say_of_concept(const term_job *job, tol_arena *arena, tol_concept *entry, bool has_term)
{
    tol_status status = TOL_OK;
    for (size_t i = 0; i < TERM_SAYINGS && status == TOL_OK; i++) {
        const term_saying *one = &term_sayings[i];
        if (job->sayings[i] && one->of_concept && !(one->of_term && has_term)) {
            tol_str lang = one->kind == TOL_CATEGORY_DEFINITION ? tol_str_of(job->lang) : TOL_STR_NULL;
            status = tol_concept_say(arena, entry, one->kind, lang, tol_str_of(job->sayings[i]));
        }
    }
    return status;
}

/* ---- glossaries ---- */

/* Do something with the bank that needs no answer. */
static int with_bank(term_job *job, tol_open_mode mode,
                     tol_status (*run)(term_job *job, tol_store *store, tol_error *err))
{
    int code;
    tol_error err;
    tol_store *store = cli_open(job->c, mode, &code);
    if (store) {
        code = run(job, store, &err) == TOL_OK ? EXIT_SUCCESS : cli_fail(job->c, &err);
        tol_store_close(store);
    }
    return code;
}

static tol_status create(term_job *job, tol_store *store, tol_error *err)
{
    tol_status status = tol_glossary_create(store, tol_str_of(job->words[0]), err);
    return status == TOL_OK && job->has_priority
               ? tol_glossary_set_priority(store, tol_str_of(job->words[0]), job->priority, err)
               : status;
}

int term_create(term_job *job)
{
    return job->n_words == 1 ? with_bank(job, TOL_OPEN_CREATE, create)
                             : cli_usage(job->c, "'term create' takes the name of a glossary");
}

static tol_status rename_one(term_job *job, tol_store *store, tol_error *err)
{
    return tol_glossary_rename(store, tol_str_of(job->words[0]), tol_str_of(job->words[1]), err);
}

int term_rename(term_job *job)
{
    return job->n_words == 2 ? with_bank(job, TOL_OPEN_WRITE, rename_one)
                             : cli_usage(job->c, "'term rename' takes a glossary and its new name");
}

static tol_status set(term_job *job, tol_store *store, tol_error *err)
{
    return tol_glossary_set_priority(store, tol_str_of(job->words[0]), job->priority, err);
}

int term_set(term_job *job)
{
    return job->n_words == 1 && job->has_priority ? with_bank(job, TOL_OPEN_WRITE, set)
                                                  : cli_usage(job->c, "'term set' takes a glossary, and --priority");
}

/* ---- adding ---- */

static bool has_term(const tol_concept *entry, tol_str lang, tol_str text)
{
    for (size_t i = 0; i < entry->n_terms; i++) {
        if (tol_lang_matches(entry->terms[i].lang, lang) && tol_str_equal(entry->terms[i].text, text)) {
            return true;
        }
    }
    return false;
}

/* The language of each word: with --lang all are of it; else the first one is of the source, the others are of the
 * target language. */
static const char *lang_of_word(const term_job *job, int i)
{
    return job->lang ? job->lang : i == 0 ? job->out.source_lang : job->out.target_lang;
}

static tol_status add_words(void *user, tol_arena *arena, tol_concept *entry, tol_error *err)
{
    const term_job *job = user;
    for (int i = 0; i < job->n_words; i++) {
        tol_str lang = tol_str_of(lang_of_word(job, i)), text = tol_str_of(job->words[i]);
        if (has_term(entry, lang, text)) {
            return fail(err, TOL_EEXISTS, "the concept has this term already");
        }
        tol_term *term = tol_concept_add_term(arena, entry, lang, text, TOL_TERM_UNKNOWN);
        if (!term || say_of_term(job, arena, term) != TOL_OK) {
            return fail(err, TOL_ENOMEM, "out of memory");
        }
    }
    return say_of_concept(job, arena, entry, true) == TOL_OK ? TOL_OK : fail(err, TOL_ENOMEM, "out of memory");
}

static tol_status add_concept(term_job *job, tol_store *store, int64_t *id, tol_error *err)
{
    tol_concept entry = {.id = 0};
    tol_arena arena = TOL_ARENA_INIT;
    tol_status status = add_words(job, &arena, &entry, err);
    if (status == TOL_OK) {
        status = tol_concept_add(store, tol_str_of(job->out.glossary), &entry, id, err);
    }
    tol_arena_release(&arena);
    return status;
}

static tol_status add(term_job *job, tol_store *store, tol_error *err)
{
    int64_t id = job->concept_id;
    tol_status status = id ? tol_concept_edit(store, id, add_words, job, err) : add_concept(job, store, &id, err);
    for (int i = 0; i < job->n_words && status == TOL_OK; i++) {
        status = term_print_concept(job, store, id, job->words[i], err);
    }
    return status;
}

int term_add(term_job *job)
{
    if (!job->n_words || (!job->lang && !job->out.source_lang)) {
        return cli_usage(job->c, "'term add' takes terms: -l LANG TERM..., or -s LANG -t LANG TERM TRANSLATION...");
    }
    if ((job->concept_id != 0) == (job->out.glossary != NULL)) {
        return cli_usage(job->c, "'term add' needs --glossary for a new concept, or --concept for one that is there");
    }
    if (job->lang && !tol_lang_is_known(tol_str_of(job->lang))) {
        return cli_usage(job->c, "--lang: \"%s\" is no language", job->lang);
    }
    for (int i = 0; i < job->n_words; i++) {
        if (!job->words[i][0]) {
            return cli_usage(job->c, "a term is empty");
        }
    }
    return with_bank(job, job->concept_id ? TOL_OPEN_WRITE : TOL_OPEN_CREATE, add);
}

/* ---- editing and deleting ---- */

/* The one term that the operand and --lang name; the number of terms of the concept when there is none, or several. */
static size_t find_term(const term_job *job, const tol_concept *entry, tol_status *status, tol_error *err)
{
    size_t found = entry->n_terms, n = 0;
    for (size_t i = 0; i < entry->n_terms; i++) {
        const tol_term *term = &entry->terms[i];
        bool is_meant = (!job->n_words || tol_str_equal(term->text, tol_str_of(job->words[0]))) &&
                        (!job->lang || tol_lang_matches(term->lang, tol_str_of(job->lang)));
        found = is_meant ? i : found;
        n += is_meant;
    }
    *status = n == 1 ? TOL_OK
              : n    ? fail(err, TOL_EINVAL, "the concept has several such terms: name one, with --lang if need be")
                     : fail(err, TOL_ENOTFOUND, "the concept has no such term");
    return n == 1 ? found : entry->n_terms;
}

static tol_status edit_concept(void *user, tol_arena *arena, tol_concept *entry, tol_error *err)
{
    const term_job *job = user;
    bool names_term = job->n_words > 0 || (job->lang && says(job, false, true));
    bool says_of_term = names_term ? says(job, false, true) : job->has_status || job->has_case || job->text;
    tol_status status = TOL_OK;
    for (size_t i = 0; i < TERM_SAYINGS; i++) {
        says_of_term |= job->sayings[i] && !term_sayings[i].of_concept;
    }
    if (names_term || says_of_term) {
        size_t no = find_term(job, entry, &status, err);
        tol_term *term = status == TOL_OK ? &entry->terms[no] : NULL;
        if (term && job->text) {
            term->text = tol_str_of(job->text);
        }
        if (term && say_of_term(job, arena, term) != TOL_OK) {
            status = fail(err, TOL_ENOMEM, "out of memory");
        }
    }
    if (status == TOL_OK && say_of_concept(job, arena, entry, names_term || says_of_term) != TOL_OK) {
        status = fail(err, TOL_ENOMEM, "out of memory");
    }
    return status;
}

static tol_status edit(term_job *job, tol_store *store, tol_error *err)
{
    tol_status status = tol_concept_edit(store, job->concept_id, edit_concept, job, err);
    const char *text = job->text ? job->text : job->n_words ? job->words[0] : NULL;
    return status == TOL_OK ? term_print_concept(job, store, job->concept_id, text, err) : status;
}

int term_edit(term_job *job)
{
    if (!job->concept_id || job->n_words > 1) {
        return cli_usage(job->c, "'term edit' takes --concept, and at most one term of it");
    }
    if (!term_job_says(job)) {
        return cli_usage(job->c, "nothing to change: give --status, --definition or another option");
    }
    if (job->text && !job->text[0]) {
        return cli_usage(job->c, "--text is empty; 'term delete --concept=%lld TERM' takes a term away",
                         (long long)job->concept_id);
    }
    return with_bank(job, TOL_OPEN_WRITE, edit);
}

static tol_status drop_term(void *user, tol_arena *arena, tol_concept *entry, tol_error *err)
{
    tol_status status;
    (void)arena;
    size_t no = find_term(user, entry, &status, err);
    if (status == TOL_OK && entry->n_terms == 1) {
        return fail(err, TOL_EINVAL, "it is the only term of the concept: delete the concept");
    }
    tol_concept_drop_term(entry, no);
    return status;
}

static tol_status delete_one(term_job *job, tol_store *store, tol_error *err)
{
    if (!job->concept_id) {
        return tol_glossary_delete(store, tol_str_of(job->words[0]), err);
    }
    return job->n_words ? tol_concept_edit(store, job->concept_id, drop_term, job, err)
                        : tol_concept_delete(store, job->concept_id, err);
}

int term_delete(term_job *job)
{
    if (job->n_words != 1 && !(job->concept_id && job->n_words == 0)) {
        return cli_usage(job->c, "'term delete' takes one glossary, or --concept and at most one term of it");
    }
    return with_bank(job, TOL_OPEN_WRITE, delete_one);
}
