/* tolmach export --format omegat-project: a folder that OmegaT opens. */
#include "export_project.h"

#include <stdlib.h>
#include <string.h>

bool export_project_exact(const cli *c, const char *value, tol_omegat_exact *exact)
{
    static const char *const names[] = {
        [TOL_OMEGAT_INSERT] = "insert", [TOL_OMEGAT_OFFER] = "offer", [TOL_OMEGAT_ENFORCE] = "enforce"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (strcmp(value, names[i]) == 0) {
            *exact = (tol_omegat_exact)i;
            return true;
        }
    }
    cli_usage(c, "\"%s\" is none of insert, offer and enforce", value);
    return false;
}

static void report_counts(const cli *c, const char *folder, const tol_omegat_report *report)
{
    cli_warn(c, "%llu %s in %llu %s and %llu %s in %llu %s, %s to %s, written to \"%s\"",
             (unsigned long long)report->units, cli_noun(report->units, "unit", "units"),
             (unsigned long long)report->memories, cli_noun(report->memories, "memory", "memories"),
             (unsigned long long)report->concepts, cli_noun(report->concepts, "concept", "concepts"),
             (unsigned long long)report->glossaries, cli_noun(report->glossaries, "glossary", "glossaries"),
             report->source_lang, report->target_lang, folder);
    if (report->left_out) {
        cli_warn(c, "%llu %s left out: no text in both languages", (unsigned long long)report->left_out,
                 cli_noun(report->left_out, "unit is", "units are"));
    }
}

static void hint(const cli *c, const tol_omegat_opt *opt, tol_status status)
{
    if (status == TOL_EINVAL && !(opt->source_lang && opt->target_lang)) {
        cli_warn(c, "'--source-lang=ru --target-lang=en' would name them");
    } else if (status == TOL_EEXISTS && !opt->update) {
        cli_warn(c, "--force puts memories and glossaries into a project that is there, and leaves the rest of it");
    }
}

int export_project(cli *c, const char *folder, tol_omegat_opt *opt)
{
    int code;
    if (strcmp(folder, "-") == 0) {
        return cli_usage(c, "a project is a folder: --output must name it");
    }
    tol_store *store = cli_open(c, TOL_OPEN_READ, &code);
    if (!store) {
        return code;
    }
    teller t;
    tol_error err;
    tol_omegat_report report;
    interrupt_catch();
    teller_start(&t, c, "exporting", false, false);
    opt->listener = teller_listener(&t);
    tol_status status = tol_omegat_export(store, folder, opt, &report, &err);
    teller_stop(&t);
    code = status == TOL_OK ? EXIT_SUCCESS : cli_fail(c, &err);
    if (status == TOL_OK) {
        report_counts(c, folder, &report);
    } else {
        hint(c, opt, status);
    }
    tol_store_close(store);
    return code;
}
