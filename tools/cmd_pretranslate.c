/* tolmach pretranslate: a file of a translation tool, filled with what the bank knows. */
#include <getopt.h>
#include <jansson.h>
#include <string.h>

#include "commands.h"
#include "lookup_opt.h"

enum { OPT_EXACT = 256, OPT_FILL_FUZZY, OPT_STATE, OPT_NO_TERMS, OPT_JSON, OPT_VERBOSE };

static const option_row options[] = {
    {'o', "output", "FILE", "the file to be written; needed; \"-\" is standard output"},
    {'s', "source-lang", "LANG", "the source language of a file that does not say it"},
    {'t', "target-lang", "LANG", "its target language"},
    {'n', "min-score", "PERCENT", "take matches from this score on (70)"},
    {'k', "limit", "N", "leave at most N matches beside a segment (3); 0 leaves all"},
    {OPT_EXACT, "exact-only", NULL, "put in exact matches, leave nothing beside the segments"},
    {OPT_FILL_FUZZY, "fill-fuzzy", NULL, "where nothing is exact put in the best match, to be reviewed"},
    {OPT_STATE, "state", "STATE", "the state of exact targets (else the file's own word for translated)"},
    {OPT_NO_TERMS, "no-terms", NULL, "leave glossary terms out"},
    MEMORY_OPTION_ROWS,
    FILTER_OPTION_ROWS,
    {OPT_JSON, "json", NULL, "report as a JSON line"},
    {OPT_VERBOSE, "verbose", NULL, "show every diagnostic, not only the first of each kind"},
    {0, NULL, NULL, NULL},
};

typedef struct pretranslate_job {
    cli *c;
    lookup_opt lookup;
    tol_pretranslate_opt opt;
    const char *output;
    bool json, verbose;
} pretranslate_job;

/* An option that no other command has; false: it is none. */
static bool take_own(pretranslate_job *job, int id, const char *value)
{
    switch (id) {
    case 'o':
        job->output = value;
        return true;
    case OPT_EXACT:
        job->opt.exact_only = true;
        return true;
    case OPT_FILL_FUZZY:
        job->opt.fill_fuzzy = true;
        return true;
    case OPT_STATE:
        job->opt.state = tol_str_of(value);
        return true;
    case OPT_NO_TERMS:
        job->opt.no_terms = true;
        return true;
    case OPT_JSON:
        job->json = true;
        return true;
    case OPT_VERBOSE:
        job->verbose = true;
        return true;
    default:
        return false;
    }
}

static bool check_options(const pretranslate_job *job, int n_files)
{
    if (n_files != 1) {
        cli_usage(job->c, n_files ? "'pretranslate' takes one file" : "no file is given");
        return false;
    }
    if (!job->output) {
        cli_usage(job->c, "--output is needed: the file to be written (it may be the same file)");
        return false;
    }
    if (job->opt.exact_only && job->opt.fill_fuzzy) {
        cli_usage(job->c, "--exact-only does not go with --fill-fuzzy");
        return false;
    }
    return lookup_opt_check_rules(&job->lookup, job->c);
}

static bool parse_options(pretranslate_job *job, int argc, char **argv)
{
    const char *value;
    int id;
    lookup_opt_init(&job->lookup);
    job->lookup.limit = 3;
    while ((id = cli_option(job->c, argc, argv, &value)) > 0) {
        if (!take_own(job, id, value) && lookup_opt_take(&job->lookup, job->c, id, value) == FILTER_WRONG) {
            return false;
        }
    }
    return id == 0 && check_options(job, argc - optind);
}

/* ---- the report ---- */

static void report_json(const char *file, const tol_pretranslate_report *r)
{
    const struct {
        const char *name;
        uint64_t n;
    } counts[] = {{"segments", r->segments}, {"open", r->open},       {"context", r->context}, {"exact", r->exact},
                  {"fuzzy", r->fuzzy},       {"nothing", r->nothing}, {"unfit", r->unfit},     {"terms", r->terms}};
    json_t *line = json_object();
    json_object_set_new(line, "file", json_of_str(tol_str_of(file)));
    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++) {
        json_object_set_new(line, counts[i].name, json_integer((json_int_t)counts[i].n));
    }
    json_print_line(line);
}

/* The result may be on standard output: then the report is a remark. */
static void report_text(FILE *out, const char *file, const tol_pretranslate_report *r)
{
    cli_put(out, tol_str_of(file));
    fprintf(out, ": %llu of %llu %s open: %llu in context, %llu exact, %llu fuzzy, %llu unknown",
            (unsigned long long)r->open, (unsigned long long)r->segments, cli_noun(r->segments, "segment", "segments"),
            (unsigned long long)r->context, (unsigned long long)r->exact, (unsigned long long)r->fuzzy,
            (unsigned long long)r->nothing);
    if (r->unfit) {
        fprintf(out, " (%llu exact but for the inline codes)", (unsigned long long)r->unfit);
    }
    if (r->terms) {
        fprintf(out, "; %llu %s", (unsigned long long)r->terms, cli_noun(r->terms, "term", "terms"));
    }
    fputc('\n', out);
}

static void print_report(const pretranslate_job *job, const char *file, const tol_pretranslate_report *report)
{
    bool is_taken = strcmp(job->output, "-") == 0;
    if (job->json && !is_taken) {
        report_json(file, report);
    } else if (!job->c->quiet) {
        report_text(is_taken ? stderr : stdout, file, report);
    }
}

/* ---- the work ---- */

static int fill(pretranslate_job *job, tol_store *store, const char *file)
{
    tol_pretranslate_report report;
    tol_error err;
    teller t;
    teller_start(&t, job->c, "pretranslating", true, job->verbose);
    job->opt.lookup = lookup_opt_options(&job->lookup);
    job->opt.listener = teller_listener(&t);
    tol_status status = tol_pretranslate_file(store, file, job->output, &job->opt, &report, &err);
    teller_stop(&t);
    if (status != TOL_OK) {
        int code = cli_fail(job->c, &err);
        if (status == TOL_EINVAL && strstr(err.message, "language")) {
            cli_warn(job->c, "give --source-lang and --target-lang");
        }
        if (status == TOL_EFORMAT && strstr(err.message, "not an XLIFF file")) {
            cli_warn(job->c, "pretranslate fills XLIFF, sdlxliff and mqxliff");
        }
        return code;
    }
    print_report(job, file, &report);
    return EXIT_FOUND;
}

static bool check_langs(const pretranslate_job *job, tol_store *store)
{
    const lookup_opt *o = &job->lookup;
    return (!o->source || cli_check_lang(job->c, store, "--source-lang", o->source)) &&
           (!o->target || cli_check_lang(job->c, store, "--target-lang", o->target));
}

static int pretranslate(cli *c, int argc, char **argv)
{
    static pretranslate_job job; /* the lists of options are long */
    job = (pretranslate_job){.c = c, .opt = TOL_PRETRANSLATE_OPT_INIT};
    if (!parse_options(&job, argc, argv)) {
        return EXIT_USAGE;
    }
    int code;
    tol_store *store = cli_open(c, TOL_OPEN_READ, &code);
    if (!store) {
        return code;
    }
    interrupt_catch();
    code = check_langs(&job, store) ? fill(&job, store, argv[optind]) : EXIT_USAGE;
    tol_store_close(store);
    return code;
}

const command command_pretranslate = {
    "pretranslate",
    "[OPTION]... --output=OUT FILE",
    "Fill an XLIFF file with what the bank knows.",
    options,
    "Matches of 100 and more become targets, others stand beside the segments, with their scores and differences;\n"
    "glossary terms become notes. Segments that are translated, locked or approved are not touched, and every other\n"
    "byte of the file stays as it was. OUT may be FILE.",
    pretranslate,
};
