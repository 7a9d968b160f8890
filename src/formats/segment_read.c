#include "formats/segment_read.h"

#include "base/fail.h"
#include "formats/grow.h"
#include "formats/tmx_names.h"

/* Buffers that one segment blew up are not worth keeping for the next. */
#define KEEP_MAX ((size_t)1 << 20)

static void reset(tol_buf *buf)
{
    if (buf->cap > KEEP_MAX) {
        tol_buf_release(buf);
    }
    tol_buf_reset(buf);
}

void tol_segment_begin(tol_segment_reader *segment, tol_str space)
{
    reset(&segment->text);
    reset(&segment->code);
    segment->runs = NULL;
    segment->n_runs = segment->depth = segment->native_depth = segment->size = 0;
    segment->space = space;
}

static tol_run *add_run(tol_segment_reader *segment, tol_arena *arena, tol_run_kind kind, tol_inline elem)
{
    tol_run *runs = tol_grow(arena, segment->runs, segment->n_runs, sizeof *runs);
    if (!runs) {
        return NULL;
    }
    segment->runs = runs;
    segment->size += sizeof *runs;
    tol_run *run = &runs[segment->n_runs++];
    *run = (tol_run){.kind = kind, .elem = elem, .at = segment->text.len};
    return run;
}

/* Native code is gathered until the next tag: libxml2 gives it in pieces. */
static void flush_code(tol_segment_reader *segment, tol_arena *arena)
{
    if (segment->code.len == 0) {
        return;
    }
    tol_inline elem = segment->runs[segment->open[segment->depth - 1]].elem;
    tol_run *run = add_run(segment, arena, TOL_RUN_CODE, elem);
    if (run) {
        run->code = tol_arena_copy(arena, tol_buf_str(&segment->code));
    }
    tol_buf_reset(&segment->code);
}

/* An element is of TMX when it has no prefix, or a prefix for the namespace of the root. */
static tol_inline inline_of(const tol_segment_reader *segment, const tol_xml_element *element)
{
    bool is_ours = !element->prefix.ptr || (element->space.ptr && tol_str_equal(element->space, segment->space));
    int found = is_ours ? tol_tmx_find(element->name) : TOL_FOREIGN;
    return found < TOL_FOREIGN ? (tol_inline)found : TOL_FOREIGN;
}

tol_status tol_segment_start(tol_segment_reader *segment, const tol_xml_element *element, tol_arena *arena,
                             tol_error *err)
{
    flush_code(segment, arena);
    if (segment->depth == TOL_INLINE_DEPTH_MAX) {
        return tol_fail(err, TOL_ELIMIT, "inline elements are nested deeper than %d", TOL_INLINE_DEPTH_MAX);
    }
    tol_inline elem = inline_of(segment, element);
    size_t used = arena->used;
    tol_attrs attrs = tol_xml_attrs(element, elem == TOL_FOREIGN, arena);
    tol_str name = elem == TOL_FOREIGN ? tol_xml_qname(element, arena) : TOL_STR_NULL;
    segment->size += arena->used - used;
    tol_run *run = add_run(segment, arena, TOL_RUN_OPEN, elem);
    if (run) {
        run->attrs = attrs;
        run->name = name;
        segment->open[segment->depth++] = segment->n_runs - 1;
        if (!segment->native_depth && elem != TOL_HI && elem != TOL_SUB && elem != TOL_FOREIGN) {
            segment->native_depth = segment->depth;
        }
    }
    return TOL_OK;
}

void tol_segment_text(tol_segment_reader *segment, tol_str text)
{
    tol_buf_add(segment->native_depth ? &segment->code : &segment->text, text);
    segment->size += text.len;
}

void tol_segment_end(tol_segment_reader *segment, tol_arena *arena)
{
    flush_code(segment, arena);
    if (segment->depth == 0) {
        return; /* its beginning found no memory */
    }
    const size_t opened_by = segment->open[segment->depth - 1];
    tol_run *run = add_run(segment, arena, TOL_RUN_CLOSE, segment->runs[opened_by].elem);
    if (run) {
        run->name = segment->runs[opened_by].name;
    }
    if (segment->native_depth == segment->depth) {
        segment->native_depth = 0;
    }
    segment->depth--;
}

bool tol_segment_finish(tol_segment_reader *segment, tol_arena *arena, tol_variant *variant)
{
    variant->text = tol_arena_copy(arena, tol_buf_str(&segment->text));
    variant->runs = segment->runs;
    variant->n_runs = segment->n_runs;
    return tol_buf_ok(&segment->text) && tol_buf_ok(&segment->code) && tol_arena_ok(arena);
}

void tol_segment_release(tol_segment_reader *segment)
{
    tol_buf_release(&segment->text);
    tol_buf_release(&segment->code);
}
