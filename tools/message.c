/* Messages on standard error. */
#include <stdarg.h>
#include <string.h>

#include "cli.h"

int cli_fail(const cli *c, const tol_error *err)
{
    fprintf(stderr, "%s: ", c->program);
    if (err->where[0]) {
        fprintf(stderr, "%s:", err->where);
        if (err->line) {
            fprintf(stderr, "%u:", err->line);
        }
        fputc(' ', stderr);
    }
    fprintf(stderr, "%s\n", err->message[0] ? err->message : tol_status_text(err->code));
    return tol_status_exit_code(err->code);
}

void cli_warn(const cli *c, const char *format, ...)
{
    if (c->quiet) {
        return;
    }
    va_list args;
    fprintf(stderr, "%s: ", c->program);
    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
    fputc('\n', stderr);
}

void cli_diag(const cli *c, const tol_diag *diag)
{
    static const char *const names[] = {"note", "warning", "error"};
    static const char *const colors[] = {"36", "33", "31"};
    if (diag->file.len) {
        fprintf(stderr, "%.*s:", TOL_ARG(diag->file));
    }
    if (diag->line) {
        fprintf(stderr, "%u:", diag->line);
    }
    fprintf(stderr, c->errors_color ? "%s\033[%sm%s:\033[0m " : "%s%.0s%s: ", diag->file.len || diag->line ? " " : "",
            colors[diag->severity], names[diag->severity]);
    if (diag->unit.len) {
        fprintf(stderr, "unit \"%.*s\": ", TOL_ARG(diag->unit));
    }
    fprintf(stderr, "%.*s [%.*s]\n", TOL_ARG(diag->message), TOL_ARG(diag->code));
}
