/* Weblate's memory: a JSON array, an object a line, with what its schema wants and nothing else. */
#include <jansson.h>
#include <string.h>

#include "base/fail.h"
#include "base/mem.h"
#include "formats/pair_write.h"

typedef struct weblate_state {
    tol_pair pair;
    bool has_units;
} weblate_state;

static json_t *json_of(tol_str text)
{
    return json_stringn_nocheck(text.ptr ? text.ptr : "", text.len);
}

static tol_str prop_of(const tol_unit *unit, const char *type)
{
    return tol_infos_prop(&unit->infos, tol_str_of(type));
}

/* 1 is what a file brings to all. */
static json_int_t category_of(const tol_unit *unit)
{
    tol_str text = prop_of(unit, "x-weblate-category");
    json_int_t category = 0;
    for (size_t i = 0; i < text.len && i < 12 && text.ptr[i] >= '0' && text.ptr[i] <= '9'; i++) {
        category = category * 10 + (text.ptr[i] - '0');
    }
    return text.len ? category : 1;
}

static json_t *object_of(const weblate_state *state, const tol_unit *unit, const tol_variant *source,
                         const tol_variant *target)
{
    tol_str origin = prop_of(unit, "x-weblate-origin"), context = prop_of(unit, "x-context");
    return json_pack("{s:o, s:o, s:s, s:s, s:o, s:I, s:o*}", "source", json_of(source->text), "target",
                     json_of(target->text), "source_language", state->pair.source_lang, "target_language",
                     state->pair.target_lang, "origin", json_of(origin.ptr ? origin : unit->memory), "category",
                     category_of(unit), "context", context.len ? json_of(context) : NULL);
}

static int put_bytes(const char *bytes, size_t len, void *user)
{
    tol_buf_append(user, bytes, len);
    return 0;
}

static tol_status write_unit(tol_writing *writing, const tol_unit *unit, tol_error *err)
{
    weblate_state *state = writing->state;
    const tol_variant *source, *target;
    tol_buf buf = TOL_BUF_INIT;
    if (!tol_pair_of(&state->pair, writing, unit, &source, &target)) {
        return TOL_OK;
    }
    json_t *object = object_of(state, unit, source, target);
    tol_buf_add(&buf, state->has_units ? TOL_LIT(",\n") : TOL_LIT(""));
    buf.failed |= !object || json_dump_callback(object, put_bytes, &buf, JSON_COMPACT) != 0;
    json_decref(object);
    state->has_units = true;
    return tol_pair_flush(writing, &buf, err);
}

static tol_status begin(tol_writing *writing, const tol_header *header, tol_error *err)
{
    weblate_state *state = tol_mem_calloc(1, sizeof *state);
    if (!state) {
        return tol_fail_nomem(err);
    }
    writing->state = state;
    tol_pair_begin(&state->pair, writing, header);
    tol_output_add(&writing->output, TOL_LIT("[\n"));
    return tol_output_check(&writing->output, err);
}

static void end(tol_writing *writing)
{
    const weblate_state *state = writing->state;
    tol_output_add(&writing->output, state->has_units ? TOL_LIT("\n]\n") : TOL_LIT("]\n"));
}

static void release(tol_writing *writing)
{
    tol_mem_free(writing->state);
    writing->state = NULL;
}

const tol_write_fns tol_weblate_write = {.header = begin, .unit = write_unit, .end = end, .release = release};
