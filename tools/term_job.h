/* What the actions of 'tolmach term' share: the options, and how terms are printed. */
#ifndef TOL_TOOLS_TERM_JOB_H
#define TOL_TOOLS_TERM_JOB_H

#include "term_export.h"

/* What --definition, --note, … say: as many as the table term_sayings has rows. NULL: not given, "": to be cleared. */
#define TERM_SAYINGS 9

typedef struct term_saying {
    const char *option; /* "definition" */
    tol_category_kind kind;
    bool of_concept, of_term; /* where it may stand; where both are true it is the term's when one is named */
} term_saying;

extern const term_saying term_sayings[TERM_SAYINGS];

typedef struct term_job {
    cli *c;
    const char *lang;
    term_export out; /* with what import shares: glossary, format, languages */
    bool json, strict;
    int64_t concept_id; /* 0: not given */
    const char *text;   /* a term's new text; NULL: not given */
    const char *sayings[TERM_SAYINGS];
    bool has_status, has_case, has_priority;
    tol_term_status status;
    tol_case_rule case_rule;
    int priority;
    char **words; /* the operands behind the action */
    int n_words;
} term_job;

/* ---- term_list.c; all return an exit code ---- */

/* One line, or one JSON line, for a term. */
void term_print(const term_job *job, tol_str glossary, const tol_concept *entry, const tol_term *term);
/* Print the terms of a concept as the list has them; those of `text` alone, when it is not NULL. */
tol_status term_print_concept(const term_job *job, tol_store *store, int64_t id, const char *text, tol_error *err);
int term_list(term_job *job);
int term_glossaries(term_job *job);
/* A glossary, or a concept with all that it says. */
int term_info(term_job *job);

/* ---- term_find.c; all return an exit code ---- */

int term_find(term_job *job);
/* 1 when something is wrong. */
int term_lint(term_job *job);

/* ---- term_edit.c; all return an exit code ---- */

int term_create(term_job *job);
int term_rename(term_job *job);
int term_set(term_job *job);
int term_add(term_job *job);
int term_edit(term_job *job);
/* A glossary, a concept, or a term of one. */
int term_delete(term_job *job);

/* Whether there is anything in a job to say of a term, a concept, or either. */
bool term_job_says(const term_job *job);

#endif
