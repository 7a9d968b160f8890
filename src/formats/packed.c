#include "formats/packed.h"

#include <string.h>

#include "base/fail.h"

typedef enum packing { NOT_PACKED, GZIP, BZIP2, XZ, ZSTD, ZIP, TAR, OTHER } packing;

/* How files are packed, by their first bytes. */
static const struct {
    const char *bytes;
    size_t len, at;
    packing how;
    const char *words;
} magics[] = {
    {"\x1F\x8B", 2, 0, GZIP, "a file compressed with gzip"},
    {"BZh", 3, 0, BZIP2, "a file compressed with bzip2"},
    {"\xFD\x37zXZ\0", 6, 0, XZ, "a file compressed with xz"},
    {"\x28\xB5\x2F\xFD", 4, 0, ZSTD, "a file compressed with zstd"},
    {"PK\x03\x04", 4, 0, ZIP, "a ZIP archive"},
    {"PK\x05\x06", 4, 0, ZIP, "a ZIP archive"}, /* with nothing in it */
    {"ustar", 5, 257, TAR, "a tar archive"},
    {"7z\xBC\xAF\x27\x1C", 6, 0, OTHER, "a 7z archive"},
    {"Rar!\x1A\x07", 6, 0, OTHER, "a RAR archive"},
};

enum { N_MAGICS = sizeof magics / sizeof magics[0] };

/* The row of a file that begins so; N_MAGICS: it is not packed. */
static size_t magic_of(tol_str head)
{
    size_t i = 0;
    while (i < N_MAGICS && !(head.len >= magics[i].at + magics[i].len &&
                             memcmp(head.ptr + magics[i].at, magics[i].bytes, magics[i].len) == 0)) {
        i++;
    }
    return i;
}

const char *tol_packed_words(tol_str head)
{
    size_t row = magic_of(head);
    return row < N_MAGICS ? magics[row].words : NULL;
}

static tol_status open_stream(tol_packed *packed, tol_input *input, packing how, tol_error *err)
{
    static const tol_archive_kind kinds[] = {
        [BZIP2] = TOL_ARCHIVE_BZIP2, [XZ] = TOL_ARCHIVE_XZ, [ZSTD] = TOL_ARCHIVE_ZSTD};
    bool has = false;
    if (how == GZIP) {
        return tol_gunzip_open(&packed->gunzip, input, &packed->unpacked, err);
    }
    tol_status status = tol_archive_open(&packed->stream, input, kinds[how], err);
    if (status == TOL_OK) {
        status = tol_archive_next(packed->stream, &packed->inner, &has, err);
    }
    if (has) {
        tol_input_of_pull(&packed->unpacked, tol_archive_pull, packed->stream, input, input->name);
    } else {
        tol_input_of_bytes(&packed->unpacked, TOL_STR_NULL, input->name);
    }
    return status;
}

static tol_status open_archive(tol_packed *packed, tol_input *input, size_t row, tol_error *err)
{
    packed->plain = NULL;
    packed->words = magics[row].words;
    return tol_archive_open(&packed->archive, input, magics[row].how == ZIP ? TOL_ARCHIVE_ZIP : TOL_ARCHIVE_TAR, err);
}

/* What is in a compressed file: a plain one, or a tar archive. */
static tol_status look_inside(tol_packed *packed, const char *outside, tol_error *err)
{
    tol_str head;
    tol_status status = tol_input_peek(&packed->unpacked, &head, err);
    size_t row = status == TOL_OK ? magic_of(head) : N_MAGICS;
    packed->plain = &packed->unpacked;
    if (status != TOL_OK || row == N_MAGICS) {
        return status;
    }
    return magics[row].how == TAR
               ? open_archive(packed, &packed->unpacked, row, err)
               : tol_fail(err, TOL_EFORMAT, "%s holds %s, packed twice: unpack it first", outside, magics[row].words);
}

tol_status tol_packed_open(tol_packed *packed, tol_input *input, tol_error *err)
{
    tol_str head;
    memset(packed, 0, sizeof *packed);
    packed->plain = input;
    packed->input = input;
    tol_status status = tol_input_peek(input, &head, err);
    size_t row = status == TOL_OK ? magic_of(head) : N_MAGICS;
    if (status != TOL_OK || row == N_MAGICS) {
        return status;
    }
    switch (magics[row].how) {
    case OTHER:
        return tol_fail(err, TOL_EFORMAT, "not a file of a known format: it looks like %s", magics[row].words);
    case ZIP:
    case TAR:
        return open_archive(packed, input, row, err);
    default:
        status = open_stream(packed, input, magics[row].how, err);
        return status == TOL_OK ? look_inside(packed, magics[row].words, err) : status;
    }
}

/* Files that are there for a system and not for its user. */
static bool is_of_system(const char *path)
{
    static const char *const names[] = {".DS_Store", "Thumbs.db", "desktop.ini"};
    const char *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : path;
    bool found = strncmp(path, "__MACOSX/", 9) == 0 || strncmp(name, "._", 2) == 0;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        found = found || strcmp(name, names[i]) == 0;
    }
    return found;
}

tol_status tol_packed_next(tol_packed *packed, tol_input **file, tol_str *inner, tol_error *err)
{
    bool has = false;
    tol_status status;
    *file = NULL;
    do {
        status = tol_archive_next(packed->archive, &packed->inner, &has, err);
    } while (status == TOL_OK && has && packed->inner.len && is_of_system(packed->inner.ptr));
    if (status != TOL_OK || !has) {
        return status;
    }
    tol_buf_reset(&packed->path);
    tol_buf_printf(&packed->path, "%s/", packed->input->name);
    tol_buf_add(&packed->path, tol_buf_str(&packed->inner));
    if (!tol_buf_ok(&packed->path)) {
        return tol_fail_nomem(err);
    }
    tol_input_of_pull(&packed->file, tol_archive_pull, packed->archive, packed->input, packed->path.ptr);
    *inner = tol_buf_str(&packed->inner);
    *file = &packed->file;
    return TOL_OK;
}

void tol_packed_close(tol_packed *packed)
{
    tol_archive_close(packed->archive);
    tol_archive_close(packed->stream);
    tol_gunzip_close(packed->gunzip);
    tol_buf_release(&packed->inner);
    tol_buf_release(&packed->path);
}
