#include "store/scan_ahead.h"

#include <string.h>

#include "base/utf8.h"
#include "store/codec.h"

/* The analyser of a language; NULL when there are too many, or no memory. */
static tol_analyser *analyser_of(tol_scan_ahead *ahead, tol_str stood)
{
    char tag[TOL_LANG_MAX];
    for (size_t i = 0; i < ahead->n_langs; i++) {
        if (tol_str_equal(stood, tol_str_of(ahead->langs[i].stood))) {
            return ahead->langs[i].analyser;
        }
    }
    if (ahead->n_langs == TOL_SCAN_AHEAD_LANGS || stood.len >= TOL_LANG_MAX || memchr(stood.ptr, '\0', stood.len)) {
        return NULL;
    }
    tol_analyser *analyser = NULL;
    tol_lang_canonical(stood, tag);
    if (tol_analyser_new(tol_str_of(tag), &analyser, NULL) == TOL_OK) {
        memcpy(ahead->langs[ahead->n_langs].stood, stood.ptr, stood.len);
        ahead->langs[ahead->n_langs].stood[stood.len] = '\0';
        ahead->langs[ahead->n_langs++].analyser = analyser;
    }
    return analyser;
}

static bool scan(tol_scan_ahead *ahead, tol_arena *arena, const tol_variant *variant, tol_scanned *out)
{
    const tol_span *spans = NULL;
    tol_analyser *analyser = analyser_of(ahead, variant->lang.ptr ? variant->lang : TOL_LIT(""));
    if (!analyser || !tol_utf8_is_valid(variant->text)) {
        return false;
    }
    tol_tag *tags = variant->n_runs ? tol_variant_tags(variant, arena, &out->n_tags) : NULL;
    tol_str text = variant->text.ptr ? variant->text : TOL_LIT("");
    if (!tol_arena_ok(arena) ||
        tol_analyser_scan(analyser, text, tags, out->n_tags, &spans, &out->n_spans, NULL) != TOL_OK) {
        return false;
    }
    out->tags = tags;
    tol_span *copy = tol_arena_alloc(arena, (out->n_spans + 1) * sizeof *copy);
    if (copy && out->n_spans) {
        memcpy(copy, spans, out->n_spans * sizeof *copy);
    }
    out->spans = copy;
    return copy != NULL;
}

const void *tol_scan_ahead_unit(void *user, tol_arena *arena, const tol_unit *unit)
{
    if (tol_unit_fault(unit)) {
        return NULL;
    }
    tol_scanned *scanned = tol_arena_calloc(arena, unit->n_variants, sizeof *scanned);
    for (size_t i = 0; scanned && i < unit->n_variants; i++) {
        if (!scan(user, arena, &unit->variants[i], &scanned[i])) {
            return NULL;
        }
    }
    return scanned;
}

void tol_scan_ahead_release(tol_scan_ahead *ahead)
{
    for (size_t i = 0; i < ahead->n_langs; i++) {
        tol_analyser_free(ahead->langs[i].analyser);
    }
    ahead->n_langs = 0;
}
