/* tolmach concordance: the units that hold some words. */
#include <getopt.h>
#include <string.h>

#include "batch.h"
#include "commands.h"
#include "concordance_out.h"
#include "filter_opt.h"
#include "queries.h"

#define MEMORIES_MAX 1000

enum { OPT_JSON = 256, OPT_EXCLUDE, OPT_SIDE, OPT_EXACT, OPT_CASE, OPT_PHRASE, OPT_SORT, OPT_CONTEXT };

static const option_row options[] = {
    {'s', "source-lang", "LANG", "the language that is searched (else all of the bank)"},
    {'t', "target-lang", "LANG", "the language shown beside it (else any)"},
    {OPT_SIDE, "side", "SIDE", "search in the source, the target, or both (source)"},
    {OPT_EXACT, "exact", NULL, "words as written, not in other inflected forms; case and ё do not count"},
    {OPT_CASE, "case", NULL, "as --exact, but case and ё count"},
    {OPT_PHRASE, "phrase", NULL, "each text is one phrase: its words in this order, one behind the other"},
    {OPT_SORT, "sort", "ORDER", "nearest (words stand close), newest, or frequent first (nearest)"},
    {OPT_CONTEXT, "context", "N", "characters shown before the first word found and behind the last (300); 0: all"},
    {'k', "limit", "N", "show at most N different texts (20); 0 shows all"},
    {'m', "memory", "NAME", "search this memory; may be repeated (else all)"},
    {OPT_EXCLUDE, "exclude", "NAME", "do not search this memory; may be repeated"},
    FILTER_OPTION_ROWS,
    BATCH_OPTION_ROW,
    {OPT_JSON, "json", NULL, "one JSON line a query"},
    {0, NULL, NULL, NULL},
};

typedef struct concordance_job {
    cli *c;
    const char *source, *target;
    tol_concordance_opt opt;
    tol_str memories[MEMORIES_MAX], excluded[MEMORIES_MAX];
    filter_opt filter;
    long limit;
    size_t n_jobs;
    bool json;
    concordance_style style;
    queries texts;
    bool found;
    int failure; /* exit code, or 0 */
} concordance_job;

/* What a job works with: a bank's handle of its own. */
typedef struct concordance_worker {
    tol_store *store;
    tol_concordance *concordance;
} concordance_worker;

/* ---- options ---- */

/* The place of a word in a list; -1 after a usage error that was reported. */
static int choice(const cli *c, const char *option, const char *value, const char *const *names)
{
    tol_buf list = TOL_BUF_INIT;
    for (int i = 0; names[i]; i++) {
        if (strcmp(names[i], value) == 0) {
            tol_buf_release(&list);
            return i;
        }
        tol_buf_printf(&list, "%s%s", i == 0 ? "" : names[i + 1] ? ", " : " or ", names[i]);
    }
    cli_usage(c, "--%s must be %s, not \"%s\"", option, list.ptr, value);
    tol_buf_release(&list);
    return -1;
}

static bool take_choice(concordance_job *job, int id, const char *value)
{
    static const char *const sides[] = {"source", "target", "both", NULL};
    static const char *const orders[] = {"nearest", "newest", "frequent", NULL};
    int n = id == OPT_SIDE ? choice(job->c, "side", value, sides) : choice(job->c, "sort", value, orders);
    if (n >= 0 && id == OPT_SIDE) {
        job->opt.side = (tol_concordance_side)n;
    } else if (n >= 0) {
        job->opt.sort = (tol_concordance_sort)n;
    }
    return n >= 0;
}

static bool take_name(const cli *c, const char *value, tol_str *names, size_t *n)
{
    if (*n == MEMORIES_MAX) {
        cli_usage(c, "more than %d memories", MEMORIES_MAX);
        return false;
    }
    names[(*n)++] = tol_str_of(value);
    return true;
}

static void take_words(concordance_job *job, tol_word_match words)
{
    job->opt.words = words > job->opt.words ? words : job->opt.words;
}

static bool take_option(concordance_job *job, int id, const char *value)
{
    switch (id) {
    case 's':
        job->source = value;
        return true;
    case 't':
        job->target = value;
        return true;
    case 'k':
        return cli_number(job->c, "limit", value, 0, 1000000, &job->limit);
    case 'm':
        return take_name(job->c, value, job->memories, &job->opt.n_memories);
    case OPT_EXCLUDE:
        return take_name(job->c, value, job->excluded, &job->opt.n_excluded);
    case OPT_EXACT:
        take_words(job, TOL_WORDS_FORM);
        return true;
    case OPT_CASE:
        take_words(job, TOL_WORDS_SURFACE);
        return true;
    case OPT_PHRASE:
        job->opt.is_phrase = true;
        return true;
    case OPT_CONTEXT:
        return cli_number(job->c, "context", value, 0, 1000000, &job->style.context);
    case OPT_JOBS:
        return batch_jobs(job->c, value, &job->n_jobs);
    case OPT_JSON:
        job->json = true;
        return true;
    default:
        return take_choice(job, id, value);
    }
}

static bool parse_options(concordance_job *job, int argc, char **argv)
{
    const char *value;
    int id;
    while ((id = cli_option(job->c, argc, argv, &value)) > 0) {
        filter_taken taken = filter_opt_take(&job->filter, job->c, id, value);
        if (taken == FILTER_WRONG || (taken == FILTER_NOT_MINE && !take_option(job, id, value))) {
            return false;
        }
    }
    if (id == 0 && job->opt.side != TOL_SIDE_SOURCE && (!job->source || !job->target)) {
        cli_usage(job->c, "--side needs both languages: --source-lang ru --target-lang en, say");
        return false;
    }
    return id == 0;
}

/* ---- workers ---- */

static bool check_lang(const concordance_job *job, tol_store *store, const char *option, const char *lang)
{
    if (lang && !cli_check_lang(job->c, store, option, lang)) {
        return false;
    }
    if (lang) {
        cli_note_absent_lang(job->c, store, lang);
    }
    return true;
}

/* Make a worker ready; the exit code, or 0. The first one also checks the languages. */
static int start_worker(void *user, void *made, bool is_first)
{
    const concordance_job *job = user;
    concordance_worker *worker = made;
    int code = 0;
    tol_error err;
    worker->store = cli_open(job->c, TOL_OPEN_READ, &code);
    if (!worker->store) {
        return code;
    }
    if (is_first && (!check_lang(job, worker->store, "--source-lang", job->source) ||
                     !check_lang(job, worker->store, "--target-lang", job->target))) {
        return EXIT_USAGE;
    }
    if (tol_concordance_new(worker->store, &job->opt, &worker->concordance, &err) != TOL_OK) {
        return cli_fail(job->c, &err);
    }
    return 0;
}

static void stop_worker(void *made)
{
    concordance_worker *worker = made;
    tol_concordance_free(worker->concordance);
    tol_store_close(worker->store);
}

/* ---- one query ---- */

static bool read_query(void *user, batch_task *task)
{
    concordance_job *job = user;
    tol_str text;
    if (!queries_next(&job->texts, &text)) {
        return false;
    }
    task->text = tol_arena_copy(&task->arena, text);
    task->number = job->texts.number;
    return true;
}

static void answer_query(void *user, batch_task *task)
{
    concordance_worker *worker = user;
    tol_concordance_hits *hits = tol_arena_calloc(&task->arena, 1, sizeof *hits);
    task->answer = hits;
    if (!hits) {
        task->status = batch_out_of_memory(task);
        return;
    }
    task->status = tol_concordance_find(worker->concordance, task->text, &task->arena, hits, &task->err);
}

/* "1,234" */
static void group_digits(uint64_t n, char out[32])
{
    char digits[24];
    int len = snprintf(digits, sizeof digits, "%llu", (unsigned long long)n);
    for (int i = 0; i < len; i++) {
        *out++ = digits[i];
        if ((len - i) % 3 == 1 && i + 1 < len) {
            *out++ = ',';
        }
    }
    *out = '\0';
}

/* Whoever sees a part is told so. */
static void tell_limit(const concordance_job *job, const concordance_result *result)
{
    const tol_concordance_hits *hits = &result->hits;
    char shown[32], all[32];
    if (hits->n_shown == hits->n_units || job->json) {
        return;
    }
    group_digits(hits->n_shown, shown);
    group_digits(hits->n_units, all);
    fflush(stdout);
    if (job->style.with_query) {
        cli_warn(job->c, "query %zu: showing %s of %s units; --limit 0 shows all", result->number, shown, all);
    } else {
        cli_warn(job->c, "showing %s of %s units; --limit 0 shows all", shown, all);
    }
}

static bool print_answer(void *user, const batch_task *task)
{
    concordance_job *job = user;
    concordance_result result = {.query = task->text, .number = task->number};
    if (task->status != TOL_OK) {
        cli_error(job->c, "query %zu: %s", task->number, task->err.message);
        job->failure = task->status == TOL_EINVAL ? EXIT_DATA : tol_status_exit_code(task->status);
    } else {
        result.hits = *(const tol_concordance_hits *)task->answer;
    }
    if (job->json) {
        concordance_print_json(&result, task->status != TOL_OK ? &task->err : NULL);
    } else {
        concordance_print_text(&result, &job->style);
    }
    fflush(stdout); /* whoever feeds queries through a pipe waits for this */
    tell_limit(job, &result);
    job->found = job->found || result.hits.n > 0;
    return job->failure != EXIT_SYSTEM;
}

/* ---- all of them ---- */

static int search(concordance_job *job)
{
    const batch_plan plan = {.user = job,
                             .worker_size = sizeof(concordance_worker),
                             .start = start_worker,
                             .stop = stop_worker,
                             .read = read_query,
                             .answer = answer_query,
                             .print = print_answer};
    int code = batch_run(job->c, &plan, job->n_jobs);
    if (code) {
        return code;
    }
    if (!job->failure && !job->found) {
        cli_warn(job->c, "nothing found");
    }
    return job->failure ? job->failure : job->found ? EXIT_FOUND : EXIT_NOTHING;
}

static int concordance(cli *c, int argc, char **argv)
{
    concordance_job job = {.c = c, .opt = TOL_CONCORDANCE_OPT_INIT, .limit = 20, .n_jobs = 1};
    job.style.context = 300;
    if (!parse_options(&job, argc, argv)) {
        return EXIT_USAGE;
    }
    job.opt.source_lang = tol_str_of(job.source);
    job.opt.target_lang = tol_str_of(job.target);
    job.opt.limit = (size_t)job.limit;
    job.opt.memories = job.memories;
    job.opt.excluded = job.excluded;
    job.opt.filter = filter_opt_filter(&job.filter);
    job.style.color = c->color;
    job.style.with_query = argc - optind != 1;
    queries_start(&job.texts, argc, argv);
    int code = search(&job);
    queries_stop(&job.texts);
    return code;
}

const command command_concordance = {
    "concordance",
    "[OPTION]... [QUERY]...",
    "Find the units that hold some words, in any inflected form.",
    options,
    "A query is words that must all stand in a text, in any order; \"quoted words\" stand one\n"
    "behind the other; word* is any word that begins so; -word must not stand there. Without\n"
    "QUERY the lines of standard input are taken, one query a line.\n"
    "Exit status: 0 when something was found, 1 when nothing was.",
    concordance,
};
