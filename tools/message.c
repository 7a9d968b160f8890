/* Messages on standard error. What they quote may come from a file: nothing of it commands the terminal. */
#include <errno.h>
#include <stdarg.h>
#include <string.h>

#include "cli.h"

#define MESSAGE_MAX 8192 /* room for a path of the greatest length */

void cli_say(const cli *c, const char *format, va_list args)
{
    char text[MESSAGE_MAX];
    vsnprintf(text, sizeof text, format, args);
    fprintf(stderr, "%s: ", c->program);
    cli_put(stderr, tol_str_of(text));
    fputc('\n', stderr);
}

void cli_error(const cli *c, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    cli_say(c, format, args);
    va_end(args);
}

void cli_warn(const cli *c, const char *format, ...)
{
    if (c->quiet) {
        return;
    }
    va_list args;
    va_start(args, format);
    cli_say(c, format, args);
    va_end(args);
}

int cli_fail(const cli *c, const tol_error *err)
{
    const char *message = err->message[0] ? err->message : tol_status_text(err->code);
    if (err->where[0] && err->line) {
        cli_error(c, "%s:%u: %s", err->where, err->line, message);
    } else if (err->where[0]) {
        cli_error(c, "%s: %s", err->where, message);
    } else {
        cli_error(c, "%s", message);
    }
    return tol_status_exit_code(err->code);
}

void cli_diag(const cli *c, const tol_diag *diag)
{
    static const char *const names[] = {"note", "warning", "error"};
    static const char *const colors[] = {"36", "33", "31"};
    if (diag->file.len) {
        cli_put(stderr, diag->file);
        fputc(':', stderr);
    }
    if (diag->line) {
        fprintf(stderr, "%u:", diag->line);
    }
    fprintf(stderr, c->errors_color ? "%s\033[%sm%s:\033[0m " : "%s%.0s%s: ", diag->file.len || diag->line ? " " : "",
            colors[diag->severity], names[diag->severity]);
    if (diag->unit.len) {
        fputs(diag->is_concept ? "concept \"" : "unit \"", stderr);
        cli_put(stderr, diag->unit);
        fputs("\": ", stderr);
    }
    cli_put(stderr, diag->message);
    fprintf(stderr, " [%.*s]\n", TOL_ARG(diag->code));
}

int cli_end_output(const cli *c, int code)
{
    errno = 0;
    if (fflush(stdout) == 0 && !ferror(stdout)) {
        return code;
    }
    cli_error(c, "could not write standard output: %s", errno ? strerror(errno) : "an earlier write failed");
    return EXIT_SYSTEM;
}
