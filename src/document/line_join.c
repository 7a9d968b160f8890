/* Lines become paragraphs: where one ends, what stands between lines that belong together. */
#include "base/fail.h"
#include "base/utf8.h"
#include "document/hyphens.h"
#include "document/page_text.h"
#include "text/unicode.h"
#include "tolmach/buf.h"
#include "tolmach/token.h"

/* A first line is indented by so many columns. */
#define INDENT_MIN 2
#define INDENT_MAX 12
/* Indents mean paragraphs when so many of a hundred follow the end of a sentence. */
#define INDENT_PERCENT 70

/* Wider indents are of no paragraph. */
#define INDENTS 100

#define SOFT_HYPHEN "\xC2\xAD"

typedef struct joiner {
    tol_reading *reading;
    const tol_page_text *text;
    tol_para_rule rule;
    uint32_t full_width;
    bool indents_count;
    uint32_t usual_indent;
    tol_hyphens *hyphens;
    tol_buf para;
    const tol_page_line *first; /* of the paragraph at hand; NULL: none is */
} joiner;

/* ---- where paragraphs end ---- */

static bool is_indented(const tol_page_line *line, const tol_page_line *next)
{
    return next->indent >= line->indent + INDENT_MIN && next->indent <= line->indent + INDENT_MAX;
}

/* Whether the text indents the first lines of paragraphs: it does not where indented lines follow open ones. */
static bool do_indents_count(const tol_page_text *text)
{
    size_t n = 0, n_behind_end = 0;
    for (size_t i = 1; i < text->n_lines; i++) {
        const tol_page_line *line = &text->lines[i - 1], *next = &text->lines[i];
        if (next->gap == TOL_GAP_NONE && is_indented(line, next) && !tol_line_is_item(line->text)) {
            n++;
            n_behind_end += tol_line_ends_sentence(line->text, true);
        }
    }
    return n >= 2 && n_behind_end * 100 >= n * INDENT_PERCENT;
}

/* The indent that most lines have. */
static uint32_t usual_indent(const tol_page_text *text)
{
    size_t counts[INDENTS] = {0};
    uint32_t best = 0;
    for (size_t i = 0; i < text->n_lines; i++) {
        uint32_t own = text->lines[i].indent;
        counts[own < INDENTS ? own : 0] += !text->lines[i].is_removed;
    }
    for (uint32_t i = 1; i < INDENTS; i++) {
        best = counts[i] > counts[best] ? i : best;
    }
    return best;
}

/* Whether its indent makes a line the first of a paragraph. Behind a line that is indented as far it must be the end of
 * a sentence that shows it: the paragraph before may have one line, but a quotation may have several. */
static bool begins_by_indent(const joiner *j, const tol_page_line *line, const tol_page_line *next)
{
    if (!j->indents_count || tol_line_is_item(line->text)) {
        return false;
    }
    bool is_usual_first = next->indent >= j->usual_indent + INDENT_MIN && next->indent == line->indent;
    return is_indented(line, next) || (is_usual_first && tol_line_ends_sentence(line->text, true));
}

/* The sentence that a page's end cut, or a new paragraph? */
static bool ends_at_page(const joiner *j, const tol_page_line *line, const tol_page_line *next)
{
    if (tol_line_begins_small(next->text) && !tol_line_is_item(next->text)) {
        return tol_line_ends_sentence(line->text, false) && !tol_line_is_full(line, next, j->full_width);
    }
    if (tol_line_hyphen(line->text)) {
        return false;
    }
    bool may_go_on = j->indents_count || !tol_line_ends_sentence(line->text, true);
    return !may_go_on || begins_by_indent(j, line, next) || !tol_line_is_full(line, next, j->full_width) ||
           tol_line_is_item(next->text);
}

static bool ends_in_column(const joiner *j, const tol_page_line *line, const tol_page_line *next)
{
    bool ends_sentence = tol_line_ends_sentence(line->text, true);
    bool is_full = tol_line_is_full(line, next, j->full_width);
    if (begins_by_indent(j, line, next)) {
        return true;
    }
    if (tol_line_is_item(next->text) && (ends_sentence || !is_full)) {
        return true;
    }
    if (tol_line_has_leader(line->text)) {
        return true;
    }
    return !is_full && !tol_line_begins_small(next->text) && !tol_str_ends_with(line->text, TOL_LIT(",")) &&
           !tol_line_hyphen(line->text);
}

static bool ends_between(const joiner *j, const tol_page_line *line, const tol_page_line *next)
{
    if (j->rule == TOL_PARA_RULE_LINE) {
        return true;
    }
    if (tol_line_is_bullet(line->text) && !j->reading->opt->keep_all) {
        return false;
    }
    if (next->gap == TOL_GAP_BLANK) {
        return true;
    }
    if (next->gap == TOL_GAP_PAGE) {
        return ends_at_page(j, line, next);
    }
    return j->rule == TOL_PARA_RULE_WRAPPED && ends_in_column(j, line, next);
}

/* ---- text ---- */

static bool is_other_break(uint32_t cp)
{
    return cp < ' ' || cp == 0x7F || cp == 0x85 || cp == 0x2028 || cp == 0x2029;
}

/* Append a line. Where lines are joined, the spaces that justify them become one. */
static void add_line(joiner *j, tol_str line)
{
    bool keeps_all = j->reading->opt->keep_all, folds = j->rule != TOL_PARA_RULE_LINE;
    bool after_space = false;
    for (size_t i = 0; i < line.len;) {
        size_t at = i;
        uint32_t cp = tol_utf8_next(line, &i);
        bool is_space = cp == ' ' || is_other_break(cp);
        if (is_space && !(folds && after_space)) {
            tol_buf_byte(&j->para, ' ');
        } else if (cp == 0xAD && !keeps_all) {
            tol_reading_clean(j->reading, TOL_CLEAN_SOFT_HYPHEN, 0, NULL);
        } else if (!is_space) {
            tol_buf_append(&j->para, line.ptr + at, i - at);
        }
        after_space = is_space;
    }
}

/* Between two lines of a paragraph: a space, a hyphen that stays, or nothing. */
static void bridge(joiner *j, const tol_page_line *line, const tol_page_line *next)
{
    size_t len = tol_line_hyphen(line->text);
    size_t at = 0;
    if (!j->reading->opt->keep_all) {
        tol_reading_clean(j->reading, TOL_CLEAN_LINE, 0, NULL);
    }
    bool goes_on =
        len && !j->reading->opt->keep_all && (tol_unicode_props(tol_utf8_next(next->text, &at)) & TOL_CH_ALNUM);
    if (!goes_on) {
        tol_buf_byte(&j->para, ' ');
        return;
    }
    tol_str head = {line->text.ptr, line->text.len - len};
    bool is_soft = tol_str_equal((tol_str){head.ptr + head.len, len}, TOL_LIT(SOFT_HYPHEN));
    if (!tol_buf_ok(&j->para) || is_soft || tol_hyphens_keeps(j->hyphens, head, next->text)) {
        return; /* a soft one was left out with its line */
    }
    size_t cut = j->para.len - len;
    tol_str before = tol_hyphens_last_word(head), behind = tol_hyphens_first_word(next->text);
    j->para.len = cut;
    j->para.ptr[cut] = '\0';
    char place[24];
    uint32_t number = tol_page_place(j->text, line, place);
    tol_reading_clean(j->reading, TOL_CLEAN_HYPHEN, number, "\"%.*s-\" and \"%.*s\"%s were joined: \"%.*s%.*s\"",
                      TOL_ARG(before), TOL_ARG(behind), place, TOL_ARG(before), TOL_ARG(behind));
}

static tol_status close_paragraph(joiner *j, tol_error *err)
{
    if (!tol_buf_ok(&j->para)) {
        return j->para.len + TOL_TEXT_MAX / 2 > TOL_TEXT_MAX
                   ? tol_fail(err, TOL_ELIMIT, "the paragraph of line %u is longer than %zu MB: divide it",
                              (unsigned)j->first->line, TOL_TEXT_MAX >> 20)
                   : tol_fail_nomem(err);
    }
    tol_paragraph para = {.text = tol_buf_str(&j->para), .kind = TOL_PARA_BODY};
    para.line = j->text->is_pdf ? 0 : j->first->line;
    para.page = j->text->is_pdf || j->text->n_pages > 1 ? j->first->page : 0;
    if (j->rule != TOL_PARA_RULE_LINE && (tol_line_is_item(j->first->text) || tol_line_is_bullet(j->first->text))) {
        para.kind = TOL_PARA_LIST_ITEM;
        para.level = 1;
    }
    tol_status status = para.text.len ? tol_reading_add(j->reading, &para, TOL_STR_NULL, err) : TOL_OK;
    tol_buf_reset(&j->para);
    j->first = NULL;
    return status;
}

static tol_status join_all(joiner *j, tol_error *err)
{
    const tol_page_line *last = NULL;
    tol_status status = TOL_OK;
    for (size_t i = 0; i < j->text->n_lines && status == TOL_OK; i++) {
        const tol_page_line *line = &j->text->lines[i];
        if (line->is_removed) {
            continue;
        }
        if (j->first && last && ends_between(j, last, line)) {
            status = close_paragraph(j, err);
        } else if (j->first && last) {
            bridge(j, last, line);
        }
        j->first = j->first ? j->first : line;
        add_line(j, line->text);
        last = line;
    }
    return status || !j->first ? status : close_paragraph(j, err);
}

tol_status tol_line_join(tol_reading *reading, const tol_page_text *text, tol_para_rule rule, tol_error *err)
{
    joiner j = {.reading = reading, .text = text, .rule = rule};
    tol_buf_init(&j.para, TOL_TEXT_MAX);
    tol_status status = tol_full_width(text, &j.full_width, err);
    if (status == TOL_OK && rule != TOL_PARA_RULE_LINE) {
        j.indents_count = do_indents_count(text);
        j.usual_indent = usual_indent(text);
        status = tol_hyphens_new(text, &j.hyphens, err);
    }
    if (status == TOL_OK) {
        status = join_all(&j, err);
    }
    tol_hyphens_free(j.hyphens);
    tol_buf_release(&j.para);
    return status;
}
