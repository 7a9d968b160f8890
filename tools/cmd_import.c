/* tolmach import: files into memories and glossaries, in one step. */
#include <errno.h>
#include <getopt.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "commands.h"

enum { OPT_ON_DUPLICATE = 256, OPT_COLUMNS, OPT_ENCODING, OPT_STATES, OPT_STRICT, OPT_JSON, OPT_VERBOSE };

static const option_row options[] = {
    {'m', "memory", "NAME", "the memory or glossary (else the file's name without its ending)"},
    {'f', "format", "FORMAT", "the files' format (else found by their content)"},
    {'s', "source-lang", "LANG", "the source language of files that do not say it"},
    {'t', "target-lang", "LANG", "their target language"},
    {OPT_COLUMNS, "columns", "LIST", "the columns of a table without a header: see below"},
    {OPT_ENCODING, "encoding", "NAME", "the files' encoding (else found by their content)"},
    {OPT_STATES, "states", "LIST", "of XLIFF: take segments in these states (else those that are translated)"},
    {OPT_ON_DUPLICATE, "on-duplicate", "POLICY", "keep (the default), replace or skip: see below"},
    {OPT_STRICT, "strict", NULL, "refuse what could be repaired"},
    {OPT_JSON, "json", NULL, "report as JSON lines, one a file"},
    {OPT_VERBOSE, "verbose", NULL, "show every diagnostic, not only the first of each kind"},
    {0, NULL, NULL, NULL},
};

typedef struct import_job {
    cli *c;
    const char *memory;
    tol_read_opt read;
    tol_on_duplicate policy;
    bool json, verbose;
    bool glossaries;    /* the files must hold concepts */
    const char *failed; /* the file that an import failed at */
} import_job;

static bool parse_policy(const cli *c, const char *text, tol_on_duplicate *policy)
{
    static const char *const names[] = {"keep", "replace", "skip"};
    for (int i = 0; i < 3; i++) {
        if (strcmp(text, names[i]) == 0) {
            *policy = (tol_on_duplicate)i;
            return true;
        }
    }
    cli_usage(c, "--on-duplicate must be keep, replace or skip, not \"%s\"", text);
    return false;
}

static bool is_known_format(const cli *c, const char *name)
{
    for (const tol_format_info *f = tol_formats(); f->name; f++) {
        if (strcmp(f->name, name) == 0 && (f->reads_units || f->reads_concepts)) {
            return true;
        }
    }
    cli_usage(c, "unknown format \"%s\"", name);
    return false;
}

static bool parse_options(import_job *job, int argc, char **argv)
{
    const char *value;
    int id;
    bool ok = true;
    while (ok && (id = cli_option(job->c, argc, argv, &value)) > 0) {
        switch (id) {
        case 'm':
            job->memory = value;
            break;
        case 'f':
            job->read.format = value;
            ok = is_known_format(job->c, value);
            break;
        case 's':
            job->read.source_lang = value;
            break;
        case 't':
            job->read.target_lang = value;
            break;
        case OPT_COLUMNS:
            job->read.columns = value;
            break;
        case OPT_ENCODING:
            job->read.encoding = value;
            break;
        case OPT_ON_DUPLICATE:
            ok = parse_policy(job->c, value, &job->policy);
            break;
        case OPT_STATES:
            job->read.states = value;
            break;
        case OPT_STRICT:
            job->read.strict = true;
            break;
        case OPT_JSON:
            job->json = true;
            break;
        default:
            job->verbose = true;
        }
    }
    return ok && id == 0;
}

/* How long the ending is that says how a file is packed; 0: there is none. */
static size_t packed_ending(tol_str name)
{
    static const char *const endings[] = {".gz", ".bz2", ".xz", ".zst", ".zip", ".tar", ".tgz"};
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
        tol_str ending = tol_str_of(endings[i]);
        if (name.len > ending.len &&
            tol_str_equal_nocase((tol_str){name.ptr + name.len - ending.len, ending.len}, ending)) {
            return ending.len;
        }
    }
    return 0;
}

/* Whether the name ends in an ending of a known format; then how long the ending is. */
static size_t known_ending(tol_str name)
{
    size_t packing = packed_ending(name);
    if (packing) {
        return packing;
    }
    for (const tol_format_info *f = tol_formats(); f->name; f++) {
        for (const char *p = f->endings; *p;) {
            tol_str ending = {p, strcspn(p, " ")};
            if (name.len > ending.len &&
                tol_str_equal_nocase((tol_str){name.ptr + name.len - ending.len, ending.len}, ending)) {
                return ending.len;
            }
            p += ending.len + strspn(p + ending.len, " ");
        }
    }
    return 0;
}

static const char *base_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

/* Whether two paths differ in nothing but an ending that is a language: "corpus.ru" and "corpus.en". */
static bool are_pair(const char *a, const char *b)
{
    const char *dot_a = strrchr(base_of(a), '.'), *dot_b = strrchr(base_of(b), '.');
    bool is_pair = dot_a && dot_b && dot_a - a == dot_b - b && strncmp(a, b, (size_t)(dot_a - a)) == 0 &&
                   strcmp(dot_a, dot_b) != 0;
    return is_pair && !known_ending(tol_str_of(dot_a)) && !known_ending(tol_str_of(dot_b)) &&
           tol_lang_is_known(tol_str_of(dot_a + 1)) && tol_lang_is_known(tol_str_of(dot_b + 1));
}

/* Whether the file and the one behind it are aligned texts. */
static bool is_left_of_pair(const import_job *job, char **paths, size_t n, size_t i)
{
    bool is_told = job->read.format && strcmp(job->read.format, "moses") == 0;
    return i + 1 < n && (is_told || (!job->read.format && are_pair(paths[i], paths[i + 1])));
}

/* The file's name without folders and endings; without any ending that is known, the last one goes. */
static tol_str name_of_file(const char *path)
{
    tol_str name = tol_str_of(base_of(path));
    size_t cut, whole = name.len;
    while ((cut = known_ending(name)) > 0) {
        name.len -= cut;
    }
    const char *dot = name.len == whole ? strrchr(name.ptr, '.') : NULL;
    if (dot && dot > name.ptr) {
        name.len = (size_t)(dot - name.ptr);
    }
    return name;
}

static void report_text(const char *path, tol_str name, const tol_import_report *r)
{
    const struct {
        uint64_t n;
        const char *what;
    } more[] = {{r->replaced, "replaced"},
                {r->identical, "there already"},
                {r->skipped, cli_noun(r->skipped, "duplicate skipped", "duplicates skipped")},
                {r->refused, "refused"}};
    cli_put(stdout, tol_str_of(path));
    printf(": %llu read, %llu added", (unsigned long long)r->read, (unsigned long long)r->added);
    for (size_t i = 0; i < sizeof more / sizeof more[0]; i++) {
        if (more[i].n) {
            printf(", %llu %s", (unsigned long long)more[i].n, more[i].what);
        }
    }
    fputs(" (\"", stdout);
    cli_put(stdout, name);
    puts("\")");
}

static void report_json(const char *path, tol_str name, const tol_import_report *r)
{
    json_print_line(json_pack("{s:o, s:o, s:I, s:I, s:I, s:I, s:I, s:I}", "file", json_of_str(tol_str_of(path)),
                              "memory", json_of_str(name), "read", (json_int_t)r->read, "added", (json_int_t)r->added,
                              "replaced", (json_int_t)r->replaced, "identical", (json_int_t)r->identical, "skipped",
                              (json_int_t)r->skipped, "refused", (json_int_t)r->refused));
}

static tol_status import_one(import_job *job, tol_import *import, const char *path, tol_str name,
                             tol_import_report *report, tol_error *err)
{
    teller t;
    char what[80];
    snprintf(what, sizeof what, "importing %.60s", path);
    teller_start(&t, job->c, what, true, job->verbose);
    job->read.listener = teller_listener(&t);
    tol_status status = tol_import_file(import, path, name, job->policy, &job->read, report, err);
    teller_stop(&t);
    return status;
}

/* All files in one step: what one of them spoils is not there afterwards. Reports are shown when it is done. */
static tol_status import_all(import_job *job, tol_store *store, char **paths, size_t n, tol_import_report *reports,
                             tol_error *err)
{
    tol_import *import = NULL;
    tol_status status = tol_import_begin(store, &import, err);
    for (size_t i = 0; i < n && status == TOL_OK; i++) {
        size_t first = i;
        tol_str name = job->memory ? tol_str_of(job->memory) : name_of_file(paths[i]);
        job->read.companion = is_left_of_pair(job, paths, n, i) ? paths[++i] : NULL;
        status = import_one(job, import, paths[first], name, &reports[first], err);
        job->failed = status == TOL_OK ? NULL : paths[first];
    }
    if (status == TOL_OK) {
        status = tol_import_commit(import, err);
    }
    tol_import_free(import);
    return status;
}

/* What helps after a failure that has a usual reason. */
static void hint(const import_job *job, tol_status status, const char *message)
{
    bool no_langs = status == TOL_EINVAL && (!job->read.source_lang || !job->read.target_lang);
    if (no_langs && strstr(message, "does not say its")) {
        cli_warn(job->c, "name them with --source-lang LANG and --target-lang LANG");
    } else if (status == TOL_EINVAL && job->failed && !job->memory) {
        cli_warn(job->c, "the file \"%s\" gives no name: use --%s NAME", job->failed,
                 job->glossaries ? "glossary" : "memory");
    } else if (status == TOL_EFORMAT && job->failed && job->glossaries && strstr(message, "holds no")) {
        cli_warn(job->c, "'term import' takes files with terms; 'import' takes those with units, too");
    } else if (job->failed && format_hint(message)) {
        cli_warn(job->c, "%s", format_hint(message));
    }
    if (!job->glossaries && !job->read.companion && job->failed && may_be_glossary(job->failed, message)) {
        cli_warn(job->c, "a glossary is imported by 'term import'");
    }
}

static int finish(const import_job *job, tol_status status, char **paths, size_t n, const tol_import_report *reports,
                  const tol_error *err)
{
    if (status != TOL_OK) {
        int code = cli_fail(job->c, err);
        hint(job, status, err->message);
        cli_warn(job->c, "nothing was imported; the bank is unchanged");
        return code;
    }
    for (size_t i = 0; i < n; i++) {
        tol_str name = job->memory ? tol_str_of(job->memory) : name_of_file(paths[i]);
        if (job->json) {
            report_json(paths[i], name, &reports[i]);
        } else if (!job->c->quiet) {
            report_text(paths[i], name, &reports[i]);
        }
        i += is_left_of_pair(job, paths, n, i);
    }
    return EXIT_SUCCESS;
}

/* Files are looked at before the bank is made; 0 or an exit code. */
static int check_paths(const import_job *job, char **paths, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        bool is_input = strcmp(paths[i], "-") == 0;
        if (is_input && !job->memory) {
            return cli_usage(job->c, "standard input has no name: give --%s NAME",
                             job->glossaries ? "glossary" : "memory");
        }
        if (!is_input && access(paths[i], R_OK) != 0) {
            cli_error(job->c, "could not open \"%s\": %s", paths[i], strerror(errno));
            return EXIT_SYSTEM;
        }
    }
    return EXIT_SUCCESS;
}

static int run_import(import_job *job, char **paths, size_t n)
{
    int code = check_paths(job, paths, n);
    tol_store *store = code == EXIT_SUCCESS ? cli_open(job->c, TOL_OPEN_CREATE, &code) : NULL;
    if (!store) {
        return code;
    }
    tol_import_report *reports = calloc(n, sizeof *reports);
    tol_error err = {.code = TOL_ENOMEM};
    interrupt_catch();
    tol_status status = reports ? import_all(job, store, paths, n, reports, &err) : TOL_ENOMEM;
    code = finish(job, status, paths, n, reports, &err);
    tol_store_close(store);
    free(reports);
    return code;
}

int import_glossaries(cli *c, const glossary_import *in, char **paths, size_t n)
{
    if (in->read.format && !is_known_format(c, in->read.format)) {
        return EXIT_USAGE;
    }
    import_job job = {
        .c = c, .memory = in->name, .read = in->read, .json = in->json, .verbose = in->verbose, .glossaries = true};
    return run_import(&job, paths, n);
}

static int import_files(cli *c, int argc, char **argv)
{
    import_job job = {.c = c, .read = TOL_READ_OPT_INIT, .policy = TOL_DUPLICATE_KEEP};
    if (!parse_options(&job, argc, argv)) {
        return EXIT_USAGE;
    }
    if (optind >= argc) {
        return cli_usage(c, "no file given");
    }
    return run_import(&job, argv + optind, (size_t)(argc - optind));
}

const command command_import = {
    "import",
    "[OPTION]... FILE...",
    "Put files into memories and glossaries.",
    options,
    "Several files are one step: all of them are imported, or none. \"-\" is standard input.\n"
    "A unit that is identical to a stored one is never stored again. A duplicate (same source text, codes and "
    "context,\n"
    "tuids that do not differ, but another target or other data) is kept beside the old one (keep), takes its place\n"
    "(replace), or is dropped (skip).\n"
    "A table (csv, tsv) names its columns in its first row, or --columns does, separated by commas: languages (ru, "
    "en),\n"
    "source and target (with --source-lang and --target-lang), tuid, note, context; \"-\" leaves a column out, any "
    "other\n"
    "name makes a prop of it. Two text files whose lines belong together are named one behind the other; their "
    "endings\n"
    "say their languages (corpus.ru corpus.en), or --format moses and the two options do.",
    import_files,
};
