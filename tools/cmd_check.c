/* tolmach check: what a terminologist would correct. */
#include <errno.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "check_job.h"
#include "commands.h"

typedef struct check_run {
    check_job *job;
    tol_store *bank; /* NULL: none is wanted */
    glossary_bank of_files;
    tol_baseline *known, *found;
    check_report report;
    char *temp; /* of --output */
} check_run;

/* ---- --list-rules ---- */

static void print_example(const char *what, const tol_check_example *example)
{
    printf("  %s", what);
    if (example->glossary) {
        printf(" with ");
        for (const char *c = example->glossary; *c; c++) {
            fputs(*c == '\n' ? "; " : (char[]){*c, '\0'}, stdout);
        }
    }
    printf(":\n    ");
    for (const char *c = example->units; *c; c++) {
        fputs(*c == '\n' ? "\n    " : (char[]){*c, '\0'}, stdout);
    }
    putchar('\n');
}

/* Longest line of an explanation, in bytes. */
#define EXPLANATION_COLUMNS 100

static void print_wrapped(const char *text)
{
    size_t column = 0;
    while (*text) {
        size_t len = strcspn(text, " ");
        bool is_new = column == 0 || column + len > EXPLANATION_COLUMNS;
        printf("%s%.*s", is_new ? column ? "\n  " : "  " : " ", (int)len, text);
        column = is_new ? len + 2 : column + len + 1;
        text += len + (text[len] == ' ');
    }
    putchar('\n');
}

static void print_rule(const tol_check_rule *rule, bool json)
{
    if (json) {
        json_print_line(json_pack("{s:s, s:s, s:b, s:s, s:s}", "rule", rule->id, "severity",
                                  tol_severity_name(rule->severity), "default", rule->is_default, "title", rule->title,
                                  "explanation", rule->explanation));
        return;
    }
    printf("%s (%s%s)\n", rule->id, tol_severity_name(rule->severity), rule->is_default ? "" : ", not by default");
    print_wrapped(rule->explanation);
    print_example("right", &rule->pass);
    print_example("wrong", &rule->fail);
    putchar('\n');
}

/* ---- the run ---- */

static tol_status take_finding(void *user, const tol_finding *finding, tol_error *err)
{
    check_run *run = user;
    check_report *report = &run->report;
    if (run->found) {
        return tol_baseline_add(run->found, finding, err);
    }
    if (run->known && tol_baseline_has(run->known, finding)) {
        report->n_known++;
        return TOL_OK;
    }
    report->by_severity[finding->severity]++;
    report->format->finding(report, finding);
    report->n_written++;
    return TOL_OK;
}

static bool wants_bank(const check_job *job)
{
    bool wants = job->n_inputs == 0 || job->n_glossaries;
    for (size_t i = 0; i < job->n_inputs; i++) {
        wants = wants || !job->inputs[i].path;
    }
    return wants;
}

/* With files alone the bank is only good for its glossaries, and need not be there. */
static bool open_banks(check_run *run, int *code)
{
    check_job *job = run->job;
    const char *path = wants_bank(job) ? NULL : cli_bank_path(job->c);
    if (job->n_glossary_files && !glossary_bank_open(&run->of_files, job, code)) {
        return false;
    }
    if (wants_bank(job) || (!job->n_glossary_files && path && access(path, F_OK) == 0)) {
        run->bank = cli_open(job->c, TOL_OPEN_READ, code);
        return run->bank != NULL;
    }
    if (!job->n_glossary_files) {
        cli_warn(job->c, "there is no glossary: terms are not checked");
    }
    return true;
}

/* Without operands, all memories of the bank. */
static tol_status add_all_memories(check_run *run, tol_arena *arena, tol_error *err)
{
    tol_memory_info *infos = NULL;
    size_t n = 0;
    if (run->job->n_inputs) {
        return TOL_OK;
    }
    tol_status status = tol_memory_list(run->bank, arena, &infos, &n, err);
    for (size_t i = 0; i < n && status == TOL_OK && i < CHECK_INPUTS_MAX; i++) {
        run->job->inputs[run->job->n_inputs++] = (tol_check_input){.memory = infos[i].name};
    }
    return status;
}

static bool open_output(check_run *run)
{
    const char *output = run->job->output;
    run->report.out = stdout;
    if (!output || strcmp(output, "-") == 0) {
        run->report.color = run->job->c->color;
        return true;
    }
    run->temp = malloc(strlen(output) + 8);
    if (run->temp) {
        run->report.out = fopen(strcat(strcpy(run->temp, output), ".part"), "w");
    }
    if (!run->temp || !run->report.out) {
        cli_error(run->job->c, "could not write \"%s\": %s", output, strerror(errno));
        return false;
    }
    return true;
}

/* The file appears under its name when all of it is written. */
static int close_output(check_run *run, int code)
{
    if (!run->temp || !run->report.out) {
        free(run->temp);
        return code;
    }
    bool is_whole = !ferror(run->report.out) && code <= EXIT_NOTHING;
    is_whole = fclose(run->report.out) == 0 && is_whole;
    if (is_whole && rename(run->temp, run->job->output) != 0) {
        is_whole = false;
    }
    if (!is_whole) {
        unlink(run->temp);
    }
    if (!is_whole && code <= EXIT_NOTHING) {
        cli_error(run->job->c, "could not write \"%s\": %s", run->job->output, strerror(errno));
        code = EXIT_SYSTEM;
    }
    free(run->temp);
    return code;
}

static tol_status check_all(check_run *run, tol_check_report *summary, tol_error *err)
{
    check_job *job = run->job;
    teller t;
    teller_start(&t, job->c, "checking", job->n_inputs && job->inputs[0].path, job->verbose);
    job->opt.listener = teller_listener(&t);
    job->opt.glossaries = job->glossaries;
    job->opt.n_glossaries = job->n_glossaries;
    tol_store *terms = job->n_glossary_files ? run->of_files.store : run->bank;
    tol_status status =
        tol_check_run(run->bank, terms, job->inputs, job->n_inputs, &job->opt, take_finding, run, summary, err);
    teller_stop(&t);
    return status;
}

static tol_status read_baselines(check_run *run, tol_error *err)
{
    tol_status status = TOL_OK;
    if (run->job->baseline) {
        status = tol_baseline_read(run->job->baseline, &run->known, err);
    }
    return status == TOL_OK && run->job->new_baseline ? tol_baseline_new(&run->found, err) : status;
}

static int end_run(check_run *run, const tol_check_report *summary)
{
    cli *c = run->job->c;
    tol_error err;
    if (summary->skipped) {
        cli_warn(c, "%llu %s without both languages", (unsigned long long)summary->skipped,
                 cli_noun(summary->skipped, "unit", "units"));
    }
    if (!run->found) {
        if (run->report.format->end && !run->report.format->end(&run->report, summary)) {
            cli_error(c, "could not write the report: %s", strerror(errno));
            return EXIT_SYSTEM;
        }
        return run->report.n_written ? EXIT_NOTHING : EXIT_FOUND;
    }
    if (tol_baseline_write(run->found, run->job->new_baseline, &err) != TOL_OK) {
        return cli_fail(c, &err);
    }
    uint64_t n = summary->findings[TOL_INFO] + summary->findings[TOL_WARNING] + summary->findings[TOL_ERROR];
    cli_warn(c, "%llu %s written to \"%s\"", (unsigned long long)n, cli_noun(n, "finding", "findings"),
             run->job->new_baseline);
    return EXIT_FOUND;
}

static int run_check(check_run *run)
{
    int code;
    tol_error err;
    tol_check_report summary = {.units = 0};
    tol_arena arena = TOL_ARENA_INIT;
    if (!open_banks(run, &code)) {
        return code;
    }
    if (!open_output(run)) {
        return close_output(run, EXIT_SYSTEM);
    }
    tol_status status = read_baselines(run, &err);
    if (status == TOL_OK) {
        status = add_all_memories(run, &arena, &err);
    }
    if (status == TOL_OK && run->report.format->begin && !run->found) {
        run->report.format->begin(&run->report);
    }
    if (status == TOL_OK) {
        status = check_all(run, &summary, &err);
    }
    code = status == TOL_OK ? end_run(run, &summary) : cli_fail(run->job->c, &err);
    tol_arena_release(&arena);
    return close_output(run, code);
}

static int check(cli *c, int argc, char **argv)
{
    check_job job = {.c = c, .opt = TOL_CHECK_OPT_INIT, .read = TOL_READ_OPT_INIT, .report = "text"};
    job.opt.least = TOL_WARNING;
    if (!check_parse(&job, argc, argv)) {
        return EXIT_USAGE;
    }
    if (job.list_rules) {
        for (const tol_check_rule *rule = tol_check_rules(); rule->id; rule++) {
            print_rule(rule, job.json);
        }
        return EXIT_FOUND;
    }
    check_run run = {.job = &job, .report = {.format = report_format_named(job.report)}};
    interrupt_catch();
    int code = run_check(&run);
    tol_baseline_free(run.known);
    tol_baseline_free(run.found);
    glossary_bank_close(&run.of_files);
    tol_store_close(run.bank);
    return code;
}

const command command_check = {
    "check",
    "[OPTION]... [MEMORY|FILE]...",
    "Check translations: terms, names, numbers, brackets, consistency.",
    check_options,
    "An operand that is a file is read, any other names a memory; without operands all memories are checked, as one\n"
    "whole. The exit code is 1 when there is a finding. 'tolmach check --list-rules' explains the rules.",
    check,
};
