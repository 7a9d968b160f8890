/* tolmach lookup: fuzzy matches for segments. */
#include <getopt.h>
#include <string.h>
#include <unistd.h>

#include "commands.h"
#include "lookup_opt.h"
#include "lookup_out.h"
#include "queries.h"

enum { OPT_JSON = 256, OPT_EXPLAIN };

static const option_row options[] = {
    LOOKUP_OPTION_ROWS,
    FILTER_OPTION_ROWS,
    {OPT_EXPLAIN, "explain", NULL, "show how each score came about"},
    {OPT_JSON, "json", NULL, "one JSON line a text"},
    {0, NULL, NULL, NULL},
};

typedef struct lookup_job {
    cli *c;
    lookup_opt opt;
    bool json, explain;
    tol_store *store;
    tol_lookup *lookup;
    tol_recogniser *terms;
} lookup_job;

static bool parse_options(lookup_job *job, int argc, char **argv)
{
    const char *value;
    int id;
    lookup_opt_init(&job->opt);
    while ((id = cli_option(job->c, argc, argv, &value)) > 0) {
        filter_taken taken = lookup_opt_take(&job->opt, job->c, id, value);
        if (taken == FILTER_WRONG) {
            return false;
        }
        job->json = job->json || (taken == FILTER_NOT_MINE && id == OPT_JSON);
        job->explain = job->explain || (taken == FILTER_NOT_MINE && id == OPT_EXPLAIN);
    }
    return id == 0 && lookup_opt_check(&job->opt, job->c);
}

static bool check_langs(const lookup_job *job)
{
    return cli_check_lang(job->c, job->store, "--source-lang", job->opt.source) &&
           cli_check_lang(job->c, job->store, "--target-lang", job->opt.target);
}

/* Open the bank; the exit code, or 0. A mistyped language is told even where there is no bank yet. */
static int open_bank(lookup_job *job)
{
    int code;
    const char *path = cli_bank_path(job->c);
    if (path && access(path, F_OK) != 0 && !check_langs(job)) {
        return EXIT_USAGE;
    }
    job->store = cli_open(job->c, TOL_OPEN_READ, &code);
    if (!job->store) {
        return code;
    }
    if (!check_langs(job)) {
        return EXIT_USAGE;
    }
    cli_note_absent_lang(job->c, job->store, job->opt.source);
    cli_note_absent_lang(job->c, job->store, job->opt.target);
    return 0;
}

/* Make ready; the exit code, or 0. */
static int start(lookup_job *job)
{
    tol_error err;
    tol_lookup_opt opt = lookup_opt_options(&job->opt);
    if (tol_lookup_new(job->store, &opt, &job->lookup, &err) != TOL_OK ||
        tol_recogniser_new(job->store, opt.source_lang, opt.target_lang, &job->terms, &err) != TOL_OK) {
        return cli_fail(job->c, &err);
    }
    return 0;
}

/* One text; *found is set when it has a match. The exit code of a failure, or 0. */
static int look_up(lookup_job *job, tol_str text, size_t number, tol_arena *arena, bool *found)
{
    tol_error err;
    lookup_result result = {.query = text, .number = number, .explain = job->explain};
    tol_status status = tol_lookup_find(job->lookup, text, arena, &result.hits, &err);
    if (status == TOL_OK) {
        status = tol_recognise(job->terms, text, arena, &result.terms, &result.n_terms, &err);
    }
    if (status != TOL_OK) {
        cli_error(job->c, "text %zu: %s", number, err.message);
        if (job->json) {
            lookup_print_json_error(&result, &err);
        }
        return status == TOL_EINVAL ? EXIT_DATA : tol_status_exit_code(status);
    }
    if (job->json) {
        lookup_print_json(&result);
    } else {
        lookup_print_text(&result, job->c->color);
    }
    fflush(stdout); /* whoever feeds texts through a pipe waits for this */
    *found = *found || result.hits.n > 0;
    return 0;
}

static int look_up_all(lookup_job *job, queries *q)
{
    tol_arena arena = TOL_ARENA_INIT;
    tol_str text;
    bool found = false;
    int failure = 0;
    while (queries_next(q, &text)) {
        tol_arena_reset(&arena);
        int code = look_up(job, text, q->number, &arena, &found);
        failure = code ? code : failure;
        if (code == EXIT_SYSTEM) {
            break;
        }
    }
    tol_arena_release(&arena);
    if (!failure && !found) {
        cli_warn(job->c, "no match of %ld %% or more", job->opt.min_score);
    }
    return failure ? failure : found ? EXIT_FOUND : EXIT_NOTHING;
}

static int lookup(cli *c, int argc, char **argv)
{
    lookup_job job = {.c = c};
    if (!parse_options(&job, argc, argv)) {
        return EXIT_USAGE;
    }
    int code = open_bank(&job);
    if (code == 0) {
        code = start(&job);
    }
    if (code == 0) {
        queries q;
        queries_start(&q, argc, argv);
        code = look_up_all(&job, &q);
        queries_stop(&q);
    }
    tol_recogniser_free(job.terms);
    tol_lookup_free(job.lookup);
    tol_store_close(job.store);
    return code;
}

const command command_lookup = {
    "lookup",
    "--source-lang=LANG --target-lang=LANG [OPTION]... [TEXT]...",
    "Find the stored units most similar to a text.",
    options,
    "Without TEXT the lines of standard input are taken, one text a line.\n"
    "Exit status: 0 when something was found, 1 when nothing was.",
    lookup,
};
