/*
 * Any bytes, as two texts (the first line and the rest) that go through the rules that need no glossary, and as a
 * baseline. Asserts that the places of findings are places of the texts, on boundaries of characters, that likeness of
 * names is a percentage, and that only the known failures occur.
 */
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "check/baseline.h"
#include "check/survey.h"
#include "text/romanise.h"

static void ask(bool holds)
{
    if (!holds) {
        abort();
    }
}

static bool is_boundary(tol_str text, uint32_t at)
{
    return at == text.len || ((unsigned char)text.ptr[at] & 0xC0) != 0x80;
}

static void check_span(tol_str text, tol_check_span span)
{
    ask(!span.is_there || (span.start <= span.end && span.end <= text.len && is_boundary(text, span.start) &&
                           is_boundary(text, span.end)));
}

static void read_side(const char *lang, tol_str text, tol_arena *arena, tol_side *side)
{
    tol_analyser *analyser;
    tol_value_reader *reader;
    *side = (tol_side){.lang = tol_str_of(lang), .text = text, .script = tol_script_of_lang(tol_str_of(lang))};
    ask(tol_analyser_new(side->lang, &analyser, NULL) == TOL_OK);
    ask(tol_value_reader_new(side->lang, &reader, NULL) == TOL_OK);
    ask(tol_analyse(analyser, text, NULL, 0, arena, &side->tokens, NULL) == TOL_OK);
    ask(tol_values_find(reader, text, arena, &side->values, NULL) == TOL_OK);
    tol_value_reader_free(reader);
    tol_analyser_free(analyser);
}

static tol_survey *survey_of(tol_str source, tol_str target, uint32_t wanted)
{
    tol_survey *survey;
    ask(tol_survey_new(TOL_LIT("ru"), wanted, &survey, NULL) == TOL_OK);
    for (int i = 0; i < 4; i++) {
        ask(tol_survey_count(survey, source, target, NULL) == TOL_OK);
    }
    ask(tol_survey_count(survey, source, TOL_LIT("USSR, Khrushchov"), NULL) == TOL_OK);
    tol_survey_close(survey);
    ask(tol_survey_quote(survey, source, target, NULL) == TOL_OK);
    return survey;
}

static void check_texts(tol_str source, tol_str target)
{
    static tol_status (*const families[])(tol_check_pair *, tol_error *) = {
        tol_rules_untranslated,  tol_rules_homoglyph,   tol_rules_terms,    tol_rules_names,
        tol_rules_abbreviations, tol_rules_consistency, tol_rules_brackets, tol_rules_numbers};
    tol_arena arena = TOL_ARENA_INIT;
    tol_check_pair pair = {.wanted = (1U << TOL_RULE_N) - 1, .arena = &arena};
    read_side("ru", source, &arena, &pair.source);
    read_side("en", target, &arena, &pair.target);
    pair.survey = survey_of(source, target, pair.wanted);
    for (size_t i = 0; i < sizeof families / sizeof families[0]; i++) {
        ask(families[i](&pair, NULL) == TOL_OK);
    }
    for (size_t i = 0; i < pair.n_found; i++) {
        check_span(source, pair.found[i].source);
        check_span(target, pair.found[i].target);
        ask(tol_utf8_is_valid(pair.found[i].message));
    }
    tol_survey_free(pair.survey);
    tol_arena_release(&arena);
}

static void check_baseline(tol_str bytes)
{
    tol_error err;
    tol_baseline *baseline;
    ask(tol_baseline_new(&baseline, &err) == TOL_OK);
    tol_status status = tol_baseline_take(baseline, bytes, "input", &err);
    ask(status == TOL_OK || (status == TOL_EPARSE && err.line > 0));
    tol_baseline_free(baseline);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    tol_str all = {(const char *)data, size};
    check_baseline(all);
    if (size == 0 || !tol_utf8_is_valid(all)) {
        return 0;
    }
    const char *end = memchr(all.ptr, '\n', all.len);
    size_t len = end ? (size_t)(end - all.ptr) : all.len;
    tol_str source = {all.ptr, len}, target = {all.ptr + len + (end != NULL), all.len - len - (end != NULL)};
    int like = tol_romanise_likeness(source, target), declined = tol_romanise_likeness_declined(source, target);
    ask(like >= 0 && like <= 100 && declined >= like && declined <= 100);
    check_texts(source, target);
    return 0;
}
