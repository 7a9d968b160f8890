/*
 * JUnit XML: a suite for each rule, a failed case for each finding; a rule without findings is a suite with one case
 * that passed, so that the list of rules is the same in every run.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <time.h>

#include "check_parts.h"

static void begin(check_report *r)
{
    r->state = report_parts_new();
}

static void put_place(FILE *out, const tol_finding *f)
{
    put_markup(out, report_place(f));
    if (f->file.ptr && f->unit->line) {
        fprintf(out, ":%u", f->unit->line);
    }
    if (!f->file.ptr || f->unit->tuid.len) {
        fputs(", ", out);
        put_markup(out, tol_str_of(report_unit_name(f)));
    }
}

static void put_text(FILE *out, tol_str lang, tol_str text, tol_check_span span)
{
    put_markup(out, lang);
    fputs(": ", out);
    if (span.is_there) {
        put_markup(out, (tol_str){text.ptr, span.start});
        fputs("&gt;&gt;", out);
        put_markup(out, (tol_str){text.ptr + span.start, span.end - span.start});
        fputs("&lt;&lt;", out);
        put_markup(out, (tol_str){text.ptr + span.end, text.len - span.end});
    } else {
        put_markup(out, text);
    }
    fputc('\n', out);
}

static void put_finding(check_report *r, const tol_finding *f)
{
    if (!r->state) {
        return;
    }
    FILE *out = report_part_of(r->state, f->rule);
    fprintf(out, "    <testcase classname=\"tolmach.%s\" name=\"", f->rule->id);
    put_place(out, f);
    fprintf(out, "\" time=\"0\">\n      <failure type=\"%s\" message=\"", tol_severity_name(f->severity));
    put_markup(out, f->message);
    fputs("\">", out);
    put_text(out, f->source_lang, f->source, f->source_span);
    put_text(out, f->target_lang, f->target, f->target_span);
    fputs("</failure>\n    </testcase>\n", out);
}

/* The moment of the run in UTC; $SOURCE_DATE_EPOCH sets it. */
static void write_now(char out[CLI_DATE_MAX])
{
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    int64_t now = epoch && epoch[0] ? strtoll(epoch, NULL, 10) : (int64_t)time(NULL);
    if (!cli_iso_date(now, out)) {
        cli_iso_date(0, out);
    }
    out[19] = '\0'; /* the format has no zone */
}

static void put_suite(report_parts *parts, size_t i, const char *now, FILE *out)
{
    report_part *part = &parts->items[i];
    fprintf(out,
            "  <testsuite package=\"tolmach\" id=\"%zu\" name=\"%s\" timestamp=\"%s\" hostname=\"localhost\" "
            "tests=\"%" PRIu64 "\" failures=\"%" PRIu64 "\" errors=\"0\" time=\"0\">\n    <properties/>\n",
            i, part->rule->id, now, part->n ? part->n : 1, part->n);
    if (part->n == 0) {
        fprintf(out, "    <testcase classname=\"tolmach.%s\" name=\"%s\" time=\"0\"/>\n", part->rule->id,
                part->rule->title);
    }
    report_part_copy(parts, part, out);
    fputs("    <system-out/>\n    <system-err/>\n  </testsuite>\n", out);
}

static bool end(check_report *r, const tol_check_report *summary)
{
    report_parts *parts = r->state;
    char now[CLI_DATE_MAX];
    (void)summary;
    if (!parts) {
        return false;
    }
    write_now(now);
    fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n", r->out);
    for (size_t i = 0; i < parts->n; i++) {
        put_suite(parts, i, now, r->out);
    }
    fputs("</testsuites>\n", r->out);
    bool is_whole = !parts->failed;
    report_parts_free(parts);
    r->state = NULL;
    return is_whole;
}

const report_format report_junit = {"junit", begin, put_finding, end};
