#include "bitext/bitext_side.h"

#include <string.h>

#include "tolmach/lang.h"

static bool has_no_spaces(tol_str lang)
{
    static const char *const langs[] = {"zh", "ja", "th", "lo", "km", "my", "yue"};
    for (size_t i = 0; i < sizeof langs / sizeof langs[0]; i++) {
        size_t len = strlen(langs[i]);
        if (tol_str_starts_with(lang, (tol_str){langs[i], len}) && (lang.len == len || lang.ptr[len] == '-')) {
            return true;
        }
    }
    return false;
}

tol_str tol_bitext_join(const tol_bitext_side *side, tol_bead_part part, tol_arena *arena)
{
    if (part.n == 1) {
        return side->segments[part.start].text;
    }
    char tag[TOL_LANG_MAX];
    tol_lang_canonical(side->lang, tag);
    size_t len = 0, space = has_no_spaces(tol_str_of(tag)) ? 0 : 1;
    for (uint32_t i = 0; i < part.n; i++) {
        len += side->segments[part.start + i].text.len + space;
    }
    char *text = tol_arena_alloc(arena, len + 1);
    if (!text) {
        return TOL_STR_NULL;
    }
    len = 0;
    for (uint32_t i = 0; i < part.n; i++) {
        tol_str one = side->segments[part.start + i].text;
        if (i && space) {
            text[len++] = ' ';
        }
        memcpy(text + len, one.ptr, one.len);
        len += one.len;
    }
    return (tol_str){text, len};
}

uint32_t *tol_bead_of_segments(const tol_bitext *bitext, int side, tol_arena *arena)
{
    uint32_t *beads = tol_arena_calloc(arena, bitext->sides[side].n + 1, sizeof *beads);
    for (size_t i = 0; beads && i < bitext->n_beads; i++) {
        tol_bead_part part = tol_bead_part_of(&bitext->beads[i].bead, side);
        for (uint32_t k = 0; k < part.n; k++) {
            beads[part.start + k] = (uint32_t)i;
        }
    }
    return beads;
}
