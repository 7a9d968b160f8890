/*
 * Neighbours are the same in the way that a hit with cost 0 is: token by token, by surface; white space and inline
 * codes have no say. No neighbour, at the beginning or end of a document, is the same as no neighbour.
 *
 * What a unit's props say of a side counts before the order of its document. A unit may have stood at several places;
 * the place with the most neighbours in common counts, sides of two places are not put together.
 */
#include "match/context.h"

#include "base/fail.h"
#include "store/places.h"
#include "tolmach/lang.h"

/* ---- the query's neighbours ---- */

tol_status tol_context_begin(tol_lookup *lookup, const tol_query *query, tol_arena *arena, tol_error *err)
{
    const tol_str texts[TOL_SIDES] = {[TOL_BEFORE] = query->prev, [TOL_AFTER] = query->next};
    tol_status status = TOL_OK;
    for (int side = 0; side < TOL_SIDES && status == TOL_OK; side++) {
        tol_error reason;
        tol_neighbour *one = &lookup->neighbours[side];
        *one = (tol_neighbour){.text = texts[side]};
        if (!one->text.ptr) {
            continue;
        }
        status = tol_analyse(lookup->analyser, one->text, NULL, 0, arena, &one->tokens, &reason);
        one->is_known = status == TOL_OK;
        /* A bad neighbour has its own failure where it is the query. */
        if (status == TOL_EINVAL || status == TOL_ELIMIT) {
            status = TOL_OK;
        }
    }
    return status == TOL_OK ? TOL_OK : tol_fail_nomem(err);
}

bool tol_context_is_known(const tol_lookup *lookup)
{
    return lookup->neighbours[TOL_BEFORE].is_known || lookup->neighbours[TOL_AFTER].is_known;
}

/* ---- is a text the neighbour? ---- */

/* The comparison of one unit with the query's neighbours. */
typedef struct comparison {
    tol_lookup *lookup;
    const tol_unit *unit;
    const tol_variant *variant;
    tol_arena arena;
    tol_side side; /* at hand */
    tol_status status;
    tol_error *err;
} comparison;

static bool same_surfaces(const tol_tokens *a, const tol_tokens *b)
{
    bool same = a->n == b->n;
    for (size_t i = 0; same && i < a->n; i++) {
        same = tol_str_equal(a->items[i].surface, b->items[i].surface);
    }
    return same;
}

static bool is_neighbour(void *user, tol_str text)
{
    comparison *c = user;
    tol_tokens tokens;
    const tol_neighbour *wanted = &c->lookup->neighbours[c->side];
    if (!wanted->is_known || c->status != TOL_OK) {
        return false;
    }
    if (tol_str_equal(text, wanted->text)) {
        return true;
    }
    c->status = tol_analyse(c->lookup->analyser, text, NULL, 0, &c->arena, &tokens, c->err);
    return c->status == TOL_OK && same_surfaces(&tokens, &wanted->tokens);
}

/* ---- the order of the document ---- */

static bool is_of_another_document(const comparison *c, const tol_unit *other)
{
    tol_str mine = tol_document_of(c->unit), its = tol_document_of(other);
    return mine.len && its.len && !tol_str_equal(mine, its);
}

/* Whether a unit that stands beside has the neighbour's text in the language of the variant, as well as it has it. */
static bool has_neighbour(comparison *c, const tol_unit *other)
{
    if (is_of_another_document(c, other)) {
        return is_neighbour(c, TOL_LIT(""));
    }
    for (size_t i = 0; i < other->n_variants; i++) {
        if (tol_lang_matches(other->variants[i].lang, c->lookup->source_lang) &&
            is_neighbour(c, other->variants[i].text)) {
            return true;
        }
    }
    return false;
}

/* Whether the unit of this id, or the edge of the document, is the neighbour. */
static bool is_neighbour_id(comparison *c, int64_t id)
{
    tol_unit other;
    tol_error reason;
    if (!c->lookup->neighbours[c->side].is_known || id == TOL_PLACE_UNKNOWN || c->status != TOL_OK) {
        return false;
    }
    if (id == TOL_PLACE_EDGE) {
        return is_neighbour(c, TOL_LIT(""));
    }
    tol_status status = tol_unit_get(c->lookup->store, id, &c->arena, &other, &reason);
    if (status == TOL_OK) {
        return tol_str_equal(other.memory, c->unit->memory) && has_neighbour(c, &other);
    }
    if (status != TOL_ENOTFOUND) { /* one that was deleted is not known any more */
        c->status = status;
        if (c->err) {
            *c->err = reason;
        }
    }
    return false;
}

/* ---- a unit ---- */

/* What props say of a side. */
typedef struct told {
    bool is_told, is_same;
} told;

static told ask_props(comparison *c, tol_side side)
{
    told answer;
    size_t n_texts = 0;
    c->side = side;
    answer.is_same = tol_context_props(c->unit, c->variant, side, &c->arena, is_neighbour, c, &n_texts);
    answer.is_told = n_texts > 0;
    return answer;
}

static bool is_same_at(comparison *c, tol_side side, const told *by_props, int64_t id)
{
    c->side = side;
    return by_props[side].is_told ? by_props[side].is_same : is_neighbour_id(c, id);
}

static int count_of(tol_context context)
{
    return (context & TOL_CONTEXT_PREV ? 1 : 0) + (context & TOL_CONTEXT_NEXT ? 1 : 0);
}

static tol_context context_at(comparison *c, const told *by_props, tol_place place)
{
    unsigned before = is_same_at(c, TOL_BEFORE, by_props, place.prev) ? TOL_CONTEXT_PREV : TOL_CONTEXT_NONE;
    unsigned after = is_same_at(c, TOL_AFTER, by_props, place.next) ? TOL_CONTEXT_NEXT : TOL_CONTEXT_NONE;
    return (tol_context)(before | after);
}

static tol_context best_context(comparison *c)
{
    const told by_props[TOL_SIDES] = {ask_props(c, TOL_BEFORE), ask_props(c, TOL_AFTER)};
    const tol_place nowhere = {TOL_PLACE_UNKNOWN, TOL_PLACE_UNKNOWN};
    tol_place places[TOL_PLACES_MAX];
    size_t n = 0;
    tol_context best = context_at(c, by_props, nowhere);
    if (c->status == TOL_OK && !(by_props[TOL_BEFORE].is_told && by_props[TOL_AFTER].is_told)) {
        c->status = tol_places_of(c->lookup->store, c->unit->id, places, &n, c->err);
    }
    for (size_t i = 0; i < n && best != TOL_CONTEXT_BOTH && c->status == TOL_OK; i++) {
        tol_context context = context_at(c, by_props, places[i]);
        bool is_better = count_of(context) > count_of(best) || (count_of(context) == count_of(best) && context < best);
        best = is_better ? context : best;
    }
    return best;
}

tol_status tol_context_of(tol_lookup *lookup, const tol_unit *unit, const tol_variant *variant, tol_context *out,
                          tol_error *err)
{
    *out = TOL_CONTEXT_NONE;
    if (!tol_context_is_known(lookup)) {
        return TOL_OK;
    }
    comparison c = {.lookup = lookup, .unit = unit, .variant = variant, .arena = TOL_ARENA_INIT, .err = err};
    *out = best_context(&c);
    if (c.status == TOL_OK && !tol_arena_ok(&c.arena)) {
        c.status = tol_fail_nomem(err);
    }
    tol_arena_release(&c.arena);
    return c.status;
}
