/* Names of files for what a bank names as it likes. */
#ifndef TOL_PROJECT_FILE_NAME_H
#define TOL_PROJECT_FILE_NAME_H

#include "base/map.h"
#include "tolmach/buf.h"

/*
 * Append a file name for `name` to `path`: characters that some system has not become "_", nothing in it means anything
 * to OmegaT (a "penalty-30" would take 30 from its matches), no two names given to one `taken` differ by the case of
 * ASCII letters alone. The same names in the same order give the same files. Failures stay in `path`.
 */
void tol_file_name_add(tol_buf *path, tol_str name, const char *ending, tol_map *taken);

#endif
