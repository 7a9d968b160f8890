/*
 * From found units to hits.
 *
 * By nearness or newness: a heap gives one unit after the other; one with the texts of a hit is counted there, any
 * other is a hit of its own. When there are enough, the rest is only looked through for units that have the tokens of a
 * hit: those alone can have its texts.
 *
 * By frequency: units with the same tokens are a group, and its size is more than or equal to how often any of its
 * texts occur. A heap of groups and texts, the most frequent first, gives a group, which is read and taken apart into
 * its texts, or texts, which are the next hit: nothing that is left can be more frequent.
 */
#include <stdlib.h>
#include <string.h>

#include "base/fail.h"
#include "base/mem.h"
#include "match/concordance_inside.h"
#include "store/unit_dates.h"

/* A unit, or many of which this one comes first. */
typedef struct pile {
    tol_found_unit first;
    size_t from, n; /* by frequency: its units in the array, how many */
    bool is_split;  /* all of them have the same texts */
} pile;

typedef struct hit_maker {
    tol_concordance *concordance;
    tol_arena *arena; /* of the hits */
    tol_arena temp;   /* of the unit at hand */
    tol_concordance_hits *hits;
    size_t hits_cap;
    tol_map by_texts; /* hash of texts: the newest hit with it, its place + 1 */
    tol_map rows;     /* hashes of the rows of hits */
    size_t *older;    /* for each hit the one before it with the same hash: its place + 1, or 0 */
    size_t older_cap;
    pile *heap;
    size_t n_heap, heap_cap;
    /* the unit at hand */
    tol_unit unit;
    const tol_variant **variants;
    size_t n_variants;
    uint64_t texts_hash;
} hit_maker;

bool tol_found_is_newer(const tol_found_unit *a, const tol_found_unit *b)
{
    return a->changed != b->changed ? a->changed > b->changed : a->unit_id > b->unit_id;
}

/* ---- the heap ---- */

static bool comes_before(const hit_maker *m, const pile *a, const pile *b)
{
    tol_concordance_sort sort = m->concordance->opt.sort;
    if (sort == TOL_CONCORDANCE_FREQUENT && a->n != b->n) {
        return a->n > b->n;
    }
    if (sort == TOL_CONCORDANCE_NEAREST && a->first.distance != b->first.distance) {
        return a->first.distance < b->first.distance;
    }
    if (sort == TOL_CONCORDANCE_NEAREST && a->first.in_order != b->first.in_order) {
        return a->first.in_order;
    }
    return tol_found_is_newer(&a->first, &b->first);
}

static void sink(hit_maker *m, size_t i)
{
    pile one = m->heap[i];
    for (size_t child; (child = 2 * i + 1) < m->n_heap; i = child) {
        if (child + 1 < m->n_heap && comes_before(m, &m->heap[child + 1], &m->heap[child])) {
            child++;
        }
        if (!comes_before(m, &m->heap[child], &one)) {
            break;
        }
        m->heap[i] = m->heap[child];
    }
    m->heap[i] = one;
}

static tol_status append_pile(hit_maker *m, const pile *one, tol_error *err)
{
    pile *heap = tol_mem_grow(m->heap, &m->heap_cap, m->n_heap + 1, sizeof *heap);
    if (!heap) {
        return tol_fail_nomem(err);
    }
    m->heap = heap;
    m->heap[m->n_heap++] = *one;
    return TOL_OK;
}

static tol_status push(hit_maker *m, const pile *one, tol_error *err)
{
    tol_status status = append_pile(m, one, err);
    size_t i = m->n_heap - 1;
    for (; status == TOL_OK && i > 0 && comes_before(m, one, &m->heap[(i - 1) / 2]); i = (i - 1) / 2) {
        m->heap[i] = m->heap[(i - 1) / 2];
    }
    if (status == TOL_OK) {
        m->heap[i] = *one;
    }
    return status;
}

static void heapify(hit_maker *m)
{
    for (size_t i = m->n_heap / 2; i > 0; i--) {
        sink(m, i - 1);
    }
}

static pile pop(hit_maker *m)
{
    pile top = m->heap[0];
    m->heap[0] = m->heap[--m->n_heap];
    if (m->n_heap) {
        sink(m, 0);
    }
    return top;
}

/* ---- units and hits ---- */

static tol_str bytes_of(const uint64_t *hash)
{
    return (tol_str){(const char *)hash, sizeof *hash};
}

/* Make a unit the one at hand. */
static tol_status read_unit(hit_maker *m, const tol_found_unit *found, tol_error *err)
{
    tol_arena_reset(&m->temp);
    tol_status status = tol_unit_get(m->concordance->store, found->unit_id, &m->temp, &m->unit, err);
    if (status == TOL_OK) {
        status = tol_concordance_choose(m->concordance, found, &m->unit, &m->temp, &m->variants, &m->n_variants, err);
    }
    m->texts_hash = m->n_variants;
    for (size_t i = 0; i < m->n_variants && status == TOL_OK; i++) {
        m->texts_hash = tol_hash(m->variants[i]->text, m->texts_hash);
    }
    return status;
}

static bool has_texts(const tol_concordance_hit *hit, const hit_maker *m)
{
    bool same = hit->n_texts == m->n_variants;
    for (size_t i = 0; i < hit->n_texts && same; i++) {
        same = tol_str_equal(hit->texts[i].text, m->variants[i]->text);
    }
    return same;
}

/* The hit that has the texts of the unit at hand, NULL when none has. */
static tol_concordance_hit *known_hit(const hit_maker *m)
{
    const tol_map_slot *slot = tol_map_get(&m->by_texts, bytes_of(&m->texts_hash));
    for (size_t place = slot ? (size_t)slot->value : 0; place; place = m->older[place - 1]) {
        if (has_texts(&m->hits->items[place - 1], m)) {
            return &m->hits->items[place - 1];
        }
    }
    return NULL;
}

static tol_status remember_hit(hit_maker *m, const tol_found_unit *found, tol_error *err)
{
    bool is_new = false;
    size_t *older = tol_mem_grow(m->older, &m->older_cap, m->hits->n, sizeof *older);
    m->older = older ? older : m->older;
    tol_map_slot *slot = older ? tol_map_put(&m->by_texts, bytes_of(&m->texts_hash), &is_new) : NULL;
    if (!slot) {
        return tol_fail_nomem(err);
    }
    m->older[m->hits->n - 1] = (size_t)slot->value;
    slot->value = m->hits->n;
    return tol_map_put(&m->rows, bytes_of(&found->row_hash), &is_new) ? TOL_OK : tol_fail_nomem(err);
}

static tol_status reserve_hit(hit_maker *m, tol_error *err)
{
    if (m->hits->n < m->hits_cap) {
        return TOL_OK;
    }
    size_t cap = m->hits_cap ? m->hits_cap * 2 : 16;
    tol_concordance_hit *grown = tol_arena_alloc(m->arena, cap * sizeof *grown);
    if (!grown) {
        return tol_fail_nomem(err);
    }
    if (m->hits->n) {
        memcpy(grown, m->hits->items, m->hits->n * sizeof *grown);
    }
    m->hits->items = grown;
    m->hits_cap = cap;
    return TOL_OK;
}

/* The unit at hand becomes a hit. */
static tol_status add_hit(hit_maker *m, const tol_found_unit *found, uint64_t n_units, tol_error *err)
{
    tol_status status = reserve_hit(m, err);
    if (status != TOL_OK) {
        return status;
    }
    tol_concordance_hit *hit = &m->hits->items[m->hits->n++];
    *hit = (tol_concordance_hit){.distance = found->distance,
                                 .in_order = found->in_order,
                                 .memory = tol_arena_copy(m->arena, m->unit.memory),
                                 .unit_id = m->unit.id,
                                 .tuid = tol_arena_copy(m->arena, m->unit.tuid),
                                 .n_units = n_units};
    hit->has_changed = tol_unit_changed(&m->unit, &hit->changed);
    status = remember_hit(m, found, err);
    return status != TOL_OK
               ? status
               : tol_concordance_show(m->concordance, found, m->variants, m->n_variants, m->arena, &m->temp, hit, err);
}

static bool is_full(const hit_maker *m)
{
    return m->concordance->opt.limit && m->hits->n >= m->concordance->opt.limit;
}

/* ---- by nearness and newness ---- */

/* Count a unit at the hit that has its texts; else it is a hit, if there is room. */
static tol_status take_unit(hit_maker *m, const tol_found_unit *found, tol_error *err)
{
    if (is_full(m) && !tol_map_get(&m->rows, bytes_of(&found->row_hash))) {
        return TOL_OK;
    }
    tol_status status = read_unit(m, found, err);
    tol_concordance_hit *hit = status == TOL_OK ? known_hit(m) : NULL;
    if (hit) {
        hit->n_units++;
    } else if (status == TOL_OK && !is_full(m)) {
        status = add_hit(m, found, 1, err);
    }
    return status;
}

static tol_status take_units(hit_maker *m, tol_error *err)
{
    const tol_found_units *found = &m->concordance->found;
    tol_status status = TOL_OK;
    for (size_t i = 0; i < found->n && status == TOL_OK; i++) {
        pile one = {found->items[i], i, 1, true};
        status = append_pile(m, &one, err);
    }
    heapify(m);
    while (status == TOL_OK && m->n_heap && !is_full(m)) {
        pile one = pop(m);
        status = take_unit(m, &one.first, err);
    }
    for (size_t i = 0; i < m->n_heap && status == TOL_OK; i++) {
        status = take_unit(m, &m->heap[i].first, err);
    }
    return status;
}

/* ---- by frequency ---- */

static int by_row(const void *left, const void *right)
{
    const tol_found_unit *a = left, *b = right;
    if (a->row_hash != b->row_hash) {
        return a->row_hash < b->row_hash ? -1 : 1;
    }
    return tol_found_is_newer(a, b) ? -1 : tol_found_is_newer(b, a);
}

/* Group the units by their tokens. */
static tol_status group_units(hit_maker *m, tol_error *err)
{
    tol_found_units *found = &m->concordance->found;
    tol_status status = TOL_OK;
    qsort(found->items, found->n, sizeof *found->items, by_row);
    for (size_t i = 0, n; i < found->n && status == TOL_OK; i += n) {
        for (n = 1; i + n < found->n && found->items[i + n].row_hash == found->items[i].row_hash;) {
            n++;
        }
        pile group = {found->items[i], i, n, n == 1};
        status = append_pile(m, &group, err);
    }
    heapify(m);
    return status;
}

/* Texts that some units of a group have. */
typedef struct group_texts {
    uint64_t hash;
    size_t place; /* in the group: the order of newness */
} group_texts;

static int by_hash(const void *left, const void *right)
{
    const group_texts *a = left, *b = right;
    if (a->hash != b->hash) {
        return a->hash < b->hash ? -1 : 1;
    }
    return (a->place > b->place) - (a->place < b->place);
}

/* Take a group apart: units with the same texts become a pile each. Texts are told apart by their hashes. */
static tol_status split_group(hit_maker *m, const pile *group, tol_error *err)
{
    tol_status status = TOL_OK;
    const tol_found_unit *units = m->concordance->found.items + group->from;
    group_texts *texts = tol_mem_calloc(group->n, sizeof *texts);
    if (!texts) {
        return tol_fail_nomem(err);
    }
    for (size_t i = 0; i < group->n && status == TOL_OK; i++) {
        status = read_unit(m, &units[i], err);
        texts[i] = (group_texts){m->texts_hash, i};
    }
    qsort(texts, group->n, sizeof *texts, by_hash);
    for (size_t i = 0, n; i < group->n && status == TOL_OK; i += n) {
        for (n = 1; i + n < group->n && texts[i + n].hash == texts[i].hash;) {
            n++;
        }
        pile one = {units[texts[i].place], group->from, n, true};
        status = push(m, &one, err);
    }
    tol_mem_free(texts);
    return status;
}

static tol_status take_frequent(hit_maker *m, tol_error *err)
{
    tol_status status = group_units(m, err);
    while (status == TOL_OK && m->n_heap && !is_full(m)) {
        pile one = pop(m);
        if (!one.is_split) {
            status = split_group(m, &one, err);
            continue;
        }
        status = read_unit(m, &one.first, err);
        if (status == TOL_OK) {
            status = add_hit(m, &one.first, one.n, err);
        }
    }
    return status;
}

/* ---- */

tol_status tol_concordance_make_hits(tol_concordance *concordance, tol_arena *arena, tol_concordance_hits *hits,
                                     tol_error *err)
{
    hit_maker m = {.concordance = concordance,
                   .arena = arena,
                   .temp = TOL_ARENA_INIT,
                   .hits = hits,
                   .by_texts = TOL_MAP_INIT,
                   .rows = TOL_MAP_INIT};
    hits->n_units = concordance->found.n;
    if (hits->n_units == 0) {
        return TOL_OK;
    }
    tol_status status =
        concordance->opt.sort == TOL_CONCORDANCE_FREQUENT ? take_frequent(&m, err) : take_units(&m, err);
    for (size_t i = 0; i < hits->n; i++) {
        hits->n_shown += hits->items[i].n_units;
    }
    tol_map_release(&m.by_texts);
    tol_map_release(&m.rows);
    tol_mem_free(m.older);
    tol_mem_free(m.heap);
    tol_arena_release(&m.temp);
    return status;
}
