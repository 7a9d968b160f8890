/* tolmach export: memories into a file. */
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "commands.h"

#define MEMORIES_MAX 1000

enum { OPT_PROFILE = 256, OPT_COLUMNS };

static const option_row options[] = {
    {'m', "memory", "NAME", "a memory to export; may be repeated (else all)"},
    {'f', "format", "FORMAT", "the format (else by the file's ending, else tmx)"},
    {OPT_PROFILE, "profile", "PROFILE", "for which tool a TMX is written: see below"},
    {'s', "source-lang", "LANG", "for a format of two languages: the source (else the memories')"},
    {'t', "target-lang", "LANG", "and the target (else the first other one)"},
    {OPT_COLUMNS, "columns", "LIST", "the columns of a table: see below"},
    {'o', "output", "FILE", "the file (else standard output)"},
    {0, NULL, NULL, NULL},
};

typedef struct export_job {
    cli *c;
    tol_str memories[MEMORIES_MAX];
    size_t n_memories;
    tol_write_opt write;
    const char *output;
} export_job;

static bool parse_options(export_job *job, int argc, char **argv)
{
    const char *value;
    int id;
    while ((id = cli_option(job->c, argc, argv, &value)) > 0) {
        if (id == 'm' && job->n_memories == MEMORIES_MAX) {
            cli_usage(job->c, "more than %d memories", MEMORIES_MAX);
            return false;
        }
        if (id == 'm') {
            job->memories[job->n_memories++] = tol_str_of(value);
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
    return id == 0;
}

static int export_memories(cli *c, int argc, char **argv)
{
    export_job job = {.c = c, .write = TOL_WRITE_OPT_INIT, .output = "-"};
    int code;
    if (!parse_options(&job, argc, argv)) {
        return EXIT_USAGE;
    }
    tol_store *store = cli_open(c, TOL_OPEN_READ, &code);
    if (!store) {
        return code;
    }
    teller t;
    tol_error err;
    uint64_t n_units = 0;
    bool to_file = strcmp(job.output, "-") != 0;
    interrupt_catch();
    teller_start(&t, c, "exporting", false, false);
    tol_listener listener = teller_listener(&t);
    tol_status status =
        tol_export_file(store, job.memories, job.n_memories, job.output, &job.write, &listener, &n_units, &err);
    teller_stop(&t);
    code = status == TOL_OK ? EXIT_SUCCESS : cli_fail(c, &err);
    if (status == TOL_OK && to_file) {
        cli_warn(c, "%llu %s written to \"%s\"", (unsigned long long)n_units, cli_noun(n_units, "unit", "units"),
                 job.output);
    }
    tol_store_close(store);
    return code;
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
    "languages, the tuid and the context.",
    export_memories,
};
