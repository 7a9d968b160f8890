/*
 * A run: find the languages, look at everything once (and once more for the texts to be quoted) when a rule wants that,
 * then check unit by unit and hand the findings over.
 */
#include <string.h>

#include "base/fail.h"
#include "base/map.h"
#include "check/survey.h"
#include "check/term_book.h"
#include "tolmach/lang.h"

/* Families in the order that one may explain what the next would tell. */
static const struct {
    uint32_t rules;
    tol_status (*check)(tol_check_pair *pair, tol_error *err);
} families[] = {
    {TOL_RULE_BIT(UNTRANSLATED), tol_rules_untranslated},
    {TOL_RULE_BIT(HOMOGLYPH), tol_rules_homoglyph},
    {TOL_RULE_BIT(TERM_MISSING) | TOL_RULE_BIT(TERM_FORBIDDEN) | TOL_RULE_BIT(TERM_DEPRECATED) |
         TOL_RULE_BIT(TERM_SOURCE_MISSING) | TOL_RULE_BIT(TERM_CASE) | TOL_RULE_BIT(NAME_ROMANISATION) |
         TOL_RULE_BIT(ABBREVIATION_UNEXPANDED),
     tol_rules_terms},
    {TOL_RULE_BIT(NAME_ROMANISATION), tol_rules_names},
    {TOL_RULE_BIT(ABBREVIATION_INCONSISTENT), tol_rules_abbreviations},
    {TOL_RULE_BIT(INCONSISTENT_TARGET) | TOL_RULE_BIT(INCONSISTENT_SOURCE), tol_rules_consistency},
    {TOL_RULE_BIT(BRACKET_MISMATCH), tol_rules_brackets},
    {TOL_RULE_BIT(NUMBER_MISMATCH), tol_rules_numbers},
};

static const uint32_t whole_memory_rules = TOL_RULE_BIT(NAME_ROMANISATION) | TOL_RULE_BIT(ABBREVIATION_INCONSISTENT) |
                                           TOL_RULE_BIT(INCONSISTENT_TARGET) | TOL_RULE_BIT(INCONSISTENT_SOURCE);
static const uint32_t term_rules = TOL_RULE_BIT(TERM_MISSING) | TOL_RULE_BIT(TERM_FORBIDDEN) |
                                   TOL_RULE_BIT(TERM_DEPRECATED) | TOL_RULE_BIT(TERM_SOURCE_MISSING) |
                                   TOL_RULE_BIT(TERM_CASE) | TOL_RULE_BIT(NAME_ROMANISATION) |
                                   TOL_RULE_BIT(ABBREVIATION_UNEXPANDED);

typedef struct language {
    char tag[TOL_LANG_MAX];
    tol_script script;
    tol_analyser *analyser;
    tol_value_reader *reader;
} language;

typedef struct run run;

/* What a pass does with a pair of texts. */
typedef tol_status (*pair_fn)(run *r, const tol_unit *unit, const tol_variant *source, const tol_variant *target,
                              tol_error *err);

struct run {
    tol_store *store;
    const tol_check_opt *opt;
    tol_str ignore_prop;
    const tol_check_input *input; /* at work */
    uint32_t wanted;
    language source, target;
    tol_survey *survey;
    tol_term_book *book;
    tol_finding_fn each;
    void *user;
    tol_check_report report;
    tol_arena arena; /* of a pair */
    pair_fn pass;
    bool is_last_pass;
    uint64_t n_done; /* units of the memory at work */
};

/* ---- inputs ---- */

/* Whether a variant is of a language: nearly always the tag as it is known. */
static bool is_of(const tol_variant *variant, const language *lang)
{
    tol_str tag = tol_str_of(lang->tag);
    return tol_str_equal(variant->lang, tag) || tol_lang_matches(variant->lang, tag);
}

static tol_status take_unit(void *user, const tol_unit *unit, tol_error *err)
{
    run *r = user;
    const tol_variant *source = NULL;
    size_t n_pairs = 0;
    tol_status status = TOL_OK;
    for (size_t i = 0; i < unit->n_variants && !source; i++) {
        source = is_of(&unit->variants[i], &r->source) ? &unit->variants[i] : NULL;
    }
    for (size_t i = 0; i < unit->n_variants && source && status == TOL_OK; i++) {
        const tol_variant *target = &unit->variants[i];
        if (target != source && is_of(target, &r->target)) {
            status = r->pass(r, unit, source, target, err);
            n_pairs++;
        }
    }
    if (r->is_last_pass) {
        r->report.units += n_pairs > 0;
        r->report.skipped += n_pairs == 0;
    }
    return status;
}

static tol_status take_stored_unit(void *user, const tol_unit *unit, tol_error *err)
{
    run *r = user;
    const tol_listener *listener = &r->opt->listener;
    if (listener->progress && ++r->n_done % 256 == 0 && !listener->progress(listener->user, r->n_done, 0)) {
        return tol_fail(err, TOL_ECANCELLED, "cancelled");
    }
    return take_unit(user, unit, err);
}

static tol_status walk_input(run *r, const tol_check_input *input, const tol_sink *sink, bool tells, tol_error *err)
{
    static const tol_read_opt by_default = TOL_READ_OPT_INIT;
    if (!input->path) {
        r->n_done = 0;
        return r->store ? tol_unit_each(r->store, &input->memory, 1, take_stored_unit, r, err)
                        : tol_fail(err, TOL_EINVAL, "there is no bank for memory \"%.*s\"", TOL_ARG(input->memory));
    }
    tol_read_opt opt = input->read ? *input->read : by_default;
    opt.takes = TOL_TAKE_UNITS;
    opt.listener = r->opt->listener;
    opt.listener.diag = tells ? opt.listener.diag : NULL;
    return tol_read_file(input->path, &opt, sink, err);
}

static tol_status walk(run *r, const tol_check_input *inputs, size_t n, pair_fn pass, bool is_last, tol_error *err)
{
    tol_sink sink = {r, NULL, take_unit, NULL};
    tol_status status = TOL_OK;
    r->pass = pass;
    r->is_last_pass = is_last;
    for (size_t i = 0; i < n && status == TOL_OK; i++) {
        r->input = &inputs[i];
        status = walk_input(r, &inputs[i], &sink, is_last, err);
    }
    return status;
}

/* ---- languages ---- */

static void note_lang(language *lang, tol_str tag)
{
    if (!lang->tag[0] && tag.len && !tol_str_equal_nocase(tag, TOL_LIT("*all*"))) {
        tol_lang_canonical(tag, lang->tag);
    }
}

static tol_status note_header(void *user, const tol_header *header, tol_error *err)
{
    run *r = user;
    (void)err;
    note_lang(&r->source, tol_attrs_get(&header->attrs, TOL_LIT("srclang")));
    return TOL_OK;
}

/* The first unit ends the look into a file. */
static tol_status note_unit(void *user, const tol_unit *unit, tol_error *err)
{
    run *r = user;
    for (size_t i = 0; i < unit->n_variants; i++) {
        note_lang(&r->source, unit->variants[i].lang);
        if (!tol_lang_matches(unit->variants[i].lang, tol_str_of(r->source.tag))) {
            note_lang(&r->target, unit->variants[i].lang);
        }
    }
    return r->source.tag[0] && r->target.tag[0] ? tol_fail(err, TOL_ECANCELLED, "seen enough") : TOL_OK;
}

static tol_status note_memory(run *r, tol_str name, tol_error *err)
{
    tol_arena arena = TOL_ARENA_INIT;
    tol_memory_info info;
    tol_status status = tol_memory_get(r->store, name, &arena, &info, err);
    if (status == TOL_OK) {
        note_lang(&r->source, info.source_lang);
        for (size_t i = 0; i < info.n_langs; i++) {
            note_lang(&r->source, info.langs[i]);
            if (!tol_lang_matches(info.langs[i], tol_str_of(r->source.tag))) {
                note_lang(&r->target, info.langs[i]);
            }
        }
    }
    tol_arena_release(&arena);
    return status;
}

static tol_status find_langs(run *r, const tol_check_input *inputs, size_t n, tol_error *err)
{
    tol_sink sink = {r, note_header, note_unit, NULL};
    tol_error seen;
    note_lang(&r->source, r->opt->source_lang);
    note_lang(&r->target, r->opt->target_lang);
    for (size_t i = 0; i < n && !(r->source.tag[0] && r->target.tag[0]); i++) {
        tol_error_clear(&seen);
        tol_status status = inputs[i].path || !r->store ? walk_input(r, &inputs[i], &sink, false, &seen)
                                                        : note_memory(r, inputs[i].memory, &seen);
        bool is_enough = status == TOL_ECANCELLED && r->source.tag[0] && r->target.tag[0];
        if (status != TOL_OK && !is_enough) {
            if (err) {
                *err = seen;
            }
            return status;
        }
    }
    if (!r->source.tag[0] || !r->target.tag[0]) {
        return tol_fail(err, TOL_EINVAL, "it is not known from which language into which is to be checked");
    }
    return TOL_OK;
}

static tol_status open_lang(language *lang, tol_error *err)
{
    tol_str tag = tol_str_of(lang->tag);
    lang->script = tol_script_of_lang(tag);
    tol_status status = tol_analyser_new(tag, &lang->analyser, err);
    return status == TOL_OK ? tol_value_reader_new(tag, &lang->reader, err) : status;
}

static void close_lang(language *lang)
{
    tol_analyser_free(lang->analyser);
    tol_value_reader_free(lang->reader);
}

/* ---- passes ---- */

static tol_status count_pair(run *r, const tol_unit *unit, const tol_variant *source, const tol_variant *target,
                             tol_error *err)
{
    (void)unit;
    return tol_survey_count(r->survey, source->text, target->text, err);
}

static tol_status quote_pair(run *r, const tol_unit *unit, const tol_variant *source, const tol_variant *target,
                             tol_error *err)
{
    (void)unit;
    return tol_survey_quote(r->survey, source->text, target->text, err);
}

/* Only what the rules at work look at. Where terms are recognised, tokens come along with them. */
static tol_status read_side(run *r, const language *lang, const tol_variant *variant, tol_side *side, tol_error *err)
{
    static const uint32_t without_tokens =
        TOL_RULE_BIT(INCONSISTENT_TARGET) | TOL_RULE_BIT(INCONSISTENT_SOURCE) | TOL_RULE_BIT(BRACKET_MISMATCH);
    tol_status status = TOL_OK;
    *side = (tol_side){.lang = tol_str_of(lang->tag), .text = variant->text, .script = lang->script};
    if (r->book && r->wanted & term_rules) {
        status = tol_term_book_read(r->book, lang == &r->source, side, &r->arena, err);
    } else if (r->wanted & ~without_tokens) {
        status = tol_analyse(lang->analyser, side->text, NULL, 0, &r->arena, &side->tokens, err);
    }
    if (status == TOL_OK && r->wanted & TOL_RULE_BIT(NUMBER_MISMATCH)) {
        status = tol_values_find(lang->reader, side->text, &r->arena, &side->values, err);
    }
    return status;
}

static uint64_t fingerprint_of(const tol_check_pair *pair, const tol_found *found)
{
    uint64_t hash = tol_hash(tol_str_of(tol_check_rules()[found->rule].id), 0);
    hash = tol_hash(pair->source.text, hash);
    hash = tol_hash(pair->target.text, hash);
    hash = tol_hash(tol_span_text(pair->source.text, found->source), hash + found->source.start);
    return tol_hash(tol_span_text(pair->target.text, found->target), hash + found->target.start);
}

static tol_status hand_over(run *r, const tol_check_pair *pair, const tol_found *found, tol_error *err)
{
    if (found->severity < r->opt->least) {
        return TOL_OK;
    }
    tol_finding finding = {.rule = &tol_check_rules()[found->rule],
                           .severity = found->severity,
                           .unit = pair->unit,
                           .file = tol_str_of(r->input->path),
                           .source_lang = pair->source.lang,
                           .target_lang = pair->target.lang,
                           .source = pair->source.text,
                           .target = pair->target.text,
                           .source_span = found->source,
                           .target_span = found->target,
                           .message = found->message,
                           .expected = found->expected,
                           .n_expected = found->n_expected,
                           .fingerprint = fingerprint_of(pair, found)};
    r->report.findings[found->severity]++;
    return r->each(r->user, &finding, err);
}

/* Findings in the order of the rules; of one rule as they were found. */
static tol_status hand_over_all(run *r, tol_check_pair *pair, uint32_t ignored, tol_error *err)
{
    tol_status status = TOL_OK;
    for (unsigned rule = 0; rule < TOL_RULE_N && status == TOL_OK; rule++) {
        for (size_t i = 0; i < pair->n_found && status == TOL_OK; i++) {
            if (pair->found[i].rule != rule) {
                continue;
            }
            if (ignored >> rule & 1) {
                r->report.ignored++;
            } else {
                status = hand_over(r, pair, &pair->found[i], err);
            }
        }
    }
    return status;
}

static uint32_t ignored_rules(const run *r, const tol_unit *unit, const tol_variant *source, const tol_variant *target)
{
    return tol_rules_of_prop(tol_infos_prop(&unit->infos, r->ignore_prop)) |
           tol_rules_of_prop(tol_infos_prop(&source->infos, r->ignore_prop)) |
           tol_rules_of_prop(tol_infos_prop(&target->infos, r->ignore_prop));
}

static tol_status check_pair(run *r, const tol_unit *unit, const tol_variant *source, const tol_variant *target,
                             tol_error *err)
{
    tol_arena_reset(&r->arena);
    tol_check_pair pair = {.unit = unit, .survey = r->survey, .book = r->book, .wanted = r->wanted, .arena = &r->arena};
    tol_status status = read_side(r, &r->source, source, &pair.source, err);
    if (status == TOL_OK) {
        status = read_side(r, &r->target, target, &pair.target, err);
    }
    for (size_t i = 0; i < sizeof families / sizeof families[0] && status == TOL_OK && !pair.is_untranslated; i++) {
        if (families[i].rules & r->wanted) {
            status = families[i].check(&pair, err);
        }
    }
    if (status == TOL_OK && !tol_arena_ok(&r->arena)) {
        status = tol_fail_nomem(err);
    }
    return status == TOL_OK ? hand_over_all(r, &pair, ignored_rules(r, unit, source, target), err) : status;
}

/* ---- the run ---- */

static tol_status look_around(run *r, const tol_check_input *inputs, size_t n, tol_error *err)
{
    const language *russian = r->target.script == TOL_SCRIPT_CYRILLIC ? &r->target : &r->source;
    if (!(r->wanted & whole_memory_rules)) {
        return TOL_OK;
    }
    tol_status status = tol_survey_new(tol_str_of(russian->tag), r->wanted, &r->survey, err);
    if (status == TOL_OK) {
        status = walk(r, inputs, n, count_pair, false, err);
    }
    if (status == TOL_OK) {
        tol_survey_close(r->survey);
    }
    if (status == TOL_OK && tol_survey_wants_texts(r->survey)) {
        status = walk(r, inputs, n, quote_pair, false, err);
    }
    return status;
}

static tol_status open_all(run *r, tol_store *terms, tol_error *err)
{
    tol_status status = open_lang(&r->source, err);
    if (status == TOL_OK) {
        status = open_lang(&r->target, err);
    }
    if (status == TOL_OK && terms && r->wanted & term_rules) {
        status = tol_term_book_new(terms, r->opt, tol_str_of(r->source.tag), tol_str_of(r->target.tag), &r->book, err);
    }
    return status;
}

tol_status tol_check_run(tol_store *store, tol_store *terms, const tol_check_input *inputs, size_t n_inputs,
                         const tol_check_opt *opt, tol_finding_fn each, void *user, tol_check_report *report,
                         tol_error *err)
{
    static const tol_check_opt by_default = TOL_CHECK_OPT_INIT;
    tol_error_clear(err);
    run r = {.store = store, .opt = opt ? opt : &by_default, .each = each, .user = user};
    r.ignore_prop = r.opt->ignore_prop.len ? r.opt->ignore_prop : TOL_LIT("x-tolmach-ignore");
    tol_status status = tol_rules_parse(r.opt->rules, &r.wanted, err);
    if (status == TOL_OK) {
        status = find_langs(&r, inputs, n_inputs, err);
    }
    if (status == TOL_OK) {
        status = open_all(&r, terms, err);
    }
    if (status == TOL_OK) {
        status = look_around(&r, inputs, n_inputs, err);
    }
    if (status == TOL_OK) {
        status = walk(&r, inputs, n_inputs, check_pair, true, err);
    }
    if (report) {
        *report = r.report;
    }
    tol_survey_free(r.survey);
    tol_term_book_free(r.book);
    close_lang(&r.source);
    close_lang(&r.target);
    tol_arena_release(&r.arena);
    return status;
}
