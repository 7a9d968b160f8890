#include "match/hit_table.h"

#include "base/fail.h"
#include "base/mem.h"

static tol_str key_of(const uint64_t *hash)
{
    return (tol_str){(const char *)hash, sizeof *hash};
}

bool tol_hit_table_knows(const tol_hit_table *table, uint64_t hash)
{
    return tol_map_get(&table->newest, key_of(&hash)) != NULL;
}

tol_hit *tol_hit_table_find(const tol_hit_table *table, const tol_hits *hits, uint64_t hash, tol_str source,
                            tol_str target)
{
    const tol_map_slot *slot = tol_map_get(&table->newest, key_of(&hash));
    for (size_t place = slot ? (size_t)slot->value : 0; place; place = table->older[place - 1]) {
        tol_hit *hit = &hits->items[place - 1];
        if (tol_str_equal(hit->source, source) && tol_str_equal(hit->target, target)) {
            return hit;
        }
    }
    return NULL;
}

tol_status tol_hit_table_add(tol_hit_table *table, uint64_t hash, tol_error *err)
{
    size_t *grown = tol_mem_grow(table->older, &table->cap, table->n + 1, sizeof *grown);
    if (!grown) {
        return tol_fail_nomem(err);
    }
    table->older = grown;
    bool is_new;
    tol_map_slot *slot = tol_map_put(&table->newest, key_of(&hash), &is_new);
    if (!slot) {
        return tol_fail_nomem(err);
    }
    table->older[table->n++] = (size_t)slot->value;
    slot->value = table->n;
    return TOL_OK;
}

void tol_hit_table_release(tol_hit_table *table)
{
    tol_map_release(&table->newest);
    tol_mem_free(table->older);
    *table = (tol_hit_table)TOL_HIT_TABLE_INIT;
}
