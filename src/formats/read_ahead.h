/*
 * Reading a file by a thread of its own, some hundred units ahead of who takes them.
 */
#ifndef TOL_FORMATS_READ_AHEAD_H
#define TOL_FORMATS_READ_AHEAD_H

#include "tolmach/format.h"

/* What is done with a unit on the thread that reads, before it is handed over. */
typedef struct tol_preparer {
    void *user; /* of that thread while a file is read */
    /* What it returns stands in the arena beside the unit. It must not keep anything of either. */
    const void *(*prepare)(void *user, tol_arena *arena, const tol_unit *unit);
    const void *prepared; /* for the sink: of the unit that it is given; NULL when nothing was prepared */
} tol_preparer;

/*
 * What tol_read_file does, and in the same order: the sink and the listener are called on the caller's thread. Small
 * files, and what is no plain file (nobody could tell a thread that waits for a terminal to stop), are read without a
 * thread. Memory: as much as tol_read_file needs, three batches of a quarter megabyte and a unit each, or one batch
 * when it has a unit longer than that. `preparer`: NULL for none; without a thread it is not asked.
 */
tol_status tol_read_file_ahead(const char *path, const tol_read_opt *opt, const tol_sink *sink, tol_preparer *preparer,
                               tol_error *err);
/* The same for a file of any size. */
tol_status tol_read_with_thread(const char *path, const tol_read_opt *opt, const tol_sink *sink, tol_preparer *preparer,
                                tol_error *err);

#endif
