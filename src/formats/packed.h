/*
 * The door for packed files: what every reader reads may be compressed (gzip, bzip2, xz, zstd) or stand in an archive
 * (ZIP, tar, compressed tar). One level of packing is opened: an archive in an archive is refused by name.
 */
#ifndef TOL_FORMATS_PACKED_H
#define TOL_FORMATS_PACKED_H

#include "formats/archive_files.h"
#include "formats/gunzip.h"
#include "tolmach/diag.h"

typedef struct tol_packed {
    tol_input *plain;  /* what to read in place of the file: itself or what is unpacked; NULL: it is an archive */
    const char *words; /* of an archive: "a ZIP archive" */
    /* private */
    tol_gunzip *gunzip;
    tol_archive *stream, *archive;
    tol_input unpacked, file;
    tol_input *input; /* the file itself */
    tol_buf inner, path;
} tol_packed;

/*
 * Look at the first bytes of `input`, which is borrowed until tol_packed_close. Nothing is allocated for a file that is
 * not packed. TOL_EFORMAT: packed in a way that is not opened; TOL_EPARSE, TOL_EIO. Close it also after a failure; do
 * not move it.
 */
tol_status tol_packed_open(tol_packed *packed, tol_input *input, tol_error *err);
/*
 * Of an archive: the next file, NULL behind the last one. Its name is "archive.zip/folder/name.tmx"; `inner` without
 * the archive's. Both until the next call. What systems put into archives for themselves is passed over.
 */
tol_status tol_packed_next(tol_packed *packed, tol_input **file, tol_str *inner, tol_error *err);
void tol_packed_close(tol_packed *packed);

/* "a ZIP archive", for a file that begins with these bytes; NULL: it is not packed. */
const char *tol_packed_words(tol_str head);

typedef tol_status (*tol_packed_fn)(void *user, tol_input *input, tol_error *err);

/*
 * Call `read` for what is to be read of a file: itself, what is unpacked, or each file of an archive. Of an archive,
 * files for which it fails with TOL_EFORMAT are left out and told as notes; when that is true of all of them, the
 * archive is refused with TOL_EFORMAT and said what it is (a ZIP archive is also what a Word document is).
 */
tol_status tol_packed_read(tol_input *input, const tol_listener *listener, tol_packed_fn read, void *user,
                           tol_error *err);
/* The same for who reads one file and no archive. */
tol_status tol_packed_read_one(tol_input *input, tol_packed_fn read, void *user, tol_error *err);

#endif
