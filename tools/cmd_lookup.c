/* tolmach lookup: fuzzy matches for segments. */
#include <getopt.h>
#include <string.h>
#include <unistd.h>

#include "commands.h"
#include "lookup_out.h"
#include "queries.h"

#define MEMORIES_MAX 1000

enum { OPT_JSON = 256 };

static const option_row options[] = {
    {'s', "source-lang", "LANG", "the language of the texts; needed"},
    {'t', "target-lang", "LANG", "the language of the translations; needed"},
    {'n', "min-score", "PERCENT", "show matches from this score on (70)"},
    {'k', "limit", "N", "show at most N matches a text (5); 0 shows all"},
    {'m', "memory", "NAME", "search this memory; may be repeated (else all)"},
    {OPT_JSON, "json", NULL, "one JSON line a text"},
    {0, NULL, NULL, NULL},
};

typedef struct lookup_job {
    cli *c;
    const char *source, *target;
    long min_score, limit;
    tol_str memories[MEMORIES_MAX];
    size_t n_memories;
    bool json;
    tol_store *store;
    tol_lookup *lookup;
    tol_recogniser *terms;
} lookup_job;

static bool take_option(lookup_job *job, int id, const char *value)
{
    switch (id) {
    case 's':
        job->source = value;
        return true;
    case 't':
        job->target = value;
        return true;
    case 'n':
        return cli_number(job->c, "min-score", value, 0, 100, &job->min_score);
    case 'k':
        return cli_number(job->c, "limit", value, 0, 1000000, &job->limit);
    case 'm':
        if (job->n_memories == MEMORIES_MAX) {
            cli_usage(job->c, "more than %d memories", MEMORIES_MAX);
            return false;
        }
        job->memories[job->n_memories++] = tol_str_of(value);
        return true;
    default:
        job->json = true;
        return true;
    }
}

static bool parse_options(lookup_job *job, int argc, char **argv)
{
    const char *value;
    int id;
    while ((id = cli_option(job->c, argc, argv, &value)) > 0) {
        if (!take_option(job, id, value)) {
            return false;
        }
    }
    if (id == 0 && (!job->source || !job->target)) {
        cli_usage(job->c, "a lookup needs both languages: --source-lang ru --target-lang en, say");
        return false;
    }
    return id == 0;
}

static bool check_langs(const lookup_job *job)
{
    return cli_check_lang(job->c, job->store, "--source-lang", job->source) &&
           cli_check_lang(job->c, job->store, "--target-lang", job->target);
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
    cli_note_absent_lang(job->c, job->store, job->source);
    cli_note_absent_lang(job->c, job->store, job->target);
    return 0;
}

/* Make ready; the exit code, or 0. */
static int start(lookup_job *job)
{
    tol_error err;
    tol_lookup_opt opt = TOL_LOOKUP_OPT_INIT;
    opt.source_lang = tol_str_of(job->source);
    opt.target_lang = tol_str_of(job->target);
    opt.min_score = (int)job->min_score;
    opt.limit = (size_t)job->limit;
    opt.memories = job->memories;
    opt.n_memories = job->n_memories;
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
    lookup_result result = {.query = text, .number = number};
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
        cli_warn(job->c, "no match of %ld %% or more", job->min_score);
    }
    return failure ? failure : found ? EXIT_FOUND : EXIT_NOTHING;
}

static int lookup(cli *c, int argc, char **argv)
{
    lookup_job job = {.c = c, .min_score = 70, .limit = 5};
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
