/* Reports of findings: one table of formats, each a few functions that write as the findings come. */
#ifndef TOL_TOOLS_CHECK_REPORT_H
#define TOL_TOOLS_CHECK_REPORT_H

#include "cli.h"

typedef struct check_report check_report;

typedef struct report_format {
    const char *name;
    void (*begin)(check_report *);
    void (*finding)(check_report *, const tol_finding *);
    /* `summary` is of the whole run, also of findings that were not written. False: a part could not be written. */
    bool (*end)(check_report *, const tol_check_report *summary);
} report_format;

struct check_report {
    const report_format *format;
    FILE *out;
    bool color;
    uint64_t n_written;
    uint64_t n_known;        /* findings of the baseline */
    uint64_t by_severity[3]; /* written */
    void *state;             /* of the format */
};

/* The format of a name; NULL: there is none. The names, for messages: "text, json". */
const report_format *report_format_named(const char *name);
const char *report_format_names(void);

extern const report_format report_text, report_json, report_sarif, report_junit, report_html;

/* The unit as people call it: its tuid, else its id, else its line; static memory. */
const char *report_unit_name(const tol_finding *finding);
/* File or memory. */
tol_str report_place(const tol_finding *finding);

#endif
