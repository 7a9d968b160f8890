/* Options and operands of 'check'. */
#include <getopt.h>
#include <string.h>
#include <sys/stat.h>

#include "check_job.h"

enum {
    OPT_RULES = 256,
    OPT_SEVERITY,
    OPT_IGNORE_PROP,
    OPT_BASELINE,
    OPT_WRITE_BASELINE,
    OPT_INPUT_FORMAT,
    OPT_JSON,
    OPT_LIST_RULES,
    OPT_COLUMNS,
    OPT_VERBOSE
};

const option_row check_options[] = {
    {'m', "memory", "NAME", "a memory of the bank; may be repeated"},
    {'g', "glossary", "NAME", "a glossary of the bank, or a file (else all of the bank); may be repeated"},
    {'s', "source-lang", "LANG", "the language of the originals (else what the first input says)"},
    {'t', "target-lang", "LANG", "that of the translations"},
    {OPT_RULES, "rules", "LIST", "rules, separated by commas; -rule takes one away; all, default"},
    {OPT_SEVERITY, "severity", "LEVEL", "findings from this level on: info, warning (default), error"},
    {OPT_IGNORE_PROP, "ignore-prop", "TYPE", "the prop of units that names rules to be ignored (x-tolmach-ignore)"},
    {OPT_BASELINE, "baseline", "FILE", "findings in this file are known and do not count"},
    {OPT_WRITE_BASELINE, "write-baseline", "FILE", "put all findings into a baseline; none counts then"},
    {'f', "format", "FORMAT", "of the report: text (default), json, sarif, junit, html"},
    {OPT_JSON, "json", NULL, "the same as --format=json"},
    {'o', "output", "FILE", "where the report goes (else standard output)"},
    {OPT_INPUT_FORMAT, "input-format", "FORMAT", "format of the files (else found by content and ending)"},
    {OPT_COLUMNS, "columns", "LIST", "of a table: its columns (else its first row names them)"},
    {OPT_LIST_RULES, "list-rules", NULL, "explain the rules, with examples"},
    {OPT_VERBOSE, "verbose", NULL, "show every diagnostic of the files, not only the first of each kind"},
    {0, NULL, NULL, NULL},
};

static bool is_file(const char *name)
{
    struct stat info;
    return stat(name, &info) == 0 && !S_ISDIR(info.st_mode);
}

static bool add_input(check_job *job, const char *name, bool is_memory)
{
    if (job->n_inputs == CHECK_INPUTS_MAX) {
        cli_usage(job->c, "more than %d memories and files", CHECK_INPUTS_MAX);
        return false;
    }
    if (strcmp(name, "-") == 0 && !is_memory) {
        cli_usage(job->c, "a file is read more than once: standard input cannot be checked");
        return false;
    }
    is_memory = is_memory || (!is_file(name) && !strchr(name, '/'));
    job->inputs[job->n_inputs++] = (tol_check_input){
        .memory = is_memory ? tol_str_of(name) : TOL_STR_NULL, .path = is_memory ? NULL : name, .read = &job->read};
    return true;
}

static bool add_glossary(check_job *job, const char *name)
{
    if (job->n_glossaries + job->n_glossary_files == CHECK_GLOSSARIES_MAX) {
        cli_usage(job->c, "more than %d glossaries", CHECK_GLOSSARIES_MAX);
        return false;
    }
    if (is_file(name) || strchr(name, '/')) {
        job->glossary_files[job->n_glossary_files++] = name;
    } else {
        job->glossaries[job->n_glossaries++] = tol_str_of(name);
    }
    if (job->n_glossaries && job->n_glossary_files) {
        cli_usage(job->c, "glossaries come from the bank or from files, not from both: import the files");
        return false;
    }
    return true;
}

static bool set_severity(check_job *job, const char *value)
{
    for (int s = TOL_INFO; s <= TOL_ERROR; s++) {
        if (strcmp(value, tol_severity_name((tol_severity)s)) == 0) {
            job->opt.least = (tol_severity)s;
            return true;
        }
    }
    cli_usage(job->c, "--severity must be info, warning or error, not \"%s\"", value);
    return false;
}

static bool set_report(check_job *job, const char *value)
{
    job->report = value;
    if (!report_format_named(value)) {
        cli_usage(job->c, "there is no report \"%s\"; there are %s", value, report_format_names());
        return false;
    }
    return true;
}

static bool take_option(check_job *job, int id, const char *value)
{
    switch (id) {
    case 'm':
        return add_input(job, value, true);
    case 'g':
        return add_glossary(job, value);
    case 's':
        job->opt.source_lang = tol_str_of(job->read.source_lang = value);
        return cli_check_lang(job->c, NULL, "--source-lang", value);
    case 't':
        job->opt.target_lang = tol_str_of(job->read.target_lang = value);
        return cli_check_lang(job->c, NULL, "--target-lang", value);
    case OPT_SEVERITY:
        return set_severity(job, value);
    case 'f':
        return set_report(job, value);
    case OPT_JSON:
        job->json = true;
        job->report = "json";
        break;
    case OPT_RULES:
        job->opt.rules = value;
        break;
    case OPT_IGNORE_PROP:
        job->opt.ignore_prop = tol_str_of(value);
        break;
    case OPT_BASELINE:
        job->baseline = value;
        break;
    case OPT_WRITE_BASELINE:
        job->new_baseline = value;
        break;
    case 'o':
        job->output = value;
        break;
    case OPT_INPUT_FORMAT:
        job->read.format = value;
        break;
    case OPT_COLUMNS:
        job->read.columns = value;
        break;
    case OPT_LIST_RULES:
        job->list_rules = true;
        break;
    default:
        job->verbose = true;
    }
    return true;
}

bool check_parse(check_job *job, int argc, char **argv)
{
    const char *value;
    int id;
    while ((id = cli_option(job->c, argc, argv, &value)) > 0) {
        if (!take_option(job, id, value)) {
            return false;
        }
    }
    for (; id == 0 && optind < argc; optind++) {
        if (!add_input(job, argv[optind], false)) {
            return false;
        }
    }
    return id == 0;
}
