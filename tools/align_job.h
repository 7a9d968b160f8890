/* What 'align' is asked for and what came out, for its parts. */
#ifndef TOL_TOOLS_ALIGN_JOB_H
#define TOL_TOOLS_ALIGN_JOB_H

#include "cli.h"

#define ALIGN_MEMORIES_MAX 100
#define ALIGN_REVIEWS_MAX  8

typedef struct align_job {
    cli *c;
    const char *langs[TOL_BITEXT_SIDES], *files[TOL_BITEXT_SIDES];
    bool langs_are_guessed;
    const char *output, *into, *review;
    const char *reviews_out[ALIGN_REVIEWS_MAX];
    size_t n_reviews_out;
    tol_str memories[ALIGN_MEMORIES_MAX];
    size_t n_memories;
    bool no_terms, json, verbose;
    tol_bitext_read_opt read;
    tol_bitext_unit_opt units;
    tol_write_opt write;
    /* what came out */
    tol_bitext bitext;
    tol_document documents[TOL_BITEXT_SIDES]; /* not of a review */
    size_t n_pairs;                           /* that the bank gave */
    tol_review_report marks;                  /* of a review that was read */
    tol_bitext_summary summary;
    tol_bitext_unit_report made;
    tol_import_report stored;
} align_job;

/* The languages that the files' names end with ("a.ru.txt", "a_en.html") where none are given; false after a usage
 * error that was reported. */
bool align_languages(align_job *job);

/* Sum up on standard error; with --json on standard output too. */
void align_report(const align_job *job);

/* Write a page with both texts side by side, for a browser. Returns an exit code. */
int align_page(const align_job *job, const char *path);

#endif
