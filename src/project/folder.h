/* Folders that appear as a whole: made beside where they shall be, then moved. */
#ifndef TOL_PROJECT_FOLDER_H
#define TOL_PROJECT_FOLDER_H

#include "tolmach/buf.h"
#include "tolmach/status.h"

typedef enum tol_folder_state { TOL_FOLDER_ABSENT, TOL_FOLDER_EMPTY, TOL_FOLDER_USED } tol_folder_state;

/* TOL_EIO; TOL_EEXISTS for what is no folder. */
tol_status tol_folder_look(const char *path, tol_folder_state *state, tol_error *err);
/* Whether there is a regular file. */
bool tol_is_file(const char *path);
/* Make a folder; one that is there already is fine. */
tol_status tol_folder_make(const char *path, tol_error *err);
/* Make a new folder whose name begins with `stem`, and put its path into `path`. */
tol_status tol_folder_make_temp(const char *stem, tol_buf *path, tol_error *err);
/* Delete a folder with all in it, as far as possible. */
void tol_folder_remove(const char *path);
/* Give a file or folder another place in the same file system; a file that is there is replaced. */
tol_status tol_move(const char *from, const char *to, tol_error *err);

/* A path of two parts in `buf`, which is emptied first; NULL without memory. */
const char *tol_path_of(tol_buf *buf, tol_str folder, tol_str name);

#endif
