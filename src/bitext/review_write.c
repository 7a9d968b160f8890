#include <inttypes.h>

#include "base/fail.h"
#include "base/output.h"
#include "bitext/bitext_side.h"
#include "bitext/review_form.h"

typedef struct review_pen {
    tol_output output;
    tol_buf row;
} review_pen;

/* A text with its white space and marks escaped. */
static void put_text(tol_buf *row, tol_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        const char *letter = c == '\t' ? "t" : c == '\n' ? "n" : c == '\r' ? "r" : c == '\\' ? "\\" : NULL;
        tol_str rest = {text.ptr + i, text.len - i};
        if (letter || tol_str_starts_with(rest, TOL_LIT(TOL_REVIEW_OPEN))) {
            tol_buf_byte(row, '\\');
        }
        tol_buf_byte(row, letter ? *letter : c);
    }
}

static void put_segments(tol_buf *row, const tol_bitext_side *side, tol_bead_part part)
{
    tol_buf_byte(row, '\t');
    for (uint32_t i = part.start; i < part.start + part.n; i++) {
        tol_buf_printf(row, "%s" TOL_REVIEW_OPEN "%s%" PRIu32 TOL_REVIEW_CLOSE " ", i == part.start ? "" : " ",
                       side->segments[i].starts_paragraph ? TOL_REVIEW_PARAGRAPH : "", i + 1);
        put_text(row, side->segments[i].text);
    }
}

static const char *const statuses[] = {
    [TOL_VERDICT_NONE] = "",
    [TOL_VERDICT_RIGHT] = TOL_REVIEW_RIGHT,
    [TOL_VERDICT_WRONG] = TOL_REVIEW_WRONG,
};

static void put_bead(tol_buf *row, const tol_bitext *bitext, size_t i)
{
    const tol_bitext_bead *bead = &bitext->beads[i];
    tol_buf_printf(row, "%zu\t%s\t%d\t", i + 1, statuses[bead->verdict], tol_confidence_percent(bead->bead.confidence));
    tol_review_put_found(row, tol_bead_part_of(&bead->bead, TOL_BITEXT_SOURCE),
                         tol_bead_part_of(&bead->bead, TOL_BITEXT_TARGET));
    for (int side = 0; side < TOL_BITEXT_SIDES; side++) {
        put_segments(row, &bitext->sides[side], tol_bead_part_of(&bead->bead, side));
    }
}

static void put_head(tol_buf *row, const tol_bitext *bitext)
{
    tol_buf_add(row, TOL_LIT("bead\t" TOL_REVIEW_STATUS "\tconfidence\t" TOL_REVIEW_FOUND));
    for (int side = 0; side < TOL_BITEXT_SIDES; side++) {
        const tol_bitext_side *text = &bitext->sides[side];
        tol_buf_printf(row, "\t%.*s, %zu" TOL_REVIEW_SEGMENTS, TOL_ARG(text->lang), text->n);
        put_text(row, text->name);
    }
}

static tol_status end_row(review_pen *pen, tol_error *err)
{
    tol_buf_byte(&pen->row, '\n');
    if (!tol_buf_ok(&pen->row)) {
        return tol_fail_nomem(err);
    }
    tol_output_add(&pen->output, tol_buf_str(&pen->row));
    tol_buf_reset(&pen->row);
    return tol_output_check(&pen->output, err);
}

tol_status tol_review_write(const tol_bitext *bitext, const char *path, tol_buf *buf, tol_error *err)
{
    review_pen pen = {.row = TOL_BUF_INIT};
    tol_error_clear(err);
    tol_status status = tol_output_open(&pen.output, path, buf, err);
    if (status == TOL_OK) {
        put_head(&pen.row, bitext);
        status = end_row(&pen, err);
    }
    for (size_t i = 0; i < bitext->n_beads && status == TOL_OK; i++) {
        put_bead(&pen.row, bitext, i);
        status = end_row(&pen, err);
    }
    status = status ? status : tol_output_finish(&pen.output, err);
    tol_output_release(&pen.output);
    tol_buf_release(&pen.row);
    return status;
}
