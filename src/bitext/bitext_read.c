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

typedef struct side_reader {
    tol_arena *arena;
    tol_align_segment *segments;
    uint32_t *lines;
    size_t n, segments_cap, lines_cap;
    size_t n_bytes;
} side_reader;

static bool has_line_end(tol_str space)
{
    return space.len && memchr(space.ptr, '\n', space.len);
}

static tol_status take_segment(void *user, const tol_file_segment *segment, tol_error *err)
{
    side_reader *r = user;
    if (!segment->text.len) {
        return TOL_OK;
    }
    r->n_bytes += segment->text.len;
    if (r->n_bytes > TOL_BITEXT_MAX) {
        return tol_fail(err, TOL_ELIMIT, "the text is longer than %zu MB", TOL_BITEXT_MAX >> 20);
    }
    tol_align_segment *segments = tol_mem_grow(r->segments, &r->segments_cap, r->n + 1, sizeof *segments);
    r->segments = segments ? segments : r->segments;
    uint32_t *lines = tol_mem_grow(r->lines, &r->lines_cap, r->n + 1, sizeof *lines);
    r->lines = lines ? lines : r->lines;
    tol_str text = tol_arena_copy(r->arena, segment->text);
    if (!segments || !lines || !text.ptr) {
        return tol_fail_nomem(err);
    }
    segments[r->n] = (tol_align_segment){text, r->n == 0 || has_line_end(segment->space)};
    lines[r->n++] = segment->line;
    return TOL_OK;
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

static tol_status read_text(side_reader *r, const char *path, tol_str lang, const tol_bitext_read_opt *opt,
                            tol_error *err)
{
    tol_segmenter *segmenter = NULL;
    tol_segment_file_opt file_opt = {opt->encoding, opt->listener};
    tol_status status = tol_segmenter_new(lang, &opt->segmenter, &segmenter, err);
    if (status == TOL_OK) {
        status = tol_segment_file(segmenter, path, &file_opt, take_segment, r, err);
    }
    tol_segmenter_free(segmenter);
    return status;
}

tol_status tol_bitext_read(const char *path, tol_str lang, const tol_bitext_read_opt *opt, tol_arena *arena,
                           tol_bitext_side *side, tol_error *err)
{
    static const tol_bitext_read_opt defaults = TOL_BITEXT_READ_OPT_INIT;
    side_reader r = {.arena = arena};
    tol_error_clear(err);
    *side = (tol_bitext_side){.n = 0};
    tol_status status = read_text(&r, path, lang, opt ? opt : &defaults, err);
    if (status == TOL_OK && r.n == 0) {
        status = tol_fail(err, TOL_EFORMAT, "there is no text in it");
    }
    status = status ? status : check_script(&r, lang, err);
    status = status ? status : keep_side(&r, path, lang, side, err);
    if (status != TOL_OK) {
        tol_fail_locate(err, strcmp(path, "-") == 0 ? "standard input" : path, 0);
    }
    tol_mem_free(r.segments);
    tol_mem_free(r.lines);
    return status;
}
