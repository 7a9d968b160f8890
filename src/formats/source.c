#include "formats/source.h"

#include <inttypes.h>
#include <string.h>

#include "base/fail.h"
#include "base/mem.h"
#include "formats/sniff.h"
#include "text/text_encoding.h"

/* So many invalid bytes are enough to judge a file before its end. */
#define MANY_INVALID 1000

static void on_replaced(void *user, uint32_t line)
{
    tol_report_repair(user, TOL_REPAIR_BYTES, line);
}

static tol_status read_chunk(tol_source *source, tol_error *err)
{
    tol_status status = tol_input_read(source->input, source->bytes, TOL_CHUNK, &source->n_bytes, err);
    source->at_end = source->n_bytes < TOL_CHUNK;
    return status;
}

static tol_status decode_chunk(tol_source *source, tol_error *err)
{
    tol_buf_reset(&source->text);
    return tol_decode(&source->decoder, (tol_str){source->bytes, source->n_bytes}, source->at_end, &source->text, err);
}

tol_status tol_source_judge(tol_source *source, tol_error *err)
{
    const tol_decoder *decoder = &source->decoder;
    if (!tol_decoder_is_misled(decoder)) {
        return TOL_OK;
    }
    source->reporter->line = decoder->invalid_line;
    return tol_report_failure(source->reporter, TOL_EPARSE, err,
                              "the text is not UTF-8 (%" PRIu64 " of %" PRIu64
                              " bytes beyond ASCII are invalid); is it windows-1251?",
                              decoder->n_invalid, decoder->n_beyond);
}

static tol_status tell_progress(tol_source *source, tol_error *err)
{
    const tol_listener *listener = &source->reporter->listener;
    if (listener->progress && !listener->progress(listener->user, source->input->done, source->input->total)) {
        return tol_fail(err, TOL_ECANCELLED, "cancelled");
    }
    return TOL_OK;
}

/* What is neither marked nor XML is text of some tool, which may be in any encoding. */
static tol_status begin_decoding(tol_source *source, bool *is_guess, tol_error *err)
{
    tol_decoder *decoder = &source->decoder;
    tol_str head = {source->bytes, source->n_bytes};
    if (source->opt->encoding) {
        return tol_decoder_begin_as(decoder, head, source->opt->encoding, err);
    }
    if (tol_sniff_bytes(head)) {
        return tol_decoder_begin(decoder, head, err); /* no text, so nothing to guess */
    }
    char encoding[TOL_ENCODING_MAX];
    if (!tol_text_encoding(head, source->at_end, encoding, is_guess)) {
        return tol_fail_nomem(err);
    }
    return encoding[0] ? tol_decoder_begin_as(decoder, head, encoding, err) : tol_decoder_begin(decoder, head, err);
}

static tol_status report_encoding(tol_source *source, bool is_guess, tol_error *err)
{
    const tol_decoder *decoder = &source->decoder;
    source->reporter->line = 1;
    if (is_guess) {
        return tol_report(source->reporter, TOL_WARNING, "encoding-guessed", err,
                          "the file is not UTF-8 and does not say its encoding; it is read as %s", decoder->encoding);
    }
    if (!decoder->is_declaration_wrong) {
        return TOL_OK;
    }
    return tol_report(source->reporter, TOL_WARNING, "wrong-encoding-declaration", err,
                      "the file says that its encoding is \"%s\", but it is read as %s", decoder->declared,
                      decoder->encoding);
}

/* What endings say of a file's format or language stands before those that say how it is packed. */
static tol_str name_of(const char *path)
{
    static const char *const packings[] = {".gz", ".bz2", ".xz", ".zst"};
    const char *slash = strrchr(path, '/');
    tol_str name = tol_str_of(slash ? slash + 1 : path);
    for (size_t i = 0; i < sizeof packings / sizeof packings[0]; i++) {
        tol_str ending = tol_str_of(packings[i]);
        if (name.len > ending.len &&
            tol_str_equal_nocase((tol_str){name.ptr + name.len - ending.len, ending.len}, ending)) {
            name.len -= ending.len;
            break;
        }
    }
    return name;
}

tol_status tol_source_open(tol_source *source, tol_input *input, tol_reporter *reporter, const tol_read_opt *opt,
                           tol_error *err)
{
    *source = (tol_source){.input = input, .reporter = reporter, .opt = opt, .decoder = TOL_DECODER_INIT};
    source->name = name_of(input->name);
    source->decoder.replaced = on_replaced;
    source->decoder.user = reporter;
    source->bytes = tol_mem_alloc(TOL_CHUNK);
    if (!source->bytes) {
        return tol_fail_nomem(err);
    }
    bool is_guess = false;
    tol_status status = read_chunk(source, err);
    if (status == TOL_OK) {
        status = begin_decoding(source, &is_guess, err);
    }
    if (status == TOL_OK) {
        status = report_encoding(source, is_guess, err);
    }
    if (status == TOL_OK) {
        status = decode_chunk(source, err);
    }
    return status;
}

tol_status tol_source_next(tol_source *source, tol_error *err)
{
    tol_buf_reset(&source->text);
    tol_status status = tell_progress(source, err);
    if (status == TOL_OK && !source->at_end) {
        status = read_chunk(source, err);
        if (status == TOL_OK) {
            status = decode_chunk(source, err);
        }
        bool is_due = source->at_end || source->decoder.n_invalid >= MANY_INVALID;
        if (status == TOL_OK && is_due) {
            status = tol_source_judge(source, err);
        }
    }
    return status;
}

void tol_source_close(tol_source *source)
{
    tol_decoder_release(&source->decoder);
    tol_buf_release(&source->text);
    tol_mem_free(source->bytes);
    source->bytes = NULL;
}
