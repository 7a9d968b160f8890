/* A document becomes a side: read, segmented, and asked whether it is in the language that it is said to be in. */
#include <string.h>

#include "base/fail.h"
#include "base/mem.h"
#include "text/script.h"
#include "tolmach/bitext.h"

/* The language is judged by so many letters at the beginning, and by no fewer. */
#define JUDGED_MAX 200000
#define JUDGED_MIN 20
/* Of the letters at least this share must be of the language's script: names and quotations may be many. */
#define OWN_MIN_PERCENT 20

/* Paragraphs are segmented so many bytes at a time: names in a part are seen from all of it. */
#define PART ((size_t)4 << 20)

typedef struct side_reader {
    tol_arena *arena;
    tol_segmenter *segmenter;
    tol_document document;
    tol_buf part; /* paragraphs, each with a line end */
    size_t *ends; /* where each of them ends in the part */
    size_t n_ends, ends_cap;
    tol_arena spans;
    tol_align_segment *segments;
    uint32_t *lines;
    size_t n, segments_cap, lines_cap;
} side_reader;

static tol_status add_segment(side_reader *r, tol_str text, bool starts, uint32_t line, tol_error *err)
{
    tol_align_segment *segments = tol_mem_grow(r->segments, &r->segments_cap, r->n + 1, sizeof *segments);
    r->segments = segments ? segments : r->segments;
    uint32_t *lines = tol_mem_grow(r->lines, &r->lines_cap, r->n + 1, sizeof *lines);
    r->lines = lines ? lines : r->lines;
    text = tol_arena_copy(r->arena, text);
    if (!segments || !lines || !text.ptr) {
        return tol_fail_nomem(err);
    }
    segments[r->n] = (tol_align_segment){text, starts};
    lines[r->n++] = line;
    return TOL_OK;
}

/* Segment the part; its first paragraph has this number in the document. */
static tol_status segment_part(side_reader *r, size_t first, tol_error *err)
{
    tol_segment_spans spans = {NULL, 0};
    tol_str text = tol_buf_str(&r->part);
    tol_status status = tol_buf_ok(&r->part) ? TOL_OK : tol_fail_nomem(err);
    status = status ? status : tol_segmenter_run(r->segmenter, text, NULL, 0, &r->spans, &spans, err);
    size_t at = 0, begun = SIZE_MAX;
    for (size_t i = 0; i < spans.n && status == TOL_OK; i++) {
        tol_segment_span span = spans.items[i];
        while (span.start >= r->ends[at]) {
            at++;
        }
        status = add_segment(r, (tol_str){text.ptr + span.start, span.end - span.start}, begun != at,
                             r->document.paras[first + at].line, err);
        begun = at;
    }
    tol_arena_reset(&r->spans);
    tol_buf_reset(&r->part);
    r->n_ends = 0;
    return status;
}

static tol_status add_paragraph(side_reader *r, tol_str text, tol_error *err)
{
    size_t *ends = tol_mem_grow(r->ends, &r->ends_cap, r->n_ends + 1, sizeof *ends);
    if (!ends) {
        return tol_fail_nomem(err);
    }
    tol_buf_add(&r->part, text);
    tol_buf_byte(&r->part, '\n');
    r->ends = ends;
    ends[r->n_ends++] = r->part.len;
    return TOL_OK;
}

static tol_status segment_document(side_reader *r, tol_error *err)
{
    tol_status status = TOL_OK;
    size_t first = 0;
    for (size_t i = 0; i < r->document.n_paras && status == TOL_OK; i++) {
        status = add_paragraph(r, r->document.paras[i].text, err);
        if (status == TOL_OK && (r->part.len >= PART || i + 1 == r->document.n_paras)) {
            status = segment_part(r, first, err);
            first = i + 1;
        }
    }
    return status;
}

/* ---- is it in that language? ---- */

static const char *const script_names[] = {
    [TOL_SCRIPT_LATIN] = "Latin",
    [TOL_SCRIPT_CYRILLIC] = "Cyrillic",
    [TOL_SCRIPT_GREEK] = "Greek",
    [TOL_SCRIPT_OTHER] = "of another script",
};

static tol_status check_script(const side_reader *r, tol_str lang, tol_error *err)
{
    enum { N_SCRIPTS = sizeof script_names / sizeof script_names[0] };
    uint64_t counts[N_SCRIPTS] = {0}, n = 0;
    tol_script own = tol_script_of_lang(lang), most = TOL_SCRIPT_NONE;
    for (size_t i = 0; i < r->n && n < JUDGED_MAX; i++) {
        for (int s = TOL_SCRIPT_LATIN; s < N_SCRIPTS; s++) {
            uint32_t count = tol_script_count(r->segments[i].text, (tol_script)s);
            counts[s] += count;
            n += count;
            most = counts[s] > counts[most] ? (tol_script)s : most;
        }
    }
    if (own == TOL_SCRIPT_NONE || n < JUDGED_MIN || counts[own] * 100 >= n * OWN_MIN_PERCENT) {
        return TOL_OK;
    }
    return tol_fail(err, TOL_EINVAL, "the text is not in the language \"%.*s\": %u %% of its letters are %s",
                    TOL_ARG(lang), (unsigned)(counts[most] * 100 / n), script_names[most]);
}

/* ---- the side ---- */

static tol_status keep_side(const side_reader *r, const char *path, tol_str lang, tol_bitext_side *side, tol_error *err)
{
    const char *slash = strrchr(path, '/');
    tol_align_segment *segments = tol_arena_alloc(r->arena, (r->n + 1) * sizeof *segments);
    uint32_t *lines = tol_arena_alloc(r->arena, (r->n + 1) * sizeof *lines);
    tol_str name = strcmp(path, "-") == 0 ? TOL_LIT("stdin") : tol_str_of(slash ? slash + 1 : path);
    *side = (tol_bitext_side){tol_arena_copy(r->arena, lang), tol_arena_copy(r->arena, name), segments, lines, r->n};
    if (!tol_arena_ok(r->arena)) {
        return tol_fail_nomem(err);
    }
    memcpy(segments, r->segments, r->n * sizeof *segments);
    memcpy(lines, r->lines, r->n * sizeof *lines);
    return TOL_OK;
}

tol_status tol_bitext_read(const char *path, tol_str lang, const tol_bitext_read_opt *opt, tol_arena *arena,
                           tol_bitext_side *side, tol_document *document, tol_error *err)
{
    static const tol_bitext_read_opt defaults = TOL_BITEXT_READ_OPT_INIT;
    side_reader r = {.arena = arena, .part = TOL_BUF_INIT, .spans = TOL_ARENA_INIT};
    opt = opt ? opt : &defaults;
    *side = (tol_bitext_side){.n = 0};
    tol_status status = tol_segmenter_new(lang, &opt->segmenter, &r.segmenter, err);
    if (status != TOL_OK) {
        return status;
    }
    status = tol_document_read_file(path, &opt->document, arena, &r.document, err);
    status = status ? status : segment_document(&r, err);
    status = status ? status : check_script(&r, lang, err);
    status = status ? status : keep_side(&r, path, lang, side, err);
    if (status != TOL_OK) {
        tol_fail_locate(err, strcmp(path, "-") == 0 ? "standard input" : path, 0);
    } else if (document) {
        *document = r.document;
    }
    tol_segmenter_free(r.segmenter);
    tol_buf_release(&r.part);
    tol_arena_release(&r.spans);
    tol_mem_free(r.ends);
    tol_mem_free(r.segments);
    tol_mem_free(r.lines);
    return status;
}
