#include <jansson.h>

#include "concordance_out.h"

static json_t *json_of_found(const tol_concordance_text *text)
{
    json_t *list = json_array();
    for (size_t i = 0; i < text->n_found; i++) {
        const tol_found_word *f = &text->found[i];
        json_array_append_new(list, json_pack("{s:i, s:[i,i], s:[i,i]}", "word", (int)f->word, "span", (int)f->start,
                                              (int)f->end, "span_cp", (int)f->start_cp, (int)f->end_cp));
    }
    return list;
}

static json_t *json_of_text(const tol_concordance_text *text)
{
    return json_pack("{s:o, s:o, s:b, s:o}", "lang", json_of_str(text->lang), "text", json_of_str(text->text), "match",
                     text->is_match, "found", json_of_found(text));
}

static json_t *json_of_hit(const tol_concordance_hit *hit)
{
    json_t *out = json_object(), *texts = json_array();
    for (size_t i = 0; i < hit->n_texts; i++) {
        json_array_append_new(texts, json_of_text(&hit->texts[i]));
    }
    json_object_set_new(out, "texts", texts);
    json_object_set_new(out, "distance", json_integer(hit->distance));
    json_object_set_new(out, "in_order", json_boolean(hit->in_order));
    json_object_set_new(out, "memory", json_of_str(hit->memory));
    json_object_set_new(out, "unit_id", json_integer(hit->unit_id));
    json_object_set_new(out, "tuid", json_of_str(hit->tuid));
    json_object_set_new(out, "changed", json_of_date(hit->has_changed, hit->changed));
    json_object_set_new(out, "units", json_integer((json_int_t)hit->n_units));
    return out;
}

void concordance_print_json(const concordance_result *result, const tol_error *err)
{
    json_t *hits = json_array();
    for (size_t i = 0; i < result->hits.n; i++) {
        json_array_append_new(hits, json_of_hit(&result->hits.items[i]));
    }
    json_t *out = json_pack("{s:o, s:I, s:I, s:I, s:o}", "query", json_of_str(result->query), "query_no",
                            (json_int_t)result->number, "units", (json_int_t)result->hits.n_units, "units_shown",
                            (json_int_t)result->hits.n_shown, "hits", hits);
    if (err) {
        json_object_set_new(out, "error", json_of_str(tol_str_of(err->message)));
    }
    json_print_line(out);
}
