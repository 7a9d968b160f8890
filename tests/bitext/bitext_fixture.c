#include "bitext_fixture.h"

#include "bitext/bead_order.h"
#include "bitext/bitext_side.h"
#include "support/check.h"

static tol_bitext_side side_of(const char *lang, const char *name, const char *texts, tol_arena *arena)
{
    size_t n = 0, room = strlen(texts) + 1;
    tol_bitext_side side = {.lang = tol_str_of(lang), .name = tol_str_of(name)};
    side.segments = tol_arena_calloc(arena, room, sizeof *side.segments);
    side.lines = tol_arena_calloc(arena, room, sizeof *side.lines);
    while (*texts) {
        size_t len = strcspn(texts, "|");
        side.segments[n] = (tol_align_segment){{texts, len}, n % 3 == 2};
        n++;
        texts += len + (texts[len] == '|');
    }
    side.n = n;
    return side;
}

tol_bitext bitext_of(const char *source, const char *target, tol_arena *arena)
{
    return (tol_bitext){{side_of("ru", "a.txt", source, arena), side_of("en", "b.txt", target, arena)}, NULL, 0};
}

void bitext_set_beads(tol_bitext *bitext, const uint32_t (*beads)[4], size_t n, tol_arena *arena)
{
    bitext->beads = tol_arena_calloc(arena, n + 1, sizeof *bitext->beads);
    bitext->n_beads = n;
    for (size_t i = 0; i < n; i++) {
        bitext->beads[i].bead = (tol_bead){beads[i][0], beads[i][1], beads[i][2], beads[i][3], 0.75F, false};
    }
}

/* ---- at random ---- */

static tol_str random_text(tol_rng *rng, tol_arena *arena)
{
    static const char *const pieces[] = {"Да",  " ", "нет", "\\",     "\\n", "\t", "\"", "⟦",   "⟧",
                                         "⟦1⟧", "¶", "=1",  "yes",    "\n",  "\r", "’",  "[1]", "\\\xE2\x9F\xA6",
                                         ",",   ";", "9-8", "Кеннеди"};
    char text[256] = "x";
    size_t n = tol_rng_below(rng, 12);
    for (size_t i = 0; i < n; i++) {
        strcat(text, pieces[tol_rng_below(rng, sizeof pieces / sizeof pieces[0])]);
    }
    strcat(text, ".");
    return tol_arena_copy(arena, tol_str_of(text));
}

static tol_bitext_side random_side(tol_rng *rng, const char *lang, tol_arena *arena)
{
    tol_bitext_side side = {.lang = tol_str_of(lang), .name = random_text(rng, arena), .n = tol_rng_below(rng, 30)};
    side.segments = tol_arena_calloc(arena, side.n + 1, sizeof *side.segments);
    side.lines = tol_arena_calloc(arena, side.n + 1, sizeof *side.lines);
    for (size_t i = 0; i < side.n; i++) {
        side.segments[i] = (tol_align_segment){random_text(rng, arena), tol_rng_below(rng, 3) == 0};
    }
    return side;
}

/* Cut a side into groups of up to three segments; their number. */
static size_t random_groups(tol_rng *rng, size_t n, tol_bead_part *groups)
{
    size_t n_groups = 0;
    for (uint32_t at = 0; at < n;) {
        uint32_t len = 1 + tol_rng_below(rng, 3);
        len = at + len > n ? (uint32_t)n - at : len;
        groups[n_groups++] = (tol_bead_part){at, len};
        at += len;
    }
    return n_groups;
}

static void swap_some(tol_rng *rng, tol_bead_part *groups, size_t n)
{
    for (size_t i = 0; i + 1 < n; i++) {
        if (tol_rng_below(rng, 6) == 0) {
            size_t k = i + tol_rng_below(rng, (uint32_t)(n - i));
            tol_bead_part held = groups[i];
            groups[i] = groups[k];
            groups[k] = held;
        }
    }
}

tol_bitext bitext_random(tol_rng *rng, tol_arena *arena)
{
    tol_bitext bitext = {{random_side(rng, "ru", arena), random_side(rng, "en", arena)}, NULL, 0};
    tol_bead_part sources[40], targets[40];
    size_t n_sources = random_groups(rng, bitext.sides[0].n, sources);
    size_t n_targets = random_groups(rng, bitext.sides[1].n, targets), s = 0, t = 0;
    swap_some(rng, targets, n_targets);
    bitext.beads = tol_arena_calloc(arena, n_sources + n_targets + 1, sizeof *bitext.beads);
    while (s < n_sources || t < n_targets) {
        tol_bitext_bead *item = &bitext.beads[bitext.n_beads++];
        bool takes_source = s < n_sources && tol_rng_below(rng, 8),
             takes_target = t < n_targets && tol_rng_below(rng, 8);
        takes_source |= !takes_target && s < n_sources;
        takes_target |= !takes_source;
        tol_bead_part source = takes_source ? sources[s++] : (tol_bead_part){0, 0};
        tol_bead_part target = takes_target ? targets[t++] : (tol_bead_part){0, 0};
        item->bead = (tol_bead){source.start, source.n, target.start, target.n, 0.5F, false};
        item->verdict = (tol_verdict)tol_rng_below(rng, 3);
    }
    assert_int_equal(tol_beads_order(bitext.beads, bitext.n_beads, bitext.sides[1].n, NULL), TOL_OK);
    return bitext;
}

/* ---- assertions ---- */

void assert_whole(const tol_bitext *bitext)
{
    for (int side = 0; side < TOL_BITEXT_SIDES; side++) {
        size_t n = bitext->sides[side].n, n_met = 0;
        bool *is_met = calloc(n + 1, sizeof *is_met);
        for (size_t i = 0; i < bitext->n_beads; i++) {
            tol_bead_part part = tol_bead_part_of(&bitext->beads[i].bead, side);
            for (uint32_t k = part.start; k < part.start + part.n; k++, n_met++) {
                assert_true(k < n && !is_met[k]);
                is_met[k] = true;
            }
        }
        assert_int_equal(n_met, n);
        free(is_met);
    }
}

void assert_same_bitext(const tol_bitext *a, const tol_bitext *b)
{
    for (int side = 0; side < TOL_BITEXT_SIDES; side++) {
        const tol_bitext_side *x = &a->sides[side], *y = &b->sides[side];
        assert_true(tol_str_equal(x->lang, y->lang));
        assert_int_equal(x->n, y->n);
        for (size_t i = 0; i < x->n; i++) {
            assert_true(tol_str_equal(x->segments[i].text, y->segments[i].text));
            assert_int_equal(x->segments[i].starts_paragraph, y->segments[i].starts_paragraph);
        }
    }
    assert_int_equal(a->n_beads, b->n_beads);
    for (size_t i = 0; i < a->n_beads; i++) {
        const tol_bead *x = &a->beads[i].bead, *y = &b->beads[i].bead;
        assert_int_equal(x->source, y->source);
        assert_int_equal(x->n_source, y->n_source);
        assert_int_equal(x->target, y->target);
        assert_int_equal(x->n_target, y->n_target);
        assert_int_equal(a->beads[i].verdict, b->beads[i].verdict);
    }
}
