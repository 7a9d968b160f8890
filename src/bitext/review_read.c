/*
 * A review becomes a bitext. Its first row names documents and numbers of segments; each further row is a bead. Nothing
 * may be lost: every number from 1 on stands in one row, and the rows say by their marks which bead is right.
 */
#include <string.h>

#include "base/fail.h"
#include "base/input.h"
#include "base/mem.h"
#include "bitext/bead_order.h"
#include "bitext/bitext_side.h"
#include "bitext/review_form.h"
#include "bitext/review_rows.h"
#include "formats/source.h"
#include "tolmach/lang.h"

/* Most bytes of a review: two texts of the greatest length, and their marks. */
#define REVIEW_MAX (2 * TOL_DOCUMENT_MAX + ((size_t)256 << 20))

static const char *const side_names[] = {"source", "target"};

typedef struct review_reader {
    tol_arena *arena;
    tol_bitext *bitext;
    tol_review_report report;
    tol_review_rows rows;
    size_t status_column, found_column, text_columns[TOL_BITEXT_SIDES];
    uint32_t *places[TOL_BITEXT_SIDES]; /* by segment: the line of its row; 0: not met yet */
    tol_bitext_bead *beads;
    size_t n_beads, cap;
    tol_buf found; /* what the row at hand would say was found, if nothing was changed */
} review_reader;

#define NO_COLUMN SIZE_MAX

/* Fail at a line of the review. */
#define fail_at(line, err, code, ...) fail_line((err), (line), tol_fail((err), (code), __VA_ARGS__))

static tol_status fail_line(tol_error *err, uint32_t line, tol_status status)
{
    tol_fail_locate(err, "", line);
    return status;
}

/* ---- the first row ---- */

/* Read the number at the beginning of a text and move behind it; false: there is none, or it is out of range. */
static bool take_number(tol_str *text, uint32_t *number)
{
    uint64_t n = 0;
    size_t i = 0;
    for (; i < text->len && i < 10 && text->ptr[i] >= '0' && text->ptr[i] <= '9'; i++) {
        n = n * 10 + (uint64_t)(text->ptr[i] - '0');
    }
    *number = (uint32_t)n;
    *text = (tol_str){text->ptr + i, text->len - i};
    return i && n < UINT32_MAX;
}

static bool take_prefix(tol_str *text, tol_str prefix)
{
    if (!tol_str_starts_with(*text, prefix)) {
        return false;
    }
    *text = (tol_str){text->ptr + prefix.len, text->len - prefix.len};
    return true;
}

/* A text without the backslashes that stand before white space and marks. */
static tol_str plain(tol_str text, tol_arena *arena)
{
    char *out = tol_arena_alloc(arena, text.len + 1);
    size_t n = 0;
    for (size_t i = 0; out && i < text.len; i++) {
        char next = text.ptr[i] == '\\' && i + 1 < text.len ? text.ptr[i + 1] : '\0';
        tol_str rest = {text.ptr + i + 1, text.len - i - 1};
        char meant = next == 't' ? '\t' : next == 'n' ? '\n' : next == 'r' ? '\r' : next == '\\' ? '\\' : '\0';
        if (meant) {
            out[n++] = meant;
            i++;
        } else if (!next || !tol_str_starts_with(rest, TOL_LIT(TOL_REVIEW_OPEN))) {
            out[n++] = text.ptr[i];
        }
    }
    return out ? (tol_str){out, n} : TOL_STR_NULL;
}

/* "ru, 35 segments: a.txt" */
static bool read_head(review_reader *r, tol_str cell, tol_bitext_side *side)
{
    const char *comma = cell.len ? memchr(cell.ptr, ',', cell.len) : NULL;
    uint32_t n = 0;
    if (!comma || comma == cell.ptr) {
        return false;
    }
    tol_str lang = {cell.ptr, (size_t)(comma - cell.ptr)};
    tol_str rest = {comma + 1, cell.len - lang.len - 1};
    char tag[TOL_LANG_MAX];
    if (!tol_lang_canonical(lang, tag) || !take_prefix(&rest, TOL_LIT(" ")) || !take_number(&rest, &n) ||
        !take_prefix(&rest, TOL_LIT(TOL_REVIEW_SEGMENTS))) {
        return false;
    }
    *side = (tol_bitext_side){.lang = tol_arena_copy(r->arena, lang), .name = plain(rest, r->arena), .n = n};
    return true;
}

static tol_status make_side(review_reader *r, int side, tol_error *err)
{
    tol_bitext_side *s = &r->bitext->sides[side];
    if (s->n > r->rows.text.len) {
        return fail_at(r->rows.line, err, TOL_EPARSE, "the file is too short for %zu segments", s->n);
    }
    s->segments = tol_arena_calloc(r->arena, s->n + 1, sizeof *s->segments);
    s->lines = tol_arena_calloc(r->arena, s->n + 1, sizeof *s->lines);
    r->places[side] = tol_mem_calloc(s->n + 1, sizeof *r->places[side]);
    return s->segments && s->lines && s->lang.ptr && s->name.ptr && r->places[side] ? TOL_OK : tol_fail_nomem(err);
}

static tol_status read_columns(review_reader *r, tol_error *err)
{
    int n = 0;
    r->status_column = r->found_column = NO_COLUMN;
    bool has_row = tol_review_next_row(&r->rows);
    for (size_t i = 0; has_row && i < r->rows.n; i++) {
        tol_str cell = r->rows.cells[i];
        if (tol_str_equal_nocase(cell, TOL_LIT(TOL_REVIEW_STATUS))) {
            r->status_column = i;
        } else if (tol_str_equal_nocase(cell, TOL_LIT(TOL_REVIEW_FOUND))) {
            r->found_column = i;
        } else if (n < TOL_BITEXT_SIDES && read_head(r, cell, &r->bitext->sides[n])) {
            r->text_columns[n++] = i;
        }
    }
    if (n < TOL_BITEXT_SIDES || r->status_column == NO_COLUMN) {
        return tol_fail(err, TOL_EFORMAT, "this is no review of an alignment: its first row does not name its columns");
    }
    tol_status status = make_side(r, TOL_BITEXT_SOURCE, err);
    return status ? status : make_side(r, TOL_BITEXT_TARGET, err);
}

/* ---- segments ---- */

/* Where the next mark begins that no backslash stands before; the text's length: none. */
static size_t next_mark(tol_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '\\') {
            i++;
        } else if (tol_str_starts_with((tol_str){text.ptr + i, text.len - i}, TOL_LIT(TOL_REVIEW_OPEN))) {
            return i;
        }
    }
    return text.len;
}

static tol_str without_spaces(tol_str s)
{
    while (s.len && (s.ptr[0] == ' ' || s.ptr[0] == '\n' || s.ptr[0] == '\r' || s.ptr[0] == '\t')) {
        s = (tol_str){s.ptr + 1, s.len - 1};
    }
    while (s.len && (s.ptr[s.len - 1] == ' ' || s.ptr[s.len - 1] == '\n' || s.ptr[s.len - 1] == '\r' ||
                     s.ptr[s.len - 1] == '\t')) {
        s.len--;
    }
    return s;
}

/* Read "⟦¶12⟧" at the beginning and move behind it. */
static tol_status take_mark(review_reader *r, int side, tol_str *cell, uint32_t *number, bool *starts, tol_error *err)
{
    uint32_t line = r->rows.line;
    if (!take_prefix(cell, TOL_LIT(TOL_REVIEW_OPEN))) {
        return fail_at(line, err, TOL_EPARSE,
                       "a text of the %s stands there without the number of its segment (" TOL_REVIEW_OPEN
                       "12" TOL_REVIEW_CLOSE ")",
                       side_names[side]);
    }
    *starts = take_prefix(cell, TOL_LIT(TOL_REVIEW_PARAGRAPH));
    if (!take_number(cell, number) || !take_prefix(cell, TOL_LIT(TOL_REVIEW_CLOSE))) {
        return fail_at(line, err, TOL_EPARSE,
                       "a bracket " TOL_REVIEW_OPEN " in the %s begins no number of a segment; write \\" TOL_REVIEW_OPEN
                       " where the text has one",
                       side_names[side]);
    }
    if (*number == 0 || *number > r->bitext->sides[side].n) {
        return fail_at(line, err, TOL_EPARSE, "there is no segment %u of the %s, which has %zu", *number,
                       side_names[side], r->bitext->sides[side].n);
    }
    uint32_t *place = &r->places[side][*number - 1];
    if (*place) {
        return fail_at(line, err, TOL_EPARSE, "segment %u of the %s stands in line %u already", *number,
                       side_names[side], *place);
    }
    *place = line;
    return TOL_OK;
}

static tol_status take_segment(review_reader *r, int side, tol_str *cell, uint32_t *number, tol_error *err)
{
    bool starts = false;
    tol_status status = take_mark(r, side, cell, number, &starts, err);
    if (status != TOL_OK) {
        return status;
    }
    size_t end = next_mark(*cell);
    tol_str text = without_spaces((tol_str){cell->ptr, end});
    *cell = (tol_str){cell->ptr + end, cell->len - end};
    if (!text.len) {
        return fail_at(r->rows.line, err, TOL_EPARSE,
                       "segment %u of the %s has no text; to leave it out give it a row of its own", *number,
                       side_names[side]);
    }
    tol_align_segment *segment = &r->bitext->sides[side].segments[*number - 1];
    *segment = (tol_align_segment){plain(text, r->arena), starts};
    return segment->text.ptr ? TOL_OK : tol_fail_nomem(err);
}

static tol_status take_cell(review_reader *r, int side, tol_bead_part *part, tol_error *err)
{
    tol_str cell = tol_review_cell(&r->rows, r->text_columns[side]);
    uint32_t least = UINT32_MAX, greatest = 0, number = 0, n = 0;
    tol_status status = TOL_OK;
    while (cell.len && status == TOL_OK) {
        status = take_segment(r, side, &cell, &number, err);
        least = number < least ? number : least;
        greatest = number > greatest ? number : greatest;
        n++;
    }
    if (status == TOL_OK && n && greatest - least + 1 != n) {
        return fail_at(r->rows.line, err, TOL_EPARSE,
                       "segments %u and %u of the %s are in one row, but not all between them", least, greatest,
                       side_names[side]);
    }
    *part = (tol_bead_part){n ? least - 1 : 0, n};
    return status;
}

/* ---- rows ---- */

static tol_status take_verdict(review_reader *r, tol_verdict *verdict, tol_error *err)
{
    tol_str cell = tol_review_cell(&r->rows, r->status_column);
    *verdict = TOL_VERDICT_NONE;
    if (tol_str_equal_nocase(cell, TOL_LIT(TOL_REVIEW_RIGHT))) {
        *verdict = TOL_VERDICT_RIGHT;
        r->report.n_right++;
    } else if (tol_str_equal_nocase(cell, TOL_LIT(TOL_REVIEW_WRONG))) {
        *verdict = TOL_VERDICT_WRONG;
        r->report.n_wrong++;
    } else if (cell.len) {
        return fail_at(r->rows.line, err, TOL_EPARSE, "the status \"%.*s\" is none: ok, wrong, or nothing",
                       TOL_ARG(cell));
    }
    return TOL_OK;
}

/* Whether the row's segments are others than those that alignment put there. */
static bool is_changed(review_reader *r, const tol_bead_part *parts)
{
    tol_str found = tol_review_cell(&r->rows, r->found_column);
    tol_buf_reset(&r->found);
    tol_review_put_found(&r->found, parts[TOL_BITEXT_SOURCE], parts[TOL_BITEXT_TARGET]);
    return r->found_column != NO_COLUMN && !tol_str_equal(found, tol_buf_str(&r->found));
}

static tol_status add_bead(review_reader *r, const tol_bead_part *parts, tol_verdict verdict, tol_error *err)
{
    tol_bitext_bead *beads = tol_mem_grow(r->beads, &r->cap, r->n_beads + 1, sizeof *beads);
    if (!beads) {
        return tol_fail_nomem(err);
    }
    r->beads = beads;
    beads[r->n_beads++] =
        (tol_bitext_bead){{parts[TOL_BITEXT_SOURCE].start, parts[TOL_BITEXT_SOURCE].n, parts[TOL_BITEXT_TARGET].start,
                           parts[TOL_BITEXT_TARGET].n, verdict == TOL_VERDICT_RIGHT ? 1.0F : 0.0F, false},
                          verdict};
    return TOL_OK;
}

static tol_status take_row(review_reader *r, tol_error *err)
{
    tol_bead_part parts[TOL_BITEXT_SIDES];
    tol_verdict verdict;
    tol_status status = take_cell(r, TOL_BITEXT_SOURCE, &parts[TOL_BITEXT_SOURCE], err);
    status = status ? status : take_cell(r, TOL_BITEXT_TARGET, &parts[TOL_BITEXT_TARGET], err);
    if (status != TOL_OK || (!parts[TOL_BITEXT_SOURCE].n && !parts[TOL_BITEXT_TARGET].n)) {
        return status;
    }
    status = take_verdict(r, &verdict, err);
    if (status == TOL_OK && verdict == TOL_VERDICT_NONE && is_changed(r, parts)) {
        verdict = TOL_VERDICT_RIGHT;
        r->report.n_changed++;
    }
    return status ? status : add_bead(r, parts, verdict, err);
}

static tol_status check_whole(const review_reader *r, tol_error *err)
{
    for (int side = 0; side < TOL_BITEXT_SIDES; side++) {
        for (size_t i = 0; i < r->bitext->sides[side].n; i++) {
            if (!r->places[side][i]) {
                return fail_at(i ? r->places[side][i - 1] : 1, err, TOL_EPARSE, "segment %zu of the %s is missing%s",
                               i + 1, side_names[side], i ? "; the one before it stands in this line" : "");
            }
        }
    }
    return TOL_OK;
}

static tol_status give(review_reader *r, tol_error *err)
{
    tol_bitext *bitext = r->bitext;
    tol_status status = tol_beads_order(r->beads, r->n_beads, bitext->sides[TOL_BITEXT_TARGET].n, err);
    bitext->beads = tol_arena_alloc(r->arena, (r->n_beads + 1) * sizeof *bitext->beads);
    if (status != TOL_OK || !bitext->beads) {
        return status ? status : tol_fail_nomem(err);
    }
    if (r->n_beads) {
        memcpy(bitext->beads, r->beads, r->n_beads * sizeof *bitext->beads);
    }
    bitext->n_beads = r->n_beads;
    return TOL_OK;
}

static tol_status read_rows(review_reader *r, tol_error *err)
{
    tol_status status = read_columns(r, err);
    while (status == TOL_OK && tol_review_next_row(&r->rows)) {
        status = take_row(r, err);
    }
    status = status ? status : check_whole(r, err);
    return status ? status : give(r, err);
}

/* ---- the file ---- */

/* All of the file, decoded. */
static tol_status hold(tol_input *input, tol_buf *text, tol_error *err)
{
    tol_source source;
    tol_read_opt opt = TOL_READ_OPT_INIT;
    tol_reporter reporter = {.file = input->name};
    tol_status status = tol_source_open(&source, input, &reporter, &opt, err);
    status = status ? status : tol_source_judge(&source, err);
    while (status == TOL_OK) {
        tol_buf_add(text, tol_buf_str(&source.text));
        if (!tol_buf_ok(text)) {
            status = text->len + source.text.len > REVIEW_MAX
                         ? tol_fail(err, TOL_ELIMIT, "the review is longer than %zu MB", REVIEW_MAX >> 20)
                         : tol_fail_nomem(err);
        }
        if (status != TOL_OK || source.at_end) {
            break;
        }
        status = tol_source_next(&source, err);
    }
    tol_source_close(&source);
    return status;
}

static tol_status read_input(tol_input *input, tol_arena *arena, tol_bitext *bitext, tol_review_report *report,
                             tol_error *err)
{
    tol_buf text;
    tol_buf_init(&text, REVIEW_MAX);
    review_reader r = {.arena = arena, .bitext = bitext, .found = TOL_BUF_INIT};
    *bitext = (tol_bitext)TOL_BITEXT_INIT;
    tol_status status = hold(input, &text, err);
    if (status == TOL_OK) {
        r.rows = (tol_review_rows){.text = tol_buf_str(&text), .next_line = 1, .arena = arena};
        status = read_rows(&r, err);
    }
    if (status == TOL_OK && !(tol_arena_ok(arena) && tol_buf_ok(&r.found))) {
        status = tol_fail_nomem(err);
    }
    if (status != TOL_OK) {
        tol_fail_locate(err, input->name, 0);
    }
    if (report) {
        *report = r.report;
    }
    tol_mem_free(r.beads);
    tol_mem_free(r.places[TOL_BITEXT_SOURCE]);
    tol_mem_free(r.places[TOL_BITEXT_TARGET]);
    tol_buf_release(&r.found);
    tol_buf_release(&text);
    return status;
}

tol_status tol_review_read_file(const char *path, tol_arena *arena, tol_bitext *bitext, tol_review_report *report,
                                tol_error *err)
{
    tol_input input = TOL_INPUT_INIT;
    tol_error_clear(err);
    tol_status status = tol_input_open(&input, path, err);
    if (status != TOL_OK) {
        return status;
    }
    status = read_input(&input, arena, bitext, report, err);
    tol_input_close(&input);
    return status;
}

tol_status tol_review_read_bytes(tol_str bytes, const char *name, tol_arena *arena, tol_bitext *bitext,
                                 tol_review_report *report, tol_error *err)
{
    tol_input input = TOL_INPUT_INIT;
    tol_error_clear(err);
    tol_input_of_bytes(&input, bytes, name);
    return read_input(&input, arena, bitext, report, err);
}
