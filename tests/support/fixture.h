/* Paths, folders and files for tests. Where one of these cannot do its work, the test program ends with a message. */
#ifndef TOL_TEST_FIXTURE_H
#define TOL_TEST_FIXTURE_H

#include "tolmach/str.h"

/* A path under the source folder; one of the last eight results, so do not keep it. */
const char *tol_source_path(const char *relative);
/*
 * The same for the material that may lie beside the source folder ("samples/tmx/x.tmx"), which is no part of it; NULL
 * when it is not there: skip() then.
 */
const char *tol_sample_path(const char *relative);

/* Make a new temporary folder and return its path. tol_temp_dir_free deletes it with all in it and frees the path. */
char *tol_temp_dir_new(void);
void tol_temp_dir_free(char *dir);

/* dir/name, on the heap: free(). */
char *tol_path_join(const char *dir, const char *name);
/* The whole file, NUL-terminated, on the heap: free(). NULL when there is none. */
char *tol_file_read(const char *path, size_t *len);
void tol_file_write(const char *path, tol_str contents);
/* Number of entries in a folder, "." and ".." not counted. */
size_t tol_dir_count(const char *dir);

#endif
