/*
 * From candidates to hits. Candidates come by falling score; each gives pairs of variants, which wait in groups by the
 * score that penalties leave them. A group is taken when no candidate that is still to come can fall into it: until the
 * limit is reached, so that all ties at the last place are compared. Of a pair only a few numbers are kept; texts are
 * read again for the pairs that win.
 */
#include <stdlib.h>
#include <string.h>

#include "base/fail.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "match/context.h"
#include "match/explain.h"
#include "match/hit_table.h"
#include "match/judge.h"
#include "store/langs.h"
#include "tolmach/lang.h"

/* A source and a target variant of one unit: what the order looks at, and where to find the texts again. */
typedef struct pair {
    tol_candidate candidate;
    uint32_t target;
    tol_judgement judgement;
    tol_context context;
    int char_permille;
    bool has_changed;
    int64_t changed;
    uint64_t text_hash; /* of source and target together */
} pair;

typedef struct pairs {
    pair *items;
    size_t n, cap;
} pairs;

typedef struct ranking {
    tol_lookup *lookup;
    tol_str query;
    const tol_tokens *tokens;
    tol_arena *arena;                /* of the hits */
    pairs groups[TOL_SCORE_MAX + 1]; /* by score after penalties */
    int next_group;                  /* those above it were taken */
    tol_hits *hits;
    size_t hits_cap;
    tol_hit_table by_texts;
    tol_unit unit; /* that was read last, in lookup->unit_temp */
    bool has_unit;
} ranking;

static int by_id(const void *left, const void *right)
{
    const tol_candidate *a = left, *b = right;
    if (a->unit_id != b->unit_id) {
        return a->unit_id < b->unit_id ? -1 : 1;
    }
    return (a->variant > b->variant) - (a->variant < b->variant);
}

static int by_rank(const void *left, const void *right)
{
    const pair *a = left, *b = right;
    if (a->judgement.priority != b->judgement.priority) {
        return a->judgement.priority > b->judgement.priority ? -1 : 1;
    }
    if (a->char_permille != b->char_permille) {
        return b->char_permille - a->char_permille;
    }
    if (a->has_changed != b->has_changed) {
        return b->has_changed - a->has_changed;
    }
    if (a->has_changed && a->changed != b->changed) {
        return a->changed > b->changed ? -1 : 1;
    }
    int order = by_id(&a->candidate, &b->candidate);
    return order ? order : (a->target > b->target) - (a->target < b->target);
}

static tol_status add_pair(pairs *all, const pair *one, tol_error *err)
{
    pair *grown = tol_mem_grow(all->items, &all->cap, all->n + 1, sizeof *grown);
    if (!grown) {
        return tol_fail_nomem(err);
    }
    all->items = grown;
    all->items[all->n++] = *one;
    return TOL_OK;
}

static uint64_t hash_of_texts(tol_str source, tol_str target)
{
    return tol_hash(target, tol_hash(source, 1));
}

/* How well a variant serves as the target: not at all, as a relative of the language asked for, or as that very
 * language. */
enum { FIT_NONE, FIT_RELATED, FIT_EXACT };

static int fit_of(const tol_lookup *lookup, tol_str lang)
{
    char tag[TOL_LANG_MAX];
    if (!tol_lang_matches(lang, lookup->target_lang)) {
        return FIT_NONE;
    }
    tol_lang_canonical(lang, tag);
    return tol_str_equal(tol_str_of(tag), lookup->target_lang) ? FIT_EXACT : FIT_RELATED;
}

/* Tags that are remembered; a bank has few, but a unit may say what it likes. */
#define FITS_MAX 1000

static int target_fit(tol_lookup *lookup, const tol_variant *variant)
{
    tol_str lang = variant->lang.ptr ? variant->lang : TOL_LIT("");
    const tol_map_slot *known = tol_map_get(&lookup->fits, lang);
    if (known) {
        return (int)known->value;
    }
    int fit = fit_of(lookup, variant->lang);
    bool is_new = false;
    tol_map_slot *slot = lookup->fits.n < FITS_MAX ? tol_map_put(&lookup->fits, lang, &is_new) : NULL;
    if (slot) {
        slot->value = (uint64_t)fit;
    }
    return fit;
}

/* The best fit among the unit's variants other than its source: where the very language is there, a relative will not
 * do. */
static int best_fit(tol_lookup *lookup, const tol_unit *unit, uint32_t source)
{
    int best = FIT_NONE;
    for (uint32_t i = 0; i < unit->n_variants; i++) {
        int fit = i == source ? FIT_NONE : target_fit(lookup, &unit->variants[i]);
        best = fit > best ? fit : best;
    }
    return best;
}

/* Read a candidate's unit into the temporary arena and check that it has the variant. The unit that was read last is
 * still there: a score that one unit has is read once. */
static tol_status read_unit(ranking *r, const tol_candidate *candidate, tol_unit *unit, tol_error *err)
{
    tol_status status = TOL_OK;
    if (!r->has_unit || r->unit.id != candidate->unit_id) {
        tol_arena_reset(&r->lookup->unit_temp);
        status = tol_unit_get(r->lookup->store, candidate->unit_id, &r->lookup->unit_temp, &r->unit, err);
        r->has_unit = status == TOL_OK;
    }
    *unit = r->unit;
    if (status == TOL_OK && candidate->variant >= unit->n_variants) {
        status = tol_fail(err, TOL_ECORRUPT, "unit %lld lacks variant %u", (long long)unit->id, candidate->variant);
    }
    return status;
}

/* The score of the tokens, and one for each neighbour in common. */
static int score_in_context(const pair *one)
{
    return one->candidate.score + (one->context & TOL_CONTEXT_PREV ? 1 : 0) + (one->context & TOL_CONTEXT_NEXT ? 1 : 0);
}

static int score_after_penalties(const pair *one)
{
    int score = score_in_context(one) - one->judgement.total;
    return score > 0 ? score : 0;
}

/* What a candidate's pairs have in common, found when the first one needs it. */
static tol_status compare_texts(ranking *r, const tol_unit *unit, pair *one, tol_error *err)
{
    const tol_str text = unit->variants[one->candidate.variant].text;
    return one->char_permille < 0 ? tol_char_similarity(r->query, text, &one->char_permille, err) : TOL_OK;
}

static tol_status find_context(ranking *r, const tol_unit *unit, pair *one, bool *is_found, tol_error *err)
{
    if (*is_found || one->candidate.cost > 0) {
        return TOL_OK;
    }
    *is_found = true;
    return tol_context_of(r->lookup, unit, &unit->variants[one->candidate.variant], &one->context, err);
}

/* Let every pair of a candidate wait in its group, unless the filter or its penalties are against it. */
static tol_status add_pairs_of(ranking *r, const tol_candidate *candidate, tol_error *err)
{
    tol_unit unit;
    bool has_context = false;
    tol_status status = read_unit(r, candidate, &unit, err);
    if (status != TOL_OK) {
        return status;
    }
    const tol_variant *source = &unit.variants[candidate->variant];
    int fit = best_fit(r->lookup, &unit, candidate->variant);
    pair one = {.candidate = *candidate, .char_permille = -1};
    one.has_changed = tol_unit_changed(&unit, &one.changed);
    for (uint32_t i = 0; i < unit.n_variants && status == TOL_OK; i++) {
        const tol_variant *target = &unit.variants[i];
        if (fit == FIT_NONE || i == candidate->variant || target_fit(r->lookup, target) != fit ||
            !tol_judge(r->lookup, &unit, source, target, &one.judgement)) {
            continue;
        }
        status = find_context(r, &unit, &one, &has_context, err);
        if (status != TOL_OK || score_after_penalties(&one) < r->lookup->least_score) {
            continue;
        }
        one.target = i;
        one.text_hash = hash_of_texts(source->text, target->text);
        status = compare_texts(r, &unit, &one, err);
        if (status == TOL_OK) {
            status = add_pair(&r->groups[score_after_penalties(&one)], &one, err);
        }
    }
    return status;
}

/* White_Space of Unicode, and the zero-width space, which is the space of scripts that show none. */
static bool is_white_space(uint32_t cp)
{
    return (cp >= 0x09 && cp <= 0x0D) || cp == 0x20 || cp == 0x85 || cp == 0xA0 || cp == 0x1680 ||
           (cp >= 0x2000 && cp <= 0x200B) || cp == 0x2028 || cp == 0x2029 || cp == 0x202F || cp == 0x205F ||
           cp == 0x3000;
}

/* The next character that is no white space; UINT32_MAX at the end. */
static uint32_t next_visible(tol_str text, size_t *i)
{
    while (*i < text.len) {
        uint32_t cp = tol_utf8_next(text, i);
        if (!is_white_space(cp)) {
            return cp;
        }
    }
    return UINT32_MAX;
}

static bool differs_in_white_space_only(tol_str a, tol_str b)
{
    if (tol_str_equal(a, b)) {
        return false;
    }
    for (size_t i = 0, j = 0;;) {
        uint32_t x = next_visible(a, &i), y = next_visible(b, &j);
        if (x != y || x == UINT32_MAX) {
            return x == y;
        }
    }
}

/* A stored variant's language is one of the bank's, which remembers what tags as they stand mean. */
static tol_status canonical_lang(ranking *r, tol_str lang, tol_str *out, tol_error *err)
{
    const tol_lang_entry *entry = NULL;
    tol_status status = tol_langs_lookup(r->lookup->store, lang, &entry, err);
    *out = tol_arena_copy(r->arena, entry ? entry->tag : TOL_STR_NULL);
    return status;
}

/* The explainer is made for the first hit. */
static tol_status explainer_of(ranking *r, tol_error *err)
{
    tol_lookup *lookup = r->lookup;
    if (!tol_arena_ok(r->arena)) {
        return tol_fail_nomem(err);
    }
    return lookup->explainer ? TOL_OK
                             : tol_explainer_new(lookup->source_lang, lookup->analyser, &lookup->explainer, err);
}

static tol_status add_hit(ranking *r, const pair *one, const tol_unit *unit, tol_error *err)
{
    if (r->hits->n == r->hits_cap) {
        size_t cap = r->hits_cap ? r->hits_cap * 2 : 8;
        tol_hit *grown = tol_arena_alloc(r->arena, cap * sizeof *grown);
        if (!grown) {
            return tol_fail_nomem(err);
        }
        if (r->hits->n) {
            memcpy(grown, r->hits->items, r->hits->n * sizeof *grown);
        }
        r->hits->items = grown;
        r->hits_cap = cap;
    }
    tol_status status = tol_hit_table_add(&r->by_texts, one->text_hash, err);
    if (status != TOL_OK) {
        return status;
    }
    const tol_variant *source = &unit->variants[one->candidate.variant], *target = &unit->variants[one->target];
    tol_hit *hit = &r->hits->items[r->hits->n++];
    *hit =
        (tol_hit){.score = score_after_penalties(one),
                  .base_score = score_in_context(one),
                  .context = one->context,
                  .cost = one->candidate.cost,
                  .max_weight = one->candidate.max_weight,
                  .char_permille = one->char_permille,
                  .white_space_only = one->candidate.cost == 0 && differs_in_white_space_only(r->query, source->text),
                  .source = tol_arena_copy(r->arena, source->text),
                  .target = tol_arena_copy(r->arena, target->text),
                  .memory = tol_arena_copy(r->arena, unit->memory),
                  .unit_id = unit->id,
                  .tuid = tol_arena_copy(r->arena, unit->tuid),
                  .has_changed = one->has_changed,
                  .changed = one->changed};
    for (int i = 0; i < TOL_PENALTY_KINDS; i++) {
        hit->penalties[i] = one->judgement.penalties[i];
    }
    status = canonical_lang(r, source->lang, &hit->source_lang, err);
    if (status == TOL_OK) {
        status = canonical_lang(r, target->lang, &hit->target_lang, err);
    }
    if (status == TOL_OK) {
        status = explainer_of(r, err);
    }
    return status != TOL_OK ? status
                            : tol_explain_hit(r->lookup->explainer, r->query, r->tokens, source, r->arena, hit, err);
}

static tol_status add_twin(ranking *r, tol_hit *hit, const tol_unit *unit, tol_error *err)
{
    if (hit->unit_id == unit->id) {
        return TOL_OK; /* another variant of the hit's own unit */
    }
    /* Room is doubled whenever the count is a power of two. */
    if ((hit->n_twins & (hit->n_twins - 1)) == 0) {
        tol_hit_twin *grown = tol_arena_alloc(r->arena, (hit->n_twins ? hit->n_twins * 2 : 1) * sizeof *grown);
        if (!grown) {
            return tol_fail_nomem(err);
        }
        if (hit->n_twins) {
            memcpy(grown, hit->twins, hit->n_twins * sizeof *grown);
        }
        hit->twins = grown;
    }
    hit->twins[hit->n_twins++] = (tol_hit_twin){tol_arena_copy(r->arena, unit->memory), unit->id};
    return TOL_OK;
}

static bool is_full(const ranking *r)
{
    return r->lookup->limit && r->hits->n >= r->lookup->limit;
}

/* Take the pairs of a group in their order: each is a new hit, or a twin of one, or comes too late. */
static tol_status take_group(ranking *r, const pairs *group, tol_error *err)
{
    tol_status status = TOL_OK;
    if (group->n) {
        qsort(group->items, group->n, sizeof *group->items, by_rank);
    }
    for (size_t i = 0; i < group->n && status == TOL_OK; i++) {
        const pair *one = &group->items[i];
        tol_unit unit;
        if (is_full(r) && !tol_hit_table_knows(&r->by_texts, one->text_hash)) {
            continue;
        }
        status = read_unit(r, &one->candidate, &unit, err);
        if (status != TOL_OK) {
            break;
        }
        tol_hit *twin = tol_hit_table_find(&r->by_texts, r->hits, one->text_hash,
                                           unit.variants[one->candidate.variant].text, unit.variants[one->target].text);
        if (twin) {
            status = add_twin(r, twin, &unit, err);
        } else if (!is_full(r)) {
            status = add_hit(r, one, &unit, err);
        }
    }
    return status;
}

/* All pairs of the candidates of one score. */
static tol_status pair_up(ranking *r, int score, tol_error *err)
{
    tol_candidates *all = &r->lookup->by_score[score];
    tol_status status = TOL_OK;
    if (all->n) {
        qsort(all->items, all->n, sizeof *all->items, by_id);
    }
    for (size_t i = 0; i < all->n && status == TOL_OK; i++) {
        status = add_pairs_of(r, &all->items[i], err);
    }
    return status;
}

/* Take the groups from `score` on that were not taken yet, best first. */
static tol_status take_groups(ranking *r, int score, tol_error *err)
{
    tol_status status = TOL_OK;
    for (; r->next_group >= score && status == TOL_OK; r->next_group--) {
        status = take_group(r, &r->groups[r->next_group], err);
    }
    return status;
}

/*
 * Candidates that have less than `score` can reach at most score - 1 less the least penalty: the groups above that are
 * complete. When there are hits enough, what still waits can only name itself as a twin of one.
 */
static tol_status rank_groups(ranking *r, tol_row_scorer *scorer, tol_error *err)
{
    tol_status status = TOL_OK;
    for (int score = 100; score >= r->lookup->min_score && status == TOL_OK && !is_full(r); score--) {
        status = tol_search_complete(r->lookup, scorer, score, err);
        if (status == TOL_OK) {
            status = pair_up(r, score, err);
        }
        int complete = score - r->lookup->choice.least_penalty;
        if (status == TOL_OK && complete > 0) {
            status = take_groups(r, complete, err);
        }
    }
    return status == TOL_OK ? take_groups(r, 0, err) : status;
}

tol_status tol_rank(tol_lookup *lookup, tol_str query, const tol_tokens *tokens, tol_row_scorer *scorer,
                    tol_arena *arena, tol_hits *hits, tol_error *err)
{
    ranking r = {.lookup = lookup,
                 .query = query,
                 .tokens = tokens,
                 .arena = arena,
                 .hits = hits,
                 .next_group = TOL_SCORE_MAX,
                 .by_texts = TOL_HIT_TABLE_INIT};
    *hits = (tol_hits){NULL, 0};
    tol_status status = rank_groups(&r, scorer, err);
    if (status == TOL_OK && !tol_arena_ok(arena)) {
        status = tol_fail_nomem(err);
    }
    for (int i = 0; i <= TOL_SCORE_MAX; i++) {
        tol_mem_free(r.groups[i].items);
    }
    tol_hit_table_release(&r.by_texts);
    return status;
}
