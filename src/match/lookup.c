#include "match/context.h"
#include "match/judge.h"

#include "base/fail.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "match/explain.h"
#include "text/analysis_lang.h"

static tol_status check_options(const tol_lookup_opt *opt, tol_error *err)
{
    if (opt->source_lang.len == 0 || opt->target_lang.len == 0) {
        return tol_fail(err, TOL_EINVAL, "a lookup needs a source and a target language");
    }
    if (opt->min_score < 0 || opt->min_score > TOL_SCORE_MAX) {
        return tol_fail(err, TOL_EINVAL, "the least score must be 0 to %d, not %d", TOL_SCORE_MAX, opt->min_score);
    }
    return tol_penalties_check(&opt->penalties, err);
}

tol_status tol_lookup_new(tol_store *store, const tol_lookup_opt *opt, tol_lookup **out, tol_error *err)
{
    tol_error_clear(err);
    *out = NULL;
    if (check_options(opt, err) != TOL_OK) {
        return TOL_EINVAL;
    }
    tol_lookup *lookup = tol_mem_calloc(1, sizeof *lookup);
    if (!lookup) {
        return tol_fail_nomem(err);
    }
    lookup->store = store;
    lookup->least_score = opt->min_score;
    lookup->limit = opt->limit;
    lookup->wants_scan = opt->exhaustive;
    char source[TOL_LANG_MAX], target[TOL_LANG_MAX], analysis[TOL_LANG_MAX];
    tol_lang_canonical(opt->source_lang, source);
    tol_lang_canonical(opt->target_lang, target);
    tol_lang_analysis(opt->source_lang, analysis);
    lookup->source_lang = tol_arena_copy(&lookup->arena, tol_str_of(source));
    lookup->target_lang = tol_arena_copy(&lookup->arena, tol_str_of(target));
    lookup->analysis_lang = tol_arena_copy(&lookup->arena, tol_str_of(analysis));
    tol_status status = tol_arena_ok(&lookup->arena) ? TOL_OK : tol_fail_nomem(err);
    if (status == TOL_OK) {
        status = tol_judge_init(lookup, opt, err);
    }
    if (status == TOL_OK) {
        status = tol_memory_choice_init(&lookup->choice, store, opt, &lookup->arena, err);
    }
    if (status == TOL_OK) {
        status = tol_analyser_new(opt->source_lang, &lookup->analyser, err);
    }
    if (status != TOL_OK) {
        tol_lookup_free(lookup);
        return status;
    }
    *out = lookup;
    return TOL_OK;
}

/* Read which memories there are and what their units lose: a candidate needs more than a hit by the least penalty. */
static tol_status choose_memories(tol_lookup *lookup, tol_error *err)
{
    tol_memory_choice *choice = &lookup->choice;
    tol_status status = tol_memory_choice_refresh(choice, lookup->store, err);
    lookup->memories = choice->ids;
    lookup->n_memories = choice->n_ids;
    int min_score = lookup->least_score ? lookup->least_score + choice->least_penalty : 0;
    lookup->min_score = min_score < 100 ? min_score : 100;
    lookup->exhaustive = lookup->wants_scan || lookup->min_score == 0;
    return status;
}

static tol_status find_in_snapshot(tol_lookup *lookup, tol_str query, const tol_tokens *tokens, tol_arena *arena,
                                   tol_hits *hits, tol_error *err)
{
    tol_row_scorer scorer;
    tol_candidates_clear(lookup);
    tol_status status = choose_memories(lookup, err);
    if (status == TOL_OK) {
        status = tol_search_refresh(lookup, err);
    }
    if (status != TOL_OK) {
        return status;
    }
    status = tol_row_scorer_init(&scorer, lookup, tokens, err);
    if (status == TOL_OK) {
        status = lookup->exhaustive ? tol_scan(&scorer, err) : tol_search_begin(lookup, &scorer, err);
    }
    if (status == TOL_OK) {
        status = tol_rank(lookup, query, tokens, &scorer, arena, hits, err);
    }
    tol_row_scorer_release(&scorer);
    return status;
}

tol_status tol_lookup_find(tol_lookup *lookup, tol_str query, tol_arena *arena, tol_hits *hits, tol_error *err)
{
    const tol_query alone = {.text = query};
    return tol_lookup_find_in_context(lookup, &alone, arena, hits, err);
}

tol_status tol_lookup_find_in_context(tol_lookup *lookup, const tol_query *query, tol_arena *arena, tol_hits *hits,
                                      tol_error *err)
{
    tol_error_clear(err);
    *hits = (tol_hits){NULL, 0};
    tol_tokens tokens;
    tol_arena_reset(&lookup->temp);
    tol_status status =
        tol_analyse(lookup->analyser, query->text, query->tags, query->n_tags, &lookup->temp, &tokens, err);
    if (status == TOL_OK) {
        status = tol_context_begin(lookup, query, &lookup->temp, err);
    }
    if (status == TOL_OK && tokens.n > 0) {
        status = tol_store_snapshot_begin(lookup->store, err);
        if (status == TOL_OK) {
            status = find_in_snapshot(lookup, query->text, &tokens, arena, hits, err);
            tol_store_snapshot_end(lookup->store);
        }
    }
    return status;
}

void tol_lookup_free(tol_lookup *lookup)
{
    if (lookup) {
        tol_explainer_free(lookup->explainer);
        tol_analyser_free(lookup->analyser);
        tol_dict_release(&lookup->dict);
        tol_score_scratch_release(&lookup->scratch);
        tol_search_free(lookup->search);
        tol_memory_choice_release(&lookup->choice);
        for (int score = 0; score <= 100; score++) {
            tol_mem_free(lookup->by_score[score].items);
        }
        tol_mem_free(lookup->row);
        tol_arena_release(&lookup->arena);
        tol_map_release(&lookup->fits);
        tol_arena_release(&lookup->temp);
        tol_arena_release(&lookup->unit_temp);
        tol_mem_free(lookup);
    }
}
