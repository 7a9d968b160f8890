#include "formats/report.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/fail.h"
#include "base/utf8.h"

static void emit(tol_reporter *reporter, tol_severity severity, const char *code, uint32_t line, const char *message)
{
    if (!reporter->listener.diag) {
        return;
    }
    tol_diag diag = {.severity = severity,
                     .code = tol_str_of(code),
                     .file = tol_str_of(reporter->file),
                     .line = line,
                     .unit = reporter->unit,
                     .message = tol_str_of(message),
                     .is_concept = reporter->is_concept};
    reporter->listener.diag(reporter->listener.user, &diag);
}

/* A message may quote the input: keep it on one line and in whole characters. */
static void tidy(char *message)
{
    message[tol_utf8_cut(message, strlen(message))] = '\0';
    for (char *p = message; *p; p++) {
        if ((unsigned char)*p < 0x20) {
            *p = ' ';
        }
    }
}

static tol_status fail_at(tol_reporter *reporter, tol_status code, uint32_t line, tol_error *err, const char *message)
{
    tol_status status = tol_fail(err, code, "%s", message);
    tol_fail_locate(err, reporter->file, line);
    return status;
}

/* What a strict reading refuses names its unit, as the diagnostic would. */
static tol_status refuse(tol_reporter *reporter, uint32_t line, tol_error *err, const char *message)
{
    char told[448];
    if (!reporter->unit.len) {
        return fail_at(reporter, TOL_EPARSE, line, err, message);
    }
    tol_str unit = {reporter->unit.ptr,
                    tol_utf8_cut(reporter->unit.ptr, reporter->unit.len < 80 ? reporter->unit.len : 80)};
    snprintf(told, sizeof told, "%s \"%.*s\": %s", reporter->is_concept ? "concept" : "unit", TOL_ARG(unit), message);
    tidy(told);
    return fail_at(reporter, TOL_EPARSE, line, err, told);
}

static tol_status finding(tol_reporter *reporter, tol_severity severity, const char *code, uint32_t line,
                          tol_error *err, const char *message)
{
    if (reporter->strict && severity != TOL_INFO) {
        return refuse(reporter, line, err, message);
    }
    emit(reporter, severity, code, line, message);
    return TOL_OK;
}

tol_status tol_report(tol_reporter *reporter, tol_severity severity, const char *code, tol_error *err,
                      const char *format, ...)
{
    if (!reporter->listener.diag && (!reporter->strict || severity == TOL_INFO)) {
        return TOL_OK;
    }
    char message[320];
    va_list args;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    tidy(message);
    return finding(reporter, severity, code, reporter->line, err, message);
}

tol_status tol_report_failure(tol_reporter *reporter, tol_status code, tol_error *err, const char *format, ...)
{
    char message[320];
    va_list args;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    return fail_at(reporter, code, reporter->line, err, message);
}

void tol_report_repair(tol_reporter *reporter, tol_repair_kind kind, uint32_t line)
{
    for (size_t i = reporter->n_repairs; i-- > 0 && reporter->repairs[i].line == line;) {
        if (reporter->repairs[i].kind == kind) {
            reporter->repairs[i].count++;
            return;
        }
    }
    if (reporter->n_repairs == TOL_REPAIRS_MAX) {
        reporter->repairs[TOL_REPAIRS_MAX - 1].count++;
        return;
    }
    reporter->repairs[reporter->n_repairs++] = (tol_repair){kind, line, 1};
}

/* What was done, and what a strict reading refuses. */
static const struct {
    const char *code, *done, *flaw;
} repair_words[] = {
    [TOL_REPAIR_BYTES] = {"invalid-bytes", "bytes that are no character of the file's encoding were replaced by U+FFFD",
                          "bytes that are no character of the file's encoding"},
    [TOL_REPAIR_CHARACTER] = {"forbidden-character", "characters that XML forbids were replaced by spaces",
                              "a character that XML forbids"},
    [TOL_REPAIR_ENTITY] = {"undeclared-entity", "an entity that the file does not declare was read as HTML means it",
                           "an entity that the file does not declare"},
    [TOL_REPAIR_AMPERSAND] = {"bare-ampersand", "a \"&\" that begins no reference was read as \"&amp;\"",
                              "a \"&\" that begins no reference (as text it is written \"&amp;\")"},
};

static tol_status report_one(tol_reporter *reporter, const tol_repair *repair, tol_error *err)
{
    if (reporter->strict) {
        return refuse(reporter, repair->line, err, repair_words[repair->kind].flaw);
    }
    char message[160];
    snprintf(message, sizeof message, "%s (%u)", repair_words[repair->kind].done, (unsigned)repair->count);
    emit(reporter, TOL_WARNING, repair_words[repair->kind].code, repair->line, message);
    return TOL_OK;
}

tol_status tol_report_repairs(tol_reporter *reporter, uint32_t line, tol_error *err)
{
    tol_status status = TOL_OK;
    size_t n_kept = 0;
    for (size_t i = 0; i < reporter->n_repairs; i++) {
        tol_repair repair = reporter->repairs[i];
        if (status == TOL_OK && repair.line <= line) {
            status = report_one(reporter, &repair, err);
        } else {
            reporter->repairs[n_kept++] = repair;
        }
    }
    reporter->n_repairs = n_kept;
    return status;
}
