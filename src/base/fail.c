#define TOL_FAIL_SOURCE
#include "base/fail.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"

static const struct {
    const char *name;
    int exit_code, http;
    const char *text;
} status_rows[] = {
#define STATUS_ROW(name, exit_code, http, text) {#name, exit_code, http, text},
    TOL_STATUS_TABLE(STATUS_ROW)
#undef STATUS_ROW
};

static size_t row_of(tol_status status)
{
    size_t n = sizeof status_rows / sizeof status_rows[0];
    return (size_t)status < n ? (size_t)status : TOL_ESTORE;
}

const char *tol_status_name(tol_status status)
{
    return status_rows[row_of(status)].name;
}

const char *tol_status_text(tol_status status)
{
    return status_rows[row_of(status)].text;
}

int tol_status_exit_code(tol_status status)
{
    return status_rows[row_of(status)].exit_code;
}

int tol_status_http(tol_status status)
{
    return status_rows[row_of(status)].http;
}

void tol_error_clear(tol_error *err)
{
    if (err) {
        memset(err, 0, sizeof *err);
    }
}

/* A message may quote input: cut it at a character, and keep it on one line. */
static void tidy(char *text)
{
    size_t len = tol_utf8_cut(text, strlen(text));
    text[len] = '\0';
    for (char *p = text; *p; p++) {
        if ((unsigned char)*p < 0x20) {
            *p = ' ';
        }
    }
}

TOL_PRINTF(4, 0)
static tol_status record(tol_error *err, tol_status code, const char *reason, const char *format, va_list args)
{
    if (!err) {
        return code;
    }
    if (err->code != TOL_OK) {
        return err->code;
    }
    err->code = code;
    vsnprintf(err->message, sizeof err->message, format, args);
    if (reason) {
        size_t len = strlen(err->message);
        snprintf(err->message + len, sizeof err->message - len, ": %s", reason);
    }
    tidy(err->message);
    return code;
}

tol_status tol_fail(tol_error *err, tol_status code, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    tol_status recorded = record(err, code, NULL, format, args);
    va_end(args);
    return recorded;
}

tol_status tol_fail_errno(tol_error *err, tol_status code, const char *format, ...)
{
    char reason[128];
    if (strerror_r(errno, reason, sizeof reason) != 0) {
        snprintf(reason, sizeof reason, "error %d", errno);
    }
    va_list args;
    va_start(args, format);
    tol_status recorded = record(err, code, reason, format, args);
    va_end(args);
    return recorded;
}

tol_status tol_fail_nomem(tol_error *err)
{
    return tol_fail(err, TOL_ENOMEM, "out of memory");
}

/* A line belongs to the file that is named: it is not put beside another one. */
void tol_fail_locate(tol_error *err, const char *where, uint32_t line)
{
    if (!err || err->code == TOL_OK || (err->where[0] && where && strcmp(err->where, where) != 0)) {
        return;
    }
    if (!err->where[0] && where) {
        snprintf(err->where, sizeof err->where, "%s", where);
        tidy(err->where);
    }
    if (err->line == 0) {
        err->line = line;
    }
}
