#include "pretranslate/code_fit.h"

/* A code of a variant: an element with native code, or one that stands for it. */
typedef struct code {
    tol_code_kind kind;
    size_t at;
    tol_str i, x, type, native;
    bool is_taken;
} code;

typedef struct codes {
    code *items;
    size_t n;
} codes;

/* ---- the codes of a variant ---- */

static bool is_code(tol_inline elem)
{
    return elem != TOL_HI && elem != TOL_SUB && elem != TOL_FOREIGN;
}

static tol_code_kind kind_of(const tol_run *run)
{
    tol_str pos = tol_attrs_get(&run->attrs, TOL_LIT("pos"));
    switch (run->elem) {
    case TOL_BPT:
        return TOL_CODE_OPENS;
    case TOL_EPT:
        return TOL_CODE_CLOSES;
    case TOL_IT:
        return tol_str_equal(pos, TOL_LIT("end")) ? TOL_CODE_CLOSES : TOL_CODE_OPENS;
    default:
        return TOL_CODE_ALONE;
    }
}

/* Elements inside a code are part of it. */
static codes codes_of(const tol_variant *variant, tol_arena *arena)
{
    codes found = {tol_arena_calloc(arena, variant->n_runs + 1, sizeof(code)), 0};
    size_t depth = 0, outer = 0; /* outer: depth of the code we are in */
    for (size_t k = 0; found.items && k < variant->n_runs; k++) {
        const tol_run *run = &variant->runs[k];
        depth += run->kind == TOL_RUN_OPEN;
        if (run->kind == TOL_RUN_OPEN && !outer && is_code(run->elem)) {
            outer = depth;
            found.items[found.n++] = (code){.kind = kind_of(run),
                                            .at = run->at,
                                            .i = tol_attrs_get(&run->attrs, TOL_LIT("i")),
                                            .x = tol_attrs_get(&run->attrs, TOL_LIT("x")),
                                            .type = tol_attrs_get(&run->attrs, TOL_LIT("type"))};
        } else if (run->kind == TOL_RUN_CODE && outer && !found.items[found.n - 1].native.ptr) {
            found.items[found.n - 1].native = run->code;
        }
        if (run->kind == TOL_RUN_CLOSE) {
            outer = outer == depth ? 0 : outer;
            depth -= depth > 0;
        }
    }
    return found;
}

/* ---- the code of the source that a code of the target is ---- */

static bool same_x(const code *a, const code *b)
{
    return a->x.len && tol_str_equal(a->x, b->x);
}

static bool same_i(const code *a, const code *b)
{
    return a->i.len && tol_str_equal(a->i, b->i);
}

static bool same_native(const code *a, const code *b)
{
    return a->native.len && tol_str_equal(a->native, b->native) && tol_str_equal(a->type, b->type);
}

static bool any(const code *a, const code *b)
{
    (void)a;
    (void)b;
    return true;
}

/* The first free one of the same kind; its number, or n. */
static size_t find(const codes *source, const code *one, bool (*same)(const code *a, const code *b))
{
    size_t k = 0;
    while (k < source->n &&
           (source->items[k].is_taken || source->items[k].kind != one->kind || !same(&source->items[k], one))) {
        k++;
    }
    return k;
}

/* Which code of the source each one of the target is; false when there is none left for one. Surer signs first. */
static bool pair_up(const codes *source, const codes *target, size_t *which)
{
    bool (*const signs[])(const code *a, const code *b) = {same_x, same_native, same_i, any};
    for (size_t k = 0; k < target->n; k++) {
        which[k] = source->n;
    }
    for (size_t sign = 0; sign < sizeof signs / sizeof signs[0]; sign++) {
        for (size_t k = 0; k < target->n; k++) {
            if (which[k] == source->n) {
                which[k] = find(source, &target->items[k], signs[sign]);
                if (which[k] < source->n) {
                    source->items[which[k]].is_taken = true;
                }
            }
        }
    }
    for (size_t k = 0; k < target->n; k++) {
        if (which[k] == source->n) {
            return false;
        }
    }
    return true;
}

/* ---- whether they can stand in that order ---- */

/* Enclosing elements close in the order in which they opened, turned around; other halves open before they close. */
static bool can_nest(const tol_xliff_codes *segment, const tol_code_place *places, tol_arena *arena)
{
    size_t *stack = tol_arena_calloc(arena, segment->n + 1, sizeof *stack), depth = 0;
    bool *has_come = tol_arena_calloc(arena, segment->n + 1, sizeof *has_come);
    for (size_t k = 0; k < segment->n; k++) {
        if (!stack || !has_come) {
            return false;
        }
        size_t no = places[k].code;
        const tol_xliff_code *one = &segment->items[no];
        has_come[no] = true;
        if (one->kind == TOL_CODE_CLOSES && one->partner != TOL_NO_PARTNER && !has_come[one->partner]) {
            return false;
        }
        if (one->encloses && one->kind == TOL_CODE_OPENS) {
            stack[depth++] = no;
        } else if (one->encloses && (depth == 0 || stack[--depth] != one->partner)) {
            return false;
        }
    }
    return depth == 0;
}

bool tol_codes_fit(const tol_xliff_codes *segment, const tol_variant *source, const tol_variant *target,
                   tol_arena *arena, tol_code_place **source_places, tol_code_place **target_places)
{
    codes from = codes_of(source, arena), to = codes_of(target, arena);
    size_t *which = tol_arena_calloc(arena, to.n + 1, sizeof *which);
    *source_places = tol_arena_calloc(arena, segment->n + 1, sizeof **source_places);
    *target_places = tol_arena_calloc(arena, segment->n + 1, sizeof **target_places);
    if (!from.items || !to.items || !which || !*source_places || !*target_places || from.n != segment->n ||
        to.n != segment->n) {
        return false;
    }
    for (size_t k = 0; k < from.n; k++) {
        if (from.items[k].kind != segment->items[k].kind) {
            return false;
        }
        (*source_places)[k] = (tol_code_place){from.items[k].at, k};
    }
    if (!pair_up(&from, &to, which)) {
        return false;
    }
    for (size_t k = 0; k < to.n; k++) {
        (*target_places)[k] = (tol_code_place){to.items[k].at, which[k]};
    }
    return can_nest(segment, *target_places, arena);
}
