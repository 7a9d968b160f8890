/*
 * Two text files whose lines belong together, as machine translation is trained with ("Moses"): line n of one is the
 * translation of line n of the other. Files of unequal length are refused, for then some lines stand beside the wrong
 * ones and nobody knows which.
 */
#include <inttypes.h>
#include <string.h>

#include "base/fail.h"
#include "formats/packed.h"
#include "formats/readers.h"
#include "formats/text_lines.h"
#include "formats/unit_build.h"

/* One of the two. */
typedef struct side {
    tol_input *input;
    tol_reporter *reporter;
    tol_source source;
    tol_lines lines;
    tol_str line;
} side;

static tol_str lang_of_ending(tol_str name)
{
    size_t dot = name.len;
    while (dot > 0 && name.ptr[dot - 1] != '.') {
        dot--;
    }
    tol_str ending = {name.ptr + dot, dot ? name.len - dot : 0};
    return ending.len >= 2 && tol_lang_is_known(ending) ? ending : TOL_STR_NULL;
}

static tol_status count_rest(tol_lines *lines, tol_str *line, tol_error *err)
{
    tol_status status = TOL_OK;
    while (!status && line->ptr) {
        status = tol_lines_next(lines, line, err);
    }
    return status;
}

static tol_status fail_unequal(tol_lines *left, tol_str left_line, side *right, tol_error *err)
{
    uint32_t line = left_line.ptr ? right->lines.n : left->n;
    tol_status status = count_rest(left, &left_line, err);
    if (!status) {
        status = count_rest(&right->lines, &right->line, err);
    }
    left->source->reporter->line = line;
    return status
               ? status
               : tol_report_failure(left->source->reporter, TOL_EPARSE, err,
                                    "the files are of unequal length: %" PRIu32 " lines, and %" PRIu32 " in \"%.120s\"",
                                    left->n, right->lines.n, right->input->name);
}

static tol_status take_pair(tol_builder *builder, tol_str langs[2], tol_str left, tol_str right, bool is_cut,
                            tol_error *err)
{
    tol_build_begin(builder, builder->reporter->line);
    if (is_cut) {
        return tol_report(builder->reporter, TOL_ERROR, "segment-too-long", err, "a line is too long and is left out");
    }
    tol_build_variant(builder, langs[0], left);
    tol_build_variant(builder, langs[1], right);
    return tol_build_end(builder, err);
}

static tol_status read_lines(tol_lines *left, side *right, tol_builder *builder, tol_str langs[2], tol_error *err)
{
    tol_str line;
    tol_status status = tol_lines_next(left, &line, err);
    if (!status) {
        status = tol_lines_next(&right->lines, &right->line, err);
    }
    while (!status && line.ptr && right->line.ptr) {
        bool is_cut = left->is_cut || right->lines.is_cut;
        status = take_pair(builder, langs, line, right->line, is_cut, err);
        if (!status) {
            status = tol_report_repairs(right->reporter, right->reporter->line, err);
        }
        if (!status) {
            status = tol_lines_next(left, &line, err);
        }
        if (!status) {
            status = tol_lines_next(&right->lines, &right->line, err);
        }
    }
    return status || line.ptr == right->line.ptr ? status : fail_unequal(left, line, right, err);
}

static tol_status read_pair(tol_source *source, side *right, const tol_sink *sink, tol_error *err)
{
    tol_builder builder;
    tol_lines left;
    tol_str langs[2];
    tol_builder_init(&builder, source->reporter, sink);
    tol_lines_init(&left, source);
    tol_lines_init(&right->lines, &right->source);
    tol_status status = tol_build_langs(source->opt, lang_of_ending(source->name), lang_of_ending(right->source.name),
                                        &langs[0], &langs[1], err);
    if (!status) {
        status = tol_build_header(&builder, langs[0], NULL, 0, err);
    }
    if (!status) {
        status = read_lines(&left, right, &builder, langs, err);
    }
    tol_lines_release(&left);
    tol_lines_release(&right->lines);
    tol_builder_release(&builder);
    return status;
}

/* The progress of the other file would run beside that of the first. */
static tol_status open_right(side *right, tol_source *source, tol_reporter *reporter, tol_error *err)
{
    right->reporter = reporter;
    reporter->file = right->input->name;
    reporter->strict = source->reporter->strict;
    reporter->listener = source->reporter->listener;
    reporter->listener.progress = NULL;
    tol_status status = tol_source_open(&right->source, right->input, reporter, source->opt, err);
    return status ? status : tol_source_judge(&right->source, err);
}

typedef struct pair {
    tol_source *source;
    const tol_sink *sink;
} pair;

static tol_status read_with_right(void *user, tol_input *input, tol_error *err)
{
    const pair *both = user;
    side right = {.input = input};
    tol_reporter reporter = {.line = 0};
    tol_status status = open_right(&right, both->source, &reporter, err);
    if (!status) {
        status = read_pair(both->source, &right, both->sink, err);
    }
    tol_source_close(&right.source);
    return status;
}

tol_status tol_moses_read(tol_source *source, const tol_sink *sink, tol_error *err)
{
    tol_input input = TOL_INPUT_INIT;
    if (!source->opt->companion) {
        return tol_fail(err, TOL_EINVAL, "aligned text files go in pairs; the other one is not named");
    }
    tol_status status = tol_input_open(&input, source->opt->companion, err);
    if (status) {
        return status;
    }
    pair both = {source, sink};
    status = tol_packed_read_one(&input, read_with_right, &both, err);
    tol_input_close(&input);
    return status;
}
