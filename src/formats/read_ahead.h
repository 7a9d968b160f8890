/*
 * Reading a file by a thread of its own, some hundred units ahead of who takes them.
 */
#ifndef TOL_FORMATS_READ_AHEAD_H
#define TOL_FORMATS_READ_AHEAD_H

#include "tolmach/format.h"

/*
 * What tol_read_file does, and in the same order: the sink and the listener are called on the caller's thread. Small
 * files, and what is no plain file (nobody could tell a thread that waits for a terminal to stop), are read without a
 * thread. Memory: as much as tol_read_file needs, three batches of a quarter megabyte and a unit each, or one batch
 * when it has a unit longer than that.
 */
tol_status tol_read_file_ahead(const char *path, const tol_read_opt *opt, const tol_sink *sink, tol_error *err);
/* The same for a file of any size. */
tol_status tol_read_with_thread(const char *path, const tol_read_opt *opt, const tol_sink *sink, tol_error *err);

#endif
