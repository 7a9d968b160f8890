#include "match/explain.h"

#include "base/fail.h"
#include "base/mem.h"
#include "match/placeables.h"
#include "tolmach/lang.h"

struct tol_explainer {
    tol_analyser *analyser; /* borrowed */
    tol_meaning *meaning;
    tol_value_reader *source_reader, *target_reader;
    char target_lang[TOL_LANG_MAX]; /* of the reader: the last target's */
};

tol_status tol_explainer_new(tol_str source_lang, tol_analyser *analyser, tol_explainer **out, tol_error *err)
{
    *out = NULL;
    tol_explainer *explainer = tol_mem_calloc(1, sizeof *explainer);
    if (!explainer) {
        return tol_fail_nomem(err);
    }
    explainer->analyser = analyser;
    tol_status status = tol_meaning_new(source_lang, analyser, &explainer->meaning, err);
    if (status == TOL_OK) {
        status = tol_value_reader_new(source_lang, &explainer->source_reader, err);
    }
    if (status != TOL_OK) {
        tol_explainer_free(explainer);
        return status;
    }
    *out = explainer;
    return TOL_OK;
}

void tol_explainer_free(tol_explainer *explainer)
{
    if (explainer) {
        tol_meaning_free(explainer->meaning);
        tol_value_reader_free(explainer->source_reader);
        tol_value_reader_free(explainer->target_reader);
        tol_mem_free(explainer);
    }
}

/* The hits of one lookup may have targets in several regions of a language; theirs is canonical already. */
static tol_status read_as(tol_explainer *explainer, tol_str target_lang, tol_error *err)
{
    if (explainer->target_reader && tol_str_equal(target_lang, tol_str_of(explainer->target_lang))) {
        return TOL_OK;
    }
    tol_value_reader_free(explainer->target_reader);
    explainer->target_reader = NULL;
    tol_lang_canonical(target_lang, explainer->target_lang);
    return tol_value_reader_new(target_lang, &explainer->target_reader, err);
}

static tol_status explain_difference(tol_explainer *x, const tol_reading *query, const tol_reading *source,
                                     tol_arena *arena, tol_arena *temp, tol_hit *hit, tol_error *err)
{
    tol_placing placing = {.query = query, .source = source, .target = hit->target, .analyser = x->analyser};
    tol_status status =
        tol_find_moves(query->tokens, source->tokens, hit->edits, hit->n_edits, arena, &hit->moves, &hit->n_moves, err);
    if (status == TOL_OK) {
        status = tol_meaning_compare(x->meaning, query, source, hit->edits, hit->n_edits, arena, &hit->reversals,
                                     &hit->n_reversals, err);
    }
    status = status == TOL_OK ? read_as(x, hit->target_lang, err) : status;
    if (status == TOL_OK) {
        placing.source_reader = x->source_reader;
        placing.target_reader = x->target_reader;
        status = tol_values_find(x->target_reader, hit->target, temp, &placing.target_values, err);
    }
    return status == TOL_OK ? tol_propose_target(&placing, arena, hit, err) : status;
}

tol_status tol_explain_hit(tol_explainer *explainer, tol_str query, const tol_tokens *tokens, const tol_variant *source,
                           tol_arena *arena, tol_hit *hit, tol_error *err)
{
    tol_arena temp = TOL_ARENA_INIT;
    size_t n_tags;
    tol_tokens source_tokens;
    tol_reading a = {.text = query, .tokens = tokens}, b = {.text = source->text, .tokens = &source_tokens};
    tol_tag *tags = tol_variant_tags(source, &temp, &n_tags);
    tol_status status = tol_analyse(explainer->analyser, source->text, tags, n_tags, &temp, &source_tokens, err);
    if (status == TOL_OK) {
        status = tol_score_edits(tokens, &source_tokens, arena, &hit->edits, &hit->n_edits, err);
    }
    if (status == TOL_OK && hit->cost > 0) {
        status = tol_values_find(explainer->source_reader, query, &temp, &a.values, err);
        status =
            status == TOL_OK ? tol_values_find(explainer->source_reader, source->text, &temp, &b.values, err) : status;
        status = status == TOL_OK ? explain_difference(explainer, &a, &b, arena, &temp, hit, err) : status;
    }
    tol_arena_release(&temp);
    return status;
}
