/* The report for people: a line that editors can follow, then both texts with the places marked. */
#include "check_report.h"

static const char *const colors[] = {[TOL_INFO] = "36", [TOL_WARNING] = "33", [TOL_ERROR] = "31"};

/* "file:line", which editors follow, or "memory, unit". */
static void put_place(const check_report *r, const tol_finding *f)
{
    cli_put(r->out, report_place(f));
    if (f->file.ptr && f->unit->line) {
        fprintf(r->out, ":%u", f->unit->line);
    } else {
        fputs(", ", r->out);
        cli_put(r->out, tol_str_of(report_unit_name(f)));
    }
    fputs(": ", r->out);
}

static void put_text(const check_report *r, tol_str lang, tol_str text, tol_check_span span, const char *color)
{
    fputs("    ", r->out);
    cli_put(r->out, lang);
    fputs("  ", r->out);
    if (!span.is_there) {
        cli_put(r->out, text);
    } else {
        cli_put(r->out, (tol_str){text.ptr, span.start});
        fprintf(r->out, r->color ? "\033[1;%sm" : ">>%.0s", color);
        cli_put(r->out, (tol_str){text.ptr + span.start, span.end - span.start});
        fputs(r->color ? "\033[0m" : "<<", r->out);
        cli_put(r->out, (tol_str){text.ptr + span.end, text.len - span.end});
    }
    fputc('\n', r->out);
}

static void put_finding(check_report *r, const tol_finding *f)
{
    const char *color = colors[f->severity];
    put_place(r, f);
    fprintf(r->out, r->color ? "\033[%sm%s\033[0m: " : "%.0s%s: ", color, tol_severity_name(f->severity));
    cli_put(r->out, f->message);
    fprintf(r->out, " [%s]", f->rule->id);
    if (f->file.ptr && f->unit->line && f->unit->tuid.len) {
        fputs(", unit ", r->out);
        cli_put(r->out, tol_str_of(report_unit_name(f)));
    }
    fputc('\n', r->out);
    put_text(r, f->source_lang, f->source, f->source_span, color);
    put_text(r, f->target_lang, f->target, f->target_span, color);
}

static bool put_summary(check_report *r, const tol_check_report *summary)
{
    const uint64_t *n = r->by_severity;
    if (r->n_written) {
        fprintf(r->out, "\n");
    }
    fprintf(r->out, "%llu %s checked: %llu %s, %llu %s, %llu %s", (unsigned long long)summary->units,
            cli_noun(summary->units, "unit", "units"), (unsigned long long)n[TOL_ERROR],
            cli_noun(n[TOL_ERROR], "error", "errors"), (unsigned long long)n[TOL_WARNING],
            cli_noun(n[TOL_WARNING], "warning", "warnings"), (unsigned long long)n[TOL_INFO],
            cli_noun(n[TOL_INFO], "remark", "remarks"));
    if (r->n_known) {
        fprintf(r->out, "; %llu known", (unsigned long long)r->n_known);
    }
    if (summary->ignored) {
        fprintf(r->out, "; %llu ignored by units", (unsigned long long)summary->ignored);
    }
    fputc('\n', r->out);
    return true;
}

const report_format report_text = {"text", NULL, put_finding, put_summary};
