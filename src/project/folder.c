#include "project/folder.h"

#include <dirent.h>
#include <errno.h>
#include <ftw.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fail.h"

#define TEMP_TRIES_MAX 1000
#define OPEN_FILES     16

tol_status tol_folder_look(const char *path, tol_folder_state *state, tol_error *err)
{
    *state = TOL_FOLDER_ABSENT;
    DIR *dir = opendir(path);
    if (!dir) {
        if (errno == ENOENT) {
            return TOL_OK;
        }
        return errno == ENOTDIR ? tol_fail(err, TOL_EEXISTS, "\"%s\" is there and is no folder", path)
                                : tol_fail_errno(err, TOL_EIO, "could not read the folder \"%s\"", path);
    }
    *state = TOL_FOLDER_EMPTY;
    const struct dirent *entry;
    while (*state == TOL_FOLDER_EMPTY && (entry = readdir(dir))) {
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0) {
            *state = TOL_FOLDER_USED;
        }
    }
    closedir(dir);
    return TOL_OK;
}

bool tol_is_file(const char *path)
{
    struct stat found;
    return stat(path, &found) == 0 && S_ISREG(found.st_mode);
}

tol_status tol_folder_make(const char *path, tol_error *err)
{
    if (mkdir(path, 0777) != 0 && errno != EEXIST) {
        return tol_fail_errno(err, TOL_EIO, "could not make the folder \"%s\"", path);
    }
    return TOL_OK;
}

tol_status tol_folder_make_temp(const char *stem, tol_buf *path, tol_error *err)
{
    int made = -1;
    errno = EEXIST;
    for (unsigned n = 0; made != 0 && errno == EEXIST && n < TEMP_TRIES_MAX; n++) {
        tol_buf_reset(path);
        tol_buf_printf(path, "%s.%ld-%u.tmp", stem, (long)getpid(), n);
        if (!tol_buf_ok(path)) {
            return tol_fail_nomem(err);
        }
        made = mkdir(path->ptr, 0777);
    }
    if (made != 0) {
        tol_buf_reset(path);
        return tol_fail_errno(err, TOL_EIO, "could not make a folder beside \"%s\"", stem);
    }
    return TOL_OK;
}

static int remove_entry(const char *path, const struct stat *found, int type, struct FTW *where)
{
    (void)found;
    (void)type;
    (void)where;
    remove(path); /* what stays is found by its name */
    return 0;
}

void tol_folder_remove(const char *path)
{
    nftw(path, remove_entry, OPEN_FILES, FTW_DEPTH | FTW_PHYS);
}

tol_status tol_move(const char *from, const char *to, tol_error *err)
{
    return rename(from, to) != 0 ? tol_fail_errno(err, TOL_EIO, "could not put \"%s\" in its place", to) : TOL_OK;
}

const char *tol_path_of(tol_buf *buf, tol_str folder, tol_str name)
{
    tol_buf_reset(buf);
    tol_buf_add(buf, folder);
    tol_buf_byte(buf, '/');
    tol_buf_add(buf, name);
    return tol_buf_ok(buf) ? buf->ptr : NULL;
}
