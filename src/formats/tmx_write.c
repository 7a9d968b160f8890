/*
 * TMX as every tool reads it, or as one tool wants it: UTF-8 without a mark, the header's seven attributes, notes and
 * props first, canonical language codes, attributes in one fixed order, one element a line, nothing added inside a
 * segment. The same unit gives the same bytes.
 */
#include <string.h>

#include "base/fail.h"
#include "base/mem.h"
#include "formats/readers.h"
#include "formats/tmx_check.h"
#include "formats/tmx_fit.h"
#include "formats/tmx_names.h"
#include "formats/tmx_profile.h"
#include "formats/tmx_put.h"

/* Bytes that are gathered before the output gets them. */
#define GATHER ((size_t)64 << 10)
/* A buffer that one unit blew up is not worth keeping for the next. */
#define KEEP_MAX ((size_t)1 << 20)

typedef struct tmx_state {
    tol_tmx_profile profile;
    tol_tmx_pen pen;
    tol_arena arena;        /* of a unit */
    tol_arena header_arena; /* of what follows */
    const tol_header *header;
    tol_str srclang; /* absent: none, or all */
    bool has_begun;  /* the header is written: it waits for a unit where the unit must say the source language */
} tmx_state;

/* Hand over what was gathered when it is much. */
static tol_status hand_over(tol_writing *writing, size_t least, tol_error *err)
{
    tmx_state *state = writing->state;
    tol_buf *buf = &state->pen.buf;
    if (!tol_buf_ok(buf)) {
        return tol_fail_nomem(err);
    }
    if (buf->len < least) {
        return TOL_OK;
    }
    tol_output_add(&writing->output, tol_buf_str(buf));
    if (buf->cap > KEEP_MAX) {
        tol_buf_release(buf);
    }
    tol_buf_reset(buf);
    return tol_output_check(&writing->output, err);
}

/* ---- the header ---- */

static const char *doctype_of(const tmx_state *state)
{
    return state->pen.says_lang ? tol_str_equal(state->pen.version, TOL_LIT("1.1")) ? "tmx11.dtd" : "tmx12.dtd"
                                : tol_tmx_manners[state->profile].doctype;
}

/* The language of a unit's first variant as it will stand there. */
static tol_str written_lang(const tol_unit *unit, tol_arena *arena)
{
    const tol_unit *fitted = tol_tmx_fit_unit(unit, arena);
    tol_str lang = fitted ? fitted->variants[0].lang : TOL_STR_NULL;
    return tol_arena_copy(arena, lang.len ? lang : TOL_TMX_NO_LANG);
}

/* `first`: the first unit; NULL when there is none. */
static tol_status begin(tol_writing *writing, const tol_unit *first, tol_error *err)
{
    tmx_state *state = writing->state;
    tol_str srclang = TOL_STR_NULL;
    if (state->has_begun) {
        return TOL_OK;
    }
    state->has_begun = true;
    if (tol_tmx_manners[state->profile].needs_srclang && !state->srclang.ptr && first && first->n_variants) {
        srclang = state->srclang = written_lang(first, &state->header_arena);
    }
    const tol_header *header = tol_tmx_profile_header(state->profile, state->header, srclang, &state->header_arena);
    if (!header || !tol_arena_ok(&state->header_arena)) {
        return tol_fail_nomem(err);
    }
    tol_tmx_put_begin(&state->pen, doctype_of(state), header);
    return TOL_OK;
}

static void keep_header(tmx_state *state, const tol_header *header)
{
    static const tol_header empty = {.version = {NULL, 0}};
    state->header = header ? tol_header_copy(&state->header_arena, header) : &empty;
    if (!state->header) {
        return;
    }
    tol_str srclang = tol_attrs_get(&state->header->attrs, TOL_LIT("srclang"));
    if (srclang.len && !tol_str_equal_nocase(srclang, TOL_LIT("*all*")) &&
        !tol_str_equal_nocase(srclang, TOL_LIT("all"))) {
        state->srclang = srclang;
    }
    state->pen.is_exact = state->profile == TMX_EXACT;
    state->pen.version = state->pen.is_exact && header ? state->header->version : TOL_LIT("1.4");
    state->pen.says_lang = state->pen.is_exact && tol_tmx_says_lang(state->pen.version);
}

static tol_status write_header(tol_writing *writing, const tol_header *header, tol_error *err)
{
    tol_status status = header ? tol_tmx_check_header(header, err) : TOL_OK;
    tmx_state *state = status == TOL_OK ? tol_mem_calloc(1, sizeof *state) : NULL;
    if (!state) {
        return status == TOL_OK ? tol_fail_nomem(err) : status;
    }
    writing->state = state;
    state->profile = tol_tmx_profile_find(writing->opt->profile);
    keep_header(state, header);
    if (!state->header || !tol_arena_ok(&state->header_arena)) {
        return tol_fail_nomem(err);
    }
    if (!tol_tmx_manners[state->profile].needs_srclang || state->srclang.ptr) {
        status = begin(writing, NULL, err);
    }
    return status == TOL_OK ? hand_over(writing, 0, err) : status;
}

/* ---- units ---- */

static tol_status write_unit(tol_writing *writing, const tol_unit *unit, tol_error *err)
{
    tmx_state *state = writing->state;
    tol_status status = tol_tmx_check_unit(unit, err);
    if (status == TOL_OK) {
        status = begin(writing, unit, err);
    }
    if (status != TOL_OK) {
        return status;
    }
    const tol_unit *shaped = tol_tmx_profile_unit(state->profile, unit, state->srclang, &state->arena);
    if (!shaped) {
        return tol_fail_nomem(err);
    }
    tol_tmx_put_unit(&state->pen, shaped);
    if (state->arena.used) {
        tol_arena_reset(&state->arena);
    }
    return hand_over(writing, writing->path ? GATHER : 0, err);
}

static void write_end(tol_writing *writing)
{
    tmx_state *state = writing->state;
    if (begin(writing, NULL, NULL) == TOL_OK) {
        tol_tmx_put_end(&state->pen);
    }
    if (hand_over(writing, 0, NULL) != TOL_OK) {
        tol_fail_nomem(&writing->output.error);
    }
}

static void release(tol_writing *writing)
{
    tmx_state *state = writing->state;
    if (state) {
        tol_buf_release(&state->pen.buf);
        tol_arena_release(&state->arena);
        tol_arena_release(&state->header_arena);
        tol_mem_free(state);
    }
}

const tol_write_fns tol_tmx_write = {write_header, write_unit, write_end, release, NULL};
