/*
 * What is known of all units together: how often each source has each translation, names and abbreviations each
 * rendering. Hashes and counts; the few texts that findings quote are fetched in a further pass.
 */
#ifndef TOL_CHECK_SURVEY_H
#define TOL_CHECK_SURVEY_H

#include "check/rule.h"

typedef struct tol_survey tol_survey;

/* `russian_lang` is that of the two languages whose names are declined. */
tol_status tol_survey_new(tol_str russian_lang, uint32_t wanted, tol_survey **out, tol_error *err);
void tol_survey_free(tol_survey *survey);

/* First pass: count a pair of texts. TOL_ENOMEM. */
tol_status tol_survey_count(tol_survey *survey, tol_str source, tol_str target, tol_error *err);
/* The end of it. */
void tol_survey_close(tol_survey *survey);
/* Whether the second pass is needed: some text has several partners. */
bool tol_survey_wants_texts(const tol_survey *survey);
/* Second pass: keep the texts that findings will quote. TOL_ENOMEM. */
tol_status tol_survey_quote(tol_survey *survey, tol_str source, tol_str target, tol_error *err);

/* Of a text that has several partners: `n` units have it, `n_same` of them with this one, `n_most` with the partner
 * that most have (of equals the first), whose text is `most`, absent when it was not kept. */
typedef struct tol_partners {
    uint64_t n, n_same, n_most;
    size_t n_partners; /* 0: the text has one partner only */
    bool is_most;      /* this is the one that most have */
    tol_str most;
} tol_partners;
/* The partners of a source, its targets, and those of the target, its sources. */
void tol_survey_partners_of(tol_survey *survey, tol_str source, tol_str target, tol_partners *targets,
                            tol_partners *sources);

/* Whether words of the two texts are one name; remembers the last thousands of answers. */
bool tol_survey_same_name(tol_survey *survey, tol_str source_word, tol_str target_word);

/* How a word is rendered: `n` times at all, `n_same` times so, `n_most` times as `most`. */
typedef struct tol_rendering {
    uint64_t n, n_same, n_most;
    tol_str most; /* lives as long as the survey */
} tol_rendering;
tol_rendering tol_survey_name(const tol_survey *survey, tol_str source_word, tol_str target_word);
tol_rendering tol_survey_abbreviation(const tol_survey *survey, tol_str source_word, tol_str target_word);

#endif
