/* Which two languages a project is of. */
#include <string.h>

#include "base/fail.h"
#include "project/omegat.h"

/* One that was asked for, where none is there or it serves it. */
static tol_status take_wanted(const char *wanted, char lang[TOL_LANG_MAX], const char *side, tol_error *err)
{
    char canonical[TOL_LANG_MAX];
    if (!wanted) {
        return TOL_OK;
    }
    tol_lang_canonical(tol_str_of(wanted), canonical);
    if (lang[0] && !tol_lang_matches(tol_str_of(lang), tol_str_of(canonical))) {
        return tol_fail(err, TOL_EINVAL, "the project that is there has the %s language %s, not %s", side, lang,
                        canonical);
    }
    if (!lang[0]) {
        strcpy(lang, canonical);
    }
    return TOL_OK;
}

/* ---- the source ---- */

typedef struct first_lang {
    char *lang;
} first_lang;

static tol_status take_first(void *user, const tol_unit *unit, tol_error *err)
{
    first_lang *first = user;
    (void)err;
    tol_lang_canonical(unit->variants[0].lang, first->lang);
    return TOL_ECANCELLED; /* one is enough */
}

/* What a memory is from: its header's word, else the first language of its first unit; "" for one from any. */
static tol_status source_of(tol_omegat_job *job, const tol_memory_info *info, char lang[TOL_LANG_MAX], tol_error *err)
{
    bool is_any = tol_str_equal_nocase(info->source_lang, TOL_LIT("*all*"));
    lang[0] = '\0';
    if (info->source_lang.len) {
        return is_any ? TOL_OK : (tol_lang_canonical(info->source_lang, lang), TOL_OK);
    }
    first_lang first = {lang};
    tol_status status = tol_unit_each(job->store, &info->name, 1, take_first, &first, NULL);
    return status == TOL_ECANCELLED || status == TOL_OK ? TOL_OK : tol_fail(err, status, "the bank could not be read");
}

/* The language that all memories are from. */
static tol_status guess_source(tol_omegat_job *job, char lang[TOL_LANG_MAX], tol_error *err)
{
    char one[TOL_LANG_MAX];
    for (size_t i = 0; i < job->n_memories; i++) {
        tol_status status = source_of(job, &job->memories[i], one, err);
        if (status != TOL_OK) {
            return status;
        }
        if (one[0] && lang[0] && !tol_lang_matches(tol_str_of(lang), tol_str_of(one))) {
            return tol_fail(err, TOL_EINVAL, "the memories are from %s and from %s: name the source language", lang,
                            one);
        }
        if (!lang[0]) {
            strcpy(lang, one);
        }
    }
    return lang[0] ? TOL_OK : tol_fail(err, TOL_EINVAL, "no memory says which language it is from: name it");
}

/* ---- the target ---- */

/* The other language that the memories have. */
static tol_status guess_target(tol_omegat_job *job, const char *source, char lang[TOL_LANG_MAX], tol_error *err)
{
    for (size_t i = 0; i < job->n_memories; i++) {
        const tol_memory_info *info = &job->memories[i];
        for (size_t k = 0; k < info->n_langs; k++) {
            tol_str other = info->langs[k];
            if (!other.len || tol_lang_matches(other, tol_str_of(source))) {
                continue;
            }
            if (lang[0] && !tol_lang_matches(other, tol_str_of(lang))) {
                return tol_fail(err, TOL_EINVAL, "the memories have %s and %.*s: name the target language", lang,
                                TOL_ARG(other));
            }
            if (!lang[0]) {
                tol_lang_canonical(other, lang);
            }
        }
    }
    return lang[0] ? TOL_OK : tol_fail(err, TOL_EINVAL, "no memory has another language than %s", source);
}

tol_status tol_omegat_choose_langs(tol_omegat_job *job, tol_error *err)
{
    char *source = job->report.source_lang, *target = job->report.target_lang;
    tol_status status = take_wanted(job->opt->source_lang, source, "source", err);
    if (status == TOL_OK) {
        status = take_wanted(job->opt->target_lang, target, "target", err);
    }
    if (status == TOL_OK && !source[0]) {
        status = guess_source(job, source, err);
    }
    if (status == TOL_OK && !target[0]) {
        status = guess_target(job, source, target, err);
    }
    if (status == TOL_OK && tol_lang_matches(tol_str_of(source), tol_str_of(target))) {
        status = tol_fail(err, TOL_EINVAL, "source and target language are both %s", source);
    }
    return status;
}
