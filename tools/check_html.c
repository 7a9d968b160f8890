/* One HTML page with everything in it: a table of the rules, then the findings by rule and, in each, by unit. */
#include <inttypes.h>

#include "check_page.h"
#include "check_parts.h"

static void begin(check_report *r)
{
    r->state = report_parts_new();
}

/* ---- a finding ---- */

static void put_lang(FILE *out, const char *element, tol_str lang)
{
    fprintf(out, "<%s lang=\"", element);
    put_markup(out, lang);
    fputs("\">", out);
}

static void put_text(FILE *out, tol_str lang, tol_str text, tol_check_span span)
{
    fputs("<dt>", out);
    put_markup(out, lang);
    fputs("</dt>", out);
    put_lang(out, "dd", lang);
    if (span.is_there) {
        put_markup(out, (tol_str){text.ptr, span.start});
        fputs("<mark>", out);
        put_markup(out, (tol_str){text.ptr + span.start, span.end - span.start});
        fputs("</mark>", out);
        put_markup(out, (tol_str){text.ptr + span.end, text.len - span.end});
    } else {
        put_markup(out, text);
    }
    fputs("</dd>\n", out);
}

static void put_expected(FILE *out, const tol_finding *f)
{
    if (f->n_expected == 0) {
        return;
    }
    fputs("<dt>right</dt>", out);
    fputs("<dd class=\"good\" lang=\"", out);
    put_markup(out, f->target_lang);
    fputs("\">", out);
    for (size_t i = 0; i < f->n_expected; i++) {
        fputs(i ? " · " : "", out);
        put_markup(out, f->expected[i]);
    }
    fputs("</dd>\n", out);
}

static void put_finding(check_report *r, const tol_finding *f)
{
    if (!r->state) {
        return;
    }
    FILE *out = report_part_of(r->state, f->rule);
    fprintf(out, "<article class=\"%s\"><h3>", tol_severity_name(f->severity));
    put_markup(out, f->message);
    fputs("</h3>\n<p class=\"where\">", out);
    put_markup(out, report_place(f));
    if (f->file.ptr && f->unit->line) {
        fprintf(out, ", line %u", f->unit->line);
    }
    if (!f->file.ptr || f->unit->tuid.len) {
        fputs(", ", out);
        put_markup(out, tol_str_of(report_unit_name(f)));
    }
    fputs("</p>\n<dl>", out);
    put_text(out, f->source_lang, f->source, f->source_span);
    put_text(out, f->target_lang, f->target, f->target_span);
    put_expected(out, f);
    fputs("</dl></article>\n", out);
}

/* ---- the page ---- */

static void put_numbers(const check_report *r, const tol_check_report *summary)
{
    fprintf(r->out, "<p>%" PRIu64 " %s checked: %" PRIu64 " %s, %" PRIu64 " %s, %" PRIu64 " %s", summary->units,
            cli_noun(summary->units, "unit", "units"), r->by_severity[TOL_ERROR],
            cli_noun(r->by_severity[TOL_ERROR], "error", "errors"), r->by_severity[TOL_WARNING],
            cli_noun(r->by_severity[TOL_WARNING], "warning", "warnings"), r->by_severity[TOL_INFO],
            cli_noun(r->by_severity[TOL_INFO], "remark", "remarks"));
    if (r->n_known) {
        fprintf(r->out, "; %" PRIu64 " more are known", r->n_known);
    }
    if (summary->ignored) {
        fprintf(r->out, "; %" PRIu64 " ignored by units", summary->ignored);
    }
    fprintf(r->out, ". tolmach %s</p>\n", tol_version());
}

static void put_table(const report_parts *parts, FILE *out)
{
    fputs("<table><thead><tr><th>Rule</th><th></th><th>Level</th><th class=\"n\">Findings</th></tr></thead>\n<tbody>\n",
          out);
    for (size_t i = 0; i < parts->n; i++) {
        const report_part *part = &parts->items[i];
        if (part->n) {
            const char *level = tol_severity_name(part->rule->severity);
            fprintf(out,
                    "<tr class=\"%s\"><td><a href=\"#%s\">%s</a></td><td><code>%s</code></td>"
                    "<td class=\"level\">%s</td><td class=\"n\">%" PRIu64 "</td></tr>\n",
                    level, part->rule->id, part->rule->title, part->rule->id, level, part->n);
        }
    }
    fputs("</tbody></table>\n", out);
}

static void put_filters(const report_parts *parts, FILE *out)
{
    fputs("<div class=\"bar\" hidden><form><input type=\"search\" name=\"words\" placeholder=\"words in texts, unit, "
          "message\" aria-label=\"words\">\n<select name=\"rule\" aria-label=\"rule\"><option value=\"\">all rules"
          "</option>\n",
          out);
    for (size_t i = 0; i < parts->n; i++) {
        if (parts->items[i].n) {
            fprintf(out, "<option value=\"%s\">%s</option>\n", parts->items[i].rule->id, parts->items[i].rule->title);
        }
    }
    fputs("</select>\n<select name=\"level\" aria-label=\"level\"><option value=\"\">all levels</option>", out);
    for (int s = TOL_ERROR; s >= TOL_INFO; s--) {
        fprintf(out, "<option>%s</option>", tol_severity_name((tol_severity)s));
    }
    fputs("</select>\n<button type=\"reset\">Reset</button><span id=\"shown\" aria-live=\"polite\"></span>"
          "</form></div>\n",
          out);
}

static void put_section(report_parts *parts, report_part *part, FILE *out)
{
    fprintf(out, "<section data-rule=\"%s\"><h2 id=\"%s\">%s (<span class=\"count\">%" PRIu64 "</span>)</h2>\n<p>",
            part->rule->id, part->rule->id, part->rule->title, part->n);
    put_markup(out, tol_str_of(part->rule->explanation));
    fputs("</p>\n", out);
    report_part_copy(parts, part, out);
    fputs("</section>\n", out);
}

static bool end(check_report *r, const tol_check_report *summary)
{
    report_parts *parts = r->state;
    if (!parts) {
        return false;
    }
    fprintf(r->out,
            "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n<title>Checked translations</title>\n"
            "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n<style>\n%s</style></head>\n"
            "<body><header><h1>Checked translations</h1>\n",
            check_page_style);
    put_numbers(r, summary);
    if (r->n_written) {
        put_table(parts, r->out);
    }
    fputs("</header>\n", r->out);
    put_filters(parts, r->out);
    fputs("<main>\n", r->out);
    for (size_t i = 0; i < parts->n; i++) {
        if (parts->items[i].n) {
            put_section(parts, &parts->items[i], r->out);
        }
    }
    if (r->n_written == 0) {
        fputs("<p class=\"none\">Nothing was found.</p>\n", r->out);
    }
    fprintf(r->out, "</main>\n<script>\n%s</script></body></html>\n", check_page_script);
    bool is_whole = !parts->failed;
    report_parts_free(parts);
    r->state = NULL;
    return is_whole;
}

const report_format report_html = {"html", begin, put_finding, end};
