/*
 * Rules of an SRX file.
 *
 * At each place the first rule that matches decides: its beforebreak matches some text that ends there, its afterbreak
 * some that begins there. Where no rule matches, nothing breaks. So only places that a breaking rule matches are of
 * interest, and of those only the exceptions that stand before it in the list:
 *
 *     exceptions 1 to 40     one step: (?<=b1)(?=a1)|(?<=b2)(?=a2)|…, asked at a place
 *     breaking rule 41       one step: (?:b41)(?=a41), searched for
 *     exceptions 42 to 50    one step
 *     breaking rule 51       …
 *
 * A breaking rule gives the ends of its matches from every place where one can begin, a match as ICU prefers it:
 * `\.\s+` breaks behind all of the white space, not within it.
 */
#include "segment/srx_engine.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/fail.h"
#include "base/mem.h"
#include "formats/srx_read.h"
#include "segment/srx_translate.h"
#include "text/regex.h"
#include "tolmach/lang.h"

/* Exceptions that are joined into one expression, and the longest that is made so. */
#define JOINED_MAX 200
#define JOINED_LEN ((size_t)16 << 10)
/* A match longer than this is not searched again from its second character on. */
#define LONG_MATCH 100

typedef struct step {
    bool breaks;
    tol_regex *regex;
    uint32_t line; /* of its first rule */
} step;

typedef struct candidate {
    size_t at, step; /* a place in units, and the breaking rule that found it */
} candidate;

struct tol_srx_engine {
    step *steps;
    size_t n_steps, steps_cap;
    candidate *candidates;
    size_t n_candidates, candidates_cap;
    tol_units units;
    char name[160]; /* of the file */
};

/* What is wanted while an engine is made. */
typedef struct builder {
    tol_srx_engine *engine;
    const tol_srx *srx;
    tol_reporter *reporter;
    tol_buf joined; /* exceptions that wait to become a step */
    size_t n_joined;
    uint32_t joined_line;
} builder;

/* ---- making steps ---- */

static tol_status add_step(builder *b, bool breaks, uint32_t line, tol_str pattern, tol_error *err)
{
    tol_srx_engine *engine = b->engine;
    step *steps = tol_mem_grow(engine->steps, &engine->steps_cap, engine->n_steps + 1, sizeof *steps);
    if (!steps) {
        return tol_fail_nomem(err);
    }
    engine->steps = steps;
    tol_regex *regex;
    tol_status status = tol_regex_new(pattern, false, &regex, err);
    if (status == TOL_OK) {
        steps[engine->n_steps++] = (step){breaks, regex, line};
    }
    return status;
}

static tol_status end_joined(builder *b, tol_error *err)
{
    if (!b->n_joined) {
        return TOL_OK;
    }
    tol_status status = add_step(b, false, b->joined_line, tol_buf_str(&b->joined), err);
    tol_buf_reset(&b->joined);
    b->n_joined = 0;
    return status;
}

static tol_status leave_out(builder *b, const tol_srx_rule *rule, const char *why, tol_error *err)
{
    b->reporter->line = rule->line;
    return tol_report(b->reporter, TOL_WARNING, "srx-rule-left-out", err, "a rule is left out: %s", why);
}

/* Whether an expression compiles; the reason goes into `why`. */
static tol_status try(tol_str pattern, const char *part, char why[200], tol_error *err)
{
    tol_regex *regex;
    tol_error flaw;
    tol_error_clear(&flaw);
    why[0] = '\0';
    tol_status status = tol_regex_new(pattern.len ? pattern : TOL_LIT("(?:)"), false, &regex, &flaw);
    if (status == TOL_OK) {
        tol_regex_free(regex);
    } else if (status == TOL_EINVAL) {
        snprintf(why, 200, "its %s has %.160s", part, flaw.message);
    } else {
        return tol_fail_nomem(err);
    }
    return TOL_OK;
}

/* Try both halves as they were written, so that a reason names a place in the file's own expression. */
static tol_status try_rule(const tol_srx_rule *rule, char why[200], tol_error *err)
{
    tol_buf half = TOL_BUF_INIT;
    tol_srx_translate(rule->before, false, &half);
    tol_status status = tol_buf_ok(&half) ? try(tol_buf_str(&half), "beforebreak", why, err) : tol_fail_nomem(err);
    if (status == TOL_OK && !why[0]) {
        tol_buf_reset(&half);
        tol_srx_translate(rule->after, false, &half);
        status = tol_buf_ok(&half) ? try(tol_buf_str(&half), "afterbreak", why, err) : tol_fail_nomem(err);
    }
    tol_buf_release(&half);
    return status;
}

/* The whole expression of a rule. */
static tol_srx_flaw put_rule(const tol_srx_rule *rule, tol_buf *out)
{
    tol_srx_flaw before = TOL_SRX_GOOD, after = TOL_SRX_GOOD;
    if (rule->before.len) {
        tol_buf_add(out, rule->breaks ? TOL_LIT("(?:") : TOL_LIT("(?<="));
        before = tol_srx_translate(rule->before, !rule->breaks, out);
        tol_buf_add(out, TOL_LIT(")"));
    }
    if (rule->after.len || !rule->before.len) {
        tol_buf_add(out, TOL_LIT("(?="));
        after = tol_srx_translate(rule->after, false, out);
        tol_buf_add(out, TOL_LIT(")"));
    }
    return before > after ? before : after;
}

/* An exception waits for the next ones, if it may stand beside them. */
static tol_status join(builder *b, const tol_srx_rule *rule, tol_str pattern, tol_error *err)
{
    tol_status status = TOL_OK;
    if (b->n_joined == JOINED_MAX || b->joined.len + pattern.len > JOINED_LEN) {
        status = end_joined(b, err);
    }
    if (!b->n_joined) {
        b->joined_line = rule->line;
    } else {
        tol_buf_byte(&b->joined, '|');
    }
    b->n_joined++;
    tol_buf_add(&b->joined, TOL_LIT("(?:"));
    tol_buf_add(&b->joined, pattern);
    tol_buf_add(&b->joined, TOL_LIT(")"));
    return status || tol_buf_ok(&b->joined) ? status : tol_fail_nomem(err);
}

static tol_status report_flaw(builder *b, const tol_srx_rule *rule, tol_srx_flaw flaw, tol_error *err)
{
    if (flaw != TOL_SRX_TRANSLATED) {
        return TOL_OK;
    }
    b->reporter->line = rule->line;
    return tol_report(b->reporter, TOL_INFO, "srx-rule-translated", err,
                      "a rule is written for Java's regular expressions and was translated");
}

static tol_status add_good_rule(builder *b, const tol_srx_rule *rule, tol_str pattern, tol_srx_flaw flaw,
                                tol_error *err)
{
    tol_status status = report_flaw(b, rule, flaw, err);
    if (status != TOL_OK) {
        return status;
    }
    if (!rule->breaks && flaw != TOL_SRX_REFERENCE) {
        return join(b, rule, pattern, err);
    }
    status = end_joined(b, err);
    return status ? status : add_step(b, rule->breaks, rule->line, pattern, err);
}

static tol_status add_rule(builder *b, const tol_srx_rule *rule, tol_error *err)
{
    char why[200];
    tol_buf pattern = TOL_BUF_INIT;
    tol_status status = try_rule(rule, why, err);
    tol_srx_flaw flaw = put_rule(rule, &pattern);
    if (flaw == TOL_SRX_CODE) {
        snprintf(why, sizeof why, "\\Y stands for an inline code, and rules look through those");
    }
    if (status == TOL_OK && !tol_buf_ok(&pattern)) {
        status = tol_fail_nomem(err);
    }
    if (status == TOL_OK && !why[0]) {
        status = try(tol_buf_str(&pattern), "look-behind", why, err);
    }
    if (status == TOL_OK) {
        status = why[0] ? leave_out(b, rule, why, err) : add_good_rule(b, rule, tol_buf_str(&pattern), flaw, err);
    }
    tol_buf_release(&pattern);
    return status;
}

/* ---- choosing rules ---- */

/* Whether a map's expression matches the whole of a tag, as it was given or canonical; case does not matter. */
static tol_status map_fits(builder *b, const tol_srx_map *map, tol_str lang, bool *fits, tol_error *err)
{
    tol_regex *regex;
    tol_error flaw;
    tol_error_clear(&flaw);
    tol_units units = TOL_UNITS_INIT;
    tol_buf pattern = TOL_BUF_INIT;
    *fits = false;
    tol_srx_translate(map->pattern, false, &pattern);
    tol_status status = tol_buf_ok(&pattern) ? tol_regex_new(tol_buf_str(&pattern), true, &regex, &flaw) : TOL_ENOMEM;
    tol_buf_release(&pattern);
    if (status == TOL_EINVAL) {
        b->reporter->line = map->line;
        return tol_report(b->reporter, TOL_WARNING, "srx-map-left-out", err,
                          "a language map is left out: its pattern has %.150s", flaw.message);
    }
    if (status != TOL_OK) {
        return tol_fail_nomem(err);
    }
    status = tol_units_set(&units, lang, err);
    status = status ? status : tol_regex_begin(regex, &units, err);
    status = status ? status : tol_regex_matches_all(regex, fits, err);
    tol_units_release(&units);
    tol_regex_free(regex);
    return status;
}

static tol_status add_sets(builder *b, tol_str name, bool *found, tol_error *err)
{
    tol_status status = TOL_OK;
    *found = false;
    for (size_t i = 0; i < b->srx->n_sets; i++) {
        const tol_srx_set *set = &b->srx->sets[i];
        if (!tol_str_equal(set->name, name)) {
            continue;
        }
        *found = true;
        for (size_t k = set->first; status == TOL_OK && k < set->end; k++) {
            status = add_rule(b, &b->srx->rules[k], err);
        }
    }
    return status;
}

static tol_status add_map(builder *b, const tol_srx_map *map, tol_error *err)
{
    bool found;
    tol_status status = add_sets(b, map->name, &found, err);
    if (status != TOL_OK || found) {
        return status;
    }
    b->reporter->line = map->line;
    return tol_report(b->reporter, TOL_WARNING, "srx-set-missing", err,
                      "a language map names rules that the file does not have: \"%.*s\"",
                      (int)(map->name.len < 80 ? map->name.len : 80), map->name.ptr);
}

static tol_status choose_rules(builder *b, tol_str lang, tol_error *err)
{
    char tag[TOL_LANG_MAX];
    bool has_any = false;
    tol_status status = TOL_OK;
    tol_lang_canonical(lang, tag);
    for (size_t i = 0; status == TOL_OK && i < b->srx->n_maps && (b->srx->cascades || !has_any); i++) {
        bool fits;
        status = map_fits(b, &b->srx->maps[i], tol_str_of(tag), &fits, err);
        if (status == TOL_OK && fits) {
            has_any = true;
            status = add_map(b, &b->srx->maps[i], err);
        }
    }
    status = status ? status : end_joined(b, err);
    if (status == TOL_OK && !has_any) {
        return tol_fail(err, TOL_ENOTFOUND, "the SRX file has no rules for language \"%s\"", tag);
    }
    return status;
}

static tol_status make(tol_input *input, tol_str lang, const tol_listener *listener, bool include[3],
                       tol_srx_engine *engine, tol_error *err)
{
    tol_srx srx;
    tol_reporter reporter = {.file = input->name};
    builder b = {.engine = engine, .srx = &srx, .reporter = &reporter, .joined = TOL_BUF_INIT};
    if (listener) {
        reporter.listener = *listener;
    }
    snprintf(engine->name, sizeof engine->name, "%s", input->name);
    tol_status status = tol_srx_read(input, &reporter, &srx, err);
    if (status == TOL_OK) {
        status = choose_rules(&b, lang, err);
        for (size_t i = 0; i < 3; i++) {
            include[i] = srx.include[i];
        }
    }
    if (status != TOL_OK) {
        tol_fail_locate(err, input->name, 0);
    }
    tol_buf_release(&b.joined);
    tol_srx_release(&srx);
    return status;
}

static tol_status make_engine(tol_input *input, tol_str lang, const tol_listener *listener, bool include[3],
                              tol_srx_engine **out, tol_error *err)
{
    *out = tol_mem_calloc(1, sizeof **out);
    if (!*out) {
        return tol_fail_nomem(err);
    }
    tol_status status = make(input, lang, listener, include, *out, err);
    if (status != TOL_OK) {
        tol_srx_engine_close(*out);
        *out = NULL;
    }
    return status;
}

tol_status tol_srx_engine_open(const char *path, tol_str lang, const tol_listener *listener, bool include[3],
                               tol_srx_engine **out, tol_error *err)
{
    tol_input input = TOL_INPUT_INIT;
    tol_status status = tol_input_open(&input, path, err);
    *out = NULL;
    if (status == TOL_OK) {
        status = make_engine(&input, lang, listener, include, out, err);
        tol_input_close(&input);
    }
    return status;
}

tol_status tol_srx_engine_of_bytes(tol_str bytes, const char *name, tol_str lang, const tol_listener *listener,
                                   bool include[3], tol_srx_engine **out, tol_error *err)
{
    tol_input input;
    tol_input_of_bytes(&input, bytes, name);
    return make_engine(&input, lang, listener, include, out, err);
}

void tol_srx_engine_close(tol_srx_engine *engine)
{
    if (!engine) {
        return;
    }
    for (size_t i = 0; i < engine->n_steps; i++) {
        tol_regex_free(engine->steps[i].regex);
    }
    tol_units_release(&engine->units);
    tol_mem_free(engine->steps);
    tol_mem_free(engine->candidates);
    tol_mem_free(engine);
}

/* ---- at work ---- */

static tol_status locate(const tol_srx_engine *engine, const step *at, tol_status status, tol_error *err)
{
    if (status == TOL_ELIMIT) {
        tol_fail_locate(err, engine->name, at->line);
    }
    return status;
}

static tol_status add_candidate(tol_srx_engine *engine, size_t at, size_t step_no, tol_error *err)
{
    candidate *list = tol_mem_grow(engine->candidates, &engine->candidates_cap, engine->n_candidates + 1, sizeof *list);
    if (!list) {
        return tol_fail_nomem(err);
    }
    engine->candidates = list;
    list[engine->n_candidates++] = (candidate){at, step_no};
    return TOL_OK;
}

static tol_status search(tol_srx_engine *engine, size_t step_no, tol_error *err)
{
    const step *one = &engine->steps[step_no];
    tol_status status = TOL_OK;
    for (size_t from = 0; status == TOL_OK && from < engine->units.n;) {
        bool found;
        size_t start = 0, end = 0;
        status = tol_regex_find(one->regex, from, &found, &start, &end, err);
        if (status != TOL_OK || !found) {
            return locate(engine, one, status, err);
        }
        if (end > 0 && end < engine->units.n) {
            status = add_candidate(engine, end, step_no, err);
        }
        from = end - start > LONG_MATCH ? end : start + 1;
        from += from < engine->units.n && (engine->units.units[from] & 0xFC00) == 0xDC00;
    }
    return status;
}

/* Whether an exception before the breaking rule holds at a place. */
static tol_status is_excepted(tol_srx_engine *engine, const candidate *c, bool *excepted, tol_error *err)
{
    tol_status status = TOL_OK;
    *excepted = false;
    for (size_t i = 0; status == TOL_OK && !*excepted && i < c->step; i++) {
        if (!engine->steps[i].breaks) {
            status = tol_regex_matches_at(engine->steps[i].regex, c->at, excepted, err);
            locate(engine, &engine->steps[i], status, err);
        }
    }
    return status;
}

static int compare(const void *a, const void *b)
{
    const candidate *left = a, *right = b;
    if (left->at != right->at) {
        return left->at < right->at ? -1 : 1;
    }
    return left->step < right->step ? -1 : left->step > right->step;
}

static tol_status begin(tol_srx_engine *engine, tol_str paragraph, tol_error *err)
{
    tol_status status = tol_units_set(&engine->units, paragraph, err);
    engine->n_candidates = 0;
    for (size_t i = 0; status == TOL_OK && i < engine->n_steps; i++) {
        status = tol_regex_begin(engine->steps[i].regex, &engine->units, err);
    }
    return status;
}

tol_status tol_srx_engine_run(tol_srx_engine *engine, tol_str paragraph, tol_breaks *breaks, tol_error *err)
{
    tol_status status = begin(engine, paragraph, err);
    for (size_t i = 0; status == TOL_OK && i < engine->n_steps; i++) {
        if (engine->steps[i].breaks) {
            status = search(engine, i, err);
        }
    }
    if (status == TOL_OK && engine->n_candidates) {
        qsort(engine->candidates, engine->n_candidates, sizeof *engine->candidates, compare);
    }
    for (size_t i = 0; status == TOL_OK && i < engine->n_candidates; i++) {
        const candidate *c = &engine->candidates[i];
        bool excepted, is_first = i == 0 || c->at != c[-1].at;
        if (!is_first) {
            continue; /* an earlier breaking rule has decided */
        }
        status = is_excepted(engine, c, &excepted, err);
        if (status == TOL_OK && !excepted) {
            tol_breaks_add(breaks, engine->units.bytes[c->at]);
        }
    }
    return status;
}
