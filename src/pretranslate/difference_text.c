#include "pretranslate/difference_text.h"

#include "tolmach/buf.h"

typedef struct writer {
    tol_buf out;
    tol_str query, source;
    size_t at; /* in the query: what stands before is written */
    bool differs;
} writer;

static void put_query(writer *w, size_t upto)
{
    if (upto > w->at) {
        tol_buf_append(&w->out, w->query.ptr + w->at, upto - w->at);
        w->at = upto;
    }
}

static void put_marked(writer *w, const char *open, tol_str text, size_t begin, size_t end, const char *close)
{
    if (end > begin) {
        w->differs = true;
        tol_buf_add(&w->out, tol_str_of(open));
        tol_buf_append(&w->out, text.ptr + begin, end - begin);
        tol_buf_add(&w->out, tol_str_of(close));
    }
}

/* A token that stands in the match only keeps the space before it. */
static void put_inserted(writer *w, const tol_edit *edit)
{
    bool has_space = edit->source_start > 0 && w->source.ptr[edit->source_start - 1] == ' ';
    if (has_space && w->out.len && w->out.ptr[w->out.len - 1] != ' ') {
        tol_buf_byte(&w->out, ' ');
    }
    put_marked(w, "[-", w->source, edit->source_start, edit->source_end, "-]");
}

static void put_edit(writer *w, const tol_edit *edit)
{
    if (edit->kind == TOL_EDIT_INSERTED) {
        put_inserted(w, edit);
        return;
    }
    if (edit->kind == TOL_EDIT_KEPT) {
        put_query(w, edit->query_end);
        return;
    }
    put_query(w, edit->query_start);
    if (edit->kind != TOL_EDIT_DELETED) {
        put_marked(w, "[-", w->source, edit->source_start, edit->source_end, "-]");
    }
    put_marked(w, "{+", w->query, edit->query_start, edit->query_end, "+}");
    w->at = edit->query_end > w->at ? edit->query_end : w->at;
}

tol_str tol_difference_text(tol_str query, const tol_hit *hit, tol_arena *arena)
{
    writer w = {.out = TOL_BUF_INIT, .query = query, .source = hit->source};
    for (size_t i = 0; i < hit->n_edits; i++) {
        put_edit(&w, &hit->edits[i]);
    }
    put_query(&w, query.len);
    tol_str text = w.differs ? tol_arena_copy(arena, tol_buf_str(&w.out)) : TOL_STR_NULL;
    arena->failed = arena->failed || !tol_buf_ok(&w.out);
    tol_buf_release(&w.out);
    return text;
}
