#include "bitext/review_rows.h"

#include <string.h>

static bool ends_cell(tol_str text, size_t at)
{
    return at == text.len || text.ptr[at] == '\t' || text.ptr[at] == '\n' || text.ptr[at] == '\r';
}

/* Where the quotation mark stands that closes the one at `at`; 0: none does, or the cell goes on behind it. */
static size_t closing_mark(tol_str text, size_t at)
{
    for (at++; at < text.len; at++) {
        const char *mark = memchr(text.ptr + at, '"', text.len - at);
        if (!mark) {
            return 0;
        }
        at = (size_t)(mark - text.ptr);
        if (at + 1 < text.len && text.ptr[at + 1] == '"') {
            at++;
            continue;
        }
        return ends_cell(text, at + 1) ? at : 0;
    }
    return 0;
}

static tol_str single_marks(tol_str quoted, tol_arena *arena)
{
    char *out = tol_arena_alloc(arena, quoted.len + 1);
    size_t n = 0;
    for (size_t i = 0; out && i < quoted.len; i++) {
        out[n++] = quoted.ptr[i];
        i += quoted.ptr[i] == '"';
    }
    return out ? (tol_str){out, n} : TOL_STR_NULL;
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static tol_str trim(tol_str s)
{
    while (s.len && is_space(s.ptr[s.len - 1])) {
        s.len--;
    }
    while (s.len && is_space(s.ptr[0])) {
        s.ptr++;
        s.len--;
    }
    return s;
}

static tol_str take_cell(tol_review_rows *rows)
{
    size_t start = rows->at, close = 0;
    tol_str cell;
    if (start < rows->text.len && rows->text.ptr[start] == '"') {
        close = closing_mark(rows->text, start);
    }
    if (close) {
        rows->at = close + 1;
        cell = single_marks((tol_str){rows->text.ptr + start + 1, close - start - 1}, rows->arena);
    } else {
        while (!ends_cell(rows->text, rows->at)) {
            rows->at++;
        }
        cell = (tol_str){rows->text.ptr + start, rows->at - start};
    }
    for (size_t i = start; i < rows->at; i++) {
        rows->next_line += rows->text.ptr[i] == '\n';
    }
    return trim(cell);
}

bool tol_review_next_row(tol_review_rows *rows)
{
    if (rows->at >= rows->text.len) {
        return false;
    }
    rows->line = rows->next_line;
    rows->n = 0;
    for (;;) {
        tol_str cell = take_cell(rows);
        if (rows->n < TOL_REVIEW_CELLS_MAX) {
            rows->cells[rows->n++] = cell;
        }
        if (rows->at == rows->text.len || rows->text.ptr[rows->at] != '\t') {
            break;
        }
        rows->at++;
    }
    if (rows->at < rows->text.len && rows->text.ptr[rows->at] == '\r') {
        rows->at++;
    }
    if (rows->at < rows->text.len && rows->text.ptr[rows->at] == '\n') {
        rows->at++;
    }
    rows->next_line++;
    return true;
}

tol_str tol_review_cell(const tol_review_rows *rows, size_t column)
{
    return column < rows->n ? rows->cells[column] : TOL_LIT("");
}
