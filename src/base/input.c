#include "base/input.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fail.h"

/* What is held is read so many bytes at a time; it is held without asking how it was packed up to so many. */
#define HOLD_PIECE  ((size_t)16 << 10)
#define HELD_FREELY ((size_t)16 << 20)

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
    *input = (tol_input){.fd = -1, .bytes = bytes, .name = name ? name : "input", .total = bytes.len, .whole = bytes};
}

void tol_input_of_pull(tol_input *input, tol_pull_fn pull, void *user, const tol_input *beneath, const char *name)
{
    *input = (tol_input){.fd = -1, .name = name, .pull = pull, .user = user, .beneath = beneath};
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

static void read_memory(tol_input *input, char *into, size_t cap, size_t *len)
{
    *len = input->bytes.len < cap ? input->bytes.len : cap;
    if (*len) {
        memcpy(into, input->bytes.ptr, *len);
        input->bytes.ptr += *len;
        input->bytes.len -= *len;
    }
}

/* From wherever the bytes come, past what was read ahead. */
static tol_status read_fresh(tol_input *input, char *into, size_t cap, size_t *len, tol_error *err)
{
    if (input->pull) {
        return input->pull(input->user, into, cap, len, err);
    }
    if (input->fd >= 0) {
        return read_fd(input, into, cap, len, err);
    }
    read_memory(input, into, cap, len);
    return TOL_OK;
}

tol_status tol_input_peek(tol_input *input, tol_str *head, tol_error *err)
{
    tol_status status = TOL_OK;
    if (!input->pull && input->fd < 0) {
        *head = input->bytes;
        return TOL_OK;
    }
    if (!input->n_head) {
        status = read_fresh(input, input->head, sizeof input->head, &input->n_head, err);
    }
    *head = (tol_str){input->head, input->n_head};
    return status;
}

tol_status tol_input_read(tol_input *input, char *into, size_t cap, size_t *len, tol_error *err)
{
    tol_status status = TOL_OK;
    size_t n_ahead = input->n_head - input->head_at, n_fresh = 0;
    n_ahead = n_ahead < cap ? n_ahead : cap;
    memcpy(into, input->head + input->head_at, n_ahead);
    input->head_at += n_ahead;
    if (n_ahead < cap) {
        status = read_fresh(input, into + n_ahead, cap - n_ahead, &n_fresh, err);
    }
    *len = n_ahead + n_fresh;
    input->done = input->beneath ? input->beneath->done : input->done + *len;
    input->total = input->beneath ? input->beneath->total : input->total;
    return status;
}

bool tol_input_is_seekable(const tol_input *input)
{
    return input->whole.ptr || (input->fd > STDIN_FILENO && input->total > 0);
}

tol_status tol_input_read_at(tol_input *input, uint64_t at, char *into, size_t cap, size_t *len, tol_error *err)
{
    *len = 0;
    if (input->whole.ptr) {
        size_t left = at < input->whole.len ? input->whole.len - (size_t)at : 0;
        *len = left < cap ? left : cap;
        if (*len) {
            memcpy(into, input->whole.ptr + at, *len);
        }
    }
    while (!input->whole.ptr && *len < cap) {
        ssize_t got = pread(input->fd, into + *len, cap - *len, (off_t)(at + *len));
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
    input->done = at + *len;
    return TOL_OK;
}

tol_status tol_input_hold(tol_input *input, tol_buf *out, size_t max, tol_error *err)
{
    char piece[HOLD_PIECE];
    for (size_t len = sizeof piece; len == sizeof piece;) {
        tol_status status = tol_input_read(input, piece, sizeof piece, &len, err);
        if (status != TOL_OK) {
            return status;
        }
        if (len > max - out->len) {
            return tol_fail(err, TOL_ELIMIT, "the file is longer than %zu MB", max >> 20);
        }
        tol_buf_append(out, piece, len);
        if (!tol_buf_ok(out)) {
            return tol_fail_nomem(err);
        }
        if (input->beneath && out->len > HELD_FREELY && out->len / TOL_HELD_RATIO > input->done) {
            return tol_fail(err, TOL_ELIMIT, "what is packed grows to more than %d times its size: unpack it first",
                            TOL_HELD_RATIO);
        }
    }
    return TOL_OK;
}

void tol_input_close(tol_input *input)
{
    if (input->fd > STDIN_FILENO) {
        close(input->fd);
    }
    *input = (tol_input)TOL_INPUT_INIT;
}
