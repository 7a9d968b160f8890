/* tolmach lookup: fuzzy matches for segments. */
#include <getopt.h>
#include <string.h>
#include <unistd.h>

#include "batch.h"
#include "commands.h"
#include "lookup_opt.h"
#include "lookup_out.h"

enum { OPT_JSON = 256, OPT_EXPLAIN };

static const option_row options[] = {
    LOOKUP_OPTION_ROWS,
    FILTER_OPTION_ROWS,
    {OPT_EXPLAIN, "explain", NULL, "show how each score came about"},
    BATCH_OPTION_ROW,
    {OPT_JSON, "json", NULL, "one JSON line a text"},
    {0, NULL, NULL, NULL},
};

typedef struct lookup_job {
    cli *c;
    lookup_opt opt;
    bool json, explain;
    size_t n_jobs;
    query_window texts;
    bool found;
    int failure;           /* exit code, or 0 */
    tol_recogniser *terms; /* the first worker's; the others share them */
} lookup_job;

/* What a job works with: a handle of the bank of its own. */
typedef struct lookup_worker {
    tol_store *store;
    tol_lookup *lookup;
    tol_recogniser *terms;
} lookup_worker;

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
        if (taken == FILTER_NOT_MINE && id == OPT_JOBS && !batch_jobs(job->c, value, &job->n_jobs)) {
            return false;
        }
        job->json = job->json || (taken == FILTER_NOT_MINE && id == OPT_JSON);
        job->explain = job->explain || (taken == FILTER_NOT_MINE && id == OPT_EXPLAIN);
    }
    return id == 0 && lookup_opt_check(&job->opt, job->c);
}

/* ---- workers ---- */

static bool check_langs(const lookup_job *job, tol_store *store)
{
    return cli_check_lang(job->c, store, "--source-lang", job->opt.source) &&
           cli_check_lang(job->c, store, "--target-lang", job->opt.target);
}

/* Open the bank; the exit code, or 0. A mistyped language is told even where there is no bank yet. */
static int open_bank(const lookup_job *job, bool is_first, tol_store **store)
{
    int code;
    const char *path = cli_bank_path(job->c);
    if (path && access(path, F_OK) != 0 && !check_langs(job, NULL)) {
        return EXIT_USAGE;
    }
    *store = cli_open(job->c, TOL_OPEN_READ, &code);
    if (!*store) {
        return code;
    }
    if (is_first && !check_langs(job, *store)) {
        return EXIT_USAGE;
    }
    if (is_first) {
        cli_note_absent_lang(job->c, *store, job->opt.source);
        cli_note_absent_lang(job->c, *store, job->opt.target);
    }
    return 0;
}

static tol_status open_terms(lookup_job *job, lookup_worker *worker, const tol_lookup_opt *opt, tol_error *err)
{
    if (job->terms) {
        return tol_recogniser_share(job->terms, &worker->terms, err);
    }
    tol_status status = tol_recogniser_new(worker->store, opt->source_lang, opt->target_lang, &worker->terms, err);
    job->terms = worker->terms;
    return status;
}

static int start_worker(void *user, void *made, bool is_first)
{
    lookup_job *job = user;
    lookup_worker *worker = made;
    tol_error err;
    tol_lookup_opt opt = lookup_opt_options(&job->opt);
    int code = open_bank(job, is_first, &worker->store);
    if (code) {
        return code;
    }
    if (tol_lookup_new(worker->store, &opt, &worker->lookup, &err) != TOL_OK ||
        open_terms(job, worker, &opt, &err) != TOL_OK) {
        return cli_fail(job->c, &err);
    }
    return 0;
}

static void stop_worker(void *made)
{
    lookup_worker *worker = made;
    tol_recogniser_free(worker->terms);
    tol_lookup_free(worker->lookup);
    tol_store_close(worker->store);
}

/* ---- one text ---- */

/* What is found for a text in its context. */
typedef struct lookup_answer {
    tol_query query;
    lookup_result result;
} lookup_answer;

static bool read_text(void *user, batch_task *task)
{
    lookup_job *job = user;
    tol_query query;
    if (!query_window_next(&job->texts, &query)) {
        return false;
    }
    lookup_answer *answer = tol_arena_calloc(&task->arena, 1, sizeof *answer);
    task->text = tol_arena_copy(&task->arena, query.text);
    task->number = job->texts.number;
    task->answer = answer;
    if (answer) {
        answer->query = (tol_query){.text = task->text,
                                    .prev = tol_arena_copy(&task->arena, query.prev),
                                    .next = tol_arena_copy(&task->arena, query.next)};
    }
    return true;
}

static void look_up(void *made, batch_task *task)
{
    lookup_worker *worker = made;
    lookup_answer *answer = task->answer;
    if (!answer || !tol_arena_ok(&task->arena)) {
        task->status = batch_out_of_memory(task);
        return;
    }
    lookup_result *result = &answer->result;
    task->status = tol_lookup_find_in_context(worker->lookup, &answer->query, &task->arena, &result->hits, &task->err);
    if (task->status == TOL_OK) {
        task->status =
            tol_recognise(worker->terms, task->text, &task->arena, &result->terms, &result->n_terms, &task->err);
    }
}

static void print_failure(lookup_job *job, const batch_task *task, const lookup_result *result)
{
    cli_error(job->c, "text %zu: %s", task->number, task->err.message);
    if (job->json) {
        lookup_print_json_error(result, &task->err);
    }
    job->failure = task->status == TOL_EINVAL ? EXIT_DATA : tol_status_exit_code(task->status);
}

static bool print_answer(void *user, const batch_task *task)
{
    lookup_job *job = user;
    lookup_result result = {.number = 0};
    if (task->answer) {
        result = ((const lookup_answer *)task->answer)->result;
    }
    result.query = task->text;
    result.number = task->number;
    result.explain = job->explain;
    if (task->status != TOL_OK) {
        print_failure(job, task, &result);
    } else if (job->json) {
        lookup_print_json(&result);
    } else {
        lookup_print_text(&result, job->c->color);
    }
    fflush(stdout); /* whoever feeds texts through a pipe waits for this */
    job->found = job->found || (task->status == TOL_OK && result.hits.n > 0);
    return job->failure != EXIT_SYSTEM;
}

/* ---- all of them ---- */

static int look_up_all(lookup_job *job)
{
    const batch_plan plan = {.user = job,
                             .worker_size = sizeof(lookup_worker),
                             .start = start_worker,
                             .stop = stop_worker,
                             .read = read_text,
                             .answer = look_up,
                             .print = print_answer};
    int code = batch_run(job->c, &plan, job->n_jobs);
    if (code) {
        return code;
    }
    if (query_window_failed(&job->texts)) {
        cli_error(job->c, "out of memory");
        return EXIT_SYSTEM;
    }
    if (!job->failure && !job->found) {
        cli_warn(job->c, "no match of %ld %% or more", job->opt.min_score);
    }
    return job->failure ? job->failure : job->found ? EXIT_FOUND : EXIT_NOTHING;
}

static int lookup(cli *c, int argc, char **argv)
{
    lookup_job job = {.c = c, .n_jobs = 1};
    if (!parse_options(&job, argc, argv)) {
        return EXIT_USAGE;
    }
    query_window_start(&job.texts, argc, argv, &job.opt.context);
    int code = look_up_all(&job);
    query_window_stop(&job.texts);
    return code;
}

const command command_lookup = {
    "lookup",
    "--source-lang=LANG --target-lang=LANG [OPTION]... [TEXT]...",
    "Find the stored units most similar to a text.",
    options,
    "Without TEXT the lines of standard input are taken, one text a line. Several texts are taken for a document:\n"
    "a match that stood between the same neighbours has the score 101 or 102.\n"
    "Exit status: 0 when something was found, 1 when nothing was.",
    lookup,
};
