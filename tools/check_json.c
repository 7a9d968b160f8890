/* One finding a line. */
#include <inttypes.h>
#include <jansson.h>
#include <stdlib.h>

#include "check_report.h"

static json_t *span_of(tol_check_span span)
{
    return span.is_there ? json_pack("[I, I]", (json_int_t)span.start, (json_int_t)span.end) : json_null();
}

static json_t *expected_of(const tol_finding *f)
{
    json_t *list = json_array();
    for (size_t i = 0; i < f->n_expected; i++) {
        json_array_append_new(list, json_of_str(f->expected[i]));
    }
    return list;
}

static void put_finding(check_report *r, const tol_finding *f)
{
    char fingerprint[17];
    snprintf(fingerprint, sizeof fingerprint, "%016" PRIx64, f->fingerprint);
    json_t *line = json_pack(
        "{s:s, s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:s}", "rule", f->rule->id, "severity",
        tol_severity_name(f->severity), "memory", json_of_str(f->unit->memory), "unit_id",
        f->unit->id ? json_integer((json_int_t)f->unit->id) : json_null(), "tuid", json_of_str(f->unit->tuid), "file",
        json_of_str(f->file), "line", f->unit->line ? json_integer((json_int_t)f->unit->line) : json_null(), "message",
        json_of_str(f->message), "source", json_of_str(f->source), "target", json_of_str(f->target), "source_span",
        span_of(f->source_span), "target_span", span_of(f->target_span), "expected", expected_of(f), "fingerprint",
        fingerprint);
    char *text = json_dumps(line, JSON_COMPACT);
    if (text) {
        fprintf(r->out, "%s\n", text);
    }
    free(text);
    json_decref(line);
}

const report_format report_json = {"json", NULL, put_finding, NULL};
