/*
 * Lookups through the index against the exhaustive scan, on texts drawn from the bank. One word in eight or so is taken
 * from another text, so that there are exact, near and far matches.
 */
#include <stdio.h>
#include <string.h>

#include "base/fail.h"
#include "match/lookup.h"

typedef struct sampling {
    tol_store *store;
    uint64_t state; /* of the generator: xorshift64*, after Vigna (2016) */
    int min_score;
    const tol_listener *listener;
    uint64_t n_differences;
    tol_arena arena; /* of the text at hand */
} sampling;

static uint64_t draw(sampling *s)
{
    s->state ^= s->state >> 12;
    s->state ^= s->state << 25;
    s->state ^= s->state >> 27;
    return (s->state * UINT64_C(0x2545F4914F6CDD1D)) >> 16;
}

/* A unit with two variants or more; n_variants 0: none was found. */
static tol_status draw_unit(sampling *s, tol_unit *unit, tol_error *err)
{
    *unit = (tol_unit){.id = 0};
    for (int tries = 0; tries < 20; tries++) {
        int64_t id = 0;
        tol_status status = tol_unit_pick(s->store, draw(s), &id, err);
        if (status == TOL_OK && id) {
            status = tol_unit_get(s->store, id, &s->arena, unit, err);
        }
        if (status != TOL_OK || unit->n_variants >= 2) {
            return status;
        }
    }
    unit->n_variants = 0;
    return TOL_OK;
}

/* The next word of a text, with the space before it. */
static tol_str next_word(tol_str *text)
{
    const char *space = text->len > 1 ? memchr(text->ptr + 1, ' ', text->len - 1) : NULL;
    tol_str word = {text->ptr, space ? (size_t)(space - text->ptr) : text->len};
    text->ptr += word.len;
    text->len -= word.len;
    return word;
}

static void mix_words(sampling *s, tol_str text, tol_str other, tol_buf *out)
{
    tol_str spare = other;
    while (text.len) {
        tol_str word = next_word(&text);
        if (spare.len == 0) {
            spare = other;
        }
        tol_str instead = spare.len ? next_word(&spare) : word;
        tol_buf_add(out, draw(s) % 8 == 0 ? instead : word);
    }
}

static bool same_hits(const tol_hits *a, const tol_hits *b)
{
    bool same = a->n == b->n;
    for (size_t i = 0; i < a->n && same; i++) {
        same = a->items[i].unit_id == b->items[i].unit_id && a->items[i].cost == b->items[i].cost &&
               a->items[i].max_weight == b->items[i].max_weight && a->items[i].n_twins == b->items[i].n_twins;
    }
    return same;
}

static void tell_difference(sampling *s, tol_str text, const tol_hits *fast, const tol_hits *slow)
{
    char message[240];
    s->n_differences++;
    if (s->listener && s->listener->diag) {
        int n = snprintf(message, sizeof message, "%zu hits through the index, %zu by scoring every unit, or others",
                         fast->n, slow->n);
        tol_diag diag = {.severity = TOL_ERROR,
                         .code = TOL_LIT("lookup-differs"),
                         .unit = text,
                         .message = {message, n > 0 ? (size_t)n : 0}};
        s->listener->diag(s->listener->user, &diag);
    }
}

static tol_status find_one_way(sampling *s, const tol_lookup_opt *opt, tol_str text, tol_hits *hits, tol_error *err)
{
    tol_lookup *lookup = NULL;
    tol_status status = tol_lookup_new(s->store, opt, &lookup, err);
    if (status == TOL_OK) {
        status = tol_lookup_find(lookup, text, &s->arena, hits, err);
    }
    tol_lookup_free(lookup);
    return status;
}

static tol_status compare_one(sampling *s, tol_error *err)
{
    tol_unit unit = {.n_variants = 0}, other = {.n_variants = 0};
    tol_buf text = TOL_BUF_INIT;
    tol_hits fast, slow;
    tol_status status = draw_unit(s, &unit, err);
    if (status == TOL_OK && unit.n_variants) {
        status = draw_unit(s, &other, err);
    }
    if (status != TOL_OK || !unit.n_variants || !other.n_variants) {
        return status;
    }
    size_t from = draw(s) % 2, to = 1 - from;
    tol_lookup_opt opt = TOL_LOOKUP_OPT_INIT;
    opt.source_lang = unit.variants[from].lang;
    opt.target_lang = unit.variants[to].lang;
    opt.min_score = s->min_score;
    if (!opt.source_lang.len || !opt.target_lang.len) {
        return TOL_OK;
    }
    mix_words(s, unit.variants[from].text, other.variants[from].text, &text);
    status = tol_buf_ok(&text) ? find_one_way(s, &opt, tol_buf_str(&text), &fast, err) : tol_fail_nomem(err);
    opt.exhaustive = true;
    if (status == TOL_OK) {
        status = find_one_way(s, &opt, tol_buf_str(&text), &slow, err);
    }
    if (status == TOL_OK && !same_hits(&fast, &slow)) {
        tell_difference(s, tol_buf_str(&text), &fast, &slow);
    }
    tol_buf_release(&text);
    return status;
}

tol_status tol_lookup_verify(tol_store *store, uint64_t n_lookups, uint64_t seed, int min_score,
                             const tol_listener *listener, uint64_t *n_differences, tol_error *err)
{
    tol_error_clear(err);
    sampling s = {.store = store,
                  .state = seed * UINT64_C(0x9E3779B97F4A7C15) | 1,
                  .min_score = min_score,
                  .listener = listener,
                  .arena = TOL_ARENA_INIT};
    tol_status status = TOL_OK;
    for (uint64_t i = 0; i < n_lookups && status == TOL_OK; i++) {
        tol_arena_reset(&s.arena);
        if (listener && listener->progress && !listener->progress(listener->user, i, n_lookups)) {
            status = tol_fail(err, TOL_ECANCELLED, "cancelled");
        } else {
            status = compare_one(&s, err);
        }
    }
    tol_arena_release(&s.arena);
    *n_differences = s.n_differences;
    return status;
}
