/*
 * The files in an archive, one after the other, and streams compressed with bzip2, xz or zstd: the one user of
 * libarchive. Nothing is written to a disk, no other program is called, passwords are not asked for.
 */
#ifndef TOL_FORMATS_ARCHIVE_FILES_H
#define TOL_FORMATS_ARCHIVE_FILES_H

#include "base/input.h"
#include "tolmach/buf.h"

typedef enum tol_archive_kind {
    TOL_ARCHIVE_ZIP,
    TOL_ARCHIVE_TAR,
    TOL_ARCHIVE_BZIP2, /* these three: one file without a name */
    TOL_ARCHIVE_XZ,
    TOL_ARCHIVE_ZSTD
} tol_archive_kind;

typedef struct tol_archive tol_archive;

/*
 * `packed` is borrowed until tol_archive_close. A seekable one is read by the archive's own list of files, any other
 * from its beginning to its end. TOL_EPARSE: damaged or cut off; TOL_EFORMAT: libarchive was built without the kind.
 */
tol_status tol_archive_open(tol_archive **out, tol_input *packed, tol_archive_kind kind, tol_error *err);
/*
 * Go on to the next plain file; *has is false behind the last one. Folders, links and devices are passed over.
 *
 * name: receives its path in the archive as UTF-8; one that is none is taken for DOS's Cyrillic (code page 866)
 * TOL_EPARSE; TOL_EFORMAT: it is encrypted
 */
tol_status tol_archive_next(tol_archive *archive, tol_buf *name, bool *has, tol_error *err);
/* Read the file at hand, as tol_input_read does; a tol_pull_fn whose `user` is the archive. TOL_EPARSE. */
tol_status tol_archive_pull(void *user, char *into, size_t cap, size_t *len, tol_error *err);
void tol_archive_close(tol_archive *archive);

#endif
