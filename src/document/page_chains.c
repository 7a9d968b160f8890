/*
 * Page numbers of a text without form feeds. Numbers alone in their lines, or beside words that are the same each time,
 * must count up through the text, and either cut sentences in two or stand at regular distances: the numbers of
 * chapters do neither.
 */
#include <stdlib.h>

#include "base/fail.h"
#include "base/map.h"
#include "base/mem.h"
#include "document/page_number.h"
#include "document/page_text.h"

/* Page numbers are so many at least. */
#define NUMBERS_MIN 3
/* From one to the next; some are missing or were not recognised, and heads of left and right pages take turns. */
#define STEP_MAX 4
/* One in so many numbers cuts a sentence. */
#define CUT_SHARE 4
/* Pages have so many lines at least, and differ by so many percent from the middle one. */
#define PAGE_LINES_MIN 15
#define PAGE_PERCENT   30
/* A line with words beside the number is not longer than that, in columns. */
#define WIDTH_MAX 160
/* Texts whose numbers begin again. */
#define CHAINS_MAX 50

typedef struct numbered {
    size_t line, group; /* group 0: a number alone */
    uint32_t number;
    size_t before, len; /* of the chain that ends here: index + 1 of the one before, its length */
} numbered;

typedef struct chains {
    tol_page_text *text;
    numbered *items;
    size_t n, cap;
    size_t *last; /* by number: index + 1 of the longest chain that ends with it; what is of another group counts for
                     nothing */
    tol_map groups;
    tol_buf key;
} chains;

/* ---- candidates ---- */

static tol_status group_of(chains *c, tol_str rest, size_t *group, tol_error *err)
{
    tol_buf_reset(&c->key);
    tol_page_head_key(rest, &c->key);
    bool is_new = false;
    tol_map_slot *slot = tol_buf_ok(&c->key) ? tol_map_put(&c->groups, tol_buf_str(&c->key), &is_new) : NULL;
    if (!slot) {
        return tol_fail_nomem(err);
    }
    slot->value = is_new ? c->groups.n : slot->value;
    *group = (size_t)slot->value;
    return TOL_OK;
}

static tol_status look_at(chains *c, size_t line, tol_error *err)
{
    const tol_page_line *own = &c->text->lines[line];
    numbered item = {.line = line};
    tol_str rest;
    bool is_roman = false;
    bool is_alone = tol_page_number_read(own->text, &item.number, &is_roman) && !is_roman;
    tol_status status = TOL_OK;
    if (!is_alone) {
        if (own->width > WIDTH_MAX || !tol_page_number_beside(own->text, &item.number, &rest)) {
            return TOL_OK;
        }
        status = group_of(c, rest, &item.group, err);
    }
    numbered *grown = status ? NULL : tol_mem_grow(c->items, &c->cap, c->n + 1, sizeof *grown);
    if (!grown) {
        return status ? status : tol_fail_nomem(err);
    }
    c->items = grown;
    c->items[c->n++] = item;
    return TOL_OK;
}

static int by_group(const void *a, const void *b)
{
    const numbered *x = a, *y = b;
    return x->group != y->group ? (x->group > y->group) - (x->group < y->group)
                                : (x->line > y->line) - (x->line < y->line);
}

/* ---- chains ---- */

/* The longest chain of items from `first` up to `end`, which are of one group: index of its last one, + 1. */
static size_t longest_chain(chains *c, size_t first, size_t end)
{
    size_t best = 0;
    for (size_t i = first; i < end; i++) {
        c->last[c->items[i].number] = 0;
    }
    for (size_t i = first; i < end; i++) {
        numbered *item = &c->items[i];
        item->before = 0;
        item->len = c->text->lines[item->line].is_removed ? 0 : 1;
        if (!item->len) {
            continue;
        }
        for (uint32_t step = 1; step <= STEP_MAX && step < item->number; step++) {
            size_t before = c->last[item->number - step];
            bool is_own = before > first && before <= i;
            if (is_own && c->items[before - 1].len + 1 > item->len) {
                item->before = before;
                item->len = c->items[before - 1].len + 1;
            }
        }
        size_t held = c->last[item->number];
        if (!held || c->items[held - 1].len <= item->len) {
            c->last[item->number] = i + 1;
        }
        if (!best || item->len > c->items[best - 1].len) {
            best = i + 1;
        }
    }
    return best;
}

/* Whether a sentence goes on across the line. */
static bool cuts_sentence(const tol_page_text *text, size_t line)
{
    size_t before = line, behind = line + 1;
    while (before > 0 && text->lines[before - 1].is_removed) {
        before--;
    }
    while (behind < text->n_lines && text->lines[behind].is_removed) {
        behind++;
    }
    return before > 0 && behind < text->n_lines && !tol_line_ends_sentence(text->lines[before - 1].text, true) &&
           tol_line_begins_small(text->lines[behind].text) && !tol_line_is_item(text->lines[behind].text);
}

static int by_size(const void *a, const void *b)
{
    size_t x = *(const size_t *)a, y = *(const size_t *)b;
    return (x > y) - (x < y);
}

/* Whether the lines from number to number are about as many each time. */
static bool are_regular(const chains *c, size_t last, size_t *gaps)
{
    size_t n = 0, n_regular = 0;
    for (size_t i = last; c->items[i - 1].before; i = c->items[i - 1].before) {
        const numbered *item = &c->items[i - 1], *before = &c->items[item->before - 1];
        gaps[n++] = (item->line - before->line) / (item->number - before->number);
    }
    qsort(gaps, n, sizeof *gaps, by_size);
    size_t middle = gaps[n / 2];
    for (size_t i = 0; i < n; i++) {
        size_t off = gaps[i] > middle ? gaps[i] - middle : middle - gaps[i];
        n_regular += off * 100 <= middle * PAGE_PERCENT;
    }
    return middle >= PAGE_LINES_MIN && n_regular * 10 >= n * 9;
}

static tol_status judge_chain(const chains *c, size_t last, bool *are_pages, tol_error *err)
{
    size_t len = c->items[last - 1].len, n_cut = 0;
    *are_pages = false;
    if (len < NUMBERS_MIN) {
        return TOL_OK;
    }
    for (size_t i = last; i; i = c->items[i - 1].before) {
        n_cut += cuts_sentence(c->text, c->items[i - 1].line);
    }
    size_t *gaps = tol_mem_calloc(len, sizeof *gaps);
    if (!gaps) {
        return tol_fail_nomem(err);
    }
    *are_pages = n_cut * CUT_SHARE >= len || are_regular(c, last, gaps);
    tol_mem_free(gaps);
    return TOL_OK;
}

static void remove_chain(chains *c, size_t last)
{
    for (size_t i = last; i; i = c->items[i - 1].before) {
        const numbered *item = &c->items[i - 1];
        c->text->lines[item->line].is_removed = true;
        c->text->lines[item->line].removed_as = item->group ? TOL_CLEAN_RUNNING_HEAD : TOL_CLEAN_PAGE_NUMBER;
    }
}

static tol_status work_on_group(chains *c, size_t first, size_t end, tol_error *err)
{
    bool are_pages = true;
    tol_status status = TOL_OK;
    for (int i = 0; i < CHAINS_MAX && are_pages && status == TOL_OK; i++) {
        size_t last = longest_chain(c, first, end);
        are_pages = false;
        if (last) {
            status = judge_chain(c, last, &are_pages, err);
        }
        if (are_pages) {
            remove_chain(c, last);
        }
    }
    return status;
}

static tol_status work_on_all(chains *c, tol_error *err)
{
    tol_status status = TOL_OK;
    for (size_t i = 0; i < c->text->n_lines && status == TOL_OK; i++) {
        status = look_at(c, i, err);
    }
    if (status || !c->n) {
        return status;
    }
    qsort(c->items, c->n, sizeof *c->items, by_group);
    for (size_t first = 0, end; first < c->n && status == TOL_OK; first = end) {
        end = first;
        while (end < c->n && c->items[end].group == c->items[first].group) {
            end++;
        }
        status = end - first >= NUMBERS_MIN ? work_on_group(c, first, end, err) : TOL_OK;
    }
    return status;
}

tol_status tol_page_chains(tol_page_text *text, tol_error *err)
{
    chains c = {.text = text, .groups = TOL_MAP_INIT, .key = TOL_BUF_INIT};
    c.last = tol_mem_calloc(TOL_PAGE_NUMBER_MAX + 1, sizeof *c.last);
    tol_status status = c.last ? work_on_all(&c, err) : tol_fail_nomem(err);
    tol_mem_free(c.last);
    tol_mem_free(c.items);
    tol_map_release(&c.groups);
    tol_buf_release(&c.key);
    return status;
}
