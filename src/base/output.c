#include "base/output.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fail.h"
#include "base/mem.h"

#define PENDING_MAX     ((size_t)256 << 10)
#define TEMP_TRIES_MAX  1000
#define TEMP_ENDING_MAX 48

/* A new file beside `path`, with the rights that a new file gets (mkstemp would give fewer, and asking for the umask
 * disturbs other threads). */
static int create_beside(const char *path, char *temp_path, size_t size)
{
    int fd = -1;
    errno = EEXIST;
    for (unsigned n = 0; fd < 0 && errno == EEXIST && n < TEMP_TRIES_MAX; n++) {
        snprintf(temp_path, size, "%s.%ld-%u.tmp", path, (long)getpid(), n);
        fd = open(temp_path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    }
    return fd;
}

/* The temporary file stands beside what is replaced, which for a symbolic link is its target: the link stays. */
static tol_status open_temp(tol_output *output, const struct stat *old, tol_error *err)
{
    char target[PATH_MAX];
    if (old && realpath(output->path, target)) {
        tol_mem_free(output->path);
        output->path = tol_mem_strdup(target);
    }
    size_t size = (output->path ? strlen(output->path) : 0) + TEMP_ENDING_MAX;
    output->temp_path = output->path ? tol_mem_alloc(size) : NULL;
    if (!output->temp_path) {
        return tol_fail_nomem(err);
    }
    output->fd = create_beside(output->path, output->temp_path, size);
    if (output->fd < 0) {
        tol_mem_free(output->temp_path);
        output->temp_path = NULL;
        return tol_fail_errno(err, TOL_EIO, "could not create \"%s\"", output->path);
    }
    if (old && fchmod(output->fd, old->st_mode & 07777) != 0) {
        return TOL_OK; /* some file systems have no modes: the file is written all the same */
    }
    return TOL_OK;
}

tol_status tol_output_open(tol_output *output, const char *path, tol_buf *memory, tol_error *err)
{
    memset(output, 0, sizeof *output);
    output->fd = -1;
    output->memory = memory;
    if (!path) {
        return TOL_OK;
    }
    if (strcmp(path, "-") == 0) {
        output->fd = STDOUT_FILENO;
        output->is_stdout = true;
        return TOL_OK;
    }
    output->path = tol_mem_strdup(path);
    if (!output->path) {
        return tol_fail_nomem(err);
    }
    struct stat old;
    bool exists = stat(path, &old) == 0;
    if (exists && S_ISDIR(old.st_mode)) {
        return tol_fail(err, TOL_EIO, "could not write \"%s\": it is a folder", path);
    }
    if (exists && !S_ISREG(old.st_mode)) {
        output->fd = open(path, O_WRONLY | O_CLOEXEC);
        return output->fd < 0 ? tol_fail_errno(err, TOL_EIO, "could not write \"%s\"", path) : TOL_OK;
    }
    return open_temp(output, exists ? &old : NULL, err);
}

static const char *name_of(const tol_output *output)
{
    return output->is_stdout ? "standard output" : output->path ? output->path : "output";
}

static void flush(tol_output *output)
{
    tol_str left = tol_buf_str(&output->pending);
    while (left.len && output->error.code == TOL_OK) {
        ssize_t put = write(output->fd, left.ptr, left.len);
        if (put < 0 && errno == EINTR) {
            continue;
        }
        if (put < 0) {
            tol_fail_errno(&output->error, TOL_EIO, "could not write \"%s\"", name_of(output));
            break;
        }
        left.ptr += put;
        left.len -= (size_t)put;
    }
    tol_buf_reset(&output->pending);
}

void tol_output_add(tol_output *output, tol_str bytes)
{
    if (output->error.code != TOL_OK) {
        return;
    }
    tol_buf *buf = output->fd < 0 ? output->memory : &output->pending;
    tol_buf_add(buf, bytes);
    if (!tol_buf_ok(buf)) {
        tol_fail_nomem(&output->error);
    } else if (output->fd >= 0 && buf->len >= PENDING_MAX) {
        flush(output);
    }
}

tol_status tol_output_check(const tol_output *output, tol_error *err)
{
    return output->error.code == TOL_OK ? TOL_OK : tol_fail(err, output->error.code, "%s", output->error.message);
}

static void put_in_place(tol_output *output)
{
    if (fsync(output->fd) != 0 && errno != EINVAL && errno != EROFS) {
        tol_fail_errno(&output->error, TOL_EIO, "could not write \"%s\"", output->path);
    } else if (rename(output->temp_path, output->path) != 0) {
        tol_fail_errno(&output->error, TOL_EIO, "could not put \"%s\" in its place", output->path);
    } else {
        tol_mem_free(output->temp_path);
        output->temp_path = NULL;
    }
}

tol_status tol_output_finish(tol_output *output, tol_error *err)
{
    if (output->fd >= 0) {
        flush(output);
    }
    if (output->error.code == TOL_OK && output->temp_path) {
        put_in_place(output);
    }
    return tol_output_check(output, err);
}

void tol_output_release(tol_output *output)
{
    if (output->fd >= 0 && !output->is_stdout) {
        close(output->fd);
    }
    if (output->temp_path) {
        unlink(output->temp_path);
    }
    tol_mem_free(output->path);
    tol_mem_free(output->temp_path);
    tol_buf_release(&output->pending);
    memset(output, 0, sizeof *output);
    output->fd = -1;
}
