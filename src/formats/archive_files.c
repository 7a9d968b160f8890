#include "formats/archive_files.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "base/fail.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "text/decode.h"

#define PIECE ((size_t)64 << 10)

struct tol_archive {
    struct archive *handle;
    tol_input *packed;
    tol_archive_kind kind;
    uint64_t at;     /* where the next piece of a seekable input begins */
    char *piece;     /* PIECE bytes of the archive */
    tol_status read; /* why the input could not be read */
    tol_error read_err;
    locale_t utf8; /* libarchive gives names in the encoding of the thread's locale; 0: there is no such locale */
};

/* ---- what libarchive calls ---- */

static la_ssize_t on_read(struct archive *handle, void *user, const void **bytes)
{
    tol_archive *archive = user;
    size_t len = 0;
    if (tol_input_is_seekable(archive->packed)) {
        archive->read =
            tol_input_read_at(archive->packed, archive->at, archive->piece, PIECE, &len, &archive->read_err);
    } else {
        archive->read = tol_input_read(archive->packed, archive->piece, PIECE, &len, &archive->read_err);
    }
    archive->at += len;
    *bytes = archive->piece;
    if (archive->read) {
        archive_set_error(handle, EIO, "%s", archive->read_err.message);
        return ARCHIVE_FATAL;
    }
    return (la_ssize_t)len;
}

static la_int64_t on_skip(struct archive *handle, void *user, la_int64_t request)
{
    (void)handle;
    tol_archive *archive = user;
    uint64_t left = archive->packed->total > archive->at ? archive->packed->total - archive->at : 0;
    uint64_t step = (uint64_t)request < left ? (uint64_t)request : left;
    archive->at += step;
    return (la_int64_t)step;
}

static la_int64_t on_seek(struct archive *handle, void *user, la_int64_t offset, int whence)
{
    tol_archive *archive = user;
    la_int64_t base = whence == SEEK_SET   ? 0
                      : whence == SEEK_CUR ? (la_int64_t)archive->at
                                           : (la_int64_t)archive->packed->total;
    if (base + offset < 0) {
        archive_set_error(handle, EIO, "truncated");
        return ARCHIVE_FATAL;
    }
    archive->at = (uint64_t)(base + offset);
    return base + offset;
}

/* ---- failures ---- */

static const char *name_of_kind(tol_archive_kind kind)
{
    static const char *const names[] = {"ZIP archive", "tar archive", "bzip2 data", "xz data", "zstd data"};
    return names[kind];
}

/* libarchive's words are kept where they say more than that the file ends too early. */
static tol_status fail(const tol_archive *archive, tol_error *err)
{
    const char *why = archive_error_string(archive->handle);
    if (archive->read) {
        if (err && !err->code) {
            *err = archive->read_err;
        }
        return archive->read;
    }
    if (archive_errno(archive->handle) == ENOMEM) {
        return tol_fail_nomem(err);
    }
    /* -5 is zlib's word for data that stops in the middle */
    bool is_cut = !why || strstr(why, "(-5)") || strstr(why, "runcated") || strstr(why, "premature") ||
                  strstr(why, "No progress");
    return is_cut ? tol_fail(err, TOL_EPARSE, "the file is cut off: the %s has no end", name_of_kind(archive->kind))
                  : tol_fail(err, TOL_EPARSE, "the %s is damaged: %s", name_of_kind(archive->kind), why);
}

/* ---- opening ---- */

/* Only the kind at hand: what else libarchive can read is not looked for. Not 0: it would call another program. */
static int support(const tol_archive *archive)
{
    struct archive *handle = archive->handle;
    int code = ARCHIVE_OK;
    switch (archive->kind) {
    case TOL_ARCHIVE_ZIP:
        return archive_read_support_format_zip(handle);
    case TOL_ARCHIVE_TAR:
        return archive_read_support_format_tar(handle);
    case TOL_ARCHIVE_BZIP2:
        code = archive_read_support_filter_bzip2(handle);
        break;
    case TOL_ARCHIVE_XZ:
        code = archive_read_support_filter_xz(handle);
        break;
    case TOL_ARCHIVE_ZSTD:
        code = archive_read_support_filter_zstd(handle);
        break;
    }
    archive_read_support_format_raw(handle);
    archive_read_support_format_empty(handle);
    return code;
}

static tol_status open_handle(tol_archive *archive, tol_error *err)
{
    struct archive *handle = archive->handle;
    if (support(archive) != ARCHIVE_OK) {
        return tol_fail(err, TOL_EFORMAT, "this build cannot read %s: unpack it first", name_of_kind(archive->kind));
    }
    archive_read_set_callback_data(handle, archive);
    archive_read_set_read_callback(handle, on_read);
    if (tol_input_is_seekable(archive->packed)) {
        archive_read_set_seek_callback(handle, on_seek);
        archive_read_set_skip_callback(handle, on_skip);
    }
    return archive_read_open1(handle) == ARCHIVE_OK ? TOL_OK : fail(archive, err);
}

tol_status tol_archive_open(tol_archive **out, tol_input *packed, tol_archive_kind kind, tol_error *err)
{
    *out = NULL;
    tol_archive *archive = tol_mem_calloc(1, sizeof *archive);
    if (!archive) {
        return tol_fail_nomem(err);
    }
    archive->packed = packed;
    archive->kind = kind;
    archive->handle = archive_read_new();
    archive->piece = tol_mem_alloc(PIECE);
    archive->utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
    tol_status status = archive->handle && archive->piece ? open_handle(archive, err) : tol_fail_nomem(err);
    if (status) {
        tol_archive_close(archive);
        return status;
    }
    *out = archive;
    return TOL_OK;
}

void tol_archive_close(tol_archive *archive)
{
    if (archive) {
        archive_read_free(archive->handle);
        if (archive->utf8) {
            freelocale(archive->utf8);
        }
        tol_mem_free(archive->piece);
        tol_mem_free(archive);
    }
}

/* ---- files ---- */

static tol_status take_name(struct archive_entry *entry, tol_buf *name, tol_error *err)
{
    tol_str given = tol_str_of(archive_entry_pathname(entry));
    tol_decoder decoder = TOL_DECODER_INIT;
    tol_status status = TOL_OK;
    tol_buf_reset(name);
    if (tol_utf8_is_valid(given)) {
        tol_buf_add(name, given);
    } else {
        status = tol_decoder_begin_as(&decoder, TOL_STR_NULL, "IBM866", err);
        status = status ? status : tol_decode(&decoder, given, true, name, err);
        tol_decoder_release(&decoder);
    }
    return status || tol_buf_ok(name) ? status : tol_fail_nomem(err);
}

/* In the locale of UTF-8, for the name. ARCHIVE_WARN: the file can be read, something about it is odd. */
static int next_entry(const tol_archive *archive, struct archive_entry **entry)
{
    locale_t before = archive->utf8 ? uselocale(archive->utf8) : (locale_t)0;
    int code = archive_read_next_header(archive->handle, entry);
    if (before) {
        uselocale(before);
    }
    return code == ARCHIVE_WARN ? ARCHIVE_OK : code;
}

tol_status tol_archive_next(tol_archive *archive, tol_buf *name, bool *has, tol_error *err)
{
    struct archive_entry *entry = NULL;
    int code;
    do {
        code = next_entry(archive, &entry);
    } while (code == ARCHIVE_OK && archive_entry_filetype(entry) != AE_IFREG);
    *has = code == ARCHIVE_OK;
    if (code == ARCHIVE_EOF) {
        return TOL_OK;
    }
    if (!*has) {
        return fail(archive, err);
    }
    tol_status status = take_name(entry, name, err);
    bool is_encrypted = archive_entry_is_encrypted(entry);
    return status || !is_encrypted
               ? status
               : tol_fail(err, TOL_EFORMAT, "\"%.120s\" in it is protected by a password: unpack it first",
                          name->ptr ? name->ptr : "");
}

tol_status tol_archive_pull(void *user, char *into, size_t cap, size_t *len, tol_error *err)
{
    tol_archive *archive = user;
    *len = 0;
    while (*len < cap) {
        la_ssize_t got = archive_read_data(archive->handle, into + *len, cap - *len);
        if (got == ARCHIVE_RETRY) {
            continue;
        }
        if (got < 0) {
            return fail(archive, err);
        }
        if (got == 0) {
            break;
        }
        *len += (size_t)got;
    }
    return TOL_OK;
}
