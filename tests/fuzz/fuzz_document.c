/*
 * Any bytes as a document: it is read the same a second time, paragraphs are valid UTF-8 without line breaks, notes
 * hang at paragraphs before them, and with everything kept no text is lost.
 */
#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "base/utf8.h"
#include "tolmach/document.h"

/* Of a reading: a sum of all that was told. */
typedef struct tally {
    uint64_t n_paras, n_bytes, hash, n_diags;
} tally;

static void fail(const char *what)
{
    fprintf(stderr, "%s\n", what);
    abort();
}

static void on_diag(void *user, const tol_diag *diag)
{
    tally *t = user;
    t->n_diags++;
    if (!tol_utf8_is_valid(diag->file) || !tol_utf8_is_valid(diag->message) || !diag->code.len) {
        fail("a diagnostic is not valid");
    }
}

static void check_paragraph(const tol_document *doc, size_t i, tally *t)
{
    const tol_paragraph *para = &doc->paras[i];
    if (!para->text.len || !tol_utf8_is_valid(para->text)) {
        fail("a paragraph is empty or no UTF-8");
    }
    for (size_t c = 0; c < para->text.len; c++) {
        if ((unsigned char)para->text.ptr[c] < ' ') {
            fail("a paragraph has control characters");
        }
    }
    if (para->host != TOL_PARA_NO_HOST && (para->host >= i || para->host_offset > doc->paras[para->host].text.len)) {
        fail("a note hangs nowhere");
    }
    t->n_bytes += para->text.len;
    t->hash = tol_hash(para->text, t->hash);
}

static tol_status read_all(tol_str bytes, bool keep_all, tally *t)
{
    tol_error err;
    tol_arena arena = TOL_ARENA_INIT;
    tol_document doc;
    tol_document_opt opt = TOL_DOCUMENT_OPT_INIT;
    opt.keep_all = keep_all;
    opt.listener = (tol_listener){t, on_diag, NULL};
    tol_status status = tol_document_read_bytes(bytes, "x", &opt, &arena, &doc, &err);
    if (status != err.code || !tol_utf8_is_valid(tol_str_of(err.where)) || (status != TOL_OK && !err.message[0])) {
        fail("an error is not told");
    }
    if (status == TOL_OK && !doc.n_paras) {
        fail("there is no paragraph");
    }
    t->n_paras = doc.n_paras;
    for (size_t i = 0; i < doc.n_paras; i++) {
        check_paragraph(&doc, i, t);
    }
    tol_arena_release(&arena);
    return status;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    tally first = {0}, second = {0}, kept = {0};
    tol_str bytes = {(const char *)data, size};
    setenv("PATH", "/nonexistent", 1); /* no other program is started */
    tol_status status = read_all(bytes, false, &first);
    if (read_all(bytes, false, &second) != status || memcmp(&first, &second, sizeof first) != 0) {
        fail("two readings differ");
    }
    tol_status other = read_all(bytes, true, &kept);
    bool is_less = kept.n_paras < first.n_paras;
    if (status == TOL_OK && (other != TOL_OK || is_less)) {
        fail("with everything kept there is less");
    }
    return 0;
}
