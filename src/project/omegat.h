/* The inside of the export of a project: what its steps share. */
#ifndef TOL_PROJECT_OMEGAT_H
#define TOL_PROJECT_OMEGAT_H

#include "base/map.h"
#include "tolmach/project.h"

typedef struct tol_omegat_job {
    tol_store *store;
    const tol_omegat_opt *opt;
    tol_arena arena;
    tol_memory_info *memories; /* those that are wanted */
    size_t n_memories;
    tol_omegat_report report;
    tol_buf stage; /* path of the folder in which all is written first */
    tol_buf files; /* what was written there for the bank: relative paths, a line each */
    tol_map tm_names, glossary_names;
    uint64_t done, total; /* units */
} tol_omegat_job;

/* ---- omegat_file.c: omegat.project ---- */

#define TOL_OMEGAT_PROJECT "omegat.project"
#define TOL_OMEGAT_FILES   "omegat/tolmach.files"

/* The text of the file. `by_sentence`: paragraphs are cut into sentences. */
void tol_omegat_put(tol_buf *buf, const char *source_lang, const char *target_lang, bool by_sentence);
/* The languages of a project, canonical; "" where it names none. TOL_EIO. */
tol_status tol_omegat_get_langs(const char *path, char source_lang[TOL_LANG_MAX], char target_lang[TOL_LANG_MAX],
                                tol_error *err);

/* ---- omegat_langs.c ---- */

/* Set the languages in the report from the options, else from the project that is there ("" in the report: none), else
 * from the memories. */
tol_status tol_omegat_choose_langs(tol_omegat_job *job, tol_error *err);

/* ---- omegat_parts.c ---- */

/* Write memories, glossaries, omegat.project and the list of these files into the stage. */
tol_status tol_omegat_write_parts(tol_omegat_job *job, tol_error *err);

#endif
