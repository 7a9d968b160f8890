/* tolmach term export: glossaries into a file. */
#include "term_export.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef struct export_run {
    tol_glossary_writer *writer;
    unsigned long long n_concepts;
} export_run;

/* The format by its name, else by the file's ending, else TBX; NULL after a usage error that was reported. */
static const char *choose_format(const cli *c, const char *name, const char *path)
{
    for (const tol_format_info *f = tol_formats(); f->name; f++) {
        if (f->writes_concepts && (name ? strcmp(f->name, name) == 0 : tol_format_has_ending(f, tol_str_of(path)))) {
            return f->name;
        }
    }
    const tol_format_info *other = tol_formats();
    while (!name && other->name && !tol_format_has_ending(other, tol_str_of(path))) {
        other++;
    }
    if (!name && !other->name) {
        return "tbx";
    }
    name = name ? name : other->name;
    cli_usage(c, "terms cannot be written as \"%s\"", name);
    return NULL;
}

static tol_status write_concept(void *user, tol_str glossary, const tol_concept *entry, tol_error *err)
{
    export_run *run = user;
    (void)glossary;
    run->n_concepts++;
    return tol_glossary_writer_add(run->writer, entry, err);
}

/* Today, or the day that SOURCE_DATE_EPOCH names. */
static void today(char out[16])
{
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    time_t now = epoch ? (time_t)strtoll(epoch, NULL, 10) : time(NULL);
    struct tm tm;
    if (!gmtime_r(&now, &tm) || !strftime(out, 16, "%Y-%m-%d", &tm)) {
        out[0] = '\0';
    }
}

static tol_status write_all(tol_store *store, const term_export *job, const tol_glossary_opt *opt, const char *format,
                            export_run *run, tol_error *err)
{
    tol_status status = tol_glossary_writer_open(job->output, NULL, format, opt, &run->writer, err);
    if (status == TOL_OK) {
        status = tol_concept_each(store, tol_str_of(job->glossary), write_concept, run, err);
    }
    if (status == TOL_OK) {
        status = tol_glossary_writer_finish(run->writer, err);
    }
    tol_glossary_writer_free(run->writer);
    return status;
}

int export_glossaries(cli *c, const term_export *job)
{
    int code;
    const char *format = choose_format(c, job->format, job->output);
    tol_store *store = format ? cli_open(c, TOL_OPEN_READ, &code) : NULL;
    if (!store) {
        return format ? code : EXIT_USAGE;
    }
    teller t;
    tol_error err;
    char date[16];
    export_run run = {NULL, 0};
    today(date);
    teller_start(&t, c, "exporting", false, job->verbose);
    tol_glossary_opt opt = {.source_lang = job->source_lang,
                            .target_lang = job->target_lang,
                            .title = job->glossary,
                            .date = date,
                            .listener = teller_listener(&t)};
    tol_status status = write_all(store, job, &opt, format, &run, &err);
    teller_stop(&t);
    code = status == TOL_OK ? EXIT_SUCCESS : cli_fail(c, &err);
    if (status == TOL_EINVAL && !job->source_lang) {
        cli_warn(c, "'--source-lang=ru --target-lang=en' would name them");
    } else if (status == TOL_OK && strcmp(job->output, "-") != 0) {
        cli_warn(c, "%llu %s written to \"%s\"", run.n_concepts, cli_noun(run.n_concepts, "concept", "concepts"),
                 job->output);
    }
    tol_store_close(store);
    return code;
}
