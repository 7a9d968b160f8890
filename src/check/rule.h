/*
 * What a rule sees and how it speaks. Rules come in families that share their work; a family is one function over one
 * pair of texts, and, when it compares units with the rest, a second one that only looks (the survey).
 */
#ifndef TOL_CHECK_RULE_H
#define TOL_CHECK_RULE_H

#include "text/script.h"
#include "text/value.h"
#include "tolmach/checks.h"

/* Name, id, severity, whether applied by default, title: the only list there is. The texts stand in rules.c. */
#define TOL_RULES(X)                                                                                                   \
    X(TERM_MISSING, "term-missing", TOL_ERROR, true, "A term without its translation")                                 \
    X(TERM_FORBIDDEN, "term-forbidden", TOL_ERROR, true, "A forbidden term")                                           \
    X(TERM_DEPRECATED, "term-deprecated", TOL_WARNING, true, "A deprecated term")                                      \
    X(TERM_SOURCE_MISSING, "term-source-missing", TOL_INFO, false, "A term that the source does not have")             \
    X(TERM_CASE, "term-case", TOL_WARNING, true, "A term in other letters")                                            \
    X(NAME_ROMANISATION, "name-romanisation", TOL_WARNING, true, "A name spelt another way")                           \
    X(ABBREVIATION_UNEXPANDED, "abbreviation-unexpanded", TOL_WARNING, true, "A full name abbreviated")                \
    X(ABBREVIATION_INCONSISTENT, "abbreviation-inconsistent", TOL_WARNING, true,                                       \
      "An abbreviation rendered in two ways")                                                                          \
    X(INCONSISTENT_TARGET, "inconsistent-target", TOL_WARNING, true, "One source, several translations")               \
    X(INCONSISTENT_SOURCE, "inconsistent-source", TOL_INFO, true, "One translation, several sources")                  \
    X(BRACKET_MISMATCH, "bracket-mismatch", TOL_WARNING, true, "Other brackets or footnote marks")                     \
    X(NUMBER_MISMATCH, "number-mismatch", TOL_ERROR, true, "Other numbers")                                            \
    X(UNTRANSLATED, "untranslated", TOL_ERROR, true, "Text that is not translated")                                    \
    X(HOMOGLYPH, "homoglyph", TOL_ERROR, true, "Letters of two scripts in one word")

typedef enum tol_rule {
#define TOL_RULE_ENUM(name, id, severity, is_default, title) TOL_RULE_##name,
    TOL_RULES(TOL_RULE_ENUM)
#undef TOL_RULE_ENUM
        TOL_RULE_N
} tol_rule;

#define TOL_RULE_BIT(name) (1U << TOL_RULE_##name)

/* Read the list of opt->rules into bits. TOL_EINVAL names the nearest rule. */
tol_status tol_rules_parse(const char *list, uint32_t *bits, tol_error *err);
/* The rules that a prop names, "*" all; unknown names count for nothing. */
uint32_t tol_rules_of_prop(tol_str text);

/* One of the two texts. */
typedef struct tol_side {
    tol_str lang, text;
    tol_script script; /* of its language */
    tol_tokens tokens;
    tol_values values;
    tol_term_hit *hits; /* terms, by their place */
    size_t n_hits;
    struct tol_capitals *capitals; /* see tol_capitals_of; NULL until they are asked for */
} tol_side;

/* A finding on its way. */
typedef struct tol_found {
    tol_rule rule;
    tol_severity severity;
    tol_check_span source, target;
    tol_str message;
    const tol_str *expected;
    size_t n_expected;
} tol_found;

struct tol_survey;
struct tol_term_book;

/* One pair at work. Everything in it lives until the next pair. */
typedef struct tol_check_pair {
    const tol_unit *unit;
    tol_side source, target;
    struct tol_survey *survey;
    struct tol_term_book *book;
    uint32_t wanted;      /* rules, as bits */
    bool is_untranslated; /* as a whole: other rules have nothing to say of it */
    tol_arena *arena;
    tol_found *found;
    size_t n_found, found_cap;
} tol_check_pair;

static inline tol_check_span tol_span(uint32_t start, uint32_t end)
{
    return (tol_check_span){true, start, end};
}

static inline tol_str tol_span_text(tol_str text, tol_check_span span)
{
    return (tol_str){text.ptr + span.start, span.end - span.start};
}

static inline bool tol_is_wanted(const tol_check_pair *pair, tol_rule rule)
{
    return (pair->wanted >> rule & 1) != 0;
}

/* A finding with the rule's severity and no places. */
tol_found tol_found_of(tol_rule rule);
/* Take a finding when its rule is wanted; expected strings are borrowed, the message is made here. */
void tol_check_tell(tol_check_pair *pair, const tol_found *found, const char *format, ...) TOL_PRINTF(3, 4);

/* ---- families ---- */

tol_status tol_rules_terms(tol_check_pair *pair, tol_error *err);
tol_status tol_rules_names(tol_check_pair *pair, tol_error *err);
tol_status tol_rules_abbreviations(tol_check_pair *pair, tol_error *err);
tol_status tol_rules_consistency(tol_check_pair *pair, tol_error *err);
tol_status tol_rules_brackets(tol_check_pair *pair, tol_error *err);
tol_status tol_rules_numbers(tol_check_pair *pair, tol_error *err);
tol_status tol_rules_untranslated(tol_check_pair *pair, tol_error *err);
tol_status tol_rules_homoglyph(tol_check_pair *pair, tol_error *err);

#endif
