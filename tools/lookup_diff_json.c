/* Differences as JSON; every place in bytes and in code points. */
#include <jansson.h>

#include "lookup_diff.h"

/* Counts code points of a text from the place it was asked for last: spans mostly ascend. */
typedef struct counter {
    tol_str text;
    uint32_t at, chars;
} counter;

static json_int_t chars_before(counter *c, uint32_t byte)
{
    if (byte < c->at) {
        c->at = c->chars = 0;
    }
    for (; c->at < byte; c->at++) {
        c->chars += ((unsigned char)c->text.ptr[c->at] & 0xC0) != 0x80;
    }
    return (json_int_t)c->chars;
}

/* "NAME_span": [bytes], "NAME_chars": [code points] */
static void add_span(json_t *out, const char *name, counter *c, uint32_t start, uint32_t end)
{
    char key[32];
    json_int_t from = chars_before(c, start), to = chars_before(c, end);
    snprintf(key, sizeof key, "%s_span", name);
    json_object_set_new(out, key, json_pack("[I,I]", (json_int_t)start, (json_int_t)end));
    snprintf(key, sizeof key, "%s_chars", name);
    json_object_set_new(out, key, json_pack("[I,I]", from, to));
}

typedef struct counters {
    counter query, source, target, proposed;
} counters;

static json_t *json_of_edit(const tol_edit *e, counters *at)
{
    json_t *out = json_object();
    json_object_set_new(out, "kind", json_string(edit_kind_name(e->kind)));
    json_object_set_new(out, "cost", json_integer(e->cost));
    add_span(out, "query", &at->query, e->query_start, e->query_end);
    add_span(out, "source", &at->source, e->source_start, e->source_end);
    return out;
}

static json_t *json_of_differences(const tol_hit *hit, counters *at)
{
    json_t *list = json_array();
    for (size_t i = 0; i < hit->n_edits; i++) {
        if (hit->edits[i].kind != TOL_EDIT_KEPT) {
            json_array_append_new(list, json_of_edit(&hit->edits[i], at));
        }
    }
    return list;
}

static json_t *json_of_alignment(const tol_hit *hit, counters *at)
{
    json_t *list = json_array();
    uint32_t sum = 0;
    for (size_t i = 0; i < hit->n_edits; i++) {
        const tol_edit *e = &hit->edits[i];
        json_t *row = json_of_edit(e, at);
        sum += e->cost;
        json_object_set_new(row, "query_weight", json_integer(e->query_weight));
        json_object_set_new(row, "source_weight", json_integer(e->source_weight));
        json_object_set_new(row, "cost_sum", json_integer(sum));
        json_array_append_new(list, row);
    }
    return list;
}

static json_t *json_of_moves(const tol_hit *hit, counters *at)
{
    json_t *list = json_array();
    for (size_t i = 0; i < hit->n_moves; i++) {
        const tol_move *m = &hit->moves[i];
        json_t *move = json_object();
        add_span(move, "query", &at->query, m->query_start, m->query_end);
        add_span(move, "source", &at->source, m->source_start, m->source_end);
        json_array_append_new(list, move);
    }
    return list;
}

static json_t *json_of_meaning(const tol_hit *hit, counters *at)
{
    json_t *list = json_array();
    for (size_t i = 0; i < hit->n_reversals; i++) {
        const tol_reversal *r = &hit->reversals[i];
        json_t *reversal = json_object();
        json_object_set_new(reversal, "kind", json_string(tol_reversal_name(r->kind)));
        add_span(reversal, "query", &at->query, r->query_start, r->query_end);
        add_span(reversal, "source", &at->source, r->source_start, r->source_end);
        json_array_append_new(list, reversal);
    }
    return list;
}

static json_t *json_of_placed(const tol_hit *hit, counters *at)
{
    json_t *list = json_array();
    for (size_t i = 0; i < hit->n_placed; i++) {
        const tol_placed *p = &hit->placed[i];
        json_t *placed = json_object();
        add_span(placed, "query", &at->query, p->query_start, p->query_end);
        add_span(placed, "target", &at->target, p->target_start, p->target_end);
        add_span(placed, "proposed", &at->proposed, p->proposed_start, p->proposed_end);
        json_array_append_new(list, placed);
    }
    return list;
}

void diff_add_json(json_t *out, tol_str query, const tol_hit *hit, bool all)
{
    counters at = {{query, 0, 0}, {hit->source, 0, 0}, {hit->target, 0, 0}, {hit->proposed_target, 0, 0}};
    json_object_set_new(out, "differences", json_of_differences(hit, &at));
    json_object_set_new(out, "moves", json_of_moves(hit, &at));
    json_object_set_new(out, "meaning", json_of_meaning(hit, &at));
    json_object_set_new(out, "proposal", json_string(tol_proposal_name(hit->proposal)));
    json_object_set_new(out, "proposed_target", json_of_str(hit->proposed_target));
    json_object_set_new(out, "placed", json_of_placed(hit, &at));
    if (all) {
        json_object_set_new(out, "alignment", json_of_alignment(hit, &at));
    }
}
