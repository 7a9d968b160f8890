/* Differences for people: in colour on a terminal, with marks elsewhere. */
#include "lookup_diff.h"

#include <string.h>

#define INDENT    "     "
#define KEPT_MOST 6 /* kept tokens in a row that are shown whole between marks; of more the outer ones */
#define KEPT_EDGE 2

typedef enum style { STYLE_DELETED, STYLE_INSERTED, STYLE_OLD_FORM, STYLE_NEW_FORM, STYLE_FROM, STYLE_TO } style;

static const struct {
    const char *color, *open, *close;
} styles[] = {
    [STYLE_DELETED] = {"\033[31;9m", "[-", "-]"}, [STYLE_INSERTED] = {"\033[32m", "{+", "+}"},
    [STYLE_OLD_FORM] = {"\033[33;9m", "{~", "→"}, [STYLE_NEW_FORM] = {"\033[33m", "", "~}"},
    [STYLE_FROM] = {"\033[35;9m", "[>", ">]"},    [STYLE_TO] = {"\033[35m", "{>", ">}"},
};

/* A walk over the edits, what has been printed of both texts. */
typedef struct walk {
    tol_str query;
    const tol_hit *hit;
    bool color;
    uint32_t query_at, source_at;
} walk;

static tol_str part(tol_str text, uint32_t start, uint32_t end)
{
    return (tol_str){text.ptr + start, end - start};
}

/* Whether marks around the text would be read as part of it: a hyphen between hyphens. */
static bool wants_space(tol_str text)
{
    return text.len > 0 && (strchr("-+~>", text.ptr[0]) || strchr("-+~>", text.ptr[text.len - 1]));
}

/* Nothing stands for an inline code. */
static void put_styled(const walk *w, style s, tol_str text)
{
    const char *space = !w->color && wants_space(text) ? " " : "";
    fputs(w->color ? styles[s].color : styles[s].open, stdout);
    fputs(space, stdout);
    cli_put(stdout, text.len ? text : TOL_LIT("‹code›"));
    fputs(space, stdout);
    fputs(w->color ? "\033[0m" : styles[s].close, stdout);
}

bool diff_is_there(const tol_hit *hit)
{
    for (size_t i = 0; i < hit->n_edits; i++) {
        if (hit->edits[i].kind != TOL_EDIT_KEPT) {
            return true;
        }
    }
    return false;
}

static bool is_gap(const tol_edit *e, bool in_query)
{
    return e->kind == (in_query ? TOL_EDIT_INSERTED : TOL_EDIT_DELETED);
}

/* The move that a token belongs to: its number + 1, or 0. */
static size_t move_of(const tol_hit *hit, const tol_edit *e, bool in_query)
{
    for (size_t i = 0; i < hit->n_moves; i++) {
        const tol_move *m = &hit->moves[i];
        bool inside = in_query ? e->query_start >= m->query_start && e->query_end <= m->query_end
                               : e->source_start >= m->source_start && e->source_end <= m->source_end;
        if (inside) {
            return i + 1;
        }
    }
    return 0;
}

/* One side of the edits first to last, in stretches of the same move or none. */
static void put_side(walk *w, size_t first, size_t last, bool in_query)
{
    const tol_edit *edits = w->hit->edits;
    for (size_t i = first; i < last;) {
        if (is_gap(&edits[i], in_query)) {
            i++;
            continue;
        }
        size_t move = move_of(w->hit, &edits[i], in_query), end = i;
        uint32_t from = in_query ? edits[i].query_start : edits[i].source_start, to = from;
        for (; end < last && (is_gap(&edits[end], in_query) || move_of(w->hit, &edits[end], in_query) == move); end++) {
            to = is_gap(&edits[end], in_query) ? to : in_query ? edits[end].query_end : edits[end].source_end;
        }
        uint32_t *at = in_query ? &w->query_at : &w->source_at;
        tol_str text = in_query ? w->query : w->hit->source;
        bool is_behind_deletion = !in_query && i == first && edits[i].kind == TOL_EDIT_REPLACED;
        if (!is_behind_deletion) {
            cli_put(stdout, part(text, *at, from));
        } else if (w->color) {
            putchar(' '); /* not every terminal strikes through */
        }
        style s = in_query ? (move ? STYLE_FROM : STYLE_DELETED) : (move ? STYLE_TO : STYLE_INSERTED);
        put_styled(w, s, part(text, from, to));
        *at = to;
        i = end;
    }
}

/* Behind a deletion at the start of a text or a word: the query's space, where the match has none. */
static void put_space_behind(const walk *w)
{
    bool query = w->query_at < w->query.len && w->query.ptr[w->query_at] == ' ';
    bool source = w->source_at < w->hit->source.len && w->hit->source.ptr[w->source_at] != ' ';
    if (query && source) {
        putchar(' ');
    }
}

/* Edits of tokens without a partner, as many as stand together. */
static size_t put_unpaired(walk *w, size_t first)
{
    size_t last = first;
    while (last < w->hit->n_edits && w->hit->edits[last].kind >= TOL_EDIT_REPLACED) {
        last++;
    }
    put_side(w, first, last, true);
    put_side(w, first, last, false);
    bool only_deleted = true;
    for (size_t i = first; i < last; i++) {
        only_deleted = only_deleted && w->hit->edits[i].kind == TOL_EDIT_DELETED;
    }
    if (only_deleted) {
        put_space_behind(w);
    }
    return last;
}

static void put_other_form(walk *w, const tol_edit *e)
{
    cli_put(stdout, part(w->hit->source, w->source_at, e->source_start));
    if (e->query_start < e->query_end) {
        put_styled(w, STYLE_OLD_FORM, part(w->query, e->query_start, e->query_end));
        fputs(w->color ? "→" : "", stdout);
        put_styled(w, STYLE_NEW_FORM, part(w->hit->source, e->source_start, e->source_end));
    }
    w->query_at = e->query_end;
    w->source_at = e->source_end;
}

/* Kept tokens; between marks only the outer ones of many. */
static size_t put_kept(walk *w, size_t first)
{
    const tol_edit *edits = w->hit->edits;
    size_t last = first;
    while (last < w->hit->n_edits && edits[last].kind == TOL_EDIT_KEPT) {
        last++;
    }
    uint32_t end = edits[last - 1].source_end;
    bool is_start = first == 0, is_end = last == w->hit->n_edits;
    if (w->color || last - first <= KEPT_MOST) {
        cli_put(stdout, part(w->hit->source, w->source_at, end));
    } else {
        if (!is_start) {
            cli_put(stdout, part(w->hit->source, w->source_at, edits[first + KEPT_EDGE - 1].source_end));
        }
        fputs(is_start || is_end ? "…" : " … ", stdout);
        if (!is_end) {
            uint32_t from = edits[last - KEPT_EDGE].source_start;
            fputs(is_start ? " " : "", stdout);
            cli_put(stdout, part(w->hit->source, from, end));
        }
    }
    w->source_at = end;
    w->query_at = edits[last - 1].query_end;
    return last;
}

void diff_print(tol_str query, const tol_hit *hit, bool color)
{
    walk w = {.query = query, .hit = hit, .color = color};
    for (size_t i = 0; i < hit->n_edits;) {
        const tol_edit *e = &hit->edits[i];
        if (e->kind == TOL_EDIT_KEPT) {
            i = put_kept(&w, i);
        } else if (e->kind >= TOL_EDIT_REPLACED) {
            i = put_unpaired(&w, i);
        } else {
            put_other_form(&w, e);
            i++;
        }
    }
    cli_put(stdout, part(hit->source, w.source_at, (uint32_t)hit->source.len));
}

/* Whether the proposed target has the query's value already. */
static bool is_placed(const tol_hit *hit, const tol_reversal *r)
{
    return hit->proposal == TOL_PROPOSAL_MADE && r->kind != TOL_REVERSAL_NEGATION && r->kind != TOL_REVERSAL_OPPOSITE &&
           r->kind != TOL_REVERSAL_UNIT;
}

static void put_quoted(tol_str text)
{
    if (text.len == 0) {
        fputs("nothing", stdout);
        return;
    }
    fputs("«", stdout);
    cli_put(stdout, text);
    fputs("»", stdout);
}

void diff_print_warning(tol_str query, const tol_hit *hit, bool color)
{
    bool is_first = true;
    for (size_t i = 0; i < hit->n_reversals; i++) {
        const tol_reversal *r = &hit->reversals[i];
        if (is_placed(hit, r)) {
            continue;
        }
        if (is_first) {
            printf(color ? INDENT "\033[1;31m! other meaning?\033[0m " : INDENT "! other meaning? ");
        }
        printf("%s%s ", is_first ? "" : ", ", tol_reversal_name(r->kind));
        put_quoted(part(query, r->query_start, r->query_end));
        fputs(" against ", stdout);
        put_quoted(part(hit->source, r->source_start, r->source_end));
        is_first = false;
    }
    if (!is_first) {
        putchar('\n');
    }
}

void diff_print_proposal(const tol_hit *hit, bool color)
{
    if (hit->proposal != TOL_PROPOSAL_MADE) {
        return;
    }
    fputs(INDENT "proposed: ", stdout);
    uint32_t at = 0;
    for (size_t i = 0; color && i < hit->n_placed; i++) {
        const tol_placed *p = &hit->placed[i];
        cli_put(stdout, part(hit->proposed_target, at, p->proposed_start));
        fputs("\033[4m", stdout);
        cli_put(stdout, part(hit->proposed_target, p->proposed_start, p->proposed_end));
        fputs("\033[0m", stdout);
        at = p->proposed_end;
    }
    cli_put(stdout, part(hit->proposed_target, at, (uint32_t)hit->proposed_target.len));
    puts(hit->n_placed ? "" : "  (inline codes left out)");
}
