/* The table of formats, and the doors to their readers and writers. */
#include "tolmach/format.h"

#include <string.h>

#include "base/fail.h"
#include "base/mem.h"
#include "formats/readers.h"
#include "formats/sniff.h"

/*
 * Everything that the library knows of a format: name, description, endings; whether it reads and writes units, reads
 * and writes concepts; the root elements by which it is recognised; how it is read, and how written.
 */
#define FORMATS(X)                                                                                                     \
    X("tmx", "Translation Memory eXchange 1.1 to 1.4b", ".tmx", true, true, false, false, "tmx", tol_tmx_read,         \
      &tol_tmx_write)                                                                                                  \
    X("tbx", "TermBase eXchange, versions 2 and 3", ".tbx", false, false, true, false, "martif tbx TBX", tol_tbx_read, \
      NULL)

static const tol_format_info infos[] = {
#define FORMAT_INFO(name, about, endings, ru, wu, rc, wc, roots, read, write) {name, about, endings, ru, wu, rc, wc},
    FORMATS(FORMAT_INFO)
#undef FORMAT_INFO
        {.name = NULL},
};

static const struct {
    const char *roots;
    tol_read_fn read;
    const tol_write_fns *write;
} parts[] = {
#define FORMAT_PARTS(name, about, endings, ru, wu, rc, wc, roots, read, write) {roots, read, write},
    FORMATS(FORMAT_PARTS)
#undef FORMAT_PARTS
};

enum { N_FORMATS = sizeof parts / sizeof parts[0], NO_FORMAT = N_FORMATS };

const tol_format_info *tol_formats(void)
{
    return infos;
}

static size_t format_by_name(const char *name)
{
    size_t i = 0;
    while (i < N_FORMATS && strcmp(infos[i].name, name) != 0) {
        i++;
    }
    return i;
}

/* ---- finding the format ---- */

/* Whether one of the words, separated by spaces, passes `test` with `text`. */
static bool any_word(const char *words, tol_str text, bool (*test)(tol_str text, tol_str word))
{
    for (const char *p = words; *p;) {
        size_t len = strcspn(p, " ");
        if (test(text, (tol_str){p, len})) {
            return true;
        }
        p += len + (p[len] == ' ');
    }
    return false;
}

static bool ends_with_nocase(tol_str text, tol_str ending)
{
    return text.len >= ending.len &&
           tol_str_equal_nocase((tol_str){text.ptr + (text.len - ending.len), ending.len}, ending);
}

static size_t format_by_root(tol_str root)
{
    size_t i = 0;
    while (i < N_FORMATS && !any_word(parts[i].roots, root, tol_str_equal)) {
        i++;
    }
    return root.len ? i : NO_FORMAT;
}

static size_t format_by_ending(tol_str name)
{
    size_t i = 0;
    while (i < N_FORMATS && !any_word(infos[i].endings, name, ends_with_nocase)) {
        i++;
    }
    return i;
}

/* By the root element; where the file is cut off before it, by the ending, so that the reader can say where it ends. */
static tol_status choose(tol_source *source, const char *wanted, size_t *chosen, tol_error *err)
{
    tol_looks looks;
    tol_sniff((tol_str){source->bytes, source->n_bytes}, tol_buf_str(&source->text), &looks);
    size_t found = format_by_root(tol_str_of(looks.root));
    if (found == NO_FORMAT && looks.is_cut) {
        found = wanted ? format_by_name(wanted) : format_by_ending(tol_str_of(source->reporter->file));
    }
    if (wanted && (found == NO_FORMAT || strcmp(infos[found].name, wanted) != 0)) {
        return tol_fail(err, TOL_EFORMAT, "not a file of the format \"%s\": it looks like %s", wanted, looks.words);
    }
    if (found == NO_FORMAT) {
        return tol_fail(err, TOL_EFORMAT, "not a file of a known format: it looks like %s", looks.words);
    }
    *chosen = found;
    return TOL_OK;
}

/* ---- reading ---- */

static tol_status read_source(tol_source *source, tol_input *input, tol_reporter *reporter, const char *wanted,
                              const tol_sink *sink, tol_error *err)
{
    size_t chosen = NO_FORMAT;
    tol_status status = tol_source_open(source, input, reporter, err);
    if (status == TOL_OK) {
        status = choose(source, wanted, &chosen, err);
    }
    if (status == TOL_OK) {
        status = tol_source_judge(source, err);
    }
    if (status == TOL_OK) {
        status = parts[chosen].read(source, sink, err);
    }
    tol_source_close(source);
    return status;
}

static tol_status read_input(tol_input *input, const tol_read_opt *opt, const tol_sink *sink, tol_error *err)
{
    static const tol_read_opt default_opt = TOL_READ_OPT_INIT;
    opt = opt ? opt : &default_opt;
    if (opt->format && format_by_name(opt->format) == NO_FORMAT) {
        return tol_fail(err, TOL_EINVAL, "no format is named \"%s\"", opt->format);
    }
    tol_reporter *reporter = tol_mem_calloc(1, sizeof *reporter);
    if (!reporter) {
        return tol_fail_nomem(err);
    }
    reporter->file = input->name;
    reporter->strict = opt->strict;
    reporter->listener = opt->listener;
    tol_source source;
    tol_status status = read_source(&source, input, reporter, opt->format, sink, err);
    tol_fail_locate(err, input->name, 0);
    tol_mem_free(reporter);
    return status;
}

tol_status tol_read_file(const char *path, const tol_read_opt *opt, const tol_sink *sink, tol_error *err)
{
    tol_error_clear(err);
    if (!path || !sink) {
        return tol_fail(err, TOL_EINVAL, "no file or no sink is given");
    }
    tol_input input;
    tol_status status = tol_input_open(&input, path, err);
    if (status == TOL_OK) {
        status = read_input(&input, opt, sink, err);
        tol_input_close(&input);
    }
    return status;
}

tol_status tol_read_bytes(tol_str bytes, const char *name, const tol_read_opt *opt, const tol_sink *sink,
                          tol_error *err)
{
    tol_error_clear(err);
    if ((!bytes.ptr && bytes.len) || !sink) {
        return tol_fail(err, TOL_EINVAL, "no bytes or no sink is given");
    }
    tol_input input;
    tol_input_of_bytes(&input, bytes, name);
    return read_input(&input, opt, sink, err);
}

/* ---- writing ---- */

struct tol_writer {
    tol_output output;
    const tol_write_fns *write;
    bool is_finished;
};

static tol_status begin_writing(tol_writer *writer, const char *path, tol_buf *buf, const tol_header *header,
                                tol_error *err)
{
    tol_status status = tol_output_open(&writer->output, path, buf, err);
    if (status == TOL_OK) {
        status = writer->write->header(&writer->output, header, err);
    }
    tol_fail_locate(err, path, 0);
    return status;
}

tol_status tol_writer_open(const char *path, tol_buf *buf, const char *format, const tol_header *header,
                           tol_writer **out, tol_error *err)
{
    tol_error_clear(err);
    if (!out || !format || !path == !buf) {
        return tol_fail(err, TOL_EINVAL, "a writer needs a format, and either a file or a buffer");
    }
    *out = NULL;
    size_t found = format_by_name(format);
    if (found == NO_FORMAT || !parts[found].write) {
        return tol_fail(err, TOL_EINVAL, found == NO_FORMAT ? "no format is named \"%s\"" : "\"%s\" cannot be written",
                        format);
    }
    tol_writer *writer = tol_mem_calloc(1, sizeof *writer);
    if (!writer) {
        return tol_fail_nomem(err);
    }
    writer->write = parts[found].write;
    tol_status status = begin_writing(writer, path, buf, header, err);
    if (status != TOL_OK) {
        tol_writer_free(writer);
        return status;
    }
    *out = writer;
    return TOL_OK;
}

tol_status tol_writer_unit(tol_writer *writer, const tol_unit *unit, tol_error *err)
{
    tol_error_clear(err);
    if (!writer || !unit || writer->is_finished) {
        return tol_fail(err, TOL_EINVAL, "no open writer or no unit is given");
    }
    return writer->write->unit(&writer->output, unit, err);
}

tol_status tol_writer_finish(tol_writer *writer, tol_error *err)
{
    tol_error_clear(err);
    if (!writer || writer->is_finished) {
        return tol_fail(err, TOL_EINVAL, "no open writer is given");
    }
    writer->is_finished = true;
    writer->write->end(&writer->output);
    return tol_output_finish(&writer->output, err);
}

void tol_writer_free(tol_writer *writer)
{
    if (writer) {
        tol_output_release(&writer->output);
        tol_mem_free(writer);
    }
}
