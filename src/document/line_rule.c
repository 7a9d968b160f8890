/*
 * How the lines of a plain text make paragraphs. Where lines are cut at a width, many begin with a small letter behind
 * one that ends no sentence, and the word that begins them had no place before. A text with a paragraph a line has no
 * such places but by accident.
 */
#include "base/utf8.h"
#include "document/page_text.h"
#include "text/unicode.h"

/* A narrower column is a list of words. */
#define COLUMN_MIN 28
/* A wider one is none. */
#define COLUMN_MAX 300
/* Of the places between lines, so many of a hundred go on in a wrapped text, and so many of these are full lines. */
#define GOES_ON_PERCENT 30
#define FULL_PERCENT    60
/* In a script without small letters it is the share of full lines that shows it. */
#define FULL_ALONE_PERCENT 75
/* Double spacing: at most one in so many places has no blank line. */
#define DOUBLE_SHARE 10

typedef struct tally {
    size_t n, n_going_on, n_full_going_on, n_full, n_open;
} tally;

static void count(tally *t, const tol_page_line *line, const tol_page_line *next, uint32_t width)
{
    if (tol_line_is_bullet(line->text)) {
        return;
    }
    bool is_full = tol_line_is_full(line, next, width);
    bool is_open = !tol_line_ends_sentence(line->text, true);
    bool goes_on =
        tol_line_hyphen(line->text) || (is_open && tol_line_begins_small(next->text) && !tol_line_is_item(next->text));
    t->n++;
    t->n_full += is_full;
    t->n_open += is_open;
    t->n_going_on += goes_on;
    t->n_full_going_on += goes_on && is_full;
}

static bool has_case(const tol_page_text *text)
{
    size_t n = 0, n_cased = 0;
    for (size_t l = 0; l < text->n_lines && n < 2000; l++) {
        tol_str own = text->lines[l].text;
        for (size_t i = 0; i < own.len;) {
            uint32_t cp = tol_utf8_next(own, &i);
            bool is_letter = (tol_unicode_props(cp) & (TOL_CH_ALNUM | TOL_CH_DIGIT)) == TOL_CH_ALNUM;
            n += is_letter;
            n_cased += is_letter && (tol_unicode_is_lower(cp) || tol_unicode_is_upper(cp));
        }
    }
    return n_cased * 2 >= n;
}

static bool is_wrapped(const tally *t, bool is_cased)
{
    if (!is_cased) {
        return t->n && t->n_full * 100 >= t->n * FULL_ALONE_PERCENT && t->n_open * 100 >= t->n * GOES_ON_PERCENT;
    }
    return t->n && t->n_going_on * 100 >= t->n * GOES_ON_PERCENT &&
           t->n_full_going_on * 100 >= t->n_going_on * FULL_PERCENT;
}

/* One blank line less everywhere. */
static void close_gaps(tol_page_text *text)
{
    for (size_t i = 1; i < text->n_lines; i++) {
        tol_page_line *line = &text->lines[i];
        line->n_blank -= line->n_blank > 0;
        if (line->gap == TOL_GAP_BLANK && !line->n_blank) {
            line->gap = TOL_GAP_NONE;
        }
    }
}

tol_status tol_line_rule(tol_page_text *text, tol_para_rule *rule, tol_error *err)
{
    uint32_t width;
    tally close = {0}, blank = {0};
    tol_status status = tol_full_width(text, &width, err);
    const tol_page_line *last = NULL;
    *rule = TOL_PARA_RULE_LINE;
    if (status || width < COLUMN_MIN || width > COLUMN_MAX) {
        return status;
    }
    for (size_t i = 0; i < text->n_lines; i++) {
        const tol_page_line *line = &text->lines[i];
        if (line->is_removed) {
            continue;
        }
        if (last && line->gap != TOL_GAP_PAGE) {
            count(line->gap == TOL_GAP_NONE ? &close : &blank, last, line, width);
        }
        last = line;
    }
    bool is_cased = has_case(text);
    bool is_double = close.n * DOUBLE_SHARE <= blank.n && is_wrapped(&blank, is_cased);
    if (is_double) {
        close_gaps(text);
    }
    *rule = is_double || is_wrapped(&close, is_cased) ? TOL_PARA_RULE_WRAPPED : TOL_PARA_RULE_LINE;
    return TOL_OK;
}
