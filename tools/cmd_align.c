/* tolmach align: two texts become units. */
#include <getopt.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "align_job.h"
#include "commands.h"

enum {
    OPT_INTO = 256,
    OPT_MIN_CONFIDENCE,
    OPT_KEEP,
    OPT_REVIEW,
    OPT_REVIEW_OUT,
    OPT_NO_TERMS,
    OPT_SRX,
    OPT_LINES,
    OPT_ENCODING,
    OPT_KEEP_ALL,
    OPT_NO_NOTES,
    OPT_JSON
};

static const option_row options[] = {
    {'s', "source-lang", "LANG", "the language of SOURCE (else by its name: a.ru.txt)"},
    {'t', "target-lang", "LANG", "the language of TARGET"},
    {'o', "output", "FILE", "the file for the units (else standard output)"},
    {'f', "format", "FORMAT", "its format (else by the file's ending, else tmx)"},
    {OPT_INTO, "into", "NAME", "put the units into this memory of the bank"},
    {OPT_MIN_CONFIDENCE, "min-confidence", "PERCENT", "leave out pairs that are less sure (0)"},
    {OPT_KEEP, "keep-one-sided", NULL, "make units of segments without a partner too"},
    {OPT_REVIEW_OUT, "review-out", "FILE", "write a table to be reviewed; .html: a page to look at; may be repeated"},
    {OPT_REVIEW, "review", "FILE", "go on from such a table, instead of SOURCE and TARGET"},
    {'m', "memory", "NAME", "learn words from the short units of this memory; may be repeated"},
    {OPT_NO_TERMS, "no-terms", NULL, "do not use the bank's glossaries"},
    {OPT_SRX, "srx", "FILE", "segment by the rules of this SRX file"},
    {OPT_LINES, "paragraphs", "RULE", "of plain texts: auto (the default), line, blank, wrapped"},
    {OPT_ENCODING, "encoding", "NAME", "the encoding of plain texts (else it is found out)"},
    {OPT_KEEP_ALL, "keep-all", NULL, "take no page numbers, running heads and hyphens away"},
    {OPT_NO_NOTES, "no-notes", NULL, "leave footnotes and endnotes of documents out"},
    {OPT_JSON, "json", NULL, "report as a JSON line"},
    {'v', "verbose", NULL, "show every diagnostic"},
    {0, NULL, NULL, NULL},
};

/* ---- options ---- */

static bool take_paragraphs(align_job *job, const char *value)
{
    static const char *const names[] = {[TOL_PARA_RULE_AUTO] = "auto",
                                        [TOL_PARA_RULE_LINE] = "line",
                                        [TOL_PARA_RULE_BLANK] = "blank",
                                        [TOL_PARA_RULE_WRAPPED] = "wrapped"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (strcmp(value, names[i]) == 0) {
            job->read.document.rule = (tol_para_rule)i;
            return true;
        }
    }
    cli_usage(job->c, "--paragraphs must be auto, line, blank or wrapped, not \"%s\"", value);
    return false;
}

/* The format by its name, else by the ending of the file, else TMX. */
static bool choose_format(align_job *job, const char *name)
{
    tol_str path = tol_str_of(job->output ? job->output : "");
    for (const tol_format_info *f = tol_formats(); f->name; f++) {
        if (f->writes_units && (name ? strcmp(f->name, name) == 0 : tol_format_has_ending(f, path))) {
            job->write.format = f->name;
            return true;
        }
    }
    job->write.format = "tmx";
    if (name) {
        cli_usage(job->c, "units cannot be written as \"%s\"", name);
    }
    return !name;
}

static bool take_list(align_job *job, int id, const char *value)
{
    if (id == 'm' && job->n_memories < ALIGN_MEMORIES_MAX) {
        job->memories[job->n_memories++] = tol_str_of(value);
        return true;
    }
    if (id == OPT_REVIEW_OUT && job->n_reviews_out < ALIGN_REVIEWS_MAX) {
        job->reviews_out[job->n_reviews_out++] = value;
        return true;
    }
    cli_usage(job->c, "--%s is given too often", id == 'm' ? "memory" : "review-out");
    return false;
}

static bool take_reading(align_job *job, int id, const char *value)
{
    if (id == OPT_SRX) {
        job->read.segmenter.srx = value;
    } else if (id == OPT_ENCODING) {
        job->read.document.encoding = value;
    } else if (id == OPT_KEEP_ALL) {
        job->read.document.keep_all = true;
    } else if (id == OPT_NO_NOTES) {
        job->read.document.leave_notes_out = true;
    }
    return id != OPT_LINES || take_paragraphs(job, value);
}

static bool take_option(align_job *job, int id, const char *value, const char **format)
{
    long number = 0;
    switch (id) {
    case 's':
    case 't':
        job->langs[id == 's' ? TOL_BITEXT_SOURCE : TOL_BITEXT_TARGET] = value;
        return true;
    case 'o':
        job->output = value;
        return true;
    case 'f':
        *format = value;
        return true;
    case OPT_INTO:
        job->into = value;
        return true;
    case OPT_MIN_CONFIDENCE:
        if (!cli_number(job->c, "min-confidence", value, 0, 100, &number)) {
            return false;
        }
        job->units.min_confidence = (int)number;
        return true;
    case OPT_KEEP:
        job->units.keep_one_sided = true;
        return true;
    case OPT_REVIEW:
        job->review = value;
        return true;
    case OPT_NO_TERMS:
        job->no_terms = true;
        return true;
    case OPT_JSON:
        job->json = true;
        return true;
    case 'v':
        job->verbose = true;
        return true;
    case 'm':
    case OPT_REVIEW_OUT:
        return take_list(job, id, value);
    default:
        return take_reading(job, id, value);
    }
}

static bool check_operands(align_job *job, char **operands, int n)
{
    if (job->review && (n || job->langs[TOL_BITEXT_SOURCE] || job->langs[TOL_BITEXT_TARGET])) {
        cli_usage(job->c, "a review has both texts and their languages in it");
        return false;
    }
    if (job->review) {
        return true;
    }
    if (n != 2) {
        cli_usage(job->c, n == 0   ? "no files given: SOURCE and TARGET are needed"
                          : n == 1 ? "one file is given; the other one is needed too"
                                   : "'align' takes two files");
        return false;
    }
    job->files[TOL_BITEXT_SOURCE] = operands[0];
    job->files[TOL_BITEXT_TARGET] = operands[1];
    if (strcmp(operands[0], "-") == 0 && strcmp(operands[1], "-") == 0) {
        cli_usage(job->c, "only one of the files can be standard input");
        return false;
    }
    return align_languages(job);
}

static bool parse_options(align_job *job, int argc, char **argv)
{
    const char *value, *format = NULL;
    int id;
    while ((id = cli_option(job->c, argc, argv, &value)) > 0) {
        if (!take_option(job, id, value, &format)) {
            return false;
        }
    }
    if (id != 0 || !check_operands(job, argv + optind, argc - optind)) {
        return false;
    }
    if (!job->output && !job->into && !job->n_reviews_out) {
        job->output = "-";
    }
    if (job->json && job->output && strcmp(job->output, "-") == 0) {
        cli_usage(job->c, "standard output can hold the units or the report: give --output with --json");
        return false;
    }
    return choose_format(job, format);
}

/* ---- work ---- */

typedef struct align_run {
    align_job *job;
    tol_arena arena;
    tol_store *bank; /* NULL: none is needed, or there is none */
} align_run;

static int fail(const align_run *run, const tol_error *err)
{
    int code = cli_fail(run->job->c, err);
    if (strstr(err->message, "is not in the language")) {
        cli_warn(run->job->c, "are the files, or --source-lang and --target-lang, exchanged?");
    }
    return code;
}

/* The bank, when it is named or there. */
static bool open_bank(align_run *run, int *code)
{
    const align_job *job = run->job;
    bool is_needed = job->into || job->n_memories || job->c->db;
    const char *path = is_needed || !job->no_terms ? cli_bank_path(job->c) : NULL;
    *code = EXIT_USAGE;
    if (!path || (!is_needed && access(path, F_OK) != 0)) {
        *code = EXIT_SUCCESS;
        return !is_needed;
    }
    run->bank = cli_open(job->c, job->into ? TOL_OPEN_CREATE : TOL_OPEN_READ, code);
    return run->bank != NULL;
}

static tol_status read_side(align_run *run, int side, tol_error *err)
{
    align_job *job = run->job;
    teller t;
    teller_start(&t, job->c, job->files[side], true, job->verbose);
    job->read.document.listener = teller_listener(&t);
    job->read.segmenter.listener = side == TOL_BITEXT_SOURCE ? teller_listener(&t) : (tol_listener){NULL, NULL, NULL};
    tol_status status = tol_bitext_read(job->files[side], tol_str_of(job->langs[side]), &job->read, &run->arena,
                                        &job->bitext.sides[side], &job->documents[side], err);
    teller_stop(&t);
    return status;
}

static tol_status read_texts(align_run *run, tol_error *err)
{
    align_job *job = run->job;
    if (job->review) {
        return tol_review_read_file(job->review, &run->arena, &job->bitext, &job->marks, err);
    }
    tol_status status = read_side(run, TOL_BITEXT_SOURCE, err);
    return status ? status : read_side(run, TOL_BITEXT_TARGET, err);
}

static tol_status align_texts(align_run *run, tol_error *err)
{
    align_job *job = run->job;
    tol_align_opt opt = TOL_ALIGN_OPT_INIT;
    tol_align_pair *pairs = NULL;
    tol_status status = TOL_OK;
    if (run->bank) {
        status = tol_bitext_pairs(run->bank, job->bitext.sides[TOL_BITEXT_SOURCE].lang,
                                  job->bitext.sides[TOL_BITEXT_TARGET].lang, job->memories, job->n_memories,
                                  !job->no_terms, &run->arena, &pairs, &job->n_pairs, err);
    }
    if (status != TOL_OK) {
        return status;
    }
    teller t;
    teller_start(&t, job->c, "aligning", false, job->verbose);
    opt.pairs = pairs;
    opt.n_pairs = job->n_pairs;
    opt.listener = teller_listener(&t);
    status = tol_bitext_align(&job->bitext, &opt, &run->arena, err);
    teller_stop(&t);
    return status ? status : tol_bitext_summarize(&job->bitext, &run->arena, &job->summary, err);
}

/* ---- results ---- */

typedef struct unit_file {
    align_job *job;
    tol_writer *writer;
    tol_write_opt opt;
    char columns[256];
} unit_file;

static tol_status begin_file(void *user, const tol_header *header, tol_error *err)
{
    unit_file *file = user;
    return tol_writer_open(file->job->output, NULL, &file->opt, header, &file->writer, err);
}

static tol_status add_unit(void *user, const tol_unit *unit, tol_error *err)
{
    unit_file *file = user;
    return tol_writer_unit(file->writer, unit, err);
}

/* A table has the texts, and what is known of the pair. A title of three letters alone would be no language. */
static const char *columns_of(unit_file *file)
{
    const char *format = file->opt.format, *source = file->opt.source_lang, *target = file->opt.target_lang;
    if (strcmp(format, "tsv") != 0 && strcmp(format, "csv") != 0) {
        return NULL;
    }
    snprintf(file->columns, sizeof file->columns, "%s%s,%s%s,x-confidence,prop:x-bead,tuid",
             strlen(source) == 3 ? "lang:" : "", source, strlen(target) == 3 ? "lang:" : "", target);
    return file->columns;
}

static tol_status write_file(align_job *job, tol_error *err)
{
    unit_file file = {.job = job, .opt = job->write};
    tol_sink sink = {&file, begin_file, add_unit, NULL};
    char langs[TOL_BITEXT_SIDES][TOL_LANG_MAX];
    for (int side = 0; side < TOL_BITEXT_SIDES; side++) {
        snprintf(langs[side], sizeof langs[side], "%.*s", TOL_ARG(job->bitext.sides[side].lang));
    }
    file.opt.source_lang = langs[TOL_BITEXT_SOURCE];
    file.opt.target_lang = langs[TOL_BITEXT_TARGET];
    file.opt.columns = columns_of(&file);
    tol_status status = tol_bitext_units(&job->bitext, &job->units, &sink, &job->made, err);
    status = status ? status : tol_writer_finish(file.writer, err);
    tol_writer_free(file.writer);
    return status;
}

static tol_status store_units(align_run *run, tol_error *err)
{
    align_job *job = run->job;
    tol_import *import = NULL;
    tol_status status = tol_import_begin(run->bank, &import, err);
    if (status == TOL_OK) {
        status =
            tol_bitext_import(&job->bitext, &job->units, import, tol_str_of(job->into), &job->made, &job->stored, err);
    }
    status = status ? status : tol_import_commit(import, err);
    tol_import_free(import);
    return status;
}

static bool is_page(const char *path)
{
    tol_str name = tol_str_of(path), ending = TOL_LIT(".html");
    return name.len > ending.len &&
           tol_str_equal_nocase((tol_str){name.ptr + name.len - ending.len, ending.len}, ending);
}

static int write_reviews(align_run *run, tol_error *err)
{
    const align_job *job = run->job;
    int code = EXIT_SUCCESS;
    for (size_t i = 0; i < job->n_reviews_out && code == EXIT_SUCCESS; i++) {
        const char *path = job->reviews_out[i];
        if (is_page(path)) {
            code = align_page(job, path);
        } else if (tol_review_write(&job->bitext, path, NULL, err) != TOL_OK) {
            code = fail(run, err);
        }
    }
    return code;
}

static int write_results(align_run *run)
{
    align_job *job = run->job;
    tol_error err;
    int code = write_reviews(run, &err);
    if (code != EXIT_SUCCESS) {
        return code;
    }
    tol_status status = job->output ? write_file(job, &err) : TOL_OK;
    if (status == TOL_OK && job->into) {
        status = store_units(run, &err);
    }
    if (status != TOL_OK) {
        return fail(run, &err);
    }
    align_report(job);
    return (job->output || job->into) && !job->made.written ? EXIT_NOTHING : EXIT_FOUND;
}

static int run_job(align_run *run)
{
    int code;
    tol_error err;
    if (!open_bank(run, &code)) {
        return code;
    }
    tol_status status = read_texts(run, &err);
    status = status ? status : align_texts(run, &err);
    return status == TOL_OK ? write_results(run) : fail(run, &err);
}

static int align(cli *c, int argc, char **argv)
{
    static align_job job; /* its lists are long */
    job = (align_job){.c = c,
                      .read = TOL_BITEXT_READ_OPT_INIT,
                      .units = TOL_BITEXT_UNIT_OPT_INIT,
                      .write = TOL_WRITE_OPT_INIT,
                      .bitext = TOL_BITEXT_INIT};
    if (!parse_options(&job, argc, argv)) {
        return EXIT_USAGE;
    }
    align_run run = {&job, TOL_ARENA_INIT, NULL};
    interrupt_catch();
    int code = run_job(&run);
    tol_store_close(run.bank);
    tol_arena_release(&run.arena);
    return code;
}

const command command_align = {
    "align",
    "[OPTION]... SOURCE TARGET | --review=FILE",
    "Make units of two texts that translate each other.",
    options,
    "SOURCE and TARGET are plain text, HTML, DOCX, ODT or PDF; \"-\" is standard input. Segments without a partner "
    "are\n"
    "left out, and told. What the bank's glossaries and the memories of --memory know of words helps.\n"
    "A review is a table with tabs, a bead a row. In its column \"status\" write ok or wrong; move segments with "
    "their\n"
    "numbers to another row where they belong there. --review takes it, keeps what is ok or was moved, and aligns "
    "what\n"
    "stands between anew; with --review-out for the next round, or --output and --into for the units.",
    align,
};
