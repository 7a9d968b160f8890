/**
 * Projects of translation tools: a folder that a tool opens, with the memories and glossaries of a bank in it.
 *
 * OmegaT (3.0 and later):
 *
 *     omegat.project        languages; every folder is where OmegaT looks for it
 *     source/ target/       empty: texts to be translated, texts translated
 *     tm/auto/              memories, one TMX each: exact matches are put into segments that have no translation
 *     tm/enforce/           the same, and they replace other translations
 *     tm/                   the same, and are only offered
 *     tm/penalty-30/        memories with a penalty of 30 (offered only)
 *     glossary/             glossaries
 *     omegat/, dictionary/  OmegaT's own
 */
#ifndef TOLMACH_PROJECT_H
#define TOLMACH_PROJECT_H

#include "tolmach/lang.h"
#include "tolmach/store.h"

TOL_BEGIN_DECLS

/** What OmegaT does with exact matches of memories that have no penalty. */
typedef enum tol_omegat_exact {
    TOL_OMEGAT_INSERT, /**< put them where there is no translation */
    TOL_OMEGAT_OFFER,  /**< show them */
    TOL_OMEGAT_ENFORCE /**< put them where there is none and in the place of another one */
} tol_omegat_exact;

typedef struct tol_omegat_opt {
    const tol_str *memories; /**< names; none given: all of the bank */
    size_t n_memories;
    /** NULL: those of the project that is updated; else the language that the memories say they are from, and the other
     * one that they have, where each is just one. */
    const char *source_lang, *target_lang;
    tol_omegat_exact exact;
    bool update; /**< a project may be there already: see tol_omegat_export */
    tol_listener listener;
} tol_omegat_opt;

#define TOL_OMEGAT_OPT_INIT                                                                                            \
    {                                                                                                                  \
        NULL, 0, NULL, NULL, TOL_OMEGAT_INSERT, false,                                                                 \
        {                                                                                                              \
            NULL, NULL, NULL                                                                                           \
        }                                                                                                              \
    }

/** What was written. */
typedef struct tol_omegat_report {
    char source_lang[TOL_LANG_MAX], target_lang[TOL_LANG_MAX];
    uint64_t memories, units;      /**< with text in both languages */
    uint64_t glossaries, concepts; /**< with terms in both languages */
    uint64_t left_out;             /**< units without text in one of them */
} tol_omegat_report;

/**
 * Write a project of OmegaT, all from one snapshot of the bank. Memories and glossaries that have nothing in both
 * languages get no file.
 *
 * A folder that does not exist appears when all of it is written; of one that exists (it must be empty),
 * `omegat.project` is written last. With `opt->update` it may be a project: its memories and glossaries that came from
 * here are replaced, those that the bank has no more are removed; all else (settings, texts, the translator's own
 * memories) stays. What came from here stands in `omegat/tolmach.files`.
 *
 * @param folder  its parent must exist
 * @param opt     NULL for TOL_OMEGAT_OPT_INIT
 * @param report  receives the counts; may be NULL
 * @return TOL_OK; TOL_EEXISTS (the folder is not empty, and no project that may be updated); TOL_EINVAL (the languages
 *         cannot be guessed, or are not those of the project that is there); TOL_ENOTFOUND (no such memory); TOL_EIO;
 *         what the bank returns; TOL_ECANCELLED. After a failure nothing new is in the folder, but for a failure while
 *         a project is updated: then each of its files is either the old one or the new one.
 * One thread, that of the store.
 */
TOL_API tol_status tol_omegat_export(tol_store *store, const char *folder, const tol_omegat_opt *opt,
                                     tol_omegat_report *report, tol_error *err);

TOL_END_DECLS
#endif
