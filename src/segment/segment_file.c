/* A file of text, segmented a part at a time. A part ends where a paragraph ends, so that no segment is cut. */
#include <inttypes.h>
#include <string.h>

#include "base/fail.h"
#include "base/input.h"
#include "formats/source.h"
#include "segment/paragraph.h"
#include "segment/segmenter_inside.h"
#include "tolmach/token.h"

/* A part is at least so long: the names in it are seen from all of it. */
#define PART ((size_t)4 << 20)

typedef struct file_reader {
    tol_segmenter *segmenter;
    tol_source source;
    tol_reporter reporter;
    tol_buf text;    /* decoded, and not told yet */
    size_t wanted;   /* bytes of it before it is cut into parts again */
    uint64_t offset; /* of its beginning in the file */
    uint32_t line;
    tol_arena arena;
    tol_file_segment_fn told;
    void *user;
} file_reader;

/* The last place in the text behind which a paragraph begins; 0: there is none. */
static size_t last_paragraph_end(tol_str text)
{
    size_t at = text.len;
    while (at && text.ptr[at - 1] != '\n') {
        at--;
    }
    return at;
}

/* Where lines are wrapped: behind an empty line. */
static size_t last_empty_line(tol_str text)
{
    size_t at = last_paragraph_end(text);
    while (at) {
        size_t before = last_paragraph_end((tol_str){text.ptr, at - 1});
        if (!tol_trimmed((tol_str){text.ptr + before, at - before}).len) {
            return at;
        }
        at = before;
    }
    return 0;
}

static size_t last_space(tol_str text)
{
    size_t at = text.len;
    while (at && text.ptr[at - 1] != ' ') {
        at--;
    }
    return at ? at : text.len;
}

/* How much of the text at hand can be segmented before more is read. */
static tol_status choose_part(file_reader *reader, size_t *len, tol_error *err)
{
    tol_str text = tol_buf_str(&reader->text);
    *len = text.len;
    if (!reader->source.at_end) {
        *len = tol_segmenter_is_wrapped(reader->segmenter) ? last_empty_line(text) : last_paragraph_end(text);
    }
    if ((*len == 0 && text.len >= TOL_TEXT_MAX) || *len > TOL_TEXT_MAX) {
        *len = last_space((tol_str){text.ptr, text.len < TOL_TEXT_MAX ? text.len : TOL_TEXT_MAX});
        reader->reporter.line = reader->line;
        return tol_report(&reader->reporter, TOL_WARNING, "paragraph-too-long", err,
                          "a paragraph is longer than %zu MB; it is cut", TOL_TEXT_MAX >> 20);
    }
    return TOL_OK;
}

static void count_lines(file_reader *reader, tol_str text)
{
    const char *end = text.ptr + text.len;
    for (const char *at = text.ptr; at && at < end && (at = memchr(at, '\n', (size_t)(end - at))); at++) {
        reader->line++;
    }
}

/* Hand a segment over; what was told before it is `from` bytes. */
static tol_status tell(file_reader *reader, size_t from, tol_str text, tol_str whole, tol_error *err)
{
    size_t start = (size_t)(text.ptr - whole.ptr);
    tol_str space = {whole.ptr + from, start - from};
    count_lines(reader, space);
    tol_file_segment segment = {text, space, reader->line, reader->offset + start};
    tol_status status = reader->told(reader->user, &segment, err);
    count_lines(reader, text);
    return status;
}

/* Forget what was told. */
static void drop(file_reader *reader, size_t len)
{
    reader->offset += len;
    reader->text.len -= len;
    if (reader->text.len) {
        memmove(reader->text.ptr, reader->text.ptr + len, reader->text.len);
    }
}

/* Segment a part, and keep the white space at its end for the next segment. */
static tol_status segment_part(file_reader *reader, size_t len, tol_error *err)
{
    tol_segment_spans spans;
    tol_str part = {reader->text.ptr ? reader->text.ptr : "", len};
    tol_status status = tol_segmenter_run(reader->segmenter, part, NULL, 0, &reader->arena, &spans, err);
    size_t from = 0;
    for (size_t i = 0; status == TOL_OK && i < spans.n; i++) {
        tol_segment_span span = spans.items[i];
        status = tell(reader, from, (tol_str){part.ptr + span.start, span.end - span.start}, part, err);
        from = span.end;
    }
    bool is_all_space = spans.n == 0 && len >= PART;
    if (status == TOL_OK && ((reader->source.at_end && from < len) || is_all_space)) {
        status = tell(reader, from, (tol_str){part.ptr + len, 0}, part, err);
        from = len;
    }
    tol_arena_reset(&reader->arena);
    drop(reader, from);
    return status;
}

/* A text has no NUL; a program, a picture, an archive has. */
static tol_status check_chunk(file_reader *reader, tol_error *err)
{
    tol_str text = tol_buf_str(&reader->source.text);
    if (text.len && memchr(text.ptr, '\0', text.len)) {
        return tol_fail(err, TOL_EFORMAT, "this is no plain text: it has bytes of value 0");
    }
    tol_buf_add(&reader->text, text);
    return tol_buf_ok(&reader->text) ? TOL_OK : tol_fail_nomem(err);
}

/* Segment what can be; when no paragraph ends yet, twice as much is wanted before this is tried again. */
static tol_status take_part(file_reader *reader, tol_error *err)
{
    size_t len = 0;
    tol_status status = tol_report_repairs(&reader->reporter, UINT32_MAX, err);
    status = status ? status : choose_part(reader, &len, err);
    if (status != TOL_OK || !len) {
        reader->wanted *= 2;
        return status;
    }
    reader->wanted = PART;
    return segment_part(reader, len, err);
}

static tol_status read_all(file_reader *reader, tol_error *err)
{
    tol_status status = check_chunk(reader, err);
    status = status ? status : tol_source_judge(&reader->source, err);
    while (status == TOL_OK && !(reader->source.at_end && !reader->text.len)) {
        if (reader->text.len >= reader->wanted || reader->source.at_end) {
            status = take_part(reader, err);
            continue;
        }
        status = tol_source_next(&reader->source, err);
        if (status == TOL_OK) {
            status = check_chunk(reader, err);
        }
    }
    return status;
}

tol_status tol_segment_file(tol_segmenter *segmenter, const char *path, const tol_segment_file_opt *opt,
                            tol_file_segment_fn told, void *user, tol_error *err)
{
    static const tol_segment_file_opt defaults = TOL_SEGMENT_FILE_OPT_INIT;
    opt = opt ? opt : &defaults;
    tol_error_clear(err);
    tol_input input = TOL_INPUT_INIT;
    tol_read_opt read_opt = TOL_READ_OPT_INIT;
    file_reader reader = {.segmenter = segmenter, .told = told, .user = user, .line = 1, .wanted = PART};
    tol_status status = tol_input_open(&input, path, err);
    if (status != TOL_OK) {
        return status;
    }
    read_opt.encoding = opt->encoding;
    reader.reporter.file = input.name;
    reader.reporter.listener = opt->listener;
    status = tol_source_open(&reader.source, &input, &reader.reporter, &read_opt, err);
    status = status ? status : read_all(&reader, err);
    if (status != TOL_OK) {
        tol_fail_locate(err, input.name, 0);
    }
    tol_source_close(&reader.source);
    tol_buf_release(&reader.text);
    tol_arena_release(&reader.arena);
    tol_input_close(&input);
    return status;
}
