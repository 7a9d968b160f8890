#include "formats/xml_document.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/fail.h"
#include "base/mem.h"
#include "text/decode.h"
#include "text/encode.h"

#define PIECE ((size_t)256 << 10)

/* ---- reading ---- */

static tol_status decode(tol_document *document, tol_decoder *decoder, tol_error *err)
{
    tol_str raw = tol_buf_str(&document->raw);
    size_t at = 0;
    tol_status status = tol_decoder_begin(decoder, raw, err);
    document->mark_len = decoder->mark_len;
    do {
        size_t len = raw.len - at < PIECE ? raw.len - at : PIECE;
        if (status == TOL_OK) {
            status = tol_decode(decoder, (tol_str){raw.ptr + at, len}, at + len == raw.len, &document->decoded, err);
        }
        at += len;
    } while (status == TOL_OK && at < raw.len);
    return status;
}

/* What was decoded must give the very bytes again. */
static tol_status check_way_back(tol_document *document, tol_error *err)
{
    tol_str raw = tol_buf_str(&document->raw), text = tol_buf_str(&document->decoded);
    tol_str body = {raw.ptr + document->mark_len, raw.len - document->mark_len};
    tol_buf back = TOL_BUF_INIT;
    tol_status status = TOL_OK;
    bool is_utf8 = strcmp(document->encoding, "UTF-8") == 0;
    if (!is_utf8) {
        status = tol_encode(document->encoding, text, &back, err);
    }
    if (status == TOL_OK && !tol_str_equal(is_utf8 ? text : tol_buf_str(&back), body)) {
        status = tol_fail(err, TOL_EFORMAT,
                          "the file has bytes that its encoding (%s) has not, and could not be written back as it was",
                          document->encoding);
    }
    if (is_utf8) {
        tol_buf_release(&document->decoded);
    }
    document->text = is_utf8 ? body : text;
    tol_buf_release(&back);
    return status;
}

tol_status tol_document_read(tol_document *document, tol_input *input, tol_error *err)
{
    memset(document, 0, sizeof *document);
    tol_status status = tol_input_hold(input, &document->raw, TOL_DOCUMENT_MAX, err);
    tol_decoder decoder = TOL_DECODER_INIT;
    if (status == TOL_OK && document->raw.len == 0) {
        status = tol_fail(err, TOL_EFORMAT, "the file is empty");
    }
    if (status == TOL_OK) {
        status = decode(document, &decoder, err);
    }
    if (status == TOL_OK) {
        snprintf(document->encoding, sizeof document->encoding, "%s", decoder.encoding);
        status = check_way_back(document, err);
    }
    tol_decoder_release(&decoder);
    return status;
}

/* ---- splices ---- */

void tol_document_splice(tol_document *document, size_t at, size_t end, tol_str text)
{
    tol_splice *splices =
        tol_mem_grow(document->splices, &document->splices_cap, document->n_splices + 1, sizeof *splices);
    tol_str copy = tol_arena_copy(&document->arena, text);
    if (!splices) {
        document->arena.failed = true;
        return;
    }
    document->splices = splices;
    splices[document->n_splices] = (tol_splice){at, end, copy, document->n_splices};
    document->n_splices++;
}

static int by_place(const void *a, const void *b)
{
    const tol_splice *x = a, *y = b;
    if (x->at != y->at) {
        return x->at < y->at ? -1 : 1;
    }
    return x->number < y->number ? -1 : 1;
}

/* ---- writing ---- */

/* Where the pieces go: straight out, or, in another encoding than UTF-8, into one text that is encoded at the end,
 * since an encoding may have states. */
typedef struct pieces {
    tol_output *output;
    bool is_utf8;
    tol_buf whole;
} pieces;

static void put(pieces *p, tol_str text)
{
    if (p->is_utf8) {
        tol_output_add(p->output, text);
    } else {
        tol_buf_add(&p->whole, text);
    }
}

static tol_status put_pieces(const tol_document *document, pieces *p, tol_error *err)
{
    size_t at = 0;
    for (size_t i = 0; i < document->n_splices; i++) {
        const tol_splice *splice = &document->splices[i];
        if (splice->at < at || splice->end < splice->at || splice->end > document->text.len) {
            return tol_fail(err, TOL_EFORMAT, "two changes of the file meet at byte %zu", splice->at);
        }
        put(p, (tol_str){document->text.ptr + at, splice->at - at});
        put(p, splice->text);
        at = splice->end;
    }
    put(p, (tol_str){document->text.ptr + at, document->text.len - at});
    return TOL_OK;
}

static tol_status put_encoded(const tol_document *document, pieces *p, tol_error *err)
{
    tol_buf bytes = TOL_BUF_INIT;
    tol_status status = tol_buf_ok(&p->whole) ? TOL_OK : tol_fail_nomem(err);
    if (status == TOL_OK) {
        status = tol_encode(document->encoding, tol_buf_str(&p->whole), &bytes, err);
    }
    if (status == TOL_OK) {
        tol_output_add(p->output, tol_buf_str(&bytes));
    }
    tol_buf_release(&bytes);
    return status;
}

tol_status tol_document_write(tol_document *document, tol_output *output, tol_error *err)
{
    if (!tol_arena_ok(&document->arena)) {
        return tol_fail_nomem(err);
    }
    if (document->n_splices) {
        qsort(document->splices, document->n_splices, sizeof *document->splices, by_place);
    }
    pieces p = {.output = output, .is_utf8 = strcmp(document->encoding, "UTF-8") == 0, .whole = TOL_BUF_INIT};
    tol_output_add(output, (tol_str){document->raw.ptr, document->mark_len});
    tol_status status = put_pieces(document, &p, err);
    if (status == TOL_OK && !p.is_utf8) {
        status = put_encoded(document, &p, err);
    }
    tol_buf_release(&p.whole);
    return status == TOL_OK ? tol_output_check(output, err) : status;
}

void tol_document_release(tol_document *document)
{
    tol_buf_release(&document->raw);
    tol_buf_release(&document->decoded);
    tol_mem_free(document->splices);
    tol_arena_release(&document->arena);
    memset(document, 0, sizeof *document);
}
