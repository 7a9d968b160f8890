/*
 * Any bytes as XLIFF. What is read for a memory is read the same twice, and the same when it was written as XLIFF of
 * either kind. What can be pretranslated, from a bank that
 * knows some words, can be pretranslated again, and then nothing waits that a target could be put into.
 */
#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tolmach/pretranslate.h"

static tol_store *store;

static void add(tol_import *import, const char *ru, const char *en)
{
    tol_attr attrs[2] = {{TOL_LIT("i"), TOL_LIT("1")}, {TOL_LIT("x"), TOL_LIT("1")}};
    tol_run runs[] = {{.kind = TOL_RUN_OPEN, .elem = TOL_PH, .at = 1, .attrs = {attrs + 1, 1}},
                      {.kind = TOL_RUN_CLOSE, .elem = TOL_PH, .at = 1}};
    for (size_t n_runs = 0; n_runs <= 2; n_runs += 2) {
        tol_variant variants[] = {{.lang = TOL_LIT("ru"), .text = tol_str_of(ru), .runs = runs, .n_runs = n_runs},
                                  {.lang = TOL_LIT("en"), .text = tol_str_of(en), .runs = runs, .n_runs = n_runs}};
        tol_unit unit = {.variants = variants, .n_variants = 2};
        if (tol_import_unit(import, TOL_LIT("m"), &unit, TOL_DUPLICATE_KEEP, NULL, NULL, NULL) != TOL_OK) {
            abort();
        }
    }
}

static void open_bank(void)
{
    static char path[] = "/tmp/fuzz-xliff-XXXXXX";
    tol_import *import = NULL;
    int fd = mkstemp(path);
    if (fd < 0 || close(fd) != 0 || unlink(path) != 0 ||
        tol_store_open(path, TOL_OPEN_CREATE, NULL, &store, NULL) != TOL_OK ||
        tol_import_begin(store, &import, NULL) != TOL_OK) {
        abort();
    }
    add(import, "aa bb", "xx yy");
    add(import, "aa bb cc", "xx yy zz");
    if (tol_import_commit(import, NULL) != TOL_OK) {
        abort();
    }
    tol_import_free(import);
    unlink(path);
}

static tol_status on_unit(void *user, const tol_unit *unit, tol_error *err)
{
    size_t *sum = user;
    (void)err;
    for (size_t i = 0; i < unit->n_variants; i++) {
        const tol_variant *variant = &unit->variants[i];
        *sum = *sum * 31 + variant->text.len + variant->n_runs;
        for (size_t k = 0; k < variant->n_runs; k++) {
            if (variant->runs[k].at > variant->text.len || (k && variant->runs[k].at < variant->runs[k - 1].at)) {
                abort();
            }
        }
    }
    return TOL_OK;
}

static void check_reading(tol_str in)
{
    size_t first = 0, second = 0;
    tol_read_opt opt = TOL_READ_OPT_INIT;
    opt.format = "xliff";
    opt.states = "all";
    tol_sink sink = {&first, NULL, on_unit, NULL};
    tol_status status = tol_read_bytes(in, "fuzz.xlf", &opt, &sink, NULL);
    sink.user = &second;
    if (tol_read_bytes(in, "fuzz.xlf", &opt, &sink, NULL) != status || first != second) {
        fprintf(stderr, "two runs differ\n");
        abort();
    }
}

/* ---- writing what was read ---- */

typedef struct copy {
    tol_writer *writer;
    size_t units, bytes; /* of texts */
} copy;

static tol_status count_unit(void *user, const tol_unit *unit, tol_error *err)
{
    copy *c = user;
    (void)err;
    c->units++;
    for (size_t i = 0; i < unit->n_variants; i++) {
        c->bytes += unit->variants[i].text.len;
    }
    return TOL_OK;
}

static tol_status copy_unit(void *user, const tol_unit *unit, tol_error *err)
{
    copy *c = user;
    uint64_t before = tol_writer_left_out(c->writer);
    tol_status status = tol_writer_unit(c->writer, unit, err);
    return status == TOL_OK && tol_writer_left_out(c->writer) == before ? count_unit(user, unit, err) : status;
}

static void check_writing(tol_str in, const char *format)
{
    tol_buf out = TOL_BUF_INIT;
    tol_error err;
    copy written = {NULL, 0, 0}, read = {NULL, 0, 0};
    tol_read_opt opt = TOL_READ_OPT_INIT;
    tol_write_opt write = TOL_WRITE_OPT_INIT;
    tol_sink from = {&written, NULL, copy_unit, NULL}, to = {&read, NULL, count_unit, NULL};
    opt.format = "xliff";
    opt.states = "all";
    write.format = format;
    if (tol_writer_open(NULL, &out, &write, NULL, &written.writer, &err) != TOL_OK) {
        abort();
    }
    if (tol_read_bytes(in, "fuzz.xlf", &opt, &from, &err) == TOL_OK) {
        tol_status status = tol_writer_finish(written.writer, &err);
        status = status ? status : tol_read_bytes(tol_buf_str(&out), "written.xlf", &opt, &to, &err);
        if (status != TOL_OK || read.units != written.units || read.bytes != written.bytes) {
            fprintf(stderr, "%s is not read as it was written: %s\n", format, status ? err.message : "other texts");
            abort();
        }
    }
    tol_writer_free(written.writer);
    tol_buf_release(&out);
}

static void check_filling(tol_str in)
{
    tol_pretranslate_opt opt = TOL_PRETRANSLATE_OPT_INIT;
    tol_pretranslate_report report, again;
    tol_error err;
    tol_buf once = TOL_BUF_INIT, twice = TOL_BUF_INIT;
    opt.lookup.source_lang = TOL_LIT("ru");
    opt.lookup.target_lang = TOL_LIT("en");
    if (tol_pretranslate_bytes(store, in, "fuzz.xlf", &once, &opt, &report, &err) == TOL_OK) {
        tol_status status = tol_pretranslate_bytes(store, tol_buf_str(&once), "again.xlf", &twice, &opt, &again, &err);
        if (status != TOL_OK || again.segments != report.segments || again.open > report.open) {
            fprintf(stderr, "what was written is not read: %s\n", status == TOL_OK ? "other segments" : err.message);
            abort();
        }
        if (report.open == 0 && !tol_str_equal(in, tol_buf_str(&once))) {
            fprintf(stderr, "a file changed without a reason\n");
            abort();
        }
    }
    tol_buf_release(&once);
    tol_buf_release(&twice);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    tol_str in = {(const char *)data, size};
    if (!store) {
        open_bank();
    }
    check_reading(in);
    check_writing(in, "xliff");
    check_writing(in, "xliff-1.2");
    check_filling(in);
    return 0;
}
