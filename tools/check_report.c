/* The table of report formats, and what they share. */
#include <string.h>

#include "check_report.h"

static const report_format *const formats[] = {&report_text, &report_json, &report_sarif, &report_junit, &report_html};

#define N_FORMATS (sizeof formats / sizeof formats[0])

const report_format *report_format_named(const char *name)
{
    for (size_t i = 0; i < N_FORMATS; i++) {
        if (strcmp(formats[i]->name, name) == 0) {
            return formats[i];
        }
    }
    return NULL;
}

const char *report_format_names(void)
{
    static char names[128];
    names[0] = '\0';
    for (size_t i = 0; i < N_FORMATS; i++) {
        strcat(strcat(names, i ? ", " : ""), formats[i]->name);
    }
    return names;
}

tol_str report_place(const tol_finding *finding)
{
    return finding->file.ptr ? finding->file : finding->unit->memory;
}

const char *report_unit_name(const tol_finding *finding)
{
    static char name[256];
    const tol_unit *unit = finding->unit;
    if (unit->tuid.len) {
        snprintf(name, sizeof name, "%.*s", TOL_ARG(unit->tuid));
    } else if (unit->id) {
        snprintf(name, sizeof name, "unit %lld", (long long)unit->id);
    } else {
        snprintf(name, sizeof name, "line %u", unit->line);
    }
    return name;
}
