/* Reviews: what is read holds every segment once, and comes out of writing and reading again the same. */
#include <stdlib.h>

#include "fuzz.h"
#include "tolmach/bitext.h"

static void ask(bool is_true)
{
    if (!is_true) {
        abort();
    }
}

static uint32_t start_of(const tol_bead *bead, int side)
{
    return side == TOL_BITEXT_SOURCE ? bead->source : bead->target;
}

static uint32_t n_of(const tol_bead *bead, int side)
{
    return side == TOL_BITEXT_SOURCE ? bead->n_source : bead->n_target;
}

static void ask_whole(const tol_bitext *bitext, tol_arena *arena)
{
    for (int side = 0; side < TOL_BITEXT_SIDES; side++) {
        const tol_bitext_side *text = &bitext->sides[side];
        bool *is_met = tol_arena_calloc(arena, text->n + 1, sizeof *is_met);
        size_t n = 0;
        for (size_t i = 0; i < bitext->n_beads; i++) {
            for (uint32_t k = 0; k < n_of(&bitext->beads[i].bead, side); k++) {
                uint32_t segment = start_of(&bitext->beads[i].bead, side) + k;
                ask(segment < text->n && !is_met[segment] && text->segments[segment].text.len);
                is_met[segment] = true;
                n++;
            }
        }
        ask(n == text->n);
    }
}

static void ask_same(const tol_bitext *a, const tol_bitext *b)
{
    for (int side = 0; side < TOL_BITEXT_SIDES; side++) {
        ask(a->sides[side].n == b->sides[side].n && tol_str_equal(a->sides[side].lang, b->sides[side].lang));
        for (size_t i = 0; i < a->sides[side].n; i++) {
            const tol_align_segment *x = &a->sides[side].segments[i], *y = &b->sides[side].segments[i];
            ask(tol_str_equal(x->text, y->text) && x->starts_paragraph == y->starts_paragraph);
        }
    }
    ask(a->n_beads == b->n_beads);
    for (size_t i = 0; i < a->n_beads; i++) {
        for (int side = 0; side < TOL_BITEXT_SIDES; side++) {
            const tol_bead *x = &a->beads[i].bead, *y = &b->beads[i].bead;
            ask(n_of(x, side) == n_of(y, side) && start_of(x, side) == start_of(y, side));
        }
        ask(a->beads[i].verdict == b->beads[i].verdict);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    tol_arena arena = TOL_ARENA_INIT;
    tol_bitext bitext, again;
    tol_buf written = TOL_BUF_INIT;
    tol_review_report report;
    tol_str bytes = {(const char *)data, size};
    if (tol_review_read_bytes(bytes, "fuzz", &arena, &bitext, NULL, NULL) == TOL_OK) {
        ask_whole(&bitext, &arena);
        ask(tol_review_write(&bitext, NULL, &written, NULL) == TOL_OK);
        ask(tol_review_read_bytes(tol_buf_str(&written), "fuzz", &arena, &again, &report, NULL) == TOL_OK);
        ask(report.n_changed == 0);
        ask_same(&bitext, &again);
    }
    tol_buf_release(&written);
    tol_arena_release(&arena);
    return 0;
}
