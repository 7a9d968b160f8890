/*
 * What belongs to the page and not to the text: page numbers, running heads, feet.
 *
 * With form feeds the pages are known. Their outermost lines are looked at, again when they are gone, three times: a
 * number is a page number when it keeps its distance to the number of the page on several pages; a line is a running
 * head when it stands there, but for its numbers, on three of six pages in a row (heads of left and right pages take
 * turns, those of chapters change).
 *
 * Without form feeds page_chains.c looks for the numbers, and the pages are what stands between them.
 */
#include <stdio.h>
#include <string.h>

#include "base/fail.h"
#include "base/map.h"
#include "base/mem.h"
#include "document/page_number.h"
#include "document/page_text.h"
#include "text/unicode.h"

/* Lines that a head or foot may have. */
#define ROUNDS 3
/* A head stands on so many of so many pages in a row; a second line of it on all of them but one. */
#define HEAD_COUNT  3
#define HEAD_WINDOW 6
/* It is not longer than that, in columns. */
#define HEAD_WIDTH_MAX 160
/* And has so many letters: all numbers are alike here. */
#define HEAD_LETTERS_MIN 2
/* Page numbers are so many at least; in a shorter text all of its pages have one. */
#define NUMBERS_MIN 3

typedef struct page_range {
    size_t first, end; /* of the lines that are left; end is behind the last */
} page_range;

typedef struct furniture {
    tol_reading *reading;
    tol_page_text *text;
    page_range *pages;
    size_t n_pages;
    tol_map groups; /* key of a head, or distance of a number → number of its list from 1 */
    tol_buf key;
    size_t *group_of; /* by page; 0: none */
    size_t *counts;   /* by group - 1 */
    bool *is_bare;    /* by page: one line is left on it */
    bool has_changed;
} furniture;

uint32_t tol_page_place(const tol_page_text *text, const tol_page_line *line, char out[24])
{
    out[0] = '\0';
    if (text->is_pdf) {
        snprintf(out, 24, " on page %u", (unsigned)line->page);
    }
    return text->is_pdf ? 0 : line->line;
}

static void take_away(furniture *f, size_t line, tol_cleaning what)
{
    f->text->lines[line].is_removed = true;
    f->text->lines[line].removed_as = what;
    f->has_changed = true;
}

/* ---- pages and their edges ---- */

/* Pages by form feeds, or between the lines that were found to be page numbers. */
static void find_pages(furniture *f)
{
    const tol_page_text *text = f->text;
    size_t n = 0;
    for (size_t i = 0; i < text->n_lines; i++) {
        bool begins = i == 0 || (text->n_pages > 1 ? text->lines[i].page != text->lines[i - 1].page
                                                   : text->lines[i - 1].is_removed);
        if (begins) {
            f->pages[n++] = (page_range){i, i};
        }
        f->pages[n - 1].end = i + 1;
    }
    f->n_pages = n;
}

/* The outermost line that is left; n_lines: the page is empty. */
static size_t edge_of(const furniture *f, size_t page, bool at_top)
{
    const page_range *range = &f->pages[page];
    for (size_t i = 0; i < range->end - range->first; i++) {
        size_t line = at_top ? range->first + i : range->end - 1 - i;
        if (!f->text->lines[line].is_removed) {
            return line;
        }
    }
    return f->text->n_lines;
}

/* Put a page into the group that has the key at hand. */
static tol_status group(furniture *f, size_t page, tol_error *err)
{
    bool is_new = false;
    tol_map_slot *slot = tol_buf_ok(&f->key) ? tol_map_put(&f->groups, tol_buf_str(&f->key), &is_new) : NULL;
    if (!slot) {
        return tol_fail_nomem(err);
    }
    if (is_new) {
        slot->value = f->groups.n;
        f->counts[slot->value - 1] = 0;
    }
    f->group_of[page] = (size_t)slot->value;
    f->counts[slot->value - 1]++;
    return TOL_OK;
}

static void begin_grouping(furniture *f)
{
    tol_map_reset(&f->groups);
    memset(f->group_of, 0, f->n_pages * sizeof *f->group_of);
}

/* ---- page numbers, pages known ---- */

static tol_status remove_numbers(furniture *f, bool at_top, tol_error *err)
{
    tol_status status = TOL_OK;
    size_t enough = f->n_pages < NUMBERS_MIN ? f->n_pages : NUMBERS_MIN;
    begin_grouping(f);
    for (size_t p = 0; p < f->n_pages && status == TOL_OK; p++) {
        size_t line = edge_of(f, p, at_top);
        uint32_t number;
        bool is_roman;
        if (line < f->text->n_lines && tol_page_number_read(f->text->lines[line].text, &number, &is_roman)) {
            tol_buf_reset(&f->key);
            tol_buf_printf(&f->key, "%c%ld", is_roman ? 'r' : 'a', (long)number - (long)f->text->lines[line].page);
            status = group(f, p, err);
        }
    }
    for (size_t p = 0; p < f->n_pages && status == TOL_OK && f->n_pages > 1; p++) {
        if (f->group_of[p] && f->counts[f->group_of[p] - 1] >= enough) {
            take_away(f, edge_of(f, p, at_top), TOL_CLEAN_PAGE_NUMBER);
        }
    }
    return status;
}

/* ---- running heads ---- */

/* A sentence that pages begin or end with is no head, and neither is a turn of a dialogue. */
static bool may_be_head(const tol_page_line *line)
{
    bool has_digit = false;
    size_t n_letters = 0;
    for (size_t i = 0; i < line->text.len;) {
        uint32_t props = tol_unicode_next(line->text, &i);
        has_digit |= (props & TOL_CH_DIGIT) != 0;
        n_letters += (props & (TOL_CH_ALNUM | TOL_CH_DIGIT)) == TOL_CH_ALNUM;
    }
    return line->width <= HEAD_WIDTH_MAX && n_letters >= HEAD_LETTERS_MIN &&
           !tol_line_ends_sentence(line->text, true) && (has_digit || !tol_line_is_item(line->text));
}

static bool is_same(const furniture *f, size_t page, size_t other)
{
    return other < f->n_pages && f->group_of[page] && f->group_of[page] == f->group_of[other];
}

/* Heads of left and right pages in a short text: of four pages in a row two are the same, and the two between. */
static bool takes_turns(const furniture *f, size_t page)
{
    for (size_t begin = page < 3 ? 0 : page - 3; begin <= page; begin++) {
        if (is_same(f, begin, begin + 2) && is_same(f, begin + 1, begin + 3)) {
            return true;
        }
    }
    return false;
}

/* Whether the page is one of enough pages of its group within a window. */
static bool is_repeated(const furniture *f, size_t page, bool is_outermost)
{
    size_t window = f->n_pages < HEAD_WINDOW ? f->n_pages : HEAD_WINDOW;
    size_t enough = is_outermost || window < HEAD_WINDOW ? HEAD_COUNT : HEAD_WINDOW - 1;
    size_t from = page + 1 < window ? 0 : page + 1 - window;
    for (size_t begin = from; begin <= page; begin++) {
        size_t n = 0;
        for (size_t p = begin; p < begin + window; p++) {
            n += is_same(f, page, p);
        }
        if (n >= enough) {
            return true;
        }
    }
    return is_outermost && takes_turns(f, page);
}

/* Whether the lines of a group are most often all that their pages say: then they are the text. */
static bool is_all_there_is(const furniture *f, size_t page)
{
    size_t n = 0, n_alone = 0;
    for (size_t p = page < HEAD_WINDOW ? 0 : page - HEAD_WINDOW; p < f->n_pages && p <= page + HEAD_WINDOW; p++) {
        if (is_same(f, page, p)) {
            n++;
            n_alone += f->is_bare[p];
        }
    }
    return n_alone * 2 > n;
}

static tol_status remove_heads(furniture *f, bool at_top, bool is_outermost, tol_error *err)
{
    tol_status status = TOL_OK;
    begin_grouping(f);
    for (size_t p = 0; p < f->n_pages && status == TOL_OK; p++) {
        size_t line = edge_of(f, p, at_top);
        f->is_bare[p] = line == edge_of(f, p, !at_top);
        if (line < f->text->n_lines && may_be_head(&f->text->lines[line])) {
            tol_buf_reset(&f->key);
            tol_page_head_key(f->text->lines[line].text, &f->key);
            status = group(f, p, err);
        }
    }
    for (size_t p = 0; p < f->n_pages && status == TOL_OK; p++) {
        if (f->group_of[p] && is_repeated(f, p, is_outermost) && !is_all_there_is(f, p)) {
            take_away(f, edge_of(f, p, at_top), TOL_CLEAN_RUNNING_HEAD);
        }
    }
    return status;
}

static tol_status peel(furniture *f, tol_error *err)
{
    tol_status status = TOL_OK;
    bool has_feeds = f->text->n_pages > 1;
    f->has_changed = true;
    for (int round = 0; round < ROUNDS && f->has_changed && status == TOL_OK; round++) {
        f->has_changed = false;
        for (int side = 0; side < 2 && status == TOL_OK; side++) {
            status = has_feeds ? remove_numbers(f, side == 0, err) : TOL_OK;
            status = status ? status : remove_heads(f, side == 0, round == 0, err);
        }
    }
    return status;
}

/* ---- all ---- */

/* In the order of the text, whichever was found first. */
static void tell_removed(tol_reading *reading, const tol_page_text *text)
{
    for (size_t i = 0; i < text->n_lines; i++) {
        const tol_page_line *gone = &text->lines[i];
        if (gone->is_removed) {
            char place[24];
            uint32_t line = tol_page_place(text, gone, place);
            tol_reading_clean(reading, gone->removed_as, line, "%s \"%.*s\"%s was removed",
                              gone->removed_as == TOL_CLEAN_PAGE_NUMBER ? "page number" : "running head",
                              TOL_ARG(gone->text), place);
        }
    }
}

/* What stands between lines that are left, when something between them is gone. */
static void set_gaps(tol_page_text *text)
{
    bool is_behind = false;
    for (size_t i = 0; i < text->n_lines; i++) {
        tol_page_line *line = &text->lines[i];
        if (line->is_removed) {
            is_behind = true;
            continue;
        }
        line->gap = is_behind ? TOL_GAP_PAGE : line->gap;
        is_behind = false;
    }
}

static tol_status make_room(furniture *f, tol_error *err)
{
    size_t n = 1;
    for (size_t i = 1; i < f->text->n_lines; i++) {
        n += f->text->n_pages > 1 ? f->text->lines[i].page != f->text->lines[i - 1].page
                                  : f->text->lines[i - 1].is_removed;
    }
    f->pages = tol_mem_calloc(n, sizeof *f->pages);
    f->group_of = tol_mem_calloc(n, sizeof *f->group_of);
    f->counts = tol_mem_calloc(n, sizeof *f->counts);
    f->is_bare = tol_mem_calloc(n, sizeof *f->is_bare);
    return f->pages && f->group_of && f->counts && f->is_bare ? TOL_OK : tol_fail_nomem(err);
}

tol_status tol_page_furniture(tol_reading *reading, tol_page_text *text, tol_error *err)
{
    furniture f = {.reading = reading, .text = text, .groups = TOL_MAP_INIT, .key = TOL_BUF_INIT};
    if (reading->opt->keep_all || !text->n_lines) {
        return TOL_OK;
    }
    tol_status status = text->n_pages > 1 ? TOL_OK : tol_page_chains(text, err);
    if (status == TOL_OK) {
        status = make_room(&f, err);
    }
    if (status == TOL_OK) {
        find_pages(&f);
        status = f.n_pages > 1 ? peel(&f, err) : TOL_OK;
    }
    if (status == TOL_OK) {
        set_gaps(text);
        tell_removed(reading, text);
    }
    tol_mem_free(f.pages);
    tol_mem_free(f.group_of);
    tol_mem_free(f.counts);
    tol_mem_free(f.is_bare);
    tol_map_release(&f.groups);
    tol_buf_release(&f.key);
    return status;
}
