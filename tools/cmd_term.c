/* tolmach term: its options and actions. */
#include <getopt.h>
#include <limits.h>
#include <string.h>

#include "commands.h"
#include "term_job.h"

enum {
    OPT_JSON = 256,
    OPT_STRICT,
    OPT_VERBOSE,
    OPT_CONCEPT,
    OPT_TEXT,
    OPT_STATUS,
    OPT_CASE,
    OPT_PRIORITY,
    OPT_SAYING /* the first row of term_sayings; the others follow */
};

static const option_row options[] = {
    {'g', "glossary", "NAME", "list, export: only this glossary; import: its name; add: where to"},
    {'l', "lang", "LANG", "list: only terms of this language; add, edit, delete: theirs"},
    {'f', "format", "FORMAT", "import, export: the format (else found by content and ending)"},
    {'o', "output", "FILE", "export: the file (else standard output)"},
    {'s', "source-lang", "LANG", "import, export: language of the source column, where no language is named"},
    {'t', "target-lang", "LANG", "import, export: language of the target column"},
    {OPT_CONCEPT, "concept", "ID", "add, edit, delete, info: the concept, by the number in the list"},
    {OPT_TEXT, "text", "TERM", "edit: the term's new text"},
    {OPT_STATUS, "status", "STATUS", "preferred, admitted, deprecated, forbidden or unknown; list: only such terms"},
    {OPT_SAYING + 0, "definition", "TEXT", "of the concept; with --lang in that language"},
    {OPT_SAYING + 1, "subject", "TEXT", "scope of the concept: subject field"},
    {OPT_SAYING + 2, "client", "TEXT", "scope of the concept: client"},
    {OPT_SAYING + 3, "project", "TEXT", "scope of the concept: project"},
    {OPT_SAYING + 4, "note", "TEXT", "of the term, or of the concept where no term is named"},
    {OPT_SAYING + 5, "source", "TEXT", "where it was taken from, of the term or the concept"},
    {OPT_SAYING + 6, "pos", "TEXT", "part of speech of the term: noun, verb, adjective, adverb, properNoun, other"},
    {OPT_SAYING + 7, "type", "TEXT", "type of the term: fullForm, abbreviation, acronym, shortForm, variant, phrase"},
    {OPT_SAYING + 8, "example", "TEXT", "an example of the term's use"},
    {OPT_CASE, "case", "RULE", "the term is met as it is written (sensitive), in any case (insensitive), or usual"},
    {OPT_PRIORITY, "priority", "N", "set, create: where glossaries disagree the one of the greater N counts"},
    {OPT_STRICT, "strict", NULL, "import: refuse what could be repaired"},
    {OPT_VERBOSE, "verbose", NULL, "import, export: show every diagnostic, not only the first of each kind"},
    {OPT_JSON, "json", NULL, "one JSON line a term, concept or glossary; import: report as JSON"},
    {0, NULL, NULL, NULL},
};

static int import(term_job *job)
{
    if (job->n_words == 0) {
        return cli_usage(job->c, "no file given");
    }
    glossary_import in = {.name = job->out.glossary, .json = job->json, .verbose = job->out.verbose};
    in.read = (tol_read_opt){.format = job->out.format,
                             .takes = TOL_TAKE_CONCEPTS,
                             .source_lang = job->out.source_lang,
                             .target_lang = job->out.target_lang,
                             .strict = job->strict};
    return import_glossaries(job->c, &in, job->words, (size_t)job->n_words);
}

static int export(term_job *job)
{
    int n_taken = job->n_words == 1 && !job->out.glossary;
    job->out.glossary = n_taken ? job->words[0] : job->out.glossary;
    return job->n_words == n_taken ? export_glossaries(job->c, &job->out)
                                   : cli_usage(job->c, "'term export' takes one glossary");
}

/* What may be said beside the options of import and export: a bit for each group. */
enum { MAY_SAY = 1, MAY_RANK = 2, MAY_NAME = 4, MAY_STATUS = 8 };

static const struct {
    const char *name;
    bool takes_words;
    int may;
    int (*run)(term_job *job);
} actions[] = {
    {"import", true, 0, import},
    {"export", true, 0, export},
    {"list", false, MAY_STATUS, term_list},
    {"find", true, 0, term_find},
    {"lint", true, 0, term_lint},
    {"glossaries", false, 0, term_glossaries},
    {"info", true, MAY_NAME, term_info},
    {"create", true, MAY_RANK, term_create},
    {"rename", true, 0, term_rename},
    {"set", true, MAY_RANK, term_set},
    {"add", true, MAY_NAME | MAY_SAY | MAY_STATUS, term_add},
    {"edit", true, MAY_NAME | MAY_SAY | MAY_STATUS, term_edit},
    {"delete", true, MAY_NAME, term_delete},
};

enum { N_ACTIONS = sizeof actions / sizeof actions[0] };

static int unknown_action(const cli *c, const char *typed)
{
    const char *names[N_ACTIONS + 1] = {NULL};
    for (size_t i = 0; i < N_ACTIONS; i++) {
        names[i] = actions[i].name;
    }
    const char *nearest = cli_nearest(typed, names);
    return nearest ? cli_usage(c, "unknown action \"%s\"; did you mean \"%s\"?", typed, nearest)
                   : cli_usage(c,
                               "unknown action \"%s\": import, export, list, find, lint, info, add, edit, delete, "
                               "glossaries, create, rename or set",
                               typed);
}

/* An option that the action would ignore is a mistake that must be told. */
static const char *misplaced(const term_job *job, int may)
{
    for (size_t i = 0; i < TERM_SAYINGS; i++) {
        if (job->sayings[i] && !(may & MAY_SAY)) {
            return term_sayings[i].option;
        }
    }
    return job->has_status && !(may & MAY_STATUS)   ? "status"
           : job->has_case && !(may & MAY_SAY)      ? "case"
           : job->text && !(may & MAY_SAY)          ? "text"
           : job->has_priority && !(may & MAY_RANK) ? "priority"
           : job->concept_id && !(may & MAY_NAME)   ? "concept"
                                                    : NULL;
}

static int run_action(term_job *job, int argc, char **argv)
{
    const char *action = optind < argc ? argv[optind++] : "list";
    size_t which = 0;
    while (which < N_ACTIONS && strcmp(actions[which].name, action) != 0) {
        which++;
    }
    if (which == N_ACTIONS) {
        return unknown_action(job->c, action);
    }
    job->words = argv + optind;
    job->n_words = argc - optind;
    if (job->n_words && !actions[which].takes_words) {
        return cli_usage(job->c, "\"%s\" is one word too many", job->words[0]);
    }
    const char *option = misplaced(job, actions[which].may);
    return option ? cli_usage(job->c, "--%s is not for 'term %s'", option, action) : actions[which].run(job);
}

static bool is_lang(const cli *c, const char *option, const char *value)
{
    if (tol_lang_is_known(tol_str_of(value))) {
        return true;
    }
    cli_usage(c, "%s: \"%s\" is no language", option, value);
    return false;
}

static bool take_status(term_job *job, const char *value)
{
    job->has_status = true;
    job->status = tol_term_status_parse(tol_str_of(value));
    bool is_known = job->status != TOL_TERM_UNKNOWN || value[0] == '\0' || strcmp(value, "unknown") == 0;
    if (!is_known) {
        cli_usage(job->c, "--status must be preferred, admitted, deprecated, forbidden or unknown, not \"%s\"", value);
    }
    return is_known;
}

static bool take_case(term_job *job, const char *value)
{
    job->has_case = true;
    for (int rule = TOL_CASE_USUAL; rule <= TOL_CASE_INSENSITIVE; rule++) {
        if (strcmp(value, tol_case_rule_name((tol_case_rule)rule)) == 0) {
            job->case_rule = (tol_case_rule)rule;
            return true;
        }
    }
    job->case_rule = TOL_CASE_USUAL;
    if (value[0]) {
        cli_usage(job->c, "--case must be sensitive, insensitive or usual, not \"%s\"", value);
    }
    return value[0] == '\0';
}

static bool take_number(term_job *job, int id, const char *value)
{
    long number = 0;
    bool is_concept = id == OPT_CONCEPT;
    bool ok = is_concept ? cli_number(job->c, "concept", value, 1, LONG_MAX, &number)
                         : cli_number(job->c, "priority", value, -TOL_PRIORITY_MAX, TOL_PRIORITY_MAX, &number);
    if (is_concept) {
        job->concept_id = number;
    } else {
        job->has_priority = true;
        job->priority = (int)number;
    }
    return ok;
}

static bool take_option(term_job *job, int id, const char *value)
{
    if (id >= OPT_SAYING && id < OPT_SAYING + TERM_SAYINGS) {
        job->sayings[id - OPT_SAYING] = value;
        return true;
    }
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
    case OPT_CONCEPT:
    case OPT_PRIORITY:
        return take_number(job, id, value);
    case OPT_TEXT:
        job->text = value;
        return true;
    case OPT_STATUS:
        return take_status(job, value);
    case OPT_CASE:
        return take_case(job, value);
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
    "[OPTION]... [ACTION [ARGUMENT]...]",
    "Import, export, search, change and check glossaries and their terms.",
    options,
    "Actions:\n"
    "  import FILE...            put files into glossaries\n"
    "  export [GLOSSARY]         write them\n"
    "  list                      the terms (without an action, too)\n"
    "  find TEXT                 the terms that it names, in any form of their words, with their translations\n"
    "  lint [GLOSSARY]           what is wrong with glossaries; exit status 1 when something is\n"
    "  info GLOSSARY             what it holds; with --concept instead: all that the concept says\n"
    "  add TERM...               with --glossary a new concept, with --concept further terms of one that is there\n"
    "  edit [TERM]               of --concept: change what the options name; an empty value takes it away\n"
    "  delete GLOSSARY           or with --concept: the concept, or the TERM of it\n"
    "  glossaries                list them, those that count first at the beginning\n"
    "  create GLOSSARY, rename GLOSSARY NEW, set GLOSSARY (its --priority)\n\n"
    "The list has a line for each term: glossary, concept, language, term, status.\n"
    "What the format of an export cannot carry is told on standard error.",
    term,
};
