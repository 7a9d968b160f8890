#include "base/input.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fail.h"

tol_status tol_input_open(tol_input *input, const char *path, tol_error *err)
{
    *input = (tol_input)TOL_INPUT_INIT;
    bool is_stdin = strcmp(path, "-") == 0;
    input->name = is_stdin ? "standard input" : path;
    input->fd = is_stdin ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    if (input->fd < 0) {
        return tol_fail_errno(err, TOL_EIO, "could not open \"%s\"", path);
    }
    struct stat about;
    if (fstat(input->fd, &about) == 0) {
        if (S_ISDIR(about.st_mode)) {
            tol_input_close(input);
            return tol_fail(err, TOL_EIO, "could not read \"%s\": it is a folder", path);
        }
        if (S_ISREG(about.st_mode) && about.st_size > 0) {
            input->total = (uint64_t)about.st_size;
        }
    }
    return TOL_OK;
}

void tol_input_of_bytes(tol_input *input, tol_str bytes, const char *name)
{
    *input = (tol_input){.fd = -1, .bytes = bytes, .name = name ? name : "input", .total = bytes.len};
}

static tol_status read_fd(tol_input *input, char *into, size_t cap, size_t *len, tol_error *err)
{
    while (*len < cap) {
        ssize_t got = read(input->fd, into + *len, cap - *len);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            return tol_fail_errno(err, TOL_EIO, "could not read \"%s\"", input->name);
        }
        if (got == 0) {
            break;
        }
        *len += (size_t)got;
    }
    return TOL_OK;
}

tol_status tol_input_read(tol_input *input, char *into, size_t cap, size_t *len, tol_error *err)
{
    tol_status status = TOL_OK;
    *len = 0;
    if (input->fd >= 0) {
        status = read_fd(input, into, cap, len, err);
    } else {
        *len = input->bytes.len < cap ? input->bytes.len : cap;
        if (*len) {
            memcpy(into, input->bytes.ptr, *len);
            input->bytes.ptr += *len;
            input->bytes.len -= *len;
        }
    }
    input->done += *len;
    return status;
}

void tol_input_close(tol_input *input)
{
    if (input->fd > STDIN_FILENO) {
        close(input->fd);
    }
    *input = (tol_input)TOL_INPUT_INIT;
}
