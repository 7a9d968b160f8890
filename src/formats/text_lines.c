#include "formats/text_lines.h"

#include <string.h>

#include "base/fail.h"
#include "tolmach/token.h"

void tol_lines_init(tol_lines *lines, tol_source *source)
{
    *lines = (tol_lines){.source = source, .rest = TOL_BUF_INIT};
}

void tol_lines_release(tol_lines *lines)
{
    tol_buf_release(&lines->rest);
}

/* Keep the beginning of a line whose end comes with another chunk. */
static void keep(tol_lines *lines, tol_str part)
{
    size_t room = TOL_TEXT_MAX - lines->rest.len;
    lines->is_cut |= part.len > room;
    tol_buf_append(&lines->rest, part.ptr, part.len < room ? part.len : room);
}

static tol_status give(tol_lines *lines, tol_str end, tol_str *line, tol_error *err)
{
    *line = end;
    if (lines->rest.len || lines->is_cut) {
        keep(lines, end);
        *line = tol_buf_str(&lines->rest);
    }
    if (!tol_buf_ok(&lines->rest)) {
        return tol_fail_nomem(err);
    }
    line->len -= line->len && line->ptr[line->len - 1] == '\r';
    lines->source->reporter->line = ++lines->n;
    return TOL_OK;
}

tol_status tol_lines_next(tol_lines *lines, tol_str *line, tol_error *err)
{
    tol_source *source = lines->source;
    tol_buf_reset(&lines->rest);
    lines->is_cut = false;
    for (;;) {
        tol_str text = {(source->text.ptr ? source->text.ptr : "") + lines->at, source->text.len - lines->at};
        const char *end = text.len ? memchr(text.ptr, '\n', text.len) : NULL;
        if (end) {
            lines->at += (size_t)(end - text.ptr) + 1;
            return give(lines, (tol_str){text.ptr, (size_t)(end - text.ptr)}, line, err);
        }
        if (source->at_end) {
            lines->at += text.len;
            *line = TOL_STR_NULL;
            return text.len || lines->rest.len ? give(lines, text, line, err) : TOL_OK;
        }
        keep(lines, text);
        lines->at = 0;
        tol_status status = tol_source_next(source, err);
        if (status) {
            return status;
        }
    }
}
