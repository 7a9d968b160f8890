/* Reading what a packed file holds: one file, or each file of an archive that is of a known format. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/fail.h"
#include "formats/packed.h"

/* Files that were left out are told one by one up to so many; so many bytes of their names and reasons are kept. */
#define LEFT_OUT_MAX  20
#define LEFT_OUT_SIZE ((size_t)64 << 10)

typedef struct archive_job {
    tol_packed packed;
    tol_packed_fn read;
    void *user;
    uint64_t n_read, n_left_out;
    tol_buf left_out;     /* path NUL reason NUL, one behind the other */
    const char *document; /* "a Word document (DOCX)"; NULL: nothing of the kind so far */
} archive_job;

/* What an archive is in truth, when a file of that name is in it; NULL: only an archive. */
static const char *document_of(tol_str inner, tol_str head)
{
    static const struct {
        const char *path, *words;
    } parts[] =
        {
            {"word/document.xml", "a Word document (DOCX)"},
            {"xl/workbook.xml", "an Excel workbook (XLSX)"},
            {"xl/workbook.bin", "an Excel workbook (XLSB)"},
            {"ppt/presentation.xml", "a PowerPoint presentation (PPTX)"},
            {"META-INF/MANIFEST.MF", "a Java archive"},
            {"AndroidManifest.xml", "an Android package"},
        },
      types[] = {
          {"application/vnd.oasis.opendocument.text", "an OpenDocument text (ODT)"},
          {"application/vnd.oasis.opendocument.spreadsheet", "an OpenDocument spreadsheet (ODS)"},
          {"application/vnd.oasis.opendocument", "an OpenDocument file"},
          {"application/epub+zip", "an EPUB book"},
      };
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        if (tol_str_equal(inner, tol_str_of(parts[i].path))) {
            return parts[i].words;
        }
    }
    bool says_type = tol_str_equal(inner, TOL_LIT("mimetype"));
    for (size_t i = 0; says_type && i < sizeof types / sizeof types[0]; i++) {
        if (tol_str_starts_with(head, tol_str_of(types[i].path))) {
            return types[i].words;
        }
    }
    return NULL;
}

static void note_left_out(archive_job *job, const char *path, const char *reason)
{
    if (job->n_left_out++ < LEFT_OUT_MAX) {
        tol_buf_printf(&job->left_out, "%s%c%s%c", path, 0, reason, 0);
    }
}

/* Told at the end: while nothing was read, they may be the parts of a document that is refused as a whole. */
static void tell_left_out(const archive_job *job, const tol_listener *listener)
{
    const char *path = job->left_out.ptr;
    for (size_t left = job->left_out.failed ? 0 : job->left_out.len; listener->diag && left > 0;) {
        const char *reason = path + strlen(path) + 1;
        char message[400];
        snprintf(message, sizeof message, "left out: %s", reason);
        tol_diag diag = {.severity = TOL_INFO,
                         .code = TOL_LIT("file-left-out"),
                         .file = tol_str_of(path),
                         .message = tol_str_of(message)};
        listener->diag(listener->user, &diag);
        left -= (size_t)(reason + strlen(reason) + 1 - path);
        path = reason + strlen(reason) + 1;
    }
    if (listener->diag && job->n_left_out > LEFT_OUT_MAX) {
        char message[80];
        snprintf(message, sizeof message, "left out: %" PRIu64 " more files that are of no known format",
                 job->n_left_out - LEFT_OUT_MAX);
        tol_diag diag = {.severity = TOL_INFO,
                         .code = TOL_LIT("file-left-out"),
                         .file = tol_str_of(job->packed.input->name),
                         .message = tol_str_of(message)};
        listener->diag(listener->user, &diag);
    }
}

static tol_status refuse(const archive_job *job, tol_error *err)
{
    const char *first = job->left_out.ptr;
    if (job->document) {
        return tol_fail(err, TOL_EFORMAT, "not a file of a known format: it looks like %s", job->document);
    }
    if (!job->n_left_out) {
        return tol_fail(err, TOL_EFORMAT, "%s with no file in it", job->packed.words);
    }
    if (job->n_left_out > 1) {
        return tol_fail(err, TOL_EFORMAT, "%s, and none of the %" PRIu64 " files in it is of a known format",
                        job->packed.words, job->n_left_out);
    }
    const char *inner = first + strlen(job->packed.input->name) + 1;
    return tol_fail(err, TOL_EFORMAT, "%s with one file in it, \"%.100s\": %s", job->packed.words, inner,
                    first + strlen(first) + 1);
}

static tol_status read_file(archive_job *job, tol_input *file, tol_str inner, tol_error *err)
{
    tol_error why = {.code = TOL_OK};
    tol_str head;
    tol_status status = tol_input_peek(file, &head, err);
    if (status != TOL_OK) {
        tol_fail_locate(err, file->name, 0);
        return status;
    }
    job->document = job->document ? job->document : document_of(inner, head);
    const char *packed = tol_packed_words(head);
    status = packed ? tol_fail(&why, TOL_EFORMAT, "it is %s in an archive: unpack it first", packed)
                    : job->read(job->user, file, &why);
    if (status == TOL_EFORMAT) {
        note_left_out(job, file->name, why.message);
        return TOL_OK;
    }
    job->n_read += status == TOL_OK;
    if (status != TOL_OK && err && err->code == TOL_OK) {
        *err = why;
    }
    return status;
}

static tol_status read_archive(archive_job *job, const tol_listener *listener, tol_error *err)
{
    tol_input *file = NULL;
    tol_str inner;
    tol_status status = tol_packed_next(&job->packed, &file, &inner, err);
    while (status == TOL_OK && file && !job->document) {
        status = read_file(job, file, inner, err);
        if (status == TOL_OK && !job->document) {
            status = tol_packed_next(&job->packed, &file, &inner, err);
        }
    }
    if (status != TOL_OK) {
        return status;
    }
    if (!job->document && (job->n_read || job->n_left_out > 1)) {
        tell_left_out(job, listener);
    }
    if (!job->n_read) {
        return refuse(job, err);
    }
    return tol_buf_ok(&job->left_out) ? TOL_OK : tol_fail_nomem(err);
}

tol_status tol_packed_read(tol_input *input, const tol_listener *listener, tol_packed_fn read, void *user,
                           tol_error *err)
{
    archive_job job = {.read = read, .user = user};
    tol_buf_init(&job.left_out, LEFT_OUT_SIZE);
    tol_status status = tol_packed_open(&job.packed, input, err);
    if (status == TOL_OK) {
        status = job.packed.plain ? read(user, job.packed.plain, err) : read_archive(&job, listener, err);
    }
    tol_fail_locate(err, input->name, 0);
    tol_packed_close(&job.packed);
    tol_buf_release(&job.left_out);
    return status;
}

tol_status tol_packed_read_one(tol_input *input, tol_packed_fn read, void *user, tol_error *err)
{
    tol_packed packed;
    tol_status status = tol_packed_open(&packed, input, err);
    if (status == TOL_OK && packed.plain) {
        status = read(user, packed.plain, err);
    } else if (status == TOL_OK) {
        status =
            tol_fail(err, TOL_EFORMAT, "it looks like %s, of which one file is wanted: unpack it first", packed.words);
    }
    tol_fail_locate(err, input->name, 0);
    tol_packed_close(&packed);
    return status;
}
