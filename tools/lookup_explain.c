/* The table behind a score. */
#define _XOPEN_SOURCE 700
#include <string.h>
#include <wchar.h>

#include "lookup_diff.h"

#define INDENT      "     "
#define COLUMN_MOST 30 /* cells of a token's column */

const char *edit_kind_name(tol_edit_kind kind)
{
    static const char *const names[] = {"kept", "form", "inflected", "replaced", "inserted", "deleted"};
    return names[kind];
}

static tol_str token_text(tol_str text, uint32_t start, uint32_t end, bool is_gap)
{
    return is_gap ? TOL_LIT("") : start == end ? TOL_LIT("‹code›") : (tol_str){text.ptr + start, end - start};
}

static tol_str query_text(tol_str query, const tol_edit *e)
{
    return token_text(query, e->query_start, e->query_end, e->kind == TOL_EDIT_INSERTED);
}

static tol_str source_text(const tol_hit *hit, const tol_edit *e)
{
    return token_text(hit->source, e->source_start, e->source_end, e->kind == TOL_EDIT_DELETED);
}

/* Cells that the first bytes of a text take on a terminal: as many characters as fit into `most`. */
static int cells(tol_str text, int most, size_t *len)
{
    mbstate_t state = {0};
    int width = 0;
    for (*len = 0; *len < text.len;) {
        wchar_t c;
        size_t n = mbrtowc(&c, text.ptr + *len, text.len - *len, &state);
        bool is_known = n > 0 && n <= text.len - *len;
        int w = is_known ? wcwidth(c) : 1;
        w = w < 0 ? 1 : w;
        if (width + w > most) {
            break;
        }
        width += w;
        *len += is_known ? n : 1;
        state = is_known ? state : (mbstate_t){0};
    }
    return width;
}

static void put_cell(tol_str text, int width)
{
    size_t len;
    int used = cells(text, width, &len);
    if (len < text.len) {
        used = cells(text, width - 1, &len) + 1;
    }
    cli_put(stdout, (tol_str){text.ptr, len});
    fputs(len < text.len ? "…" : "", stdout);
    printf("%*s", width - used, "");
}

static int wider(int width, tol_str text)
{
    size_t len;
    int used = cells(text, COLUMN_MOST, &len);
    return used > width ? used : width;
}

static void put_weight(const tol_edit *e)
{
    uint32_t most = e->query_weight > e->source_weight ? e->query_weight : e->source_weight;
    if (e->query_weight && e->source_weight && e->query_weight != e->source_weight) {
        printf("%4u/%u", e->query_weight, e->source_weight);
    } else {
        printf("%6u", most);
    }
}

static void print_rows(tol_str query, const tol_hit *hit)
{
    int left = 5, right = 5;
    uint32_t sum = 0;
    for (size_t i = 0; i < hit->n_edits; i++) {
        left = wider(left, query_text(query, &hit->edits[i]));
        right = wider(right, source_text(hit, &hit->edits[i]));
    }
    printf(INDENT "%-*s  %-*s  %-9s weight  cost   sum\n", left, "query", right, "match", "kind");
    for (size_t i = 0; i < hit->n_edits; i++) {
        const tol_edit *e = &hit->edits[i];
        fputs(INDENT, stdout);
        put_cell(query_text(query, e), left);
        fputs("  ", stdout);
        put_cell(source_text(hit, e), right);
        sum += e->cost;
        printf("  %-9s ", edit_kind_name(e->kind));
        put_weight(e);
        printf("%6u%6u\n", e->cost, sum);
    }
}

static void print_formula(const tol_hit *hit)
{
    uint32_t query = 0, source = 0, m = hit->max_weight;
    for (size_t i = 0; i < hit->n_edits; i++) {
        query += hit->edits[i].query_weight;
        source += hit->edits[i].source_weight;
    }
    printf(INDENT "weights: query %u, match %u, the greater M = %u; cost %u\n", query, source, m, hit->cost);
    if (hit->cost > m) {
        printf(INDENT "score = 0, for the cost is greater than M");
    } else {
        uint32_t whole = m ? (uint32_t)((uint64_t)100 * (m - hit->cost) / m) : 0;
        printf(INDENT "score = 100 * (%u - %u) / %u = %u %%, rounded down", m, hit->cost, m, whole);
    }
    printf("; by characters %d.%d %%\n", hit->char_permille / 10, hit->char_permille % 10);
}

static void print_moves(tol_str query, const tol_hit *hit)
{
    for (size_t i = 0; i < hit->n_moves; i++) {
        const tol_move *m = &hit->moves[i];
        fputs(i ? ", «" : INDENT "moved: «", stdout);
        cli_put(stdout, (tol_str){query.ptr + m->query_start, m->query_end - m->query_start});
        fputs("»", stdout);
    }
    puts(hit->n_moves ? " (not paid back)" : "");
}

static void print_proposal(const tol_hit *hit)
{
    static const char *const reasons[] = {
        [TOL_PROPOSAL_NONE] = NULL,
        [TOL_PROPOSAL_MADE] = NULL,
        [TOL_PROPOSAL_OTHER_DIFFERENCES] = "more differs than numbers, dates, links and codes",
        [TOL_PROPOSAL_VALUE_MISSING] = "a changed value does not stand in the translation",
        [TOL_PROPOSAL_AMBIGUOUS] = "it is not clear which value in the translation is meant",
        [TOL_PROPOSAL_AGREEMENT] = "the word behind a number would have to change its form",
        [TOL_PROPOSAL_NOT_WRITABLE] = "a new value cannot be written as the old one is",
        [TOL_PROPOSAL_TOO_MANY] = "there are more than a thousand values",
    };
    if (reasons[hit->proposal]) {
        printf(INDENT "no proposed translation: %s\n", reasons[hit->proposal]);
    }
}

void explain_print(tol_str query, const tol_hit *hit)
{
    print_rows(query, hit);
    print_formula(hit);
    if (hit->n_moves) {
        print_moves(query, hit);
    }
    print_proposal(hit);
}
