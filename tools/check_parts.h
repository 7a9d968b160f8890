/* A report in parts, one a rule, that are put together at the end: so findings that come by unit stand by rule, and
 * memory does not grow with them. */
#ifndef TOL_TOOLS_CHECK_PARTS_H
#define TOL_TOOLS_CHECK_PARTS_H

#include "check_report.h"

#define REPORT_RULES_MAX 64

typedef struct report_part {
    const tol_check_rule *rule;
    FILE *file; /* temporary; NULL: nothing was written */
    uint64_t n; /* findings */
} report_part;

typedef struct report_parts {
    report_part items[REPORT_RULES_MAX];
    size_t n; /* all rules, in their order */
    bool failed;
} report_parts;

report_parts *report_parts_new(void);
/* Where a finding of a rule is to be written; counts it. Never NULL. */
FILE *report_part_of(report_parts *parts, const tol_check_rule *rule);
/* Copy what was written for a part. */
void report_part_copy(report_parts *parts, report_part *part, FILE *out);
/* Free; NULL is ignored. */
void report_parts_free(report_parts *parts);

/* Text for HTML and XML, with what they cannot hold as U+FFFD. */
void put_markup(FILE *out, tol_str s);

#endif
