/* Hits for people: the source with its differences marked, the target, the terms. */
#include "lookup_out.h"

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
        printf("%.*s\033[%sm%.*s\033[0m", TOL_ARG(part(hit->source, at, e->source_start)), edit_colors[e->kind],
               TOL_ARG(part(hit->source, e->source_start, e->source_end)));
        at = e->source_end;
    }
    printf("%.*s", TOL_ARG(part(hit->source, at, (uint32_t)hit->source.len)));
}

static void print_difference(tol_str query, const tol_hit *hit, const tol_edit *e)
{
    tol_str from = part(query, e->query_start, e->query_end);
    tol_str to = part(hit->source, e->source_start, e->source_end);
    const char *code = "an inline code";
    if (e->kind == TOL_EDIT_INSERTED) {
        to.len ? printf("+%.*s", TOL_ARG(to)) : printf("+%s", code);
    } else if (e->kind == TOL_EDIT_DELETED) {
        printf("-%.*s", TOL_ARG(from));
    } else {
        printf("%.*s → ", TOL_ARG(from));
        to.len ? printf("%.*s", TOL_ARG(to)) : printf("%s", code);
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
    if (hit->white_space_only) {
        fputs("     differs: white space", stdout);
        before = ", ";
    }
    if (before[0] == ',') {
        putchar('\n');
    }
}

static void print_hit(tol_str query, const tol_hit *hit, bool color)
{
    printf(color ? "\033[1m%3d %%\033[0m " : "%3d %% ", hit->score);
    print_source(hit, color);
    printf("\n     %.*s\n", TOL_ARG(hit->target));
    print_differences(query, hit);
    printf(color ? "     \033[2m%.*s" : "     %.*s", TOL_ARG(hit->memory));
    printf(hit->tuid.len ? ", %.*s" : "%.*s", TOL_ARG(hit->tuid));
    for (size_t i = 0; i < hit->n_twins; i++) {
        printf("; also in %.*s", TOL_ARG(hit->twins[i].memory));
    }
    puts(color ? "\033[0m" : "");
}

static void print_term(const tol_term_hit *term)
{
    printf("term %.*s → ", TOL_ARG(term->term));
    for (size_t i = 0; i < term->n_targets; i++) {
        const tol_term_target *t = &term->targets[i];
        printf("%s%.*s", i ? ", " : "", TOL_ARG(t->text));
        if (t->status != TOL_TERM_PREFERRED && t->status != TOL_TERM_UNKNOWN) {
            printf(" (%s)", tol_term_status_name(t->status));
        }
    }
    printf("%s  [%.*s]\n", term->n_targets ? "" : "(no term in this language)", TOL_ARG(term->glossary));
}

void lookup_print_text(const lookup_result *result, bool color)
{
    if (result->hits.n == 0 && result->n_terms == 0) {
        return;
    }
    printf(color ? "\033[1m%.*s\033[0m\n" : "%.*s\n", TOL_ARG(result->query));
    for (size_t i = 0; i < result->hits.n; i++) {
        print_hit(result->query, &result->hits.items[i], color);
    }
    for (size_t i = 0; i < result->n_terms; i++) {
        print_term(&result->terms[i]);
    }
    putchar('\n');
}
