#include "pretranslate/answer.h"

#include "base/fail.h"
#include "pretranslate/code_fit.h"
#include "pretranslate/difference_text.h"
#include "tolmach/lang.h"

/* ---- the bank ---- */

static void close_pair(tol_oracle *oracle)
{
    tol_recogniser_free(oracle->terms);
    tol_lookup_free(oracle->lookup);
    oracle->terms = NULL;
    oracle->lookup = NULL;
    tol_arena_reset(&oracle->arena);
}

tol_status tol_oracle_turn_to(tol_oracle *oracle, tol_str source_lang, tol_str target_lang, tol_error *err)
{
    if (oracle->lookup && tol_str_equal(oracle->source_lang, source_lang) &&
        tol_str_equal(oracle->target_lang, target_lang)) {
        return TOL_OK;
    }
    close_pair(oracle);
    oracle->source_lang = tol_arena_copy(&oracle->arena, source_lang);
    oracle->target_lang = tol_arena_copy(&oracle->arena, target_lang);
    tol_lookup_opt opt = oracle->opt->lookup;
    opt.source_lang = oracle->source_lang;
    opt.target_lang = oracle->target_lang;
    tol_status status = tol_arena_ok(&oracle->arena) ? TOL_OK : tol_fail_nomem(err);
    if (status == TOL_OK) {
        status = tol_lookup_new(oracle->store, &opt, &oracle->lookup, err);
    }
    if (status == TOL_OK && !oracle->opt->no_terms) {
        status = tol_recogniser_new(oracle->store, source_lang, target_lang, &oracle->terms, err);
    }
    return status;
}

void tol_oracle_release(tol_oracle *oracle)
{
    close_pair(oracle);
    tol_arena_release(&oracle->arena);
}

/* ---- texts ---- */

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static size_t head_space(tol_str text)
{
    size_t n = 0;
    while (n < text.len && is_space(text.ptr[n])) {
        n++;
    }
    return n;
}

static size_t tail_space(tol_str text)
{
    size_t n = 0;
    while (n < text.len && is_space(text.ptr[text.len - 1 - n])) {
        n++;
    }
    return n;
}

/* A target takes the white space at its ends from the segment: memories often lack it, and layouts need it. */
static void take_ends(tol_coded_text *target, tol_code_place *places, tol_str segment, tol_arena *arena)
{
    size_t head = head_space(target->text), tail = tail_space(target->text);
    size_t new_head = head_space(segment), new_tail = tail_space(segment);
    if (head == target->text.len || new_head == segment.len) {
        return;
    }
    size_t kept = target->text.len - head - tail, len = new_head + kept + new_tail;
    char *out = tol_arena_alloc(arena, len + 1);
    for (size_t i = 0; out && i < len; i++) {
        out[i] = i < new_head          ? segment.ptr[i]
                 : i < new_head + kept ? target->text.ptr[head + i - new_head]
                                       : segment.ptr[segment.len - (len - i)];
    }
    for (size_t k = 0; k < target->n_places; k++) {
        size_t at = places[k].at < head ? head : places[k].at;
        at = at > head + kept ? head + kept : at;
        places[k].at = at - head + new_head;
    }
    if (out) {
        out[len] = '\0';
        target->text = (tol_str){out, len};
    }
}

/* ---- hits ---- */

static const tol_variant *find_variant(const tol_unit *unit, tol_str lang, tol_str text)
{
    for (size_t i = 0; i < unit->n_variants; i++) {
        if (tol_str_equal(unit->variants[i].text, text) && tol_lang_matches(unit->variants[i].lang, lang)) {
            return &unit->variants[i];
        }
    }
    return NULL;
}

static int at_most_100(int score)
{
    return score < 100 ? score : 100;
}

/* One request for a segment. */
typedef struct request {
    tol_oracle *oracle;
    const tol_xliff_segment *segment;
    tol_arena *arena;
    tol_error *err;
} request;

/* A hit as a match; *fits: its codes could be put in terms of the segment's. */
static tol_status take_hit(const request *r, const tol_hit *hit, tol_fill_match *match, bool *fits)
{
    const tol_xliff_side *side = &r->segment->source;
    tol_unit unit;
    tol_code_place *source_places = NULL, *target_places = NULL;
    *match = (tol_fill_match){.score = at_most_100(hit->score),
                              .likeness = at_most_100(hit->base_score),
                              .source = {.text = hit->source},
                              .target = {.text = hit->target},
                              .memory = hit->memory};
    match->kind = hit->score > 100 ? TOL_FILL_CONTEXT : hit->score == 100 ? TOL_FILL_EXACT : TOL_FILL_FUZZY;
    match->differences = tol_difference_text(side->variant.text, hit, r->arena);
    tol_status status = tol_unit_get(r->oracle->store, hit->unit_id, r->arena, &unit, r->err);
    if (status != TOL_OK) {
        return status;
    }
    const tol_variant *source = find_variant(&unit, hit->source_lang, hit->source);
    const tol_variant *target = find_variant(&unit, hit->target_lang, hit->target);
    *fits = source && target && tol_codes_fit(&side->codes, source, target, r->arena, &source_places, &target_places);
    if (*fits) {
        match->source.places = source_places;
        match->target.places = target_places;
        match->source.n_places = match->target.n_places = side->codes.n;
    }
    take_ends(&match->target, target_places, side->variant.text, r->arena);
    return tol_arena_ok(r->arena) ? TOL_OK : tol_fail_nomem(r->err);
}

static bool says_another(const tol_fill_match *chosen, const tol_fill_match *match)
{
    return !tol_str_equal(chosen->target.text, match->target.text);
}

/*
 * The first match that may be put in is the target. Of an exact one the others are no news, unless they are exact too
 * and say something else; then whoever reviews should see them.
 */
static void choose(const request *r, const tol_fill_match *all, const bool *fits, size_t n, tol_fill_answer *answer)
{
    const tol_pretranslate_opt *opt = r->oracle->opt;
    tol_fill_match *beside = tol_arena_calloc(r->arena, n + 1, sizeof *beside);
    for (size_t k = 0; k < n && !answer->target; k++) {
        bool may_be = fits[k] && (all[k].kind != TOL_FILL_FUZZY || (opt->fill_fuzzy && !opt->exact_only));
        answer->target = may_be ? &all[k] : NULL;
    }
    bool is_exact = answer->target && answer->target->kind != TOL_FILL_FUZZY;
    for (size_t k = 0; beside && k < n && !opt->exact_only; k++) {
        bool is_news = !is_exact || (all[k].kind != TOL_FILL_FUZZY && says_another(answer->target, &all[k]));
        bool shows = &all[k] != answer->target || !is_exact; /* what was put in for review shows its differences */
        if (is_news && shows) {
            beside[answer->n_matches++] = all[k];
        }
    }
    answer->matches = beside;
}

static void count(const tol_fill_match *all, size_t n, const tol_fill_answer *answer, tol_pretranslate_report *report)
{
    const tol_fill_match *target = answer->target;
    bool is_fuzzy = (target && target->kind == TOL_FILL_FUZZY) || (!target && answer->n_matches);
    report->context += target && target->kind == TOL_FILL_CONTEXT;
    report->exact += target && target->kind == TOL_FILL_EXACT;
    report->fuzzy += is_fuzzy;
    report->nothing += !target && !answer->n_matches;
    report->unfit += is_fuzzy && n && all[0].kind != TOL_FILL_FUZZY;
}

static tol_status find_matches(const request *r, tol_str prev, tol_str next, tol_fill_answer *answer,
                               tol_pretranslate_report *report)
{
    const tol_variant *variant = &r->segment->source.variant;
    tol_query query = {.text = variant->text, .prev = prev, .next = next};
    query.tags = tol_variant_tags(variant, r->arena, &query.n_tags);
    tol_hits hits = {NULL, 0};
    tol_status status = tol_arena_ok(r->arena) ? TOL_OK : tol_fail_nomem(r->err);
    if (status == TOL_OK) {
        status = tol_lookup_find_in_context(r->oracle->lookup, &query, r->arena, &hits, r->err);
    }
    tol_fill_match *all = tol_arena_calloc(r->arena, hits.n + 1, sizeof *all);
    bool *fits = tol_arena_calloc(r->arena, hits.n + 1, sizeof *fits);
    if (status == TOL_OK && (!all || !fits)) {
        status = tol_fail_nomem(r->err);
    }
    for (size_t k = 0; k < hits.n && status == TOL_OK; k++) {
        status = take_hit(r, &hits.items[k], &all[k], &fits[k]);
    }
    if (status == TOL_OK) {
        choose(r, all, fits, hits.n, answer);
        count(all, hits.n, answer, report);
    }
    return status;
}

/* ---- terms ---- */

static bool is_recommended(tol_term_status status)
{
    return status != TOL_TERM_DEPRECATED && status != TOL_TERM_FORBIDDEN;
}

static bool is_known(const tol_fill_term *terms, size_t n, const tol_fill_term *term)
{
    for (size_t i = 0; i < n; i++) {
        if (tol_str_equal(terms[i].source, term->source) && tol_str_equal(terms[i].target, term->target)) {
            return true;
        }
    }
    return false;
}

/* The best translation of each term, once. */
static tol_status find_terms(const request *r, tol_fill_answer *answer, tol_pretranslate_report *report)
{
    tol_term_hit *hits = NULL;
    size_t n = 0;
    tol_status status = tol_recognise(r->oracle->terms, r->segment->source.variant.text, r->arena, &hits, &n, r->err);
    tol_fill_term *terms = tol_arena_calloc(r->arena, n + 1, sizeof *terms);
    if (status != TOL_OK || !terms) {
        return status == TOL_OK ? tol_fail_nomem(r->err) : status;
    }
    for (size_t i = 0; i < n; i++) {
        if (hits[i].n_targets && is_recommended(hits[i].targets[0].status)) {
            tol_fill_term term = {hits[i].term, hits[i].targets[0].text, hits[i].glossary};
            if (!is_known(terms, answer->n_terms, &term)) {
                terms[answer->n_terms++] = term;
            }
        }
    }
    answer->terms = terms;
    report->terms += answer->n_terms;
    return TOL_OK;
}

tol_status tol_oracle_ask(tol_oracle *oracle, const tol_xliff_segment *segment, tol_str prev, tol_str next,
                          tol_arena *arena, tol_fill_answer *answer, tol_pretranslate_report *report, tol_error *err)
{
    const request r = {oracle, segment, arena, err};
    *answer = (tol_fill_answer){NULL, NULL, 0, NULL, 0};
    tol_status status = find_matches(&r, prev, next, answer, report);
    return status == TOL_OK && oracle->terms ? find_terms(&r, answer, report) : status;
}
