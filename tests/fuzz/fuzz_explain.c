/*
 * Three lines, a query, a source and its translation, are explained as a lookup does. The edits add up to the cost,
 * everything stands inside its text, a proposed target is the target but for what was put in, and a text compared with
 * itself shows no difference.
 */
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "match/explain.h"
#include "tolmach/unit.h"

static void ask(bool holds)
{
    if (!holds) {
        abort();
    }
}

static void ask_inside(uint32_t start, uint32_t end, tol_str text)
{
    ask(start <= end && end <= text.len);
}

static void check_proposal(tol_str query, const tol_hit *hit)
{
    uint32_t target = 0, proposed = 0;
    ask((hit->proposal == TOL_PROPOSAL_MADE) == (hit->proposed_target.ptr != NULL));
    ask(tol_utf8_is_valid(hit->proposed_target));
    for (size_t i = 0; i < hit->n_placed; i++) {
        const tol_placed *p = &hit->placed[i];
        ask_inside(p->query_start, p->query_end, query);
        ask_inside(p->target_start, p->target_end, hit->target);
        ask_inside(p->proposed_start, p->proposed_end, hit->proposed_target);
        ask(p->target_start - target == p->proposed_start - proposed);
        ask(memcmp(hit->target.ptr + target, hit->proposed_target.ptr + proposed, p->target_start - target) == 0);
        target = p->target_end;
        proposed = p->proposed_end;
    }
    ask(!hit->proposed_target.ptr || hit->target.len - target == hit->proposed_target.len - proposed);
}

static void check_hit(tol_str query, const tol_hit *hit)
{
    uint32_t cost = 0;
    for (size_t i = 0; i < hit->n_edits; i++) {
        cost += hit->edits[i].cost;
        ask_inside(hit->edits[i].query_start, hit->edits[i].query_end, query);
        ask_inside(hit->edits[i].source_start, hit->edits[i].source_end, hit->source);
    }
    ask(cost == hit->cost);
    for (size_t i = 0; i < hit->n_moves; i++) {
        ask_inside(hit->moves[i].query_start, hit->moves[i].query_end, query);
        ask_inside(hit->moves[i].source_start, hit->moves[i].source_end, hit->source);
    }
    for (size_t i = 0; i < hit->n_reversals; i++) {
        ask_inside(hit->reversals[i].query_start, hit->reversals[i].query_end, query);
        ask_inside(hit->reversals[i].source_start, hit->reversals[i].source_end, hit->source);
    }
    ask(cost > 0 || (hit->n_moves == 0 && hit->n_reversals == 0 && hit->proposal == TOL_PROPOSAL_NONE));
    check_proposal(query, hit);
}

static void explain(tol_analyser *analyser, tol_explainer *explainer, tol_str query, tol_str source, tol_str target)
{
    tol_arena arena = TOL_ARENA_INIT;
    tol_tokens a, b;
    tol_score score;
    tol_variant variant = {.text = source};
    tol_hit hit = {.source = source, .target = target, .target_lang = TOL_LIT("en")};
    ask(tol_analyse(analyser, query, NULL, 0, &arena, &a, NULL) == TOL_OK);
    ask(tol_analyse(analyser, source, NULL, 0, &arena, &b, NULL) == TOL_OK);
    ask(tol_score_tokens(&a, &b, &score, NULL) == TOL_OK);
    hit.cost = score.cost;
    ask(tol_explain_hit(explainer, query, &a, &variant, &arena, &hit, NULL) == TOL_OK);
    check_hit(query, &hit);
    tol_arena_release(&arena);
}

static tol_str next_line(tol_str *rest)
{
    const char *end = rest->len ? memchr(rest->ptr, '\n', rest->len) : NULL;
    tol_str line = {rest->ptr, end ? (size_t)(end - rest->ptr) : rest->len};
    size_t used = line.len + (end != NULL);
    *rest = (tol_str){rest->ptr + used, rest->len - used};
    return line;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const langs[] = {"ru", "en", "de", "fr", "uk"};
    if (size < 1) {
        return 0;
    }
    tol_str rest = {(const char *)data + 1, size - 1},
            lang = tol_str_of(langs[data[0] % (sizeof langs / sizeof *langs)]);
    rest.len = tol_utf8_valid_prefix(rest);
    tol_str query = next_line(&rest), source = next_line(&rest), target = next_line(&rest);
    tol_analyser *analyser;
    tol_explainer *explainer;
    ask(tol_analyser_new(lang, &analyser, NULL) == TOL_OK);
    ask(tol_explainer_new(lang, analyser, &explainer, NULL) == TOL_OK);
    explain(analyser, explainer, query, source, target);
    explain(analyser, explainer, source, query, target);
    explain(analyser, explainer, query, query, target);
    tol_explainer_free(explainer);
    tol_analyser_free(analyser);
    return 0;
}
