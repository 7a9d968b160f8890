/* tolmach term: glossaries in, shown and out. */
#include <getopt.h>
#include <jansson.h>
#include <string.h>

#include "commands.h"
#include "term_export.h"

enum { OPT_JSON = 256, OPT_STRICT, OPT_VERBOSE };

static const option_row options[] = {
    {'g', "glossary", "NAME", "list, export: only this glossary; import: its name"},
    {'l', "lang", "LANG", "list: only terms of this language"},
    {'f', "format", "FORMAT", "import, export: the format (else found by content and ending)"},
    {'o', "output", "FILE", "export: the file (else standard output)"},
    {'s', "source-lang", "LANG", "import, export: language of the source column, where no language is named"},
    {'t', "target-lang", "LANG", "import, export: language of the target column"},
    {OPT_STRICT, "strict", NULL, "import: refuse what could be repaired"},
    {OPT_VERBOSE, "verbose", NULL, "import, export: show every diagnostic, not only the first of each kind"},
    {OPT_JSON, "json", NULL, "list: one JSON line a term; import: report as JSON"},
    {0, NULL, NULL, NULL},
};

typedef struct term_job {
    cli *c;
    const char *lang;
    term_export out; /* with what import shares: glossary, format, languages */
    bool json, strict;
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
        tol_status status = tol_concept_each(store, tol_str_of(job->out.glossary), list_concept, job, &err);
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

static int import(term_job *job, char **paths, int n)
{
    if (n == 0) {
        return cli_usage(job->c, "no file given");
    }
    glossary_import in = {.name = job->out.glossary, .json = job->json, .verbose = job->out.verbose};
    in.read = (tol_read_opt){.format = job->out.format,
                             .takes = TOL_TAKE_CONCEPTS,
                             .source_lang = job->out.source_lang,
                             .target_lang = job->out.target_lang,
                             .strict = job->strict};
    return import_glossaries(job->c, &in, paths, (size_t)n);
}

static int run_action(term_job *job, int argc, char **argv)
{
    const char *action = optind < argc ? argv[optind++] : "list";
    int n = argc - optind;
    if (strcmp(action, "import") == 0) {
        return import(job, argv + optind, n);
    }
    if (strcmp(action, "export") == 0) {
        job->out.glossary = n == 1 && !job->out.glossary ? argv[optind++] : job->out.glossary;
        return optind == argc ? export_glossaries(job->c, &job->out)
                              : cli_usage(job->c, "'term export' takes one glossary");
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
    return cli_usage(job->c, "unknown action \"%s\": import, export, list, glossaries or delete", action);
}

static bool is_lang(const cli *c, const char *option, const char *value)
{
    if (tol_lang_is_known(tol_str_of(value))) {
        return true;
    }
    cli_usage(c, "%s: \"%s\" is no language", option, value);
    return false;
}

static bool take_option(term_job *job, int id, const char *value)
{
    switch (id) {
    case 'g':
        job->out.glossary = value;
        return true;
    case 'l':
        job->lang = value;
        return true;
    case 'f':
        job->out.format = value;
        return true;
    case 'o':
        job->out.output = value;
        return true;
    case 's':
        job->out.source_lang = value;
        return is_lang(job->c, "--source-lang", value);
    case 't':
        job->out.target_lang = value;
        return is_lang(job->c, "--target-lang", value);
    case OPT_STRICT:
        return job->strict = true;
    case OPT_VERBOSE:
        return job->out.verbose = true;
    default:
        return job->json = true;
    }
}

static int term(cli *c, int argc, char **argv)
{
    term_job job = {.c = c, .out = {.output = "-"}};
    const char *value;
    int id;
    while ((id = cli_option(c, argc, argv, &value)) > 0) {
        if (!take_option(&job, id, value)) {
            return EXIT_USAGE;
        }
    }
    if (!job.out.source_lang != !job.out.target_lang) {
        return cli_usage(c, "--source-lang and --target-lang go together");
    }
    return id < 0 ? EXIT_USAGE : run_action(&job, argc, argv);
}

const command command_term = {
    "term",
    "[OPTION]... [import FILE... | export [GLOSSARY] | list | glossaries | delete GLOSSARY]",
    "Import, export, list and delete glossaries and their terms.",
    options,
    "The list has a line for each term: glossary, concept, language, term, status.\n"
    "What the format of an export cannot carry is told on standard error.",
    term,
};
