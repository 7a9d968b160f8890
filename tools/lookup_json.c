#include <jansson.h>

#include "lookup_diff.h"
#include "lookup_out.h"

static json_t *json_of_twins(const tol_hit *hit)
{
    json_t *list = json_array();
    for (size_t i = 0; i < hit->n_twins; i++) {
        json_array_append_new(list, json_pack("{s:o, s:I}", "memory", json_of_str(hit->twins[i].memory), "unit_id",
                                              (json_int_t)hit->twins[i].unit_id));
    }
    return list;
}

static const char *const penalty_names[TOL_PENALTY_KINDS] = {
    [TOL_PENALTY_MEMORY] = "memory",
    [TOL_PENALTY_MT] = "machine_translation",
    [TOL_PENALTY_ALIGNMENT] = "alignment",
    [TOL_PENALTY_OTHER_CREATOR] = "other_creator",
};

/* What was taken off the score, by its reason. */
static json_t *json_of_penalties(const tol_hit *hit)
{
    json_t *out = json_object();
    for (int i = 0; i < TOL_PENALTY_KINDS; i++) {
        if (hit->penalties[i]) {
            json_object_set_new(out, penalty_names[i], json_integer(hit->penalties[i]));
        }
    }
    return out;
}

static const char *const context_names[] = {
    [TOL_CONTEXT_NONE] = "none",
    [TOL_CONTEXT_PREV] = "prev",
    [TOL_CONTEXT_NEXT] = "next",
    [TOL_CONTEXT_BOTH] = "both",
};

static json_t *json_of_hit(const lookup_result *result, const tol_hit *hit)
{
    json_t *out = json_object();
    json_object_set_new(out, "score", json_integer(hit->score));
    json_object_set_new(out, "source", json_of_str(hit->source));
    json_object_set_new(out, "target", json_of_str(hit->target));
    json_object_set_new(out, "memory", json_of_str(hit->memory));
    json_object_set_new(out, "unit_id", json_integer(hit->unit_id));
    json_object_set_new(out, "tuid", json_of_str(hit->tuid));
    json_object_set_new(out, "cost", json_integer(hit->cost));
    json_object_set_new(out, "max_weight", json_integer(hit->max_weight));
    json_object_set_new(out, "changed", json_of_date(hit->has_changed, hit->changed));
    json_object_set_new(out, "base_score", json_integer(hit->base_score));
    json_object_set_new(out, "context", json_string(context_names[hit->context]));
    json_object_set_new(out, "penalties", json_of_penalties(hit));
    json_object_set_new(out, "char_similarity", json_integer(hit->char_permille));
    json_object_set_new(out, "white_space_only", json_boolean(hit->white_space_only));
    json_object_set_new(out, "source_lang", json_of_str(hit->source_lang));
    json_object_set_new(out, "target_lang", json_of_str(hit->target_lang));
    diff_add_json(out, result->query, hit, result->explain);
    json_object_set_new(out, "also_in", json_of_twins(hit));
    return out;
}

static json_t *json_of_term(const tol_term_hit *term)
{
    json_t *targets = json_array();
    for (size_t i = 0; i < term->n_targets; i++) {
        const tol_term_target *t = &term->targets[i];
        json_array_append_new(targets, json_pack("{s:o, s:o, s:s}", "term", json_of_str(t->text), "lang",
                                                 json_of_str(t->lang), "status", tol_term_status_name(t->status)));
    }
    return json_pack("{s:o, s:s, s:[i,i], s:o, s:I, s:o}", "term", json_of_str(term->term), "status",
                     tol_term_status_name(term->status), "span", (int)term->start, (int)term->end, "glossary",
                     json_of_str(term->glossary), "concept_id", (json_int_t)term->concept_id, "targets", targets);
}

static json_t *json_of_result(const lookup_result *result)
{
    json_t *hits = json_array(), *terms = json_array();
    for (size_t i = 0; i < result->hits.n; i++) {
        json_array_append_new(hits, json_of_hit(result, &result->hits.items[i]));
    }
    for (size_t i = 0; i < result->n_terms; i++) {
        json_array_append_new(terms, json_of_term(&result->terms[i]));
    }
    return json_pack("{s:o, s:I, s:o, s:o}", "query", json_of_str(result->query), "query_no",
                     (json_int_t)result->number, "hits", hits, "terms", terms);
}

void lookup_print_json(const lookup_result *result)
{
    json_print_line(json_of_result(result));
}

void lookup_print_json_error(const lookup_result *result, const tol_error *err)
{
    json_t *out = json_of_result(result);
    json_object_set_new(out, "error", json_of_str(tol_str_of(err->message)));
    json_print_line(out);
}
