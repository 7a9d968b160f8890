/* One map for words, one for words with a rendering. */
#include "check/renderings.h"

#include <string.h>

#include "base/mem.h"

#define KEY_MAX 512

/* The word and the rendering as one key; absent when they are too long to be names. */
static tol_str join(tol_str word, tol_str rendering, char out[KEY_MAX])
{
    if (word.len + rendering.len + 1 > KEY_MAX) {
        return TOL_STR_NULL;
    }
    memcpy(out, word.ptr, word.len);
    out[word.len] = '\t';
    memcpy(out + word.len + 1, rendering.ptr, rendering.len);
    return (tol_str){out, word.len + 1 + rendering.len};
}

bool tol_renderings_meet(tol_renderings *all, tol_str word)
{
    bool is_new = false;
    if (all->words.n >= TOL_RENDERINGS_MAX && !tol_map_get(&all->words, word)) {
        return true;
    }
    tol_map_slot *slot = tol_map_put(&all->words, word, &is_new);
    if (slot) {
        slot->value++;
    }
    return slot != NULL;
}

/* The best rendering's text of a word, made anew when it changes. */
static bool set_best(tol_renderings *all, tol_str word, tol_str rendering)
{
    bool is_new = false;
    tol_map_slot *slot = tol_map_put(&all->best, word, &is_new);
    if (!slot) {
        return false;
    }
    if (is_new) {
        tol_str *grown = tol_mem_grow(all->texts, &all->texts_cap, all->n_texts + 1, sizeof *grown);
        if (!grown) {
            return false;
        }
        all->texts = grown;
        all->texts[all->n_texts] = TOL_STR_NULL;
        slot->value = all->n_texts++;
    }
    if (!tol_str_equal(all->texts[slot->value], rendering)) {
        all->texts[slot->value] = tol_arena_copy(&all->arena, rendering);
    }
    return all->texts[slot->value].ptr != NULL;
}

static uint64_t times(const tol_renderings *all, tol_str word, tol_str rendering)
{
    char key[KEY_MAX];
    tol_str joined = join(word, rendering, key);
    const tol_map_slot *slot = joined.ptr ? tol_map_get(&all->words, joined) : NULL;
    return slot ? slot->value : 0;
}

static tol_str best_of(const tol_renderings *all, tol_str word)
{
    const tol_map_slot *slot = tol_map_get(&all->best, word);
    return slot ? all->texts[slot->value] : TOL_STR_NULL;
}

bool tol_renderings_add(tol_renderings *all, tol_str word, tol_str rendering)
{
    char key[KEY_MAX];
    tol_str joined = join(word, rendering, key), best = best_of(all, word);
    if (!joined.ptr) {
        return true;
    }
    if (!tol_renderings_meet(all, joined)) {
        return false;
    }
    uint64_t now = times(all, word, rendering);
    return (best.ptr && times(all, word, best) >= now) || now == 0 || set_best(all, word, rendering);
}

tol_rendering tol_renderings_of(const tol_renderings *all, tol_str word, tol_str rendering)
{
    const tol_map_slot *slot = tol_map_get(&all->words, word);
    tol_str best = best_of(all, word);
    return (tol_rendering){slot ? slot->value : 0, times(all, word, rendering), best.ptr ? times(all, word, best) : 0,
                           best};
}

void tol_renderings_release(tol_renderings *all)
{
    tol_map_release(&all->words);
    tol_map_release(&all->best);
    tol_mem_free(all->texts);
    tol_arena_release(&all->arena);
    *all = (tol_renderings){.n_texts = 0};
}
