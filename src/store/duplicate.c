#include "store/duplicate.h"

/* Types of props that say where a unit stood: its neighbours, its file, its key in that file. */
#define TYPE(text)                                                                                                     \
    {                                                                                                                  \
        (text), sizeof(text) - 1                                                                                       \
    }
static const tol_str context_types[] = {
    TYPE("prev"),
    TYPE("next"),
    TYPE("file"),
    TYPE("id"),
    TYPE("path"),
    TYPE("context"),
    TYPE("context_prev"),
    TYPE("context_next"),
    TYPE("x-context"),
    TYPE("x-po-form"),
    TYPE("x-context-pre"),
    TYPE("x-context-post"),
    TYPE("x-previous-source-text"),
    TYPE("x-next-source-text"),
    TYPE("x-previous-crc"),
    TYPE("x-next-crc"),
    TYPE("x-segment-id"),
    TYPE("x-Context"),
    TYPE("x-ContextContent"),
    TYPE("x-IdContext"),
    TYPE("previousMd5Segment"),
    TYPE("nextMd5Segment"),
    TYPE("previousMd5Checksum"),
    TYPE("nextMd5Checksum"),
};
#undef TYPE

static bool is_context(const tol_info *info)
{
    if (info->kind != TOL_PROP) {
        return false;
    }
    tol_str type = tol_attrs_get(&info->attrs, TOL_LIT("type"));
    for (size_t i = 0; i < sizeof context_types / sizeof context_types[0]; i++) {
        if (tol_str_equal(type, context_types[i])) {
            return true;
        }
    }
    return false;
}

/* A walk over the context props of a unit: first its own, then those of its variants. */
typedef struct context_walk {
    const tol_unit *unit;
    size_t owner, next; /* owner 0 is the unit, n is variant n - 1 */
} context_walk;

static const tol_info *next_context(context_walk *walk)
{
    for (; walk->owner <= walk->unit->n_variants; walk->owner++, walk->next = 0) {
        const tol_infos *infos = walk->owner ? &walk->unit->variants[walk->owner - 1].infos : &walk->unit->infos;
        while (walk->next < infos->n) {
            const tol_info *info = &infos->items[walk->next++];
            if (is_context(info)) {
                return info;
            }
        }
    }
    return NULL;
}

static bool same_context(const tol_unit *a, const tol_unit *b)
{
    context_walk walk_a = {a, 0, 0}, walk_b = {b, 0, 0};
    for (;;) {
        const tol_info *info_a = next_context(&walk_a), *info_b = next_context(&walk_b);
        if (!info_a || !info_b) {
            return info_a == info_b;
        }
        if (!tol_str_equal(info_a->text, info_b->text) ||
            !tol_str_equal(tol_attrs_get(&info_a->attrs, TOL_LIT("type")),
                           tol_attrs_get(&info_b->attrs, TOL_LIT("type")))) {
            return false;
        }
    }
}

/* Same names with the same values, in any order. A name stands once in XML. */
static bool same_attrs(const tol_attrs *a, const tol_attrs *b)
{
    if (a->n != b->n) {
        return false;
    }
    for (size_t i = 0; i < a->n; i++) {
        tol_str value = a->items[i].value, other = tol_attrs_get(b, a->items[i].name);
        if (!value.ptr != !other.ptr || !tol_str_equal(value, other)) {
            return false;
        }
    }
    return true;
}

static bool same_infos(const tol_infos *a, const tol_infos *b)
{
    if (a->n != b->n) {
        return false;
    }
    for (size_t i = 0; i < a->n; i++) {
        const tol_info *x = &a->items[i], *y = &b->items[i];
        if (x->kind != y->kind || !same_attrs(&x->attrs, &y->attrs) || !tol_str_equal(x->text, y->text)) {
            return false;
        }
    }
    return true;
}

static bool same_run(const tol_run *a, const tol_run *b)
{
    if (a->kind != b->kind || a->elem != b->elem || a->at != b->at) {
        return false;
    }
    if (a->kind == TOL_RUN_CODE) {
        return tol_str_equal(a->code, b->code);
    }
    return (a->elem != TOL_FOREIGN || tol_str_equal(a->name, b->name)) &&
           (a->kind != TOL_RUN_OPEN || same_attrs(&a->attrs, &b->attrs));
}

static bool same_lang(tol_str a, tol_str b)
{
    char canonical_a[TOL_LANG_MAX], canonical_b[TOL_LANG_MAX];
    if (tol_str_equal(a, b)) {
        return true;
    }
    tol_lang_canonical(a, canonical_a);
    tol_lang_canonical(b, canonical_b);
    return tol_str_equal(tol_str_of(canonical_a), tol_str_of(canonical_b));
}

/* Language, text and codes. */
static bool same_content(const tol_variant *a, const tol_variant *b)
{
    if (!tol_str_equal(a->text, b->text) || a->n_runs != b->n_runs || !same_lang(a->lang, b->lang)) {
        return false;
    }
    for (size_t i = 0; i < a->n_runs; i++) {
        if (!same_run(&a->runs[i], &b->runs[i])) {
            return false;
        }
    }
    return true;
}

static uint64_t hash_run(const tol_run *run, uint64_t hash)
{
    uint64_t place[] = {(uint64_t)run->kind, (uint64_t)run->elem, run->at, run->attrs.n};
    for (size_t i = 0; i < sizeof place / sizeof place[0]; i++) {
        hash = (hash ^ place[i]) * UINT64_C(0x9E3779B97F4A7C15);
    }
    if (run->kind == TOL_RUN_CODE) {
        return tol_hash(run->code, hash);
    }
    return run->elem == TOL_FOREIGN ? tol_hash(run->name, hash) : hash;
}

int64_t tol_likeness(const tol_unit *unit, tol_str first_lang)
{
    const tol_variant *first = &unit->variants[0];
    uint64_t hash = tol_hash(first->text, tol_hash(first_lang, 0));
    for (size_t i = 0; i < first->n_runs; i++) {
        hash = hash_run(&first->runs[i], hash);
    }
    context_walk walk = {unit, 0, 0};
    for (const tol_info *info = next_context(&walk); info; info = next_context(&walk)) {
        hash = tol_hash(info->text, tol_hash(tol_attrs_get(&info->attrs, TOL_LIT("type")), hash));
    }
    return (int64_t)(hash >> 17);
}

bool tol_tuids_differ(tol_str a, tol_str b)
{
    return a.len && b.len && !tol_str_equal(a, b);
}

bool tol_is_duplicate(const tol_unit *a, const tol_unit *b)
{
    return a->n_variants && b->n_variants && same_content(&a->variants[0], &b->variants[0]) && same_context(a, b);
}

bool tol_is_identical(const tol_unit *a, const tol_unit *b)
{
    if (a->n_variants != b->n_variants || !a->tuid.ptr != !b->tuid.ptr || !tol_str_equal(a->tuid, b->tuid) ||
        !same_attrs(&a->attrs, &b->attrs) || !same_infos(&a->infos, &b->infos)) {
        return false;
    }
    for (size_t i = 0; i < a->n_variants; i++) {
        const tol_variant *x = &a->variants[i], *y = &b->variants[i];
        if (!same_content(x, y) || !same_attrs(&x->attrs, &y->attrs) || !same_infos(&x->infos, &y->infos)) {
            return false;
        }
    }
    return true;
}
