/*
 * Any bytes as each of the formats of bilingual text: what can be read is written, read again and written again, and
 * the two writings are the same. The first byte chooses the format.
 */
#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tolmach/format.h"

typedef struct copy_job {
    const char *format;
    tol_buf *out;
    tol_writer *writer;
} copy_job;

static tol_status on_header(void *user, const tol_header *header, tol_error *err)
{
    copy_job *job = user;
    tol_write_opt opt = {.format = job->format, .source_lang = "en", .target_lang = "ru"};
    return job->format ? tol_writer_open(NULL, job->out, &opt, header, &job->writer, err) : TOL_OK;
}

static tol_status on_unit(void *user, const tol_unit *unit, tol_error *err)
{
    copy_job *job = user;
    return job->writer ? tol_writer_unit(job->writer, unit, err) : TOL_OK;
}

static void fault(const char *what, const tol_error *err)
{
    fprintf(stderr, "%s: %s: %s\n", what, tol_status_name(err->code), err->message);
    abort();
}

/* Read `in` and write it to `out`; a format that is not written is only read. */
static tol_status copy(tol_str in, const char *format, bool is_written, tol_buf *out, tol_error *err)
{
    copy_job job = {is_written ? format : NULL, out, NULL};
    tol_sink sink = {&job, on_header, on_unit, NULL};
    tol_read_opt opt = TOL_READ_OPT_INIT;
    opt.format = format;
    opt.source_lang = "en";
    opt.target_lang = "ru";
    tol_status status = tol_read_bytes(in, "fuzz", &opt, &sink, err);
    if (status == TOL_OK && job.writer && tol_writer_finish(job.writer, err) != TOL_OK) {
        fault("could not finish", err);
    }
    tol_writer_free(job.writer);
    return status;
}

static void check(tol_str in, const char *format, bool is_written)
{
    tol_buf first = TOL_BUF_INIT, second = TOL_BUF_INIT;
    tol_error err;
    if (copy(in, format, is_written, &first, &err) == TOL_OK && first.len) {
        if (copy(tol_buf_str(&first), format, true, &second, &err) != TOL_OK) {
            fault("could not read what was written", &err);
        }
        if (!tol_str_equal(tol_buf_str(&first), tol_buf_str(&second))) {
            fprintf(stderr, "two writings differ (%s):\n%s\n---\n%s\n", format, first.ptr, second.ptr);
            abort();
        }
    }
    tol_buf_release(&first);
    tol_buf_release(&second);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct {
        const char *name;
        bool is_written;
    } formats[] = {{"csv", true},     {"tsv", true}, {"po", true},    {"wordfast", true},
                   {"weblate", true}, {"mo", false}, {"sdltm", false}};
    if (size) {
        size_t i = data[0] % (sizeof formats / sizeof formats[0]);
        check((tol_str){(const char *)data + 1, size - 1}, formats[i].name, formats[i].is_written);
    }
    return 0;
}
