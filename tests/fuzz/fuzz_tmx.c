/*
 * Any bytes as TMX: what can be read is written in one of the profiles, read again and written again, and the two
 * writings are the same.
 */
#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>

#include "tolmach/format.h"

typedef struct copy_job {
    const tol_write_opt *opt;
    tol_buf *out;
    tol_writer *writer;
} copy_job;

static tol_status on_header(void *user, const tol_header *header, tol_error *err)
{
    copy_job *job = user;
    return tol_writer_open(NULL, job->out, job->opt, header, &job->writer, err);
}

static tol_status on_unit(void *user, const tol_unit *unit, tol_error *err)
{
    copy_job *job = user;
    return tol_writer_unit(job->writer, unit, err);
}

static void fault(const char *what, const tol_error *err)
{
    fprintf(stderr, "%s: %s: %s\n", what, tol_status_name(err->code), err->message);
    abort();
}

/* Read `in` and write it to `out`. */
static tol_status copy(tol_str in, const char *format, const tol_write_opt *as, tol_buf *out, tol_error *err)
{
    copy_job job = {as, out, NULL};
    tol_sink sink = {&job, on_header, on_unit, NULL};
    tol_read_opt opt = TOL_READ_OPT_INIT;
    opt.format = format;
    tol_status status = tol_read_bytes(in, "fuzz.tmx", &opt, &sink, err);
    if (status == TOL_OK && tol_writer_finish(job.writer, err) != TOL_OK) {
        fault("could not finish", err);
    }
    if (status == TOL_EINVAL) {
        fault("what was read cannot be written", err);
    }
    tol_writer_free(job.writer);
    return status;
}

/* Mutations change the size, so every profile has its turn. */
static const char *profile_of(size_t size)
{
    size_t n = 0;
    while (tol_profiles()[n].name) {
        n++;
    }
    return tol_profiles()[size % n].name;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    tol_buf first = TOL_BUF_INIT, second = TOL_BUF_INIT;
    tol_error err;
    tol_str in = {(const char *)data, size};
    const tol_write_opt as = {.format = "tmx", .profile = profile_of(size)};
    if (copy(in, "tmx", &as, &first, &err) == TOL_OK) {
        if (copy(tol_buf_str(&first), NULL, &as, &second, &err) != TOL_OK) {
            fault("could not read what was written", &err);
        }
        if (!tol_str_equal(tol_buf_str(&first), tol_buf_str(&second))) {
            fprintf(stderr, "two writings as %s differ:\n%s\n---\n%s\n", as.profile, first.ptr, second.ptr);
            abort();
        }
    }
    tol_buf_release(&first);
    tol_buf_release(&second);
    return 0;
}
