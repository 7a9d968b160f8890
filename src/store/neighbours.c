#include "store/neighbours.h"

#include "base/fail.h"
#include "model/context_props.h"
#include "store/places.h"
#include "store/unit_store.h"

static tol_status fetch(tol_neighbours *neighbours, int64_t id, const tol_beside **out, tol_error *err)
{
    tol_beside *beside = &neighbours->near[id % TOL_BESIDE];
    int64_t memory = 0;
    tol_error reason;
    *out = beside;
    if (beside->id == id) {
        return TOL_OK;
    }
    beside->id = 0;
    tol_arena_reset(&beside->arena);
    tol_error_clear(&reason);
    tol_status status = tol_unit_load(neighbours->store, id, &beside->arena, &beside->unit, &memory, &reason);
    if (status && status != TOL_ENOTFOUND) { /* one that was deleted is not known any more */
        if (err) {
            *err = reason;
        }
        return status;
    }
    beside->id = id;
    beside->is_there = status == TOL_OK;
    return TOL_OK;
}

static bool is_said(void *user, tol_str text)
{
    (void)user;
    (void)text;
    return true;
}

static bool says(const tol_unit *unit, tol_side side, tol_arena *arena)
{
    size_t n_texts = 0;
    return tol_context_props(unit, &unit->variants[0], side, arena, is_said, NULL, &n_texts);
}

static bool is_of_another_document(const tol_unit *unit, const tol_unit *other)
{
    tol_str mine = tol_document_of(unit), its = tol_document_of(other);
    return mine.len && its.len && !tol_str_equal(mine, its);
}

/* What stands beside in the language of a variant; absent: not known. `other` NULL: the document ends. */
static tol_str text_beside(const tol_variant *variant, const tol_unit *other)
{
    if (!other) {
        return TOL_LIT("");
    }
    for (size_t i = 0; i < other->n_variants; i++) {
        if (tol_str_equal(other->variants[i].lang, variant->lang)) {
            return other->variants[i].text;
        }
    }
    for (size_t i = 0; i < other->n_variants; i++) {
        if (tol_lang_matches(other->variants[i].lang, variant->lang)) {
            return other->variants[i].text;
        }
    }
    return TOL_STR_NULL;
}

static void add_prop(tol_infos *infos, tol_side side, tol_str text, tol_arena *arena)
{
    tol_info *items = tol_arena_alloc(arena, (infos->n + 1) * sizeof *items);
    tol_attr *attr = tol_arena_alloc(arena, sizeof *attr);
    text = tol_arena_copy(arena, text);
    if (!items || !attr || !text.ptr) {
        return;
    }
    for (size_t i = 0; i < infos->n; i++) {
        items[i] = infos->items[i];
    }
    *attr = (tol_attr){TOL_LIT("type"), side == TOL_BEFORE ? TOL_LIT("context_prev") : TOL_LIT("context_next")};
    items[infos->n++] = (tol_info){TOL_PROP, {attr, 1}, text};
    infos->items = items;
}

/* Add what stands on a side at a place. */
static tol_status add_side(tol_neighbours *neighbours, tol_unit *unit, tol_side side, int64_t id, tol_arena *arena,
                           tol_error *err)
{
    const tol_beside *beside = NULL;
    const tol_unit *other = NULL;
    if (id == TOL_PLACE_UNKNOWN) {
        return TOL_OK;
    }
    tol_status status = id == TOL_PLACE_EDGE ? TOL_OK : fetch(neighbours, id, &beside, err);
    if (status || (beside && (!beside->is_there || !tol_str_equal(beside->unit.memory, unit->memory)))) {
        return status;
    }
    if (beside && !is_of_another_document(unit, &beside->unit)) {
        other = &beside->unit;
    }
    for (size_t i = 0; i < unit->n_variants; i++) {
        tol_str text = text_beside(&unit->variants[i], other);
        if (text.ptr) {
            add_prop(&unit->variants[i].infos, side, text, arena);
        }
    }
    return TOL_OK;
}

static tol_unit *copy_of(const tol_unit *unit, tol_arena *arena)
{
    tol_unit *out = tol_arena_alloc(arena, sizeof *out);
    tol_variant *variants = tol_arena_alloc(arena, unit->n_variants * sizeof *variants);
    if (!out || !variants) {
        return NULL;
    }
    *out = *unit;
    out->variants = variants;
    for (size_t i = 0; i < unit->n_variants; i++) {
        variants[i] = unit->variants[i];
    }
    return out;
}

tol_status tol_neighbours_tell(tol_neighbours *neighbours, const tol_unit *unit, tol_arena *arena, const tol_unit **out,
                               tol_error *err)
{
    tol_place places[TOL_PLACES_MAX];
    size_t n = 0;
    *out = unit;
    bool says_before = says(unit, TOL_BEFORE, arena), says_after = says(unit, TOL_AFTER, arena);
    if ((says_before && says_after) || unit->id == 0) {
        return TOL_OK;
    }
    tol_status status = tol_places_of(neighbours->store, unit->id, places, &n, err);
    if (status || n == 0) {
        return status;
    }
    tol_unit *copy = copy_of(unit, arena);
    if (!copy) {
        return tol_fail_nomem(err);
    }
    if (!says_before) {
        status = add_side(neighbours, copy, TOL_BEFORE, places[0].prev, arena, err);
    }
    if (!status && !says_after) {
        status = add_side(neighbours, copy, TOL_AFTER, places[0].next, arena, err);
    }
    *out = copy;
    return status ? status : tol_arena_ok(arena) ? TOL_OK : tol_fail_nomem(err);
}

void tol_neighbours_release(tol_neighbours *neighbours)
{
    for (size_t i = 0; i < TOL_BESIDE; i++) {
        tol_arena_release(&neighbours->near[i].arena);
    }
}
