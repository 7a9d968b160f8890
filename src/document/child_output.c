#include "document/child_output.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/fail.h"
#include "base/utf8.h"

/* So often the listener is asked while the program is silent. */
#define ASK_MS 200

extern char **environ;

/* ---- starting ---- */

static bool make_pipe(int ends[2])
{
    if (pipe(ends) != 0) {
        return false;
    }
    fcntl(ends[0], F_SETFD, FD_CLOEXEC);
    fcntl(ends[1], F_SETFD, FD_CLOEXEC);
    return true;
}

/* dup2 in the child clears the close-on-exec flag; what is not named here does not reach it. */
static int spawn(tol_child *child, char *const argv[], int stdin_fd, int out_fd)
{
    posix_spawn_file_actions_t actions;
    int code = posix_spawn_file_actions_init(&actions);
    if (code) {
        return code;
    }
    code = posix_spawn_file_actions_adddup2(&actions, stdin_fd, STDIN_FILENO);
    code = code ? code : posix_spawn_file_actions_adddup2(&actions, out_fd, STDOUT_FILENO);
    code = code ? code : posix_spawn_file_actions_adddup2(&actions, fileno(child->said), STDERR_FILENO);
    code = code ? code : posix_spawnp(&child->pid, argv[0], &actions, NULL, argv, environ);
    posix_spawn_file_actions_destroy(&actions);
    child->pid = code ? 0 : child->pid;
    return code;
}

tol_status tol_child_start(tol_child *child, char *const argv[], int stdin_fd, const tol_listener *listener,
                           tol_error *err)
{
    int ends[2];
    *child = (tol_child)TOL_CHILD_INIT;
    child->listener = listener;
    child->said = tmpfile();
    if (!child->said || !make_pipe(ends)) {
        tol_status status = tol_fail_errno(err, TOL_EIO, "could not start \"%s\"", argv[0]);
        tol_child_finish(child, NULL, 0);
        return status;
    }
    fcntl(fileno(child->said), F_SETFD, FD_CLOEXEC);
    child->fd = ends[0];
    int code = spawn(child, argv, stdin_fd, ends[1]);
    close(ends[1]);
    if (code) {
        tol_child_finish(child, NULL, 0);
        errno = code;
        return code == ENOENT ? tol_fail(err, TOL_ENOTFOUND, "there is no program \"%s\"", argv[0])
                              : tol_fail_errno(err, TOL_EIO, "could not start \"%s\"", argv[0]);
    }
    return TOL_OK;
}

/* ---- reading ---- */

static bool is_cancelled(const tol_child *child)
{
    const tol_listener *listener = child->listener;
    return listener && listener->progress && !listener->progress(listener->user, 0, 0);
}

/* Wait until there is something to read, or the end. */
static tol_status await(const tol_child *child, tol_error *err)
{
    struct pollfd wanted = {.fd = child->fd, .events = POLLIN};
    for (;;) {
        int n = poll(&wanted, 1, ASK_MS);
        if (n > 0) {
            return TOL_OK;
        }
        if (n < 0 && errno != EINTR) {
            return tol_fail_errno(err, TOL_EIO, "could not read what the program writes");
        }
        if (is_cancelled(child)) {
            return tol_fail(err, TOL_ECANCELLED, "cancelled");
        }
    }
}

tol_status tol_child_pull(void *user, char *into, size_t cap, size_t *len, tol_error *err)
{
    tol_child *child = user;
    *len = 0;
    while (*len < cap) {
        tol_status status = await(child, err);
        if (status != TOL_OK) {
            return status;
        }
        ssize_t got = read(child->fd, into + *len, cap - *len);
        if (got < 0 && errno != EINTR) {
            return tol_fail_errno(err, TOL_EIO, "could not read what the program writes");
        }
        if (got == 0) {
            break;
        }
        *len += got > 0 ? (size_t)got : 0;
        child->n += got > 0 ? (size_t)got : 0;
        if (child->n > TOL_CHILD_MAX) {
            return tol_fail(err, TOL_ELIMIT, "the program writes more than %zu MB", TOL_CHILD_MAX >> 20);
        }
    }
    return TOL_OK;
}

/* ---- the end ---- */

static void take_said(tol_child *child, char *said, size_t size)
{
    said[0] = '\0';
    rewind(child->said);
    if (fgets(said, (int)size, child->said)) {
        size_t len = strcspn(said, "\n");
        len = tol_utf8_valid_prefix((tol_str){said, len});
        said[len] = '\0';
    }
}

/* With the pipe closed a program that goes on writing is told so by a signal; one that only computes is ended. */
int tol_child_finish(tol_child *child, char *said, size_t size)
{
    int state = 0, code = 0;
    char extra;
    bool is_done = child->fd < 0;
    if (child->fd >= 0) {
        struct pollfd wanted = {.fd = child->fd, .events = POLLIN};
        is_done = poll(&wanted, 1, 0) > 0 && read(child->fd, &extra, 1) == 0;
        close(child->fd);
    }
    if (child->pid > 0) {
        if (!is_done) {
            kill(child->pid, SIGKILL);
        }
        while (waitpid(child->pid, &state, 0) < 0 && errno == EINTR) {
        }
        code = WIFEXITED(state) ? WEXITSTATUS(state) : 128;
    }
    if (child->said && said) {
        take_said(child, said, size);
    }
    if (child->said) {
        fclose(child->said);
    }
    *child = (tol_child)TOL_CHILD_INIT;
    return code;
}
