/* tolmach term: glossaries in and shown. */
#include <getopt.h>
#include <jansson.h>
#include <string.h>

#include "commands.h"

enum { OPT_JSON = 256 };

static const option_row options[] = {
    {'g', "glossary", "NAME", "list: only this glossary; import: its name"},
    {'l', "lang", "LANG", "list: only terms of this language"},
    {OPT_JSON, "json", NULL, "list: one JSON line a term"},
    {0, NULL, NULL, NULL},
};

typedef struct term_job {
    cli *c;
    const char *glossary, *lang;
    bool json;
} term_job;

static void print_term(const term_job *job, tol_str glossary, const tol_concept *entry, const tol_term *term)
{
    char tag[TOL_LANG_MAX];
    tol_lang_canonical(term->lang, tag);
    if (job->json) {
        json_print_line(json_pack("{s:o, s:I, s:o, s:s, s:o, s:s}", "glossary", json_of_str(glossary), "concept_id",
                                  (json_int_t)entry->id, "concept", json_of_str(entry->name), "lang", tag, "term",
                                  json_of_str(term->text), "status", tol_term_status_name(term->status)));
        return;
    }
    cli_put(stdout, glossary);
    printf("\t%lld\t", (long long)entry->id);
    cli_put(stdout, tol_str_of(tag));
    putchar('\t');
    cli_put(stdout, term->text);
    printf("\t%s\n", tol_term_status_name(term->status));
}

static tol_status list_concept(void *user, tol_str glossary, const tol_concept *entry, tol_error *err)
{
    const term_job *job = user;
    (void)err;
    for (size_t i = 0; i < entry->n_terms; i++) {
        if (!job->lang || tol_lang_matches(entry->terms[i].lang, tol_str_of(job->lang))) {
            print_term(job, glossary, entry, &entry->terms[i]);
        }
    }
    return TOL_OK;
}

static int list(term_job *job)
{
    int code;
    tol_error err;
    tol_store *store = cli_open(job->c, TOL_OPEN_READ, &code);
    if (!store) {
        return code;
    }
    if (job->lang && !cli_check_lang(job->c, store, "--lang", job->lang)) {
        code = EXIT_USAGE;
    } else {
        tol_status status = tol_concept_each(store, tol_str_of(job->glossary), list_concept, job, &err);
        code = status == TOL_OK ? EXIT_SUCCESS : cli_fail(job->c, &err);
    }
    tol_store_close(store);
    return code;
}

static int delete_glossary(term_job *job, const char *name)
{
    int code;
    tol_error err;
    tol_store *store = cli_open(job->c, TOL_OPEN_WRITE, &code);
    if (store) {
        code = tol_glossary_delete(store, tol_str_of(name), &err) == TOL_OK ? EXIT_SUCCESS : cli_fail(job->c, &err);
        tol_store_close(store);
    }
    return code;
}

static void print_glossary(const tol_glossary_info *g, bool json)
{
    if (json) {
        json_print_line(json_pack("{s:o, s:I, s:I}", "glossary", json_of_str(g->name), "concepts",
                                  (json_int_t)g->n_concepts, "terms", (json_int_t)g->n_terms));
    } else {
        cli_put(stdout, g->name);
        printf("\t%llu %s\t%llu %s\n", (unsigned long long)g->n_concepts,
               cli_noun(g->n_concepts, "concept", "concepts"), (unsigned long long)g->n_terms,
               cli_noun(g->n_terms, "term", "terms"));
    }
}

static int list_glossaries(term_job *job)
{
    int code;
    tol_error err;
    tol_store *store = cli_open(job->c, TOL_OPEN_READ, &code);
    if (!store) {
        return code;
    }
    tol_arena arena = TOL_ARENA_INIT;
    tol_glossary_info *infos = NULL;
    size_t n = 0;
    code = tol_glossary_list(store, &arena, &infos, &n, &err) == TOL_OK ? EXIT_SUCCESS : cli_fail(job->c, &err);
    for (size_t i = 0; i < n; i++) {
        print_glossary(&infos[i], job->json);
    }
    tol_arena_release(&arena);
    tol_store_close(store);
    return code;
}

static int run_action(term_job *job, int argc, char **argv)
{
    const char *action = optind < argc ? argv[optind++] : "list";
    int n = argc - optind;
    if (strcmp(action, "import") == 0) {
        return n ? import_glossaries(job->c, job->glossary, argv + optind, (size_t)n)
                 : cli_usage(job->c, "no file given");
    }
    if (strcmp(action, "delete") == 0) {
        return n == 1 ? delete_glossary(job, argv[optind]) : cli_usage(job->c, "'term delete' takes one glossary");
    }
    if (n > 0) {
        return cli_usage(job->c, "\"%s\" is one word too many", argv[optind]);
    }
    if (strcmp(action, "list") == 0) {
        return list(job);
    }
    if (strcmp(action, "glossaries") == 0) {
        return list_glossaries(job);
    }
    return cli_usage(job->c, "unknown action \"%s\": import, list, glossaries or delete", action);
}

static int term(cli *c, int argc, char **argv)
{
    term_job job = {.c = c};
    const char *value;
    int id;
    while ((id = cli_option(c, argc, argv, &value)) > 0) {
        switch (id) {
        case 'g':
            job.glossary = value;
            break;
        case 'l':
            job.lang = value;
            break;
        default:
            job.json = true;
        }
    }
    return id < 0 ? EXIT_USAGE : run_action(&job, argc, argv);
}

const command command_term = {
    "term",
    "[OPTION]... [import FILE... | list | glossaries | delete GLOSSARY]",
    "Import, list and delete glossaries and their terms.",
    options,
    "The list has a line for each term: glossary, concept, language, term, status.",
    term,
};
