/* PDF: its text as pdftotext (of poppler) writes it, page by page. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/fail.h"
#include "base/mem.h"
#include "document/child_output.h"
#include "document/doc_readers.h"

/* A PDF that does not stand in a plain file is copied into one without a name, up to so many bytes. */
#define COPY_MAX  ((uint64_t)1 << 30)
#define COPY_STEP ((size_t)64 << 10)

/* ---- the PDF as a file ---- */

static tol_status copy(tol_input *input, FILE *to, tol_error *err)
{
    char *piece = tol_mem_alloc(COPY_STEP);
    tol_status status = piece ? TOL_OK : tol_fail_nomem(err);
    uint64_t n = 0;
    for (size_t len = COPY_STEP; status == TOL_OK && len == COPY_STEP;) {
        status = tol_input_read(input, piece, COPY_STEP, &len, err);
        n += len;
        if (status == TOL_OK && n > COPY_MAX) {
            status = tol_fail(err, TOL_ELIMIT, "the PDF is longer than %d MB", (int)(COPY_MAX >> 20));
        }
        if (status == TOL_OK && fwrite(piece, 1, len, to) != len) {
            status = tol_fail_errno(err, TOL_EIO, "could not write a temporary file");
        }
    }
    if (status == TOL_OK && fflush(to) != 0) {
        status = tol_fail_errno(err, TOL_EIO, "could not write a temporary file");
    }
    tol_mem_free(piece);
    return status;
}

/* The file's own descriptor where it has one that can be read from its beginning. */
static tol_status find_fd(tol_input *input, FILE **made, int *fd, tol_error *err)
{
    *fd = input->fd;
    if (input->fd > STDIN_FILENO && input->total > 0 && lseek(input->fd, 0, SEEK_SET) == 0) {
        return TOL_OK;
    }
    *made = tmpfile();
    if (!*made) {
        return tol_fail_errno(err, TOL_EIO, "could not make a temporary file");
    }
    tol_status status = copy(input, *made, err);
    *fd = fileno(*made);
    return status || lseek(*fd, 0, SEEK_SET) == 0 ? status
                                                  : tol_fail_errno(err, TOL_EIO, "could not read a temporary file");
}

/* ---- its text ---- */

static tol_status read_output(tol_reading *reading, tol_child *child, const char *name, tol_error *err)
{
    tol_input output;
    tol_source source;
    tol_input_of_pull(&output, tol_child_pull, child, NULL, name);
    tol_read_opt opt = tol_reading_opt(reading, "UTF-8");
    tol_status status = tol_source_open(&source, &output, reading->reporter, &opt, err);
    if (status == TOL_OK) {
        status = tol_read_text(reading, &source, true, err);
    }
    tol_source_close(&source);
    return status;
}

/* What the program said is the reason, but for a failure of ours. */
static tol_status judge(tol_status status, int code, const char *said, tol_error *err)
{
    if (status != TOL_OK || code == 0) {
        return status;
    }
    if (strstr(said, "ncorrect password")) {
        return tol_fail(err, TOL_EFORMAT, "the PDF is protected by a password: save it without one");
    }
    return code == 3 ? tol_fail(err, TOL_EFORMAT, "the PDF does not allow that its text is copied")
                     : tol_fail(err, TOL_EPARSE, "pdftotext could not read the PDF%s%s", said[0] ? ": " : "", said);
}

static tol_status run(tol_reading *reading, int fd, const char *name, tol_error *err)
{
    char program[] = "pdftotext", enc[] = "-enc", utf8[] = "UTF-8", eol[] = "-eol", unix_eol[] = "unix", in[] = "-",
         out[] = "-";
    char *const argv[] = {program, enc, utf8, eol, unix_eol, in, out, NULL};
    char said[160] = "";
    tol_child child;
    tol_status status = tol_child_start(&child, argv, fd, &reading->opt->listener, err);
    if (status == TOL_ENOTFOUND) {
        tol_error_clear(err);
        return tol_fail(
            err, TOL_EIO,
            "to read a PDF the program \"pdftotext\" is needed, and it is not there: install poppler-utils, "
            "or save the text of the PDF");
    }
    if (status != TOL_OK) {
        return status;
    }
    status = read_output(reading, &child, name, err);
    int code = tol_child_finish(&child, said, sizeof said);
    return judge(status, code, said, err);
}

static tol_status check_pages(const tol_reading *reading, tol_error *err)
{
    return reading->n_paras ? TOL_OK
                            : tol_fail(err, TOL_EFORMAT,
                                       "there is no text in the PDF: its pages are images, it needs "
                                       "text recognition first");
}

tol_status tol_read_pdf(tol_reading *reading, tol_input *input, tol_error *err)
{
    FILE *made = NULL;
    int fd;
    tol_status status = find_fd(input, &made, &fd, err);
    if (status == TOL_OK) {
        status = run(reading, fd, input->name, err);
    }
    if (made) {
        fclose(made);
    }
    return status ? status : check_pages(reading, err);
}
