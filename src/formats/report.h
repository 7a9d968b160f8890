/*
 * What a reader tells while it reads: diagnostics with file, line and unit. In strict mode a finding is a failure.
 */
#ifndef TOL_FORMATS_REPORT_H
#define TOL_FORMATS_REPORT_H

#include "tolmach/diag.h"
#include "tolmach/format.h"
#include "tolmach/status.h"

typedef enum tol_repair_kind {
    TOL_REPAIR_BYTES,
    TOL_REPAIR_CHARACTER,
    TOL_REPAIR_AMPERSAND,
    TOL_REPAIR_ENTITY
} tol_repair_kind;

/* Characters of one line that were mended before the parser saw them. */
typedef struct tol_repair {
    tol_repair_kind kind;
    uint32_t line, count;
} tol_repair;

/* The input is cleaned some way ahead of the parser, when the unit is not known yet: repairs wait here for it. When all
 * places are taken, further lines are counted in the last one. */
#define TOL_REPAIRS_MAX 256

typedef struct tol_reporter {
    const char *file;
    bool strict;
    tol_listener listener;
    uint32_t line;   /* where the reader is */
    tol_str unit;    /* which unit it is in; absent: none */
    bool is_concept; /* what `unit` names is a concept */
    tol_repair repairs[TOL_REPAIRS_MAX];
    size_t n_repairs;
} tol_reporter;

/* Report at the reader's place. Strict: TOL_EPARSE for a warning or an error; otherwise TOL_OK. */
tol_status tol_report(tol_reporter *reporter, tol_severity severity, const char *code, tol_error *err,
                      const char *format, ...) TOL_PRINTF(5, 6);
/* Note a repair, to be reported with its unit. */
void tol_report_repair(tol_reporter *reporter, tol_repair_kind kind, uint32_t line);
/* Report the repairs of the lines up to `line`; in strict mode the first of them is a failure. */
tol_status tol_report_repairs(tol_reporter *reporter, uint32_t line, tol_error *err);
/* Fail at the reader's place. */
tol_status tol_report_failure(tol_reporter *reporter, tol_status code, tol_error *err, const char *format, ...)
    TOL_PRINTF(4, 5);

#endif
