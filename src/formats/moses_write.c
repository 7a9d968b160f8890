/*
 * Two text files whose lines belong together: the path with the languages as endings. A segment is one line; line
 * breaks in it become spaces.
 */
#include <string.h>

#include "base/fail.h"
#include "base/mem.h"
#include "formats/pair_write.h"

typedef struct moses_state {
    tol_pair pair;
    tol_output outs[2];
    bool is_open;
} moses_state;

/* The path, without an ending that is one of the languages. */
static tol_str stem_of(const char *path, const tol_pair *pair)
{
    const char *dot = strrchr(path, '.');
    bool is_lang = dot && !strchr(dot, '/') && dot > path &&
                   (tol_str_equal_nocase(tol_str_of(dot + 1), tol_str_of(pair->source_lang)) ||
                    tol_str_equal_nocase(tol_str_of(dot + 1), tol_str_of(pair->target_lang)));
    return (tol_str){path, is_lang ? (size_t)(dot - path) : strlen(path)};
}

static tol_status open_files(moses_state *state, const char *path, tol_error *err)
{
    const char *langs[] = {state->pair.source_lang, state->pair.target_lang};
    tol_str stem = stem_of(path, &state->pair);
    tol_status status = TOL_OK;
    for (size_t i = 0; i < 2 && !status; i++) {
        tol_buf name = TOL_BUF_INIT;
        tol_buf_printf(&name, "%.*s.%s", TOL_ARG(stem), langs[i]);
        status = tol_buf_ok(&name) ? tol_output_open(&state->outs[i], name.ptr, NULL, err) : tol_fail_nomem(err);
        tol_buf_release(&name);
    }
    state->is_open = !status;
    return status;
}

static tol_status put_line(tol_output *out, tol_str text, tol_error *err)
{
    tol_buf buf = TOL_BUF_INIT;
    tol_put_in_line(&buf, text, false);
    tol_buf_byte(&buf, '\n');
    if (tol_buf_ok(&buf)) {
        tol_output_add(out, tol_buf_str(&buf));
    }
    tol_status status = tol_buf_ok(&buf) ? tol_output_check(out, err) : tol_fail_nomem(err);
    tol_buf_release(&buf);
    return status;
}

static tol_status write_unit(tol_writing *writing, const tol_unit *unit, tol_error *err)
{
    moses_state *state = writing->state;
    const tol_variant *source, *target;
    if (!tol_pair_of(&state->pair, writing, unit, &source, &target)) {
        return TOL_OK;
    }
    tol_status status = state->is_open ? TOL_OK : open_files(state, writing->path, err);
    if (!status) {
        status = put_line(&state->outs[0], source->text, err);
    }
    return status ? status : put_line(&state->outs[1], target->text, err);
}

static tol_status begin(tol_writing *writing, const tol_header *header, tol_error *err)
{
    if (!writing->path || strcmp(writing->path, "-") == 0) {
        return tol_fail(err, TOL_EINVAL, "aligned text files are two, and need a file's name");
    }
    moses_state *state = tol_mem_calloc(1, sizeof *state);
    if (!state) {
        return tol_fail_nomem(err);
    }
    writing->state = state;
    state->outs[0].fd = state->outs[1].fd = -1;
    tol_pair_begin(&state->pair, writing, header);
    return TOL_OK;
}

/* Both or, as far as a system can promise it, neither. Without a unit there are no files where nobody named the
 * languages. */
static tol_status finish(tol_writing *writing, tol_error *err)
{
    moses_state *state = writing->state;
    tol_status status = TOL_OK;
    if (!state->is_open && state->pair.source_lang[0] && state->pair.target_lang[0]) {
        status = open_files(state, writing->path, err);
    }
    for (size_t i = 0; i < 2 && !status && state->is_open; i++) {
        status = tol_output_check(&state->outs[i], err);
    }
    for (size_t i = 0; i < 2 && !status && state->is_open; i++) {
        status = tol_output_finish(&state->outs[i], err);
    }
    return status;
}

static void release(tol_writing *writing)
{
    moses_state *state = writing->state;
    if (state) {
        tol_output_release(&state->outs[0]);
        tol_output_release(&state->outs[1]);
        tol_mem_free(state);
        writing->state = NULL;
    }
}

const tol_write_fns tol_moses_write = {.header = begin, .unit = write_unit, .release = release, .finish = finish};
