/* Hits for people: the source with its differences marked, the target, the terms. */
#include "lookup_out.h"

#include <string.h>
#include <wchar.h>
#include <wctype.h>

/* What a difference looks like in the match's source, on a terminal. */
static const char *const edit_colors[] = {
    [TOL_EDIT_KEPT] = "",       [TOL_EDIT_FORM] = "36",     [TOL_EDIT_INFLECTED] = "33",
    [TOL_EDIT_REPLACED] = "31", [TOL_EDIT_INSERTED] = "35", [TOL_EDIT_DELETED] = "",
};

static tol_str part(tol_str text, uint32_t start, uint32_t end)
{
    return (tol_str){text.ptr + start, end - start};
}

static void print_source(const tol_hit *hit, bool color)
{
    uint32_t at = 0;
    for (size_t i = 0; color && i < hit->n_edits; i++) {
        const tol_edit *e = &hit->edits[i];
        if (edit_colors[e->kind][0] == '\0' || e->source_end == e->source_start) {
            continue;
        }
        cli_put(stdout, part(hit->source, at, e->source_start));
        printf("\033[%sm", edit_colors[e->kind]);
        cli_put(stdout, part(hit->source, e->source_start, e->source_end));
        fputs("\033[0m", stdout);
        at = e->source_end;
    }
    cli_put(stdout, part(hit->source, at, (uint32_t)hit->source.len));
}

static bool has_letter_or_digit(tol_str s)
{
    mbstate_t state = {0};
    for (size_t i = 0, n; i < s.len; i += n) {
        wchar_t c;
        n = mbrtowc(&c, s.ptr + i, s.len - i, &state);
        if (n == 0 || n > s.len - i || iswalnum((wint_t)c)) {
            return true; /* what the locale cannot read counts as a letter */
        }
    }
    return false;
}

/* A token of a difference; nothing stands for an inline code. Punctuation is quoted, lest a deleted hyphen be "--". */
static void print_token(tol_str token)
{
    if (token.len == 0) {
        fputs("an inline code", stdout);
    } else if (has_letter_or_digit(token)) {
        cli_put(stdout, token);
    } else {
        bool is_quote = memchr(token.ptr, '"', token.len) != NULL;
        fputs(is_quote ? "«" : "\"", stdout);
        cli_put(stdout, token);
        fputs(is_quote ? "»" : "\"", stdout);
    }
}

static void print_difference(tol_str query, const tol_hit *hit, const tol_edit *e)
{
    tol_str from = part(query, e->query_start, e->query_end);
    tol_str to = part(hit->source, e->source_start, e->source_end);
    if (e->kind == TOL_EDIT_INSERTED) {
        putchar('+');
        print_token(to);
    } else if (e->kind == TOL_EDIT_DELETED) {
        putchar('-');
        print_token(from);
    } else {
        print_token(from);
        fputs(" → ", stdout);
        print_token(to);
    }
}

static void print_differences(tol_str query, const tol_hit *hit)
{
    const char *before = "     differs: ";
    for (size_t i = 0; i < hit->n_edits; i++) {
        if (hit->edits[i].kind != TOL_EDIT_KEPT) {
            fputs(before, stdout);
            print_difference(query, hit, &hit->edits[i]);
            before = ", ";
        }
    }
    if (hit->score == 100 && before[0] != ',' && !tol_str_equal(query, hit->source)) {
        fputs(before, stdout);
        fputs(hit->white_space_only ? "white space" : "spelling that does not count", stdout);
        before = ", ";
    }
    if (before[0] == ',') {
        putchar('\n');
    }
}

static const char *const penalty_names[TOL_PENALTY_KINDS] = {
    [TOL_PENALTY_MEMORY] = "memory",
    [TOL_PENALTY_MT] = "machine translation",
    [TOL_PENALTY_ALIGNMENT] = "alignment",
    [TOL_PENALTY_OTHER_CREATOR] = "other creator",
};

/* "100 % less 10 (memory), 5 (machine translation)"; nothing for a hit that lost nothing. */
static void print_penalties(const tol_hit *hit)
{
    bool is_first = true;
    for (int i = 0; i < TOL_PENALTY_KINDS; i++) {
        if (hit->penalties[i]) {
            if (is_first) {
                printf("     %d %% less ", hit->base_score);
            }
            printf("%s%d (%s)", is_first ? "" : ", ", hit->penalties[i], penalty_names[i]);
            is_first = false;
        }
    }
    if (!is_first) {
        putchar('\n');
    }
}

static void print_hit(tol_str query, const tol_hit *hit, bool color)
{
    printf(color ? "\033[1m%3d %%\033[0m " : "%3d %% ", hit->score);
    print_source(hit, color);
    fputs("\n     ", stdout);
    cli_put(stdout, hit->target);
    putchar('\n');
    print_differences(query, hit);
    print_penalties(hit);
    fputs(color ? "     \033[2m" : "     ", stdout);
    cli_put(stdout, hit->memory);
    fputs(hit->tuid.len ? ", " : "", stdout);
    cli_put(stdout, hit->tuid);
    for (size_t i = 0; i < hit->n_twins; i++) {
        fputs("; also in ", stdout);
        cli_put(stdout, hit->twins[i].memory);
    }
    puts(color ? "\033[0m" : "");
}

static void print_term(const tol_term_hit *term)
{
    fputs("term ", stdout);
    cli_put(stdout, term->term);
    fputs(" → ", stdout);
    for (size_t i = 0; i < term->n_targets; i++) {
        const tol_term_target *t = &term->targets[i];
        fputs(i ? ", " : "", stdout);
        cli_put(stdout, t->text);
        if (t->status != TOL_TERM_PREFERRED && t->status != TOL_TERM_UNKNOWN) {
            printf(" (%s)", tol_term_status_name(t->status));
        }
    }
    fputs(term->n_targets ? "  [" : "(no term in this language)  [", stdout);
    cli_put(stdout, term->glossary);
    puts("]");
}

void lookup_print_text(const lookup_result *result, bool color)
{
    if (result->hits.n == 0 && result->n_terms == 0) {
        return;
    }
    fputs(color ? "\033[1m" : "", stdout);
    cli_put(stdout, result->query);
    puts(color ? "\033[0m" : "");
    for (size_t i = 0; i < result->hits.n; i++) {
        print_hit(result->query, &result->hits.items[i], color);
    }
    for (size_t i = 0; i < result->n_terms; i++) {
        print_term(&result->terms[i]);
    }
    putchar('\n');
}
