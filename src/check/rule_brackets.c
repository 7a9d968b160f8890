/*
 * bracket-mismatch: editorial brackets and footnote marks by number, parentheses by number, and brackets that are not
 * closed where the other text has them right. "1)" and "а)" before an item of a list are no brackets.
 */
#include "check/rule.h"

#include "base/fail.h"
#include "base/utf8.h"

typedef enum bracket_kind { EDITORIAL, FOOTNOTE, ROUND, KINDS } bracket_kind;

typedef struct bracket {
    bracket_kind kind;
    uint32_t start, end; /* from the opening to behind the closing one; one bracket only when it has no partner */
    bool is_broken;
    bool is_matched;
} bracket;

typedef struct brackets {
    bracket *items;
    size_t n, cap;
    size_t n_broken;
} brackets;

/* Opening: 1, closing: -1, of a shape; 0: no bracket. Full-width forms are those of Chinese and Japanese. */
static int bracket_of(uint32_t cp, bracket_kind *shape)
{
    *shape = cp == '[' || cp == ']' || cp == 0xFF3B || cp == 0xFF3D ? EDITORIAL : ROUND;
    if (cp == '[' || cp == '(' || cp == 0xFF3B || cp == 0xFF08) {
        return 1;
    }
    return cp == ']' || cp == ')' || cp == 0xFF3D || cp == 0xFF09 ? -1 : 0;
}

/* [1], [12], [*], [a] */
static bool is_footnote_mark(tol_str inside)
{
    bool is_number = inside.len > 0 && inside.len <= 3, is_star = inside.len > 0;
    for (size_t i = 0; i < inside.len; i++) {
        is_number = is_number && inside.ptr[i] >= '0' && inside.ptr[i] <= '9';
        is_star = is_star && inside.ptr[i] == '*';
    }
    return is_number || is_star;
}

/* A closing bracket behind the number or letter of a list's item: at the beginning of the text, or after a space. */
static bool closes_item(tol_str text, size_t at)
{
    size_t from = at;
    while (from > 0 && text.ptr[from - 1] != ' ' && text.ptr[from - 1] != '\n') {
        from--;
    }
    tol_str label = {text.ptr + from, at - from};
    bool is_number = label.len > 0 && label.len <= 3;
    for (size_t i = 0; i < label.len; i++) {
        is_number = is_number && label.ptr[i] >= '0' && label.ptr[i] <= '9';
    }
    return is_number || (label.len > 0 && tol_utf8_count(label) == 1);
}

static void push(brackets *all, bracket one)
{
    if (all->n < all->cap) {
        all->items[all->n++] = one;
        all->n_broken += one.is_broken;
    }
}

static void close_bracket(brackets *all, tol_str text, bracket_kind shape, size_t at, size_t end)
{
    for (size_t i = all->n; i-- > 0;) {
        bracket *open = &all->items[i];
        if (!open->is_broken || open->kind != shape || text.ptr[open->start] == ']' || text.ptr[open->start] == ')') {
            continue;
        }
        tol_str inside = {text.ptr + open->end, at - open->end};
        open->is_broken = false;
        all->n_broken--;
        open->kind = shape == EDITORIAL && is_footnote_mark(inside) ? FOOTNOTE : shape;
        open->end = (uint32_t)end;
        return;
    }
    if (shape != ROUND || !closes_item(text, at)) {
        push(all, (bracket){shape, (uint32_t)at, (uint32_t)end, true, false});
    }
}

static brackets brackets_of(tol_str text, tol_arena *arena)
{
    brackets all = {NULL, 0, 0, 0};
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        all.cap += c == '[' || c == ']' || c == '(' || c == ')' || c == '\xEF';
    }
    all.items = tol_arena_calloc(arena, all.cap, sizeof *all.items);
    for (size_t i = 0; all.items && all.cap && i < text.len;) {
        size_t at = i;
        bracket_kind shape;
        int direction = bracket_of(tol_utf8_next(text, &i), &shape);
        if (direction > 0) {
            push(&all, (bracket){shape, (uint32_t)at, (uint32_t)i, true, false});
        } else if (direction < 0) {
            close_bracket(&all, text, shape, at, i);
        }
    }
    return all;
}

/* ---- comparing ---- */

static tol_str text_of(const tol_side *side, const bracket *one)
{
    return (tol_str){side->text.ptr + one->start, one->end - one->start};
}

static void match(const tol_check_pair *pair, brackets *ours, brackets *theirs)
{
    for (size_t i = 0; i < ours->n; i++) {
        for (size_t j = 0; j < theirs->n && !ours->items[i].is_matched; j++) {
            bracket *a = &ours->items[i], *b = &theirs->items[j];
            bool same = a->kind == b->kind && !a->is_broken && !b->is_broken && !b->is_matched;
            if (same && a->kind == FOOTNOTE) {
                same = tol_str_equal(text_of(&pair->source, a), text_of(&pair->target, b));
            }
            a->is_matched = same;
            b->is_matched = b->is_matched || same;
        }
    }
}

static uint32_t count(const brackets *all, bracket_kind kind)
{
    uint32_t n = 0;
    for (size_t i = 0; i < all->n; i++) {
        n += all->items[i].kind == kind && !all->items[i].is_broken;
    }
    return n;
}

static const bracket *next_left(const brackets *all, bracket_kind kind, bool is_broken, size_t *at)
{
    for (; *at < all->n; ++*at) {
        const bracket *one = &all->items[*at];
        if (!one->is_matched && one->is_broken == is_broken && (is_broken || one->kind == kind)) {
            return &all->items[(*at)++];
        }
    }
    return NULL;
}

static const char *noun_of(bracket_kind kind)
{
    return kind == EDITORIAL ? "editorial brackets" : "parentheses";
}

static tol_found found_at(const bracket *ours, const bracket *theirs)
{
    tol_found found = tol_found_of(TOL_RULE_BRACKET_MISMATCH);
    if (ours) {
        found.source = tol_span(ours->start, ours->end);
    }
    if (theirs) {
        found.target = tol_span(theirs->start, theirs->end);
    }
    return found;
}

/* Marks that differ, one finding for each. */
static void tell_footnotes(tol_check_pair *pair, const brackets *source, const brackets *target)
{
    for (size_t i = 0, j = 0;;) {
        const bracket *ours = next_left(source, FOOTNOTE, false, &i), *theirs = next_left(target, FOOTNOTE, false, &j);
        if (!ours && !theirs) {
            return;
        }
        tol_found found = found_at(ours, theirs);
        tol_str a = ours ? text_of(&pair->source, ours) : TOL_LIT("none");
        tol_str b = theirs ? text_of(&pair->target, theirs) : TOL_LIT("none");
        tol_check_tell(pair, &found, "footnote mark %.*s in the source, %.*s in the target", TOL_ARG(a), TOL_ARG(b));
    }
}

/* One finding a kind: how many there are says more than which one is lost. */
static void tell_counts(tol_check_pair *pair, const brackets *source, const brackets *target, bracket_kind kind)
{
    uint32_t ours = count(source, kind), theirs = count(target, kind);
    size_t i = 0, j = 0;
    if (ours != theirs) {
        const bracket *left = next_left(source, kind, false, &i), *right = next_left(target, kind, false, &j);
        tol_found found = found_at(left, right);
        /* translators add and dissolve parentheses: worth a look, no more */
        found.severity = kind == ROUND ? TOL_INFO : found.severity;
        tol_check_tell(pair, &found, "%s: %u in the source, %u in the target", noun_of(kind), ours, theirs);
    }
}

/* Brackets without a partner, in a text whose other side has none such: then nothing else is compared. */
static bool tell_broken(tol_check_pair *pair, const brackets *source, const brackets *target)
{
    bool in_target = target->n_broken > 0 && source->n_broken == 0;
    bool in_source = source->n_broken > 0 && target->n_broken == 0;
    const brackets *broken = in_target ? target : source;
    const bracket *one;
    for (size_t i = 0; (in_target || in_source) && (one = next_left(broken, ROUND, true, &i)) != NULL;) {
        tol_found found = in_target ? found_at(NULL, one) : found_at(one, NULL);
        const tol_side *side = in_target ? &pair->target : &pair->source;
        tol_check_tell(pair, &found, "the bracket \"%.*s\" has no partner in the %s", TOL_ARG(text_of(side, one)),
                       in_target ? "target" : "source");
    }
    return in_target || in_source;
}

tol_status tol_rules_brackets(tol_check_pair *pair, tol_error *err)
{
    brackets source = brackets_of(pair->source.text, pair->arena);
    brackets target = brackets_of(pair->target.text, pair->arena);
    if (!tol_arena_ok(pair->arena)) {
        return tol_fail_nomem(err);
    }
    match(pair, &source, &target);
    if (!tell_broken(pair, &source, &target) && !source.n_broken) {
        tell_footnotes(pair, &source, &target);
        tell_counts(pair, &source, &target, EDITORIAL);
        tell_counts(pair, &source, &target, ROUND);
    }
    return TOL_OK;
}
