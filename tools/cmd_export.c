/* tolmach export: memories into a file. */
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "commands.h"
#include "export_project.h"

#define MEMORIES_MAX 1000

enum { OPT_PROFILE = 256, OPT_COLUMNS, OPT_EXACT, OPT_FORCE };

static const option_row options[] = {
    {'m', "memory", "NAME", "a memory to export; may be repeated (else all)"},
    {'f', "format", "FORMAT", "the format (else by the file's ending, else tmx)"},
    {OPT_PROFILE, "profile", "PROFILE", "for which tool a TMX is written: see below"},
    {'s', "source-lang", "LANG", "for a format of two languages: the source (else the memories')"},
    {'t', "target-lang", "LANG", "and the target (else the first other one)"},
    {OPT_COLUMNS, "columns", "LIST", "the columns of a table: see below"},
    {OPT_EXACT, "exact-matches", "WHAT", "in a project: insert (default), offer or enforce; see below"},
    {OPT_FORCE, "force", NULL, "put memories and glossaries into a project that is there already"},
    {'o', "output", "FILE", "the file (else standard output); the folder of a project"},
    {0, NULL, NULL, NULL},
};

typedef struct export_job {
    cli *c;
    tol_str memories[MEMORIES_MAX];
    size_t n_memories;
    tol_write_opt write;
    const char *output;
    tol_omegat_opt project;
    bool is_for_project; /* an option was given that only a project has */
} export_job;

static bool add_memory(export_job *job, const char *name)
{
    if (job->n_memories == MEMORIES_MAX) {
        cli_usage(job->c, "more than %d memories", MEMORIES_MAX);
        return false;
    }
    job->memories[job->n_memories++] = tol_str_of(name);
    return true;
}

static bool is_project(const export_job *job)
{
    return job->write.format && strcmp(job->write.format, OMEGAT_PROJECT_FORMAT) == 0;
}

static bool take_project_option(export_job *job, int id, const char *value)
{
    job->is_for_project = true;
    job->project.update = job->project.update || id == OPT_FORCE;
    return id == OPT_FORCE || export_project_exact(job->c, value, &job->project.exact);
}

/* Options that mean nothing together. */
static bool check_options(const export_job *job)
{
    if (is_project(job) && (job->write.profile || job->write.columns)) {
        cli_usage(job->c, "a project has no profile and no columns");
        return false;
    }
    if (!is_project(job) && job->is_for_project) {
        cli_usage(job->c, "--exact-matches and --force go with --format " OMEGAT_PROJECT_FORMAT);
        return false;
    }
    return true;
}

static bool parse_options(export_job *job, int argc, char **argv)
{
    const char *value;
    int id;
    while ((id = cli_option(job->c, argc, argv, &value)) > 0) {
        if (id == 'm') {
            if (!add_memory(job, value)) {
                return false;
            }
        } else if (id == OPT_EXACT || id == OPT_FORCE) {
            if (!take_project_option(job, id, value)) {
                return false;
            }
        } else if (id == 'f') {
            job->write.format = value;
        } else if (id == 's') {
            job->write.source_lang = value;
        } else if (id == 't') {
            job->write.target_lang = value;
        } else if (id == OPT_COLUMNS) {
            job->write.columns = value;
        } else if (id == OPT_PROFILE) {
            job->write.profile = value;
        } else {
            job->output = value;
        }
    }
    if (id == 0 && optind < argc) {
        cli_usage(job->c, "\"%s\" is one word too many; memories are named by --memory", argv[optind]);
        return false;
    }
    return id == 0 && check_options(job);
}

static int write_project(export_job *job)
{
    job->project.memories = job->memories;
    job->project.n_memories = job->n_memories;
    job->project.source_lang = job->write.source_lang;
    job->project.target_lang = job->write.target_lang;
    return export_project(job->c, job->output, &job->project);
}

static int write_file(cli *c, const export_job *job)
{
    int code;
    tol_store *store = cli_open(c, TOL_OPEN_READ, &code);
    if (!store) {
        return code;
    }
    teller t;
    tol_error err;
    uint64_t n_units = 0;
    bool to_file = strcmp(job->output, "-") != 0;
    interrupt_catch();
    teller_start(&t, c, "exporting", false, false);
    tol_listener listener = teller_listener(&t);
    tol_status status =
        tol_export_file(store, job->memories, job->n_memories, job->output, &job->write, &listener, &n_units, &err);
    teller_stop(&t);
    code = status == TOL_OK ? EXIT_SUCCESS : cli_fail(c, &err);
    if (status == TOL_OK && to_file) {
        cli_warn(c, "%llu %s written to \"%s\"", (unsigned long long)n_units, cli_noun(n_units, "unit", "units"),
                 job->output);
    }
    tol_store_close(store);
    return code;
}

static int export_memories(cli *c, int argc, char **argv)
{
    export_job job = {.c = c, .write = TOL_WRITE_OPT_INIT, .output = "-", .project = TOL_OMEGAT_OPT_INIT};
    if (!parse_options(&job, argc, argv)) {
        return EXIT_USAGE;
    }
    return is_project(&job) ? write_project(&job) : write_file(c, &job);
}

const command command_export = {
    "export",
    "[OPTION]...",
    "Write memories to a file.",
    options,
    "A file appears under its name only when all of it is written.\n"
    "The columns of a table (csv, tsv), separated by commas: languages (ru, en), source, target, tuid, note, context,\n"
    "creationdate, creationid, changedate, changeid, usagecount, or the type of a prop. Without --columns they are the "
    "two\n"
    "languages, the tuid and the context.\n"
    "--format omegat-project writes a folder that OmegaT opens: the memories in tm/, the bank's glossaries in "
    "glossary/,\n"
    "in the two languages of --source-lang and --target-lang, which the memories tell when they have no others. Exact\n"
    "matches of memories without a penalty are put in (insert, tm/auto/), only shown (offer, tm/), or put in the "
    "place\n"
    "of other translations too (enforce, tm/enforce/); memories with a penalty go to tm/penalty-NN/.",
    export_memories,
};
