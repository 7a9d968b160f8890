/* tolmach segment: the segments of a text. */
#include <getopt.h>
#include <inttypes.h>
#include <jansson.h>
#include <string.h>

#include "commands.h"

enum { OPT_SRX = 256, OPT_FORMAT, OPT_JSON, OPT_ENCODING, OPT_WRAPPED, OPT_UNICODE };

static const option_row options[] = {
    {'l', "lang", "LANG", "the language of the text; needed"},
    {OPT_SRX, "srx", "FILE", "rules of this SRX file instead of those built in"},
    {OPT_UNICODE, "unicode", NULL, "the sentence breaks of Unicode instead of those built in"},
    {OPT_WRAPPED, "wrapped", NULL, "lines are wrapped: only an empty line ends a paragraph"},
    {OPT_FORMAT, "format", "FORMAT", "text (the default), tsv, json"},
    {OPT_JSON, "json", NULL, "the same as --format=json"},
    {OPT_ENCODING, "encoding", "NAME", "the encoding of the files (else it is found out)"},
    {'v', "verbose", NULL, "show every warning, and what was translated in the rules"},
    {0, NULL, NULL, NULL},
};

typedef enum out_format { OUT_TEXT, OUT_TSV, OUT_JSON } out_format;

typedef struct job {
    cli *c;
    const char *lang, *encoding, *file;
    tol_segmenter_opt opt;
    out_format format;
    bool verbose;
    uint64_t n; /* segments so far */
} job;

/* ---- output ---- */

static void print_json(const job *j, const tol_file_segment *segment)
{
    uint64_t end = segment->start + segment->text.len;
    json_print_line(json_pack("{s:s, s:I, s:I, s:I, s:o, s:o}", "file", j->file, "line", (json_int_t)segment->line,
                              "start", (json_int_t)segment->start, "end", (json_int_t)end, "space",
                              json_of_str(segment->space), "text", json_of_str(segment->text)));
}

/* A last piece without text carries white space that only JSON shows. */
static tol_status print_segment(void *user, const tol_file_segment *segment, tol_error *err)
{
    job *j = user;
    (void)err;
    j->n += segment->text.len != 0;
    if (j->format == OUT_JSON) {
        print_json(j, segment);
    } else if (segment->text.len) {
        if (j->format == OUT_TSV) {
            uint64_t end = segment->start + segment->text.len;
            printf("%u\t%" PRIu64 "\t%" PRIu64 "\t", segment->line, segment->start, end);
        }
        cli_put(stdout, segment->text);
        putchar('\n');
    }
    return TOL_OK;
}

/* ---- work ---- */

static int segment_file(job *j, tol_segmenter *segmenter, const char *path)
{
    tol_error err;
    teller listener;
    tol_segment_file_opt opt = TOL_SEGMENT_FILE_OPT_INIT;
    opt.encoding = j->encoding;
    j->file = strcmp(path, "-") == 0 ? "standard input" : path;
    teller_start(&listener, j->c, "segmenting", true, j->verbose);
    opt.listener = teller_listener(&listener);
    tol_status status = tol_segment_file(segmenter, path, &opt, print_segment, j, &err);
    teller_stop(&listener);
    return status == TOL_OK ? EXIT_SUCCESS : cli_fail(j->c, &err);
}

static int segment_files(job *j, char **paths, size_t n)
{
    static char *standard_input[] = {"-"};
    tol_error err;
    teller listener;
    tol_segmenter *segmenter;
    teller_start(&listener, j->c, "reading rules", true, j->verbose);
    j->opt.listener = teller_listener(&listener);
    tol_status status = tol_segmenter_new(tol_str_of(j->lang), &j->opt, &segmenter, &err);
    teller_stop(&listener);
    if (status != TOL_OK) {
        return cli_fail(j->c, &err);
    }
    int code = EXIT_SUCCESS;
    paths = n ? paths : standard_input;
    for (size_t i = 0; i < (n ? n : 1) && !interrupt_was_asked(); i++) {
        int one = segment_file(j, segmenter, paths[i]);
        code = one > code ? one : code;
    }
    tol_segmenter_free(segmenter);
    if (!code && !j->n) {
        cli_warn(j->c, "the input has no text, so there are no segments");
        code = EXIT_NOTHING;
    }
    return code;
}

/* ---- options ---- */

static bool choose_format(const cli *c, const char *value, out_format *format)
{
    static const char *const names[] = {"text", "tsv", "json", NULL};
    for (int i = 0; names[i]; i++) {
        if (strcmp(value, names[i]) == 0) {
            *format = (out_format)i;
            return true;
        }
    }
    cli_usage(c, "--format must be text, tsv or json, not \"%s\"", value);
    return false;
}

static bool take_options(job *j, int argc, char **argv)
{
    const char *value;
    int id;
    bool is_good = true;
    while (is_good && (id = cli_option(j->c, argc, argv, &value)) > 0) {
        if (id == 'l') {
            j->lang = value;
        } else if (id == OPT_SRX) {
            j->opt.srx = value;
        } else if (id == OPT_UNICODE) {
            j->opt.rules = TOL_RULES_UNICODE;
        } else if (id == OPT_WRAPPED) {
            j->opt.wrapped = true;
        } else if (id == OPT_ENCODING) {
            j->encoding = value;
        } else if (id == OPT_JSON) {
            j->format = OUT_JSON;
        } else if (id == 'v') {
            j->verbose = true;
        } else if (id == OPT_FORMAT) {
            is_good = choose_format(j->c, value, &j->format);
        }
    }
    return is_good && id == 0;
}

static int segment(cli *c, int argc, char **argv)
{
    job j = {.c = c, .opt = TOL_SEGMENTER_OPT_INIT};
    if (!take_options(&j, argc, argv)) {
        return EXIT_USAGE;
    }
    if (!j.lang) {
        return cli_usage(c, "no language given: --lang ru, say");
    }
    if (j.opt.srx && j.opt.rules == TOL_RULES_UNICODE) {
        return cli_usage(c, "--srx and --unicode cannot go together");
    }
    if (!cli_check_lang(c, NULL, "--lang", j.lang)) {
        return EXIT_USAGE;
    }
    interrupt_catch();
    return segment_files(&j, argv + optind, (size_t)(argc - optind));
}

const command command_segment = {
    "segment",
    "--lang=LANG [OPTION]... [FILE]...",
    "Cut texts into segments: sentences, headings, items of lists.",
    options,
    "Without FILE, or for -, standard input is read. A line end ends a segment. Russian and English have rules of "
    "their\n"
    "own, other languages those of Unicode. Of json, \"space\" is the white space before a segment; joined, spaces "
    "and\n"
    "texts are the file.",
    segment,
};
