/* SARIF 2.1.0: one run, results as they come. The rules stand before them, with help that a viewer shows. */
#include <inttypes.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "check_report.h"

static const char *level_of(tol_severity severity)
{
    return severity == TOL_ERROR ? "error" : severity == TOL_WARNING ? "warning" : "note";
}

static void put_json(FILE *out, json_t *value)
{
    char *text = json_dumps(value, JSON_COMPACT);
    fputs(text ? text : "null", out);
    free(text);
    json_decref(value);
}

static json_t *rule_object(const tol_check_rule *rule)
{
    tol_buf help = TOL_BUF_INIT;
    tol_buf_printf(&help, "%s\n\nRight:\n%s\n\nWrong:\n%s", rule->explanation, rule->pass.units, rule->fail.units);
    json_t *object = json_pack("{s:s, s:{s:s}, s:{s:s}, s:{s:o}, s:{s:s, s:b}}", "id", rule->id, "shortDescription",
                               "text", rule->title, "fullDescription", "text", rule->explanation, "help", "text",
                               json_of_str(tol_buf_str(&help)), "defaultConfiguration", "level",
                               level_of(rule->severity), "enabled", rule->is_default);
    tol_buf_release(&help);
    return object;
}

static void begin(check_report *r)
{
    fprintf(r->out,
            "{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\",\"runs\":[{"
            "\"columnKind\":\"unicodeCodePoints\",\"tool\":{\"driver\":{\"name\":\"tolmach\","
            "\"version\":\"%s\",\"semanticVersion\":\"%s\",\"rules\":[\n",
            tol_version(), tol_version());
    for (const tol_check_rule *rule = tol_check_rules(); rule->id; rule++) {
        put_json(r->out, rule_object(rule));
        fputs(rule[1].id ? ",\n" : "\n", r->out);
    }
    fputs("]}},\"results\":[", r->out);
}

/* A path as a URI reference: "tm/a b.tmx" is tm/a%20b.tmx, "/x" is file:///x. */
static json_t *uri_of(tol_str path)
{
    static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
    tol_buf uri = TOL_BUF_INIT;
    tol_buf_add(&uri, tol_str_of(path.len && path.ptr[0] == '/' ? "file://" : ""));
    for (size_t i = 0; i < path.len; i++) {
        if (path.ptr[i] && strchr(plain, path.ptr[i])) {
            tol_buf_byte(&uri, path.ptr[i]);
        } else {
            tol_buf_printf(&uri, "%%%02X", (unsigned)(unsigned char)path.ptr[i]);
        }
    }
    json_t *text = json_of_str(tol_buf_str(&uri));
    tol_buf_release(&uri);
    return text;
}

static json_t *location_of(const tol_finding *f)
{
    tol_buf full = TOL_BUF_INIT;
    tol_buf_printf(&full, "%.*s/%s", TOL_ARG(report_place(f)), report_unit_name(f));
    json_t *location = json_pack("{s:[{s:s, s:o, s:s}]}", "logicalLocations", "name", report_unit_name(f),
                                 "fullyQualifiedName", json_of_str(tol_buf_str(&full)), "kind", "unit");
    if (f->file.ptr) {
        json_object_set_new(location, "physicalLocation",
                            json_pack("{s:{s:o}, s:{s:i}}", "artifactLocation", "uri", uri_of(f->file), "region",
                                      "startLine", f->unit->line ? (int)f->unit->line : 1));
    }
    tol_buf_release(&full);
    return location;
}

static json_t *span_of(tol_check_span span)
{
    return span.is_there ? json_pack("[I, I]", (json_int_t)span.start, (json_int_t)span.end) : json_null();
}

static json_t *properties_of(const tol_finding *f)
{
    json_t *expected = json_array();
    for (size_t i = 0; i < f->n_expected; i++) {
        json_array_append_new(expected, json_of_str(f->expected[i]));
    }
    return json_pack("{s:o, s:o, s:o, s:o, s:o}", "source", json_of_str(f->source), "target", json_of_str(f->target),
                     "sourceSpan", span_of(f->source_span), "targetSpan", span_of(f->target_span), "expected",
                     expected);
}

static void put_finding(check_report *r, const tol_finding *f)
{
    char fingerprint[17];
    snprintf(fingerprint, sizeof fingerprint, "%016" PRIx64, f->fingerprint);
    fputs(r->n_written ? ",\n" : "\n", r->out);
    put_json(r->out, json_pack("{s:s, s:i, s:s, s:{s:o}, s:[o], s:{s:s}, s:o}", "ruleId", f->rule->id, "ruleIndex",
                               (int)(f->rule - tol_check_rules()), "level", level_of(f->severity), "message", "text",
                               json_of_str(f->message), "locations", location_of(f), "partialFingerprints",
                               "tolmachFinding/v1", fingerprint, "properties", properties_of(f)));
}

static bool end(check_report *r, const tol_check_report *summary)
{
    (void)summary;
    fputs("\n],\"invocations\":[{\"executionSuccessful\":true}]}]}\n", r->out);
    return true;
}

const report_format report_sarif = {"sarif", begin, put_finding, end};
