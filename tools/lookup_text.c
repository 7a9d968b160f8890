/* Hits for people: the source with its differences marked, the target, the terms. */
#include "lookup_out.h"

#include "lookup_diff.h"

/* The differences of a hit that its colours do not show. */
static void print_differences(tol_str query, const tol_hit *hit, bool color)
{
    if (hit->cost == 0 && !diff_is_there(hit) && !tol_str_equal(query, hit->source)) {
        printf("     differs: %s\n", hit->white_space_only ? "white space" : "spelling that does not count");
    } else if (!color && diff_is_there(hit)) {
        fputs("     differs: ", stdout);
        diff_print(query, hit, false);
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

static const char *const context_words[] = {
    [TOL_CONTEXT_NONE] = NULL,
    [TOL_CONTEXT_PREV] = "the segment before is the same",
    [TOL_CONTEXT_NEXT] = "the segment after is the same",
    [TOL_CONTEXT_BOTH] = "the segments before and after are the same",
};

static void print_context(const tol_hit *hit)
{
    if (context_words[hit->context]) {
        printf("     %s\n", context_words[hit->context]);
    }
}

static void print_hit(const lookup_result *result, const tol_hit *hit, bool color)
{
    tol_str query = result->query;
    printf(color ? "\033[1m%3d %%\033[0m " : "%3d %% ", hit->score);
    if (color) {
        diff_print(query, hit, true);
    } else {
        cli_put(stdout, hit->source);
    }
    fputs("\n     ", stdout);
    cli_put(stdout, hit->target);
    putchar('\n');
    print_differences(query, hit, color);
    print_context(hit);
    diff_print_warning(query, hit, color);
    diff_print_proposal(hit, color);
    if (result->explain) {
        explain_print(query, hit);
    }
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
        print_hit(result, &result->hits.items[i], color);
    }
    for (size_t i = 0; i < result->n_terms; i++) {
        print_term(&result->terms[i]);
    }
    putchar('\n');
}
