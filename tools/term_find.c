/* tolmach term find and lint: terms by their words, and what is wrong with glossaries. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "term_job.h"

/* ---- find ---- */

static const char *const fits[] = {[TOL_TERM_IS] = "is", [TOL_TERM_HOLDS] = "holds", [TOL_TERM_IN] = "in"};

/* The terms of the concept in other languages. */
static tol_status print_translations(const tol_found_term *found, const tol_concept *entry, json_t *list)
{
    size_t n = 0;
    for (size_t i = 0; i < entry->n_terms; i++) {
        const tol_term *term = &entry->terms[i];
        char tag[TOL_LANG_MAX] = "";
        if (tol_lang_matches(term->lang, found->lang) || !tol_lang_canonical(term->lang, tag)) {
            continue;
        }
        if (list) {
            json_array_append_new(list, json_pack("{s:o, s:s, s:s}", "term", json_of_str(term->text), "lang", tag,
                                                  "status", tol_term_status_name(term->status)));
            continue;
        }
        fputs(n++ ? ", " : "\t→ ", stdout);
        cli_put(stdout, term->text);
        if (term->status != TOL_TERM_PREFERRED && term->status != TOL_TERM_UNKNOWN) {
            printf(" (%s)", tol_term_status_name(term->status));
        }
    }
    return TOL_OK;
}

static void print_found(const term_job *job, const tol_found_term *found, const tol_concept *entry)
{
    if (job->json) {
        json_t *list = json_array();
        print_translations(found, entry, list);
        json_print_line(json_pack("{s:o, s:I, s:o, s:o, s:o, s:s, s:s, s:o}", "glossary", json_of_str(found->glossary),
                                  "concept_id", (json_int_t)found->concept_id, "concept", json_of_str(found->concept),
                                  "lang", json_of_str(found->lang), "term", json_of_str(found->text), "status",
                                  tol_term_status_name(found->status), "fit", fits[found->fit], "translations", list));
        return;
    }
    cli_put(stdout, found->glossary);
    printf("\t%lld\t", (long long)found->concept_id);
    cli_put(stdout, found->lang);
    putchar('\t');
    cli_put(stdout, found->text);
    printf("\t%s", tol_term_status_name(found->status));
    print_translations(found, entry, NULL);
    putchar('\n');
}

static tol_status find(const term_job *job, tol_store *store, size_t *n, tol_error *err)
{
    tol_arena arena = TOL_ARENA_INIT, one = TOL_ARENA_INIT;
    tol_found_term *found = NULL;
    tol_status status = tol_term_find(store, tol_str_of(job->words[0]), tol_str_of(job->lang),
                                      tol_str_of(job->out.glossary), &arena, &found, n, err);
    for (size_t i = 0; i < *n && status == TOL_OK; i++) {
        tol_concept entry;
        tol_arena_reset(&one);
        status = tol_concept_get(store, found[i].concept_id, &one, NULL, &entry, err);
        if (status == TOL_OK) {
            print_found(job, &found[i], &entry);
        }
    }
    tol_arena_release(&arena);
    tol_arena_release(&one);
    return status;
}

int term_find(term_job *job)
{
    int code;
    tol_error err;
    size_t n = 0;
    if (job->n_words != 1) {
        return cli_usage(job->c, "'term find' takes one text");
    }
    tol_store *store = cli_open(job->c, TOL_OPEN_READ, &code);
    if (!store) {
        return code;
    }
    if (job->lang && !cli_check_lang(job->c, store, "--lang", job->lang)) {
        code = EXIT_USAGE;
    } else if (find(job, store, &n, &err) != TOL_OK) {
        code = cli_fail(job->c, &err);
    } else {
        code = n ? EXIT_FOUND : EXIT_NOTHING;
    }
    tol_store_close(store);
    return code;
}

/* ---- lint ---- */

typedef struct lint_run {
    const term_job *job;
    unsigned long long n;
} lint_run;

static tol_status print_finding(void *user, const tol_lint_finding *finding, tol_error *err)
{
    lint_run *run = user;
    const char *severity = tol_severity_name(finding->rule->severity);
    (void)err;
    run->n++;
    if (run->job->json) {
        json_t *other = finding->other_id ? json_integer((json_int_t)finding->other_id) : json_null();
        json_print_line(json_pack("{s:s, s:s, s:o, s:I, s:o, s:o, s:o, s:o, s:o, s:s}", "rule", finding->rule->id,
                                  "severity", severity, "glossary", json_of_str(finding->glossary), "concept_id",
                                  (json_int_t)finding->concept_id, "concept", json_of_str(finding->concept), "lang",
                                  json_of_str(finding->lang), "term", json_of_str(finding->term), "other_concept_id",
                                  other, "other_glossary", json_of_str(finding->other_glossary), "message",
                                  finding->message));
        return TOL_OK;
    }
    cli_put(stdout, finding->glossary);
    printf("\t%lld\t", (long long)finding->concept_id);
    cli_put(stdout, finding->lang);
    putchar('\t');
    cli_put(stdout, finding->term);
    printf("\t%s\t", severity);
    cli_put(stdout, tol_str_of(finding->message));
    printf(" [%s]\n", finding->rule->id);
    return TOL_OK;
}

int term_lint(term_job *job)
{
    int code;
    tol_error err;
    lint_run run = {job, 0};
    if (job->n_words > 1 || (job->n_words && job->out.glossary)) {
        return cli_usage(job->c, "'term lint' takes one glossary");
    }
    const char *name = job->n_words ? job->words[0] : job->out.glossary;
    tol_store *store = cli_open(job->c, TOL_OPEN_READ, &code);
    if (!store) {
        return code;
    }
    tol_status status = tol_glossary_lint(store, tol_str_of(name), print_finding, &run, &err);
    code = status != TOL_OK ? cli_fail(job->c, &err) : run.n ? EXIT_NOTHING : EXIT_SUCCESS;
    tol_store_close(store);
    return code;
}
