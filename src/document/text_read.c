/* Plain text: lines and pages as they stand in the file. */
#include <string.h>

#include "base/fail.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "document/doc_readers.h"
#include "document/page_text.h"
#include "formats/text_lines.h"
#include "tolmach/token.h"

#define TAB_WIDTH 8

typedef struct splitter {
    tol_reading *reading;
    tol_page_text *text;
    uint32_t line, page, n_blank;
    bool is_first_of_page; /* but not of the text */
    size_t n_bytes;
} splitter;

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\v';
}

/* Cut white space off, counting the columns of it that stand before. */
static tol_str trim(tol_str text, uint32_t *indent)
{
    *indent = 0;
    while (text.len && is_space(*text.ptr)) {
        *indent += *text.ptr == '\t' ? TAB_WIDTH - *indent % TAB_WIDTH : 1;
        text.ptr++;
        text.len--;
    }
    while (text.len && is_space(text.ptr[text.len - 1])) {
        text.len--;
    }
    return text;
}

static tol_status check_limits(const splitter *s, size_t len, tol_error *err)
{
    if (len > TOL_DOCUMENT_MAX - s->n_bytes) {
        return tol_fail(err, TOL_ELIMIT, "the text is longer than %zu MB: divide it", TOL_DOCUMENT_MAX >> 20);
    }
    if (s->text->n_lines >= TOL_DOCUMENT_PARAS_MAX) {
        return tol_fail(err, TOL_ELIMIT, "the text has more than %zu lines: divide it", TOL_DOCUMENT_PARAS_MAX);
    }
    return TOL_OK;
}

static tol_status add_line(splitter *s, tol_str text, uint32_t indent, tol_error *err)
{
    tol_page_text *all = s->text;
    tol_status status = check_limits(s, text.len, err);
    if (status) {
        return status;
    }
    tol_page_line *grown = tol_mem_grow(all->lines, &all->cap_lines, all->n_lines + 1, sizeof *grown);
    tol_str own = tol_arena_copy(&all->arena, text);
    all->lines = grown ? grown : all->lines;
    if (!grown || !own.ptr) {
        return tol_fail_nomem(err);
    }
    tol_line_gap gap = s->is_first_of_page ? TOL_GAP_PAGE : s->n_blank ? TOL_GAP_BLANK : TOL_GAP_NONE;
    all->lines[all->n_lines++] = (tol_page_line){.text = own,
                                                 .line = s->line,
                                                 .page = s->page,
                                                 .indent = indent,
                                                 .width = (uint32_t)tol_utf8_count(own),
                                                 .n_blank = s->n_blank,
                                                 .gap = gap};
    s->n_bytes += text.len;
    s->n_blank = 0;
    s->is_first_of_page = false;
    return TOL_OK;
}

static tol_status take(splitter *s, tol_str text, tol_error *err)
{
    uint32_t indent;
    text = trim(text, &indent);
    s->n_blank += text.len == 0;
    return text.len ? add_line(s, text, indent, err) : TOL_OK;
}

static void turn_page(splitter *s)
{
    s->page++;
    s->is_first_of_page = s->text->n_lines > 0;
    if (!s->reading->opt->keep_all) {
        tol_reading_clean(s->reading, TOL_CLEAN_FORM_FEED, 0, NULL);
    }
}

/* A line may hold form feeds, and lines of old Macintosh files, which end with a carriage return. */
static tol_status split(splitter *s, tol_str line, tol_error *err)
{
    tol_status status = TOL_OK;
    s->line++;
    while (status == TOL_OK) {
        size_t len = 0;
        while (len < line.len && line.ptr[len] != '\f' && line.ptr[len] != '\r') {
            len++;
        }
        bool is_last = len == line.len;
        bool is_blank_end = is_last && len == 0 && s->is_first_of_page;
        status = is_blank_end ? TOL_OK : take(s, (tol_str){line.ptr, len}, err);
        if (is_last) {
            return status;
        }
        if (line.ptr[len] == '\f') {
            turn_page(s);
        } else {
            s->line++;
        }
        line = (tol_str){line.ptr + len + 1, line.len - len - 1};
    }
    return status;
}

static tol_status split_all(splitter *s, tol_source *source, tol_error *err)
{
    tol_lines lines;
    tol_str line;
    tol_lines_init(&lines, source);
    tol_status status = tol_lines_next(&lines, &line, err);
    while (status == TOL_OK && line.ptr) {
        status = lines.is_cut
                     ? tol_fail(err, TOL_ELIMIT, "a line is longer than %zu MB: is it text?", TOL_TEXT_MAX >> 20)
                     : split(s, line, err);
        tol_fail_locate(err, NULL, s->line);
        status = status ? status : tol_lines_next(&lines, &line, err);
    }
    tol_lines_release(&lines);
    s->text->n_pages = s->text->n_lines ? s->text->lines[s->text->n_lines - 1].page : 1;
    return status;
}

static tol_status find_paragraphs(tol_reading *reading, tol_page_text *text, tol_error *err)
{
    tol_para_rule rule = reading->opt->rule;
    tol_status status = tol_page_furniture(reading, text, err);
    if (status == TOL_OK && rule == TOL_PARA_RULE_AUTO) {
        status = reading->opt->keep_all ? TOL_OK : tol_line_rule(text, &rule, err);
    }
    if (reading->opt->keep_all && rule != TOL_PARA_RULE_BLANK) {
        rule = TOL_PARA_RULE_LINE;
    }
    reading->out->rule = rule;
    return status ? status : tol_line_join(reading, text, rule, err);
}

tol_status tol_read_text(tol_reading *reading, tol_source *source, bool is_pdf, tol_error *err)
{
    tol_page_text text = {.is_pdf = is_pdf, .arena = TOL_ARENA_INIT};
    splitter s = {.reading = reading, .text = &text, .page = 1};
    tol_status status = split_all(&s, source, err);
    if (status == TOL_OK) {
        status = find_paragraphs(reading, &text, err);
    }
    reading->out->n_pages = is_pdf || text.n_pages > 1 ? text.n_pages : 0;
    tol_mem_free(text.lines);
    tol_arena_release(&text.arena);
    return status;
}
